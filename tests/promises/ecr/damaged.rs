//! Bytes that come twice, or an answer that comes late, and make an approval look like a refusal.

use std::sync::Arc;
use std::time::Duration;

use tameio::ecr::codes::ResultCode;
use tameio::ecr::link::{Connector, Link, LinkError};
use tameio::ecr::mac::{CheckValue, WrappedKey};
use tameio::ecr::terminal::{
    Dialect, EcrError, LostTrack, NoAnswer, NotSent, ResendAllEnd, ResendEnd, SaleEnd, Terminal,
};

use super::scripted::*;

/// A result without data in which the letter of its code came twice: the frame ends a byte early, with `C0`.
fn doubled(dialect: Dialect, code: &str) -> Vec<u8> {
    let mut bytes = frame(dialect, &result(dialect, "000677", code, None));
    let letter = bytes.len() - 3;
    assert_eq!(bytes[letter], b'C');
    bytes.insert(letter, b'C');
    bytes
}

#[test]
fn an_approval_with_one_byte_twice_is_no_refusal() {
    each(|d| {
        let end =
            answered(d, vec![says(0.1, d, &confirmed(d, "000677", 2500)), after(0.5, Event::Bytes(doubled(d, "00")))]);
        assert_eq!({ end }.sale(), unknown(LostTrack::Unreadable));
    });
    let mut asked = answered(Dialect::Aade, vec![after(0.1, Event::Bytes(doubled(Dialect::Aade, "00")))]);
    let end = asked.terminal.resend(&request(), &mut asked.notes);
    assert_eq!(end, ResendEnd::NoAnswer(NoAnswer::Lost(LostTrack::Unreadable)));
}

#[test]
fn a_code_that_is_not_listed_is_a_refusal_on_a_line_in_order() {
    let code = ResultCode::parse("C0").unwrap();
    each(|d| {
        let refused = frame(d, &result(d, "000677", "C0", None));
        // Once, and twice at one go.
        for bytes in [refused.clone(), [refused.clone(), refused.clone()].concat()] {
            let mut bench =
                answered(d, vec![says(0.1, d, &confirmed(d, "000677", 2500)), after(0.5, Event::Bytes(bytes))]);
            assert_eq!(bench.sale(), SaleEnd::Declined(code));
        }
    });
}

#[test]
fn a_list_that_does_not_come_whole_refuses_nothing() {
    let d = Dialect::Aade;
    let approved = result(d, "000678", "00", Some(&data(d, 2500)));
    let script =
        vec![says(0.1, d, &approved), after(0.2, Event::Bytes([doubled(d, "00"), frame(d, "E/000")].concat()))];
    let mut bench = answered(d, script);
    let end = bench.terminal.resend_all(request().at, &mut bench.notes, &mut |_| None);
    let ResendAllEnd::NoAnswer { so_far, .. } = end else { panic!("{end:?}") };
    let sessions: Vec<String> = so_far.iter().map(|result| result.session.to_string()).collect();
    assert_eq!(sessions, ["000678"]);
}

/// A line whose bytes outlive its opening, as a serial one's do.
struct Wire(ScriptedConnector);

impl Connector for Wire {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        self.0.connect()
    }

    fn describe(&self) -> String {
        self.0.describe()
    }

    fn carries_old_answers(&self) -> bool {
        true
    }
}

#[test]
fn an_error_that_answers_a_damaged_acknowledgement_late_is_not_the_next_sales_refusal() {
    let d = Dialect::Aade;
    let sold = vec![says(0.1, d, &confirmed(d, "000677", 2500)), says(0.5, d, &approved(d))];
    let late = vec![says(0.1, d, "E/003"), says(0.2, d, "X/sync 000677 0/T64999999:1.0")];
    let again = |terminal: &mut Terminal, notes: &mut Notes| {
        assert!(is_approved(&terminal.sale(&request(), notes)));
        terminal.acknowledge(&request()).unwrap();
        let end = terminal.sale(&request(), notes);
        assert!(is_approved(&end), "{end:?}");
    };
    // A wire that is opened for each sale.
    let first = Opening { answers: vec![sold.clone()], ..Opening::default() };
    let second = Opening { answers: vec![late.clone(), sold.clone()], ..Opening::default() };
    let Bench { terminal, world, mut notes } = bench(d, false, vec![first, second]);
    let mut terminal = Terminal::new(terminal.profile().clone(), Box::new(Wire(ScriptedConnector(world))), 0);
    again(&mut terminal, &mut notes);
    // A connection that is kept.
    let kept = Opening { answers: vec![sold.clone(), vec![], late, sold], ..Opening::default() };
    let Bench { mut terminal, mut notes, .. } = bench(d, true, vec![kept]);
    again(&mut terminal, &mut notes);
}

/// What is asked before a sale and not answered in time.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Echo,
    Key,
    /// Whether a line that was idle still leads anywhere.
    Probe,
}

