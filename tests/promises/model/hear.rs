//! What a desk makes of a message, by what it waits for (`src/ecr/wait.rs`, `src/ecr/judge.rs`).

use tameio::domain::attempt::{AttemptState as S, AttemptStep};

use super::setup::{Beyond, Flaw, Setup};
use super::world::{At, Reply, Request, World};

/// `wait::sale`, one message.
pub fn of_sale(world: &mut World, desk: u8, attempt: u8, confirmed: bool, setup: &Setup) -> At {
    let session = world.disk.attempt(attempt).session;
    match world.terminal(setup.terminal_of(desk)).from.remove(0) {
        Reply::Confirmed { session: of } if of == session => {
            if !confirmed {
                world.disk.step(attempt, AttemptStep::Confirm);
            }
            At::Waiting { attempt, confirmed: true }
        }
        Reply::Result { session: of, approved: true } if of == session => At::Approved(attempt),
        Reply::Result { session: of, approved: false } if of == session => At::Declined(attempt),
        Reply::NothingHeld | Reply::Error if confirmed && !setup.has(Flaw::LateErrorIsRefusal) => {
            world.disk.step(attempt, AttemptStep::LoseTrack);
            At::Idle
        }
        Reply::NothingHeld | Reply::Error => {
            world.disk.step(attempt, AttemptStep::CloseUncharged);
            At::Idle
        }
        // Another sale's, or of no bearing.
        Reply::Confirmed { .. } | Reply::Result { .. } | Reply::End => At::Waiting { attempt, confirmed },
    }
}

/// `wait::resend`, one message.
pub fn answer(world: &mut World, desk: u8, (attempt, hopeless, over): (u8, bool, bool), setup: &Setup) -> At {
    let session = world.disk.attempt(attempt).session;
    match world.terminal(setup.terminal_of(desk)).from.remove(0) {
        Reply::Result { session: of, approved: true } if of == session => At::Approved(attempt),
        Reply::Result { session: of, approved: false } if of == session => At::Declined(attempt),
        // Until the sale must be over the answer says nothing.
        Reply::NothingHeld if !over && !setup.has(Flaw::EarlyNoBelieved) => At::Idle,
        Reply::NothingHeld => {
            world.disk.step(attempt, AttemptStep::CloseUncharged);
            At::Idle
        }
        Reply::Error => At::Idle,
        Reply::Confirmed { .. } | Reply::Result { .. } | Reply::End => At::Asking { attempt, hopeless, over },
    }
}

/// Whether a sale must be over. The model has no clock: the desk knows it by the time that passed, in which the request
/// has arrived, or never will.
pub fn is_over(world: &World, desk: u8, session: u8, setup: &Setup) -> bool {
    let terminal = &world.terminals[usize::from(setup.terminal_of(desk))];
    let runs = terminal.running.is_some_and(|running| running.session == session);
    let comes = terminal.to.iter().any(|(to, _)| matches!(to, Request::Order { session: of, .. } if *of == session));
    !runs && (!comes || setup.beyond == Some(Beyond::Overtaking))
}

/// One message of those that a RESEND-ALL brings. A result of a sale that is closed otherwise is kept as foreign:
/// neither booked nor acknowledged.
pub fn held(world: &mut World, desk: u8, hopeless: bool, setup: &Setup) -> At {
    let terminal = setup.terminal_of(desk);
    match world.terminal(terminal).from.remove(0) {
        Reply::Result { session, approved } => match world.disk.by_session(terminal, session) {
            Some(attempt) => match (world.disk.attempt(attempt).state, approved) {
                (S::Unknown | S::Approved, true) => At::Approved(attempt),
                (S::Unknown, false) => At::Declined(attempt),
                (was @ S::Declined, false) => At::Settled { attempt, was },
                _ => At::Gathering { hopeless },
            },
            None => At::Gathering { hopeless },
        },
        Reply::End | Reply::Error | Reply::NothingHeld => At::Idle,
        Reply::Confirmed { .. } => At::Gathering { hopeless },
    }
}
