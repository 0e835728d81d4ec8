//! What the benches share: their arguments, samples and how they are summed up. Plain programs, because the
//! figures that are asked for are medians, p99 and the ratio to a peer that ran in between, not means of runs
//! of one thing.
#![allow(dead_code, reason = "no bench needs all of it")]

use std::time::{Duration, Instant};

/// The arguments of a bench. `cargo bench` passes `--bench`; anything else (`cargo test --benches`, `--test`)
/// is a tiny run that only shows that the bench works.
pub struct Options {
    given: Vec<String>,
    /// Whether only a tiny run is wanted.
    pub tiny: bool,
}

impl Options {
    pub fn read() -> Options {
        let given: Vec<String> = std::env::args().skip(1).collect();
        let tiny = given.iter().any(|arg| arg == "--test") || !given.iter().any(|arg| arg == "--bench");
        Options { given, tiny }
    }

    /// The value after `--name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        let place = self.given.iter().position(|arg| arg.strip_prefix("--") == Some(name))?;
        self.given.get(place + 1).map(String::as_str)
    }

    /// The number after `--name`, otherwise the size of a full or of a tiny run.
    pub fn number(&self, name: &str, full: usize, tiny: usize) -> usize {
        match self.text(name) {
            Some(text) => text.replace('_', "").parse().expect("a whole number"),
            None if self.tiny => tiny,
            None => full,
        }
    }
}

/// How long one thing took, time after time.
#[derive(Default, Clone)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Runs something and keeps how long it took.
    pub fn time<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let out = std::hint::black_box(act());
        self.0.push(began.elapsed());
        out
    }

    pub fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The time below which a share of the samples lies, in thousandths.
    fn quantile(&self, thousandths: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * thousandths / 1000).min(sorted.len().saturating_sub(1));
        sorted.get(place).copied().unwrap_or_default()
    }

    pub fn median(&self) -> Duration {
        self.quantile(500)
    }

    pub fn p99(&self) -> Duration {
        self.quantile(990)
    }
}

pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

pub fn ratio(of: Duration, to: Duration) -> f64 {
    of.as_secs_f64() / to.as_secs_f64()
}

/// How often per second something can be done: as many rounds as fit into `span`, the fastest told,
/// because whatever else the machine does only ever makes a round slower.
pub fn per_second(span: Duration, in_a_round: usize, mut round: impl FnMut()) -> f64 {
    let began = Instant::now();
    let mut fastest = Duration::MAX;
    while began.elapsed() < span || fastest == Duration::MAX {
        let start = Instant::now();
        round();
        fastest = fastest.min(start.elapsed());
    }
    in_a_round as f64 / fastest.as_secs_f64()
}

/// Numbers for shuffling and drawing that are the same in every run (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for place in (1..of.len()).rev() {
            of.swap(place, self.below(place + 1));
        }
    }
}
