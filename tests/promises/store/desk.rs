//! Operators, tills, receipts as they are listed and printed.

use chrono::NaiveDate;
use tameio::domain::attempt::AttemptStep;
use tameio::domain::audit::AuditAct;
use tameio::domain::balance::Balance;
use tameio::domain::operator::{OperatorId, Role};
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::refusal::Refusal;
use tameio::domain::till::{BlockerKind, Till};
use tameio::store::{Booking, KeptPin, ReceiptFilter, StoreError};

use super::books::{Books, DESK, OTHER_TERMINAL, afm, at, booking, cashier, entry, eur, rf, supervisor};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn till(day_of_month: u32) -> Till {
    Till {
        name: format!("1-2026-11-{day_of_month}"),
        desk: DESK.into(),
        day: day(day_of_month),
        opened_by: cashier(),
        opened_at: at(0),
        outside_hours: None,
        another: None,
        closed_at: None,
        closed_by: None,
    }
}

fn net(text: &str) -> Balance {
    Balance::from(eur(text))
}

fn opened() -> AuditAct {
    AuditAct::TillOpened
}

#[test]
fn operators_come_back_as_they_were_added() {
    let mut books = Books::empty();
    let id = OperatorId::parse("petros").unwrap();
    let added = books
        .store
        .add_operator(
            &id,
            "Πέτρος Παπάς",
            Role::Supervisor,
            KeptPin::own("$other"),
            entry(AuditAct::OperatorAdded, "petros"),
        )
        .unwrap();
    assert_eq!((added.number, added.role, added.active), (3, Role::Supervisor, true));
    assert_eq!(books.store.operator(&id).unwrap(), Some(added.clone()));
    assert_eq!(books.store.operators().unwrap()[2], added);
    assert_eq!(books.store.pin_hash(&id).unwrap().as_deref(), Some("$other"));
    let again = books.store.add_operator(
        &id,
        "Άλλη",
        Role::Cashier,
        KeptPin::own("$"),
        entry(AuditAct::OperatorAdded, "petros"),
    );
    assert_eq!(again, Err(Refusal::OperatorExists(id).into()));
    let nobody = OperatorId::parse("nobody").unwrap();
    assert_eq!((books.store.operator(&nobody).unwrap(), books.store.pin_hash(&nobody).unwrap()), (None, None));
}

#[test]
fn who_was_disabled_stays_so_and_it_is_written_once() {
    let mut books = Books::empty();
    let id = cashier();
    let entries = |books: &Books| books.store.audit_head().unwrap().unwrap().0;
    let before = entries(&books);
    for _ in 0..2 {
        let disabled = books.store.disable_operator(&id, entry(AuditAct::OperatorDisabled, "maria")).unwrap();
        assert_eq!((disabled.id, disabled.active), (id.clone(), false));
    }
    let books = books.crashed();
    assert_eq!(entries(&books), before + 1);
    assert!(!books.store.operator(&id).unwrap().unwrap().active);
    assert_eq!(books.store.operators().unwrap().iter().filter(|operator| operator.active).count(), 1);
}

#[test]
fn nobody_who_is_not_there_is_disabled() {
    let mut books = Books::empty();
    let nobody = OperatorId::parse("nobody").unwrap();
    let refused = books.store.disable_operator(&nobody, entry(AuditAct::OperatorDisabled, "nobody"));
    assert_eq!(refused, Err(Refusal::NoSuchOperator(nobody).into()));
}

#[test]
fn the_last_active_supervisor_is_not_disabled() {
    let mut books = Books::empty();
    let (first, second) = (supervisor(), OperatorId::parse("petros").unwrap());
    let disable = |books: &mut Books, id: &OperatorId| {
        books.store.disable_operator(id, entry(AuditAct::OperatorDisabled, id.as_str())).map(|operator| operator.active)
    };
    assert_eq!(disable(&mut books, &first), Err(Refusal::LastSupervisor(first.clone()).into()));
    assert!(books.store.operator(&first).unwrap().unwrap().active);
    let added = entry(AuditAct::OperatorAdded, "petros");
    books.store.add_operator(&second, "Πέτρος Παπάς", Role::Supervisor, KeptPin::own("$other"), added).unwrap();
    assert_eq!(disable(&mut books, &first), Ok(false));
    // One who was disabled is no other supervisor.
    assert_eq!(disable(&mut books, &second), Err(Refusal::LastSupervisor(second.clone()).into()));
    assert_eq!(disable(&mut books, &first), Ok(false), "who is disabled already stays so");
}

