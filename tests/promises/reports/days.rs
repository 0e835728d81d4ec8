//! Random days at two desks, with what an onlooker with pencil and paper would have noted beside them.

use std::collections::BTreeMap;

use chrono::{Days as Calendar, NaiveDate, TimeDelta};
use proptest::prelude::*;
use tameio::domain::attempt::{Attempt, AttemptStep, NewAttempt};
use tameio::domain::audit::{AuditAct, AuditEntry};
use tameio::domain::card::CardData;
use tameio::domain::correction::CorrectionKind;
use tameio::domain::debt::DebtRecord;
use tameio::domain::money::Money;
use tameio::domain::operator::OperatorId;
use tameio::domain::period::Period;
use tameio::domain::receipt::{Receipt, ReceiptKind};
use tameio::domain::stated::Stated;
use tameio::domain::till::Till;
use tameio::domain::time::{Moment, local_date, moment_of};
use tameio::store::{Booked, Booking, Closing, KeptZ};

use crate::store::books::{Books, TERMINAL, card, cashier, correction, record, supervisor, whole};

/// The days go over a new year.
pub const FIRST_DAY: &str = "2025-12-30";

#[derive(Debug, Clone)]
pub struct Line {
    pub code: usize,
    pub year: u16,
    pub capital: i64,
    pub surcharge: i64,
}

#[derive(Debug, Clone)]
pub enum Act {
    Sell {
        second_desk: bool,
        supervisor: bool,
        lines: Vec<Line>,
        card: usize,
        acquirer: usize,
        /// Seconds before its booking at which the debts were looked up.
        looked_up: Option<u16>,
        /// Seconds after it at which its paper came out; nothing where it comes at the end of the day.
        paper: Option<u16>,
    },
    /// A void or a refund of one of the last sales; one that names no card takes that of the sale.
    Correct {
        which: usize,
        void: bool,
        share: i64,
        names_card: bool,
    },
    RefuseCash {
        second_desk: bool,
    },
    /// The tills are closed. On the next day they are opened, or not.
    EndDay {
        open: bool,
    },
}

pub const CODES: [&str; 4] = ["0111", "0441", "1512", "1511"];
pub const CARDS: [&str; 4] = ["Visa Debit", "Mastercard", "IRIS", "=CMD"];
pub const ACQUIRERS: [&str; 3] = ["01", "02", ""];

fn line() -> impl Strategy<Value = Line> {
    let surcharge = prop_oneof![Just(0), 1..5_000_i64];
    (0..CODES.len(), 2024..=2027_u16, 0..90_000_i64, surcharge).prop_map(|(code, year, capital, surcharge)| Line {
        code,
        year,
        // A line is of something.
        capital: if capital + surcharge == 0 { 1 } else { capital },
        surcharge,
    })
}

fn act() -> impl Strategy<Value = (u8, Act)> {
    let sell = (
        any::<bool>(),
        any::<bool>(),
        prop::collection::vec(line(), 1..4),
        0..CARDS.len(),
        0..ACQUIRERS.len(),
        prop::option::weighted(0.7, 0..900_u16),
        prop::option::weighted(0.7, 0..120_u16),
    )
        .prop_map(|(second_desk, supervisor, lines, card, acquirer, looked_up, paper)| Act::Sell {
            second_desk,
            supervisor,
            lines,
            card,
            acquirer,
            looked_up,
            paper,
        });
    let correct = (0..4_usize, any::<bool>(), 1..4_i64, any::<bool>())
        .prop_map(|(which, void, share, names_card)| Act::Correct { which, void, share, names_card });
    let act = prop_oneof![
        8 => sell,
        3 => correct,
        1 => any::<bool>().prop_map(|second_desk| Act::RefuseCash { second_desk }),
        2 => prop::bool::weighted(0.8).prop_map(|open| Act::EndDay { open }),
    ];
    (1..90_u8, act)
}

/// What is done, each after so many minutes.
pub fn acts() -> impl Strategy<Value = Vec<(u8, Act)>> {
    prop::collection::vec(act(), 1..24)
}

