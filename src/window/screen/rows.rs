//! Rows that are read from the books, with a cursor.

use super::{Action, Answer, Failed, KeyCommand, Ticket, moved, part};

/// Rows that PgUp and PgDn jump.
const PAGE: usize = 5;

#[derive(Debug)]
pub struct Rows<T> {
    id: &'static str,
    reading: Option<Ticket<Vec<T>>>,
    /// Nothing until they were read once.
    read: Option<Vec<T>>,
    pub trouble: Option<Failed>,
    pub cursor: usize,
}

impl<T> Rows<T> {
    /// `id` is that of the list in which they are shown.
    pub fn new(id: &'static str) -> Rows<T> {
        Rows { id, reading: None, read: None, trouble: None, cursor: 0 }
    }

    pub fn wait_for(&mut self, reading: Ticket<Vec<T>>) {
        self.reading = Some(reading);
    }

    pub fn are_known(&self) -> bool {
        self.read.is_some()
    }

    pub fn shown(&self) -> &[T] {
        self.read.as_deref().unwrap_or_default()
    }

    pub fn chosen(&self) -> Option<&T> {
        self.shown().get(self.cursor)
    }

    pub fn point(&mut self, row: usize) {
        self.cursor = row.min(self.shown().len().saturating_sub(1));
    }

    pub fn go(&mut self, command: KeyCommand) -> Action {
        let rows = self.shown().len();
        self.cursor = moved(self.cursor, rows, PAGE, command);
        Action::ScrollTo(self.id, part(self.cursor, rows))
    }

    /// Takes an answer; true where it was for these rows. What was under the cursor stays there, where `same` finds it.
    pub fn answer(&mut self, answer: &Answer, same: impl Fn(&T, &T) -> bool) -> bool {
        let Some(rows) = Ticket::take(&mut self.reading, answer) else { return false };
        match rows {
            Ok(rows) => {
                let place = self.chosen().and_then(|before| rows.iter().position(|row| same(before, row)));
                (self.read, self.trouble, self.cursor) = (Some(rows), None, place.unwrap_or_default());
            }
            Err(error) => self.trouble = Some(error),
        }
        true
    }
}