#[test]
fn a_desk_has_one_till_a_day() {
    let mut books = Books::new();
    assert_eq!(books.store.current_till(DESK, day(23)).unwrap(), None);
    let open = books.store.open_till(&till(23), entry(opened(), "1-2026-11-23")).unwrap();
    assert_eq!(open, till(23));
    assert_eq!(books.second().current_till(DESK, day(23)).unwrap(), Some(till(23)));
    let refused = books.second().open_till(&till(23), entry(opened(), "1-2026-11-23"));
    assert_eq!(refused, Err(Refusal::TillOpen.into()));
    books.close("1-2026-11-23").unwrap();
    let refused = books.store.open_till(&till(23), entry(opened(), "1-2026-11-23"));
    assert_eq!(refused, Err(Refusal::DayWasClosed("1-2026-11-23".into()).into()));
    assert_eq!((books.count("till"), books.store.current_till(DESK, day(23)).unwrap()), (1, None));
}

#[test]
fn a_till_left_open_yesterday_does_not_take_todays_receipts() {
    let mut books = Books::new();
    books.store.open_till(&till(20), entry(opened(), "1-2026-11-20")).unwrap();
    books.pay(&[1]);
    assert_eq!(books.store.open_till(&till(23), entry(opened(), "1-2026-11-23")), Ok(till(23)));
    assert_eq!(books.store.current_till(DESK, day(23)).unwrap(), Some(till(23)));
    books.pay(&[2]);
    books.store.count_cash_refusal(DESK, at(3), entry(AuditAct::CashRefused, "1")).unwrap();
    let totals = |day| books.store.till_totals(&till(day)).unwrap();
    assert_eq!((totals(20).total, totals(20).cash_refusals), (net("102.19"), 0));
    assert_eq!((totals(23).total, totals(23).cash_refusals), (net("50.00"), 1));
}

#[test]
fn a_till_that_a_wrong_clock_opened_for_a_later_day_does_not_hide_todays() {
    let mut books = Books::new();
    books.store.open_till(&till(25), entry(opened(), "1-2026-11-25")).unwrap();
    books.store.open_till(&till(23), entry(opened(), "1-2026-11-23")).unwrap();
    assert_eq!(books.store.current_till(DESK, day(23)).unwrap(), Some(till(23)));
    books.pay(&[2]);
    books.store.count_cash_refusal(DESK, at(3), entry(AuditAct::CashRefused, "1")).unwrap();
    let totals = |day| books.store.till_totals(&till(day)).unwrap();
    assert_eq!((totals(23).receipts, totals(23).cash_refusals), (1, 1));
    assert_eq!((totals(25).receipts, totals(25).cash_refusals), (0, 0));
}

#[test]
fn a_till_adds_up_by_revenue_code_and_card_type() {
    let mut books = Books::new();
    books.pay(&[2]);
    books.store.open_till(&till(23), entry(opened(), "t")).unwrap();
    books.pay(&[1]);
    let attempt = books.confirmed(&[3]);
    let mut iris = booking(&attempt);
    iris.card.card_type = "iris".into();
    books.store.book(&iris).unwrap();
    books.store.count_cash_refusal(DESK, at(3), entry(AuditAct::CashRefused, "1")).unwrap();
    let totals = books.store.till_totals(&till(23)).unwrap();
    assert_eq!((totals.receipts, totals.total, totals.cash_refusals), (2, net("132.19"), 1));
    let by_code: Vec<_> = totals.by_revenue_code.into_iter().collect();
    assert_eq!(by_code, [("0441".into(), net("128.40")), ("1511".into(), net("3.79"))]);
    let by_card: Vec<_> = totals.by_card_type.into_iter().collect();
    assert_eq!(by_card, [("IRIS".into(), net("30.00")), ("Visa Debit".into(), net("102.19"))]);
    assert_eq!(books.store.till_totals(&till(24)), Err(Refusal::NoSuchTill("1-2026-11-24".into()).into()));
}

