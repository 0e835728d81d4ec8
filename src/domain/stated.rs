//! What a file says of one thing about a debt, so that what it does not say is not taken for «none».

use chrono::NaiveDate;

/// What one row of a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated<T> {
    /// Nothing: the file has no such column, or the row ends before it.
    Nothing,
    /// The cell is there and empty.
    Empty,
    Is(T),
}

impl<T> Stated<T> {
    /// What is stated, where something is.
    pub fn value(&self) -> Option<&T> {
        match self {
            Stated::Is(value) => Some(value),
            Stated::Nothing | Stated::Empty => None,
        }
    }

    /// What holds of something that may be empty, where `known` held before.
    pub fn over<'a>(&'a self, known: Option<&'a T>) -> Option<&'a T> {
        match self {
            Stated::Nothing => known,
            Stated::Empty => None,
            Stated::Is(value) => Some(value),
        }
    }

    /// Another value, where one is stated.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Stated<U> {
        match self {
            Stated::Nothing => Stated::Nothing,
            Stated::Empty => Stated::Empty,
            Stated::Is(value) => Stated::Is(change(value)),
        }
    }
}

/// A cell of a column that the file has.
impl<T> From<Option<T>> for Stated<T> {
    fn from(cell: Option<T>) -> Stated<T> {
        cell.map_or(Stated::Empty, Stated::Is)
    }
}

/// How long an RF code may be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// To the end of this day.
    Until(NaiveDate),
    /// Without end, said in as many words (31/12/9999). An empty cell says less: it ends nothing and opens nothing
    /// again.
    WithoutEnd,
}

impl Validity {
    /// Its last day, where it has one.
    pub fn last_day(self) -> Option<NaiveDate> {
        match self {
            Validity::Until(day) => Some(day),
            Validity::WithoutEnd => None,
        }
    }
}
