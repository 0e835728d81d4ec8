//! What a printer answers to `DLE EOT n` (real time, also while it is offline), to `GS r 1` (in its turn, after what was
//! printed before), and what it sends of itself once `GS a n` asked for it. Bits as in Epson's ESC/POS reference.

use super::{DeviceError, Progress};

/// How a printer is, as far as its link can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PrinterStatus {
    /// Whether it answered at all; if not, the rest is unknown and `false`.
    pub answers: bool,
    pub online: bool,
    pub paper_out: bool,
    /// The roll is nearly used up.
    pub near_end: bool,
    /// The cover is open.
    pub cover_open: bool,
    /// It reports an error of its own.
    pub error: bool,
}

impl PrinterStatus {
    /// A link that cannot answer.
    pub const SILENT: PrinterStatus = PrinterStatus {
        answers: false,
        online: false,
        paper_out: false,
        near_end: false,
        cover_open: false,
        error: false,
    };

    /// A device that needs no paper.
    pub const READY: PrinterStatus = PrinterStatus { answers: true, online: true, ..PrinterStatus::SILENT };

    /// Whether it would print now. A silent printer might.
    pub fn may_print(&self) -> bool {
        !self.answers || (self.online && !self.paper_out && !self.cover_open && !self.error)
    }

    /// Nothing, or what keeps it from printing; the reason that a person can see first comes first.
    pub(super) fn refuse(&self, device: &str, progress: Progress) -> Result<(), DeviceError> {
        let device = device.to_owned();
        if self.may_print() {
            Ok(())
        } else if self.cover_open {
            Err(DeviceError::CoverOpen { device, progress })
        } else if self.paper_out {
            Err(DeviceError::PaperOut { device, progress })
        } else if self.error {
            Err(DeviceError::Fault { device, progress })
        } else {
            Err(DeviceError::Offline { device, progress })
        }
    }

    /// Notes the answer to one request.
    pub(super) fn note(&mut self, request: Request, answer: u8) {
        let bit = |place: u8| answer & (1 << place) != 0;
        self.answers = true;
        match request {
            Request::Printer => self.online = !bit(3),
            Request::OfflineCause => {
                self.cover_open |= bit(2);
                self.paper_out |= bit(5);
                self.error |= bit(6);
            }
            Request::Paper => {
                self.near_end |= bit(2) || bit(3);
                self.paper_out |= bit(5) || bit(6);
            }
        }
    }
}

/// What is asked in real time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Request {
    Printer,
    OfflineCause,
    Paper,
}

impl Request {
    /// The order in which they are asked.
    pub(super) const ALL: [Request; 3] = [Request::Printer, Request::OfflineCause, Request::Paper];

    /// `DLE EOT n`.
    pub(super) fn bytes(self) -> [u8; 3] {
        let number = match self {
            Request::Printer => 1,
            Request::OfflineCause => 2,
            Request::Paper => 4,
        };
        [0x10, 0x04, number]
    }
}

/// The question that a printer answers in its turn: only that answer says that the paper before it came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InTurn {
    /// `GS r 1`: the state of the paper sensors, in one byte.
    PaperSensors,
    /// `GS a 255` and `GS a 0`: the automatic status, which is sent once when it is switched on, in four bytes.
    AutomaticStatus,
}

impl InTurn {
    pub(super) fn bytes(self) -> &'static [u8] {
        match self {
            InTurn::PaperSensors => &[0x1d, b'r', 1],
            InTurn::AutomaticStatus => &[0x1d, b'a', 0xff, 0x1d, b'a', 0],
        }
    }
}

/// The four bytes of an automatic status, as they come.
#[derive(Debug, Default)]
pub(super) struct AutomaticStatus(Vec<u8>);

impl AutomaticStatus {
    pub(super) fn begin(&mut self, first: u8) {
        self.0 = vec![first];
    }

    /// Takes a byte where it is the next of a status that has begun: all but the first have bit 4 clear, which tells them
    /// from an answer in real time that comes in between.
    pub(super) fn takes(&mut self, byte: u8) -> bool {
        let next = !self.0.is_empty() && byte & 0x90 == 0;
        if next {
            self.0.push(byte);
        }
        next
    }

