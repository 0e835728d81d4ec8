//! A row's cells → a debt, or what is wrong with which cell.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::afm::Afm;
use crate::domain::debt::DebtRecord;
use crate::domain::fold::fold;
use crate::domain::money::{DecimalMark, Money, MoneyError};
use crate::domain::rf::Rf;

use super::cells::Row;
use super::clean::{clean, trimmed};
use super::dates::DateFormat;
use super::file_error::FileError;
use super::mapping::{Encoding, Field, Mapping, MappingError};
use super::reason::{AmountFault, RowReason};
use super::sniff::{likely_of, plain_header};

/// Characters that each text may have.
const ID_LIMIT: usize = 100;
const NAME_LIMIT: usize = 300;
const CODE_LIMIT: usize = 20;
const DESCRIPTION_LIMIT: usize = 500;
const LIST_LIMIT: usize = 100;

/// What is wrong with a row, and in which cell if in one.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) field: Field,
    pub(super) reason: RowReason,
}

/// A mapping made ready for one file: where each field stands in its rows.
pub(super) struct Layout {
    encoding: Encoding,
    decimal: DecimalMark,
    dates: DateFormat,
    date_pattern: String,
    cancelled_words: Vec<String>,
    /// Header and place of each field, in the order of [`Field::ALL`], which is that of `Field`.
    columns: Vec<Column>,
}

/// A row and, where all of it is UTF-8 at once, its text: cheaper than cell by cell.
#[derive(Clone, Copy)]
struct Cells<'r> {
    row: &'r Row,
    text: Option<&'r str>,
}

struct Column {
    header: Option<String>,
    place: Option<usize>,
}

impl Layout {
    /// Prepares a mapping; no field has a place yet.
    pub(super) fn new(mapping: &Mapping) -> Result<Layout, MappingError> {
        mapping.check()?;
        let column = |field| Column { header: mapping.columns.header(field).map(plain_header), place: None };
        Ok(Layout {
            encoding: mapping.encoding,
            decimal: mapping.decimal,
            dates: DateFormat::compile(&mapping.date)?,
            date_pattern: mapping.date.clone(),
            cancelled_words: mapping.cancelled_words.iter().map(|word| fold(word)).collect(),
            columns: Field::ALL.into_iter().map(column).collect(),
        })
    }

    /// Whether a header has every column that every debt needs.
    pub(super) fn is_complete(&self, names: &[String]) -> bool {
        self.missing(names).is_empty()
    }

    /// The headers of needed columns that are not among `names`.
    pub(super) fn missing(&self, names: &[String]) -> Vec<String> {
        let absent = |header: &&String| !names.contains(header);
        let needed = Field::ALL.into_iter().zip(&self.columns).filter(|(field, _)| field.is_needed());
        needed.filter_map(|(_, column)| column.header.as_ref()).filter(absent).cloned().collect()
    }

    /// Finds each field's place in a complete header.
    ///
    /// # Errors
    /// [`FileError::DuplicateColumn`]: which of the two would be meant?
    pub(super) fn place(&mut self, names: &[String]) -> Result<(), FileError> {
        for column in &mut self.columns {
            let Some(header) = &column.header else { continue };
            let mut places = names.iter().enumerate().filter(|(_, name)| *name == header).map(|(place, _)| place);
            column.place = places.next();
            if places.next().is_some() {
                return Err(FileError::DuplicateColumn { name: header.clone() });
            }
        }
        Ok(())
    }

    /// The mapping's headers that the file lacks; none of them is needed.
    pub(super) fn absent(&self) -> Vec<String> {
        let absent = self.columns.iter().filter(|column| column.place.is_none());
        absent.filter_map(|column| column.header.clone()).collect()
    }

    pub(super) fn header(&self, field: Field) -> Option<String> {
        self.column(field)?.header.clone()
    }

    fn column(&self, field: Field) -> Option<&Column> {
        self.columns.get(field as usize)
    }

