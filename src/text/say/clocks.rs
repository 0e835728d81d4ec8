//! Sentences about clocks that are in doubt.

use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::time::{Moment, local};
use crate::text::{Text, Value};

/// Why the clock is not believed, with both times, and who may say that it is.
#[must_use]
pub fn clock_doubt(text: &Text, doubt: &ClockDoubt) -> String {
    match doubt {
        ClockDoubt::BehindTheBooks { now, latest } => {
            text.with("refused-clock-behind", &[("now", shown(*now)), ("latest", shown(*latest))])
        }
        ClockDoubt::TerminalDiffers { now, clock } => {
            let [terminal, by, direction] = of_terminal(text, clock);
            text.with("refused-terminal-clock", &[terminal, by, direction, ("now", shown(*now))])
        }
    }
}

/// How far the terminal's clock is from the PC's.
#[must_use]
pub fn terminal_clock(text: &Text, clock: &ClockOffset) -> String {
    text.with("terminal-clock-apart", &of_terminal(text, clock))
}

/// The same in the few words of a status bar.
#[must_use]
pub fn terminal_clock_short(text: &Text, clock: &ClockOffset) -> String {
    text.with("terminal-clock-short", &of_terminal(text, clock))
}

fn of_terminal<'a>(text: &Text, clock: &'a ClockOffset) -> [(&'static str, Value<'a>); 3] {
    let direction = if clock.ahead_s < 0 { "behind" } else { "ahead" };
    [
        ("terminal", clock.terminal.as_str().into()),
        ("by", duration(text, clock.ahead_s.unsigned_abs()).into()),
        ("direction", direction.into()),
    ]
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
    let number = |number: u64| Value::from(number.to_string());
    text.with(key, &[("days", number(days)), ("hours", number(hours)), ("minutes", number(minutes))])
}

/// A moment as a cashier reads it, to the second: two clocks are compared.
#[must_use]
pub fn shown<'a>(at: Moment) -> Value<'a> {
    local(at).format("%d/%m/%Y %H:%M:%S").to_string().into()
}
