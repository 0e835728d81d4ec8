//! Between the domain's types and what a STRICT table holds. A value that this program never wrote is an error
//! that names the place, not a guess.

use chrono::{NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta};
use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::StoreError;
use crate::domain::{
    afm::Afm, attempt::AttemptState, money::Money, operator::OperatorId, rf::Rf, session::SessionNo, time::Moment,
};

/// The columns of a query, each with its place by its name: `Column` and `SELECTED`.
macro_rules! columns {
    ($(#[$meta:meta])* $($name:ident = $sql:expr,)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        enum Column { $($name),* }

        const SELECTED: &[&str] = &[$($sql),*];
    };
}
pub(super) use columns;

/// A moment as the tables hold it: `2026-11-23T08:15:02.000Z`.
pub(super) fn moment_text(at: Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A day as the tables hold it: `2026-11-23`.
pub(super) fn day_text(day: NaiveDate) -> String {
    day.to_string()
}

const LOCAL_TIME: &str = "%Y-%m-%dT%H:%M:%S";

/// A terminal's local time as the tables hold it: `2026-11-23T10:15:02`.
pub(super) fn local_time_text(at: NaiveDateTime) -> String {
    at.format(LOCAL_TIME).to_string()
}

/// The cells of one row of one table.
pub(super) struct Cells<'a> {
    table: &'static str,
    row: &'a Row<'a>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(table: &'static str, row: &'a Row<'a>) -> Cells<'a> {
        Cells { table, row }
    }

    /// The error that names a cell.
    pub(super) fn unreadable(&self, at: usize) -> StoreError {
        let column = self.row.as_ref().column_name(at).map_or_else(|_| at.to_string(), str::to_owned);
        StoreError::Unreadable { table: self.table, column }
    }

    /// What a text holds, before it is known to be one.
    fn opt_text_bytes(&self, at: usize) -> Result<Option<&'a [u8]>, StoreError> {
        match self.row.get_ref(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => Ok(Some(bytes)),
            _ => Err(self.unreadable(at)),
        }
    }

    pub(super) fn opt_str(&self, at: usize) -> Result<Option<&'a str>, StoreError> {
        let Some(bytes) = self.opt_text_bytes(at)? else { return Ok(None) };
        std::str::from_utf8(bytes).map(Some).map_err(|_| self.unreadable(at))
    }

    pub(super) fn str(&self, at: usize) -> Result<&'a str, StoreError> {
        self.opt_str(at)?.ok_or_else(|| self.unreadable(at))
    }

    /// What a text or blob holds, whether it is readable as text or not; nothing for any other value.
    pub(super) fn bytes(&self, at: usize) -> Result<&'a [u8], StoreError> {
        match self.row.get_ref(at)? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Ok(bytes),
            _ => Ok(&[]),
        }
    }

    /// The same as text, with a sign for what is none.
    pub(super) fn lossy(&self, at: usize) -> Result<String, StoreError> {
        Ok(String::from_utf8_lossy(self.bytes(at)?).into_owned())
    }

    pub(super) fn opt_bytes(&self, at: usize) -> Result<Option<&'a [u8]>, StoreError> {
        Ok(if matches!(self.row.get_ref(at)?, ValueRef::Null) { None } else { Some(self.bytes(at)?) })
    }

    pub(super) fn text(&self, at: usize) -> Result<String, StoreError> {
        self.str(at).map(str::to_owned)
    }

    pub(super) fn opt_text(&self, at: usize) -> Result<Option<String>, StoreError> {
        Ok(self.opt_str(at)?.map(str::to_owned))
    }

    pub(super) fn opt_integer(&self, at: usize) -> Result<Option<i64>, StoreError> {
        match self.row.get_ref(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(value) => Ok(Some(value)),
            _ => Err(self.unreadable(at)),
        }
    }

    pub(super) fn integer(&self, at: usize) -> Result<i64, StoreError> {
        self.opt_integer(at)?.ok_or_else(|| self.unreadable(at))
    }

    pub(super) fn flag(&self, at: usize) -> Result<bool, StoreError> {
        Ok(self.integer(at)? != 0)
    }

    /// A number that fits a narrower type.
    pub(super) fn number<N: TryFrom<i64>>(&self, at: usize) -> Result<N, StoreError> {
        N::try_from(self.integer(at)?).map_err(|_| self.unreadable(at))
    }

    pub(super) fn opt_number<N: TryFrom<i64>>(&self, at: usize) -> Result<Option<N>, StoreError> {
        self.opt_integer(at)?.map(|value| N::try_from(value).map_err(|_| self.unreadable(at))).transpose()
    }

    pub(super) fn money(&self, at: usize) -> Result<Money, StoreError> {
        Money::from_cents(self.integer(at)?).map_err(|_| self.unreadable(at))
    }

    pub(super) fn moment(&self, at: usize) -> Result<Moment, StoreError> {
        self.opt_moment(at)?.ok_or_else(|| self.unreadable(at))
    }

    pub(super) fn opt_moment(&self, at: usize) -> Result<Option<Moment>, StoreError> {
        let Some(text) = self.opt_text_bytes(at)? else { return Ok(None) };
        parse_moment(text).map(Some).ok_or_else(|| self.unreadable(at))
    }

    pub(super) fn opt_day(&self, at: usize) -> Result<Option<NaiveDate>, StoreError> {
        self.opt_text_bytes(at)?.map(|text| parse_day(text).ok_or_else(|| self.unreadable(at))).transpose()
    }

    pub(super) fn day(&self, at: usize) -> Result<NaiveDate, StoreError> {
        self.opt_day(at)?.ok_or_else(|| self.unreadable(at))
    }

    pub(super) fn opt_local_time(&self, at: usize) -> Result<Option<NaiveDateTime>, StoreError> {
        let Some(text) = self.opt_str(at)? else { return Ok(None) };
        NaiveDateTime::parse_from_str(text, LOCAL_TIME).map(Some).map_err(|_| self.unreadable(at))
    }

    pub(super) fn opt_rf(&self, at: usize) -> Result<Option<Rf>, StoreError> {
        let Some(text) = self.opt_str(at)? else { return Ok(None) };
        Rf::parse(text).map(|input| Some(input.rf)).map_err(|_| self.unreadable(at))
    }

    pub(super) fn opt_afm(&self, at: usize) -> Result<Option<Afm>, StoreError> {
        let Some(text) = self.opt_str(at)? else { return Ok(None) };
        Afm::parse(text).map(|(afm, _)| Some(afm)).map_err(|_| self.unreadable(at))
    }

    pub(super) fn operator(&self, at: usize) -> Result<OperatorId, StoreError> {
        OperatorId::parse(self.str(at)?).map_err(|_| self.unreadable(at))
    }

    pub(super) fn session(&self, at: usize) -> Result<SessionNo, StoreError> {
        SessionNo::new(self.number(at)?).map_err(|_| self.unreadable(at))
    }

    pub(super) fn state(&self, at: usize) -> Result<AttemptState, StoreError> {
        AttemptState::from_word(self.str(at)?).ok_or_else(|| self.unreadable(at))
    }

    /// The value of a word that an enum of the domain knows.
    pub(super) fn word<T>(&self, at: usize, from_word: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        from_word(self.str(at)?).ok_or_else(|| self.unreadable(at))
    }
}

