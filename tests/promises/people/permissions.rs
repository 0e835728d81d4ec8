//! Every use case of the desk asks the permission table, for every role and for the user of the operating system, before
//! it does or tells anything.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rusqlite::Connection;
use tameio::config::{Config, TerminalLink};
use tameio::desk::clock::ManualClock;
use tameio::desk::simulator::MasterKey;
use tameio::desk::{
    Asks, Caller, Claim, CorrectionOrder, DayFile, Desk, DeskError, ExportOrder, ImportOrder, PayEnd, PayItem,
    PayOrder, PayReport, PayTarget, Refusal, ReportForm, ReportOrder, Setup, SignedIn, TableForm, TableKind, restore,
};
use tameio::domain::correction::CorrectionKind;
use tameio::domain::evidence::{Evidence, TypedEvidence};
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::period::Period;
use tameio::domain::permission::{Act, Standing};
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::rf::Rf;
use tameio::domain::session::SessionNo;
use tameio::domain::tender::Tender;
use tameio::domain::z_report::ZNo;
use tameio::paper::device::PrinterLink;
use tameio_testing::Nobody;
use tameio_testing::books::{MONDAY_TEN, Monday, PIN};
use tameio_testing::pins::cheapen;
use tameio_testing::sample::RF_ONE;
use tempfile::TempDir;

/// Why a use case said no, where a rule did.
trait Said {
    fn refusal(self) -> Option<Refusal>;
}

impl<T> Said for Result<T, DeskError> {
    fn refusal(self) -> Option<Refusal> {
        match self {
            Err(DeskError::Refused(refusal)) => Some(refusal),
            _ => None,
        }
    }
}

