//! What the tables are made of that leave the desk: the columns of receipts, daily book and ledger, each with its title and
//! how it is got from a line.

use std::borrow::Cow;

use super::table::control::TableKind;
use super::table::{Cell, Column, Field, Kind, RowSource};
use crate::domain::balance::Balance;
use crate::domain::card;
use crate::domain::daily_book::BookLine;
use crate::domain::ledger::{Entry, EntryKind, Posting, PostingOf, Side};
use crate::domain::receipt::ReceiptKind;
use crate::domain::tender::PaidWith;
use crate::domain::till::IRIS;
use crate::domain::time::local;

/// Rows made from the lines of documents.
pub struct OfBook;

impl RowSource for OfBook {
    type Row<'a> = BookLine<'a>;
}

/// Rows made from postings.
pub struct OfLedger;

impl RowSource for OfLedger {
    type Row<'a> = LedgerRow<'a>;
}

/// A posting of the ledger, with its entry.
#[derive(Debug, Clone, Copy)]
pub struct LedgerRow<'a> {
    pub entry: &'a Entry,
    pub posting: &'a Posting,
}

/// The columns of a kind of table; nothing of the tables for an auditor, which have their own.
pub fn columns(kind: TableKind) -> Option<Vec<Column>> {
    match kind {
        TableKind::Receipts => Some(columns_of(&RECEIPTS)),
        TableKind::Book => Some(columns_of(&BOOK)),
        TableKind::Ledger => Some(columns_of(&LEDGER)),
        TableKind::All => None,
    }
}

/// What a sheet of it is called.
pub fn sheet_name(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Receipts => "Αποδείξεις",
        TableKind::Book => "Ημερολόγιο εισπράξεων",
        TableKind::Ledger => "Λογιστικές εγγραφές",
        TableKind::All => "Πίνακες",
    }
}

fn columns_of<S: RowSource>(fields: &[Field<S>]) -> Vec<Column> {
    fields.iter().map(|field| field.column).collect()
}

/// The cells of a row.
pub fn cells<'r, S: RowSource>(fields: &[Field<S>], row: &'r S::Row<'r>) -> Vec<Cell<'r>> {
    fields.iter().map(|field| (field.cell)(row)).collect()
}

/// `Kind width key title = cell`, a column a line; `sum` where its sum is told, `of` where its texts are a few words.
macro_rules! fields {
    ($($kind:ident $width:literal $($sum:ident)? $((of $words:ident))? $key:literal $title:literal = $cell:expr;)*) => {
        [$(Field {
            column: Column {
                key: $key,
                title: $title,
                kind: Kind::$kind,
                width: $width,
                summed: fields!(@ $($sum)?),
                words: fields!(@ of $($words)?),
            },
            cell: $cell,
        }),*]
    };
    (@) => { false };
    (@ sum) => { true };
    (@ of) => { &[] };
    (@ of $words:ident) => { &$words };
}

/// What documents do, for programs and for people.
static KINDS: [(&str, &str); 3] = [
    (ReceiptKind::Sale.word(), title(ReceiptKind::Sale)),
    (ReceiptKind::Void.word(), title(ReceiptKind::Void)),
    (ReceiptKind::Refund.word(), title(ReceiptKind::Refund)),
];
/// How they were paid.
static TENDERS: [(&str, &str); 2] =
    [(PaidWith::Card.word(), tender_title(PaidWith::Card)), (PaidWith::Iris.word(), tender_title(PaidWith::Iris))];

