//! The rows of every table that an auditor may read: those of a period, with the rows that they hang on, as they are.

use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use super::figures::moments;
use super::value::day_text;
use super::{Store, StoreError};
use crate::domain::period::Period;

/// A value as the tables hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawValue<'a> {
    Nothing,
    Number(i64),
    Text(&'a str),
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow<'a> {
    pub table: &'static str,
    /// Each column by its name.
    pub columns: Vec<(&'a str, RawValue<'a>)>,
}

/// A table, and which of its rows belong to a period. `r`, `a` and `t` are the receipts, attempts and tills of the period,
/// `p` its days and moments.
const TABLES: [(&str, &str); 34] = [
    ("migration", "TRUE"),
    ("origin", "TRUE"),
    ("operator", "TRUE"),
    ("restoration", "TRUE"),
    ("number_jump", "TRUE"),
    ("comparison", "TRUE"),
    ("recovery", "TRUE"),
    ("debt_file", "at >= (SELECT begin FROM p) AND at < (SELECT behind FROM p)"),
    ("wrong_pin", "at >= (SELECT begin FROM p) AND at < (SELECT behind FROM p)"),
    ("clock_acceptance", "at >= (SELECT begin FROM p) AND at < (SELECT behind FROM p)"),
    ("till", "id IN (SELECT id FROM t)"),
    ("handover", "till_id IN (SELECT id FROM t)"),
    (
        "cash_refusal",
        "till_id IN (SELECT id FROM t)
        OR (till_id IS NULL AND at >= (SELECT begin FROM p) AND at < (SELECT behind FROM p))",
    ),
    (
        "debtor",
        "id IN (SELECT debtor_id FROM debt WHERE id IN (SELECT debt_id FROM attempt_line WHERE attempt_id IN a))",
    ),
    ("debt", "id IN (SELECT debt_id FROM attempt_line WHERE attempt_id IN a)"),
    ("attempt", "id IN a"),
    ("attempt_line", "attempt_id IN a"),
    ("attempt_trace", "attempt_id IN a"),
    ("attempt_witness", "attempt_id IN a"),
    ("card_payment", "attempt_id IN a"),
    ("correction", "attempt_id IN a"),
    ("resolution", "attempt_id IN a"),
    ("receipt", "id IN (SELECT id FROM r)"),
    ("receipt_line", "receipt_id IN (SELECT id FROM r)"),
    ("batch_report", "till_id IN (SELECT id FROM t)"),
    ("batch_move", "report_id IN (SELECT id FROM batch_report WHERE till_id IN (SELECT id FROM t))"),
    ("explanation", "till_id IN (SELECT id FROM t)"),
    ("z_report", "till_id IN (SELECT id FROM t)"),
    ("foreign_result", "id IN f"),
    ("foreign_tie", "foreign_id IN f"),
    ("foreign_write_off", "foreign_id IN f"),
    (
        "settlement_file",
        "id IN (SELECT file_id FROM settlement_row, p WHERE attempt_id IN a OR value_date BETWEEN first AND last)",
    ),
    ("settlement_row", "attempt_id IN a OR value_date BETWEEN (SELECT first FROM p) AND (SELECT last FROM p)"),
    ("audit", "at >= (SELECT begin FROM p) AND at < (SELECT behind FROM p)"),
];

/// Tables that are not handed out, each with its reason.
#[cfg(test)]
const KEPT_BACK: [(&str, &str); 2] = [
    ("card_slip", "what a terminal gave to print may hold the name of a card's holder"),
    ("row_seal", "seals are checked by `verify` and say nothing outside of the file"),
];

/// Columns that are not handed out.
const SECRET: [(&str, &str); 1] = [("operator", "pin_hash")];

/// The period and what is of it, before the rows of a table.
const OF_PERIOD: &str = "WITH
    p(first, last, begin, behind) AS (VALUES (?1, ?2, ?3, ?4)),
    t(id) AS (SELECT till.id FROM till, p WHERE day BETWEEN first AND last),
    r(id, attempt_id) AS (SELECT receipt.id, attempt_id FROM receipt, p
        WHERE till_id IN (SELECT id FROM t) OR (till_id IS NULL AND day BETWEEN first AND last)),
    a(id) AS (SELECT attempt.id FROM attempt, p WHERE prepared_at >= begin AND prepared_at < behind
        UNION SELECT attempt_id FROM r),
    f(id) AS (SELECT foreign_result.id FROM foreign_result, p WHERE seen_at >= begin AND seen_at < behind
        UNION SELECT foreign_id FROM foreign_tie WHERE attempt_id IN a
        UNION SELECT foreign_id FROM foreign_write_off WHERE till_id IN (SELECT id FROM t))";

impl Store {
    /// Hands on the rows, table by table, in the order of their keys.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a value that this program never wrote; those of `act`.
    pub fn each_auditable_row<E: From<StoreError>>(
        &self,
        period: Period,
        act: &mut dyn FnMut(&RawRow<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (begin, behind) = moments(period);
        for (table, which) in TABLES {
            let sql = format!("{OF_PERIOD} SELECT * FROM {table} WHERE {which} ORDER BY 1, 2");
            let mut statement = self.conn.prepare(&sql).map_err(StoreError::from)?;
            let parameters = params![day_text(period.from()), day_text(period.to()), begin, behind];
            let mut rows = statement.query(parameters).map_err(StoreError::from)?;
            while let Some(row) = rows.next().map_err(StoreError::from)? {
                act(&row_of(table, row)?)?;
            }
        }
        Ok(())
    }
}

fn row_of<'a>(table: &'static str, row: &'a Row<'a>) -> Result<RawRow<'a>, StoreError> {
    let names = row.as_ref().column_names();
    let mut columns = Vec::with_capacity(names.len());
    for (place, name) in names.into_iter().enumerate().filter(|(_, name)| !SECRET.contains(&(table, *name))) {
        let unreadable = || StoreError::Unreadable { table, column: name.to_owned() };
        let value = match row.get_ref(place)? {
            ValueRef::Null => RawValue::Nothing,
            ValueRef::Integer(number) => RawValue::Number(number),
            ValueRef::Text(bytes) => RawValue::Text(std::str::from_utf8(bytes).map_err(|_| unreadable())?),
            ValueRef::Real(_) | ValueRef::Blob(_) => return Err(unreadable()),
        };
        columns.push((name, value));
    }
    Ok(RawRow { table, columns })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_is_handed_out_or_kept_back_for_a_reason() {
        let dir = tempfile::tempdir().unwrap();
        let at = "2026-11-23T08:00:00Z".parse().unwrap();
        let store = Store::create(&dir.path().join("tameio.db"), at, false).unwrap();
        let mut statement = store
            .conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            .unwrap();
        let there: BTreeSet<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let known = TABLES.iter().chain(&KEPT_BACK).map(|(table, _)| (*table).to_owned()).collect();
        assert_eq!(there, known);
    }
}
