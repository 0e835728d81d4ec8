//! The invariant at the desk: never charged without a receipt, never twice, no receipt without a charge. The
//! desk, the terminal's simulator and the printer's file are the real ones; only the clock is set by hand.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tameio::config::{Config, TerminalLink};
use tameio::desk::Caller;
use tameio::desk::clock::ManualClock;
use tameio::desk::{
    Desk, DeskError, DeskOpen, ImportOrder, PayEnd, PayItem, PayOrder, PayReport, PayTarget, PrintEnd, RecoverEnd,
    Refusal, Setup, SignedIn, TerminalNo,
};
use tameio::domain::debt::DebtStatus;
use tameio::domain::money::{DecimalMark, Money};
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::rf::Rf;
use tameio::domain::tender::Tender;
use tameio::ecr::codes::ResultCode;
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, SimulatedCard, serve_pty, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::paper::device::PrinterLink;
use tameio_testing::PATIENT;
use tameio_testing::books::{MONDAY_TEN, Monday};
use tameio_testing::sample::{DEBTS, RF_UNKNOWN};

const RF_TAP: &str = "RF23902018000009320427216";
const RF_FINE: &str = "RF89911233000000000012345";
struct Rig {
    dir: tempfile::TempDir,
    simulator: RunningSimulator,
    clock: Arc<ManualClock>,
    setup: Setup,
    desk: Desk,
    who: SignedIn,
}

#[derive(Clone, Copy)]
enum Line {
    Tcp,
    Pty,
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn money(text: &str) -> Money {
    Money::parse(text, DecimalMark::Point).unwrap()
}

fn rig(dialect: Dialect, line: Line) -> Rig {
    rig_with(dialect, line, |_| {})
}

fn rig_with(dialect: Dialect, line: Line, change: impl FnOnce(&mut Config)) -> Rig {
    let dir = tempfile::tempdir().unwrap();
    let behaviour = Behaviour::new(dialect);
    let simulator = match line {
        Line::Tcp => serve_tcp("127.0.0.1:0", behaviour).unwrap(),
        Line::Pty => serve_pty(behaviour).unwrap(),
    };
    let mut config = Config::default();
    config.terminal.protocol.dialect = dialect;
    if dialect == Dialect::Mellon {
        config.terminal.ecr_id = "8".to_owned();
    }
    config.terminal.link = match line {
        Line::Tcp => TerminalLink::Tcp { address: simulator.address().unwrap().to_string() },
        Line::Pty => TerminalLink::Serial { port: simulator.port_path().unwrap().to_owned(), baud: 115_200 },
    };
    config.terminal.keep_open = matches!(line, Line::Pty);
    config.printer.link = PrinterLink::File("receipt.bin".into());
    change(&mut config);
    let clock = Arc::new(ManualClock::at(moment(MONDAY_TEN)));
    let setup = Setup { clock: clock.clone(), ..Monday::books().copy(&dir.path().join("desk"), config) };
    let mut desk = Desk::open(&setup).unwrap();
    desk.reach_terminal_over(simulator.attentive());
    let who = Monday::books().who.clone();
    Rig { dir, simulator, clock, setup, desk, who }
}

impl Rig {
    fn pay(&mut self, rf: &str) -> PayReport {
        self.pay_with(Tender::Card, rf, None)
    }

    fn pay_with(&mut self, tender: Tender, rf: &str, amount: Option<&str>) -> PayReport {
        let of = PayTarget::Rf(Rf::parse(rf).unwrap().rf);
        let order = PayOrder { tender, items: vec![PayItem { of, amount: amount.map(money) }], one_payer: false };
        self.desk.pay(&self.who.clone(), &order, &mut |_| {})
    }

    /// The terminal has heard everything.
    fn rest(&self) {
        assert!(self.simulator.wait_for_rest(PATIENT), "the terminal does not come to rest");
    }

    fn paper(&self) -> Vec<u8> {
        std::fs::read(self.setup.data_dir.join("receipt.bin")).unwrap_or_default()
    }

    /// What the terminal charged equals the receipts, and the books verify.
    fn assert_books_balance(&mut self) {
        let charged: i64 = self.simulator.book().iter().map(|charge| charge.amount.cents()).sum();
        let receipts = self.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts;
        let booked: i64 = receipts.iter().map(|receipt| receipt.amount.cents()).sum();
        assert_eq!(charged, booked, "charged and receipted differ");
        let verification = self.desk.verify(&Caller::User).unwrap();
        assert!(verification.is_clean(), "{:?}", verification.differences);
    }

