//! The terminal in all its moods: a real payment with each fault, in both dialects, over TCP and over a
//! pseudo-terminal, down to the journal, the debts, the receipts, the sentence and the step log; and after
//! asking the terminal again, what it charged is what the receipts say.

mod clocks;
mod later;
mod rig;
mod settle;
mod two_desks;

use std::collections::HashSet;
use std::mem::discriminant;

use rig::Rig;
use tameio::desk::Caller;
use tameio::desk::{DeskError, MAY_STILL_RUN, PayEnd, RecoverEnd, Refusal, TerminalNo};
use tameio::domain::debt::DebtStatus;
use tameio::domain::foreign::{Direction, ForeignKind};
use tameio::domain::receipt::ReceiptKind;
use tameio::domain::session::SessionNo;
use tameio::domain::till::BlockerKind;
use tameio::ecr::frame::Variant;
use tameio::ecr::simulator::Mood;
use tameio::ecr::terminal::Dialect;
use tameio::text::{Language, Text, say};
use tameio_testing::books::Monday;
use tameio_testing::faults::{Asked, Fault, Line, PLACES, Sale, faults};
use tameio_testing::rows;
use tameio_testing::sample::{RF_ONE, RF_TWO};

#[test]
fn each_fault_ends_as_it_must_and_what_was_charged_is_what_the_receipts_say() {
    let faults = faults();
    let rows: Vec<_> = faults.iter().flat_map(|fault| PLACES.map(|place| (place, fault))).collect();
    rows::each(&rows, |((dialect, line), fault)| endure(fault, *dialect, *line));
}

#[test]
fn the_table_has_every_mood() {
    let rows: HashSet<_> = faults()
        .iter()
        .flat_map(|fault| fault.asked.iter().map(|(mood, _)| *mood).chain([fault.mood]))
        .map(|mood| discriminant(&mood))
        .collect();
    for mood in Mood::ALL {
        assert!(rows.contains(&discriminant(mood)), "{mood:?}");
    }
}

fn endure(fault: &Fault, dialect: Dialect, line: Line) {
    let variant = if fault.slip { Variant::DeskPrints } else { Variant::TerminalPrints };
    let mut rig = Rig::with((dialect, line), variant);
    if fault.known {
        assert!(matches!(rig.pay(RF_TWO).end, PayEnd::Approved { .. }));
        rig = rig.restart();
    }
    let before = rig.receipts();
    rig.mood(fault.mood);
    let report = rig.pay(RF_ONE);
    let session = report.session.unwrap();
    let sale = fault.sale(line);
    assert_end(fault, sale, &report.end);
    let on_disk = rig.on_disk(session);
    let expected = match sale {
        Sale::Approved => ("approved", None),
        Sale::Declined => ("declined", Some(fault.code())),
        Sale::Refused => ("not_charged", Some(fault.code())),
        Sale::Unknown(reason) => ("unknown", Some(reason.to_owned())),
    };
    assert_eq!(on_disk, expected);
    assert_eq!(rig.log(session), fault.log(dialect, line));
    assert_eq!(rig.receipts() - before, usize::from(sale == Sale::Approved));
    match sale {
        Sale::Approved => assert_eq!(rig.status(RF_ONE), [DebtStatus::Paid]),
        Sale::Declined | Sale::Refused => assert_eq!(rig.status(RF_ONE), [DebtStatus::Open]),
        Sale::Unknown(_) => assert_fenced(&mut rig),
    }
    if dialect == Dialect::Aade && sale == Sale::Approved {
        // Nothing but the acknowledgement follows, and where it does not get through the terminal keeps the result.
        let heard = fault.mood != Mood::DeafToAck;
        rig.rest();
        assert!(rig.simulator.frames().iter().any(|(desk, frame)| *desk && frame.get(9) == Some(&b'R')));
        assert!(rig.simulator.book().iter().all(|charge| charge.acknowledged == heard));
    }
    recover(fault, &mut rig.restart(), dialect, session, sale);
}

