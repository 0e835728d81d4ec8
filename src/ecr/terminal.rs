//! One card terminal as the desk uses it: echo, one sale at a time, acknowledgement, asking again. Blocking:
//! it belongs on a thread of its own. What is on disk is the caller's, told through [`SaleJournal`].

use std::time::Duration;

pub use super::dialect::Dialect;
use super::frame::{Frame, Variant};
use super::judge::Expected;
use super::line::{Fault, Line};
use super::link::{Connector, LinkError};
use super::message::{BadValue, EncodeError, Field, Order, OrderKind, Problem, Request};
pub use super::result_data::AadeData;
pub use super::sale::{
    Approval, EchoReply, EcrError, JournalRefused, LostTrack, NoAnswer, NotSent, ResendEnd, SaleEnd, SaleJournal,
    SaleRequest,
};
pub use super::trace::{Fate, TraceLine};
use super::{trace, wait};

/// Silence before a request after which the line holds nothing old. On a fresh connection the same wait shows
/// a terminal that hangs up at once, before anything is sent.
const STALE_QUIET: Duration = Duration::from_millis(30);

/// A kept line on which nothing came for so long is tried with an echo before a sale: switches and terminals
/// forget connections without a word, and a request that goes nowhere is an unknown outcome. The echo costs a
/// few milliseconds on a line that lives, its time-out on one that is dead, and in a row of sales there is none.
const TRUSTED_IDLE: Duration = Duration::from_secs(60);

/// The text of that echo.
const PROBE: &str = "tameio";

/// How a terminal is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalProfile {
    /// Which protocol.
    pub dialect: Dialect,
    /// Who prints the slip.
    pub variant: Variant,
    /// The desk's registered identity: letters and digits, 1..=11 (`aade`) or 1..=8 (`mellon`).
    pub ecr_id: String,
    /// For the answer to an echo: 2 s.
    pub echo_timeout: Duration,
    /// For CONFIRMED or ERROR after AMOUNT, and for the answer to RESEND: 2 s.
    pub confirm_timeout: Duration,
    /// For RESULT after CONFIRMED: at least 150 s, 180 s by default.
    pub result_timeout: Duration,
    /// One long-lived connection, or one a sale.
    pub keep_open: bool,
}

/// One terminal.
pub struct Terminal {
    profile: TerminalProfile,
    connector: Box<dyn Connector>,
    line: Option<Line>,
}

impl std::fmt::Debug for Terminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terminal")
            .field("profile", &self.profile)
            .field("at", &self.connector.describe())
            .field("open", &self.line.is_some())
            .finish_non_exhaustive()
    }
}

/// No line to write on; nothing was written.
enum NoLine {
    Link(LinkError),
    Noisy,
}

/// For requests that no sale's journal follows.
struct Unfollowed;

impl SaleJournal for Unfollowed {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        Ok(())
    }

    fn confirmed(&mut self) {}
}

impl Terminal {
    /// A terminal that is not connected yet.
    #[must_use]
    pub fn new(profile: TerminalProfile, connector: Box<dyn Connector>) -> Terminal {
        Terminal { profile, connector, line: None }
    }

    /// How it is set up.
    #[must_use]
    pub fn profile(&self) -> &TerminalProfile {
        &self.profile
    }

    /// Its address or port.
    #[must_use]
    pub fn describe(&self) -> String {
        self.connector.describe()
    }

    /// Drops the line, unless the profile keeps it open.
    pub fn close(&mut self) {
        if !self.profile.keep_open {
            self.line = None;
        }
    }

    /// Asks for a sign of life. Not while a sale runs.
    ///
    /// # Errors
    /// See [`EcrError`]. Nothing was charged.
    pub fn echo(&mut self, text: &str) -> Result<EchoReply, EcrError> {
        let request = Request::Echo { text: text.to_owned(), ecr: None };
        let bytes = self.encode(&request)?;
        let mut line = self.ready_line(STALE_QUIET, &mut Unfollowed)?;
        line.send(&bytes)?;
        trace::log(&trace::of_request(&request));
        let reply = wait::echo(&mut line, &self.profile, text);
        if self.profile.keep_open && matches!(reply, Ok(_) | Err(EcrError::Refused(_))) {
            self.line = Some(line);
        }
        reply
    }

