//! `verify` of books with a million audit entries and a hundred thousand debts: all checks, and what each takes. The
//! peer: SQLite's own `integrity_check` of the same file. `--entries N` and `--debts N` set the size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]

mod support;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};
use support::{Options, Samples, millis, ratio};
use tameio::domain::actor::Actor;
use tameio::domain::time::Moment;
use tameio::exchange::invented;
use tameio::store::{ImportSource, Store};

/// Runs of each, the median of which is told.
const RUNS: usize = 3;

fn main() {
    let options = Options::read();
    let (entries, debts) = (options.number("entries", 1_000_000, 500), options.number("debts", 100_000, 200));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let mut store = Store::create(&path, at(), false).unwrap();
    load(&mut store, debts);
    append(&path, entries);
    println!("{entries} audit entries, {debts} debts, {:.1} MB", std::fs::metadata(&path).unwrap().len() as f64 / 1e6);

    let (mut verify, mut integrity) = (Samples::default(), Samples::default());
    let mut checks = vec![Samples::default(); usize::try_from(Store::VERIFY_STEPS).unwrap()];
    let peer = Connection::open(&path).unwrap();
    for _ in 0..if options.tiny { 1 } else { RUNS } {
        let mut since = Instant::now();
        let found = verify.time(|| {
            store.verify(&mut |done| {
                checks[usize::try_from(done - 1).unwrap()].push(since.elapsed());
                since = Instant::now();
            })
        });
        let found = found.unwrap();
        assert_eq!(found.differences, []);
        assert!(found.audit_entries > entries as u64);
        integrity.time(|| peer.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap());
    }
    println!("verify                      {:>9.1} ms", millis(verify.median()));
    for (check, took) in checks.iter().enumerate() {
        println!("  check {:>2}                  {:>9.1} ms", check + 1, millis(took.median()));
    }
    println!("integrity_check alone       {:>9.1} ms", millis(integrity.median()));
    println!("ratio                       {:>9.2}", ratio(verify.median(), integrity.median()));
}

fn at() -> Moment {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

fn load(store: &mut Store, debts: usize) {
    let source = ImportSource {
        file_name: "debts.csv".into(),
        sha256: Arc::new("0".repeat(64).into()),
        who: Actor::user(Some("bench".into())),
        at: at(),
        dry_run: false,
        accept_moved: false,
        layout: ("debts".into(), Vec::new()),
    };
    let mut records = invented::debts(2026, debts * 2 / 5, debts, "2026-11-23".parse().unwrap());
    store.load_debts(&source, &mut records, &mut |_| {}).unwrap();
}

/// Entries like those of a look-up, chained by a computation of its own, in one transaction.
fn append(path: &Path, entries: usize) {
    let mut conn = Connection::open(path).unwrap();
    let tx = conn.transaction().unwrap();
    let (mut seq, mut previous): (i64, String) = tx
        .query_row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    {
        let mut insert = tx.prepare("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)").unwrap();
        for n in 0..entries {
            seq += 1;
            let fields = ["2026-11-23T08:00:00.000Z", "maria", "looked_up", &n.to_string(), "by=rf found=1", &previous];
            let mut hasher = Sha256::new();
            for field in std::iter::once(seq.to_string().as_str()).chain(fields) {
                hasher.update(format!("{}:{field}", field.len()));
            }
            let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            let [at, who, act, subject, detail, _] = fields;
            insert.execute(params![seq, at, who, act, subject, detail, previous, hash]).unwrap();
            previous = hash;
        }
    }
    tx.commit().unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}
