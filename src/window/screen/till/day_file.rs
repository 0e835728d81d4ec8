//! The day in a file (Ctrl+X): which one, how far it is, and where it lies.

use std::fmt;

use crate::desk::{DayFile, ExportProgress, Exported, SignedIn};
use crate::domain::period::Period;
use crate::window::request::{Stop, WriteDayFile};
use crate::window::screen::{Answer, Devices, Failed, KeyCommand, Step, Ticket};

pub(super) struct DayFiles {
    who: SignedIn,
    pub(super) day: Period,
    pub(super) cursor: usize,
    writing: Option<Writing>,
    /// What came of the last one.
    pub(super) written: Option<Result<Exported, Failed>>,
}

/// A file that is written on another thread; it stops where nobody waits for it any more.
struct Writing {
    exported: Ticket<Exported>,
    stop: Stop,
    progress: Option<ExportProgress>,
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.stop.now();
    }
}

impl fmt::Debug for DayFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DayFiles").field("day", &self.day).field("cursor", &self.cursor).finish()
    }
}

impl DayFiles {
    pub(super) fn new(who: SignedIn, day: Period) -> Box<DayFiles> {
        Box::new(DayFiles { who, day, cursor: 0, writing: None, written: None })
    }

    /// How far it is, while one is written; nothing before it says so.
    pub(super) fn progress(&self) -> Option<Option<ExportProgress>> {
        self.writing.as_ref().map(|writing| writing.progress)
    }

    /// Whether the key leaves it: while a file is written Esc stops that.
    pub(super) fn key(&mut self, command: KeyCommand, devices: &mut Devices) -> bool {
        let last = DayFile::ALL.len() - 1;
        match (command, &self.writing) {
            (KeyCommand::Back, Some(writing)) => writing.stop.now(),
            (KeyCommand::Back, None) => return true,
            (_, Some(_)) => {}
            (KeyCommand::Up, None) => self.cursor = self.cursor.saturating_sub(1),
            (KeyCommand::Down, None) => self.cursor = (self.cursor + 1).min(last),
            (KeyCommand::First, None) => self.cursor = 0,
            (KeyCommand::Last, None) => self.cursor = last,
            (KeyCommand::Submit, None) => self.write(devices),
            _ => {}
        }
        false
    }

    pub(super) fn point(&mut self, row: usize) {
        self.cursor = row.min(DayFile::ALL.len() - 1);
    }

    fn write(&mut self, devices: &mut Devices) {
        let Some(file) = DayFile::ALL.get(self.cursor).copied() else { return };
        let stop = Stop::default();
        let request = WriteDayFile { who: self.who.clone(), file, day: self.day, stop: stop.clone() };
        self.written = None;
        self.writing = Some(Writing { exported: devices.ask(request), stop, progress: None });
    }

    /// Whether the answer was for it.
    pub(super) fn answer(&mut self, answer: &Answer) -> bool {
        let Some(writing) = &mut self.writing else { return false };
        if let Some(Step::DayFile(at)) = &answer.step {
            let ours = writing.exported.job() == answer.job;
            if ours {
                writing.progress = Some(*at);
            }
            return ours;
        }
        let Some(written) = writing.exported.redeem(answer) else { return false };
        self.writing = None;
        self.written = Some(written);
        true
    }
}
