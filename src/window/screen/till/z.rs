//! The Z reports: which there are, the paper of one as it was printed, and a print of it.

use iced::widget::qr_code::Data;

use crate::desk::{KeptZ, PrintEnd, SignedIn, z_qr_text};
use crate::domain::permission::Act;
use crate::domain::z_report::ZNo;
use crate::window::request::{Closed, ConfirmZ, PrintZ, ReadZ, ZPaper, ZReports};
use crate::window::screen::rows::Rows;
use crate::window::screen::{Action, Answer, Devices, Failed, KeyCommand, Ticket};

pub(super) const ROWS: &str = "z-rows";
pub(super) const PAPER: &str = "z-paper";

/// How far PgUp and PgDn move the paper, in logical pixels.
const SHEET: f32 = 400.0;

#[derive(Debug)]
pub(super) struct Zs {
    who: SignedIn,
    pub(super) rows: Rows<KeptZ>,
    pub(super) paper: Option<ZPaper>,
    /// The QR code of that paper.
    pub(super) qr: Option<Data>,
    /// Whether the till was closed a moment ago: it is said so.
    pub(super) closed_now: bool,
    reading: Option<Ticket<ZPaper>>,
    printing: Option<Ticket<(KeptZ, PrintEnd)>>,
    confirming: Option<Ticket<()>>,
    pub(super) printed: Option<Result<PrintEnd, Failed>>,
    pub(super) trouble: Option<Failed>,
}

impl Zs {
    pub(super) fn new(who: SignedIn, devices: &mut Devices) -> Box<Zs> {
        let mut zs = Box::new(Zs {
            who,
            rows: Rows::new(ROWS),
            paper: None,
            qr: None,
            closed_now: false,
            reading: None,
            printing: None,
            confirming: None,
            printed: None,
            trouble: None,
        });
        zs.list(devices);
        zs
    }

    /// The report of a till that was just closed.
    pub(super) fn of_closed(who: SignedIn, closed: Closed, devices: &mut Devices) -> Box<Zs> {
        let mut zs = Zs::new(who, devices);
        zs.show(closed.paper);
        (zs.printed, zs.closed_now) = (Some(Ok(closed.print)), true);
        zs
    }

    fn show(&mut self, paper: ZPaper) {
        // What is too long for a code has none: the paper says the same in words.
        self.qr = Data::new(z_qr_text(&paper.kept.report)).ok();
        (self.paper, self.trouble) = (Some(paper), None);
    }

    fn list(&mut self, devices: &mut Devices) {
        self.rows.wait_for(devices.ask(ZReports { who: self.who.clone() }));
    }

    pub(super) fn shown(&self) -> Option<&KeptZ> {
        self.paper.as_ref().map(|paper| &paper.kept)
    }

    pub(super) fn may_export(&self) -> bool {
        self.who.may(Act::ReadReports)
    }

    pub(super) fn is_printing(&self) -> bool {
        self.printing.is_some()
    }

    /// Whether somebody must say that the first print came out, because the printer does not.
    pub(super) fn asks_for_paper(&self) -> bool {
        let unsaid = matches!(&self.printed, Some(Ok(PrintEnd::Unconfirmed)));
        unsaid && self.shown().is_some_and(|kept| kept.printed_at.is_none())
    }

    pub(super) fn key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match command {
            KeyCommand::PageUp => return Action::ScrollBy(PAPER, -SHEET),
            KeyCommand::PageDown => return Action::ScrollBy(PAPER, SHEET),
            KeyCommand::PrintZ => self.print(devices),
            KeyCommand::Yes if self.asks_for_paper() => {
                if let (None, Some(number)) = (&self.confirming, self.number()) {
                    self.confirming = Some(devices.ask(ConfirmZ { who: self.who.clone(), number }));
                }
            }
            _ => {
                let action = self.rows.go(command);
                self.read_chosen(devices);
                return action;
            }
        }
        Action::None
    }

    pub(super) fn point(&mut self, row: usize, devices: &mut Devices) {
        self.rows.point(row);
        self.read_chosen(devices);
    }

    fn number(&self) -> Option<ZNo> {
        self.shown().map(|kept| kept.report.number.clone())
    }

    fn print(&mut self, devices: &mut Devices) {
        if let (None, Some(number)) = (&self.printing, self.number()) {
            (self.printed, self.closed_now) = (None, false);
            self.printing = Some(devices.ask(PrintZ { who: self.who.clone(), number }));
        }
    }

    fn read_chosen(&mut self, devices: &mut Devices) {
        let chosen = self.rows.chosen().map(|kept| kept.report.number.clone());
        if chosen.is_some() && chosen != self.number() {
            (self.printed, self.closed_now) = (None, false);
            self.reading = chosen.map(|number| devices.ask(ReadZ { who: self.who.clone(), number }));
        }
    }

    pub(super) fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if self.rows.answer(answer, |before, now| before.report.number == now.report.number) {
            let shown = self.number();
            let place = self.rows.shown().iter().position(|kept| Some(&kept.report.number) == shown.as_ref());
            if let Some(place) = place {
                self.rows.point(place);
            }
            self.read_chosen(devices);
        } else if let Some(paper) = Ticket::take(&mut self.reading, answer) {
            match paper {
                Ok(paper) => self.show(paper),
                Err(error) => self.trouble = Some(error),
            }
        } else if let Some(printed) = Ticket::take(&mut self.printing, answer) {
            self.printed = Some(printed.map(|(kept, end)| {
                self.renew(kept);
                end
            }));
            return Some(Action::Changed);
        } else {
            match Ticket::take(&mut self.confirming, answer)? {
                Ok(()) => {
                    self.printed = None;
                    let number = self.number();
                    self.reading = number.map(|number| devices.ask(ReadZ { who: self.who.clone(), number }));
                }
                Err(error) => self.trouble = Some(error),
            }
        }
        Some(Action::None)
    }

    /// What is kept of the shown one now: its print, its copies.
    fn renew(&mut self, kept: KeptZ) {
        if let Some(paper) = self.paper.as_mut().filter(|paper| paper.kept.report.number == kept.report.number) {
            paper.kept = kept;
        }
    }
}
