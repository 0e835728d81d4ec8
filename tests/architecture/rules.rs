//! The arrows between the rooms as tables, and the check of one file against them. Each exception stands in a
//! table with its reason, and nowhere else.

use super::lexer::{Kind, Path, Program, Token, paths, program, tokens};

/// A room, and the rooms that it may use beside itself.
pub const ARROWS: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("ecr", &["domain"]),
    ("paper", &["domain"]),
    ("store", &["domain"]),
    ("exchange", &["domain"]),
    // A setting has the type of the room that it is for.
    ("config", &["domain", "ecr", "paper", "exchange"]),
    ("logging", &["domain"]),
    ("desk", &["domain", "ecr", "paper", "store", "exchange", "config"]),
    // The sentences for what every room below returns as data.
    ("text", &["domain", "ecr", "paper", "store", "exchange", "config", "desk"]),
    ("window", &["domain", "desk", "config", "text"]),
    // `tameio` without a command is the window: the command line starts it.
    ("command", &["domain", "desk", "config", "text", "logging", "window"]),
    ("main", &["command"]),
];

/// A crate, and the rooms that may use it. A crate that is not here may be used anywhere but in `domain`.
pub const CRATES: [(&str, &[&str]); 21] = [
    ("rusqlite", &["store"]),
    ("iced", &["window"]),
    ("clap", &["command"]),
    ("rpassword", &["command"]),
    ("serialport", &["ecr", "paper"]),
    ("socket2", &["ecr"]),
    ("des", &["ecr"]),
    ("escpos", &["paper"]),
    ("csv", &["exchange"]),
    ("strsim", &["exchange"]),
    ("rust_xlsxwriter", &["exchange"]),
    ("calamine", &["exchange"]),
    ("krilla", &["paper"]),
    ("qrcode", &["paper"]),
    ("ttf_parser", &["paper"]),
    ("ctrlc", &["command"]),
    ("fluent", &["text"]),
    ("unic_langid", &["text"]),
    ("toml", &["config"]),
    ("toml_edit", &["config"]),
    ("directories", &["config", "command"]),
];

/// The only crates of `domain`, which is pure.
pub const DOMAIN_CRATES: [&str; 5] = ["rust_decimal", "chrono", "chrono_tz", "serde", "thiserror"];

/// Parts of the standard library that a room must do without.
pub const WITHOUT_STD: [(&str, &[&str]); 3] = [
    ("domain", &["fs", "net", "io", "env", "process", "thread", "time", "path", "os"]),
    ("window", &["net"]),
    ("command", &["net"]),
];

/// Rooms near money, where there is no binary floating point.
pub const WITHOUT_FLOATS: [&str; 5] = ["domain", "store", "ecr", "desk", "exchange"];

/// Where a clock may be read: the beginning of the file's path, the clock, and why.
pub const CLOCKS: [(&str, &str, &str); 10] = [
    ("src/desk/clock.rs", "Utc", "the clock of the desk, which is passed to everything else"),
    ("src/desk/steady.rs", "Utc", "names a start of the program where the system tells none of the machine"),
    ("src/desk/steady.rs", "Instant", "the steady clock of the desk, where the system tells none"),
    ("src/logging.rs", "Utc", "a log line bears the time of the PC, whatever clock the desk was given"),
    ("src/ecr/link", "Instant", "a link measures its time-outs"),
    ("src/ecr/simulator/attentive.rs", "Instant", "a simulated terminal that hangs is not waited for without end"),
    ("src/paper/device", "Instant", "a device measures its time-outs"),
    ("src/paper/simulator.rs", "Instant", "a simulated mechanism prints at its own speed on a real line"),
    ("src/window/", "Instant", "frames and the seconds on the paying screen"),
    ("src/command/", "Instant", "progress on a terminal"),
];

/// What a file does against the rules, with its line, and the modules that it declares for tests only.
pub struct Checked {
    /// Sentences for the developer.
    pub violations: Vec<String>,
    /// Names of modules under `#[cfg(test)]` that have their own file.
    pub test_modules: Vec<String>,
}