impl Said for PayReport {
    fn refusal(self) -> Option<Refusal> {
        match self.end {
            PayEnd::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

/// A desk before somebody, and another supervisor beside it.
struct At<'a> {
    desk: &'a mut Desk,
    other: &'a SignedIn,
    folder: &'a Path,
}

enum Run {
    /// What also nobody can ask who signed in.
    Anybody(fn(At<'_>, &dyn Asks) -> Option<Refusal>),
    /// What the type asks a person for.
    Person(fn(At<'_>, &SignedIn) -> Option<Refusal>),
}

struct UseCase {
    name: &'static str,
    act: Act,
    run: Run,
}

macro_rules! use_cases {
    ($list:ident, $kind:ident: $($name:ident $act:ident, |$at:ident, $who:ident| $run:expr;)*) => {
        fn $list() -> Vec<UseCase> {
            vec![$(UseCase {
                name: stringify!($name),
                act: Act::$act,
                run: Run::$kind(|$at, $who| {
                    #[allow(unused_mut, reason = "some only read")]
                    let mut $at = $at;
                    $run.refusal()
                }),
            }),*]
        }
    };
}

use_cases! { of_anybody, Anybody:
    day SeeDesk, |at, who| at.desk.day(who);
    clock_doubts SeeDesk, |at, who| at.desk.clock_doubts(who);
    look_up LookUp, |at, who| at.desk.look_up(who, RF_ONE);
    refuse_cash RefuseCash, |at, who| at.desk.refuse_cash(who, &[]);
    print_ways_to_pay RefuseCash, |at, who| at.desk.print_ways_to_pay(who, &[]);
    find_receipts ReadReceipts, |at, who| at.desk.find_receipts(who, "", None);
    look_up_receipts ReadReceipts, |at, who| at.desk.look_up_receipts(who, &Default::default());
    look_up_receipt ReadReceipts, |at, who| at.desk.look_up_receipt(who, &receipt_no());
    corrections_of ReadReceipts, |at, who| at.desk.corrections_of(who, &receipt_no());
    evidence_of ReadReceipts, |at, who| at.desk.evidence_of(who, &receipt_no());
    trace_of ReadReceipts, |at, who| at.desk.trace_of(who, &receipt_no());
    receipt_text ReadReceipts, |at, who| {
        at.desk.receipt_text(who, &receipt(at.other))
    };
    receipt_bytes ReadReceipts, |at, who| at.desk.receipt_bytes(who, &receipt(at.other));
    reprint Reprint, |at, who| at.desk.reprint(who, &receipt_no());
    confirm_printed Reprint, |at, who| at.desk.confirm_printed(who, &receipt_no());
    is_unprinted Reprint, |at, who| at.desk.is_unprinted(who, &receipt_no());
    newest_receipt Reprint, |at, who| at.desk.newest_receipt(who);
    print_unknown_slip Reprint, |at, who| at.desk.print_unknown_slip(who, session());
    unresolved SeeUnknownOutcomes, |at, who| at.desk.unresolved(who);
    unknown_outcome SeeUnknownOutcomes, |at, who| at.desk.unknown_outcome(who, session());
    payment_state SeeUnknownOutcomes, |at, who| at.desk.payment_state(who, session());
    recover Recover, |at, who| at.desk.recover(who);
    kept_foreign SeeForeignResults, |at, who| at.desk.kept_foreign(who);
    foreign_results SeeForeignResults, |at, who| at.desk.foreign_results(who);
    till_status SeeTill, |at, who| at.desk.till_status(who);
    till_to_close SeeTill, |at, who| at.desk.till_to_close(who);
    open_tills SeeTill, |at, who| at.desk.open_tills(who);
    till_meant SeeTill, |at, who| at.desk.till_meant(who, None);
    handovers SeeTill, |at, who| {
        let till = at.desk.till_meant(&Caller::User, None).unwrap();
        at.desk.handovers(who, &till)
    };
    z_reports ReadZReports, |at, who| at.desk.z_reports(who, None);
    z_report ReadZReports, |at, who| at.desk.z_report(who, &z_no());
    z_text ReadZReports, |at, who| at.desk.z_text(who, &z(at.other));
    print_z PrintZReport, |at, who| at.desk.print_z(who, &z_no());
    confirm_z_printed PrintZReport, |at, who| at.desk.confirm_z_printed(who, &z_no());
    import_debts ImportDebts, |at, who| {
        at.desk.import_debts(who, &ImportOrder::of(&at.folder.join("none.csv")), &mut |_| {})
    };
    import_debts_or_stop ImportDebts, |at, who| {
        let order = ImportOrder::of(&at.folder.join("none.csv"));
        at.desk.import_debts_or_stop(who, &order, &mut |_| ControlFlow::Break(()))
    };
    import_folder ImportDebts, |at, who| at.desk.import_folder(who);
    load_settlement Settle, |at, who| at.desk.load_settlement(who, &at.folder.join("none.csv"));
    figures ReadReports, |at, who| at.desk.figures(who, a_day());
    report ReadReports, |at, who| at.desk.report(who, a_day(), &mut |_| ControlFlow::Continue(()));
    report_file ReadReports, |at, who| {
        let file = at.folder.join("book.pdf");
        let order = ReportOrder { period: a_day(), form: ReportForm::Pdf, file, force: true };
        at.desk.report_file(who, &order, &mut |_| ControlFlow::Continue(()))
    };
    write_day_file ReadReports, |at, who| {
        at.desk.write_day_file(who, DayFile::BookPdf, a_day(), &mut |_| ControlFlow::Continue(()))
    };
    export ExportBooks, |at, who| {
        let (kind, form, file) = (TableKind::Receipts, TableForm::Csv, at.folder.join("receipts.csv"));
        let order = ExportOrder { kind, period: a_day(), form, file, force: true };
        at.desk.export(who, &order, &mut |_| ControlFlow::Continue(()))
    };
    check_export ExportBooks, |at, who| at.desk.check_export(who, &at.folder.join("none.csv"));
    receipt_pdf Reprint, |at, who| at.desk.receipt_pdf(who, &receipt_no(), &at.folder.join("a.pdf"), true);
    z_pdf PrintZReport, |at, who| at.desk.z_pdf(who, &z_no(), &at.folder.join("z.pdf"), true);
    examine CheckDevices, |at, who| at.desk.examine(who);
    keys_state CheckDevices, |at, who| at.desk.keys_state(who);
    ports CheckDevices, |at, who| at.desk.ports(who);
    test_page_text CheckDevices, |at, who| at.desk.test_page_text(who);
    last_copy CheckDevices, |at, who| at.desk.last_copy(who);
    backup BackUp, |at, who| at.desk.backup(who, &at.folder.join("copy.db"));
    verify VerifyBooks, |at, who| at.desk.verify(who);
    verify_against VerifyBooks, |at, who| at.desk.verify_against(who, &at.folder.join("none"));
    chain_head VerifyBooks, |at, who| at.desk.chain_head(who);
    append_chain_head VerifyBooks, |at, who| at.desk.append_chain_head(who, &at.folder.join("heads"));
    echo CheckDevices, |at, who| at.desk.echo(who);
    printer_status CheckDevices, |at, who| at.desk.printer_status(who);
    check_disk CheckDevices, |at, who| at.desk.check_disk(who);
    print_test_page TestDevices, |at, who| at.desk.print_test_page(who);
    print_all_pages TestDevices, |at, who| at.desk.print_all_pages(who);
    test_page_bytes TestDevices, |at, who| at.desk.test_page_bytes(who);
    load_master_key ManageKeys, |at, who| at.desk.load_master_key(who, master_key());
    operators ListOperators, |at, who| at.desk.operators(who);
}

use_cases! { of_a_person, Person:
    quote TakePayment, |at, who| at.desk.quote(who, &order());
    pay TakePayment, |at, who| at.desk.pay(who, &order(), &mut |_| {});
    pay_through TakePayment, |at, who| at.desk.pay_through(who, &order(), &Default::default(), &mut |_| {});
    quote_correction VoidPayment, |at, who| at.desk.quote_correction(who, &correction());
    offer_correction VoidPayment, |at, who| at.desk.offer_correction(who, &correction());
    correct VoidPayment, |at, who| at.desk.correct(who, at.other, &correction(), &mut |_| {});
    correct_through VoidPayment, |at, who| {
        at.desk.correct_through(who, at.other, &correction(), &Default::default(), &mut |_| {})
    };
    approve VoidPayment, |at, who| {
        at.desk.approve(who, Act::VoidPayment, &at.other.operator().id, &Pin::parse(PIN).unwrap())
    };
    resolve ResolveOutcome, |at, who| {
        at.desk.resolve(who, at.other, session(), Claim::NotCharged, &evidence())
    };
    tie_foreign DecideForeignResult, |at, who| at.desk.tie_foreign(who, at.other, 1, &order(), "δοκιμή");
    book_foreign DecideForeignResult, |at, who| at.desk.book_foreign(who, at.other, 1, "δοκιμή");
    write_off_foreign DecideForeignResult, |at, who| at.desk.write_off_foreign(who, at.other, 1, "δοκιμή");
    open_till OpenTill, |at, who| at.desk.open_till(who, None);
    hand_over HandOverTill, |at, who| at.desk.hand_over(who, at.other);
    reconciliation SeeComparison, |at, who| at.desk.reconciliation(who, None);
    report_batches Reconcile, |at, who| at.desk.report_batches(who, None, &[], None);
    report_batch_file Reconcile, |at, who| at.desk.report_batch_file(who, None, &at.folder.join("none.csv"));
    explain Reconcile, |at, who| at.desk.explain(who, None, "1", "δοκιμή");
    state_compared Reconcile, |at, who| at.desk.state_compared(who, "δοκιμή");
    accept_clock AcceptClock, |at, who| at.desk.accept_clock(who, "δοκιμή");
    close_till CloseTill, |at, who| at.desk.close_till(who, None);
    close_till_through CloseTill, |at, who| at.desk.close_till_through(who, None, &mut |_| {});
    keep_setting ChangeLook, |at, who| {
        let setting = tameio::config::WindowSetting::Scale(125);
        at.desk.keep_setting(who, &at.folder.join("tameio.toml"), setting)
    };
    add_operator ManageOperators, |at, who| at.desk.add_operator(who, &id("new"), "Νέα", Role::Cashier, &pin());
    disable_operator ManageOperators, |at, who| at.desk.disable_operator(who, &id("cashier"));
    enable_operator ManageOperators, |at, who| at.desk.enable_operator(who, &id("cashier"));
    reset_pin ManageOperators, |at, who| at.desk.reset_pin(who, &id("cashier"), &pin());
    set_role ManageOperators, |at, who| at.desk.set_role(who, &id("cashier"), Role::Auditor);
    acknowledge_recovery AcknowledgeRecovery, |at, who| at.desk.acknowledge_recovery(who);
}

/// What asks for nothing: to be opened, to say who one is, to read what was typed. Books are made, and a supervisor is
/// made where none can sign in, by whom the system knows: there is nobody else yet.
const NO_USE_CASE: [&str; 12] = [
    "init",
    "recover_supervisor",
    "open",
    "setup",
    "now",
    "sign_in",
    "sign_in_beside",
    "change_pin",
    "who_can_sign_in",
    "receipts_meant",
    "mapping",
    "reach_terminal_over",
];

fn id(text: &str) -> OperatorId {
    OperatorId::parse(text).unwrap()
}

fn pin() -> Pin {
    Pin::parse("730482").unwrap()
}

fn session() -> SessionNo {
    SessionNo::parse("000001").unwrap()
}

fn receipt_no() -> ReceiptNo {
    ReceiptNo::parse("A-2026-000001").unwrap()
}

fn a_day() -> Period {
    Period::day("2026-11-23".parse().unwrap())
}

fn z_no() -> ZNo {
    ZNo::parse("Z-A-000001").unwrap()
}

fn order() -> PayOrder {
    let of = PayTarget::Rf(Rf::parse(RF_ONE).unwrap().rf);
    PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }], one_payer: false }
}

fn correction() -> CorrectionOrder {
    CorrectionOrder {
        kind: CorrectionKind::Void, receipt: receipt_no(), reason: "δοκιμή".to_owned(), amount: None
    }
}

fn evidence() -> Evidence {
    Evidence::read(&TypedEvidence::words("δοκιμή")).unwrap()
}

fn master_key() -> MasterKey {
    tameio::desk::read_master_key("0123456789ABCDEFFEDCBA9876543210").unwrap_or_else(|_| panic!("a key"))
}

/// A receipt and a Z report of other books: nobody needs to be asked for them.
fn receipt(_: &SignedIn) -> tameio::domain::receipt::Receipt {
    made().receipt.clone()
}

fn z(_: &SignedIn) -> tameio::desk::KeptZ {
    made().z.clone()
}

/// Books with somebody of every role, signed in once.
struct Made {
    dir: TempDir,
    roles: Vec<(Standing, SignedIn)>,
    receipt: tameio::domain::receipt::Receipt,
    z: tameio::desk::KeptZ,
}

fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.terminal.protocol.simulated = true;
        config.printer.link = PrinterLink::Screen;
        config.till.comparison_required = false;
        let setup = Monday::books().copy(&dir.path().join("desk"), config);
        let mut desk = Desk::open(&setup).unwrap();
        let boss = Monday::books().who.clone();
        let mut roles = Vec::new();
        for role in Role::ALL {
            desk.add_operator(&boss, &id(role.word()), role.word(), role, &pin()).unwrap();
        }
        cheapen(&setup.database(), None, PIN);
        for role in Role::ALL {
            roles.push((role.into(), desk.sign_in(&id(role.word()), &Pin::parse(PIN).unwrap()).unwrap()));
        }
        let sold = TempDir::new().unwrap();
        let there = Monday::books().copy(&sold.path().join("desk"), (*setup.config).clone());
        let mut other = Desk::open(&there).unwrap();
        let PayEnd::Approved { receipt, .. } = other.pay(&boss, &order(), &mut |_| {}).end else { panic!("not paid") };
        let (z, _) = other.close_till(&boss, None).unwrap();
        Made { dir, roles, receipt: *receipt, z }
    })
}

