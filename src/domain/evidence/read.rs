//! From words to fields: keys with their values, and what stands there without a key.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::keys::{Key, Use, key};
use super::words::{Word, words};
use super::{BadEvidence, Evidence, EvidenceField, forms};
use crate::domain::card::MaskedPan;
use crate::domain::money::Money;
use crate::domain::rf::is_invisible;

/// The most words of a card type.
const CARD_WORDS: usize = 4;

/// Reads a text that was checked.
pub(super) fn read(text: &str, day: NaiveDate) -> Result<Evidence, BadEvidence> {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let mut reader = Reader { words: words(&visible), at: 0, found: Found::default() };
    while reader.at < reader.words.len() {
        if !reader.take_key()? && !reader.take_bare() {
            reader.at += 1;
        }
    }
    reader.found.evidence(text, day)
}

struct Reader<'t> {
    words: Vec<Word<'t>>,
    at: usize,
    found: Found,
}

/// What a key found after it.
enum Value {
    /// A value, of so many words.
    Read(usize),
    /// Nothing of the right form.
    Wrong,
}

impl<'t> Reader<'t> {
    fn word(&self, place: usize) -> Option<Word<'t>> {
        self.words.get(place).copied()
    }

    /// The key of two words or of one, with the place of its value and whether `=` or `:` joins them.
    fn key(&self) -> Option<(Key, usize, bool, bool)> {
        let first = self.word(self.at)?;
        let lettered = |word: &Word<'_>| word.text.chars().any(char::is_alphabetic);
        let second = self.word(self.at + 1).filter(|second| !first.joined && !first.ends && lettered(second));
        if let Some(second) = second
            && let Some(key) = key(&format!("{}{}", first.text, second.text))
        {
            return Some((key, self.at + 2, second.joined, second.ends));
        }
        key(first.text).map(|key| (key, self.at + 1, first.joined, first.ends))
    }

    /// Takes a key with its value; false where none stands here.
    fn take_key(&mut self) -> Result<bool, BadEvidence> {
        let Some((key, value, joined, ends)) = self.key() else { return Ok(false) };
        let certain = joined || key.used == Use::Always;
        let there = self.word(value).filter(|word| (joined || !ends) && self.is_value(word));
        let Some(word) = there else {
            // A reference may be left empty.
            if certain && key.field != EvidenceField::Rrn {
                return Err(BadEvidence::Value { field: key.field });
            }
            self.at = value;
            return Ok(true);
        };
        match self.take_value(key.field, value, joined)? {
            Value::Read(count) => self.at = value + count,
            Value::Wrong if certain || (key.used == Use::WithDigit && forms::has_digit(word.text)) => {
                return Err(BadEvidence::Value { field: key.field });
            }
            Value::Wrong => self.at = value,
        }
        Ok(true)
    }

    /// Whether a word can be a value: not a dash for nothing, and no key with a value of its own.
    fn is_value(&self, word: &Word<'_>) -> bool {
        !word.text.chars().all(|c| matches!(c, '-' | '–' | '—'))
            && (key(word.text).is_none() || forms::has_digit(word.text))
    }

    fn take_value(&mut self, field: EvidenceField, at: usize, joined: bool) -> Result<Value, BadEvidence> {
        let Some(word) = self.word(at) else { return Ok(Value::Wrong) };
        let text = word.text;
        // Letters alone are a word as a rule, where no sign says that they are a value.
        let code = |least, most| forms::code(text, least, most).filter(|code| joined || forms::has_digit(code));
        let slot = match field {
            EvidenceField::Stan => (&mut self.found.stan, forms::digits(text, 6)),
            EvidenceField::Batch => (&mut self.found.batch, forms::digits(text, 6)),
            EvidenceField::Rrn => (&mut self.found.rrn, forms::reference(text)),
            EvidenceField::AuthCode => (&mut self.found.auth_code, code(6, 8)),
            EvidenceField::TerminalId => (&mut self.found.terminal_id, code(1, 16)),
            EvidenceField::Amount => return self.take_amount(at),
            EvidenceField::Time => return self.take_time(at),
            EvidenceField::Pan => return self.take_pan(at),
            EvidenceField::CardType => return self.take_card(at, joined),
        };
        let (slot, Some(value)) = slot else { return Ok(Value::Wrong) };
        set(slot, value, field, |value| value.trim_start_matches('0').to_owned())?;
        Ok(Value::Read(1))
    }

    fn take_amount(&mut self, at: usize) -> Result<Value, BadEvidence> {
        let text = |place| self.word(place).map_or("", |word| word.text);
        let (value, count) = match forms::amount(text(at)) {
            Some(value) => (value, 1 + usize::from(forms::is_currency(text(at + 1)))),
            None if forms::is_currency(text(at)) => match forms::amount(text(at + 1)) {
                Some(value) => (value, 2),
                None => return Ok(Value::Wrong),
            },
            None => return Ok(Value::Wrong),
        };
        set(&mut self.found.amount, value, EvidenceField::Amount, |value| *value)?;
        Ok(Value::Read(count))
    }

    fn take_time(&mut self, at: usize) -> Result<Value, BadEvidence> {
        let Some((clock, count)) = self.clock(at) else { return Ok(Value::Wrong) };
        self.found.times.push(clock);
        Ok(Value::Read(count))
    }

    /// A time at a place, with its date where that stands before it, and how many words it takes.
    fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        let text = self.word(at)?.text;
        if let Some(whole) = forms::date_time(text) {
            return Some((Clock { day: Some(whole.date()), time: whole.time() }, 1));
        }
        if let Some(time) = forms::time(text) {
            return Some((Clock { day: None, time }, 1));
        }
        let day = forms::date(text)?;
        let time = forms::time(self.word(at + 1)?.text)?;
        Some((Clock { day: Some(day), time }, 2))
    }

    /// A masked number, in one piece or in groups.
    fn take_pan(&mut self, at: usize) -> Result<Value, BadEvidence> {
        let mut whole = String::new();
        for (count, word) in self.words.iter().skip(at).enumerate() {
            if !word.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | 'X' | 'x' | '#' | '-')) {
                break;
            }
            whole.extend(word.text.chars().filter(|c| *c != '-'));
            if let Ok(pan) = MaskedPan::parse(&whole)
                && (word.ends || whole.len() >= 16 || !self.goes_on(at + count + 1))
            {
                set(&mut self.found.pan, pan, EvidenceField::Pan, Clone::clone)?;
                return Ok(Value::Read(count + 1));
            }
        }
        Ok(Value::Wrong)
    }

    /// Whether a further group of a masked number stands at a place.
    fn goes_on(&self, at: usize) -> bool {
        let group = |text: &str| {
            text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | 'X' | 'x' | '#'))
        };
        self.word(at).is_some_and(|word| group(word.text))
    }

    /// Words up to the next key; a masked number after `CARD` is the card's number.
    fn take_card(&mut self, at: usize, joined: bool) -> Result<Value, BadEvidence> {
        if let Value::Read(count) = self.take_pan(at)? {
            return Ok(Value::Read(count));
        }
        if !joined && !self.word(at).is_some_and(|word| forms::is_scheme(word.text)) {
            return Ok(Value::Wrong);
        }
        let mut kind = Vec::new();
        for word in self.words.iter().skip(at).take(CARD_WORDS) {
            if !kind.is_empty() && (key(word.text).is_some() || forms::has_digit(word.text) || word.joined) {
                break;
            }
            kind.push(word.text);
            if word.ends {
                break;
            }
        }
        let count = kind.len();
        set(&mut self.found.card_type, kind.join(" "), EvidenceField::CardType, |kind| kind.to_uppercase())?;
        Ok(Value::Read(count))
    }

    /// Takes a time, an amount that bears its currency, or a date; false where none stands here.
    fn take_bare(&mut self) -> bool {
        let at = self.at;
        if let Some((clock, count)) = self.clock(at) {
            self.found.bare_times.push(clock);
            self.at = at + count;
            return true;
        }
        let text = |place| self.word(place).map_or("", |word| word.text);
        let (this, next) = (text(at), text(at + 1));
        let amount = match forms::amount(this) {
            _ if forms::euro(this).is_some() => forms::euro(this).map(|amount| (amount, 1)),
            Some(amount) if forms::is_currency(next) => Some((amount, 2)),
            _ if forms::is_currency(this) => forms::amount(next).map(|amount| (amount, 2)),
            _ => None,
        };
        if let Some((amount, count)) = amount {
            self.found.bare_amounts.push(amount);
            self.at = at + count;
            return true;
        }
        let Some(day) = forms::date(this) else { return false };
        self.found.days.push(day);
        self.at = at + 1;
        true
    }
}

