//! A terminal's or acquirer's file of card transactions, one row each. It is compared with the books and never booked,
//! so it is taken whole or not at all: a row that cannot be read would look like a payment that is missing.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::cells::Row;
use super::encoding::Encoding;
use super::file_error::FileError;
use super::mapped::{Needs, Places, Titled, amount_of, whole};
use super::read_otherwise::{Met, Tally as Otherwise};
use super::title::TitleKey;
use crate::domain::reconcile::{BatchName, BatchReport, CardMove};
use crate::domain::{balance::Balance, money::DecimalMark, tally::Tally};

/// How the file is laid out. No public layout was found, so it is a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLayout {
    pub encoding: Encoding,
    /// Between the columns; ASCII.
    pub separator: char,
    /// Decimal mark of amounts.
    pub decimal: DecimalMark,
    /// What the column of the kind says of what was charged to a card, compared as titles are. A word that is neither
    /// here nor among `minus_words` makes its row a question.
    pub plus_words: Vec<String>,
    /// What the column of the kind says of what went back to a card.
    pub minus_words: Vec<String>,
    /// Field → title of its column; an empty title where the file has no such column. The fields: `terminal_id`,
    /// `batch`, `stan`, `rrn`, `auth_code`, `amount`, `kind`, `card_type`.
    pub columns: BTreeMap<String, String>,
}

/// What the file says, batch by batch, and its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchFile {
    /// The batches, each with its transactions.
    pub reports: Vec<BatchReport>,
    /// What was read otherwise than it stands.
    pub read_otherwise: Vec<Met>,
    /// SHA-256 of the file, as 64 hex digits.
    pub sha256: String,
}

/// Reads a file.
///
/// # Errors
/// See [`FileError`]; nothing of it was taken.
pub fn read(path: &Path, layout: &BatchLayout) -> Result<BatchFile, FileError> {
    parse(&whole(path)?, layout)
}

