//! A file of a million debts into the books of a real desk, against `.import` of the `sqlite3` command line of
//! the same file into a table of the same columns with the same indices, on the same disk with the same
//! durability. Each runs in a process of its own, timed from start to end. `--rows N` sets the size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_arithmetic)]

mod support;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use support::{Options, ratio};
use tameio::config::Config;
use tameio::desk::Caller;
use tameio::desk::clock::SystemClock;
use tameio::desk::{Desk, ImportOrder, Setup};
use tameio::domain::operator::{OperatorId, Pin};
use tameio::exchange::invented;
use tameio::exchange::mapping::Mapping;

/// One import, from the start of its process to the end.
struct Run {
    took: Duration,
    peak_kb: Option<u64>,
}

fn main() {
    let options = Options::read();
    if let Some(file) = options.text("import-into-desk") {
        return import(Path::new(file));
    }
    let rows = options.number("rows", 1_000_000, 2_000);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("debts.csv");
    write_file(&file, rows);
    println!("{rows} rows, {:.1} MB", std::fs::metadata(&file).unwrap().len() as f64 / 1e6);
    init(dir.path());

    println!("what                                    s     rows/s   peak MB");
    let show = |what: &str, run: &Run| {
        let rate = rows as f64 / run.took.as_secs_f64();
        let peak = run.peak_kb.map_or("-".to_owned(), |kb| format!("{:.1}", kb as f64 / 1024.0));
        println!("{what:33} {:>7.2} {rate:>10.0} {peak:>9}", run.took.as_secs_f64());
    };
    let first = import_in_a_child(&file);
    show("import debts", &first);
    let again = import_in_a_child(&file);
    show("import debts again, all unchanged", &again);
    assert!(Desk::open(&setup(dir.path())).unwrap().verify(&Caller::User).unwrap().is_clean());
    let (Some(bare), Some(roomy)) =
        (sqlite_import(dir.path(), &file, None, rows), sqlite_import(dir.path(), &file, Some(-65_536), rows))
    else {
        println!("sqlite3 is not installed: no ratio");
        return;
    };
    show("sqlite3 .import", &bare);
    show("sqlite3 .import, our page cache", &roomy);
    println!(
        "ratio to sqlite3 .import: {:.2}; with our page cache (64 MB): {:.2}; again: {:.2}",
        ratio(first.took, bare.took),
        ratio(first.took, roomy.took),
        ratio(again.took, bare.took)
    );
}

fn write_file(path: &Path, rows: usize) {
    let today = "2026-11-23".parse().unwrap();
    let mut out = BufWriter::new(File::create(path).unwrap());
    invented::write_csv(invented::debts(2026, rows * 2 / 5, rows, today), &Mapping::default(), &mut out).unwrap();
    out.flush().unwrap();
    out.get_ref().sync_all().unwrap();
}

fn setup(dir: &Path) -> Setup {
    let config = Arc::new(Config::default());
    Setup { data_dir: dir.join("desk"), config, clock: Arc::new(SystemClock), demo: false }
}

fn init(dir: &Path) {
    let (id, pin) = (OperatorId::parse("boss").unwrap(), Pin::parse("739154").unwrap());
    Desk::init(&setup(dir), &id, "Προϊστάμενος", &pin).unwrap();
}

/// What the child does: one import, and its peak of resident memory on standard output.
fn import(file: &Path) {
    let mut desk = Desk::open(&setup(file.parent().unwrap())).unwrap();
    let report = desk.import_debts(&Caller::User, &ImportOrder::of(file), &mut |_| {}).unwrap();
    assert_eq!(report.rejected.len(), 0);
    assert_eq!(report.loaded + report.unchanged, report.rows);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.unwrap_or_default().trim().trim_end_matches(" kB"));
}

fn import_in_a_child(file: &Path) -> Run {
    let program: PathBuf = std::env::current_exe().unwrap();
    let began = Instant::now();
    let child = Command::new(program).arg("--import-into-desk").arg(file).stderr(Stdio::inherit()).output().unwrap();
    let took = began.elapsed();
    assert!(child.status.success());
    Run { took, peak_kb: String::from_utf8(child.stdout).unwrap().trim().parse().ok() }
}

/// The same columns as text, and indices on what the books index too.
fn sqlite_import(dir: &Path, file: &Path, cache: Option<i32>, rows: usize) -> Option<Run> {
    let database = dir.join(format!("peer{}.db", cache.unwrap_or(0)));
    let mut script = String::from("PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\n");
    if let Some(cache) = cache {
        script.push_str(&format!("PRAGMA cache_size={cache};\n"));
    }
    let columns = header(file);
    let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\" TEXT")).collect();
    script.push_str(&format!("CREATE TABLE debt ({});\n", names.join(", ")));
    for (index, column) in ["Αριθμός Οφειλής", "RF", "ΑΦΜ", "Ονοματεπώνυμο"].iter().enumerate()
    {
        assert!(columns.iter().any(|name| name == column));
        let unique = if index == 0 { "UNIQUE " } else { "" };
        script.push_str(&format!("CREATE {unique}INDEX debt_{index} ON debt (\"{column}\");\n"));
    }
    script.push_str(&format!(
        ".mode csv\n.separator \";\" \"\\n\"\n.import --skip 1 \"{}\" debt\nSELECT 'rows ' || count(*) FROM debt;\n",
        file.display()
    ));
    let began = Instant::now();
    let child =
        Command::new("sqlite3").arg("-batch").arg(&database).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => panic!("sqlite3: {error}"),
    };
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let took = began.elapsed();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success() && said.contains(&format!("rows {rows}")), "sqlite3 said {said}");
    std::fs::remove_file(&database).unwrap();
    Some(Run { took, peak_kb: None })
}

/// The names of the file's columns.
fn header(file: &Path) -> Vec<String> {
    let mut first = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(File::open(file).unwrap()), &mut first).unwrap();
    first.trim_end().split(';').map(|name| name.trim_matches('"').to_owned()).collect()
}
