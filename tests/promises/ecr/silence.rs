//! What a sale does when answers are late, missing, foreign, torn or noise: on a scripted line whose clock is
//! virtual, so that three minutes of silence take no time. Every end is definite, and none says «not charged»
//! where the card may have been.

use std::io;
use std::time::Duration;

use super::scripted::*;
use proptest::prelude::*;
use tameio::domain::money::Money;
use tameio::ecr::codes::{ErrorCode, ResultCode};
use tameio::ecr::frame::{Frame, Variant, Version};
use tameio::ecr::link::LinkError;
use tameio::ecr::terminal::{
    Dialect, EcrError, Fate, JournalRefused, LostTrack, NoAnswer, NotSent, ResendEnd, SaleEnd, SaleJournal, SaleRequest,
};

#[test]
fn silence_before_confirmed_ends_unknown_at_its_time_and_not_later() {
    each(|d| {
        let mut bench = answered(d, vec![]);
        assert_eq!(bench.sale(), unknown(LostTrack::SilentBeforeConfirm));
        assert_eq!(bench.since_written(), CONFIRM);
        assert_eq!(bench.notes.steps, ["sending"]);
    });
}

#[test]
fn silence_after_confirmed_ends_unknown_when_the_time_for_a_result_is_over() {
    each(|d| {
        let mut bench = answered(d, vec![says(1.5, d, &confirmed(d, "000677", 2500))]);
        assert_eq!(bench.sale(), unknown(LostTrack::SilentAfterConfirm));
        assert_eq!(bench.since_written(), Duration::from_millis(1500) + RESULT);
        assert_eq!(bench.notes.steps, ["sending", "confirmed"]);
    });
}

#[test]
fn a_result_that_takes_nearly_three_minutes_counts() {
    each(|d| {
        let answers = vec![says(1.9, d, &confirmed(d, "000677", 2500)), says(181.0, d, &approved(d))];
        let mut bench = answered(d, answers);
        assert!(is_approved(&bench.sale()));
        assert_eq!(bench.notes.steps, ["sending", "confirmed"]);
    });
}

/// A desk whose PC sleeps, or waits for its disk, when the confirmation is written down.
struct Asleep(std::sync::Arc<std::sync::Mutex<World>>);

impl SaleJournal for Asleep {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        Ok(())
    }

    fn confirmed(&mut self) {
        self.0.lock().unwrap().clock += RESULT * 2;
    }
}

#[test]
fn a_result_that_came_in_time_counts_although_nobody_looked() {
    each(|d| {
        let answers = vec![says(1.0, d, &confirmed(d, "000677", 2500)), says(9.0, d, &approved(d))];
        let mut bench = answered(d, answers);
        let mut asleep = Asleep(std::sync::Arc::clone(&bench.world));
        assert!(is_approved(&bench.terminal.sale(&request(), &mut asleep)));
        let mut bench = answered(d, vec![says(1.0, d, &confirmed(d, "000677", 2500))]);
        let mut asleep = Asleep(std::sync::Arc::clone(&bench.world));
        assert_eq!(bench.terminal.sale(&request(), &mut asleep), unknown(LostTrack::SilentAfterConfirm));
    });
}

#[test]
fn a_result_without_confirmed_counts() {
    each(|d| {
        let mut bench = answered(d, vec![says(1.0, d, &approved(d))]);
        assert!(is_approved(&bench.sale()));
        assert_eq!(bench.notes.steps, ["sending"]);
        let mut bench = answered(d, vec![says(1.0, d, &result(d, "000677", "05", None))]);
        assert_eq!(bench.sale(), SaleEnd::Declined(ResultCode::parse("05").unwrap()));
    });
}

