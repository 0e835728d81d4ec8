//! The sections of the file. A setting is one row: its field and type, its name in the file, what the file says of it in
//! Greek and English, its default and its check. `config/tameio.toml` is made of these rows, and a test holds it to them.

use std::time::Duration;

use chrono::{NaiveDate, NaiveTime};
use toml::de::DeValue;

use super::accounts::{self, ExportConfig};
use super::devices::{PrinterConfig, TerminalConfig};
use super::error::{Expected, Form, ValueKind};
use super::layouts::{self, ImportConfig, SettlementConfig};
use super::reader::{Found, Section};
use super::rows::{rows, settings};
use super::values::{alphanumeric, not_empty, some_text};
use crate::domain::hours::{Hours, Span};
use crate::domain::ledger::Chart;
use crate::domain::money::{DecimalMark, Money};
use crate::domain::worded::worded;
use crate::domain::{afm::Afm, debt::Allocation, language::Language, receipt::ReceiptNo};
use crate::exchange::batch_file::BatchLayout;

settings! {
    Config(root) {
        municipality: Municipality = {
            root.says(
                "Ρυθμίσεις του ταμείου. Κάθε κλειδί έχει εδώ την προεπιλογή του: ό,τι λείπει ισχύει όπως γράφεται εδώ.\n\
                 Κείμενα σε εισαγωγικά. Διαδρομές των Windows με «/» ή σε μονά εισαγωγικά: 'C:\\ταμείο\\receipt.bin'.",
                "Settings of the cash desk. Each key stands here with its default: what is missing is as written here.\n\
                 Texts are quoted. Windows paths take \"/\" or single quotes: 'C:\\tameio\\receipt.bin'.",
            );
            root.section("municipality", Municipality::read)
        };
        desk: DeskConfig = root.section("desk", DeskConfig::read);
        hours: Hours = root.section("hours", hours);
        payments: Payments = root.section("payments", Payments::read);
        till: TillConfig = root.section("till", TillConfig::read);
        terminal: TerminalConfig = root.section("terminal", TerminalConfig::read);
        printer: PrinterConfig = root.section("printer", PrinterConfig::read);
        import: ImportConfig = root.section("import", layouts::imports);
        batch_file: BatchLayout = root.section("batch_file", layouts::batch_file);
        settlement: SettlementConfig = root.section("settlement", layouts::settlement);
        chart: Chart = root.section("chart", accounts::chart);
        export: ExportConfig = root.section("export", ExportConfig::read);
        backup: BackupConfig = root.section("backup", BackupConfig::read);
        window: WindowConfig = root.section("window", WindowConfig::read);
    }
}

settings! {
    /// Whose desk it is, as receipts state it.
    Municipality(section) {
        name: String = {
            section.says(
                "Όπως τυπώνονται στην απόδειξη· ό,τι είναι κενό δεν τυπώνεται.",
                "As receipts print them; what is empty is not printed.",
            );
            section.key("name", "Επωνυμία.", "Name.").string("ΔΗΜΟΣ ΘΕΡΜΗΣ", not_empty)
        };
        address: Option<String> = section.key("address", "Διεύθυνση.", "Address.").optional("");
        afm: Option<String> = section.key("afm",
            "ΑΦΜ του δήμου, εννέα ψηφία.",
            "The municipality's tax number, nine digits.")
            .value("", None, |text| some_text(text).map(|text| afm(&text)).transpose());
        tax_office: Option<String> = section.key("tax_office", "Αρμόδια Δ.Ο.Υ.", "Tax office.").optional("");
        department: Option<String> = section.key("department",
            "Υπηρεσία που εισπράττει.",
            "The department that collects.").optional("Οικονομική Διεύθυνση");
    }
}

fn afm(text: &str) -> Result<String, Expected> {
    Afm::parse(text).map(|(afm, _)| afm.as_str().to_owned()).map_err(|_| Expected::Text(Form::Afm))
}

