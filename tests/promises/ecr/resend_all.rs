//! RESEND-ALL: everything that the terminal holds, each once, and nothing lost when the list breaks off.

use std::time::Duration;

use tameio::domain::session::SessionNo;
use tameio::ecr::codes::{ErrorCode, ResultCode};
use tameio::ecr::link::LinkError;
use tameio::ecr::message::{OrderKind, ReplySession};
use tameio::ecr::simulator::{Behaviour, HeldForeign, Mood, Pace, RunningSimulator, serve_tcp, serve_tcp_with};
use tameio::ecr::terminal::{
    Acknowledged, Dialect, Fate, LostTrack, NoAnswer, ReportedResult, ResendAllEnd, SaleEnd, SaleRequest,
    TerminalProfile,
};

use super::scripted::{
    self, Bench, CONFIRM, Event, Notes, Opening, RESULT, Script, after, answered, bench, data, frame, says,
};
use super::simulated::{
    Desk, Steps, Wire, desk, desk_over, euro, eventually, is_approved, of_mood, plain, profile, request, simulator,
};

const AADE: Dialect = Dialect::Aade;

fn at() -> chrono::NaiveDateTime {
    request(1).at
}

fn all(desk: &mut Desk) -> Vec<ReportedResult> {
    match desk.terminal.resend_all(at(), &mut Steps::default(), &mut |_| None) {
        ResendAllEnd::Results(results) => results,
        other => panic!("{other:?}"),
    }
}

/// A void whose result is lost. A serial line does not close, so nobody waits for long there.
fn lose_a_void(simulator: &RunningSimulator, desk: &mut Desk) {
    desk.terminal.close();
    let void = SaleRequest { kind: OrderKind::Void, ..request(3) };
    let end = super::simulated::desk(simulator, profile(AADE)).sale(&void).0;
    assert!(matches!(end, SaleEnd::Unknown(_)), "{end:?}");
}

fn sessions(results: &[ReportedResult]) -> Vec<String> {
    results.iter().map(|result| result.session.to_string()).collect()
}

fn held(session: ReplySession, ecr: Option<&str>) -> HeldForeign {
    let receipt = ecr.map(|_| "12".to_owned());
    HeldForeign { session, ecr: ecr.map(str::to_owned), receipt, amount: euro(1700), at: at() }
}

#[test]
fn every_unacknowledged_result_comes_and_our_own_go_when_they_are_acknowledged() {
    for wire in [Wire::Tcp, Wire::Pty] {
        let simulator = simulator(wire, Behaviour::new(AADE));
        let mut desk = desk(&simulator, profile(AADE));
        assert!(all(&mut desk).is_empty());
        assert!(is_approved(&desk.sale(&request(1)).0));
        let declined = ResultCode::parse("05").unwrap();
        simulator.set_mood(Mood::Decline(declined));
        assert_eq!(desk.sale(&request(2)).0, SaleEnd::Declined(declined));
        simulator.set_mood(Mood::LoseAnswer);
        lose_a_void(&simulator, &mut desk);
        simulator.hold_foreign(held(ReplySession::KeyedOnTerminal, None));
        simulator.hold_foreign(held(ReplySession::Numbered(SessionNo::new(88).unwrap()), Some("OTHER1")));

        let results = all(&mut desk);
        assert_eq!(sessions(&results), ["000001", "000002", "000003", "POSTXN", "000088"]);
        assert_eq!(results[0].card.as_ref().unwrap().amount, euro(2500));
        assert_eq!((results[1].code, &results[1].card), (declined, &None));
        assert_eq!((results[3].ecr.as_deref(), results[3].card.as_ref().unwrap().amount), (None, euro(1700)));
        assert_eq!((results[4].ecr.as_deref(), results[4].receipt.as_deref()), (Some("OTHER1"), Some("12")));
        // Nothing was acknowledged by asking.
        assert_eq!(sessions(&all(&mut desk)), sessions(&results));

        for session in 1..=3 {
            let own = request(session);
            desk.terminal.acknowledge_result(own.session, own.amount, &own.receipt).unwrap();
        }
        eventually(&simulator, "the acknowledgements", || simulator.book().iter().all(|charge| charge.acknowledged));
        assert_eq!(sessions(&all(&mut desk)), ["POSTXN", "000088"]);
        assert_eq!(simulator.net_charged(), 0);
    }
}

