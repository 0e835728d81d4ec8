//! The unclaimed results, newest first, to read and nothing else.

use super::pending::moved;
use crate::desk::SignedIn;
use crate::domain::foreign::ForeignResult;
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::keys::KeyCommand;
use crate::window::request::UnclaimedResults;
use crate::window::screen::part;

/// Rows that PgUp and PgDn jump.
const PAGE: usize = 5;

/// Results with a cursor.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Nothing until they were read once.
    pub(super) shown: Option<Vec<ForeignResult>>,
    listing: Option<Ticket<Vec<ForeignResult>>>,
    pub(super) trouble: Option<Failed>,
    pub(super) cursor: usize,
}

impl Foreign {
    pub(super) fn ask(&mut self, who: &SignedIn, devices: &mut Devices) {
        self.listing = Some(devices.ask(UnclaimedResults { who: who.clone() }));
    }

    pub(super) fn rows(&self) -> &[ForeignResult] {
        self.shown.as_deref().unwrap_or_default()
    }

    pub(super) fn point(&mut self, row: usize) {
        self.cursor = row.min(self.rows().len().saturating_sub(1));
    }

    pub(super) fn go(&mut self, command: KeyCommand) -> f32 {
        let rows = self.rows().len();
        self.cursor = moved(self.cursor, rows, PAGE, command);
        part(self.cursor, rows)
    }

    /// Takes an answer; true where it was for this list.
    pub(super) fn answer(&mut self, answer: &Answer) -> bool {
        let Some(results) = Ticket::take(&mut self.listing, answer) else {
            return false;
        };
        self.trouble = match results {
            Ok(results) => {
                self.shown = Some(results.into_iter().rev().collect());
                None
            }
            Err(error) => Some(error),
        };
        self.point(self.cursor);
        true
    }
}
