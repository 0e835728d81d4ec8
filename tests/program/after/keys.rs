//! Signed messages (`aade`): loading keys, exchanging and renewing them, and where they must never be found.

use std::path::Path;

use serde_json::json;
use tameio::ecr::mac::MasterKey;
use tameio::ecr::simulator::{Behaviour, RunningSimulator};
use tameio::ecr::terminal::Dialect;

use super::{Ended, joined};
use tameio_testing::program::{Desk, RF_ONE, RF_TWO, text, write_private};

const MASTER: &str = "0123456789ABCDEFFEDCBA9876543210";
const OTHER: &str = "00112233445566778899AABBCCDDEEFF";

fn signing(more: &str) -> (Desk, RunningSimulator) {
    let master_key = Some(MasterKey::from_hex(MASTER).unwrap());
    joined(Behaviour { master_key, ..Behaviour::new(Dialect::Aade) }, &format!("mac = true\n{more}"))
}

fn load(desk: &Desk, key: &str) -> Ended {
    let file = desk.file("master-key", key);
    write_private(&file, key);
    desk.run(&["terminal", "keys", "--master-key-file", text(&file), "--json"])
}

/// How many requests of a letter the terminal got, and whether all were signed.
fn asked(simulator: &RunningSimulator, letter: u8) -> (usize, bool) {
    let bodies: Vec<Vec<u8>> =
        simulator.frames().into_iter().filter(|(desk, _)| *desk).map(|(_, bytes)| bytes[9..].to_vec()).collect();
    let of: Vec<&Vec<u8>> = bodies.iter().filter(|body| body[0] == letter).collect();
    (of.len(), of.iter().all(|body| body.windows(2).any(|pair| pair == b"/Q")))
}

#[test]
fn a_loaded_key_signs_payments_and_questions() {
    let (desk, simulator) = signing("");
    let check = MasterKey::from_hex(MASTER).unwrap().check_value().to_hex();
    let said = load(&desk, &format!("{MASTER} {check}")).expect(0).json();
    assert_eq!((&said["master_check"], &said["exchanged"]), (&json!(check), &json!(true)));
    desk.pay(&[RF_ONE]).expect(0);
    desk.run(&["recover"]).expect(0);
    assert_eq!(asked(&simulator, b'A'), (1, true));
    assert_eq!(asked(&simulator, b'L'), (1, true));
    desk.run(&["verify"]).expect(0);
}

#[test]
fn without_a_key_nothing_is_sent_and_the_remedy_is_named() {
    let (desk, simulator) = signing("");
    let ended = desk.pay(&[RF_ONE]).expect(6);
    assert_eq!(ended.json()["reason"], "keys_missing");
    assert!(ended.stderr.contains("tameio terminal keys"), "{ended:?}");
    assert!(simulator.frames().is_empty());
    let doctor = desk.run(&["doctor"]);
    assert!(format!("{}{}", doctor.stdout, doctor.stderr).contains("terminal.mac"), "{doctor:?}");
}

#[test]
fn a_session_key_is_renewed_after_its_number_of_payments() {
    let (desk, simulator) = signing("mac_renew_after = 1\n");
    load(&desk, MASTER).expect(0);
    desk.pay(&[RF_ONE]).expect(0);
    assert_eq!(asked(&simulator, b'U').0, 1);
    desk.pay(&[RF_TWO]).expect(0);
    assert_eq!(asked(&simulator, b'U').0, 2, "a new key before the second payment");
    assert_eq!(asked(&simulator, b'A'), (2, true));
}

