//! What leaves the desk, from books with a hundred thousand receipts: receipts as a spreadsheet beside openpyxl's write-only
//! mode with the same rows, as CSV beside `sqlite3 -csv` of the same query, a daily book of 5,000 lines as PDF, and the
//! figures of a year beside the bare library that hands over the same rows. A peer that is not installed is left out and
//! said so. `--receipts N` sets the size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]

mod support;

use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use chrono::{Days, NaiveDate, TimeDelta};
use rusqlite::{Connection, params};
use support::{Dice, Options, Samples, millis, ratio};
use tameio::config::Config;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Caller, Desk, ExportOrder, ReportForm, ReportOrder, Setup, TableForm, TableKind};
use tameio::domain::period::Period;
use tameio::domain::time::{Moment, moment_of};
use tameio::store::Store;

/// Runs of each, the median of which is told.
const RUNS: usize = 5;
/// Working days of a year, which the figures are of.
const DAYS: u64 = 200;
const FIRST: &str = "2026-01-05";

fn main() {
    let options = Options::read();
    let receipts = options.number("receipts", 100_000, 300);
    let runs = if options.tiny { 1 } else { RUNS };
    let dir = tempfile::tempdir().unwrap();
    let books = dir.path().join("books");
    std::fs::create_dir(&books).unwrap();
    fill(&books.join("tameio.db"), receipts, DAYS);
    let mut desk = desk(&books);
    println!("{receipts} receipts, {:.1} MB", std::fs::metadata(books.join("tameio.db")).unwrap().len() as f64 / 1e6);

    spreadsheet(&mut desk, dir.path(), runs);
    comma_separated(&mut desk, dir.path(), &books, runs);
    drop(desk);
    figures(dir.path(), if options.tiny { 300 } else { 30_000 }, runs);
    daily_book(dir.path(), if options.tiny { 100 } else { 5_000 }, runs);
}