    fn status(&mut self, rf: &str) -> Vec<DebtStatus> {
        let found = self.desk.look_up(&Caller::User, rf).unwrap();
        found.debtors.iter().flat_map(|debtor| debtor.debts.iter().map(|debt| debt.status)).collect()
    }
}

fn approved(report: &PayReport) -> &tameio::domain::receipt::Receipt {
    match &report.end {
        PayEnd::Approved { receipt, .. } => receipt,
        other => panic!("not approved: {other:?}"),
    }
}

fn refusal(report: PayReport) -> Refusal {
    match report.end {
        PayEnd::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn an_approved_card_gives_one_receipt_and_settles_the_debts_in_both_dialects_on_both_lines() {
    for dialect in [Dialect::Aade, Dialect::Mellon] {
        for line in [Line::Tcp, Line::Pty] {
            let mut rig = rig(dialect, line);
            let report = rig.pay(RF_TAP);
            let receipt = approved(&report);
            assert_eq!(receipt.number.to_string(), "A-2026-000001");
            assert_eq!(receipt.amount, money("128.40"));
            assert_eq!(receipt.lines.len(), 2);
            assert!(receipt.printed_at.is_some());
            assert!(!rig.paper().is_empty());
            assert_eq!(rig.simulator.book().len(), 1);
            rig.rest();
            assert_eq!(rig.simulator.book()[0].acknowledged, dialect == Dialect::Aade);
            assert_eq!(rig.status(RF_TAP), [DebtStatus::Paid, DebtStatus::Paid]);
            let second = rig.pay(RF_FINE);
            assert_eq!(approved(&second).number.to_string(), "A-2026-000002");
            rig.assert_books_balance();
        }
    }
}

#[test]
fn a_debt_that_is_paid_is_not_charged_again() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    approved(&rig.pay(RF_FINE));
    let again = refusal(rig.pay(RF_FINE));
    assert_eq!(again, Refusal::Debt { external_id: "Ο-3".to_owned(), status: DebtStatus::Paid });
    assert_eq!(rig.simulator.book().len(), 1);
    rig.assert_books_balance();
}

#[test]
fn cash_never_reaches_the_terminal_and_is_counted() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    assert_eq!(refusal(rig.pay_with(Tender::Cash, RF_FINE, None)), Refusal::Cash);
    assert!(rig.simulator.frames().is_empty());
    assert_eq!(rig.desk.till_status(&Caller::User).unwrap().cash_refusals, 1);
    assert_eq!(rig.status(RF_FINE), [DebtStatus::Open]);
}

#[test]
fn a_declined_card_leaves_the_debt_open_and_the_next_card_pays_it() {
    for dialect in [Dialect::Aade, Dialect::Mellon] {
        let mut rig = rig(dialect, Line::Tcp);
        rig.simulator.set_mood(Mood::Decline(ResultCode::parse("05").unwrap()));
        let report = rig.pay(RF_FINE);
        assert!(matches!(&report.end, PayEnd::Declined(TerminalNo::Result(code)) if code.as_str() == "05"));
        assert_eq!(rig.status(RF_FINE), [DebtStatus::Open]);
        rig.simulator.set_mood(Mood::Busy);
        let report = rig.pay(RF_FINE);
        assert!(matches!(&report.end, PayEnd::Declined(TerminalNo::Error(code)) if code.as_str() == "999"));
        rig.simulator.set_mood(Mood::Approve);
        assert_eq!(approved(&rig.pay(RF_FINE)).number.number(), 1, "a decline takes no receipt number");
        rig.assert_books_balance();
    }
}

#[test]
fn a_lost_answer_fences_the_debt_until_recovery_books_it_once() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    rig.simulator.set_mood(Mood::LoseAnswer);
    let report = rig.pay(RF_TAP);
    assert!(matches!(report.end, PayEnd::Unknown { reason: "line_closed" }), "{:?}", report.end);
    assert_eq!(rig.simulator.book().len(), 1, "the card was charged");
    assert!(rig.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts.is_empty());
    rig.simulator.set_mood(Mood::Approve);
    let again = refusal(rig.pay(RF_TAP));
    assert!(matches!(again, Refusal::Debt { status: DebtStatus::Pending, .. }), "{again:?}");
    // Another debt can be paid meanwhile: the terminal is free.
    approved(&rig.pay(RF_FINE));
    let recovered = rig.desk.recover(&Caller::User).unwrap();
    assert_eq!(recovered.sessions.len(), 1);
    assert!(
        matches!(&recovered.sessions[0].end, RecoverEnd::Approved { receipt, .. } if receipt.amount == money("128.40"))
    );
    assert!(rig.desk.recover(&Caller::User).unwrap().sessions.is_empty());
    assert_eq!(rig.status(RF_TAP), [DebtStatus::Paid, DebtStatus::Paid]);
    rig.rest();
    assert!(rig.simulator.book().iter().all(|charge| charge.acknowledged));
    rig.assert_books_balance();
}

