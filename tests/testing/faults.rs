//! The faults, and how a payment must end with each.

use tameio::ecr::codes::{ErrorCode, ResultCode};
use tameio::ecr::simulator::{AskedAgain, HeaderPart, LatePart, Mood, Spot};
use tameio::ecr::terminal::Dialect;

/// What a terminal hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Tcp,
    Pty,
}

/// The places that a fault is tried at.
pub const PLACES: [(Dialect, Line); 4] = [
    (Dialect::Aade, Line::Tcp),
    (Dialect::Aade, Line::Pty),
    (Dialect::Mellon, Line::Tcp),
    (Dialect::Mellon, Line::Pty),
];

/// How a payment ends; the words are those of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sale {
    Approved,
    Declined,
    Refused,
    Unknown(&'static str),
}

/// What asking an `aade` terminal gives; a `mellon` one cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Booked,
    /// Closed without a charge, in this state, for this reason.
    Free(&'static str, &'static str),
    Still(&'static str),
}

/// The terminal did not charge, and says that it holds nothing.
pub const NOTHING: Asked = Asked::Free("not_charged", "nothing_held");

/// One row.
#[derive(Debug, Clone)]
pub struct Fault {
    pub mood: Mood,
    /// Over TCP, and over a serial line, which cannot hang up.
    pub sale: [Sale; 2],
    /// The step log, and where it differs the `mellon` one.
    pub log: [&'static str; 2],
    /// The step log over a serial line, where that differs.
    pub serial_log: Option<&'static str>,
    /// What recoveries give, each with the terminal in this mood.
    pub asked: Vec<(Mood, Asked)>,
    /// The desk prints the slip.
    pub slip: bool,
    /// Before it a payment went well: the terminal is known.
    pub known: bool,
}

impl Fault {
    pub fn sale(&self, line: Line) -> Sale {
        self.sale[usize::from(line == Line::Pty)]
    }

    pub fn log(&self, dialect: Dialect, line: Line) -> String {
        let of_serial = self.serial_log.filter(|_| line == Line::Pty);
        let log = of_serial.unwrap_or(self.log[usize::from(dialect == Dialect::Mellon)]);
        // The first payment of a day makes sure that the terminal is awake. Nothing answers the acknowledgement of the
        // payment before, so the program after it makes sure of the wire.
        let echo = if !self.known || (dialect, line) == (Dialect::Aade, Line::Pty) { ">echo " } else { "" };
        format!("{echo}{log}")
    }

    /// How long a program waits in real time for CONFIRMED and for RESULT, in seconds: long for what comes, as short
    /// as the settings allow for what does not.
    pub fn waits(&self, line: Line) -> (u64, u64) {
        match self.sale(line) {
            Sale::Unknown("silent_before_confirm") => (1, 1),
            Sale::Unknown("silent_after_confirm" | "unreadable") => (LONG, 1),
            // What comes is of another sale, and the end of the wait is what is tried.
            Sale::Unknown("foreign_session") => (5, 5),
            _ => (LONG, LONG),
        }
    }

    /// The code of a refusal or a decline, as the journal writes it.
    pub fn code(&self) -> String {
        match self.mood {
            Mood::Busy => "E:999".to_owned(),
            Mood::Error(code) => format!("E:{code}"),
            Mood::Decline(code) => format!("C:{code}"),
            Mood::ApprovesLate => "C:05".to_owned(),
            other => panic!("{other:?} has no code"),
        }
    }

    fn over_serial(mut self, sale: Sale) -> Fault {
        self.sale[1] = sale;
        self
    }

