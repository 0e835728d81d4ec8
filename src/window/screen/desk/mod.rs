//! The desk: search, the debtor with the debts, the basket, the tenders. The search field keeps the cursor;
//! arrows, Space and Ctrl+A work on the list all the same.

mod debts;
pub mod list;
mod over;
mod part;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;
mod view;

use crate::desk::{Found, PayOrder, SignedIn};
use crate::domain::debt::{DebtStatus, payer_of};
use crate::domain::{clocks::ClockDoubt, permission::Act, tender::Tender};
use crate::window::request::{Day, LookUp};
use crate::window::screen::clock::{Clock, Stated};
use crate::window::screen::form::{Filling, Form};
use crate::window::screen::{
    Action, Answer, Context, Destination, Devices, Draw, Failed, Input, KeyCommand, Pressed, Screen, Ticket, Today,
    View, part, paying::Movement, searched,
};
use list::Listing;
use over::{Cash, OnePayer, OpenTill, Opening};
use part::PartForm;

pub use over::REASON;
pub use view::{LIST, SEARCH};

#[derive(Debug)]
pub struct State {
    who: SignedIn,
    /// Whether a part of a debt may be paid.
    parts: bool,
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
    Part(PartForm),
}

impl Over {
    fn form(&self) -> Option<&Form> {
        match self {
            Over::OpenTill(open) => open.reason.as_ref(),
            Over::Clock(clock) => Some(&clock.form),
            Over::Part(part) => Some(&part.form),
            Over::Nothing | Over::Cash(_) | Over::OnePayer(_) => None,
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Over::OpenTill(open) => open.reason.as_mut(),
            Over::Clock(clock) => Some(&mut clock.form),
            Over::Part(part) => Some(&mut part.form),
            Over::Nothing | Over::Cash(_) | Over::OnePayer(_) => None,
        }
    }
}

/// Why a key did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hint {
    NotPayable(DebtStatus),
    NothingChosen,
    TooMuch,
    TillClosed,
    NoParts,
}

impl State {
    pub fn new(who: SignedIn, parts: bool) -> State {
        State {
            who,
            parts,
            search: String::new(),
            settled: false,
            looking: None,
            shown: Shown::Nothing,
            over: Over::Nothing,
            hint: None,
        }
    }

    /// Asks for the opening of today's till.
    pub fn open_till(&mut self, devices: &mut Devices) {
        self.over = Over::OpenTill(OpenTill::ask(&self.who, devices));
    }

    /// A scan: whatever lies over the desk and stood in it is of the citizen before.
    pub fn scan(&mut self, code: String, devices: &mut Devices) -> Action {
        let search = code.chars().filter(|c| !c.is_control()).collect();
        *self = State { search, ..State::new(self.who.clone(), self.parts) };
        self.looking = Some(devices.ask(LookUp { who: self.who.clone(), input: code }));
        Action::Focus(SEARCH)
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
        Action::Select(SEARCH)
    }

    /// Nothing where nothing lies over the desk.
    fn key_over(&mut self, command: KeyCommand, devices: &mut Devices) -> Option<Action> {
        let filling = self.over.form_mut().map(|form| form.key(command));
        match (&mut self.over, command) {
            (Over::Nothing, _) => return None,
            _ if filling == Some(Filling::Left) => return Some(self.close_over()),
            (Over::Cash(_) | Over::OpenTill(_) | Over::OnePayer(_), KeyCommand::Back)
            | (Over::OnePayer(_), KeyCommand::No) => return Some(self.close_over()),
            (Over::OpenTill(_), KeyCommand::Till) => {
                self.over = Over::Nothing;
                return Some(Action::Go(Destination::Till));
            }
            (Over::Cash(cash), KeyCommand::PrintSlip) => cash.print(devices),
            (Over::OpenTill(open), _) if filling == Some(Filling::Submitted) => open.submit(&self.who, devices),
            (Over::Part(part), _) if filling == Some(Filling::Submitted) => part.submit(&self.who, devices),
            (Over::Clock(clock), _) if filling == Some(Filling::Submitted) => clock.submit(devices),
            (Over::OnePayer(asked), KeyCommand::Yes) => {
                let order = asked.said_yes();
                self.over = Over::Nothing;
                return Some(order);
            }
            _ => {}
        }
        Some(if filling.is_some() { self.refocus() } else { Action::None })
    }

