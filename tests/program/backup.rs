//! A copy of the books is made while the desk works, is whole and checked or is not there, and old ones go by a rule.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use tameio::domain::audit::{AuditAct, AuditEntry};
use tameio::domain::operator::OperatorId;
use tameio::exchange::invented;
use tameio::exchange::mapping::Mapping;
use tameio::store::Store;
use tameio_testing::program::{Desk, Ended, Settings, text};

fn open(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn number(path: &Path, sql: &str) -> i64 {
    open(path).query_row(sql, [], |row| row.get(0)).unwrap()
}

fn is_clean(copy: &Path) -> bool {
    Store::open_copy(copy).unwrap().verify(&mut |_| {}).unwrap().is_clean()
}

/// Names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn folder(desk: &Desk, name: &str) -> PathBuf {
    let folder = desk.data_dir().parent().unwrap().join(name);
    std::fs::create_dir(&folder).unwrap();
    folder
}

/// A desk whose books are larger than [`limited`] lets a file become.
fn large() -> Desk {
    let desk = Desk::new();
    let mut csv = Vec::new();
    let today = "2026-11-23".parse().unwrap();
    invented::write_csv(invented::debts(7, 1_200, 3_000, today), &Mapping::default(), &mut csv).unwrap();
    desk.import(std::str::from_utf8(&csv).unwrap()).expect(0);
    assert!(std::fs::metadata(desk.database()).unwrap().len() > 600_000);
    desk
}

/// The program where no file may become larger than 256 kB: it is told so, as by a full disk, or killed for it.
#[cfg(unix)]
fn limited(desk: &Desk, killed: bool, arguments: &[&str]) -> std::process::Output {
    let trap = if killed { "" } else { "trap '' XFSZ;" };
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg(format!("{trap} ulimit -c 0; ulimit -f 512; exec \"$@\"")).arg("sh");
    let program = desk.command(arguments);
    command.arg(program.get_program()).args(program.get_args()).stdin(std::process::Stdio::null()).output().unwrap()
}

#[test]
fn a_copy_is_whole_private_and_in_one_file_and_holds_the_entry_of_its_making() {
    let desk = Desk::open();
    desk.file("data/terminal-1.keys", "a secret");
    let to = folder(&desk, "usb").join("books.db");
    let made = desk.run(&["backup", text(&to), "--json"]).expect(0).json();
    assert_eq!((&made["file"], &made["verified"], &made["removed"]), (&json!(text(&to)), &json!(true), &json!([])));
    assert_eq!(made["bytes"].as_u64(), Some(std::fs::metadata(&to).unwrap().len()));
    assert_eq!(names(to.parent().unwrap()), ["books.db"], "nothing beside it");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(is_clean(&to));
    let last = open(&to).query_row("SELECT act, subject, seq, hash FROM audit ORDER BY seq DESC", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get::<_, String>(3)?))
    });
    let (act, subject, seq, hash) = last.unwrap();
    assert_eq!((act.as_str(), subject.as_str()), ("backed_up", "books.db"));
    assert_eq!((made["head"]["number"].as_i64(), made["head"]["hash"].as_str()), (Some(seq), Some(hash.as_str())));
    assert!(!String::from_utf8_lossy(&std::fs::read(&to).unwrap()).contains("a secret"));
}

#[test]
fn a_copy_is_never_written_over_another_file() {
    let desk = Desk::open();
    let there = desk.file("there.db", "mine");
    let refused = desk.run(&["backup", text(&there), "--json"]).expect(3);
    assert_eq!(refused.json()["error"]["kind"], "file_exists");
    assert_eq!(std::fs::read(&there).unwrap(), b"mine");
    let database = desk.database();
    desk.run(&["backup", text(&database)]).expect(3);
    desk.run(&["verify"]).expect(0);
    let nowhere = desk.data_dir().join("none/books.db");
    desk.run(&["backup", text(&nowhere)]).expect(6);
}

