//! A row's cells → a debt, or what is wrong with which cell.

use std::borrow::Cow;
use std::cell::RefCell;

use chrono::NaiveDate;

use crate::domain::afm::Afm;
use crate::domain::debt::DebtRecord;
use crate::domain::money::{DecimalMark, Money, MoneyError};
use crate::domain::rf::Rf;
use crate::domain::stated::{Stated, Validity};

use super::cells::Row;
use super::clean::{clean, trimmed};
use super::dates::{DateFormat, Loose};
use super::encoding::Encoding;
use super::file_error::FileError;
use super::header;
use super::mapping::{Field, Mapping, MappingError};
use super::read_otherwise::{InRow, ReadOtherwise};
use super::reason::{AmountFault, RowReason};
use super::sniff::likely_of;
use super::spoiled::spoiled;
use super::title::{self, NearTitle, TitleKey};

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
    /// What the status of a withdrawn debt says, and the same as it is compared.
    cancelled_words: Vec<(String, TitleKey)>,
    /// The status of the row before and what it says: most rows have the same.
    last_status: RefCell<Option<(String, bool)>>,
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
    title: Option<Title>,
    place: Option<usize>,
}

struct Title {
    shown: String,
    key: TitleKey,
}

impl Layout {
    /// Prepares a mapping for a file in an encoding; no field has a place yet.
    pub(super) fn new(mapping: &Mapping, encoding: Encoding) -> Result<Layout, MappingError> {
        mapping.check()?;
        let title = |text: &str| Title { shown: header::plain(text), key: TitleKey::of(text) };
        let column = |field| Column { title: mapping.columns.header(field).map(title), place: None };
        Ok(Layout {
            encoding,
            decimal: mapping.decimal,
            dates: DateFormat::compile(&mapping.date)?,
            date_pattern: mapping.date.clone(),
            cancelled_words: mapping.cancelled_words.iter().map(|word| (word.clone(), TitleKey::of(word))).collect(),
            last_status: RefCell::new(None),
            columns: Field::ALL.into_iter().map(column).collect(),
        })
    }

    fn titles(&self) -> impl Iterator<Item = (Field, &Title)> + Clone {
        Field::ALL.into_iter().zip(&self.columns).filter_map(|(field, column)| Some((field, column.title.as_ref()?)))
    }

    /// Whether titles have every column that every debt needs.
    pub(super) fn is_complete(&self, names: &[String]) -> bool {
        self.missing(names).is_empty()
    }

    /// The titles of needed columns that are not among `names`.
    pub(super) fn missing(&self, names: &[String]) -> Vec<String> {
        let keys = keys(names);
        let needed = self.titles().filter(|(field, title)| field.is_needed() && !keys.contains(&title.key));
        needed.map(|(_, title)| title.shown.clone()).collect()
    }

    /// How many of the mapping's titles are among `names`.
    pub(super) fn known(&self, names: &[String]) -> usize {
        let keys = keys(names);
        self.titles().filter(|(_, title)| keys.contains(&title.key)).count()
    }

    /// Which of `names` are nearly titles that are not among them, of fields of a kind.
    pub(super) fn near(&self, names: &[String], is_meant: impl Fn(Field) -> bool) -> Vec<NearTitle> {
        let keys = keys(names);
        let all = self.titles().map(|(_, title)| title.shown.as_str());
        let absent = self.titles().filter(|(field, title)| is_meant(*field) && !keys.contains(&title.key));
        title::near(names, all, absent.map(|(_, title)| title.shown.as_str()))
    }

    /// Finds each field's place among complete titles. How many of them are written otherwise than in the mapping.
    ///
    /// # Errors
    /// [`FileError::DuplicateColumn`]: which of the two would be meant?
    pub(super) fn place(&mut self, names: &[String]) -> Result<usize, FileError> {
        let keys = keys(names);
        let mut by_meaning = 0;
        for column in &mut self.columns {
            let Some(title) = &column.title else { continue };
            let mut places = keys.iter().enumerate().filter(|(_, key)| **key == title.key).map(|(place, _)| place);
            column.place = places.next();
            if places.next().is_some() {
                return Err(FileError::DuplicateColumn { name: title.shown.clone() });
            }
            let name = column.place.and_then(|place| names.get(place));
            by_meaning += usize::from(name.is_some_and(|name| *name != title.shown));
        }
        Ok(by_meaning)
    }

