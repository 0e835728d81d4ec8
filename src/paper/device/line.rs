//! A two-way line to a printer: what a conversation needs of a socket, of a serial port, and of the simulated printer that
//! tests hold in their hand, whose time passes only where it is waited for.

use std::io::{self, ErrorKind, Read, Write};
use std::thread;
use std::time::{Duration, Instant};

/// What came over a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    Byte(u8),
    /// Nothing in the time that was waited.
    Nothing,
    /// The other side is gone.
    Closed,
}

pub(super) trait Line {
    /// The next byte, waited for no longer than this.
    fn hear(&mut self, wait: Duration) -> Came;

    /// Takes some of the bytes and says how many: none where there is no room for any yet.
    ///
    /// # Errors
    /// What the system says of a line that is broken.
    fn say(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Bytes that it took and that have not left this computer, as far as can be known.
    fn unsent(&self) -> usize;

    /// Forgets what has not left: half a receipt must not come out later.
    fn discard(&mut self);

    /// Time, from a beginning of its own.
    fn now(&self) -> Duration;
}

/// How long a write may block.
pub(super) const SLICE: Duration = Duration::from_millis(50);

/// The time of a real line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Since(Instant);

impl Since {
    pub(super) fn now() -> Since {
        Since(Instant::now())
    }

    pub(super) fn passed(self) -> Duration {
        self.0.elapsed()
    }
}

/// One byte of a stream whose reads return after the time that was set for them.
pub(super) fn next_byte(stream: &mut impl Read) -> Came {
    let mut byte = [0];
    match stream.read(&mut byte) {
        Ok(0) => Came::Closed,
        Ok(_) => Came::Byte(u8::from_be_bytes(byte)),
        Err(error) if waiting(error.kind()) => Came::Nothing,
        Err(_) => Came::Closed,
    }
}

/// Some bytes into a stream whose writes return after [`SLICE`].
pub(super) fn some_bytes(stream: &mut impl Write, bytes: &[u8]) -> io::Result<usize> {
    match stream.write(bytes) {
        Ok(0) if !bytes.is_empty() => Err(ErrorKind::WriteZero.into()),
        Err(error) if waiting(error.kind()) => {
            // A line that refuses at once is not asked in a circle.
            thread::sleep(Duration::from_millis(1));
            Ok(0)
        }
        taken => taken,
    }
}

/// Nothing to read yet, or no room to write yet.
fn waiting(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}
