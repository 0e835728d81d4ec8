//! Talking with a printer that may answer, over any two-way stream: ask before, write, ask after.

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use tracing::{debug, warn};

use super::status::{Answer, PrinterStatus, Request, WHEN_DONE, reports_paper_end};
use super::{Delivery, DeviceError, Progress};

/// How long a printer is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the answer to one real-time request.
    pub answer: Duration,
    /// Between two looks at a printer that is printing.
    pub look: Duration,
    /// How many looks. A printer that answers in real time only, and is well after all of them, has printed.
    pub looks: u32,
    /// For a printer that takes no more bytes.
    pub write: Duration,
}

impl Patience {
    /// A receipt takes one to two seconds on paper; a printer on the same network answers in milliseconds.
    pub const USUAL: Patience = Patience {
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
                Ok(_) if self.skip > 0 => {
                    self.skip -= 1;
                    continue;
                }
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
            let Ok(Some(status)) = self.ask(progress) else { return Ok(Delivery::Unconfirmed) };
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

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::io::{self, ErrorKind, Read, Write};
    use std::time::Duration;

    use super::{Conversation, Patience};
    use crate::paper::device::{Delivery, DeviceError, Progress};
    use crate::paper::simulator::{PrinterHead, Reaction, SimulatedState};

    const IMPATIENT: Patience =
        Patience { answer: Duration::ZERO, look: Duration::ZERO, looks: 2, write: Duration::ZERO };

    /// A printer at the end of a wire that takes `room` bytes of print data and has noise on it.
    struct Wire {
        head: PrinterHead,
        room: usize,
        noise: &'static [u8],
        heard: VecDeque<u8>,
    }

    impl Wire {
        fn new(state: SimulatedState) -> Wire {
            Wire { head: PrinterHead::new(state), room: usize::MAX, noise: b"", heard: VecDeque::new() }
        }

        fn print(self, bytes: &[u8]) -> (Result<Delivery, DeviceError>, Vec<u8>) {
            let mut conversation = Conversation::new(self, "wire".to_owned(), IMPATIENT);
            let outcome = conversation.print(bytes);
            (outcome, conversation.into_stream().head.received().to_vec())
        }
    }

    impl Read for Wire {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.heard.pop_front() {
                Some(byte) => {
                    buffer[0] = byte;
                    Ok(1)
                }
                None => Err(ErrorKind::TimedOut.into()),
            }
        }
    }

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let request = bytes.starts_with(b"\x10\x04") || bytes.starts_with(b"\x1dr");
            let taken = if request { bytes.len() } else { bytes.len().min(self.room) };
            if taken == 0 {
                return Err(ErrorKind::WouldBlock.into());
            }
            if !request {
                self.room -= taken;
            }
            for byte in &bytes[..taken] {
                if let Reaction::Answers(answer) = self.head.feed(*byte) {
                    self.heard.extend(self.noise);
                    self.heard.push_back(answer);
                }
            }
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_printer_that_answers_in_real_time_only_has_printed_when_it_is_well_after_a_while() {
        let (outcome, received) = Wire::new(SimulatedState::RealTimeOnly).print(&[b'x'; 2000]);
        assert_eq!(outcome, Ok(Delivery::Confirmed));
        assert_eq!(received, [b'x'; 2000]);
    }

    #[test]
    fn a_printer_that_stops_taking_bytes_is_asked_why() {
        let wire = Wire { room: 700, ..Wire::new(SimulatedState::PaperOutAfter(700)) };
        let progress = Progress { written: 700, total: 2000 };
        let expected = DeviceError::PaperOut { device: "wire".to_owned(), progress };
        assert_eq!(wire.print(&[b'x'; 2000]), (Err(expected), vec![b'x'; 700]));
        let wire = Wire { room: 700, ..Wire::new(SimulatedState::Silent) };
        let expected = DeviceError::Io { device: "wire".to_owned(), kind: ErrorKind::TimedOut, progress };
        assert_eq!(wire.print(&[b'x'; 2000]).0, Err(expected));
    }

    #[test]
    fn flow_control_and_an_automatic_status_between_the_answers_are_passed_over() {
        // XON, and four bytes of which two look like answers.
        let wire = Wire { noise: b"\x11\x18\x0f\x0f\x0f", ..Wire::new(SimulatedState::Ready) };
        assert_eq!(wire.print(b"x").0, Ok(Delivery::Confirmed));
        let wire = Wire { noise: b"\x11\x18\x0f\x0f\x0f", ..Wire::new(SimulatedState::CoverOpen) };
        assert!(matches!(wire.print(b"x").0, Err(DeviceError::CoverOpen { .. })));
    }

    #[test]
    fn paper_that_ends_during_the_print_is_told_from_a_printer_that_is_done() {
        let (outcome, received) = Wire::new(SimulatedState::PaperOutAfter(3)).print(b"xxxx");
        let progress = Progress { written: 4, total: 4 };
        assert_eq!(outcome, Err(DeviceError::PaperOut { device: "wire".to_owned(), progress }));
        assert_eq!(received, b"xxxx");
    }
}
