//! The close of a till: for good, with everything explained, and made again by `verify`.

use chrono::NaiveDate;
use tameio::domain::attempt::AttemptStep;
use tameio::domain::audit::AuditAct;
use tameio::domain::balance::Balance;
use tameio::domain::correction::CorrectionKind;
use tameio::domain::operator::OperatorId;
use tameio::domain::receipt::Receipt;
use tameio::domain::reconcile::{BatchName, BatchReport, CardMove, MismatchKind};
use tameio::domain::refusal::Refusal;
use tameio::domain::till::{BlockerKind, Till};
use tameio::domain::z_report::Handover;
use tameio::store::{Closing, ReportSource, StoreError};

use super::books::{Books, DESK, at, booking, cashier, closing, entry, eur, supervisor};

const TODAY: &str = "1-2026-11-23";

pub fn open(books: &mut Books, day: u32) -> Till {
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let till = Till {
        name: format!("1-{day}"),
        desk: DESK.into(),
        day,
        opened_by: cashier(),
        opened_at: at(0),
        outside_hours: None,
        another: None,
        closed_at: None,
        closed_by: None,
    };
    books.store.open_till(&till, entry(AuditAct::TillOpened, "t")).unwrap()
}

fn net(text: &str) -> Balance {
    Balance::parse(text, tameio::domain::money::DecimalMark::Point).unwrap()
}

fn typed() -> ReportSource {
    ReportSource { operator: supervisor(), at: at(5), file: None }
}

fn totals(batch: &str, count: u64, total: &str) -> BatchReport {
    BatchReport {
        name: BatchName::new("00012345", batch),
        count: Some(count),
        total: net(total),
        moves: None,
        telling: 0,
    }
}

fn theirs(receipt: &Receipt, amount: &str) -> CardMove {
    CardMove {
        reference: "1".into(),
        stan: receipt.card.stan.clone(),
        rrn: receipt.card.rrn.clone(),
        amount: net(amount),
        ..CardMove::default()
    }
}

/// A closed till with everything that a till can have.
pub fn closed_with_a_difference(books: &mut Books) {
    open(books, 23);
    let handover = Handover { at: at(4), from: cashier(), to: supervisor() };
    books.store.hand_over(TODAY, &handover).unwrap();
    let alone = CardMove { reference: "7".into(), stan: "000900".into(), amount: net("5.00"), ..CardMove::default() };
    let report = BatchReport { moves: Some(vec![alone]), ..totals("17", 1, "5.00") };
    books.store.keep_batch_reports(TODAY, &[report], &typed()).unwrap();
    for reference in books.store.reconciliation(TODAY).unwrap().unexplained() {
        books.store.explain(TODAY, &reference, "πληρωμή που έγινε στο τερματικό", &supervisor(), at(6)).unwrap();
    }
    books.close(TODAY).unwrap();
}

#[test]
fn a_closed_till_says_what_it_held_and_is_sealed() {
    let mut books = Books::new();
    open(&mut books, 23);
    let first = books.pay(&[1]);
    let second = books.pay(&[2]);
    let attempt = books.confirmed(&[3]);
    let mut iris = booking(&attempt);
    iris.card.card_type = "IRIS".into();
    books.store.book(&iris).unwrap();
    let void = books.correct(CorrectionKind::Void, &second, None);
    books.store.count_cash_refusal(DESK, at(3), entry(AuditAct::CashRefused, "1")).unwrap();
    let handover = Handover { at: at(4), from: cashier(), to: supervisor() };
    books.store.hand_over(TODAY, &handover).unwrap();
    let head = books.store.audit_head().unwrap();
    let kept = books.close(TODAY).unwrap();
    let z = &kept.report;
    assert_eq!((z.number.to_string().as_str(), z.till.as_str()), ("Z-A-000001", TODAY));
    assert_eq!((z.first.as_ref(), z.last.as_ref()), (Some(&first.number), Some(&void.number)));
    assert_eq!((z.all.count, z.all.total), (4, net("132.19")));
    assert_eq!((z.sales.count, z.sales.total), (3, net("182.19")));
    assert_eq!((z.voids.count, z.voids.total, z.refunds.count), (1, net("-50.00"), 0));
    assert_eq!((z.iris.count, z.iris.total), (1, net("30.00")));
    assert_eq!(z.by_card_type["Visa Debit"].total, net("102.19"));
    assert_eq!((z.by_revenue_code["0441"], z.by_revenue_code["1511"]), (net("128.40"), net("3.79")));
    assert_eq!((z.by_cashier["maria"].count, z.by_cashier["maria"].total), (4, net("132.19")));
    assert_eq!((z.corrections.len(), z.corrections[0].original.clone()), (1, second.number));
    assert_eq!((z.corrections[0].approver.clone(), z.cash_refusals), (supervisor(), 1));
    assert_eq!((z.handovers.clone(), z.closed_by.clone(), z.closed_at), (vec![handover], supervisor(), at(9)));
    assert_eq!((z.batches.len(), z.batches[0].ours.total, z.batches[0].theirs), (1, net("102.19"), None));
    // The seal is the head of the chain at the close: after the prints that `close` noted.
    assert!(z.audit.seq > head.unwrap().0);
    assert_eq!(books.store.audit_head().unwrap().unwrap().0, z.audit.seq + 1);
    assert_eq!(books.second().z_report(&z.number).unwrap(), Some(kept.clone()));
    assert_eq!(books.second().till(TODAY).unwrap().unwrap().closed_by, Some(supervisor()));
    let found = books.store.verify(&mut |_| {}).unwrap();
    assert_eq!((found.differences, found.z_reports), (vec![], 1));
}

