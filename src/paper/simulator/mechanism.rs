//! The inside of a printer as they really are: a mechanism that is slower than its line, a buffer between them, a roll that
//! ends, a cover that opens, XON and XOFF. Its time is an argument.

use std::collections::VecDeque;
use std::time::Duration;

use super::parted::{Parted, Piece};
use super::{Inside, Reaction};

const XON: u8 = 0x11;
const XOFF: u8 = 0x13;

/// What a printer is asked by and answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    Nothing,
    /// `DLE EOT` alone, as print servers do it by themselves.
    RealTime,
    /// That, and `GS r` in its turn.
    PaperSensors,
    /// `GS a` in its turn, and nothing else.
    AutomaticStatus,
    /// The same, and it sends its status whether that was switched off or not.
    AlwaysAutomaticStatus,
}

/// From so many bytes in the buffer on it says XOFF, and below so many XON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    pub stop: usize,
    pub go: usize,
}

/// How a printer is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Build {
    /// Of the mechanism.
    pub bytes_a_second: u32,
    /// Bytes that it holds; what comes then is lost.
    pub buffer: usize,
    /// Bytes until the roll ends.
    pub roll: usize,
    /// Bytes until the roll becomes thin.
    pub thin_after: usize,
    /// Bytes until somebody opens the cover.
    pub cover_opens_after: usize,
    pub flow: Option<Levels>,
    pub answers: Answers,
}

impl Build {
    /// A print server's memory before a slow mechanism.
    pub const SLOW: Build = Build {
        bytes_a_second: 600,
        buffer: 1 << 20,
        roll: usize::MAX,
        thin_after: usize::MAX,
        cover_opens_after: usize::MAX,
        flow: None,
        answers: Answers::PaperSensors,
    };
}

#[derive(Debug)]
pub struct Mechanism {
    build: Build,
    /// What it heard at first: requests in real time are answered past the buffer.
    line: Parted,
    buffer: VecDeque<u8>,
    /// What the mechanism takes out of the buffer, in its turn.
    turn: Parted,
    paper: Vec<u8>,
    lost: usize,
    /// Until then the mechanism has printed.
    at: Duration,
    stopped: bool,
    automatic: bool,
    said: VecDeque<u8>,
}

impl Mechanism {
    pub fn new(build: Build) -> Mechanism {
        Mechanism {
            build,
            line: Parted::default(),
            buffer: VecDeque::new(),
            turn: Parted::default(),
            paper: Vec::new(),
            lost: 0,
            at: Duration::ZERO,
            stopped: false,
            automatic: false,
            said: VecDeque::new(),
        }
    }

    /// With something in its buffer that came before: another desk's job, its questions included.
    pub fn behind(build: Build, job: &[u8]) -> Mechanism {
        let mut mechanism = Mechanism::new(build);
        mechanism.buffer.extend(job);
        mechanism
    }

    pub fn paper(&self) -> &[u8] {
        &self.paper
    }

    /// Bytes that came while the buffer was full.
    pub fn lost(&self) -> usize {
        self.lost
    }

    /// What it says next.
    pub fn say(&mut self) -> Option<u8> {
        self.said.pop_front()
    }

    fn is_out(&self) -> bool {
        self.paper.len() >= self.build.roll
    }

    fn is_thin(&self) -> bool {
        self.paper.len() >= self.build.thin_after
    }

    fn is_open(&self) -> bool {
        self.paper.len() >= self.build.cover_opens_after
    }

    /// Takes a byte from the line.
    pub fn hear(&mut self, byte: u8, now: Duration) {
        self.work(now);
        match self.line.next(byte) {
            None => {}
            Some(Piece::RealTime(request)) => {
                if matches!(self.build.answers, Answers::RealTime | Answers::PaperSensors) {
                    self.said.push_back(self.real_time(request));
                }
            }
            Some(Piece::Print(bytes)) => self.keep(&bytes),
            Some(Piece::PaperSensors) => self.keep(b"\x1dr\x01"),
            Some(Piece::AutomaticStatus(kinds)) => self.keep(&[0x1d, b'a', kinds]),
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.buffer.len() < self.build.buffer {
                self.buffer.push_back(*byte);
            } else {
                self.lost += 1;
            }
        }
        if self.build.flow.is_some_and(|levels| !self.stopped && self.buffer.len() >= levels.stop) {
            self.stopped = true;
            self.said.push_back(XOFF);
        }
    }

    /// The mechanism prints until now.
    pub fn work(&mut self, now: Duration) {
        let a_byte = Duration::from_secs(1) / self.build.bytes_a_second.max(1);
        while !self.buffer.is_empty() && !self.is_out() && !self.is_open() && self.at + a_byte <= now {
            self.at += a_byte;
            self.take_one();
        }
        if self.buffer.is_empty() || self.is_out() || self.is_open() {
            self.at = now;
        }
    }

    fn take_one(&mut self) {
        let Some(byte) = self.buffer.pop_front() else { return };
        match self.turn.next(byte) {
            Some(Piece::PaperSensors) if self.build.answers == Answers::PaperSensors => self.said.push_back(0),
            Some(Piece::AutomaticStatus(kinds))
                if matches!(self.build.answers, Answers::AutomaticStatus | Answers::AlwaysAutomaticStatus) =>
            {
                let switched_on = kinds != 0;
                self.automatic = switched_on || self.build.answers == Answers::AlwaysAutomaticStatus;
                if switched_on {
                    self.tell_status();
                }
            }
            Some(Piece::Print(bytes)) => {
                let was_thin = self.is_thin();
                self.paper.extend(bytes);
                if self.is_out() || self.is_open() || self.is_thin() != was_thin {
                    self.tell_status();
                }
            }
            _ => {}
        }
        if self.build.flow.is_some_and(|levels| self.stopped && self.buffer.len() < levels.go) {
            self.stopped = false;
            self.said.push_back(XON);
        }
    }

    /// The automatic status, where it is on.
    fn tell_status(&mut self) {
        if self.automatic {
            let bit = |set: bool, bits: u8| if set { bits } else { 0 };
            let (out, open) = (self.is_out(), self.is_open());
            let state = 0x10 | bit(out || open, 0x08) | bit(open, 0x20);
            self.said.extend([state, 0, bit(out, 0x0f) | bit(self.is_thin(), 0x03), 0x0f]);
        }
    }

    fn real_time(&self, request: u8) -> u8 {
        0x12 | match (request, self.is_out(), self.is_open()) {
            (1, out, open) if out || open => 0x08,
            (2, _, true) => 0x04,
            (2, true, _) => 0x20,
            (4, true, _) => 0x6c,
            _ => 0,
        }
    }
}

impl Inside for Mechanism {
    fn feed(&mut self, byte: u8, now: Duration) -> Reaction {
        self.hear(byte, now);
        self.say().map_or(Reaction::Quiet, Reaction::Answers)
    }

    fn pass(&mut self, now: Duration) -> Vec<u8> {
        self.work(now);
        self.said.drain(..).collect()
    }
}
