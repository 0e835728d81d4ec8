//! The defaults. `config/tameio.toml` states the same ones with their comments, and a test holds the two equal.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveTime;

use super::{
    BackupConfig, BatchFileConfig, Config, DeskConfig, ImportMapping, Municipality, Payments, PrintConfirm,
    PrinterConfig, PrinterLinkConfig, Protocol, TerminalConfig, TerminalLink, ThemeChoice, TillConfig, Variant,
    WindowConfig,
};
use crate::domain::debt::Allocation;
use crate::domain::hours::{Hours, Span};
use crate::domain::language::Language;
use crate::domain::money::Money;

/// The registered identity of an example; the desk's own comes from the tax authority's registration.
pub(super) const ECR_ID: &str = "ABC00111222";
/// The same under `mellon`, which takes eight characters.
pub(super) const ECR_NO: &str = "ABC00111";
/// Where serial terminals appear.
pub(super) const TERMINAL_PORT: &str = "/dev/ttyACM0";
/// What serial terminals speak.
pub(super) const TERMINAL_BAUD: u32 = 115_200;
/// Where serial printers appear.
pub(super) const PRINTER_PORT: &str = "/dev/ttyUSB0";
/// What serial printers speak.
pub(super) const PRINTER_BAUD: u32 = 9_600;
/// Raw printing over the network.
pub(super) const PRINTER_ADDRESS: &str = "192.0.2.20:9100";

/// Field of a debt → title of its column. No public layout of the municipality's system exists, so this is the
/// desk's own, documented one.
pub(super) const IMPORT_COLUMNS: [(&str, &str); 16] = [
    ("external_id", "Αριθμός Οφειλής"),
    ("afm", "ΑΦΜ"),
    ("debtor_number", "Κωδικός Οφειλέτη"),
    ("name", "Ονοματεπώνυμο"),
    ("rf", "RF"),
    ("rf_valid_until", "Ισχύς RF έως"),
    ("revenue_code", "ΚΑΕ"),
    ("description", "Περιγραφή"),
    ("year", "Έτος"),
    ("list_no", "Χρηματικός Κατάλογος"),
    ("due", "Λήξη"),
    ("capital", "Κεφάλαιο"),
    ("surcharge", "Προσαυξήσεις"),
    ("surcharge_as_of", "Υπολογισμός έως"),
    ("instalment", "Δόση"),
    ("status", "Κατάσταση"),
];

/// Field of a card transaction → title of its column. No public layout of such a file was found, so this is the desk's
/// own, documented one.
pub(super) const BATCH_COLUMNS: [(&str, &str); 8] = [
    ("terminal_id", "Τερματικό"),
    ("batch", "Πακέτο"),
    ("stan", "STAN"),
    ("rrn", "RRN"),
    ("auth_code", "Έγκριση"),
    ("amount", "Ποσό"),
    ("kind", "Είδος"),
    ("card_type", "Κάρτα"),
];

/// The device file of a USB printer where the configuration names none.
#[must_use]
pub fn usb_printer() -> PathBuf {
    PathBuf::from("/dev/usb/lp0")
}

/// The number of a code page for `ESC t` on Epson's printers; nothing for a page the desk does not know.
#[must_use]
pub fn code_page_number(code_page: &str) -> Option<u8> {
    match code_page {
        "PC737" => Some(14),
        "WPC1253" => Some(47),
        "ISO8859-7" => Some(15),
        "PC869" => Some(38),
        "PC851" => Some(11),
        _ => None,
    }
}

impl Default for Config {
    fn default() -> Config {
        Config {
            municipality: Municipality::default(),
            desk: DeskConfig::default(),
            hours: hours(),
            payments: Payments::default(),
            till: TillConfig::default(),
            terminal: TerminalConfig::default(),
            printer: PrinterConfig::default(),
            import: BTreeMap::from([("debts".to_owned(), ImportMapping::default())]),
            batch_file: BatchFileConfig::default(),
            backup: BackupConfig::default(),
            window: WindowConfig::default(),
        }
    }
}

