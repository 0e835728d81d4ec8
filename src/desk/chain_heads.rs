//! The head of the audit chain, written down outside of the database, and the check that the chain still holds what
//! was written down.

use std::io::Write as _;
use std::path::Path;

use super::keeping::KeepingError;
use super::trouble::Trouble;
use super::{Asks, Desk, DeskError};
use crate::domain::audit::AuditAct;
use crate::domain::chain_head::{ChainHead, GENESIS};
use crate::domain::permission::Act;
use crate::store::{Difference, Verification};

impl Desk {
    /// The head of the audit chain now, the entry that somebody read it included.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn chain_head(&mut self, who: &dyn Asks) -> Result<ChainHead, DeskError> {
        let who = self.allow(who, Act::VerifyBooks)?;
        self.note(who, AuditAct::ChainHeadRead, "", String::new())?;
        let (number, hash) = self.store.audit_head()?.unwrap_or_else(|| (0, GENESIS.to_owned()));
        Ok(ChainHead { at: self.now(), number, hash })
    }

    /// Appends the head of the audit chain as a line to a file, which is made where it is not there. The file may
    /// lie on another disk.
    ///
    /// # Errors
    /// [`Trouble::File`] where the file cannot be written, [`Trouble::Store`].
    pub fn append_chain_head(&mut self, who: &dyn Asks, path: &Path) -> Result<ChainHead, DeskError> {
        let head = self.chain_head(who)?;
        let append = || -> std::io::Result<()> {
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
            // In one piece, so that two desks that append at once leave two lines.
            file.write_all(format!("{head}\n").as_bytes())?;
            file.sync_all()
        };
        append().map_err(|source| Trouble::File { path: path.to_owned(), source })?;
        Ok(head)
    }

    /// Checks the books, and that each head of a file is still in their chain.
    ///
    /// # Errors
    /// [`DeskError::Keeping`] for a file that holds no heads, and those of [`Desk::verify`].
    pub fn verify_against(&self, who: &dyn Asks, heads: &Path) -> Result<Verification, DeskError> {
        self.allow(who, Act::VerifyBooks)?;
        let heads = read(heads)?;
        let mut found = self.verify(who)?;
        for head in heads.iter().filter(|head| head.number > 0) {
            let there = self.store.audit_hash(head.number)?;
            if there.as_ref() != Some(&head.hash) {
                found.differences.push(Difference {
                    table: "audit".to_owned(),
                    row: head.number.to_string(),
                    what: "written_head",
                    expected: head.hash.clone(),
                    found: there.unwrap_or_else(|| "missing".to_owned()),
                });
            }
        }
        Ok(found)
    }
}

/// The heads of a file.
fn read(path: &Path) -> Result<Vec<ChainHead>, KeepingError> {
    let here = || path.to_owned();
    let text =
        std::fs::read_to_string(path).map_err(|source| KeepingError::HeadsUnreadable { path: here(), source })?;
    let heads = ChainHead::parse_lines(&text).map_err(|bad| KeepingError::BadHead { path: here(), line: bad.line })?;
    if heads.is_empty() { Err(KeepingError::NoHeads { path: here() }) } else { Ok(heads) }
}
