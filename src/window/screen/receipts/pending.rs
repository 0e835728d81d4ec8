//! The outcomes that nobody knows yet: what is known of each, and what can be done.

use std::sync::Arc;

use crate::desk::{PrintEnd, RecoverEnd, RecoverReport, SignedIn};
use crate::domain::attempt::Attempt;
use crate::text::{Text, say, values};
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::keys::KeyCommand;
use crate::window::request::{Recover, UnknownSlip, Unresolved};
use crate::window::screen::{part, said_of_slip};
use crate::window::theme::Tone;

/// Rows that PgUp and PgDn jump.
const PAGE: usize = 5;

/// Open attempts with a cursor.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// Nothing until they were read once.
    pub(super) shown: Option<Vec<Attempt>>,
    listing: Option<Ticket<Vec<Attempt>>>,
    pub(super) trouble: Option<Failed>,
    pub(super) cursor: usize,
    asking: Option<Ticket<Arc<RecoverReport>>>,
    printing: Option<Ticket<PrintEnd>>,
    /// What came of asking, printing or deciding.
    pub(super) said: Option<(Tone, String)>,
}

impl Pending {
    pub(super) fn ask(&mut self, devices: &mut Devices) {
        self.listing = Some(devices.ask(Unresolved {}));
    }

    pub(super) fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    pub(super) fn rows(&self) -> &[Attempt] {
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

    /// Asks the terminal about all of them.
    pub(super) fn recover(&mut self, who: &SignedIn, devices: &mut Devices) {
        if self.asking.is_none() {
            self.said = None;
            self.asking = Some(devices.ask(Recover { who: who.operator().id.clone() }));
        }
    }

    /// Prints the slip of the one under the cursor again.
    pub(super) fn print(&mut self, devices: &mut Devices) {
        if let (None, Some(attempt)) = (&self.printing, self.rows().get(self.cursor)) {
            let session = attempt.session;
            self.said = None;
            self.printing = Some(devices.ask(UnknownSlip { session }));
        }
    }

    /// The one under the cursor, to be decided; says why where it cannot be here. A session can be of two terminals at
    /// once, and the desk takes its own terminal's then.
    pub(super) fn chosen(&mut self, text: Text, terminal: &str) -> Option<&Attempt> {
        self.said = None;
        if self.asking.is_some() {
            self.said = Some((Tone::Warn, text.get("screen-unknown-asking")));
            return None;
        }
        let attempt = self.shown.as_deref()?.get(self.cursor)?;
        let same = self.rows().iter().filter(|other| other.session == attempt.session).count();
        if same > 1 && attempt.terminal != terminal {
            self.said = Some((Tone::Warn, text.with("screen-pending-elsewhere", values![terminal = attempt.terminal])));
            return None;
        }
        self.shown.as_deref()?.get(self.cursor)
    }

    /// Takes an answer; true where the terminal was asked and something may have changed.
    pub(super) fn answer(&mut self, text: Text, answer: &Answer, devices: &mut Devices) -> Option<bool> {
        if let Some(attempts) = Ticket::take(&mut self.listing, answer) {
            self.listed(attempts);
            return Some(false);
        }
        if let Some(slip) = Ticket::take(&mut self.printing, answer) {
            self.said = Some(said_of_slip(text, &slip));
            return Some(false);
        }
        let report = Ticket::take(&mut self.asking, answer)?;
        self.said = Some(match report {
            Ok(report) => told(text, &report),
            Err(error) => (Tone::Bad, say::desk_error(&text, &error)),
        });
        self.ask(devices);
        Some(true)
    }

    fn listed(&mut self, attempts: Result<Vec<Attempt>, Failed>) {
        let before = self.rows().get(self.cursor).map(|attempt| attempt.id);
        self.trouble = match attempts {
            Ok(attempts) => {
                self.shown = Some(attempts);
                None
            }
            Err(error) => Some(error),
        };
        let place = self.rows().iter().position(|attempt| Some(attempt.id) == before);
        self.cursor = place.unwrap_or_default();
    }
}

/// Each session in a sentence of its own.
fn told(text: Text, report: &RecoverReport) -> (Tone, String) {
    let sentences: Vec<String> = report
        .sessions
        .iter()
        .map(|one| match &one.end {
            RecoverEnd::Approved { receipt, .. } => say::found_charged(&text, one.session, receipt),
            RecoverEnd::NotCharged => say::found_not_charged(&text, one.session, one.correction),
            RecoverEnd::MayStillRun { until } => say::known_later(&text, one.session, one.correction, *until),
            RecoverEnd::StillUnknown { reason } => say::still_unknown(&text, one.session, reason),
        })
        .collect();
    let open = report.sessions.iter().any(|one| one.end.unknown_for().is_some());
    if sentences.is_empty() {
        return (Tone::Plain, text.get("screen-pending-none"));
    }
    (if open { Tone::Unknown } else { Tone::Good }, sentences.join("\n"))
}

/// Where a key moves the cursor of so many rows.
pub(super) fn moved(cursor: usize, rows: usize, page: usize, command: KeyCommand) -> usize {
    let last = rows.saturating_sub(1);
    match command {
        KeyCommand::Up => cursor.saturating_sub(1),
        KeyCommand::Down => cursor + 1,
        KeyCommand::PageUp => cursor.saturating_sub(page),
        KeyCommand::PageDown => cursor + page,
        KeyCommand::First => 0,
        KeyCommand::Last => last,
        _ => cursor,
    }
    .min(last)
}
