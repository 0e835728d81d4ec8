//! The arrows of the house are held: which room may use which, which crate lives where, who reads the clock, that no
//! float comes near money, and that the files of a room do not use each other in circles. The rules and their exceptions are tables in `architecture/rules.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod circles;
mod lexer;
mod rules;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use circles::circles;
use rules::{ARROWS, check};

/// Every file under `src`, by its path from the crate.
fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, root: &Path, out: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                out.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = BTreeMap::new();
    walk(&root.join("src"), root, &mut out);
    out
}

/// The crates of `Cargo.toml`, as source names them.
fn dependencies() -> Vec<String> {
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
    manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_")).collect()
}

fn violations(file: &str, source: &str) -> Vec<String> {
    check(file, source, &dependencies()).violations
}

/// Whether one of the files that only tests have: `src/a/tests.rs`, declared under `#[cfg(test)]` in `src/a.rs`.
fn is_test_file(file: &str, test_modules: &[String]) -> bool {
    test_modules.iter().any(|module| file == format!("{module}.rs") || file.starts_with(&format!("{module}/")))
}

/// The sources without the files that only tests have.
fn program_sources() -> BTreeMap<String, String> {
    let dependencies = dependencies();
    let mut sources = sources();
    let test_modules: Vec<String> = sources
        .iter()
        .flat_map(|(file, source)| {
            let folder = file.trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
            let modules = check(file, source, &dependencies).test_modules;
            modules.into_iter().map(move |module| format!("{folder}/{module}"))
        })
        .collect();
    sources.retain(|file, _| !is_test_file(file, &test_modules));
    assert!(sources.len() > 20, "the sources were not found");
    sources
}