/// Checks one file. `file` is its path from the crate, as in `src/store/debts.rs`; `dependencies` are the names
/// of the crates of `Cargo.toml`.
pub fn check(file: &str, source: &str, dependencies: &[String]) -> Checked {
    let all = tokens(source);
    let Program { tokens, test_modules } = program(&all);
    let module = module_of(file);
    let room = module.first().cloned().unwrap_or_default();
    let mut violations = Vec::new();
    if !source.starts_with("//!") {
        violations.push(format!("{file}:1: does not open by saying what lives here"));
    }
    // The root of the library only names the rooms.
    if room != "lib" {
        for path in paths(&tokens) {
            let broken = [arrow(&room, &module, &path), external(&room, &path, dependencies), clock(file, &path)];
            violations.extend(broken.into_iter().flatten().map(|what| format!("{file}:{}: {what}", path.line)));
        }
    }
    if WITHOUT_FLOATS.contains(&room.as_str()) {
        let floats = tokens.iter().filter(|token| is_float(token));
        violations.extend(floats.map(|t| format!("{file}:{}: `{}` is binary floating point", t.line, t.text)));
    }
    violations.dedup();
    Checked { violations, test_modules }
}

/// `src/store/debts.rs` is the module `store::debts`, `src/store/mod.rs` and `src/store.rs` are `store`.
pub fn module_of(file: &str) -> Vec<String> {
    let bare = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    bare.split('/').map(str::to_owned).collect()
}

/// Another room that the room may not use.
fn arrow(room: &str, module: &[String], path: &Path) -> Option<String> {
    let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
    let target = match names.as_slice() {
        ["crate" | "tameio", target, ..] => *target,
        ["crate"] if path.declared => "self",
        ["super", ..] => {
            let ups = names.iter().take_while(|name| **name == "super").count();
            // Fewer stay inside the room. More, from a module within the file, end at the root as well.
            if ups < module.len() {
                return None;
            }
            names.get(ups).copied().unwrap_or("self")
        }
        _ => return None,
    };
    if matches!(target, "*" | "self") {
        return Some("the whole crate cannot be used: name a room".to_owned());
    }
    let known = ARROWS.iter().any(|(name, _)| *name == target);
    let may = ARROWS.iter().any(|(name, uses)| *name == room && (*name == target || uses.contains(&target)));
    (known && !may).then(|| format!("`{room}` may not use `{target}`"))
}

/// A crate, or a part of the standard library, that the room must do without.
fn external(room: &str, path: &Path, dependencies: &[String]) -> Option<String> {
    let first = path.names.first()?;
    let second = path.names.get(1);
    if second.is_none() && !path.declared {
        return None;
    }
    if matches!(first.as_str(), "std" | "core" | "alloc") {
        let without = WITHOUT_STD.iter().find(|(name, _)| *name == room)?.1;
        let part = second?;
        return without.contains(&part.as_str()).then(|| format!("`{room}` may not use `{first}::{part}`"));
    }
    let elsewhere = CRATES.iter().any(|(name, rooms)| name == first && !rooms.contains(&room));
    let impure = room == "domain" && dependencies.contains(first) && !DOMAIN_CRATES.contains(&first.as_str());
    (elsewhere || impure).then(|| format!("`{room}` may not use the crate `{first}`"))
}

/// A reading of the clock outside the table.
fn clock(file: &str, path: &Path) -> Option<String> {
    let read = path.names.windows(2).find_map(|pair| match pair {
        [clock, now] if now == "now" && ["Utc", "Local", "SystemTime", "Instant"].contains(&clock.as_str()) => {
            Some(clock)
        }
        _ => None,
    })?;
    let allowed = CLOCKS.iter().any(|(start, clock, _)| file.starts_with(start) && clock == read);
    (!allowed).then(|| format!("`{read}::now` is read here: take the clock or the moment as an argument"))
}

fn is_float(token: &Token) -> bool {
    match token.kind {
        Kind::Ident => ["f32", "f64"].iter().any(|float| token.text.ends_with(float)),
        Kind::Number => token.text.contains('.') || token.text.ends_with("f32") || token.text.ends_with("f64"),
        Kind::Literal | Kind::Sign => false,
    }
}