fn go_on(_: tameio::desk::ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn order(folder: &Path, form: TableForm) -> ExportOrder {
    let file = folder.join(format!("receipts.{}", form.word()));
    ExportOrder { kind: TableKind::Receipts, period: year(), form, file, force: true }
}

fn year() -> Period {
    Period::new("2026-01-01".parse().unwrap(), "2026-12-31".parse().unwrap()).unwrap()
}

fn spreadsheet(desk: &mut Desk, folder: &Path, runs: usize) {
    let (mut ours, mut theirs) = (Samples::default(), Samples::default());
    let rows = desk.export(&Caller::User, &order(folder, TableForm::Jsonl), &mut go_on).unwrap().control.rows;
    let script = "import json, sys, openpyxl\n\
        book = openpyxl.Workbook(write_only=True)\n\
        sheet = book.create_sheet()\n\
        for line in open(sys.argv[1], encoding='utf-8'):\n\
        \x20   row = json.loads(line)\n\
        \x20   if 'control' in row: continue\n\
        \x20   sheet.append([float(v) if isinstance(v, str) and v.replace('.', '', 1).replace('-', '', 1).isdigit() \
        and '.' in v else v for v in row.values()])\n\
        book.save(sys.argv[2])\n";
    let peer = || {
        let json = folder.join("receipts.jsonl");
        let made = folder.join("peer.xlsx");
        Command::new("python3").args(["-c", script]).arg(json).arg(made).stderr(Stdio::null()).status()
    };
    let mut is_there = true;
    for run in 0..runs {
        ours.time(|| desk.export(&Caller::User, &order(folder, TableForm::Xlsx), &mut go_on).unwrap());
        // The peer takes half a minute.
        if run == 0 {
            is_there = theirs.time(peer).is_ok_and(|status| status.success());
        }
    }
    println!("{rows} rows as XLSX            {:>9.1} ms", millis(ours.median()));
    match is_there {
        true => {
            println!("openpyxl, write only         {:>9.1} ms", millis(theirs.median()));
            println!("ratio                        {:>9.2}", ratio(theirs.median(), ours.median()));
        }
        false => println!("openpyxl is not installed"),
    }
    println!("most memory so far           {:>9} MB", most_memory_mb());
}

fn comma_separated(desk: &mut Desk, folder: &Path, books: &Path, runs: usize) {
    let (mut ours, mut theirs) = (Samples::default(), Samples::default());
    // The same columns of the same rows in the same order.
    let query = "SELECT r.series || '-' || r.year || '-' || printf('%06d', r.number), r.kind, r.at, coalesce(t.day, r.day), \
        r.desk, z.series || z.number, a.operator, r.payer, r.payer_afm, l.position, l.external_id, l.rf, l.revenue_code, \
        l.description, l.year, l.list_no, l.capital_cents, l.surcharge_cents, l.capital_cents + l.surcharge_cents, \
        r.amount_cents, c.card_type, c.card_type, c.pan_masked, c.final_cents, c.acquirer, c.terminal_id, c.batch, c.stan, \
        c.rrn, c.auth_code, o.series || o.number, k.reason, k.approver \
        FROM receipt r JOIN attempt a ON a.id = r.attempt_id JOIN card_payment c ON c.attempt_id = r.attempt_id \
        JOIN receipt_line l ON l.receipt_id = r.id LEFT JOIN till t ON t.id = r.till_id \
        LEFT JOIN z_report z ON z.till_id = r.till_id LEFT JOIN correction k ON k.attempt_id = r.attempt_id \
        LEFT JOIN receipt o ON o.id = k.original_id ORDER BY coalesce(t.day, r.day), r.id, l.position";
    let mut is_there = true;
    for _ in 0..runs {
        ours.time(|| desk.export(&Caller::User, &order(folder, TableForm::Csv), &mut go_on).unwrap());
        let out = std::fs::File::create(folder.join("peer.csv")).unwrap();
        let peer = || {
            Command::new("sqlite3")
                .args(["-csv", "-separator", ";"])
                .arg(books.join("tameio.db"))
                .arg(query)
                .stdout(out)
                .status()
        };
        is_there &= theirs.time(peer).is_ok_and(|status| status.success());
    }
    println!("the same as CSV              {:>9.1} ms", millis(ours.median()));
    match is_there {
        true => {
            println!("sqlite3 -csv                 {:>9.1} ms", millis(theirs.median()));
            println!("ratio                        {:>9.2}", ratio(ours.median(), theirs.median()));
        }
        false => println!("sqlite3 is not installed"),
    }
}

fn figures(folder: &Path, receipts: usize, runs: usize) {
    let books = folder.join("year");
    std::fs::create_dir(&books).unwrap();
    fill(&books.join("tameio.db"), receipts, DAYS);
    let store = Store::open(&books.join("tameio.db"), "2026-12-31T08:00:00Z".parse().unwrap()).unwrap();
    let conn = Connection::open(books.join("tameio.db")).unwrap();
    let (mut ours, mut theirs) = (Samples::default(), Samples::default());
    for _ in 0..runs * 3 {
        let figures = ours.time(|| store.figures(year()).unwrap());
        assert_eq!(figures.all.all().unwrap().count, receipts as u64);
        theirs.time(|| FIGURED.iter().for_each(|sql| hand_over(&conn, sql)));
    }
    println!("figures of {receipts} receipts     {:>9.1} ms", millis(ours.median()));
    println!("the same rows handed over    {:>9.1} ms", millis(theirs.median()));
    println!("ratio                        {:>9.2}", ratio(ours.median(), theirs.median()));
}

/// What the figures of all receipts are made of, each table by itself.
const FIGURED: [&str; 4] = [
    "SELECT id, attempt_id, kind, at, till_id, desk, amount_cents, printed_at FROM receipt ORDER BY id",
    "SELECT c.attempt_id, a.operator, c.card_type, c.acquirer FROM card_payment c \
     CROSS JOIN attempt a ON a.id = c.attempt_id ORDER BY c.attempt_id",
    "SELECT l.receipt_id, l.revenue_code, l.year, l.capital_cents, l.surcharge_cents, d.debtor_id FROM receipt_line l \
     CROSS JOIN debt d ON d.id = l.debt_id ORDER BY l.receipt_id",
    "SELECT at, who, subject FROM audit INDEXED BY audit_looked_up WHERE act = 'looked_up' ORDER BY at",
];

/// Each value of each row, by the bare library.
fn hand_over(conn: &Connection, sql: &str) {
    let mut statement = conn.prepare_cached(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            let _ = std::hint::black_box(row.get_ref(column).unwrap());
        }
    }
}

fn daily_book(folder: &Path, lines: usize, runs: usize) {
    let books = folder.join("day");
    std::fs::create_dir(&books).unwrap();
    // A receipt has a line and a third.
    fill(&books.join("tameio.db"), lines * 3 / 4, 1);
    let mut desk = desk(&books);
    let mut ours = Samples::default();
    let file = folder.join("book.pdf");
    let order = ReportOrder { period: year(), form: ReportForm::Pdf, file: file.clone(), force: true };
    let mut rows = 0;
    for _ in 0..runs {
        rows = ours.time(|| desk.report_file(&Caller::User, &order, &mut go_on).unwrap()).control.rows;
    }
    let size = std::fs::metadata(&file).unwrap().len() as f64 / 1e6;
    println!("daily book, {rows} lines, PDF   {:>9.1} ms, {size:.2} MB", millis(ours.median()));
}

/// The most that this program held, where the system tells.
fn most_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn desk(books: &Path) -> Desk {
    let clock = Arc::new(ManualClock::at("2026-12-31T08:00:00Z".parse().unwrap()));
    let setup = Setup { data_dir: books.to_owned(), config: Arc::new(Config::default()), clock, demo: false };
    Desk::open(&setup).unwrap()
}

