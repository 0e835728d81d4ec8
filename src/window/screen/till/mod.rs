//! The till (F4): what it holds, what keeps it from closing and what clears that, what the terminals say of it; from here
//! it is compared, handed over, closed, and its Z reports are read.

mod close;
mod day_file;
mod fill;
mod lines;
mod over;
mod view;
mod z;

use super::clock::Clock;
use super::form::Form;
use super::pick::Pick;
use super::{
    Action, Answer, Context, Destination, Devices, Draw, Failed, Input, KeyCommand, Pressed, Screen, Ticket, Today,
    View, moved, part,
};
use crate::desk::{Met, Refusal, SignedIn};
use crate::domain::period::Period;
use crate::domain::permission::Act;
use crate::domain::till::TillState;
use crate::window::request::{ReadTill, TillSheet};
use close::Close;
use day_file::DayFiles;
use fill::{Fill, What};
use lines::Line;
use over::Over;
use z::Zs;

const LINES: &str = "till-lines";
/// Lines that PgUp and PgDn jump.
const PAGE: usize = 6;

#[derive(Debug)]
pub struct State {
    who: SignedIn,
    /// Whether the settings want each batch compared before the close.
    compared: bool,
    reading: Option<Ticket<TillSheet>>,
    sheet: Option<TillSheet>,
    trouble: Option<Failed>,
    lines: Vec<Line>,
    cursor: usize,
    over: Over,
    filing: Option<Ticket<Vec<Met>>>,
    said: Option<Said>,
}

/// What is said of the last thing that was asked for.
#[derive(Debug)]
enum Said {
    /// The close was asked for, and this many lines are in the way.
    Blocked(usize),
    /// The file was read, some of it otherwise than it stands.
    Filed(Vec<Met>),
    Failed(Failed),
}

impl State {
    pub fn new(who: SignedIn, compared: bool, devices: &mut Devices) -> State {
        let mut state = State {
            who,
            compared,
            reading: None,
            sheet: None,
            trouble: None,
            lines: Vec::new(),
            cursor: 0,
            over: Over::Nothing,
            filing: None,
            said: None,
        };
        state.read(devices);
        state
    }

    pub fn read(&mut self, devices: &mut Devices) {
        self.reading = Some(devices.ask(ReadTill { who: self.who.clone() }));
    }

    /// The books stand so now, by the last entry of their trail that was no look: what is shown is read again where they
    /// have changed since.
    pub fn follow(&mut self, change: Option<u64>, devices: &mut Devices) {
        let changed = self.sheet.as_ref().is_some_and(|sheet| sheet.change != change);
        if changed && self.reading.is_none() {
            self.read(devices);
        }
    }

    /// The name of the till that is shown, while it is open.
    fn open_till(&self) -> Option<&str> {
        let status = &self.sheet.as_ref()?.status;
        (status.state == TillState::Open).then_some(status.name.as_str())
    }

    fn read_again(&mut self, sheet: TillSheet) {
        let lines = lines::of(&sheet);
        let before = self.lines.get(self.cursor);
        let place = before.and_then(|before| lines.iter().position(|line| line.is_of(before)));
        self.cursor = place.unwrap_or(self.cursor).min(lines.len().saturating_sub(1));
        (self.lines, self.sheet, self.trouble) = (lines, Some(sheet), None);
        if matches!(self.said, Some(Said::Blocked(_))) && self.in_the_way() == 0 {
            self.said = None;
        }
    }

    fn in_the_way(&self) -> usize {
        self.lines.iter().filter(|line| line.blocks(self.compared)).count()
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.said = Some(Said::Failed(Failed::new(refusal.into())));
    }

