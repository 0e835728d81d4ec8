//! Finding a receipt again: by what a citizen brings back or remembers, a page at a time. Every look-up is audited
//! with who made it and by what kind of thing; what was typed is not written down.

use chrono::{NaiveDate, NaiveTime};

use super::{Asks, Desk, DeskError};
use crate::domain::audit::AuditAct;
use crate::domain::query::{Query, QueryError};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{money::Money, permission::Act, refusal::Refusal, time::moment_of};
use crate::store::ReceiptFilter;

/// Receipts of one page.
pub const RECEIPTS_A_PAGE: usize = 40;

/// Some of the receipts that were looked for, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptPage {
    /// At most [`RECEIPTS_A_PAGE`].
    pub receipts: Vec<Receipt>,
    /// Whether there are older ones.
    pub more: bool,
    /// Whether what they come to may be shown, see [`FoundReceipts`].
    pub amounts_shown: bool,
}

/// The receipts that were looked for, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundReceipts {
    pub receipts: Vec<Receipt>,
    /// Whether what they come to may be shown: a list by day or time tells what the till holds, which the settings may
    /// hide. What somebody asks for by its number, code or amount is shown.
    pub amounts_shown: bool,
}

impl Desk {
    /// Receipts by their number (whole, or the running number of this desk's series and year), an RF code, a tax
    /// number, an amount with its decimals, a day, or a time of today up to which they were booked; today's where
    /// nothing is typed. `before` is the last receipt of the page before.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchReceipt`] for what is none of these, [`DeskError::Query`] for what
    /// nearly is, or the database.
    pub fn find_receipts(
        &mut self,
        who: &dyn Asks,
        typed: &str,
        before: Option<&ReceiptNo>,
    ) -> Result<ReceiptPage, DeskError> {
        self.allow(who, Act::ReadReceipts)?;
        // One more than is shown tells whether there are more.
        let filter =
            ReceiptFilter { before: before.cloned(), limit: Some(RECEIPTS_A_PAGE + 1), ..self.receipts_meant(typed)? };
        let FoundReceipts { mut receipts, amounts_shown } = self.look_up_receipts(who, &filter)?;
        let more = receipts.len() > RECEIPTS_A_PAGE;
        receipts.truncate(RECEIPTS_A_PAGE);
        Ok(ReceiptPage { receipts, more, amounts_shown })
    }

    /// What was typed, as what to look for: the one rule of the window and of the command line.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] for what is nothing that a receipt is found by, [`DeskError::Query`] for what nearly is.
    pub fn receipts_meant(&self, typed: &str) -> Result<ReceiptFilter, DeskError> {
        sought(typed, &self.setup.config.desk.series, self.today())
    }

    /// Receipts by number, date, RF or tax number, for somebody to see.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn look_up_receipts(&mut self, who: &dyn Asks, filter: &ReceiptFilter) -> Result<FoundReceipts, DeskError> {
        let actor = self.allow(who, Act::ReadReceipts)?;
        let amounts_shown = is_of_one(filter) || self.sees_totals(who)?;
        let receipts = self.store.receipts(filter)?;
        self.note(actor, AuditAct::ReceiptsLookedUp, kinds(filter), format!("found={}", receipts.len()))?;
        Ok(FoundReceipts { receipts, amounts_shown })
    }

    /// One receipt, for somebody to see.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn look_up_receipt(&mut self, who: &dyn Asks, number: &ReceiptNo) -> Result<Receipt, DeskError> {
        let filter = ReceiptFilter { number: Some(number.clone()), ..ReceiptFilter::default() };
        let found = self.look_up_receipts(who, &filter)?.receipts.into_iter().next();
        found.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()).into())
    }
}

/// Whether receipts are looked for that one citizen brings back or remembers.
fn is_of_one(filter: &ReceiptFilter) -> bool {
    filter.number.is_some()
        || filter.rf.is_some()
        || filter.afm.is_some()
        || filter.session.is_some()
        || filter.amount.is_some()
}

/// What receipts are looked for by, without what it is.
fn kinds(filter: &ReceiptFilter) -> String {
    let kinds = [
        ("number", filter.number.is_some()),
        ("day", filter.from.is_some() || filter.to.is_some()),
        ("rf", filter.rf.is_some()),
        ("afm", filter.afm.is_some()),
        ("session", filter.session.is_some()),
        ("amount", filter.amount.is_some()),
        ("time", filter.until.is_some()),
    ];
    let named: Vec<&str> = kinds.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind).collect();
    if named.is_empty() { "all".to_owned() } else { named.join(",") }
}