    /// Nothing is sold or opened by a clock in doubt before a supervisor said why.
    fn ask_about_the_clock(&mut self, doubts: Vec<ClockDoubt>) -> Action {
        self.over = Over::Clock(Clock::new(doubts));
        self.refocus()
    }

    /// Another amount for the debt under the cursor.
    fn change_amount(&mut self) -> Action {
        let Shown::Result(listing) = &self.shown else { return Action::None };
        let Some(found) = listing.debt() else { return Action::None };
        match (self.parts, found.status) {
            (false, _) => self.hint = Some(Hint::NoParts),
            (true, DebtStatus::Open) => self.over = Over::Part(PartForm::new(found, listing.part(found.debt.id))),
            (true, status) => self.hint = Some(Hint::NotPayable(status)),
        }
        match self.focus() {
            Some(field) if matches!(self.over, Over::Part(_)) => Action::Select(field),
            _ => Action::None,
        }
    }

    fn list_key(&mut self, command: KeyCommand) -> Action {
        let Shown::Result(listing) = &mut self.shown else { return Action::None };
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
                Action::ScrollTo(LIST, part(listing.cursor, listing.rows()))
            }
        }
    }

    fn submit(&mut self, devices: &mut Devices) {
        if let (true, Shown::Result(listing)) = (self.settled, &mut self.shown) {
            listing.open();
        } else if self.looking.is_none() && !self.search.trim().is_empty() {
            let (who, input) = (self.who.clone(), self.search.clone());
            self.looking = Some(devices.ask(LookUp { who, input }));
        }
    }

    /// Esc: to the debtors, then to an empty desk.
    fn back(&mut self) -> Action {
        if let Shown::Result(listing) = &mut self.shown
            && self.settled
            && listing.back()
        {
            return Action::ScrollTo(LIST, part(listing.cursor, listing.rows()));
        }
        *self = State::new(self.who.clone(), self.parts);
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
        let payers = listing.payers();
        match (payer_of(&payers), listing.total()) {
            (Some(debtor), Some(total)) => {
                let order = PayOrder { tender: Tender::Card, items: listing.items(), one_payer: false };
                let (debtors, payer) = (payers.len(), debtor.name.clone());
                if debtors == 1 {
                    return Action::Charge(Box::new(Movement::Payment { order, total, payer }));
                }
                self.over = Over::OnePayer(OnePayer { debtors, order, total, payer });
            }
            (_, None) => self.hint = Some(Hint::TooMuch),
            (None, Some(_)) => self.hint = Some(Hint::NothingChosen),
        }
        Action::None
    }

    /// Cash ends here: it is counted and answered with the other ways to pay, and nothing is asked of the
    /// terminal.
    fn refuse_cash(&mut self, devices: &mut Devices) {
        let items = match &self.shown {
            Shown::Result(listing) => listing.targets(),
            _ => Vec::new(),
        };
        self.over = Over::Cash(Cash::refuse(self.who.clone(), items, devices));
    }

    fn close_over(&mut self) -> Action {
        self.over = Over::Nothing;
        if self.settled { Action::Select(SEARCH) } else { Action::Focus(SEARCH) }
    }

    fn refocus(&self) -> Action {
        self.focus().map_or(Action::None, Action::Focus)
    }
}

/// Whether F4 opens the till: there is none of today, nothing must be seen to first, and who sits here may.
fn opens(who: &SignedIn, day: Option<&Day>) -> bool {
    let none = day.is_some_and(|day| day.till.is_none() && day.earlier.is_none() && !day.ended && !day.not_compared);
    none && who.may(Act::OpenTill)
}

impl Screen for State {
    fn form(&self) -> Option<&Form> {
        self.over.form()
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        self.over.form_mut()
    }

