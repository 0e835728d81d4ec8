//! Decisions on written evidence: what is enough, what contradicts, who decides.

use serde_json::json;
use tameio::ecr::codes::ErrorCode;
use tameio::ecr::simulator::{AskedAgain, Behaviour, Mood, RunningSimulator};
use tameio::ecr::terminal::Dialect;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::decode_text;

use super::{Ended, aade, by, by_two, joined, open_amount};
use tameio_testing::program::{Desk, PIN, RF_ONE, RF_TWO, SUPERVISOR};

fn mellon() -> (Desk, RunningSimulator) {
    joined(Behaviour::new(Dialect::Mellon), "protocol = \"mellon\"\n")
}

/// A payment whose answer was lost; its session.
fn lost(desk: &Desk, simulator: &RunningSimulator, rf: &str) -> String {
    simulator.set_mood(Mood::LoseAnswer);
    let session = desk.pay(&[rf]).expect(5).json()["session"].as_str().unwrap().to_owned();
    simulator.set_mood(Mood::Approve);
    session
}

/// `evidence` are the options that tell it.
fn resolve(desk: &Desk, session: &str, outcome: &str, evidence: &[&str]) -> Ended {
    by_two(desk, &[&["resolve", session, "--as", outcome, "--json"], evidence].concat())
}

fn not_charged(desk: &Desk, session: &str, words: &str) -> Ended {
    resolve(desk, session, "not-charged", &["--evidence", words])
}

/// The options of a slip with what a charge must state.
fn slip<'a>(stan: &'a str, at: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["--stan", stan, "--auth", "787033", "--at", at], more].concat()
}

fn now() -> String {
    let athens = chrono::Utc::now().with_timezone(&chrono_tz::Europe::Athens);
    athens.format("%Y-%m-%d %H:%M").to_string()
}

fn refused(ended: Ended, reason: &str) {
    let ended = ended.expect(3);
    assert_eq!(ended.json()["error"]["kind"], reason, "{ended:?}");
}

#[test]
fn a_charge_that_no_terminal_answers_for_is_booked_on_a_slip_and_a_second_person() {
    let (desk, simulator) = mellon();
    let session = lost(&desk, &simulator, RF_ONE);
    let found = desk.run(&["recover", "--json"]).expect(5).json();
    assert_eq!((&found["still_unknown"], &found["all"]), (&json!(1), &json!("cannot_ask")));
    let at = now();
    let evidence = slip("000001", &at, &["--rrn", "133030000001", "--amount", "123,45", "--evidence", "από το δελτίο"]);
    let ended = resolve(&desk, &session, "approved", &evidence).expect(0);
    let said = ended.json();
    assert_eq!(
        (&said["outcome"], &said["by"], &said["amount"]),
        (&json!("approved"), &json!("evidence"), &json!("123.45"))
    );
    let receipt = said["receipt"].as_str().unwrap();
    let shown = desk.run(&["receipt", "show", receipt, "--json"]).expect(0).json();
    assert_eq!((&shown["card"]["stan"], &shown["card"]["auth_code"]), (&json!("000001"), &json!("787033")));
    let kept = format!("STAN=000001; AUTH=787033; RRN=133030000001; AMOUNT=123,45; {at}; από το δελτίο");
    assert_eq!(shown["evidence"], json!(kept));
    assert!(decode_text(&desk.paper(), CodePage::Pc737).contains(receipt));
    assert_eq!(open_amount(&desk, RF_ONE), ["0.00 paid"]);
    assert_eq!(desk.till()["blockers"], json!([]));
    desk.run(&["verify"]).expect(0);
    refused(resolve(&desk, &session, "approved", &evidence), "not_unknown");
}

/// Decides that nothing was charged as soon as that may be decided.
pub fn once_over(desk: &mut Desk, session: &str, evidence: &str) -> Ended {
    desk.settings.terminal = desk.settings.terminal.replace("confirm_timeout_s = 60", "confirm_timeout_s = 1");
    desk.wait_for_a_result(1);
    for _ in 0..1_000 {
        let ended = not_charged(desk, session, evidence);
        if ended.code != 3 || ended.json()["error"]["kind"] != "may_still_run" {
            return ended;
        }
    }
    panic!("never allowed");
}

