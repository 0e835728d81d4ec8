//! The layouts of the files of other systems, in the types of the room that reads them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::reader::{Key, Section};
use super::rows::rows;
use super::values::{date_form, not_empty, separator, some_text};
use crate::domain::money::DecimalMark;
use crate::exchange::batch_file::BatchLayout;
use crate::exchange::mapping::{Columns, Encoding, Field, Mapping};
use crate::exchange::settlement_file::SettlementLayout;

/// Where files to import lie, and how they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportConfig {
    /// Nothing where it is the folder of downloads, which `command` fills in; without one, the data directory.
    pub folder: Option<PathBuf>,
    /// By the name that `--mapping` takes. `debts` is always there.
    pub mappings: BTreeMap<String, Mapping>,
}

pub(super) fn imports(section: &Section<'_, '_>) -> ImportConfig {
    let folder = section
        .key(
            "folder",
            "Φάκελος στον οποίο το παράθυρο ψάχνει αρχεία για εισαγωγή και αρχεία του τερματικού. Κενό: ο φάκελος λήψεων.",
            "Folder in which the window looks for files to import and for the terminal's. Empty: the folder of downloads.",
        )
        .optional("");
    let debts = section.section("debts", mapping);
    let mappings = section.sections(mapping).into_iter().chain([("debts".to_owned(), debts)]).collect();
    ImportConfig { folder: folder.map(PathBuf::from), mappings }
}

fn mapping(section: &Section<'_, '_>) -> Mapping {
    let default = Mapping::default();
    section.says(
        "Μορφή του αρχείου οφειλών. Άλλες μορφές: [import.ΟΝΟΜΑ] και «--mapping ΟΝΟΜΑ».",
        "Layout of the file of debts. Further layouts: [import.NAME] and `--mapping NAME`.",
    );
    rows! { Mapping {
        encoding = encoding(section);
        separator = cells_apart(section);
        decimal = decimal(section);
        date = section.key("date",
            "Μορφή ημερομηνιών: %d ημέρα, %m μήνας, %Y έτος.",
            "Form of dates: %d day, %m month, %Y year.").string(&default.date, date_form);
        cancelled_words = section.key("cancelled_words",
            "Τι γράφει η στήλη της κατάστασης για μια οφειλή που διαγράφηκε (τόνοι και κεφαλαία δεν μετρούν).",
            "What the status column says of a withdrawn debt (accents and case do not count).")
            .list(&default.cancelled_words.iter().map(String::as_str).collect::<Vec<_>>(), not_empty);
        columns = section.section("columns", |section| columns(section, &default.columns));
    } }
}

fn columns(section: &Section<'_, '_>, default: &Columns) -> Columns {
    section.says(
        "Πεδίο = τίτλος της στήλης στο αρχείο. Κενός τίτλος: το αρχείο δεν έχει τέτοια στήλη.",
        "Field = title of its column in the file. An empty title: the file has no such column.",
    );
    section.says("Υποχρεωτικά.", "Needed.");
    let mut needed = true;
    Columns::of(|field| {
        if needed && !field.is_needed() {
            section.says("Προαιρετικά.", "Not needed.");
        }
        needed = field.is_needed();
        let title = default.header(field).unwrap_or_default();
        let key = column(section, field);
        if needed { Some(key.string(title, not_empty)) } else { key.optional(title) }
    })
}

/// What the file says of a column of a debt.
fn column<'k, 's, 'a>(section: &'k Section<'s, 'a>, field: Field) -> Key<'k, 's, 'a> {
    let (greek, english) = match field {
        Field::ExternalId => {
            ("Αριθμός με τον οποίο κάθε οφειλή φορτώνεται μία φορά.", "The number by which each debt is loaded once.")
        }
        Field::Name => ("Οφειλέτης.", "Debtor."),
        Field::RevenueCode => ("Κωδικός εσόδου.", "Revenue code."),
        Field::Description => ("Είδος οφειλής.", "Kind of debt."),
        Field::Year => ("Οικονομικό έτος.", "Fiscal year."),
        Field::Capital => ("Κεφάλαιο.", "Capital."),
        Field::Afm => ("ΑΦΜ του οφειλέτη.", "The debtor's tax number."),
        Field::DebtorNumber => (
            "Κωδικός του οφειλέτη στο σύστημα του Δήμου. Χωρίς ΑΦΜ και χωρίς αυτόν κάθε οφειλή έχει δικό της οφειλέτη: \
             το ίδιο όνομα δεν σημαίνει το ίδιο πρόσωπο.",
            "The debtor's number in the municipality's system. Without tax number and without it each debt has a debtor \
             of its own: one name does not mean one person.",
        ),
        Field::Rf => ("Κωδικός RF.", "RF code."),
        Field::RfValidUntil => ("Τελευταία ημέρα πληρωμής με τον RF.", "Last day on which the RF may be paid."),
        Field::ListNo => ("Χρηματικός (βεβαιωτικός) κατάλογος.", "Certification list."),
        Field::Due => ("Λήξη προθεσμίας.", "Due date."),
        Field::Surcharge => ("Προσαυξήσεις.", "Surcharge."),
        Field::SurchargeAsOf => ("Ημέρα ως την οποία υπολογίστηκαν.", "The day for which it was computed."),
        Field::Instalment => ("Αριθμός δόσης.", "Number of the instalment."),
        Field::Status => ("Κατάσταση, βλ. cancelled_words.", "Status, see cancelled_words."),
    };
    section.key(field.word(), greek, english)
}

