//! Sentences about clocks that are in doubt.

use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::time::second;
use crate::text::{Text, values};

/// Why the clock is not believed, with both times, and who may say that it is.
pub fn clock_doubt(text: &Text, doubt: &ClockDoubt) -> String {
    match doubt {
        ClockDoubt::BehindTheBooks { now, latest } => {
            text.with("refused-clock-behind", values![now = second(*now), latest = second(*latest)])
        }
        ClockDoubt::TerminalDiffers { now, clock } => apart(text, "refused-terminal-clock", clock, &second(*now)),
    }
}

/// How far the terminal's clock is from the PC's.
pub fn terminal_clock(text: &Text, clock: &ClockOffset) -> String {
    apart(text, "terminal-clock-apart", clock, "")
}

/// The same in the few words of a status bar.
pub fn terminal_clock_short(text: &Text, clock: &ClockOffset) -> String {
    apart(text, "terminal-clock-short", clock, "")
}

fn apart(text: &Text, key: &str, clock: &ClockOffset, now: &str) -> String {
    let direction = if clock.ahead_s < 0 { "behind" } else { "ahead" };
    let by = duration(text, clock.ahead_s.unsigned_abs());
    text.with(key, values![terminal = clock.terminal, by, direction, now])
}

fn duration(text: &Text, seconds: u64) -> String {
    // To the nearest minute.
    let minutes = seconds.saturating_add(30) / 60;
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let key = match (days, hours) {
        (0, 0) => "duration-minutes",
        (0, _) => "duration-hours",
        _ => "duration-days",
    };
    text.with(key, values![days, hours, minutes])
}