#[test]
fn what_the_terminal_never_charged_is_freed_by_recovery() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    rig.simulator.set_mood(Mood::CloseAfterConfirm);
    assert!(matches!(rig.pay(RF_FINE).end, PayEnd::Unknown { .. }));
    rig.simulator.set_mood(Mood::Approve);
    let early = rig.desk.recover(&Caller::User).unwrap();
    assert!(matches!(early.sessions[0].end, RecoverEnd::MayStillRun { .. }));
    assert!(matches!(rig.pay(RF_FINE).end, PayEnd::Refused(Refusal::Debt { status: DebtStatus::Pending, .. })));
    rig.clock.pass(Duration::from_secs(300));
    let recovered = rig.desk.recover(&Caller::User).unwrap();
    assert!(matches!(recovered.sessions[0].end, RecoverEnd::NotCharged));
    approved(&rig.pay(RF_FINE));
    rig.assert_books_balance();
}

#[test]
fn a_mellon_answer_that_is_lost_stays_unknown_because_nobody_can_be_asked() {
    let mut rig = rig(Dialect::Mellon, Line::Tcp);
    rig.simulator.set_mood(Mood::LoseAnswer);
    assert!(matches!(rig.pay(RF_FINE).end, PayEnd::Unknown { .. }));
    rig.simulator.set_mood(Mood::Approve);
    let recovered = rig.desk.recover(&Caller::User).unwrap();
    assert!(matches!(recovered.sessions[0].end, RecoverEnd::StillUnknown { reason: "cannot_ask" }));
    assert_eq!(rig.status(RF_FINE), [DebtStatus::Pending]);
    assert_eq!(rig.desk.unresolved(&Caller::User).unwrap().len(), 1);
}

#[test]
fn an_answer_with_another_amount_is_unknown_and_never_booked() {
    for mood in [Mood::WrongAmount, Mood::WrongResultAmount] {
        let mut rig = rig(Dialect::Aade, Line::Tcp);
        rig.simulator.set_mood(mood);
        let report = rig.pay(RF_FINE);
        assert!(matches!(report.end, PayEnd::Unknown { reason: "foreign_amount" }), "{:?}", report.end);
        assert!(rig.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts.is_empty());
        assert_eq!(rig.status(RF_FINE), [DebtStatus::Pending]);
    }
}

#[test]
fn nothing_is_sent_outside_hours_on_holidays_or_before_the_till_is_open() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    rig.clock.set(moment("2026-11-23T11:00:00Z"));
    assert!(matches!(refusal(rig.pay(RF_FINE)), Refusal::OutsideHours(_)));
    rig.clock.set(moment("2026-11-27T08:00:00Z"));
    assert_eq!(refusal(rig.pay(RF_FINE)), Refusal::ClosedDay);
    rig.clock.set(moment("2027-01-06T08:00:00Z"));
    assert!(matches!(refusal(rig.pay(RF_FINE)), Refusal::Holiday(_)));
    rig.clock.set(moment("2026-11-24T08:00:00Z"));
    assert_eq!(refusal(rig.pay(RF_FINE)), Refusal::TillClosed);
    assert!(rig.simulator.frames().is_empty());
}

