//! The inputs of the fuzzer as ordinary tests: each file of `fuzz/corpus` and `fuzz/regressions` through the very
//! function that the fuzzer calls, so that what was found once stays found.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use tameio_testing::fuzzed::{TARGETS, run};

/// What a corpus may have: it is cloned with every copy of the source, and run with every test.
const MOST_FILES: usize = 200;
const MOST_BYTES: usize = 300_000;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name)
}

/// The names in a folder, in order, but for those that begin with a point.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

/// The inputs of a target, each with its name.
fn inputs(kind: &str, target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder(kind).join(target);
    names(&folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

fn targets() -> Vec<String> {
    sorted(TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect())
}

/// Runs everything before it fails, so that one look shows all that is broken.
fn all_pass(kind: &str) {
    let mut broken = Vec::new();
    for target in names(&folder(kind)) {
        for (name, input) in inputs(kind, &target) {
            if catch_unwind(|| run(&target, &input)).is_err() {
                broken.push(format!("fuzz/{kind}/{target}/{name}"));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn every_promise_holds_for_every_input_of_the_corpus() {
    all_pass("corpus");
}

#[test]
fn what_once_broke_a_promise_does_not_break_it_again() {
    all_pass("regressions");
}

#[test]
fn each_target_has_its_program_and_its_corpus_within_bounds() {
    let manifest: toml::Table = fs::read_to_string(folder("Cargo.toml")).unwrap().parse().unwrap();
    let programs = manifest["bin"].as_array().unwrap();
    let named = |program: &toml::Value| program["name"].as_str().unwrap().to_owned();
    assert_eq!(sorted(programs.iter().map(named).collect()), targets());
    for program in programs {
        let source = fs::read_to_string(folder(program["path"].as_str().unwrap())).unwrap();
        assert!(source.contains(&format!("run(\"{}\", data)", named(program))), "{program} runs another target");
    }
    assert_eq!(names(&folder("corpus")), targets());
    let mut bytes = 0;
    for target in targets() {
        let inputs = inputs("corpus", &target);
        assert!((1..=MOST_FILES).contains(&inputs.len()), "{target} has {} inputs", inputs.len());
        bytes += inputs.iter().map(|(_, input)| input.len()).sum::<usize>();
    }
    assert!(bytes <= MOST_BYTES, "{bytes} bytes");
}

#[test]
fn the_fuzzer_starts_from_every_published_frame() {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("../vectors/ecr-vectors.json")).unwrap();
    let frames = inputs("corpus", "frames");
    for (dialect, vector) in
        ["mellon", "aade"].iter().flat_map(|name| vectors[name].as_array().unwrap().iter().map(move |v| (name, v)))
    {
        let hex = vector["hex"].as_str().unwrap();
        let frame: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        assert!(frames.iter().any(|(_, input)| input.get(4..) == Some(&frame[..])), "{vector}");
        let side = if vector["from"] == "desk" { "request" } else { "reply" };
        let bodies = inputs("corpus", &format!("{dialect}_{side}"));
        assert!(bodies.iter().any(|(_, body)| *body == frame[9..]), "{vector}");
    }
}
