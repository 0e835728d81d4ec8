//! Results of other sales: data for the journal, whenever they come, and never an answer.

use std::time::Duration;

use tameio::ecr::message::ReplySession;
use tameio::ecr::terminal::{Dialect, Fate, LostTrack, NoAnswer, ReportedResult, ResendEnd, SaleEnd};

use super::scripted::*;

fn sessions(results: &[ReportedResult]) -> Vec<String> {
    results.iter().map(|result| result.session.to_string()).collect()
}

fn of(dialect: Dialect, session: &str) -> String {
    result(dialect, session, "00", Some(&data(dialect, 1700)))
}

#[test]
fn a_result_of_another_sale_reaches_the_journal_as_data() {
    each(|d| {
        let slip = [of(d, "000676").as_bytes(), b"/P\xc1/:slip\n"].concat();
        let answers = vec![
            after(0.2, Event::Bytes(frame_of(d, &slip))),
            says(0.3, d, &of(d, "POSTXN")),
            says(0.4, d, &result(d, "000675", "05", None)),
            says(0.5, d, &confirmed(d, "000676", 2500)),
            says(0.6, d, &approved(d)),
        ];
        let mut bench = answered(d, answers);
        assert!(is_approved(&bench.sale()));
        let foreign = &bench.notes.foreign;
        assert_eq!(sessions(foreign), ["000676", "POSTXN", "000675"]);
        let first = &foreign[0];
        let card = first.card.as_ref().unwrap();
        assert_eq!((card.amount.cents(), card.stan.as_str(), card.auth_code.as_str()), (1700, "000065", "787032"));
        assert!(first.code.is_approved() && !first.unreadable_data);
        assert_eq!(first.slip.as_deref(), Some(&b"\xc1/:slip\n"[..]));
        let named = (first.ecr.as_deref(), first.receipt.as_deref());
        assert_eq!(named, if d == Dialect::Aade { (Some("ABC00111"), Some("677")) } else { (None, None) });
        assert_eq!(foreign[1].session, ReplySession::KeyedOnTerminal);
        assert_eq!((foreign[2].code.as_str(), &foreign[2].card), ("05", &None));
    });
}

#[test]
fn another_amount_under_our_session_is_kept_as_data() {
    each(|d| {
        let mut bench = answered(d, vec![says(0.5, d, &of(d, "000677"))]);
        assert_eq!(bench.sale(), unknown(LostTrack::ForeignAmount));
        assert_eq!(sessions(&bench.notes.foreign), ["000677"]);
        assert_eq!(bench.notes.foreign[0].card.as_ref().unwrap().amount.cents(), 1700);
        // A confirmation is no result, and our own result is no foreign one.
        let mut bench = answered(d, vec![says(0.5, d, &confirmed(d, "000677", 2501))]);
        assert_eq!(bench.sale(), unknown(LostTrack::ForeignAmount));
        assert!(bench.notes.foreign.is_empty());
    });
}

#[test]
fn data_that_cannot_be_read_are_said_to_be_there_and_not_kept() {
    each(|d| {
        let garbled = result(d, "000676", "00", Some("Visa:4111111111111111"));
        let in_clear = of(d, "000675").replace("************3489", "4111111111111111");
        let mut bench = answered(d, vec![says(0.2, d, &garbled), says(0.3, d, &in_clear), says(0.5, d, &approved(d))]);
        assert!(is_approved(&bench.sale()));
        let foreign = &bench.notes.foreign;
        assert_eq!((foreign[0].unreadable_data, &foreign[0].card), (true, &None));
        assert!(foreign[1].card.is_some() && !foreign[1].unreadable_data);
        assert!(!format!("{foreign:?}{:?}", bench.notes.traces).contains("41111"));
    });
}

#[test]
fn what_waited_on_the_line_before_a_sale_is_kept_as_data() {
    each(|d| {
        let opening = Opening {
            stale: vec![says(0.0, d, &of(d, "000676")), says(0.01, d, &of(d, "000677"))],
            answers: vec![vec![says(0.5, d, &approved(d))]],
            ..Opening::default()
        };
        let mut bench = wired(d, vec![opening]);
        assert!(is_approved(&bench.sale()));
        assert_eq!(sessions(&bench.notes.foreign), ["000676", "000677"]);
        assert_eq!(bench.fates()[..2], [("result", Fate::Late), ("result", Fate::Late)]);
        // Before the sale was sent.
        assert_eq!(bench.notes.traces[2].kind, "amount");
    });
}