/// How much of a moment says its hour: `2026-11-23T08`.
pub(super) const TO_THE_HOUR: usize = 13;

/// `2026-11-23T08:15:02.000Z`, digit by digit: a year of figures reads sixty thousand of these.
fn parse_moment(text: &[u8]) -> Option<Moment> {
    let day = parse_day(text.get(..10)?)?;
    let &[b'T', h1, h2] = text.get(10..TO_THE_HOUR)? else { return None };
    let hour = day.and_hms_opt(digits([h1, h2])?, 0, 0)?.and_utc();
    hour.checked_add_signed(since_the_hour(text)?)
}

/// What a moment has behind its hour.
pub(super) fn since_the_hour(text: &[u8]) -> Option<TimeDelta> {
    let &[b':', m1, m2, b':', s1, s2, b'.', f1, f2, f3, b'Z'] = text.get(TO_THE_HOUR..)? else { return None };
    let (minutes, seconds, millis) = (digits([m1, m2])?, digits([s1, s2])?, digits([f1, f2, f3])?);
    if minutes > 59 || seconds > 59 {
        return None;
    }
    Some(TimeDelta::milliseconds(i64::from((minutes * 60 + seconds) * 1_000 + millis)))
}

fn digits<const N: usize>(bytes: [u8; N]) -> Option<u32> {
    let mut value = 0;
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u32::from(digit);
    }
    Some(value)
}

/// `2026-11-23`, digit by digit: a look-up reads three of these for each debt.
fn parse_day(text: &[u8]) -> Option<NaiveDate> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let year = i32::try_from(digits([y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits([m1, m2])?, digits([d1, d2])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_its_milliseconds_in_fixed_width() {
        let at = chrono::DateTime::from_timestamp_millis(1_795_421_702_007).unwrap();
        assert_eq!(moment_text(at), "2026-11-23T08:15:02.007Z");
        assert_eq!(parse_moment(b"2026-11-23T08:15:02.007Z"), Some(at));
    }

    #[test]
    fn a_moment_is_read_only_in_the_form_it_was_written() {
        for other in [
            "2026-11-23T08:15:02.007+02:00",
            "2026-11-23 08:15:02.007Z",
            "2026-11-23T08:15:02Z",
            "2026-11-23T24:00:00.000Z",
            "2026-11-23T08:60:00.000Z",
            "2026-11-23T08:15:60.000Z",
            "2026-02-29T08:15:02.000Z",
            "2026-11-23T08:15:02.0070Z",
            "",
        ] {
            assert_eq!(parse_moment(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn a_day_is_read_only_in_the_form_it_was_written() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        assert_eq!(parse_day(day_text(day).as_bytes()), Some(day));
        for other in ["2026-02-29", "2026-2-28", "28/02/2026", "2026-02-28T", "2026+02-28", ""] {
            assert_eq!(parse_day(other.as_bytes()), None, "{other}");
        }
    }
}
