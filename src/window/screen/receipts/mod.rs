//! What happened before: the receipts with their paper and what took them back, the outcomes that nobody knows yet,
//! the unclaimed results. From here a payment is taken back, and an unknown outcome decided, by two persons.

mod correct;
mod decide;
mod list;
mod pending;
mod resolve;
#[cfg(test)]
mod tests;
mod view;

use crate::desk::{Claim, SignedIn};
use crate::domain::{correction::CorrectionKind, foreign::KeptForeign, permission::Act};
use crate::window::request::ForeignResults;
use crate::window::screen::form::{Filling, Form};
use crate::window::screen::rows::Rows;
use crate::window::screen::{Action, Answer, Context, Devices, Draw, Input, KeyCommand, Pressed, Screen, Today, View};
use correct::Correct;
use decide::{Claimed, Decide, Decided};
use list::List;
use pending::Pending;
use resolve::Resolve;

pub use list::{PAPER, ROWS, SEARCH};

/// What the desk's settings say that this screen must know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether a part may be given back.
    pub parts: bool,
    /// This desk's terminal, as the journal names it.
    pub terminal: String,
}

#[derive(Debug)]
pub struct State {
    who: SignedIn,
    settings: Settings,
    tab: Tab,
    list: List,
    pending: Pending,
    foreign: Rows<KeptForeign>,
    /// What became of the last one that was decided.
    decided: Option<Decided>,
    /// What is to be under the cursor once it is read.
    sought: Option<Wanted>,
    over: Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Receipts,
    /// Unknown outcomes.
    Pending,
    Foreign,
}

/// What somebody comes for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Tab(Tab),
    /// A receipt by its number, opened.
    Receipt(String),
    /// An unknown outcome by its session.
    Outcome(String),
    /// A result that nobody booked, by its number.
    Unclaimed(String),
}

impl Wanted {
    fn tab(&self) -> Tab {
        match self {
            Wanted::Tab(tab) => *tab,
            Wanted::Receipt(_) => Tab::Receipts,
            Wanted::Outcome(_) => Tab::Pending,
            Wanted::Unclaimed(_) => Tab::Foreign,
        }
    }
}

#[derive(Debug)]
enum Over {
    Nothing,
    Correct(Box<Correct>),
    Resolve(Box<Resolve>),
    Decide(Box<Decide>),
}

impl Over {
    fn form(&self) -> Option<&Form> {
        match self {
            Over::Nothing => None,
            Over::Correct(correct) => Some(&correct.form),
            Over::Resolve(resolve) => Some(&resolve.form),
            Over::Decide(decide) => Some(&decide.form),
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Over::Nothing => None,
            Over::Correct(correct) => Some(&mut correct.form),
            Over::Resolve(resolve) => Some(&mut resolve.form),
            Over::Decide(decide) => Some(&mut decide.form),
        }
    }
}

impl State {
    pub fn new(who: SignedIn, settings: Settings, wanted: Wanted, devices: &mut Devices) -> State {
        let mut state = State {
            list: List::new(who.clone()),
            pending: Pending::new(who.clone()),
            foreign: Rows::new(ROWS),
            who,
            settings,
            tab: Tab::Receipts,
            decided: None,
            sought: None,
            over: Over::Nothing,
        };
        let _ = state.show_wanted(wanted, devices);
        state
    }

    /// Shows what somebody came for.
    pub fn show_wanted(&mut self, wanted: Wanted, devices: &mut Devices) -> Action {
        self.over = Over::Nothing;
        if let Wanted::Receipt(number) = wanted {
            self.tab = Tab::Receipts;
            self.list.open_one(number, devices);
            return self.refocus();
        }
        let tab = wanted.tab();
        self.sought = Some(wanted);
        self.show(tab, devices)
    }

    /// Puts the cursor on what was sought, where it is in a list that was read.
    fn seek(&mut self) {
        let place = match &self.sought {
            Some(Wanted::Outcome(session)) => {
                self.pending.rows.shown().iter().position(|attempt| attempt.session.to_string() == *session)
            }
            Some(Wanted::Unclaimed(number)) => {
                self.foreign.shown().iter().position(|kept| kept.number.to_string() == *number)
            }
            _ => None,
        };
        match (place, &self.sought) {
            (Some(place), Some(Wanted::Outcome(_))) => self.pending.rows.point(place),
            (Some(place), _) => self.foreign.point(place),
            (None, _) => return,
        }
        self.sought = None;
    }

