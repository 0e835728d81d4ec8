//! Sales against the simulated terminal, over TCP and over a pseudo-terminal, in both dialects: how they end,
//! who was charged, and which frames were on the wire in which order.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::simulated::*;
use tameio::domain::tender::PaidWith;
use tameio::ecr::codes::{ErrorCode, ResultCode};
use tameio::ecr::frame::{Decoder, Frame, Variant};
use tameio::ecr::link::{LinkError, SerialConnector};
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, SimulatedCard, SimulatorError, serve_tcp};
use tameio_testing::{PATIENT, own_address};

use tameio::ecr::terminal::{
    Dialect, EcrError, LostTrack, NoAnswer, NotSent, ResendEnd, SaleEnd, SaleRequest, Terminal, TerminalProfile,
};

/// A mood, how its sale must end, whether a card is charged, and the frames.
struct Case {
    mood: Mood,
    end: fn(&SaleEnd) -> bool,
    charged: bool,
    talk: &'static str,
}

fn declined() -> ResultCode {
    ResultCode::parse("05").unwrap()
}

/// What no mood may change by the wire it is on.
fn cases() -> Vec<Case> {
    use LostTrack as L;
    let case = |mood, end, charged, talk| Case { mood, end, charged, talk };
    vec![
        case(Mood::Approve, is_approved, true, ">A <A <R"),
        case(Mood::SplitBytes, is_approved, true, ">A <A <R"),
        case(Mood::Joined, is_approved, true, ">A <A <R"),
        case(Mood::LoseConfirm, is_approved, true, ">A <R"),
        case(Mood::Twice, is_approved, true, ">A <A <A <R <R"),
        case(Mood::Decline(declined()), |end| *end == SaleEnd::Declined(declined()), false, ">A <A <R"),
        case(Mood::Busy, |end| *end == SaleEnd::Refused(ErrorCode::BUSY), false, ">A <E/999"),
        case(Mood::Error(ErrorCode::SYNTAX), |end| *end == SaleEnd::Refused(ErrorCode::SYNTAX), false, ">A <E/003"),
        case(
            Mood::ErrorAfterConfirm(ErrorCode::NOTHING_HELD),
            |end| *end == SaleEnd::Unknown(L::ErrorAfterConfirm(ErrorCode::NOTHING_HELD)),
            true,
            ">A <A <E/100",
        ),
        // The desk may hang up before the result of a sale that it did not ask for.
        case(Mood::WrongAmount, |end| *end == SaleEnd::Unknown(L::ForeignAmount), true, ">A <A …"),
        case(Mood::WrongResultAmount, |end| *end == SaleEnd::Unknown(L::ForeignAmount), true, ">A <A <R"),
        case(Mood::NoData, |end| *end == SaleEnd::Unknown(L::Unreadable), true, ">A <A <R"),
        case(Mood::Noise, |end| *end == SaleEnd::Unknown(L::Unreadable), true, ">A <?"),
    ]
}

fn run(wire: Wire, dialect: Dialect, case: &Case, profile: TerminalProfile) {
    let about = format!("{wire:?} {dialect:?} {:?}", case.mood);
    let simulator = simulator(wire, of_mood(dialect, case.mood));
    let mut desk = desk(&simulator, profile);
    let (end, steps) = desk.sale(&request(677));
    assert!((case.end)(&end), "{about}: {end:?}");
    assert_eq!(steps[0], "sending", "{about}");
    eventually(&simulator, &about, || {
        let talk = talk(&simulator).join(" ");
        case.talk.strip_suffix(" …").map_or(talk == case.talk, |begin| talk.starts_with(begin))
    });
    let book = simulator.book();
    assert_eq!(book.len(), usize::from(case.charged), "{about}");
    assert!(book.iter().all(|charge| !charge.acknowledged), "{about}");
}

#[test]
fn each_mood_ends_as_it_must_over_tcp() {
    for dialect in Dialect::ALL {
        cases().iter().for_each(|case| run(Wire::Tcp, dialect, case, profile(dialect)));
    }
}

#[test]
fn each_mood_ends_as_it_must_over_a_serial_line() {
    for dialect in Dialect::ALL {
        let kept = TerminalProfile { keep_open: true, ..profile(dialect) };
        cases().iter().for_each(|case| run(Wire::Pty, dialect, case, kept.clone()));
    }
}