#[test]
fn answers_for_other_sales_are_skipped_traced_and_never_acknowledged() {
    each(|d| {
        let late = result(d, "000676", "00", Some(&data(d, 2500)));
        let answers = vec![
            says(0.5, d, &late),
            says(0.6, d, &confirmed(d, "000676", 2500)),
            says(1.0, d, &confirmed(d, "000677", 2500)),
            says(9.0, d, &late),
            says(10.0, d, &result(d, "POSTXN", "00", Some(&data(d, 2500)))),
            says(20.0, d, &approved(d)),
        ];
        let mut bench = answered(d, answers);
        assert!(is_approved(&bench.sale()));
        assert_eq!(bench.sent().len(), 1);
        assert_eq!(
            bench.fates(),
            [
                ("amount", Fate::Sent),
                ("result", Fate::Foreign),
                ("confirmed", Fate::Foreign),
                ("confirmed", Fate::Ours),
                ("result", Fate::Foreign),
                ("result", Fate::Ignored),
                ("result", Fate::Ours),
            ]
        );
    });
}

#[test]
fn only_answers_for_other_sales_end_unknown() {
    each(|d| {
        let answers = vec![
            says(0.5, d, &confirmed(d, "000678", 2500)),
            says(1.0, d, &result(d, "000678", "00", Some(&data(d, 2500)))),
        ];
        let mut bench = answered(d, answers);
        assert_eq!(bench.sale(), unknown(LostTrack::ForeignSession));
        assert_eq!(bench.since_written(), CONFIRM);
    });
}

#[test]
fn a_decline_of_another_session_declines_nothing() {
    each(|d| {
        let mut bench = answered(d, vec![says(0.5, d, &result(d, "000676", "05", None))]);
        assert_eq!(bench.sale(), unknown(LostTrack::ForeignSession));
    });
}

#[test]
fn an_aade_result_for_another_desk_or_document_is_not_ours() {
    let d = Dialect::Aade;
    for (ours, other) in [("/RABC00111", "/RABC00112"), ("/T677", "/T678"), ("/RABC00111", ""), ("/T677", "")] {
        for code in ["00", "05"] {
            let data = data(d, 2500);
            let body = result(d, "000677", code, (code == "00").then_some(data.as_str())).replace(ours, other);
            let mut bench = answered(d, vec![says(0.5, d, &body)]);
            assert_eq!(bench.sale(), unknown(LostTrack::ForeignSession), "{body}");
        }
    }
}

#[test]
fn another_amount_ends_unknown_at_once() {
    each(|d| {
        let mut bench = answered(d, vec![says(0.5, d, &confirmed(d, "000677", 2501))]);
        assert_eq!(bench.sale(), unknown(LostTrack::ForeignAmount));
        for code in ["00", "05"] {
            let answers = vec![
                says(0.5, d, &confirmed(d, "000677", 2500)),
                says(5.0, d, &result(d, "000677", code, Some(&data(d, 2499)))),
            ];
            let mut bench = answered(d, answers);
            assert_eq!(bench.sale(), unknown(LostTrack::ForeignAmount), "{code}");
            assert_eq!(bench.since_written(), Duration::from_secs(5));
        }
    });
}

#[test]
fn a_decline_with_no_amount_or_zero_is_a_decline() {
    each(|d| {
        for data in [None, Some(data(d, 0)), Some(data(d, 2500)), Some("garbled".to_owned())] {
            let body = result(d, "000677", "04", data.as_deref());
            let mut bench = answered(d, vec![says(0.5, d, &body)]);
            assert_eq!(bench.sale(), SaleEnd::Declined(ResultCode::parse("04").unwrap()), "{body}");
        }
    });
}

#[test]
fn an_error_refuses_before_confirmed_and_not_after_it() {
    each(|d| {
        for code in ["999", "002", "777", "123"] {
            let error = ErrorCode::parse(code).unwrap();
            let mut bench = answered(d, vec![says(0.5, d, &format!("E/{code}"))]);
            assert_eq!(bench.sale(), SaleEnd::Refused(error));
            let answers = vec![says(0.5, d, &confirmed(d, "000677", 2500)), says(1.0, d, &format!("E/{code}"))];
            let mut bench = answered(d, answers);
            assert_eq!(bench.sale(), unknown(LostTrack::ErrorAfterConfirm(error)));
        }
    });
}

