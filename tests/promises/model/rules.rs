//! What must hold of every state, what must hold at rest, and what the model must be seen to reach.

use stateright::{Model as _, Property};
use tameio::domain::attempt::AttemptState as S;
use tameio::ecr::terminal::Dialect;

use super::desk::{Step, steps};
use super::setup::Wire;
use super::world::{At, Attempt, Reply, Terminal, Wish, World};
use super::{Action, Payment};

/// The invariant.
pub const ONE_CHARGE: &str = "no debt is charged twice";
pub const NO_PAPER_ALONE: &str = "no document is without its charge";
pub const HELD: &str = "what is charged has its document or a fence";
pub const SERIES: &str = "a series has no gap and no repeat";
pub const TABLE: &str = "only legal steps are asked of the journal";
pub const AT_REST: &str = "at rest the terminal's book and the desk's agree";

/// What must be reached, or the model shows nothing.
pub const APPROVED: &str = "a sale is approved, booked and acknowledged";
pub const DECLINED: &str = "a sale is declined";
pub const REFUSED: &str = "a sale is refused before any card is read";
pub const DIED_CHARGED: &str = "a desk dies between the charge and its booking";
pub const RECOVERED: &str = "an unknown outcome turns out to be charged and is booked";
pub const CLEARED: &str = "an unknown outcome turns out to be no charge";
pub const CONTENDED: &str = "both desks want one debt at once";
pub const LATE: &str = "a result comes when nobody waits for it any more";
pub const OFFERED_AGAIN: &str = "a booked result is offered again";
pub const RESTS: &str = "everything comes to rest with a debt paid";
/// Of a kept line alone.
pub const FOREIGN: &str = "the result of an earlier sale comes into a later one";
pub const GIVEN_BACK: &str = "a payment is given back and the debt paid anew";

pub fn properties(model: &Payment) -> Vec<Property<Payment>> {
    let mut all = vec![
        Property::always(ONE_CHARGE, |_, world: &World| (0..8).all(|bit| (0..=1).contains(&charges(world, 1 << bit)))),
        Property::always(NO_PAPER_ALONE, |_, world: &World| no_document_alone(world)),
        Property::always(HELD, |_, world: &World| charged(world).all(|row| is_held(world, row))),
        Property::always(SERIES, |_, world: &World| (0..2).all(|series| is_gapless(world, series))),
        Property::always(TABLE, |_, world: &World| !world.disk.illegal),
        Property::always(AT_REST, |model: &Payment, world: &World| !is_at_rest(model, world) || agree(model, world)),
        Property::sometimes(APPROVED, |_, world: &World| {
            world.desks == [At::Idle; 2] && world.disk.documents.len() == 1 && count(world, S::Approved) == 1
        }),
        Property::sometimes(DECLINED, |_, world: &World| count(world, S::Declined) > 0),
        Property::sometimes(REFUSED, |_, world: &World| {
            world
                .disk
                .attempts
                .iter()
                .any(|row| row.state == S::NotCharged && world.terminals[usize::from(row.terminal)].book.is_empty())
        }),
        Property::sometimes(DIED_CHARGED, |_, world: &World| {
            charged(world).any(|(terminal, session)| {
                let row = world.disk.by_session(terminal, session).map(|attempt| world.disk.attempt(attempt));
                row.is_some_and(|row| row.state.is_in_flight() && world.desks[usize::from(row.desk)] == At::Down)
            })
        }),
        Property::sometimes(LATE, |_, world: &World| {
            world.terminals.iter().any(|it| it.running.is_some_and(|running| running.gone))
        }),
        Property::sometimes(RESTS, |model: &Payment, world: &World| {
            !world.disk.documents.is_empty() && is_at_rest(model, world)
        }),
        Property::sometimes(CLEARED, |model: &Payment, world: &World| turns_out(model, world, S::NotCharged)),
        Property::sometimes(RECOVERED, |model: &Payment, world: &World| turns_out(model, world, S::Approved)),
    ];
    if model.0.dialect == Dialect::Aade {
        all.push(Property::sometimes(OFFERED_AGAIN, |_, world: &World| {
            world.desks.iter().any(|at| {
                matches!(*at, At::Settled { attempt, was: S::Approved } if world.disk.attempt(attempt).state == S::Approved)
            })
        }));
    }
    if !model.0.shared_terminal {
        all.push(Property::sometimes(CONTENDED, |_, world: &World| {
            let wanted = |at: &At| if let At::Looked(Wish::Pay(debts)) = at { Some(*debts) } else { None };
            let [one, other] = &world.desks;
            wanted(one).zip(wanted(other)).is_some_and(|(one, other)| one & other != 0)
        }));
    }
    if model.0.wire == Wire::Kept {
        all.push(Property::sometimes(FOREIGN, |_, world: &World| hears_foreign(world)));
    }
    if model.0.voids {
        all.push(Property::sometimes(GIVEN_BACK, |_, world: &World| {
            world.disk.documents.len() == 3 && world.disk.is_paid(1)
        }));
    }
    all
}

