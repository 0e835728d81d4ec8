//! What a desk does: the steps of `src/desk/pay.rs`, `src/desk/recover.rs` and `src/ecr/wait.rs`, each as one step
//! of the model wherever the program could die or another could come between.

use tameio::domain::attempt::{AttemptState as S, AttemptStep};
use tameio::ecr::terminal::Dialect;

use super::hear;
use super::setup::{Beyond, Flaw, Setup, Wire};
use super::world::{At, Attempt, Document, Reply, Request, Wish, World};

/// A step of a desk's program, of the people at it, or of what goes wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// `Desk::prepare` up to the quote: the lock, the rules, a look at the debts.
    Look(Wish),
    /// `Store::prepare`: one transaction that looks again, numbers the session and sets the fences.
    Prepare,
    /// `SaleJournal::sending`.
    MarkSent,
    /// AMOUNT is written to the line.
    Write,
    /// The next message of the line is judged.
    Hear,
    /// The time for an answer is over.
    TimeOut,
    /// `Store::book`.
    Book,
    /// The end of a declined sale is written.
    Close,
    /// ACK-RESULT, or with `mellon` nothing; then the line closes.
    Acknowledge,
    /// `Desk::sweep`, one attempt.
    Sweep(u8),
    /// `Desk::recover`, one attempt: RESEND.
    Ask(u8),
    /// RESEND-ALL.
    AskAll,
    /// A supervisor closes an unknown outcome on true evidence, which a terminal at rest gives.
    Resolve(u8),
    /// The program starts.
    Start,
    /// The program dies.
    Crash,
    /// The line is not there, or the journal refuses to write `sent`: nothing was sent.
    NoLine,
    /// Writing AMOUNT fails before a byte has left, which the desk cannot know.
    WriteFails,
    /// The books cannot take an approval (`NOT_BOOKED`).
    BookFails,
    /// The end of a declined sale cannot be written: it stays in flight on disk, and is not acknowledged.
    CloseFails,
    /// The answer to a question comes later than the desk waits.
    LosePatience,
}

impl Step {
    /// What happens by itself, sooner or later; the rest is somebody's wish or bad luck.
    pub fn is_due(self) -> bool {
        !self.is_fault() && !matches!(self, Step::Look(_) | Step::AskAll | Step::Resolve(_) | Step::Crash)
    }

    fn is_fault(self) -> bool {
        use Step as T;
        matches!(self, T::NoLine | T::WriteFails | T::BookFails | T::CloseFails | T::LosePatience)
    }
}

/// What a desk can do next.
pub fn steps(world: &World, desk: u8, setup: &Setup, out: &mut Vec<Step>) {
    let terminal = setup.terminal_of(desk);
    let line = &world.terminals[usize::from(terminal)];
    let at = world.desks[usize::from(desk)];
    let hears = !line.from.is_empty();
    match at {
        At::Down => {
            out.push(Step::Start);
            return;
        }
        At::Idle => idle(world, desk, setup, out),
        At::Looked(_) => out.push(Step::Prepare),
        At::Prepared(_) => out.extend([Step::MarkSent, Step::NoLine]),
        At::Written(_) => out.push(Step::MarkSent),
        At::Sent(_) => out.extend([Step::Write, Step::WriteFails]),
        At::Waiting { .. } if hears => out.extend([Step::Hear, Step::TimeOut]),
        At::Waiting { .. } => out.push(Step::TimeOut),
        At::Approved(_) if setup.has(Flaw::AcknowledgedBeforeBooked) => out.push(Step::Acknowledge),
        At::Approved(_) => out.extend([Step::Book, Step::BookFails]),
        At::AcknowledgedUnbooked(_) | At::Numbered(_) => out.push(Step::Book),
        At::Declined(_) => out.extend([Step::Close, Step::CloseFails]),
        At::Settled { .. } => out.push(Step::Acknowledge),
        At::Asking { hopeless, .. } | At::Gathering { hopeless } => {
            if hears {
                out.push(Step::Hear);
            }
            out.push(if hopeless { Step::TimeOut } else { Step::LosePatience });
        }
    }
    if world.faults_left == 0 {
        out.retain(|step| !step.is_fault());
    }
    if world.crashes_left > 0 {
        out.push(Step::Crash);
    }
}

