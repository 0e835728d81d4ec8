//! What a seed stands for: which terminal, which debts, what the cashiers do, and how bad the weather is. Chance
//! during the run has dice of its own, seeded here as well.

use std::time::Duration;

use super::dice::Dice;
use crate::domain::correction::CorrectionKind;
use crate::ecr::codes::{ErrorCode, ResultCode};
use crate::ecr::simulator::{Mood, SimulatedCard};
use crate::ecr::{dialect::Dialect, frame::Variant};

#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub seed: u64,
    pub dialect: Dialect,
    pub variant: Variant,
    /// A serial line: one wire, nobody hears the other hang up, late bytes come in on the next opening.
    pub serial: bool,
    pub keep_open: bool,
    /// Each desk has a terminal of its own; else they share one.
    pub own_terminals: bool,
    /// Capital and surcharge of each debt, in cents; one debtor.
    pub debts: Vec<(i64, i64)>,
    pub printer: Printer,
    pub weather: Weather,
    pub deeds: Vec<Deed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Printer {
    Screen,
    /// A file in a folder that is not there: no receipt comes out.
    Missing,
}

/// How likely each fault is, in percent, at each occasion for it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weather {
    /// A connection is refused.
    pub refuse: u64,
    /// From some byte on nothing more arrives.
    pub lose: u64,
    /// The line closes at some byte.
    pub hang_up: u64,
    /// A byte is dropped, doubled, or damaged so that it is no letter or digit any more.
    pub noise: u64,
    /// Bytes come in two pieces with a pause between them.
    pub split: u64,
    /// Bytes come late.
    pub delay: u64,
    /// A write fails although some of its bytes leave.
    pub half_write: u64,
    pub disk: u64,
    /// A desk dies within so many of its next steps; 0 is never.
    pub crash_within: u64,
    /// After a crash, another one.
    pub crash_again: u64,
}

#[derive(Debug, Clone)]
pub(super) struct Deed {
    pub desk: usize,
    pub act: Act,
    /// The other desk does this when the clock of the first was read so often.
    pub meanwhile: Option<(u32, Box<Deed>)>,
}

#[derive(Debug, Clone)]
pub(super) enum Act {
    Pay(Pay),
    GiveBack(GiveBack),
    Recover,
    Restart,
    /// The desk's clock jumps, seconds.
    ClockJumps(i64),
    /// Seconds pass.
    TimePasses(u64),
    /// The terminal of the desk is switched off for so many seconds.
    TerminalGone(u64),
    /// The supervisor closes the desk's till for the day.
    CloseTill,
    /// Both tills are closed, the night passes, and both are opened again, each where nothing keeps it from that.
    NextDay,
}

#[derive(Debug, Clone)]
pub(super) struct Pay {
    /// Which debts, and how many cents of each where not all that is open.
    pub items: Vec<(usize, Option<i64>)>,
    pub manner: Manner,
}

/// A void or a refund.
#[derive(Debug, Clone)]
pub(super) struct GiveBack {
    pub kind: CorrectionKind,
    /// Of the schedule's sales, the newest first, so many are skipped.
    pub skip: usize,
    /// How many cents, of a refund that is not of all that is left.
    pub cents: Option<i64>,
    pub manner: Manner,
}