pub(super) fn batch_file(section: &Section<'_, '_>) -> BatchLayout {
    section.says(
        "Μορφή του αρχείου συναλλαγών του τερματικού ή της τράπεζας, για τη σύγκριση στο κλείσιμο (`tameio till reconcile \
         --file`). Μία γραμμή για κάθε συναλλαγή.",
        "Layout of the terminal's or acquirer's file of transactions, for the comparison at the close (`tameio till \
         reconcile --file`). One row a transaction.",
    );
    rows! { BatchLayout {
        encoding = encoding(section);
        separator = cells_apart(section);
        decimal = decimal(section);
        plus_words = section.key("plus_words",
            "Τι γράφει η στήλη του είδους για ό,τι χρεώθηκε σε κάρτα. Μια λέξη που δεν είναι ούτε εδώ ούτε στις \
             minus_words κάνει τη γραμμή ερώτηση, όχι πληρωμή.",
            "What the column of the kind says of what was charged to a card. A word that is neither here nor among \
             minus_words makes its row a question and no payment.")
            .list(&["Πώληση", "Αγορά", "Χρέωση", "SALE", "PURCHASE"], not_empty);
        minus_words = section.key("minus_words",
            "Τι γράφει η στήλη του είδους για ό,τι επιστράφηκε σε κάρτα (τόνοι και κεφαλαία δεν μετρούν). Και αρνητικό ποσό \
             αρκεί.",
            "What the column of the kind says of what went back to a card (accents and case do not count). A negative \
             amount does too.")
            .list(&["Ακύρωση", "Επιστροφή", "VOID", "REFUND"], not_empty);
        columns = section.section("columns", batch_columns);
    } }
}

/// Field of a card transaction, the default title of its column, and what the file says of it. No public layout of such a
/// file was found, so this is the desk's own, documented one.
const BATCH_COLUMNS: [(&str, &str, &str, &str); 8] = [
    ("terminal_id", "Τερματικό", "Κωδικός τερματικού (TID).", "Terminal id."),
    ("batch", "Πακέτο", "Πακέτο.", "Batch."),
    ("stan", "STAN", "Αύξων αριθμός συναλλαγής.", "System trace audit number."),
    ("rrn", "RRN", "Αριθμός αναφοράς.", "Retrieval reference number."),
    ("auth_code", "Έγκριση", "Κωδικός έγκρισης.", "Authorisation code."),
    ("amount", "Ποσό", "Ποσό.", "Amount."),
    ("kind", "Είδος", "Είδος κίνησης, βλ. plus_words και minus_words.", "Kind, see plus_words and minus_words."),
    ("card_type", "Κάρτα", "Τύπος κάρτας: το IRIS ξεχωρίζει.", "Type of card: IRIS is apart."),
];

fn batch_columns(section: &Section<'_, '_>) -> BTreeMap<String, String> {
    section.says(
        "Πεδίο = τίτλος της στήλης. Κενός τίτλος: το αρχείο δεν έχει τέτοια στήλη. Χρειάζονται πακέτο, ποσό και ένα από τα \
         STAN, RRN, έγκριση.",
        "Field = title of its column. An empty title: the file has no such column. Needed are batch, amount and one of \
         STAN, RRN, authorisation code.",
    );
    titles(section, &BATCH_COLUMNS, &["batch", "amount"])
}

/// An acquirer's settlement, and after how many days a payment that none has is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementConfig {
    pub layout: SettlementLayout,
    /// Days.
    pub warn_after_days: u32,
}