/// A row for each line of a document, whole.
pub static RECEIPTS: [Field<OfBook>; 33] = fields! {
    Text 17 "number" "Αριθμός" = |line| Cell::text(line.number.to_string());
    Text 11 (of KINDS) "kind" "Είδος" = |line| Cell::text(title(line.kind));
    Time 19 "at" "Ημερομηνία και ώρα" = |line| Cell::Time(local(line.at));
    Day 12 "till_day" "Ημέρα ταμείου" = |line| Cell::Day(line.day);
    Text 8 "desk" "Ταμείο" = |line| Cell::text(line.desk);
    Text 12 "z" "Αναφορά Z" = |line| Cell::opt_text(line.z.as_ref().map(ToString::to_string));
    Text 12 "cashier" "Χειριστής" = |line| Cell::text(line.cashier);
    Text 34 "payer" "Πληρωτής" = |line| Cell::text(line.payer);
    Text 11 "afm" "ΑΦΜ" = |line| Cell::opt_text(line.payer_afm);
    Count 7 "line" "Γραμμή" = |line| Cell::Count(u64::from(line.position));
    Text 18 "debt" "Αριθμός οφειλής" = |line| Cell::text(line.external_id);
    Text 28 "rf" "Κωδικός RF" = |line| Cell::opt_text(line.rf);
    Text 7 "revenue_code" "ΚΑΕ" = |line| Cell::text(line.revenue_code);
    Text 36 "description" "Περιγραφή" = |line| Cell::text(line.description);
    Count 7 "year" "Έτος" = |line| Cell::Count(u64::from(line.year));
    Text 14 "list_no" "Χρηματικός κατάλογος" = |line| Cell::opt_text(line.list_no);
    Amount 13 sum "capital" "Κεφάλαιο" = |line| Cell::Amount(line.capital);
    Amount 13 sum "surcharge" "Προσαυξήσεις" = |line| Cell::Amount(line.surcharge);
    Amount 13 sum "amount" "Ποσό" = |line| Cell::Amount(line.amount);
    Amount 13 "document_amount" "Ποσό παραστατικού" = |line| Cell::Amount(line.document_amount);
    Text 8 (of TENDERS) "tender" "Μέσο" = tender;
    Text 16 "card_type" "Τύπος κάρτας" = |line| Cell::text(line.card_type);
    Text 18 "pan_masked" "Αριθμός κάρτας" = |line| Cell::text(line.pan_masked);
    Amount 13 "charged" "Κίνηση στην κάρτα" = |line| Cell::Amount(line.charged);
    Text 11 "acquirer" "Τράπεζα αποδοχής" = |line| Cell::text(line.acquirer);
    Text 12 "terminal_id" "Τερματικό" = |line| Cell::text(line.terminal_id);
    Text 9 "batch" "Πακέτο" = |line| Cell::text(line.batch);
    Text 9 "stan" "STAN" = |line| Cell::text(line.stan);
    Text 15 "rrn" "RRN" = |line| Cell::text(line.rrn);
    Text 10 "auth_code" "Έγκριση" = |line| Cell::text(line.auth_code);
    Text 17 "corrects" "Διορθώνει" = |line| Cell::opt_text(line.corrects.as_ref().map(|of| of.original.to_string()));
    Text 30 "reason" "Αιτιολογία" = |line| Cell::opt_text(line.corrects.as_ref().map(|of| of.reason));
    Text 12 "approver" "Εγκρίνων" = |line| Cell::opt_text(line.corrects.as_ref().map(|of| of.approver));
};

/// The daily book: what stands in it by law, and the report that each document belongs to.
pub static BOOK: [Field<OfBook>; 11] = fields! {
    Text 17 "number" "Αριθμός" = |line| Cell::text(line.number.to_string());
    Time 19 "at" "Ημερομηνία και ώρα" = |line| Cell::Time(local(line.at));
    Text 34 "payer" "Πληρωτής" = |line| Cell::text(line.payer);
    Text 7 "revenue_code" "ΚΑΕ" = |line| Cell::text(line.revenue_code);
    Count 7 "year" "Έτος" = |line| Cell::Count(u64::from(line.year));
    Amount 13 sum "capital" "Κεφάλαιο" = |line| Cell::Amount(line.capital);
    Amount 13 sum "surcharge" "Προσαυξήσεις" = |line| Cell::Amount(line.surcharge);
    Amount 13 sum "amount" "Ποσό" = |line| Cell::Amount(line.amount);
    Text 28 "card" "Κάρτα" = card_of;
    Text 12 "z" "Αναφορά Z" = |line| Cell::opt_text(line.z.as_ref().map(ToString::to_string));
    Text 34 "corrects" "Διορθώνει" = corrected;
};