fn assert_end(fault: &Fault, sale: Sale, end: &PayEnd) {
    let (greek, english) = (Text::new(Language::El), Text::new(Language::En));
    match (sale, end) {
        (Sale::Approved, PayEnd::Approved { print, .. }) => assert!(print.is_printed()),
        (Sale::Declined | Sale::Refused, PayEnd::Declined(no)) => {
            let (family, code) = match no {
                TerminalNo::Result(code) => ("result", code.to_string()),
                TerminalNo::Error(code) => ("error", code.to_string()),
            };
            assert!(fault.code().ends_with(&code));
            let listed = !["123", "Z9"].contains(&code.as_str());
            for text in [greek, english] {
                assert_eq!(text.has(&format!("terminal-{family}-{code}")), listed, "the sentence is the code's own");
                assert!(say::terminal_no(&text, no).contains(&code));
            }
        }
        (Sale::Unknown(expected), PayEnd::Unknown { reason }) => assert_eq!(*reason, expected),
        other => panic!("{other:?}"),
    }
    if let PayEnd::Unknown { reason } = end {
        assert_said(reason);
    }
}

/// The reason has a sentence of its own in both languages.
fn assert_said(reason: &str) {
    for language in Language::ALL {
        let text = Text::new(language);
        assert!(text.has(&format!("unknown-{}", reason.replace('_', "-"))), "{reason} in {}", language.word());
        assert!(!say::unknown(&text, reason).contains(reason));
    }
}

