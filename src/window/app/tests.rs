//! What the window asks of its threads by itself.

use std::sync::Arc;

use super::*;
use crate::config::Config;
use crate::desk::{PayOrder, clock::SystemClock, watchdog::Limits};
use crate::domain::{money::Money, tender::Tender};
use crate::window::devices::Job;
use crate::window::screen::fixtures::signed_in;

fn asked<R: super::super::devices::Request>(jobs: &[Job]) -> bool {
    jobs.iter().any(|job| job.request::<R>().is_some())
}

#[test]
fn a_payment_has_the_terminal_and_the_room_on_the_disk_to_itself() {
    let dir = tempfile::tempdir().unwrap();
    let setup = Setup {
        data_dir: dir.path().join("desk"),
        config: Arc::new(Config::default()),
        clock: Arc::new(SystemClock),
        demo: false,
    };
    let (mut app, _inbox) = App::new(&setup, &WindowOptions { demo: None, language: None });
    let (devices, taken) = Devices::unmanned();
    app.devices = devices;
    app.ask_devices();
    let jobs: Vec<Job> = taken.try_iter().collect();
    assert!(asked::<Echo>(&jobs) && asked::<CheckDisk>(&jobs) && asked::<PrinterStatus>(&jobs));
    let order = PayOrder { tender: Tender::Card, items: Vec::new(), one_payer: false };
    let limits = Limits::of(&setup.config.terminal);
    let paying =
        paying::State::start(&signed_in(), order, Money::ONE_EURO, "ΟΦΕΙΛΕΤΗΣ".to_owned(), limits, &mut app.devices);
    app.place = Place::Paying(Box::new(paying));
    app.ask_devices();
    let jobs: Vec<Job> = taken.try_iter().collect();
    assert!(asked::<PrinterStatus>(&jobs) && !asked::<Echo>(&jobs) && !asked::<CheckDisk>(&jobs));
}