#[test]
fn only_a_supervisor_with_a_reason_opens_the_desk_outside_its_hours() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    rig.clock.set(moment("2026-11-27T08:00:00Z"));
    let (id, pin) = (OperatorId::parse("maria").unwrap(), Pin::parse("573820").unwrap());
    rig.desk.add_operator(&rig.who.clone(), &id, "Μαρία", Role::Cashier, &pin).unwrap();
    tameio_testing::pins::cheapen(&rig.setup.database(), Some("maria"), pin.digits());
    let cashier = rig.desk.sign_in(&id, &pin).unwrap();
    let refused = |error| matches!(error, DeskError::Refused(Refusal::ClosedDay));
    assert!(refused(rig.desk.open_till(&cashier, Some("ουρά")).unwrap_err()));
    let boss = rig.who.clone();
    let error = rig.desk.open_till(&boss, Some("  ")).unwrap_err();
    assert!(matches!(error, DeskError::Refused(Refusal::NeedsReason)));
    rig.desk.close_till(&boss, None).unwrap();
    rig.desk.open_till(&boss, Some("έκτακτη ημέρα")).unwrap();
    assert_eq!(rig.desk.day(&Caller::User).unwrap().open, DeskOpen::ByReason("έκτακτη ημέρα".to_owned()));
    approved(&rig.pay(RF_FINE));
}

#[test]
fn two_desks_cannot_pay_one_debt_at_once() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    rig.simulator.set_mood(Mood::LoseAnswer);
    rig.pay(RF_FINE);
    // Another desk on the same books, with a terminal of its own.
    let other = serve_tcp("127.0.0.1:0", Behaviour::new(Dialect::Aade)).unwrap();
    let mut config = (*rig.setup.config).clone();
    config.desk.id = "2".to_owned();
    config.desk.series = "B".to_owned();
    config.terminal.link = TerminalLink::Tcp { address: other.address().unwrap().to_string() };
    let setup = Setup { config: Arc::new(config), ..rig.setup.clone() };
    let mut second = Desk::open(&setup).unwrap();
    second.open_till(&rig.who, None).unwrap();
    let of = PayTarget::Rf(Rf::parse(RF_FINE).unwrap().rf);
    let order = PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }], one_payer: false };
    let report = second.pay(&rig.who, &order, &mut |_| {});
    assert!(matches!(refusal(report), Refusal::Debt { status: DebtStatus::Pending, .. }));
    assert!(other.book().is_empty());
}

#[test]
fn parts_are_refused_until_a_setting_allows_them_and_then_split_surcharge_first() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    let refused = refusal(rig.pay_with(Tender::Card, RF_TAP, Some("50.00")));
    assert!(matches!(refused, Refusal::PartNotAllowed { .. }));
    assert!(matches!(refusal(rig.pay_with(Tender::Card, RF_TAP, Some("128.41"))), Refusal::AboveOpen { .. }));
    assert!(rig.simulator.frames().is_empty());
    let mut rig = rig_with(Dialect::Aade, Line::Tcp, |config| config.payments.allow_parts = true);
    let report = rig.pay_with(Tender::Card, RF_TAP, Some("50.00"));
    let receipt = approved(&report);
    assert_eq!((receipt.lines[0].capital, receipt.lines[0].surcharge), (money("47.81"), money("2.19")));
    assert_eq!(receipt.lines.len(), 1, "the older debt first");
    let rest = rig.pay(RF_TAP);
    assert_eq!(approved(&rest).amount, money("78.40"));
    rig.assert_books_balance();
}

#[test]
fn iris_and_loyalty_are_booked_for_the_debts_amount_and_iris_is_flagged_where_refused() {
    let dir = rig_with(Dialect::Aade, Line::Tcp, |config| config.terminal.iris_accepted = false);
    let mut behaviour = Behaviour::new(Dialect::Aade);
    behaviour.card = SimulatedCard::iris();
    let iris = serve_tcp("127.0.0.1:0", behaviour).unwrap();
    let mut config = (*dir.setup.config).clone();
    config.terminal.link = TerminalLink::Tcp { address: iris.address().unwrap().to_string() };
    let setup = Setup { config: Arc::new(config), ..dir.setup.clone() };
    let mut desk = Desk::open(&setup).unwrap();
    let of = PayTarget::Rf(Rf::parse(RF_FINE).unwrap().rf);
    let order = PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }], one_payer: false };
    let report = desk.pay(&dir.who, &order, &mut |_| {});
    assert!(matches!(report.end, PayEnd::Approved { iris_unwanted: true, .. }), "{:?}", report.end);
    assert_eq!(desk.till_status(&Caller::User).unwrap().totals.unwrap().by_card_type["IRIS"], money("123.45"));
}

