//! Look-ups of debtors and debts: by RF code, tax number, row and name. Each point look-up is one prepared
//! statement on an index.

use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::value::Cells;
use super::{Store, StoreError};
use crate::domain::debt::{Debt, DebtId, Debtor, DebtorId};
use crate::domain::{afm::Afm, rf::Rf};

/// The columns of a debt `d` in the order that [`debt_of`] reads them.
macro_rules! debt_columns {
    () => {
        "d.id, d.external_id, d.debtor_id, d.rf, d.rf_valid_until, d.revenue_code, d.description, d.year, d.list_no,
         d.due, d.capital_cents, d.surcharge_cents, d.surcharge_as_of, d.paid_cents, d.paid_surcharge_cents,
         d.cancelled, d.instalment,
         EXISTS (SELECT 1 FROM attempt_line f WHERE f.debt_id = d.id AND f.open = 1) AS fenced"
    };
}

/// How many columns those are.
const DEBT_COLUMNS: usize = 18;

const BY_RF: &str = concat!(
    "SELECT ",
    debt_columns!(),
    ", o.id, o.name, o.afm FROM debt d JOIN debtor o ON o.id = d.debtor_id
     WHERE d.rf = ?1 ORDER BY d.debtor_id, d.id"
);

const BY_AFM: &str = concat!(
    "SELECT ",
    debt_columns!(),
    ", o.id, o.name, o.afm FROM debtor o LEFT JOIN debt d ON d.debtor_id = o.id
     WHERE o.afm = ?1 ORDER BY d.due, d.id"
);

/// More words than a name has only slow a scan down.
const MAX_WORDS: usize = 8;

impl Store {
    /// The debts of an RF code with who owes them, by debtor; one code can stand for several.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn debts_by_rf(&self, rf: &Rf) -> Result<Vec<(Debtor, Vec<Debt>)>, StoreError> {
        let mut statement = self.conn.prepare_cached(BY_RF)?;
        let mut rows = statement.query([rf.as_str()])?;
        let mut found: Vec<(Debtor, Vec<Debt>)> = Vec::with_capacity(1);
        while let Some(row) = rows.next()? {
            let cells = Cells::of("debt", row);
            let debt = debt_of(&cells)?;
            match found.last_mut() {
                Some((debtor, debts)) if debtor.id == debt.debtor => debts.push(debt),
                _ => found.push((debtor_of(&cells, DEBT_COLUMNS)?, vec![debt])),
            }
        }
        Ok(found)
    }

    /// The debtor of a tax number with what they owe, oldest due date first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn debts_by_afm(&self, afm: &Afm) -> Result<Option<(Debtor, Vec<Debt>)>, StoreError> {
        let mut statement = self.conn.prepare_cached(BY_AFM)?;
        let mut rows = statement.query([afm.as_str()])?;
        let mut found: Option<(Debtor, Vec<Debt>)> = None;
        while let Some(row) = rows.next()? {
            let cells = Cells::of("debt", row);
            let (_, debts) = match &mut found {
                Some(known) => known,
                None => found.insert((debtor_of(&cells, DEBT_COLUMNS)?, Vec::new())),
            };
            // A debtor without debts is one row of nothing.
            if cells.opt_integer(0)?.is_some() {
                debts.push(debt_of(&cells)?);
            }
        }
        Ok(found)
    }

    /// A debtor by row.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn debtor(&self, id: DebtorId) -> Result<Option<Debtor>, StoreError> {
        debtor(&self.conn, id)
    }

    /// What a debtor owes or owed, oldest due date first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn debts_of(&self, debtor: DebtorId) -> Result<Vec<Debt>, StoreError> {
        let mut statement = self.conn.prepare_cached(concat!(
            "SELECT ",
            debt_columns!(),
            " FROM debt d WHERE d.debtor_id = ?1 ORDER BY d.due, d.id"
        ))?;
        let mut rows = statement.query([debtor.0])?;
        let mut debts = Vec::new();
        while let Some(row) = rows.next()? {
            debts.push(debt_of(&Cells::of("debt", row))?);
        }
        Ok(debts)
    }

    /// Debts by row, in the order asked.
    ///
    /// # Errors
    /// [`StoreError::UnknownDebt`] for a row that does not exist.
    pub fn debts(&self, ids: &[DebtId]) -> Result<Vec<Debt>, StoreError> {
        let unknown = |id: DebtId| StoreError::UnknownDebt { external_id: id.0.to_string() };
        ids.iter().map(|id| debt(&self.conn, *id)?.ok_or_else(|| unknown(*id))).collect()
    }

    /// A debt by the number that the municipality's system gave it.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn debt_by_external_id(&self, external_id: &str) -> Result<Option<Debt>, StoreError> {
        let mut statement =
            self.conn.prepare_cached(concat!("SELECT ", debt_columns!(), " FROM debt d WHERE d.external_id = ?1"))?;
        let mut rows = statement.query([external_id])?;
        rows.next()?.map(|row| debt_of(&Cells::of("debt", row))).transpose()
    }

    /// Whether any debt has an RF code of an organisation. Its five digits stand behind the two check digits, so the index
    /// is asked once for each pair of these.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn has_codes_of(&self, organisation: &str) -> Result<bool, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT 1 FROM debt WHERE rf >= ?1 AND rf < ?2 LIMIT 1")?;
        for check in 0..=99 {
            let first = format!("RF{check:02}{organisation}");
            if statement.exists([first.as_str(), format!("{first}~").as_str()])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How many debtors and debts the books hold.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn debt_counts(&self) -> Result<(u64, u64), StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT (SELECT count(*) FROM debtor), (SELECT count(*) FROM debt)")?;
        let mut rows = statement.query([])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let cells = Cells::of("debt", row);
        Ok((cells.number(0)?, cells.number(1)?))
    }

    /// Debtors by part of a name that was folded with [`crate::domain::fold::fold`]: first those whose name begins
    /// with it (an index), then those whose name contains all its words (a scan that stops at `limit`); each part
    /// in the order of names.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn debtors_by_name(&self, folded: &str, limit: usize) -> Result<Vec<Debtor>, StoreError> {
        let mut found = Vec::new();
        let text = folded.trim();
        if text.is_empty() || limit == 0 {
            return Ok(found);
        }
        // Every name that begins with the text sorts between it and it with the last character of all.
        let end = format!("{text}\u{10ffff}");
        self.names(
            "SELECT id, name, afm FROM debtor WHERE name_folded >= ?1 AND name_folded < ?2 ORDER BY name_folded, id",
            &[text, &end],
            limit,
            &mut found,
        )?;
        if found.len() < limit {
            let words: Vec<&str> = text.split_whitespace().take(MAX_WORDS).collect();
            let mut sql =
                String::from("SELECT id, name, afm FROM debtor WHERE NOT (name_folded >= ?1 AND name_folded < ?2)");
            for place in 0..words.len() {
                sql.push_str(&format!(" AND instr(name_folded, ?{})", place + 3));
            }
            sql.push_str(" ORDER BY name_folded, id");
            let parameters: Vec<&str> = [text, end.as_str()].into_iter().chain(words).collect();
            self.names(&sql, &parameters, limit, &mut found)?;
        }
        Ok(found)
    }

    /// Adds what a query of debtors finds, up to the limit.
    fn names(&self, sql: &str, parameters: &[&str], limit: usize, found: &mut Vec<Debtor>) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(parameters))?;
        while found.len() < limit {
            let Some(row) = rows.next()? else { break };
            found.push(debtor_of(&Cells::of("debtor", row), 0)?);
        }
        Ok(())
    }
}