pub(super) fn settlement(section: &Section<'_, '_>) -> SettlementConfig {
    section.says(
        "Μορφή του αρχείου εκκαθάρισης της τράπεζας (`tameio till settle`): τι πλήρωσε για κάθε κάρτα και τι κράτησε. \
         Παράδειγμα: config/sample-settlement.csv.",
        "Layout of the acquirer's settlement (`tameio till settle`): what it paid out for each card payment and what it \
         kept. An example: config/sample-settlement.csv.",
    );
    // Before the section of the columns, which ends this one in the file.
    let warn_after_days = section
        .key(
            "warn_after_days",
            "Ημέρες χωρίς εκκαθάριση, μετά τις οποίες το `tameio till status` λέει ποιες εισπράξεις λείπουν.",
            "Days without a settlement after which `tameio till status` names the payments that none has.",
        )
        .number(5, 0..=365);
    let layout = rows! { SettlementLayout {
        encoding = encoding(section);
        separator = cells_apart(section);
        decimal = decimal(section);
        date = section.key("date",
            "Μορφή ημερομηνιών: %d ημέρα, %m μήνας, %Y έτος.",
            "Form of dates: %d day, %m month, %Y year.").string("%d/%m/%Y", date_form);
        columns = section.section("columns", settlement_columns);
    } };
    SettlementConfig { layout, warn_after_days }
}

/// The same of a settlement.
const SETTLEMENT_COLUMNS: [(&str, &str, &str, &str); 9] = [
    ("gross", "Μικτό ποσό", "Ποσό που πλήρωσε η κάρτα.", "What the card paid."),
    ("fee", "Προμήθεια", "Τι κράτησε η τράπεζα.", "What the acquirer kept."),
    ("net", "Καθαρό ποσό", "Τι πλήρωσε η τράπεζα.", "What it paid out."),
    ("value_date", "Ημερομηνία valeur", "Πότε μετρά στον λογαριασμό.", "When it counts on the account."),
    ("terminal_id", "Τερματικό", "Κωδικός τερματικού (TID).", "Terminal id."),
    ("batch", "Πακέτο", "Πακέτο.", "Batch."),
    ("rrn", "RRN", "Αριθμός αναφοράς.", "Retrieval reference number."),
    ("stan", "STAN", "Αύξων αριθμός συναλλαγής.", "System trace audit number."),
    ("auth_code", "Έγκριση", "Κωδικός έγκρισης.", "Authorisation code."),
];

fn settlement_columns(section: &Section<'_, '_>) -> BTreeMap<String, String> {
    section.says(
        "Πεδίο = τίτλος της στήλης. Κενός τίτλος: το αρχείο δεν έχει τέτοια στήλη. Χρειάζονται μικτό ποσό, ημερομηνία και \
         ένα από τα RRN, STAN, έγκριση.",
        "Field = title of its column. An empty title: the file has no such column. Needed are gross, date and one of RRN, \
         STAN, authorisation code.",
    );
    titles(section, &SETTLEMENT_COLUMNS, &["gross", "value_date"])
}

/// The titles of a file's columns, each with what the settings say of it.
fn titles(
    section: &Section<'_, '_>,
    columns: &[(&'static str, &str, &'static str, &'static str)],
    needed: &[&str],
) -> BTreeMap<String, String> {
    let title = |(field, title, greek, english): &(&'static str, &str, &'static str, &'static str)| {
        let needed = needed.contains(field);
        let check = |text: &str| if needed { not_empty(text) } else { Ok(some_text(text).unwrap_or_default()) };
        ((*field).to_owned(), section.key(field, greek, english).string(title, check))
    };
    columns.iter().map(title).collect()
}

fn encoding(section: &Section<'_, '_>) -> Encoding {
    section
        .key(
            "encoding",
            "Κωδικοποίηση: utf-8, windows-1253, iso-8859-7, cp737 ή cp869. Το UTF-16 διαβάζεται έτσι κι αλλιώς.",
            "Encoding, one of these. UTF-16 is read in any case.",
        )
        .one_of(Encoding::Utf8)
}

fn cells_apart(section: &Section<'_, '_>) -> char {
    section.key("separator", "Διαχωριστικό στηλών.", "Separator of columns.").value(";", ';', separator)
}

fn decimal(section: &Section<'_, '_>) -> DecimalMark {
    section
        .key("decimal", "Υποδιαστολή των ποσών: \",\" ή \".\".", "Decimal mark of amounts.")
        .one_of(DecimalMark::Comma)
}
