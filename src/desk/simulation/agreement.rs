//! The end of a schedule: the faults stop, the desks recover, and then the terminal's book and ours must agree.
//!
//! - What the terminal did with a card (sale, void or refund) for the amount that was asked has exactly one
//!   document of that kind, session and amount, and a document has exactly one such deed of the terminal.
//! - What stays unknown is only what nobody can ask about: under `mellon` every unknown outcome, under `aade` a
//!   terminal that charged another amount or speaks of another session. Its debts are fenced and cannot be paid.
//! - Nothing else is left open, each debt had paid what its receipts less their corrections say, none more than was
//!   owed, and of no receipt more went back than it was of.

use std::collections::BTreeMap;
use std::time::Duration;

use super::actor::Actor;
use super::plan::{CardKind, Manner, Pay, Plan, Printer};
use super::stage::Lie;
use super::world::{World, terminal_address};
use crate::desk::{PayEnd, Refusal};
use crate::domain::actor::Actor as Who;
use crate::domain::attempt::{Attempt, AttemptLine, AttemptState, AttemptStep};
use crate::domain::foreign::{ForeignKind, KeptForeign};
use crate::domain::receipt::{ReceiptKind, ReceiptNo};
use crate::domain::{debt::DebtStatus, money::Money, session::SessionNo};
use crate::ecr::simulator::{Charge, Mood};
use crate::ecr::{dialect::Dialect, message::OrderKind};
use crate::store::{Booked, Booking};

/// Longer than CONFIRMED and RESULT of a sale may take.
const LONGEST_SALE: Duration = Duration::from_secs(600);

/// How the attempts of a schedule ended in the books.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ended {
    pub approved: u64,
    /// Voids and refunds that were approved.
    pub given_back: u64,
    pub declined: u64,
    pub not_charged: u64,
    pub unknown: u64,
}

/// Ends the schedule and holds the two books against each other; says what does not agree.
pub(super) fn reach(world: &mut World, plan: &Plan, lie: Lie) -> Result<Ended, String> {
    recover(world, plan);
    let mut ended = Ended::default();
    let mut attempts = Vec::new();
    let terminals = world.stage.scene().terminals.len();
    for pos in 0..terminals {
        let terminal = format!("tcp:{}", terminal_address(plan.seed, pos));
        let of_terminal = attempts_of(world.actor(0), &terminal)?;
        let (mut charges, misnamed) = {
            let scene = world.stage.scene();
            (scene.terminals[pos].mind.book(), scene.terminals[pos].misnamed.clone())
        };
        if lie == Lie::ForgetsCharges {
            charges.pop();
        }
        for charge in &charges {
            if !of_terminal.iter().any(|attempt| attempt.session == charge.session) {
                return Err(format!("a charge that no attempt asked for: {charge:?}"));
            }
        }
        for attempt in &of_terminal {
            compare(world.actor(0), plan, attempt, &charges, misnamed.contains(&attempt.session))?;
            ended.count(attempt);
        }
        attempts.extend(of_terminal);
    }
    debts_agree(world.actor(0), &attempts)?;
    no_more_went_back_than_was_paid(world.actor(0), &attempts)?;
    unknown_stays_fenced(world, plan, &attempts)?;
    if plan.seed.is_multiple_of(8) {
        the_rest_can_be_paid(world, plan, &attempts)?;
    }
    clear(world, &attempts)?;
    Ok(ended)
}

impl Ended {
    fn count(&mut self, attempt: &Attempt) {
        match attempt.state {
            AttemptState::Approved if attempt.correction.is_some() => self.given_back += 1,
            AttemptState::Approved => self.approved += 1,
            AttemptState::Declined => self.declined += 1,
            AttemptState::NotCharged => self.not_charged += 1,
            _ => self.unknown += 1,
        }
    }

    pub(super) fn add(&mut self, other: &Ended) {
        self.approved += other.approved;
        self.given_back += other.given_back;
        self.declined += other.declined;
        self.not_charged += other.not_charged;
        self.unknown += other.unknown;
    }
}

