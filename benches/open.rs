//! Opening the books, which each command, each payment's step log and each simulated restart pays for, and checking
//! small ones. The peer: SQLite's own opening of the same file with the same pragmas, and its `integrity_check`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]

mod support;

use std::path::Path;

use rusqlite::Connection;
use support::{Options, Samples, micros, ratio};
use tameio::domain::actor::Actor;
use tameio::domain::audit::{AuditAct, AuditEntry};
use tameio::domain::operator::{OperatorId, Role};
use tameio::domain::time::Moment;
use tameio::store::{KeptPin, Store};

fn main() {
    let options = Options::read();
    let runs = options.number("runs", 300, 2);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let at: Moment = "2026-11-23T08:00:00Z".parse().unwrap();
    drop(Store::create(&path, at, false).unwrap());
    // Somebody else has the books open, as at a desk: the last one to close them would also clear their log away.
    let other = Store::open(&path, at).unwrap();
    let bare_books = bare_connection(&path.with_file_name("peer.db"));
    bare_books.execute_batch("CREATE TABLE peer (number INTEGER)").unwrap();
    let [mut open, mut bare, mut write, mut bare_write, mut verify, mut check] =
        std::array::from_fn(|_| Samples::default());
    for run in 0..runs {
        let mut store = open.time(|| Store::open(&path, at).unwrap());
        write.time(|| add_operator(&mut store, at, run));
        let found = verify.time(|| store.verify(&mut |_| {}).unwrap());
        assert!(found.is_clean(), "{:?}", found.differences);
        drop(store);
        let conn = bare.time(|| bare_connection(&path));
        bare_write.time(|| bare_books.execute("INSERT INTO peer VALUES (1)", []).unwrap());
        let said: String = check.time(|| conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap());
        assert_eq!(said, "ok");
    }
    drop(other);
    row("open the books", &open, "a bare connection", &bare);
    row("the first write", &write, "a bare insert", &bare_write);
    row("verify small books", &verify, "integrity_check", &check);
}

fn add_operator(store: &mut Store, at: Moment, number: usize) {
    let id = OperatorId::parse(&format!("operator-{number}")).unwrap();
    let entry = AuditEntry {
        at,
        who: Actor::user(Some("bench".into())),
        act: AuditAct::OperatorAdded,
        subject: id.to_string(),
        detail: String::new(),
    };
    store.add_operator(&id, "Ταμίας", Role::Cashier, KeptPin::own("no hash"), entry).unwrap();
}

fn bare_connection(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.pragma_update(None, "foreign_keys", true).unwrap();
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
    conn.pragma_update(None, "synchronous", "FULL").unwrap();
    // The schema is read with the first statement.
    let _: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    conn
}

fn row(what: &str, of: &Samples, peer: &str, peers: &Samples) {
    println!(
        "{what}: median {:.0} µs, p99 {:.0} µs of {}; {peer}: median {:.0} µs; ratio {:.1}",
        micros(of.median()),
        micros(of.p99()),
        of.len(),
        micros(peers.median()),
        ratio(of.median(), peers.median())
    );
}