    /// Cells that a row must have to hold what every debt needs.
    pub(super) fn least_cells(&self) -> usize {
        let needed = Field::ALL.into_iter().zip(&self.columns).filter(|(field, _)| field.is_needed());
        needed.filter_map(|(_, column)| column.place).max().map_or(0, |last| last + 1)
    }

    /// The mapping's titles that the file lacks; none of them is needed.
    pub(super) fn absent(&self) -> Vec<String> {
        let absent = self.columns.iter().filter(|column| column.place.is_none());
        absent.filter_map(|column| Some(column.title.as_ref()?.shown.clone())).collect()
    }

    /// The fields of which the file has a column.
    pub(super) fn present(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| self.column(*field).is_some_and(|c| c.place.is_some())).collect()
    }

    pub(super) fn header(&self, field: Field) -> Option<String> {
        Some(self.column(field)?.title.as_ref()?.shown.clone())
    }

    fn column(&self, field: Field) -> Option<&Column> {
        self.columns.get(field as usize)
    }

    /// Reads a debt, and notes what was read otherwise than it stands.
    pub(super) fn record(&self, row: &Row, otherwise: &mut InRow) -> Result<DebtRecord, Fault> {
        let plain = self.encoding == Encoding::Utf8 || row.bytes().is_ascii();
        let row = Cells { row, text: if plain { std::str::from_utf8(row.bytes()).ok() } else { None } };
        let capital = match self.amount(row, Field::Capital, otherwise)? {
            Stated::Is(capital) => capital,
            Stated::Nothing | Stated::Empty => return Err(missing(Field::Capital)),
        };
        let surcharge = self.amount(row, Field::Surcharge, otherwise)?;
        // What cannot be added up could not be charged either.
        let owed = capital.checked_add(surcharge.value().copied().unwrap_or_default());
        let owed = owed.ok_or_else(|| Field::Capital.fault(RowReason::Amount(AmountFault::OutOfRange)))?;
        if owed.is_zero() && surcharge != Stated::Nothing {
            return Err(Field::Capital.fault(RowReason::NothingOwed));
        }
        Ok(DebtRecord {
            external_id: self.needed_text(row, Field::ExternalId, ID_LIMIT)?,
            name: self.needed_text(row, Field::Name, NAME_LIMIT)?,
            afm: self.afm(row, otherwise)?,
            debtor_number: self.text(row, Field::DebtorNumber, ID_LIMIT)?,
            rf: self.rf(row, otherwise)?,
            rf_valid_until: self.validity(row, otherwise)?,
            revenue_code: self.needed_text(row, Field::RevenueCode, CODE_LIMIT)?,
            description: self.needed_text(row, Field::Description, DESCRIPTION_LIMIT)?,
            year: self.year(row)?,
            list_no: self.text(row, Field::ListNo, LIST_LIMIT)?,
            due: self.day(row, Field::Due, otherwise)?,
            capital,
            surcharge,
            surcharge_as_of: self.day(row, Field::SurchargeAsOf, otherwise)?,
            instalment: self.instalment(row)?,
            cancelled: self.cancelled(row)?,
        })
    }

    /// The cell's text without white space around it.
    fn cell<'r>(&self, row: Cells<'r>, field: Field) -> Result<Stated<Cow<'r, str>>, Fault> {
        let Some(span) = self.column(field).and_then(|column| column.place).and_then(|place| row.row.span(place))
        else {
            return Ok(Stated::Nothing);
        };
        let text = match row.text.and_then(|text| text.get(span.clone())) {
            Some(text) => Cow::Borrowed(trimmed(text)),
            None => self.decoded(row.row.bytes().get(span).unwrap_or_default(), field)?,
        };
        if text.is_empty() {
            return Ok(Stated::Empty);
        }
        match spoiled(&text) {
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

    fn amount(&self, row: Cells<'_>, field: Field, otherwise: &mut InRow) -> Result<Stated<Money>, Fault> {
        self.stated(row, field, |text| {
            if let Some(amount) = plain_amount(text, self.decimal) {
                return Ok(Stated::Is(amount));
            }
            if let Some(amount) = grouped_amount(text, self.decimal) {
                otherwise.note(ReadOtherwise::Grouped);
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

    fn afm(&self, row: Cells<'_>, otherwise: &mut InRow) -> Result<Stated<Afm>, Fault> {
        self.stated(row, Field::Afm, |text| {
            // Systems write zeros, or one zero, for a debtor who has none.
            if text.bytes().all(|b| b == b'0') {
                return Ok(Stated::Empty);
            }
            let (afm, healed) = Afm::parse(text).map_err(RowReason::Afm)?;
            if !healed.is_empty() {
                otherwise.note(ReadOtherwise::AfmHealed);
            }
            Ok(Stated::Is(afm))
        })
    }

    fn rf(&self, row: Cells<'_>, otherwise: &mut InRow) -> Result<Stated<Rf>, Fault> {
        self.stated(row, Field::Rf, |text| {
            let input = Rf::parse(text).map_err(RowReason::Rf)?;
            if !input.healed.is_empty() {
                otherwise.note(ReadOtherwise::RfHealed);
            }
            Ok(Stated::Is(input.rf))
        })
    }

    fn validity(&self, row: Cells<'_>, otherwise: &mut InRow) -> Result<Stated<Validity>, Fault> {
        self.stated(row, Field::RfValidUntil, |text| self.date(text, otherwise))
    }

    /// A day; without end is none.
    fn day(&self, row: Cells<'_>, field: Field, otherwise: &mut InRow) -> Result<Stated<NaiveDate>, Fault> {
        let date = self.stated(row, field, |text| self.date(text, otherwise))?;
        Ok(match date {
            Stated::Is(Validity::Until(day)) => Stated::Is(day),
            Stated::Is(Validity::WithoutEnd) | Stated::Empty => Stated::Empty,
            Stated::Nothing => Stated::Nothing,
        })
    }

    fn date(&self, text: &str, otherwise: &mut InRow) -> Result<Stated<Validity>, RowReason> {
        if let Some(day) = self.dates.read(text) {
            return Ok(Stated::Is(Validity::Until(day)));
        }
        let pattern = || self.date_pattern.clone();
        match self.dates.read_loosely(text) {
            Some(Loose::Midnight(day)) => {
                otherwise.note(ReadOtherwise::Midnight);
                Ok(Stated::Is(Validity::Until(day)))
            }
            Some(Loose::None) => {
                otherwise.note(ReadOtherwise::NoDate);
                Ok(Stated::Empty)
            }
            Some(Loose::WithoutEnd) => {
                otherwise.note(ReadOtherwise::NoDate);
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
        match self.cancelled_words.iter().find(|(_, word)| key.is_near(word)) {
            Some((word, _)) => Err(RowReason::Status { word: word.clone() }),
            None => Ok(false),
        }
    }
}

fn keys(names: &[String]) -> Vec<TitleKey> {
    names.iter().map(|name| TitleKey::of(name)).collect()
}

/// A minus before or behind the amount, or brackets around it, as bookkeepers write it.
fn is_negative(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || c == '€');
    let is_minus = |c: char| matches!(c, '-' | '−' | '–');
    let digits = bare.contains(|c: char| c.is_ascii_digit());
    digits && (bare.starts_with(is_minus) || bare.ends_with(is_minus) || (bare.starts_with('(') && bare.ends_with(')')))
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

/// An amount whose thousands are parted by spaces or apostrophes, as some settings of spreadsheets do.
fn grouped_amount(text: &str, mark: DecimalMark) -> Option<Money> {
    let is_group = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’');
    let bare = text.trim_matches(|c: char| c.is_whitespace() || c == '€');
    let group = match mark {
        DecimalMark::Comma => ".",
        DecimalMark::Point => ",",
    };
    let first = bare.chars().find(|c| is_group(*c))?;
    // One kind of mark throughout: with two it is no amount that anybody wrote.
    let plain = bare.replace(first, group);
    let one_kind = !bare.contains(group) && !plain.contains(is_group);
    one_kind.then(|| Money::parse(&plain, mark).ok()).flatten()
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
        fn thousands_may_be_parted_by_spaces_or_apostrophes(euro in 1_000u32..10_000_000, cents in 0u32..100, mark in "[ '’\u{a0}\u{202f}]") {
            let amount = Money::from_cents(i64::from(euro) * 100 + i64::from(cents)).unwrap();
            let written = amount.greek().replace('.', &mark);
            prop_assert_eq!(grouped_amount(&written, DecimalMark::Comma), Some(amount));
            prop_assert_eq!(grouped_amount(&written.replacen(mark.as_str(), "", 1).replace(',', &mark), DecimalMark::Comma), None);
        }

        #[test]
        fn usual_amounts_take_the_short_way(euro in 0u32..10_000_000, cents in 0u32..100) {
            let amount = Money::from_cents(i64::from(euro) * 100 + i64::from(cents)).ok();
            prop_assert_eq!(plain_amount(&format!("{euro},{cents:02}"), DecimalMark::Comma), amount);
        }
    }
}
