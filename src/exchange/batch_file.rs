//! A terminal's or acquirer's file of card transactions, one row each. It is compared with the books and never booked,
//! so it is taken whole or not at all: a row that cannot be read would look like a payment that is missing.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::debts::not_opened;
use super::file_error::FileError;
use super::mapping::Encoding;
use super::sniff;
use crate::domain::balance::Balance;
use crate::domain::fold::fold;
use crate::domain::money::DecimalMark;
use crate::domain::reconcile::{BatchName, BatchReport, CardMove};
use crate::domain::tally::Tally;

/// The most that such a file may hold, in bytes: a day's transactions are a few hundred lines.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// How the file is laid out. No public layout was found, so it is a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLayout {
    /// Encoding.
    pub encoding: Encoding,
    /// Between the columns; ASCII.
    pub separator: char,
    /// Decimal mark of amounts.
    pub decimal: DecimalMark,
    /// What the column of the kind says of what went back to a card (accents and case do not count).
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
    /// SHA-256 of the file, as 64 hex digits.
    pub sha256: String,
}

/// Reads a file.
///
/// # Errors
/// See [`FileError`]; nothing of it was taken.
pub fn read(path: &Path, layout: &BatchLayout) -> Result<BatchFile, FileError> {
    let file = File::open(path).map_err(|error| not_opened(path, error))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(FileError::Folder(path.to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).map_or(true, |length| length > MOST_BYTES) {
        return Err(FileError::TooLarge { limit: MOST_BYTES });
    }
    parse(&bytes, layout)
}

/// Reads the bytes of a file.
///
/// # Errors
/// See [`FileError`]; nothing of it was taken.
pub fn parse(bytes: &[u8], layout: &BatchLayout) -> Result<BatchFile, FileError> {
    sniff::check(bytes, layout.encoding)?;
    let (text, _, damaged) = layout.encoding.codec().decode(bytes);
    if damaged {
        return Err(FileError::Row { line: 1, column: String::new() });
    }
    let separator = u8::try_from(layout.separator).unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(false).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| bad_row(&error))?.clone();
    let places = Places::find(&header, layout)?;
    let mut batches: BTreeMap<BatchName, Vec<CardMove>> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| bad_row(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let one = places.read(&record, line, layout)?;
        batches.entry(BatchName::new(&one.terminal_id, &one.batch)).or_default().push(one);
    }
    let reports = batches.into_iter().map(|(name, moves)| report(name, moves)).collect::<Result<_, _>>()?;
    Ok(BatchFile { reports, sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() })
}

fn report(name: BatchName, moves: Vec<CardMove>) -> Result<BatchReport, FileError> {
    let listed = moves.iter().filter(|one| !one.iris);
    let tally = listed.into_iter().try_fold(Tally::default(), |tally, one| tally.with(one.amount));
    let tally = tally.ok_or_else(|| FileError::Row { line: 0, column: "amount".to_owned() })?;
    Ok(BatchReport { name, count: Some(tally.count), total: tally.total, moves: Some(moves) })
}

fn bad_row(error: &csv::Error) -> FileError {
    FileError::Row { line: error.position().map_or(1, csv::Position::line), column: String::new() }
}

/// Where each field stands in a row.
struct Places<'a>(BTreeMap<&'a str, (usize, &'a str)>);

impl<'a> Places<'a> {
    fn find(header: &csv::StringRecord, layout: &'a BatchLayout) -> Result<Places<'a>, FileError> {
        let titles = layout.columns.iter().filter(|(_, title)| !title.is_empty());
        let mut places = BTreeMap::new();
        let mut missing = Vec::new();
        for (field, title) in titles {
            let wanted = fold(title);
            let mut found = header.iter().enumerate().filter(|(_, name)| fold(name) == wanted);
            match (found.next(), found.next()) {
                (Some((place, _)), None) => {
                    places.insert(field.as_str(), (place, title.as_str()));
                }
                (Some(_), Some(_)) => return Err(FileError::DuplicateColumn { name: title.clone() }),
                (None, _) if ["batch", "amount"].contains(&field.as_str()) => missing.push(title.clone()),
                (None, _) => {}
            }
        }
        // Without one of these no row is ever the same as one of ours.
        let named = ["stan", "rrn", "auth_code"].iter().any(|field| places.contains_key(field));
        if !named {
            missing.extend(["stan", "rrn", "auth_code"].iter().filter_map(|field| layout.columns.get(*field).cloned()));
        }
        if missing.is_empty() {
            Ok(Places(places))
        } else {
            Err(FileError::MissingColumns { names: missing, found: header.iter().map(str::to_owned).collect() })
        }
    }

    fn read(&self, record: &csv::StringRecord, line: u64, layout: &BatchLayout) -> Result<CardMove, FileError> {
        let cell = |field: &str| {
            let place = self.0.get(field).map(|(place, _)| *place);
            place.and_then(|place| record.get(place)).unwrap_or_default().trim().to_owned()
        };
        let bad = |field: &str| FileError::Row {
            line,
            column: self.0.get(field).map(|(_, title)| (*title).to_owned()).unwrap_or_default(),
        };
        let amount = Balance::parse(&cell("amount"), layout.decimal).map_err(|_| bad("amount"))?;
        let kind = fold(&cell("kind"));
        let back = layout.minus_words.iter().any(|word| fold(word) == kind);
        let amount = if back && !amount.is_negative() { Balance::from_cents(-amount.cents()) } else { amount };
        let one = CardMove {
            reference: line.to_string(),
            terminal_id: cell("terminal_id"),
            batch: cell("batch"),
            stan: cell("stan"),
            rrn: cell("rrn"),
            auth_code: cell("auth_code"),
            amount,
            iris: cell("card_type").eq_ignore_ascii_case("IRIS"),
        };
        if BatchName::new("", &one.batch).batch.is_empty() {
            return Err(bad("batch"));
        }
        Ok(one)
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
        assert_eq!(bad(&format!("{good}6;;2;;A2;1,00;;\n")), (3, "BATCH".to_owned()));
        assert_eq!(bad(&format!("{good}6;91;2\n")), (3, String::new()));
        let missing = parse("BATCH;AMOUNT\n91;1,00\n".as_bytes(), &layout());
        assert!(matches!(missing, Err(FileError::MissingColumns { names, .. }) if names.len() == 3));
        assert!(matches!(parse(b"", &layout()), Err(FileError::Empty)));
    }
}
