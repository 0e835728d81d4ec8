//! The results of nobody, newest first, to read and nothing else.

use super::pending::moved;
use crate::desk::SignedIn;
use crate::domain::foreign::ForeignResult;
use crate::window::devices::{Answer, Devices, Job, JobNo, Said};
use crate::window::keys::KeyCommand;
use crate::window::screen::{Trouble, part};

/// Rows that PgUp and PgDn jump.
const PAGE: usize = 5;

/// Results with a cursor.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Nothing until they were read once.
    pub(super) shown: Option<Vec<ForeignResult>>,
    listing: Option<JobNo>,
    pub(super) trouble: Option<Trouble>,
    pub(super) cursor: usize,
}

impl Foreign {
    pub(super) fn ask(&mut self, who: &SignedIn, devices: &mut Devices) {
        self.listing = Some(devices.ask(Job::Foreign { who: who.clone() }));
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
        if self.listing != Some(answer.job) {
            return false;
        }
        self.listing = None;
        self.trouble = match &answer.said {
            Said::Foreign(Ok(results)) => {
                self.shown = Some(results.iter().rev().cloned().collect());
                None
            }
            Said::Foreign(Err(error)) => Some(Trouble::Failed(error.clone())),
            _ => Some(Trouble::Gone),
        };
        self.point(self.cursor);
        true
    }
}
