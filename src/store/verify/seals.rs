//! Every row is the one that the desk wrote: its seal fits, and no seal is without its row.

use rusqlite::Connection;

use super::Verification;
use crate::store::StoreError;
use crate::store::seals::{self, Fault, Finding, TABLE, of_no_table, tables};

/// Table by table, so that one that cannot be read does not hide the others.
pub(super) fn rows(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let tables = tables(conn)?;
    let mut findings = Vec::new();
    for table in &tables {
        table.rows(conn, &mut findings).or_else(|error| found.unreadable(&table.name, "", error))?;
        table.rowless(conn, &mut findings).or_else(|error| found.unreadable(TABLE, &table.name, error))?;
    }
    of_no_table(conn, &tables, &mut findings).or_else(|error| found.unreadable(TABLE, "", error))?;
    displaced(&mut findings, found);
    for finding in findings {
        name(found, &finding);
    }
    Ok(())
}

/// A seal without a row that is the one of a row without a seal: not the row was moved, but its seal.
fn displaced(findings: &mut Vec<Finding>, found: &mut Verification) {
    let rowless: Vec<(String, Vec<u8>)> = findings
        .iter()
        .filter_map(|finding| match &finding.fault {
            Fault::Rowless { seal } => Some((format!("{} {}", finding.table, finding.row()), seal.clone())),
            _ => None,
        })
        .collect();
    if rowless.is_empty() {
        return;
    }
    let mut moved = Vec::new();
    findings.retain(|finding| {
        let Fault::Unsealed { row } = &finding.fault else { return true };
        let Some((at, seal)) = rowless.iter().find(|(_, seal)| seal == row) else { return true };
        found.differs(TABLE, at, "seal_of", format!("{} {}", finding.table, finding.row()), at);
        moved.push(seal.clone());
        false
    });
    findings.retain(|finding| !matches!(&finding.fault, Fault::Rowless { seal } if moved.contains(seal)));
}

fn name(found: &mut Verification, finding: &Finding) {
    let (table, row) = (finding.table.as_str(), finding.row());
    match &finding.fault {
        Fault::Changed { seal, row: of_row } => found.differs(table, row, "seal", hex(seal), hex(of_row)),
        Fault::Forged => found.differs(TABLE, format!("{table} {row}"), "seal", "a seal", "none"),
        Fault::Unsealed { row: of_row } => found.differs(table, row, "seal", hex(of_row), "missing"),
        Fault::Rowless { seal } if !seals::is_seal(seal) => {
            found.differs(TABLE, format!("{table} {row}"), "seal", "a seal", "none");
        }
        Fault::Rowless { .. } => found.differs(table, row, "sealed_row", "there", "missing"),
    }
}

fn hex(bytes: &[u8]) -> String {
    crate::store::audit::hex(bytes)
}
