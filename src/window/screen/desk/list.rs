//! What a look-up found, where the cursor stands in it, and what is chosen to be paid. No rule of the desk is
//! here: what can be paid is what the desk said can be.

use std::collections::{BTreeMap, BTreeSet};

use crate::desk::{Found, FoundDebt, FoundDebtor, PayItem, PayTarget, QueryKind};
use crate::domain::debt::{DebtId, DebtStatus, Debtor};
use crate::domain::money::Money;
use crate::window::screen::KeyCommand;
use crate::window::screen::desk::part::Part;
use crate::window::screen::moved;

/// Rows that PgUp and PgDn jump.
pub const PAGE: usize = 8;

/// A row of the list of debtors, by their places in what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Debtors of one name who may be one person, together.
    Maybe(Vec<usize>),
    One(usize),
}

impl Entry {
    fn places(&self) -> &[usize] {
        match self {
            Entry::Maybe(places) => places,
            Entry::One(place) => std::slice::from_ref(place),
        }
    }
}

/// A result with its cursor and its choice.
#[derive(Debug, Clone)]
pub struct Listing {
    pub(super) found: Found,
    /// The rows of the list of debtors.
    pub(super) entries: Vec<Entry>,
    opened: Option<usize>,
    /// Whether the tax number of the shown debtor may be read.
    pub(super) unmasked: bool,
    pub(super) cursor: usize,
    chosen: BTreeSet<DebtId>,
    /// What is paid of those of which not all is.
    parts: BTreeMap<DebtId, Part>,
}

impl Listing {
    /// The result of a look-up. One debtor is shown with their debts at once; those of an RF code that can be
    /// paid are chosen already, so that scan, Enter, F9 is the whole way. Who may be one person stands together, and a
    /// code of theirs alone is opened too: whether they are one is asked before the card is.
    pub fn new(found: Found) -> Listing {
        let entries = entries(&found);
        let is_one = match entries.first() {
            Some(Entry::Maybe(places)) => found.kind == QueryKind::Rf && places.len() == found.debtors.len(),
            Some(Entry::One(_)) => entries.len() == 1,
            None => false,
        };
        let (chosen, parts) = (BTreeSet::new(), BTreeMap::new());
        let mut listing = Listing { entries, opened: None, unmasked: false, cursor: 0, chosen, parts, found };
        if is_one {
            listing.enter(0);
        }
        listing
    }

    /// The debtors of a row of that list.
    pub fn debtors_of<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a FoundDebtor> {
        entry.places().iter().filter_map(|place| self.found.debtors.get(*place))
    }

    /// The debtors whose debts are shown: several only where they may be one person.
    pub fn opened(&self) -> impl Iterator<Item = &FoundDebtor> {
        let entry = self.opened.and_then(|place| self.entries.get(place));
        entry.into_iter().flat_map(|entry| self.debtors_of(entry))
    }

    /// The debtor whose debts are shown, of several the first.
    pub fn debtor(&self) -> Option<&FoundDebtor> {
        self.opened().next()
    }

    pub fn debts(&self) -> impl Iterator<Item = &FoundDebt> {
        self.opened().flat_map(|debtor| &debtor.debts)
    }

    /// Rows that are shown: debts of the debtor, or debtors.
    pub fn rows(&self) -> usize {
        if self.opened.is_some() { self.debts().count() } else { self.entries.len() }
    }

    pub fn debt(&self) -> Option<&FoundDebt> {
        self.debts().nth(self.cursor)
    }

    pub fn is_chosen(&self, debt: DebtId) -> bool {
        self.chosen.contains(&debt)
    }

    /// The chosen debts, in the order of the list.
    pub fn chosen(&self) -> impl Iterator<Item = &FoundDebt> {
        self.debts().filter(|found| self.chosen.contains(&found.debt.id))
    }

    /// Whose the chosen debts are.
    pub fn payers(&self) -> Vec<&Debtor> {
        let is_chosen = |found: &&FoundDebtor| found.debts.iter().any(|debt| self.chosen.contains(&debt.debt.id));
        self.opened().filter(is_chosen).map(|found| &found.debtor).collect()
    }

    /// What the chosen debts come to; nothing where the sum is more than the desk can take.
    pub fn total(&self) -> Option<Money> {
        Money::sum(self.chosen().map(|found| self.paid_of(found)))
    }

