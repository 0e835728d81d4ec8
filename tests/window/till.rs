//! The supervisor's end of a day in the window, by keys alone: what is in the way and where it is cleared, the comparison
//! with the terminal, the close, the Z report, the day after.

use chrono::TimeDelta;
use iced::keyboard::Modifiers;
use iced::keyboard::key::{Code, Physical};
use tameio::desk::clock::{Clock, ManualClock};
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::till::TillState;
use tameio::ecr::codes::ErrorCode;
use tameio::ecr::simulator::{AskedAgain, Charge};

use super::give_back::{CASHIER, CASHIER_PIN, SECOND, SECOND_PIN, as_cashier, paid, refused, reopen, words};
use super::pending::{lost, press_letter};
use super::*;

impl Window {
    /// Ctrl and a letter.
    pub fn ctrl(&mut self, letter: char) {
        let code = match letter {
            'e' => Code::KeyE,
            'o' => Code::KeyO,
            'p' => Code::KeyP,
            'r' => Code::KeyR,
            't' => Code::KeyT,
            'u' => Code::KeyU,
            'x' => Code::KeyX,
            'z' => Code::KeyZ,
            other => panic!("no code of {other}"),
        };
        let pressed = iced::Event::Keyboard(iced::keyboard::Event::KeyPressed {
            key: Key::Character(letter.to_string().into()),
            modified_key: Key::Character(letter.to_string().into()),
            physical_key: Physical::Code(code),
            location: iced::keyboard::Location::Standard,
            modifiers: Modifiers::COMMAND,
            text: None,
            repeat: false,
        });
        let mut view = Simulator::new(self.app.view());
        view.simulate([pressed]);
        let messages: Vec<Message> = view.into_messages().collect();
        self.take(messages);
    }

    /// To the till, with its sums read.
    pub fn open_till_screen(&mut self) {
        self.press(&[Named::F4]);
        assert_eq!(self.app.context(), Context::Till);
        self.wait("what the till holds", |window| window.shows(&words("till-by-cashier")) || window.shows_part("0,00"));
    }

    fn state(&self) -> TillState {
        self.desk().till_to_close(&Caller::User).unwrap().state
    }

    pub fn desk(&self) -> Desk {
        Desk::open(&self.demo.setup).unwrap()
    }

    /// The whole close, from the till: the PIN of who sits there.
    fn close_till(&mut self) {
        self.press(&[Named::F9]);
        assert_eq!(self.app.context(), Context::Form, "{}", self.texts());
        let pin = self.demo.pin.digits().to_owned();
        self.fill(&pin);
        self.wait("the Z report", |window| window.app.context() != Context::Form);
    }

    /// Everything that is written on the screen.
    pub fn texts(&self) -> String {
        let found = std::sync::Mutex::new(Vec::new());
        let all = |candidate: iced_test::selector::Candidate<'_>| {
            if let iced_test::selector::Candidate::Text { content, .. } = candidate {
                found.lock().unwrap().push(content.to_owned());
            }
            None::<()>
        };
        let _ = Simulator::new(self.app.view()).find(all);
        found.into_inner().unwrap().join(" | ")
    }
}

fn told(key: &str, values: &[(&str, tameio::text::Value<'_>)]) -> String {
    Text::new(Language::El).with(key, values)
}

/// The terminal's own numbers of its batch.
fn of_the_terminal(window: &Window) -> (usize, i64) {
    let book: Vec<Charge> = window.demo.terminal.book();
    (book.len(), window.demo.terminal.net_charged())
}

fn euro(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

#[test]
fn a_day_is_sold_compared_explained_and_closed_and_the_next_one_opened_by_keys_alone() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    window.press(&[Named::Enter]);
    window.open_till_screen();
    assert!(window.shows(&words("screen-till-not-compared")), "comparing is the rule");
    assert!(window.shows(&format!("{}\u{a0}€", window.total.greek())));
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Till, "no PIN is typed for nothing");
    assert!(window.shows(&told("screen-till-blocked", &[("count", 1.into())])));

    // The two numbers of the terminal's report, of which one is not ours.
    let (count, total) = of_the_terminal(&window);
    window.ctrl('t');
    assert_eq!(window.app.context(), Context::Form);
    window.fill(&count.to_string());
    window.fill(&euro(total - 100));
    window.wait("the difference", |window| window.shows(&words("screen-till-differs")));
    assert!(window.shows("1,00\u{a0}€"), "{}", window.texts());
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Till, "what is not explained keeps the close away");
    // The first line in the way is under the cursor: Enter leads to what clears it.
    window.press(&[Named::Enter]);
    assert_eq!(window.app.context(), Context::Form);
    window.fill("το δελτίο είναι στον φάκελο της ημέρας");
    window.wait("the till can close", |window| window.shows(&words("screen-till-can-close")));

    window.press(&[Named::F9]);
    assert!(window.shows(&words("screen-till-close-go")) && window.shows(&words("till-by-revenue-code")));
    let pin = window.demo.pin.digits().to_owned();
    window.fill(&pin);
    window.wait_for(Context::ZReports);
    assert!(window.shows_part("Z-A-000001") && window.shows_part("το δελτίο είναι στον"), "the paper");
    let kept = window.desk().z_reports(&Caller::User, None).unwrap().remove(0);
    assert!(kept.printed_at.is_some() && kept.report.differences.len() == 1);

    // Print again is a counted copy.
    window.ctrl('p');
    window.wait("the copy", |window| window.shows(&told("receipt-copies", &[("count", 1.into())])));
    window.press(&[Named::Escape, Named::Escape]);
    window.wait_for(Context::Search);

    // The next day.
    let tomorrow = Arc::new(ManualClock::at(SystemClock.now() + TimeDelta::days(1)));
    window.demo.setup.clock = tomorrow;
    reopen(&mut window);
    window.sign_in();
    window.wait_to_read("screen-till-closed");
    window.press(&[Named::F4]);
    window.wait("today's till", |window| window.desk().day(&Caller::User).unwrap().till.is_some());
}

