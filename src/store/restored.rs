//! Books that were brought back from a copy: how far they reach, from which numbers they go on, and whether somebody
//! compared them with the terminal since.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::copy::Alone;
use super::value::{Cells, moment_text};
use super::{Store, StoreError, audit, operators};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::jump::{Jump, LastNumber, Numbered, Reach, jumps};
use crate::domain::{operator::OperatorId, receipt::ReceiptNo, session::SessionNo, time::Moment};

impl Store {
    /// How far the books reach.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn reach(&self) -> Result<Reach, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT series, year, number, at FROM receipt ORDER BY id DESC LIMIT 1")?;
        let mut rows = statement.query([])?;
        let receipt = match rows.next()? {
            Some(row) => {
                let cells = Cells::of("receipt", row);
                let number = ReceiptNo::new(cells.str(0)?, cells.number(1)?, cells.number(2)?)?;
                Some((number.to_string(), cells.moment(3)?))
            }
            None => None,
        };
        let mut statement = self.conn.prepare_cached("SELECT seq, at FROM audit ORDER BY seq DESC LIMIT 1")?;
        let mut rows = statement.query([])?;
        let entry = match rows.next()? {
            Some(row) => {
                let cells = Cells::of("audit", row);
                Some((cells.number(0)?, cells.moment(1)?))
            }
            None => None,
        };
        Ok(Reach { receipt, entry })
    }

    /// Notes that these books come from a copy, and from which numbers they go on: past those of the books that they
    /// replace, or past a gap. `used` are series that the copy may not have begun.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn note_restored(
        &mut self,
        entry: &AuditEntry,
        used: &[LastNumber],
        held: Option<&[LastNumber]>,
    ) -> Result<Vec<Jump>, StoreError> {
        self.write(|tx| {
            let mut ours = numbers(tx)?;
            for one in used {
                if !ours.iter().any(|mine| (mine.of, &mine.series, mine.year) == (one.of, &one.series, one.year)) {
                    ours.push(one.clone());
                }
            }
            let after: i64 = tx.query_row("SELECT coalesce(max(id), 0) FROM attempt", [], |row| row.get(0))?;
            let jumps = jumps(&ours, held);
            let detail = format!("{} jumps={}", entry.detail, digest(&jumps, after));
            let seq = audit::append(tx, &AuditEntry { detail, ..entry.clone() })?;
            let id = tx
                .prepare_cached("INSERT INTO restoration (at, audit_seq) VALUES (?1, ?2)")?
                .insert(params![moment_text(entry.at), seq])?;
            let mut statement = tx.prepare_cached(
                "INSERT INTO number_jump (restoration_id, kind, series, year, last, next, after_attempt)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for jump in &jumps {
                let (kind, next) = (jump.of.word(), jump.next);
                statement.execute(params![id, kind, jump.series, jump.year, jump.last, next, after])?;
            }
            Ok(jumps)
        })
    }

    /// When the books were last brought back, where nobody has compared them with the terminal since.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn not_compared_since(&self) -> Result<Option<Moment>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT r.at FROM restoration r LEFT JOIN comparison c ON c.restoration_id = r.id
             WHERE c.restoration_id IS NULL ORDER BY r.id DESC LIMIT 1",
        )?;
        let mut rows = statement.query([])?;
        rows.next()?.map(|row| Cells::of("restoration", row).moment(0)).transpose()
    }

    /// Keeps that terminal and books were compared; says whether there was anything that waited for it.
    ///
    /// # Errors
    /// Of an operator who is not known, or when it cannot be written.
    pub fn note_compared(&mut self, reason: &str, who: &OperatorId, at: Moment) -> Result<bool, StoreError> {
        self.write(|tx| {
            operators::known(tx, who)?;
            let waiting: i64 = tx.query_row(WAITING, [], |row| row.get(0))?;
            if waiting == 0 {
                return Ok(false);
            }
            let seq = audit::append(
                tx,
                &AuditEntry {
                    at,
                    who: who.clone().into(),
                    act: AuditAct::ComparedAfterRestore,
                    subject: "terminal".to_owned(),
                    detail: compared_as(reason),
                },
            )?;
            tx.prepare_cached(
                "INSERT INTO comparison (restoration_id, reason, operator, at, audit_seq)
                 SELECT r.id, ?1, ?2, ?3, ?4 FROM restoration r
                 WHERE NOT EXISTS (SELECT 1 FROM comparison c WHERE c.restoration_id = r.id)",
            )?
            .execute(params![reason, who.as_str(), moment_text(at), seq])?;
            Ok(true)
        })
    }
}

const WAITING: &str = "SELECT count(*) FROM restoration r
    WHERE NOT EXISTS (SELECT 1 FROM comparison c WHERE c.restoration_id = r.id)";

/// What the entry of a comparison says: the digest of the reason, which may name people.
pub(super) fn compared_as(reason: &str) -> String {
    format!("reason={}", audit::sha256(reason.as_bytes()))
}

impl Alone {
    /// The last numbers of the books that are about to be replaced, of whatever version they are.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn numbers(&self) -> Result<Vec<LastNumber>, StoreError> {
        numbers(self.conn())
    }
}