#[test]
fn a_terminal_that_lost_its_key_gets_a_new_one_once_and_the_payment_goes_on() {
    let (desk, simulator) = signing("");
    load(&desk, MASTER).expect(0);
    simulator.forget_session_key();
    let paid = desk.pay(&[RF_ONE]).expect(0).json();
    assert_eq!(paid["outcome"], "approved");
    assert_eq!((asked(&simulator, b'U').0, asked(&simulator, b'A').0), (2, 2), "one renewal, one more try");
    let states: Vec<String> = {
        let books = rusqlite::Connection::open(desk.database()).unwrap();
        let mut rows = books.prepare("SELECT state || ' ' || coalesce(reason, '') FROM attempt ORDER BY id").unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(states.len(), 2);
    assert!(states[0].starts_with("not_charged E:50") && states[1].starts_with("approved"), "{states:?}");
    assert_eq!(simulator.book().len(), 1);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_terminal_with_another_master_key_refuses_and_the_old_keys_stay() {
    let (desk, _simulator) = signing("");
    load(&desk, MASTER).expect(0);
    let before = std::fs::read(key_file(&desk)).unwrap();
    load(&desk, OTHER).expect(4);
    assert_eq!(std::fs::read(key_file(&desk)).unwrap(), before);
    desk.pay(&[RF_ONE]).expect(0);
}

#[test]
fn what_is_no_key_or_does_not_fit_its_check_value_is_refused() {
    let (desk, simulator) = signing("");
    assert_eq!(load(&desk, "1234").expect(7).json()["error"]["kind"], "bad_key");
    assert_eq!(load(&desk, &format!("{MASTER} 000000")).expect(7).json()["error"]["kind"], "key_check_differs");
    assert!(simulator.frames().is_empty());
    let (mellon, _simulator) = joined(Behaviour::new(Dialect::Mellon), "protocol = \"mellon\"\n");
    assert_eq!(load(&mellon, MASTER).expect(3).json()["error"]["kind"], "no_keys_in_protocol");
}

#[test]
fn no_key_is_found_anywhere_but_in_the_file_that_only_its_owner_reads() {
    let (desk, _simulator) = signing("");
    let said = load(&desk, MASTER).expect(0);
    desk.pay(&[RF_ONE]).expect(0);
    let refused = load(&desk, OTHER);
    let wrapped: serde_json::Value = serde_json::from_slice(&std::fs::read(key_file(&desk)).unwrap()).unwrap();
    let wrapped = wrapped["session"]["wrapped_key"].as_str().unwrap().to_owned();
    let secrets = [MASTER, OTHER, wrapped.as_str()];
    let mut searched = 0;
    for file in files(&desk.data_dir()) {
        if file == key_file(&desk) {
            continue;
        }
        let bytes = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_uppercase();
        assert!(secrets.iter().all(|secret| !text.contains(secret)), "a key in {}", file.display());
        searched += 1;
    }
    assert!(searched > 3, "database, log, configuration, locks");
    for ended in [said, refused] {
        let all = format!("{}{}", ended.stdout, ended.stderr).to_uppercase();
        assert!(secrets.iter().all(|secret| !all.contains(secret)));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(key_file(&desk)).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

fn key_file(desk: &Desk) -> std::path::PathBuf {
    files(&desk.data_dir()).into_iter().find(|file| file.extension().is_some_and(|end| end == "keys")).unwrap()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn no_copy_of_the_books_holds_a_key_that_was_loaded() {
    let (desk, _simulator) = signing("");
    load(&desk, MASTER).expect(0);
    desk.pay(&[RF_ONE]).expect(0);
    let mut files = std::fs::read_dir(desk.data_dir()).unwrap().map(|entry| entry.unwrap().path());
    let key_file = files.find(|path| path.extension().is_some_and(|end| end == "keys")).expect("a file of keys");
    let kept = std::fs::read(&key_file).unwrap();
    // What is secret in it: every run of hex digits as long as half a key.
    let text_of = String::from_utf8_lossy(&kept).into_owned();
    let secrets: Vec<&str> = text_of.split(|c: char| !c.is_ascii_hexdigit()).filter(|run| run.len() >= 16).collect();
    assert!(secrets.iter().any(|run| run.eq_ignore_ascii_case(MASTER)), "the key is kept there: {}", secrets.len());
    let copy = desk.data_dir().parent().unwrap().join("copy.db");
    desk.run(&["backup", text(&copy)]).expect(0);
    let bytes = std::fs::read(&copy).unwrap();
    for secret in secrets {
        let raw: Vec<u8> =
            (0..secret.len() / 2).map(|at| u8::from_str_radix(&secret[at * 2..at * 2 + 2], 16).unwrap()).collect();
        for needle in [secret.as_bytes().to_vec(), secret.to_lowercase().into_bytes(), raw] {
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "a key in the copy");
        }
    }
}