impl Default for Municipality {
    fn default() -> Municipality {
        Municipality {
            name: "ΔΗΜΟΣ ΘΕΡΜΗΣ".to_owned(),
            address: None,
            afm: None,
            tax_office: None,
            department: Some("Οικονομική Διεύθυνση".to_owned()),
        }
    }
}

impl Default for DeskConfig {
    fn default() -> DeskConfig {
        DeskConfig { id: "1".to_owned(), series: "A".to_owned() }
    }
}

/// Monday to Thursday 08:30–13:00.
fn hours() -> Hours {
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    let open = time(8, 30).zip(time(13, 0)).map(|(from, to)| Span { from, to });
    Hours {
        week: [open, open, open, open, None, None, None],
        holidays_extra: Vec::new(),
        holidays_cancelled: Vec::new(),
    }
}

impl Default for Payments {
    fn default() -> Payments {
        Payments {
            allow_parts: false,
            minimum: Money::from_cents(100).unwrap_or_default(),
            allocation: Allocation::default(),
            amounts_bound: false,
            partial_refunds: false,
        }
    }
}

impl Default for TerminalConfig {
    fn default() -> TerminalConfig {
        TerminalConfig {
            protocol: Protocol::Aade,
            link: TerminalLink::Tcp { address: "192.0.2.10:4000".to_owned() },
            usb_serial: None,
            variant: Variant::TerminalPrints,
            ecr_id: ECR_ID.to_owned(),
            confirm_timeout: Duration::from_secs(2),
            result_timeout: Duration::from_secs(180),
            keep_open: false,
            mac: false,
            mac_renew_after: 500,
            iris_accepted: true,
            custom: "0".to_owned(),
            types_taken: vec!["00".to_owned()],
            types_given_back: vec!["20".to_owned()],
        }
    }
}

impl Default for PrinterConfig {
    fn default() -> PrinterConfig {
        PrinterConfig {
            link: PrinterLinkConfig::File(PathBuf::from("receipt.bin")),
            columns: 48,
            code_page: "PC737".to_owned(),
            code_page_number: 14,
            euro: "EUR".to_owned(),
            cut: true,
            qr: true,
            confirm: PrintConfirm::Auto,
        }
    }
}

impl Default for ImportMapping {
    fn default() -> ImportMapping {
        ImportMapping {
            encoding: "utf-8".to_owned(),
            separator: ';',
            decimal: ',',
            date: "%d/%m/%Y".to_owned(),
            cancelled_words: vec!["Ακυρωμένη".to_owned(), "Διαγραμμένη".to_owned()],
            columns: IMPORT_COLUMNS.map(|(field, title)| (field.to_owned(), title.to_owned())).into(),
        }
    }
}

impl Default for BatchFileConfig {
    fn default() -> BatchFileConfig {
        BatchFileConfig {
            encoding: "utf-8".to_owned(),
            separator: ';',
            decimal: ',',
            plus_words: ["Πώληση", "Αγορά", "Χρέωση", "SALE", "PURCHASE"].map(str::to_owned).to_vec(),
            minus_words: ["Ακύρωση", "Επιστροφή", "VOID", "REFUND"].map(str::to_owned).to_vec(),
            columns: BATCH_COLUMNS.map(|(field, title)| (field.to_owned(), title.to_owned())).into(),
        }
    }
}

impl Default for BackupConfig {
    fn default() -> BackupConfig {
        BackupConfig { keep_daily: 30, keep_monthly: 12 }
    }
}

impl Default for WindowConfig {
    fn default() -> WindowConfig {
        WindowConfig {
            theme: ThemeChoice::Light,
            scale: 100,
            lock_after: Duration::from_secs(300),
            sounds: true,
            language: Language::El,
            display_customer: false,
        }
    }
}