/// What was noted of one document.
#[derive(Debug, Clone)]
pub struct Noted {
    pub receipt: Receipt,
    /// The day of its till, or, without one, its own.
    pub day: NaiveDate,
    pub till: Option<String>,
    pub card_type: String,
    pub acquirer: String,
}

impl Noted {
    pub fn sign(&self) -> i64 {
        if self.receipt.kind == ReceiptKind::Sale { 1 } else { -1 }
    }
}

/// The books after some days, and the notes.
pub struct Days {
    pub books: Books,
    pub noted: Vec<Noted>,
    pub refusals: Vec<NaiveDate>,
    /// Seconds from look-up to paper, with the day of the document.
    pub visits: Vec<(NaiveDate, u64)>,
    pub z: Vec<KeptZ>,
    now: Moment,
    day: NaiveDate,
    open: BTreeMap<&'static str, String>,
    debts: u32,
    /// What came out on no paper yet.
    papers: Vec<Receipt>,
}

impl Days {
    pub fn play(acts: &[(u8, Act)]) -> Days {
        let day: NaiveDate = FIRST_DAY.parse().unwrap();
        let mut days = Days {
            books: Books::empty(),
            noted: Vec::new(),
            refusals: Vec::new(),
            visits: Vec::new(),
            z: Vec::new(),
            now: morning(day),
            day,
            open: BTreeMap::new(),
            debts: 0,
            papers: Vec::new(),
        };
        days.open_tills();
        for (minutes, act) in acts {
            days.now += TimeDelta::minutes(i64::from(*minutes));
            days.act(act);
        }
        days.end_day();
        days
    }

    /// One thing more, a minute later.
    pub fn go_on(&mut self, act: &Act) {
        self.now += TimeDelta::minutes(1);
        self.act(act);
    }

