//! A mapping and the titles of a file → where each field stands in its rows.

use std::cell::RefCell;

use super::dates::DateFormat;
use super::encoding::Encoding;
use super::file_error::FileError;
use super::header;
use super::mapping::{Field, Mapping, MappingError};
use super::title::{self, NearTitle, TitleKey};
use crate::domain::money::DecimalMark;

/// A mapping made ready for one file: where each field stands in its rows.
pub(super) struct Layout {
    pub(super) encoding: Encoding,
    pub(super) decimal: DecimalMark,
    pub(super) dates: DateFormat,
    pub(super) date_pattern: String,
    /// What the status of a withdrawn debt says, and the same as it is compared.
    pub(super) cancelled_words: Vec<(String, TitleKey)>,
    /// The status of the row before and what it says: most rows have the same.
    pub(super) last_status: RefCell<Option<(String, bool)>>,
    /// Header and place of each field, in the order of [`Field::ALL`], which is that of `Field`.
    columns: Vec<Column>,
}

struct Column {
    title: Option<Title>,
    place: Option<usize>,
}

struct Title {
    shown: String,
    key: TitleKey,
}

impl Layout {
    /// Prepares a mapping for a file in an encoding; no field has a place yet.
    pub(super) fn new(mapping: &Mapping, encoding: Encoding) -> Result<Layout, MappingError> {
        mapping.check()?;
        let title = |text: &str| Title { shown: header::plain(text), key: TitleKey::of(text) };
        let column = |field| Column { title: mapping.columns.header(field).map(title), place: None };
        Ok(Layout {
            encoding,
            decimal: mapping.decimal,
            dates: DateFormat::compile(&mapping.date)?,
            date_pattern: mapping.date.clone(),
            cancelled_words: mapping.cancelled_words.iter().map(|word| (word.clone(), TitleKey::of(word))).collect(),
            last_status: RefCell::new(None),
            columns: Field::ALL.into_iter().map(column).collect(),
        })
    }

    fn titles(&self) -> impl Iterator<Item = (Field, &Title)> + Clone {
        Field::ALL.into_iter().zip(&self.columns).filter_map(|(field, column)| Some((field, column.title.as_ref()?)))
    }

    /// Whether titles have every column that every debt needs.
    pub(super) fn is_complete(&self, names: &[String]) -> bool {
        self.missing(names).is_empty()
    }

    /// The titles of needed columns that are not among `names`.
    pub(super) fn missing(&self, names: &[String]) -> Vec<String> {
        let keys = keys(names);
        let needed = self.titles().filter(|(field, title)| field.is_needed() && !keys.contains(&title.key));
        needed.map(|(_, title)| title.shown.clone()).collect()
    }

    /// How many of the mapping's titles are among `names`.
    pub(super) fn known(&self, names: &[String]) -> usize {
        let keys = keys(names);
        self.titles().filter(|(_, title)| keys.contains(&title.key)).count()
    }

    /// Which of `names` are nearly titles that are not among them, of fields of a kind.
    pub(super) fn near(&self, names: &[String], is_meant: impl Fn(Field) -> bool) -> Vec<NearTitle> {
        let keys = keys(names);
        let all = self.titles().map(|(_, title)| title.shown.as_str());
        let absent = self.titles().filter(|(field, title)| is_meant(*field) && !keys.contains(&title.key));
        title::near(names, all, absent.map(|(_, title)| title.shown.as_str()))
    }

    /// Finds each field's place among complete titles. How many of them are written otherwise than in the mapping.
    ///
    /// # Errors
    /// [`FileError::DuplicateColumn`]: which of the two would be meant?
    pub(super) fn place(&mut self, names: &[String]) -> Result<usize, FileError> {
        let keys = keys(names);
        let mut by_meaning = 0;
        for column in &mut self.columns {
            let Some(title) = &column.title else { continue };
            let mut places = keys.iter().enumerate().filter(|(_, key)| **key == title.key).map(|(place, _)| place);
            column.place = places.next();
            if places.next().is_some() {
                return Err(FileError::DuplicateColumn { name: title.shown.clone() });
            }
            let name = column.place.and_then(|place| names.get(place));
            by_meaning += usize::from(name.is_some_and(|name| *name != title.shown));
        }
        Ok(by_meaning)
    }

    /// Cells that a row must have to hold what every debt needs.
    pub(super) fn least_cells(&self) -> usize {
        let needed = Field::ALL.into_iter().zip(&self.columns).filter(|(field, _)| field.is_needed());
        needed.filter_map(|(_, column)| column.place).max().map_or(0, |last| last + 1)
    }

    /// The mapping's titles that the file lacks; none of them is needed.
    pub(super) fn absent(&self) -> Vec<String> {
        let absent = self.columns.iter().filter(|column| column.place.is_none());
        absent.filter_map(|column| Some(column.title.as_ref()?.shown.clone())).collect()
    }

    /// The fields of which the file has a column.
    pub(super) fn present(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| self.column(*field).is_some_and(|c| c.place.is_some())).collect()
    }

    pub(super) fn header(&self, field: Field) -> Option<String> {
        Some(self.column(field)?.title.as_ref()?.shown.clone())
    }

    /// The place of a field's cell in each row.
    pub(super) fn place_of(&self, field: Field) -> Option<usize> {
        self.column(field)?.place
    }

    fn column(&self, field: Field) -> Option<&Column> {
        self.columns.get(field as usize)
    }
}

fn keys(names: &[String]) -> Vec<TitleKey> {
    names.iter().map(|name| TitleKey::of(name)).collect()
}