    pub fn refresh(&mut self, devices: &mut Devices) {
        match self.tab {
            Tab::Receipts => self.list.ask(devices),
            Tab::Pending => self.pending.ask(devices),
            Tab::Foreign => self.foreign.wait_for(devices.ask(ForeignResults { who: self.who.clone() })),
        }
    }

    fn list_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match (command, self.tab) {
            (KeyCommand::Refresh, _) => self.refresh(devices),
            (KeyCommand::Receipts, _) => return self.show(Tab::Receipts, devices),
            (KeyCommand::Pending, _) => return self.show(Tab::Pending, devices),
            (KeyCommand::Next, tab) => return self.show(self.beside(tab, 1), devices),
            (KeyCommand::Previous, tab) => return self.show(self.beside(tab, self.tabs().len() - 1), devices),
            (KeyCommand::Back, Tab::Receipts) if self.list.close() => return self.refocus(),
            (KeyCommand::Back, _) => return Action::Leave,
            (command, Tab::Receipts) => return self.receipt_key(command, devices),
            (command, Tab::Pending) => return self.pending_key(command, devices),
            (command, Tab::Foreign) => return self.foreign_key(command),
        }
        Action::None
    }

    fn receipt_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match command {
            KeyCommand::Void => self.correct(CorrectionKind::Void, devices),
            KeyCommand::Refund => self.correct(CorrectionKind::Refund, devices),
            KeyCommand::Yes => {
                self.list.confirm(devices);
                Action::None
            }
            KeyCommand::PrintAgain => match self.list.receipt() {
                Some(receipt) => Action::Print(receipt.number.clone()),
                None => Action::None,
            },
            command => self.list.key(command, devices),
        }
    }

    fn correct(&mut self, kind: CorrectionKind, devices: &mut Devices) -> Action {
        if let Some(receipt) = self.list.receipt() {
            let parts = self.settings.parts;
            self.over = Over::Correct(Box::new(Correct::new(kind, receipt.clone(), parts, &self.who, devices)));
        }
        self.refocus()
    }

    fn pending_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        let claim = match command {
            KeyCommand::AskTerminal => {
                self.pending.recover(devices);
                return Action::None;
            }
            KeyCommand::PrintSlip => {
                self.pending.print(devices);
                return Action::None;
            }
            KeyCommand::Charged => Claim::Approved,
            KeyCommand::NotCharged => Claim::NotCharged,
            command => return self.pending.rows.go(command),
        };
        if let Some(attempt) = self.pending.chosen(&self.settings.terminal) {
            self.over = Over::Resolve(Box::new(Resolve::new(attempt.clone(), claim)));
        }
        self.refocus()
    }

    fn foreign_key(&mut self, command: KeyCommand) -> Action {
        let claimed = match command {
            KeyCommand::Tie => Claimed::Tie,
            KeyCommand::Book => Claimed::Book,
            KeyCommand::WriteOff => Claimed::WriteOff,
            command => return self.foreign.go(command),
        };
        self.decided = None;
        if let Some(decide) = self.foreign.chosen().and_then(|kept| Decide::new(kept, claimed)) {
            self.over = Over::Decide(decide);
        }
        self.refocus()
    }

    /// The lists that this person may see.
    fn tabs(&self) -> &'static [Tab] {
        if self.who.may(Act::SeeForeignResults) {
            &[Tab::Receipts, Tab::Pending, Tab::Foreign]
        } else {
            &[Tab::Receipts, Tab::Pending]
        }
    }

    fn beside(&self, tab: Tab, steps: usize) -> Tab {
        let tabs = self.tabs();
        let place = tabs.iter().position(|other| *other == tab).unwrap_or_default();
        tabs.get((place + steps) % tabs.len()).copied().unwrap_or(Tab::Receipts)
    }

    fn show(&mut self, tab: Tab, devices: &mut Devices) -> Action {
        self.tab = tab;
        self.list.close();
        self.refresh(devices);
        self.refocus()
    }

    fn refocus(&self) -> Action {
        self.focus().map_or(Action::None, Action::Focus)
    }
}