    /// A key where nothing lies over the till.
    fn till_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        self.said = None;
        match command {
            KeyCommand::Back => return Action::Leave,
            KeyCommand::Refresh => self.read(devices),
            KeyCommand::ZReports => self.over = Over::Z(Zs::new(self.who.clone(), devices)),
            KeyCommand::Till if self.open_till().is_none() => return Action::Go(Destination::OpenTill),
            KeyCommand::Submit => return self.clear(),
            KeyCommand::TypeTotals => {
                let batch = match self.lines.get(self.cursor) {
                    Some(Line::Batch(batch)) => Some(batch),
                    _ => self.lines.iter().find_map(|line| match line {
                        Line::Batch(batch) if batch.theirs.is_none() => Some(batch),
                        _ => None,
                    }),
                };
                return self.fill(Act::Reconcile, What::Totals(batch.cloned()));
            }
            KeyCommand::Explain => {
                let chosen = self.lines.get(self.cursor);
                let first = || self.lines.iter().find(|line| matches!(line, Line::Mismatch(_, None)));
                if let Some(Line::Mismatch(one, _)) =
                    chosen.filter(|line| matches!(line, Line::Mismatch(..))).or_else(first)
                {
                    return self.fill(Act::Reconcile, What::Explain(one.clone()));
                }
            }
            KeyCommand::HandOver => return self.fill(Act::HandOverTill, What::HandOver),
            KeyCommand::BatchFile => return self.pick(devices),
            KeyCommand::CloseTill => return self.close(),
            KeyCommand::ExportDay => return self.day_files(),
            _ => {
                self.cursor = moved(self.cursor, self.lines.len(), PAGE, command);
                return Action::ScrollTo(LINES, part(self.cursor, self.lines.len()));
            }
        }
        Action::None
    }

    /// Enter on a line: to what clears it.
    fn clear(&mut self) -> Action {
        match self.lines.get(self.cursor) {
            None => Action::None,
            Some(Line::Clock(doubt)) => {
                self.over = Over::Clock(Clock::new(vec![doubt.clone()]));
                self.refocus()
            }
            Some(Line::Restored(_)) => self.fill(Act::Reconcile, What::Compared),
            Some(Line::Blocker(blocker)) => Action::Go(Destination::Receipts(lines::cleared_at(blocker))),
            Some(Line::Batch(batch)) => self.fill(Act::Reconcile, What::Totals(Some(batch.clone()))),
            Some(Line::Mismatch(mismatch, _)) => self.fill(Act::Reconcile, What::Explain(mismatch.clone())),
        }
    }

    fn fill(&mut self, act: Act, what: What) -> Action {
        let of_no_till = matches!(what, What::Compared);
        if !self.who.may(act) {
            self.refuse(Refusal::NotAllowed);
        } else if self.open_till().is_some() || of_no_till {
            self.over = Over::Fill(Fill::new(what));
        } else {
            self.refuse(Refusal::TillClosed);
        }
        self.refocus()
    }

    fn pick(&mut self, devices: &mut Devices) -> Action {
        if !self.who.may(Act::Reconcile) {
            self.refuse(Refusal::NotAllowed);
        } else if self.open_till().is_none() {
            self.refuse(Refusal::TillClosed);
        } else {
            self.over = Over::Pick(Pick::new(self.who.clone(), devices));
        }
        self.refocus()
    }

    fn close(&mut self) -> Action {
        let in_the_way = self.in_the_way();
        if in_the_way > 0 {
            self.said = Some(Said::Blocked(in_the_way));
            let first = self.lines.iter().position(|line| line.blocks(self.compared));
            self.cursor = first.unwrap_or(self.cursor);
            return Action::ScrollTo(LINES, part(self.cursor, self.lines.len()));
        }
        match (self.open_till(), &self.sheet) {
            (Some(till), Some(sheet)) => {
                self.over = Over::Close(Close::new(till.to_owned(), sheet.clone(), &self.who));
            }
            _ => self.refuse(Refusal::TillClosed),
        }
        self.refocus()
    }

    /// The files of the day that is shown: that of the till, or of the Z report.
    fn day_files(&mut self) -> Action {
        let of_till = || self.sheet.as_ref().and_then(|sheet| Some(sheet.status.till.as_ref()?.day));
        let day = match &self.over {
            Over::Z(zs) => zs.shown().map(|kept| kept.report.day),
            _ => of_till(),
        };
        match day {
            _ if !self.who.may(Act::ReadReports) => self.refuse(Refusal::NotAllowed),
            None => self.refuse(Refusal::TillClosed),
            Some(day) => self.over = Over::DayFiles(DayFiles::new(self.who.clone(), Period::day(day))),
        }
        Action::None
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

    fn context(&self) -> Context {
        match &self.over {
            Over::Nothing => Context::Till,
            Over::Z(zs) if zs.asks_for_paper() => Context::ZPaper,
            Over::Z(_) => Context::ZReports,
            Over::DayFiles(_) => Context::DayFile,
            Over::Fill(_) | Over::Clock(_) | Over::Pick(_) | Over::Close(_) => Context::Form,
        }
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        match &mut self.over {
            Over::Nothing => self.till_key(command, devices),
            Over::Z(_) if command == KeyCommand::Back => {
                self.over = Over::Nothing;
                Action::None
            }
            Over::Z(_) if command == KeyCommand::ExportDay => self.day_files(),
            Over::Z(zs) => zs.key(command, devices),
            Over::DayFiles(files) => {
                if files.key(command, devices) {
                    self.over = Over::Nothing;
                }
                Action::None
            }
            Over::Fill(_) | Over::Clock(_) | Over::Pick(_) | Over::Close(_) => self.form_key(command, devices),
        }
    }

    fn input(&mut self, input: Input, devices: &mut Devices) -> Action {
        match (input, &mut self.over) {
            (Input::Row(row), Over::Nothing) => self.cursor = row.min(self.lines.len().saturating_sub(1)),
            (Input::Row(row), Over::Z(zs)) => zs.point(row, devices),
            (Input::Row(row), Over::Pick(pick)) => pick.point(row),
            (Input::Row(row), Over::DayFiles(files)) => files.point(row),
            (Input::Field(id, text), _) => {
                if let Some(form) = self.form_mut() {
                    form.input(id, &text);
                }
            }
            _ => {}
        }
        Action::None
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        if let Some(form) = self.form_mut() {
            form.typed(pressed);
        }
        self.refocus()
    }

    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if let Some(sheet) = Ticket::take(&mut self.reading, answer) {
            match sheet {
                Ok(sheet) => self.read_again(sheet),
                Err(error) => self.trouble = Some(error),
            }
            return Some(Action::None);
        }
        if let Some(filed) = Ticket::take(&mut self.filing, answer) {
            return Some(self.filed(filed, devices));
        }
        self.over_answer(answer, devices)
    }

    fn view(&self, draw: Draw, _: Today<'_>) -> View<'_> {
        self.drawn(draw)
    }
}
