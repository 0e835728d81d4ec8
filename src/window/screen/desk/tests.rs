use super::*;
use crate::desk::{DeskOpen, QueryKind};
use crate::domain::operator::OperatorId;
use std::sync::Arc;

use crate::window::devices::{Job, Request};
use crate::window::request::{AcceptClock, OpenTill as OpenTillRequest, RefuseCash, WaysToPay};
use crate::window::screen::fixtures;
use std::sync::mpsc::Receiver;

struct Bench {
    desk: State,
    devices: Devices,
    jobs: Receiver<Job>,
    day: Day,
}

fn bench() -> Bench {
    let (devices, jobs) = Devices::unmanned();
    let day = Day {
        till: Some(fixtures::till()),
        open: DeskOpen::ByReason("test".to_owned()),
        ended: false,
        earlier: None,
        blockers: Vec::new(),
        copy_is_old: false,
        change: None,
        not_compared: false,
        recovery: None,
        clock_doubts: Vec::new(),
        terminal_clock: None,
        debts: None,
    };
    Bench { desk: State::new(fixtures::signed_in(), false), devices, jobs, day }
}

impl Bench {
    fn key(&mut self, command: KeyCommand) -> Action {
        let config = crate::config::Config::default();
        let now = chrono::NaiveDateTime::default();
        let today = Today { day: Some(&self.day), hours: &config.hours, now };
        self.desk.key(command, today, &mut self.devices)
    }

    fn type_in(&mut self, text: &str) {
        self.field(SEARCH, text);
    }

    fn field(&mut self, id: &'static str, text: &str) {
        self.desk.input(Input::Field(id, text.to_owned()), &mut self.devices);
    }

    fn answer<R: Request>(&mut self, job: &Job, said: Result<R::Answer, Failed>) -> Option<Action> {
        self.desk.answer(&job.answer::<R>(said).unwrap(), &mut self.devices)
    }

    fn job(&self) -> Option<Job> {
        self.jobs.try_recv().ok()
    }

    fn find(&mut self, kind: QueryKind, debtors: usize) {
        self.type_in("RF");
        self.key(KeyCommand::Submit);
        let job = self.job().unwrap();
        self.answer::<LookUp>(&job, Ok(sample::found(kind, debtors)));
    }
}

#[test]
fn scan_enter_f9_is_the_whole_way() {
    let mut bench = bench();
    bench.find(QueryKind::Rf, 1);
    let Action::Charge(what) = bench.key(KeyCommand::PayCard) else { panic!("no payment") };
    let Movement::Payment { order, total, payer } = *what else { panic!("{what:?}") };
    assert_eq!(order.tender, Tender::Card);
    assert_eq!(order.items.len(), 2);
    assert!(order.items.iter().all(|item| item.amount.is_none()));
    assert_eq!((total.cents(), payer.as_str()), (15_219, "ΟΦΕΙΛΕΤΗΣ 1"));
}

#[test]
fn a_look_up_is_asked_once_and_an_answer_to_another_is_dropped() {
    let mut bench = bench();
    bench.type_in("123456783");
    bench.key(KeyCommand::Submit);
    bench.key(KeyCommand::Submit);
    let mine = bench.job().unwrap();
    assert_eq!(mine.request::<LookUp>().unwrap().input, "123456783");
    assert!(bench.job().is_none());
    let who = fixtures::signed_in();
    let _anothers = bench.devices.ask(LookUp { who, input: "987654321".to_owned() });
    let other = bench.job().unwrap();
    bench.answer::<LookUp>(&other, Ok(sample::found(QueryKind::Afm, 1)));
    assert!(matches!(bench.desk.shown, Shown::Nothing));
    bench.answer::<LookUp>(&mine, Ok(sample::found(QueryKind::Afm, 1)));
    assert_eq!(bench.desk.context(), Context::Results);
}

#[test]
fn cash_is_counted_and_never_becomes_a_payment() {
    let mut bench = bench();
    bench.find(QueryKind::Rf, 1);
    assert!(matches!(bench.key(KeyCommand::CashAsked), Action::None));
    let job = bench.job().unwrap();
    assert_eq!(job.request::<RefuseCash>().unwrap().items.len(), 2);
    assert_eq!(bench.desk.context(), Context::Cash);
    assert!(matches!(bench.key(KeyCommand::PayCard), Action::None));
    bench.key(KeyCommand::PrintSlip);
    let job = bench.job().unwrap();
    assert_eq!(job.request::<WaysToPay>().unwrap().items.len(), 2);
    bench.key(KeyCommand::Back);
    assert_eq!(bench.desk.context(), Context::Results);
    assert!(bench.job().is_none());
}

