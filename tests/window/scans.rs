//! A scanner that types into whatever is on the screen: it searches at the desk, and does nothing else anywhere.

use iced::keyboard::key::{Code, Physical};
use iced::keyboard::{Event, Location, Modifiers};
use tameio::desk::clock::Clock as _;
use tameio::ecr::message::ReplySession;
use tameio::ecr::simulator::HeldForeign;
use tameio::paper::device::PrinterLink;

use super::give_back::{SECOND, SECOND_PIN, as_cashier, paid, reopen, words};
use super::imports::{HEAD, with_files};
use super::pending::press_letter;
use super::people::sign_in_as;
use super::*;

const ENTER: &[Named] = &[Named::Enter];
const TAB: &[Named] = &[Named::Tab];

/// A desk whose printer cannot say whether paper came out.
fn with_a_dumb_printer() -> Window {
    let mut window = window();
    let printer = window._dir.path().join("lp0");
    std::fs::write(&printer, b"").unwrap();
    let mut config = (*window.demo.setup.config).clone();
    config.printer.link = PrinterLink::Usb(printer);
    window.demo.setup.config = Arc::new(config);
    reopen(&mut window);
    window
}

fn wrong_pins(window: &Window) -> i64 {
    let books = rusqlite::Connection::open(window.demo.setup.database()).unwrap();
    books.query_row("SELECT count(*) FROM wrong_pin", [], |row| row.get(0)).unwrap()
}

/// The question whether the paper came out, after a payment.
fn asked_for_the_paper() -> Window {
    let mut window = with_a_dumb_printer();
    window.sign_in();
    window.scan();
    window.press(&[Named::F9]);
    window.wait_for(Context::ConfirmPaper);
    window.rf = payable(&window.demo).0;
    window
}

impl Window {
    /// The debts of the notice, found.
    fn found(&mut self) {
        let code = self.rf.to_string();
        self.found_by(&code);
    }

    fn found_by(&mut self, scan: &str) {
        self.wait("the debts of the scan", |window| window.app.context() == Context::Results && window.shows(scan));
    }

    /// A letter with Ctrl, as a scanner sends the separator GS.
    fn group_separator(&mut self) {
        let mut view = Simulator::new(self.app.view());
        view.simulate([iced::Event::Keyboard(Event::KeyPressed {
            key: Key::Character("]".into()),
            modified_key: Key::Character("]".into()),
            physical_key: Physical::Code(Code::BracketRight),
            location: Location::Standard,
            modifiers: Modifiers::CTRL,
            text: Some("\u{1d}".into()),
            repeat: false,
        })]);
        let messages: Vec<Message> = view.into_messages().collect();
        self.take(messages);
    }
}

#[test]
fn five_scans_at_the_lock_are_no_attempts() {
    let mut window = window();
    window.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
    let code = window.rf.to_string();
    for end in [ENTER, TAB, ENTER, TAB, &[Named::Enter, Named::Enter], ENTER] {
        window.scanner_sends(&code, end);
        assert_eq!(window.app.context(), Context::Lock);
        assert!(window.shows(&words("pin-is-a-code")));
    }
    assert_eq!(wrong_pins(&window), 0);
    window.sign_in();
}

#[test]
fn a_scan_ended_by_enter_or_tab_replaces_what_stood_at_the_desk() {
    let mut window = window();
    window.sign_in();
    for end in [ENTER, TAB] {
        window.type_in("παπαδο");
        let code = window.rf.to_string();
        window.scanner_sends(&code, end);
        window.found();
        assert!(!window.shows_part("παπαδο"));
        window.press(&[Named::Escape]);
    }
    // By hand it is a search as any other.
    let code = window.rf.to_string();
    window.type_in(&code);
    assert_eq!(window.app.context(), Context::Search);
    window.press(ENTER);
    window.found();
}

#[test]
fn the_second_key_at_the_end_of_a_scan_opens_nobodys_tax_number() {
    let mut window = window();
    window.sign_in();
    let code = window.rf.to_string();
    window.scanner_sends(&code, &[Named::Enter, Named::Enter]);
    window.found();
    assert!(window.shows_part("*******"), "masked until somebody opens it");
    window.press(ENTER);
    assert!(!window.shows_part("*******"));
}

#[test]
fn a_separator_inside_a_scan_belongs_to_it() {
    let mut window = window();
    window.sign_in();
    let code = window.rf.to_string();
    window.pace = BY_SCANNER;
    window.type_in("]C1");
    window.group_separator();
    window.scanner_sends(&code, ENTER);
    window.wait_for(Context::Results);
    assert!(window.shows(&format!("]C1{code}")), "the desk shows what came");
    assert!(window.shows_part(&words("healed-scanner-added")));
}