    /// All of them, and one day more on both ends.
    pub fn all(&self) -> Period {
        let first: NaiveDate = FIRST_DAY.parse().unwrap();
        let last = self.noted.iter().map(|noted| noted.day).chain(self.refusals.iter().copied()).max();
        let after = last.unwrap_or(first).checked_add_days(Calendar::new(1)).unwrap();
        Period::new(first.checked_sub_days(Calendar::new(1)).unwrap(), after).unwrap()
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Sell { second_desk, supervisor: by_supervisor, lines, card, acquirer, looked_up, paper } => {
                let who = if *by_supervisor { supervisor() } else { cashier() };
                self.sell(desk(*second_desk), &who, lines, (*card, *acquirer), (*looked_up, *paper));
            }
            Act::Correct { which, void, share, names_card } => self.correct(*which, *void, *share, *names_card),
            Act::RefuseCash { second_desk } => {
                let desk = desk(*second_desk);
                let entry = self.entry(AuditAct::CashRefused, &cashier(), "1".to_owned());
                self.books.store.count_cash_refusal(desk, self.now, entry).unwrap();
                let of_till = self.open.contains_key(desk);
                self.refusals.push(if of_till { self.day } else { local_date(self.now) });
            }
            Act::EndDay { open } => {
                self.end_day();
                let next = local_date(self.now).max(self.day).checked_add_days(Calendar::new(1)).unwrap();
                (self.day, self.now) = (next, morning(next));
                if *open {
                    self.open_tills();
                }
            }
        }
    }

    fn sell(
        &mut self,
        desk: &str,
        who: &OperatorId,
        lines: &[Line],
        (card_of, acquirer): (usize, usize),
        (looked_up, paper): (Option<u16>, Option<u16>),
    ) {
        let first = self.debts + 1;
        let records: Vec<DebtRecord> = lines.iter().map(|line| self.owed(line)).collect();
        self.books.load(records);
        let debts: Vec<_> = (first..=self.debts).map(|n| self.books.debt(n)).collect();
        if let Some(before) = looked_up {
            self.now += TimeDelta::seconds(i64::from(before));
            let at = self.now - TimeDelta::seconds(i64::from(before));
            let rows: Vec<String> = debts.iter().map(|debt| debt.debtor.0.to_string()).collect();
            let entry = AuditEntry { at, ..self.entry(AuditAct::LookedUp, who, rows.join(",")) };
            self.books.store.audit(&entry).unwrap();
        }
        let new = NewAttempt {
            desk: desk.into(),
            terminal: format!("{TERMINAL}{desk}"),
            operator: who.clone(),
            at: self.now,
            ..whole(TERMINAL, &debts)
        };
        let attempt = self.books.store.prepare(&new).unwrap();
        let card = CardData {
            card_type: CARDS[card_of].into(),
            acquirer: ACQUIRERS[acquirer].into(),
            at: None,
            ..card(attempt.amount, u32::try_from(attempt.id.0).unwrap())
        };
        let receipt = self.book(&attempt, desk, card.clone());
        self.note(receipt.clone(), desk, CARDS[card_of], ACQUIRERS[acquirer]);
        if let Some(after) = paper {
            self.now += TimeDelta::seconds(i64::from(after));
            self.print(&receipt);
            let sum = looked_up.map(|before| u64::from(before) + u64::from(after));
            let began = self.now - TimeDelta::seconds(i64::try_from(sum.unwrap_or_default()).unwrap());
            if let Some(sum) = sum.filter(|_| local_date(began) == local_date(self.now)) {
                let day = self.noted.last().unwrap().day;
                self.visits.push((day, sum));
            }
        }
    }

    fn correct(&mut self, which: usize, void: bool, share: i64, names_card: bool) {
        let sales: Vec<Noted> = self.noted.iter().filter(|noted| noted.sign() == 1).cloned().collect();
        let Some(sale) = sales.iter().rev().nth(which) else { return };
        let mut lines = self.books.left(&sale.receipt);
        let part = |amount: Money| Money::from_cents(amount.cents() / share).unwrap();
        if !void {
            lines.iter_mut().for_each(|one| (one.capital, one.surcharge) = (part(one.capital), part(one.surcharge)));
            lines.retain(|one| !one.amount().is_zero());
        }
        if lines.is_empty() {
            return;
        }
        let kind = if void { CorrectionKind::Void } else { CorrectionKind::Refund };
        let desk = if sale.receipt.desk == "2" { "2" } else { "1" };
        let terminal = format!("{TERMINAL}{desk}");
        let new = correction(&terminal, kind, &sale.receipt.number, lines);
        let new = NewAttempt { desk: desk.into(), at: self.now, ..new };
        // Not every sale can be corrected so: that is held elsewhere.
        let Ok(attempt) = self.books.store.prepare(&new) else { return };
        let card_type = if names_card { sale.receipt.card.card_type.clone() } else { String::new() };
        let acquirer = if names_card { sale.receipt.card.acquirer.clone() } else { String::new() };
        let card = CardData { card_type, acquirer, at: None, ..sale.receipt.card.clone() };
        let amount = attempt.amount;
        let card = CardData { amount, final_amount: amount, ..card };
        let receipt = self.book(&attempt, desk, card);
        let (card_type, acquirer) = (sale.card_type.clone(), sale.acquirer.clone());
        self.note(receipt, desk, &card_type, &acquirer);
    }

    fn book(&mut self, attempt: &Attempt, desk: &str, card: CardData) -> Receipt {
        for step in [AttemptStep::Send, AttemptStep::Confirm] {
            self.books.store.step(attempt.id, step, None, self.now, &cashier().into()).unwrap();
        }
        let series = if desk == "1" { "A" } else { "B" };
        let booking = Booking {
            attempt: attempt.id,
            card,
            slip: None,
            series: series.into(),
            at: self.now,
            who: cashier().into(),
        };
        match self.books.store.book(&booking).unwrap() {
            Booked::Now(receipt) => receipt,
            Booked::Already(_) => panic!("booked before"),
        }
    }

    fn note(&mut self, receipt: Receipt, desk: &str, card_type: &str, acquirer: &str) {
        let till = self.open.get(desk).cloned();
        let day = if till.is_some() { self.day } else { local_date(receipt.at) };
        let (card_type, acquirer) = (card_type.to_owned(), acquirer.to_owned());
        self.papers.push(receipt.clone());
        self.noted.push(Noted { receipt, day, till, card_type, acquirer });
    }

    fn print(&mut self, receipt: &Receipt) {
        self.books.store.mark_printed(&receipt.number, self.now, &cashier().into()).unwrap();
        self.papers.retain(|waiting| waiting.number != receipt.number);
    }

    fn owed(&mut self, line: &Line) -> DebtRecord {
        self.debts += 1;
        DebtRecord {
            revenue_code: CODES[line.code].into(),
            year: line.year,
            capital: Money::from_cents(line.capital).unwrap(),
            surcharge: Stated::Is(Money::from_cents(line.surcharge).unwrap()),
            ..record(self.debts, "1.00", "0.00")
        }
    }

    fn open_tills(&mut self) {
        for desk in ["1", "2"] {
            let till = Till {
                name: format!("{desk}-{}", self.day),
                desk: desk.into(),
                day: self.day,
                opened_by: cashier(),
                opened_at: self.now,
                outside_hours: None,
                another: None,
                closed_at: None,
                closed_by: None,
            };
            let entry = self.entry(AuditAct::TillOpened, &cashier(), till.name.clone());
            self.books.store.open_till(&till, entry).unwrap();
            self.open.insert(desk, till.name);
        }
    }

    fn end_day(&mut self) {
        // Papers that come out so late, and on another day, are no end of a visit that anybody noted.
        self.now = self.now.max(morning(local_date(self.now).checked_add_days(Calendar::new(1)).unwrap()));
        for receipt in std::mem::take(&mut self.papers) {
            self.books.store.mark_printed(&receipt.number, self.now, &cashier().into()).unwrap();
        }
        for (desk, till) in std::mem::take(&mut self.open) {
            let series = if desk == "1" { "A" } else { "B" }.to_owned();
            let closing = Closing { till, series, by: supervisor(), at: self.now, compared: false, not_asked: None };
            let kept = self.books.store.close_till(&closing).unwrap();
            self.z.push(kept);
        }
    }

    fn entry(&self, act: AuditAct, who: &OperatorId, subject: String) -> AuditEntry {
        AuditEntry { at: self.now, who: who.clone().into(), act, subject, detail: String::new() }
    }
}