/// Reads the bytes of a file.
///
/// # Errors
/// See [`FileError`]; nothing of it was taken.
pub fn parse(bytes: &[u8], layout: &BatchLayout) -> Result<BatchFile, FileError> {
    let titles = Titled { columns: &layout.columns, separator: layout.separator, needs: NEEDS };
    let (mut rows, places) = titles.open(bytes, layout.encoding)?;
    let mut batches: BTreeMap<BatchName, Vec<CardMove>> = BTreeMap::new();
    let mut row = Row::default();
    while let Some(line) = rows.next(&mut row) {
        let line = line.map_err(|broken| FileError::Row { line: broken.line, column: String::new() })?;
        let one = read_row(&places, &row, line, layout, &mut rows.otherwise)?;
        batches.entry(BatchName::of_move(&one.terminal_id, &one.batch)).or_default().push(one);
    }
    let reports = batches.into_iter().map(|(name, moves)| report(name, moves)).collect::<Result<_, _>>()?;
    let read_otherwise = rows.otherwise.met();
    Ok(BatchFile {
        reports,
        read_otherwise,
        sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}

fn report(name: BatchName, moves: Vec<CardMove>) -> Result<BatchReport, FileError> {
    let counted = moves.iter().filter(|one| !one.iris && !one.unknown_kind);
    let tally = counted.into_iter().try_fold(Tally::default(), |tally, one| tally.with(one.amount));
    let tally = tally.ok_or_else(|| FileError::Row { line: 0, column: "amount".to_owned() })?;
    Ok(BatchReport { name, count: Some(tally.count), total: tally.total, moves: Some(moves), telling: 0 })
}

/// What a row of the file needs, and what it may be recognised by.
const NEEDS: Needs = Needs {
    needed: &["batch", "amount"],
    one_of: &["stan", "rrn", "auth_code"],
    // Without the kind what went back would count as taken; what else is lacking shows as a difference.
    never_near: &["kind"],
};

fn read_row(
    places: &Places<'_>,
    row: &Row,
    line: u64,
    layout: &BatchLayout,
    otherwise: &mut Otherwise,
) -> Result<CardMove, FileError> {
    let amount =
        amount_of(&places.cell(row, line, "amount")?, layout.decimal).ok_or_else(|| places.bad(line, "amount"))?;
    let kind = Kind::of(&places.cell(row, line, "kind")?, layout);
    let goes_back = kind == Kind::Back && !amount.is_negative();
    let mut number = |field: &str| places.number(row, line, field, otherwise);
    Ok(CardMove {
        reference: line.to_string(),
        terminal_id: number("terminal_id")?,
        batch: number("batch")?,
        stan: number("stan")?,
        rrn: number("rrn")?,
        auth_code: number("auth_code")?,
        amount: if goes_back { Balance::from_cents(-amount.cents()) } else { amount },
        iris: places.cell(row, line, "card_type")?.eq_ignore_ascii_case("IRIS"),
        unknown_kind: kind == Kind::Unknown,
    })
}

/// What the column of the kind says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing: the amount's sign tells.
    Untold,
    Taken,
    Back,
    /// A word that is neither.
    Unknown,
}

impl Kind {
    fn of(text: &str, layout: &BatchLayout) -> Kind {
        let said = TitleKey::of(text);
        let is_one_of = |words: &[String]| words.iter().any(|word| TitleKey::of(word) == said);
        if said.is_empty() {
            Kind::Untold
        } else if is_one_of(&layout.minus_words) {
            Kind::Back
        } else if is_one_of(&layout.plus_words) {
            Kind::Taken
        } else {
            Kind::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> BatchLayout {
        let titles = ["TID", "BATCH", "STAN", "RRN", "AUTH", "AMOUNT", "KIND", "CARD"];
        let fields = ["terminal_id", "batch", "stan", "rrn", "auth_code", "amount", "kind", "card_type"];
        let columns = fields.into_iter().map(str::to_owned).zip(titles.into_iter().map(str::to_owned)).collect();
        BatchLayout {
            encoding: Encoding::Utf8,
            separator: ';',
            decimal: DecimalMark::Comma,
            plus_words: vec!["Πώληση".to_owned()],
            minus_words: vec!["Ακύρωση".to_owned()],
            columns,
        }
    }

    const HEADER: &str = "TID;BATCH;STAN;RRN;AUTH;AMOUNT;KIND;CARD\n";

    #[test]
    fn transactions_come_by_batch_with_what_went_back_below_zero_and_iris_apart() {
        let rows = "64999999;000091;1;;A1;1.234,56;Πώληση;Visa\n64999999;91;2;;A2;34,56;ΑΚΥΡΩΣΗ;Visa\n\
                    64999999;91;3;;A3;10,00;Πώληση;iris\n64999999;92;4;;A4;-5,00;;\n";
        let read = parse(format!("{HEADER}{rows}").as_bytes(), &layout()).unwrap();
        let told: Vec<_> =
            read.reports.iter().map(|one| (one.name.short(), one.count, one.total.to_string())).collect();
        let expected = [("64999999/91", Some(2), "1200.00"), ("64999999/92", Some(1), "-5.00")];
        assert_eq!(told, expected.map(|(name, count, total)| (name.to_owned(), count, total.to_owned())));
        assert_eq!(read.reports[0].moves.as_ref().map(Vec::len), Some(3));
        assert_eq!(read.sha256.len(), 64);
    }

    #[test]
    fn one_row_that_cannot_be_read_refuses_the_file_and_is_named() {
        let bad = |rows: &str| match parse(format!("{HEADER}{rows}").as_bytes(), &layout()) {
            Err(FileError::Row { line, column }) => (line, column),
            other => panic!("{other:?}"),
        };
        let good = "6;91;1;;A1;1,00;;\n";
        assert_eq!(bad(&format!("{good}6;91;2;;A2;x;;\n")), (3, "AMOUNT".to_owned()));
        assert_eq!(bad(&format!("{good}6;91;2\n")), (3, String::new()));
        let missing = parse("BATCH;AMOUNT\n91;1,00\n".as_bytes(), &layout());
        assert!(matches!(missing, Err(FileError::MissingColumns { names, .. }) if names.len() == 3));
        assert!(matches!(parse(b"", &layout()), Err(FileError::Empty)));
    }
}
