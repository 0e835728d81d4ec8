//! The list of receipts: today's at first, then what was looked for, and the paper of the one under the cursor.

use crate::desk::{ReceiptPage, SignedIn};
use crate::domain::receipt::Receipt;
use crate::window::request::{Around, ConfirmPrinted, FindReceipts, ReadAround};
use crate::window::screen::{Action, Answer, Devices, Failed, KeyCommand, Pressed, Ticket, moved, part, searched};

pub const SEARCH: &str = "receipts-search";
pub const ROWS: &str = "receipts-rows";
pub const PAPER: &str = "receipts-paper";

/// Rows that PgUp and PgDn jump.
const PAGE: usize = 8;
/// How far an arrow, and PgUp and PgDn, move the paper, in logical pixels.
const LINE: f32 = 40.0;
const SHEET: f32 = 400.0;

#[derive(Debug)]
pub(super) struct List {
    who: SignedIn,
    pub(super) search: String,
    /// What the shown receipts were looked up by; today's where nothing was.
    pub(super) asked: String,
    settled: bool,
    pub(super) looking: Option<Ticket<ReceiptPage>>,
    /// The page after the shown ones is on its way.
    paging: Option<Ticket<ReceiptPage>>,
    pub(super) shown: Vec<Receipt>,
    pub(super) more: bool,
    /// Whether the list may say what each came to. Where it may not, a receipt says so once it is opened.
    pub(super) amounts_shown: bool,
    pub(super) trouble: Option<Failed>,
    pub(super) cursor: usize,
    /// The arrows move its paper then.
    pub(super) open: bool,
    reading: Option<Ticket<Around>>,
    around: Option<Around>,
    /// Whether the one receipt that is looked for is opened once it is found.
    opens: bool,
    confirming: Option<Ticket<()>>,
}

impl List {
    pub(super) fn new(who: SignedIn) -> List {
        List {
            who,
            search: String::new(),
            asked: String::new(),
            settled: false,
            looking: None,
            paging: None,
            shown: Vec::new(),
            more: false,
            amounts_shown: true,
            trouble: None,
            cursor: 0,
            open: false,
            reading: None,
            around: None,
            opens: false,
            confirming: None,
        }
    }

    pub(super) fn receipt(&self) -> Option<&Receipt> {
        self.shown.get(self.cursor)
    }

    /// Its paper and history, once they are known.
    pub(super) fn around(&self) -> Option<&Around> {
        let number = &self.receipt()?.number;
        self.around.as_ref().filter(|around| around.number == *number)
    }

    /// Back to the list; false where it is there already.
    pub(super) fn close(&mut self) -> bool {
        std::mem::take(&mut self.open)
    }

    /// Looks for what is typed; for today's where nothing is.
    pub(super) fn ask(&mut self, devices: &mut Devices) {
        self.asked = self.search.trim().to_owned();
        self.paging = None;
        let find = FindReceipts { who: self.who.clone(), typed: self.asked.clone(), before: None };
        self.looking = Some(devices.ask(find));
    }

    /// Looks for a receipt by its number, and opens it.
    pub(super) fn open_one(&mut self, number: String, devices: &mut Devices) {
        (self.search, self.opens) = (number, true);
        self.ask(devices);
    }

    /// Whether the open receipt has no paper, so that somebody can say that it came out.
    pub(super) fn lacks_paper(&self) -> bool {
        self.open && self.receipt().is_some_and(|receipt| receipt.printed_at.is_none())
    }

    /// Somebody says that its paper came out.
    pub(super) fn confirm(&mut self, devices: &mut Devices) {
        if let (true, None, Some(receipt)) = (self.lacks_paper(), &self.confirming, self.receipt()) {
            let (number, who) = (receipt.number.clone(), self.who.clone());
            self.confirming = Some(devices.ask(ConfirmPrinted { number, who }));
        }
    }

    pub(super) fn search(&mut self, text: String) {
        self.search = searched(&self.search, self.settled, text);
        self.settled = false;
    }