#[test]
fn a_wrong_pin_closes_nothing() {
    let mut window = window();
    window.sign_in();
    window.open_till_screen();
    window.press(&[Named::F9]);
    window.fill("000000");
    let wrong = refused(&Refusal::WrongPin { failures: 1, wait: 1 });
    window.wait("the wrong PIN", |window| window.shows(&wrong) && window.app.context() == Context::Form);
    assert_eq!(window.state(), TillState::Open);
    assert!(window.desk().z_reports(&Caller::User, None).unwrap().is_empty());
}

#[test]
fn beside_a_cashier_a_supervisor_closes_with_name_and_pin_where_they_stand() {
    let mut window = as_cashier(|demo| {
        let mut config = (*demo.setup.config).clone();
        config.till.comparison_required = false;
        demo.setup.config = Arc::new(config);
    });
    paid(&window, None);
    window.sign_in();
    window.open_till_screen();
    assert!(!window.shows(&words("screen-till-not-compared")), "what the terminals say is the supervisor's");
    window.press(&[Named::F9]);
    window.fill(CASHIER);
    window.fill(CASHIER_PIN);
    window.wait("not a cashier", |window| window.shows(&refused(&Refusal::NotAllowed)));
    assert_eq!(window.state(), TillState::Open);
    window.press(&[Named::Escape]);
    window.press(&[Named::F9]);
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait("it is closed", |window| window.app.context() == Context::ZReports);
    assert_eq!(window.state(), TillState::Closed);
    let kept = window.desk().z_reports(&Caller::User, None).unwrap().remove(0);
    assert_eq!(kept.report.closed_by.as_str(), SECOND);
}

#[test]
fn a_charge_that_nobody_booked_is_led_to_from_the_till_and_booked_by_two_where_they_stand() {
    let mut window = charged_after_all();
    window.press(&[Named::Enter]);
    window.press(&[Named::F4]);
    let line = told("screen-till-blocker-unclaimed-result", &[("ref", "1".into())]);
    window.wait("the charge in the way", |window| window.shows(&line));
    window.press(&[Named::Home, Named::Enter]);
    assert_eq!(window.app.context(), Context::Foreign);
    let amount = format!("{}\u{a0}€", window.total.greek());
    window.wait("what it is", |window| window.shows(&amount) && window.shows(&words("foreign-direction-taken")));
    assert!(window.shows(&words("foreign-kind-contradicts")) && window.shows(&words("foreign-open")));
    press_letter(&mut window, "b");
    assert_eq!(window.app.context(), Context::Form);
    window.fill("το τερματικό τη χρέωσε");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait("it is booked", |window| window.receipts().len() == 1 && window.app.context() == Context::Foreign);
    assert_eq!((window.receipts().len(), window.demo.terminal.book().len()), (1, 1));
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Till, "back to where it was led from");
    window.wait("nothing of it is in the way", |window| !window.shows(&line));
}

