//! Whatever the desk does in whatever order, on days that are opened and closed, with voids, refunds, resolutions,
//! prints and crashes, the books agree with themselves and with a simple account kept beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use tameio::config::{Config, TerminalLink};
use tameio::desk::clock::ManualClock;
use tameio::desk::{Desk, DeskError, Setup};
use tameio::domain::attempt::{Attempt, AttemptState, AttemptStep};
use tameio::domain::audit::AuditAct;
use tameio::domain::balance::Balance;
use tameio::domain::correction::CorrectionKind;
use tameio::domain::debt::DebtStatus;
use tameio::domain::money::Money;
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::receipt::{Receipt, ReceiptKind};
use tameio::domain::reconcile::BatchReport;
use tameio::domain::refusal::{NotCorrectable, Refusal};
use tameio::domain::stated::Stated;
use tameio::paper::device::PrinterLink;
use tameio::store::{Booked, KeptZ, ReceiptFilter, Resolution, Resolved, StoreError, Verdict};
use tameio_testing::books::PIN;
use tameio_testing::{Nobody, pins};

use super::books::{Books, DESK, OTHER_TERMINAL, TERMINAL, at, booking, cashier, closing, entry, record, supervisor};
use super::close;

#[derive(Debug, Clone)]
enum Act {
    Prepare {
        other_terminal: bool,
        debts: Vec<u32>,
    },
    Step {
        which: usize,
        step: AttemptStep,
    },
    Book {
        which: usize,
    },
    Correct {
        which: usize,
        void: bool,
        share: u32,
    },
    Resolve {
        which: usize,
        charged: bool,
    },
    Load {
        debt: u32,
        euros: u32,
        cancelled: bool,
    },
    Crash,
    /// Opens the next day's till, or closes the open one, after the receipts were printed or without: by the books alone, or
    /// by the use cases of a desk, whose terminal may say something else of its batches.
    Till {
        print: bool,
        at_the_desk: Option<Terminals>,
    },
    /// A payment from its debt to its booking.
    Sell {
        debt: u32,
        euros: u32,
    },
    /// Whatever is open is ended without a charge, everything is printed, and the till is closed; where none is, the next
    /// day's is opened.
    EndDay {
        at_the_desk: Option<Terminals>,
    },
    /// Prints a receipt: the first time, or a copy.
    Print {
        which: usize,
    },
    RefuseCash,
}

/// What the terminals say of their batches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Terminals {
    Agree,
    Differ,
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
    let at_the_desk = || {
        let agree = prop::option::weighted(0.7, any::<bool>());
        agree.prop_map(|agree| agree.map(|agree| if agree { Terminals::Agree } else { Terminals::Differ }))
    };
    prop_oneof![
        8 => (1..=4_u32, 1..=60_u32).prop_map(|(debt, euros)| Act::Sell { debt, euros }),
        4 => at_the_desk().prop_map(|at_the_desk| Act::EndDay { at_the_desk }),
        4 => (any::<bool>(), prop::sample::subsequence(vec![1, 2, 3, 4], 1..=2))
            .prop_map(|(other_terminal, debts)| Act::Prepare { other_terminal, debts }),
        6 => (0..4_usize, step).prop_map(|(which, step)| Act::Step { which, step }),
        4 => (0..4_usize).prop_map(|which| Act::Book { which }),
        4 => (0..4_usize, any::<bool>(), 1..=4_u32)
            .prop_map(|(which, void, share)| Act::Correct { which, void, share }),
        1 => (0..4_usize, any::<bool>()).prop_map(|(which, charged)| Act::Resolve { which, charged }),
        2 => (1..=4_u32, 1..=60_u32, prop::bool::weighted(0.2))
            .prop_map(|(debt, euros, cancelled)| Act::Load { debt, euros, cancelled }),
        1 => Just(Act::Crash),
        3 => (any::<bool>(), at_the_desk()).prop_map(|(print, at_the_desk)| Act::Till { print, at_the_desk }),
        2 => (0..4_usize).prop_map(|which| Act::Print { which }),
        1 => Just(Act::RefuseCash),
    ]
}

/// What is known from the answers alone.
#[derive(Default)]
struct Account {
    attempts: Vec<Attempt>,
    receipts: BTreeMap<i64, String>,
    /// The sales, the newest last, with what was given back of each and whether it was voided.
    sales: Vec<(Receipt, i64, bool)>,
    /// What each debt had paid, in cents.
    paid: BTreeMap<String, i64>,
    /// The open till, and how many there were.
    day: Option<Day>,
    days: u32,
    /// The numbers of the documents that came out on paper.
    printed: BTreeSet<String>,
}