#[test]
fn what_keeps_a_till_from_closing_is_listed() {
    let mut books = Books::new();
    let receipt = books.pay(&[1]);
    let lost = books.confirmed(&[2]);
    books.step(&lost, AttemptStep::LoseTrack);
    let prepared = books.try_prepare(OTHER_TERMINAL, &[3]).unwrap();
    let blockers = books.store.blockers(DESK).unwrap();
    let found: Vec<_> = blockers.iter().map(|blocker| (blocker.kind, blocker.reference.as_str())).collect();
    assert_eq!(
        found,
        [
            (BlockerKind::UnknownOutcome, lost.session.to_string().as_str()),
            (BlockerKind::UnprintedReceipt, "A-2026-000001")
        ]
    );
    assert_eq!(books.store.blockers("2").unwrap(), []);
    books.step(&prepared, AttemptStep::CloseUncharged);
    books.step(&lost, AttemptStep::Decline);
    books.store.mark_printed(&receipt.number, at(9), &OperatorId::parse("maria").unwrap().into()).unwrap();
    assert_eq!(books.store.blockers(DESK).unwrap(), []);
}

#[test]
fn the_first_print_is_noted_once_and_copies_are_counted() {
    let mut books = Books::new();
    let number = books.pay(&[1]).number;
    books.store.mark_printed(&number, at(5), &OperatorId::parse("maria").unwrap().into()).unwrap();
    let head = books.store.audit_head().unwrap();
    books.store.mark_printed(&number, at(6), &OperatorId::parse("maria").unwrap().into()).unwrap();
    assert_eq!(books.store.audit_head().unwrap(), head);
    assert_eq!(books.store.count_copy(&number, at(7), &OperatorId::parse("maria").unwrap().into()).unwrap(), 1);
    assert_eq!(books.second().count_copy(&number, at(8), &OperatorId::parse("maria").unwrap().into()).unwrap(), 2);
    let receipt = books.store.receipt(&number).unwrap().unwrap();
    assert_eq!((receipt.printed_at, receipt.copies), (Some(at(5)), 2));
    let other = ReceiptNo::new("A", 2026, 9).unwrap();
    let unknown = StoreError::from(Refusal::NoSuchReceipt(other.to_string().into()));
    assert_eq!(
        books.store.mark_printed(&other, at(5), &OperatorId::parse("maria").unwrap().into()),
        Err(unknown.clone())
    );
    assert_eq!(books.store.count_copy(&other, at(5), &OperatorId::parse("maria").unwrap().into()), Err(unknown));
    books.assert_clean();
}

#[test]
fn receipts_are_found_by_everything_they_are_asked_by() {
    let mut books = Books::new();
    let first = books.pay(&[1]);
    let second = books.confirmed(&[2]);
    let next_day = at(24 * 3600);
    let second = books.store.book(&Booking { at: next_day, ..booking(&second) }).unwrap().receipt();
    let find = |filter: ReceiptFilter| -> Vec<u32> {
        books.store.receipts(&filter).unwrap().iter().map(|receipt| receipt.number.number()).collect()
    };
    let any = ReceiptFilter::default;
    assert_eq!(find(any()), [2, 1]);
    assert_eq!(find(ReceiptFilter { limit: Some(1), ..any() }), [2]);
    assert_eq!(find(ReceiptFilter { number: Some(first.number.clone()), ..any() }), [1]);
    assert_eq!(find(ReceiptFilter::on(day(23))), [1]);
    assert_eq!(find(ReceiptFilter { from: Some(day(24)), ..any() }), [2]);
    assert_eq!(find(ReceiptFilter { to: Some(day(23)), ..any() }), [1]);
    assert_eq!(find(ReceiptFilter { rf: Some(rf(2)), ..any() }), [2]);
    assert_eq!(find(ReceiptFilter { afm: Some(afm(10_000_001)), ..any() }), [1]);
    assert_eq!(find(ReceiptFilter { session: Some(second.session), ..any() }), [2]);
    assert_eq!(find(ReceiptFilter { session: Some(second.session), rf: Some(rf(1)), ..any() }), [0; 0]);
    assert_eq!(books.store.receipt(&first.number).unwrap(), Some(first));
    assert_eq!(books.store.last_receipt(DESK).unwrap(), Some(second));
    assert_eq!(books.store.last_receipt("2").unwrap(), None);
}

#[test]
fn an_entry_of_its_own_moves_the_head_of_the_audit_trail() {
    let mut books = Books::empty();
    let (before, hash) = books.store.audit_head().unwrap().unwrap();
    books.store.audit(&entry(AuditAct::LookedUp, "debtor 5")).unwrap();
    let (after, next) = books.crashed().store.audit_head().unwrap().unwrap();
    assert_eq!(after, before + 1);
    assert_ne!(hash, next);
    assert_eq!(next.len(), 64);
}
