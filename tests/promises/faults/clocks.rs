//! Clocks that mislead: the PC's before the books or over a year's end, the terminal's apart from it.

use chrono::{DateTime, TimeDelta, Utc};
use tameio::desk::Caller;
use tameio::desk::clock::Clock;
use tameio::desk::{CorrectionOrder, DeskError, ImportOrder, PayEnd, PayReport, RecoverEnd, Refusal, SignedIn};
use tameio::domain::clocks::{ClockDoubt, ClockOffset};
use tameio::domain::correction::CorrectionKind;
use tameio::domain::debt::DebtStatus;
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::till::TillState;
use tameio::ecr::simulator::Mood;
use tameio::ecr::terminal::Dialect;
use tameio_testing::books::Monday;
use tameio_testing::faults::Line;
use tameio_testing::sample::{DEBTS, RF_ONE, RF_TWO};

use super::rig::Rig;

/// A third debt, and a fourth.
const RF_THREE: &str = "RF31999998000700000000003";
const RF_FOUR: &str = "RF04999998000700000000004";

/// With four debts that can be paid one after the other.
fn rig() -> Rig {
    let mut rig = Rig::new((Dialect::Aade, Line::Tcp));
    let header = DEBTS.lines().next().unwrap();
    let row = |rf: &str| format!("{rf};;Οφειλέτης {rf};{rf};0441;ΤΑΠ;2026;;31/12/2027;10,50;;;");
    let csv = rig.setup.data_dir.join("more.csv");
    std::fs::write(&csv, format!("{header}\n{}\n{}\n", row(RF_THREE), row(RF_FOUR))).unwrap();
    let loaded = rig.desk.import_debts(&Caller::User, &ImportOrder::of(&csv), &mut |_| {}).unwrap();
    assert_eq!((loaded.loaded, loaded.rejected.len()), (2, 0), "{:?}", loaded.rejected);
    rig
}

fn boss() -> &'static SignedIn {
    &Monday::books().who
}

fn cashier(rig: &mut Rig) -> SignedIn {
    let (id, pin) = (OperatorId::parse("nikos").unwrap(), Pin::parse("864209").unwrap());
    rig.desk.add_operator(boss(), &id, "Νίκος", Role::Cashier, &pin).unwrap();
    tameio_testing::pins::cheapen(&rig.setup.database(), Some("nikos"), pin.digits());
    rig.desk.sign_in(&id, &pin).unwrap()
}

fn put(rig: &Rig, at: &str) {
    rig.clock.set(at.parse().unwrap());
}

fn back(rig: &Rig, by: TimeDelta) -> DateTime<Utc> {
    let now = rig.clock.now();
    rig.clock.set(now - by);
    now
}

fn is_behind(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::ClockInDoubt(ClockDoubt::BehindTheBooks { .. }))
}

/// The refusal of a payment of which nothing was sent.
fn refused(rig: &mut Rig, rf: &str) -> Refusal {
    let orders = rig.orders();
    let PayReport { end: PayEnd::Refused(refusal), session: None, .. } = rig.pay(rf) else { panic!("not refused") };
    assert_eq!(rig.orders(), orders, "something was sent");
    refusal
}

fn approved(rig: &mut Rig, rf: &str) -> String {
    match rig.pay(rf).end {
        PayEnd::Approved { receipt, .. } => receipt.number.to_string(),
        other => panic!("{other:?}"),
    }
}

