//! Schedules in which the books are brought back from a copy: what was done after the copy is on paper and on the
//! terminal, and in no book. No number is given twice, no card is asked for before somebody compared, no charge is booked
//! twice or for another, and each charge stands in the books, in those that were replaced, or is kept as a result of
//! nobody. That a debt whose receipt was lost is not paid again is the word of who compared, and not of these books.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::agreement::{approving, recover};
use super::number;
use super::plan::Plan;
use super::stage::Lie;
use super::world::{World, terminal_address};
use crate::desk::restore::restore;
use crate::desk::{Caller, PayEnd, Refusal};
use crate::domain::foreign::{ForeignKind, KeptForeign};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{attempt::AttemptState, card::CardData, session::SessionNo};
use crate::ecr::simulator::Charge;
use crate::store::{ReceiptFilter, Store};

/// Schedules where nobody says how many.
const SEEDS: u64 = 60;
/// More than the faults of a schedule make fail in a row.
const PATIENT: u32 = 200;

/// What the schedules met.
#[derive(Debug, Default)]
struct Met {
    /// Documents that only the replaced books had.
    lost: usize,
    /// Documents that were given after the restore.
    after: usize,
    /// Charges that the books know as unclaimed results.
    of_nobody: usize,
    /// Numbers that went on behind a gap because the replaced books were gone.
    gaps: usize,
}

/// What one set of books says.
struct Books {
    receipts: Vec<Receipt>,
    sessions: BTreeSet<(String, SessionNo)>,
    /// Sessions of which nobody knows the end.
    unknown: BTreeSet<(String, SessionNo)>,
    /// Results that nobody booked.
    of_nobody: Vec<CardData>,
    /// Sessions that have a document and of which the terminal said that they came to nothing.
    denied: BTreeSet<String>,
}

