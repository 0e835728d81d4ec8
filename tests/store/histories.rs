//! Whatever the desk does in whatever order, crashes included, the books agree with themselves and with a simple
//! account kept beside them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tameio::domain::attempt::{Attempt, AttemptState, AttemptStep};
use tameio::store::{Booked, StoreError};

use crate::books::{Books, OTHER_TERMINAL, TERMINAL, at, booking, record};

#[derive(Debug, Clone)]
enum Act {
    Prepare { other_terminal: bool, debts: Vec<u32> },
    Step { which: usize, step: AttemptStep },
    Book { which: usize },
    Load { debt: u32, euros: u32, cancelled: bool },
    Crash,
}

fn act() -> impl Strategy<Value = Act> {
    let step = prop_oneof![
        4 => Just(AttemptStep::Send),
        3 => Just(AttemptStep::Confirm),
        1 => Just(AttemptStep::Approve),
        1 => Just(AttemptStep::Decline),
        1 => Just(AttemptStep::CloseUncharged),
        2 => Just(AttemptStep::LoseTrack),
    ];
    prop_oneof![
        4 => (any::<bool>(), prop::sample::subsequence(vec![1, 2, 3, 4], 1..=2))
            .prop_map(|(other_terminal, debts)| Act::Prepare { other_terminal, debts }),
        6 => (0..4_usize, step).prop_map(|(which, step)| Act::Step { which, step }),
        4 => (0..4_usize).prop_map(|which| Act::Book { which }),
        2 => (1..=4_u32, 1..=60_u32, prop::bool::weighted(0.2))
            .prop_map(|(debt, euros, cancelled)| Act::Load { debt, euros, cancelled }),
        1 => Just(Act::Crash),
    ]
}

/// What is known from the answers alone.
#[derive(Default)]
struct Account {
    attempts: Vec<Attempt>,
    receipts: BTreeMap<i64, String>,
}

impl Account {
    /// One of the last attempts.
    fn pick(&self, which: usize) -> Option<Attempt> {
        self.attempts.iter().rev().nth(which).cloned()
    }

    fn prepare(&mut self, books: &mut Books, terminal: &str, debts: &[u32]) {
        if debts.iter().any(|n| books.debt(*n).open_amount().is_zero()) {
            return;
        }
        let held = debts.iter().any(|n| books.debt(*n).fenced);
        match books.try_prepare(terminal, debts) {
            Ok(attempt) => {
                assert!(!held, "a fenced debt was taken again");
                self.attempts.push(attempt);
            }
            Err(StoreError::DebtFenced { .. }) => assert!(held),
            Err(StoreError::TerminalBusy { session }) => {
                let busy = books.store.attempt_by_session(terminal, session).unwrap().unwrap();
                assert!(busy.state.is_in_flight());
            }
            Err(StoreError::DebtCancelled { .. }) => assert!(debts.iter().any(|n| books.debt(*n).cancelled)),
            Err(other) => panic!("{other}"),
        }
    }

    fn step(&mut self, books: &mut Books, attempt: &Attempt, step: AttemptStep) {
        let before = books.store.attempt(attempt.id).unwrap().unwrap().state;
        let legal = before.after(step).ok().filter(|_| step != AttemptStep::Approve);
        let taken = books.store.step(attempt.id, step, None, at(1), "maria").ok().map(|attempt| attempt.state);
        assert_eq!(taken, legal);
    }

    fn book(&mut self, books: &mut Books, attempt: &Attempt) {
        let before = books.store.attempt(attempt.id).unwrap().unwrap().state;
        match books.store.book(&booking(attempt)) {
            Ok(Booked::Now(receipt)) => {
                assert_eq!(usize::try_from(receipt.number.number()).unwrap(), self.receipts.len() + 1);
                assert!(self.receipts.insert(attempt.id.0, receipt.number.to_string()).is_none());
            }
            Ok(Booked::Already(receipt)) => {
                assert_eq!(self.receipts.get(&attempt.id.0), Some(&receipt.number.to_string()));
            }
            Err(StoreError::IllegalStep(_)) => assert!(before.after(AttemptStep::Approve).is_err()),
            Err(other) => panic!("{other}"),
        }
    }

    /// The books say what the answers said.
    fn agrees(&self, books: &Books) {
        books.assert_clean();
        for attempt in &self.attempts {
            let state = books.store.attempt(attempt.id).unwrap().unwrap().state;
            assert_eq!(state == AttemptState::Approved, self.receipts.contains_key(&attempt.id.0));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_keeps_the_books_right(acts in prop::collection::vec(act(), 1..40)) {
        let mut books = Books::new();
        books.load(vec![record(4, "10.00", "0.00")]);
        let mut account = Account::default();
        for act in acts {
            match act {
                Act::Prepare { other_terminal, debts } => {
                    let terminal = if other_terminal { OTHER_TERMINAL } else { TERMINAL };
                    account.prepare(&mut books, terminal, &debts);
                }
                Act::Step { which, step } => {
                    if let Some(attempt) = account.pick(which) {
                        account.step(&mut books, &attempt, step);
                    }
                }
                Act::Book { which } => {
                    if let Some(attempt) = account.pick(which) {
                        account.book(&mut books, &attempt);
                    }
                }
                Act::Load { debt, euros, cancelled } => {
                    let mut stated = record(debt, &format!("{euros}.00"), "1.00");
                    stated.cancelled = cancelled;
                    books.load(vec![stated]);
                }
                Act::Crash => {
                    books = books.crashed();
                    account.agrees(&books);
                }
            }
        }
        account.agrees(&books);
    }
}