#[test]
fn a_key_inside_a_scan_is_no_command() {
    let mut window = window();
    window.sign_in();
    let code = window.rf.to_string();
    let (first, second) = code.split_at(12);
    window.pace = BY_SCANNER;
    window.type_in(first);
    // Some scanners send F8 for the separator.
    window.press(&[Named::F8]);
    assert_eq!(window.app.context(), Context::Search);
    window.scanner_sends(second, ENTER);
    window.found();
}

#[test]
fn a_scan_over_the_cash_dialog_closes_it_searches_and_prints_no_slip() {
    let mut window = window();
    window.sign_in();
    window.scan();
    let code = window.rf.to_string();
    for end in [ENTER, TAB] {
        window.press(&[Named::F8]);
        assert_eq!(window.app.context(), Context::Cash);
        window.scanner_sends(&code, end);
        window.found();
        assert!(!window.shows(&words("screen-slip-printing")) && !window.shows(&words("print-done")));
    }
}

#[test]
fn a_scan_never_says_that_the_paper_came_out_and_enter_does_not_either() {
    let mut window = asked_for_the_paper();
    window.press(ENTER);
    assert_eq!(window.app.context(), Context::ConfirmPaper, "nothing is the default");
    let code = window.rf.to_string();
    window.scanner_sends(&code, ENTER);
    window.found();
    assert!(window.receipts()[0].printed_at.is_none(), "nobody said so");
}

#[test]
fn the_letters_of_a_scan_press_nothing() {
    // It holds Y and N, which are the answers here, and R and P, which ask and print elsewhere.
    let mut window = asked_for_the_paper();
    let bill = format!("https://payyn.example.gr/?rf={}", window.rf);
    window.scanner_sends(&bill, TAB);
    window.found_by(&bill);
    let receipt = &window.receipts()[0];
    assert!(receipt.printed_at.is_none() && receipt.copies == 0);

    let mut window = asked_for_the_paper();
    window.scanner_sends("yyyyn", ENTER);
    assert_eq!(window.app.context(), Context::ConfirmPaper);
    assert!(window.shows(&words("screen-scan-no-code")));
    // A scanner without an end.
    window.scanner_sends("yyyyy", &[]);
    assert_eq!(window.app.context(), Context::ConfirmPaper);
    assert!(window.receipts()[0].printed_at.is_none());
    // A person's Y.
    window.type_in("y");
    window.wait_to_read("screen-paper-printed");
    assert!(window.receipts()[0].printed_at.is_some());
}

#[test]
fn a_letter_of_a_person_is_a_command_once_nothing_followed_it() {
    let mut window = asked_for_the_paper();
    window.pace = BY_SCANNER;
    window.type_in("y");
    drop(window.app.update(Message::Release(window.typed + Duration::from_millis(20))));
    assert_eq!(window.app.context(), Context::ConfirmPaper, "it may still be a scan");
    drop(window.app.update(Message::Release(window.typed + Duration::from_millis(70))));
    window.wait_for(Context::Outcome);
}

#[test]
fn a_scan_on_an_outcome_that_nobody_knows_goes_to_the_desk_and_asks_and_prints_nothing() {
    let mut window = super::pending::mellon();
    window.sign_in();
    window.scan();
    window.demo.terminal.set_mood(Mood::LoseAnswer);
    window.press(&[Named::F9]);
    window.wait_for(Context::Unknown);
    let other = payable(&window.demo).0;
    window.rf = other;
    let code = window.rf.to_string();
    window.scanner_sends(&code, ENTER);
    window.found();
}

#[test]
fn a_scan_in_the_receipts_and_over_their_forms_goes_to_the_desk_and_is_no_pin() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.rf = payable(&window.demo).0;
    window.sign_in();
    let code = window.rf.to_string();
    window.press(&[Named::F3]);
    window.wait_for(Context::Receipts);
    window.scanner_sends(&code, ENTER);
    window.found();

    window.press(&[Named::F3]);
    window.wait_for(Context::Receipts);
    window.fill(&receipt.number.number().to_string());
    window.wait("the receipt", |window| window.shows(&receipt.number.to_string()));
    window.press(&[Named::F8]);
    window.wait("the offer", |window| window.shows(&words("screen-correct-total")));
    window.fill("λάθος οφειλή");
    window.fill("eleni");
    // The PIN has its turn.
    window.scanner_sends(&code, ENTER);
    window.found();
    assert_eq!((wrong_pins(&window), window.receipts().len()), (0, 1));
    assert_eq!(window.demo.terminal.book().len(), 1);
}

#[test]
fn a_receipts_number_is_typed_into_its_search_however_fast() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.sign_in();
    window.press(&[Named::F3]);
    window.wait_for(Context::Receipts);
    let number = receipt.number.to_string();
    window.scanner_sends(&number, ENTER);
    window.wait("the receipt", |window| window.shows(&number) && window.shows_part(&receipt.amount.greek()));
    assert_eq!(window.app.context(), Context::Receipts);
}

