//! How many documents there are and what they come to, voids and refunds taken off.

use serde::{Deserialize, Serialize};

use super::balance::Balance;

/// A count and a net sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// How many, corrections among them.
    pub count: u64,
    /// What they come to.
    pub total: Balance,
}

impl Tally {
    /// With one more of this amount; nothing where the sum no longer fits.
    pub fn with(self, amount: Balance) -> Option<Tally> {
        Some(Tally { count: self.count.checked_add(1)?, total: self.total.and(amount)? })
    }
}