/// The faults stop; the desks ask about what is unknown, after a restart where the first answer was not enough.
pub(super) fn recover(world: &mut World, plan: &Plan) {
    world.stage.scene().calm_down();
    for round in 0..3 {
        // Whatever was asked of a terminal must be over by then.
        world.stage.scene().pass(LONGEST_SALE);
        for desk in 0..2 {
            if plan.seed % 8 == 1 || round > 0 {
                world.actor(desk).restart();
            }
        }
        for desk in 0..2 {
            world.actor(desk).recover();
        }
        // Unknown outcomes of other schedules are cleared with them, so any that is left is of this one.
        let left = world.actor(0).desk().store.open_attempts().is_ok_and(|open| !open.is_empty());
        if !left || plan.dialect == Dialect::Mellon {
            break;
        }
    }
}

fn attempts_of(actor: &mut Actor, terminal: &str) -> Result<Vec<Attempt>, String> {
    let store = &actor.desk().store;
    let mut found = Vec::new();
    for session in 1.. {
        let session = SessionNo::new(session).map_err(|error| error.to_string())?;
        match store.attempt_by_session(terminal, session).map_err(|error| error.to_string())? {
            Some(attempt) => found.push(attempt),
            None => break,
        }
    }
    Ok(found)
}

/// One attempt against the terminal's book.
fn compare(
    actor: &mut Actor,
    plan: &Plan,
    attempt: &Attempt,
    charges: &[Charge],
    misnamed: bool,
) -> Result<(), String> {
    let mut of_session = charges.iter().filter(|charge| charge.session == attempt.session);
    let charge = of_session.next();
    let wrong = |what: &str| Err(format!("{what}: {charge:?}, {attempt:?}"));
    if of_session.next().is_some() {
        return wrong("charged twice in one session");
    }
    match (attempt.state, charge) {
        (_, Some(charge)) if charge.kind != asked(attempt) => wrong("the terminal did another thing"),
        (AttemptState::Approved, Some(charge)) if charge.amount == attempt.amount => {
            receipt_agrees(actor, plan, attempt, charge)
        }
        // Booked by two people as what an earlier session asked for.
        (AttemptState::Approved, None) if attempt.reason.as_deref() == Some("tied") => {
            tie_agrees(actor, attempt, charges)
        }
        // The terminal took it back, and said so: two people decide.
        (AttemptState::Approved, None) if is_denied(actor, attempt)? => Ok(()),
        (AttemptState::Approved, _) => wrong("a receipt without its charge"),
        (AttemptState::Declined | AttemptState::NotCharged, None) => Ok(()),
        // The terminal changed its mind: nothing is lost, and two people decide.
        (AttemptState::Declined | AttemptState::NotCharged, Some(charge)) if is_kept(actor, charge)? => Ok(()),
        (AttemptState::Declined | AttemptState::NotCharged, Some(_)) => wrong("charged and closed without a receipt"),
        (AttemptState::Unknown, _) if plan.dialect == Dialect::Mellon => Ok(()),
        (AttemptState::Unknown, Some(charge)) if charge.amount != attempt.amount || misnamed => Ok(()),
        (AttemptState::Unknown, _) => wrong("unknown although the terminal can tell"),
        _ => wrong("left in flight"),
    }
}

/// Whether a result of the terminal is on disk, whatever it was booked as.
fn is_kept(actor: &mut Actor, charge: &Charge) -> Result<bool, String> {
    let kept = actor.desk().store.kept_foreign().map_err(|error| format!("{error:?}"))?;
    Ok(kept.iter().any(|kept| kept.result.card.as_ref().is_some_and(|card| card.stan == charge.card.stan)))
}

/// Whether the terminal's word that a session came to nothing is on disk.
fn is_denied(actor: &mut Actor, attempt: &Attempt) -> Result<bool, String> {
    let kept = actor.desk().store.kept_foreign().map_err(|error| format!("{error:?}"))?;
    let session = attempt.session.to_string();
    let of_it = |kept: &KeptForeign| kept.result.terminal == attempt.terminal && kept.result.session == session;
    Ok(kept.iter().any(|kept| kept.result.why == ForeignKind::Denies && of_it(kept)))
}

/// The document of a tie is of a charge of another session, and of that alone; or it takes back what was never charged.
fn tie_agrees(actor: &mut Actor, attempt: &Attempt, charges: &[Charge]) -> Result<(), String> {
    let store = &actor.desk().store;
    let document = store.receipt_of_attempt(attempt).map_err(|error| error.to_string())?;
    let agrees = match (&document, &attempt.correction) {
        (Some(document), Some(correction)) if document.card.stan.is_empty() => {
            let original = store.receipt(&correction.original).map_err(|error| error.to_string())?;
            original.is_some_and(|sale| charges.iter().all(|charge| charge.session != sale.session))
        }
        (Some(document), _) => {
            let of_it = charges.iter().filter(|charge| charge.card == document.card).count();
            of_it == 1 && document.amount == attempt.amount
        }
        (None, _) => false,
    };
    if agrees { Ok(()) } else { Err(format!("a tie without its charge: {attempt:?}")) }
}

