//! What happened before: the receipts with their paper and what took them back, the outcomes that nobody knows yet,
//! the unclaimed results. From here a payment is taken back, and an unknown outcome decided, by two persons.

mod correct;
mod foreign;
mod list;
mod pending;
mod resolve;
#[cfg(test)]
mod tests;
mod view;

use crate::desk::{Claim, CorrectionOrder, CorrectionQuote, ResolveEnd, SignedIn};
use crate::domain::attempt::Attempt;
use crate::domain::correction::CorrectionKind;
use crate::domain::operator::Act;
use crate::domain::receipt::ReceiptNo;
use crate::text::Text;
use crate::window::devices::{Answer, Devices};
use crate::window::keys::{Context, KeyCommand};
use crate::window::widget::Pressed;
use correct::Correct;
use foreign::Foreign;
use list::List;
use pending::Pending;
use resolve::Resolve;

pub use list::{PAPER, ROWS, SEARCH};

/// The place of what is filled in.
pub const FORM: &str = "receipts-form";

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
    text: Text,
    who: SignedIn,
    settings: Settings,
    tab: Tab,
    list: List,
    pending: Pending,
    foreign: Foreign,
    over: Over,
}

/// Which list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Receipts,
    /// Unknown outcomes.
    Pending,
    Foreign,
}

#[derive(Debug)]
enum Over {
    Nothing,
    Correct(Box<Correct>),
    Resolve(Box<Resolve>),
}

/// What happens on this screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key, or a control that stands for it.
    Key(KeyCommand),
    /// The search field changed.
    Search(String),
    /// A row was pressed with the mouse.
    Row(usize),
    Show(Tab),
    /// A field of a form changed.
    Form(usize, String),
}

/// What the parent must do.
#[derive(Debug)]
pub enum Action {
    None,
    /// Give a field the cursor, behind its text.
    Focus(&'static str),
    /// The same within a form, which is scrolled to a part of its length, 0 to 1.
    FocusIn(&'static str, f32),
    /// Give the search field the cursor and mark its text.
    Select,
    /// Scroll the list to a part of its length, 0 to 1.
    Scroll(f32),
    /// Move the paper by so many logical pixels.
    ScrollPaper(f32),
    Leave,
    /// Print a receipt again.
    Print(ReceiptNo),
    /// The terminal was asked about unknown outcomes: what is known has changed.
    Asked,
    /// Take a payment back.
    Correct(Box<Correction>),
    /// An unknown outcome was decided.
    Decided {
        attempt: Box<Attempt>,
        /// What the evidence was said to prove.
        claim: Claim,
        end: Box<ResolveEnd>,
    },
}

/// A void or refund that two persons want.
#[derive(Debug)]
pub struct Correction {
    pub approver: SignedIn,
    /// What is taken back.
    pub order: CorrectionOrder,
    /// The original, and what goes back of it.
    pub quote: CorrectionQuote,
}

impl State {
    /// The screen with one of its lists.
    #[must_use]
    pub fn new(text: Text, who: SignedIn, settings: Settings, tab: Tab, devices: &mut Devices) -> State {
        let mut state = State {
            text,
            list: List::new(),
            pending: Pending::default(),
            foreign: Foreign::default(),
            who,
            settings,
            tab,
            over: Over::Nothing,
        };
        state.refresh(devices);
        state
    }

    /// What has the keyboard.
    #[must_use]
    pub fn context(&self) -> Context {
        match (&self.over, self.tab) {
            (Over::Correct(_) | Over::Resolve(_), _) => Context::Form,
            (Over::Nothing, Tab::Receipts) if self.list.is_open() => Context::Receipt,
            (Over::Nothing, Tab::Receipts) => Context::Receipts,
            (Over::Nothing, Tab::Pending) => Context::Pending,
            (Over::Nothing, Tab::Foreign) => Context::Foreign,
        }
    }

    /// The field that should have the cursor, where there is one.
    #[must_use]
    pub fn focus(&self) -> Option<&'static str> {
        match (&self.over, self.context()) {
            (Over::Correct(correct), _) => Some(correct.form.focus()),
            (Over::Resolve(resolve), _) => Some(resolve.form.focus()),
            (Over::Nothing, Context::Receipts) => Some(SEARCH),
            (Over::Nothing, _) => None,
        }
    }

    /// The window was locked: what was typed to prove somebody is forgotten.
    pub fn forget(&mut self) {
        match &mut self.over {
            Over::Correct(correct) => correct.form.forget(),
            Over::Resolve(resolve) => resolve.form.forget(),
            Over::Nothing => {}
        }
    }

    /// Reads the shown list again.
    pub fn refresh(&mut self, devices: &mut Devices) {
        match self.tab {
            Tab::Receipts => self.list.ask(&self.who, devices),
            Tab::Pending => self.pending.ask(devices),
            Tab::Foreign => self.foreign.ask(&self.who, devices),
        }
    }

    /// A key, a field or the mouse.
    pub fn update(&mut self, message: Message, devices: &mut Devices) -> Action {
        match message {
            Message::Key(command) => self.key(command, devices),
            Message::Search(text) => {
                self.list.search(text);
                Action::None
            }
            Message::Row(row) => {
                match self.tab {
                    Tab::Receipts => self.list.point(row, devices),
                    Tab::Pending => self.pending.point(row),
                    Tab::Foreign => self.foreign.point(row),
                }
                self.refocus()
            }
            Message::Show(tab) => self.show(tab, devices),
            Message::Form(place, text) => {
                match &mut self.over {
                    Over::Correct(correct) => correct.form.input(place, &text),
                    Over::Resolve(resolve) => resolve.form.input(place, &text),
                    Over::Nothing => {}
                }
                Action::None
            }
        }
    }

    /// Text or Backspace that came while no field had the cursor.
    pub fn typed(&mut self, pressed: &Pressed) -> Action {
        let searching = self.context() == Context::Receipts;
        match &mut self.over {
            Over::Correct(correct) if correct.is_open() => correct.form.typed(pressed),
            Over::Resolve(resolve) if resolve.is_open() => resolve.form.typed(pressed),
            Over::Nothing if searching => self.list.typed(pressed),
            _ => {}
        }
        self.refocus()
    }

    /// An answer of the threads; nothing where it was for somebody else.
    pub fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        let text = self.text;
        if let Some(settled) = self.list.answer(answer, devices) {
            let searching = matches!(self.over, Over::Nothing) && self.context() == Context::Receipts;
            return Some(if settled && searching { Action::Select } else { Action::None });
        }
        if let Some(asked) = self.pending.answer(text, answer, devices) {
            return Some(if asked { Action::Asked } else { Action::None });
        }
        if self.foreign.answer(answer) {
            return Some(Action::None);
        }
        let action = match &mut self.over {
            Over::Nothing => None,
            Over::Correct(correct) => correct.answer(text, &self.who, answer, devices),
            Over::Resolve(resolve) => resolve.answer(text, &self.who, answer, devices),
        }?;
        Some(match action {
            Action::None => self.refocus(),
            done => {
                self.over = Over::Nothing;
                done
            }
        })
    }