#[test]
fn a_scan_on_every_other_screen_goes_to_the_desk() {
    let mut window = window();
    window.sign_in();
    let code = window.rf.to_string();
    let places: [&[Named]; 6] =
        [&[Named::F4], &[Named::F7], &[Named::F10], &[Named::F10, Named::F10], &[Named::F11], &[Named::F1]];
    for keys in places {
        keys.iter().for_each(|key| window.press(&[*key]));
        let there = window.app.context();
        assert!(!matches!(there, Context::Search | Context::Results), "{keys:?}");
        window.scanner_sends(&code, TAB);
        window.found();
        window.press(&[Named::Escape]);
        assert_eq!(window.app.context(), Context::Search, "{keys:?}");
    }
}

#[test]
fn what_is_scanned_while_a_payment_runs_is_kept_for_the_next_citizen_and_said_so() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Paying);
    let paid = window.rf.clone();
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    let others = desk.look_up(&Caller::User, "ου").unwrap();
    let mut codes = others.debtors.iter().flat_map(|debtor| &debtor.debts).filter_map(|found| found.debt.rf.clone());
    window.rf = codes.find(|code| *code != paid).unwrap();
    let code = window.rf.to_string();
    window.scanner_sends(&code, ENTER);
    assert_eq!(window.app.context(), Context::Paying);
    assert!(window.shows(&words("screen-scan-kept")));
    window.wait_for(Context::Outcome);
    assert!(window.shows(&words("screen-approved")));
    window.press(ENTER);
    window.found();
    assert!(window.shows(&words("screen-scan-kept-now")));
    assert_eq!((window.receipts().len(), window.demo.terminal.book().len()), (1, 1));
    // Once.
    window.press(&[Named::Escape]);
    assert!(!window.shows(&code));
}

#[test]
fn what_is_scanned_while_a_till_closes_waits_until_its_end_was_seen() {
    let mut window = window();
    window.sign_in();
    window.open_till_screen();
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Form);
    let pin = window.demo.pin.digits().to_owned();
    window.fill(&pin);
    let code = window.rf.to_string();
    window.scanner_sends(&code, ENTER);
    assert_eq!(window.app.context(), Context::Form, "it is closing");
    assert!(window.shows(&words("screen-scan-kept")));
    window.wait_for(Context::ZReports);
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Till);
    window.press(&[Named::Escape]);
    window.found();
}

#[test]
fn what_is_scanned_while_a_file_is_read_stops_no_import() {
    let rows = format!("{HEAD}Σ-1;Σαρωτάκης Δοκιμή;0311;Τέλη;2026;10,00\n");
    let (mut window, _) = with_files(&[("debts.csv", &rows)]);
    window.press(&[Named::F7]);
    window.wait("the file", |window| window.shows("debts.csv"));
    window.press(ENTER);
    let code = window.rf.to_string();
    window.scanner_sends(&code, TAB);
    assert_eq!(window.app.context(), Context::Import);
    assert!(window.shows(&words("screen-scan-kept")));
    window.wait_to_read("import-preview");
    // Nothing is under way now: the next one goes to the desk.
    window.scanner_sends(&code, TAB);
    window.found();
}

#[test]
fn a_form_that_asks_for_codes_takes_scans_and_presses_nothing() {
    let mut window = window();
    window.demo.terminal.hold_foreign(HeldForeign {
        session: ReplySession::KeyedOnTerminal,
        ecr: None,
        receipt: None,
        amount: window.total,
        at: tameio::domain::time::local(SystemClock.now()),
    });
    Desk::open(&window.demo.setup).unwrap().recover(&Caller::User).unwrap();
    window.sign_in();
    window.ctrl('u');
    let amount = format!("{}\u{a0}€", window.total.greek());
    window.wait("the charge", |window| window.shows(&amount));
    press_letter(&mut window, "t");
    let code = window.rf.to_string();
    window.scanner_sends(&format!("]C1{code}"), ENTER);
    assert_eq!(window.app.context(), Context::Form);
    assert!(window.shows(&format!("]C1{code}, ")), "{}", window.texts());
    window.press(TAB);
    for text in ["πληρώθηκε με το χέρι", SECOND, SECOND_PIN] {
        window.fill(text);
    }
    window.wait("its receipt", |window| window.receipts().len() == 1);
    assert_eq!(window.receipts()[0].amount, window.total);
}

#[test]
fn what_one_cashier_scanned_is_not_searched_for_another() {
    let mut window = as_cashier(|_| {});
    window.sign_in();
    window.scan();
    window.press(&[Named::F9]);
    let code = window.rf.to_string();
    window.scanner_sends(&code, ENTER);
    window.press(&[Named::F12]);
    window.wait("a receipt", |window| window.receipts().first().is_some_and(|receipt| receipt.printed_at.is_some()));
    sign_in_as(&mut window, 1, SECOND_PIN);
    window.wait("an unlocked window", |window| window.app.context() != Context::Lock);
    window.press(ENTER);
    assert_eq!(window.app.context(), Context::Search);
    assert!(!window.shows(&code));
}
