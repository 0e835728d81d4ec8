//! What the window asks of its threads by itself.

use super::*;
use crate::desk::{Caller, PayOrder, Refusal, watchdog::Limits};
use crate::domain::{money::Money, tender::Tender};
use crate::window::devices::Job;
use crate::window::screen::fixtures::{setup, signed_in};

fn asked<R: super::super::devices::Request>(jobs: &[Job]) -> bool {
    jobs.iter().any(|job| job.request::<R>().is_some())
}

#[test]
fn a_payment_has_the_terminal_and_the_room_on_the_disk_to_itself() {
    let dir = tempfile::tempdir().unwrap();
    let setup = setup(dir.path());
    let (mut app, _inbox) = App::new(&setup, &WindowOptions::default());
    let (devices, taken) = Devices::unmanned();
    app.devices = devices;
    app.ask_devices();
    let jobs: Vec<Job> = taken.try_iter().collect();
    assert!(asked::<Echo>(&jobs) && asked::<CheckDisk>(&jobs) && asked::<PrinterStatus>(&jobs));
    let order = PayOrder { tender: Tender::Card, items: Vec::new(), one_payer: false };
    let limits = Limits::of(&setup.config.terminal);
    let payment = paying::Movement::Payment { order, total: Money::ONE_EURO, payer: "ΟΦΕΙΛΕΤΗΣ".to_owned() };
    let paying = paying::State::start(payment, &signed_in(), limits, &mut app.devices);
    app.place = Place::Paying(Box::new(paying));
    app.ask_devices();
    let jobs: Vec<Job> = taken.try_iter().collect();
    assert!(asked::<PrinterStatus>(&jobs) && !asked::<Echo>(&jobs) && !asked::<CheckDisk>(&jobs));
}

#[test]
fn who_asks_again_waits_for_the_new_answer_and_does_with_it_once_what_was_to_be_done() {
    let dir = tempfile::tempdir().unwrap();
    let (mut app, _inbox) = App::new(&setup(dir.path()), &WindowOptions::default());
    let (devices, taken) = Devices::unmanned();
    // Their jobs are numbered from the start again.
    (app.devices, app.asked) = (devices, super::asked::Asked::default());
    let failed = || Err(std::sync::Arc::new(Refusal::NotAllowed.into()));
    app.ask(PrinterStatus { who: Caller::User }, |app, _| app.seen.printer = Some(PrinterSeen::Ready));
    app.ask(CheckDisk { who: Caller::User }, App::disk_checked);
    app.ask(CheckDisk { who: Caller::User }, App::disk_checked);
    let jobs: Vec<Job> = taken.try_iter().collect();
    assert!(jobs[1].answer::<CheckDisk>(failed()).is_none(), "nobody waits for the first");
    let answer = jobs[2].answer::<CheckDisk>(failed()).unwrap();
    assert!(app.own_answer(&answer) && app.seen.disk_fails && app.seen.printer.is_none());
    assert!(!app.waits_for::<CheckDisk>() && app.waits_for::<PrinterStatus>());
    app.seen.disk_fails = false;
    assert!(!app.own_answer(&answer) && !app.seen.disk_fails, "it is taken once");
}
