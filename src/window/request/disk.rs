//! Room for the books.

use super::{Desk, DeskError, LaneName, Request, Steps, Work};

/// Whether the disk takes what the next payments need.
#[derive(Debug)]
pub struct CheckDisk;

impl Request for CheckDisk {
    type Answer = ();
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<(), DeskError> {
        desk.check_disk()
    }
}