/// What the open till should hold.
#[derive(Default)]
struct Day {
    name: String,
    documents: u64,
    net: i64,
    sales: u64,
    refusals: u64,
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
            Err(StoreError::Refused(Refusal::Debt { status: DebtStatus::Pending, .. })) => assert!(held),
            Err(StoreError::TerminalBusy { session }) => {
                let busy = books.store.attempt_by_session(terminal, session).unwrap().unwrap();
                assert!(busy.state.is_in_flight());
            }
            Err(StoreError::Refused(Refusal::Debt { status: DebtStatus::Cancelled, .. })) => {
                assert!(debts.iter().any(|n| books.debt(*n).cancelled))
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn step(&mut self, books: &mut Books, attempt: &Attempt, step: AttemptStep) {
        let before = books.store.attempt(attempt.id).unwrap().unwrap().state;
        let legal = before.after(step).ok().filter(|_| step != AttemptStep::Approve);
        let taken = books
            .store
            .step(attempt.id, step, None, at(1), &OperatorId::parse("maria").unwrap().into())
            .ok()
            .map(|attempt| attempt.state);
        assert_eq!(taken, legal);
    }

    fn book(&mut self, books: &mut Books, attempt: &Attempt) {
        let before = books.store.attempt(attempt.id).unwrap().unwrap().state;
        match books.store.book(&booking(attempt)) {
            Ok(Booked::Now(receipt)) => {
                assert_eq!(usize::try_from(receipt.number.number()).unwrap(), self.receipts.len() + 1);
                assert!(self.receipts.insert(attempt.id.0, receipt.number.to_string()).is_none());
                self.note(receipt);
            }
            Ok(Booked::Already(receipt)) => {
                assert_eq!(self.receipts.get(&attempt.id.0), Some(&receipt.number.to_string()));
            }
            Err(StoreError::IllegalStep(_)) => assert!(before.after(AttemptStep::Approve).is_err()),
            Err(other) => panic!("{other}"),
        }
    }

    /// What a document does to the account.
    fn note(&mut self, receipt: Receipt) {
        let sign = if receipt.kind == ReceiptKind::Sale { 1 } else { -1 };
        if let Some(day) = &mut self.day {
            day.documents += 1;
            day.sales += u64::from(sign == 1);
            day.net += sign * receipt.amount.cents();
        }
        for line in &receipt.lines {
            let cents = line.capital.cents() + line.surcharge.cents();
            *self.paid.entry(line.external_id.clone()).or_default() += sign * cents;
        }
        let Some(correction) = &receipt.correction else {
            self.sales.push((receipt, 0, false));
            return;
        };
        let sale = self.sales.iter_mut().find(|(sale, ..)| sale.number == correction.original).unwrap();
        assert!(!sale.2, "a voided receipt was corrected");
        assert!(receipt.kind == ReceiptKind::Refund || sale.1 == 0, "a void after a refund");
        sale.1 += receipt.amount.cents();
        sale.2 |= receipt.kind == ReceiptKind::Void;
        assert!(sale.1 <= sale.0.amount.cents(), "more back than was taken");
    }

    /// Prepares a void, or a refund of a share of each line.
    fn correct(&mut self, books: &mut Books, which: usize, void: bool, share: u32) {
        let Some((sale, back, voided)) = self.sales.iter().rev().nth(which).cloned() else { return };
        let part = |amount: Money| Money::from_cents(amount.cents() / i64::from(share)).unwrap();
        let mut lines = books.left(&sale);
        assert_eq!(lines.iter().map(|line| line.amount().cents()).sum::<i64>(), sale.amount.cents() - back);
        if !void {
            lines
                .iter_mut()
                .for_each(|line| (line.capital, line.surcharge) = (part(line.capital), part(line.surcharge)));
            lines.retain(|line| !line.amount().is_zero());
        }
        if lines.is_empty() {
            return;
        }
        let held = lines.iter().any(|line| books.store.debts(&[line.debt]).unwrap()[0].fenced);
        let kind = if void { CorrectionKind::Void } else { CorrectionKind::Refund };
        match books.try_correct(TERMINAL, kind, &sale, Some(lines)) {
            Ok(attempt) => {
                assert!(!held && !voided && (!void || back == 0));
                self.attempts.push(attempt);
            }
            Err(StoreError::Refused(Refusal::Debt { status: DebtStatus::Pending, .. })) => assert!(held),
            Err(StoreError::TerminalBusy { session }) => {
                let busy = books.store.attempt_by_session(TERMINAL, session).unwrap().unwrap();
                assert!(busy.state.is_in_flight());
            }
            Err(StoreError::Refused(Refusal::CorrectionOpen(session))) => {
                let open = books.store.attempt_by_session(TERMINAL, session).unwrap().unwrap();
                assert_eq!(open.correction.unwrap().original, sale.number);
            }
            Err(StoreError::Refused(Refusal::ReceiptMoved { why: NotCorrectable::AlreadyRefunded, .. })) => {
                assert!(void && back > 0)
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn resolve(&mut self, books: &mut Books, attempt: &Attempt, charged: bool) {
        let before = books.store.attempt(attempt.id).unwrap().unwrap().state;
        let verdict = if charged { Verdict::Charged(booking(attempt)) } else { Verdict::NotCharged };
        let resolution = Resolution {
            attempt: attempt.id,
            verdict,
            evidence: "STAN 42 AUTH A1B2C3 10:15".into(),
            operator: cashier(),
            approver: supervisor(),
            at: at(3),
        };
        match books.store.resolve(&resolution) {
            Ok(Resolved::Booked(receipt)) => {
                assert!(charged && before == AttemptState::Unknown);
                assert!(self.receipts.insert(attempt.id.0, receipt.number.to_string()).is_none());
                self.note(*receipt);
            }
            Ok(Resolved::NotCharged(closed)) => {
                assert!(!charged && before == AttemptState::Unknown && !closed.state.is_open());
            }
            Err(StoreError::IllegalStep(_)) => assert!(before != AttemptState::Unknown),
            Err(other) => panic!("{other}"),
        }
    }

    fn sell(&mut self, books: &mut Books, debt: u32, euros: u32) {
        // So much more than was paid of it is owed.
        let paid = u32::try_from(books.debt(debt).paid.cents() / 100).unwrap();
        books.load(vec![record(debt, &format!("{}.00", paid + euros), "1.00")]);
        let before = self.attempts.len();
        self.prepare(books, TERMINAL, &[debt]);
        if let Some(attempt) = self.attempts.get(before).cloned() {
            self.step(books, &attempt, AttemptStep::Send);
            self.step(books, &attempt, AttemptStep::Confirm);
            self.book(books, &attempt);
        }
    }

    fn end_day(&mut self, books: &mut Books, at_the_desk: Option<Terminals>) {
        for attempt in self.attempts.clone() {
            match books.store.attempt(attempt.id).unwrap().unwrap().state {
                AttemptState::Prepared => self.step(books, &attempt, AttemptStep::CloseUncharged),
                AttemptState::Sent | AttemptState::Confirmed => {
                    self.step(books, &attempt, AttemptStep::LoseTrack);
                    self.resolve(books, &attempt, false);
                }
                AttemptState::Unknown => self.resolve(books, &attempt, false),
                _ => {}
            }
        }
        let was_open = self.day.is_some();
        self.till(books, true, at_the_desk);
        assert_ne!(self.day.is_some(), was_open, "nothing was in the way");
    }

    fn till(&mut self, books: &mut Books, print: bool, at_the_desk: Option<Terminals>) {
        let Some(day) = &self.day else {
            self.days += 1;
            let till = close::open(books, self.days);
            self.day = Some(Day { name: till.name, ..Day::default() });
            return;
        };
        let all = books.store.receipts(&ReceiptFilter::default()).unwrap();
        for receipt in all.iter().filter(|_| print) {
            books.store.mark_printed(&receipt.number, at(8), &OperatorId::parse("maria").unwrap().into()).unwrap();
            self.printed.insert(receipt.number.to_string());
        }
        let lost = |attempt: &&Attempt| {
            let state = books.store.attempt(attempt.id).unwrap().unwrap().state;
            state.is_open() && state != AttemptState::Prepared
        };
        let open = self.attempts.iter().filter(lost).count();
        let unprinted = all.iter().filter(|receipt| !self.printed.contains(&receipt.number.to_string())).count();
        let closed = match at_the_desk {
            None => books.store.close_till(&closing(&day.name)),
            Some(terminals) => close_at_the_desk(books, &day.name, terminals),
        };
        match closed {
            Ok(kept) => {
                assert_eq!((open, unprinted), (0, 0), "closed over what is open");
                let z = kept.report;
                assert_eq!((z.all.count, z.all.total.cents()), (day.documents, day.net));
                assert_eq!((z.sales.count, z.cash_refusals), (day.sales, day.refusals));
                assert_eq!(u32::try_from(books.store.z_reports(None).unwrap().len()).unwrap(), z.number.number());
                self.day = None;
            }
            Err(StoreError::Refused(Refusal::TillBlocked { blockers, .. })) => {
                assert_eq!(blockers.len(), open + unprinted)
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn print(&mut self, books: &mut Books, which: usize) {
        let all = books.store.receipts(&ReceiptFilter::default()).unwrap();
        let Some(receipt) = all.get(which) else { return };
        if self.printed.insert(receipt.number.to_string()) {
            books.store.mark_printed(&receipt.number, at(8), &OperatorId::parse("maria").unwrap().into()).unwrap();
        } else {
            assert_eq!(
                books.store.count_copy(&receipt.number, at(8), &OperatorId::parse("maria").unwrap().into()),
                Ok(receipt.copies + 1)
            );
        }
    }

    fn refuse_cash(&mut self, books: &mut Books) {
        books.store.count_cash_refusal(DESK, at(3), entry(AuditAct::CashRefused, "1")).unwrap();
        if let Some(day) = &mut self.day {
            day.refusals += 1;
        }
    }

    /// The books say what the answers said.
    fn agrees(&self, books: &Books) {
        books.assert_clean();
        for attempt in &self.attempts {
            let state = books.store.attempt(attempt.id).unwrap().unwrap().state;
            assert_eq!(state == AttemptState::Approved, self.receipts.contains_key(&attempt.id.0));
        }
        for n in 1..=4 {
            let debt = books.debt(n);
            assert_eq!(debt.paid.cents(), self.paid.get(&debt.external_id).copied().unwrap_or_default());
        }
    }
}

/// The whole of a supervisor's close at a desk on these books: it is not closed before each batch was compared, nor before
/// each difference was explained.
fn close_at_the_desk(books: &Books, till: &str, terminals: Terminals) -> Result<KeptZ, StoreError> {
    let mut config = Config::default();
    config.terminal.link = TerminalLink::Tcp { address: Nobody::at_all() };
    config.printer.link = PrinterLink::Screen;
    let clock = Arc::new(ManualClock::at(at(10)));
    let setup = Setup { data_dir: books.folder().to_owned(), config: Arc::new(config), clock, demo: false };
    pins::cheapen(&setup.database(), Some("eleni"), PIN);
    let mut desk = Desk::open(&setup).unwrap();
    let who = desk.sign_in(&supervisor(), &Pin::parse(PIN).unwrap()).unwrap();
    let refused = |error: DeskError| match error {
        DeskError::Refused(refusal) => StoreError::Refused(refusal),
        other => panic!("{other}"),
    };
    let (_, found) = desk.reconciliation(&who, Some(till)).unwrap();
    if !found.comparison.batches.is_empty() {
        match desk.close_till(&who, Some(till)) {
            Err(DeskError::Refused(Refusal::NotCompared { .. })) => {}
            Err(error) => return Err(refused(error)),
            Ok(_) => panic!("closed without a comparison"),
        }
    }
    for batch in &found.comparison.batches {
        let more = Balance::from_cents(if terminals == Terminals::Differ { 100 } else { 0 });
        let (name, total) = (batch.name.clone(), batch.ours.total.and(more).unwrap());
        let report = BatchReport { name, count: Some(batch.ours.count), total, moves: None, telling: 0 };
        desk.report_batches(&who, Some(till), &[report], None).unwrap();
    }
    let (_, found) = desk.reconciliation(&who, Some(till)).unwrap();
    let differences = found.comparison.mismatches.len();
    assert_eq!(differences > 0, terminals == Terminals::Differ && !found.comparison.batches.is_empty());
    for mismatch in &found.comparison.mismatches {
        let early = desk.close_till(&who, Some(till)).map(drop);
        assert!(matches!(early, Err(DeskError::Refused(Refusal::Unexplained { .. }))), "{early:?}");
        desk.explain(&who, Some(till), &mismatch.reference, "δοκιμή").unwrap();
    }
    let (kept, print) = desk.close_till(&who, Some(till)).map_err(refused)?;
    assert!(print.is_printed() && kept.printed_at.is_some());
    assert_eq!((kept.report.differences.len(), kept.report.closed_by.as_str()), (differences, "eleni"));
    assert!(kept.report.not_asked.is_some(), "nobody answered at the terminal, and the report says so");
    assert_eq!(desk.z_reports(&who, Some(till)).unwrap(), std::slice::from_ref(&kept));
    Ok(kept)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_keeps_the_books_right(acts in prop::collection::vec(act(), 1..60)) {
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
                Act::Correct { which, void, share } => account.correct(&mut books, which, void, share),
                Act::Resolve { which, charged } => {
                    if let Some(attempt) = account.pick(which) {
                        account.resolve(&mut books, &attempt, charged);
                    }
                }
                Act::Load { debt, euros, cancelled } => {
                    let mut stated = record(debt, &format!("{euros}.00"), "1.00");
                    stated.cancelled = Stated::Is(cancelled);
                    books.load(vec![stated]);
                }
                Act::Till { print, at_the_desk } => account.till(&mut books, print, at_the_desk),
                Act::Sell { debt, euros } => account.sell(&mut books, debt, euros),
                Act::EndDay { at_the_desk } => account.end_day(&mut books, at_the_desk),
                Act::Print { which } => account.print(&mut books, which),
                Act::RefuseCash => account.refuse_cash(&mut books),
                Act::Crash => {
                    books = books.crashed();
                    account.agrees(&books);
                }
            }
        }
        account.agrees(&books);
    }
}