#[test]
fn a_success_code_ends_no_sale() {
    each(|d| {
        let mut bench = answered(d, vec![says(0.5, d, "E/000")]);
        assert_eq!(bench.sale(), unknown(LostTrack::SilentBeforeConfirm));
        let answers =
            vec![says(0.5, d, &confirmed(d, "000677", 2500)), says(1.0, d, "E/000"), says(9.0, d, &approved(d))];
        assert!(is_approved(&answered(d, answers).sale()));
    });
}

#[test]
fn a_terminal_of_the_other_protocol_refuses_and_is_understood() {
    let mellon = Frame {
        direction: tameio::ecr::frame::Direction::Mel,
        variant: Variant::TerminalPrints,
        version: Version::V10,
        body: b"E/001".to_vec(),
    };
    let mut bench = answered(Dialect::Aade, vec![after(0.1, Event::Bytes(mellon.encode().unwrap()))]);
    assert_eq!(bench.sale(), SaleEnd::Refused(ErrorCode::PROTOCOL));
    // Anything else from it is not read as ours.
    let mut bench = answered(Dialect::Aade, vec![says(0.1, Dialect::Mellon, &approved(Dialect::Mellon))]);
    assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
}

#[test]
fn an_approval_that_cannot_be_read_is_unknown() {
    each(|d| {
        let full = data(d, 2500);
        let short = full.rsplitn(4, ':').last().unwrap().to_owned();
        for data in [None, Some(""), Some("Visa"), Some(short.as_str())] {
            let mut bench = answered(d, vec![says(0.5, d, &result(d, "000677", "00", data))]);
            assert_eq!(bench.sale(), unknown(LostTrack::Unreadable), "{data:?}");
        }
        let mut bench = answered(d, vec![says(0.5, d, &result(d, "000677", "00", Some(&format!("{full}:new:x"))))]);
        assert!(is_approved(&bench.sale()));
    });
}

#[test]
fn a_card_number_in_clear_is_neither_kept_nor_traced() {
    each(|d| {
        let body = approved(d).replace("************3489", "4111111111111111");
        let mut bench = answered(d, vec![says(0.5, d, &body)]);
        let end = bench.sale();
        assert!(is_approved(&end));
        assert!(!format!("{end:?}{:?}", bench.notes.traces).contains("41111"));
        assert_eq!(bench.notes.traces.last().map(|line| line.kind), Some("warning"));
    });
}

#[test]
fn print_data_with_separators_comes_whole() {
    each(|d| {
        let slip = b"\x1bC\xc1\xd0\xcf\xc4\xc5\xc9\xce\xc7\n12/10 10:15/C05/S000001\n";
        let body = [approved(d).as_bytes(), b"/P", slip].concat();
        let mut bench = answered(d, vec![after(0.5, Event::Bytes(frame_of(d, &body)))]);
        let SaleEnd::Approved(approval) = bench.sale() else { panic!("not approved") };
        assert_eq!(approval.slip.as_deref(), Some(&slip[..]));
    });
}

#[test]
fn noise_is_unknown_and_the_kept_line_is_in_order_for_the_next_sale() {
    each(|d| {
        let noise = b"\xfe\xfd\x00\x91garbage".to_vec();
        let opening = Opening {
            answers: vec![
                vec![after(0.5, Event::Bytes(noise.clone())), after(0.6, Event::Bytes(noise))],
                caught_up(d, "000677"),
                vec![says(0.5, d, &approved(d))],
            ],
            ..Opening::default()
        };
        let mut bench = bench(d, true, vec![opening]);
        assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
        assert!(is_approved(&bench.sale()));
        assert_eq!(bench.connects(), 1);
    });
}

