//! A bar code scanner types into whatever is on the screen. It is told from a person by its speed, by its characters, and by
//! its end: Enter or Tab right behind the last of them.

use std::fmt;
use std::time::{Duration, Instant};

/// No code on a bill is shorter: a tax number has nine digits, eight where its zero was lost.
const SHORTEST_CODE: usize = 8;
/// Digits that such a code has at least; a word that somebody types has fewer.
const FEWEST_DIGITS: usize = 5;
/// Characters that come at a scanner's speed without being a person's: two fingers can fall together.
const BURST: u32 = 3;
/// Time that a scanner takes for a character, at most; people take twice as long and more.
const A_CHARACTER: Duration = Duration::from_millis(40);
/// After such a pause something new is typed.
const PAUSE: Duration = Duration::from_millis(150);
/// Scanners that end with two keys send the second right behind the first.
const SECOND_END: Duration = Duration::from_millis(100);

/// What Enter or Tab ended. What was scanned does not print in `Debug`: it may be a tax number.
#[derive(Clone, PartialEq, Eq)]
pub enum Ended {
    /// A person pressed it.
    ByPerson,
    /// A code was scanned.
    Scan(String),
    /// A scanner sent something that is no code.
    Noise,
    /// A scanner's second end.
    Again,
}

impl fmt::Debug for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ended::ByPerson => f.write_str("ByPerson"),
            Ended::Scan(code) => write!(f, "Scan({} characters)", code.chars().count()),
            Ended::Noise => f.write_str("Noise"),
            Ended::Again => f.write_str("Again"),
        }
    }
}

/// What was heard since the last pause, a PIN among it: it prints nothing of itself.
#[derive(Default)]
pub struct Scanner {
    burst: Option<Burst>,
    ended: Option<Instant>,
}

struct Burst {
    first: Instant,
    last: Instant,
    keys: u32,
    text: String,
}

impl Burst {
    /// Whether all of it came as fast as a scanner sends, up to a moment, with so many keys behind the first.
    fn is_fast(&self, until: Instant, keys: u32) -> bool {
        until.saturating_duration_since(self.first) <= A_CHARACTER.saturating_mul(keys)
    }
}

impl Scanner {
    /// A key that writes something.
    pub fn heard(&mut self, text: &str, at: Instant) {
        if let Some(burst) = &mut self.burst
            && at.saturating_duration_since(burst.last) <= PAUSE
        {
            burst.last = at;
            burst.keys = burst.keys.saturating_add(1);
            burst.text.push_str(text);
        } else {
            self.burst = Some(Burst { first: at, last: at, keys: 1, text: text.to_owned() });
        }
    }

    /// A person's key came in between.
    pub fn interrupted(&mut self) {
        self.burst = None;
    }

    /// Whether a scanner is sending at this moment.
    pub fn is_sending(&self, at: Instant) -> bool {
        self.burst.as_ref().is_some_and(|burst| {
            burst.keys >= BURST
                && burst.is_fast(burst.last, burst.keys - 1)
                && at.saturating_duration_since(burst.last) <= PAUSE
        })
    }

    /// Whether a key followed the one before at a scanner's speed: neither is a command then.
    pub fn follows(&self) -> bool {
        self.burst.as_ref().is_some_and(|burst| burst.keys > 1 && burst.is_fast(burst.last, burst.keys - 1))
    }

    /// Enter or Tab.
    pub fn ended(&mut self, at: Instant) -> Ended {
        let second = self.ended.is_some_and(|before| at.saturating_duration_since(before) <= SECOND_END);
        let fast = self.burst.take().filter(|burst| burst.keys >= BURST && burst.is_fast(at, burst.keys));
        let ended = match fast {
            None if second => Ended::Again,
            None => Ended::ByPerson,
            Some(burst) if is_code(&burst.text) => Ended::Scan(burst.text),
            Some(_) => Ended::Noise,
        };
        self.ended = (ended != Ended::ByPerson).then_some(at);
        ended
    }
}