#[test]
fn a_receipt_that_did_not_print_stays_a_blocker_until_it_did_and_copies_are_marked() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    // A folder where the printer's file should be.
    let path = rig.setup.data_dir.join("receipt.bin");
    std::fs::create_dir(&path).unwrap();
    let report = rig.pay(RF_FINE);
    let PayEnd::Approved { receipt, print, .. } = report.end else { panic!("not approved") };
    assert!(matches!(print, PrintEnd::NotPrinted(_)));
    assert_eq!(rig.desk.till_status(&Caller::User).unwrap().blockers.len(), 1);
    std::fs::remove_dir(&path).unwrap();
    let (first, end) = rig.desk.reprint(&Caller::User, &receipt.number).unwrap();
    assert!(end.is_printed() && first.copies == 0, "the first paper is no copy");
    assert!(rig.desk.till_status(&Caller::User).unwrap().blockers.is_empty());
    let (second, _) = rig.desk.reprint(&Caller::User, &receipt.number).unwrap();
    assert_eq!(second.copies, 1);
    let text = tameio::paper::escpos::decode_text(&rig.paper(), tameio::paper::code_page::CodePage::Pc737);
    assert!(text.contains("ΑΝΤΙΓΡΑΦΟ"), "{text}");
    rig.assert_books_balance();
}

#[test]
fn a_name_that_the_printer_cannot_print_stops_the_payment_before_the_card() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    let csv = rig.dir.path().join("strange.csv");
    let row = "Ο-9;;王 小明;RF712348231;1519;Λοιπά πρόστιμα;2026;;31/10/2026;10,00;;;\n";
    let header = DEBTS.lines().next().unwrap();
    std::fs::write(&csv, format!("{header}\n{row}")).unwrap();
    rig.desk.import_debts(&Caller::User, &ImportOrder::of(&csv), &mut |_| {}).unwrap();
    let report = rig.pay(RF_UNKNOWN);
    assert!(matches!(report.end, PayEnd::Failed(tameio::desk::Trouble::Paper(_))), "{:?}", report.end);
    assert!(rig.simulator.frames().is_empty(), "the terminal heard nothing");
}

#[test]
fn a_terminal_that_is_not_there_charges_nobody_and_frees_the_debt() {
    let nobody = tameio_testing::Nobody::new();
    let mut rig = rig_with(Dialect::Aade, Line::Tcp, |config| {
        config.terminal.link = TerminalLink::Tcp { address: nobody.address() };
    });
    rig.desk = Desk::open(&rig.setup).unwrap();
    assert!(matches!(rig.pay(RF_FINE).end, PayEnd::Failed(tameio::desk::Trouble::Terminal(_))));
    assert_eq!(rig.status(RF_FINE), [DebtStatus::Open]);
    assert!(rig.desk.unresolved(&Caller::User).unwrap().is_empty());
}

#[test]
fn who_is_disabled_no_longer_signs_in_and_only_a_supervisor_disables() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    let (boss, pin) = (rig.who.clone(), Pin::parse("739154").unwrap());
    let id = OperatorId::parse("nikos").unwrap();
    rig.desk.add_operator(&boss, &id, "Νίκος Ταμίας", Role::Cashier, &pin).unwrap();
    tameio_testing::pins::cheapen(&rig.setup.database(), Some("nikos"), pin.digits());
    let cashier = rig.desk.sign_in(&id, &pin).unwrap();
    let refused = rig.desk.disable_operator(&cashier, &id).unwrap_err();
    assert!(matches!(refused, DeskError::Refused(Refusal::NotAllowed)), "{refused:?}");
    assert!(rig.desk.sign_in(&id, &pin).is_ok());
    rig.desk.disable_operator(&boss, &id).unwrap();
    let refused = rig.desk.sign_in(&id, &pin).unwrap_err();
    assert!(matches!(refused, DeskError::Refused(Refusal::OperatorDisabled(_))), "{refused:?}");
    assert!(rig.desk.verify(&Caller::User).unwrap().differences.is_empty());
}