#[test]
fn half_a_frame_and_then_silence_is_unknown_and_never_a_decline() {
    each(|d| {
        let declined = frame(d, &result(d, "000677", "05", None));
        for cut in 1..declined.len() {
            let answers =
                vec![says(0.5, d, &confirmed(d, "000677", 2500)), after(5.0, Event::Bytes(declined[..cut].to_vec()))];
            let mut bench = answered(d, answers);
            assert_eq!(bench.sale(), unknown(LostTrack::Unreadable), "{cut}");
            assert!(bench.since_written() < Duration::from_secs(10));
        }
    });
}

#[test]
fn a_lost_byte_never_turns_a_charge_into_no_charge() {
    each(|d| {
        let confirm = frame(d, &confirmed(d, "000677", 2500));
        let both = [confirm.clone(), frame(d, &approved(d))].concat();
        for lost in 0..both.len() {
            let mut torn = both.clone();
            torn.remove(lost);
            let (first, second) = torn.split_at(confirm.len() - usize::from(lost < confirm.len()));
            let answers = vec![after(0.5, Event::Bytes(first.to_vec())), after(20.0, Event::Bytes(second.to_vec()))];
            let end = answered(d, answers).sale();
            assert!(matches!(end, SaleEnd::Unknown(_)), "byte {lost}: {end:?}");
        }
    });
}

#[test]
fn split_and_joined_packets_change_nothing() {
    each(|d| {
        let both = [frame(d, &confirmed(d, "000677", 2500)), frame(d, &approved(d))].concat();
        let mut bench = answered(d, vec![after(0.5, Event::Bytes(both.clone()))]);
        assert!(is_approved(&bench.sale()));
        assert_eq!(bench.notes.steps, ["sending", "confirmed"]);
        let single = both.iter().enumerate();
        let single = single.map(|(at, byte)| (Duration::from_millis(9 * at as u64), Event::Bytes(vec![*byte])));
        let mut bench = answered(d, single.collect());
        assert!(is_approved(&bench.sale()));
        assert_eq!(bench.notes.steps, ["sending", "confirmed"]);
    });
}

#[test]
fn a_write_that_fails_is_unknown_because_bytes_may_have_left() {
    each(|d| {
        let mut bench = bench(d, true, vec![Opening { write_fails: true, ..Opening::default() }]);
        assert_eq!(bench.sale(), unknown(LostTrack::WriteFailed));
        assert_eq!(bench.notes.steps, ["sending"]);
    });
}

#[test]
fn a_line_that_closes_or_fails_after_the_request_is_unknown() {
    each(|d| {
        let broken = LinkError::Io { kind: io::ErrorKind::Other, detail: "EIO".to_owned() };
        for error in [LinkError::Closed, broken] {
            let close = after(0.5, Event::Fail(error));
            assert_eq!(answered(d, vec![close.clone()]).sale(), unknown(LostTrack::LineClosed));
            let answers = vec![says(0.1, d, &confirmed(d, "000677", 2500)), close];
            assert_eq!(answered(d, answers).sale(), unknown(LostTrack::LineClosed));
        }
    });
}

#[test]
fn what_waits_on_the_line_before_a_sale_is_dropped_and_not_taken_for_its_answer() {
    each(|d| {
        let opening = Opening {
            // The late result of this very session number, a year ago, and half a frame.
            stale: vec![says(0.0, d, &approved(d)), after(0.01, Event::Bytes(vec![0x00, 0x40, b'M']))],
            answers: vec![vec![says(0.5, d, &result(d, "000677", "33", None))]],
            ..Opening::default()
        };
        let mut bench = wired(d, vec![opening]);
        assert_eq!(bench.sale(), SaleEnd::Declined(ResultCode::parse("33").unwrap()));
        assert_eq!(bench.fates()[0], ("result", Fate::Late));
    });
}

