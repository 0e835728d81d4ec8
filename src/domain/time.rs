//! Moments and the local time of the desk: what is stored is UTC, what people read is Europe/Athens.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Europe::Athens;

/// A moment, as it is stored.
pub type Moment = DateTime<Utc>;

/// The moment on the desk's clock (Europe/Athens, daylight saving included), whatever zone the PC is set to.
#[must_use]
pub fn local(moment: Moment) -> NaiveDateTime {
    moment.with_timezone(&Athens).naive_local()
}

/// The desk's date at a moment.
#[must_use]
pub fn local_date(moment: Moment) -> NaiveDate {
    local(moment).date()
}

/// ISO 8601 with the offset of the desk: `2026-11-23T10:15:02+02:00`.
#[must_use]
pub fn iso_local(moment: Moment) -> String {
    moment.with_timezone(&Athens).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}