#[test]
fn the_rooms_use_each_other_only_along_the_arrows() {
    let sources = program_sources();
    let found: Vec<String> = sources.iter().flat_map(|(file, source)| violations(file, source)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_room_has_its_row_and_every_row_its_room() {
    let root = &sources()["src/lib.rs"];
    let mut rooms: Vec<&str> =
        root.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).chain(["main"]).collect();
    let mut rows: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    rooms.sort_unstable();
    rows.sort_unstable();
    assert_eq!(rooms, rows);
}

#[test]
fn the_page_of_the_house_has_every_room_with_its_arrows_and_only_files_that_are_there() {
    let page = include_str!("../../ARCHITECTURE.md");
    let quoted = |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    for (room, uses) in ARROWS.iter().filter(|(room, _)| *room != "main") {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{room}` |")));
        let row = row.unwrap_or_else(|| panic!("{room} is not on the page"));
        let may = row.split('|').nth(3).unwrap();
        // «All of the above» and «the same» are the rows before; what is named is there in any case.
        let named = quoted(may).into_iter().filter(|name| !may.contains("but") || name != "logging");
        let unknown: Vec<String> = named.filter(|name| !uses.contains(&name.as_str())).collect();
        assert!(unknown.is_empty(), "{room} may not use {unknown:?}");
        let whole = may.contains("all of the above") || may.contains("the same");
        assert!(whole || uses.iter().all(|used| quoted(may).iter().any(|name| name == used)), "{room}: {may}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files: Vec<String> = [page, include_str!("../../CONTRIBUTING.md")]
        .iter()
        .flat_map(|page| quoted(page))
        .filter(|name| {
            ["src/", "tests/", "config/"].iter().any(|start| name.starts_with(start)) && !name.contains("NNNN")
        })
        .collect();
    assert!(files.len() > 20, "{files:?}");
    let gone: Vec<&String> = files.iter().filter(|name| !root.join(name).exists()).collect();
    assert!(gone.is_empty(), "not there: {gone:?}");
}

#[test]
fn the_arrows_never_lead_back() {
    for (place, (room, uses)) in ARROWS.iter().enumerate() {
        for used in *uses {
            let below = ARROWS.iter().position(|(name, _)| name == used).unwrap();
            assert!(below < place, "{room} uses {used}, which stands above it");
        }
    }
}

#[test]
fn a_planted_violation_is_caught_in_every_way_it_can_be_written() {
    let planted = [
        ("src/domain/money.rs", "use crate::store::Store;"),
        ("src/domain/money.rs", "fn f() -> crate::desk::Desk { todo() }"),
        ("src/domain/money.rs", "use crate::{domain::rf::Rf, paper};"),
        ("src/domain/money.rs", "use crate::{domain::{rf::Rf, afm}, paper::{layout, page::{self, Page}}};"),
        ("src/domain/money.rs", "use super::super::ecr::Frame;"),
        ("src/domain/money.rs", "mod inner { use super::super::super::ecr::Frame; }"),
        ("src/domain/mod.rs", "use super::ecr::Frame;"),
        ("src/domain/money.rs", "use crate::*;"),
        ("src/domain/money.rs", "use crate as all;"),
        ("src/domain/money.rs", "use tracing::info;"),
        ("src/domain/money.rs", "fn f() { tracing::info!(\"x\") }"),
        ("src/domain/money.rs", "use std::fs;"),
        ("src/domain/money.rs", "use std::{fmt, io::Write};"),
        ("src/domain/money.rs", "#[derive(clap::Parser)] struct A;"),
        ("src/ecr/sale.rs", "use crate::store::journal;"),
        ("src/ecr/sale.rs", "pub(in crate::paper) fn f() {}"),
        ("src/ecr/sale.rs", "fn f() { let t = std::time::Instant::now(); }"),
        ("src/ecr/sale.rs", "fn f(x: &dyn crate::text::Say) {}"),
        ("src/store/debts.rs", "fn f() { let at = chrono::Utc::now(); }"),
        ("src/store/debts.rs", "use crate::config::Config;"),
        ("src/paper/layout.rs", "use crate::text::Text;"),
        ("src/paper/layout.rs", "use super::super::text::Text;"),
        ("src/desk/pay.rs", "use iced::Task;"),
        ("src/desk/pay.rs", "use serialport::SerialPort;"),
        ("src/desk/pay.rs", "extern crate rusqlite;"),
        ("src/desk/pay.rs", "use ::rusqlite::Connection;"),
        ("src/desk/pay.rs", "use rusqlite;"),
        ("src/desk/pay.rs", "fn f() { Utc::now(); }"),
        ("src/desk/clock.rs", "fn f() { Instant::now(); }"),
        ("src/desk/pay.rs", "fn f(cents: i64) -> f64 { 0 }"),
        ("src/desk/pay.rs", "const RATE: Decimal = dec(0.73);"),
        ("src/desk/pay.rs", "fn f(x: Decimal) { x.to_f64(); }"),
        ("src/window/screen/desk.rs", "fn f() { crate::store::open(); }"),
        ("src/window/screen/desk.rs", "use std::net::TcpStream;"),
        ("src/window/screen/desk.rs", "fn f() { SystemTime::now(); }"),
        ("src/command/pay.rs", "use crate::ecr::simulator;"),
        ("src/command/pay.rs", "use iced::Task;"),
        ("src/main.rs", "fn main() { tameio::desk::open(); }"),
        ("src/store/mod.rs", "#[cfg(not(test))] use crate::paper::Page;"),
        ("src/store/mod.rs", "#[cfg(test)] mod tests { fn f() {} } use crate::paper::Page;"),
        ("src/store/mod.rs", "fn f<'a>(c: char) { if c == '\"' { crate::paper::cut(); } }"),
        ("src/store/mod.rs", "const A: &str = r#\"a\"b\"#; use crate::paper::Page;"),
    ];
    for (file, line) in planted {
        let found = violations(file, &format!("//! Planted.\n\n{line}\n"));
        assert_eq!(found.len(), 1, "{file}: {line}\n{found:?}");
        assert!(found[0].starts_with(&format!("{file}:3: ")), "{}", found[0]);
    }
    assert_eq!(violations("src/desk/pay.rs", "// Opens with a comment of the wrong kind.\n").len(), 1);
}

#[test]
fn what_is_allowed_or_only_looks_forbidden_passes() {
    let clean = [
        ("src/domain/money.rs", "use super::rf::Rf; use crate::domain::afm::Afm; use std::fmt; use serde::Serialize;"),
        ("src/domain/money.rs", "// use crate::store::Store;\n/* Utc::now() /* f64 */ */ /// `crate::desk`"),
        ("src/domain/money.rs", "const A: &str = \"crate::store f64 \\\" Utc::now()\";"),
        ("src/domain/money.rs", "const A: &str = r##\"crate::store \"# f64\"##;"),
        ("src/domain/money.rs", "#[cfg(test)] mod tests { use crate::store::Store; fn f() { Utc::now(); } }"),
        ("src/domain/money.rs", "#[cfg(test)] #[allow(unused)] use tracing::info; use std::fmt;"),
        ("src/domain/money.rs", "fn f(p: (u8, (u8, u8))) -> u8 { p.1.0 + 0..5 }"),
        ("src/domain/money.rs", "fn f(tracing: u8) { tracing; x.iced(); }"),
        ("src/ecr/link/tcp.rs", "use crate::domain::money::Money; fn f() { Instant::now(); serialport::new(); }"),
        ("src/desk/clock.rs", "fn f() { chrono::Utc::now(); }"),
        ("src/desk/pay.rs", "use crate::{domain, store::{self, Store}, paper, ecr, exchange, config};"),
        ("src/window/app.rs", "fn f(w: f32) { iced::time::Instant::now(); crate::desk::pay(1.5); }"),
        ("src/window/screen/desk.rs", "use super::super::widget::amount; use super::pay;"),
        ("src/command/mod.rs", "fn f() { crate::window::run() }"),
        ("src/store/mod.rs", "#![cfg(test)] use crate::paper::Page;"),
    ];
    for (file, source) in clean {
        let found = violations(file, &format!("//! Clean.\n{source}\n"));
        assert!(found.is_empty(), "{source}\n{found:?}");
    }
}

#[test]
fn a_module_that_only_tests_have_is_known_by_its_declaration() {
    let checked = check("src/store/mod.rs", "//! Room.\n#[cfg(test)]\nmod tests;\nmod debts;\n", &dependencies());
    assert_eq!(checked.test_modules, ["tests"]);
    let modules = ["src/store/tests".to_owned()];
    assert!(is_test_file("src/store/tests.rs", &modules) && is_test_file("src/store/tests/debts.rs", &modules));
    assert!(!is_test_file("src/store/tests_of_debts.rs", &modules));
}

/// Rooms in which files still lead back to each other. A room leaves this list, and none comes onto it.
const WITH_CIRCLES: [&str; 6] = ["paper", "store", "exchange", "desk", "text", "window"];

#[test]
fn the_files_of_a_room_do_not_lead_back_to_each_other() {
    let sources = program_sources();
    for (room, _) in ARROWS {
        let found = circles(room, &sources);
        assert_eq!(found.is_empty(), !WITH_CIRCLES.contains(&room), "{room}: {found:#?}");
    }
}

#[test]
fn a_planted_circle_is_caught_in_every_way_it_can_be_written() {
    let planted = [
        [
            ("a.rs", "use super::b::B; pub struct A(B);"),
            ("b.rs", "pub struct B; fn f(a: super::a::A) {}"),
            ("mod.rs", ""),
        ],
        [("a.rs", "use crate::domain::b;"), ("b.rs", "fn f() { crate::domain::a::g() }"), ("mod.rs", "pub mod b;")],
        // Through what the room hands on.
        [
            ("a.rs", "use super::B;"),
            ("b.rs", "use super::{A, c};"),
            ("mod.rs", "pub use a::A; pub use b::B; mod a; mod b;"),
        ],
        // A folder and a file in it.
        [
            ("mod.rs", "mod a; pub struct R; fn f() { a::g() }"),
            ("a.rs", "pub(super) fn g(r: super::R) {}"),
            ("b.rs", ""),
        ],
        [("mod.rs", "pub use a::A; pub struct R(A);"), ("a.rs", "use super::R; pub struct A;"), ("b.rs", "")],
        [("a.rs", "mod inner { use super::super::b::B; }"), ("b.rs", "use self::super::a::A;"), ("mod.rs", "")],
    ];
    for files in planted {
        let sources = room_of(&files);
        assert_eq!(circles("domain", &sources).len(), 1, "{files:?}");
        assert_eq!(circles("store", &sources), Vec::<Vec<String>>::new());
    }
}

#[test]
fn files_that_lead_only_one_way_are_no_circle() {
    let clean = [
        [
            ("a.rs", "use super::b::B;"),
            ("b.rs", "pub(in crate::domain) struct B;"),
            ("mod.rs", "pub mod a; pub mod b;"),
        ],
        // The room hands on what its files hold, and one of them takes it from there.
        [("mod.rs", "mod a; mod b; pub use a::A; pub use b::B;"), ("a.rs", "pub struct A;"), ("b.rs", "use super::A;")],
        [("a.rs", "#[cfg(test)] mod tests { use super::super::b; }"), ("b.rs", "use super::a::A;"), ("mod.rs", "")],
        [
            ("a.rs", "// super::b::B\nconst A: &str = \"super::b\"; fn f(b: u8) { b; x.b(); }"),
            ("b.rs", "use super::a;"),
            ("mod.rs", ""),
        ],
        [("a.rs", "use std::b::B; use crate::paper::b::B; use super::*;"), ("b.rs", "use super::a;"), ("mod.rs", "")],
    ];
    for files in clean {
        assert_eq!(circles("domain", &room_of(&files)), Vec::<Vec<String>>::new(), "{files:?}");
    }
}

fn room_of(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(file, source)| (format!("src/domain/{file}"), (*source).to_owned())).collect()
}
