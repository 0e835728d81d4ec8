//! The whole sale through the binary: both dialects, over TCP and over a pseudo-terminal, down to the exit
//! code, the JSON, the rows on disk, the Greek on paper and the frames on the wire.

use rusqlite::Connection;
use serde_json::{Value, json};
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, SimulatedCard, serve_pty, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::decode_text;
use tameio_testing::PATIENT;
use tameio_testing::program::{Desk, PIN, RF_ONE, RF_TWO};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Line {
    Tcp,
    Pty,
}

const DIALECTS: [Dialect; 2] = [Dialect::Aade, Dialect::Mellon];
const LINES: [Line; 2] = [Line::Tcp, Line::Pty];

/// An open desk joined to a simulated terminal of this process, whose book and wire can be read.
fn joined(behaviour: Behaviour, line: Line) -> (Desk, RunningSimulator) {
    let protocol = if behaviour.dialect == Dialect::Aade { "aade" } else { "mellon" };
    let simulator = match line {
        Line::Tcp => serve_tcp("127.0.0.1:0", behaviour).unwrap(),
        Line::Pty => serve_pty(behaviour).unwrap(),
    };
    let place = match line {
        Line::Tcp => format!("link = \"tcp\"\naddress = \"{}\"", simulator.address().unwrap()),
        Line::Pty => format!("link = \"serial\"\nport = \"{}\"", simulator.port_path().unwrap()),
    };
    let mut desk = Desk::open();
    desk.settings.terminal = format!(
        "protocol = \"{protocol}\"\n{place}\necr_id = \"ABC00111\"\nconfirm_timeout_s = 60\nresult_timeout_s = 60\n"
    );
    desk.write_config();
    (desk, simulator)
}

