use std::sync::mpsc::Receiver;

use super::*;
use crate::desk::{PayEnd, PrintEnd, PrintTrouble, RecoveredSession, StoreError, TerminalNo};
use crate::ecr::codes::ResultCode;
use crate::window::devices::{Job, Request};
use crate::window::screen::fixtures;

struct Bench {
    state: State,
    devices: Devices,
    jobs: Receiver<Job>,
}

fn bench(end: PayEnd, asks_again: bool) -> Bench {
    let (mut devices, jobs) = Devices::unmanned();
    let amount = Money::from_cents(15_219).unwrap();
    let report = PayReport { session: Some(fixtures::session()), amount, lines: Vec::new(), end };
    let said = Ok(report);
    let who = fixtures::signed_in();
    let of = Paid { payer: "ΟΦΕΙΛΕΤΗΣ 1".to_owned(), total: amount, back: None };
    let state = State::new(who, of, said, asks_again, &mut devices);
    Bench { state, devices, jobs }
}

fn approved(print: PrintEnd) -> PayEnd {
    PayEnd::Approved { receipt: Box::new(fixtures::receipt()), print, iris_unwanted: false }
}

fn lost(asks_again: bool) -> Bench {
    bench(PayEnd::Unknown { reason: "silent_after_sent" }, asks_again)
}

fn recovered(end: RecoverEnd) -> Arc<RecoverReport> {
    let amount = Money::from_cents(15_219).unwrap();
    let sessions =
        vec![RecoveredSession { session: fixtures::session(), amount, correction: None, end, trace: Vec::new() }];
    Arc::new(RecoverReport { sessions, ..RecoverReport::default() })
}

impl Bench {
    fn key(&mut self, command: KeyCommand) -> Action {
        let config = crate::config::Config::default();
        let today = Today { day: None, hours: &config.hours, now: chrono::NaiveDateTime::default() };
        self.state.key(command, today, &mut self.devices)
    }

    fn answer<R: Request>(&mut self, job: &Job, said: R::Answer) -> Option<Action> {
        self.state.answer(&job.answer::<R>(Ok(said)).unwrap(), &mut self.devices)
    }

    fn next_job(&self) -> Option<Job> {
        self.jobs.try_iter().find(|job| job.request::<ReadPaper>().is_none())
    }
}

#[test]
fn a_printer_that_cannot_tell_makes_the_cashier_say_whether_paper_came_out() {
    let mut bench = bench(approved(PrintEnd::Unconfirmed), true);
    assert_eq!(bench.state.context(), Context::ConfirmPaper);
    bench.key(KeyCommand::Yes);
    let job = bench.next_job().unwrap();
    assert_eq!(job.request::<ConfirmPrinted>().unwrap().number.to_string(), "A-2026-000001");
    bench.key(KeyCommand::Yes);
    assert!(bench.next_job().is_none(), "it is said once");
    assert!(matches!(bench.answer::<ConfirmPrinted>(&job, ()), Some(Action::Changed)));
    assert_eq!(bench.state.context(), Context::Outcome);
}

#[test]
fn paper_that_did_not_come_out_is_printed_again_by_its_number() {
    let mut bench = bench(approved(PrintEnd::NotPrinted(PrintTrouble::Store(StoreError::DiskFull))), true);
    assert_eq!(bench.state.context(), Context::PaperFailed);
    bench.key(KeyCommand::No);
    let job = bench.next_job().unwrap();
    assert_eq!(job.request::<Reprint>().unwrap().number.to_string(), "A-2026-000001");
    bench.answer::<Reprint>(&job, (fixtures::receipt(), PrintEnd::Printed { screen: None }));
    assert_eq!(bench.state.context(), Context::Outcome);
}

#[test]
fn a_lost_answer_is_asked_about_once_at_once_where_the_terminal_can_answer() {
    let bench = lost(true);
    assert!(bench.next_job().unwrap().request::<Recover>().is_some());
    assert!(bench.next_job().is_none());
    let silent = lost(false);
    assert!(silent.next_job().is_none(), "a dialect without RESEND is not asked by itself");
}

#[test]
fn what_the_terminal_confirms_afterwards_becomes_a_receipt() {
    let mut bench = lost(true);
    let job = bench.next_job().unwrap();
    let end =
        RecoverEnd::Approved { receipt: Box::new(fixtures::receipt()), print: PrintEnd::Printed { screen: None } };
    assert!(matches!(bench.answer::<Recover>(&job, recovered(end)), Some(Action::Changed)));
    assert_eq!(bench.state.receipt().unwrap().to_string(), "A-2026-000001");
    assert_eq!(bench.state.context(), Context::Outcome);
}

#[test]
fn what_the_terminal_denies_afterwards_is_not_charged() {
    let mut bench = lost(true);
    let job = bench.next_job().unwrap();
    bench.answer::<Recover>(&job, recovered(RecoverEnd::NotCharged));
    assert!(matches!(bench.state.end, End::NotCharged));
}

#[test]
fn an_outcome_that_stays_unknown_can_be_asked_again_and_its_slip_printed() {
    let mut bench = lost(true);
    let job = bench.next_job().unwrap();
    bench.answer::<Recover>(&job, recovered(RecoverEnd::StillUnknown { reason: "terminal_silent" }));
    assert_eq!(bench.state.context(), Context::Unknown);
    bench.key(KeyCommand::PrintSlip);
    let slip = bench.next_job().unwrap();
    assert_eq!(Some(slip.request::<UnknownSlip>().unwrap().session), bench.state.session());
    bench.answer::<UnknownSlip>(&slip, PrintEnd::Printed { screen: None });
    bench.key(KeyCommand::AskTerminal);
    assert!(bench.next_job().unwrap().request::<Recover>().is_some());
}

#[test]
fn an_outcome_that_may_still_run_is_asked_about_while_the_citizen_waits_and_when_it_can_be_known() {
    let mut bench = lost(true);
    let job = bench.next_job().unwrap();
    let start = fixtures::receipt().at;
    let (second, until) = (chrono::TimeDelta::seconds(1), start + chrono::TimeDelta::seconds(40));
    bench.state.tick(start, &mut bench.devices);
    bench.answer::<Recover>(&job, recovered(RecoverEnd::MayStillRun { until }));
    assert!(bench.next_job().unwrap().request::<UnknownSlip>().is_some());
    let mut asked = Vec::new();
    for passed in 1..=40 {
        bench.state.tick(start + second * passed, &mut bench.devices);
        if let Some(job) = bench.next_job() {
            asked.push(passed);
            bench.answer::<Recover>(&job, recovered(RecoverEnd::MayStillRun { until }));
        }
    }
    assert_eq!(asked, [15, 30, 40]);
}

#[test]
fn a_late_answer_to_another_job_changes_nothing() {
    let mut bench = lost(true);
    let _ = bench.next_job().unwrap();
    let _anothers = bench.devices.ask(Recover { who: fixtures::signed_in().into() });
    let other = bench.next_job().unwrap();
    assert!(bench.answer::<Recover>(&other, recovered(RecoverEnd::NotCharged)).is_none());
    assert!(matches!(bench.state.end, End::Unknown(_)));
}

#[test]
fn a_declined_card_leads_back_to_the_desk_and_prints_nothing() {
    let mut bench = bench(PayEnd::Declined(TerminalNo::Result(ResultCode::parse("05").unwrap())), true);
    assert!(bench.next_job().is_none());
    assert_eq!(bench.state.context(), Context::Outcome);
    assert!(matches!(bench.key(KeyCommand::Submit), Action::Done));
}