    /// Reads a debt.
    pub(super) fn record(&self, row: &Row) -> Result<DebtRecord, Fault> {
        let plain = self.encoding == Encoding::Utf8 || row.bytes().is_ascii();
        let row = Cells { row, text: if plain { std::str::from_utf8(row.bytes()).ok() } else { None } };
        let capital = self.amount(row, Field::Capital)?.ok_or_else(|| missing(Field::Capital))?;
        let surcharge = self.amount(row, Field::Surcharge)?.unwrap_or(Money::ZERO);
        // What cannot be added up could not be charged either.
        let owed = capital.checked_add(surcharge);
        let owed = owed.ok_or_else(|| Field::Capital.fault(RowReason::Amount(AmountFault::OutOfRange)))?;
        if owed.is_zero() {
            return Err(Field::Capital.fault(RowReason::NothingOwed));
        }
        Ok(DebtRecord {
            external_id: self.needed_text(row, Field::ExternalId, ID_LIMIT)?,
            name: self.needed_text(row, Field::Name, NAME_LIMIT)?,
            afm: self.afm(row)?,
            rf: self.rf(row)?,
            rf_valid_until: self.date(row, Field::RfValidUntil)?,
            revenue_code: self.needed_text(row, Field::RevenueCode, CODE_LIMIT)?,
            description: self.needed_text(row, Field::Description, DESCRIPTION_LIMIT)?,
            year: self.year(row)?,
            list_no: self.text(row, Field::ListNo, LIST_LIMIT)?,
            due: self.date(row, Field::Due)?,
            capital,
            surcharge,
            surcharge_as_of: self.date(row, Field::SurchargeAsOf)?,
            instalment: self.instalment(row)?,
            cancelled: self.cancelled(row)?,
        })
    }

    /// The cell's text without white space around it; empty where the file has no such column.
    fn cell<'r>(&self, row: Cells<'r>, field: Field) -> Result<Cow<'r, str>, Fault> {
        let Some(span) = self.column(field).and_then(|column| column.place).and_then(|place| row.row.span(place))
        else {
            return Ok(Cow::Borrowed(""));
        };
        if let Some(text) = row.text.and_then(|text| text.get(span.clone())) {
            return Ok(Cow::Borrowed(trimmed(text)));
        }
        let bytes = row.row.bytes().get(span).unwrap_or_default();
        match self.encoding.codec().decode_without_bom_handling_and_without_replacement(bytes) {
            Some(Cow::Borrowed(text)) => Ok(Cow::Borrowed(text.trim())),
            Some(Cow::Owned(text)) if text.trim().len() == text.len() => Ok(Cow::Owned(text)),
            Some(Cow::Owned(text)) => Ok(Cow::Owned(text.trim().to_owned())),
            None => {
                let likely = likely_of(bytes, self.encoding);
                Err(field.fault(RowReason::Undecodable { configured: self.encoding, likely }))
            }
        }
    }

    fn text(&self, row: Cells<'_>, field: Field, limit: usize) -> Result<Option<String>, Fault> {
        let text = clean(self.cell(row, field)?, limit).map_err(|reason| field.fault(reason))?;
        Ok(if text.is_empty() { None } else { Some(text) })
    }

    fn needed_text(&self, row: Cells<'_>, field: Field, limit: usize) -> Result<String, Fault> {
        self.text(row, field, limit)?.ok_or_else(|| missing(field))
    }

    fn amount(&self, row: Cells<'_>, field: Field) -> Result<Option<Money>, Fault> {
        let text = self.cell(row, field)?;
        if let Some(amount) = plain_amount(&text, self.decimal) {
            return Ok(Some(amount));
        }
        let fault = match Money::parse(&text, self.decimal) {
            Ok(amount) => return Ok(Some(amount)),
            Err(MoneyError::Empty) if text.is_empty() => return Ok(None),
            Err(MoneyError::Empty | MoneyError::Malformed(_)) => AmountFault::Malformed,
            Err(MoneyError::TooPrecise(_)) => AmountFault::TooPrecise,
            Err(MoneyError::OutOfRange(_)) => AmountFault::OutOfRange,
        };
        Err(field.fault(RowReason::Amount(fault)))
    }

    fn afm(&self, row: Cells<'_>) -> Result<Option<Afm>, Fault> {
        let text = self.cell(row, Field::Afm)?;
        // Systems write zeros, or one zero, for a debtor who has none.
        if text.bytes().all(|b| b == b'0') {
            return Ok(None);
        }
        let (afm, _) = Afm::parse(&text).map_err(|error| Field::Afm.fault(RowReason::Afm(error)))?;
        Ok(Some(afm))
    }

    fn rf(&self, row: Cells<'_>) -> Result<Option<Rf>, Fault> {
        let text = self.cell(row, Field::Rf)?;
        if text.is_empty() {
            return Ok(None);
        }
        let input = Rf::parse(&text).map_err(|error| Field::Rf.fault(RowReason::Rf(error)))?;
        Ok(Some(input.rf))
    }

    fn date(&self, row: Cells<'_>, field: Field) -> Result<Option<NaiveDate>, Fault> {
        let text = self.cell(row, field)?;
        if text.is_empty() {
            return Ok(None);
        }
        let bad = || field.fault(RowReason::Date { pattern: self.date_pattern.clone() });
        self.dates.read(&text).map(Some).ok_or_else(bad)
    }

    fn year(&self, row: Cells<'_>) -> Result<u16, Fault> {
        let text = self.cell(row, Field::Year)?;
        if text.is_empty() {
            return Err(missing(Field::Year));
        }
        let year = whole(&text).filter(|year| (1950..=2100).contains(year));
        year.ok_or_else(|| Field::Year.fault(RowReason::Year))
    }

    fn instalment(&self, row: Cells<'_>) -> Result<Option<u16>, Fault> {
        let text = self.cell(row, Field::Instalment)?;
        if text.is_empty() {
            return Ok(None);
        }
        let number = whole(&text).filter(|number| *number > 0);
        number.map(Some).ok_or_else(|| Field::Instalment.fault(RowReason::Instalment))
    }

    fn cancelled(&self, row: Cells<'_>) -> Result<bool, Fault> {
        let text = self.cell(row, Field::Status)?;
        Ok(!text.is_empty() && self.cancelled_words.contains(&fold(&text)))
    }
}

