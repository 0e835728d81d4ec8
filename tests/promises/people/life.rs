//! What becomes of operators: nobody is deleted, the last supervisor stays, who is disabled is out at once, and who owns the
//! data directory finds a way in that everybody sees.

use rusqlite::Connection;
use tameio::desk::{Caller, PayEnd, PayItem, PayOrder, PayStep, PayTarget, Refusal};
use tameio::domain::operator::Role;
use tameio::domain::rf::Rf;
use tameio::domain::tender::Tender;
use tameio::paper::device::PrinterLink;
use tameio_testing::books::{PIN, SUPERVISOR};
use tameio_testing::sample::RF_ONE;

use super::{CASHIER, OTHER, People, id, people, pin, refusal};

fn last_entry(people: &People) -> (String, String, String) {
    let books = Connection::open(people.setup.database()).unwrap();
    let sql = "SELECT act, subject, detail FROM audit ORDER BY seq DESC LIMIT 1";
    books.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap()
}

#[test]
fn who_is_disabled_or_given_another_role_or_pin_is_out_at_once_wherever_they_were_signed_in() {
    type Change = fn(&mut People);
    let changes: [Change; 3] = [
        |people| drop(people.desk.disable_operator(&people.boss.clone(), &id(CASHIER)).unwrap()),
        |people| drop(people.desk.set_role(&people.boss.clone(), &id(CASHIER), Role::Auditor).unwrap()),
        |people| drop(people.desk.reset_pin(&people.boss.clone(), &id(CASHIER), &pin("846135")).unwrap()),
    ];
    for change in changes {
        let mut people = people();
        let cashier = people.sign_in(CASHIER).unwrap();
        // Also of another program.
        let mut elsewhere = tameio::desk::Desk::open(&people.setup).unwrap();
        assert!(elsewhere.look_up(&cashier, "123456783").is_ok());
        change(&mut people);
        assert_eq!(elsewhere.look_up(&cashier, "123456783").map(drop).map_err(refusal), Err(Refusal::SessionEnded));
        assert!(people.desk.look_up(&people.boss.clone(), "123456783").is_ok());
    }
}

#[test]
fn the_last_supervisor_is_neither_disabled_nor_given_another_role() {
    let mut people = people();
    let boss = people.boss.clone();
    people.desk.disable_operator(&boss, &id(OTHER)).unwrap();
    let last = Err(Refusal::LastSupervisor(id(SUPERVISOR)));
    assert_eq!(people.desk.disable_operator(&boss, &id(SUPERVISOR)).map(drop).map_err(refusal), last);
    assert_eq!(people.desk.set_role(&boss, &id(SUPERVISOR), Role::Cashier).map(drop).map_err(refusal), last);
    assert!(people.desk.operators(&boss).is_ok(), "nothing ended");
    people.desk.enable_operator(&boss, &id(OTHER)).unwrap();
    people.desk.set_role(&boss, &id(SUPERVISOR), Role::Cashier).unwrap();
    assert_eq!(people.desk.operators(&boss).map(drop).map_err(refusal), Err(Refusal::SessionEnded));
}

#[test]
fn each_change_has_its_entry_and_nobody_is_deleted() {
    let mut people = people();
    let boss = people.boss.clone();
    let entry = |act: &str, detail: &str| (act.to_owned(), CASHIER.to_owned(), detail.to_owned());
    people.desk.disable_operator(&boss, &id(CASHIER)).unwrap();
    assert_eq!(last_entry(&people), entry("operator_disabled", ""));
    assert_eq!(people.sign_in(CASHIER), Err(Refusal::OperatorDisabled(id(CASHIER))));
    people.desk.enable_operator(&boss, &id(CASHIER)).unwrap();
    assert_eq!(last_entry(&people), entry("operator_enabled", ""));
    people.desk.set_role(&boss, &id(CASHIER), Role::Technician).unwrap();
    assert_eq!(last_entry(&people), entry("role_changed", "technician"));
    people.desk.reset_pin(&boss, &id(CASHIER), &pin("846135")).unwrap();
    assert_eq!(last_entry(&people), entry("pin_reset", ""));
    people.desk.change_pin(&id(CASHIER), &pin("846135"), &pin("482915")).unwrap();
    assert_eq!(last_entry(&people), entry("signed_in", ""));
    assert_eq!(people.desk.operators(&boss).unwrap().len(), 3);
    assert!(people.desk.verify(&Caller::User).unwrap().is_clean());
}