settings! {
    /// This desk among the desks of the municipality.
    DeskConfig(section) {
        id: String = section.key("id",
            "Όνομα του ταμείου στο δίκτυο και στο ημερολόγιο: 1 έως 8 λατινικά γράμματα ή ψηφία.",
            "Name of this desk on the wire and in the journal: 1 to 8 Latin letters or digits.")
            .string("1", |text| alphanumeric(text, 8));
        series: String = section.key("series",
            "Σειρά των αποδείξεών του: 1 έως 8 γράμματα ή ψηφία, διαφορετική σε κάθε ταμείο.",
            "Series of its receipts: 1 to 8 letters or digits, another one on each desk.")
            .string("A", |text| match ReceiptNo::new(text, 2000, 1) {
                Ok(_) => Ok(text.to_owned()),
                Err(_) => Err(Expected::UpTo(8, Form::Series)),
            });
    }
}

fn hours(section: &Section<'_, '_>) -> Hours {
    section.says(
        "Ωράριο πληρωμών, τοπική ώρα (Europe/Athens), από-έως. Κενή ημέρα = κλειστά.",
        "Hours of payment, local time (Europe/Athens), from-to. An empty day is closed.",
    );
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    let open = time(8, 30).zip(time(13, 0)).map(|(from, to)| Span { from, to });
    let day = |name, greek, english, shown: &str, default| {
        let span = |text: String| Span::parse(&text).map_err(|_| Expected::Text(Form::Span));
        section.key(name, greek, english).value(shown, default, |text| some_text(text).map(span).transpose())
    };
    rows! { Hours {
        week = [
            day("mon", "Δευτέρα.", "Monday.", "08:30-13:00", open),
            day("tue", "Τρίτη.", "Tuesday.", "08:30-13:00", open),
            day("wed", "Τετάρτη.", "Wednesday.", "08:30-13:00", open),
            day("thu", "Πέμπτη.", "Thursday.", "08:30-13:00", open),
            day("fri", "Παρασκευή.", "Friday.", "", None),
            day("sat", "Σάββατο.", "Saturday.", "", None),
            day("sun", "Κυριακή.", "Sunday.", "", None),
        ];
        holidays_extra = section.key("holidays_extra",
            "Πρόσθετες αργίες, π.χ. [\"2026-10-26\"]. Οι εθνικές και οι κινητές είναι ήδη γνωστές.",
            "Further holidays, as [\"2026-10-26\"]. The national and movable ones are known already.").list_of(date);
        holidays_cancelled = section.key("holidays_cancelled",
            "Αργίες που δεν ισχύουν, π.χ. η 1η Μαΐου όταν μετατίθεται.",
            "Holidays that do not hold, such as a moved 1 May.").list_of(date);
    } }
}

/// `"2026-10-26"`, or TOML's own date without quotes.
fn date(found: &Found<'_, '_>) -> Option<NaiveDate> {
    let strict = |text: &str| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10).ok_or(Expected::Text(Form::Date))
    };
    match found.value() {
        DeValue::Datetime(moment) => {
            let text = moment.to_string();
            strict(&text).map_or_else(|expected| found.bad(&text, expected), Some)
        }
        DeValue::String(_) => found.text(strict),
        _ => found.wrong_type(ValueKind::Text),
    }
}

settings! {
    /// What may be paid. Part payments are off by default because no text settles how they are divided.
    Payments(section) {
        allow_parts: bool = section.key("allow_parts",
            "Αν επιτρέπεται να πληρωθεί μέρος μιας οφειλής (οι δόσεις πληρώνονται πάντα ολόκληρες).",
            "Whether a debt may be paid in part (instalments are always paid whole).").flag(false);
        minimum: Money = section.key("minimum",
            "Ελάχιστο ποσό μερικής πληρωμής, σε ευρώ, με τελεία και δύο δεκαδικά.",
            "The least that may be paid in part, in euro, with a point and two decimals.")
            .value("1.00", Money::ONE_EURO, |text| match Money::parse(text, DecimalMark::Point) {
                Ok(amount) if !amount.is_zero() => Ok(amount),
                _ => Err(Expected::Text(Form::Amount)),
            });
        allocation: Allocation = section.key("allocation",
            "Τι εξοφλείται πρώτα: surcharge-first (προσαυξήσεις) ή capital-first (κεφάλαιο).",
            "What a part settles first: surcharge-first or capital-first.")
            .one_of(Allocation::SurchargeFirst);
        amounts_bound: bool = section.key("amounts_bound",
            "Αν οι κωδικοί RF του δήμου δεσμεύουν το ποσό με το ψηφίο ελέγχου· μια διαφορά τότε προειδοποιεί.",
            "Whether the municipality's RF codes bind the amount by its check digit; a mismatch then warns.").flag(false);
        partial_refunds: bool = section.key("partial_refunds",
            "Αν επιτρέπεται επιστροφή μέρους μιας είσπραξης.",
            "Whether part of a receipt may be refunded.").flag(false);
    }
}