#[test]
fn a_hang_up_ends_unknown_at_once_over_tcp() {
    let closed: fn(&SaleEnd) -> bool = |end| *end == SaleEnd::Unknown(LostTrack::LineClosed);
    for dialect in Dialect::ALL {
        for (mood, charged, talk) in [
            (Mood::LoseAnswer, true, ">A <A"),
            (Mood::CloseBeforeConfirm, false, ">A"),
            (Mood::CloseAfterConfirm, false, ">A <A"),
        ] {
            run(Wire::Tcp, dialect, &Case { mood, end: closed, charged, talk }, profile(dialect));
        }
    }
}

#[test]
fn a_terminal_that_falls_silent_ends_unknown() {
    let before: fn(&SaleEnd) -> bool = |end| *end == SaleEnd::Unknown(LostTrack::SilentBeforeConfirm);
    let after: fn(&SaleEnd) -> bool = |end| *end == SaleEnd::Unknown(LostTrack::SilentAfterConfirm);
    for dialect in Dialect::ALL {
        for wire in [Wire::Tcp, Wire::Pty] {
            let impatient = profile(dialect);
            run(wire, dialect, &Case { mood: Mood::Silent, end: before, charged: false, talk: ">A" }, impatient);
        }
        let impatient = TerminalProfile { keep_open: true, ..profile(dialect) };
        let lost = Case { mood: Mood::LoseAnswer, end: after, charged: true, talk: ">A <A" };
        run(Wire::Pty, dialect, &lost, impatient.clone());
        let gone = Case { mood: Mood::CloseAfterConfirm, end: after, charged: false, talk: ">A <A" };
        run(Wire::Pty, dialect, &gone, impatient);
    }
}

#[test]
fn on_an_attentive_line_no_answer_is_late_and_silence_takes_no_time() {
    for dialect in Dialect::ALL {
        for wire in [Wire::Tcp, Wire::Pty] {
            let slow = Duration::from_millis(40);
            let simulator =
                simulator(wire, Behaviour { confirm_delay: slow, result_delay: slow, ..Behaviour::new(dialect) });
            let brief = Duration::from_millis(1);
            let hasty = TerminalProfile { confirm_timeout: brief, result_timeout: brief, ..profile(dialect) };
            assert!(is_approved(&desk(&simulator, hasty).sale(&request(1)).0));
            simulator.set_mood(Mood::Silent);
            let day = Duration::from_secs(86_400);
            let patient = TerminalProfile { confirm_timeout: day, ..profile(dialect) };
            let end = desk(&simulator, patient).sale(&request(2)).0;
            assert_eq!(end, SaleEnd::Unknown(LostTrack::SilentBeforeConfirm));
        }
    }
}

#[test]
fn answers_with_another_session_are_not_ours() {
    for dialect in Dialect::ALL {
        let simulator = simulator(Wire::Tcp, of_mood(dialect, Mood::WrongSession));
        let (end, steps) = desk(&simulator, profile(dialect)).sale(&request(677));
        assert_eq!(end, SaleEnd::Unknown(LostTrack::ForeignSession));
        assert_eq!(steps, ["sending"]);
    }
}

#[test]
fn a_late_foreign_result_is_skipped_and_not_acknowledged() {
    for dialect in Dialect::ALL {
        let simulator = simulator(Wire::Tcp, of_mood(dialect, Mood::LateForeign));
        let mut desk = desk(&simulator, profile(dialect));
        let (end, _) = desk.sale(&request(677));
        assert!(is_approved(&end));
        desk.terminal.acknowledge(&request(677)).unwrap();
        let expected = match dialect {
            Dialect::Mellon => ">A <R <A <R",
            Dialect::Aade => ">A <R <R <A <R >R",
        };
        eventually(&simulator, "the acknowledgement", || talk(&simulator).join(" ") == expected);
    }
}

fn body(bytes: &[u8]) -> String {
    String::from_utf8(bytes[2..].to_vec()).unwrap()
}