#[test]
fn a_supervisor_made_by_the_owner_of_the_data_directory_stands_before_everybody_until_it_is_acknowledged() {
    let mut people = people();
    for name in [SUPERVISOR, OTHER] {
        for _ in 0..5 {
            people.try_pin(name, "000001").unwrap_err();
            people.clocks.pass(8);
        }
    }
    let inside = people.boss.clone();
    people.desk.recover_supervisor(&id("maria"), "Μαρία", &pin("482915")).unwrap();
    assert_eq!(last_entry(&people), ("supervisor_recovered".into(), "maria".into(), "new".into()));
    let maria = people.try_pin("maria", "482915").unwrap();
    for who in [Caller::User, maria.clone().into(), inside.into()] {
        assert_eq!(people.desk.day(&who).unwrap().recovery.unwrap().operator, id("maria"));
    }
    assert!(people.desk.enable_operator(&maria, &id(OTHER)).is_ok());
    let other = people.sign_in(OTHER).unwrap();
    people.desk.acknowledge_recovery(&other).unwrap();
    assert_eq!(people.desk.day(&Caller::User).unwrap().recovery, None);
    assert_eq!(people.desk.acknowledge_recovery(&other).map_err(refusal), Err(Refusal::NothingToAcknowledge));
    assert!(people.desk.verify(&Caller::User).unwrap().is_clean());
}

/// The only supervisor of a small municipality who forgot the PIN, or is locked.
#[test]
fn recovery_lets_in_who_is_known_already_with_a_new_pin() {
    let mut people = people();
    people.desk.disable_operator(&people.boss.clone(), &id(OTHER)).unwrap();
    for _ in 0..5 {
        people.try_pin(SUPERVISOR, "000001").unwrap_err();
        people.clocks.pass(8);
    }
    people.desk.recover_supervisor(&id(SUPERVISOR), "άλλο όνομα", &pin("482915")).unwrap();
    assert_eq!(last_entry(&people).2, "known");
    assert!(people.try_pin(SUPERVISOR, PIN).is_err());
    people.clocks.pass(1);
    let boss = people.try_pin(SUPERVISOR, "482915").unwrap();
    assert_ne!(boss.operator().name, "άλλο όνομα", "receipts and people know the name as it was");
    people.desk.recover_supervisor(&id(CASHIER), "Νίκος", &pin("482915")).unwrap();
    assert_eq!(people.try_pin(CASHIER, "482915").unwrap().operator().role, Role::Supervisor);
}

/// The card is at the terminal: whoever is disabled now is still owed nothing less than the receipt of it.
#[test]
fn a_payment_that_runs_when_its_cashier_is_disabled_goes_on_to_its_receipt() {
    let mut people = people();
    let cashier = people.sign_in(CASHIER).unwrap();
    let mut config = (*people.setup.config).clone();
    config.terminal.protocol.simulated = true;
    config.printer.link = PrinterLink::Screen;
    people.setup.config = config.into();
    people.restart();
    let mut elsewhere = tameio::desk::Desk::open(&people.setup).unwrap();
    let boss = people.boss.clone();
    let of = PayTarget::Rf(Rf::parse(RF_ONE).unwrap().rf);
    let order = PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }], one_payer: false };
    let paid = people.desk.pay(&cashier, &order, &mut |step| {
        if matches!(step, PayStep::Sent) {
            elsewhere.disable_operator(&boss, &id(CASHIER)).unwrap();
        }
    });
    let PayEnd::Approved { receipt, print, .. } = paid.end else { panic!("{:?}", paid.end) };
    assert!(print.is_printed() && receipt.cashier == id(CASHIER));
    let again = people.desk.pay(&cashier, &order, &mut |_| {});
    assert!(matches!(again.end, PayEnd::Refused(Refusal::SessionEnded)), "{:?}", again.end);
    assert!(people.desk.verify(&Caller::User).unwrap().is_clean());
}