#[test]
fn no_debt_is_freed_on_paper_while_the_terminal_may_still_charge_for_it() {
    let (mut desk, simulator) = mellon();
    desk.wait_for_a_result(600);
    simulator.set_mood(Mood::CloseAfterConfirm);
    let session = desk.pay(&[RF_ONE]).expect(5).json()["session"].as_str().unwrap().to_owned();
    let early = not_charged(&desk, &session, "το τερματικό δεν τύπωσε τίποτα");
    let said = early.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(said.contains("μπορεί να τρέχει ακόμη"), "{said}");
    refused(early, "may_still_run");
    assert_eq!(open_amount(&desk, RF_ONE), ["123.45 pending"], "still fenced");
    // What the slip proves is not delayed: the terminal is done with it.
    simulator.set_mood(Mood::LoseAnswer);
    let charged = desk.pay(&[RF_TWO]).expect(5).json();
    let amount = charged["amount"].as_str().unwrap().replace('.', ",");
    let slip = ["--stan", "000001", "--auth", "787033", "--at", &now(), "--amount", &amount];
    resolve(&desk, charged["session"].as_str().unwrap(), "approved", &slip).expect(0);
    once_over(&mut desk, &session, "το τερματικό δεν τύπωσε τίποτα").expect(0);
    assert_eq!(open_amount(&desk, RF_ONE), ["123.45 open"]);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_terminal_that_holds_nothing_of_a_payment_frees_it_only_when_it_must_be_over() {
    let (mut desk, simulator) = aade();
    desk.wait_for_a_result(600);
    simulator.set_mood(Mood::CloseAfterConfirm);
    let session = desk.pay(&[RF_ONE]).expect(5).json()["session"].as_str().unwrap().to_owned();
    // It does not say: busy is no word on the sale.
    simulator.set_mood(Mood::WhenAsked(AskedAgain::Error(ErrorCode::BUSY)));
    refused(not_charged(&desk, &session, "το τερματικό δεν τύπωσε τίποτα"), "may_still_run");
    // That it holds nothing says nothing, while a card may still be charged.
    simulator.set_mood(Mood::Approve);
    refused(not_charged(&desk, &session, "το τερματικό δεν τύπωσε τίποτα"), "may_still_run");
    let found = desk.run(&["recover", "--json"]).expect(5).json();
    assert_eq!(found["sessions"][0]["reason"], json!("may_still_run"));
    let end = once_over(&mut desk, &session, "το τερματικό δεν τύπωσε τίποτα").expect(0).json();
    assert_eq!(end["outcome"], json!("not_charged"));
    desk.pay(&[RF_ONE]).expect(0);
    assert_eq!(simulator.net_charged(), 12_345);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_payment_that_was_not_charged_is_freed_on_what_the_report_shows() {
    let (mut desk, simulator) = mellon();
    simulator.set_mood(Mood::CloseAfterConfirm);
    let session = desk.pay(&[RF_ONE]).expect(5).json()["session"].as_str().unwrap().to_owned();
    simulator.set_mood(Mood::Approve);
    let end = once_over(&mut desk, &session, "η αναφορά πακέτου δεν έχει τη συναλλαγή").expect(0).json();
    assert_eq!((&end["outcome"], &end["receipt"]), (&json!("not_charged"), &json!(null)));
    assert_eq!(open_amount(&desk, RF_ONE), ["123.45 open"]);
    desk.wait_for_a_result(60);
    desk.pay(&[RF_ONE]).expect(0);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn no_unknown_outcome_closes_without_evidence_or_with_one_person() {
    let (desk, simulator) = mellon();
    let session = lost(&desk, &simulator, RF_ONE);
    let at = now();
    refused(resolve(&desk, &session, "approved", &[]), "bad_evidence");
    refused(resolve(&desk, &session, "approved", &["--evidence", "το είδα εγώ στο χαρτί"]), "evidence_incomplete");
    let words = format!("STAN 000001 AUTH 787033 {at}");
    refused(resolve(&desk, &session, "approved", &["--evidence", &words]), "evidence_incomplete");
    refused(resolve(&desk, &session, "approved", &slip("1234567", &at, &[])), "bad_evidence");
    let missing = resolve(&desk, &session, "approved", &["--stan", "000001", "--at", &at]).expect(3);
    assert!(missing.json()["error"]["message"].as_str().unwrap().contains("έγκρισης"), "{missing:?}");
    refused(not_charged(&desk, &session, "όχι"), "bad_evidence");
    let whole = slip("000001", &at, &[]);
    let same = [&["resolve", session.as_str(), "--as", "approved", "--json"], whole.as_slice()].concat();
    refused(by(&desk, &same, (SUPERVISOR, PIN), (SUPERVISOR, PIN)), "same_person");
    refused(resolve(&desk, "000777", "approved", &whole), "no_such_session");
    let numbered = slip("000001", &at, &["--evidence", "κάρτα 4111 1111 1111 1111"]);
    let card = resolve(&desk, &session, "approved", &numbered);
    assert!(!card.stderr.contains("4111") && !card.stdout.contains("4111"), "{card:?}");
    refused(card, "bad_evidence");
    assert_eq!(open_amount(&desk, RF_ONE), ["123.45 pending"], "still fenced");
}

#[test]
fn evidence_of_another_payment_is_refused() {
    let (desk, simulator) = mellon();
    let earlier = desk.pay(&[RF_TWO]).expect(0).json();
    let session = lost(&desk, &simulator, RF_ONE);
    let at = now();
    let approved = |slip: &[&str]| resolve(&desk, &session, "approved", slip);
    refused(approved(&slip("000002", &at, &["--amount", "12,00"])), "evidence_contradicts");
    refused(approved(&slip("000002", "2020-01-01 10:15", &[])), "evidence_contradicts");
    let booked = earlier["card"]["stan"].as_str().unwrap();
    refused(approved(&slip(booked, &at, &[])), "evidence_booked");
    approved(&slip("000002", &at, &["--amount", "123,45"])).expect(0);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_terminal_that_can_be_asked_is_asked_before_any_paper_is_believed() {
    let (desk, simulator) = aade();
    let session = lost(&desk, &simulator, RF_ONE);
    // The paper says that nothing was charged; the terminal holds the approved result.
    let ended = not_charged(&desk, &session, "ο πολίτης λέει ότι δεν χρεώθηκε").expect(3);
    let said = ended.json();
    assert_eq!((&said["outcome"], &said["by"]), (&json!("approved"), &json!("terminal")));
    assert_eq!(open_amount(&desk, RF_ONE), ["0.00 paid"]);
    assert_eq!(simulator.net_charged(), 12_345);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn evidence_stays_out_of_the_log_and_the_audit_trail() {
    let (desk, simulator) = mellon();
    let session = lost(&desk, &simulator, RF_ONE);
    let slip = ["--stan", "000001", "--auth", "787033", "--at", &now(), "--evidence", "παραλήπτης Ιωάννου Μαρία"];
    resolve(&desk, &session, "approved", &slip).expect(0);
    let books = rusqlite::Connection::open(desk.database()).unwrap();
    let leaked: i64 = books
        .query_row(
            "SELECT count(*) FROM audit WHERE detail LIKE '%παραλήπτης%' OR detail LIKE '%Ιωάννου%'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(leaked, 0);
    for log in std::fs::read_dir(desk.data_dir().join("logs")).unwrap() {
        let text = std::fs::read_to_string(log.unwrap().path()).unwrap();
        assert!(!text.contains("παραλήπτης"), "{text}");
    }
}

#[test]
fn the_slip_of_an_unknown_outcome_is_printed_from_the_command_line_as_long_as_it_is_unknown() {
    let (desk, simulator) = mellon();
    let session = lost(&desk, &simulator, RF_ONE);
    let printed = desk.run(&["receipt", "slip", &session, "--json"]).expect(0).json();
    assert_eq!((&printed["session"], &printed["printed"]), (&json!(session), &json!(true)));
    let paper = decode_text(&desk.paper(), CodePage::Pc737);
    assert!(paper.contains(&session) && paper.contains("123,45"), "{paper}");
    refused(desk.run(&["receipt", "slip", "000999", "--json"]), "no_such_session");
    resolve(&desk, &session, "approved", &slip("000001", &now(), &["--rrn", "133030000001"])).expect(0);
    refused(desk.run(&["receipt", "slip", &session, "--json"]), "not_unknown");
}

#[test]
fn a_slip_may_be_an_hour_off_either_way_and_more_by_the_word_of_both_persons() {
    let at = |minutes: i64| {
        let moment = chrono::Utc::now() + chrono::TimeDelta::minutes(minutes);
        moment.with_timezone(&chrono_tz::Europe::Athens).format("%Y-%m-%d %H:%M").to_string()
    };
    for (stan, minutes, at_once) in [(1, 6, true), (2, -58, true), (3, 58, true), (4, -63, false), (5, 65, false)] {
        let (desk, simulator) = mellon();
        let session = lost(&desk, &simulator, RF_ONE);
        let (stan, at) = (format!("{stan:06}"), at(minutes));
        let evidence = slip(&stan, &at, &["--amount", "123,45"]);
        let ended = resolve(&desk, &session, "approved", &evidence);
        if at_once {
            ended.expect(0);
        } else {
            refused(ended, "evidence_contradicts");
            let both = slip(&stan, &at, &["--amount", "123,45", "--clock-wrong"]);
            let said = resolve(&desk, &session, "approved", &both).expect(0).json();
            let shown = desk.run(&["receipt", "show", said["receipt"].as_str().unwrap(), "--json"]).expect(0).json();
            assert_eq!(
                shown["evidence"],
                json!(format!("STAN={stan}; AUTH=787033; AMOUNT=123,45; {at} (--clock-wrong)"))
            );
        }
        desk.run(&["verify"]).expect(0);
    }
}