    /// A key.
    pub fn key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match &mut self.over {
            Over::Nothing => self.list_key(command, devices),
            Over::Correct(correct) => {
                if correct.key(command, self.text, &self.who, devices) {
                    self.over = Over::Nothing;
                }
                self.refocus()
            }
            Over::Resolve(resolve) => {
                if resolve.key(command, self.text, &self.who, devices) {
                    self.over = Over::Nothing;
                }
                self.refocus()
            }
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
            (command, Tab::Foreign) => return Action::Scroll(self.foreign.go(command)),
        }
        Action::None
    }

    fn receipt_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match command {
            KeyCommand::Void => self.correct(CorrectionKind::Void, devices),
            KeyCommand::Refund => self.correct(CorrectionKind::Refund, devices),
            KeyCommand::PrintAgain => match self.list.receipt() {
                Some(receipt) => Action::Print(receipt.number.clone()),
                None => Action::None,
            },
            command => self.list.key(command, &self.who, devices),
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
                self.pending.recover(&self.who, devices);
                return Action::None;
            }
            KeyCommand::PrintSlip => {
                self.pending.print(devices);
                return Action::None;
            }
            KeyCommand::Charged => Claim::Approved,
            KeyCommand::NotCharged => Claim::NotCharged,
            command => return Action::Scroll(self.pending.go(command)),
        };
        if let Some(attempt) = self.pending.chosen(self.text, &self.settings.terminal) {
            self.over = Over::Resolve(Box::new(Resolve::new(attempt.clone(), claim)));
        }
        self.refocus()
    }

    /// The lists that this person may see.
    fn tabs(&self) -> &'static [Tab] {
        if self.who.operator().role.may(Act::SeeForeignResults) {
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
        match &self.over {
            Over::Correct(correct) => Action::FocusIn(correct.form.focus(), correct.form.part()),
            Over::Resolve(resolve) => Action::FocusIn(resolve.form.focus(), resolve.form.part()),
            Over::Nothing => self.focus().map_or(Action::None, Action::Focus),
        }
    }
}
