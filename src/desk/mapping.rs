//! From the layouts of the configuration to the layouts that files are read in.

use super::{Desk, DeskError};
use crate::config::{BatchFileConfig, ImportMapping};
use crate::domain::money::DecimalMark;
use crate::exchange::batch_file::BatchLayout;
use crate::exchange::file_error::FileError;
use crate::exchange::mapping::{Columns, Encoding, Mapping};

impl Desk {
    /// A layout of the configuration (`[import.NAME]`).
    ///
    /// # Errors
    /// [`DeskError::NoSuchMapping`]; [`DeskError::File`] where it cannot be used.
    pub fn mapping(&self, name: &str) -> Result<Mapping, DeskError> {
        let known = &self.setup.config.import;
        let Some(settings) = known.get(name) else {
            return Err(DeskError::NoSuchMapping { name: name.to_owned(), known: known.keys().cloned().collect() });
        };
        let mapping = from_settings(settings);
        mapping.check().map_err(FileError::from)?;
        Ok(mapping)
    }
}

/// The layout of files of card transactions.
pub(super) fn batch_layout(settings: &BatchFileConfig) -> BatchLayout {
    BatchLayout {
        encoding: encoding(&settings.encoding),
        separator: settings.separator,
        decimal: decimal(settings.decimal),
        plus_words: settings.plus_words.clone(),
        minus_words: settings.minus_words.clone(),
        columns: settings.columns.clone(),
    }
}

fn encoding(word: &str) -> Encoding {
    Encoding::from_word(word).unwrap_or_default()
}

fn decimal(mark: char) -> DecimalMark {
    if mark == '.' { DecimalMark::Point } else { DecimalMark::Comma }
}

fn from_settings(settings: &ImportMapping) -> Mapping {
    let title = |field: &str| settings.columns.get(field).cloned();
    let needed = |field: &str| title(field).unwrap_or_default();
    Mapping {
        encoding: encoding(&settings.encoding),
        separator: settings.separator,
        decimal: decimal(settings.decimal),
        date: settings.date.clone(),
        cancelled_words: settings.cancelled_words.clone(),
        columns: Columns {
            external_id: needed("external_id"),
            name: needed("name"),
            revenue_code: needed("revenue_code"),
            description: needed("description"),
            year: needed("year"),
            capital: needed("capital"),
            afm: title("afm"),
            debtor_number: title("debtor_number"),
            rf: title("rf"),
            rf_valid_until: title("rf_valid_until"),
            list_no: title("list_no"),
            due: title("due"),
            surcharge: title("surcharge"),
            surcharge_as_of: title("surcharge_as_of"),
            instalment: title("instalment"),
            status: title("status"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_layout_is_the_same_in_the_configuration_and_in_the_reader() {
        assert_eq!(from_settings(&ImportMapping::default()), Mapping::default());
    }
}
