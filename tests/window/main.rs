//! The window from the lock to the receipt, pressed as a cashier presses it: keys go into the view and what
//! they bring goes into `update`; the threads, the database, the terminal's bytes and the paper are real.
#![cfg(feature = "window")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod books;
mod clocks;
mod day_files;
mod devices;
mod disk;
mod give_back;
mod hung;
mod imports;
mod one_payer;
mod parts;
mod pending;
mod people;
mod scans;
mod sizes;
mod till;

use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::keyboard::Key;
use iced::keyboard::key::Named;
use iced_test::Simulator;
use tameio::desk::Caller;
use tameio::desk::clock::SystemClock;
use tameio::desk::demo::Demo;
use tameio::desk::{Desk, PayEnd, PayItem, PayOrder, PayTarget, ReceiptFilter, Refusal, Setup};
use tameio::domain::debt::DebtStatus;
use tameio::domain::money::Money;
use tameio::domain::receipt::Receipt;
use tameio::domain::rf::Rf;
use tameio::domain::tender::Tender;
use tameio::ecr::simulator::Mood;
use tameio::paper::device::PrinterLink;
use tameio::text::{Language, Text};
use tameio::window::app::App;
use tameio::window::devices::Inbox;
use tameio::window::keys::Context;
use tameio::window::message::Message;
use tameio::window::{DemoHints, WindowOptions};
use tameio_testing::books::copy_folder;
use tempfile::TempDir;

/// Far more than any answer takes; only a failure waits so long.
const BOUND: Duration = Duration::from_secs(60);

struct Window {
    app: App,
    inbox: Inbox,
    demo: Demo,
    rf: Rf,
    total: Money,
    /// When the last key came, and how long after it the next does: whoever types is told from a scanner by that.
    typed: Instant,
    pace: Duration,
    _dir: TempDir,
}

/// As a person types, and as a scanner does.
const BY_HAND: Duration = Duration::from_millis(100);
const BY_SCANNER: Duration = Duration::from_millis(8);

/// A locked window on invented data, with a terminal that answers at once and a printer that is the screen.
fn window() -> Window {
    let dir = tempfile::tempdir().unwrap();
    copy_folder(&books::made().path().join("desk"), &dir.path().join("desk"));
    let mut demo = books::prepared(dir.path());
    let mut config = (*demo.setup.config).clone();
    // What comes is never late, however busy the machine is.
    config.terminal.confirm_timeout = BOUND;
    demo.setup.config = Arc::new(config);
    let (rf, total) = payable(&demo);
    let options = WindowOptions {
        demo: Some(DemoHints { operator: demo.operator.clone(), pin: demo.pin.clone() }),
        settings: None,
        language: Some(Language::El),
    };
    let (app, inbox) = App::new(&demo.setup, &options);
    Window { app, inbox, demo, rf, total, typed: Instant::now(), pace: BY_HAND, _dir: dir }
}

/// An RF code that can be paid, and what is owed by it.
fn payable(demo: &Demo) -> (Rf, Money) {
    let mut desk = Desk::open(&demo.setup).unwrap();
    let who = desk.sign_in(&demo.operator, &demo.pin).unwrap();
    let found = desk.look_up(&who, "ου").unwrap();
    let debts = found.debtors.iter().flat_map(|debtor| &debtor.debts);
    debts
        .filter(|found| found.status == DebtStatus::Open)
        .filter_map(|found| found.debt.rf.clone())
        .find_map(|rf| {
            let items = vec![PayItem { of: PayTarget::Rf(rf.clone()), amount: None }];
            let quote = desk.quote(&who, &PayOrder { tender: Tender::Card, items, one_payer: false }).ok()?;
            Some((rf, quote.total))
        })
        .unwrap()
}

impl Window {
    /// Keys, pressed one after another before the window has drawn itself again.
    fn press(&mut self, keys: &[Named]) {
        let mut view = Simulator::new(self.app.view());
        for key in keys {
            view.tap_key(Key::Named(*key));
        }
        let messages: Vec<Message> = view.into_messages().collect();
        self.take(messages);
    }

    /// Text, as a scanner or a person types it, wherever the cursor is.
    fn type_in(&mut self, text: &str) {
        let mut view = Simulator::new(self.app.view());
        view.typewrite(text);
        let messages: Vec<Message> = view.into_messages().collect();
        self.take(messages);
    }

