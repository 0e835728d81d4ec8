//! PINs that are checked in no time. A verification takes the cost from the hash, so the operators of test books are
//! given hashes that cost nothing; what a real one costs is a bench (`benches/pin.rs`).

use std::path::Path;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest as _, Sha256};

/// Gives the operator of this name, or everybody, a cheap hash of a PIN, as if they had chosen it.
pub fn cheapen(database: &Path, operator: Option<&str>, pin: &str) {
    let books = Connection::open(database).unwrap();
    let params = Params::new(Params::MIN_M_COST, 1, 1, None).unwrap();
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(pin.as_bytes()).unwrap();
    let sql = "UPDATE operator SET pin_hash = ?1, pin_given = 0 WHERE ?2 IS NULL OR id = ?2";
    assert!(books.execute(sql, (hash.to_string(), operator)).unwrap() > 0, "no operator {operator:?}");
    seal_operators(&books);
}

/// Seals the operators as the desk would have: SHA-256 over the table's name, the row's number and its values, each led
/// by its type and length; of it 15 bytes, and one that makes the XOR of all zero.
fn seal_operators(books: &Connection) {
    let mut statement = books.prepare("SELECT 'operator', number, * FROM operator").unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let mut hasher = Sha256::new();
        for at in 0..columns {
            let (kind, content) = match row.get(at).unwrap() {
                Value::Null => (b"n", Vec::new()),
                Value::Integer(number) => (b"i", number.to_be_bytes().to_vec()),
                Value::Text(text) => (b"t", text.into_bytes()),
                other => panic!("{other:?} in an operator"),
            };
            hasher.update(kind);
            hasher.update(u64::try_from(content.len()).unwrap().to_be_bytes());
            hasher.update(content);
        }
        let mut seal = hasher.finalize()[..15].to_vec();
        seal.push(seal.iter().fold(0, |all, byte| all ^ byte));
        let number: i64 = row.get(1).unwrap();
        let sql = "UPDATE row_seal SET seal = ?2 WHERE tab = 'operator' AND key = ?1";
        assert_eq!(books.execute(sql, (number, seal)).unwrap(), 1);
    }
}