/// Nobody can pay the debt again, and nobody can close the day over it.
fn assert_fenced(rig: &mut Rig) {
    assert_eq!(rig.status(RF_ONE), [DebtStatus::Pending]);
    let frames = rig.simulator.frames().iter().filter(|(from_desk, _)| *from_desk).count();
    match rig.pay(RF_ONE).end {
        PayEnd::Refused(Refusal::Debt { status: DebtStatus::Pending, .. }) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(rig.simulator.frames().iter().filter(|(from_desk, _)| *from_desk).count(), frames, "nothing was sent");
    // What the terminal says of sessions that nobody asked for keeps the till open too.
    let blockers = rig.desk.till_status(&Caller::User).unwrap().blockers;
    assert_eq!(blockers.iter().filter(|one| one.kind == BlockerKind::UnknownOutcome).count(), 1);
    assert!(blockers[1..].iter().all(|one| one.kind == BlockerKind::UnclaimedResult), "{blockers:?}");
}

fn recover(fault: &Fault, rig: &mut Rig, dialect: Dialect, session: SessionNo, sale: Sale) {
    if !matches!(sale, Sale::Unknown(_)) {
        rig.mood(Mood::Approve);
        let report = rig.desk.recover(&Caller::User).unwrap();
        assert!(report.sessions.is_empty());
        match fault.mood {
            Mood::ApprovesLate if dialect == Dialect::Aade => book_what_came_late(rig, session),
            Mood::DeniesLate if dialect == Dialect::Aade => take_back_what_was_denied(rig, session),
            _ => {}
        }
        return rig.assert_books_balance();
    }
    if dialect == Dialect::Mellon {
        rig.mood(Mood::Approve);
        let frames = rig.simulator.frames().len();
        assert_eq!(asked(&rig.recover()), Ok("cannot_ask"));
        assert_eq!(rig.simulator.frames().len(), frames, "nobody can be asked");
        assert_said("cannot_ask");
        assert_fenced(rig);
        // What may have been charged is fenced, and the day cannot close, until two people have it in writing.
        return settle::by_two_people(rig, session);
    }
    let receipts = rig.receipts();
    for (mood, expected) in &fault.asked {
        rig.mood(*mood);
        let mut end = rig.recover();
        if let Asked::Free(_, "nothing_held") = expected {
            // It may still run there, and nothing is freed before it must be over.
            assert_eq!(asked(&end), Ok(MAY_STILL_RUN));
            assert!(end.known_from().is_some_and(|from| from > rig.desk.now()));
            assert_said(MAY_STILL_RUN);
            assert_fenced(rig);
            rig.wait_till_it_is_over();
            end = rig.recover();
        }
        match expected {
            Asked::Booked => assert_eq!(asked(&end), Err("approved")),
            Asked::Free(..) => assert_eq!(asked(&end), Err("not_charged")),
            Asked::Still(reason) => {
                assert_eq!(asked(&end), Ok(*reason));
                assert_said(reason);
                assert_fenced(rig);
            }
        }
    }
    match fault.asked.last().unwrap().1 {
        Asked::Booked => {
            assert_eq!(rig.on_disk(session).0, "approved");
            assert_eq!((rig.receipts() - receipts, rig.status(RF_ONE)), (1, vec![DebtStatus::Paid]));
            rig.rest();
            assert!(rig.simulator.book().iter().all(|charge| charge.acknowledged));
        }
        Asked::Free(state, reason) => {
            assert_eq!(rig.on_disk(session), (state, Some(reason.to_owned())));
            assert_eq!((rig.receipts() - receipts, rig.status(RF_ONE)), (0, vec![DebtStatus::Open]));
        }
        // The terminal charged what nobody asked for, or says so: the fence holds until people looked.
        Asked::Still(_) => return settle::by_two_people(rig, session),
    }
    assert!(rig.desk.recover(&Caller::User).unwrap().sessions.is_empty(), "asked again, nothing is booked twice");
    rig.assert_books_balance();
}

/// The terminal has the last word: the approval keeps the till open until two people book it as what was asked.
fn book_what_came_late(rig: &mut Rig, session: SessionNo) {
    rig.rest();
    assert!(rig.simulator.book().iter().all(|charge| charge.acknowledged), "it is on disk");
    let kept = rig.desk.kept_foreign(&Caller::User).unwrap();
    let [late] = &kept[..] else { panic!("{kept:?}") };
    assert_eq!((late.result.why, late.result.direction), (ForeignKind::Contradicts, Direction::Taken));
    assert!(late.is_unclaimed() && late.result.session == session.to_string());
    let blockers = rig.desk.till_status(&Caller::User).unwrap().blockers;
    assert!(matches!(&blockers[..], [one] if one.kind == BlockerKind::UnclaimedResult), "{blockers:?}");
    let (who, approver) = (Monday::books().who.clone(), rig.second());
    let closed = rig.desk.close_till(&who, None);
    assert!(matches!(closed, Err(DeskError::Refused(Refusal::TillBlocked { .. }))), "{closed:?}");
    let (receipt, _) = rig.desk.book_foreign(&who, &approver, late.number, "εγκρίθηκε αργά").unwrap();
    assert_eq!(Some(&receipt.card), late.result.card.as_ref());
    assert_eq!(rig.status(RF_ONE), [DebtStatus::Paid]);
    assert!(rig.desk.till_status(&Caller::User).unwrap().blockers.is_empty());
}

/// A receipt without a charge keeps the till open until two people took it back: no money goes back, because none came.
fn take_back_what_was_denied(rig: &mut Rig, session: SessionNo) {
    let kept = rig.desk.kept_foreign(&Caller::User).unwrap();
    let [denied] = &kept[..] else { panic!("{kept:?}") };
    assert_eq!((denied.result.why, denied.result.session.as_str()), (ForeignKind::Denies, &*session.to_string()));
    let blockers = rig.desk.till_status(&Caller::User).unwrap().blockers;
    assert!(matches!(&blockers[..], [one] if one.kind == BlockerKind::UnclaimedResult), "{blockers:?}");
    let (who, approver) = (Monday::books().who.clone(), rig.second());
    let closed = rig.desk.close_till(&who, None);
    assert!(matches!(closed, Err(DeskError::Refused(Refusal::TillBlocked { .. }))), "{closed:?}");
    let frames = rig.simulator.frames().len();
    let (document, print) = rig.desk.book_foreign(&who, &approver, denied.number, "δεν χρεώθηκε").unwrap();
    assert_eq!((document.kind, document.card.stan.as_str()), (ReceiptKind::Void, ""));
    assert!(print.is_printed());
    assert_eq!(rig.simulator.frames().len(), frames, "the terminal is asked for nothing");
    assert_eq!(rig.status(RF_ONE), [DebtStatus::Open]);
    assert!(rig.desk.till_status(&Caller::User).unwrap().blockers.is_empty());
}

/// Why it is still unknown, or the word for what is known.
fn asked(end: &RecoverEnd) -> Result<&'static str, &'static str> {
    end.unknown_for().ok_or(if matches!(end, RecoverEnd::NotCharged) { "not_charged" } else { "approved" })
}