    pub(super) fn typed(&mut self, pressed: &Pressed) {
        if self.settled {
            self.search.clear();
            self.settled = false;
        }
        pressed.change(&mut self.search);
    }

    pub(super) fn point(&mut self, row: usize, devices: &mut Devices) {
        self.cursor = row.min(self.shown.len().saturating_sub(1));
        self.settled = true;
        self.read(devices);
    }

    pub(super) fn key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        if self.open {
            return match command {
                KeyCommand::Up => Action::ScrollBy(PAPER, -LINE),
                KeyCommand::Down => Action::ScrollBy(PAPER, LINE),
                KeyCommand::PageUp => Action::ScrollBy(PAPER, -SHEET),
                KeyCommand::PageDown => Action::ScrollBy(PAPER, SHEET),
                KeyCommand::Search => {
                    self.open = false;
                    Action::Select(SEARCH)
                }
                _ => Action::None,
            };
        }
        match command {
            KeyCommand::Search => return Action::Select(SEARCH),
            KeyCommand::Submit if self.settled && self.receipt().is_some() => {
                self.open = true;
                self.read(devices);
            }
            KeyCommand::Submit => self.ask(devices),
            _ => return self.go(command, devices),
        }
        Action::None
    }

    fn go(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        // One more than there are, where older ones can come.
        let rows = self.shown.len();
        let wanted = moved(self.cursor, rows.saturating_add(1), PAGE, command);
        if wanted == rows && self.more && self.paging.is_none() && self.looking.is_none() {
            let before = self.shown.last().map(|receipt| receipt.number.clone());
            let find = FindReceipts { who: self.who.clone(), typed: self.asked.clone(), before };
            self.paging = Some(devices.ask(find));
        }
        self.cursor = wanted.min(rows.saturating_sub(1));
        // Enter opens the row, and the next letter begins a new search.
        self.settled = true;
        self.read(devices);
        Action::ScrollTo(ROWS, part(self.cursor, self.shown.len()))
    }

    /// Has the paper of the receipt under the cursor read.
    fn read(&mut self, devices: &mut Devices) {
        if self.around().is_none() && (self.amounts_shown || self.open) {
            self.reading = self
                .receipt()
                .map(|receipt| devices.ask(ReadAround { who: self.who.clone(), receipt: Box::new(receipt.clone()) }));
        }
    }

    /// Takes an answer; true where a new list came.
    pub(super) fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<bool> {
        if let Some(page) = Ticket::take(&mut self.looking, answer) {
            self.listed(page, devices);
            return Some(true);
        }
        if let Some(page) = Ticket::take(&mut self.paging, answer) {
            if let Ok(page) = page {
                self.shown.extend(page.receipts);
                self.more = page.more;
            }
            return Some(false);
        }
        if let Some(confirmed) = Ticket::take(&mut self.confirming, answer) {
            self.trouble = confirmed.err();
            if self.trouble.is_none() {
                self.ask(devices);
            }
            return Some(false);
        }
        if let Ok(around) = Ticket::take(&mut self.reading, answer)? {
            self.around = Some(around);
        }
        Some(false)
    }

    fn listed(&mut self, page: Result<ReceiptPage, Failed>, devices: &mut Devices) {
        let before = self.receipt().map(|receipt| receipt.number.clone());
        (self.shown, self.more, self.trouble) = match page {
            Ok(page) => {
                self.amounts_shown = page.amounts_shown;
                (page.receipts, page.more, None)
            }
            Err(error) => (Vec::new(), false, Some(error)),
        };
        // What was looked at stays under the cursor when the list is read again.
        let place = self.shown.iter().position(|receipt| Some(&receipt.number) == before.as_ref());
        self.cursor = place.unwrap_or_default();
        self.settled = true;
        self.around = None;
        self.open |= std::mem::take(&mut self.opens) && self.shown.len() == 1;
        self.read(devices);
    }
}