/// The last number of each series. Books of an older version may have no Z reports yet.
fn numbers(conn: &Connection) -> Result<Vec<LastNumber>, StoreError> {
    let mut found = Vec::new();
    let mut read = |of: Numbered, sql: &str| -> Result<(), StoreError> {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cells = Cells::of(of.word(), row);
            found.push(LastNumber { of, series: cells.text(0)?, year: cells.number(1)?, last: cells.number(2)? });
        }
        Ok(())
    };
    read(Numbered::Receipt, "SELECT series, year, max(number) FROM receipt GROUP BY series, year")?;
    read(
        Numbered::Session,
        "SELECT terminal, 0, session FROM attempt WHERE id IN (SELECT max(id) FROM attempt GROUP BY terminal)",
    )?;
    let has = |table: &str| {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        conn.query_row(sql, [table], |_| Ok(())).optional().map(|found| found.is_some())
    };
    if has("z_report")? {
        read(Numbered::Z, "SELECT series, 0, max(number) FROM z_report GROUP BY series")?;
    }
    // A jump that was not used yet is not jumped back over.
    if has("number_jump")? {
        read(
            Numbered::Receipt,
            "SELECT series, year, max(next) - 1 FROM number_jump WHERE kind = 'receipt' GROUP BY 1, 2",
        )?;
        read(Numbered::Z, "SELECT series, year, max(next) - 1 FROM number_jump WHERE kind = 'z' GROUP BY 1, 2")?;
        read(
            Numbered::Session,
            "SELECT series, year, max(next) - 1 FROM number_jump j WHERE kind = 'session' AND after_attempt >= (
                SELECT coalesce(max(id), 0) FROM attempt WHERE terminal = j.series) GROUP BY 1, 2",
        )?;
    }
    found.sort();
    // Of the same series the highest, which is the last of its equals.
    let same = |a: &LastNumber, b: &LastNumber| (a.of, &a.series, a.year) == (b.of, &b.series, b.year);
    found.reverse();
    found.dedup_by(|a, b| same(a, b));
    found.reverse();
    Ok(found)
}

/// The highest number that a series may not give again because of a jump; 0 where there is none.
pub(super) fn passed(conn: &Connection, of: Numbered, series: &str, year: i32) -> Result<u32, StoreError> {
    let sql = "SELECT coalesce(max(next) - 1, 0) FROM number_jump
        WHERE kind = ?1 AND series IN (?2, '*') AND year = ?3";
    Ok(conn.prepare_cached(sql)?.query_row(params![of.word(), series, year], |row| row.get(0))?)
}

/// Whether a series jumps from the number that would follow to this one, in one jump or in several without a number
/// between them.
pub(super) fn is_jump(
    conn: &Connection,
    of: Numbered,
    series: &str,
    year: i32,
    follows: u32,
    number: u32,
) -> Result<bool, StoreError> {
    let sql = "SELECT max(next) FROM number_jump
        WHERE kind = ?1 AND series IN (?2, '*') AND year = ?3 AND last + 1 = ?4";
    let mut statement = conn.prepare_cached(sql)?;
    let mut expected = follows;
    while expected < number {
        let next: Option<u32> = statement.query_row(params![of.word(), series, year, expected], |row| row.get(0))?;
        match next {
            Some(next) if next > expected => expected = next,
            _ => return Ok(false),
        }
    }
    Ok(expected == number)
}

/// The session that a terminal goes on with after a jump; nothing where an attempt came after it already.
pub(super) fn session_after_jump(conn: &Connection, terminal: &str) -> Result<Option<SessionNo>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT next FROM number_jump WHERE kind = 'session' AND series IN (?1, '*')
           AND after_attempt >= (SELECT coalesce(max(id), 0) FROM attempt WHERE terminal = ?1)
         ORDER BY restoration_id DESC, next DESC LIMIT 1",
    )?;
    let mut rows = statement.query([terminal])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let next: u32 = Cells::of("number_jump", row).number(0)?;
    // Sessions come round after 999999.
    let wrapped = (next.saturating_sub(1) % 999_999).saturating_add(1);
    SessionNo::new(wrapped)
        .map(Some)
        .map_err(|_| StoreError::Unreadable { table: "number_jump", column: "next".to_owned() })
}

/// The jumps of the restorations whose entries lie in a range of the audit trail, with their numbers.
pub(super) fn between(conn: &Connection, after: i64, until: i64) -> Result<Vec<Jump>, StoreError> {
    read_jumps(conn, "WHERE r.audit_seq > ?1 AND r.audit_seq <= ?2", params![after, until])
}

/// The jumps of one restoration.
pub(super) fn of_restoration(conn: &Connection, id: i64) -> Result<Vec<Jump>, StoreError> {
    read_jumps(conn, "WHERE r.id = ?1", [id])
}

fn read_jumps(conn: &Connection, which: &str, values: impl rusqlite::Params) -> Result<Vec<Jump>, StoreError> {
    let sql = format!(
        "SELECT j.kind, j.series, j.year, j.last, j.next FROM number_jump j JOIN restoration r ON r.id = j.restoration_id
         {which} ORDER BY r.id, j.kind, j.series, j.year"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("number_jump", row);
        found.push(Jump {
            of: cells.word(0, Numbered::from_word)?,
            series: cells.text(1)?,
            year: cells.number(2)?,
            last: cells.number(3)?,
            next: cells.number(4)?,
        });
    }
    Ok(found)
}

/// SHA-256 of all jumps of a restoration, in the order of the table. It stands in its audit entry.
pub(super) fn digest(jumps: &[Jump], after_attempt: i64) -> String {
    let mut rows: Vec<String> = jumps
        .iter()
        .map(|jump| {
            format!("{}|{}|{}|{}|{}|{after_attempt}", jump.of.word(), jump.series, jump.year, jump.last, jump.next)
        })
        .collect();
    rows.sort();
    audit::digest(rows.iter().map(String::as_str))
}
