//! The daily book (ημερολόγιο εισπράξεων) as a sheet: every document of its days in order, the Z reports that they belong to,
//! and what was taken by each thing that somebody asks for. Greek, as every document of the books.

use super::{Heading, figures};
use crate::domain::balance::Balance;
use crate::domain::card;
use crate::domain::daily_book::BookLine;
use crate::domain::figures::{DebtAge, Figures};
use crate::domain::period::Period;
use crate::domain::receipt::ReceiptKind;
use crate::domain::tally::Tally;
use crate::domain::tender::PaidWith;
use crate::domain::till::IRIS;
use crate::domain::time::{Moment, local, minute};
use crate::domain::z_report::ZNo;
use crate::paper::sheet::{RowLook, Sheet, SheetColumn, SheetRow, SheetTable};
use crate::paper::wording;

/// A Z report in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookZ {
    pub number: ZNo,
    pub till: String,
    pub closed_at: Moment,
    pub all: Tally,
}

/// What the book is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DailyBook {
    pub period: Period,
    /// [`book_row`] of each line.
    pub rows: Vec<SheetRow>,
    pub z: Vec<BookZ>,
    pub figures: Figures,
    /// Documents that are in no Z report yet.
    pub open_documents: u64,
    pub printed_by: String,
    pub printed_at: Moment,
    /// What the content is.
    pub control: String,
}

/// A line of a document. Only the first one of a document says what it is.
pub fn book_row(line: &BookLine<'_>) -> SheetRow {
    let first = line.is_first();
    let of_document = |text: String| if first { text } else { String::new() };
    let card = match card::paid_with(line.card_type) {
        PaidWith::Iris => IRIS.to_owned(),
        PaidWith::Card => format!("{} {}", line.card_type.trim(), line.pan_masked.trim_start_matches('*')),
    };
    let corrects = line.corrects.as_ref().map(|of| format!("{} {}", kind(line.kind), of.original)).unwrap_or_default();
    SheetRow {
        cells: vec![
            of_document(line.number.to_string()),
            of_document(local(line.at).format("%d/%m/%Y %H:%M").to_string()),
            of_document(line.payer.to_owned()),
            line.revenue_code.to_owned(),
            line.year.to_string(),
            line.capital.greek(),
            line.surcharge.greek(),
            line.amount.greek(),
            of_document(card.trim().to_owned()),
            of_document(line.z.as_ref().map(ToString::to_string).unwrap_or_default()),
            of_document(corrects),
        ],
        look: if line.kind == ReceiptKind::Sale { RowLook::Plain } else { RowLook::GivenBack },
    }
}

fn kind(kind: ReceiptKind) -> &'static str {
    match kind {
        ReceiptKind::Sale => "Είσπραξη",
        ReceiptKind::Void => "Ακύρωση",
        ReceiptKind::Refund => "Επιστροφή",
    }
}

/// The book as a sheet; nothing where a sum no longer fits an amount.
pub fn daily_book(book: &DailyBook, heading: &Heading, mark: Option<&str>) -> Option<Sheet> {
    let (from, to) = (book.period.from().format("%d/%m/%Y"), book.period.to().format("%d/%m/%Y"));
    let days = if book.period.from() == book.period.to() { from.to_string() } else { format!("{from} – {to}") };
    let mut tables = vec![documents(book)?, z_reports(book)?];
    tables.extend(figures::sections(&book.figures)?);
    Some(Sheet {
        mark: mark.map(str::to_owned),
        heading: heading.clone(),
        title: "ΗΜΕΡΟΛΟΓΙΟ ΕΙΣΠΡΑΞΕΩΝ".to_owned(),
        facts: vec![days, format!("Εκτυπώθηκε {} από {}", minute(book.printed_at), book.printed_by)],
        tables,
        signatures: vec!["Ο/Η ταμίας".to_owned(), "Ο/Η προϊστάμενος/η".to_owned()],
        control: book.control.clone(),
    })
}

fn documents(book: &DailyBook) -> Option<SheetTable> {
    let mut rows = book.rows.clone();
    let (mut capital, mut surcharge) = (Balance::ZERO, Balance::ZERO);
    for by_age in book.figures.by_code.values() {
        for age in DebtAge::ALL {
            capital = capital.and(by_age.get(age).capital.all()?.total)?;
            surcharge = surcharge.and(by_age.get(age).surcharge.all()?.total)?;
        }
    }
    let all = book.figures.all.all()?;
    let empty = String::new;
    rows.push(SheetRow {
        cells: vec![
            wording::TOTAL.to_owned(),
            empty(),
            documents_in_words(all.count),
            empty(),
            empty(),
            capital.greek(),
            surcharge.greek(),
            all.total.greek(),
            empty(),
            empty(),
            empty(),
        ],
        look: RowLook::Total,
    });
    Some(SheetTable {
        title: None,
        columns: vec![
            SheetColumn::left("Αριθμός", 16),
            SheetColumn::left("Ημερομηνία", 16),
            SheetColumn::left("Πληρωτής", 26),
            SheetColumn::left("ΚΑΕ", 5),
            SheetColumn::left("Έτος", 5),
            SheetColumn::right("Κεφάλαιο", 11),
            SheetColumn::right("Προσαυξήσεις", 12),
            SheetColumn::right("Ποσό", 11),
            SheetColumn::left("Κάρτα", 18),
            SheetColumn::left("Αναφορά Z", 12),
            SheetColumn::left("Διορθώνει", 16),
        ],
        rows,
    })
}

fn documents_in_words(count: u64) -> String {
    if count == 1 { "1 παραστατικό".to_owned() } else { format!("{count} παραστατικά") }
}

fn z_reports(book: &DailyBook) -> Option<SheetTable> {
    let row = |z: &BookZ| SheetRow {
        cells: vec![
            z.number.to_string(),
            z.till.clone(),
            minute(z.closed_at),
            z.all.count.to_string(),
            z.all.total.greek(),
        ],
        look: RowLook::Plain,
    };
    let mut rows: Vec<SheetRow> = book.z.iter().map(row).collect();
    if book.open_documents > 0 {
        let open = format!("{} δεν είναι ακόμη σε αναφορά Z", documents_in_words(book.open_documents));
        rows.push(SheetRow { cells: vec![String::new(), open], look: RowLook::Plain });
    }
    let tally = book.z.iter().try_fold(Tally::default(), |sum, z| {
        Some(Tally { count: sum.count.checked_add(z.all.count)?, total: sum.total.and(z.all.total)? })
    })?;
    rows.push(SheetRow {
        cells: vec![
            wording::TOTAL.to_owned(),
            String::new(),
            String::new(),
            tally.count.to_string(),
            tally.total.greek(),
        ],
        look: RowLook::Total,
    });
    Some(SheetTable {
        title: Some("Αναφορές Z".to_owned()),
        columns: vec![
            SheetColumn::left("Αριθμός", 16),
            SheetColumn::left("Ταμείο", 42),
            SheetColumn::left("Έκλεισε", 16),
            SheetColumn::right("Παραστατικά", 11),
            SheetColumn::right("Ποσό", 14),
        ],
        rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_is_named_in_the_singular() {
        assert_eq!([0, 1, 2].map(documents_in_words), ["0 παραστατικά", "1 παραστατικό", "2 παραστατικά"]);
    }
}
