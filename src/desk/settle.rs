//! What acquirers paid out for the desk's card payments, held against them sale by sale.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;

use super::trouble::Trouble;
use super::{Asks, Desk, DeskError};
use crate::domain::audit::AuditAct;
use crate::domain::permission::Act;
use crate::domain::settlement::{KeptSettled, OpenDocument, Settled};
use crate::exchange::read_otherwise::Met;
use crate::exchange::settlement_file;
use crate::store::{SettlementLoaded, SettlementSource, StoreError};

/// What a settlement did, and how all of them stand to the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettleReport {
    pub loaded: SettlementLoaded,
    /// What was read otherwise than it stands in the file.
    pub read_otherwise: Vec<Met>,
    /// How many rows of all settlements are settled, short, over, unknown, by the word.
    pub counts: BTreeMap<&'static str, u64>,
    /// Those of them that somebody has to look into: short, over, unknown.
    pub questions: Vec<KeptSettled>,
    /// Documents that no settlement has.
    pub open: Vec<OpenDocument>,
}

impl Desk {
    /// Loads an acquirer's settlement in the layout of the settings. Loaded again it changes nothing.
    ///
    /// # Errors
    /// [`DeskError::File`] where the file cannot be read whole, or the database; then nothing was loaded.
    pub fn load_settlement(&mut self, who: &dyn Asks, path: &Path) -> Result<SettleReport, DeskError> {
        let actor = self.allow(who, Act::Settle)?;
        let file = settlement_file::read(path, &self.setup.config.settlement.layout)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let source = SettlementSource { name, sha256: file.sha256, who: actor.clone(), at: self.now() };
        let loaded = self
            .store
            .load_settlement(&file.rows, &source)
            .map_err(|error| DeskError::from(self.named(Trouble::Store(error))))?;
        let open = self.store.open_documents()?;
        self.note(actor, AuditAct::SettlementSeen, "", format!("open={}", open.len()))?;
        Ok(SettleReport {
            loaded,
            read_otherwise: file.read_otherwise,
            counts: self.store.settled_counts()?,
            questions: self.store.settled_rows(|state| state != Settled::Settled)?,
            open,
        })
    }

    /// Documents that no settlement has, longer than the settings give an acquirer.
    pub(super) fn overdue(&self) -> Result<Vec<OpenDocument>, StoreError> {
        let days = i64::from(self.setup.config.settlement.warn_after_days);
        let today = self.today();
        let mut open = self.store.open_documents()?;
        open.retain(|document| today - document.day > TimeDelta::days(days));
        Ok(open)
    }
}
