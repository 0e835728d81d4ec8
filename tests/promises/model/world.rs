//! What the model remembers: each desk's memory, the one disk, each terminal's own book, and what is on the way
//! between them. Everything is small and hashable; time is only the order of steps.

use tameio::domain::attempt::{AttemptState, AttemptStep};

use super::setup::{Flaw, Setup};

/// A set of debts, one bit each.
pub type Debts = u8;

/// What a desk is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wish {
    /// Take a payment of these debts.
    Pay(Debts),
    /// Give back the payment of this attempt.
    Void(u8),
}

/// A row of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    pub wish: Wish,
    /// What it fences while it is open.
    pub debts: Debts,
    pub desk: u8,
    pub terminal: u8,
    /// On the wire.
    pub session: u8,
    pub state: AttemptState,
}

/// A numbered document: the receipt of a sale, or that of its void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Document {
    pub attempt: u8,
    pub series: u8,
    pub number: u8,
}

/// The database that both desks share. Each change to it in one step of the model is one transaction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Disk {
    pub attempts: Vec<Attempt>,
    pub documents: Vec<Document>,
    /// The last number given, by series.
    pub last: [u8; 2],
    /// Whether a desk ever asked for a step that `AttemptState` refuses.
    pub illegal: bool,
}

/// Where a desk's program stands. What is named here is gone with a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// The program does not run.
    Down,
    Idle,
    /// The debts were looked up and seemed free (`Desk::plan`).
    Looked(Wish),
    /// In the journal (`Store::prepare`).
    Prepared(u8),
    /// Only with [`Flaw::SentAfterBytes`]: the request left and the journal does not know.
    Written(u8),
    /// On disk as sent (`SaleJournal::sending`); no byte has left.
    Sent(u8),
    /// `wait::sale`.
    Waiting {
        attempt: u8,
        confirmed: bool,
    },
    /// An approval was heard; nothing of it is on disk.
    Approved(u8),
    /// Only with [`Flaw::AcknowledgedBeforeBooked`].
    AcknowledgedUnbooked(u8),
    /// Only with [`Flaw::NumberBeforeBooking`]: the number is taken, the receipt is not written.
    Numbered(u8),
    /// A decline was heard; nothing of it is on disk.
    Declined(u8),
    /// The end is on disk; the terminal does not know. `was`: what the journal said before.
    Settled {
        attempt: u8,
        was: AttemptState,
    },
    /// `wait::resend`. `hopeless`: question or answer did not get through, so only time can end it. `over`: the sale must
    /// have been over when the question was asked (`Desk::may_run_until`).
    Asking {
        attempt: u8,
        hopeless: bool,
        over: bool,
    },
    /// Asked for every result that was not acknowledged.
    Gathering {
        hopeless: bool,
    },
}

/// From a desk to a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    Order { session: u8, debts: Debts, void: bool },
    Resend { session: u8 },
    ResendAll,
    Acknowledge { session: u8 },
}

/// From a terminal to a desk. Errors carry no session, as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reply {
    Confirmed {
        session: u8,
    },
    Result {
        session: u8,
        approved: bool,
    },
    /// `E/100` to a RESEND.
    NothingHeld,
    /// Another error: busy, or a failure.
    Error,
    /// `E/000`, the end of a RESEND-ALL.
    End,
}

/// A finished sale or void in a terminal's book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    pub session: u8,
    pub debts: Debts,
    pub void: bool,
    pub approved: bool,
    pub acknowledged: bool,
}

/// A sale that a terminal is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Running {
    pub session: u8,
    pub debts: Debts,
    pub void: bool,
    /// Whether the desk that asked has hung up.
    pub gone: bool,
}

/// A terminal with its line. A queue keeps its order; how long anything stays in it is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Terminal {
    pub running: Option<Running>,
    pub book: Vec<Entry>,
    /// Requests on their way, each with whether the desk that wrote it has hung up.
    pub to: Vec<(Request, bool)>,
    pub from: Vec<Reply>,
}

/// Everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    pub desks: [At; 2],
    pub disk: Disk,
    pub terminals: Vec<Terminal>,
    pub crashes_left: u8,
    pub faults_left: u8,
}