/// A debtor by row.
pub(super) fn debtor(conn: &Connection, id: DebtorId) -> Result<Option<Debtor>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id, name, afm FROM debtor WHERE id = ?1")?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(|row| debtor_of(&Cells::of("debtor", row), 0)).transpose()
}

/// A debt by row.
pub(super) fn debt(conn: &Connection, id: DebtId) -> Result<Option<Debt>, StoreError> {
    let mut statement = conn.prepare_cached(concat!("SELECT ", debt_columns!(), " FROM debt d WHERE d.id = ?1"))?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(|row| debt_of(&Cells::of("debt", row))).transpose()
}

/// Whether no debt was ever loaded.
pub(super) fn is_empty(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn.query_row("SELECT 1 FROM debt LIMIT 1", [], |_| Ok(())).optional()?.is_none())
}

fn debtor_of(cells: &Cells<'_>, from: usize) -> Result<Debtor, StoreError> {
    Ok(Debtor { id: DebtorId(cells.integer(from)?), name: cells.text(from + 1)?, afm: cells.opt_afm(from + 2)? })
}

/// A debt from the columns of [`debt_columns`].
pub(super) fn debt_of(cells: &Cells<'_>) -> Result<Debt, StoreError> {
    Ok(Debt {
        id: DebtId(cells.integer(0)?),
        external_id: cells.text(1)?,
        debtor: DebtorId(cells.integer(2)?),
        rf: cells.opt_rf(3)?,
        rf_valid_until: cells.opt_day(4)?,
        revenue_code: cells.text(5)?,
        description: cells.text(6)?,
        year: cells.number(7)?,
        list_no: cells.opt_text(8)?,
        due: cells.opt_day(9)?,
        capital: cells.money(10)?,
        surcharge: cells.money(11)?,
        surcharge_as_of: cells.opt_day(12)?,
        paid: cells.money(13)?,
        paid_surcharge: cells.money(14)?,
        cancelled: cells.flag(15)?,
        instalment: cells.opt_number(16)?,
        fenced: cells.flag(17)?,
    })
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone as _, Utc};
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_look_up_is_planned_once_uses_indices_and_sorts_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let at = Utc.timestamp_opt(0, 0).unwrap();
        let store = Store::create(&dir.path().join("tameio.db"), at, false).unwrap();
        for leading in 1..=5 {
            store.debts_by_rf(&Rf::from_body(&format!("{leading}")).unwrap()).unwrap();
            store.debts_by_afm(&Afm::from_leading(leading).unwrap()).unwrap();
        }
        for sql in [BY_RF, BY_AFM] {
            let statement = store.conn.prepare_cached(sql).unwrap();
            assert_eq!(statement.get_status(StatementStatus::RePrepare), 0, "{sql}");
            assert_eq!(statement.get_status(StatementStatus::FullscanStep), 0, "{sql}");
            assert_eq!(statement.get_status(StatementStatus::Sort), 0, "{sql}");
            assert!(statement.get_status(StatementStatus::Run) >= 5, "{sql}");
        }
    }
}