    /// The chosen debts as an order's items.
    pub fn items(&self) -> Vec<PayItem> {
        let item = |found: &FoundDebt| {
            let amount = self.part(found.debt.id).map(|part| part.amount);
            PayItem { of: PayTarget::Debt(found.debt.id), amount }
        };
        self.chosen().map(item).collect()
    }

    /// What is paid of a debt instead of all that is open.
    pub fn part(&self, debt: DebtId) -> Option<Part> {
        self.parts.get(&debt).copied()
    }

    /// What is paid of a debt, where it is chosen.
    pub fn paid_of(&self, found: &FoundDebt) -> Money {
        self.part(found.debt.id).map_or(found.debt.open_amount(), |part| part.amount)
    }

    /// Chooses a debt, of which a part or all is paid.
    pub fn pay_part(&mut self, debt: DebtId, part: Option<Part>) {
        self.chosen.insert(debt);
        match part {
            Some(part) => drop(self.parts.insert(debt, part)),
            None => drop(self.parts.remove(&debt)),
        }
    }

    pub fn targets(&self) -> Vec<PayTarget> {
        self.chosen().map(|found| PayTarget::Debt(found.debt.id)).collect()
    }

    pub fn go(&mut self, command: KeyCommand) {
        self.cursor = moved(self.cursor, self.rows(), PAGE, command);
    }

    pub fn point(&mut self, row: usize) {
        self.cursor = row.min(self.rows().saturating_sub(1));
    }

    /// Enter: opens the debtor under the cursor, or shows the tax number of the one that is open.
    pub fn open(&mut self) {
        if self.opened.is_none() {
            self.enter(self.cursor);
        }
        self.unmasked = self.opened.is_some();
    }

    /// Back to the debtors; false where there is nothing to go back to.
    pub fn back(&mut self) -> bool {
        let several = self.entries.len() > 1;
        match self.opened {
            Some(place) if several => {
                self.opened = None;
                self.unmasked = false;
                self.chosen.clear();
                self.parts.clear();
                self.cursor = place;
                true
            }
            _ => false,
        }
    }

    /// Chooses the debt under the cursor or lets it go; says why where it cannot be paid.
    ///
    /// # Errors
    /// Where the debt stands.
    pub fn choose(&mut self) -> Result<(), DebtStatus> {
        let Some((id, status)) = self.debt().map(|found| (found.debt.id, found.status)) else { return Ok(()) };
        if status != DebtStatus::Open {
            return Err(status);
        }
        if !self.chosen.remove(&id) {
            self.chosen.insert(id);
        }
        Ok(())
    }

    /// Chooses all that can be paid, or none where all were.
    pub fn choose_all(&mut self) {
        let all = self.payable();
        self.chosen = if self.chosen == all { BTreeSet::new() } else { all };
    }

    fn enter(&mut self, place: usize) {
        if place >= self.entries.len() {
            return;
        }
        self.opened = Some(place);
        self.parts.clear();
        self.cursor = 0;
        self.chosen = if self.found.kind == QueryKind::Rf { self.payable() } else { BTreeSet::new() };
    }

    fn payable(&self) -> BTreeSet<DebtId> {
        self.debts().filter(|found| found.status == DebtStatus::Open).map(|found| found.debt.id).collect()
    }
}