#[test]
fn a_terminal_that_was_switched_off_still_holds_what_was_not_acknowledged() {
    let simulator = serve_tcp(&tameio_testing::own_address(), of_mood(AADE, Mood::LoseAnswer)).unwrap();
    let address = simulator.address().unwrap().to_string();
    let mut desk = desk_over(plain(&simulator), profile(AADE));
    assert_eq!(desk.sale(&request(1)).0, SaleEnd::Unknown(LostTrack::LineClosed));
    simulator.hold_foreign(held(ReplySession::KeyedOnTerminal, None));
    let memory = simulator.stop_and_keep();
    let gone = desk.terminal.resend_all(at(), &mut Steps::default(), &mut |_| None);
    assert!(matches!(gone, ResendAllEnd::NoAnswer { why: NoAnswer::Link(LinkError::Unreachable { .. }), .. }));

    let simulator = serve_tcp_with(&address, Behaviour::new(AADE), memory).unwrap();
    assert_eq!(sessions(&all(&mut desk)), ["000001", "POSTXN"]);
    // The session is still used up, and numbers go on.
    assert_eq!(desk.sale(&request(1)).0, SaleEnd::Refused(ErrorCode::DUPLICATE));
    assert!(is_approved(&desk.sale(&request(2)).0));
    assert_eq!(simulator.book().len(), 2);
    let stans: Vec<String> = all(&mut desk).into_iter().filter_map(|result| Some(result.card?.stan)).collect();
    assert_eq!(stans, ["000001", "000003", "000002"]);
}

#[test]
fn another_desk_gets_its_own_results_and_not_ours() {
    let simulator = simulator(Wire::Tcp, Behaviour::new(AADE));
    let mut ours = desk(&simulator, profile(AADE));
    let mut theirs = desk(&simulator, TerminalProfile { ecr_id: "OTHER1".to_owned(), ..profile(AADE) });
    assert!(is_approved(&ours.sale(&request(1)).0));
    ours.terminal.close();
    assert!(is_approved(&theirs.sale(&request(2)).0));
    theirs.terminal.close();
    assert_eq!(sessions(&all(&mut ours)), ["000001"]);
    assert_eq!(sessions(&all(&mut theirs)), ["000002"]);
}

fn of(session: u32) -> String {
    scripted::result(AADE, &format!("{session:06}"), "00", Some(&data(AADE, 2500)))
}

fn ask(bench: &mut Bench) -> ResendAllEnd {
    bench.terminal.resend_all(at(), &mut bench.notes, &mut |_| None)
}

