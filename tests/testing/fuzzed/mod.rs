//! What is fuzzed: one function a target, each a promise about any bytes at all, and a broken promise is a panic.
//! The programs in `fuzz/targets` call them, and `tests/promises/fuzz_inputs.rs` runs them over the inputs of
//! `fuzz/corpus` and `fuzz/regressions`. How a target is added: `CONTRIBUTING.md`.

use tameio::exchange::read_otherwise::{Met, ReadOtherwise};

mod batch_file;
mod config;
mod debts_csv;
mod dialects;
mod evidence;
mod frames;
mod heads;
mod print_data;
mod query;
mod scripted_line;
mod whole_sale;

/// Tries the promise of a target on one input.
pub type Body = fn(&[u8]);

/// The name of each target, its folder's too, and what it does.
pub const TARGETS: [(&str, Body); 13] = [
    ("frames", frames::check),
    ("aade_reply", dialects::aade_reply),
    ("aade_request", dialects::aade_request),
    ("mellon_reply", dialects::mellon_reply),
    ("mellon_request", dialects::mellon_request),
    ("whole_sale", whole_sale::check),
    ("print_data", print_data::check),
    ("query", query::check),
    ("debts_csv", debts_csv::check),
    ("config", config::check),
    ("batch_file", batch_file::check),
    ("evidence", evidence::check),
    ("heads", heads::check),
];

/// Lines of a file that were passed over; nothing of a file whose lines are not those that its bytes show.
fn passed_over(met: &[Met]) -> Option<usize> {
    let count = |what: ReadOtherwise| met.iter().find(|met| met.what == what).map_or(0, |met| met.count as usize);
    if count(ReadOtherwise::Utf16) + count(ReadOtherwise::UnicodeLineEnd) > 0 {
        return None;
    }
    let kinds = [ReadOtherwise::LineAboveTitles, ReadOtherwise::SeparatorLine, ReadOtherwise::EmptyRow];
    Some(kinds.into_iter().map(count).sum())
}

/// Tries the promise of the target of this name.
///
/// # Panics
/// When it is broken, or when there is no such target.
pub fn run(target: &str, input: &[u8]) {
    let body = TARGETS.into_iter().find(|(name, _)| *name == target).map(|(_, body)| body);
    body.unwrap_or_else(|| panic!("no target {target}"))(input);
}