/// What was typed, as what to look for.
fn sought(typed: &str, series: &str, today: NaiveDate) -> Result<ReceiptFilter, DeskError> {
    let typed = typed.trim();
    let all = ReceiptFilter::default;
    if typed.is_empty() {
        return Ok(ReceiptFilter::on(today));
    }
    if let Some(number) = number(typed, series, today) {
        return Ok(ReceiptFilter { number: Some(number), ..all() });
    }
    if let Some(day) = day(typed) {
        return Ok(ReceiptFilter::on(day));
    }
    if let Some(until) = time(typed).and_then(|time| moment_of(today.and_time(time))) {
        return Ok(ReceiptFilter { until: Some(until), ..ReceiptFilter::on(today) });
    }
    if let Some(amount) = amount(typed) {
        return Ok(ReceiptFilter { amount: Some(amount), ..all() });
    }
    match Query::parse(typed) {
        Ok(Query::Rf(input)) => Ok(ReceiptFilter { rf: Some(input.rf), ..all() }),
        Ok(Query::Afm { afm, .. }) => Ok(ReceiptFilter { afm: Some(afm), ..all() }),
        Ok(Query::Name(_)) | Err(QueryError::TooShort | QueryError::Empty) => {
            Err(Refusal::NoSuchReceipt(typed.into()).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// `A-2026-000017`, or `17` for that one of the desk's own series this year.
fn number(typed: &str, series: &str, today: NaiveDate) -> Option<ReceiptNo> {
    if let Ok(number) = ReceiptNo::parse(typed) {
        return Some(number);
    }
    // Seven digits and more are nearly a tax number.
    let running = typed.bytes().all(|b| b.is_ascii_digit()) && typed.len() <= 6;
    let year = u16::try_from(chrono::Datelike::year(&today)).ok()?;
    running.then(|| ReceiptNo::new(series, year, typed.parse().ok()?).ok()).flatten()
}

fn day(typed: &str) -> Option<NaiveDate> {
    // chrono takes `26` for the year 26.
    let whole = typed.len() >= 8;
    ["%d/%m/%Y", "%Y-%m-%d"].iter().find_map(|form| NaiveDate::parse_from_str(typed, form).ok()).filter(|_| whole)
}

fn time(typed: &str) -> Option<NaiveTime> {
    // The whole minute counts: a receipt bears its minute.
    NaiveTime::parse_from_str(&format!("{typed}:59.999"), "%H:%M:%S%.f").ok()
}

/// `12,34` or `1.234,56`, with or without the euro's sign. Its decimals tell an amount from a number.
fn amount(typed: &str) -> Option<Money> {
    let bare = typed.trim_matches('€').trim();
    let (_, decimals) = bare.rsplit_once([',', '.'])?;
    Money::typed(bare).filter(|_| decimals.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn found(typed: &str) -> ReceiptFilter {
        sought(typed, "A", today()).unwrap()
    }

    #[test]
    fn what_is_typed_is_taken_for_what_it_looks_like() {
        assert_eq!(found("  "), ReceiptFilter::on(today()));
        let numbered = |number: &str| ReceiptFilter { number: ReceiptNo::parse(number).ok(), ..Default::default() };
        assert_eq!(found("B-2025-17"), numbered("B-2025-000017"));
        assert_eq!(found("17"), numbered("A-2026-000017"));
        assert_eq!(found("23/11/2026"), ReceiptFilter::on(today()));
        assert_eq!(found("2026-11-23"), ReceiptFilter::on(today()));
        let until = "2026-11-23T08:15:59.999Z".parse().ok();
        assert_eq!(found("10:15"), ReceiptFilter { until, ..ReceiptFilter::on(today()) });
        for typed in ["1.234,56", "1234,56", "1234.56", "1.234,56 €"] {
            assert_eq!(found(typed).amount.map(Money::cents), Some(123_456), "{typed}");
        }
        assert_eq!(found("RF23 9020 1800 0009 3204 2721 6").rf.unwrap().as_str(), "RF23902018000009320427216");
        assert_eq!(found("094019245").afm.unwrap().as_str(), "094019245");
    }

    #[test]
    fn what_is_nothing_that_a_receipt_is_found_by_is_refused() {
        let refused = |typed: &str| sought(typed, "A", today()).unwrap_err();
        assert!(matches!(refused("Παπαδόπουλος"), DeskError::Refused(Refusal::NoSuchReceipt(_))));
        assert!(matches!(refused("A-"), DeskError::Refused(Refusal::NoSuchReceipt(_))));
        assert!(matches!(refused("094019246"), DeskError::Query(QueryError::Afm(_))));
        assert!(matches!(refused("RF00902018000009320427216"), DeskError::Query(QueryError::Rf(_))));
    }
}