fn rows(desk: &Desk, sql: &str) -> Vec<String> {
    let books = Connection::open(desk.database()).unwrap();
    let mut statement = books.prepare(sql).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cells = (0..columns).map(|at| match row.get_ref(at).unwrap() {
            rusqlite::types::ValueRef::Null => "-".to_owned(),
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            rusqlite::types::ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
            other => panic!("{other:?}"),
        });
        Ok(cells.collect::<Vec<_>>().join("|"))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// What went over the wire without lengths and with `@` for times and `#` for the numbers of echoes, `>` from the desk
/// and `<` from the terminal.
fn wire(simulator: &RunningSimulator) -> Vec<String> {
    let is_time = |cell: &str| cell.len() == 14 && cell.starts_with("20") && cell.bytes().all(|b| b.is_ascii_digit());
    let cells =
        |field: &str| field.split(':').map(|cell| if is_time(cell) { "@" } else { cell }).collect::<Vec<_>>().join(":");
    let body = |(from_desk, bytes): &(bool, Vec<u8>)| {
        let text = String::from_utf8(bytes[2..].to_vec()).unwrap();
        let fields: Vec<String> = text
            .split('/')
            .map(|field| {
                if let ["sync", session, number] = field.split(' ').collect::<Vec<_>>()[..] {
                    assert!(number.parse::<u64>().is_ok(), "{field}");
                    return format!("sync {session} #");
                }
                field.strip_prefix('D').filter(|at| is_time(at)).map_or_else(|| cells(field), |_| "D@".to_owned())
            })
            .collect();
        format!("{} {}", if *from_desk { '>' } else { '<' }, fields.join("/"))
    };
    simulator.frames().iter().map(body).collect()
}

#[test]
fn a_sale_goes_from_the_code_to_the_paper_in_both_dialects_over_tcp_and_serial() {
    for dialect in DIALECTS {
        for line in LINES {
            let (desk, simulator) = joined(Behaviour::new(dialect), line);
            let paid = desk.pay(&[RF_TWO]).expect(0);
            let said = paid.json();
            let case = format!("{dialect:?} {line:?} {paid:?}");
            assert_eq!(said["outcome"], "approved", "{case}");
            assert_eq!(said["receipt"].as_str().unwrap().split('-').next(), Some("A"), "{case}");
            assert_eq!((&said["amount"], &said["final_amount"]), (&json!("128.40"), &json!("128.40")), "{case}");
            assert_eq!((&said["printed"], &said["tender"]), (&json!(true), &json!("card")), "{case}");
            assert_eq!(said["lines"].as_array().unwrap().len(), 2, "{case}");
            assert_eq!(said["card"]["pan_masked"], "************3489", "{case}");

            let session = said["session"].as_str().unwrap();
            assert_eq!(rows(&desk, "SELECT state, amount_cents FROM attempt"), ["approved|12840"], "{case}");
            assert_eq!(rows(&desk, "SELECT count(*) FROM attempt_line WHERE open = 1"), ["0"], "{case}");
            assert_eq!(
                rows(&desk, "SELECT external_id, paid_cents FROM debt WHERE paid_cents > 0 ORDER BY external_id"),
                ["Ο-1|10219", "Ο-2|2621"]
            );
            assert_eq!(rows(&desk, "SELECT number, amount_cents, printed_at IS NULL FROM receipt"), ["1|12840|0"]);

            let paper = decode_text(&desk.paper(), CodePage::Pc737);
            for words in [
                "ΔΙΠΛΟΤΥΠΟ ΕΙΣΠΡΑΞΗΣ",
                "Παπαδόπουλος Γεώργιος",
                "εκατόν είκοσι οκτώ ευρώ και σαράντα",
                "ΠΛΗΡΩΜΗ ΜΕ ΚΑΡΤΑ",
                "RF23 9020 1800 0009 3204 2721 6",
                said["receipt"].as_str().unwrap(),
            ] {
                assert!(paper.contains(words), "{words} is not on the paper: {paper}");
            }
            let shown = desk.run(&["receipt", "show", said["receipt"].as_str().unwrap()]).expect(0).stdout;
            assert!(shown.contains("Παπαδόπουλος Γεώργιος") && shown.contains("ΔΙΠΛΟΤΥΠΟ"), "{shown}");

            let expected = expected_wire(dialect, session);
            // Nothing answers an acknowledgement, so the program may have ended before it was read.
            let _ = simulator.wait_until(PATIENT, |simulator| simulator.frames().len() >= expected.len());
            assert_eq!(wire(&simulator), expected, "{case}");
            assert_eq!(simulator.book().len(), 1);
            desk.run(&["verify"]).expect(0);
        }
    }
}

fn expected_wire(dialect: Dialect, session: &str) -> Vec<String> {
    // The first sale of a day makes sure that the terminal is awake.
    match dialect {
        Dialect::Aade => vec![
            format!("> ECR0110X/sync {session} #"),
            format!("< POS0110X/sync {session} #/T64999999:1.5.22.2"),
            format!("> ECR0110A/S{session}/F12840:978:2/D@/RABC00111/Hmaria/T{session}/M0"),
            format!("< POS0110A/S{session}/F12840/RABC00111/T{session}"),
            format!(
                "< POS0110R/S{session}/RABC00111/T{session}/M0/C00/DVisa Debit:00:************3489:12840:12840:0:0:0:11:64999999:000091:133030000001:000001:787033:@:0"
            ),
            format!("> ECR0110R/S{session}/RABC00111/F12840/T{session}"),
        ],
        Dialect::Mellon => vec![
            format!("> ECR0101X/sync {session} #"),
            format!("< MEL0101X/sync {session} #/T64999999:1.5.22.2"),
            format!("> ECR0101A/S{session}/F12840:978:2/D@/RABC00111/Hmaria/T{session}/G:0:0:0:0/M0"),
            format!("< MEL0101A/S{session}/F12840"),
            format!(
                "< MEL0101R/S{session}/C00/DVisa Debit:************3489:12840:12840:11:64999999:000091:133030000001:000001:787033:@"
            ),
        ],
    }
}

#[test]
fn a_lost_answer_is_recovered_once_over_tcp_and_serial() {
    for line in LINES {
        let (mut desk, simulator) = joined(Behaviour::new(Dialect::Aade), line);
        // A wire cannot hang up.
        desk.wait_for_a_result(1);
        simulator.set_mood(Mood::LoseAnswer);
        let lost = desk.pay(&[RF_ONE]).expect(5).json();
        assert_eq!((&lost["outcome"], &lost["receipt"]), (&json!("unknown"), &Value::Null));
        assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "pending");
        assert_eq!(desk.till()["blockers"], json!([{"kind": "unknown_outcome", "ref": lost["session"]}]));
        simulator.set_mood(Mood::Approve);
        let found = desk.run(&["recover", "--json"]).expect(0).json();
        assert_eq!((&found["checked"], &found["approved"], &found["still_unknown"]), (&json!(1), &json!(1), &json!(0)));
        assert_eq!(found["sessions"][0]["session"], lost["session"]);
        assert_eq!(desk.run(&["recover", "--json"]).expect(0).json()["checked"], 0);
        assert_eq!(rows(&desk, "SELECT count(*) FROM receipt"), ["1"]);
        assert_eq!(simulator.book().len(), 1);
        assert!(simulator.wait_until(PATIENT, |simulator| simulator.book()[0].acknowledged));
        desk.run(&["verify"]).expect(0);
    }
}