#[test]
fn the_frames_of_an_approved_aade_sale_are_exact_and_the_acknowledgement_waits_for_the_caller() {
    for wire in [Wire::Tcp, Wire::Pty] {
        let simulator = simulator(wire, Behaviour::new(Dialect::Aade));
        let mut desk = desk(&simulator, profile(Dialect::Aade));
        let (end, steps) = desk.sale(&request(677));
        assert!(is_approved(&end));
        assert_eq!(steps, ["sending", "confirmed"]);
        assert_eq!(talk(&simulator).join(" "), ">A <A <R");
        assert!(!simulator.book()[0].acknowledged);

        desk.terminal.acknowledge(&request(677)).unwrap();
        eventually(&simulator, "the acknowledgement", || simulator.book()[0].acknowledged);
        let frames: Vec<(bool, String)> =
            simulator.frames().into_iter().map(|(from_desk, bytes)| (from_desk, body(&bytes))).collect();
        let data = "Visa Debit:00:************3489:2500:2500:0:0:0:11:64999999:000091:133030000001:000001:787033:20261123101502:0";
        let expected = [
            (true, "ECR0110A/S000677/F2500:978:2/D20261123101502/RABC00111/H121/T677/M0".to_owned()),
            (false, "POS0110A/S000677/F2500/RABC00111/T677".to_owned()),
            (false, format!("POS0110R/S000677/RABC00111/T677/M0/C00/D{data}")),
            (true, "ECR0110R/S000677/RABC00111/F2500/T677".to_owned()),
        ];
        assert_eq!(frames, expected);
        assert_eq!(desk.connects(), 1);
    }
}

#[test]
fn the_frames_of_an_approved_mellon_sale_are_exact() {
    for wire in [Wire::Tcp, Wire::Pty] {
        let simulator = simulator(wire, Behaviour::new(Dialect::Mellon));
        let mut desk = desk(&simulator, profile(Dialect::Mellon));
        assert!(is_approved(&desk.sale(&request(677)).0));
        desk.terminal.acknowledge(&request(677)).unwrap();
        let bodies: Vec<String> = simulator.frames().iter().map(|(_, bytes)| body(bytes)).collect();
        let data = "Visa Debit:************3489:2500:2500:11:64999999:000091:133030000001:000001:787033:20261123101502";
        let expected = [
            "ECR0101A/S000677/F2500:978:2/D20261123101502/RABC00111/H121/T677/G:0:0:0:0/M0".to_owned(),
            "MEL0101A/S000677/F2500".to_owned(),
            format!("MEL0101R/S000677/C00/D{data}"),
        ];
        assert_eq!(bodies, expected);
    }
}

#[test]
fn a_lost_answer_is_given_again_until_it_is_acknowledged() {
    let dialect = Dialect::Aade;
    let simulator = simulator(Wire::Tcp, of_mood(dialect, Mood::LoseAnswer));
    let mut desk = desk(&simulator, profile(dialect));
    assert_eq!(desk.sale(&request(677)).0, SaleEnd::Unknown(LostTrack::LineClosed));
    for _ in 0..2 {
        let ResendEnd::Approved(approval) = desk.terminal.resend(&request(677), &mut Steps::default()) else {
            panic!("nothing held")
        };
        assert_eq!((approval.session, approval.amount), (request(677).session, euro(2500)));
    }
    desk.terminal.acknowledge(&request(677)).unwrap();
    eventually(&simulator, "the acknowledgement", || simulator.book()[0].acknowledged);
    assert_eq!(desk.terminal.resend(&request(677), &mut Steps::default()), ResendEnd::NothingHeld);
    assert_eq!(simulator.book().len(), 1);
    assert_eq!(talk(&simulator).join(" "), ">A <A >O <R >O <R >R >O <E/100");
}

#[test]
fn a_lost_decline_and_a_sale_that_never_was_are_told_apart() {
    let dialect = Dialect::Aade;
    let simulator = simulator(Wire::Tcp, of_mood(dialect, Mood::Decline(declined())));
    let mut desk = desk(&simulator, profile(dialect));
    assert_eq!(desk.sale(&request(677)).0, SaleEnd::Declined(declined()));
    desk.terminal.close();
    assert_eq!(desk.terminal.resend(&request(677), &mut Steps::default()), ResendEnd::Declined(declined()));
    simulator.set_mood(Mood::CloseAfterConfirm);
    assert_eq!(desk.sale(&request(678)).0, SaleEnd::Unknown(LostTrack::LineClosed));
    assert_eq!(desk.terminal.resend(&request(678), &mut Steps::default()), ResendEnd::NothingHeld);
    // Another amount under the same session is another sale.
    let other = SaleRequest { amount: euro(2400), ..request(677) };
    assert_eq!(desk.terminal.resend(&other, &mut Steps::default()), ResendEnd::NothingHeld);
}

