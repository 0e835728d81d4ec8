//! Talking with a printer that may answer, over any two-way line: ask before, write, ask after.
//!
//! Printed is what the printer says after the paper. What it answers in real time says how it is now, also while most of the
//! job lies in its buffer, or in that of a print server; so the last byte is followed by a question that it answers in its
//! turn ([`InTurn`]). Such an answer bears no name, and there may be late ones of earlier jobs, also of another desk: so the
//! job is sent when the printer is idle, which it is when it answers the same question at once, again and again. A job
//! that was sent before that is known is confirmed by nobody but the cashier.

use std::io::ErrorKind;
use std::time::Duration;

use tracing::{debug, warn};

use super::hearing::{Heard, Hearing, Stops};
use super::line::{Came, Line};
use super::patience::Patience;
use super::status::{InTurn, PrinterStatus, Request};
use super::{Delivery, DeviceError, Progress};

/// Answers that come at once, one after another, before a printer is taken to be idle: a late one of an earlier job may
/// follow a question by chance, and not twice.
const AT_ONCE: u32 = 2;

/// Bytes that are written at once, so that a failure knows how far it got.
const CHUNK: usize = 512;
/// The same where the printer says when to stop: what is on its way when it does must fit into the rest of its buffer.
const PACED_CHUNK: usize = 16;

/// Whether a printer answers in its turn, as far as is known of it: how long one is waited for that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Known {
    #[default]
    Nothing,
    Answers,
    /// It did not when it was asked last.
    Deaf,
}

/// How a line's printer is spoken to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    pub(super) patience: Patience,
    pub(super) in_turn: InTurn,
    pub(super) stops: Stops,
    pub(super) known: Known,
}

/// A line to one printer.
pub(super) struct Conversation<L> {
    line: L,
    device: String,
    patience: Patience,
    known: Known,
    hearing: Hearing,
}

impl<L: Line> Conversation<L> {
    pub(super) fn new(line: L, device: String, manner: Manner) -> Conversation<L> {
        let Manner { patience, in_turn, stops, known } = manner;
        Conversation { line, device, patience, known, hearing: Hearing::new(in_turn, stops) }
    }