#[test]
fn what_the_card_was_really_charged_is_kept_beside_what_the_debt_was_settled_for() {
    let mut behaviour = Behaviour::new(Dialect::Aade);
    let points = tameio::domain::money::Money::from_cents(2_345).unwrap();
    behaviour.card = SimulatedCard { loyalty: points, ..SimulatedCard::debit() };
    let (desk, _simulator) = joined(behaviour, Line::Tcp);
    let said = desk.pay(&[RF_ONE]).expect(0).json();
    assert_eq!((&said["amount"], &said["final_amount"]), (&json!("123.45"), &json!("100.00")));
    let paper = decode_text(&desk.paper(), CodePage::Pc737);
    assert!(paper.contains("123,45") && paper.contains("100,00"), "{paper}");
    assert_eq!(rows(&desk, "SELECT paid_cents FROM debt WHERE external_id = 'Ο-3'"), ["12345"]);
}

#[test]
fn iris_is_a_tender_of_its_own() {
    let behaviour = Behaviour { card: SimulatedCard::iris(), ..Behaviour::new(Dialect::Aade) };
    let (desk, _simulator) = joined(behaviour, Line::Tcp);
    assert_eq!(desk.pay(&[RF_ONE]).expect(0).json()["tender"], "iris");
    assert_eq!(desk.till()["by_card_type"], json!({"IRIS": "123.45"}));
    assert!(decode_text(&desk.paper(), CodePage::Pc737).contains("IRIS"));
}

#[test]
fn every_code_page_and_width_carries_the_receipt() {
    for (name, page) in [
        ("PC737", CodePage::Pc737),
        ("WPC1253", CodePage::Wpc1253),
        ("ISO8859-7", CodePage::Iso8859_7),
        ("PC869", CodePage::Pc869),
        ("PC851", CodePage::Pc851),
    ] {
        for columns in [48, 42, 32] {
            let (mut desk, _simulator) = joined(Behaviour::new(Dialect::Mellon), Line::Tcp);
            desk.settings.printer =
                format!("link = \"file\"\npath = \"receipts.bin\"\ncolumns = {columns}\ncode_page = \"{name}\"\n");
            desk.write_config();
            desk.pay(&[RF_ONE]).expect(0);
            let paper = decode_text(&desk.paper(), page);
            assert!(paper.contains("Ιωάννου Μαρία") && paper.contains("Πρόστιμα ΚΟΚ"), "{name} {columns}: {paper}");
        }
    }
}

#[test]
fn no_log_holds_a_name_a_tax_number_or_a_pin() {
    let (desk, simulator) = joined(Behaviour::new(Dialect::Aade), Line::Tcp);
    desk.run(&["lookup", "094259216"]).expect(0);
    desk.run(&["lookup", "Παπαδόπ"]).expect(0);
    simulator.set_mood(Mood::Busy);
    desk.pay(&[RF_TWO]).expect(4);
    simulator.set_mood(Mood::Approve);
    desk.pay(&[RF_TWO]).expect(0);
    let mut logs = String::new();
    for entry in std::fs::read_dir(desk.data_dir().join("logs")).unwrap() {
        logs += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let audit = rows(&desk, "SELECT who || act || subject || detail FROM audit").join("\n");
    assert!(audit.contains("looked_up") && audit.contains("receipt_booked"), "{audit}");
    for secret in ["Παπαδ", "094259216", PIN] {
        assert!(!logs.contains(secret), "{secret} is in a log: {logs}");
        assert!(!audit.contains(secret), "{secret} is in the audit trail: {audit}");
    }
}