#[test]
fn an_error_that_answers_an_earlier_question_late_is_not_the_next_sales_refusal() {
    let published =
        (WrappedKey::from_hex("1ED9F7AE0B2509281BBC2DE38EF2A12B").unwrap(), CheckValue::from_hex("CC5FFF").unwrap());
    let of = [
        (Asked::Echo, Dialect::Aade),
        (Asked::Echo, Dialect::Mellon),
        (Asked::Key, Dialect::Aade),
        (Asked::Probe, Dialect::Mellon),
    ];
    for (asked, d) in of {
        let sold = vec![says(0.1, d, &confirmed(d, "000677", 2500)), says(0.5, d, &approved(d))];
        let late = vec![says(0.1, d, "E/003"), says(0.2, d, "X/sync 000677 0/T64999999:1.0")];
        let before = if matches!(asked, Asked::Probe) { vec![sold.clone(), vec![]] } else { vec![vec![]] };
        let openings = [before, vec![late, sold]].map(|answers| Opening { answers, ..Opening::default() });
        let Bench { terminal, world, mut notes } = bench(d, true, openings.into());
        let wire = Box::new(Wire(ScriptedConnector(Arc::clone(&world))));
        let mut terminal = Terminal::new(terminal.profile().clone(), wire, 0);
        match asked {
            Asked::Echo => assert_eq!(terminal.echo("anybody"), Err(EcrError::Silent)),
            Asked::Key => assert_eq!(terminal.exchange_key(&published.0, published.1), Err(EcrError::Silent)),
            Asked::Probe => {
                assert!(is_approved(&terminal.sale(&request(), &mut notes)));
                world.lock().unwrap().clock += Duration::from_secs(61);
            }
        }
        let end = terminal.sale(&request(), &mut notes);
        assert!(is_approved(&end), "{asked:?} {d:?}: {end:?}");
        assert_eq!(world.lock().unwrap().connects, 2, "{asked:?} {d:?}");
    }
}

#[test]
fn an_error_that_follows_a_question_the_terminal_would_not_answer_is_not_the_next_sales_refusal() {
    let d = Dialect::Aade;
    let sold = vec![says(0.1, d, &confirmed(d, "000677", 2500)), says(0.5, d, &approved(d))];
    let late = vec![says(0.1, d, "E/100"), says(0.2, d, "X/sync 000677 0/T64999999:1.0")];
    let busy = vec![says(0.1, d, "E/999")];
    let of_all: [fn(&mut Terminal, &mut Notes); 2] = [
        |terminal, notes| {
            let end = terminal.resend(&request(), notes);
            assert!(matches!(end, ResendEnd::NoAnswer(NoAnswer::Lost(LostTrack::AskRefused(_)))), "{end:?}");
        },
        |terminal, notes| {
            let end = terminal.resend_all(request().at, notes, &mut |_| None);
            assert!(matches!(end, ResendAllEnd::NoAnswer { .. }), "{end:?}");
        },
    ];
    for ask in of_all {
        let kept = Opening { answers: vec![busy.clone(), late.clone(), sold.clone()], ..Opening::default() };
        let Bench { mut terminal, world, mut notes } = bench(d, true, vec![kept]);
        ask(&mut terminal, &mut notes);
        let end = terminal.sale(&request(), &mut notes);
        assert!(is_approved(&end), "{end:?}");
        assert_eq!(world.lock().unwrap().connects, 1, "on the line that was kept");
    }
}

#[test]
fn an_error_that_answers_a_damaged_echo_late_is_not_the_next_sales_refusal() {
    each(|d| {
        let sold = vec![says(0.1, d, &confirmed(d, "000677", 2500)), says(0.5, d, &approved(d))];
        let first = [frame(d, "X/sync 000677 0/T64999999:1.0"), frame(d, "E/003")].concat();
        // The first echo is answered after its time, the second was damaged and is refused with it.
        let answers = vec![vec![], vec![after(0.1, Event::Bytes(first))], sold.clone()];
        let Bench { mut terminal, world, mut notes } = bench(d, false, vec![Opening { answers, ..Opening::default() }]);
        terminal.distrust();
        let end = terminal.sale(&request(), &mut notes);
        assert!(matches!(end, SaleEnd::NotSent(NotSent::NotReady(_))), "{d:?} {end:?}");
        assert_eq!(world.lock().unwrap().sent.len(), 2, "{d:?}: no AMOUNT");
    });
}

#[test]
fn an_echo_that_another_end_of_the_list_overtook_is_waited_for() {
    let d = Dialect::Aade;
    let sold = vec![says(0.1, d, &confirmed(d, "000677", 2500)), says(0.5, d, &approved(d))];
    // The list ends by itself, and then the echo that was to end it was damaged.
    let end_of_list = vec![says(0.1, d, "E/000")];
    let late = vec![says(0.1, d, "E/003"), says(0.2, d, "X/sync 000677 0/T64999999:1.0")];
    let answers = vec![vec![], end_of_list, late, sold];
    let Bench { mut terminal, mut notes, .. } = bench(d, true, vec![Opening { answers, ..Opening::default() }]);
    let end = terminal.resend_all(request().at, &mut notes, &mut |_| None);
    assert_eq!(end, ResendAllEnd::Results(Vec::new()));
    let end = terminal.sale(&request(), &mut notes);
    assert!(is_approved(&end), "{end:?}");
}