    fn take(&mut self, messages: Vec<Message>) {
        for message in messages {
            drop(match message {
                Message::Pressed(pressed, _) => {
                    self.typed += self.pace;
                    self.app.update(Message::Pressed(pressed, self.typed))
                }
                message => self.app.update(message),
            });
        }
        if self.pace == BY_HAND {
            self.rest();
        }
    }

    /// Nothing is typed for a while.
    fn rest(&mut self) {
        self.typed += Duration::from_secs(1);
        drop(self.app.update(Message::Release(self.typed)));
    }

    /// Gives the window what its threads answer, until it is where it should be.
    fn wait(&mut self, what: &str, there: impl Fn(&Window) -> bool) {
        while !there(self) {
            let answer = self.inbox.wait(BOUND).unwrap_or_else(|| panic!("never came to: {what}"));
            drop(self.app.update(Message::Answer(answer)));
        }
    }

    fn wait_for(&mut self, context: Context) {
        self.wait(&format!("{context:?}"), |window| window.app.context() == context);
    }

    fn wait_to_read(&mut self, key: &str) {
        let words = Text::new(Language::El).get(key);
        self.wait(&words, |window| window.shows(&words));
    }

    fn shows(&self, words: &str) -> bool {
        Simulator::new(self.app.view()).find(words).is_ok()
    }

    fn sign_in(&mut self) {
        self.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
        let pin = self.demo.pin.digits().to_owned();
        self.type_in(&pin);
        self.press(&[Named::Enter]);
        self.wait_for(Context::Search);
    }

    /// After the lock, with the screen as it was left.
    fn sign_in_again(&mut self) {
        self.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
        let pin = self.demo.pin.digits().to_owned();
        self.type_in(&pin);
        self.press(&[Named::Enter]);
        self.wait("the screen behind the lock", |window| window.app.context() != Context::Lock);
    }

    /// What a scanner sends, with its last key.
    fn scanner_sends(&mut self, code: &str, end: &[Named]) {
        self.pace = BY_SCANNER;
        self.type_in(code);
        self.press(end);
        self.pace = BY_HAND;
        self.rest();
    }

    /// Scans the notice: its code, and Enter.
    fn scan(&mut self) {
        let code = self.rf.to_string();
        self.scanner_sends(&code, &[Named::Enter]);
        self.wait_for(Context::Results);
    }

    fn receipts(&self) -> Vec<Receipt> {
        Desk::open(&self.demo.setup)
            .unwrap()
            .look_up_receipts(&Caller::User, &ReceiptFilter::default())
            .unwrap()
            .receipts
    }
}

#[test]
fn from_the_lock_to_the_receipt_by_keyboard_and_scanner_alone() {
    let mut window = window();
    assert_eq!(window.app.context(), Context::Lock);
    window.sign_in();
    window.scan();
    assert!(window.shows(&format!("{}\u{a0}€", window.total.greek())), "the amount stands large in the basket");
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Paying);
    window.wait_for(Context::Outcome);
    assert!(window.shows("Πληρώθηκε"));
    let receipts = window.receipts();
    let charges = window.demo.terminal.book();
    assert_eq!((receipts.len(), charges.len()), (1, 1));
    assert!(window.shows(&format!("Απόδειξη {}", receipts[0].number)));
    assert_eq!(receipts[0].amount, window.total);
    assert!(receipts[0].printed_at.is_some());
    window.press(&[Named::Enter]);
    assert_eq!(window.app.context(), Context::Search);
    assert!(!window.shows(window.rf.as_str()), "the desk is empty for the next citizen");
}

#[test]
fn cash_never_reaches_the_terminal_and_is_counted() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.press(&[Named::F8]);
    assert_eq!(window.app.context(), Context::Cash);
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Cash);
    window.press(&[Named::Enter]);
    let open = |window: &Window| Desk::open(&window.demo.setup).unwrap();
    window
        .wait("the refusal in the books", |window| open(window).till_status(&Caller::User).unwrap().cash_refusals == 1);
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Results);
    assert!(window.demo.terminal.book().is_empty());
    assert!(window.demo.terminal.frames().iter().all(|(_, frame)| !String::from_utf8_lossy(frame).contains("A/")));
    assert!(window.receipts().is_empty());
}