/// A row for each posting; those of one entry follow each other.
pub static LEDGER: [Field<OfLedger>; 9] = fields! {
    Text 19 "entry" "Παραστατικό" = |row| Cell::text(entry_name(row));
    Day 12 "day" "Ημερομηνία" = |row| Cell::Day(row.entry.of().day);
    Text 18 "account" "Λογαριασμός" = |row| Cell::text(row.posting.account.as_str());
    Text 44 "text" "Αιτιολογία" = |row| Cell::text(said(row));
    Amount 14 sum "debit" "Χρέωση" = |row| on(row, Side::Debit);
    Amount 14 sum "credit" "Πίστωση" = |row| on(row, Side::Credit);
    Text 7 "revenue_code" "ΚΑΕ" = revenue_code;
    Text 8 "desk" "Ταμείο" = |row| Cell::opt_text(row.entry.of().desk.as_deref());
    Text 12 "z" "Αναφορά Z" = |row| Cell::opt_text(row.entry.of().z.as_ref().map(ToString::to_string));
};

fn tender<'r>(line: &'r BookLine<'_>) -> Cell<'r> {
    Cell::text(tender_title(card::paid_with(line.card_type)))
}

const fn tender_title(tender: PaidWith) -> &'static str {
    match tender {
        PaidWith::Card => "Κάρτα",
        PaidWith::Iris => IRIS,
    }
}

/// Its type, and of a card the last digits.
fn card_of<'r>(line: &'r BookLine<'_>) -> Cell<'r> {
    match card::paid_with(line.card_type) {
        PaidWith::Iris => Cell::text(IRIS),
        PaidWith::Card => {
            let shown: String = line.pan_masked.chars().skip_while(|c| *c == '*').collect();
            Cell::text(format!("{} {shown}", line.card_type).trim().to_owned())
        }
    }
}

fn corrected<'r>(line: &'r BookLine<'_>) -> Cell<'r> {
    Cell::opt_text(line.corrects.as_ref().map(|of| match line.kind {
        ReceiptKind::Sale => of.original.to_string(),
        ReceiptKind::Void | ReceiptKind::Refund => format!("{} του {}", title(line.kind), of.original),
    }))
}

/// Its document; what was settled of one has a name of its own.
fn entry_name(row: &LedgerRow<'_>) -> String {
    let of = row.entry.of();
    match of.kind {
        EntryKind::Document(_) => of.number.to_string(),
        EntryKind::Settlement => format!("ΕΚΚ-{}", of.number),
    }
}

fn said(row: &LedgerRow<'_>) -> String {
    let title = match row.entry.of().kind {
        EntryKind::Document(kind) => title(kind),
        EntryKind::Settlement => "Εκκαθάριση",
    };
    match &row.posting.of {
        PostingOf::Receivable if row.entry.of().kind == EntryKind::Settlement => {
            format!("{title}: απαίτηση από κάρτες")
        }
        PostingOf::Receivable => format!("{title}: {}", row.entry.of().card_type.trim()),
        PostingOf::Bank => format!("{title}: τράπεζα"),
        PostingOf::Fees => format!("{title}: προμήθεια"),
        PostingOf::Revenue { code } => format!("{title}: ΚΑΕ {code}"),
        PostingOf::Surcharge { code } => format!("{title}: προσαυξήσεις του ΚΑΕ {code}"),
        PostingOf::Difference => format!("{title}: διαφορά χρέωσης"),
    }
}

fn on<'r>(row: &'r LedgerRow<'_>, side: Side) -> Cell<'r> {
    if row.posting.side == side { Cell::Amount(Balance::from(row.posting.amount)) } else { Cell::Empty }
}

fn revenue_code<'r>(row: &'r LedgerRow<'_>) -> Cell<'r> {
    match &row.posting.of {
        PostingOf::Revenue { code } | PostingOf::Surcharge { code } => Cell::text(Cow::Borrowed(code.as_str())),
        PostingOf::Receivable | PostingOf::Difference | PostingOf::Bank | PostingOf::Fees => Cell::Empty,
    }
}

/// What a document does, in a word.
const fn title(kind: ReceiptKind) -> &'static str {
    match kind {
        ReceiptKind::Sale => "Είσπραξη",
        ReceiptKind::Void => "Ακύρωση",
        ReceiptKind::Refund => "Επιστροφή",
    }
}