/// Whether a text has the characters of a code, or of a bill's QR code. An amount, a day and a receipt's number have none
/// such: they are typed.
fn is_code(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_long = |run: &str| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        run.chars().count() >= SHORTEST_CODE && digits >= FEWEST_DIGITS
    };
    bare.split(|c: char| !c.is_alphanumeric()).any(is_long) || text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "RF23902018000009320427216";

    /// `text`, a character so often, and the end as long after the last.
    fn sent(text: &str, every_ms: u64) -> Ended {
        let mut scanner = Scanner::default();
        let mut at = Instant::now();
        for character in text.chars() {
            scanner.heard(&character.to_string(), at);
            at += Duration::from_millis(every_ms);
        }
        scanner.ended(at)
    }

    #[test]
    fn a_scanner_is_told_from_a_person_by_its_speed_its_characters_and_its_end() {
        for code in
            [CODE, "094019245", "94019245", "]C1094019245", "https://x.gr/bill", "RF23 9020 1800 0009 3204 2721 6"]
        {
            for every_ms in [0, 5, 12, 39] {
                assert_eq!(sent(code, every_ms), Ended::Scan(code.to_owned()), "{code} every {every_ms} ms");
            }
            for every_ms in [60, 100, 200] {
                assert_eq!(sent(code, every_ms), Ended::ByPerson, "{code} every {every_ms} ms");
            }
        }
        for no_code in ["1.234,56", "23/11/2026", "A-2026-000017", "λάθος οφειλή", "482915", "4829153", "eleni"]
        {
            assert_eq!(sent(no_code, 5), Ended::Noise, "{no_code}");
            assert_eq!(sent(no_code, 80), Ended::ByPerson, "{no_code}");
        }
        assert_eq!((sent("y", 0), sent("17", 0)), (Ended::ByPerson, Ended::ByPerson));
    }

    #[test]
    fn what_was_scanned_prints_nothing_of_itself() {
        assert_eq!(format!("{:?}", sent("094019245", 5)), "Scan(9 characters)");
    }

    #[test]
    fn an_enter_that_comes_later_is_a_persons() {
        let (mut scanner, at) = (Scanner::default(), Instant::now());
        CODE.chars().zip(1..).for_each(|(c, n)| scanner.heard(&c.to_string(), at + n * Duration::from_millis(10)));
        assert!(scanner.is_sending(at + Duration::from_millis(260)) && scanner.follows());
        assert!(!scanner.is_sending(at + Duration::from_millis(900)));
        assert_eq!(scanner.ended(at + Duration::from_secs(2)), Ended::ByPerson);
        assert_eq!(scanner.ended(at + Duration::from_secs(2)), Ended::ByPerson, "and nothing is left of it");
    }

    #[test]
    fn the_second_key_at_the_end_of_a_scan_presses_nothing() {
        let (mut scanner, at) = (Scanner::default(), Instant::now());
        CODE.chars().for_each(|c| scanner.heard(&c.to_string(), at));
        assert!(matches!(scanner.ended(at), Ended::Scan(_)));
        assert_eq!(scanner.ended(at + Duration::from_millis(20)), Ended::Again);
        assert_eq!(scanner.ended(at + Duration::from_millis(400)), Ended::ByPerson);
    }

    #[test]
    fn what_was_typed_long_before_does_not_belong_to_a_scan() {
        let (mut scanner, at) = (Scanner::default(), Instant::now());
        scanner.heard("x", at);
        let later = at + Duration::from_millis(400);
        CODE.chars().for_each(|c| scanner.heard(&c.to_string(), later));
        assert_eq!(scanner.ended(later), Ended::Scan(CODE.to_owned()));
        scanner.heard("1", later);
        scanner.interrupted();
        assert!(!scanner.follows());
    }
}