#[test]
fn a_charge_is_tied_to_debts_or_written_off_and_only_what_comes_to_the_amount_is_tied() {
    let mut window = window();
    // As if it had been keyed on the terminal while the program was down.
    let charged = window.total;
    let held = |amount| tameio::ecr::simulator::HeldForeign {
        session: tameio::ecr::message::ReplySession::KeyedOnTerminal,
        ecr: None,
        receipt: None,
        amount,
        at: tameio::domain::time::local(SystemClock.now()),
    };
    window.demo.terminal.hold_foreign(held(charged));
    window.demo.terminal.hold_foreign(held(Money::from_cents(4_250).unwrap()));
    window.desk().recover(&Caller::User).unwrap();
    window.sign_in();
    window.wait("the status bar", |window| window.shows(&told("screen-status-foreign", &[("count", 2.into())])));
    window.ctrl('u');
    assert_eq!(window.app.context(), Context::Foreign);
    let first = format!("{}\u{a0}€", charged.greek());
    window.wait("the first of them", |window| window.shows(&first));
    press_letter(&mut window, "t");
    let code = window.rf.to_string();
    window.fill("RF12");
    window.fill("πληρώθηκε με το χέρι");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    assert_eq!(window.app.context(), Context::Form, "no code of a debt");
    assert!(window.receipts().is_empty());
    window.press(&[Named::Escape]);
    press_letter(&mut window, "t");
    window.fill(&code);
    window.fill("πληρώθηκε με το χέρι");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait("its receipt", |window| window.receipts().len() == 1 && window.app.context() == Context::Foreign);
    assert_eq!(window.receipts()[0].amount, charged);
    // The other: of no debt, so it is written off.
    window.wait("what is left", |window| window.shows("42,50\u{a0}€"));
    window.press(&[Named::Home]);
    press_letter(&mut window, "t");
    let (other, debts) = payable(&window.demo);
    window.fill(other.as_str());
    window.fill("δοκιμή");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    let differs = refused(&Refusal::TieDiffers { debts, charged: Money::from_cents(4_250).unwrap() });
    window.wait("the refusal", |window| window.shows(&differs));
    assert_eq!(window.receipts().len(), 1);
    window.press(&[Named::Escape]);
    press_letter(&mut window, "w");
    window.fill("δοκιμή του τεχνικού");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait("it is written off", |window| {
        window.desk().kept_foreign(&Caller::User).unwrap().iter().all(|kept| !kept.is_unclaimed())
    });
}

/// A window with a receipt whose paper did not come; its number.
fn without_paper() -> (Window, String) {
    let window = window();
    let mut config = (*window.demo.setup.config).clone();
    config.printer.link = PrinterLink::File("no/such/folder/receipt.bin".into());
    let without_printer = Setup { config: Arc::new(config), ..window.demo.setup.clone() };
    let mut desk = Desk::open(&without_printer).unwrap();
    let who = desk.sign_in(&window.demo.operator, &window.demo.pin).unwrap();
    let items = vec![PayItem { of: PayTarget::Rf(window.rf.clone()), amount: None }];
    desk.pay(&who, &PayOrder { tender: Tender::Card, items, one_payer: false }, &mut |_| {});
    let number = window.receipts()[0].number.to_string();
    (window, number)
}

/// From the till to the receipt that is in its way, open; the line that led there.
fn led_to_the_receipt(window: &mut Window, number: &str) -> String {
    window.sign_in();
    window.open_till_screen();
    let line = told("screen-till-blocker-unprinted-receipt", &[("ref", number.to_owned().into())]);
    window.wait("the receipt in the way", |window| window.shows(&line));
    window.press(&[Named::Home, Named::Enter]);
    window.wait("the receipt, open", |window| window.app.context() == Context::Receipt);
    line
}

fn is_out_of_the_way(window: &mut Window, line: &str) {
    window.wait("its paper", |window| window.receipts()[0].printed_at.is_some());
    window.press(&[Named::Escape, Named::Escape]);
    window.wait("the till", |window| window.app.context() == Context::Till);
    window.wait("nothing of it is in the way", |window| !window.shows(line));
}

#[test]
fn a_receipt_without_paper_is_led_to_and_printed() {
    let (mut window, number) = without_paper();
    let line = led_to_the_receipt(&mut window, &number);
    window.ctrl('p');
    is_out_of_the_way(&mut window, &line);
    assert_eq!(window.receipts()[0].copies, 0, "the first paper is no copy");
}

#[test]
fn where_the_printer_cannot_say_that_paper_came_out_somebody_says_so_on_the_open_receipt() {
    let (mut window, number) = without_paper();
    let line = led_to_the_receipt(&mut window, &number);
    assert!(window.shows(&words("screen-receipts-came-out")));
    press_letter(&mut window, "y");
    is_out_of_the_way(&mut window, &line);
}