/// A copy of these books, whose terminal nobody reaches and whose printer is a file.
fn desk(folder: &Path, hide_totals: bool) -> (Desk, Setup) {
    let data_dir = folder.join("desk");
    std::fs::create_dir(&data_dir).unwrap();
    std::fs::copy(made().dir.path().join("desk").join("tameio.db"), data_dir.join("tameio.db")).unwrap();
    let mut config = Config::default();
    config.terminal.link = TerminalLink::Tcp { address: Nobody::at_all() };
    config.printer.link = PrinterLink::File("paper".into());
    config.till.hide_totals = hide_totals;
    let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
    let setup = Setup { data_dir, config: Arc::new(config), clock, demo: false };
    (Desk::open(&setup).unwrap(), setup)
}

fn entries(setup: &Setup) -> i64 {
    Connection::open(setup.database()).unwrap().query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap()
}

fn caller(standing: Standing) -> Caller {
    let known = made().roles.iter().find(|(of, _)| *of == standing);
    known.map_or(Caller::User, |(_, who)| who.clone().into())
}

#[test]
fn nobody_does_or_sees_what_the_table_does_not_give_them() {
    let boss = Monday::books().who.clone();
    for case in of_anybody().into_iter().chain(of_a_person()) {
        for standing in Standing::ALL {
            let folder = TempDir::new().unwrap();
            let (mut desk, setup) = desk(folder.path(), false);
            let before = entries(&setup);
            let at = At { desk: &mut desk, other: &boss, folder: folder.path() };
            let said = match (&case.run, caller(standing)) {
                (Run::Anybody(run), who) => run(at, &who),
                (Run::Person(run), Caller::Person(who)) => run(at, &who),
                (Run::Person(_), Caller::User) => Some(Refusal::NeedsOperator),
            };
            let name = case.name;
            let denied = matches!(said, Some(Refusal::NotAllowed | Refusal::NeedsOperator | Refusal::SessionEnded));
            assert_eq!(denied, !standing.may(case.act), "{name} for {standing:?}: {said:?}");
            if denied {
                assert_eq!(entries(&setup), before, "{name} for {standing:?} left a trace");
                assert!(!setup.data_dir.join("paper").exists(), "{name} for {standing:?} printed");
                assert!(!folder.path().join("copy.db").exists() && !folder.path().join("heads").exists(), "{name}");
            }
        }
    }
}

