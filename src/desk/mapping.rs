//! The layouts of the settings, by name.

use super::{Desk, DeskError};
use crate::exchange::mapping::Mapping;

impl Desk {
    /// A layout of the configuration (`[import.NAME]`).
    ///
    /// # Errors
    /// [`DeskError::NoSuchMapping`].
    pub fn mapping(&self, name: &str) -> Result<Mapping, DeskError> {
        let known = &self.setup.config.import.mappings;
        known
            .get(name)
            .cloned()
            .ok_or_else(|| DeskError::NoSuchMapping { name: name.to_owned(), known: known.keys().cloned().collect() })
    }
}
