//! Certified debts (βεβαιωμένες οφειλές) and who owes them, as the desk sees them.

use chrono::NaiveDate;
use serde::Serialize;

use super::afm::Afm;
use super::money::Money;
use super::rf::Rf;

/// A debtor's row in the desk's books. Not the ΑΦΜ: a debtor may have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DebtorId(pub i64);

/// A debt's row in the desk's books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DebtId(pub i64);

/// Who owes. `Debug` does not print the name: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Debtor {
    /// Row.
    pub id: DebtorId,
    /// Name as the municipality's system writes it.
    pub name: String,
    /// Tax number, where there is one.
    pub afm: Option<Afm>,
}

impl std::fmt::Debug for Debtor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Debtor({})", self.id.0)
    }
}

/// One certified debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// Row.
    pub id: DebtId,
    /// The number that the municipality's system gave it (Αριθμός Οφειλής), unique.
    pub external_id: String,
    /// Who owes it.
    pub debtor: DebtorId,
    /// Its RF code; several debts may share one.
    pub rf: Option<Rf>,
    /// Last day on which the RF code may be paid.
    pub rf_valid_until: Option<NaiveDate>,
    /// ΚΑΕ εσόδων, four digits as a rule, free text because charts differ by year.
    pub revenue_code: String,
    /// What it is for.
    pub description: String,
    /// Fiscal year.
    pub year: u16,
    /// Number of the certification list (βεβαιωτικός κατάλογος).
    pub list_no: Option<String>,
    /// Due date.
    pub due: Option<NaiveDate>,
    /// Capital (κεφάλαιο).
    pub capital: Money,
    /// Surcharge (προσαυξήσεις), as the municipality's system computed it.
    pub surcharge: Money,
    /// The day for which the surcharge was computed.
    pub surcharge_as_of: Option<NaiveDate>,
    /// Settled so far, capital and surcharge together.
    pub paid: Money,
    /// Of `paid`, what went to the surcharge.
    pub paid_surcharge: Money,
    /// Withdrawn by the municipality's system.
    pub cancelled: bool,
    /// Number of the instalment of a plan: such a debt is paid whole.
    pub instalment: Option<u16>,
    /// Whether an open attempt on any desk holds it.
    pub fenced: bool,
}

/// Where a debt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DebtStatus {
    /// Something is owed and can be paid.
    Open,
    /// Nothing is owed any more.
    Paid,
    /// A payment of it is under way or its outcome is unknown.
    Pending,
    /// Its RF code may no longer be paid.
    Expired,
    /// Withdrawn by the municipality.
    Cancelled,
}

impl Debt {
    /// What is still owed.
    #[must_use]
    pub fn open_amount(&self) -> Money {
        self.capital.checked_add(self.surcharge).and_then(|owed| owed.checked_sub(self.paid)).unwrap_or(Money::ZERO)
    }

    /// What of the open amount is surcharge.
    #[must_use]
    pub fn open_surcharge(&self) -> Money {
        let left = self.surcharge.checked_sub(self.paid_surcharge).unwrap_or(Money::ZERO);
        left.min(self.open_amount())
    }

    /// Where the debt stands on a day of the desk.
    #[must_use]
    pub fn status(&self, today: NaiveDate) -> DebtStatus {
        if self.fenced {
            DebtStatus::Pending
        } else if self.open_amount().is_zero() {
            DebtStatus::Paid
        } else if self.cancelled {
            DebtStatus::Cancelled
        } else if self.rf_valid_until.is_some_and(|last| today > last) {
            DebtStatus::Expired
        } else {
            DebtStatus::Open
        }
    }

    /// Divides an amount paid into (capital, surcharge). Nothing when it is more than is open.
    #[must_use]
    pub fn allocate(&self, amount: Money, order: Allocation) -> Option<(Money, Money)> {
        let open = self.open_amount();
        open.checked_sub(amount)?;
        let open_surcharge = self.open_surcharge();
        let open_capital = open.checked_sub(open_surcharge)?;
        match order {
            Allocation::SurchargeFirst => {
                let surcharge = amount.min(open_surcharge);
                Some((amount.checked_sub(surcharge)?, surcharge))
            }
            Allocation::CapitalFirst => {
                let capital = amount.min(open_capital);
                Some((capital, amount.checked_sub(capital)?))
            }
        }
    }
}

/// Which part of a debt a payment in part settles first. No text was found, so it is a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Allocation {
    /// Surcharge, then capital.
    #[default]
    SurchargeFirst,
    /// Capital, then surcharge.
    CapitalFirst,
}

/// A debt as a file of the municipality's system states it, before the books know it.
#[derive(Clone, PartialEq, Eq)]
pub struct DebtRecord {
    /// The number that the municipality's system gave it; the key by which a file is loaded once.
    pub external_id: String,
    /// The debtor's name.
    pub name: String,
    /// The debtor's tax number, where there is one.
    pub afm: Option<Afm>,
    /// Its RF code.
    pub rf: Option<Rf>,
    /// Last day on which the RF code may be paid.
    pub rf_valid_until: Option<NaiveDate>,
    /// ΚΑΕ εσόδων.
    pub revenue_code: String,
    /// What it is for.
    pub description: String,
    /// Fiscal year.
    pub year: u16,
    /// Number of the certification list.
    pub list_no: Option<String>,
    /// Due date.
    pub due: Option<NaiveDate>,
    /// Capital.
    pub capital: Money,
    /// Surcharge.
    pub surcharge: Money,
    /// The day for which the surcharge was computed.
    pub surcharge_as_of: Option<NaiveDate>,
    /// Instalment of a plan.
    pub instalment: Option<u16>,
    /// Withdrawn by the municipality's system.
    pub cancelled: bool,
}
