//! What a search is given: the parts and their bounds, what is deliberately broken, and what a wire may do beyond
//! what the desk takes on trust.

use tameio::ecr::terminal::Dialect;

use super::world::Debts;

/// What joins desk and terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// A connection for each request, as over TCP: answers to a closed one reach nobody.
    PerSale,
    /// One line for all, as over a serial port: an answer can come whenever, also into a later sale. Of earlier
    /// errors, which carry no session, the desk is rid when it next writes (`Line::drop_stale`).
    Kept,
}

/// Where the invariant ends: what a wire could do that no desk can tell from its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// An order that reaches the terminal after the time of its sale, and after the RESEND that asks about it.
    Overtaking,
    /// On a kept line, an error to an earlier request that comes when the next one is already written.
    LateErrors,
}

/// A deliberate mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// `sent` is written to disk after the bytes have left.
    SentAfterBytes,
    /// What was in flight when the program died is taken as not charged.
    CrashIsNotCharged,
    /// A desk minds only its own fences.
    FencesOfOwnDesk,
    /// The terminal is told before the books are written.
    AcknowledgedBeforeBooked,
    /// A sale that stays silent is sent again under a new session.
    RetryUnderNewSession,
    /// A result that comes again is booked again.
    BookedAgain,
    /// What `plan` saw is not looked at again inside the transaction of `prepare`.
    FenceOutsideTransaction,
    /// The receipt's number is taken in a transaction of its own.
    NumberBeforeBooking,
    /// Silence is taken as a decline.
    SilenceIsDecline,
    /// An error after CONFIRMED is taken as a refusal.
    LateErrorIsRefusal,
    /// Unknown outcomes are never asked about.
    NeverAsked,
    /// That the terminal holds nothing of a sale is believed while it may still run there.
    EarlyNoBelieved,
    /// Evidence of no charge is taken while the terminal may still be in the middle of the sale.
    EarlyEvidence,
}

/// One configuration: what is bounded, and what is broken.
#[derive(Clone, Debug)]
pub struct Setup {
    pub dialect: Dialect,
    pub wire: Wire,
    /// Both desks on one terminal; else each has its own.
    pub shared_terminal: bool,
    /// What may be paid together.
    pub offers: Vec<Debts>,
    pub voids: bool,
    /// Most rows of the journal.
    pub attempts: usize,
    pub crashes: u8,
    /// Lost messages, failed writes, full disks, busy answers, lost patience.
    pub faults: u8,
    pub flaw: Option<Flaw>,
    pub beyond: Option<Beyond>,
}

impl Setup {
    pub fn has(&self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }

    /// The terminal of a desk.
    pub fn terminal_of(&self, desk: u8) -> u8 {
        if self.shared_terminal { 0 } else { desk }
    }
}
