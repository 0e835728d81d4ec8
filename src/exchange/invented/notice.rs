//! Notices: what a debtor is asked to pay with one RF code. A house's notice states up to three debts, a plan
//! has a notice an instalment, everything else has its own.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::rf::{Rf, amount_check_digit};
use crate::domain::stated::{Stated, Validity};
use crate::domain::{afm::Afm, debt::DebtRecord, money::Money};

use super::dice::Dice;
use super::kinds::{HOUSE, Kind};
use super::names::Person;

/// Five digits that no organisation of the interbank system is known to have.
const INVENTED_ORGANISATION: &str = "99999";

/// The amount digit of a code that binds none.
const BINDS_NO_AMOUNT: u32 = 8;

const FIRST_YEAR: i32 = 2019;

const MONTHS: [&str; 12] = [
    "Ιανουάριος",
    "Φεβρουάριος",
    "Μάρτιος",
    "Απρίλιος",
    "Μάιος",
    "Ιούνιος",
    "Ιούλιος",
    "Αύγουστος",
    "Σεπτέμβριος",
    "Οκτώβριος",
    "Νοέμβριος",
    "Δεκέμβριος",
];

/// Draws the notices of one debtor.
pub(super) struct Notices {
    pub(super) dice: Dice,
    pub(super) person: Person,
    pub(super) afm: Option<Afm>,
    /// Of a debtor without tax number.
    pub(super) debtor_number: Option<String>,
    pub(super) today: NaiveDate,
    /// Running number of the next debt, among all debtors.
    pub(super) next_number: usize,
}

impl Notices {
    pub(super) fn draw(mut self, wanted: usize) -> Vec<DebtRecord> {
        let mut all = Vec::with_capacity(wanted);
        while all.len() < wanted {
            let left = wanted - all.len();
            let before = all.len();
            match self.dice.between(1, 100) {
                1..=35 if left >= 2 => self.house(left.min(HOUSE.len()), &mut all),
                36..=43 if left >= 3 => self.plan(left.min(12), &mut all),
                _ => self.single(&mut all),
            }
            // A debtor without debts would never end.
            if all.len() == before {
                break;
            }
        }
        all
    }

    fn house(&mut self, most: usize, all: &mut Vec<DebtRecord>) {
        let due = self.due();
        let debts = HOUSE.iter().take(most).map(|kind| self.debt(kind, due, None)).collect();
        self.send(debts, all);
    }

    fn plan(&mut self, instalments: usize, all: &mut Vec<DebtRecord>) {
        let Some(kind) = Kind::draw_for_a_plan(&mut self.dice, self.person.is_company) else { return };
        let first_due = self.due();
        let first = self.debt(kind, first_due, Some(1));
        let (year, list_no, capital) = (first.year, first.list_no.clone(), first.capital);
        self.send(vec![first], all);
        for number in (2..).take(instalments.saturating_sub(1)) {
            let due = first_due.checked_add_months(Months::new(u32::from(number) - 1)).unwrap_or(first_due);
            let (surcharge, surcharge_as_of) = self.surcharge(capital, due);
            let debt = self.debt(kind, due, Some(number));
            let list_no = list_no.clone();
            let (surcharge, surcharge_as_of) = (Stated::Is(surcharge), surcharge_as_of.into());
            self.send(vec![DebtRecord { year, list_no, capital, surcharge, surcharge_as_of, ..debt }], all);
        }
    }

    fn single(&mut self, all: &mut Vec<DebtRecord>) {
        let Some(kind) = Kind::draw(&mut self.dice, self.person.is_company) else { return };
        let due = self.due();
        let debt = self.debt(kind, due, None);
        self.send(vec![debt], all);
    }

