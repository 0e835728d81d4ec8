//! Look-ups in a million debts: by RF code and by tax number, warm, against the bare prepared statement of the
//! same SQL on the same file, call by call in between; and by name. `--rows N` and `--lookups N` set the size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::float_arithmetic)]

mod support;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, OpenFlags, Statement};
use support::{Dice, Options, Samples, micros, millis, ratio};
use tameio::domain::actor::Actor;
use tameio::domain::afm::Afm;
use tameio::domain::fold::fold;
use tameio::domain::rf::Rf;
use tameio::exchange::invented;
use tameio::store::{ImportSource, Store};

/// As `Store::debts_by_rf` asks.
const BY_RF: &str =
    "SELECT d.id, d.external_id, d.debtor_id, d.rf, d.rf_valid_until, d.revenue_code, d.description, d.year,
        d.list_no, d.due, d.capital_cents, d.surcharge_cents, d.surcharge_as_of, d.paid_cents,
        d.paid_surcharge_cents, d.cancelled, d.instalment,
        EXISTS (SELECT 1 FROM attempt_line f WHERE f.debt_id = d.id AND f.open = 1) AS fenced,
        o.id, o.name, o.afm FROM debt d JOIN debtor o ON o.id = d.debtor_id
     WHERE d.rf = ?1 ORDER BY d.debtor_id, d.id";

/// As `Store::debts_by_afm` asks.
const BY_AFM: &str =
    "SELECT d.id, d.external_id, d.debtor_id, d.rf, d.rf_valid_until, d.revenue_code, d.description, d.year,
        d.list_no, d.due, d.capital_cents, d.surcharge_cents, d.surcharge_as_of, d.paid_cents,
        d.paid_surcharge_cents, d.cancelled, d.instalment,
        EXISTS (SELECT 1 FROM attempt_line f WHERE f.debt_id = d.id AND f.open = 1) AS fenced,
        o.id, o.name, o.afm FROM debtor o LEFT JOIN debt d ON d.debtor_id = o.id
     WHERE o.afm = ?1 ORDER BY d.due, d.id";

/// As the desk asks: what it shows, and one more to know that there are more.
const MOST_DEBTORS: usize = 51;

/// What is looked up: from debts drawn at random.
#[derive(Default)]
struct Keys {
    rfs: Vec<Rf>,
    afms: Vec<Afm>,
    names: Vec<String>,
}

fn main() {
    let options = Options::read();
    let rows = options.number("rows", 1_000_000, 5_000);
    let lookups = options.number("lookups", 25_000, 200);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let (store, keys) = fill(&path, rows, lookups);
    let (debtors, debts) = store.debt_counts().unwrap();
    println!("{debts} debts of {debtors} debtors, {} MB", std::fs::metadata(&path).unwrap().len() / 1_000_000);

    let bare = bare_connection(&path);
    println!("look-up        calls   ours µs: median    p99   bare µs: median    p99   ratio: median   p99");
    let mut by_rf = bare.prepare(BY_RF).unwrap();
    compare(
        "RF",
        &keys.rfs,
        |rf| store.debts_by_rf(rf).unwrap().iter().map(|(_, debts)| debts.len()).sum(),
        |rf| read_all(&mut by_rf, rf.as_str()),
    );
    let mut by_afm = bare.prepare(BY_AFM).unwrap();
    compare(
        "ΑΦΜ",
        &keys.afms,
        |afm| store.debts_by_afm(afm).unwrap().map_or(0, |(_, debts)| debts.len()),
        |afm| read_all(&mut by_afm, afm.as_str()),
    );
    by_name(&store, &keys.names);
}

