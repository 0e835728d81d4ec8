//! How long a printer is waited for.

use std::time::Duration;

/// The slowest mechanism that is waited for, in bytes a second: 9,600 baud printers of the last century do twice that.
const SLOWEST: u64 = 100;

#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the answer to one real-time request; and for one in its turn of a printer that has nothing to do, or gave none the
    /// last time.
    pub answer: Duration,
    /// After which silence no further answer stands behind the last.
    pub quiet: Duration,
    /// Between two looks at a printer that is printing.
    pub look: Duration,
    /// For the answer of a printer that has not shown that it gives any in its turn; and for trouble after the last byte.
    pub unproven: Duration,
    /// For a mechanism to have done what was before, and then ours, beside the time that the bytes take.
    pub paper: Duration,
    /// For a printer that takes no more bytes.
    pub write: Duration,
}

impl Patience {
    /// A receipt takes one to two seconds on paper; a printer on the same network answers in milliseconds.
    pub const USUAL: Patience = Patience {
        answer: Duration::from_millis(500),
        quiet: Duration::from_millis(40),
        look: Duration::from_millis(300),
        unproven: Duration::from_secs(3),
        paper: Duration::from_secs(10),
        write: Duration::from_secs(10),
    };

    /// For so many bytes to be on paper, by a printer that has shown that it says when they are.
    pub(super) fn for_paper(&self, bytes: usize) -> Duration {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.paper.saturating_add(Duration::from_secs(bytes / SLOWEST))
    }
}