#[test]
fn a_closed_till_is_not_opened_again_and_takes_nothing() {
    let mut books = Books::new();
    closed_with_a_difference(&mut books);
    let closed = || Refusal::TillIsClosed(TODAY.into()).into();
    assert_eq!(books.store.close_till(&closing(TODAY)), Err(closed()));
    let handover = Handover { at: at(4), from: cashier(), to: supervisor() };
    assert_eq!(books.store.hand_over(TODAY, &handover), Err(closed()));
    assert_eq!(books.store.keep_batch_reports(TODAY, &[totals("18", 0, "0.00")], &typed()), Err(closed()));
    let kept = books.store.z_reports(None).unwrap();
    let reference = kept[0].report.differences[0].mismatch.reference.clone();
    assert_eq!(books.store.explain(TODAY, &reference, "άλλο", &supervisor(), at(9)), Err(closed()));
    books.pay(&[1]);
    assert_eq!(books.store.reconciliation(TODAY).unwrap().comparison.batches.len(), 1);
    books.assert_clean();
}

#[test]
fn a_till_does_not_close_while_something_is_open() {
    let mut books = Books::new();
    open(&mut books, 23);
    books.pay(&[1]);
    let lost = books.confirmed(&[2]);
    books.step(&lost, AttemptStep::LoseTrack);
    let refused = books.store.close_till(&closing(TODAY)).unwrap_err();
    let StoreError::Refused(Refusal::TillBlocked { blockers, .. }) = refused else { panic!("{refused:?}") };
    let kinds: Vec<BlockerKind> = blockers.iter().map(|blocker| blocker.kind).collect();
    assert_eq!(kinds, [BlockerKind::UnknownOutcome, BlockerKind::UnprintedReceipt]);
    assert!(matches!(books.close(TODAY), Err(StoreError::Refused(Refusal::TillBlocked { .. }))));
    books.book(&lost);
    assert_eq!(books.close(TODAY).unwrap().report.all.total, net("152.19"));
    books.assert_clean();
}

#[test]
fn every_difference_from_a_terminals_batch_is_explained_before_the_close() {
    let mut books = Books::new();
    open(&mut books, 23);
    let first = books.pay(&[1]);
    let second = books.pay(&[2]);
    let third = books.pay(&[3]);
    let alone = CardMove { rrn: "632799999999".into(), amount: net("7.00"), ..CardMove::default() };
    let moves = vec![theirs(&first, "102.19"), theirs(&second, "49.00"), alone];
    let report = BatchReport { moves: Some(moves), ..totals("000017", 3, "158.19") };
    books.store.keep_batch_reports(TODAY, &[report], &typed()).unwrap();
    let found = books.store.reconciliation(TODAY).unwrap();
    let kinds: Vec<(MismatchKind, Option<Balance>, Option<Balance>)> =
        found.comparison.mismatches.iter().map(|one| (one.kind, one.ours, one.theirs)).collect();
    assert_eq!(
        kinds,
        [
            (MismatchKind::OtherAmount, Some(net("50.00")), Some(net("49.00"))),
            (MismatchKind::OnlyOurs, Some(net("30.00")), None),
            (MismatchKind::OnlyTheirs, None, Some(net("7.00"))),
        ]
    );
    let references = found.unexplained();
    assert_eq!(references[1], format!("ours:{}", third.number));
    assert_eq!(references[2], "theirs:00012345/17:632799999999");
    for (at_once, reference) in references.iter().enumerate() {
        let Err(StoreError::Refused(Refusal::Unexplained { references, .. })) = books.close(TODAY) else {
            panic!("closed")
        };
        assert_eq!(references.len(), 3 - at_once);
        books.store.explain(TODAY, reference, "όπως λέει η τράπεζα", &supervisor(), at(6)).unwrap();
    }
    let nothing = books.store.explain(TODAY, "totals:99", "x", &supervisor(), at(6));
    assert_eq!(nothing, Err(Refusal::NoSuchDifference("totals:99".into()).into()));
    let z = books.close(TODAY).unwrap().report;
    assert_eq!((z.differences.len(), z.differences[0].by.clone()), (3, supervisor()));
    assert_eq!(z.batches[0].difference, Some(net("24.00")));
    books.assert_clean();
}

