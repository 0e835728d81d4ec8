//! One card terminal as the desk uses it: echo, and one sale, void or refund at a time; acknowledging and asking
//! again are in `ask`, keys in `keys`. Blocking: it belongs on a thread of its own. What is on disk is the
//! caller's, told through [`SaleJournal`].

mod ask;
mod catch_up;
mod keys;
mod probe;
mod profile;

use std::time::Duration;

pub use self::catch_up::MOST_ECHOES;
pub use self::profile::TerminalProfile;
pub use super::dialect::Dialect;
use super::frame::Frame;
use super::judge::Expected;
use super::line::{Fault, Line};
use super::link::{Connector, LinkError};
use super::mac::SessionKey;
use super::message::{BadValue, EncodeError, Field, Order, OrderKind, Problem, Request};
pub use super::reported::ReportedResult;
pub use super::result_data::AadeData;
pub use super::sale::{
    Acknowledged, Approval, EchoReply, EcrError, JournalRefused, LostTrack, NoAnswer, NotSent, ResendAllEnd, ResendEnd,
    SaleEnd, SaleJournal, SaleRequest,
};
pub use super::trace::{Fate, TraceLine};
use super::{aade, trace, wait};

/// Silence before a request after which a line that may carry old answers holds none.
const STALE_QUIET: Duration = Duration::from_millis(30);
/// The most results that are kept for the next journal; a terminal that sends more of them unasked is broken.
const MOST_UNCLAIMED: usize = 64;

pub struct Terminal {
    profile: TerminalProfile,
    connector: Box<dyn Connector>,
    line: Option<Line>,
    key: Option<SessionKey>,
    unclaimed: Unclaimed,
    /// An earlier request may still be answered, on a line that carries old answers.
    in_doubt: bool,
    /// An earlier request has no known end: the terminal may be in the middle of it, whatever line the next comes on.
    unended: bool,
    /// Nothing was heard of it for long.
    asleep: bool,
    /// It answered something since this was asked last.
    heard: bool,
    /// The number of the next echo that others may not be taken for.
    next_echo: u64,
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

/// Listens where no sale's journal does (an echo, an acknowledgement, an exchange of keys): results that come
/// then wait for the next journal. They may be the last that is ever heard of a sale.
#[derive(Default)]
struct Unclaimed(Vec<ReportedResult>);

impl SaleJournal for Unclaimed {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        Ok(())
    }

    fn confirmed(&mut self) {}

    fn foreign(&mut self, result: ReportedResult) {
        if self.0.len() < MOST_UNCLAIMED {
            self.0.push(result);
        }
    }
}

impl Terminal {
    /// A terminal that is not connected yet. `first_echo` numbers the echoes by which it is seen to have caught up: one
    /// that no program before used, as far as that can be, because a wire still carries the answers to theirs.
    pub fn new(profile: TerminalProfile, connector: Box<dyn Connector>, first_echo: u64) -> Terminal {
        Terminal {
            profile,
            connector,
            line: None,
            key: None,
            unclaimed: Unclaimed::default(),
            in_doubt: false,
            unended: false,
            asleep: false,
            heard: false,
            next_echo: first_echo,
        }
    }

    /// How it is set up.
    pub fn profile(&self) -> &TerminalProfile {
        &self.profile
    }

    /// Its address or port.
    pub fn describe(&self) -> String {
        self.connector.describe()
    }

    /// Results that came while no journal listened. The next journal is told of them, unless they are taken here.
    pub fn take_unclaimed(&mut self) -> Vec<ReportedResult> {
        std::mem::take(&mut self.unclaimed.0)
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
        let mut line = self.unfollowed_line(STALE_QUIET)?;
        let reply = line.send(&bytes).map_err(EcrError::from).and_then(|()| {
            trace::log(&trace::of_request(&request));
            wait::echo(&mut line, &self.profile, text, &mut self.unclaimed)
        });
        self.keep_answered(line, &reply);
        reply
    }

    /// Runs one sale, void or refund to its end. Blocks until the terminal answers or a time runs out.
    pub fn sale(&mut self, request: &SaleRequest, journal: &mut dyn SaleJournal) -> SaleEnd {
        self.hand_over(journal);
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
        // A second request must not fall into a sale that may still run, nor the first into a terminal that sleeps.
        if (self.must_catch_up(&line) || self.unended || self.asleep)
            && let Err(why) = self.catch_up(&mut line, &request.session.to_string(), journal)
        {
            return SaleEnd::NotSent(NotSent::NotReady(why));
        }
        if let Err(refused) = journal.sending() {
            self.line = self.profile.keep_open.then_some(line);
            return SaleEnd::NotSent(NotSent::Journal(refused));
        }
        // A terminal that hangs up at once has done so by now, and nothing was written yet.
        if let Some(error) = line.hung_up() {
            return SaleEnd::NotSent(error.into());
        }
        if let Err(error) = line.send(&bytes) {
            tracing::warn!(%error, session = %request.session, "writing a sale failed");
            line.cut();
            self.note_answered(false);
            return SaleEnd::Unknown(LostTrack::WriteFailed);
        }
        wait::tell(journal, trace::of_request(&order));
        let end = wait::sale(&mut line, &self.profile, &self.expected(request), journal);
        self.note_answered(!matches!(end, SaleEnd::Unknown(_)));
        self.line = match &end {
            SaleEnd::Approved(_) | SaleEnd::Declined(_) => self.kept(line, None, self.profile.dialect == Dialect::Aade),
            SaleEnd::Unknown(lost) => self.kept(line, Some(*lost), false),
            SaleEnd::Refused(_) | SaleEnd::NotSent(_) => self.kept(line, None, false),
        };
        end
    }