#[test]
fn a_late_result_on_a_kept_line_is_not_the_next_sales() {
    each(|d| {
        let late = result(d, "000677", "00", Some(&data(d, 2500)));
        let opening = Opening {
            answers: vec![
                vec![says(0.5, d, &confirmed(d, "000677", 2500)), says(200.0, d, &late)],
                // Three minutes without a byte: the line is tried before it is used again.
                vec![says(0.1, d, "X/tameio/T64999999:1.5.22.2")],
                // And the terminal is not in the first sale any more.
                caught_up(d, "000678"),
                vec![
                    says(0.1, d, &late),
                    says(0.5, d, &confirmed(d, "000678", 2500)),
                    says(4.0, d, &result(d, "000678", "05", None)),
                ],
            ],
            ..Opening::default()
        };
        let mut bench = bench(d, true, vec![opening]);
        assert_eq!(bench.sale(), unknown(LostTrack::SilentAfterConfirm));
        let next = SaleRequest { session: request().session.next(), ..request() };
        let end = bench.terminal.sale(&next, &mut bench.notes);
        assert_eq!(end, SaleEnd::Declined(ResultCode::parse("05").unwrap()));
        assert_eq!(bench.connects(), 1);
    });
}

#[test]
fn a_kept_line_that_said_nothing_is_not_trusted_with_the_next_sale() {
    each(|d| {
        let answers = vec![caught_up(d, "000677"), vec![says(0.5, d, &approved(d))]];
        let back = Opening { answers, ..Opening::default() };
        let mut bench = bench(d, true, vec![Opening::default(), back]);
        assert_eq!(bench.sale(), unknown(LostTrack::SilentBeforeConfirm));
        assert!(is_approved(&bench.sale()));
        assert_eq!(bench.connects(), 2);
    });
}

#[test]
fn a_line_that_babbles_before_the_request_gets_no_request() {
    each(|d| {
        let stale = vec![after(0.0, Event::Babble(vec![0x55; 100]))];
        let mut bench = bench(d, true, vec![Opening { stale, ..Opening::default() }]);
        assert_eq!(bench.sale(), SaleEnd::NotSent(NotSent::LineNoisy));
        assert!(bench.notes.steps.is_empty());
        assert!(bench.sent().is_empty());
    });
}

#[test]
fn a_flood_of_foreign_answers_ends_the_sale() {
    each(|d| {
        let flood = Event::Babble(frame(d, &confirmed(d, "000001", 2500)));
        let mut bench = answered(d, vec![says(0.1, d, &confirmed(d, "000677", 2500)), after(0.2, flood)]);
        assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
        assert!(bench.notes.traces.len() <= 1002);
    });
}

#[test]
fn our_own_bytes_echoed_by_the_line_are_no_answer() {
    each(|d| {
        let mut bench = answered(d, vec![]);
        bench.sale();
        let own = bench.world.lock().unwrap().sent[0].clone();
        let answers = vec![after(0.0, Event::Bytes(own)), says(0.5, d, &approved(d))];
        assert!(is_approved(&answered(d, answers).sale()));
    });
}

#[test]
fn messages_that_are_unknown_or_of_no_sale_do_not_end_it() {
    each(|d| {
        let answers =
            vec![says(0.1, d, "N/S000677"), says(0.2, d, "X/tameio/T64999999:1.5"), says(0.5, d, &approved(d))];
        assert!(is_approved(&answered(d, answers).sale()));
    });
}

#[test]
fn a_journal_that_cannot_be_written_keeps_the_request_from_being_sent() {
    each(|d| {
        let mut bench = answered(d, vec![]);
        bench.notes.refuse = true;
        assert_eq!(
            bench.sale(),
            SaleEnd::NotSent(NotSent::Journal(JournalRefused::NotWritten("disk full".to_owned())))
        );
        assert!(bench.sent().is_empty());
    });
}