#[test]
fn a_result_that_comes_while_nobody_asks_about_a_sale_waits_for_the_next_journal() {
    each(|d| {
        let opening = Opening {
            stale: vec![says(0.0, d, &of(d, "000671"))],
            answers: vec![
                vec![says(0.1, d, &of(d, "000672")), says(0.2, d, "X/tameio/T1:2"), says(1.0, d, &of(d, "000673"))],
                vec![says(0.5, d, &approved(d)), says(0.5, d, &of(d, "000674"))],
            ],
            ..Opening::default()
        };
        let mut bench = bench(d, true, vec![opening]);
        bench.terminal.echo("tameio").unwrap();
        bench.world.lock().unwrap().clock += Duration::from_secs(2);
        assert!(is_approved(&bench.sale()));
        assert_eq!(sessions(&bench.notes.foreign), ["000671", "000672", "000673"]);
        bench.terminal.acknowledge(&request()).unwrap();
        // `mellon` has nothing to send, so what follows its result still waits on the line.
        let taken = bench.terminal.take_unclaimed();
        assert_eq!(sessions(&taken), if d == Dialect::Aade { vec!["000674"] } else { vec![] });
        assert!(bench.terminal.take_unclaimed().is_empty());
    });
}

#[test]
fn a_flood_of_unasked_results_does_not_fill_the_memory() {
    each(|d| {
        let many = |from: u32| (from..from + 50).map(move |n| says(0.01, d, &of(d, &format!("{n:06}"))));
        let openings = (0..3).map(|n| Opening {
            stale: many(1 + n * 50).collect(),
            answers: vec![vec![says(0.1, d, "X/tameio/T1:2")]],
            ..Opening::default()
        });
        let mut bench = bench(d, false, openings.collect());
        (0..3).for_each(|_| drop(bench.terminal.echo("tameio").unwrap()));
        assert_eq!(bench.terminal.take_unclaimed().len(), 64);
    });
}

#[test]
fn asking_again_tells_the_journal_of_other_results_and_of_no_step() {
    let d = Dialect::Aade;
    let answers = vec![says(0.2, d, &of(d, "POSTXN")), says(0.3, d, &of(d, "000676")), says(0.5, d, &approved(d))];
    let mut bench = answered(d, answers);
    let end = bench.terminal.resend(&request(), &mut bench.notes);
    assert!(matches!(end, ResendEnd::Approved(_)));
    assert_eq!(sessions(&bench.notes.foreign), ["POSTXN", "000676"]);
    assert!(bench.notes.steps.is_empty());
    let fates = [("resend", Fate::Sent), ("result", Fate::Ignored), ("result", Fate::Foreign), ("result", Fate::Ours)];
    assert_eq!(bench.fates(), fates);

    let mut bench = answered(d, vec![says(0.2, d, &of(d, "000677"))]);
    let end = bench.terminal.resend(&request(), &mut bench.notes);
    assert_eq!(end, ResendEnd::NoAnswer(NoAnswer::Lost(LostTrack::ForeignAmount)));
    assert_eq!(sessions(&bench.notes.foreign), ["000677"]);
}

#[test]
fn the_same_result_again_ends_no_second_sale() {
    each(|d| {
        let opening = Opening {
            answers: vec![
                vec![says(0.5, d, &approved(d)), says(1.0, d, &approved(d))],
                vec![says(0.5, d, &result(d, "000678", "05", None).replace("/T677", "/T678"))],
            ],
            ..Opening::default()
        };
        let mut bench = bench(d, true, vec![opening]);
        assert!(is_approved(&bench.sale()));
        bench.world.lock().unwrap().clock += Duration::from_secs(2);
        let next = tameio::ecr::terminal::SaleRequest {
            session: request().session.next(),
            receipt: "678".to_owned(),
            ..request()
        };
        assert!(matches!(bench.terminal.sale(&next, &mut bench.notes), SaleEnd::Declined(_)));
        // Told as data, for who looks by session and finds it booked.
        assert_eq!(sessions(&bench.notes.foreign), ["000677"]);
    });
}