    fn debt(&mut self, kind: &Kind, due: NaiveDate, instalment: Option<u16>) -> DebtRecord {
        let capital = kind.capital(&mut self.dice);
        let (surcharge, surcharge_as_of) = self.surcharge(capital, due);
        let year = fiscal_year(due);
        self.next_number += 1;
        DebtRecord {
            external_id: format!("{year}/{:08}", self.next_number),
            name: self.person.name.clone(),
            afm: self.afm.clone().into(),
            debtor_number: self.debtor_number.clone().into(),
            rf: Stated::Empty,
            rf_valid_until: Stated::Empty,
            revenue_code: kind.code.to_owned(),
            description: describe(kind, due),
            year,
            list_no: self.dice.chance(95).then(|| format!("{}/{year}", self.dice.between(1, 480))).into(),
            due: Stated::Is(due),
            capital,
            surcharge: Stated::Is(surcharge),
            surcharge_as_of: surcharge_as_of.into(),
            instalment: instalment.into(),
            cancelled: self.dice.chance(1).then_some(true).into(),
        }
    }

    /// Gives the debts of a notice their code, on most notices.
    fn send(&mut self, mut debts: Vec<DebtRecord>, all: &mut Vec<DebtRecord>) {
        let rf = if self.dice.chance(92) { self.rf(&debts) } else { None };
        let valid_until = rf.as_ref().and_then(|_| self.valid_until());
        for debt in &mut debts {
            debt.rf = rf.clone().into();
            debt.rf_valid_until = valid_until.map(Validity::Until).into();
        }
        all.append(&mut debts);
    }

    /// Unlike every other notice's: it ends with the running number of the notice's last debt.
    fn rf(&mut self, debts: &[DebtRecord]) -> Option<Rf> {
        let total =
            Money::sum(debts.iter().flat_map(|debt| [Some(debt.capital), debt.surcharge.value().copied()]).flatten())?;
        let digit = if self.dice.chance(40) { amount_check_digit(total) } else { BINDS_NO_AMOUNT };
        let year = debts.first()?.year;
        Rf::from_body(&format!("{INVENTED_ORGANISATION}{digit}{year:04}{:011}", self.next_number)).ok()
    }

    fn valid_until(&mut self) -> Option<NaiveDate> {
        match self.dice.between(1, 100) {
            1..=4 => self.today.checked_sub_days(Days::new(u64::from(self.dice.between(1, 300)))),
            5..=15 => self.today.checked_add_days(Days::new(u64::from(self.dice.between(30, 400)))),
            _ => None,
        }
    }

    /// The end of a month of one of the fiscal years up to today's.
    fn due(&mut self) -> NaiveDate {
        let this_year = self.today.year();
        let back = u32::try_from(this_year - FIRST_YEAR).unwrap_or(0);
        // Most debts are young.
        let age = self.dice.between(0, back).min(self.dice.between(0, back));
        let year = i32::try_from(age).map_or(this_year, |age| this_year - age);
        let next_month = NaiveDate::from_ymd_opt(year, self.dice.between(1, 12), 1)
            .and_then(|first| first.checked_add_months(Months::new(1)))
            .and_then(|next| next.pred_opt());
        next_month.unwrap_or(self.today)
    }

    /// What a municipality's system might have computed up to the first of this month, for a debt that was due.
    /// Only something to show: the desk computes no surcharges.
    fn surcharge(&self, capital: Money, due: NaiveDate) -> (Money, Option<NaiveDate>) {
        let as_of = self.today.with_day(1).unwrap_or(self.today);
        if due >= as_of {
            return (Money::ZERO, None);
        }
        let months = i64::from(as_of.year() - due.year()) * 12 + i64::from(as_of.month()) - i64::from(due.month());
        let cents = capital.cents() * 73 * months / 10_000;
        (Money::from_cents(cents).unwrap_or(Money::ZERO), Some(as_of))
    }
}

fn fiscal_year(due: NaiveDate) -> u16 {
    u16::try_from(due.year()).unwrap_or(u16::MAX)
}

fn describe(kind: &Kind, due: NaiveDate) -> String {
    let month = usize::try_from(due.month0()).ok().and_then(|month| MONTHS.get(month));
    match month {
        Some(month) if kind.monthly => format!("{}, {month} {}", kind.description, due.year()),
        _ => kind.description.to_owned(),
    }
}
