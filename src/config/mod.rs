//! The configuration file: what it may say, its defaults, and its check. Values are typed here, at the edge, so
//! that no room reads text. Nothing but [`Config::load`] touches the disk, and keys of the terminal are never
//! in this file.

mod defaults;
mod error;
mod reader;
mod sections;
mod values;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::debt::Allocation;
use crate::domain::hours::Hours;
use crate::domain::language::Language;
use crate::domain::money::Money;

pub use defaults::{code_page_number, usb_printer};
pub use error::{ConfigError, Expected, Problem, ValueKind};

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
    pub import: BTreeMap<String, ImportMapping>,
    /// Layout of the files of card transactions with which a till is compared.
    pub batch_file: BatchFileConfig,
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
    pub protocol: Protocol,
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

/// The dialect of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// Decision Α.1098/2022.
    Aade,
    /// Mellon / NBG Pay v1.00B.
    Mellon,
    /// No terminal: the simulator in the same process, speaking `aade`.
    Simulated,
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

/// Who prints the card slip: the `variant` of the frame header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variant {
    /// `01`
    TerminalPrints,
    /// `02`
    DeskPrints,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterConfig {
    pub link: PrinterLinkConfig,
    /// Characters a line: 48, 42 or 32.
    pub columns: u32,
    /// One of `PC737`, `WPC1253`, `ISO8859-7`, `PC869`, `PC851`.
    pub code_page: String,
    /// Number of the code page for `ESC t`; makers differ.
    pub code_page_number: u8,
    /// What is printed for `€` where the code page has none.
    pub euro: String,
    /// Whether the paper is cut after each receipt.
    pub cut: bool,
    /// Whether receipts carry the QR code for verification.
    pub qr: bool,
    /// Who says that a receipt was printed.
    pub confirm: PrintConfirm,
}

/// Where the printer is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PrinterLinkConfig {
    /// Each receipt is appended to a file; a relative path belongs to the data directory.
    File(PathBuf),
    /// `host:port`, 9100 as a rule.
    Tcp(String),
    Serial {
        /// `/dev/ttyUSB0`, `COM4`.
        port: String,
        /// Bits per second.
        baud: u32,
    },
    /// A USB printer's device file.
    Usb(PathBuf),
    /// As text, on the screen.
    Screen,
}

/// Who says that a receipt was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintConfirm {
    /// The printer where it can answer, the cashier where it cannot.
    Auto,
    /// Sent is taken for printed: for a file, or a printer that cannot answer and is watched.
    Sent,
}

/// The layout of a file that is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportMapping {
    /// `utf-8`, `windows-1253`, `iso-8859-7`, `cp737` or `cp869`.
    pub encoding: String,
    /// Between the columns; ASCII.
    pub separator: char,
    /// Decimal mark of amounts: `,` or `.`.
    pub decimal: char,
    /// Form of dates, as `%d/%m/%Y`.
    pub date: String,
    /// What the status column of a withdrawn debt says.
    pub cancelled_words: Vec<String>,
    /// Field of the debt → title of its column in the file; an empty title where the file has no such column.
    pub columns: BTreeMap<String, String>,
}

/// Layout of a terminal's or acquirer's file of card transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchFileConfig {
    /// `utf-8`, `windows-1253`, `iso-8859-7`, `cp737` or `cp869`.
    pub encoding: String,
    /// Between the columns; ASCII.
    pub separator: char,
    /// Decimal mark of amounts: `,` or `.`.
    pub decimal: char,
    /// What the column of the kind says of what was charged to a card.
    pub plus_words: Vec<String>,
    /// What the column of the kind says of what went back to a card.
    pub minus_words: Vec<String>,
    /// Field → title of its column; an empty title where the file has no such column.
    pub columns: BTreeMap<String, String>,
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
    /// Whether approved, declined and unknown are heard.
    pub sounds: bool,
    /// Language of people's text.
    pub language: Language,
    /// Whether the citizen's second window opens.
    pub display_customer: bool,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThemeChoice {
    Light,
    Dark,
    /// At least 7:1 everywhere.
    HighContrast,
}

impl Config {
    /// The file that `init` writes: every key with its default and a comment in Greek and English. It parses to
    /// [`Config::default`].
    pub const TEMPLATE: &str = include_str!("../../config/tameio.toml");

    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`ConfigError`] with file, line, column, key and what was expected there.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let bytes = std::fs::read(path).map_err(|error| ConfigError::unread(path, error.kind()))?;
        let text = String::from_utf8(bytes).map_err(|error| ConfigError::not_utf8(path, error.as_bytes()))?;
        Config::parse(&text, path)
    }

    /// Checks the text of a file; `name` is what errors call it.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, name: &Path) -> Result<Config, ConfigError> {
        sections::parse(text, name)
    }
}
