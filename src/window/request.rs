//! What the window asks of the desk, one type a request. To add one is its type with its [`Request`], here.

mod disk;
mod history;
mod people;
mod printer;
mod selling;
mod terminal;

use crate::desk::watchdog::Work;
use crate::desk::{Desk, DeskError};
use crate::window::devices::{LaneName, News, Request, Steps};

pub use disk::CheckDisk;
pub use history::{Around, FindReceipts, ReadAround, ReadPaper, UnclaimedResults};
pub use people::{Approve, Operators, SignIn};
pub use printer::{ConfirmPrinted, Copy, PrinterSeen, PrinterStatus, Reprint, UnknownSlip, WaysToPay};
pub use selling::{AcceptClock, Correct, Day, LookUp, Offer, OpenTill, Pay, ReadDay, RefuseCash};
pub use terminal::{Echo, Recover, Resolve, StateOnDisk, Unresolved};