#[test]
fn a_kept_line_serves_many_sales_and_is_dialled_again_when_it_closed() {
    for dialect in Dialect::ALL {
        let simulator = serve_tcp(&own_address(), Behaviour::new(dialect)).unwrap();
        let address = simulator.address().unwrap().to_string();
        let mut desk = desk_over(plain(&simulator), TerminalProfile { keep_open: true, ..profile(dialect) });
        for session in 1..=3 {
            assert!(is_approved(&desk.sale(&request(session)).0));
            desk.terminal.acknowledge(&request(session)).unwrap();
        }
        assert_eq!(desk.terminal.echo("tameio").unwrap().terminal_id, "64999999");
        assert_eq!(desk.connects(), 1);

        simulator.set_mood(Mood::LoseAnswer);
        assert_eq!(desk.sale(&request(4)).0, SaleEnd::Unknown(LostTrack::LineClosed));
        simulator.set_mood(Mood::Approve);
        assert!(is_approved(&desk.sale(&request(5)).0));
        assert_eq!(desk.connects(), 2);

        // The terminal restarts between two sales: nothing was sent, so dialling again is safe.
        simulator.stop();
        let restarted = serve_tcp(&address, Behaviour::new(dialect)).unwrap();
        assert!(is_approved(&desk.sale(&request(6)).0));
        assert_eq!((desk.connects(), restarted.book().len()), (3, 1));
    }
}

#[test]
fn one_line_a_sale_closes_after_the_acknowledgement() {
    let simulator = simulator(Wire::Tcp, Behaviour::new(Dialect::Aade));
    let mut desk = desk(&simulator, profile(Dialect::Aade));
    for session in 1..=3 {
        assert!(is_approved(&desk.sale(&request(session)).0));
        desk.terminal.acknowledge(&request(session)).unwrap();
    }
    assert_eq!(desk.connects(), 3);
    eventually(&simulator, "three acknowledgements", || {
        simulator.book().iter().filter(|charge| charge.acknowledged).count() == 3
    });
}

#[test]
fn a_session_that_is_used_twice_is_refused_and_charges_once() {
    for dialect in Dialect::ALL {
        let simulator = simulator(Wire::Tcp, Behaviour::new(dialect));
        let mut desk = desk(&simulator, profile(dialect));
        assert!(is_approved(&desk.sale(&request(7)).0));
        assert_eq!(desk.sale(&request(7)).0, SaleEnd::Refused(ErrorCode::DUPLICATE));
        assert_eq!(simulator.book().len(), 1);
    }
}

#[test]
fn an_unreachable_terminal_is_told_before_the_journal() {
    for dialect in Dialect::ALL {
        let simulator = simulator(Wire::Tcp, Behaviour::new(dialect));
        let mut desk = desk(&simulator, profile(dialect));
        simulator.stop();
        let (end, steps) = desk.sale(&request(1));
        assert!(matches!(end, SaleEnd::NotSent(NotSent::Link(LinkError::Unreachable { .. }))), "{end:?}");
        assert!(steps.is_empty());
        assert!(matches!(desk.terminal.echo("tameio"), Err(EcrError::Link(LinkError::Unreachable { .. }))));
        if dialect == Dialect::Aade {
            let end = desk.terminal.resend(&request(1), &mut Steps::default());
            assert!(matches!(end, ResendEnd::NoAnswer(NoAnswer::Link(LinkError::Unreachable { .. }))), "{end:?}");
            assert!(desk.terminal.acknowledge(&request(1)).is_err());
        }
    }
}

#[test]
fn an_echo_is_answered_and_the_other_protocol_is_refused_by_name() {
    for wire in [Wire::Tcp, Wire::Pty] {
        for (ours, theirs) in [(Dialect::Mellon, Dialect::Aade), (Dialect::Aade, Dialect::Mellon)] {
            let simulator = simulator(wire, Behaviour::new(ours));
            let reply = desk(&simulator, profile(ours)).terminal.echo("Hello from ECR").unwrap();
            assert_eq!((reply.terminal_id.as_str(), reply.app_version.as_str()), ("64999999", "1.5.22.2"));
            let mut stranger = desk(&simulator, profile(theirs));
            assert_eq!(stranger.terminal.echo("Hello"), Err(EcrError::Refused(ErrorCode::PROTOCOL)));
            assert_eq!(stranger.sale(&request(1)).0, SaleEnd::Refused(ErrorCode::PROTOCOL));
            assert!(simulator.book().is_empty());
        }
    }
}

