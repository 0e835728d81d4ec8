//! The schema: every table, index and trigger is the one that the migrations make. A trigger that was dropped would
//! let the next hand change what never changes.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Verification;
use crate::store::StoreError;
use crate::store::file::{Thing, fresh_schema, schema};

/// As a difference names it.
const TABLE: &str = "sqlite_schema";

/// Compares the file's schema with that of new books.
pub(super) fn as_it_was_made(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let made = by_name(fresh_schema()?);
    let there = match schema(conn) {
        Ok(schema) => schema,
        Err(error) => return found.unreadable(TABLE, "", error),
    };
    let there = by_name(&there);
    for (key, thing) in &made {
        let state = match there.get(key) {
            Some(found) if found == thing => continue,
            Some(_) => "changed",
            None => "missing",
        };
        found.differs(TABLE, &thing.name, "schema", format!("{} of {}", thing.kind, thing.table), state);
    }
    for (_, thing) in there.iter().filter(|(key, _)| !made.contains_key(*key)) {
        found.differs(TABLE, &thing.name, "schema", "none", &thing.kind);
    }
    Ok(())
}

fn by_name(schema: &[Thing]) -> BTreeMap<(&str, &str), &Thing> {
    schema.iter().map(|thing| ((thing.kind.as_str(), thing.name.as_str()), thing)).collect()
}
