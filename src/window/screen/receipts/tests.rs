use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::*;
use crate::desk::{CorrectionQuote, ReceiptPage, Refusal, ResolveEnd};
use crate::domain::attempt::{Attempt, AttemptId, AttemptState};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{money::Money, operator::OperatorId, session::SessionNo, time::Moment};
use crate::window::devices::{Failed, Job, Request};
use crate::window::request::{Approve, FindReceipts, Offer, ReadAround, Resolve as ResolveRequest, Unresolved};
use crate::window::screen::{fixtures, paying::Movement};

struct Bench {
    state: State,
    devices: Devices,
    jobs: Receiver<Job>,
}

fn bench(tab: Tab) -> Bench {
    let (mut devices, jobs) = Devices::unmanned();
    let settings = Settings { parts: true, terminal: "tcp:ours".to_owned() };
    let state = State::new(fixtures::signed_in(), settings, Wanted::Tab(tab), &mut devices);
    Bench { state, devices, jobs }
}

impl Bench {
    fn key(&mut self, command: KeyCommand) -> Action {
        let config = crate::config::Config::default();
        let today = Today { day: None, hours: &config.hours, now: chrono::NaiveDateTime::default() };
        self.state.key(command, today, &mut self.devices)
    }

    fn type_in(&mut self, text: &str) {
        self.state.typed(&Pressed::Text(text.to_owned()));
    }

    fn answer<R: Request>(&mut self, job: &Job, said: R::Answer) -> Option<Action> {
        self.answer_with::<R>(job, Ok(said))
    }

    fn answer_with<R: Request>(&mut self, job: &Job, said: Result<R::Answer, Failed>) -> Option<Action> {
        self.state.answer(&job.answer::<R>(said).unwrap(), &mut self.devices)
    }

    fn job(&self) -> Option<Job> {
        self.jobs.try_iter().find(|job| job.request::<ReadAround>().is_none())
    }

    /// Answers the look-up with receipts of these numbers.
    fn list(&mut self, numbers: std::ops::Range<u32>, more: bool) {
        let job = self.job().unwrap();
        let receipts = numbers.rev().map(receipt).collect();
        self.answer::<FindReceipts>(&job, ReceiptPage { receipts, more, amounts_shown: true });
    }

    fn numbers(&self) -> Vec<u32> {
        self.state.list.shown.iter().map(|receipt| receipt.number.number()).collect()
    }
}

fn receipt(number: u32) -> Receipt {
    Receipt { number: ReceiptNo::new("A", 2026, number).unwrap(), ..fixtures::receipt() }
}

fn attempt(id: i64, terminal: &str) -> Attempt {
    Attempt {
        id: AttemptId(id),
        session: SessionNo::new(7).unwrap(),
        desk: "1".to_owned(),
        terminal: terminal.to_owned(),
        operator: OperatorId::parse("maria").unwrap(),
        amount: Money::from_cents(500).unwrap(),
        lines: Vec::new(),
        correction: None,
        state: AttemptState::Unknown,
        reason: Some("crashed".to_owned()),
        prepared_at: Moment::UNIX_EPOCH,
        changed_at: Moment::UNIX_EPOCH,
    }
}

fn pending(attempts: Vec<Attempt>) -> Bench {
    let mut bench = bench(Tab::Pending);
    let job = bench.job().unwrap();
    bench.answer::<Unresolved>(&job, attempts);
    bench
}

#[test]
fn a_long_list_goes_on_with_the_page_after_its_last_row_and_asks_for_it_once() {
    let mut bench = bench(Tab::Receipts);
    bench.list(10..50, true);
    for _ in 0..6 {
        bench.key(KeyCommand::PageDown);
    }
    let asked = bench.job().unwrap();
    let before = asked.request::<FindReceipts>().unwrap().before.as_ref();
    assert_eq!(before.unwrap().number(), 10);
    assert!(bench.job().is_none(), "once");
    assert_eq!(bench.state.list.cursor, 39);
}

#[test]
fn the_next_page_stands_behind_the_first_and_the_cursor_stays() {
    let mut bench = bench(Tab::Receipts);
    bench.list(3..5, true);
    bench.key(KeyCommand::Down);
    bench.key(KeyCommand::Down);
    bench.list(1..3, false);
    assert_eq!((bench.numbers(), bench.state.list.cursor), (vec![4, 3, 2, 1], 1));
    bench.key(KeyCommand::PageDown);
    assert!(bench.job().is_none(), "there are no older ones");
}

#[test]
fn an_answer_to_an_earlier_search_is_dropped_and_typing_begins_a_new_one() {
    let mut bench = bench(Tab::Receipts);
    let first = bench.job().unwrap();
    bench.type_in("12,34");
    bench.key(KeyCommand::Submit);
    let page = |number| ReceiptPage { receipts: vec![receipt(number)], more: false, amounts_shown: true };
    // Nobody holds its ticket any more.
    assert!(first.answer::<FindReceipts>(Ok(page(1))).is_none());
    let second = bench.job().unwrap();
    assert_eq!(second.request::<FindReceipts>().unwrap().typed, "12,34");
    assert!(matches!(bench.answer::<FindReceipts>(&second, page(2)), Some(Action::Select(SEARCH))));
    assert_eq!(bench.numbers(), [2]);
    bench.type_in("5");
    assert_eq!(bench.state.list.search, "5");
}