#[test]
fn points_tips_and_iris_are_reported_beside_the_amount() {
    for dialect in Dialect::ALL {
        let points = SimulatedCard { loyalty: euro(1000), tip: euro(150), ..SimulatedCard::debit() };
        let simulator1 = simulator(Wire::Tcp, Behaviour { card: points, ..Behaviour::new(dialect) });
        let (SaleEnd::Approved(approval), _) = desk(&simulator1, profile(dialect)).sale(&request(1)) else {
            panic!("not approved")
        };
        assert_eq!((approval.amount, approval.card.final_amount), (euro(2500), euro(1650)));
        assert_eq!(simulator1.book()[0].final_amount, euro(1650));
        let more = approval.more.map(|more| (more.loyalty, more.tip));
        assert_eq!(more, (dialect == Dialect::Aade).then_some((Some(euro(1000)), Some(euro(150)))));

        let simulator2 = simulator(Wire::Tcp, Behaviour { card: SimulatedCard::iris(), ..Behaviour::new(dialect) });
        let (SaleEnd::Approved(approval), _) = desk(&simulator2, profile(dialect)).sale(&request(1)) else {
            panic!("not approved")
        };
        assert_eq!(approval.card.paid_with(), PaidWith::Iris);
        assert_eq!(approval.card.stan, "000091000001");
    }
}

#[test]
fn a_slip_for_the_desk_to_print_comes_with_the_result_and_again_with_a_resend() {
    let dialect = Dialect::Aade;
    let simulator = simulator(Wire::Tcp, Behaviour::new(dialect));
    let mut desk = desk(&simulator, TerminalProfile { variant: Variant::DeskPrints, ..profile(dialect) });
    let (SaleEnd::Approved(approval), _) = desk.sale(&request(1)) else { panic!("not approved") };
    let slip = approval.slip.unwrap();
    let text = format!("{:?}", tameio::ecr::slip::lines(&slip));
    assert!(text.contains("ΑΠΟΔΕΙΞΗ ΣΥΝΑΛΛΑΓΗΣ") && text.contains("23/11/2026 10:15"), "{text}");
    let ResendEnd::Approved(again) = desk.terminal.resend(&request(1), &mut Steps::default()) else {
        panic!("nothing held")
    };
    assert_eq!(again.slip.as_deref(), Some(&slip[..]));
}

#[test]
fn a_serial_port_belongs_to_one_desk_at_a_time_and_is_free_again_after_it() {
    let simulator = simulator(Wire::Pty, Behaviour::new(Dialect::Mellon));
    let kept = TerminalProfile { keep_open: true, ..profile(Dialect::Mellon) };
    let mut first = desk(&simulator, kept);
    let mut second = desk(&simulator, profile(Dialect::Mellon));
    assert!(is_approved(&first.sale(&request(1)).0));
    let port = simulator.port_path().unwrap().to_owned();
    let (end, steps) = second.sale(&request(2));
    let SaleEnd::NotSent(NotSent::Link(LinkError::PortBusy { port: busy, holder })) = end else { panic!("{end:?}") };
    assert_eq!((busy, steps), (port, vec![]));
    if cfg!(target_os = "linux") {
        assert_eq!(holder.unwrap().pid, std::process::id(), "it is said who has it");
    }
    drop(first);
    assert!(is_approved(&second.sale(&request(3)).0));
    assert!(is_approved(&second.sale(&request(4)).0));
    assert_eq!(simulator.book().len(), 3);
}

#[cfg(unix)]
#[test]
fn a_serial_port_that_vanished_is_named_and_used_again_when_it_is_back() {
    let directory = tempfile::tempdir().unwrap();
    let port = directory.path().join("terminal");
    let plugged = |simulator: &RunningSimulator| {
        std::os::unix::fs::symlink(simulator.port_path().unwrap(), &port).unwrap();
    };
    let simulator1 = simulator(Wire::Pty, Behaviour::new(Dialect::Aade));
    plugged(&simulator1);
    let name = port.to_str().unwrap().to_owned();
    let kept = TerminalProfile { keep_open: true, ..profile(Dialect::Aade) };
    let mut terminal = Terminal::new(kept, Box::new(SerialConnector::new(name.clone(), 9600)), 0);
    assert!(is_approved(&terminal.sale(&request(1), &mut Steps::default())));

    std::fs::remove_file(&port).unwrap();
    simulator1.stop();
    let mut steps = Steps::default();
    let missing = SaleEnd::NotSent(NotSent::Link(LinkError::PortMissing { port: name }));
    assert_eq!(terminal.sale(&request(2), &mut steps), missing);
    assert!(steps.0.is_empty());

    let simulator2 = simulator(Wire::Pty, Behaviour::new(Dialect::Aade));
    plugged(&simulator2);
    assert!(is_approved(&terminal.sale(&request(3), &mut Steps::default())));
    assert_eq!(simulator2.book().len(), 1);
}

