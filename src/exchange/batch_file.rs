//! A terminal's or acquirer's file of card transactions, one row each. It is compared with the books and never booked,
//! so it is taken whole or not at all: a row that cannot be read would look like a payment that is missing.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::cells::Row;
use super::debts::not_opened;
use super::encoding::Encoding;
use super::file_error::{FileError, NearTitle};
use super::header::{self, Located};
use super::read_otherwise::{Met, ReadOtherwise, Tally as Otherwise};
use super::rows::{Rows, Width};
use super::sniff;
use super::spoiled::{spoiled_code, unwrapped};
use super::title::{self, TitleKey};
use crate::domain::reconcile::{BatchName, BatchReport, CardMove};
use crate::domain::{balance::Balance, money::DecimalMark, tally::Tally};

/// The most that such a file may hold, in bytes: a day's transactions are a few hundred lines.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

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
    let separator = u8::try_from(layout.separator).unwrap_or(b';');
    let (mut rows, encoding, text) = header::open(bytes, layout.encoding, separator)?;
    let places = Places::find(&mut rows, &text, layout, encoding)?;
    let mut batches: BTreeMap<BatchName, Vec<CardMove>> = BTreeMap::new();
    let mut row = Row::default();
    while let Some(line) = rows.next(&mut row) {
        let line = line.map_err(|broken| FileError::Row { line: broken.line, column: String::new() })?;
        let one = places.read(&row, line, layout, encoding, &mut rows.otherwise)?;
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

/// Fields without which no row can be read.
const NEEDED: [&str; 2] = ["batch", "amount"];
/// Fields of which a file must have one: without it no row is ever the same as one of ours.
const NAMING: [&str; 3] = ["stan", "rrn", "auth_code"];

/// Where each field stands in a row.
struct Places<'a>(BTreeMap<&'a str, (usize, &'a str)>);

impl<'a> Places<'a> {
    fn find<R: Read>(
        rows: &mut Rows<R>,
        text: &[u8],
        layout: &'a BatchLayout,
        encoding: Encoding,
    ) -> Result<Places<'a>, FileError> {
        let separator = u8::try_from(layout.separator).unwrap_or(b';');
        let complete = |names: &[String]| missing(names, layout).is_empty();
        let located = Located::find(text, separator, encoding, complete);
        let Some(located) = located else { return Err(incomplete(text, layout, encoding)) };
        let names = &located.titles.names;
        // Without the kind what went back would count as taken; what else is lacking shows as a difference.
        let near = near(names, layout, |field| field == "kind");
        if !near.is_empty() {
            return Err(FileError::NearTitles { near, line: located.line() });
        }
        let places = Places::among(names, layout)?;
        let by_meaning = places.0.values().filter(|(place, title)| names.get(*place).is_some_and(|name| name != title));
        by_meaning.for_each(|_| rows.otherwise.note(ReadOtherwise::TitleByMeaning, located.line()));
        let Some(Ok(row)) = located.enter(rows) else {
            return Err(FileError::Row { line: located.line(), column: String::new() });
        };
        let last_needed = NEEDED.iter().filter_map(|field| places.0.get(field)).map(|(place, _)| place + 1).max();
        rows.expect(Width { titles: row.len(), least: last_needed.unwrap_or(0) });
        Ok(places)
    }

    fn among(names: &[String], layout: &'a BatchLayout) -> Result<Places<'a>, FileError> {
        let keys: Vec<TitleKey> = names.iter().map(|name| TitleKey::of(name)).collect();
        let mut places = BTreeMap::new();
        for (field, title) in titled(layout) {
            let wanted = TitleKey::of(title);
            let mut found = keys.iter().enumerate().filter(|(_, key)| **key == wanted);
            match (found.next(), found.next()) {
                (Some((place, _)), None) => {
                    places.insert(field, (place, title));
                }
                (Some(_), Some(_)) => return Err(FileError::DuplicateColumn { name: title.to_owned() }),
                (None, _) => {}
            }
        }
        Ok(Places(places))
    }

    fn read(
        &self,
        row: &Row,
        line: u64,
        layout: &BatchLayout,
        encoding: Encoding,
        otherwise: &mut Otherwise,
    ) -> Result<CardMove, FileError> {
        let bad = |field: &str| FileError::Row {
            line,
            column: self.0.get(field).map(|(_, title)| (*title).to_owned()).unwrap_or_default(),
        };
        let cell = |field: &str| -> Result<String, FileError> {
            let Some(bytes) = self.0.get(field).and_then(|(place, _)| row.cell(*place)) else {
                return Ok(String::new());
            };
            Ok(encoding.decode(bytes).ok_or_else(|| bad(field))?.trim().to_owned())
        };
        // A number that a spreadsheet spoiled says nothing, for or against.
        let mut number = |field: &str| -> Result<String, FileError> {
            let text = cell(field)?;
            if let Some(number) = unwrapped(&text) {
                otherwise.note(ReadOtherwise::Wrapped, line);
                return Ok(number.to_owned());
            }
            if spoiled_code(&text).is_none() {
                return Ok(text);
            }
            otherwise.note(ReadOtherwise::SpoiledNumber, line);
            Ok(String::new())
        };
        let amount = amount_of(&cell("amount")?, layout.decimal).ok_or_else(|| bad("amount"))?;
        let kind = Kind::of(&cell("kind")?, layout);
        let goes_back = kind == Kind::Back && !amount.is_negative();
        Ok(CardMove {
            reference: line.to_string(),
            terminal_id: number("terminal_id")?,
            batch: number("batch")?,
            stan: number("stan")?,
            rrn: number("rrn")?,
            auth_code: number("auth_code")?,
            amount: if goes_back { Balance::from_cents(-amount.cents()) } else { amount },
            iris: cell("card_type")?.eq_ignore_ascii_case("IRIS"),
            unknown_kind: kind == Kind::Unknown,
        })
    }
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

/// An amount; what goes back has a minus before or behind it, or stands in brackets.
fn amount_of(text: &str, decimal: DecimalMark) -> Option<Balance> {
    let text = text.replace('−', "-");
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    match inner.or_else(|| text.strip_suffix('-')) {
        Some(bare) => {
            let amount = Balance::parse(bare.trim(), decimal).ok().filter(|amount| !amount.is_negative())?;
            Some(Balance::from_cents(-amount.cents()))
        }
        None => Balance::parse(&text, decimal).ok(),
    }
}

fn titled(layout: &BatchLayout) -> impl Iterator<Item = (&str, &str)> + Clone {
    let titles = layout.columns.iter().filter(|(_, title)| !title.trim().is_empty());
    titles.map(|(field, title)| (field.as_str(), title.as_str()))
}

/// Titles that a file needs and does not have.
fn missing(names: &[String], layout: &BatchLayout) -> Vec<String> {
    let keys: Vec<TitleKey> = names.iter().map(|name| TitleKey::of(name)).collect();
    let is_there = |title: &str| keys.contains(&TitleKey::of(title));
    let absent = |field: &&&str| titled(layout).all(|(known, title)| known != **field || !is_there(title));
    let title = |field: &&str| layout.columns.get(*field).cloned().unwrap_or_else(|| (*field).to_owned());
    let mut missing: Vec<String> = NEEDED.iter().filter(absent).map(title).collect();
    if NAMING.iter().all(|field| absent(&field)) {
        missing.extend(NAMING.iter().map(title));
    }
    missing
}

/// Titles that are nearly an absent one of some fields.
fn near(names: &[String], layout: &BatchLayout, is_meant: impl Fn(&str) -> bool) -> Vec<NearTitle> {
    let keys: Vec<TitleKey> = names.iter().map(|name| TitleKey::of(name)).collect();
    let all = titled(layout).map(|(_, title)| title);
    let meant = titled(layout).filter(|(field, title)| is_meant(field) && !keys.contains(&TitleKey::of(title)));
    title::near(names, all, meant.map(|(_, title)| title))
}

fn incomplete(text: &[u8], layout: &BatchLayout, encoding: Encoding) -> FileError {
    let complete = |names: &[String]| missing(names, layout).is_empty();
    if let Some(error) = sniff::other_layout(text, encoding, layout.separator, complete) {
        return error;
    }
    let separator = u8::try_from(layout.separator).unwrap_or(b';');
    let known = |names: &[String]| titled(layout).count() - missing(names, layout).len().min(titled(layout).count());
    match header::likeliest(text, separator, encoding, known) {
        Some((line, found)) => {
            let names = missing(&found, layout);
            FileError::MissingColumns { near: near(&found, layout, |_| true), names, line, found }
        }
        None => FileError::Row { line: 1, column: String::new() },
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
