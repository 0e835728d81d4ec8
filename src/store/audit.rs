//! The audit trail: appended to, never changed, each row holding the SHA-256 of its content and of the row before,
//! so that a changed, removed or inserted row shows.

use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::value::{Cells, moment_text};
use super::{Store, StoreError};
use crate::domain::audit::{AuditAct, AuditEntry};
pub(super) use crate::domain::chain_head::GENESIS;
use crate::domain::{actor::Actor, time::Moment, z_report::AuditHead};

impl Store {
    /// Appends an entry.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn audit(&mut self, entry: &AuditEntry) -> Result<(), StoreError> {
        self.write(|tx| append(tx, entry).map(|_| ()))
    }

    /// Number and hash (64 hex digits) of the last entry; nothing before the first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn audit_head(&self) -> Result<Option<(u64, String)>, StoreError> {
        let Some((seq, hash)) = head(&self.conn)? else { return Ok(None) };
        let seq = u64::try_from(seq).map_err(|_| StoreError::Unreadable { table: "audit", column: "seq".into() })?;
        Ok(Some((seq, hash)))
    }

    /// Number of the last entry of an act that was no look; nothing before the first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last_change(&self) -> Result<Option<u64>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT seq, act FROM audit ORDER BY seq DESC")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cells = Cells::of("audit", row);
            if !AuditAct::from_word(cells.str(1)?).is_some_and(AuditAct::is_a_look) {
                return cells.number(0).map(Some);
            }
        }
        Ok(None)
    }

    /// When the first entry was written.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn first_entry(&self) -> Result<Option<Moment>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT at FROM audit ORDER BY seq LIMIT 1")?;
        let mut rows = statement.query([])?;
        rows.next()?.map(|row| Cells::of("audit", row).moment(0)).transpose()
    }

    /// When a file was written and by whom, by its control line; nothing where none such is in the chain.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn export_of(&self, control: &str) -> Result<Option<(Moment, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT at, who FROM audit WHERE act = 'books_exported' AND detail = ?1 ORDER BY seq DESC LIMIT 1",
        )?;
        let mut rows = statement.query([control])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let cells = Cells::of("audit", row);
        Ok(Some((cells.moment(0)?, cells.text(1)?)))
    }

    /// The hash of an entry; nothing where there is none of that number.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn audit_hash(&self, number: u64) -> Result<Option<String>, StoreError> {
        let Ok(seq) = i64::try_from(number) else { return Ok(None) };
        let mut statement = self.conn.prepare_cached("SELECT hash FROM audit WHERE seq = ?1")?;
        let mut rows = statement.query([seq])?;
        rows.next()?.map(|row| Cells::of("audit", row).text(0)).transpose()
    }
}

/// Appends what was done to a numbered paper, within a transaction.
pub(super) fn note(
    tx: &Connection,
    subject: &impl ToString,
    act: AuditAct,
    detail: String,
    at: Moment,
    who: &Actor,
) -> Result<(), StoreError> {
    append(tx, &AuditEntry { at, who: who.clone(), act, subject: subject.to_string(), detail }).map(|_| ())
}

/// Appends an entry within a transaction that holds the write lock, so no other can come between, and gives its
/// number.
pub(super) fn append(tx: &Connection, entry: &AuditEntry) -> Result<i64, StoreError> {
    let (last, previous) = head(tx)?.unwrap_or_else(|| (0, GENESIS.to_owned()));
    let at = moment_text(entry.at);
    let act = entry.act.word();
    let seq = last.saturating_add(1);
    let who = entry.who.to_string();
    let hash = link(seq, [&at, &who, act, &entry.subject, &entry.detail, &previous]);
    tx.prepare_cached(
        "INSERT INTO audit (seq, at, who, act, subject, detail, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![seq, at, who, act, entry.subject, entry.detail, previous, hash])?;
    Ok(seq)
}

/// The head of the chain, for a seal; of an empty chain its beginning.
pub(super) fn head_of(conn: &Connection) -> Result<AuditHead, StoreError> {
    let (seq, hash) = head(conn)?.unwrap_or_else(|| (0, GENESIS.to_owned()));
    let seq = u64::try_from(seq).map_err(|_| StoreError::Unreadable { table: "audit", column: "seq".into() })?;
    Ok(AuditHead { seq, hash })
}

fn head(conn: &Connection) -> Result<Option<(i64, String)>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// The hash of a row: its number, then time, who, act, subject, detail and the hash before.
pub(super) fn link(seq: i64, fields: [&str; 6]) -> String {
    String::from_utf8_lossy(&link_bytes(seq, fields.map(str::as_bytes))).into_owned()
}

/// The same of fields that may be no text, as the digits lie in the file.
pub(super) fn link_bytes(seq: i64, fields: [&[u8]; 6]) -> [u8; 64] {
    hex_digits(&hash(std::iter::once(seq.to_string().as_bytes()).chain(fields)))
}

/// SHA-256 over fields, each led by its length in bytes, as 64 hex digits: no two lists of fields run together.
pub(super) fn digest<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    hex(&hash(fields.into_iter().map(str::as_bytes)))
}

/// SHA-256 of bytes as 64 hex digits, as any tool computes it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| hex_pair(*byte)).map(char::from).collect()
}

fn hash<'a>(fields: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update(field.len().to_string().as_bytes());
        hasher.update(b":");
        hasher.update(field);
    }
    hasher.finalize().into()
}

fn hex_digits(hash: &[u8; 32]) -> [u8; 64] {
    let mut digits = [0; 64];
    for (place, digit) in digits.iter_mut().zip(hash.iter().flat_map(|byte| hex_pair(*byte))) {
        *place = digit;
    }
    digits
}

fn hex_pair(byte: u8) -> [u8; 2] {
    let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + half - 10 };
    [digit(byte >> 4), digit(byte & 0xf)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_fields_does_not_run_them_together() {
        assert_ne!(digest(["ab", "c"]), digest(["a", "bc"]));
        assert_ne!(digest(["1:a"]), digest(["", "a"]));
        // printf '1:a' | sha256sum
        assert_eq!(digest(["a"]), "4162fddd39a3e4225e8e2392eced237fbeb34e6e218b5647d27bd4d2b9c0da24");
    }
}