#[test]
fn nothing_is_paid_while_the_till_is_closed_or_nothing_is_chosen_or_the_search_was_changed() {
    let mut bench = bench();
    assert!(matches!(bench.key(KeyCommand::PayCard), Action::None));
    bench.find(QueryKind::Rf, 1);
    bench.day.till = None;
    assert!(matches!(bench.key(KeyCommand::PayCard), Action::None));
    assert_eq!(bench.desk.hint, Some(Hint::TillClosed));
    bench.day.till = Some(fixtures::till());
    bench.type_in("RFx");
    assert!(matches!(bench.key(KeyCommand::PayCard), Action::None));
    assert_eq!(bench.desk.hint, Some(Hint::NothingChosen));
}

#[test]
fn a_scan_after_a_result_begins_a_new_search() {
    let mut bench = bench();
    bench.find(QueryKind::Rf, 1);
    // The field still holds the settled text, and the scanner's first letter comes behind it.
    bench.type_in("RFR");
    assert_eq!(bench.desk.search, "R");
    bench.type_in("RF");
    assert_eq!(bench.desk.search, "RF");
    assert_eq!(bench.desk.context(), Context::Search);
}

#[test]
fn letters_that_no_field_took_land_in_the_search() {
    let mut bench = bench();
    bench.find(QueryKind::Rf, 1);
    for letter in ["R", "F", "7"] {
        assert!(matches!(bench.desk.typed(&Pressed::Text(letter.to_owned())), Action::Focus(SEARCH)));
    }
    assert_eq!(bench.desk.search, "RF7");
    bench.desk.typed(&Pressed::Erase);
    assert_eq!(bench.desk.search, "RF");
}

#[test]
fn opening_the_till_asks_a_reason_only_when_the_desk_wants_one() {
    let mut bench = bench();
    bench.day.till = None;
    bench.key(KeyCommand::Till);
    let job = bench.job().unwrap();
    assert!(job.request::<OpenTillRequest>().unwrap().reason.is_none());
    let refused = Arc::new(crate::desk::Refusal::NeedsReason.into());
    assert!(matches!(bench.answer::<OpenTillRequest>(&job, Err(refused)), Some(Action::Focus(REASON))));
    assert_eq!(bench.desk.context(), Context::Form);
    bench.key(KeyCommand::Submit);
    assert!(bench.job().is_none(), "a reason is not empty");
    bench.field(REASON, "λαϊκή αγορά");
    bench.key(KeyCommand::Submit);
    let job = bench.job().unwrap();
    assert_eq!(job.request::<OpenTillRequest>().unwrap().reason.as_deref(), Some("λαϊκή αγορά"));
    assert!(matches!(bench.answer::<OpenTillRequest>(&job, Ok(fixtures::till())), Some(Action::Changed)));
    assert_eq!(bench.desk.context(), Context::Search);
}

#[test]
fn escape_goes_back_to_the_debtors_and_then_clears_the_desk() {
    let mut bench = bench();
    bench.find(QueryKind::Name, 3);
    bench.key(KeyCommand::Down);
    bench.key(KeyCommand::Submit);
    let Shown::Result(listing) = &bench.desk.shown else { panic!("no result") };
    assert!(listing.debtor().is_some());
    bench.key(KeyCommand::Back);
    let Shown::Result(listing) = &bench.desk.shown else { panic!("no result") };
    assert!(listing.debtor().is_none());
    assert!(matches!(bench.key(KeyCommand::Back), Action::Focus(SEARCH)));
    assert!(matches!(bench.desk.shown, Shown::Nothing));
    assert!(bench.desk.search.is_empty());
}

#[test]
fn the_last_row_is_in_sight_when_the_cursor_stands_on_it() {
    assert!((part(0, 9) - 0.0).abs() < f32::EPSILON);
    assert!((part(8, 9) - 1.0).abs() < f32::EPSILON);
    assert!((part(0, 1) - 0.0).abs() < f32::EPSILON);
    assert_eq!(OperatorId::parse("maria").unwrap(), fixtures::signed_in().operator().id);
}

