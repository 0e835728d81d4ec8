//! A table as JSON Lines: an object a row with the keys of the columns, amounts as text with two decimals, and the control
//! line as an object of its own.

use std::io::Write;

use serde_json::{Map, Value, json};

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

    fn line(&mut self, value: &Value) -> Result<(), TableError> {
        Ok(writeln!(self.out, "{value}")?)
    }
}

impl<W: Write> TableWriter for JsonlWriter<W> {
    fn row(&mut self, _: u64, cells: &[Cell<'_>]) -> Result<(), TableError> {
        let value = |cell: &Cell<'_>| match cell {
            Cell::Empty => Value::Null,
            Cell::Count(count) => json!(count),
            other => json!(other.canonical()),
        };
        let pairs = self.columns.iter().zip(cells).map(|(column, cell)| (column.key.to_owned(), value(cell)));
        let row: Map<String, Value> = pairs.collect();
        self.line(&Value::Object(row))
    }

    fn finish(mut self: Box<Self>, control: &Control) -> Result<(), TableError> {
        let control = control.to_string();
        self.line(&json!({ CONTROL: control }))?;
        Ok(self.out.flush()?)
    }
}
