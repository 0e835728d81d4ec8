//! A terminal's thread that hangs: its desk's clock stands still for it, and the window's ticks are told.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex};
use std::time::Instant;

use tameio::desk::Caller;
use tameio::desk::Trouble;
use tameio::desk::clock::Clock;
use tameio::desk::watchdog::Work;
use tameio::domain::session::SessionNo;
use tameio::domain::time::Moment;
use tameio::text::say;

use super::*;

/// Further than the limit of any step but the wait for a card, and nearer than the window's lock.
const LONG: Duration = Duration::from_secs(250);

/// A clock that holds the terminal's thread, once armed: from the first reading on at which an attempt of the
/// books stands where it should hang.
#[derive(Default)]
struct Stalling {
    hang: Mutex<Option<Hang>>,
    released: Condvar,
}

struct Hang {
    books: PathBuf,
    /// The state on disk, or at once.
    state: Option<&'static str>,
}

impl Hang {
    fn holds(&self) -> bool {
        let Some(state) = self.state else { return true };
        let books = rusqlite::Connection::open(&self.books).unwrap();
        books.query_row("SELECT count(*) FROM attempt WHERE state = ?1", [state], |row| row.get(0)) == Ok(1)
    }
}

impl Clock for Stalling {
    fn now(&self) -> Moment {
        if std::thread::current().name() == Some("tameio-terminal") {
            let mut hang = self.hang.lock().unwrap();
            while hang.as_ref().is_some_and(Hang::holds) {
                hang = self.released.wait(hang).unwrap();
            }
        }
        SystemClock.now()
    }
}

impl Stalling {
    fn hang(&self, window: &Window, state: Option<&'static str>) {
        *self.hang.lock().unwrap() = Some(Hang { books: window.demo.setup.database(), state });
    }

    fn release(&self) {
        *self.hang.lock().unwrap() = None;
        self.released.notify_all();
    }
}

/// A desk before which somebody has signed in, whose terminal gives a stalled thread time to read its answer.
fn signed_in() -> (Window, Arc<Stalling>) {
    let clock = Arc::new(Stalling::default());
    let mut window = window();
    let mut config = (*window.demo.setup.config).clone();
    config.terminal.confirm_timeout = Duration::from_secs(60);
    let of_window: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
    window.demo.setup = Setup { config: Arc::new(config), clock: of_window, ..window.demo.setup.clone() };
    let options = WindowOptions { language: Some(Language::El), ..WindowOptions::default() };
    (window.app, window.inbox) = App::new(&window.demo.setup, &options);
    window.sign_in();
    window.scan();
    (window, clock)
}

/// Pays by card with a thread that will hang, and lets the time of the step pass.
fn hang_in_a_payment(window: &mut Window, clock: &Stalling, state: Option<&'static str>) {
    // What was asked at the sign-in is answered before the clock stands still.
    window.wait_to_read("screen-status-terminal-ready");
    clock.hang(window, state);
    window.press(&[Named::F9]);
    let start = Instant::now();
    tick(window, start);
    if state.is_some() {
        window.wait_to_read("screen-pay-now-sent");
    }
    assert_eq!(window.app.context(), Context::Paying);
    tick(window, start + LONG);
    assert!(window.shows(&words("screen-silent")));
    assert_eq!(window.app.context(), Context::Unknown);
}

fn tick(window: &mut Window, now: Instant) {
    drop(window.app.update(Message::Tick(now)));
}

fn words(key: &str) -> String {
    Text::new(Language::El).get(key)
}

fn session(window: &Window) -> SessionNo {
    let books = rusqlite::Connection::open(window.demo.setup.database()).unwrap();
    let number: u32 = books.query_row("SELECT session FROM attempt", [], |row| row.get(0)).unwrap();
    SessionNo::new(number).unwrap()
}

fn asked_for_money(window: &Window) -> usize {
    let frames = window.demo.terminal.frames();
    frames.iter().filter(|(ours, frame)| *ours && String::from_utf8_lossy(frame).contains("A/S")).count()
}

#[test]
fn a_payment_that_does_not_answer_shows_what_is_on_disk_and_its_late_answer_when_it_comes() {
    let (mut window, clock) = signed_in();
    hang_in_a_payment(&mut window, &clock, Some("sent"));
    let on_disk = Text::new(Language::El).with(
        "screen-unknown-technician",
        &[
            ("session", session(&window).to_string().into()),
            ("reason", words("screen-silent-disk-sent").into()),
            ("code", "sent".into()),
        ],
    );
    window.wait("what is on disk", |window| window.shows(&on_disk));
    assert!(window.shows(&words("screen-unknown-say")), "the card may be charged");
    let still = Desk::open(&window.demo.setup).unwrap().look_up(&Caller::User, window.rf.as_str()).unwrap();
    assert!(still.debtors.iter().flat_map(|one| &one.debts).all(|debt| debt.status == DebtStatus::Pending));

    clock.release();
    window.wait_to_read("screen-approved");
    assert_eq!((window.receipts().len(), window.demo.terminal.book().len()), (1, 1));
}

#[test]
fn while_a_payment_does_not_answer_the_next_is_refused_with_its_session_and_its_end_is_told_later() {
    let (mut window, clock) = signed_in();
    hang_in_a_payment(&mut window, &clock, Some("sent"));
    let session = session(&window);
    window.press(&[Named::Enter]);
    assert_eq!(window.app.context(), Context::Search);
    window.rf = payable(&window.demo).0;
    window.scan();
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    let refused = Trouble::Unanswered { work: Work::Payment, session: Some(session) };
    assert!(window.shows(&say::trouble(&Text::new(Language::El), &refused)));
    assert_eq!(asked_for_money(&window), 1);

    window.press(&[Named::Enter]);
    clock.release();
    window.wait("the receipt of the late answer", |window| {
        let Some(receipt) = window.receipts().into_iter().next() else { return false };
        let told = [("session", session.to_string().into()), ("number", receipt.number.to_string().into())];
        window.shows(&Text::new(Language::El).with("screen-late-approved", &told))
    });
    assert_eq!(window.app.context(), Context::Search, "whoever is served now is not disturbed");
    assert_eq!(window.demo.terminal.book().len(), 1);
    window.scan();
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    assert_eq!(window.demo.terminal.book().len(), 2, "the terminal is free again");
}

#[test]
fn a_payment_given_up_before_it_was_sent_is_never_sent() {
    let (mut window, clock) = signed_in();
    hang_in_a_payment(&mut window, &clock, None);
    assert!(window.shows(&words("screen-silent-given-up")));
    clock.release();
    window.wait_to_read("screen-failed");
    assert!(window.shows(&say::trouble(&Text::new(Language::El), &Trouble::GivenUp)));
    assert_eq!(asked_for_money(&window), 0);
    assert!(window.demo.terminal.book().is_empty() && window.receipts().is_empty());
    window.press(&[Named::Enter]);
    window.scan();
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    assert_eq!(window.receipts().len(), 1, "its debts are free again");
}

#[test]
fn an_echo_that_does_not_answer_is_not_waited_for() {
    let (mut window, clock) = signed_in();
    window.wait_to_read("screen-status-terminal-ready");
    clock.hang(&window, None);
    window.press(&[Named::F5]);
    let start = Instant::now();
    tick(&mut window, start);
    assert!(window.shows(&words("screen-status-terminal-asking")));
    tick(&mut window, start + LONG);
    assert!(window.shows(&words("screen-status-terminal-silent")));
    clock.release();
}
