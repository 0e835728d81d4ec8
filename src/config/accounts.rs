//! What leaves the desk: the accounts of the ledger, and how files for spreadsheets are written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::error::{Expected, Form};
use super::reader::{Key, Section};
use super::rows::{rows, settings};
use super::values::some_text;
use crate::domain::ledger::{Account, Chart};
use crate::exchange::mapping::Encoding;
use crate::exchange::table::csv::{CsvForm, CsvTexts};

settings! {
    ExportConfig(section) {
        /// Nothing where it is the folder of downloads, which `command` fills in; without one, the data directory.
        folder: Option<PathBuf> = {
            section.says(
                "Αρχεία που βγαίνουν από το ταμείο (`tameio export`, `tameio report`, Ctrl+X στο ταμείο).",
                "Files that leave the desk (`tameio export`, `tameio report`, Ctrl+X on the till).",
            );
            section.key("folder",
                "Φάκελος στον οποίο γράφει το παράθυρο. Κενό: ο φάκελος λήψεων.",
                "Folder into which the window writes. Empty: the folder of downloads.").optional("").map(PathBuf::from)
        };
        csv: CsvForm = {
            rows! { CsvForm {
                encoding = section.key("csv_encoding",
                    "Κωδικοποίηση: utf-8 (με BOM) ή windows-1253.",
                    "Encoding: utf-8 (with a byte-order mark) or windows-1253.")
                    .word(Encoding::Utf8, &[
                        (Encoding::Utf8.word(), Encoding::Utf8),
                        (Encoding::Windows1253.word(), Encoding::Windows1253),
                    ]);
                texts = section.key("csv_texts",
                    "spreadsheet: κείμενα που αρχίζουν με ψηφίο έχουν μπροστά έναν χαρακτήρα tab, ώστε το διπλό κλικ να μη \
                     χαλά κωδικούς όπως 0441· plain: χωρίς αυτόν, για προγράμματα που διαβάζουν το αρχείο.",
                    "spreadsheet: texts that begin with a digit have a tab before them, so that a double click does not \
                     spoil codes such as 0441; plain: without it, for programs that read the file.")
                    .one_of(CsvTexts::Spreadsheet);
            } }
        };
    }
}

pub(super) fn chart(section: &Section<'_, '_>) -> Chart {
    section.says(
        "Λογαριασμοί των εγγραφών για το λογιστήριο (`tameio export ledger`). Κάθε δήμος έχει το δικό του σχέδιο, γι' αυτό \
         δεν υπάρχουν προεπιλογές: ό,τι χρειάζεται και λείπει κατονομάζεται. Παράδειγμα: config/sample-chart.toml.",
        "Accounts of the entries for the economic department (`tameio export ledger`). Charts differ, so there are no \
         defaults: what is needed and missing is named. An example: config/sample-chart.toml.",
    );
    rows! { Chart {
        receivable_of_others = account(section.key("receivable_of_others",
            "Απαίτηση από κάρτες κάθε τράπεζας που δεν έχει δικό της λογαριασμό στο [chart.receivable].",
            "What is owed of cards by each acquirer without an account of its own in [chart.receivable]."));
        iris = account(section.key("iris", "Απαίτηση από πληρωμές IRIS.", "What is owed of IRIS payments."));
        surcharge = account(section.key("surcharge", "Προσαυξήσεις.", "Surcharges."));
        difference = account(section.key("difference",
            "Διαφορά ανάμεσα στη χρέωση της κάρτας και στις οφειλές.",
            "What a card was charged apart from the debts."));
        fees = account(section.key("fees", "Προμήθειες της τράπεζας.", "Fees of the acquirer."));
        bank = account(section.key("bank", "Τραπεζικός λογαριασμός εκκαθάρισης.", "Bank account of the settlement."));
        receivable = section.section("receivable", |section| accounts(section,
            "Αριθμός της τράπεζας αποδοχής στο τερματικό = λογαριασμός, π.χ. \"01\" = \"38.03.01\".",
            "Number of the acquirer on the terminal = account, such as \"01\" = \"38.03.01\"."));
        revenue = section.section("revenue", |section| accounts(section,
            "ΚΑΕ = λογαριασμός εσόδου, π.χ. \"0441\" = \"73.04.41\".",
            "Revenue code = account, such as \"0441\" = \"73.04.41\"."));
        earlier = section.section("earlier", |section| accounts(section,
            "ΚΑΕ = λογαριασμός για οφειλές παλαιότερων ετών, όπου είναι άλλος.",
            "Revenue code = account of debts of earlier years, where it is another one."));
    } }
}

fn account(key: Key<'_, '_, '_>) -> Option<Account> {
    key.value("", None, |text| some_text(text).map(|text| checked(&text)).transpose())
}

fn checked(text: &str) -> Result<Account, Expected> {
    Account::parse(text).map_err(|_| Expected::Text(Form::Account))
}

fn accounts(section: &Section<'_, '_>, greek: &str, english: &str) -> BTreeMap<String, Account> {
    section.says(greek, english);
    section.texts(checked)
}