#[test]
fn nothing_is_asked_of_the_terminal_before_the_second_person_is_proven() {
    let mut bench = bench(Tab::Receipts);
    bench.list(1..2, false);
    bench.key(KeyCommand::Void);
    let offer = bench.job().unwrap();
    bench.type_in("too early");
    let quote = CorrectionQuote { original: receipt(1), lines: Vec::new(), total: Money::from_cents(500).unwrap() };
    let offered = || quote.clone();
    bench.answer::<Offer>(&offer, offered());
    for text in ["λάθος", "eleni", "246813"] {
        bench.type_in(text);
        bench.key(KeyCommand::Submit);
    }
    let again = bench.job().unwrap();
    assert_eq!(again.request::<Offer>().unwrap().order.reason, "λάθος", "it is offered once more");
    bench.key(KeyCommand::Submit);
    bench.answer::<Offer>(&again, offered());
    let approving = bench.job().unwrap();
    let Approve { act, id, .. } = approving.request::<Approve>().unwrap();
    assert_eq!((*act, id.as_str()), (Act::VoidPayment, "eleni"));
    let wrong = Arc::new(Refusal::WrongPin { failures: 1, wait: 1 }.into());
    let action = bench.answer_with::<Approve>(&approving, Err(wrong));
    assert!(matches!(action, Some(Action::Focus("form-second-pin"))));
    bench.type_in("135791");
    bench.key(KeyCommand::Submit);
    let again = bench.job().unwrap();
    bench.answer::<Offer>(&again, offered());
    let approving = bench.job().unwrap();
    let action = bench.answer::<Approve>(&approving, fixtures::signed_in());
    assert!(
        matches!(action, Some(Action::Charge(what)) if matches!(&*what, Movement::Back { order, .. } if order.reason == "λάθος"))
    );
    assert!(bench.job().is_none());
}

#[test]
fn what_the_desk_refuses_to_take_back_is_not_filled_in_blindly() {
    let mut bench = bench(Tab::Receipts);
    bench.list(1..2, false);
    bench.key(KeyCommand::Void);
    let offer = bench.job().unwrap();
    bench.answer_with::<Offer>(&offer, Err(Arc::new(Refusal::NotAllowed.into())));
    for text in ["λάθος", "eleni", "246813"] {
        bench.type_in(text);
        bench.key(KeyCommand::Submit);
    }
    assert!(bench.job().is_none(), "nothing more is asked");
    bench.key(KeyCommand::Back);
    assert_eq!(bench.state.context(), Context::Receipts);
}

#[test]
fn the_lock_forgets_a_pin_that_was_typed_and_not_used() {
    let mut bench = pending(vec![attempt(1, "tcp:ours")]);
    bench.key(KeyCommand::NotCharged);
    for text in ["η αναφορά δεν την έχει", "eleni"] {
        bench.type_in(text);
        bench.key(KeyCommand::Submit);
    }
    bench.type_in("246813");
    bench.state.forget();
    bench.key(KeyCommand::Submit);
    assert!(bench.job().is_none(), "the PIN is missing again");
}

#[test]
fn a_decision_under_way_is_not_left_behind() {
    let mut bench = pending(vec![attempt(1, "tcp:ours")]);
    bench.key(KeyCommand::NotCharged);
    for text in ["η αναφορά δεν την έχει", "eleni", "246813"] {
        bench.type_in(text);
        bench.key(KeyCommand::Submit);
    }
    let approving = bench.job().unwrap();
    bench.answer::<Approve>(&approving, fixtures::signed_in());
    let deciding = bench.job().unwrap();
    assert_eq!(deciding.request::<ResolveRequest>().unwrap().claim, Claim::NotCharged);
    bench.key(KeyCommand::Back);
    assert_eq!(bench.state.context(), Context::Form);
    let ended = ResolveEnd::NotCharged { correction: None };
    assert!(matches!(bench.answer::<ResolveRequest>(&deciding, ended), Some(Action::Decided { .. })));
}

#[test]
fn the_fields_of_the_slip_are_the_evidence_and_are_read_before_a_pin_is_used() {
    let mut bench = pending(vec![attempt(1, "tcp:ours")]);
    bench.key(KeyCommand::Charged);
    let fields = ["resolve-stan", "resolve-auth", "resolve-time", "resolve-amount", "form-second", "form-second-pin"];
    for (id, text) in fields.into_iter().zip(["42", "A1B2", "23/11/2026 10:15", "128,40", "eleni", "246813"]) {
        bench.state.input(Input::Field(id, text.to_owned()), &mut bench.devices);
    }
    bench.key(KeyCommand::Submit);
    assert!(bench.job().is_none(), "a code has six letters or digits at least");
    bench.state.input(Input::Field("resolve-auth", "A1B2C3".to_owned()), &mut bench.devices);
    bench.key(KeyCommand::Submit);
    let approving = bench.job().unwrap();
    bench.answer::<Approve>(&approving, fixtures::signed_in());
    let asked = bench.job().unwrap();
    let evidence = &asked.request::<ResolveRequest>().unwrap().evidence;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    let card = evidence.of_a_charge(day).unwrap().card_data(Money::ZERO);
    assert_eq!((card.stan.as_str(), card.auth_code.as_str(), card.rrn.as_str()), ("42", "A1B2C3", ""));
    assert_eq!(card.at.unwrap().to_string(), "2026-11-23 10:15:00");
    assert!(evidence.text().contains("AMOUNT=128,40"));
}

#[test]
fn of_two_terminals_with_one_session_number_only_our_own_is_decided_here() {
    let mut bench = pending(vec![attempt(1, "tcp:theirs"), attempt(2, "tcp:ours")]);
    bench.key(KeyCommand::NotCharged);
    assert_eq!(bench.state.context(), Context::Pending);
    assert!(matches!(&bench.state.pending.said, Some(pending::Said::Elsewhere(terminal)) if terminal == "tcp:theirs"));
    bench.key(KeyCommand::Down);
    bench.key(KeyCommand::NotCharged);
    assert_eq!(bench.state.context(), Context::Form);
}
