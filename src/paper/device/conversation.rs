//! Talking with a printer that may answer, over any two-way stream: ask before, write, ask after.

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use tracing::{debug, warn};

use super::status::{Answer, PrinterStatus, Request, WHEN_DONE, reports_paper_end};
use super::{Delivery, DeviceError, Progress};

/// How long a printer is waited for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For the answer to one real-time request.
    pub(super) answer: Duration,
    /// Between two looks at a printer that is printing.
    pub(super) look: Duration,
    /// How many looks. A printer that answers in real time only, and is well after all of them, has printed.
    pub(super) looks: u32,
    /// For a printer that takes no more bytes.
    pub(super) write: Duration,
}

impl Patience {
    /// A receipt takes one to two seconds on paper; a printer on the same network answers in milliseconds.
    pub(super) const USUAL: Patience = Patience {
        answer: Duration::from_millis(500),
        look: Duration::from_millis(300),
        looks: 10,
        write: Duration::from_secs(10),
    };
}

/// How long one read of the stream may block.
pub(super) const SLICE: Duration = Duration::from_millis(50);

/// Bytes that are written at once, so that a failure knows how far it got.
const CHUNK: usize = 512;

/// Bytes that follow the first of an automatic status.
const AUTOMATIC_REST: usize = 3;

/// What was heard.
enum Heard {
    Answer(Answer),
    Nothing,
    Closed,
}

/// A stream to one printer. Its reads return after [`SLICE`] at the latest.
pub(super) struct Conversation<S> {
    stream: S,
    device: String,
    patience: Patience,
    /// Bytes of an automatic status still to come.
    skip: usize,
    /// The answer to [`WHEN_DONE`], once heard.
    done: Option<u8>,
}

impl<S: Read + Write> Conversation<S> {
    pub(super) fn new(stream: S, device: String, patience: Patience) -> Conversation<S> {
        Conversation { stream, device, patience, skip: 0, done: None }
    }

    /// Asks how the printer is.
    pub(super) fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        self.ask(Progress { written: 0, total: 0 }).map(|status| status.unwrap_or(PrinterStatus::SILENT))
    }

    /// Prints: nothing is sent to a printer that says it cannot.
    pub(super) fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        let total = bytes.len();
        let nothing = Progress { written: 0, total };
        let Some(before) = self.ask(nothing)? else {
            return Err(self.io_error(ErrorKind::ConnectionAborted, nothing));
        };
        before.refuse(&self.device, nothing)?;
        self.write(bytes)?;
        if !before.answers {
            debug!(device = %self.device, total, "the printer does not answer");
            return Ok(Delivery::Unconfirmed);
        }
        self.confirm(total)
    }

    /// The stream, to close it as it wants to be closed.
    pub(super) fn into_stream(self) -> S {
        self.stream
    }

    /// The status; nothing where the line is closed.
    fn ask(&mut self, progress: Progress) -> Result<Option<PrinterStatus>, DeviceError> {
        let mut status = PrinterStatus::SILENT;
        for request in Request::ALL {
            if let Err(error) = self.stream.write_all(&request.bytes()).and_then(|()| self.stream.flush()) {
                return if gone(error.kind()) { Ok(None) } else { Err(self.io_error(error.kind(), progress)) };
            }
            match self.real_time() {
                Heard::Answer(Answer::RealTime(byte)) => status.note(request, byte),
                Heard::Closed => return Ok(None),
                _ if request == Request::Printer => return Ok(Some(PrinterStatus::SILENT)),
                _ => {}
            }
        }
        Ok(Some(status))
    }

    /// Waits for an answer in real time, and keeps one to [`WHEN_DONE`] that comes in between.
    fn real_time(&mut self) -> Heard {
        let deadline = Instant::now() + self.patience.answer;
        loop {
            match self.hear(deadline) {
                Heard::Answer(Answer::Done(byte)) => self.done = Some(byte),
                Heard::Answer(Answer::Other | Answer::Automatic) => {}
                heard => return heard,
            }
        }
    }

    fn hear(&mut self, deadline: Instant) -> Heard {
        let mut byte = [0];
        loop {
            match self.stream.read(&mut byte) {
                Ok(0) => return Heard::Closed,
                Ok(_) if self.skip > 0 => self.skip -= 1,
                Ok(_) => {
                    let answer = Answer::of(u8::from_be_bytes(byte));
                    if answer == Answer::Automatic {
                        self.skip = AUTOMATIC_REST;
                    }
                    return Heard::Answer(answer);
                }
                Err(error) if waiting(error.kind()) => {}
                Err(_) => return Heard::Closed,
            }
            if Instant::now() >= deadline {
                return Heard::Nothing;
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), DeviceError> {
        let total = bytes.len();
        let mut written = 0;
        let mut deadline = Instant::now() + self.patience.write;
        while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
            let chunk = rest.get(..CHUNK).unwrap_or(rest);
            let progress = Progress { written, total };
            match self.stream.write(chunk) {
                Ok(0) => return Err(self.io_error(ErrorKind::WriteZero, progress)),
                Ok(count) => {
                    written += count;
                    deadline = Instant::now() + self.patience.write;
                }
                Err(error) if waiting(error.kind()) && Instant::now() < deadline => {}
                Err(error) if waiting(error.kind()) => return Err(self.stuck(progress)),
                Err(error) => return Err(self.io_error(error.kind(), progress)),
            }
        }
        self.stream.flush().map_err(|error| self.io_error(error.kind(), Progress { written, total }))
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
    /// over.
    fn confirm(&mut self, total: usize) -> Result<Delivery, DeviceError> {
        let progress = Progress { written: total, total };
        self.done = None;
        let asked = self.stream.write_all(&WHEN_DONE).and_then(|()| self.stream.flush());
        if asked.is_err() {
            return Ok(Delivery::Unconfirmed);
        }
        let mut last = PrinterStatus::SILENT;
        for _ in 0..self.patience.looks {
            if self.done.is_none() {
                match self.hear(Instant::now() + self.patience.look) {
                    Heard::Answer(Answer::Done(byte)) => self.done = Some(byte),
                    Heard::Closed => return Ok(Delivery::Unconfirmed),
                    Heard::Answer(_) | Heard::Nothing => {}
                }
            }
            if let Some(done) = self.done {
                let device = self.device.clone();
                let out = reports_paper_end(done);
                return if out { Err(DeviceError::PaperOut { device, progress }) } else { Ok(Delivery::Confirmed) };
            }
            let Ok(Some(status)) = self.ask(progress) else {
                return Ok(Delivery::Unconfirmed);
            };
            status.refuse(&self.device, progress)?;
            last = status;
        }
        Ok(if last.answers { Delivery::Confirmed } else { Delivery::Unconfirmed })
    }

    fn io_error(&self, kind: ErrorKind, progress: Progress) -> DeviceError {
        warn!(device = %self.device, %kind, written = progress.written, total = progress.total, "printing failed");
        DeviceError::Io { device: self.device.clone(), kind, progress }
    }
}

/// Nothing to read yet, or no room to write yet.
fn waiting(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// The other side is gone.
fn gone(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted)
}