#[test]
fn values_that_cannot_be_sent_are_refused_before_the_line_is_opened() {
    each(|d| {
        let with = |change: fn(&mut SaleRequest)| {
            let mut request = request();
            change(&mut request);
            request
        };
        let requests = [
            with(|r| r.operator = "m.papa".to_owned()),
            with(|r| r.operator = "ΤΑΜΙΑΣ".to_owned()),
            with(|r| r.operator = String::new()),
            with(|r| r.receipt = "A/1".to_owned()),
            with(|r| r.receipt = "123456789".to_owned()),
            with(|r| r.custom = "a:b".to_owned()),
            with(|r| r.custom = "0\\".to_owned()),
            with(|r| r.custom = "x".repeat(101)),
            with(|r| r.amount = Money::ZERO),
        ];
        for request in requests {
            let mut bench = answered(d, vec![]);
            let end = bench.terminal.sale(&request, &mut bench.notes);
            assert!(matches!(end, SaleEnd::NotSent(NotSent::BadValue(_))), "{request:?}: {end:?}");
            assert_eq!(bench.connects(), 0);
        }
    });
    assert_eq!(SaleRequest::identity("m.papa-dopoulou"), "mpapadop");
    assert_eq!(SaleRequest::identity("ΤΑΜΙΑΣ"), "0");
}

#[test]
fn a_missing_port_is_not_sent_and_the_next_sale_looks_again() {
    each(|d| {
        let gone = Opening {
            answers: vec![vec![says(0.1, d, "E/999"), after(0.2, Event::Fail(LinkError::Closed))]],
            ..Opening::default()
        };
        let mut bench = bench(d, true, vec![gone]);
        assert_eq!(bench.sale(), SaleEnd::Refused(ErrorCode::BUSY));
        // The kept line broke meanwhile and the port is not there: nothing is sent.
        bench.world.lock().unwrap().clock += Duration::from_secs(60);
        let missing = SaleEnd::NotSent(NotSent::Link(LinkError::PortMissing { port: "COM3".to_owned() }));
        assert_eq!(bench.sale(), missing);
        let back = Opening { answers: vec![vec![says(0.5, d, &approved(d))]], ..Opening::default() };
        bench.world.lock().unwrap().openings.push_back(back);
        assert!(is_approved(&bench.sale()));
        assert_eq!((bench.connects(), bench.sent().len()), (3, 2));
    });
}

#[test]
fn an_acknowledgement_goes_out_only_when_it_is_asked_for_and_again_on_a_new_line_if_the_old_one_closed() {
    let d = Dialect::Aade;
    let first = Opening {
        answers: vec![vec![says(0.5, d, &approved(d)), after(0.6, Event::Fail(LinkError::Closed))]],
        ..Opening::default()
    };
    let mut bench = bench(d, false, vec![first, Opening::default()]);
    assert!(is_approved(&bench.sale()));
    assert_eq!(bench.sent().len(), 1);
    bench.world.lock().unwrap().clock += Duration::from_secs(1);
    bench.terminal.acknowledge(&request()).unwrap();
    assert_eq!(bench.sent()[1], "ECR0110R/S000677/RABC00111/F2500/T677");
    assert_eq!(bench.connects(), 2);
}

#[test]
fn mellon_has_nothing_to_acknowledge_with_and_nothing_to_ask() {
    let d = Dialect::Mellon;
    let mut bench = answered(d, vec![says(0.5, d, &approved(d))]);
    assert!(is_approved(&bench.sale()));
    bench.terminal.acknowledge(&request()).unwrap();
    assert_eq!(bench.terminal.resend(&request(), &mut bench.notes), ResendEnd::CannotAsk);
    assert_eq!((bench.sent().len(), bench.connects()), (1, 1));
}