fn idle(world: &World, desk: u8, setup: &Setup, out: &mut Vec<Step>) {
    let own = setup.terminal_of(desk);
    let disk = &world.disk;
    for (row, attempt) in disk.attempts.iter().zip(0_u8..) {
        if row.state.is_in_flight() && !world.is_locked(row.terminal, setup) {
            out.push(Step::Sweep(attempt));
        }
        if row.state == S::Unknown && setup.dialect == Dialect::Mellon && is_evident(world, row, setup) {
            out.push(Step::Resolve(attempt));
        }
    }
    if world.is_locked(own, setup) {
        return;
    }
    if setup.dialect == Dialect::Aade {
        let mut open = false;
        for (row, attempt) in disk.attempts.iter().zip(0_u8..) {
            if row.terminal == own && row.state.is_open() {
                open = true;
                if row.state == S::Unknown && !setup.has(Flaw::NeverAsked) {
                    out.push(Step::Ask(attempt));
                }
            }
        }
        let holds = world.terminals[usize::from(own)].book.iter().any(|entry| !entry.acknowledged);
        if holds && !open {
            out.push(Step::AskAll);
        }
    }
    if disk.attempts.len() == setup.attempts {
        return;
    }
    for offer in &setup.offers {
        out.push(Step::Look(Wish::Pay(*offer)));
    }
    if setup.voids {
        out.extend((0_u8..).zip(&disk.attempts).map(|(attempt, _)| Step::Look(Wish::Void(attempt))));
    }
    out.retain(|step| !matches!(step, Step::Look(wish) if disk.allows(*wish, desk, setup).is_none()));
}

/// Whether the terminal can tell by its book what became of a sale: nothing of it is running or on its way.
fn is_evident(world: &World, row: &Attempt, setup: &Setup) -> bool {
    let terminal = &world.terminals[usize::from(row.terminal)];
    let orders = terminal
        .to
        .iter()
        .any(|(request, _)| matches!(request, Request::Order { session, .. } if *session == row.session));
    setup.has(Flaw::EarlyEvidence) || (terminal.running.is_none() && !orders)
}

/// Takes a step.
pub fn take(world: &mut World, desk: u8, step: Step, setup: &Setup) {
    if step.is_fault() {
        world.faults_left -= 1;
    }
    let at = world.desks[usize::from(desk)];
    let next = match (at, step) {
        (_, Step::Look(wish)) => At::Looked(wish),
        (At::Looked(wish), Step::Prepare) => prepare(world, desk, wish, setup),
        (At::Prepared(attempt), Step::MarkSent) if setup.has(Flaw::SentAfterBytes) => {
            write_order(world, desk, attempt, setup);
            At::Written(attempt)
        }
        (At::Prepared(attempt), Step::MarkSent) => {
            world.disk.step(attempt, AttemptStep::Send);
            At::Sent(attempt)
        }
        (At::Written(attempt), Step::MarkSent) => {
            world.disk.step(attempt, AttemptStep::Send);
            At::Waiting { attempt, confirmed: false }
        }
        (At::Sent(attempt), Step::Write) => {
            write_order(world, desk, attempt, setup);
            At::Waiting { attempt, confirmed: false }
        }
        (At::Waiting { attempt, confirmed }, Step::Hear) => hear::of_sale(world, desk, attempt, confirmed, setup),
        (At::Asking { attempt, hopeless, over }, Step::Hear) => {
            hear::answer(world, desk, (attempt, hopeless, over), setup)
        }
        (At::Gathering { hopeless }, Step::Hear) => hear::held(world, desk, hopeless, setup),
        (At::Waiting { attempt, confirmed }, Step::TimeOut) => time_out(world, desk, attempt, confirmed, setup),
        (At::Approved(attempt) | At::AcknowledgedUnbooked(attempt) | At::Numbered(attempt), Step::Book) => {
            book_step(world, desk, at, attempt, setup)
        }
        (At::Approved(attempt), Step::Acknowledge) => {
            write(world, desk, Request::Acknowledge { session: world.disk.attempt(attempt).session }, setup);
            At::AcknowledgedUnbooked(attempt)
        }
        (At::Declined(attempt), Step::Close) => {
            let was = world.disk.attempt(attempt).state;
            world.disk.step(attempt, AttemptStep::Decline);
            At::Settled { attempt, was }
        }
        (At::Settled { attempt, .. }, Step::Acknowledge) => {
            if setup.dialect == Dialect::Aade {
                write(world, desk, Request::Acknowledge { session: world.disk.attempt(attempt).session }, setup);
            }
            At::Idle
        }
        (_, Step::Sweep(attempt)) => {
            sweep(world, attempt, setup);
            At::Idle
        }
        (_, Step::Ask(attempt)) => {
            let session = world.disk.attempt(attempt).session;
            let over = hear::is_over(world, desk, session, setup);
            write(world, desk, Request::Resend { session }, setup);
            At::Asking { attempt, hopeless: false, over }
        }
        (_, Step::AskAll) => {
            write(world, desk, Request::ResendAll, setup);
            At::Gathering { hopeless: false }
        }
        (_, Step::Resolve(attempt)) => {
            let row = world.disk.attempt(attempt);
            if world.terminals[usize::from(row.terminal)].is_charged(row.session) {
                book(world, desk, attempt, setup);
            } else {
                world.disk.step(attempt, AttemptStep::CloseUncharged);
            }
            At::Idle
        }
        (At::Prepared(attempt), Step::NoLine) => {
            world.disk.step(attempt, AttemptStep::CloseUncharged);
            At::Idle
        }
        (At::Sent(attempt), Step::WriteFails) => {
            world.disk.step(attempt, AttemptStep::LoseTrack);
            At::Idle
        }
        (At::Approved(attempt), Step::BookFails) => {
            // Never acknowledged, so the terminal keeps the result.
            if world.disk.attempt(attempt).state.is_in_flight() {
                world.disk.step(attempt, AttemptStep::LoseTrack);
            }
            At::Idle
        }
        (_, Step::Crash) => {
            world.crashes_left -= 1;
            At::Down
        }
        (_, Step::Start | Step::TimeOut | Step::CloseFails | Step::LosePatience) => At::Idle,
        (at, step) => panic!("{step:?} is no step at {at:?}"),
    };
    world.desks[usize::from(desk)] = next;
    if matches!(next, At::Idle | At::Down) && !matches!(at, At::Idle | At::Down) {
        hang_up(world, setup.terminal_of(desk), setup);
    }
}