fn desk(second: bool) -> &'static str {
    if second { "2" } else { "1" }
}

/// Eight in Athens.
fn morning(day: NaiveDate) -> Moment {
    moment_of(day.and_hms_opt(8, 0, 0).unwrap()).unwrap()
}

/// A fixed day with everything that a document can have, for what is compared with a kept file.
pub fn told_day() -> Days {
    let line = |code, year, capital, surcharge| Line { code, year, capital, surcharge };
    let sell = |lines: Vec<Line>, card, second_desk| Act::Sell {
        second_desk,
        supervisor: false,
        lines,
        card,
        acquirer: card % 2,
        looked_up: Some(40),
        paper: Some(5),
    };
    let correct = |void, share| Act::Correct { which: 0, void, share, names_card: true };
    Days::play(&[
        (5, sell(vec![line(1, 2025, 10_000, 219)], 0, false)),
        (7, sell(vec![line(0, 2024, 120_000, 0), line(2, 2025, 4_000, 1)], 1, false)),
        (3, Act::RefuseCash { second_desk: false }),
        (60, sell(vec![line(1, 2023, 0, 350)], 2, true)),
        (4, correct(true, 1)),
        (9, sell(vec![line(3, 2025, 99, 0), line(1, 2025, 5_050, 12)], 3, false)),
        (50, correct(false, 2)),
        (1, Act::EndDay { open: true }),
        (5, sell(vec![line(0, 2025, 35_000, 1_050)], 0, false)),
    ])
}