    fn focus(&self) -> Option<&'static str> {
        Some(self.form().map_or(SEARCH, Form::focus))
    }

    /// What it asked for is done all the same, and is seen in the status bar.
    fn is_busy(&self) -> bool {
        false
    }

    fn context(&self) -> Context {
        match &self.over {
            Over::Cash(_) => Context::Cash,
            Over::OpenTill(OpenTill { reason: None, .. }) => Context::OpenTill,
            Over::OpenTill(_) | Over::Clock(_) | Over::Part(_) => Context::Form,
            Over::OnePayer(_) => Context::OnePayer,
            Over::Nothing if self.settled && matches!(self.shown, Shown::Result(_)) => Context::Results,
            Over::Nothing => Context::Search,
        }
    }

    /// A key: of what lies over the desk, else of the desk itself.
    fn key(&mut self, command: KeyCommand, today: Today<'_>, devices: &mut Devices) -> Action {
        self.hint = None;
        if let Some(action) = self.key_over(command, devices) {
            return action;
        }
        let doubts = today.day.map_or(&[][..], |day| &day.clock_doubts);
        match command {
            KeyCommand::Till | KeyCommand::PayCard if !doubts.is_empty() => {
                return self.ask_about_the_clock(doubts.to_vec());
            }
            KeyCommand::PayCard => return self.pay(today.day),
            KeyCommand::Search => {
                self.settled = false;
                return Action::Select(SEARCH);
            }
            KeyCommand::Submit => self.submit(devices),
            KeyCommand::Back => return self.back(),
            KeyCommand::Till if opens(&self.who, today.day) => self.open_till(devices),
            KeyCommand::Till => return Action::Go(Destination::Till),
            KeyCommand::CashAsked => self.refuse_cash(devices),
            KeyCommand::ChangeAmount => return self.change_amount(),
            KeyCommand::Devices => return Action::Go(Destination::People),
            _ => return self.list_key(command),
        }
        Action::None
    }

    fn input(&mut self, input: Input, _: &mut Devices) -> Action {
        self.hint = None;
        match (input, self.over.form_mut()) {
            (Input::Row(row), _) => return self.row(row),
            (Input::Field(id, text), Some(form)) => form.input(id, &text),
            (Input::Field(_, text), None) => {
                self.search = searched(&self.search, self.settled, text);
                self.settled = false;
            }
            (Input::Tab(_), _) => {}
        }
        Action::None
    }

    /// It belongs to what lies over the desk, else to the search.
    fn typed(&mut self, pressed: &Pressed) -> Action {
        if let Some(form) = self.over.form_mut() {
            form.typed(pressed);
            return self.refocus();
        }
        if self.settled {
            self.search.clear();
        }
        pressed.change(&mut self.search);
        self.hint = None;
        self.settled = false;
        self.refocus()
    }

    fn answer(&mut self, answer: &Answer, _: &mut Devices) -> Option<Action> {
        if let Some(found) = Ticket::take(&mut self.looking, answer) {
            self.shown = match found {
                Ok(found) => Shown::Result(Box::new(Listing::new(found))),
                Err(error) => Shown::Failed(error),
            };
            self.settled = true;
            return Some(Action::Select(SEARCH));
        }
        let opening = match &mut self.over {
            Over::Nothing | Over::OnePayer(_) => return None,
            Over::Part(part) => {
                let Some((debt, paid)) = part.answer(answer)? else { return Some(self.refocus()) };
                if let Shown::Result(listing) = &mut self.shown {
                    listing.pay_part(debt, paid);
                }
                return Some(self.close_over());
            }
            Over::Cash(cash) => return cash.answer(answer).then_some(Action::None),
            Over::OpenTill(open) => open.answer(&self.who, answer)?,
            Over::Clock(clock) => match clock.answer(answer)? {
                Stated::Kept => Opening::Done,
                Stated::Failed => Opening::Goes,
            },
        };
        Some(match opening {
            Opening::Goes => self.refocus(),
            Opening::ClockInDoubt(doubt) => self.ask_about_the_clock(vec![doubt]),
            Opening::Done => {
                self.over = Over::Nothing;
                Action::Changed
            }
        })
    }

    fn view(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        self.drawn(draw, today)
    }
}
