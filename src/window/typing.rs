//! Whether text came from a scanner: faster than anybody types, and ended by it with Enter. A scan is never a PIN.

use std::time::Duration;

/// No code on a bill is shorter: a tax number has nine digits, an RF code twenty-five characters.
const SHORTEST_CODE: u32 = 8;
/// Time that a scanner takes for a character, at most; people take three times as long.
const A_CHARACTER: Duration = Duration::from_millis(30);
/// After such a pause something new is typed.
const PAUSE: Duration = Duration::from_millis(150);

/// What was typed since the last pause, by the steady clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typing {
    first: Duration,
    last: Duration,
    characters: u32,
}

impl Typing {
    /// A character came.
    pub fn heard(&mut self, now: Duration) {
        if self.characters == 0 || now.saturating_sub(self.last) > PAUSE {
            *self = Typing { first: now, last: now, characters: 0 };
        }
        self.last = now;
        self.characters = self.characters.saturating_add(1);
    }

    /// Enter came: whether a scanner sent it.
    pub fn ended(&mut self, now: Duration) -> bool {
        let typed = std::mem::take(self);
        let took = now.saturating_sub(typed.first);
        typed.characters >= SHORTEST_CODE && took <= A_CHARACTER.saturating_mul(typed.characters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(characters: u32, every_ms: u64) -> bool {
        let mut typing = Typing::default();
        for at in 0..u64::from(characters) {
            typing.heard(Duration::from_millis(1_000 + at * every_ms));
        }
        typing.ended(Duration::from_millis(1_000 + u64::from(characters) * every_ms))
    }

    #[test]
    fn a_scanner_is_told_from_a_person_by_its_speed_and_its_end() {
        assert!(typed(9, 0) && typed(9, 10) && typed(12, 29));
        assert!(!typed(9, 60) && !typed(12, 90) && !typed(12, 200));
        // A PIN of six or seven digits is no code, however it came.
        assert!(!typed(6, 0) && !typed(7, 1));
    }

    #[test]
    fn an_enter_that_comes_later_is_a_persons() {
        let mut typing = Typing::default();
        (0..9).for_each(|at| typing.heard(Duration::from_millis(at * 10)));
        assert!(!typing.ended(Duration::from_millis(900)));
        assert!(!typing.ended(Duration::from_millis(900)), "and nothing is left of it");
    }
}