impl Field {
    fn fault(self, reason: RowReason) -> Fault {
        Fault { field: self, reason }
    }
}

fn missing(field: Field) -> Fault {
    field.fault(RowReason::Missing)
}

/// Digits and nothing else: `parse` alone would take a sign.
fn whole(text: &str) -> Option<u16> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// The short way for what nearly every cell holds, up to seven digits, the mark and two more; all else is
/// [`Money::parse`]'s, which says the same of these.
fn plain_amount(text: &str, mark: DecimalMark) -> Option<Money> {
    let mark = match mark {
        DecimalMark::Comma => b',',
        DecimalMark::Point => b'.',
    };
    let (euro, [found, tens, ones]) = text.as_bytes().split_last_chunk()?;
    if *found != mark || !(1..=7).contains(&euro.len()) {
        return None;
    }
    let digits = euro.iter().chain([tens, ones]);
    let cents = digits.map(|b| b.is_ascii_digit().then(|| i64::from(b - b'0')));
    let cents = cents.into_iter().try_fold(0, |sum, digit| digit.map(|digit| sum * 10 + digit))?;
    Money::from_cents(cents).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_of_amounts_says_what_the_long_way_says(text in "[0-9]{0,9}[,.]?[0-9]{0,3}|[0-9,.€x -]{0,6}") {
            for mark in [DecimalMark::Comma, DecimalMark::Point] {
                if let Some(amount) = plain_amount(&text, mark) {
                    prop_assert_eq!(Money::parse(&text, mark), Ok(amount));
                }
            }
        }

        #[test]
        fn usual_amounts_take_the_short_way(euro in 0u32..10_000_000, cents in 0u32..100) {
            let amount = Money::from_cents(i64::from(euro) * 100 + i64::from(cents)).ok();
            prop_assert_eq!(plain_amount(&format!("{euro},{cents:02}"), DecimalMark::Comma), amount);
        }
    }
}
