//! Keys of the terminal's message codes (`aade`, ecr-protocols «The MAC»): loading the master key, making session
//! keys and exchanging them with the terminal, renewing them. Keys are kept by `key_file`; what a message code
//! covers is the terminal room's.

use super::key_file::{KeyFile, StoredKeys, StoredSession};
use super::setup::Setup;
use super::trouble::{KeyTrouble, Trouble};
use super::{Asks, Desk, DeskError};
use crate::domain::actor::{Actor, Reason};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::{attempt::AttemptId, permission::Act, refusal::Refusal};
use crate::ecr::mac::{CheckValue, MasterKey, SessionKey};
use crate::ecr::terminal::{Dialect, EcrError, Terminal};

/// Keys made of chance that are drawn until one is no weak key: more than one draw is a miracle.
const MOST_DRAWS: usize = 8;

/// What loading a master key did. Check values tell keys apart and say nothing of them.
#[derive(Debug)]
pub struct KeysLoaded {
    /// Of the master key, to compare with the bank's letter.
    pub master_check: String,
    /// Of the session key that the terminal took; or why it took none yet, in which case the next sale tries again.
    pub session_check: Result<String, EcrError>,
}

/// Reads a master key as a technician writes it: 32 hex digits, in groups or not, and after them, where it is known,
/// its check value of six. What follows a `#` on a line is a remark.
///
/// # Errors
/// [`KeyTrouble::Malformed`], [`KeyTrouble::CheckDiffers`]. Neither says anything of the digits.
pub fn read_master_key(text: &str) -> Result<MasterKey, KeyTrouble> {
    let words = text.lines().filter_map(|line| line.split('#').next()).flat_map(str::split_whitespace);
    let digits: String = words
        .map(|word| word.trim_end_matches(':'))
        .filter(|word| !word.eq_ignore_ascii_case("kcv"))
        .flat_map(str::chars)
        .filter(|c| *c != '-')
        .collect();
    let (key, check) = match digits.len() {
        32 => (digits.as_str(), None),
        38 => digits.split_at_checked(32).map(|(key, check)| (key, Some(check))).ok_or(KeyTrouble::Malformed)?,
        _ => return Err(KeyTrouble::Malformed),
    };
    let key = MasterKey::from_hex(key).map_err(|_| KeyTrouble::Malformed)?;
    match check.map(CheckValue::from_hex) {
        None => Ok(key),
        Some(Err(_)) => Err(KeyTrouble::Malformed),
        Some(Ok(check)) if check == key.check_value() => Ok(key),
        Some(Ok(_)) => Err(KeyTrouble::CheckDiffers { found: key.check_value().to_hex() }),
    }
}

impl Desk {
    /// Keeps a master key for the terminal of the settings and exchanges the first session key under it. A terminal
    /// that says no leaves the old keys in place; one that is not reached is asked before the next sale.
    ///
    /// # Errors
    /// [`Refusal::NoKeysInProtocol`] under `mellon`; [`DeskError::Terminal`] where the terminal refused the key;
    /// [`Trouble::TerminalInUse`], [`Trouble::File`], [`Trouble::Store`].
    pub fn load_master_key(&mut self, who: &dyn Asks, master: MasterKey) -> Result<KeysLoaded, DeskError> {
        let who = &self.allow(who, Act::ManageKeys)?;
        if self.setup.config.terminal.protocol.dialect == Dialect::Mellon {
            return Err(Refusal::NoKeysInProtocol.into());
        }
        let lock = self.lock_terminal()?.ok_or_else(|| self.terminal_in_use())?;
        let master_check = master.check_value().to_hex();
        let mut terminal = self.unsigned_terminal(&lock)?;
        let exchanged = self.exchange(&mut terminal, &master);
        self.put_back(terminal, &lock);
        let (session, session_check) = match exchanged {
            Ok(session) => {
                let check = session.check.to_hex();
                (Some(session), Ok(check))
            }
            Err(DeskError::Terminal(error @ EcrError::Refused(_))) => return Err(error.into()),
            Err(DeskError::Terminal(error)) => (None, Err(error)),
            Err(error) => return Err(error),
        };
        let detail = format!("check={master_check} session={}", session.is_some());
        key_file(&self.setup).write(&StoredKeys { master, session })?;
        self.note_keys(AuditAct::KeysLoaded, who, detail)?;
        // The line that is open was made with the old keys.
        self.terminal = None;
        Ok(KeysLoaded { master_check, session_check })
    }

    /// Whether the terminal's messages are signed, and a key is there to do it.
    ///
    /// # Errors
    /// [`Trouble::Keys`], [`Trouble::File`].
    pub(super) fn check_keys(&self) -> Result<(), Trouble> {
        check(&self.setup)
    }

    /// Gives the terminal the key to sign with, exchanging a new one first where there is none or it signed its
    /// share. Nothing has been charged yet.
    ///
    /// # Errors
    /// [`Trouble::Keys`], [`Trouble::File`], [`Trouble::Store`].
    pub(super) fn ready_to_sign(&mut self, terminal: &mut Terminal) -> Result<(), Trouble> {
        if !self.signs() {
            return Ok(());
        }
        let keys = self.keys()?;
        match &keys.session {
            Some(session) if !self.is_worn(session)? => {
                terminal.sign_with(Some(open(&keys.master, session)?));
                Ok(())
            }
            _ => self.renew_key(terminal),
        }
    }