fn text(at: Moment) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// Books with so many receipts over so many days, with a look-up before each: written past the triggers, because they are
/// only read.
fn fill(path: &Path, receipts: usize, days: u64) {
    let first: NaiveDate = FIRST.parse().unwrap();
    let morning =
        |day: u64| moment_of(first.checked_add_days(Days::new(day)).unwrap().and_hms_opt(8, 30, 0).unwrap()).unwrap();
    drop(Store::create(path, morning(0), false).unwrap());
    let mut conn = Connection::open(path).unwrap();
    let triggers: Vec<String> = {
        let mut statement = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    triggers.iter().for_each(|name| conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
    let mut dice = Dice::new(2026);
    let tx = conn.transaction().unwrap();
    tx.execute(
        "INSERT INTO operator (number, id, name, role, pin_hash) VALUES (1, 'maria', 'Μαρία', 'cashier', '$')",
        [],
    )
    .unwrap();
    for debtor in 1..=20_000_i64 {
        let (name, afm) = (format!("Παπαδόπουλος Νικόλαος {debtor}"), format!("{:09}", 100_000_000 + debtor));
        tx.prepare_cached("INSERT INTO debtor (id, name, name_folded, afm) VALUES (?1, ?2, ?2, ?3)")
            .unwrap()
            .execute(params![debtor, name, afm])
            .unwrap();
    }
    for day in 0..days {
        let date = first.checked_add_days(Days::new(day)).unwrap().to_string();
        tx.execute(
            "INSERT INTO till (id, name, desk, day, opened_by, opened_at) VALUES (?1, ?2, '1', ?3, 'maria', ?4)",
            params![day as i64 + 1, format!("1-{date}"), date, text(morning(day))],
        )
        .unwrap();
    }
    let (mut debt, mut seq) = (0_i64, 1_i64);
    let cards = ["Visa Debit", "Mastercard", "Visa", "Maestro", "IRIS"];
    let codes = ["0111", "0311", "0441", "0511", "1512", "1519"];
    for receipt in 1..=receipts as i64 {
        let day = (receipt as u64 - 1) * days / receipts as u64;
        let at = morning(day) + TimeDelta::seconds((receipt % (receipts as i64 / days as i64).max(1)) * 40 % 16_000);
        let debtor = dice.below(20_000) as i64 + 1;
        let lines = if dice.below(3) == 0 { 2 } else { 1 };
        let mut audit = |act: &str, at: Moment, subject: String| {
            seq += 1;
            tx.prepare_cached("INSERT INTO audit VALUES (?1, ?2, 'maria', ?3, ?4, '', ?5, ?5)")
                .unwrap()
                .execute(params![seq, text(at), act, subject, format!("{seq:064}")])
                .unwrap();
            seq
        };
        audit("looked_up", at - TimeDelta::seconds(30), debtor.to_string());
        for _ in 0..5 {
            audit("attempt_step", at, receipt.to_string());
        }
        let booked = audit("receipt_booked", at, receipt.to_string());
        tx.prepare_cached("INSERT INTO attempt VALUES (?1, ?2, '1', 'tcp:x', 'maria', ?3, 'approved', NULL, ?4, ?4)")
            .unwrap()
            .execute(params![receipt, receipt % 999_999 + 1, 10_219 * lines, text(at)])
            .unwrap();
        let card = cards[dice.below(cards.len())];
        tx.prepare_cached("INSERT INTO card_payment VALUES (?1, ?2, '************3489', ?3, ?3, ?4, '00012345', '000017', ?5, ?6, ?6, NULL)")
            .unwrap()
            .execute(params![receipt, card, 10_219 * lines, format!("{:02}", dice.below(3)), format!("{receipt:012}"), format!("{receipt:06}")])
            .unwrap();
        tx.prepare_cached(
            "INSERT INTO receipt (id, series, year, number, kind, at, day, desk, attempt_id, till_id, cashier_name, payer, \
             payer_afm, amount_cents, audit_seq, printed_at) \
             VALUES (?1, 'A', 2026, ?1, 'sale', ?2, ?3, '1', ?1, ?4, 'Μαρία', ?5, ?6, ?7, ?8, ?9)",
        )
        .unwrap()
        .execute(params![
            receipt,
            text(at),
            first.checked_add_days(Days::new(day)).unwrap().to_string(),
            day as i64 + 1,
            format!("Παπαδόπουλος Νικόλαος {debtor}"),
            format!("{:09}", 100_000_000 + debtor),
            10_219 * lines,
            booked,
            text(at + TimeDelta::seconds(4))
        ])
        .unwrap();
        for position in 1..=lines {
            debt += 1;
            let code = codes[dice.below(codes.len())];
            tx.prepare_cached(
                "INSERT INTO debt (id, external_id, debtor_id, rf, revenue_code, description, year, capital_cents, \
                 surcharge_cents, cancelled) VALUES (?1, ?2, ?3, NULL, ?4, 'Τέλος', 2026, 10000, 219, 0)",
            )
            .unwrap()
            .execute(params![debt, format!("D{debt}"), debtor, code])
            .unwrap();
            tx.prepare_cached("INSERT INTO receipt_line VALUES (?1, ?2, ?3, ?4, 'RF89911233000000000012345', ?5, 'Τέλος ακίνητης περιουσίας (ΤΑΠ)', ?6, '125/2026', 10000, 219)")
                .unwrap()
                .execute(params![receipt, position, debt, format!("D{debt}"), code, 2024 + dice.below(3) as i64])
                .unwrap();
        }
    }
    tx.commit().unwrap();
}