/// A time, with a date where one stood by it.
#[derive(Debug, Clone, Copy)]
struct Clock {
    day: Option<NaiveDate>,
    time: NaiveTime,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    stan: Option<String>,
    rrn: Option<String>,
    auth_code: Option<String>,
    amount: Option<Money>,
    batch: Option<String>,
    terminal_id: Option<String>,
    card_type: Option<String>,
    pan: Option<MaskedPan>,
    times: Vec<Clock>,
    /// Without one: in a sentence there may be several, and then none of them is the one.
    bare_times: Vec<Clock>,
    bare_amounts: Vec<Money>,
    days: Vec<NaiveDate>,
}

impl Found {
    fn evidence(self, text: &str, day: NaiveDate) -> Result<Evidence, BadEvidence> {
        let day = only(self.days.iter().copied()).unwrap_or(day);
        let whole = |clock: &Clock| -> NaiveDateTime { clock.day.unwrap_or(day).and_time(clock.time) };
        let at = match self.times.first() {
            None => only(self.bare_times.iter().map(whole)),
            Some(first) if self.times.iter().all(|clock| whole(clock) == whole(first)) => Some(whole(first)),
            Some(_) => return Err(BadEvidence::Twice { field: EvidenceField::Time }),
        };
        Ok(Evidence {
            text: text.to_owned(),
            stan: self.stan,
            rrn: self.rrn,
            auth_code: self.auth_code,
            at,
            amount: self.amount.or_else(|| only(self.bare_amounts.iter().copied())),
            batch: self.batch,
            terminal_id: self.terminal_id,
            card_type: self.card_type,
            pan: self.pan,
        })
    }
}

/// The one value that all are.
fn only<T: PartialEq + Copy>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// Sets a field that may be stated again with the same value.
fn set<T, K: PartialEq>(
    slot: &mut Option<T>,
    value: T,
    field: EvidenceField,
    same: impl Fn(&T) -> K,
) -> Result<(), BadEvidence> {
    if slot.as_ref().is_some_and(|before| same(before) != same(&value)) {
        return Err(BadEvidence::Twice { field });
    }
    slot.get_or_insert(value);
    Ok(())
}