    /// Exchanges a new session key with the terminal and signs with it from now on.
    ///
    /// # Errors
    /// [`KeyTrouble::Exchange`], [`Trouble::File`], [`Trouble::Store`].
    pub(super) fn renew_key(&mut self, terminal: &mut Terminal) -> Result<(), Trouble> {
        let StoredKeys { master, .. } = self.keys()?;
        let session = self.exchange(terminal, &master).map_err(|error| match error {
            DeskError::Terminal(error) => KeyTrouble::Exchange(error).into(),
            DeskError::Trouble(trouble) => trouble,
            _ => KeyTrouble::NoRandomness.into(),
        })?;
        terminal.sign_with(Some(open(&master, &session)?));
        let detail = format!("check={}", session.check.to_hex());
        key_file(&self.setup).write(&StoredKeys { master, session: Some(session) })?;
        self.note_keys(AuditAct::SessionKeyExchanged, &Actor::System(Reason::Terminal), detail).map_err(Trouble::Store)
    }

    /// Whether messages carry a code: a setting of real `aade` terminals.
    pub(super) fn signs(&self) -> bool {
        signs(&self.setup)
    }

    fn keys(&self) -> Result<StoredKeys, Trouble> {
        keys(&self.setup)
    }

    /// Whether a session key signed as many payments as it may.
    fn is_worn(&self, session: &StoredSession) -> Result<bool, Trouble> {
        let used = self.store.attempts_after(&self.setup.terminal_name(), session.after).map_err(Trouble::Store)?;
        Ok(used >= u64::from(self.setup.config.terminal.mac_renew_after))
    }

    fn exchange(&self, terminal: &mut Terminal, master: &MasterKey) -> Result<StoredSession, DeskError> {
        let session = fresh_key()?;
        let (key, check) = (master.wrap(&session), session.check_value());
        terminal.exchange_key(&key, check)?;
        let after = self.store.last_attempt()?.unwrap_or(AttemptId(0));
        Ok(StoredSession { key, check, after })
    }

    fn note_keys(&mut self, act: AuditAct, who: &Actor, detail: String) -> Result<(), crate::store::StoreError> {
        let subject = self.setup.terminal_name();
        self.store.audit(&AuditEntry { at: self.now(), who: who.clone(), act, subject, detail })
    }
}

/// Whether the terminal's messages are to be signed and the key for it can be read.
///
/// # Errors
/// [`Trouble::Keys`], [`Trouble::File`].
pub(super) fn check(setup: &Setup) -> Result<(), Trouble> {
    if signs(setup) { keys(setup).map(drop) } else { Ok(()) }
}

fn signs(setup: &Setup) -> bool {
    let terminal = &setup.config.terminal;
    terminal.mac && terminal.protocol.dialect == Dialect::Aade && !terminal.protocol.simulated
}

fn keys(setup: &Setup) -> Result<StoredKeys, Trouble> {
    key_file(setup).read()?.ok_or_else(|| KeyTrouble::Missing.into())
}

fn key_file(setup: &Setup) -> KeyFile {
    KeyFile::of(&setup.data_dir, &setup.terminal_name())
}

/// The session key of the file. It fitted its check value when it was written.
fn open(master: &MasterKey, session: &StoredSession) -> Result<SessionKey, Trouble> {
    master.unwrap_key(&session.key, session.check).map_err(|_| KeyTrouble::Missing.into())
}

fn fresh_key() -> Result<SessionKey, DeskError> {
    for _ in 0..MOST_DRAWS {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|_| DeskError::NoRandomness)?;
        if let Ok(key) = SessionKey::from_random(bytes) {
            return Ok(key);
        }
    }
    Err(DeskError::NoRandomness)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789ABCDEFFEDCBA9876543210";

    #[test]
    fn a_master_key_is_read_as_people_write_it() {
        let plain = read_master_key(KEY).unwrap();
        let check = plain.check_value().to_hex();
        let spaced = "0123 4567 89ab cdef\nfedc-ba98-7654-3210\n";
        for text in [
            format!("{KEY}\r\n"),
            spaced.to_owned(),
            format!("# from the bank\n{KEY} {check}"),
            format!("{KEY}\nKCV: {check}\n"),
        ] {
            assert!(read_master_key(&text).unwrap() == plain, "{text}");
        }
    }

    #[test]
    fn a_mistyped_master_key_is_found_by_its_check_value_and_never_repeated() {
        let check = read_master_key(KEY).unwrap().check_value().to_hex();
        // A low bit of a byte is parity, which the cipher does not see: the digit before it is changed.
        let mistyped = KEY.replacen('2', "5", 1);
        let error = read_master_key(&format!("{mistyped} {check}")).unwrap_err();
        assert!(matches!(error, KeyTrouble::CheckDiffers { .. }), "{error:?}");
        for text in ["", KEY.get(1..).unwrap(), "κλειδί", &format!("{KEY}{KEY}"), &KEY.replace('F', "G")] {
            let error = read_master_key(text).unwrap_err();
            assert!(matches!(error, KeyTrouble::Malformed), "{error:?}");
        }
    }

    #[test]
    fn session_keys_are_fresh_each_time() {
        let (one, other) = (fresh_key().unwrap(), fresh_key().unwrap());
        assert!(one != other);
    }
}