#[test]
fn an_unknown_outcome_in_the_way_is_led_to() {
    let mut window = window();
    let session = lost(&window, Mood::LoseAnswer);
    // The window asks by itself when somebody signs in: then the terminal does not say.
    window.demo.terminal.set_mood(Mood::WhenAsked(AskedAgain::Error(ErrorCode::BUSY)));
    window.sign_in();
    window.open_till_screen();
    let line = told("screen-till-blocker-unknown-outcome", &[("ref", session.to_string().into())]);
    window.wait("the outcome in the way", |window| window.shows(&line));
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Till, "it keeps the close away");
    window.press(&[Named::Home, Named::Enter]);
    assert_eq!(window.app.context(), Context::Pending);
    window.wait("its session", |window| window.shows_part(&session.to_string()));
}

#[test]
fn a_till_goes_to_another_cashier_who_goes_on_at_an_empty_desk() {
    let mut window = window();
    window.sign_in();
    window.open_till_screen();
    window.press(&[Named::F6]);
    window.fill(CASHIER);
    window.fill(CASHIER_PIN);
    window.wait_for(Context::Search);
    assert!(window.shows_part("Νίκος"), "the window is theirs");
    let mut desk = window.desk();
    let till = desk.day(&Caller::User).unwrap().till.unwrap();
    let handovers = desk.handovers(&Caller::User, &till).unwrap();
    assert_eq!((handovers.len(), handovers[0].to.as_str()), (1, CASHIER));
    assert_eq!(desk.till_status(&Caller::User).unwrap().state, TillState::Open);
}

#[test]
fn a_till_of_yesterday_comes_first_and_is_closed_before_today_opens() {
    let mut window = window();
    // Today's till of these books is yesterday's by this clock.
    let clock = Arc::new(ManualClock::at(SystemClock.now() + TimeDelta::days(1)));
    window.demo.setup.clock = clock;
    reopen(&mut window);
    window.sign_in();
    let till = window.desk().till_to_close(&Caller::User).unwrap();
    let (name, day) = (till.name, till.till.unwrap().day.format("%d/%m/%Y").to_string());
    window.wait("that it waits", |window| window.shows(&told("screen-status-earlier", &[("day", day.clone().into())])));
    window.press(&[Named::F4]);
    window.wait("yesterday's till", |window| {
        window.app.context() == Context::Till
            && window.shows(&told("screen-till-earlier", &[("till", name.clone().into())]))
    });
    window.close_till();
    assert!(window.shows_part("Z-A-000001"));
    window.press(&[Named::Escape]);
    window.wait("no till is open", |window| window.shows(&words("screen-till-closed-already")));
    window.press(&[Named::F4]);
    window.wait("today's till", |window| window.desk().day(&Caller::User).unwrap().till.is_some());
    assert_ne!(window.desk().till_to_close(&Caller::User).unwrap().name, name);
}

#[test]
fn a_printer_without_paper_does_not_undo_the_close_and_the_report_waits_for_its_print() {
    let mut window = window();
    let mut config = (*window.demo.setup.config).clone();
    config.printer.link = PrinterLink::File("no/such/folder/z.bin".into());
    let good = std::mem::replace(&mut window.demo.setup.config, Arc::new(config));
    reopen(&mut window);
    window.sign_in();
    window.open_till_screen();
    window.close_till();
    assert_eq!(window.state(), TillState::Closed);
    assert!(window.shows_part("περιμένει") && window.shows(&words("screen-without-paper")), "{}", window.texts());
    window.demo.setup.config = good;
    reopen(&mut window);
    window.sign_in();
    window.press(&[Named::F4]);
    window.wait_for(Context::Till);
    window.ctrl('z');
    window.wait("the list", |window| window.shows_part("Z-A-000001") && window.shows(&words("screen-without-paper")));
    window.wait("its paper", |window| window.shows(&words("screen-till-print-z")));
    window.ctrl('p');
    window
        .wait("it is printed", |window| window.desk().z_reports(&Caller::User, None).unwrap()[0].printed_at.is_some());
    let kept = window.desk().z_reports(&Caller::User, None).unwrap().remove(0);
    assert_eq!(kept.copies, 0, "the first paper is no copy");
}

