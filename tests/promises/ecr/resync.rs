//! A line that has lost its order: the sale is unknown, and the way back is bounded in time and memory.

use std::time::Duration;

use tameio::ecr::link::LinkError;
use tameio::ecr::terminal::{Dialect, EcrError, LostTrack, NoAnswer, NotSent, ResendAllEnd, ResendEnd, SaleEnd};

use super::scripted::*;

/// Silence inside a frame after which its rest is lost, less a moment.
const NEARLY_A_GAP: Duration = Duration::from_millis(2999);
const GAP: Duration = Duration::from_secs(3);
/// What may be dropped while waiting for order, and one more read.
const MOST_DROPPED: usize = 64 * 1024 + 4096;
/// What an answer that has begun in time may take to its end.
const LONGEST_FRAME: Duration = Duration::from_secs(10);

/// One byte of a frame that announces much, again and again, each nearly too late.
fn drip(dialect: Dialect, from: Duration, count: u32) -> Script {
    let head = [b"\x20\x00", dialect.terminal().word().as_bytes(), b"01", dialect.version().word().as_bytes()];
    let bytes = head.concat().into_iter().chain(std::iter::repeat(b'R'));
    (0..count).zip(bytes).map(|(n, byte)| (from + NEARLY_A_GAP * n, Event::Bytes(vec![byte]))).collect()
}

fn read(bench: &Bench) -> usize {
    bench.world.lock().unwrap().read
}

#[test]
fn endless_noise_after_a_request_is_unknown_at_once_and_the_line_is_given_up() {
    each(|d| {
        for noise in [vec![0x55; 100], vec![0x00; 64], vec![0xff; 64], b"POS".repeat(20)] {
            let noisy = Opening {
                answers: vec![vec![says(0.1, d, &confirmed(d, "000677", 2500)), after(0.5, Event::Babble(noise))]],
                ..Opening::default()
            };
            let answers = vec![caught_up(d, "000677"), vec![says(0.5, d, &approved(d))]];
            let back = Opening { answers, ..Opening::default() };
            let mut bench = bench(d, true, vec![noisy, back]);
            assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
            assert!(read(&bench) <= 2 * MOST_DROPPED, "{}", read(&bench));
            assert!(bench.since_written() <= Duration::from_secs(6));
            // It never became quiet: the next sale is on a new line.
            assert!(is_approved(&bench.sale()));
            assert_eq!(bench.connects(), 2);
        }
    });
}

#[test]
fn noise_that_trickles_without_end_is_given_up_after_seconds() {
    each(|d| {
        let trickle = (0..4000u32).map(|n| (Duration::from_millis(100) * n, Event::Bytes(vec![0xff; 3])));
        let noisy = Opening { answers: vec![trickle.collect()], ..Opening::default() };
        let mut bench = bench(d, true, vec![noisy]);
        assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
        assert!(bench.since_written() < Duration::from_secs(6), "{:?}", bench.since_written());
        let missing = NotSent::Link(LinkError::PortMissing { port: "COM3".to_owned() });
        assert_eq!(bench.sale(), SaleEnd::NotSent(missing), "the noisy line is used again");
    });
}

#[test]
fn an_announced_length_that_no_frame_has_is_a_broken_line_before_its_bytes_come() {
    each(|d| {
        for length in [0u16, 6, 8193, 65_535] {
            let head = [&length.to_be_bytes()[..], b"POS0110R/S000677"].concat();
            let answers = vec![says(0.5, d, &confirmed(d, "000677", 2500)), after(1.0, Event::Bytes(head))];
            let mut bench = answered(d, answers);
            assert_eq!(bench.sale(), unknown(LostTrack::Unreadable), "{length}");
            assert_eq!(bench.since_written(), Duration::from_secs(1), "{length}");
        }
    });
}

#[test]
fn a_frame_that_stops_half_way_is_waited_for_no_longer_than_the_gap() {
    each(|d| {
        let whole = drip(d, Duration::ZERO, 9);
        let head: Vec<u8> = whole.into_iter().flat_map(|(_, event)| bytes_of(event)).collect();
        let answers = vec![says(0.5, d, &confirmed(d, "000677", 2500)), after(1.0, Event::Bytes(head))];
        let mut bench = answered(d, answers);
        assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
        assert_eq!(bench.since_written(), Duration::from_secs(1) + GAP);
    });
}