    /// Asks how the printer is.
    pub(super) fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        let asked = self.ask(Progress { written: 0, total: 0 })?.unwrap_or(PrinterStatus::SILENT);
        Ok(if asked.answers { asked } else { self.hearing.reported.unwrap_or(asked) })
    }

    /// Prints: nothing is sent to a printer that says it cannot.
    pub(super) fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        let total = bytes.len();
        let nothing = Progress { written: 0, total };
        let gone = |conversation: &Self| conversation.io_error(ErrorKind::ConnectionAborted, nothing);
        let before = self.ask(nothing)?.ok_or_else(|| gone(self))?;
        let before = if before.answers { before } else { self.hearing.reported.unwrap_or(before) };
        before.refuse(&self.device, nothing)?;
        let talks = before.answers || self.hearing.in_turn == InTurn::AutomaticStatus;
        let idle = talks && self.waits_until_idle(nothing)?;
        self.write(bytes, nothing)?;
        self.wait_until_sent(total)?;
        if !talks {
            debug!(device = %self.device, total, "the printer does not answer");
            return Ok(Delivery::Unconfirmed);
        }
        self.confirm(total, idle)
    }

    /// What is known of the printer now.
    pub(super) fn known(&self) -> Known {
        self.known
    }

    /// The line, to close it as it wants to be closed.
    pub(super) fn into_line(self) -> L {
        self.line
    }

    /// The status; nothing where the line is closed.
    fn ask(&mut self, progress: Progress) -> Result<Option<PrinterStatus>, DeviceError> {
        let mut status = PrinterStatus::SILENT;
        for request in Request::ALL {
            match self.tell(&request.bytes()) {
                Ok(true) => {}
                // No room for three bytes: it stands still, and cannot be asked.
                Ok(false) => return Ok(Some(PrinterStatus::SILENT)),
                Err(kind) if gone(kind) => return Ok(None),
                Err(kind) => return Err(self.io_error(kind, progress)),
            }
            match self.real_time() {
                Heard::RealTime(byte) => status.note(request, byte),
                Heard::Closed => return Ok(None),
                _ if request == Request::Printer => return Ok(Some(PrinterStatus::SILENT)),
                _ => {}
            }
        }
        Ok(Some(status))
    }

    /// A request, also past XOFF: what is answered in real time needs no room. False where the line took none of it.
    fn tell(&mut self, bytes: &[u8]) -> Result<bool, ErrorKind> {
        let deadline = self.line.now() + self.patience.answer;
        let mut rest = bytes;
        while !rest.is_empty() {
            let taken = self.line.say(rest).map_err(|error| error.kind())?;
            rest = rest.get(taken..).unwrap_or_default();
            if taken == 0 && self.line.now() >= deadline {
                return if rest.len() == bytes.len() { Ok(false) } else { Err(ErrorKind::TimedOut) };
            }
        }
        Ok(true)
    }

    /// Waits for an answer in real time, and keeps what else comes.
    fn real_time(&mut self) -> Heard {
        let deadline = self.line.now() + self.patience.answer;
        loop {
            match self.hear(deadline) {
                Heard::Other => {}
                heard => return heard,
            }
        }
    }

    /// The next thing that the printer says, until then.
    fn hear(&mut self, deadline: Duration) -> Heard {
        let wait = deadline.saturating_sub(self.line.now());
        match self.line.hear(wait) {
            Came::Byte(byte) => self.hearing.understand(byte, &self.device),
            Came::Nothing if self.line.now() < deadline => Heard::Other,
            Came::Nothing => Heard::Nothing,
            Came::Closed => Heard::Closed,
        }
    }

    /// Hears everything that is there by now.
    fn hear_what_came(&mut self) {
        while let Came::Byte(byte) = self.line.hear(Duration::ZERO) {
            self.hearing.understand(byte, &self.device);
        }
    }

    /// Hears until nothing more comes: answers that stand one behind the other come together.
    fn hear_until_quiet(&mut self) {
        let latest = self.line.now() + self.patience.answer;
        while let Came::Byte(byte) = self.line.hear(self.patience.quiet) {
            self.hearing.understand(byte, &self.device);
            if self.line.now() >= latest {
                return;
            }
        }
    }

    /// Asks what is answered in its turn, and waits. Whether anything was answered.
    fn ask_in_turn(&mut self, patience: Duration, nothing: Progress) -> Result<bool, DeviceError> {
        let gone = |conversation: &Self| conversation.io_error(ErrorKind::ConnectionAborted, nothing);
        self.hearing.answers.clear();
        self.write(self.hearing.in_turn.bytes(), nothing).map_err(|_| gone(self))?;
        let deadline = self.line.now() + patience;
        while self.hearing.answers.is_empty() && self.line.now() < deadline {
            if let Heard::Closed = self.hear(deadline.min(self.line.now() + self.patience.look)) {
                return Err(gone(self));
            }
            if self.hearing.answers.is_empty() && deadline > self.line.now() + self.patience.look {
                let status = self.ask(nothing)?.ok_or_else(|| gone(self))?;
                status.refuse(&self.device, nothing)?;
            }
        }
        let answered = !self.hearing.answers.is_empty();
        if answered {
            self.known = Known::Answers;
            self.hear_until_quiet();
        }
        Ok(answered)
    }

    /// Waits until nothing is before the job: its paper could not come out earlier anyway. False where that is not known,
    /// because the printer gives no answers in its turn, or is at something long: it prints all the same.
    fn waits_until_idle(&mut self, nothing: Progress) -> Result<bool, DeviceError> {
        let patience = match self.known {
            Known::Nothing => self.patience.unproven,
            Known::Answers => self.patience.paper,
            Known::Deaf => self.patience.answer,
        };
        let deadline = self.line.now() + patience;
        let mut at_once = 0;
        let mut patience = patience;
        while at_once <= AT_ONCE {
            if self.ask_in_turn(patience, nothing)? {
                // The first may have been waited for; those behind it come at once.
                at_once += 1;
                patience = self.patience.answer;
            } else {
                at_once = 0;
                patience = deadline.saturating_sub(self.line.now());
                if patience.is_zero() {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Writes, and stops where the printer says so. `before`: how far it had got.
    fn write(&mut self, bytes: &[u8], before: Progress) -> Result<(), DeviceError> {
        let mut written = 0;
        let mut deadline = self.line.now() + self.patience.write;
        while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
            let progress = Progress { written: before.written + written, ..before };
            self.hear_what_came();
            let heeds = matches!(self.hearing.stops, Stops::Heeded(_));
            let taken = if heeds && self.hearing.stopped {
                self.hear(self.line.now() + self.patience.look);
                0
            } else {
                let chunk = if heeds { PACED_CHUNK } else { CHUNK };
                let chunk = rest.get(..chunk).unwrap_or(rest);
                self.line.say(chunk).map_err(|error| self.io_error(error.kind(), progress))?
            };
            if taken > 0 {
                written += taken;
                deadline = self.line.now() + self.patience.write;
                self.keep_pace(taken);
            } else if self.line.now() >= deadline {
                return Err(self.stuck(progress));
            }
        }
        Ok(())
    }

    /// Lets so many bytes reach the printer before the next follow.
    fn keep_pace(&mut self, bytes: usize) {
        let Stops::Heeded(a_byte) = self.hearing.stops else { return };
        let arrived = self.line.now() + a_byte.saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX));
        while self.line.now() < arrived {
            if let Heard::Closed = self.hear(arrived) {
                return;
            }
        }
    }

    /// Until nothing of the job is left in this computer: a line that is closed before drops it.
    fn wait_until_sent(&mut self, total: usize) -> Result<(), DeviceError> {
        let mut least = usize::MAX;
        let mut deadline = self.line.now() + self.patience.write;
        loop {
            let unsent = self.line.unsent();
            if unsent == 0 {
                return Ok(());
            }
            if unsent < least {
                (least, deadline) = (unsent, self.line.now() + self.patience.write);
            } else if self.line.now() >= deadline {
                return Err(self.stuck(Progress { written: total.saturating_sub(unsent), total }));
            }
            if let Heard::Closed = self.hear(self.line.now() + Duration::from_millis(10)) {
                return Err(
                    self.io_error(ErrorKind::BrokenPipe, Progress { written: total.saturating_sub(unsent), total })
                );
            }
        }
    }

    /// Why a printer takes no more bytes: it still answers in real time.
    fn stuck(&mut self, progress: Progress) -> DeviceError {
        let status = self.ask(progress).ok().flatten().unwrap_or(PrinterStatus::SILENT);
        match status.refuse(&self.device, progress) {
            Err(reason) => reason,
            Ok(()) => self.io_error(ErrorKind::TimedOut, progress),
        }
    }

    /// Asks whether the paper came out. A line that closes now leaves it to the cashier: everything was handed
    /// over. `idle`: nothing was before the job, so that the answer can be to nothing else.
    fn confirm(&mut self, total: usize, idle: bool) -> Result<Delivery, DeviceError> {
        let progress = Progress { written: total, total };
        // What came until now came before the last byte was sent.
        self.hear_what_came();
        self.hearing.forget();
        if let Err(error) = self.write(self.hearing.in_turn.bytes(), progress) {
            return if matches!(error, DeviceError::Io { .. }) { Ok(Delivery::Unconfirmed) } else { Err(error) };
        }
        let patience = if idle { self.patience.for_paper(total) } else { self.patience.unproven };
        let deadline = self.line.now() + patience;
        // An automatic status may come because the roll became thin: the second is the answer, or comes after it.
        let mut wanted = if self.hearing.in_turn == InTurn::AutomaticStatus { 2 } else { 1 };
        while self.line.now() < deadline {
            if let Heard::Closed = self.hear(deadline.min(self.line.now() + self.patience.look)) {
                return Ok(Delivery::Unconfirmed);
            }
            self.hear_what_came();
            if self.hearing.overrun {
                // The question may be among what was lost, and the paper is in doubt all the same.
                return Ok(Delivery::Unconfirmed);
            }
            if let Some(reported) = self.hearing.reported {
                reported.refuse(&self.device, progress)?;
            }
            if !idle || self.hearing.answers.is_empty() {
                let Ok(Some(status)) = self.ask(progress) else { return Ok(Delivery::Unconfirmed) };
                status.refuse(&self.device, progress)?;
                continue;
            }
            let out_of_paper = self.hearing.answers.drain(..).any(|out| out);
            if out_of_paper {
                return Err(DeviceError::PaperOut { device: self.device.clone(), progress });
            }
            wanted -= 1;
            if wanted == 0 {
                return Ok(Delivery::Confirmed);
            }
            if self.write(self.hearing.in_turn.bytes(), progress).is_err() {
                return Ok(Delivery::Unconfirmed);
            }
        }
        if !idle {
            self.known = if self.hearing.answers.is_empty() { Known::Deaf } else { Known::Answers };
        }
        Ok(Delivery::Unconfirmed)
    }

    fn io_error(&self, kind: ErrorKind, progress: Progress) -> DeviceError {
        warn!(device = %self.device, %kind, written = progress.written, total = progress.total, "printing failed");
        DeviceError::Io { device: self.device.clone(), kind, progress }
    }
}

/// The other side is gone.
fn gone(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted)
}

#[cfg(test)]
mod tests;
