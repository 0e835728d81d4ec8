//! The keys of the MAC (`aade`): exchanging a session key, and signing with it. Where keys come from and when
//! they are renewed is the caller's.

use super::{STALE_QUIET, Terminal};
use crate::ecr::mac::{CheckValue, SessionKey, WrappedKey};
use crate::ecr::message::{ControlCommand, Request};
use crate::ecr::sale::EcrError;
use crate::ecr::{trace, wait};

impl Terminal {
    /// From now on signs what the protocol has signed (AMOUNT of every kind, RESEND, RESEND-ALL) with this key,
    /// or nothing. `mellon` has no MAC: nothing is signed there.
    pub fn sign_with(&mut self, key: Option<SessionKey>) {
        self.key = key;
    }

    /// Gives the terminal a session key under the master key (`aade`: CONTROL `MAC_K`) and waits until it has
    /// taken it. Nothing is signed with it before [`Terminal::sign_with`]. Not while a sale runs.
    ///
    /// # Errors
    /// [`EcrError::Refused`] when the terminal did not take it: `501` as a rule means another master key.
    /// [`EcrError::BadValue`] in `mellon`, which has no keys. See [`EcrError`] for the rest: whether the
    /// terminal took the key is then not known, and it is to be exchanged again.
    pub fn exchange_key(&mut self, key: &WrappedKey, check: CheckValue) -> Result<(), EcrError> {
        let command = ControlCommand::LoadKey { key: key.clone(), check };
        let request = Request::Control { ecr: self.profile.ecr_id.clone(), command };
        let bytes = self.encode(&request)?;
        let mut line = self.unfollowed_line(STALE_QUIET)?;
        let taken = line.send(&bytes).map_err(EcrError::from).and_then(|()| {
            trace::log(&trace::of_request(&request));
            wait::success(&mut line, &self.profile, &mut self.unclaimed)
        });
        self.keep_answered(line, &taken);
        taken
    }
}