#[test]
fn pressing_f9_again_and_again_charges_once() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.press(&[Named::F9, Named::F9, Named::Enter, Named::F9]);
    assert_eq!(window.app.context(), Context::Paying);
    window.press(&[Named::F9, Named::F8, Named::Enter, Named::Escape]);
    assert_eq!(window.app.context(), Context::Paying);
    window.wait_for(Context::Outcome);
    assert_eq!(window.demo.terminal.book().len(), 1);
    assert_eq!(window.receipts().len(), 1);
}

#[test]
fn a_payment_goes_on_behind_the_lock() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.press(&[Named::F9]);
    window.press(&[Named::F12]);
    assert_eq!(window.app.context(), Context::Lock);
    window.wait("a printed receipt behind the lock", |window| {
        window.receipts().first().is_some_and(|receipt| receipt.printed_at.is_some())
    });
    assert_eq!(window.app.context(), Context::Lock);
    window.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
    window.type_in("248613");
    window.press(&[Named::Enter]);
    window.wait_for(Context::Outcome);
    assert!(window.shows("Πληρώθηκε"));
}

#[test]
fn a_lost_answer_is_asked_for_by_itself_and_ends_in_one_receipt() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.demo.terminal.set_mood(Mood::LoseAnswer);
    window.press(&[Named::F9]);
    window.wait_for(Context::Unknown);
    window.wait_to_read("screen-approved");
    assert_eq!(window.demo.terminal.book().len(), 1);
    assert_eq!(window.receipts().len(), 1);
}

/// A window before which a payment was declined and charged after all, which stopped the next one.
fn charged_after_all() -> Window {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.demo.terminal.set_mood(Mood::ApprovesLate);
    window.press(&[Named::F9]);
    window.wait_to_read("screen-declined");
    window.press(&[Named::Enter]);
    window.demo.terminal.set_mood(Mood::Approve);
    window.scan();
    window.press(&[Named::F9]);
    window.wait_to_read("screen-refused");
    window
}

#[test]
fn a_debt_that_was_charged_after_all_is_not_asked_for_again_and_nobody_reads_that_it_was_not() {
    let text = Text::new(Language::El);
    let window = charged_after_all();
    assert!(window.shows_part("tameio foreign book 1"));
    assert!(!window.shows(&text.get("screen-not-sent")), "it was charged");
    assert_eq!((window.demo.terminal.book().len(), window.receipts().len()), (1, 0));
}

#[test]
fn a_receipt_that_has_no_paper_yet_stays_in_sight_until_it_is_printed() {
    let mut window = window();
    // The desk before this one died between the booking and the paper.
    let mut config = (*window.demo.setup.config).clone();
    config.printer.link = PrinterLink::File("no/such/folder/receipt.bin".into());
    let without_printer = Setup { config: Arc::new(config), ..window.demo.setup.clone() };
    let mut desk = Desk::open(&without_printer).unwrap();
    let who = desk.sign_in(&window.demo.operator, &window.demo.pin).unwrap();
    let items = vec![PayItem { of: PayTarget::Rf(window.rf.clone()), amount: None }];
    let report = desk.pay(&who, &PayOrder { tender: Tender::Card, items, one_payer: false }, &mut |_| {});
    assert!(matches!(report.end, PayEnd::Approved { ref print, .. } if !print.is_printed()), "{:?}", report.end);
    window.sign_in();
    window.wait("the receipt without paper", |window| window.shows("1 απόδειξη χωρίς χαρτί"));
    let number = window.receipts()[0].number.clone();
    let (receipt, end) = Desk::open(&window.demo.setup).unwrap().reprint(&Caller::User, &number).unwrap();
    assert!(end.is_printed() && receipt.copies == 0, "the first paper is no copy");
    window.press(&[Named::F5]);
    window.wait("the books to be in order", |window| !window.shows("1 απόδειξη χωρίς χαρτί"));
}

#[test]
fn a_wrong_pin_leaves_the_window_locked_and_says_so() {
    let mut window = window();
    window.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
    window.type_in("000000");
    window.press(&[Named::Enter]);
    let refusal = tameio::text::say::refusal(&Text::new(Language::El), &Refusal::WrongPin { failures: 1, wait: 1 });
    window.wait("the refusal in words", |window| window.shows(&refusal));
    assert_eq!(window.app.context(), Context::Lock);
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Lock);
    assert!(!window.shows("000000"));
}
