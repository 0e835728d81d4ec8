//! From which number a series goes on after books were brought back from a copy: what was given since the copy was made
//! is on paper in somebody's hand, and is not given again.

use serde::{Deserialize, Serialize};

use super::time::Moment;
use super::worded::worded;

worded! {
    #[derive(PartialOrd, Ord)]
    pub enum Numbered {
        /// Receipts, by series and year.
        Receipt = "receipt",
        Session = "session",
        /// Z reports, by series.
        Z = "z",
    }
}

impl Numbered {
    /// How many numbers are left out where nobody can read how many were given: more than a desk gives in the days
    /// between two copies.
    pub fn gap(self) -> u32 {
        match self {
            Numbered::Receipt | Numbered::Session => 1_000,
            Numbered::Z => 100,
        }
    }
}

/// Stands for every series that a copy does not know: one may have begun after it was made.
pub const ANY: &str = "*";

/// The last number of a series that books have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LastNumber {
    pub of: Numbered,
    /// The series; of sessions, the terminal.
    pub series: String,
    /// Of receipts; else 0.
    pub year: i32,
    /// The number; 0 where none was given.
    pub last: u32,
}

/// One series that goes on further up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jump {
    pub of: Numbered,
    /// The series; of sessions, the terminal; [`ANY`] for those that the copy does not know.
    pub series: String,
    /// Of receipts; else 0.
    pub year: i32,
    /// The last number before it; 0 where none was given.
    pub last: u32,
    /// The first number after it.
    pub next: u32,
}

/// How far books reach: what an old copy does not know was done after this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The last document and when it was booked.
    pub receipt: Option<(String, Moment)>,
    /// Number and time of the last entry of the audit trail.
    pub entry: Option<(u64, Moment)>,
}

/// The jumps of books that have the numbers `ours` past those of the books that they replace. `held` is what those have,
/// where they could be read.
pub fn jumps(ours: &[LastNumber], held: Option<&[LastNumber]>) -> Vec<Jump> {
    let same = |a: &LastNumber, b: &LastNumber| (a.of, &a.series, a.year) == (b.of, &b.series, b.year);
    let jump = |one: &LastNumber, next| Jump {
        of: one.of,
        series: one.series.clone(),
        year: one.year,
        last: ours.iter().find(|mine| same(mine, one)).map_or(0, |mine| mine.last),
        next,
    };
    let all = match held {
        Some(held) => held.iter().map(|one| jump(one, one.last.saturating_add(1))).collect::<Vec<_>>(),
        None => ours.iter().map(|one| jump(one, one.last.saturating_add(one.of.gap()).saturating_add(1))).collect(),
    };
    all.into_iter().filter(|jump| jump.next > jump.last.saturating_add(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(of: Numbered, year: i32, last: u32) -> LastNumber {
        LastNumber { of, series: "A".into(), year, last }
    }

    #[test]
    fn numbers_go_on_past_what_the_replaced_books_gave_and_where_they_cannot_be_read_past_a_gap() {
        let ours = [last(Numbered::Receipt, 2026, 7), last(Numbered::Z, 0, 2), last(Numbered::Session, 0, 9)];
        let held = [last(Numbered::Receipt, 2026, 10), last(Numbered::Receipt, 2027, 1), last(Numbered::Z, 0, 2)];
        let of =
            |jumps: Vec<Jump>| jumps.iter().map(|jump| (jump.of, jump.year, jump.last, jump.next)).collect::<Vec<_>>();
        assert_eq!(of(jumps(&ours, Some(&held))), [(Numbered::Receipt, 2026, 7, 11), (Numbered::Receipt, 2027, 0, 2)]);
        assert_eq!(
            of(jumps(&ours, None)),
            [(Numbered::Receipt, 2026, 7, 1_008), (Numbered::Z, 0, 2, 103), (Numbered::Session, 0, 9, 1_010)]
        );
    }

    #[test]
    fn the_words_come_back() {
        for numbered in Numbered::ALL {
            assert_eq!(Numbered::from_word(numbered.word()), Some(numbered));
        }
    }
}