settings! {
    /// The close of the day.
    TillConfig(section) {
        comparison_required: bool = section.key("comparison",
            "Αν το ταμείο κλείνει μόνο αφού συγκριθεί κάθε πακέτο με το τερματικό: optional (όχι) ή required (ναι).",
            "Whether the till closes only after each batch was compared with the terminal: optional or required.")
            .word(true, &[("optional", false), ("required", true)]);
        hide_totals: bool = section.key("hide_totals",
            "Αν τα αναμενόμενα σύνολα κρύβονται από τους ταμίες.",
            "Whether cashiers do not see the expected totals.").flag(false);
    }
}

settings! {
    /// Where copies go, and which dated ones of a folder stay when a new one was made.
    BackupConfig(section) {
        folder: Option<String> = section.key("folder",
            "Φάκελος αντιγράφων που προτείνει το παράθυρο, π.χ. σε άλλον δίσκο.",
            "Folder of copies that the window offers, such as one on another disk.").optional("");
        keep_daily: u32 = section.key("keep_daily",
            "Αντίγραφα με ημερομηνία που μένουν σε έναν φάκελο: το τελευταίο καθεμιάς από τόσες ημέρες, τις νεότερες με \
             αντίγραφο.",
            "The dated copies that stay in a folder: the last one of each of so many days, the newest that have one.")
            .number(30, 1..=3_650);
        keep_monthly: u32 = section.key("keep_monthly",
            "Και το τελευταίο καθενός από τόσους μήνες.",
            "And the last one of each of so many months.").number(12, 0..=1_200);
        /// Nothing where no age is too old.
        warn_after: Option<Duration> = {
            let hours: u32 = section.key("warn_after_h",
                "Ώρες χωρίς αντίγραφο, μετά τις οποίες προειδοποιεί η γραμμή κατάστασης· 0: ποτέ.",
                "Hours without a copy after which the status bar warns; 0: never.")
                .number(24, 0..=8_760);
            (hours > 0).then(|| Duration::from_secs(u64::from(hours) * 3_600))
        };
    }
}

settings! {
    WindowConfig(section) {
        theme: ThemeChoice = {
            section.retired(&["sounds", "display_customer"]);
            section.key("theme",
                "Χρώματα: light (ανοιχτά), dark (σκούρα) ή high-contrast (υψηλή αντίθεση).",
                "Colours, one of these.")
                .one_of(ThemeChoice::Light)
        };
        /// Percent.
        scale: u16 = section.key("scale",
            "Μέγεθος όλων, επί τοις εκατό, 100 έως 175.",
            "Size of everything, percent, 100 to 175.").number(100, 100..=175);
        lock_after: Duration = section.key("lock_after_s",
            "Δευτερόλεπτα χωρίς πλήκτρο ως το κλείδωμα.",
            "Seconds without a key until the window locks.").seconds(300);
        language: Language = section.key("language", "Γλώσσα: el ή en.", "Language: el or en.")
            .one_of(Language::El);
    }
}

worded! {
    /// Colours of the window.
    pub enum ThemeChoice {
        Light = "light",
        Dark = "dark",
        /// At least 7:1 everywhere.
        HighContrast = "high-contrast",
    }
}