    fn order(&self, request: &SaleRequest) -> Result<Request, BadValue> {
        if request.amount.is_zero() {
            return Err(BadValue { field: Field::Amount, problem: Problem::OutOfRange });
        }
        if request.kind == OrderKind::Announce {
            return Err(BadValue { field: Field::Command, problem: Problem::NotSpoken });
        }
        let custom = if request.custom.is_empty() { "0" } else { request.custom.as_str() };
        self.signed(Request::Order(Order {
            kind: request.kind,
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
        self.profile.dialect.encode_request(request, self.profile.variant).map_err(bad_value)
    }

    /// With its MAC, where there is a key and the dialect has one.
    fn signed(&self, request: Request) -> Result<Request, BadValue> {
        match (&self.key, self.profile.dialect) {
            (Some(key), Dialect::Aade) => aade::sign(request, key).map_err(bad_value),
            _ => Ok(request),
        }
    }

    fn hand_over(&mut self, journal: &mut dyn SaleJournal) {
        self.take_unclaimed().into_iter().for_each(|result| journal.foreign(result));
    }

    /// A line for a request that no journal follows.
    fn unfollowed_line(&mut self, quiet: Duration) -> Result<Line, NoLine> {
        let mut unclaimed = std::mem::take(&mut self.unclaimed);
        let line = self.ready_line(quiet, &mut unclaimed);
        self.unclaimed = unclaimed;
        line
    }

    /// Keeps the line of a request that charges nobody, where the profile says so and it was answered. What the
    /// terminal says later to one that was not must not be taken for the answer to a sale.
    fn keep_answered<T>(&mut self, line: Line, answer: &Result<T, EcrError>) {
        let answered = matches!(answer, Ok(_) | Err(EcrError::Refused(_)));
        self.in_doubt |= !answered;
        self.note_answered(answered);
        self.line = (self.profile.keep_open && answered).then_some(line);
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
        // A new connection has no past to wait for.
        let quiet = if self.connector.carries_old_answers() { quiet } else { Duration::ZERO };
        match line.drop_stale(quiet) {
            Ok(late) => {
                self.tell_late(&late, journal);
                Ok(line)
            }
            Err(Fault::Link(error)) => Err(NoLine::Link(error)),
            Err(Fault::Unreadable | Fault::Babble) => Err(NoLine::Noisy),
        }
    }

    fn tell_late(&self, late: &[Frame], journal: &mut dyn SaleJournal) {
        for frame in late {
            match self.profile.dialect.decode_reply(frame) {
                Ok(reply) => wait::tell_other(journal, &reply, Fate::Late),
                Err(error) => wait::tell(journal, trace::unreadable(&error)),
            }
        }
    }

    fn expected<'a>(&'a self, request: &'a SaleRequest) -> Expected<'a> {
        Expected { dialect: self.profile.dialect, request, ecr: &self.profile.ecr_id }
    }

    /// The line after a request: kept where the profile says so and it is in order, and until the
    /// acknowledgement where one follows. A request that the terminal may not have read yet must not reach it when
    /// it is asked again on a new line, so its line is cut.
    fn kept(&self, mut line: Line, lost: Option<LostTrack>, acknowledged_next: bool) -> Option<Line> {
        let keep = self.profile.keep_open || acknowledged_next;
        let in_order = match lost {
            Some(lost) if may_be_unread(lost) && line.cut() => false,
            Some(lost) if lost_line(lost) => false,
            Some(LostTrack::Unreadable) => keep && line.resynchronise().is_ok(),
            _ => true,
        };
        (keep && in_order).then_some(line)
    }
}

fn bad_value(error: EncodeError) -> BadValue {
    match error {
        EncodeError::Value(bad) => bad,
        EncodeError::NotSpoken(_) => BadValue { field: Field::Command, problem: Problem::NotSpoken },
        EncodeError::Frame(_) => BadValue { field: Field::Text, problem: Problem::OutOfRange },
    }
}

/// Whether the request may still be on its way: no answer showed that the terminal has it.
fn may_be_unread(lost: LostTrack) -> bool {
    match lost {
        LostTrack::SilentBeforeConfirm
        | LostTrack::LineClosed
        | LostTrack::WriteFailed
        | LostTrack::Unreadable
        | LostTrack::ForeignSession => true,
        LostTrack::SilentAfterConfirm
        | LostTrack::ForeignAmount
        | LostTrack::ErrorAfterConfirm(_)
        | LostTrack::AskRefused(_) => false,
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
