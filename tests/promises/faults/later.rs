//! What comes late, and what is gone and comes back.

use std::io::Write;
use std::os::unix::fs::symlink;
use std::time::Duration;

use tameio::config::TerminalLink;
use tameio::desk::Caller;
use tameio::desk::{PayEnd, RecoverEnd};
use tameio::domain::debt::DebtStatus;
use tameio::ecr::codes::ErrorCode;
use tameio::ecr::frame::Variant;
use tameio::ecr::simulator::{
    AskedAgain, Behaviour, LatePart, Mood, serve_pty, serve_pty_with, serve_tcp, serve_tcp_with,
};
use tameio::ecr::terminal::Dialect;
use tameio::text::{Language, Text, say};

use tameio_testing::faults::{Line, PLACES};
use tameio_testing::sample::{RF_ONE, RF_TWO};
use tameio_testing::{PATIENT, own_address};

use super::asked;
use super::rig::Rig;
use super::settle;

fn reason(end: &PayEnd) -> &'static str {
    match end {
        PayEnd::Unknown { reason } => reason,
        other => panic!("{other:?}"),
    }
}

/// What every result of another sale left in the audit trail.
fn foreign_results(rig: &Rig) -> Vec<String> {
    let raw = rusqlite::Connection::open(rig.setup.database()).unwrap();
    let mut audited = raw.prepare("SELECT detail FROM audit WHERE act = 'foreign_result'").unwrap();
    audited.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_late_refusal_of_an_earlier_sale_is_not_taken_for_the_next_ones() {
    for dialect in [Dialect::Aade, Dialect::Mellon] {
        for restarted in [false, true] {
            let mut rig = Rig::new((dialect, Line::Pty));
            rig.mood(Mood::Late(LatePart::Error(ErrorCode::BUSY)));
            assert_eq!(reason(&rig.pay(RF_ONE).end), "silent_before_confirm");
            rig.mood(Mood::Approve);
            rig = if restarted { rig.restart() } else { rig };
            let report = rig.pay(RF_TWO);
            assert!(matches!(report.end, PayEnd::Approved { .. }), "{:?}", report.end);
            assert_eq!(rig.log(report.session.unwrap()), ">echo <error:late >amount <confirmed:ours <result:ours");
            rig.assert_books_balance();
        }
    }
}

#[test]
fn a_late_answer_about_one_sale_is_not_taken_for_the_answer_about_another() {
    let mut rig = Rig::new((Dialect::Aade, Line::Pty));
    rig.mood(Mood::CloseAfterConfirm);
    assert_eq!(reason(&rig.pay(RF_ONE).end), "silent_after_confirm");
    rig.mood(Mood::SilentAfterConfirm);
    assert_eq!(reason(&rig.pay(RF_TWO).end), "silent_after_confirm");
    assert_eq!(rig.simulator.book().len(), 1, "the second was charged");
    // `E/100` about the first comes when the second is asked about.
    rig.mood(Mood::WhenAsked(AskedAgain::Late(ErrorCode::NOTHING_HELD)));
    let first = rig.desk.recover(&Caller::User).unwrap().sessions;
    assert!(matches!(first[0].end, RecoverEnd::StillUnknown { .. }), "{first:?}");
    assert!(first.iter().skip(1).all(|session| asked(&session.end) != Err("not_charged")), "{first:?}");
    assert!(rig.status(RF_ONE).iter().all(|status| *status != DebtStatus::Open));
    rig.mood(Mood::Approve);
    let mut rig = rig.restart();
    rig.wait_till_it_is_over();
    let then = rig.desk.recover(&Caller::User).unwrap().sessions;
    let of = |session| then.iter().chain(&first).find(|ask| ask.session == session).map(|ask| asked(&ask.end));
    let (one, two) = (first[0].session, first[1].session);
    assert_eq!([of(one), of(two)], [Some(Err("not_charged")), Some(Err("approved"))], "{first:?} {then:?}");
    rig.assert_books_balance();
}

#[test]
fn an_answer_that_another_program_did_not_wait_for_is_not_taken_for_the_next_sales() {
    let mut rig = Rig::new((Dialect::Aade, Line::Pty));
    // The journal does not tell the next program that something was asked.
    let mut port = std::fs::OpenOptions::new().read(true).write(true).open(rig.simulator.port_path().unwrap()).unwrap();
    port.write_all(b"\x00\x14ECR0110X/sync 000009").unwrap();
    assert!(rig.simulator.wait_until(PATIENT, |terminal| terminal.frames().len() == 2), "the terminal answers");
    rig.rest();
    drop(port);
    let report = rig.pay(RF_ONE);
    assert!(matches!(report.end, PayEnd::Approved { .. }), "{:?}", report.end);
    assert_eq!(rig.log(report.session.unwrap()), "<echo:late >echo >amount <confirmed:ours <result:ours");
    rig.assert_books_balance();
}

#[test]
fn a_result_that_comes_during_the_next_sale_is_kept_and_books_nothing_there() {
    for dialect in [Dialect::Aade, Dialect::Mellon] {
        for line in [Line::Tcp, Line::Pty] {
            let mut rig = Rig::new((dialect, line));
            rig.mood(Mood::Late(LatePart::Result));
            let first = rig.pay(RF_ONE);
            assert_eq!(reason(&first.end), "silent_after_confirm");
            rig.mood(Mood::Approve);
            let second = rig.pay(RF_TWO);
            // The terminal was still in the first sale; an echo went first, and the second is sent into none.
            assert!(matches!(second.end, PayEnd::Approved { .. }), "{:?}", second.end);
            let session = first.session.unwrap().to_string();
            let kept = foreign_results(&rig);
            assert!(kept.len() == 1 && kept[0].contains(&session), "{dialect:?} {line:?} {kept:?}");
            assert_eq!(rig.on_disk(first.session.unwrap()).0, "unknown");
            let mut rig = rig.restart();
            let ends = rig.desk.recover(&Caller::User).unwrap().sessions;
            match dialect {
                Dialect::Aade => {
                    assert_eq!(asked(&ends[0].end), Err("approved"));
                    assert_eq!(ends.len(), 1);
                    rig.assert_books_balance();
                }
                Dialect::Mellon => {
                    assert!(ends.iter().all(|session| asked(&session.end) == Ok("cannot_ask")));
                    assert!(rig.unknown() > 0);
                    rig.assert_books_verify();
                }
            }
        }
    }
}

#[test]
fn a_sale_that_still_runs_on_the_terminal_gets_no_second_request() {
    for (dialect, line) in PLACES {
        let never = Behaviour { confirm_delay: Duration::from_secs(600), ..Behaviour::new(dialect) };
        let mut rig = Rig::of(never, (dialect, line));
        assert_eq!(reason(&rig.pay(RF_ONE).end), "silent_before_confirm");
        let orders = rig.orders();
        not_ready(&mut rig);
        // Nor by a new program, nor after the terminal was asked in vain.
        let mut rig = rig.restart();
        not_ready(&mut rig);
        let still = if dialect == Dialect::Aade { "silent_before_confirm" } else { "cannot_ask" };
        assert_eq!(asked(&rig.recover()), Ok(still));
        not_ready(&mut rig);
        not_ready(&mut rig.restart());
        assert_eq!(orders, 1);
    }
}

/// The next sale is not sent, its debt is free, and people are told to end the earlier one on the terminal.
fn not_ready(rig: &mut Rig) {
    let orders = rig.orders();
    let report = rig.pay(RF_TWO);
    let PayEnd::Failed(trouble) = &report.end else { panic!("{:?}", report.end) };
    for language in Language::ALL {
        let text = Text::new(language);
        assert_eq!(say::trouble(&text, trouble), text.get("terminal-not-ready"));
    }
    let session = report.session.unwrap();
    assert_eq!(rig.on_disk(session), ("not_charged", Some("not_sent".to_owned())));
    assert_eq!(rig.log(session), ">echo >echo");
    assert!(rig.status(RF_TWO).iter().all(|status| *status == DebtStatus::Open));
    assert_eq!(rig.orders(), orders, "nothing was sent");
}

#[test]
fn a_terminal_that_is_slow_to_wake_is_woken_before_it_is_asked_for_money() {
    for (dialect, line) in PLACES {
        let mut rig = Rig::new((dialect, line));
        rig.mood(Mood::Asleep(3));
        let report = rig.pay(RF_ONE);
        assert!(matches!(report.end, PayEnd::Approved { .. }), "{:?}", report.end);
        assert_eq!(rig.log(report.session.unwrap()), ">echo >echo >echo >echo >amount <confirmed:ours <result:ours");
        // One that does not wake is asked for nothing.
        let mut rig = Rig::new((dialect, line));
        rig.mood(Mood::Asleep(100));
        let report = rig.pay(RF_ONE);
        assert!(matches!(report.end, PayEnd::Failed(_)), "{:?}", report.end);
        assert_eq!(rig.orders(), 0);
        assert!(rig.status(RF_ONE).iter().all(|status| *status == DebtStatus::Open));
        // Nobody is woken who answered just now, and a day later they are.
        let mut rig = Rig::new((dialect, line));
        assert!(matches!(rig.pay(RF_ONE).end, PayEnd::Approved { .. }));
        let mut rig = if dialect == Dialect::Aade && line == Line::Pty { rig } else { rig.restart() };
        let second = rig.pay(RF_TWO).session.unwrap();
        assert!(rig.log(second).ends_with(">amount <confirmed:ours <result:ours"), "{}", rig.log(second));
    }
}

#[test]
fn a_terminal_that_is_gone_is_waited_for_and_what_it_charged_is_booked_when_it_is_back() {
    let lost = |rig: &mut Rig| {
        rig.mood(Mood::SilentAfterConfirm);
        assert_eq!(reason(&rig.pay(RF_ONE).end), "silent_after_confirm");
    };
    let gone = |rig: &mut Rig| assert_eq!(asked(&rig.recover()), Ok("terminal_unreachable"));

    let simulator = serve_tcp(&own_address(), Behaviour::new(Dialect::Aade)).unwrap();
    let address = simulator.address().unwrap().to_string();
    let link = TerminalLink::Tcp { address: address.clone() };
    let mut rig = Rig::at(simulator, (Dialect::Aade, link), Variant::TerminalPrints);
    lost(&mut rig);
    let other = serve_tcp("127.0.0.1:0", Behaviour::new(Dialect::Aade)).unwrap();
    let mut rig = rig.reopen_on_its_own_line();
    let memory = std::mem::replace(&mut rig.simulator, other).stop_and_keep();
    gone(&mut rig);
    rig.simulator = serve_tcp_with(&address, Behaviour::new(Dialect::Aade), memory).unwrap();
    assert_eq!(asked(&rig.recover()), Err("approved"));
    rig.assert_books_balance();

    let directory = tempfile::tempdir().unwrap();
    let port = directory.path().join("terminal");
    let simulator = serve_pty(Behaviour::new(Dialect::Aade)).unwrap();
    symlink(simulator.port_path().unwrap(), &port).unwrap();
    let link = TerminalLink::Serial { port: port.to_str().unwrap().to_owned(), baud: 115_200 };
    let mut rig = Rig::at(simulator, (Dialect::Aade, link), Variant::TerminalPrints);
    lost(&mut rig);
    std::fs::remove_file(&port).unwrap();
    let other = serve_pty(Behaviour::new(Dialect::Aade)).unwrap();
    let mut rig = rig.reopen_on_its_own_line();
    let memory = std::mem::replace(&mut rig.simulator, other).stop_and_keep();
    gone(&mut rig);
    rig.simulator = serve_pty_with(Behaviour::new(Dialect::Aade), memory).unwrap();
    symlink(rig.simulator.port_path().unwrap(), &port).unwrap();
    assert_eq!(asked(&rig.recover()), Err("approved"));
    rig.assert_books_balance();
}

#[test]
fn a_terminal_that_cannot_be_asked_and_is_gone_gets_nothing_until_it_is_back_and_echoes() {
    let dialect = Dialect::Mellon;
    let directory = tempfile::tempdir().unwrap();
    for line in [Line::Tcp, Line::Pty] {
        let port = directory.path().join("terminal");
        let (simulator, link) = match line {
            Line::Tcp => {
                let simulator = serve_tcp(&own_address(), Behaviour::new(dialect)).unwrap();
                let address = simulator.address().unwrap().to_string();
                (simulator, TerminalLink::Tcp { address })
            }
            Line::Pty => {
                let simulator = serve_pty(Behaviour::new(dialect)).unwrap();
                symlink(simulator.port_path().unwrap(), &port).unwrap();
                (simulator, TerminalLink::Serial { port: port.to_str().unwrap().to_owned(), baud: 115_200 })
            }
        };
        let mut rig = Rig::at(simulator, (dialect, link), Variant::TerminalPrints);
        rig.mood(Mood::SilentAfterConfirm);
        let session = {
            let report = rig.pay(RF_ONE);
            assert_eq!(reason(&report.end), "silent_after_confirm");
            report.session.unwrap()
        };
        // Gone: nothing can be asked and nothing is sent, and the next debt stays free.
        let other = serve_tcp("127.0.0.1:0", Behaviour::new(dialect)).unwrap();
        let place = rig.simulator.address().map(|address| address.to_string());
        let mut rig = rig.reopen_on_its_own_line();
        let memory = std::mem::replace(&mut rig.simulator, other).stop_and_keep();
        if line == Line::Pty {
            std::fs::remove_file(&port).unwrap();
        }
        assert_eq!(asked(&rig.recover()), Ok("cannot_ask"));
        assert!(matches!(rig.pay(RF_TWO).end, PayEnd::Failed(_)));
        assert!(rig.status(RF_TWO).iter().all(|status| *status == DebtStatus::Open));
        // Back, and another is paid there, behind an echo.
        rig.simulator = match &place {
            Some(address) => serve_tcp_with(address, Behaviour::new(dialect), memory).unwrap(),
            None => serve_pty_with(Behaviour::new(dialect), memory).unwrap(),
        };
        if line == Line::Pty {
            symlink(rig.simulator.port_path().unwrap(), &port).unwrap();
        }
        let report = rig.pay(RF_TWO);
        assert!(matches!(report.end, PayEnd::Approved { .. }), "{:?}", report.end);
        assert!(rig.log(report.session.unwrap()).starts_with(">echo"));
        settle::by_two_people(&mut rig, session);
        rig.assert_books_balance();
        let _ = std::fs::remove_file(&port);
    }
}