/// The source is read, because only it knows what was added since.
#[test]
fn every_use_case_of_the_desk_has_its_row_above() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk");
    let (mut found, mut folders, mut files) = (BTreeSet::new(), vec![room], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            // What plays the desk in tests is no use case of it.
            if path.is_dir() && !path.ends_with("simulation") {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                files.push(path);
            }
        }
    }
    for path in files {
        let source = std::fs::read_to_string(&path).unwrap();
        // From each `impl Desk {` to the brace that ends it.
        for part in source.split("\nimpl Desk {\n").skip(1) {
            let body = part.split("\n}\n").next().unwrap();
            let names = body.lines().filter_map(|line| line.strip_prefix("    pub fn "));
            found.extend(names.map(|line| line.split(['(', '<']).next().unwrap().to_owned()));
        }
    }
    let rows = of_anybody().into_iter().chain(of_a_person()).map(|case| case.name);
    let known: BTreeSet<String> = rows.chain(NO_USE_CASE).map(str::to_owned).collect();
    assert_eq!(found, known);
}

#[test]
fn every_act_of_the_table_is_asked_for_by_a_use_case() {
    let asked: Vec<Act> = of_anybody().into_iter().chain(of_a_person()).map(|case| case.act).collect();
    // Asked within another: to open or to sell at an unusual time, to agree, to see what the settings hide. A refund is
    // asked as a void is. Books are made and
    // brought back before there is a desk.
    let within = [
        Act::OpenOutsideHours,
        Act::OpenAnotherTill,
        Act::Approve,
        Act::SeeHiddenTotals,
        Act::RefundPayment,
        Act::MakeBooks,
        Act::RecoverSupervisor,
        Act::Restore,
    ];
    for act in Act::ALL {
        assert!(asked.contains(&act) != within.contains(&act), "{act:?}");
    }
}

