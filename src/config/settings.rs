//! The settings as the rooms take them, each in the type of the room that it is for.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::{debt::Allocation, hours::Hours, language::Language, money::Money};
use crate::ecr::{frame::Variant, terminal::Dialect};
use crate::exchange::{batch_file::BatchLayout, mapping::Mapping};
use crate::paper::{device::PrinterLink, escpos::PrinterProfile};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Whose desk it is.
    pub municipality: Municipality,
    pub desk: DeskConfig,
    /// When it takes payments, Europe/Athens.
    pub hours: Hours,
    /// What may be paid and how it is divided.
    pub payments: Payments,
    /// The close of the day.
    pub till: TillConfig,
    pub terminal: TerminalConfig,
    pub printer: PrinterConfig,
    /// Layouts of the files that are imported, by the name that `--mapping` takes. `debts` is always there.
    pub import: BTreeMap<String, Mapping>,
    /// Layout of the files of card transactions with which a till is compared.
    pub batch_file: BatchLayout,
    /// Copies of the books.
    pub backup: BackupConfig,
    pub window: WindowConfig,
}

/// Whose desk it is, as receipts state it. What is empty in the file is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    pub name: String,
    /// Street address and town.
    pub address: Option<String>,
    /// Its ΑΦΜ, nine digits that were checked.
    pub afm: Option<String>,
    /// Its tax office (Δ.Ο.Υ.).
    pub tax_office: Option<String>,
    /// The department that collects.
    pub department: Option<String>,
}

/// This desk among the desks of the municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskConfig {
    /// Name on the wire and in the journal: 1..=8 Latin letters or digits.
    pub id: String,
    /// Series of its receipts: 1..=8 letters or digits, no other desk's.
    pub series: String,
}

/// What may be paid. Part payments are off by default because no text settles how they are divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payments {
    /// Whether a debt may be paid in part.
    pub allow_parts: bool,
    /// The least that may be paid of a debt in part.
    pub minimum: Money,
    /// What a part settles first.
    pub allocation: Allocation,
    /// Whether the municipality binds amounts in the amount-check digit of its RF codes; a mismatch then warns.
    pub amounts_bound: bool,
    /// Whether a receipt may be refunded in part.
    pub partial_refunds: bool,
}

/// The close of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TillConfig {
    /// Whether a till closes only after each of its batches was compared with what the terminal says of it.
    pub comparison_required: bool,
    /// Whether cashiers do not see what the till should hold.
    pub hide_totals: bool,
}

/// The card terminal and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalConfig {
    pub dialect: Dialect,
    /// No terminal: the simulator in the same process, speaking `aade`.
    pub simulated: bool,
    pub link: TerminalLink,
    /// Serial number of the USB device by which a serial port is looked up; nothing: by its name, until the first
    /// connection shows which device it is.
    pub usb_serial: Option<String>,
    /// Who prints the card slip.
    pub variant: Variant,
    /// The registered identity of the desk: 1..=11 Latin letters or digits, at most 8 under `mellon`.
    pub ecr_id: String,
    /// How long to wait for CONFIRMED, ERROR or ECHO.
    pub confirm_timeout: Duration,
    /// How long to wait for RESULT. The protocol asks for 150 s at least; less is for tests.
    pub result_timeout: Duration,
    /// Whether the line stays open between sales.
    pub keep_open: bool,
    /// Whether messages carry a MAC (`aade` only).
    pub mac: bool,
    /// Payments after which a new session key is exchanged.
    pub mac_renew_after: u32,
    /// Whether an IRIS payment on the terminal is accepted.
    pub iris_accepted: bool,
    /// The free field `M`: `0` when unused, a payment code where the acquirer wants one.
    pub custom: String,
    /// Transaction types of an `aade` result by which the terminal says that money was taken from a card.
    pub types_taken: Vec<String>,
    /// Those by which it says that money went back to one.
    pub types_given_back: Vec<String>,
}

/// Where the terminal is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TerminalLink {
    /// The terminal listens on the network.
    Tcp {
        /// `host:port`.
        address: String,
    },
    /// A serial or USB-serial port.
    Serial {
        /// `/dev/ttyACM0`, `COM3`.
        port: String,
        /// Bits per second.
        baud: u32,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterConfig {
    /// A relative file belongs to the data directory.
    pub link: PrinterLink,
    pub profile: PrinterProfile,
    /// Who says that a receipt was printed.
    pub confirm: PrintConfirm,
}

/// Who says that a receipt was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintConfirm {
    /// The printer where it can answer, the cashier where it cannot.
    Auto,
    /// Sent is taken for printed: for a file, or a printer that cannot answer and is watched.
    Sent,
}

/// Which dated copies of a folder stay when a new one was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupConfig {
    /// The last copy of each of so many days, the newest that have one.
    pub keep_daily: u32,
    /// The last copy of each of so many months.
    pub keep_monthly: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowConfig {
    pub theme: ThemeChoice,
    /// Size of everything, percent, 100..=175.
    pub scale: u16,
    /// The window locks after this long without a key.
    pub lock_after: Duration,
    /// Language of people's text.
    pub language: Language,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThemeChoice {
    Light,
    Dark,
    /// At least 7:1 everywhere.
    HighContrast,
}

impl TerminalConfig {
    /// Whether the terminal can be asked about an answer that was lost: `mellon` has no such question.
    #[must_use]
    pub fn can_be_asked_again(&self) -> bool {
        self.dialect == Dialect::Aade
    }
}