/// Speaks to a simulator without the desk's code, and returns the bodies of the answers.
fn ask(simulator: &RunningSimulator, dialect: Dialect, body: &str, answers: usize) -> Vec<String> {
    let mut stream = TcpStream::connect(simulator.address().unwrap()).unwrap();
    stream.set_read_timeout(Some(PATIENT)).unwrap();
    let frame = Frame {
        direction: tameio::ecr::frame::Direction::Ecr,
        variant: Variant::DeskPrints,
        version: dialect.version(),
        body: body.as_bytes().to_vec(),
    };
    stream.write_all(&frame.encode().unwrap()).unwrap();
    let mut decoder = Decoder::new();
    let mut bodies = Vec::new();
    while bodies.len() < answers {
        let mut buffer = [0; 512];
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0, "hung up after {bodies:?}");
        decoder.push(&buffer[..count]);
        while let Some(frame) = decoder.next().unwrap() {
            // In the variant and version that was asked with.
            assert_eq!((frame.variant, frame.version), (Variant::DeskPrints, dialect.version()));
            bodies.push(String::from_utf8_lossy(&frame.body).into_owned());
        }
    }
    bodies
}

#[test]
fn a_simulated_terminal_refuses_what_a_terminal_refuses() {
    let aade = Dialect::Aade;
    let simulator = simulator(Wire::Tcp, Behaviour::new(aade));
    let sale = "A/S000001/F100:978:2/D20261123101502/RABC/H1/T1/M0";
    for (dialect, body, error) in [
        (Dialect::Mellon, sale.to_owned(), "E/001"),
        (aade, sale.replace("/T1", ""), "E/003"),
        (aade, sale.replace(":978:", ":840:"), "E/004"),
        (aade, "B/S000001".to_owned(), "E/500"),
        (aade, sale.replacen('A', "W", 1), "E/500"),
        (aade, format!("{sale}/Q00000000"), "E/504"),
        (aade, "O/S000001/F100:978:2/RABC/T1".to_owned(), "E/100"),
        (aade, "U/RABC/CUNBIND_POS:1".to_owned(), "E/000"),
    ] {
        assert_eq!(ask(&simulator, dialect, &body, 1), [error], "{body}");
    }
    assert!(simulator.book().is_empty());
}

#[test]
fn a_simulated_terminal_gives_every_unacknowledged_result_when_asked_for_all() {
    let simulator = simulator(Wire::Tcp, Behaviour::new(Dialect::Aade));
    let mut desk = desk(&simulator, profile(Dialect::Aade));
    for session in 1..=3 {
        assert!(is_approved(&desk.sale(&request(session)).0));
    }
    desk.terminal.resend(&request(2), &mut Steps::default());
    desk.terminal.acknowledge(&request(2)).unwrap();
    eventually(&simulator, "the acknowledgement", || simulator.book()[1].acknowledged);
    let bodies = ask(&simulator, Dialect::Aade, "L/RABC00111/D20261123101502", 3);
    assert!(bodies[0].starts_with("R/S000001/") && bodies[1].starts_with("R/S000003/"), "{bodies:?}");
    assert_eq!(bodies[2], "E/000");
}

#[test]
fn a_simulator_answers_nothing_else_while_it_sells() {
    let behaviour = Behaviour { result_delay: Duration::from_secs(600), ..Behaviour::new(Dialect::Aade) };
    let simulator = simulator(Wire::Tcp, behaviour);
    let confirmed = ask(&simulator, Dialect::Aade, "A/S000001/F100:978:2/D20261123101502/RABC/H1/T1/M0", 1);
    assert_eq!(confirmed, ["A/S000001/F100/RABC/T1"]);
    let mut other = desk(&simulator, profile(Dialect::Aade));
    assert_eq!(other.terminal.echo("tameio"), Err(EcrError::Silent));
    // And it stops all the same.
    simulator.stop();
}

#[test]
fn an_address_in_use_is_named() {
    let simulator = simulator(Wire::Tcp, Behaviour::new(Dialect::Aade));
    let address = simulator.address().unwrap().to_string();
    match serve_tcp(&address, Behaviour::new(Dialect::Aade)) {
        Err(SimulatorError::Listen { listen, kind, .. }) => {
            assert_eq!((listen, kind), (address, std::io::ErrorKind::AddrInUse));
        }
        other => panic!("{other:?}"),
    }
}
