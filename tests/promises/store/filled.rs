//! Books in which no table is empty, and the day that leads to them.

use chrono::{NaiveDate, TimeDelta};
use tameio::domain::actor::Actor;
use tameio::domain::attempt::AttemptStep;
use tameio::domain::audit::AuditAct;
use tameio::domain::clocks::{ClockAcceptance, ClockOffset};
use tameio::domain::correction::CorrectionKind;
use tameio::domain::foreign::{Direction, ForeignKind, ForeignResult, WriteOff};
use tameio::domain::jump::{LastNumber, Numbered};
use tameio::domain::operator::OperatorId;
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::settlement::SettledRow;
use tameio::domain::steady::Steady;
use tameio::domain::terminal_codes::ResultCode;
use tameio::domain::till::Till;
use tameio::store::{Booking, Claim, KeptPin, Place, Resolution, SettlementSource, Verdict};

use super::books::{Books, DESK, OTHER_TERMINAL, TERMINAL, at, booking, card, cashier, entry, eur, supervisor, whole};
use super::close;

/// Two receipts, a declined attempt and one of unknown outcome.
pub fn the_desks_day() -> Books {
    let mut books = Books::new();
    books.pay(&[1]);
    let declined = books.confirmed(&[2]);
    books.step(&declined, AttemptStep::Decline);
    books.pay(&[2]);
    let lost = books.try_prepare(OTHER_TERMINAL, &[3]).unwrap();
    let steady = Steady { origin: "a start".into(), elapsed: TimeDelta::seconds(7) };
    books.store.send(lost.id, Some(&steady), at(3), &OperatorId::parse("maria").unwrap().into()).unwrap();
    books.step(&lost, AttemptStep::LoseTrack);
    books
}

/// The same day, and then: the first receipt refunded in part with a slip, the unknown outcome resolved, a foreign
/// result that was tied to a debt, a closed till, a void under way; another till, a refusal of cash, the steps of a
/// payment.
pub fn filled() -> Books {
    let mut books = the_desks_day();
    let lost = books.store.open_attempts().unwrap().pop().unwrap();
    let resolution = Resolution {
        attempt: lost.id,
        verdict: Verdict::NotCharged,
        evidence: "η τράπεζα δεν έχει τη χρέωση".into(),
        operator: cashier(),
        approver: supervisor(),
        at: at(9),
    };
    books.store.resolve(&resolution).unwrap();
    let first = books.store.receipt(&ReceiptNo::new("A", 2026, 1).unwrap()).unwrap().unwrap();
    let mut lines = books.left(&first);
    lines[0].capital = eur("40.00");
    let refund = books.prepare_correction(CorrectionKind::Refund, &first, Some(lines));
    books.step(&refund, AttemptStep::Send);
    books.store.book(&Booking { slip: Some(b"slip".to_vec()), ..booking(&refund) }).unwrap();
    let foreign = ForeignResult {
        desk: Some(DESK.into()),
        direction: Direction::Taken,
        terminal: OTHER_TERMINAL.into(),
        session: "POSTXN".into(),
        ecr: None,
        document: None,
        code: ResultCode::APPROVED,
        card: Some(card(eur("1.00"), 99)),
        why: ForeignKind::KeyedOnTerminal,
        seen_at: at(9),
        during: None,
    };
    assert_eq!(books.store.keep_foreign(&foreign), Ok(true));
    let second = books.store.receipt(&ReceiptNo::new("A", 2026, 2).unwrap()).unwrap().unwrap();
    let voiding = books.prepare_correction(CorrectionKind::Void, &second, None);
    books.store.add_trace(voiding.id, &[(at(9), "sent".into()), (at(10), "confirmed".into())]).unwrap();
    let mut payment = whole(OTHER_TERMINAL, &[books.debt(3)]);
    (payment.lines[0].capital, payment.lines[0].surcharge) = (eur("1.00"), eur("0.00"));
    let (series, reason) = ("A".to_owned(), "έχει το χαρτί".to_owned());
    books.store.book_claim(&Claim { number: 1, payment, card: None, series, reason, approver: supervisor() }).unwrap();
    close::closed_with_a_difference(&mut books);
    let till = Till {
        name: "1-2026-11-24".into(),
        desk: DESK.into(),
        day: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        opened_by: cashier(),
        opened_at: at(10),
        outside_hours: Some("απογραφή".into()),
        another: None,
        closed_at: None,
        closed_by: None,
    };
    books.store.open_till(&till, entry(AuditAct::OpenedOutsideHours, "1-2026-11-24")).unwrap();
    let stranger = ForeignResult { card: Some(card(eur("2.00"), 98)), ..foreign };
    assert_eq!(books.store.keep_foreign(&stranger), Ok(true));
    let off =
        WriteOff {
            reason: "δοκιμή του τεχνικού".into(), operator: cashier(), approver: supervisor(), at: at(10)
        };
    books.store.write_off_foreign(2, &till.name, &off).unwrap();
    books.store.count_cash_refusal(DESK, at(11), entry(AuditAct::CashRefused, "1")).unwrap();
    books.store.mark_printed(&first.number, at(12), &OperatorId::parse("maria").unwrap().into()).unwrap();
    let copied = entry(AuditAct::Restored, "copy.db");
    let held = [LastNumber { of: Numbered::Receipt, series: "A".into(), year: 2026, last: 90 }];
    assert_eq!(books.store.note_restored(&copied, &[], Some(&held)).unwrap().len(), 1);
    assert_eq!(books.store.note_compared("με την αναφορά", &supervisor(), at(12)), Ok(true));
    let accepted = ClockAcceptance {
        at: at(12),
        books_until: Some(at(13)),
        terminal: Some(ClockOffset { terminal: TERMINAL.into(), ahead_s: -3_600 }),
        reason: "το διόρθωσε ο τεχνικός".into(),
        by: supervisor(),
    };
    books.store.accept_clock(DESK, &accepted).unwrap();
    let beside = Place::Approval { asked_by: &cashier(), desk: DESK };
    let now = Steady { origin: "a start".into(), elapsed: TimeDelta::seconds(70) };
    let wrong = entry(AuditAct::SignInFailed, "eleni");
    books.store.note_wrong_pin(&supervisor(), beside, Some(&now), &wrong).unwrap();
    let later = Steady { origin: "another start".into(), elapsed: TimeDelta::seconds(7) };
    assert_eq!(books.store.wrong_pins(&supervisor(), beside, at(13), Some(&later)).unwrap().len(), 1);
    let recovered = entry(AuditAct::SupervisorRecovered, "anna");
    let anna = OperatorId::parse("anna").unwrap();
    books.store.recover_supervisor(&anna, "Άννα", KeptPin::own("$"), &recovered).unwrap();
    books.store.acknowledge_recovery(&supervisor(), &entry(AuditAct::RecoveryAcknowledged, "anna")).unwrap();
    let row = SettledRow {
        line: 2,
        value_date: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        rrn: first.card.rrn.clone(),
        ..SettledRow::split(first.card.final_amount.into(), None, None).unwrap()
    };
    let (name, sha256) = ("settled.csv".to_owned(), "0".repeat(64));
    let source = SettlementSource { name, sha256, who: Actor::user(Some("it".into())), at: at(13) };
    assert_eq!(books.store.load_settlement(&[row], &source).unwrap().rows, 1);
    for table in books.tables() {
        assert!(books.count(&table) > 0, "{table} is empty: fill it here");
    }
    books.assert_clean();
    books
}