/// What came, and what went wrong.
fn asked(answers: Script) -> (Vec<String>, Option<LostTrack>, Bench) {
    let mut bench = answered(AADE, answers);
    let end = ask(&mut bench);
    let sent = bench.sent();
    assert_eq!(sent[0], "ECR0110L/RABC00111/D20261123101502");
    // Where nothing comes, the end is asked for once.
    assert!(sent[1..].is_empty() || sent[1..] == ["ECR0110X/end of list"], "{sent:?}");
    assert!(bench.notes.steps.is_empty() && bench.notes.foreign.is_empty());
    match end {
        ResendAllEnd::Results(results) => (sessions(&results), None, bench),
        ResendAllEnd::NoAnswer { so_far, why: NoAnswer::Lost(lost) } => (sessions(&so_far), Some(lost), bench),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_result_that_comes_twice_is_listed_once() {
    let answers = vec![
        says(0.1, AADE, &of(1)),
        says(0.2, AADE, &of(1)),
        says(0.3, AADE, &of(2)),
        says(0.4, AADE, &of(1)),
        says(0.5, AADE, "E/000"),
    ];
    let (listed, lost, bench) = asked(answers);
    assert_eq!((listed, lost), (vec!["000001".to_owned(), "000002".to_owned()], None));
    assert_eq!(bench.fates().len(), 6);
    assert!(bench.fates()[1..].iter().all(|(_, fate)| *fate == Fate::Ours));
}

#[test]
fn nothing_held_is_an_empty_list_however_it_is_said() {
    for code in ["E/000", "E/100"] {
        let (listed, lost, _) = asked(vec![says(0.5, AADE, code)]);
        assert_eq!((listed.len(), lost), (0, None), "{code}");
    }
    // After a result it is an error like any other.
    let (listed, lost, _) = asked(vec![says(0.1, AADE, &of(1)), says(0.5, AADE, "E/100")]);
    assert_eq!((listed.len(), lost), (1, Some(LostTrack::AskRefused(ErrorCode::NOTHING_HELD))));
    let (listed, lost, _) = asked(vec![says(0.5, AADE, "E/999")]);
    assert_eq!((listed.len(), lost), (0, Some(LostTrack::AskRefused(ErrorCode::BUSY))));
}

#[test]
fn what_came_before_the_line_was_lost_is_not_lost() {
    let torn = frame(AADE, &of(3));
    let breaks: [(Script, LostTrack); 5] = [
        (vec![after(0.3, Event::Fail(LinkError::Closed))], LostTrack::LineClosed),
        (vec![after(0.3, Event::Bytes(torn[..30].to_vec()))], LostTrack::Unreadable),
        (vec![after(0.3, Event::Bytes(vec![0xff; 40]))], LostTrack::Unreadable),
        (vec![], LostTrack::SilentBeforeConfirm),
        (vec![says(0.3, AADE, "R/S1"), says(0.4, AADE, "E/000")], LostTrack::Unreadable),
    ];
    for (rest, expected) in breaks {
        let answers = [vec![says(0.1, AADE, &of(1)), says(0.2, AADE, &of(2))], rest].concat();
        let (listed, lost, _) = asked(answers);
        assert_eq!((listed.as_slice(), lost), (&["000001".to_owned(), "000002".to_owned()][..], Some(expected)));
    }
    // What could not be read hides nothing of what follows.
    let answers = vec![says(0.1, AADE, "R/S1"), says(0.2, AADE, &of(2)), says(0.3, AADE, "E/000")];
    assert_eq!(asked(answers).0, ["000002"]);
}

#[test]
fn a_result_with_unreadable_data_is_listed_as_such() {
    let garbled = scripted::result(AADE, "000001", "00", Some("Visa"));
    let mut bench = answered(AADE, vec![says(0.1, AADE, &garbled), says(0.2, AADE, "E/000")]);
    let ResendAllEnd::Results(results) = ask(&mut bench) else { panic!("no list") };
    assert_eq!((results.len(), results[0].unreadable_data, &results[0].card), (1, true, &None));
}

#[test]
fn messages_that_are_no_results_do_not_end_the_list() {
    let (_, _, earlier) = asked(vec![says(0.1, AADE, "E/000")]);
    let own = earlier.world.lock().unwrap().sent[0].clone();
    let answers = vec![
        after(0.0, Event::Bytes(own)),
        says(0.1, AADE, "N/S000001"),
        says(0.2, AADE, "X/tameio/T1:2"),
        says(0.3, AADE, &scripted::confirmed(AADE, "000001", 2500)),
        says(0.4, AADE, &of(1)),
        says(0.5, AADE, "E/000"),
    ];
    let (listed, lost, _) = asked(answers);
    assert_eq!((listed.len(), lost), (1, None));
}

#[test]
fn each_further_result_has_its_own_time_and_all_together_have_theirs() {
    let slow = |count: u32| (1..=count).map(|n| says(1.9 * f64::from(n), AADE, &of(n)));
    let (listed, lost, bench) = asked(slow(20).chain([says(38.5, AADE, "E/000")]).collect());
    assert_eq!((listed.len(), lost), (20, None));
    assert!(bench.since_written() > CONFIRM * 10);

    let (listed, lost, bench) = asked(slow(3).collect());
    assert_eq!((listed.len(), lost), (3, Some(LostTrack::SilentBeforeConfirm)));
    // From the echo after the first one.
    assert_eq!(bench.since_written(), Duration::from_millis(5700 - 1900 - 250) + CONFIRM);

    let (listed, lost, bench) = asked(slow(900).collect());
    assert_eq!(lost, Some(LostTrack::Unreadable));
    assert!((90..100).contains(&listed.len()), "{}", listed.len());
    assert_eq!(bench.since_written(), RESULT - Duration::from_millis(1900 + 250));

    // The same one again and again buys no time, and no memory.
    let (listed, lost, bench) = asked((1..=900).map(|n| says(0.1 * f64::from(n), AADE, &of(1))).collect());
    assert_eq!((listed.len(), lost), (1, Some(LostTrack::SilentBeforeConfirm)));
    assert!(bench.since_written() < CONFIRM * 2);
    let (listed, lost, bench) = asked(vec![after(0.1, Event::Babble(frame(AADE, &of(1))))]);
    assert_eq!((listed.len(), lost), (1, Some(LostTrack::Unreadable)));
    assert!(bench.notes.traces.len() <= 1001);
}

#[test]
fn what_came_before_the_question_goes_to_the_journal_and_not_into_the_list() {
    let opening = Opening {
        stale: vec![says(0.0, AADE, &of(9))],
        answers: vec![vec![says(0.1, AADE, &of(1)), says(0.2, AADE, "E/000")]],
        ..Opening::default()
    };
    let mut bench = bench(AADE, false, vec![opening]);
    let ResendAllEnd::Results(results) = ask(&mut bench) else { panic!("no list") };
    assert_eq!(sessions(&results), ["000001"]);
    assert_eq!(sessions(&bench.notes.foreign), ["000009"]);
    assert_eq!(bench.fates()[0], ("result", Fate::Late));
}

/// Acknowledges what is of this desk.
fn ours(result: &ReportedResult) -> Option<Acknowledged> {
    let ours = result.ecr.as_deref() == Some("ABC00111");
    let (card, receipt) = (result.card.as_ref()?, result.receipt.clone()?);
    ours.then_some(Acknowledged { amount: card.amount, receipt })
}

#[test]
fn each_result_is_acknowledged_on_its_line_before_the_next_is_heard() {
    let list = Opening {
        answers: vec![vec![says(0.1, AADE, &of(1))], vec![says(0.1, AADE, &of(2))], vec![says(0.1, AADE, "E/000")]],
        ..Opening::default()
    };
    let mut bench = bench(AADE, false, vec![list]);
    let ResendAllEnd::Results(results) = bench.terminal.resend_all(at(), &mut bench.notes, &mut ours) else {
        panic!("no list")
    };
    assert_eq!(results.len(), 2);
    let acknowledged = ["ECR0110R/S000001/RABC00111/F2500/T677", "ECR0110R/S000002/RABC00111/F2500/T677"];
    assert_eq!((&bench.sent()[1..], bench.connects()), (&acknowledged.map(str::to_owned)[..], 1));
}

#[test]
fn an_echo_ends_the_list_of_a_terminal_that_does_not_say_so() {
    let echoed = || vec![says(0.01, AADE, "X/end of list/T64999999:1")];
    // With results, after a quarter of a second; without any, after the time for an answer.
    for (first, results, quiet) in [(vec![says(0.1, AADE, &of(1))], 1, 0.25), (vec![], 0, 2.0)] {
        let list = Opening { answers: vec![first, echoed()], ..Opening::default() };
        let mut bench = bench(AADE, false, vec![list]);
        let end = ask(&mut bench);
        assert!(matches!(&end, ResendAllEnd::Results(all) if all.len() == results), "{end:?}");
        assert_eq!(bench.sent()[1], "ECR0110X/end of list");
        let asked_after = bench.world.lock().unwrap().written.as_secs_f64();
        assert!((quiet..quiet + 0.2).contains(&asked_after), "{asked_after}");
    }
}

#[test]
fn twelve_held_results_are_taken_at_once_whatever_the_terminals_pace() {
    for pace in Pace::ALL {
        for wire in [Wire::Tcp, Wire::Pty] {
            let simulator = simulator(wire, Behaviour { pace, ..Behaviour::new(AADE) });
            let mut desk = desk(&simulator, profile(AADE));
            for session in 1..=12 {
                assert!(is_approved(&desk.sale(&request(session)).0));
            }
            desk.terminal.close();
            let mut on_disk = Vec::new();
            let end = desk.terminal.resend_all(at(), &mut Steps::default(), &mut |result| {
                on_disk.push(result.session.to_string());
                ours(result)
            });
            assert!(matches!(&end, ResendAllEnd::Results(all) if all.len() == 12), "{pace:?} {wire:?} {end:?}");
            assert_eq!(on_disk.len(), 12, "{pace:?} {wire:?}");
            eventually(&simulator, "acknowledged", || simulator.book().iter().all(|charge| charge.acknowledged));
            assert!(all(&mut desk).is_empty(), "{pace:?} {wire:?}");
        }
    }
}

#[test]
fn what_is_of_another_desk_is_never_acknowledged_and_what_names_ours_is_whatever_its_session() {
    let simulator = simulator(Wire::Tcp, Behaviour::new(AADE));
    let mut desk = desk(&simulator, profile(AADE));
    simulator.hold_foreign(held(ReplySession::KeyedOnTerminal, Some("ABC00111")));
    simulator.hold_foreign(held(ReplySession::KeyedOnTerminal, None));
    simulator.hold_foreign(held(ReplySession::Numbered(SessionNo::new(88).unwrap()), Some("OTHER1")));
    let end = desk.terminal.resend_all(at(), &mut Steps::default(), &mut ours);
    assert!(matches!(&end, ResendAllEnd::Results(all) if all.len() == 3), "{end:?}");
    // An echo is answered after what was said before it.
    desk.terminal.echo("tameio").unwrap();
    let left = all(&mut desk);
    assert_eq!(sessions(&left), ["POSTXN", "000088"]);
    assert_eq!(left.iter().map(|result| result.ecr.as_deref()).collect::<Vec<_>>(), [None, Some("OTHER1")]);
}

#[test]
fn mellon_cannot_be_asked_and_a_missing_line_is_told() {
    let mut mellon = bench(Dialect::Mellon, false, vec![Opening::default()]);
    assert_eq!(ask(&mut mellon), ResendAllEnd::CannotAsk);
    mellon.terminal.acknowledge_result(SessionNo::new(1).unwrap(), euro(2500), "1").unwrap();
    assert_eq!((mellon.connects(), mellon.sent().len()), (0, 0));

    let missing = NoAnswer::Link(LinkError::PortMissing { port: "COM3".to_owned() });
    let end = bench(AADE, false, vec![]).terminal.resend_all(at(), &mut Notes::default(), &mut |_| None);
    assert_eq!(end, ResendAllEnd::NoAnswer { so_far: vec![], why: missing });
    let noisy = Opening { stale: vec![after(0.0, Event::Babble(vec![0x55; 100]))], ..Opening::default() };
    let end = bench(AADE, false, vec![noisy]).terminal.resend_all(at(), &mut Notes::default(), &mut |_| None);
    assert_eq!(end, ResendAllEnd::NoAnswer { so_far: vec![], why: NoAnswer::LineNoisy });
}