    /// Runs one sale to its end. Blocks until the terminal answers or a time runs out.
    pub fn sale(&mut self, request: &SaleRequest, journal: &mut dyn SaleJournal) -> SaleEnd {
        let order = match self.order(request) {
            Ok(order) => order,
            Err(bad) => return SaleEnd::NotSent(bad.into()),
        };
        let bytes = match self.encode(&order) {
            Ok(bytes) => bytes,
            Err(bad) => return SaleEnd::NotSent(bad.into()),
        };
        self.close();
        self.drop_dead_line(journal);
        let mut line = match self.ready_line(STALE_QUIET, journal) {
            Ok(line) => line,
            Err(NoLine::Link(error)) => return SaleEnd::NotSent(error.into()),
            Err(NoLine::Noisy) => return SaleEnd::NotSent(NotSent::LineNoisy),
        };
        if let Err(refused) = journal.sending() {
            self.line = self.profile.keep_open.then_some(line);
            return SaleEnd::NotSent(NotSent::Journal(refused));
        }
        if let Err(error) = line.send(&bytes) {
            tracing::warn!(%error, session = %request.session, "writing a sale failed");
            return SaleEnd::Unknown(LostTrack::WriteFailed);
        }
        wait::tell(journal, trace::of_request(&order));
        let end = wait::sale(&mut line, &self.profile, &self.expected(request), journal);
        self.line = match &end {
            SaleEnd::Approved(_) | SaleEnd::Declined(_) => self.kept(line, None, self.profile.dialect == Dialect::Aade),
            SaleEnd::Unknown(lost) => self.kept(line, Some(*lost), false),
            SaleEnd::Refused(_) | SaleEnd::NotSent(_) => self.kept(line, None, false),
        };
        end
    }

    /// Tells the terminal that a result is on disk (`aade`: ACK-RESULT, on the sale's line or a new one;
    /// `mellon` has none, nothing is sent). May be repeated. Then the line closes, unless it is kept.
    ///
    /// # Errors
    /// See [`EcrError`]; the terminal then offers the result again, which does no harm.
    pub fn acknowledge(&mut self, request: &SaleRequest) -> Result<(), EcrError> {
        let sent = match self.profile.dialect {
            Dialect::Mellon => Ok(()),
            Dialect::Aade => self.send_acknowledgement(request),
        };
        self.close();
        sent
    }

    fn send_acknowledgement(&mut self, request: &SaleRequest) -> Result<(), EcrError> {
        let acknowledgement = Request::Acknowledge {
            session: request.session,
            ecr: self.profile.ecr_id.clone(),
            amount: request.amount,
            receipt: request.receipt.clone(),
            second_receipt: None,
        };
        let bytes = self.encode(&acknowledgement)?;
        let had_line = self.line.is_some();
        // No wait for quiet on the sale's own line: what else it says does not matter now.
        let mut line = self.ready_line(if had_line { Duration::ZERO } else { STALE_QUIET }, &mut Unfollowed)?;
        if let Err(error) = line.send(&bytes) {
            drop(line);
            if !had_line {
                return Err(error.into());
            }
            line = self.ready_line(STALE_QUIET, &mut Unfollowed)?;
            line.send(&bytes)?;
        }
        trace::log(&trace::of_request(&acknowledgement));
        self.line = Some(line);
        Ok(())
    }

    /// Asks what became of a sale (`aade`: RESEND). After a result, acknowledge it once it is on disk.
    pub fn resend(&mut self, request: &SaleRequest) -> ResendEnd {
        if self.profile.dialect == Dialect::Mellon {
            return ResendEnd::CannotAsk;
        }
        let question = Request::Resend {
            session: request.session,
            amount: request.amount,
            ecr: self.profile.ecr_id.clone(),
            receipt: request.receipt.clone(),
            mac: None,
        };
        let bytes = match self.encode(&question) {
            Ok(bytes) => bytes,
            Err(bad) => return ResendEnd::NoAnswer(bad.into()),
        };
        self.drop_dead_line(&mut Unfollowed);
        let mut line = match self.ready_line(STALE_QUIET, &mut Unfollowed) {
            Ok(line) => line,
            Err(NoLine::Link(error)) => return ResendEnd::NoAnswer(error.into()),
            Err(NoLine::Noisy) => return ResendEnd::NoAnswer(NoAnswer::LineNoisy),
        };
        if let Err(error) = line.send(&bytes) {
            return ResendEnd::NoAnswer(error.into());
        }
        trace::log(&trace::of_request(&question));
        let end = wait::resend(&mut line, &self.profile, &self.expected(request));
        self.line = match &end {
            ResendEnd::Approved(_) | ResendEnd::Declined(_) => self.kept(line, None, true),
            ResendEnd::NoAnswer(NoAnswer::Lost(lost)) => self.kept(line, Some(*lost), false),
            ResendEnd::NothingHeld | ResendEnd::CannotAsk | ResendEnd::NoAnswer(_) => self.kept(line, None, false),
        };
        end
    }