#[test]
fn asking_again_believes_only_an_answer_about_this_sale() {
    let d = Dialect::Aade;
    let ask = |answers: Script| {
        let mut bench = answered(d, answers);
        let end = bench.terminal.resend(&request(), &mut bench.notes);
        assert_eq!(bench.sent(), ["ECR0110O/S000677/F2500:978:2/RABC00111/T677"]);
        end
    };
    let lost = |lost| ResendEnd::NoAnswer(NoAnswer::Lost(lost));
    let foreign = result(d, "000676", "00", Some(&data(d, 2500)));
    let end = ask(vec![says(0.2, d, &foreign), says(0.5, d, &approved(d))]);
    assert!(matches!(end, ResendEnd::Approved(approval) if approval.card.auth_code == "787032"));
    let declined = result(d, "000677", "05", None);
    assert_eq!(ask(vec![says(0.5, d, &declined)]), ResendEnd::Declined(ResultCode::parse("05").unwrap()));
    assert_eq!(ask(vec![says(0.5, d, "E/100")]), ResendEnd::NothingHeld);
    assert_eq!(ask(vec![says(0.5, d, "E/999")]), lost(LostTrack::AskRefused(ErrorCode::BUSY)));
    assert_eq!(ask(vec![]), lost(LostTrack::SilentBeforeConfirm));
    assert_eq!(ask(vec![says(0.2, d, &foreign)]), lost(LostTrack::ForeignSession));
    assert_eq!(ask(vec![after(0.2, Event::Fail(LinkError::Closed))]), lost(LostTrack::LineClosed));
    let other = result(d, "000677", "00", Some(&data(d, 2400)));
    assert_eq!(ask(vec![says(0.2, d, &other)]), lost(LostTrack::ForeignAmount));
    assert_eq!(ask(vec![says(0.2, d, &result(d, "000677", "00", None))]), lost(LostTrack::Unreadable));
    let no_port = bench(d, false, vec![]).terminal.resend(&request(), &mut Notes::default());
    assert_eq!(no_port, ResendEnd::NoAnswer(NoAnswer::Link(LinkError::PortMissing { port: "COM3".to_owned() })));
}

#[test]
fn an_echo_wants_its_own_text_back() {
    each(|d| {
        let echo = |answers: Script| answered(d, answers).terminal.echo("tameio");
        let reply = echo(vec![says(0.1, d, "X/earlier/T1:2"), says(0.5, d, "X/tameio/T64999999:1.5.22.2")]).unwrap();
        assert_eq!((reply.terminal_id.as_str(), reply.app_version.as_str()), ("64999999", "1.5.22.2"));
        assert_eq!(echo(vec![]), Err(EcrError::Silent));
        assert_eq!(echo(vec![says(0.1, d, "E/999")]), Err(EcrError::Refused(ErrorCode::BUSY)));
        assert_eq!(echo(vec![after(0.1, Event::Bytes(vec![0xff; 20]))]), Err(EcrError::Unreadable));
        assert_eq!(echo(vec![after(0.1, Event::Fail(LinkError::Closed))]), Err(EcrError::Link(LinkError::Closed)));
        assert!(matches!(answered(d, vec![]).terminal.echo("a/b"), Err(EcrError::BadValue(_))));
    });
}

proptest! {
    #[test]
    fn arbitrary_bytes_as_an_answer_never_settle_a_sale(
        dialect in prop::sample::select(&Dialect::ALL[..]),
        noise in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..60), 0..6),
        confirm in any::<bool>(),
    ) {
        let mut answers: Script = Vec::new();
        if confirm {
            answers.push(says(0.1, dialect, &confirmed(dialect, "000677", 2500)));
        }
        answers.extend(noise.into_iter().map(|bytes| after(0.5, Event::Bytes(bytes))));
        prop_assert!(matches!(answered(dialect, answers).sale(), SaleEnd::Unknown(_)));
    }

    #[test]
    fn arbitrary_bodies_in_right_frames_never_settle_a_sale(
        dialect in prop::sample::select(&Dialect::ALL[..]),
        bodies in prop::collection::vec("[A-DF-Z](/[A-Z][ -~]{0,12}){0,8}", 0..6),
    ) {
        let answers: Script = bodies.iter().map(|body| says(0.5, dialect, body)).collect();
        prop_assert!(matches!(answered(dialect, answers).sale(), SaleEnd::Unknown(_)));
    }
}