impl Books {
    fn read(path: &Path, world: &mut World, terminals: &[String]) -> Books {
        let store = Store::open(path, world.actor(0).setup.clock.now()).unwrap();
        let (mut sessions, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for terminal in terminals {
            // Before and behind what one gap leaves out, and a second.
            let behind = |gaps: u32| gaps * 1_000 + 1..=gaps * 1_000 + 60;
            for session in behind(0).chain(behind(1)).chain(behind(2)).filter_map(|number| SessionNo::new(number).ok())
            {
                let Some(attempt) = store.attempt_by_session(terminal, session).unwrap() else { continue };
                sessions.insert((terminal.clone(), session));
                if matches!(attempt.state, AttemptState::Sent | AttemptState::Confirmed | AttemptState::Unknown) {
                    unknown.insert((terminal.clone(), session));
                }
            }
        }
        let kept = store.kept_foreign().unwrap();
        let is_denied = |kept: &&KeptForeign| kept.result.why == ForeignKind::Denies;
        let denied = kept.iter().filter(is_denied).map(|kept| kept.result.session.clone()).collect();
        let of_nobody = kept.into_iter().filter_map(|kept| kept.result.card).collect();
        Books { of_nobody, denied, receipts: store.receipts(&ReceiptFilter::default()).unwrap(), sessions, unknown }
    }

    /// Whether the terminal took back what a document is of, or the document says so itself.
    fn denies(&self, receipt: &Receipt) -> bool {
        self.denied.contains(&receipt.session.to_string()) || receipt.card.is_of_no_transaction()
    }

    fn numbers(&self) -> BTreeSet<&ReceiptNo> {
        self.receipts.iter().map(|receipt| &receipt.number).collect()
    }

    fn of(&self, card: &CardData) -> Vec<&Receipt> {
        self.receipts.iter().filter(|receipt| same(&receipt.card, card)).collect()
    }
}

/// A byte that the line doubled spoils one of the three, or moves all of them by a field.
fn same(one: &CardData, other: &CardData) -> bool {
    let heard = [&one.batch, &one.rrn, &one.stan, &one.auth_code, &one.terminal_id];
    let equal = [&other.rrn, &other.stan, &other.auth_code].into_iter().filter(|said| heard.contains(said));
    equal.count() >= 2
}

fn deeds(world: &mut World, plan: &Plan) {
    for deed in &plan.deeds {
        world.act(deed);
    }
}

/// Does something that the schedule's faults may keep from being done.
fn insist(world: &mut World, what: &str, act: impl Fn(&mut World) -> bool) {
    for _ in 0..PATIENT {
        if act(world) {
            return;
        }
        world.actor(0).restart();
    }
    panic!("{what} was never done");
}

/// Plays a schedule; what does not agree is told with what happened.
fn play(seed: u64, met: &mut Met) -> Result<(), String> {
    let plan = Plan::of(seed);
    let mut world = World::new(std::slice::from_ref(&plan), 0);
    world.begin(&plan, Lie::None, true);
    play_on(&mut world, &plan, met).map_err(|what| {
        let log = world.stage.scene().log.take().unwrap_or_default();
        format!("{what}\n{}", log.join("\n"))
    })
}

fn play_on(world: &mut World, plan: &Plan, met: &mut Met) -> Result<(), String> {
    let seed = plan.seed;
    if seed.is_multiple_of(2) {
        deeds(world, plan);
    }
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    insist(world, "the copy", |world| {
        let _ = std::fs::remove_file(&copy);
        world.actor(0).desk().backup(&Caller::User, &copy).is_ok()
    });
    deeds(world, plan);

    let database = world.actor(0).setup.database();
    let terminals: Vec<String> = (0..2).map(|pos| format!("tcp:{}", terminal_address(seed, pos))).collect();
    let copied = Books::read(&copy_of(&copy, folder.path()), world, &terminals);
    let replaced = Books::read(&database, world, &terminals);
    let gone = seed.is_multiple_of(5);
    bring_back(world, &copy, gone)?;
    if seed.is_multiple_of(3) {
        // Once more, before anything was numbered: what the first return jumped past stays passed.
        bring_back(world, &copy, false)?;
    }
    nothing_is_asked_before_somebody_compared(world)?;
    insist(world, "the comparison", |world| {
        let who = world.actor(0).who.clone();
        world.actor(0).desk().state_compared(&who, "simulation").is_ok()
    });
    deeds(world, plan);
    recover(world, plan);

    let verified = world.actor(0).desk().verify(&Caller::User).map_err(|error| format!("{error:?}"))?;
    if !verified.is_clean() {
        return Err(format!("the books: {:?}", verified.differences));
    }
    let now = Books::read(&database, world, &terminals);
    no_number_is_given_twice(&copied, &replaced, &now)?;
    every_charge_is_known_once(world, &terminals, &replaced, &now, met)?;
    met.lost += replaced.receipts.len() - copied.receipts.len();
    met.after += now.receipts.len() - copied.receipts.len();
    met.gaps += usize::from(gone);
    Ok(())
}

/// A copy of the copy, because looking at books migrates and marks them.
fn copy_of(copy: &Path, folder: &Path) -> PathBuf {
    let looked_at = folder.join("looked-at.db");
    std::fs::copy(copy, &looked_at).unwrap();
    looked_at
}

/// Both desks end, the copy comes in the place of the books, or of nothing, and they start again.
fn bring_back(world: &mut World, copy: &Path, gone: bool) -> Result<(), String> {
    for desk in 0..2 {
        world.actor(desk).hang_up();
        world.actor(desk).desk = None;
    }
    let setup = world.actor(0).setup.clone();
    if gone {
        for end in ["", "-wal", "-shm"] {
            let mut path = setup.database().into_os_string();
            path.push(end);
            let _ = std::fs::remove_file(path);
        }
    }
    restore(&setup, copy, true, &mut |_| {}).map_err(|error| format!("not restored: {error:?}"))?;
    for desk in 0..2 {
        world.stage.scene().revive(desk);
        world.actor(desk).start();
    }
    Ok(())
}

fn nothing_is_asked_before_somebody_compared(world: &mut World) -> Result<(), String> {
    for desk in 0..2 {
        let end = world.actor(desk).pay(&approving(vec![(0, None)])).end;
        match end {
            // What comes before it in the order of the checks, and what the disk did.
            PayEnd::Refused(
                Refusal::NotComparedSinceRestore { .. }
                | Refusal::ClockInDoubt(_)
                | Refusal::TillClosed
                | Refusal::TillEnded,
            )
            | PayEnd::Failed(_) => {}
            other => return Err(format!("before anybody compared: {other:?}")),
        }
        if world.stage.scene().lives[desk].dead {
            world.actor(desk).restart();
        }
    }
    Ok(())
}

fn no_number_is_given_twice(copied: &Books, replaced: &Books, now: &Books) -> Result<(), String> {
    let (known, lost) = (copied.numbers(), replaced.numbers());
    let again: Vec<_> =
        now.numbers().into_iter().filter(|number| lost.contains(number) && !known.contains(number)).collect();
    let sessions: Vec<_> = now
        .sessions
        .iter()
        .filter(|session| replaced.sessions.contains(session) && !copied.sessions.contains(session))
        .collect();
    if again.is_empty() && sessions.is_empty() { Ok(()) } else { Err(format!("given twice: {again:?} {sessions:?}")) }
}

fn every_charge_is_known_once(
    world: &mut World,
    terminals: &[String],
    replaced: &Books,
    now: &Books,
    met: &mut Met,
) -> Result<(), String> {
    let kept = world.actor(0).desk().store.kept_foreign().map_err(|error| format!("{error:?}"))?;
    let charges: Vec<(String, Charge)> = {
        let scene = world.stage.scene();
        let of = |(pos, name): (&super::wire::Pos, &String)| {
            pos.mind.book().into_iter().map(|charge| (name.clone(), charge)).collect::<Vec<_>>()
        };
        scene.terminals.iter().zip(terminals).flat_map(of).collect()
    };
    let is_tied = |receipt: &Receipt| kept.iter().any(|kept| kept.receipt.as_ref() == Some(&receipt.number));
    for (terminal, charge) in &charges {
        let documents = now.of(&charge.card);
        if documents.len() > 1 {
            return Err(format!("booked twice: {charge:?} {documents:?}"));
        }
        if documents.iter().any(|receipt| receipt.session != charge.session && !is_tied(receipt)) {
            return Err(format!("booked for another session: {charge:?} {documents:?}"));
        }
        let of_nobody = kept.iter().any(|kept| kept.result.card.as_ref().is_some_and(|card| same(card, &charge.card)));
        met.of_nobody += usize::from(of_nobody && documents.is_empty());
        let session = (terminal.clone(), charge.session);
        let is_known = !documents.is_empty()
            || !replaced.of(&charge.card).is_empty()
            || of_nobody
            || replaced.of_nobody.iter().any(|card| same(card, &charge.card))
            || now.unknown.contains(&session)
            || replaced.unknown.contains(&session);
        if !is_known {
            return Err(format!("in no book: {charge:?}"));
        }
    }
    let has_charge = |receipt: &Receipt| charges.iter().any(|(_, charge)| same(&receipt.card, &charge.card));
    let is_denied = |receipt: &Receipt| now.denies(receipt) || replaced.denies(receipt);
    match now.receipts.iter().find(|receipt| !has_charge(receipt) && !is_denied(receipt)) {
        Some(receipt) => Err(format!("a document without a charge: {receipt:?}")),
        None => Ok(()),
    }
}

#[test]
fn books_that_come_back_from_a_copy_give_no_number_twice_and_lose_no_charge_from_sight() {
    let mut met = Met::default();
    let first = number("TAMEIO_FIRST_SEED", 1);
    for seed in first..first + number("TAMEIO_SEEDS", SEEDS) {
        if let Err(what) = play(seed, &mut met) {
            panic!("seed {seed}: {what}");
        }
    }
    println!("{met:?}");
    assert!([met.lost, met.after, met.of_nobody, met.gaps].iter().all(|count| *count > 0), "{met:?}");
}