    fn order(&self, request: &SaleRequest) -> Result<Request, BadValue> {
        if request.amount.is_zero() {
            return Err(BadValue { field: Field::Amount, problem: Problem::OutOfRange });
        }
        let custom = if request.custom.is_empty() { "0" } else { request.custom.as_str() };
        Ok(Request::Order(Order {
            kind: OrderKind::Sale,
            session: request.session,
            amount: request.amount,
            at: request.at,
            ecr: self.profile.ecr_id.clone(),
            operator: request.operator.clone(),
            receipt: request.receipt.clone(),
            custom: custom.to_owned(),
            mac: None,
        }))
    }

    fn encode(&self, request: &Request) -> Result<Vec<u8>, BadValue> {
        let too_long = BadValue { field: Field::Text, problem: Problem::OutOfRange };
        self.profile.dialect.encode_request(request, self.profile.variant).map_err(|error| match error {
            EncodeError::Value(bad) => bad,
            EncodeError::NotSpoken(_) => BadValue { field: Field::Command, problem: Problem::NotSpoken },
            EncodeError::Frame(_) => too_long,
        })
    }

    /// The open line, or a new one, with what was left on it dropped. An open line that fails meanwhile is
    /// dialled again: nothing was sent on it yet.
    fn ready_line(&mut self, quiet: Duration, journal: &mut dyn SaleJournal) -> Result<Line, NoLine> {
        if let Some(mut line) = self.line.take() {
            if let Ok(late) = line.drop_stale(quiet) {
                self.tell_late(&late, journal);
                return Ok(line);
            }
            // The port must be free before it is opened again.
            drop(line);
        }
        let mut line = Line::new(self.connector.connect().map_err(NoLine::Link)?);
        match line.drop_stale(quiet) {
            Ok(late) => {
                self.tell_late(&late, journal);
                Ok(line)
            }
            Err(Fault::Link(error)) => Err(NoLine::Link(error)),
            Err(Fault::Unreadable | Fault::Babble) => Err(NoLine::Noisy),
        }
    }

    /// Lets go of a kept line that was idle for long and does not answer an echo. Nothing was asked on it yet, so
    /// the next request goes out on a new one.
    fn drop_dead_line(&mut self, journal: &mut dyn SaleJournal) {
        let Some(mut line) = self.line.take_if(|line| line.idle() > TRUSTED_IDLE) else { return };
        let Ok(late) = line.drop_stale(STALE_QUIET) else { return };
        self.tell_late(&late, journal);
        let echo = Request::Echo { text: PROBE.to_owned(), ecr: None };
        let sent = self.encode(&echo).is_ok_and(|bytes| line.send(&bytes).is_ok());
        // A terminal that refuses has heard, too.
        let alive = sent && matches!(wait::echo(&mut line, &self.profile, PROBE), Ok(_) | Err(EcrError::Refused(_)));
        if alive {
            self.line = Some(line);
        } else {
            tracing::info!(at = %self.connector.describe(), "a kept line was dead and is opened again");
        }
    }

    fn tell_late(&self, late: &[Frame], journal: &mut dyn SaleJournal) {
        for frame in late {
            let line = match self.profile.dialect.decode_reply(frame) {
                Ok(reply) => trace::of_reply(&reply, Fate::Late),
                Err(error) => trace::unreadable(&error),
            };
            wait::tell(journal, line);
        }
    }

    fn expected<'a>(&'a self, request: &'a SaleRequest) -> Expected<'a> {
        Expected { dialect: self.profile.dialect, request, ecr: &self.profile.ecr_id }
    }

    /// The line after a request: kept where the profile says so and it is in order, and until the
    /// acknowledgement where one follows.
    fn kept(&self, mut line: Line, lost: Option<LostTrack>, acknowledged_next: bool) -> Option<Line> {
        let keep = self.profile.keep_open || acknowledged_next;
        let in_order = match lost {
            Some(lost) if lost_line(lost) => false,
            Some(LostTrack::Unreadable) => keep && line.resynchronise().is_ok(),
            _ => true,
        };
        (keep && in_order).then_some(line)
    }
}

/// Whether the line itself is in doubt: the next request goes out on a new one.
fn lost_line(lost: LostTrack) -> bool {
    matches!(lost, LostTrack::SilentBeforeConfirm | LostTrack::LineClosed | LostTrack::WriteFailed)
}

impl From<NoLine> for EcrError {
    fn from(no_line: NoLine) -> EcrError {
        match no_line {
            NoLine::Link(error) => EcrError::Link(error),
            NoLine::Noisy => EcrError::LineNoisy,
        }
    }
}
