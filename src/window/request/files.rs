//! Files of other systems.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::requests;
use crate::desk::{DayFile, Exported, ImportFolder, ImportOrder, ImportReport, SignedIn};
use crate::domain::period::Period;
use crate::window::devices::Step;

requests! {
    /// The folder of the settings, and what lies in it.
    ReadFolder { who: SignedIn } -> ImportFolder, Files Books, |self, desk| desk.import_folder(&self.who);

    /// Loads a file of debts, or, dry, tells what would be loaded, until it is told to stop.
    ImportDebts { who: SignedIn, order: ImportOrder, stop: Stop } -> ImportReport, Files File, |self, desk, steps| {
        desk.import_debts_or_stop(&self.who, &self.order, &mut |at| {
            steps(Step::Import(at));
            self.stop.goes_on()
        })
    };

    /// Writes a file of a day, until it is told to stop.
    WriteDayFile { who: SignedIn, file: DayFile, day: Period, stop: Stop } -> Exported, Files File, |self, desk, steps| {
        desk.write_day_file(&self.who, self.file, self.day, &mut |at| {
            steps(Step::DayFile(at));
            self.stop.goes_on()
        })
    };
}

/// Tells a job on another thread to stop.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn goes_on(&self) -> ControlFlow<()> {
        if self.0.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