#[test]
fn books_are_brought_back_by_the_user_of_the_operating_system() {
    assert!(Standing::User.may(Act::Restore));
    let folder = TempDir::new().unwrap();
    let (mut desk, setup) = desk(folder.path(), false);
    let copy = folder.path().join("copy.db");
    desk.backup(&Caller::User, &copy).unwrap();
    drop(desk);
    restore(&setup, &copy, true, &mut |_| {}).unwrap();
}

#[test]
fn what_tills_hold_is_hidden_from_cashiers_and_from_who_did_not_sign_in_wherever_it_could_be_read() {
    for standing in [Standing::Cashier, Standing::Supervisor, Standing::Auditor, Standing::User] {
        let folder = TempDir::new().unwrap();
        let (mut desk, _) = desk(folder.path(), true);
        let who = caller(standing);
        let shown = standing.may(Act::SeeHiddenTotals);
        assert_eq!(desk.till_status(&who).unwrap().totals.is_some(), shown, "{standing:?}");
        assert_eq!(desk.find_receipts(&who, "", None).unwrap().amounts_shown, shown, "{standing:?}");
        assert!(desk.find_receipts(&who, RF_ONE, None).unwrap().amounts_shown, "what a citizen brings back is found");
        let no = if standing == Standing::User { Refusal::NeedsOperator } else { Refusal::NotAllowed };
        let zs = [desk.z_reports(&who, None).map(drop).refusal(), desk.z_text(&who, &made().z).map(drop).refusal()];
        assert_eq!(zs, [0, 1].map(|_| (!shown).then_some(no.clone())), "{standing:?}");
    }
}

