//! The desk: search, the debtor with the debts, the basket, the tenders. The search field keeps the cursor;
//! arrows, Space and Ctrl+A work on the list all the same.

mod clock;
mod debts;
pub mod list;
mod over;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;
mod view;

use crate::desk::{Found, PayOrder, SignedIn};
use crate::domain::clocks::ClockDoubt;
use crate::domain::debt::{DebtStatus, payer_of};
use crate::domain::money::Money;
use crate::domain::tender::Tender;
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::keys::{Context, KeyCommand};
use crate::window::request::{Day, LookUp};
use crate::window::screen::{part, searched};
use crate::window::widget::Pressed;
use clock::Clock;
use list::Listing;
use over::{Cash, OnePayer, OpenTill, Opening};

pub use over::REASON;
pub use view::{LIST, SEARCH};

/// The desk of somebody who signed in.
#[derive(Debug)]
pub struct State {
    who: SignedIn,
    search: String,
    /// Whether `search` is what the shown result was looked up by; typing starts a new search then.
    settled: bool,
    looking: Option<Ticket<Found>>,
    shown: Shown,
    over: Over,
    hint: Option<Hint>,
}

#[derive(Debug)]
enum Shown {
    Nothing,
    Result(Box<Listing>),
    Failed(Failed),
}

#[derive(Debug)]
enum Over {
    Nothing,
    Cash(Cash),
    OpenTill(OpenTill),
    Clock(Clock),
    OnePayer(OnePayer),
}

/// Why a key did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hint {
    NotPayable(DebtStatus),
    NothingChosen,
    TooMuch,
    TillClosed,
}

/// What happens on the desk.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key, or a control that stands for it.
    Key(KeyCommand),
    /// The search field changed.
    Search(String),
    /// A row was pressed with the mouse.
    Row(usize),
    /// The reason's field changed.
    Reason(String),
    /// A field of a form changed.
    Form(usize, String),
}

/// What the parent must do.
#[derive(Debug)]
pub enum Action {
    None,
    /// What was asked for has no screen yet.
    Later,
    /// Give a field the cursor, behind its text.
    Focus(&'static str),
    /// Give the search field the cursor and mark its text, so that the next letter begins a new one.
    Select,
    /// Scroll the list to a part of its length, 0 to 1.
    Scroll(f32),
    /// The till was opened, or a clock accepted: ask how the day stands.
    DayChanged,
    Pay {
        order: PayOrder,
        /// What it comes to.
        total: Money,
        payer: String,
    },
}

impl State {
    #[must_use]
    pub fn new(who: SignedIn) -> State {
        State {
            who,
            search: String::new(),
            settled: false,
            looking: None,
            shown: Shown::Nothing,
            over: Over::Nothing,
            hint: None,
        }
    }