#[test]
fn invented_data_never_meet_a_real_terminal_and_the_demonstration_never_a_real_desk() {
    let dir = tempfile::tempdir().unwrap();
    let clock: Arc<ManualClock> = Arc::new(ManualClock::at(moment(MONDAY_TEN)));
    let size = tameio::desk::demo::DemoSize { debtors: 20, debts: 60, at_once: true, ..Default::default() };
    let demo = tameio::desk::demo::prepare(Path::new(dir.path()), size, clock.clone()).unwrap();
    // The same data under a real desk's settings.
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    let real = Setup { data_dir: demo.setup.data_dir.clone(), ..rig.setup.clone() };
    let mut desk = Desk::open(&real).unwrap();
    let who = desk.sign_in(&demo.operator, &demo.pin).unwrap();
    let found = desk.look_up(&Caller::User, "πα").unwrap();
    let payable = |debt: &&tameio::desk::FoundDebt| debt.status == DebtStatus::Open;
    let debt = found.debtors.iter().flat_map(|debtor| &debtor.debts).find(payable).unwrap();
    let items = vec![PayItem { of: PayTarget::Debt(debt.debt.id), amount: None }];
    let report = desk.pay(&who, &PayOrder { tender: Tender::Card, items, one_payer: false }, &mut |_| {});
    let receipt = approved(&report);
    assert!(desk.receipt_text(&Caller::User, receipt).unwrap().contains("ΕΠΙΔΕΙΞΗ"));
    assert!(rig.simulator.frames().is_empty(), "the real terminal heard nothing");
    // And a real desk is no place for a demonstration.
    let refused = tameio::desk::demo::prepare(&rig.setup.data_dir, size, clock).err();
    assert!(matches!(refused, Some(DeskError::Refused(Refusal::DemoData))));
    approved(&rig.pay(RF_FINE));
}

#[test]
fn a_charge_that_the_books_could_not_take_is_not_acknowledged_and_is_booked_once_they_can() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    // What a full disk does: the booking's transaction fails, whatever came before is there.
    let raw = rusqlite::Connection::open(rig.setup.database()).unwrap();
    raw.execute_batch("CREATE TRIGGER full BEFORE INSERT ON receipt BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        .unwrap();
    let report = rig.pay(RF_FINE);
    assert!(matches!(report.end, PayEnd::Unknown { reason: "not_booked" }), "{:?}", report.end);
    assert_eq!(rig.simulator.book().len(), 1);
    assert!(!rig.simulator.book()[0].acknowledged, "the terminal must keep what is not on disk");
    assert_eq!(rig.status(RF_FINE), [DebtStatus::Pending]);
    let tried = rig.desk.recover(&Caller::User).unwrap();
    assert!(matches!(tried.sessions[0].end, RecoverEnd::StillUnknown { reason: "not_booked" }), "still no room");
    assert_eq!(rig.status(RF_FINE), [DebtStatus::Pending]);
    raw.execute_batch("DROP TRIGGER full").unwrap();
    let recovered = rig.desk.recover(&Caller::User).unwrap();
    assert!(matches!(&recovered.sessions[0].end, RecoverEnd::Approved { .. }));
    rig.rest();
    assert!(rig.simulator.book()[0].acknowledged);
    rig.assert_books_balance();
}

#[test]
fn a_journal_that_cannot_be_written_sends_nothing() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    let raw = rusqlite::Connection::open(rig.setup.database()).unwrap();
    let refuse = "CREATE TRIGGER full BEFORE UPDATE ON attempt WHEN NEW.state = 'sent' BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    raw.execute_batch(refuse).unwrap();
    assert!(matches!(rig.pay(RF_FINE).end, PayEnd::Failed(tameio::desk::Trouble::Store(_))));
    let orders = rig.simulator.frames().iter().filter(|(_, frame)| frame.get(9) == Some(&b'A')).count();
    assert_eq!(orders, 0);
    raw.execute_batch("DROP TRIGGER full").unwrap();
    approved(&rig.pay(RF_FINE));
    rig.assert_books_balance();
}

#[test]
fn a_result_of_another_sale_is_audited_and_never_booked() {
    let mut rig = rig(Dialect::Aade, Line::Tcp);
    rig.simulator.set_mood(Mood::LateForeign);
    let report = rig.pay(RF_FINE);
    assert_eq!(approved(&report).amount, money("123.45"));
    assert_eq!(rig.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts.len(), 1);
    let raw = rusqlite::Connection::open(rig.setup.database()).unwrap();
    let mut audited = raw.prepare("SELECT detail FROM audit WHERE act = 'foreign_result'").unwrap();
    let details: Vec<String> = audited.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(details.len(), 2, "the sale keyed on the terminal and the late one: {details:?}");
}
