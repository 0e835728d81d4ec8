//! A row's cells → a debt, or what is wrong with which cell.

use std::borrow::Cow;
use std::cell::Cell;

use chrono::NaiveDate;

use crate::domain::money::{Money, MoneyError};
use crate::domain::stated::{Stated, Validity};
use crate::domain::{afm::Afm, debt::DebtRecord, rf::Rf};

use super::amounts::{grouped_amount, is_negative, plain_amount};
use super::cells::Row;
use super::clean::{clean, trimmed};
use super::dates::Loose;
use super::encoding::Encoding;
use super::layout::Layout;
use super::mapping::Field;
use super::read_otherwise::{InRow, ReadOtherwise};
use super::reason::{AmountFault, RowReason};
use super::sniff::likely_of;
use super::spoiled::{spoiled, spoiled_code, unwrapped};
use super::title::TitleKey;

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

/// A row and, where all of it is UTF-8 at once, its text: cheaper than cell by cell.
#[derive(Clone, Copy)]
struct Cells<'r> {
    row: &'r Row,
    text: Option<&'r str>,
    /// What was read otherwise than it stands.
    otherwise: &'r Cell<InRow>,
}

impl Cells<'_> {
    fn note(self, what: ReadOtherwise) {
        let mut met = self.otherwise.get();
        met.note(what);
        self.otherwise.set(met);
    }
}

impl Layout {
    /// Reads a debt, and notes what was read otherwise than it stands.
    pub(super) fn record(&self, row: &Row, otherwise: &mut InRow) -> Result<DebtRecord, Fault> {
        let plain = self.encoding == Encoding::Utf8 || row.bytes().is_ascii();
        let text = if plain { std::str::from_utf8(row.bytes()).ok() } else { None };
        let met = Cell::new(InRow::default());
        let record = self.record_of(Cells { row, text, otherwise: &met });
        *otherwise = met.get();
        record
    }

    fn record_of(&self, row: Cells<'_>) -> Result<DebtRecord, Fault> {
        let capital = match self.amount(row, Field::Capital)? {
            Stated::Is(capital) => capital,
            Stated::Nothing | Stated::Empty => return Err(missing(Field::Capital)),
        };
        let surcharge = self.amount(row, Field::Surcharge)?;
        // What cannot be added up could not be charged either.
        let owed = capital.checked_add(surcharge.value().copied().unwrap_or_default());
        let owed = owed.ok_or_else(|| Field::Capital.fault(RowReason::Amount(AmountFault::OutOfRange)))?;
        if owed.is_zero() && surcharge != Stated::Nothing {
            return Err(Field::Capital.fault(RowReason::NothingOwed));
        }
        Ok(DebtRecord {
            external_id: self.needed_text(row, Field::ExternalId, ID_LIMIT)?,
            name: self.needed_text(row, Field::Name, NAME_LIMIT)?,
            afm: self.afm(row)?,
            debtor_number: self.text(row, Field::DebtorNumber, ID_LIMIT)?,
            rf: self.rf(row)?,
            rf_valid_until: self.validity(row)?,
            revenue_code: self.needed_text(row, Field::RevenueCode, CODE_LIMIT)?,
            description: self.needed_text(row, Field::Description, DESCRIPTION_LIMIT)?,
            year: self.year(row)?,
            list_no: self.text(row, Field::ListNo, LIST_LIMIT)?,
            due: self.day(row, Field::Due)?,
            capital,
            surcharge,
            surcharge_as_of: self.day(row, Field::SurchargeAsOf)?,
            instalment: self.instalment(row)?,
            cancelled: self.cancelled(row)?,
        })
    }

