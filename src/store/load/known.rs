//! A debt as the books have it, and what a record makes of it.

use chrono::NaiveDate;

use crate::domain::stated::{Stated, Validity};
use crate::domain::{debt::DebtRecord, money::Money};
use crate::store::{StoreError, value::Cells};

/// What a record can change of a debt, but for its debtor.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) rf: Option<String>,
    pub(super) rf_valid_until: Option<NaiveDate>,
    pub(super) revenue_code: String,
    pub(super) description: String,
    pub(super) year: u16,
    pub(super) list_no: Option<String>,
    pub(super) due: Option<NaiveDate>,
    pub(super) capital: Money,
    pub(super) surcharge: Money,
    pub(super) surcharge_as_of: Option<NaiveDate>,
    pub(super) cancelled: bool,
    pub(super) instalment: Option<u16>,
}

impl Terms {
    /// What a record of the same debt makes of them on a day. What it does not say stays; an empty cell empties only
    /// what a debt may be without, and opens nothing that was withdrawn or has expired.
    pub(super) fn after(&self, record: &DebtRecord, today: NaiveDate) -> Terms {
        Terms {
            rf: match &record.rf {
                Stated::Nothing => self.rf.clone(),
                Stated::Empty => None,
                Stated::Is(rf) => Some(rf.to_string()),
            },
            rf_valid_until: match record.rf_valid_until {
                Stated::Nothing => self.rf_valid_until,
                Stated::Empty => self.rf_valid_until.filter(|last| today > *last),
                Stated::Is(Validity::Until(day)) => Some(day),
                Stated::Is(Validity::WithoutEnd) => None,
            },
            // A spreadsheet takes the zeros that lead a code away.
            revenue_code: if record.revenue_code.len() < self.revenue_code.len() && self.has_code(record) {
                self.revenue_code.clone()
            } else {
                record.revenue_code.clone()
            },
            description: record.description.clone(),
            year: record.year,
            list_no: record.list_no.over(self.list_no.as_ref()).cloned(),
            due: record.due.over(self.due.as_ref()).copied(),
            capital: record.capital,
            surcharge: match record.surcharge {
                Stated::Nothing => self.surcharge,
                Stated::Empty => Money::ZERO,
                Stated::Is(surcharge) => surcharge,
            },
            surcharge_as_of: record.surcharge_as_of.over(self.surcharge_as_of.as_ref()).copied(),
            cancelled: record.cancelled.value().copied().unwrap_or(self.cancelled),
            instalment: record.instalment.over(self.instalment.as_ref()).copied(),
        }
    }

    /// Whether a record has the same revenue code, whatever zeros lead it.
    pub(super) fn has_code(&self, record: &DebtRecord) -> bool {
        let bare = |code: &str| code.trim_start_matches('0').to_owned();
        self.revenue_code == record.revenue_code || bare(&self.revenue_code) == bare(&record.revenue_code)
    }

    /// Whether a record has another RF code than this one.
    pub(super) fn has_other_rf(&self, record: &DebtRecord) -> bool {
        matches!((&self.rf, record.rf.value()), (Some(mine), Some(theirs)) if mine != theirs.as_str())
    }

    /// Whether the columns that indices hold are the same.
    pub(super) fn has_keys_of(&self, other: &Terms) -> bool {
        self.rf == other.rf && self.due == other.due
    }
}

/// A debt as the books have it.
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) debtor: i64,
    pub(super) terms: Terms,
    /// The least that capital and surcharge may be: what was paid of them and what is being paid.
    pub(super) least_capital: i64,
    pub(super) least_surcharge: i64,
    pub(super) fenced: bool,
}

/// The columns that [`Known::of`] reads.
pub(super) const FIND: &str = "SELECT d.id, d.debtor_id, d.rf, d.rf_valid_until, d.revenue_code, d.description, d.year,
        d.list_no, d.due, d.capital_cents, d.surcharge_cents, d.surcharge_as_of, d.cancelled, d.instalment,
        d.paid_cents, d.paid_surcharge_cents, l.capital_cents AS held_capital, l.surcharge_cents AS held_surcharge,
        EXISTS (SELECT 1 FROM correction k WHERE k.attempt_id = l.attempt_id) AS gives_back
    FROM debt d LEFT JOIN attempt_line l ON l.debt_id = d.id AND l.open = 1
    WHERE d.external_id = ?1";

impl Known {
    pub(super) fn of(cells: &Cells<'_>) -> Result<Known, StoreError> {
        let terms = Terms {
            rf: cells.opt_text(2)?,
            rf_valid_until: cells.opt_day(3)?,
            revenue_code: cells.text(4)?,
            description: cells.text(5)?,
            year: cells.number(6)?,
            list_no: cells.opt_text(7)?,
            due: cells.opt_day(8)?,
            capital: cells.money(9)?,
            surcharge: cells.money(10)?,
            surcharge_as_of: cells.opt_day(11)?,
            cancelled: cells.flag(12)?,
            instalment: cells.opt_number(13)?,
        };
        let (paid, paid_surcharge) = (cells.money(14)?, cells.money(15)?);
        let paid_capital = paid.checked_sub(paid_surcharge).ok_or_else(|| cells.unreadable(15))?;
        let held_capital = cells.opt_integer(16)?;
        // What is being given back is paid until it is.
        let to_pay =
            |held: Option<i64>| -> Result<i64, StoreError> { Ok(if cells.flag(18)? { 0 } else { held.unwrap_or(0) }) };
        Ok(Known {
            id: cells.integer(0)?,
            debtor: cells.integer(1)?,
            terms,
            least_capital: paid_capital.cents().saturating_add(to_pay(held_capital)?),
            least_surcharge: paid_surcharge.cents().saturating_add(to_pay(cells.opt_integer(17)?)?),
            fenced: held_capital.is_some(),
        })
    }
}