impl Attempt {
    pub fn is_void(&self) -> bool {
        matches!(self.wish, Wish::Void(_))
    }
}

impl Disk {
    pub fn attempt(&self, attempt: u8) -> Attempt {
        self.attempts[usize::from(attempt)]
    }

    /// Moves an attempt by the program's own table.
    pub fn step(&mut self, attempt: u8, step: AttemptStep) {
        let row = &mut self.attempts[usize::from(attempt)];
        match row.state.after(step) {
            Ok(state) => row.state = state,
            Err(_) => self.illegal = true,
        }
    }

    pub fn by_session(&self, terminal: u8, session: u8) -> Option<u8> {
        let found = self.attempts.iter().rposition(|row| row.terminal == terminal && row.session == session);
        found.map(|place| u8::try_from(place).unwrap())
    }

    /// The next session of a terminal (`next_session`; the model is too short for numbers to come round).
    pub fn next_session(&self, terminal: u8) -> u8 {
        1 + self.attempts.iter().filter(|row| row.terminal == terminal).map(|row| row.session).max().unwrap_or(0)
    }

    /// The documents of an attempt.
    pub fn documents_of(&self, attempt: u8) -> usize {
        self.documents.iter().filter(|document| document.attempt == attempt).count()
    }

    /// Whether a debt of the set is paid and not given back.
    pub fn is_paid(&self, debts: Debts) -> bool {
        let mut paid = [0_i8; 8];
        for document in &self.documents {
            let row = self.attempt(document.attempt);
            for (bit, sum) in paid.iter_mut().enumerate() {
                if row.debts & debts & (1 << bit) != 0 {
                    *sum += if row.is_void() { -1 } else { 1 };
                }
            }
        }
        paid.iter().any(|sum| *sum > 0)
    }

    /// Whether an open attempt holds a debt of the set, in the eyes of a desk.
    pub fn is_fenced(&self, debts: Debts, desk: u8, setup: &Setup) -> bool {
        let minds = |row: &&Attempt| !setup.has(Flaw::FencesOfOwnDesk) || row.desk == desk;
        self.attempts.iter().filter(minds).any(|row| row.state.is_open() && row.debts & debts != 0)
    }

    /// What a wish fences, where its rules let it be carried out now.
    pub fn allows(&self, wish: Wish, desk: u8, setup: &Setup) -> Option<Debts> {
        let debts = match wish {
            Wish::Pay(debts) if self.is_paid(debts) => return None,
            Wish::Pay(debts) => debts,
            Wish::Void(of) => {
                let sale = self.attempt(of);
                let given_back =
                    self.attempts.iter().any(|row| row.wish == wish && row.state == AttemptState::Approved);
                if sale.is_void() || sale.state != AttemptState::Approved || given_back {
                    return None;
                }
                sale.debts
            }
        };
        (!self.is_fenced(debts, desk, setup)).then_some(debts)
    }
}

impl Terminal {
    /// The result it holds of a session until it is acknowledged.
    pub fn held(&self, session: u8) -> Option<Entry> {
        self.book.iter().rev().find(|entry| entry.session == session && !entry.acknowledged).copied()
    }

    pub fn is_charged(&self, session: u8) -> bool {
        self.book.iter().any(|entry| entry.session == session && entry.approved)
    }
}

impl World {
    pub fn start(setup: &Setup) -> World {
        let terminals = if setup.shared_terminal { 1 } else { 2 };
        World {
            desks: [At::Idle; 2],
            disk: Disk::default(),
            terminals: vec![Terminal::default(); terminals],
            crashes_left: setup.crashes,
            faults_left: setup.faults,
        }
    }

    /// Whether a living program holds the terminal's lock.
    pub fn is_locked(&self, terminal: u8, setup: &Setup) -> bool {
        let desks = self.desks.iter().zip(0_u8..);
        desks.into_iter().any(|(at, desk)| setup.terminal_of(desk) == terminal && !matches!(at, At::Idle | At::Down))
    }

    pub fn terminal(&mut self, terminal: u8) -> &mut Terminal {
        &mut self.terminals[usize::from(terminal)]
    }
}