/// Booking an approved attempt again gives the receipt that it has, and changes nothing.
fn receipt_agrees(actor: &mut Actor, plan: &Plan, attempt: &Attempt, charge: &Charge) -> Result<(), String> {
    let booking = Booking {
        attempt: attempt.id,
        slip: None,
        card: crate::domain::card::CardData {
            card_type: String::new(),
            pan_masked: crate::domain::card::MaskedPan::hidden(),
            amount: attempt.amount,
            final_amount: attempt.amount,
            acquirer: String::new(),
            terminal_id: String::new(),
            batch: String::new(),
            rrn: String::new(),
            stan: String::new(),
            auth_code: String::new(),
            at: None,
        },
        series: "A".into(),
        at: attempt.changed_at,
        who: Who::user(Some("simulation".into())),
    };
    match actor.desk().store.book(&booking) {
        Ok(Booked::Already(receipt))
            if (receipt.session, receipt.amount, receipt.card.amount) == (charge.session, charge.amount, charge.amount)
                && receipt.kind == ReceiptKind::of(attempt.correction.as_ref())
                // Noise may double a digit of it, and nothing else in a message says that it did.
                && (receipt.card.final_amount == charge.final_amount || plan.weather.noise > 0) =>
        {
            Ok(())
        }
        other => Err(format!("the receipt is not that of the charge: {charge:?}, {other:?}")),
    }
}

/// What debts had paid, and their fences.
fn debts_agree(actor: &mut Actor, attempts: &[Attempt]) -> Result<(), String> {
    let ids = actor.debts.clone();
    let debts = actor.desk().store.debts(&ids).map_err(|error| error.to_string())?;
    for (place, debt) in debts.iter().enumerate() {
        let of_debt = |back: bool, state: fn(AttemptState) -> bool| {
            let ours = move |attempt: &&Attempt| attempt.correction.is_some() == back && state(attempt.state);
            attempts.iter().filter(ours).flat_map(|attempt| &attempt.lines).filter(|line| line.debt == debt.id)
        };
        let approved = |back: bool| {
            let lines = of_debt(back, |state| state == AttemptState::Approved);
            Money::sum(lines.map(AttemptLine::amount)).unwrap_or(Money::MAX)
        };
        let paid = approved(false).checked_sub(approved(true));
        if paid != Some(debt.paid) || debt.paid.cents() > debt.capital.cents() + debt.surcharge.cents() {
            return Err(format!("debt {place} had paid {}, its receipts say {paid:?}: {debt:?}", debt.paid));
        }
        let open = [false, true].map(|back| of_debt(back, AttemptState::is_open).count()).iter().sum::<usize>();
        if debt.fenced != (open == 1) || open > 1 {
            return Err(format!("debt {place} is fenced: {}, open attempts: {open}", debt.fenced));
        }
    }
    Ok(())
}

/// Of each receipt, what its voids and refunds gave back.
fn no_more_went_back_than_was_paid(actor: &mut Actor, attempts: &[Attempt]) -> Result<(), String> {
    let approved = attempts.iter().filter(|attempt| attempt.state == AttemptState::Approved);
    let mut back: BTreeMap<&ReceiptNo, i64> = BTreeMap::new();
    for (attempt, correction) in approved.filter_map(|attempt| Some((attempt, attempt.correction.as_ref()?))) {
        *back.entry(&correction.original).or_default() += attempt.amount.cents();
    }
    for (original, back) in back {
        let receipt = actor.desk().store.receipt(original).map_err(|error| error.to_string())?;
        if receipt.as_ref().is_none_or(|receipt| back > receipt.amount.cents()) {
            return Err(format!("{back} cents went back of {receipt:?}"));
        }
    }
    Ok(())
}

/// What an attempt asked the terminal for.
fn asked(attempt: &Attempt) -> OrderKind {
    match ReceiptKind::of(attempt.correction.as_ref()) {
        ReceiptKind::Sale => OrderKind::Sale,
        ReceiptKind::Void => OrderKind::Void,
        ReceiptKind::Refund => OrderKind::Refund,
    }
}