fn ahead_s(refusal: Refusal) -> i64 {
    match refusal {
        Refusal::ClockInDoubt(ClockDoubt::TerminalDiffers { clock, .. }) => clock.ahead_s,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_clock_before_the_last_entry_sells_and_gives_back_and_closes_only_after_a_supervisor_said_why() {
    let mut rig = rig();
    let (cashier, approver) = (cashier(&mut rig), rig.second());
    approved(&mut rig, RF_ONE);
    back(&rig, TimeDelta::minutes(5));
    approved(&mut rig, RF_TWO);
    let latest = rig.clock.now();
    back(&rig, TimeDelta::minutes(1));
    let now = rig.clock.now();
    // Five minutes before the last receipt but one, which is the latest entry.
    assert_eq!(
        refused(&mut rig, RF_THREE),
        Refusal::ClockInDoubt(ClockDoubt::BehindTheBooks { now, latest: latest + TimeDelta::minutes(5) })
    );
    let receipt = rig.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts.pop().unwrap().number;
    let order = CorrectionOrder { kind: CorrectionKind::Void, receipt, reason: "λάθος".into(), amount: None };
    let voided = rig.desk.correct(boss(), &approver, &order, &mut |_| {}).end;
    assert!(matches!(&voided, PayEnd::Refused(refusal) if is_behind(refusal)), "{voided:?}");
    let closed = rig.desk.close_till(boss(), None).unwrap_err();
    assert!(matches!(&closed, DeskError::Refused(refusal) if is_behind(refusal)), "{closed:?}");

    let mut accept = |who: &SignedIn, reason: &str| rig.desk.accept_clock(who, reason);
    assert!(matches!(accept(&cashier, "έτσι"), Err(DeskError::Refused(Refusal::NotAllowed))));
    assert!(matches!(accept(boss(), " "), Err(DeskError::Refused(Refusal::NeedsReason))));
    assert_eq!(accept(boss(), "το διόρθωσε ο τεχνικός").unwrap().len(), 1);
    assert!(matches!(accept(boss(), "πάλι"), Err(DeskError::Refused(Refusal::ClockNotInDoubt))));
    approved(&mut rig, RF_THREE);

    back(&rig, TimeDelta::minutes(6));
    assert!(is_behind(&refused(&mut rig, RF_FOUR)), "it was put back once more");
    rig.desk.accept_clock(boss(), "πάλι ο τεχνικός").unwrap();
    let report = rig.desk.close_till(boss(), None).unwrap().0.report;
    let accepted: Vec<&str> = report.clocks.accepted.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(accepted, ["το διόρθωσε ο τεχνικός", "πάλι ο τεχνικός"]);
    assert!(report.clocks.accepted.iter().all(|one| one.by == boss().operator().id && one.books_until.is_some()));
    rig.assert_books_balance();
}

#[test]
fn a_till_that_a_wrong_clock_closed_does_not_take_the_real_day_away() {
    let mut rig = rig();
    let cashier = cashier(&mut rig);
    rig.desk.close_till(boss(), None).unwrap();
    // Wednesday the 25th, by a clock that is a day ahead.
    put(&rig, "2026-11-25T08:00:00Z");
    rig.desk.open_till(&cashier, None).unwrap();
    assert_eq!(approved(&mut rig, RF_ONE), "A-2026-000001");
    rig.desk.close_till(boss(), None).unwrap();
    // It is Tuesday.
    put(&rig, "2026-11-24T08:30:00Z");
    let refused = rig.desk.open_till(&cashier, None).unwrap_err();
    assert!(matches!(&refused, DeskError::Refused(refusal) if is_behind(refusal)), "{refused:?}");
    let refused = rig.desk.open_till(&cashier, Some("το ρολόι ήταν λάθος")).unwrap_err();
    assert!(matches!(&refused, DeskError::Refused(refusal) if is_behind(refusal)), "a cashier may not: {refused:?}");
    rig.desk.open_till(boss(), Some("το ρολόι ήταν μία ημέρα μπροστά")).unwrap();
    assert_eq!(approved(&mut rig, RF_TWO), "A-2026-000002");
    rig.desk.close_till(boss(), None).unwrap();
    // The real Wednesday, earlier than the wrong one was closed.
    put(&rig, "2026-11-25T06:40:00Z");
    assert_eq!(rig.desk.till_status(&Caller::User).unwrap().state, TillState::Closed);
    let day = || Refusal::DayWasClosed("1-2026-11-25".into());
    for (who, reason) in [(&cashier, None), (&cashier, Some("θα ανοίξω")), (boss(), None), (boss(), Some("  "))]
    {
        let refused = rig.desk.open_till(who, reason).unwrap_err();
        assert!(matches!(&refused, DeskError::Refused(refusal) if *refusal == day()), "{refused:?}");
    }
    assert_eq!(self::refused(&mut rig, RF_THREE), Refusal::TillEnded);
    let till = rig.desk.open_till(boss(), Some("το πρώτο το έκλεισε λάθος ρολόι")).unwrap();
    assert_eq!(
        (till.name.as_str(), till.another.as_deref()),
        ("1-2026-11-25-2", Some("το πρώτο το έκλεισε λάθος ρολόι"))
    );
    assert!(matches!(rig.desk.open_till(boss(), Some("κι άλλο")), Err(DeskError::Refused(Refusal::TillOpen))));
    assert_eq!(approved(&mut rig, RF_THREE), "A-2026-000003");
    let status = rig.desk.till_status(&Caller::User).unwrap();
    assert_eq!(
        (status.name.as_str(), status.state, status.totals.as_ref().unwrap().receipts),
        ("1-2026-11-25-2", TillState::Open, 1)
    );
    let (kept, _) = rig.desk.close_till(boss(), None).unwrap();
    assert_eq!(kept.report.till, "1-2026-11-25-2");
    assert!(rig.desk.z_text(&Caller::User, &kept).unwrap().contains("το πρώτο το έκλεισε"), "the Z report says why");
    rig.assert_books_balance();
}

#[test]
fn a_terminal_whose_clock_is_apart_is_asked_about_once_and_again_when_it_changes() {
    let mut rig = rig();
    rig.simulator.set_clock_ahead(300);
    approved(&mut rig, RF_ONE);
    assert_eq!(rig.desk.clock_doubts(&Caller::User).unwrap(), [], "five minutes are nothing");
    rig.simulator.set_clock_ahead(3_600);
    approved(&mut rig, RF_TWO);
    let apart = ClockOffset { terminal: rig.terminal_name(), ahead_s: 3_600 };
    assert_eq!(rig.desk.till_status(&Caller::User).unwrap().terminal_clock, Some(apart.clone()));
    assert_eq!(ahead_s(refused(&mut rig, RF_THREE)), 3_600);
    rig.desk.accept_clock(boss(), "δεν άλλαξε στη θερινή ώρα").unwrap();
    rig.simulator.set_clock_ahead(3_700);
    approved(&mut rig, RF_THREE);
    assert_eq!(rig.desk.clock_doubts(&Caller::User).unwrap(), [], "not at every sale");
    assert_eq!(
        rig.desk.till_status(&Caller::User).unwrap().terminal_clock,
        Some(ClockOffset { ahead_s: 3_700, ..apart.clone() })
    );
    rig.simulator.set_clock_ahead(-600);
    approved(&mut rig, RF_FOUR);
    assert!(
        matches!(&rig.desk.clock_doubts(&Caller::User).unwrap()[..], [ClockDoubt::TerminalDiffers { clock, .. }] if clock.ahead_s == -600)
    );
    // A close is not a sale: nobody is asked, and it stands on the report.
    let report = rig.desk.close_till(boss(), None).unwrap().0.report;
    assert_eq!(report.clocks.apart, [ClockOffset { ahead_s: -600, ..apart.clone() }]);
    let accepted: Vec<_> = report.clocks.accepted.iter().map(|one| one.terminal.clone()).collect();
    assert_eq!(accepted, [Some(apart)]);
    rig.assert_books_balance();
}

#[test]
fn a_clock_that_is_set_right_is_asked_about_no_more() {
    let mut rig = rig();
    rig.simulator.set_clock_ahead(600);
    approved(&mut rig, RF_ONE);
    rig.desk.accept_clock(boss(), "ο τεχνικός έρχεται").unwrap();
    rig.simulator.set_clock_ahead(0);
    approved(&mut rig, RF_TWO);
    approved(&mut rig, RF_THREE);
    assert_eq!(rig.desk.till_status(&Caller::User).unwrap().terminal_clock, None);
}

#[test]
fn a_receipt_of_an_earlier_year_than_the_one_before_it_is_said() {
    let mut rig = rig();
    rig.desk.close_till(boss(), None).unwrap();
    put(&rig, "2027-01-04T08:00:00Z");
    rig.desk.open_till(boss(), None).unwrap();
    assert_eq!(approved(&mut rig, RF_ONE), "A-2027-000001");
    rig.desk.close_till(boss(), None).unwrap();
    put(&rig, "2026-12-14T08:00:00Z");
    rig.desk.open_till(boss(), Some("το ρολόι ήταν τρεις εβδομάδες μπροστά")).unwrap();
    assert_eq!(approved(&mut rig, RF_TWO), "A-2026-000001");
    assert_eq!(approved(&mut rig, RF_THREE), "A-2026-000002");
    let (kept, _) = rig.desk.close_till(boss(), None).unwrap();
    let back: Vec<String> =
        kept.report.clocks.years_back.iter().map(|back| format!("{} after {}", back.document, back.after)).collect();
    assert_eq!(back, ["A-2026-000001 after A-2027-000001"]);
    assert!(rig.desk.z_text(&Caller::User, &kept).unwrap().contains("A-2026-000001 μετά την A-2027-000001"));
    let found = rig.desk.verify(&Caller::User).unwrap();
    assert!(found.is_clean(), "{:?}", found.differences);
    let remarks: Vec<_> = found.remarks.iter().map(|remark| (remark.what, remark.row.as_str())).collect();
    assert_eq!(remarks, [("year_back", "A-2026-000001")]);
}

#[test]
fn a_charge_that_the_clocks_date_before_its_request_is_never_called_not_charged() {
    for (dialect, line) in [(Dialect::Aade, Line::Tcp), (Dialect::Aade, Line::Pty), (Dialect::Mellon, Line::Tcp)] {
        let mut rig = Rig::new((dialect, line));
        let approver = rig.second();
        // The PC's clock is a day ahead, and nobody knows it yet.
        rig.simulator.set_clock_ahead(-86_400);
        assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Unknown { reason: "not_its_answer" }));
        assert_eq!(ahead_s(refused(&mut rig, RF_TWO)), -86_400, "the next is asked about before it is sold");
        rig.wait_till_it_is_over();
        if dialect == Dialect::Aade {
            let end = rig.recover();
            assert_eq!(
                end.unknown_for(),
                Some("not_its_answer"),
                "the terminal holds nothing more, and it was charged"
            );
        }
        assert_eq!(rig.status(RF_ONE), [DebtStatus::Pending]);
        let number =
            rig.desk.kept_foreign(&Caller::User).unwrap().iter().find(|kept| kept.is_unclaimed()).unwrap().number;
        let session = rig.desk.unresolved(&Caller::User).unwrap()[0].session;
        let freed = rig.desk.resolve(
            boss(),
            &approver,
            session,
            tameio::desk::Claim::NotCharged,
            &super::settle::words("ακυρώθηκε στο τερματικό, δεν τυπώθηκε απόδειξη"),
        );
        assert!(
            matches!(freed, Err(DeskError::Refused(Refusal::ApprovalUndecided { number: named, .. })) if named == number),
            "{freed:?}"
        );
        rig.desk.book_foreign(boss(), &approver, number, "το δελτίο είναι αυτής της πληρωμής").unwrap();
        assert_eq!(rig.status(RF_ONE), [DebtStatus::Paid]);
        assert_eq!(rig.unknown(), 0);
        // Once a supervisor said which clock is wrong, the answers of that clock are answers.
        rig.desk.accept_clock(boss(), "το ρολόι του υπολογιστή").unwrap();
        approved(&mut rig, RF_TWO);
        rig.assert_books_balance();
    }
}

#[test]
fn an_old_approval_that_two_people_wrote_off_frees_the_debt_once_the_terminal_holds_nothing() {
    let mut rig = rig();
    let approver = rig.second();
    rig.simulator.set_clock_ahead(-86_400);
    assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Unknown { reason: "not_its_answer" }));
    rig.wait_till_it_is_over();
    let number = rig.desk.kept_foreign(&Caller::User).unwrap()[0].number;
    rig.desk.write_off_foreign(boss(), &approver, number, "έγκριση της προηγούμενης ημέρας").unwrap();
    assert!(matches!(rig.recover(), RecoverEnd::NotCharged));
    assert_eq!(rig.status(RF_ONE), [DebtStatus::Open]);
}

#[test]
fn a_clock_that_was_put_back_hides_no_charge_that_came_after_all() {
    let mut rig = rig();
    rig.mood(Mood::ApprovesLate);
    assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Declined(_)));
    rig.mood(Mood::Approve);
    rig.rest();
    back(&rig, TimeDelta::minutes(4));
    let refusal = refused(&mut rig, RF_ONE);
    assert!(matches!(refusal, Refusal::ChargedAfterAll { .. }), "{refusal:?}");
}