#[test]
fn totals_that_were_typed_are_compared_and_the_latest_count() {
    let mut books = Books::new();
    open(&mut books, 23);
    let compared = Closing { compared: true, ..closing(TODAY) };
    books.pay(&[1]);
    let paid = books.pay(&[2]);
    for receipt in [1, 2] {
        let number = tameio::domain::receipt::ReceiptNo::new("A", 2026, receipt).unwrap();
        books.store.mark_printed(&number, at(8), &OperatorId::parse("maria").unwrap().into()).unwrap();
    }
    assert_eq!(paid.amount, eur("50.00"));
    let refused = books.store.close_till(&compared);
    assert_eq!(refused, Err(Refusal::NotCompared { till: TODAY.into(), batch: "00012345/17".into() }.into()));
    for (count, total, differ) in [(2, "152.18", 1), (3, "152.19", 1), (2, "152.19", 0)] {
        books.store.keep_batch_reports(TODAY, &[totals("17", count, total)], &typed()).unwrap();
        assert_eq!(books.store.reconciliation(TODAY).unwrap().unexplained().len(), differ, "{count} {total}");
    }
    // A batch of theirs that the desk knows nothing of.
    books.store.keep_batch_reports(TODAY, &[totals("18", 1, "3.00")], &typed()).unwrap();
    assert_eq!(books.store.reconciliation(TODAY).unwrap().unexplained(), ["totals:00012345/18"]);
    books.store.keep_batch_reports(TODAY, &[totals("18", 0, "0.00")], &typed()).unwrap();
    assert!(books.store.close_till(&compared).is_ok());
    books.assert_clean();
}

#[test]
fn z_reports_are_numbered_without_gaps_over_the_years_and_their_prints_are_counted() {
    let mut books = Books::new();
    for (day, number) in [(20, 1), (21, 2), (23, 3)] {
        open(&mut books, day);
        let z = books.close(&format!("1-2026-11-{day}")).unwrap();
        assert_eq!((z.report.number.number(), z.printed_at, z.copies), (number, None, 0));
        assert!(z.report.first.is_none() && z.report.all.total.is_zero());
    }
    let number = books.store.z_reports(Some(TODAY)).unwrap()[0].report.number.clone();
    books.store.mark_z_printed(&number, at(10), &OperatorId::parse("eleni").unwrap().into()).unwrap();
    books.store.mark_z_printed(&number, at(11), &OperatorId::parse("eleni").unwrap().into()).unwrap();
    assert_eq!(books.store.count_z_copy(&number, at(12), &OperatorId::parse("eleni").unwrap().into()), Ok(1));
    assert_eq!(books.store.count_z_copy(&number, at(12), &OperatorId::parse("eleni").unwrap().into()), Ok(2));
    let kept = books.store.z_report(&number).unwrap().unwrap();
    assert_eq!((kept.printed_at, kept.copies), (Some(at(10)), 2));
    assert_eq!(books.store.z_reports(None).unwrap().len(), 3);
    books.assert_clean();
}

#[test]
fn a_day_that_was_changed_after_its_close_is_found() {
    let changes = [
        ("UPDATE till SET opened_by = 'eleni'", "till_is_only_closed till_closed_is_final", "day"),
        ("UPDATE till SET closed_by = 'maria'", "till_is_only_closed till_closed_is_final", "day"),
        ("DELETE FROM handover", "handover_stays", "day"),
        ("UPDATE batch_report SET total_cents = 700", "batch_report_is_fixed", "total_cents"),
        ("UPDATE explanation SET text = 'x'", "explanation_is_fixed", "day"),
        ("UPDATE z_report SET content = replace(content, 'eleni', 'maria')", "z_report_is_fixed", "content"),
        ("UPDATE z_report SET content = '{}'", "z_report_is_fixed", "content"),
        ("UPDATE z_report SET number = 2", "z_report_is_fixed", "number"),
        ("DELETE FROM z_report", "z_report_stays", "z_report"),
        (
            "INSERT INTO cash_refusal (desk, till_id, at) SELECT desk, id, opened_at FROM till",
            "cash_refusal_of_an_open_till",
            "day",
        ),
    ];
    for (sql, triggers, what) in changes {
        let mut books = Books::new();
        closed_with_a_difference(&mut books);
        let raw = books.raw();
        for trigger in triggers.split(' ') {
            raw.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        assert!(raw.execute(sql, []).unwrap() > 0, "{sql}");
        let found = books.store.verify(&mut |_| {}).unwrap();
        assert!(found.differences.iter().any(|one| one.what == what), "{sql}: {:?}", found.differences);
    }
}