/// A database of invented debts, and what to look for in it.
fn fill(path: &Path, rows: usize, lookups: usize) -> (Store, Keys) {
    let at = "2026-11-23T08:00:00Z".parse().unwrap();
    let today = "2026-11-23".parse().unwrap();
    let mut store = Store::create(path, at, true).unwrap();
    let (mut dice, mut keys) = (Dice::new(7), Keys::default());
    // More are drawn than looked up, because not every debt has an RF code and not every debtor a tax number.
    let drawn = lookups * 3 / 2;
    let mut records = invented::debts(2026, rows * 2 / 5, rows, today).inspect(|record| {
        if dice.below(rows) < drawn {
            keys.rfs.extend(record.rf.value().cloned());
            keys.afms.extend(record.afm.value().cloned());
            keys.names.push(fold(&record.name));
        }
    });
    let source = ImportSource {
        file_name: "invented".to_owned(),
        sha256: std::sync::Arc::default(),
        who: Actor::user(Some("bench".into())),
        at,
        dry_run: false,
        accept_moved: false,
        layout: ("debts".into(), Vec::new()),
    };
    let began = Instant::now();
    let loaded = store.load_debts(&source, &mut records, &mut |_| {}).unwrap();
    assert_eq!(loaded.refused.len(), 0);
    drop(records);
    println!("generated and loaded in {:.1} s", began.elapsed().as_secs_f64());
    Dice::new(1).shuffle(&mut keys.rfs);
    Dice::new(2).shuffle(&mut keys.afms);
    Dice::new(3).shuffle(&mut keys.names);
    keys.rfs.truncate(lookups);
    keys.afms.truncate(lookups);
    (store, keys)
}

/// A connection with the store's settings and nothing else.
fn bare_connection(path: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let bare = Connection::open_with_flags(path, flags).unwrap();
    bare.pragma_update(None, "synchronous", "FULL").unwrap();
    bare.pragma_update(None, "trusted_schema", false).unwrap();
    bare.pragma_update(None, "cache_size", -8_192).unwrap();
    bare
}

/// Reads every column of every row; says how many rows.
fn read_all(statement: &mut Statement<'_>, key: &str) -> usize {
    let columns = statement.column_count();
    let mut rows = statement.query([key]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            black_box(row.get_ref(column).unwrap());
        }
        count += 1;
    }
    count
}

fn compare<K>(name: &str, keys: &[K], mut ours: impl FnMut(&K) -> usize, mut bare: impl FnMut(&K) -> usize) {
    // Once unmeasured: the file is in memory afterwards, and both give the same rows.
    for key in keys {
        assert_eq!(ours(key), bare(key));
    }
    let (mut our_times, mut bare_times) = (Samples::default(), Samples::default());
    for (turn, key) in keys.iter().enumerate() {
        // In turns, because whoever comes second finds the pages in the processor's cache.
        if turn % 2 == 0 {
            our_times.time(|| ours(key));
            bare_times.time(|| bare(key));
        } else {
            bare_times.time(|| bare(key));
            our_times.time(|| ours(key));
        }
    }
    let [our_median, our_p99] = [our_times.median(), our_times.p99()];
    let [bare_median, bare_p99] = [bare_times.median(), bare_times.p99()];
    println!(
        "{name:10} {:>9} {:>17.1} {:>6.1} {:>17.1} {:>6.1} {:>15.2} {:>5.2}",
        our_times.len(),
        micros(our_median),
        micros(our_p99),
        micros(bare_median),
        micros(bare_p99),
        ratio(our_median, bare_median),
        ratio(our_p99, bare_p99)
    );
}

/// By name there is no target: what begins with a text comes from an index, the rest from a scan.
fn by_name(store: &Store, names: &[String]) {
    let cut = |name: &str, length: usize| name.chars().take(length).collect::<String>();
    let first = |length: usize| names.iter().map(|name| cut(name, length)).collect::<Vec<_>>();
    let second: Vec<String> = names.iter().filter_map(|name| name.split(' ').nth(1)).map(|word| cut(word, 5)).collect();
    println!("by name                          calls   ms: median     p99");
    for (what, texts) in
        [("first 4 letters", first(4)), ("first 8 letters", first(8)), ("5 letters of the second word", second)]
    {
        let mut times = Samples::default();
        for text in texts.iter().take(300) {
            let found = times.time(|| store.debtors_by_name(text, MOST_DEBTORS).unwrap());
            assert!(!found.is_empty());
        }
        println!("{what:30} {:>7} {:>12.3} {:>7.3}", times.len(), millis(times.median()), millis(times.p99()));
    }
    let mut times = Samples::default();
    for _ in 0..20 {
        times.time(|| store.debtors_by_name("ΔΕΝΥΠΑΡΧΕΙ", MOST_DEBTORS).unwrap());
    }
    let what = "nobody, the whole scan";
    println!("{what:30} {:>7} {:>12.3} {:>7.3}", times.len(), millis(times.median()), millis(times.p99()));
}