    /// What has the keyboard.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.over {
            Over::Cash(_) => Context::Cash,
            Over::OpenTill(open) => open.context(),
            Over::Clock(_) => Context::Form,
            Over::OnePayer(_) => Context::OnePayer,
            Over::Nothing if self.settled && matches!(self.shown, Shown::Result(_)) => Context::Results,
            Over::Nothing => Context::Search,
        }
    }

    /// A key, a field or the mouse. `day` is how the day stands, as far as it is known.
    pub fn update(&mut self, message: Message, day: Option<&Day>, devices: &mut Devices) -> Action {
        self.hint = None;
        match message {
            Message::Search(text) => self.typed_search(text),
            Message::Row(row) => return self.row(row),
            Message::Reason(reason) => {
                if let Over::OpenTill(open) = &mut self.over {
                    open.set_reason(reason);
                }
            }
            Message::Form(place, text) => {
                if let Over::Clock(clock) = &mut self.over {
                    clock.form.input(place, &text);
                }
            }
            Message::Key(command) => return self.key(command, day, devices),
        }
        Action::None
    }

    /// Text or Backspace that came while no field had the cursor: it belongs to the search.
    pub fn typed(&mut self, pressed: &Pressed) -> Action {
        if let Over::OpenTill(open) = &mut self.over {
            open.typed(pressed);
            return Action::Focus(REASON);
        }
        if let Over::Clock(clock) = &mut self.over {
            if clock.is_open() {
                clock.form.typed(pressed);
            }
            return Action::Focus(clock.form.focus());
        }
        let mut search = if self.settled { String::new() } else { self.search.clone() };
        match pressed {
            Pressed::Text(text) => search.push_str(text),
            Pressed::Erase => drop(search.pop()),
            Pressed::Command(_) => return Action::None,
        }
        self.hint = None;
        self.settled = false;
        self.search = search;
        Action::Focus(SEARCH)
    }

    /// An answer of the threads; one that this desk does not wait for changes nothing.
    pub fn answer(&mut self, answer: &Answer) -> Action {
        if let Some(found) = Ticket::take(&mut self.looking, answer) {
            self.shown = match found {
                Ok(found) => Shown::Result(Box::new(Listing::new(found))),
                Err(error) => Shown::Failed(error),
            };
            self.settled = true;
            return Action::Select;
        }
        let done = match &mut self.over {
            Over::Nothing | Over::OnePayer(_) => false,
            Over::Cash(cash) => {
                cash.answer(answer);
                false
            }
            Over::OpenTill(open) => match open.answer(&self.who, answer) {
                Opening::Goes => false,
                Opening::Done => true,
                Opening::ClockInDoubt(doubt) => return self.ask_about_the_clock(vec![doubt]),
            },
            Over::Clock(clock) => {
                if !clock.answer(answer) {
                    return Action::Focus(clock.form.focus());
                }
                true
            }
        };
        if done {
            self.over = Over::Nothing;
            return Action::DayChanged;
        }
        if matches!(self.context(), Context::Reason) { Action::Focus(REASON) } else { Action::None }
    }

    fn typed_search(&mut self, text: String) {
        self.search = searched(&self.search, self.settled, text);
        self.settled = false;
    }

    fn row(&mut self, row: usize) -> Action {
        if let Shown::Result(listing) = &mut self.shown {
            listing.point(row);
            if listing.debtor().is_none() {
                listing.open();
            } else if let Err(status) = listing.choose() {
                self.hint = Some(Hint::NotPayable(status));
            }
            self.settled = true;
        }
        Action::Select
    }

    /// A key: of what lies over the desk, else of the desk itself.
    pub fn key(&mut self, command: KeyCommand, day: Option<&Day>, devices: &mut Devices) -> Action {
        self.hint = None;
        if let Some(action) = self.key_over(command, devices) {
            return action;
        }
        let doubts = day.map_or(&[][..], |day| &day.clock_doubts);
        match command {
            KeyCommand::Till | KeyCommand::PayCard if !doubts.is_empty() => {
                return self.ask_about_the_clock(doubts.to_vec());
            }
            KeyCommand::PayCard => return self.pay(day),
            KeyCommand::Search => {
                self.settled = false;
                return Action::Select;
            }
            KeyCommand::Submit => return self.submit(devices),
            KeyCommand::Back => return self.back(),
            KeyCommand::Till if day.is_some_and(|day| day.till.is_none()) => {
                self.over = Over::OpenTill(OpenTill::ask(&self.who, devices));
            }
            KeyCommand::Till if day.is_some() => return Action::Later,
            KeyCommand::CashAsked => self.refuse_cash(devices),
            _ => return self.list_key(command),
        }
        Action::None
    }

    /// Nothing where nothing lies over the desk.
    fn key_over(&mut self, command: KeyCommand, devices: &mut Devices) -> Option<Action> {
        Some(match (&mut self.over, command) {
            (Over::Nothing, _) => return None,
            (Over::Cash(_) | Over::OpenTill(_) | Over::OnePayer(_), KeyCommand::Back)
            | (Over::OnePayer(_), KeyCommand::No) => self.close_over(),
            (Over::Cash(cash), KeyCommand::PrintSlip) => {
                cash.print(devices);
                Action::None
            }
            (Over::OpenTill(open), KeyCommand::Submit) => {
                open.submit(&self.who, devices);
                Action::None
            }
            (Over::Clock(clock), _) => {
                if clock.key(command, devices) {
                    return Some(self.close_over());
                }
                Action::Focus(clock.form.focus())
            }
            (Over::OnePayer(asked), KeyCommand::Yes) => {
                let order = asked.said_yes();
                self.over = Over::Nothing;
                order
            }
            (Over::Cash(_) | Over::OpenTill(_) | Over::OnePayer(_), _) => Action::None,
        })
    }

    /// Nothing is sold or opened by a clock in doubt before a supervisor said why.
    fn ask_about_the_clock(&mut self, doubts: Vec<ClockDoubt>) -> Action {
        let clock = Clock::new(doubts);
        let first = clock.form.focus();
        self.over = Over::Clock(clock);
        Action::Focus(first)
    }

    /// Forgets a PIN that was typed, when somebody else may sit down.
    pub fn forget(&mut self) {
        if let Over::Clock(clock) = &mut self.over {
            clock.form.forget();
        }
    }

    fn list_key(&mut self, command: KeyCommand) -> Action {
        let Shown::Result(listing) = &mut self.shown else {
            return Action::None;
        };
        match command {
            KeyCommand::Choose => {
                if let Err(status) = listing.choose() {
                    self.hint = Some(Hint::NotPayable(status));
                }
                Action::None
            }
            KeyCommand::ChooseAll => {
                listing.choose_all();
                Action::None
            }
            _ => {
                listing.go(command);
                Action::Scroll(part(listing.cursor(), listing.rows()))
            }
        }
    }

    fn submit(&mut self, devices: &mut Devices) -> Action {
        match &mut self.shown {
            Shown::Result(listing) if self.settled => {
                listing.open();
                Action::None
            }
            _ => {
                if self.looking.is_none() && !self.search.trim().is_empty() {
                    let (who, input) = (self.who.operator().id.clone(), self.search.clone());
                    self.looking = Some(devices.ask(LookUp { who, input }));
                }
                Action::None
            }
        }
    }

    /// Esc: to the debtors, then to an empty desk.
    fn back(&mut self) -> Action {
        if let Shown::Result(listing) = &mut self.shown
            && self.settled
            && listing.back()
        {
            return Action::Scroll(part(listing.cursor(), listing.rows()));
        }
        *self = State::new(self.who.clone());
        Action::Focus(SEARCH)
    }

    fn pay(&mut self, day: Option<&Day>) -> Action {
        if day.is_some_and(|day| day.till.is_none()) {
            self.hint = Some(Hint::TillClosed);
            return Action::None;
        }
        let (true, Shown::Result(listing)) = (self.settled && self.looking.is_none(), &self.shown) else {
            self.hint = Some(Hint::NothingChosen);
            return Action::None;
        };
        let items = listing.items();
        let payers = listing.payers();
        match (payer_of(&payers), listing.total()) {
            (Some(debtor), Some(total)) => {
                let order = PayOrder { tender: Tender::Card, items, one_payer: false };
                let payer = debtor.name.clone();
                if payers.len() > 1 {
                    self.over = Over::OnePayer(OnePayer { debtors: payers.len(), order, total, payer });
                    return Action::None;
                }
                Action::Pay { order, total, payer }
            }
            (_, None) => {
                self.hint = Some(Hint::TooMuch);
                Action::None
            }
            _ => {
                self.hint = Some(Hint::NothingChosen);
                Action::None
            }
        }
    }

    /// Cash ends here: it is counted and answered with the other ways to pay, and nothing is asked of the
    /// terminal.
    fn refuse_cash(&mut self, devices: &mut Devices) {
        let items = match &self.shown {
            Shown::Result(listing) => listing.targets(),
            _ => Vec::new(),
        };
        self.over = Over::Cash(Cash::refuse(self.who.operator().id.clone(), items, devices));
    }

    fn close_over(&mut self) -> Action {
        self.over = Over::Nothing;
        if self.settled { Action::Select } else { Action::Focus(SEARCH) }
    }
}