fn prepare(world: &mut World, desk: u8, wish: Wish, setup: &Setup) -> At {
    let terminal = setup.terminal_of(desk);
    let disk = &mut world.disk;
    let debts = match (disk.allows(wish, desk, setup), wish) {
        (None, Wish::Pay(debts)) if setup.has(Flaw::FenceOutsideTransaction) => Some(debts),
        (debts, _) => debts,
    };
    let in_flight = disk.attempts.iter().any(|row| row.terminal == terminal && row.state.is_in_flight());
    let Some(debts) = debts.filter(|_| !in_flight && disk.attempts.len() < setup.attempts) else {
        return At::Idle;
    };
    let session = disk.next_session(terminal);
    disk.attempts.push(Attempt { wish, debts, desk, terminal, session, state: S::Prepared });
    At::Prepared(u8::try_from(disk.attempts.len() - 1).unwrap())
}

fn write_order(world: &mut World, desk: u8, attempt: u8, setup: &Setup) {
    let row = world.disk.attempt(attempt);
    write(world, desk, Request::Order { session: row.session, debts: row.debts, void: row.is_void() }, setup);
}

/// Writes on the desk's line, rid of earlier errors (`ready_line`).
fn write(world: &mut World, desk: u8, request: Request, setup: &Setup) {
    let line = world.terminal(setup.terminal_of(desk));
    if setup.beyond != Some(Beyond::LateErrors) {
        line.from.retain(|reply| !matches!(reply, Reply::NothingHeld | Reply::Error | Reply::End));
    }
    line.to.push((request, false));
}

/// Closes the connection; what is still on its way finds nobody. A kept line stays.
fn hang_up(world: &mut World, terminal: u8, setup: &Setup) {
    let line = world.terminal(terminal);
    line.to.iter_mut().for_each(|(_, gone)| *gone = true);
    if let Some(running) = &mut line.running {
        running.gone = true;
    }
    if setup.wire == Wire::PerSale {
        line.from.clear();
    }
}

fn time_out(world: &mut World, desk: u8, attempt: u8, confirmed: bool, setup: &Setup) -> At {
    if setup.has(Flaw::RetryUnderNewSession) && !confirmed && world.faults_left > 0 {
        world.faults_left -= 1;
        let row = world.disk.attempt(attempt);
        world.disk.attempts[usize::from(attempt)].session = world.disk.next_session(row.terminal);
        write_order(world, desk, attempt, setup);
        return At::Waiting { attempt, confirmed };
    }
    let step = if setup.has(Flaw::SilenceIsDecline) { AttemptStep::Decline } else { AttemptStep::LoseTrack };
    world.disk.step(attempt, step);
    At::Idle
}

fn book_step(world: &mut World, desk: u8, at: At, attempt: u8, setup: &Setup) -> At {
    let was = world.disk.attempt(attempt).state;
    if setup.has(Flaw::NumberBeforeBooking) && !matches!(at, At::Numbered(_)) && was != S::Approved {
        world.disk.last[usize::from(desk)] += 1;
        return At::Numbered(attempt);
    }
    book(world, desk, attempt, setup);
    match at {
        At::AcknowledgedUnbooked(_) => At::Idle,
        _ => At::Settled { attempt, was },
    }
}

/// `Store::book`: attempt, document and number in one transaction, once.
fn book(world: &mut World, desk: u8, attempt: u8, setup: &Setup) {
    let disk = &mut world.disk;
    let series = usize::from(desk);
    if disk.attempt(attempt).state == S::Approved {
        if !setup.has(Flaw::BookedAgain) {
            return;
        }
    } else {
        disk.step(attempt, AttemptStep::Approve);
    }
    if !setup.has(Flaw::NumberBeforeBooking) {
        disk.last[series] += 1;
    }
    disk.documents.push(Document { attempt, series: desk, number: disk.last[series] });
}

/// `Desk::close_left_over`.
fn sweep(world: &mut World, attempt: u8, setup: &Setup) {
    let step = match world.disk.attempt(attempt).state {
        S::Prepared => AttemptStep::CloseUncharged,
        S::Sent if setup.has(Flaw::CrashIsNotCharged) => AttemptStep::CloseUncharged,
        _ => AttemptStep::LoseTrack,
    };
    world.disk.step(attempt, step);
}
