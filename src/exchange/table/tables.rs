//! Every table that an auditor may read, as JSON Lines: an object a row with its table's name, columns and values as the
//! books hold them, cents as whole numbers.

use std::io::Write;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::control::{Control, TableKind};
use super::jsonl::CONTROL;
use super::{TableError, hex};
use crate::domain::period::Period;

/// How the line of a document begins.
pub(super) const RECEIPT: &str = r#"{"table":"receipt","#;

pub struct TablesWriter<W: Write> {
    out: W,
    hash: Sha256,
    control: Control,
}

impl<W: Write> TablesWriter<W> {
    pub fn new(out: W, period: Period) -> TablesWriter<W> {
        let control =
            Control { kind: TableKind::All, period, rows: 0, documents: 0, totals: Vec::new(), digest: String::new() };
        TablesWriter { out, hash: Sha256::new(), control }
    }

    /// One row of a table.
    ///
    /// # Errors
    /// [`TableError::Io`].
    pub fn row(&mut self, table: &str, columns: Map<String, Value>) -> Result<(), TableError> {
        // The name of the table stands first whatever its columns are called.
        let columns = Value::Object(columns);
        let line = format!(r#"{{"table":{},"row":{columns}}}"#, json!(table));
        self.hash.update(&line);
        self.hash.update("\n");
        writeln!(self.out, "{line}")?;
        self.control.rows += 1;
        self.control.documents += u64::from(line.starts_with(RECEIPT));
        Ok(())
    }

    pub fn control(&self) -> Control {
        Control { digest: hex(self.hash.clone().finalize().as_slice()), ..self.control.clone() }
    }

    /// Writes the last line.
    ///
    /// # Errors
    /// [`TableError::Io`].
    pub fn finish(mut self) -> Result<Control, TableError> {
        let control = self.control();
        writeln!(self.out, "{}", json!({ CONTROL: control.to_string() }))?;
        self.out.flush()?;
        Ok(control)
    }
}