/// Nobody is asked for a card while an earlier payment of the debt is unknown.
fn unknown_stays_fenced(world: &mut World, plan: &Plan, attempts: &[Attempt]) -> Result<(), String> {
    let Some(line) = attempts.iter().find(|one| one.state == AttemptState::Unknown).and_then(|one| one.lines.first())
    else {
        return Ok(());
    };
    let desk = usize::from(plan.seed.is_multiple_of(2));
    let debt = world.actor(desk).debts.iter().position(|debt| *debt == line.debt).ok_or("a debt of nobody")?;
    match world.actor(desk).pay(&approving(vec![(debt, None)])).end {
        PayEnd::Refused(Refusal::Debt { status: DebtStatus::Pending, .. }) => Ok(()),
        // What a supervisor said of the clock was not kept.
        PayEnd::Refused(Refusal::ClockInDoubt(_)) => Ok(()),
        // Its till was closed, and one that is unknown keeps the next from opening.
        PayEnd::Refused(_) if !world.actor(desk).has_till() => Ok(()),
        other => Err(format!("a debt with an unknown payment was paid again: {other:?}")),
    }
}

/// What is not fenced and still owed can be paid, on a terminal that has seen everything.
fn the_rest_can_be_paid(world: &mut World, plan: &Plan, attempts: &[Attempt]) -> Result<(), String> {
    let desk = usize::from(plan.seed.is_multiple_of(16));
    // A serial port that one desk keeps open is closed to the other.
    world.actor(1 - desk).hang_up();
    let actor = world.actor(desk);
    let items = still_owed(actor)?;
    // A terminal that is left with a session that it did not name rightly may take the next one for a repetition.
    if items.is_empty() || attempts.iter().any(|attempt| attempt.state == AttemptState::Unknown) {
        return Ok(());
    }
    if !actor.has_till() {
        actor.stage.scene().night();
        actor.morning();
    }
    // Receipts that did not come out keep the day open.
    if !actor.has_till() && plan.printer == Printer::Missing {
        return Ok(());
    }
    let mut end = actor.pay(&approving(items)).end;
    // The terminal changed its mind about one of them: two people say what that was, and then it is as it was.
    if let PayEnd::Refused(Refusal::ChargedAfterAll { .. }) = end {
        (0..2).for_each(|desk| world.actor(desk).decide_what_is_unclaimed());
        let actor = world.actor(desk);
        let items = still_owed(actor)?;
        if items.is_empty() {
            return Ok(());
        }
        end = actor.pay(&approving(items)).end;
    }
    match end {
        PayEnd::Approved { .. } => Ok(()),
        other => Err(format!("what is still owed cannot be paid: {other:?}")),
    }
}

/// The debts, by their place in the plan, that are not fenced and not paid.
fn still_owed(actor: &mut Actor) -> Result<Vec<(usize, Option<i64>)>, String> {
    let ids = actor.debts.clone();
    let debts = actor.desk().store.debts(&ids).map_err(|error| error.to_string())?;
    let free = debts.iter().enumerate().filter(|(_, debt)| !debt.fenced && !debt.open_amount().is_zero());
    Ok(free.map(|(place, _)| (place, None)).collect())
}

pub(super) fn approving(items: Vec<(usize, Option<i64>)>) -> Pay {
    let none = std::time::Duration::ZERO;
    let card = CardKind::Debit;
    Pay { items, manner: Manner { mood: Mood::Approve, confirm_delay: none, result_delay: none, card } }
}

/// Closes what stays unknown, as a supervisor would on evidence, and prints what waits, so that schedules do not touch each other.
fn clear(world: &mut World, attempts: &[Attempt]) -> Result<(), String> {
    for attempt in attempts.iter().filter(|attempt| attempt.state == AttemptState::Unknown) {
        let at = attempt.changed_at;
        let store = &mut world.actor(0).desk().store;
        let closed = store.step(
            attempt.id,
            AttemptStep::CloseUncharged,
            Some("cleared"),
            at,
            &Who::user(Some("simulation".into())),
        );
        closed.map_err(|error| error.to_string())?;
    }
    (0..2).for_each(|desk| world.actor(desk).print_the_rest());
    (0..2).for_each(|desk| world.actor(desk).decide_what_is_unclaimed());
    (0..2).for_each(|desk| world.actor(desk).print_the_rest());
    Ok(())
}