/// How the terminal takes an order.
#[derive(Debug, Clone)]
pub(super) struct Manner {
    pub mood: Mood,
    pub confirm_delay: Duration,
    pub result_delay: Duration,
    pub card: CardKind,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum CardKind {
    Debit,
    Iris,
    Points,
    Tip,
}

impl CardKind {
    pub(super) fn card(self) -> SimulatedCard {
        let cents = |cents| crate::domain::money::Money::from_cents(cents).unwrap();
        match self {
            CardKind::Debit => SimulatedCard::debit(),
            CardKind::Iris => SimulatedCard::iris(),
            CardKind::Points => SimulatedCard { loyalty: cents(150), ..SimulatedCard::debit() },
            CardKind::Tip => SimulatedCard { tip: cents(70), ..SimulatedCard::debit() },
        }
    }
}

impl Plan {
    /// The schedule of a seed.
    pub(super) fn of(seed: u64) -> Plan {
        let mut dice = Dice::new(seed);
        let dice = &mut dice;
        let debts: Vec<(i64, i64)> =
            (0..dice.between(1, 3)).map(|_| (cents(dice, 500, 90_000), surcharge(dice))).collect();
        let deeds = dice.pick(&[1, 1, 2, 2, 2, 3, 4]);
        Plan {
            seed,
            dialect: if dice.chance(70) { Dialect::Aade } else { Dialect::Mellon },
            variant: if dice.chance(60) { Variant::TerminalPrints } else { Variant::DeskPrints },
            serial: dice.chance(30),
            keep_open: dice.chance(50),
            own_terminals: dice.chance(35),
            printer: if dice.chance(85) { Printer::Screen } else { Printer::Missing },
            weather: weather(dice),
            deeds: (0..deeds).map(|n| deed(dice, debts.len(), n == 0)).collect(),
            debts,
        }
    }
}

fn cents(dice: &mut Dice, low: u64, high: u64) -> i64 {
    i64::try_from(dice.between(low, high)).unwrap()
}

fn surcharge(dice: &mut Dice) -> i64 {
    if dice.chance(40) { cents(dice, 1, 2_000) } else { 0 }
}

fn weather(dice: &mut Dice) -> Weather {
    let mut weather = Weather::default();
    let storm = dice.chance(25);
    let kinds = if storm { 7 } else { dice.between(0, 2) };
    let high = if storm { 8 } else { 35 };
    for _ in 0..kinds {
        let fault = match dice.between(0, 7) {
            0 => &mut weather.refuse,
            1 => &mut weather.lose,
            2 => &mut weather.hang_up,
            3 => &mut weather.noise,
            4 => &mut weather.split,
            5 => &mut weather.delay,
            6 => &mut weather.half_write,
            _ => &mut weather.disk,
        };
        *fault = dice.between(2, high);
    }
    if dice.chance(60) {
        weather.crash_within = dice.between(1, 45);
        weather.crash_again = if dice.chance(40) { 50 } else { 0 };
    }
    weather
}

fn deed(dice: &mut Dice, debts: usize, first: bool) -> Deed {
    let desk = dice.place(2);
    let act = act(dice, debts, first);
    let meets = matches!(act, Act::Pay(_) | Act::GiveBack(_) | Act::Recover | Act::CloseTill) && dice.chance(30);
    let meanwhile = meets.then(|| {
        let after = u32::try_from(dice.between(1, 14)).unwrap();
        let other = match dice.between(0, 99) {
            0..=64 => Act::Pay(pay(dice, debts)),
            65..=79 => Act::GiveBack(give_back(dice)),
            80..=84 => Act::CloseTill,
            _ => Act::Recover,
        };
        (after, Box::new(Deed { desk: 1 - desk, act: other, meanwhile: None }))
    });
    Deed { desk, act, meanwhile }
}

fn act(dice: &mut Dice, debts: usize, first: bool) -> Act {
    match if first { 0 } else { dice.between(0, 99) } {
        0..=34 => Act::Pay(pay(dice, debts)),
        35..=58 => Act::GiveBack(give_back(dice)),
        59..=71 => Act::Recover,
        72..=77 => Act::Restart,
        78..=80 => Act::ClockJumps(dice.pick(&[-3_600, 3_600, -86_400, 40, -1])),
        81..=85 => Act::TimePasses(dice.pick(&[1, 5, 60, 400])),
        86..=89 => Act::TerminalGone(dice.pick(&[1, 10, 200])),
        90..=92 => Act::CloseTill,
        _ => Act::NextDay,
    }
}

fn pay(dice: &mut Dice, debts: usize) -> Pay {
    let first = dice.place(debts);
    let count = if dice.chance(60) { 1 } else { dice.place(debts) + 1 };
    let items = (0..count).map(|n| ((first + n) % debts, part(dice))).collect();
    let card = dice.pick(&[
        CardKind::Debit,
        CardKind::Debit,
        CardKind::Debit,
        CardKind::Iris,
        CardKind::Points,
        CardKind::Tip,
    ]);
    Pay { items, manner: manner(dice, card) }
}

fn give_back(dice: &mut Dice) -> GiveBack {
    let kind = dice.pick(&[CorrectionKind::Void, CorrectionKind::Refund]);
    let skip = dice.pick(&[0, 0, 0, 1]);
    let cents = if kind == CorrectionKind::Refund { part(dice) } else { None };
    GiveBack { kind, skip, cents, manner: manner(dice, CardKind::Debit) }
}

fn manner(dice: &mut Dice, card: CardKind) -> Manner {
    Manner {
        mood: mood(dice),
        confirm_delay: Duration::from_millis(dice.pick(&[0, 0, 0, 300, 1_500, 1_900, 2_500, 5_000])),
        result_delay: Duration::from_millis(dice.pick(&[0, 0, 2_000, 20_000, 90_000, 179_000, 200_000])),
        card,
    }
}

fn part(dice: &mut Dice) -> Option<i64> {
    dice.chance(25).then(|| cents(dice, 100, 450))
}

fn mood(dice: &mut Dice) -> Mood {
    let result =
        |dice: &mut Dice| ResultCode::parse(dice.pick(&["03", "04", "05", "06", "09", "33", "66", "Z9"])).unwrap();
    let error = |dice: &mut Dice| {
        ErrorCode::parse(dice.pick(&["001", "002", "003", "004", "100", "500", "501", "777", "999", "123"])).unwrap()
    };
    match dice.between(0, 59) {
        0..=24 => Mood::Approve,
        25 => Mood::DeniesLate,
        26..=29 => Mood::Decline(result(dice)),
        30 => Mood::ApprovesLate,
        31..=32 => Mood::Busy,
        33..=34 => Mood::Error(error(dice)),
        35..=37 => Mood::ErrorAfterConfirm(error(dice)),
        38..=41 => Mood::LoseAnswer,
        42..=43 => Mood::LoseConfirm,
        44 => Mood::Silent,
        45 => Mood::WrongAmount,
        46 => Mood::WrongResultAmount,
        47 => Mood::WrongSession,
        48..=49 => Mood::Noise,
        50..=51 => Mood::NoData,
        52 => Mood::CloseBeforeConfirm,
        53 => Mood::CloseAfterConfirm,
        54 => Mood::ChargesLate(2),
        55 => Mood::SplitBytes,
        56 => Mood::Joined,
        57..=58 => Mood::Twice,
        _ => Mood::LateForeign,
    }
}
