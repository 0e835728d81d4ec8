//! A row's cells → a debt, or what is wrong with which cell.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::afm::Afm;
use crate::domain::debt::DebtRecord;
use crate::domain::fold::fold;
use crate::domain::money::{DecimalMark, Money, MoneyError};
use crate::domain::rf::Rf;

use super::dates::DateFormat;
use super::file_error::FileError;
use super::mapping::{Encoding, Field, Mapping, MappingError};
use super::reason::{AmountFault, RowReason};
use super::rows::Row;
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
    /// Place and header of each field, in the order of [`Field::ALL`].
    columns: Vec<Column>,
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
        Field::ALL.iter().position(|other| *other == field).and_then(|place| self.columns.get(place))
    }

    /// Reads a debt.
    pub(super) fn record(&self, row: &Row) -> Result<DebtRecord, Fault> {
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
    fn cell<'r>(&self, row: &'r Row, field: Field) -> Result<Cow<'r, str>, Fault> {
        let place = self.column(field).and_then(|column| column.place);
        let bytes = place.and_then(|place| row.cell(place)).unwrap_or_default();
        match self.encoding.codec().decode_without_bom_handling_and_without_replacement(bytes) {
            Some(Cow::Borrowed(text)) => Ok(Cow::Borrowed(text.trim())),
            Some(Cow::Owned(text)) => Ok(Cow::Owned(text)),
            None => {
                let likely = likely_of(bytes, self.encoding);
                Err(field.fault(RowReason::Undecodable { configured: self.encoding, likely }))
            }
        }
    }

    fn text(&self, row: &Row, field: Field, limit: usize) -> Result<Option<String>, Fault> {
        let text = clean(&self.cell(row, field)?, limit).map_err(|reason| field.fault(reason))?;
        Ok(if text.is_empty() { None } else { Some(text) })
    }

    fn needed_text(&self, row: &Row, field: Field, limit: usize) -> Result<String, Fault> {
        self.text(row, field, limit)?.ok_or_else(|| missing(field))
    }

    fn amount(&self, row: &Row, field: Field) -> Result<Option<Money>, Fault> {
        let text = self.cell(row, field)?;
        let fault = match Money::parse(&text, self.decimal) {
            Ok(amount) => return Ok(Some(amount)),
            Err(MoneyError::Empty) if text.trim().is_empty() => return Ok(None),
            Err(MoneyError::Empty | MoneyError::Malformed(_)) => AmountFault::Malformed,
            Err(MoneyError::TooPrecise(_)) => AmountFault::TooPrecise,
            Err(MoneyError::OutOfRange(_)) => AmountFault::OutOfRange,
        };
        Err(field.fault(RowReason::Amount(fault)))
    }

    fn afm(&self, row: &Row) -> Result<Option<Afm>, Fault> {
        let text = self.cell(row, Field::Afm)?;
        // Systems write zeros, or one zero, for a debtor who has none.
        if text.trim().bytes().all(|b| b == b'0') {
            return Ok(None);
        }
        let (afm, _) = Afm::parse(&text).map_err(|error| Field::Afm.fault(RowReason::Afm(error)))?;
        Ok(Some(afm))
    }

    fn rf(&self, row: &Row) -> Result<Option<Rf>, Fault> {
        let text = self.cell(row, Field::Rf)?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        let input = Rf::parse(&text).map_err(|error| Field::Rf.fault(RowReason::Rf(error)))?;
        Ok(Some(input.rf))
    }

    fn date(&self, row: &Row, field: Field) -> Result<Option<NaiveDate>, Fault> {
        let text = self.cell(row, field)?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let bad = || field.fault(RowReason::Date { pattern: self.date_pattern.clone() });
        self.dates.read(text).map(Some).ok_or_else(bad)
    }

    fn year(&self, row: &Row) -> Result<u16, Fault> {
        let text = self.cell(row, Field::Year)?;
        if text.trim().is_empty() {
            return Err(missing(Field::Year));
        }
        let year = whole(text.trim()).filter(|year| (1950..=2100).contains(year));
        year.ok_or_else(|| Field::Year.fault(RowReason::Year))
    }

    fn instalment(&self, row: &Row) -> Result<Option<u16>, Fault> {
        let text = self.cell(row, Field::Instalment)?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        let number = whole(text.trim()).filter(|number| *number > 0);
        number.map(Some).ok_or_else(|| Field::Instalment.fault(RowReason::Instalment))
    }

    fn cancelled(&self, row: &Row) -> Result<bool, Fault> {
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

/// White space within becomes single spaces (a line end in a quoted cell too), around it is dropped; what
/// nobody can see is refused, because it would spoil search, screen or paper.
fn clean(text: &str, limit: usize) -> Result<String, RowReason> {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut length = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if is_unseen(c) {
            return Err(RowReason::Character(c));
        }
        if space {
            out.push(' ');
            length += 1;
            space = false;
        }
        out.push(c);
        length += 1;
        if length > limit {
            return Err(RowReason::TooLong { limit });
        }
    }
    Ok(out)
}

/// Control characters, and those that have no width or turn the direction of writing.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