    /// The status, once it is whole.
    pub(super) fn whole(&mut self) -> Option<PrinterStatus> {
        let [state, errors, paper, _] = *self.0.as_slice() else { return None };
        self.0.clear();
        Some(PrinterStatus {
            answers: true,
            online: state & 0x08 == 0,
            cover_open: state & 0x20 != 0,
            error: errors & 0x6c != 0,
            near_end: paper & 0x03 != 0,
            paper_out: reports_paper_end(paper),
        })
    }
}

/// A byte from a printer, by its fixed bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// To `DLE EOT n`: `0xx1xx10`.
    RealTime(u8),
    /// To `GS r`: `0xx0xxxx`.
    PaperSensors(u8),
    /// The first of the four bytes of an automatic status, which nobody asked for: `0xx1xx00`.
    Automatic,
    /// Flow control or noise.
    Other,
}

impl Answer {
    pub(super) fn of(byte: u8) -> Answer {
        match byte {
            _ if byte & 0x93 == 0x12 => Answer::RealTime(byte),
            _ if byte & 0x93 == 0x10 => Answer::Automatic,
            _ if byte & 0x90 == 0x00 => Answer::PaperSensors(byte),
            _ => Answer::Other,
        }
    }
}

/// XON: the printer has room again; XOFF: it has none.
pub(super) const XON: u8 = 0x11;
pub(super) const XOFF: u8 = 0x13;

/// Whether an answer to `GS r 1`, or the third byte of an automatic status, reports the end of the paper.
pub(super) fn reports_paper_end(done: u8) -> bool {
    done & 0x0c != 0
}

#[cfg(test)]
mod tests {
    use super::{Answer, AutomaticStatus, PrinterStatus, Request};

    #[test]
    fn each_reason_is_read_from_its_own_bit() {
        let with = |request, answer| {
            let mut status = PrinterStatus::READY;
            status.note(request, answer);
            status
        };
        assert!(with(Request::Printer, 0x12).online);
        assert!(!with(Request::Printer, 0x1a).online);
        assert!(with(Request::OfflineCause, 0x16).cover_open);
        assert!(with(Request::OfflineCause, 0x32).paper_out);
        assert!(with(Request::OfflineCause, 0x52).error);
        assert!(with(Request::Paper, 0x1e).near_end);
        assert!(with(Request::Paper, 0x72).paper_out);
        assert_eq!(with(Request::Paper, 0x12), PrinterStatus::READY);
    }

    #[test]
    fn an_automatic_status_is_four_bytes_also_with_an_answer_in_between() {
        let read = |bytes: [u8; 4]| {
            let mut status = AutomaticStatus::default();
            status.begin(bytes[0]);
            assert!(!status.takes(0x12), "an answer in real time");
            assert!(bytes[1..].iter().all(|byte| status.takes(*byte)));
            status.whole().unwrap()
        };
        assert_eq!(read([0x10, 0, 0, 0x0f]), PrinterStatus::READY);
        assert_eq!(read([0x10, 0, 0x03, 0]), PrinterStatus { near_end: true, ..PrinterStatus::READY });
        assert!(read([0x18, 0, 0x0f, 0]).paper_out);
        assert!(read([0x38, 0, 0, 0]).cover_open);
        assert!(read([0x18, 0x08, 0, 0]).error);
        let mut begun = AutomaticStatus::default();
        assert!(!begun.takes(0) && begun.whole().is_none());
    }

    #[test]
    fn flow_control_is_no_answer() {
        assert_eq!(Answer::of(0x11), Answer::Other);
        assert_eq!(Answer::of(0x13), Answer::Other);
        assert_eq!(Answer::of(0x14), Answer::Automatic);
        assert_eq!(Answer::of(0x00), Answer::PaperSensors(0));
        assert_eq!(Answer::of(0x16), Answer::RealTime(0x16));
    }
}