/// Every debtor once; before the first of those that may be one person, all of these together.
fn entries(found: &Found) -> Vec<Entry> {
    let groups = found.maybe_one_person();
    let mut entries = Vec::new();
    for group in &groups {
        entries.push(Entry::Maybe(group.clone()));
        entries.extend(group.iter().map(|place| Entry::One(*place)));
    }
    let alone = (0..found.debtors.len()).filter(|place| !groups.iter().any(|group| group.contains(place)));
    entries.extend(alone.map(Entry::One));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::screen::desk::sample;

    fn listing(kind: QueryKind, debtors: usize) -> Listing {
        Listing::new(sample::found(kind, debtors))
    }

    #[test]
    fn all_payable_debts_of_a_scanned_code_are_chosen_and_no_other() {
        let listing = listing(QueryKind::Rf, 1);
        let chosen: Vec<i64> = listing.chosen().map(|found| found.debt.id.0).collect();
        assert_eq!(chosen, [1, 2]);
        assert_eq!(listing.total().unwrap().cents(), 10_219 + 5_000);
    }

    #[test]
    fn who_may_be_one_person_stands_together_and_apart() {
        let mut listing = Listing::new(sample::maybe_one_person(QueryKind::Name));
        assert_eq!(listing.entries, [Entry::Maybe(vec![0, 2]), Entry::One(0), Entry::One(2), Entry::One(1)]);
        listing.open();
        assert_eq!((listing.rows(), listing.opened().count()), (6, 2));
        listing.choose_all();
        let payers: Vec<i64> = listing.payers().iter().map(|debtor| debtor.id.0).collect();
        assert_eq!((listing.chosen().count(), payers), (4, vec![1, 3]));
        listing.choose_all();
        assert_eq!(listing.choose(), Ok(()));
        assert_eq!(listing.payers().len(), 1);
        assert!(listing.back());
        listing.go(KeyCommand::Down);
        listing.open();
        assert_eq!((listing.rows(), listing.opened().count()), (3, 1));
    }

    #[test]
    fn a_code_of_those_alone_who_may_be_one_person_is_opened_at_once() {
        let mut found = sample::maybe_one_person(QueryKind::Rf);
        found.debtors.remove(1);
        let listing = Listing::new(found);
        assert_eq!((listing.opened().count(), listing.payers().len(), listing.chosen().count()), (2, 2, 4));
        let among_others = Listing::new(sample::maybe_one_person(QueryKind::Rf));
        assert_eq!(among_others.opened().count(), 0);
    }

    #[test]
    fn nothing_is_chosen_for_a_tax_number_or_a_name() {
        assert_eq!(listing(QueryKind::Afm, 1).chosen().count(), 0);
        let mut several = listing(QueryKind::Name, 3);
        assert!(several.debtor().is_none());
        several.open();
        assert_eq!(several.chosen().count(), 0);
    }

    #[test]
    fn a_paid_debt_cannot_be_chosen_and_says_why() {
        let mut listing = listing(QueryKind::Afm, 1);
        listing.go(KeyCommand::Last);
        assert_eq!(listing.choose(), Err(DebtStatus::Paid));
        assert_eq!(listing.chosen().count(), 0);
        listing.go(KeyCommand::First);
        assert_eq!(listing.choose(), Ok(()));
        assert_eq!(listing.targets(), [PayTarget::Debt(DebtId(1))]);
        assert_eq!(listing.choose(), Ok(()));
        assert!(listing.targets().is_empty());
    }

    #[test]
    fn choosing_all_twice_chooses_none() {
        let mut listing = listing(QueryKind::Afm, 1);
        listing.choose_all();
        assert_eq!(listing.chosen().count(), 2);
        listing.choose_all();
        assert_eq!(listing.chosen().count(), 0);
    }

    #[test]
    fn the_cursor_stays_within_the_rows() {
        let mut listing = listing(QueryKind::Name, 3);
        listing.go(KeyCommand::Up);
        assert_eq!(listing.cursor, 0);
        listing.go(KeyCommand::PageDown);
        assert_eq!(listing.cursor, 2);
        listing.go(KeyCommand::Down);
        assert_eq!(listing.cursor, 2);
        listing.go(KeyCommand::First);
        assert_eq!(listing.cursor, 0);
    }

    #[test]
    fn a_tax_number_is_masked_until_the_debtor_is_opened_and_after_going_back() {
        let mut listing = listing(QueryKind::Name, 2);
        assert!(!listing.unmasked);
        listing.go(KeyCommand::Down);
        listing.open();
        assert!(listing.unmasked);
        assert_eq!(listing.debtor().unwrap().debtor.id.0, 2);
        assert!(listing.back());
        assert!(!listing.unmasked);
        assert_eq!(listing.cursor, 1);
        assert!(!listing.back());
    }

    #[test]
    fn what_was_chosen_of_one_debtor_is_not_carried_to_another() {
        let mut listing = listing(QueryKind::Name, 2);
        listing.open();
        listing.choose_all();
        listing.back();
        listing.go(KeyCommand::Down);
        listing.open();
        assert_eq!(listing.chosen().count(), 0);
    }
}
