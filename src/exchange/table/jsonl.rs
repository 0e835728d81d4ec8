//! A table as JSON Lines: an object a row with the keys of the columns, amounts as text with two decimals, and the control
//! line as an object of its own.

use std::io::Write;

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::json;

use super::control::Control;
use super::{Cell, Column, TableError, TableWriter};

pub struct JsonlWriter<W: Write> {
    out: W,
    columns: Vec<Column>,
}

/// The key of the control line.
pub(super) const CONTROL: &str = "control";

impl<W: Write> JsonlWriter<W> {
    pub fn new(out: W, columns: Vec<Column>) -> JsonlWriter<W> {
        JsonlWriter { out, columns }
    }
}

impl<W: Write> TableWriter for JsonlWriter<W> {
    fn row(&mut self, _: u64, cells: &[Cell<'_>]) -> Result<(), TableError> {
        serde_json::to_writer(&mut self.out, &Row { columns: &self.columns, cells }).map_err(std::io::Error::from)?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn finish(mut self: Box<Self>, control: &Control) -> Result<(), TableError> {
        writeln!(self.out, "{}", json!({ CONTROL: control.to_string() }))?;
        Ok(self.out.flush()?)
    }
}

/// A row as an object, its keys in the order of the columns.
struct Row<'a> {
    columns: &'a [Column],
    cells: &'a [Cell<'a>],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            match cell {
                Cell::Empty => object.serialize_entry(column.key, &())?,
                Cell::Count(count) => object.serialize_entry(column.key, count)?,
                Cell::Text(text) => object.serialize_entry(column.key, column.word(text))?,
                other => object.serialize_entry(column.key, &*other.canonical())?,
            }
        }
        object.end()
    }
}
