//! The other desk, which comes in between two steps of the first, on the same database and perhaps for the same debt
//! and the same terminal.

use std::sync::{Arc, PoisonError};

use super::actor::Actor;
use super::plan::Deed;
use super::stage::Stage;

/// A desk that waits for its moment.
pub(super) struct Guest {
    /// The desk that it interrupts.
    pub host: usize,
    /// How often the host reads its clock before.
    pub after: u32,
    pub deed: Deed,
    pub actor: Actor,
    pub was_in: bool,
}

impl Guest {
    /// Called whenever a desk reads its clock.
    pub(super) fn may_come_in(stage: &Arc<Stage>, desk: usize) {
        let mut waiting = stage.guest.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = waiting.as_mut().is_some_and(|guest| {
            let counts = guest.host == desk && !guest.was_in && !stage.scene().lives[desk].dead;
            guest.after -= u32::from(counts && guest.after > 0);
            counts && guest.after == 0
        });
        let Some(mut guest) = ready.then(|| waiting.take()).flatten() else { return };
        // Nothing of the stage is held while the other desk acts: it needs all of it.
        drop(waiting);
        stage.scene().note(|| "meanwhile:".to_owned());
        guest.was_in = true;
        guest.actor.act(&guest.deed);
        stage.scene().note(|| "back:".to_owned());
        *stage.guest.lock().unwrap_or_else(PoisonError::into_inner) = Some(guest);
    }
}