    fn asked(mut self, asked: &[(Mood, Asked)]) -> Fault {
        self.asked = asked.to_vec();
        self
    }
}

/// Far longer than an answer takes, in seconds.
const LONG: u64 = 60;

const ERRORS: [&str; 13] = ["001", "002", "003", "004", "100", "500", "501", "502", "503", "504", "777", "999", "123"];
const RESULTS: [&str; 8] = ["03", "04", "05", "06", "09", "33", "66", "Z9"];

fn row(mood: Mood, sale: Sale, log: &'static str) -> Fault {
    Fault { mood, sale: [sale; 2], log: [log; 2], serial_log: None, asked: Vec::new(), slip: false, known: false }
}

/// A row that ends unknown, and which an `aade` terminal in good mood then clears up.
fn lost(mood: Mood, reason: &'static str, asked: Asked, log: &'static str) -> Fault {
    row(mood, Sale::Unknown(reason), log).asked(&[(Mood::Approve, asked)])
}

/// A row whose answer is lost and whose terminal, when asked, is in this mood first.
fn asked_in(mood: Mood, asked: Asked) -> Fault {
    let mut fault = lost(Mood::SilentAfterConfirm, "silent_after_confirm", Asked::Booked, TAKEN);
    if asked != Asked::Booked {
        fault.asked.insert(0, (mood, asked));
    } else {
        fault.asked = vec![(mood, asked)];
    }
    fault.known = true;
    fault
}

const PLAIN: &str = ">amount <confirmed:ours <result:ours";
const TAKEN: &str = ">amount <confirmed:ours";
const GARBLED: &str = ">amount <unreadable:unreadable";
const GARBLED_RESULT: &str = ">amount <confirmed:ours <unreadable:unreadable";

pub fn faults() -> Vec<Fault> {
    use Asked::{Booked, Free, Still};
    use Sale::{Approved, Declined, Refused, Unknown};
    let busy = ErrorCode::BUSY;
    let no = ResultCode::DECLINED_BY_HOST;
    let mut rows = vec![
        row(Mood::Approve, Approved, PLAIN),
        Fault { slip: true, ..row(Mood::Approve, Approved, PLAIN) },
        row(Mood::Busy, Refused, ">amount <error:ours"),
        // `E/000` refuses nothing.
        lost(Mood::Error(ErrorCode::SUCCESS), "silent_before_confirm", NOTHING, ">amount <error:ignored"),
        lost(
            Mood::ErrorAfterConfirm(ErrorCode::NOTHING_HELD),
            "error_after_confirm",
            Booked,
            ">amount <confirmed:ours <error:ours",
        ),
        row(
            Mood::ErrorOfAnother(busy),
            Approved,
            ">amount <confirmed:foreign <error:foreign <confirmed:ours <result:ours",
        ),
        lost(Mood::DeclineWrongAmount(no), "foreign_amount", Free("declined", "C:05"), PLAIN),
        row(Mood::ApprovesLate, Declined, PLAIN),
        row(Mood::DeniesLate, Approved, PLAIN),
        // Another session, another amount.
        row(Mood::WrongConfirmSession, Approved, ">amount <confirmed:foreign <result:ours"),
        lost(Mood::WrongConfirmAmount, "foreign_amount", Booked, TAKEN),
        lost(
            Mood::WrongSession,
            "foreign_session",
            Still("foreign_session"),
            ">amount <confirmed:foreign <result:foreign",
        ),
        lost(Mood::WrongAmount, "foreign_amount", Still("foreign_amount"), TAKEN),
        lost(Mood::WrongResultSession, "foreign_session", Booked, ">amount <confirmed:ours <result:foreign"),
        lost(Mood::WrongResultAmount, "foreign_amount", Still("foreign_amount"), PLAIN),
        // The order and the pieces of right answers.
        row(Mood::LoseConfirm, Approved, ">amount <result:ours"),
        row(Mood::ResultFirst, Approved, ">amount <result:ours"),
        row(Mood::Twice, Approved, ">amount <confirmed:ours <confirmed:ours <result:ours"),
        row(Mood::SplitBytes, Approved, PLAIN),
        row(Mood::Joined, Approved, PLAIN),
        Fault {
            log: [
                ">amount <result:ignored <result:foreign <confirmed:ours <result:ours",
                ">amount <result:foreign <confirmed:ours <result:ours",
            ],
            ..row(Mood::LateForeign, Approved, "")
        },
        // What a result holds.
        row(Mood::ExtraSubfields, Approved, PLAIN),
        row(Mood::TrickySlip, Approved, PLAIN),
        Fault { slip: true, ..row(Mood::TrickySlip, Approved, PLAIN) },
        lost(Mood::NoData, "unreadable", Booked, ">amount <confirmed:ours <result:unreadable")
            .asked(&[(Mood::NoData, Still("unreadable")), (Mood::Approve, Booked)]),
        lost(Mood::MissingSubfields, "unreadable", Booked, ">amount <confirmed:ours <result:unreadable")
            .asked(&[(Mood::MissingSubfields, Still("unreadable")), (Mood::Approve, Booked)]),
        row(Mood::NewTerminalId, Approved, PLAIN),
        row(Mood::OtherTerminal, Approved, PLAIN),
        // Noise and broken frames.
        lost(Mood::Noise, "unreadable", Booked, GARBLED),
        lost(Mood::NoiseAt(Spot::BeforeConfirm), "unreadable", Booked, GARBLED),
        lost(Mood::NoiseAt(Spot::InConfirm), "unreadable", Booked, GARBLED),
        lost(Mood::NoiseAt(Spot::BeforeResult), "unreadable", Booked, GARBLED_RESULT),
        lost(Mood::NoiseAt(Spot::InResult), "unreadable", Booked, GARBLED_RESULT),
        row(Mood::NoiseAt(Spot::AfterResult), Approved, PLAIN),
        lost(Mood::Announce(0), "unreadable", Booked, GARBLED_RESULT),
        lost(Mood::Announce(u16::MAX), "unreadable", Booked, GARBLED_RESULT),
        lost(Mood::Announce(4000), "unreadable", Booked, GARBLED_RESULT),
        row(Mood::WrongHeader(HeaderPart::Variant), Approved, PLAIN),
        lost(Mood::WrongHeader(HeaderPart::Version), "unreadable", Booked, GARBLED_RESULT),
        lost(Mood::WrongHeader(HeaderPart::Direction), "silent_after_confirm", Booked, TAKEN),
        // Closed lines and silence.
        lost(Mood::CloseBeforeConfirm, "line_closed", NOTHING, ">amount").over_serial(Unknown("silent_before_confirm")),
        lost(Mood::CloseAfterConfirm, "line_closed", NOTHING, TAKEN).over_serial(Unknown("silent_after_confirm")),
        lost(Mood::ChargesLate(2), "line_closed", Booked, TAKEN)
            .over_serial(Unknown("silent_after_confirm"))
            .asked(&[(Mood::ChargesLate(2), Still("may_still_run")), (Mood::ChargesLate(0), Booked)]),
        lost(Mood::LoseAnswer, "line_closed", Booked, TAKEN).over_serial(Unknown("silent_after_confirm")),
        Fault {
            // What came of the result is dropped with a line that closed.
            serial_log: Some(GARBLED_RESULT),
            ..lost(Mood::CloseInResult, "line_closed", Booked, TAKEN).over_serial(Unknown("unreadable"))
        },
        lost(Mood::Silent, "silent_before_confirm", NOTHING, ">amount"),
        lost(Mood::SilentAfterConfirm, "silent_after_confirm", Booked, TAKEN),
        row(Mood::DeafToAck, Approved, PLAIN),
        row(Mood::Asleep(3), Approved, ">echo >echo >echo >amount <confirmed:ours <result:ours"),
        // Too late.
        lost(Mood::Late(LatePart::Everything), "silent_before_confirm", Booked, ">amount"),
        lost(Mood::Late(LatePart::Result), "silent_after_confirm", Booked, TAKEN),
        // When asked again.
        asked_in(Mood::WhenAsked(AskedAgain::Silent), Still("silent_before_confirm")),
        asked_in(Mood::WhenAsked(AskedAgain::Error(busy)), Still("ask_refused")),
        asked_in(Mood::WhenAsked(AskedAgain::OtherSession), Still("foreign_session")),
        asked_in(Mood::WhenAsked(AskedAgain::Noise), Still("unreadable")),
        asked_in(Mood::OtherTerminal, Still("terminal_changed")),
        asked_in(Mood::NewTerminalId, Booked),
    ];
    for code in ERRORS {
        rows.push(row(Mood::Error(ErrorCode::parse(code).unwrap()), Refused, ">amount <error:ours"));
    }
    for code in RESULTS {
        rows.push(row(Mood::Decline(ResultCode::parse(code).unwrap()), Declined, PLAIN));
    }
    rows
}