/// Says that it is over, also when a check fails.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn copies_made_while_another_program_writes_agree_with_themselves() {
    let desk = Desk::open();
    let at = "2026-11-23T08:00:00Z".parse().unwrap();
    let (done, written) = (AtomicBool::new(false), AtomicU32::new(0));
    let folder = folder(&desk, "copies");
    let (store, mut other) = (Store::open(&desk.database(), at).unwrap(), Store::open(&desk.database(), at).unwrap());
    let entry = || AuditEntry {
        at,
        who: OperatorId::parse("maria").unwrap().into(),
        act: AuditAct::CashRefused,
        subject: "1".into(),
        detail: String::new(),
    };
    std::thread::scope(|scope| {
        let _over = Over(&done);
        scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                other.count_cash_refusal("1", at, entry()).unwrap();
                written.fetch_add(1, Ordering::SeqCst);
            }
        });
        let mut counts = Vec::new();
        for n in 0..6 {
            // Each copy has writes before it and, most likely, within it.
            let before = written.load(Ordering::SeqCst);
            while written.load(Ordering::SeqCst) <= before {
                std::thread::yield_now();
            }
            let to = folder.join(format!("{n}.db"));
            store.copy_to(&to).unwrap();
            assert!(is_clean(&to));
            counts.push(number(&to, "SELECT count(*) FROM cash_refusal"));
        }
        assert!(counts.windows(2).all(|pair| pair[0] < pair[1]), "{counts:?}");
    });
    desk.run(&["verify"]).expect(0);
}

#[test]
fn in_a_folder_copies_are_dated_and_old_ones_go_by_the_rule() {
    let mut desk = Desk::open();
    desk.settings = Settings { more: "[backup]\nkeep_daily = 2\nkeep_monthly = 2\n".into(), ..Settings::default() };
    desk.write_config();
    let folder = folder(&desk, "copies");
    let old = [
        "tameio-2020-01-31-120000.db",
        "tameio-2020-02-01-120000.db",
        "tameio-2020-02-02-120000.db",
        "tameio-2020-02-02-180000.db",
    ];
    let left = ["tameio-2020-02-02-180000.db.part", "tameio-2020-02-02-180000.db.part-journal"];
    let others = ["tameio.db", "tameio-2020-02-02.db", "notes.txt"];
    for name in old.iter().chain(&left).chain(&others) {
        std::fs::write(folder.join(name), "x").unwrap();
    }
    let made = desk.run(&["backup", text(&folder), "--json"]).expect(0).json();
    let name = Path::new(made["file"].as_str().unwrap()).file_name().unwrap().to_str().unwrap().to_owned();
    assert!(name.starts_with("tameio-20") && name.len() == old[0].len(), "{name}");
    let removed: Vec<PathBuf> = old[..3].iter().map(|name| folder.join(name)).collect();
    assert_eq!(made["removed"], json!(removed));
    let mut expected: Vec<&str> = [name.as_str(), old[3]].into_iter().chain(others).collect();
    expected.sort();
    assert_eq!(names(&folder), expected);
}

#[test]
fn books_that_do_not_agree_give_no_copy() {
    let desk = Desk::open();
    Connection::open(desk.database()).unwrap().execute("UPDATE debtor SET name = 'Άλλος' WHERE id = 1", []).unwrap();
    let folder = folder(&desk, "copies");
    let ended = desk.run(&["backup", text(&folder), "--json"]).expect(9);
    assert_eq!(ended.json()["error"]["kind"], "books_differ");
    assert!(ended.stderr.contains("debtor 1") && !ended.stderr.contains("Άλλος"), "{}", ended.stderr);
    assert!(names(&folder).is_empty());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_copy() {
    let desk = large();
    let folder = folder(&desk, "copies");
    let to = folder.join("books.db");
    let ended = Ended::of(limited(&desk, false, &["backup", text(&to), "--json"])).expect(6);
    assert!(["disk_full", "database"].contains(&ended.json()["error"]["kind"].as_str().unwrap()), "{ended:?}");
    assert!(names(&folder).is_empty());
    desk.run(&["backup", text(&to)]).expect(0);
    desk.run(&["verify"]).expect(0);
}

#[cfg(unix)]
#[test]
fn a_program_killed_while_it_copies_leaves_nothing_under_the_name() {
    use std::os::unix::process::ExitStatusExt as _;
    let desk = large();
    let folder = folder(&desk, "copies");
    let to = folder.join("books.db");
    let killed = limited(&desk, true, &["backup", text(&to)]);
    assert!(killed.status.signal().is_some(), "{killed:?}");
    assert!(!to.exists());
    assert!(folder.join("books.db.part").exists(), "it was killed in the middle of the copy");
    desk.run(&["backup", text(&to)]).expect(0);
    assert_eq!(names(&folder), ["books.db"], "what was left is taken away");
    assert!(is_clean(&to));
    desk.run(&["verify"]).expect(0);
}