    /// The cell's text without white space around it.
    fn cell<'r>(&self, row: Cells<'r>, field: Field) -> Result<Stated<Cow<'r, str>>, Fault> {
        let Some(span) = self.place_of(field).and_then(|place| row.row.span(place)) else {
            return Ok(Stated::Nothing);
        };
        let text = match row.text.and_then(|text| text.get(span.clone())) {
            Some(text) => Cow::Borrowed(trimmed(text)),
            None => self.decoded(row.row.bytes().get(span).unwrap_or_default(), field)?,
        };
        let text = match unwrapped(&text).filter(|_| field.is_code()) {
            Some(code) => {
                row.note(ReadOtherwise::Wrapped);
                Cow::Owned(code.to_owned())
            }
            None => text,
        };
        if text.is_empty() {
            return Ok(Stated::Empty);
        }
        match if field.is_code() { spoiled_code(&text) } else { spoiled(&text) } {
            Some(how) => Err(field.fault(RowReason::Spoiled(how))),
            None => Ok(Stated::Is(text)),
        }
    }

    fn decoded<'r>(&self, bytes: &'r [u8], field: Field) -> Result<Cow<'r, str>, Fault> {
        match self.encoding.decode(bytes) {
            Some(Cow::Borrowed(text)) => Ok(Cow::Borrowed(text.trim())),
            Some(Cow::Owned(text)) if text.trim().len() == text.len() => Ok(Cow::Owned(text)),
            Some(Cow::Owned(text)) => Ok(Cow::Owned(text.trim().to_owned())),
            None => {
                let likely = likely_of(bytes, self.encoding);
                Err(field.fault(RowReason::Undecodable { configured: self.encoding, likely }))
            }
        }
    }

    fn text(&self, row: Cells<'_>, field: Field, limit: usize) -> Result<Stated<String>, Fault> {
        match self.cell(row, field)? {
            Stated::Nothing => Ok(Stated::Nothing),
            Stated::Empty => Ok(Stated::Empty),
            Stated::Is(text) => {
                if text.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
                    row.note(ReadOtherwise::LineBreak);
                }
                let text = clean(text, limit).map_err(|reason| field.fault(reason))?;
                Ok(if text.is_empty() { Stated::Empty } else { Stated::Is(text) })
            }
        }
    }

    fn needed_text(&self, row: Cells<'_>, field: Field, limit: usize) -> Result<String, Fault> {
        match self.text(row, field, limit)? {
            Stated::Is(text) => Ok(text),
            Stated::Nothing | Stated::Empty => Err(missing(field)),
        }
    }

    /// What a cell says, where it says something.
    fn stated<'r, T>(
        &self,
        row: Cells<'r>,
        field: Field,
        read: impl FnOnce(&str) -> Result<Stated<T>, RowReason>,
    ) -> Result<Stated<T>, Fault> {
        match self.cell(row, field)? {
            Stated::Nothing => Ok(Stated::Nothing),
            Stated::Empty => Ok(Stated::Empty),
            Stated::Is(text) => read(&text).map_err(|reason| field.fault(reason)),
        }
    }

    fn amount(&self, row: Cells<'_>, field: Field) -> Result<Stated<Money>, Fault> {
        self.stated(row, field, |text| {
            if let Some(amount) = plain_amount(text, self.decimal) {
                return Ok(Stated::Is(amount));
            }
            if let Some(amount) = grouped_amount(text, self.decimal) {
                row.note(ReadOtherwise::Grouped);
                return Ok(Stated::Is(amount));
            }
            let fault = match Money::parse(text, self.decimal) {
                Ok(amount) => return Ok(Stated::Is(amount)),
                Err(_) if is_negative(text) => AmountFault::Negative,
                Err(MoneyError::Empty | MoneyError::Malformed(_)) => AmountFault::Malformed,
                Err(MoneyError::TooPrecise(_)) => AmountFault::TooPrecise,
                Err(MoneyError::OutOfRange(_)) => AmountFault::OutOfRange,
            };
            Err(RowReason::Amount(fault))
        })
    }

    fn afm(&self, row: Cells<'_>) -> Result<Stated<Afm>, Fault> {
        self.stated(row, Field::Afm, |text| {
            // Systems write zeros, or one zero, for a debtor who has none.
            if text.bytes().all(|b| b == b'0') {
                return Ok(Stated::Empty);
            }
            let (afm, healed) = Afm::parse(text).map_err(RowReason::Afm)?;
            if !healed.is_empty() {
                row.note(ReadOtherwise::AfmHealed);
            }
            Ok(Stated::Is(afm))
        })
    }

    fn rf(&self, row: Cells<'_>) -> Result<Stated<Rf>, Fault> {
        self.stated(row, Field::Rf, |text| {
            let input = Rf::parse(text).map_err(RowReason::Rf)?;
            if !input.healed.is_empty() {
                row.note(ReadOtherwise::RfHealed);
            }
            Ok(Stated::Is(input.rf))
        })
    }

    fn validity(&self, row: Cells<'_>) -> Result<Stated<Validity>, Fault> {
        self.stated(row, Field::RfValidUntil, |text| self.date(row, text))
    }

    /// A day; without end is none.
    fn day(&self, row: Cells<'_>, field: Field) -> Result<Stated<NaiveDate>, Fault> {
        let date = self.stated(row, field, |text| self.date(row, text))?;
        Ok(match date {
            Stated::Is(Validity::Until(day)) => Stated::Is(day),
            Stated::Is(Validity::WithoutEnd) | Stated::Empty => Stated::Empty,
            Stated::Nothing => Stated::Nothing,
        })
    }

    fn date(&self, row: Cells<'_>, text: &str) -> Result<Stated<Validity>, RowReason> {
        if let Some(day) = self.dates.read(text) {
            return Ok(Stated::Is(Validity::Until(day)));
        }
        let pattern = || self.date_pattern.clone();
        match self.dates.read_loosely(text) {
            Some(Loose::Midnight(day)) => {
                row.note(ReadOtherwise::Midnight);
                Ok(Stated::Is(Validity::Until(day)))
            }
            Some(Loose::None) => {
                row.note(ReadOtherwise::NoDate);
                Ok(Stated::Empty)
            }
            Some(Loose::WithoutEnd) => {
                row.note(ReadOtherwise::NoDate);
                Ok(Stated::Is(Validity::WithoutEnd))
            }
            Some(Loose::Serial(day)) => Err(RowReason::DateSerial { day, pattern: pattern() }),
            None => Err(RowReason::Date { pattern: pattern() }),
        }
    }

    fn year(&self, row: Cells<'_>) -> Result<u16, Fault> {
        let year = self.stated(row, Field::Year, |text| {
            let year = whole(text).filter(|year| (1950..=2100).contains(year));
            year.map(Stated::Is).ok_or(RowReason::Year)
        })?;
        year.value().copied().ok_or_else(|| missing(Field::Year))
    }

    fn instalment(&self, row: Cells<'_>) -> Result<Stated<u16>, Fault> {
        self.stated(row, Field::Instalment, |text| {
            let number = whole(text).filter(|number| *number > 0);
            number.map(Stated::Is).ok_or(RowReason::Instalment)
        })
    }

    /// A word that is nearly that of a withdrawn debt is a question: as another word it would open the debt.
    fn cancelled(&self, row: Cells<'_>) -> Result<Stated<bool>, Fault> {
        self.stated(row, Field::Status, |text| {
            if let Some((_, cancelled)) = self.last_status.borrow().as_ref().filter(|(last, _)| last == text) {
                return Ok(Stated::Is(*cancelled));
            }
            let cancelled = self.is_cancelled(text)?;
            *self.last_status.borrow_mut() = Some((text.to_owned(), cancelled));
            Ok(Stated::Is(cancelled))
        })
    }

    fn is_cancelled(&self, text: &str) -> Result<bool, RowReason> {
        let key = TitleKey::of(text);
        if self.cancelled_words.iter().any(|(_, word)| *word == key) {
            return Ok(true);
        }
        match self.cancelled_words.iter().find(|(_, word)| key.is_near(word) || key.has_stem_of(word)) {
            Some((word, _)) => Err(RowReason::Status { word: word.clone() }),
            None => Ok(false),
        }
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
