//! What the window asks of the desk. A request is one row: what it asks, what is answered, on which thread, what the
//! thread waits for meanwhile, and how it runs.

mod devices;
mod files;
mod history;
mod people;
mod printer;
mod selling;
mod terminal;
mod till;

pub use crate::desk::Day;

pub use devices::{Backup, Examine, Facts, KeepSetting, PrintTestPage, ReadFacts};
pub use files::{ImportDebts, ReadFolder, Stop, WriteDayFile};
pub use history::{Around, DecideForeign, FindReceipts, ForeignDecision, ForeignResults, ReadAround, ReadPaper};
pub use people::{
    AcknowledgeRecovery, AddPerson, Approve, ChangePerson, ChangePin, Operators, People, PersonChange, SignIn,
};
pub use printer::{ConfirmPrinted, Copy, PrinterSeen, PrinterStatus, Reprint, UnknownSlip, WaysToPay};
pub use selling::{AcceptClock, CheckDisk, Correct, LookUp, Offer, OpenTill, Pay, Quote, ReadDay, RefuseCash};
pub use terminal::{Echo, Recover, Resolve, StateOnDisk, Unresolved};
pub use till::{
    CloseTill, Closed, ConfirmZ, Explain, HandOver, PrintZ, ReadTill, ReadZ, ReportBatch, ReportFile, StateCompared,
    TillSheet, ZPaper, ZReports,
};

/// Rows of requests: `Name { field: Type } -> Answer, thread and work, |self, desk| how it runs`; what is long takes
/// the place for its steps too, and what everybody learns of an answer follows after `news`.
macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $field:ident: $kind:ty),* $(,)? } -> $answer:ty,
       $lane:ident $work:ident, |$self:ident, $desk:ident $(, $steps:ident)?| $run:expr $(, news |$heard:ident| $news:expr)?;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name {
            $($(#[$of])* pub $field: $kind),*
        }

        impl $crate::window::devices::Request for $name {
            type Answer = $answer;
            const LANE: $crate::window::devices::LaneName = $crate::window::devices::LaneName::$lane;
            const WORK: $crate::desk::watchdog::Work = $crate::desk::watchdog::Work::$work;

            #[allow(unused_variables, reason = "few say how far they are")]
            fn run($self, $desk: &mut $crate::desk::Desk, steps: $crate::window::devices::Steps<'_>) -> Result<$answer, $crate::desk::DeskError> {
                $(let $steps = steps;)?
                $run
            }

            $(fn news($heard: &$answer) -> Option<$crate::window::devices::News> {
                Some($news)
            })?
        }
    )*};
}
use requests;
