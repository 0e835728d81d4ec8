//! What two people do at the end with what no machine could clear up: the terminal's own slip is held against the
//! journal, what it charged otherwise is decided, and then every charge has its receipt or its reason.

use tameio::desk::{Caller, Claim, ResolveEnd};
use tameio::domain::debt::DebtStatus;
use tameio::domain::evidence::{Evidence, TypedEvidence};
use tameio::domain::session::SessionNo;
use tameio::ecr::simulator::Charge;
use tameio_testing::books::Monday;
use tameio_testing::sample::RF_ONE;

use super::rig::Rig;

/// Ends an unknown outcome on paper and decides what else the terminal reported.
pub fn by_two_people(rig: &mut Rig, session: SessionNo) {
    rig.wait_till_it_is_over();
    let attempt = rig.attempt(session);
    let charges: Vec<Charge> = rig.simulator.book().into_iter().filter(|charge| charge.session == session).collect();
    assert!(charges.len() <= 1, "one card was charged twice: {charges:?}");
    let (as_asked, otherwise): (Vec<Charge>, Vec<Charge>) =
        charges.into_iter().partition(|charge| charge.amount == attempt.amount);
    let (claim, evidence) = match &as_asked[..] {
        [charge] => (Claim::Approved, slip(charge)),
        _ => (Claim::NotCharged, words("ακυρώθηκε στο τερματικό, δεν τυπώθηκε απόδειξη")),
    };
    let (who, approver) = (Monday::books().who.clone(), rig.second());
    match rig.desk.resolve(&who, &approver, session, claim, &evidence).unwrap() {
        ResolveEnd::Charged { .. } => {
            assert_eq!((claim, rig.status(RF_ONE)), (Claim::Approved, vec![DebtStatus::Paid]))
        }
        ResolveEnd::NotCharged { .. } => {
            assert_eq!((claim, rig.status(RF_ONE)), (Claim::NotCharged, vec![DebtStatus::Open]));
        }
        ResolveEnd::TerminalAnswered(end, _) => panic!("{end:?}"),
    }
    assert_eq!(rig.unknown(), 0);
    // Of another amount than was asked for: given back on the terminal, and written off with that reason.
    let unclaimed: Vec<u32> = rig
        .desk
        .kept_foreign(&Caller::User)
        .unwrap()
        .iter()
        .filter(|kept| kept.is_unclaimed())
        .map(|kept| kept.number)
        .collect();
    for number in unclaimed {
        rig.desk.write_off_foreign(&who, &approver, number, "επιστράφηκε στο τερματικό").unwrap();
    }
    let given_back: i64 = otherwise.iter().map(|charge| charge.amount.cents()).sum();
    let charged: i64 = rig.simulator.book().iter().map(|charge| charge.amount.cents()).sum();
    let receipts = rig.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts;
    let booked: i64 = receipts.iter().map(|receipt| receipt.amount.cents()).sum();
    assert_eq!(charged - given_back, booked, "charged and receipted differ");
    rig.assert_books_verify();
    assert!(rig.desk.till_status(&Caller::User).unwrap().blockers.is_empty(), "the day can be closed");
}

/// What stands on the terminal's slip of a charge.
pub fn slip(charge: &Charge) -> Evidence {
    let card = &charge.card;
    let typed = TypedEvidence {
        stan: card.stan.clone(),
        auth_code: card.auth_code.clone(),
        at: card.at.expect("a slip tells the time").format("%Y-%m-%d %H:%M:%S").to_string(),
        rrn: card.rrn.clone(),
        amount: card.amount.greek(),
        ..TypedEvidence::default()
    };
    Evidence::read(&typed).expect("the terminal's slip is evidence")
}

/// What is said where no card was charged.
pub fn words(words: &str) -> Evidence {
    Evidence::read(&TypedEvidence::words(words)).expect("enough is said")
}