fn bytes_of(event: Event) -> Vec<u8> {
    match event {
        Event::Bytes(bytes) | Event::Babble(bytes) => bytes,
        Event::Fail(_) => Vec::new(),
    }
}

#[test]
fn a_frame_that_drips_ends_with_the_time_of_its_request() {
    each(|d| {
        let confirm = says(0.5, d, &confirmed(d, "000677", 2500));
        let dripping = [vec![confirm], drip(d, Duration::from_secs(1), 4000)].concat();
        let mut bench = answered(d, dripping);
        assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
        assert_eq!(bench.since_written(), Duration::from_millis(500) + RESULT);

        let mut bench = answered(d, drip(d, Duration::from_secs(1), 4000));
        assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
        assert_eq!(bench.since_written(), CONFIRM + RESULT);

        let mut bench = answered(d, drip(d, Duration::from_secs(1), 4000));
        assert_eq!(bench.terminal.echo("tameio"), Err(EcrError::Unreadable));
        assert_eq!(bench.since_written(), CONFIRM);
    });
    let d = Dialect::Aade;
    let mut bench = answered(d, drip(d, Duration::from_secs(1), 4000));
    let lost = NoAnswer::Lost(LostTrack::Unreadable);
    assert_eq!(bench.terminal.resend(&request(), &mut bench.notes), ResendEnd::NoAnswer(lost.clone()));
    assert_eq!(bench.since_written(), CONFIRM + LONGEST_FRAME);

    let mut bench = answered(d, drip(d, Duration::from_secs(1), 4000));
    let end = bench.terminal.resend_all(request().at, &mut bench.notes, &mut |_| None);
    assert_eq!(end, ResendAllEnd::NoAnswer { so_far: vec![], why: lost });
    assert_eq!(bench.since_written(), CONFIRM + LONGEST_FRAME);
}

#[test]
fn a_long_answer_on_a_slow_line_is_not_cut_off() {
    let d = Dialect::Aade;
    // 4 KiB of print data at 9600 baud.
    let slip = [approved(d).as_bytes(), b"/P", "ΑΠΟΔΕΙΞΗ\n".repeat(270).as_bytes()].concat();
    let wire = frame_of(d, &slip);
    assert!(wire.len() > 4096);
    let slow: Script = wire
        .chunks(96)
        .zip(1u32..)
        .map(|(piece, n)| (Duration::from_secs(1) + Duration::from_millis(100) * n, Event::Bytes(piece.to_vec())))
        .collect();
    let mut bench = answered(d, slow.clone());
    let end = bench.terminal.resend(&request(), &mut bench.notes);
    assert!(matches!(end, ResendEnd::Approved(_)), "{end:?}");
    assert!(bench.since_written() > CONFIRM * 2);
    let mut bench = answered(d, [slow, vec![says(6.5, d, "E/000")]].concat());
    let end = bench.terminal.resend_all(request().at, &mut bench.notes, &mut |_| None);
    assert!(matches!(&end, ResendAllEnd::Results(results) if results.len() == 1), "{end:?}");
}

#[test]
fn a_line_in_disorder_is_quiet_again_before_the_next_request() {
    each(|d| {
        let opening = Opening {
            answers: vec![
                vec![
                    after(0.5, Event::Bytes(b"\xff\xff\xff".to_vec())),
                    after(0.6, Event::Bytes(frame(d, &approved(d)))),
                    after(0.7, Event::Bytes(vec![0x00, 0x30])),
                ],
                caught_up(d, "000677"),
                vec![says(0.5, d, &result(d, "000677", "05", None))],
            ],
            ..Opening::default()
        };
        let mut bench = bench(d, true, vec![opening]);
        assert_eq!(bench.sale(), unknown(LostTrack::Unreadable));
        // Half a frame is left of the disorder, and none of it is put before the answer.
        assert!(matches!(bench.sale(), SaleEnd::Declined(_)));
        assert_eq!(bench.connects(), 1);
    });
}
