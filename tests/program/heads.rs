//! Who rewrites the whole database cannot do so unseen where the head of its chain was written down elsewhere.

use rusqlite::{Connection, params};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tameio_testing::program::{Desk, RF_ONE, text};

/// A hand that knows everything: an entry is changed and the chain made anew from it on.
fn rewrite(desk: &Desk, seq: i64) {
    let conn = Connection::open(desk.database()).unwrap();
    let trigger: String = conn
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'audit_is_append_only'", [], |row| row.get(0))
        .unwrap();
    conn.execute_batch("DROP TRIGGER audit_is_append_only").unwrap();
    conn.execute("UPDATE audit SET who = 'system:nobody' WHERE seq = ?1", [seq]).unwrap();
    let last: i64 = conn.query_row("SELECT max(seq) FROM audit", [], |row| row.get(0)).unwrap();
    for seq in seq..=last {
        let previous: String =
            conn.query_row("SELECT hash FROM audit WHERE seq = ?1", [seq - 1], |row| row.get(0)).unwrap();
        let fields: Vec<String> = conn
            .query_row("SELECT at, who, act, subject, detail FROM audit WHERE seq = ?1", [seq], |row| {
                (0..5).map(|at| row.get(at)).collect()
            })
            .unwrap();
        let mut hasher = Sha256::new();
        for field in [seq.to_string()].iter().chain(&fields).chain([&previous]) {
            hasher.update(format!("{}:{field}", field.len()));
        }
        let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        conn.execute("UPDATE audit SET previous = ?2, hash = ?3 WHERE seq = ?1", params![seq, previous, hash]).unwrap();
    }
    conn.execute_batch(&trigger).unwrap();
}

#[test]
fn a_chain_that_was_made_anew_is_found_by_a_head_that_was_written_down() {
    let desk = Desk::open();
    let heads = desk.data_dir().parent().unwrap().join("heads.txt");
    let first = desk.run(&["audit", "head", "-o", text(&heads), "--json"]).expect(0).json();
    assert_eq!((first["hash"].as_str().unwrap().len(), &first["file"]), (64, &json!(text(&heads))));
    desk.run(&["lookup", RF_ONE]).expect(0);
    let second = desk.run(&["audit", "head", "-o", text(&heads), "--json"]).expect(0).json();
    assert!(second["number"].as_u64() > first["number"].as_u64());
    let written = std::fs::read_to_string(&heads).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 2);
    for (line, head) in lines.iter().zip([&first, &second]) {
        assert!(line.ends_with(&format!(" {} {}", head["number"], head["hash"].as_str().unwrap())), "{line}");
    }
    desk.run(&["lookup", RF_ONE]).expect(0);
    desk.run(&["verify", "--heads", text(&heads)]).expect(0);

    let last = second["number"].as_i64().unwrap();
    rewrite(&desk, last);
    desk.run(&["verify"]).expect(0);
    let found = desk.run(&["verify", "--heads", text(&heads), "--json"]).expect(9).json();
    let differences = found["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 1, "the head before it still holds: {found}");
    let place = (&differences[0]["table"], &differences[0]["row"], &differences[0]["what"]);
    assert_eq!(place, (&json!("audit"), &json!(last.to_string()), &json!("written_head")));
    assert_eq!(differences[0]["expected"], second["hash"]);
}

#[test]
fn a_chain_that_was_cut_short_is_found_too() {
    let desk = Desk::open();
    let before = desk.data_dir().parent().unwrap().join("before.db");
    desk.run(&["backup", text(&before)]).expect(0);
    desk.run(&["lookup", RF_ONE]).expect(0);
    let head = desk.run(&["audit", "head", "--json"]).expect(0).json();
    assert_eq!(head["file"], json!(null));
    let line = format!("2026-11-24T12:00:00Z {} {}\n\n", head["number"], head["hash"].as_str().unwrap());
    let heads = desk.file("heads.txt", line);
    desk.run(&["verify", "--heads", text(&heads)]).expect(0);
    // The books of before, put there by hand.
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(desk.data_dir().join(format!("tameio.db{ending}")));
    }
    std::fs::copy(&before, desk.database()).unwrap();
    desk.run(&["verify"]).expect(0);
    let found = desk.run(&["verify", "--heads", text(&heads), "--json"]).expect(9).json();
    assert_eq!(found["differences"][0]["found"], "missing");
}

#[test]
fn a_file_that_holds_no_heads_is_invalid_input() {
    let desk = Desk::open();
    for (content, kind) in [("", "no_heads"), ("\n \n", "no_heads"), ("2026-11-24T12:00:00Z 7 abc\n", "bad_head")] {
        let file = desk.file("heads.txt", content);
        let ended = desk.run(&["verify", "--heads", text(&file), "--json"]).expect(7);
        assert_eq!(ended.json()["error"]["kind"], kind);
    }
    let none = desk.data_dir().join("none.txt");
    desk.run(&["verify", "--heads", text(&none)]).expect(7);
    let nowhere = desk.data_dir().join("none/heads.txt");
    desk.run(&["audit", "head", "-o", text(&nowhere)]).expect(6);
}