impl Screen for State {
    fn form(&self) -> Option<&Form> {
        self.over.form()
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        self.over.form_mut()
    }

    fn is_busy(&self) -> bool {
        match &self.over {
            Over::Nothing => false,
            Over::Correct(correct) => correct.is_approving(),
            Over::Resolve(resolve) => resolve.is_under_way(),
            Over::Decide(decide) => decide.is_under_way(),
        }
    }

    fn context(&self) -> Context {
        match (&self.over, self.tab) {
            (Over::Correct(_) | Over::Resolve(_) | Over::Decide(_), _) => Context::Form,
            (Over::Nothing, Tab::Receipts) if self.list.open => Context::Receipt,
            (Over::Nothing, Tab::Receipts) => Context::Receipts,
            (Over::Nothing, Tab::Pending) => Context::Pending,
            (Over::Nothing, Tab::Foreign) => Context::Foreign,
        }
    }

    fn focus(&self) -> Option<&'static str> {
        let search = (self.context() == Context::Receipts).then_some(SEARCH);
        self.over.form().map_or(search, |form| Some(form.focus()))
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        let Some(form) = self.over.form_mut() else { return self.list_key(command, devices) };
        match (form.key(command), &mut self.over) {
            // A decision under way is waited for.
            (Filling::Left, Over::Resolve(resolve)) if resolve.is_deciding() => {}
            (Filling::Left, Over::Decide(decide)) if decide.is_deciding() => {}
            (Filling::Left, over) => *over = Over::Nothing,
            (Filling::Submitted, Over::Correct(correct)) => correct.submit(&self.who, devices),
            (Filling::Submitted, Over::Resolve(resolve)) => resolve.submit(&self.who, devices),
            (Filling::Submitted, Over::Decide(decide)) => decide.submit(&self.who, devices),
            (Filling::Submitted, Over::Nothing) | (Filling::Goes, _) => {}
        }
        self.refocus()
    }

    fn input(&mut self, input: Input, devices: &mut Devices) -> Action {
        match (input, self.over.form_mut()) {
            (Input::Field(id, text), Some(form)) => form.input(id, &text),
            (Input::Field(_, text), None) => self.list.search(text),
            (Input::Row(row), _) => {
                match self.tab {
                    Tab::Receipts => self.list.point(row, devices),
                    Tab::Pending => self.pending.rows.point(row),
                    Tab::Foreign => self.foreign.point(row),
                }
                return self.refocus();
            }
            (Input::Tab(place), _) => {
                if let Some(tab) = self.tabs().get(place) {
                    return self.show(*tab, devices);
                }
            }
        }
        Action::None
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        let searching = self.context() == Context::Receipts;
        match self.over.form_mut() {
            Some(form) => form.typed(pressed),
            None if searching => self.list.typed(pressed),
            None => {}
        }
        self.refocus()
    }

    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if let Some(settled) = self.list.answer(answer, devices) {
            let searching = matches!(self.over, Over::Nothing) && self.context() == Context::Receipts;
            return Some(if settled && searching { Action::Select(SEARCH) } else { Action::None });
        }
        if let Some(action) = self.pending.answer(answer, devices) {
            self.seek();
            return Some(action);
        }
        if self.foreign.answer(answer, |before, now| before.number == now.number) {
            self.seek();
            return Some(Action::None);
        }
        let action = match &mut self.over {
            Over::Nothing => None,
            Over::Correct(correct) => correct.answer(&self.who, answer, devices),
            Over::Resolve(resolve) => resolve.answer(&self.who, answer, devices),
            Over::Decide(decide) => {
                if let Some(decided) = decide.answer(&self.who, answer, devices)? {
                    (self.over, self.decided) = (Over::Nothing, Some(decided));
                    self.refresh(devices);
                    return Some(Action::Changed);
                }
                Some(Action::None)
            }
        }?;
        if matches!(action, Action::None) {
            return Some(self.refocus());
        }
        self.over = Over::Nothing;
        Some(action)
    }

    fn view(&self, draw: Draw, _: Today<'_>) -> View<'_> {
        self.drawn(draw)
    }
}