#[test]
fn what_is_seen_leaves_its_entry_without_what_was_seen() {
    let folder = TempDir::new().unwrap();
    let (mut desk, setup) = desk(folder.path(), false);
    let Caller::Person(boss) = caller(Standing::Supervisor) else { panic!("nobody") };
    desk.till_status(&boss).unwrap();
    desk.reconciliation(&boss, None).unwrap();
    desk.z_reports(&boss, None).unwrap();
    desk.operators(&boss).unwrap();
    desk.foreign_results(&boss).unwrap();
    desk.kept_foreign(&boss).unwrap();
    desk.find_receipts(&boss, RF_ONE, None).unwrap();
    desk.look_up(&boss, RF_ONE).unwrap();
    desk.chain_head(&boss).unwrap();
    let books = Connection::open(setup.database()).unwrap();
    let mut last = books.prepare("SELECT who, act, subject || detail FROM audit ORDER BY seq DESC LIMIT 9").unwrap();
    let last: Vec<(String, String, String)> =
        last.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect();
    let acts: Vec<&str> = last.iter().rev().map(|(_, act, _)| act.as_str()).collect();
    let expected = [
        "till_seen",
        "comparison_seen",
        "z_reports_seen",
        "operators_listed",
        "foreign_results_seen",
        "foreign_results_seen",
        "receipts_looked_up",
        "looked_up",
        "chain_head_read",
    ];
    assert_eq!(acts, expected);
    assert!(last.iter().all(|(who, _, said)| who == "supervisor" && !said.contains(RF_ONE)), "{last:?}");
}

/// Who lost a role, or was kept from signing in, asks no further.
#[test]
fn a_table_is_asked_of_who_somebody_is_now_and_not_of_who_they_were() {
    let folder = TempDir::new().unwrap();
    let (mut desk, setup) = desk(folder.path(), false);
    let boss = Monday::books().who.clone();
    let cashier = caller(Standing::Cashier);
    desk.look_up(&cashier, RF_ONE).unwrap();
    desk.disable_operator(&boss, &id("cashier")).unwrap();
    let before = entries(&setup);
    assert_eq!(desk.look_up(&cashier, RF_ONE).refusal(), Some(Refusal::SessionEnded));
    assert_eq!(desk.day(&cashier).refusal(), Some(Refusal::SessionEnded));
    assert_eq!(entries(&setup), before);
}
