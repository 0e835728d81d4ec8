//! What a printer says, byte by byte: answers in real time, answers in their turn, its automatic status, XOFF and XON, and
//! noise.

use std::time::Duration;

use super::status::{Answer, AutomaticStatus, InTurn, PrinterStatus, XOFF, XON, reports_paper_end};

/// What is done when a printer sends XOFF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stops {
    /// It is no such line: the byte is noise.
    Unknown,
    /// The settings say that it does not: what it could not take is lost, and the paper is in doubt.
    Unheeded,
    /// Nothing but questions is sent until XON. One byte takes so long: no more is on its way than the printer has heard.
    Heeded(Duration),
}

/// What a byte, or its not coming, says.
pub(super) enum Heard {
    RealTime(u8),
    /// Something that was kept, or noise.
    Other,
    Nothing,
    Closed,
}

pub(super) struct Hearing {
    /// By which question it is asked what is answered in its turn.
    pub(super) in_turn: InTurn,
    pub(super) stops: Stops,
    /// The printer sent XOFF, and no XON since.
    pub(super) stopped: bool,
    /// It sent XOFF, and nobody heeded it.
    pub(super) overrun: bool,
    automatic: AutomaticStatus,
    /// What the last automatic status said.
    pub(super) reported: Option<PrinterStatus>,
    /// Answers that came in their turn: whether the paper is at its end.
    pub(super) answers: Vec<bool>,
}

impl Hearing {
    pub(super) fn new(in_turn: InTurn, stops: Stops) -> Hearing {
        Hearing {
            in_turn,
            stops,
            stopped: false,
            overrun: false,
            automatic: AutomaticStatus::default(),
            reported: None,
            answers: Vec::new(),
        }
    }

    /// What was said until now is of before.
    pub(super) fn forget(&mut self) {
        (self.answers, self.reported) = (Vec::new(), None);
    }

    /// `device`: its name in the log.
    pub(super) fn understand(&mut self, byte: u8, device: &str) -> Heard {
        if self.stops != Stops::Unknown && matches!(byte, XON | XOFF) {
            self.stopped = byte == XOFF;
            if self.stopped && self.stops == Stops::Unheeded {
                tracing::warn!(device, "the printer sent XOFF, and the settings say flow = none");
                self.overrun = true;
            }
            return Heard::Other;
        }
        if self.automatic.takes(byte) {
            if let Some(status) = self.automatic.whole() {
                self.reported = Some(status);
                if self.in_turn == InTurn::AutomaticStatus {
                    self.answers.push(status.paper_out);
                }
            }
            return Heard::Other;
        }
        match Answer::of(byte) {
            Answer::RealTime(byte) => return Heard::RealTime(byte),
            Answer::PaperSensors(byte) if self.in_turn == InTurn::PaperSensors => {
                self.answers.push(reports_paper_end(byte));
            }
            Answer::Automatic => self.automatic.begin(byte),
            Answer::PaperSensors(_) | Answer::Other => {}
        }
        Heard::Other
    }
}
