//! What people type is not in the trail: it may name somebody. Its digest is.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use tameio_testing::books::SUPERVISOR;

use super::people;

const REASON: &str = "για τον Παπαδόπουλο Γεώργιο";

#[test]
fn the_reason_of_an_opening_is_in_the_books_and_its_digest_in_the_trail() {
    let mut people = people();
    let boss = people.boss.clone();
    // A Saturday, and the day after it once more.
    people.clocks.hands.set("2026-11-28T08:00:00Z".parse().unwrap());
    people.desk.close_till(&boss, None).map(drop).unwrap_or_default();
    people.desk.open_till(&boss, Some(REASON)).unwrap();
    let books = Connection::open(people.setup.database()).unwrap();
    let mut entries = books.prepare("SELECT act, who, subject || ' ' || detail FROM audit").unwrap();
    let entries: Vec<(String, String, String)> =
        entries.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect();
    assert!(entries.iter().all(|(.., said)| !said.contains("Παπαδόπουλ")), "{entries:?}");
    let digest: String = Sha256::digest(REASON.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let opened = entries.iter().find(|(act, ..)| act == "opened_outside_hours").unwrap();
    assert_eq!((opened.1.as_str(), opened.2.ends_with(&format!("reason={digest}"))), (SUPERVISOR, true));
}
