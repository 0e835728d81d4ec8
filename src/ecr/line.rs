//! A link with its decoder: whole frames by a deadline, and the way back to order on a line that has lost it.
//! There is no start byte and no checksum, so after a bad header or a silent gap inside a frame only a quiet
//! line shows where the next frame begins.

use std::time::Duration;

use super::frame::{Decoder, Frame};
use super::link::{Link, LinkError, PART_OF_A_FRAME, QUIET_WITHIN};

/// Silence after which a line in disorder is taken for quiet.
const QUIET: Duration = Duration::from_millis(200);
/// Within this the rest of what was written at one go is here, on a slow serial line too.
const AT_ONCE: Duration = Duration::from_millis(30);
/// The most bytes that are dropped while waiting for order: more than the longest frame eight times over.
const RESYNC_BYTES: usize = 64 * 1024;
/// The most late frames that are reported; further ones are dropped unseen.
const LATE_FRAMES: usize = 64;

/// A line in use.
pub(super) struct Line {
    link: Box<dyn Link>,
    decoder: Decoder,
    last_byte: Duration,
    /// Something was said on it.
    used: bool,
    /// The end of a wait after which the line was looked at once more.
    looked_after: Duration,
}

/// Why no frame comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Link(LinkError),
    /// What came is no frame, or a frame stopped half-way.
    Unreadable,
    /// The line does not become quiet.
    Babble,
}

impl Line {
    pub(super) fn new(link: Box<dyn Link>) -> Line {
        Line { link, decoder: Decoder::new(), last_byte: Duration::ZERO, used: false, looked_after: Duration::ZERO }
    }

    pub(super) fn now(&self) -> Duration {
        self.link.now()
    }

    /// How long nothing has come.
    pub(super) fn idle(&self) -> Duration {
        self.link.now().saturating_sub(self.last_byte)
    }

    /// See [`Link::cut`].
    pub(super) fn cut(&mut self) -> bool {
        self.link.cut()
    }

    /// Whether something was said on it that may still be answered.
    pub(super) fn is_used(&self) -> bool {
        self.used
    }

    pub(super) fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        self.used = true;
        self.link.send(bytes)
    }

    /// The next frame, or nothing at `until`. A frame that has begun by then may end until `at_last`. What had come by
    /// then counts, also where this PC was too busy, or asleep, to read it.
    pub(super) fn next(&mut self, until: Duration, at_last: Duration) -> Result<Option<Frame>, Fault> {
        loop {
            match self.decoder.next() {
                Ok(Some(frame)) => return Ok(Some(frame)),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, "the terminal's line has lost its order");
                    return Err(Fault::Unreadable);
                }
            }
            let partial = self.decoder.is_partial();
            let limit =
                if partial { self.last_byte.saturating_add(PART_OF_A_FRAME).min(at_last.max(until)) } else { until };
            let patience = limit.saturating_sub(self.link.now());
            if patience.is_zero() {
                // Once for each end, or a line that never stops would not end.
                if self.looked_after != limit && self.read(Duration::ZERO)? > 0 {
                    self.looked_after = limit;
                    continue;
                }
                return if partial { Err(Fault::Unreadable) } else { Ok(None) };
            }
            self.read(patience)?;
        }
    }

    /// Takes what comes within `patience` into the decoder; says how many bytes.
    fn read(&mut self, patience: Duration) -> Result<usize, Fault> {
        let mut buffer = [0; 4096];
        let count = self.link.receive(&mut buffer, patience).map_err(Fault::Link)?;
        if count > 0 {
            self.last_byte = self.link.now();
            self.decoder.push(buffer.get(..count).unwrap_or(&buffer));
        }
        Ok(count)
    }

    /// Whether bytes that are no whole frame follow the last one. Whole ones are dropped.
    pub(super) fn has_leftovers(&mut self) -> bool {
        // A byte that is left over comes at once. That the line fails now is the next request's matter.
        let _ = self.read(AT_ONCE);
        loop {
            match self.decoder.next() {
                Ok(Some(_)) => {}
                Ok(None) => return self.decoder.is_partial(),
                Err(_) => return true,
            }
        }
    }

    /// Why nothing can be written any more, where that has come to be known. What came is kept.
    pub(super) fn hung_up(&mut self) -> Option<LinkError> {
        match self.read(Duration::ZERO) {
            Err(Fault::Link(error)) => Some(error),
            Ok(_) | Err(Fault::Unreadable | Fault::Babble) => None,
        }
    }

    /// Drops what came unasked, until nothing comes for `quiet`; returns the frames that were among it.
    pub(super) fn drop_stale(&mut self, quiet: Duration) -> Result<Vec<Frame>, Fault> {
        let until = self.link.now().saturating_add(QUIET_WITHIN);
        let mut late = Vec::new();
        let mut dropped = 0;
        loop {
            while let Ok(Some(frame)) = self.decoder.next() {
                if late.len() < LATE_FRAMES {
                    late.push(frame);
                }
            }
            let count = self.read(quiet)?;
            if count == 0 {
                self.decoder.reset();
                return Ok(late);
            }
            dropped += count;
            if dropped > RESYNC_BYTES || self.link.now() > until {
                return Err(Fault::Babble);
            }
        }
    }

    /// After disorder: drops input until the line is quiet.
    pub(super) fn resynchronise(&mut self) -> Result<(), Fault> {
        self.drop_stale(QUIET).map(|_| ())
    }
}