#[test]
fn a_clock_in_doubt_is_asked_about_before_f9_asks_for_a_card_and_before_f4_opens_the_till() {
    for key in [KeyCommand::PayCard, KeyCommand::Till] {
        let mut bench = bench();
        let now = chrono::DateTime::UNIX_EPOCH;
        bench.day.clock_doubts = vec![ClockDoubt::BehindTheBooks { now, latest: now + chrono::TimeDelta::hours(1) }];
        bench.find(QueryKind::Rf, 1);
        assert!(matches!(bench.key(key), Action::Focus("clock-reason")));
        assert_eq!(bench.desk.context(), Context::Form);
        bench.key(KeyCommand::Submit);
        assert!(bench.job().is_none(), "a reason is not empty");
        bench.field("clock-reason", "το διόρθωσε ο τεχνικός");
        bench.field("form-second", "eleni");
        bench.field("form-second-pin", "246813");
        bench.key(KeyCommand::Submit);
        let job = bench.job().unwrap();
        let AcceptClock { id, pin, reason } = job.request::<AcceptClock>().unwrap();
        assert_eq!((id.as_str(), pin.digits(), reason.as_str()), ("eleni", "246813", "το διόρθωσε ο τεχνικός"));
        let refused = Arc::new(crate::desk::Refusal::NotAllowed.into());
        bench.answer::<AcceptClock>(&job, Err(refused));
        assert_eq!(bench.desk.context(), Context::Form, "what was typed is still there, but the PIN");
        bench.field("form-second-pin", "246813");
        bench.key(KeyCommand::Submit);
        let job = bench.job().unwrap();
        assert!(matches!(bench.answer::<AcceptClock>(&job, Ok(())), Some(Action::Changed)));
        assert_eq!(bench.desk.context(), Context::Results, "the citizen's debts are still there");
    }
}

#[test]
fn a_till_that_the_clock_keeps_shut_leads_to_the_question_about_the_clock() {
    let mut bench = bench();
    bench.day.till = None;
    bench.key(KeyCommand::Till);
    let job = bench.job().unwrap();
    let now = chrono::DateTime::UNIX_EPOCH;
    let doubt = ClockDoubt::BehindTheBooks { now, latest: now + chrono::TimeDelta::hours(1) };
    let refused = Arc::new(crate::desk::Refusal::ClockInDoubt(doubt).into());
    bench.answer::<OpenTillRequest>(&job, Err(refused));
    assert_eq!(bench.desk.context(), Context::Form);
    bench.key(KeyCommand::Back);
    assert_eq!(bench.desk.context(), Context::Search);
}

#[test]
fn a_day_that_was_closed_is_opened_again_by_a_supervisor_with_a_reason() {
    let mut bench = bench();
    bench.day.till = None;
    bench.key(KeyCommand::Till);
    let job = bench.job().unwrap();
    let refused = Arc::new(crate::desk::Refusal::DayWasClosed("1-2026-11-23".into()).into());
    bench.answer::<OpenTillRequest>(&job, Err(refused));
    assert_eq!(bench.desk.context(), Context::Form);
    bench.field(REASON, "λάθος ρολόι");
    bench.key(KeyCommand::Submit);
    assert!(bench.job().unwrap().request::<OpenTillRequest>().unwrap().reason.is_some());
}

#[test]
fn f4_opens_a_till_only_where_nothing_must_be_seen_to_first() {
    let led = |change: fn(&mut Day)| {
        let mut bench = bench();
        bench.day.till = None;
        change(&mut bench.day);
        let there = matches!(bench.key(KeyCommand::Till), Action::Go(Destination::Till));
        (there, bench.job().is_some_and(|job| job.request::<OpenTillRequest>().is_some()))
    };
    assert_eq!(led(|_| {}), (false, true));
    assert_eq!(led(|day| day.till = Some(fixtures::till())), (true, false));
    assert_eq!(led(|day| day.earlier = Some(fixtures::till())), (true, false));
    assert_eq!(led(|day| day.ended = true), (true, false));
    assert_eq!(led(|day| day.not_compared = true), (true, false), "books from a copy");
}
