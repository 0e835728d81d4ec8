//! Two desks on one database and one terminal: what one of them left open binds the other.

use std::sync::Arc;

use tameio::config::TerminalLink;
use tameio::desk::Caller;
use tameio::desk::{Desk, DeskError, MAY_STILL_RUN, PayEnd, PayItem, PayOrder, PayReport, PayTarget, RecoverEnd};
use tameio::desk::{Refusal, Setup};
use tameio::domain::debt::DebtStatus;
use tameio::domain::rf::Rf;
use tameio::domain::tender::Tender;
use tameio::domain::till::BlockerKind;
use tameio::ecr::simulator::Mood;
use tameio::ecr::terminal::Dialect;
use tameio_testing::books::Monday;
use tameio_testing::faults::Line;
use tameio_testing::sample::{RF_ONE, RF_TWO};

use super::rig::Rig;

/// A second desk on the rig's books and terminal, with its own till.
fn second_desk(rig: &Rig) -> Desk {
    let mut config = (*rig.setup.config).clone();
    config.desk.id = "2".to_owned();
    config.desk.series = "B".to_owned();
    let mut desk = Desk::open(&Setup { config: Arc::new(config), ..rig.setup.clone() }).unwrap();
    desk.reach_terminal_over(rig.simulator.attentive());
    desk.open_till(&Monday::books().who, None).unwrap();
    desk
}

fn pay(desk: &mut Desk, rf: &str) -> PayReport {
    let of = PayTarget::Rf(Rf::parse(rf).unwrap().rf);
    let order = PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }], one_payer: false };
    desk.pay(&Monday::books().who, &order, &mut |_| {})
}

fn only_end(desk: &mut Desk) -> RecoverEnd {
    let mut sessions = desk.recover(&Caller::User).unwrap().sessions;
    assert_eq!(sessions.len(), 1);
    sessions.remove(0).end
}

#[test]
fn what_one_desk_left_open_on_the_terminal_binds_the_other_desk_too() {
    let mut rig = Rig::new((Dialect::Aade, Line::Tcp));
    let mut other = second_desk(&rig);
    assert!(matches!(pay(&mut other, RF_TWO).end, PayEnd::Approved { .. }));
    rig.mood(Mood::CloseAfterConfirm);
    assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Unknown { .. }));
    rig.mood(Mood::Approve);
    // The terminal was heard of just now, but the sale of the first desk may run: an echo goes first.
    let refused = pay(&mut other, RF_ONE).end;
    assert!(matches!(refused, PayEnd::Refused(Refusal::Debt { status: DebtStatus::Pending, .. })), "{refused:?}");
    assert_eq!(only_end(&mut other).unknown_for(), Some(MAY_STILL_RUN));
    assert_eq!(rig.status(RF_ONE), [DebtStatus::Pending]);
    rig.wait_till_it_is_over();
    assert!(matches!(only_end(&mut other), RecoverEnd::NotCharged));
    assert_eq!(rig.status(RF_ONE), [DebtStatus::Open]);
    rig.assert_books_balance();
}

#[test]
fn the_second_desk_sends_an_echo_before_a_sale_while_the_firsts_may_run() {
    let mut rig = Rig::new((Dialect::Aade, Line::Tcp));
    let mut other = second_desk(&rig);
    rig.mood(Mood::SilentAfterConfirm);
    assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Unknown { .. }));
    rig.mood(Mood::Asleep(100));
    let orders = rig.orders();
    assert!(matches!(pay(&mut other, RF_TWO).end, PayEnd::Failed(_)), "the terminal does not answer");
    assert_eq!(rig.orders(), orders, "nothing was sent into it");
    rig.mood(Mood::Approve);
    let report = pay(&mut other, RF_TWO);
    assert!(matches!(report.end, PayEnd::Approved { .. }), "{:?}", report.end);
    assert!(rig.log(report.session.unwrap()).starts_with(">echo"));
    assert!(matches!(only_end(&mut other), RecoverEnd::Approved { .. }));
    rig.assert_books_balance();
}

#[test]
fn a_result_of_the_first_desks_session_keeps_that_desks_till_open_whoever_heard_it() {
    let mut rig = Rig::new((Dialect::Aade, Line::Tcp));
    let mut other = second_desk(&rig);
    rig.mood(Mood::ApprovesLate);
    assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Declined(_)));
    rig.mood(Mood::Approve);
    rig.rest();
    assert_eq!(other.recover(&Caller::User).unwrap().foreign.len(), 1);
    assert_eq!(other.till_status(&Caller::User).unwrap().blockers, []);
    let kinds: Vec<BlockerKind> =
        rig.desk.till_status(&Caller::User).unwrap().blockers.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [BlockerKind::UnclaimedResult]);
    let who = &Monday::books().who;
    assert!(matches!(rig.desk.close_till(who, None), Err(DeskError::Refused(Refusal::TillBlocked { .. }))));
    other.close_till(who, None).unwrap();
}

#[test]
fn a_debt_that_one_terminal_charged_after_all_is_not_asked_for_at_another_either() {
    let mut rig = Rig::new((Dialect::Aade, Line::Tcp));
    rig.mood(Mood::ApprovesLate);
    assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Declined(_)));
    rig.mood(Mood::Approve);
    rig.rest();
    assert_eq!(rig.desk.recover(&Caller::User).unwrap().foreign.len(), 1);
    let mut config = (*rig.setup.config).clone();
    config.terminal.link = TerminalLink::Tcp { address: "another.invalid:4000".to_owned() };
    rig.setup = Setup { config: Arc::new(config), ..rig.setup.clone() };
    let mut other = second_desk(&rig);
    let orders = rig.orders();
    let refused = pay(&mut other, RF_ONE).end;
    assert!(matches!(refused, PayEnd::Refused(Refusal::ChargedAfterAll { .. })), "{refused:?}");
    assert_eq!(rig.orders(), orders, "nothing was sent");
}