#[test]
fn the_terminals_file_is_picked_by_the_arrows_and_compared_sale_by_sale() {
    let mut window = window();
    let folder = window._dir.path().join("files");
    std::fs::create_dir(&folder).unwrap();
    let mut config = (*window.demo.setup.config).clone();
    config.import.folder = Some(folder.clone());
    window.demo.setup.config = Arc::new(config);
    let receipt = paid(&window, None);
    let card = &receipt.card;
    let rows = format!(
        "Τερματικό;Πακέτο;STAN;RRN;Έγκριση;Ποσό;Είδος;Κάρτα\n{};{};{};{};{};{};Πώληση;Visa\n",
        card.terminal_id,
        card.batch,
        card.stan,
        card.rrn,
        card.auth_code,
        card.final_amount.greek()
    );
    std::fs::write(folder.join("batch.csv"), rows).unwrap();
    std::fs::write(folder.join("notes.doc"), "no file of ours").unwrap();
    reopen(&mut window);
    window.sign_in();
    window.open_till_screen();
    window.ctrl('o');
    window.wait("the file", |window| window.shows("batch.csv"));
    assert!(!window.shows("notes.doc"));
    window.press(&[Named::Enter]);
    window.wait("sale by sale alike", |window| window.shows(&words("screen-till-agrees")));
    assert!(window.shows(&words("screen-till-filed")) && window.shows(&words("screen-till-can-close")));
    // A path that is none is said, and nothing of it is kept.
    window.ctrl('o');
    window.fill("there-is-none.csv");
    window
        .wait("the refusal", |window| window.shows_part("there-is-none.csv") && window.app.context() == Context::Form);
}

#[test]
fn a_till_that_nobody_here_may_close_or_compare_is_shown_without_offering_it() {
    let mut window = window();
    let mut desk = window.desk();
    let boss = desk.sign_in(&OperatorId::parse(SECOND).unwrap(), &Pin::parse(SECOND_PIN).unwrap()).unwrap();
    desk.set_role(&boss, &OperatorId::parse(CASHIER).unwrap(), tameio::domain::operator::Role::Auditor).unwrap();
    (window.demo.operator, window.demo.pin) = (OperatorId::parse(CASHIER).unwrap(), Pin::parse(CASHIER_PIN).unwrap());
    reopen(&mut window);
    window.sign_in();
    window.open_till_screen();
    window.ctrl('t');
    assert!(window.shows(&refused(&Refusal::NotAllowed)) && window.app.context() == Context::Till);
    window.press(&[Named::F6]);
    assert!(window.shows(&refused(&Refusal::NotAllowed)) && window.app.context() == Context::Till);
}

#[test]
fn a_till_that_stands_open_is_read_and_written_down_once_until_something_changes() {
    let mut window = window();
    window.sign_in();
    window.open_till_screen();
    let looks = |window: &Window| -> i64 {
        let books = rusqlite::Connection::open(window.demo.setup.database()).unwrap();
        books.query_row("SELECT count(*) FROM audit WHERE act = 'till_seen'", [], |row| row.get(0)).unwrap()
    };
    for _ in 0..100 {
        drop(window.app.update(Message::Tick(std::time::Instant::now())));
    }
    while let Some(answer) = window.inbox.wait(Duration::from_millis(300)) {
        drop(window.app.update(Message::Answer(answer)));
    }
    assert_eq!(looks(&window), 1);
    let receipt = paid(&window, None);
    for _ in 0..16 {
        drop(window.app.update(Message::Tick(std::time::Instant::now())));
    }
    window.wait("its amount", |window| window.shows(&format!("{}\u{a0}€", receipt.amount.greek())));
    assert_eq!(looks(&window), 2);
}

#[test]
fn books_from_a_copy_are_stated_as_compared_from_the_till() {
    let mut window = window();
    let copy = window._dir.path().join("copy.db");
    let mut desk = window.desk();
    desk.backup(&Caller::User, &copy).unwrap();
    drop(desk);
    // The window's own threads have the books open: it makes room for one that has none.
    let elsewhere = Setup { data_dir: window._dir.path().join("nowhere"), ..window.demo.setup.clone() };
    let (app, inbox) = App::new(&elsewhere, &WindowOptions::default());
    drop(std::mem::replace(&mut window.app, app));
    drop(std::mem::replace(&mut window.inbox, inbox));
    let restored = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        tameio::desk::restore(&window.demo.setup, &copy, true, &mut |_| {}).ok()
    });
    assert!(restored.is_some());
    reopen(&mut window);
    window.sign_in();
    window.wait_to_read("screen-status-not-compared");
    // One key leads to it, whatever else F4 would do.
    window.press(&[Named::F4]);
    window.wait("the till", |window| window.shows(&words("screen-till-clear-restored")));
    window.press(&[Named::Home, Named::Enter]);
    window.fill("συγκρίθηκαν με τη λίστα του τερματικού");
    window.wait("it is stated", |window| !window.shows(&words("screen-status-not-compared")));
    assert!(!window.desk().day(&Caller::User).unwrap().not_compared);
}