/// How often the debt is charged, less what was given back.
fn charges(world: &World, debt: u8) -> i32 {
    let entries = world.terminals.iter().flat_map(|it| &it.book);
    let entries = entries.filter(|entry| entry.approved && entry.debts & debt != 0);
    entries.map(|entry| if entry.void { -1 } else { 1 }).sum()
}

/// Terminal and session of each charge and of each void.
fn charged(world: &World) -> impl Iterator<Item = (u8, u8)> {
    let numbered = (0_u8..).zip(&world.terminals);
    numbered.flat_map(|(terminal, it)| {
        it.book.iter().filter(|entry| entry.approved).map(move |entry| (terminal, entry.session))
    })
}

fn no_document_alone(world: &World) -> bool {
    world.disk.documents.iter().all(|document| {
        let row = world.disk.attempt(document.attempt);
        let terminal: &Terminal = &world.terminals[usize::from(row.terminal)];
        terminal.is_charged(row.session) && world.disk.documents_of(document.attempt) == 1
    })
}

/// Whether the debts of a charge are fenced by its own attempt, or it has its document.
fn is_held(world: &World, (terminal, session): (u8, u8)) -> bool {
    world
        .disk
        .by_session(terminal, session)
        .is_some_and(|attempt| world.disk.attempt(attempt).state.is_open() || world.disk.documents_of(attempt) > 0)
}

/// Numbers are given one after the other; a number that is taken and not written is a gap as soon as its desk dies.
fn is_gapless(world: &World, series: u8) -> bool {
    let numbers: Vec<u8> = world
        .disk
        .documents
        .iter()
        .filter(|document| document.series == series)
        .map(|document| document.number)
        .collect();
    numbers.iter().copied().eq(1..=u8::try_from(numbers.len()).unwrap())
}

fn count(world: &World, state: S) -> usize {
    world.disk.attempts.iter().filter(|row| row.state == state).count()
}

/// Whether nothing is due: only a new wish, a fault or a supervisor can change anything.
fn is_at_rest(model: &Payment, world: &World) -> bool {
    if world.terminals.iter().any(|it| it.running.is_some() || !it.to.is_empty()) {
        return false;
    }
    let mut actions = Vec::new();
    model.actions(world, &mut actions);
    !actions.into_iter().any(Action::is_due)
}

/// Each charge has exactly its one document. No fence is left, unless nobody can be asked: then the outcome is
/// unknown, and fenced.
fn agree(model: &Payment, world: &World) -> bool {
    let open = |row: &Attempt| match model.0.dialect {
        Dialect::Aade => false,
        Dialect::Mellon => row.state == S::Unknown,
    };
    world.disk.attempts.iter().zip(0_u8..).all(|(row, attempt)| {
        let charged = world.terminals[usize::from(row.terminal)].is_charged(row.session);
        let documents = world.disk.documents_of(attempt);
        if row.state.is_open() { open(row) && documents == 0 } else { documents == usize::from(charged) }
    }) && charged(world).all(|(terminal, session)| world.disk.by_session(terminal, session).is_some())
}

/// Whether the next step of a desk closes an unknown outcome so.
fn turns_out(model: &Payment, world: &World, end: S) -> bool {
    if count(world, S::Unknown) == 0 {
        return false;
    }
    (0..2_u8).any(|desk| {
        let mut next = Vec::new();
        steps(world, desk, &model.0, &mut next);
        next.retain(|step| matches!(step, Step::Hear | Step::Book | Step::Resolve(_)));
        next.into_iter().any(|step| {
            let after = model.next_state(world, Action::Desk(desk, step));
            after.is_some_and(|after| {
                let pairs = world.disk.attempts.iter().zip(&after.disk.attempts);
                pairs.into_iter().any(|(before, now)| before.state == S::Unknown && now.state == end)
            })
        })
    })
}

fn hears_foreign(world: &World) -> bool {
    let mut lines = world.terminals.iter().zip(0_u8..);
    lines.any(|(it, terminal)| {
        let Some(Reply::Result { session, .. }) = it.from.first() else { return false };
        world.desks.iter().any(|at| match at {
            At::Waiting { attempt, .. } => {
                let row = world.disk.attempt(*attempt);
                row.terminal == terminal && row.session != *session
            }
            _ => false,
        })
    })
}
