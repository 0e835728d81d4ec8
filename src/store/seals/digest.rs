//! What a seal is: a digest of a row's values that shows by itself whether it was ever made.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

use crate::store::StoreError;

/// The SQL function of our connections that makes the seal of its arguments.
pub(super) const FUNCTION: &str = "tameio_seal";

/// Bytes of a seal.
const LENGTH: usize = 16;
/// Bytes of a row that need no second buffer; most rows take less.
const USUAL_ROW: usize = 512;

/// Gives a connection the function that makes seals.
pub(in crate::store) fn register(conn: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function(FUNCTION, -1, flags, |context| {
        let mut bytes = Vec::with_capacity(USUAL_ROW);
        for at in 0..context.len() {
            add(&mut bytes, context.get_raw(at));
        }
        Ok(seal(&bytes).to_vec())
    })?;
    Ok(())
}

/// Adds a value so that no two lists of values give the same bytes: its type, its length, itself.
fn add(bytes: &mut Vec<u8>, value: ValueRef<'_>) {
    let mut with_length = |kind: u8, content: &[u8]| {
        bytes.push(kind);
        bytes.extend_from_slice(&(content.len() as u64).to_be_bytes());
        bytes.extend_from_slice(content);
    };
    match value {
        ValueRef::Null => with_length(b'n', &[]),
        ValueRef::Integer(value) => with_length(b'i', &value.to_be_bytes()),
        ValueRef::Real(value) => with_length(b'r', &value.to_bits().to_be_bytes()),
        ValueRef::Text(text) => with_length(b't', text),
        ValueRef::Blob(blob) => with_length(b'b', blob),
    }
}

/// SHA-256, of which the last byte that is kept makes the XOR of all zero.
fn seal(bytes: &[u8]) -> [u8; LENGTH] {
    let digest = Sha256::digest(bytes);
    let mut seal = [0; LENGTH];
    let mut all = 0;
    for (kept, byte) in seal.iter_mut().zip(digest.iter().take(LENGTH - 1)) {
        *kept = *byte;
        all ^= *byte;
    }
    if let Some(last) = seal.last_mut() {
        *last = all;
    }
    seal
}

/// Whether a seal was ever made like that; a changed byte shows for certain.
pub(in crate::store) fn is_seal(seal: &[u8]) -> bool {
    seal.len() == LENGTH && seal.iter().fold(0, |all, byte| all ^ byte) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[ValueRef<'_>]) -> [u8; LENGTH] {
        let mut bytes = Vec::new();
        values.iter().for_each(|value| add(&mut bytes, *value));
        seal(&bytes)
    }

    #[test]
    fn values_do_not_run_together_and_keep_their_types() {
        let text = |text: &'static str| ValueRef::Text(text.as_bytes());
        let all = [
            of(&[text("ab"), text("c")]),
            of(&[text("a"), text("bc")]),
            of(&[text("abc")]),
            of(&[text("abc"), ValueRef::Null]),
            of(&[ValueRef::Blob(b"abc")]),
            of(&[text("1")]),
            of(&[ValueRef::Integer(1)]),
            of(&[ValueRef::Null]),
            of(&[text("")]),
            of(&[]),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(is_seal(one));
            assert!(!all.iter().skip(place + 1).any(|other| other == one), "{place}");
        }
    }

    #[test]
    fn a_seal_with_a_changed_byte_is_none() {
        let good = of(&[ValueRef::Integer(7)]);
        for (place, mask) in (0..LENGTH).flat_map(|place| (1..=255).map(move |mask| (place, mask))) {
            let mut changed = good;
            changed[place] ^= mask;
            assert!(!is_seal(&changed));
        }
        assert!(!is_seal(&good[..LENGTH - 1]) && !is_seal(&[]));
    }
}
