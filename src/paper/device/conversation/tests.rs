use std::collections::VecDeque;
use std::io;

use proptest::prelude::*;

use super::*;
use crate::paper::simulator::{
    Answers, Build, Inside, Levels, Mechanism, PrinterHead, Reaction, SimulatedState as State,
};

/// A printer at the end of a wire, whose time passes only while somebody waits.
struct Wire<I> {
    inside: I,
    now: Duration,
    /// What is on its way, and when it arrives.
    on_its_way: VecDeque<(Duration, u8)>,
    a_byte: Duration,
    /// Bytes of print data that there is room for.
    room: usize,
    /// Comes before each answer.
    noise: &'static [u8],
    heard: VecDeque<u8>,
}

impl<I: Inside> Wire<I> {
    fn to(inside: I) -> Wire<I> {
        Wire {
            inside,
            now: Duration::ZERO,
            on_its_way: VecDeque::new(),
            a_byte: Duration::ZERO,
            room: usize::MAX,
            noise: b"",
            heard: VecDeque::new(),
        }
    }

    fn print(self, bytes: &[u8]) -> (Result<Delivery, DeviceError>, I) {
        self.print_with(bytes, InTurn::PaperSensors, Stops::Unknown)
    }

    fn print_with(self, bytes: &[u8], in_turn: InTurn, stops: Stops) -> (Result<Delivery, DeviceError>, I) {
        let manner = Manner { patience: Patience::USUAL, in_turn, stops, known: Known::default() };
        let mut conversation = Conversation::new(self, device(), manner);
        let outcome = conversation.print(bytes);
        (outcome, conversation.into_line().inside)
    }

    /// What is known of the printer after a print before which this was.
    fn known_after(self, known: Known) -> (Known, Duration) {
        let manner = Manner { patience: Patience::USUAL, in_turn: InTurn::PaperSensors, stops: Stops::Unknown, known };
        let mut conversation = Conversation::new(self, device(), manner);
        let _ = conversation.print(&JOB);
        (conversation.known(), conversation.line.now())
    }

    fn until(&mut self, time: Duration) {
        while let Some((arrives, byte)) = self.on_its_way.front().copied().filter(|(arrives, _)| *arrives <= time) {
            self.on_its_way.pop_front();
            if let Reaction::Answers(answer) = self.inside.feed(byte, arrives) {
                self.heard.extend(self.noise);
                self.heard.push_back(answer);
            }
        }
        self.now = time;
        self.heard.extend(self.inside.pass(time));
    }
}

impl<I: Inside> Line for Wire<I> {
    fn hear(&mut self, wait: Duration) -> Came {
        let end = self.now + wait;
        self.until(self.now);
        while self.heard.is_empty() && self.now < end {
            self.until(end.min(self.now + Duration::from_micros(500)));
        }
        self.heard.pop_front().map_or(Came::Nothing, Came::Byte)
    }

    fn say(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let request = bytes.starts_with(b"\x10\x04") || bytes.starts_with(b"\x1dr");
        let taken = if request { bytes.len() } else { bytes.len().min(self.room) };
        self.room -= if request { 0 } else { taken };
        for byte in &bytes[..taken] {
            let before = self.on_its_way.back().map_or(self.now, |(arrives, _)| *arrives);
            self.on_its_way.push_back((before.max(self.now) + self.a_byte, *byte));
        }
        if taken == 0 {
            self.until(self.now + Duration::from_millis(50));
        }
        Ok(taken)
    }

    fn unsent(&self) -> usize {
        self.on_its_way.len()
    }

    fn discard(&mut self) {}

    fn now(&self) -> Duration {
        self.now
    }
}

const JOB: [u8; 1800] = [b'x'; 1800];
const ALL: Progress = Progress { written: JOB.len(), total: JOB.len() };

fn device() -> String {
    "wire".to_owned()
}

fn another_desks_job() -> Vec<u8> {
    [&[b'y'; 3000][..], b"\x1dr\x01"].concat()
}

#[test]
fn a_printer_that_is_well_and_answers_in_its_turn_has_printed() {
    let (outcome, head) = Wire::to(PrinterHead::new(State::Ready)).print(&JOB);
    assert_eq!((outcome, head.received()), (Ok(Delivery::Confirmed), &JOB[..]));
}

#[test]
fn a_printer_that_answers_in_real_time_only_is_the_cashiers_question_however_well_it_is() {
    let (outcome, head) = Wire::to(PrinterHead::new(State::RealTimeOnly)).print(&JOB);
    assert_eq!((outcome, head.received()), (Ok(Delivery::Unconfirmed), &JOB[..]));
    let server = Build { answers: Answers::RealTime, bytes_a_second: 150, roll: 900, ..Build::SLOW };
    let (outcome, mechanism) = Wire::to(Mechanism::new(server)).print(&JOB);
    assert_eq!(outcome, Ok(Delivery::Unconfirmed));
    assert!(mechanism.paper().len() < 900, "the roll had not ended when it was asked");
}

#[test]
fn a_slow_mechanism_has_not_printed_before_it_has() {
    for bytes_a_second in [150, 600, 5_000] {
        let (outcome, mechanism) = Wire::to(Mechanism::new(Build { bytes_a_second, ..Build::SLOW })).print(&JOB);
        assert_eq!((outcome, mechanism.paper()), (Ok(Delivery::Confirmed), &JOB[..]), "{bytes_a_second}");
    }
    // Slower than anybody waits for.
    let (outcome, mechanism) = Wire::to(Mechanism::new(Build { bytes_a_second: 40, ..Build::SLOW })).print(&JOB);
    assert_eq!(outcome, Ok(Delivery::Unconfirmed));
    assert!(mechanism.paper().len() < JOB.len());
}

#[test]
fn another_desks_job_that_ends_is_not_taken_for_ours() {
    for bytes_a_second in [300, 1_000, 9_000] {
        let build = Build { bytes_a_second, ..Build::SLOW };
        let ahead = another_desks_job();
        let (outcome, mechanism) = Wire::to(Mechanism::behind(build, &ahead)).print(&JOB);
        if bytes_a_second > 1_000 {
            assert_eq!(outcome, Ok(Delivery::Confirmed), "{bytes_a_second}");
            assert_eq!(mechanism.paper().len(), 3000 + JOB.len(), "{bytes_a_second}");
        } else {
            assert_eq!(outcome, Ok(Delivery::Unconfirmed), "it is at the other for longer than anybody waits");
        }
    }
}

#[test]
fn a_printer_that_is_known_to_answer_is_waited_for_and_a_deaf_one_is_not() {
    let behind = || Wire::to(Mechanism::behind(Build::SLOW, &another_desks_job()));
    let manner = |known| {
        let (patience, in_turn, stops) = (Patience::USUAL, InTurn::PaperSensors, Stops::Unknown);
        Manner { patience, in_turn, stops, known }
    };
    let mut known = Conversation::new(behind(), device(), manner(Known::Answers));
    assert_eq!(known.print(&JOB), Ok(Delivery::Confirmed), "it prints the other for five seconds");
    assert_eq!(known.line.inside.paper().len(), 3_000 + JOB.len());
    let mut new = Conversation::new(behind(), device(), manner(Known::Nothing));
    assert_eq!((new.print(&JOB), new.known()), (Ok(Delivery::Unconfirmed), Known::Answers));

    let deaf = || Wire::to(Mechanism::new(Build { answers: Answers::RealTime, ..Build::SLOW }));
    let (known, first) = deaf().known_after(Known::Nothing);
    let (still, next) = deaf().known_after(known);
    assert_eq!((known, still), (Known::Deaf, Known::Deaf));
    assert!(next + Duration::from_secs(2) < first, "{first:?}, then {next:?}");
    let well = || Wire::to(PrinterHead::new(State::Ready));
    assert_eq!(well().known_after(Known::Deaf).0, Known::Answers);
}

#[test]
fn a_late_answer_to_an_earlier_job_is_not_taken_for_ours() {
    // Each pause between the end of the other and our bytes; its answer stands right before ours.
    for left in [1_usize, 20, 200, 400, 700, 1_500] {
        let ahead = [&vec![b'y'; left][..], b"\x1dr\x01"].concat();
        let (outcome, mechanism) = Wire::to(Mechanism::behind(Build::SLOW, &ahead)).print(&JOB);
        assert_eq!(outcome, Ok(Delivery::Confirmed), "{left}");
        assert_eq!(mechanism.paper().len(), left + JOB.len(), "{left}");
    }
}

#[test]
fn a_roll_that_ends_and_a_cover_that_opens_in_the_middle_are_named() {
    for after in [1, 900, 1_799] {
        let (outcome, mechanism) = Wire::to(Mechanism::new(Build { roll: after, ..Build::SLOW })).print(&JOB);
        assert_eq!(outcome, Err(DeviceError::PaperOut { device: device(), progress: ALL }), "{after}");
        assert_eq!(mechanism.paper().len(), after);
        let (outcome, _) = Wire::to(Mechanism::new(Build { cover_opens_after: after, ..Build::SLOW })).print(&JOB);
        assert_eq!(outcome, Err(DeviceError::CoverOpen { device: device(), progress: ALL }), "{after}");
    }
    // Another desk's job before it takes the roll: nothing of ours is sent.
    let build = Build { roll: 2_000, bytes_a_second: 3_000, ..Build::SLOW };
    let (outcome, _) = Wire::to(Mechanism::behind(build, &another_desks_job())).print(&JOB);
    let progress = Progress { written: 0, total: JOB.len() };
    assert_eq!(outcome, Err(DeviceError::PaperOut { device: device(), progress }));
    let (outcome, head) = Wire::to(PrinterHead::new(State::PaperOutAfter(3))).print(b"xxxx");
    let progress = Progress { written: 4, total: 4 };
    assert_eq!(outcome, Err(DeviceError::PaperOut { device: device(), progress }));
    assert_eq!(head.received(), b"xxxx");
}

#[test]
fn a_printer_that_answers_by_its_automatic_status_alone_is_asked_for_that() {
    let build = Build { answers: Answers::AutomaticStatus, ..Build::SLOW };
    let print = |build, ahead: &[u8]| {
        Wire::to(Mechanism::behind(build, ahead)).print_with(&JOB, InTurn::AutomaticStatus, Stops::Unknown)
    };
    let (outcome, mechanism) = print(build, b"");
    assert_eq!((outcome, mechanism.paper()), (Ok(Delivery::Confirmed), &JOB[..]));
    let (outcome, mechanism) = print(build, &[&[b'y'; 400][..], b"\x1da\xff\x1da\x00"].concat());
    assert_eq!((outcome, mechanism.paper().len()), (Ok(Delivery::Confirmed), 400 + JOB.len()));
    let out = Err(DeviceError::PaperOut { device: device(), progress: ALL });
    // It says so of itself only while its status is on: until the job it is, for the question before.
    let (outcome, _) = print(Build { roll: 900, ..build }, b"");
    assert!(outcome == out || outcome == Ok(Delivery::Unconfirmed), "{outcome:?}");
    // By GS r it never answers.
    let (outcome, _) = Wire::to(Mechanism::new(build)).print(&JOB);
    assert_eq!(outcome, Ok(Delivery::Unconfirmed));
}

#[test]
fn a_roll_that_becomes_thin_in_the_middle_is_not_taken_for_the_answer() {
    let build = Build { answers: Answers::AlwaysAutomaticStatus, thin_after: 900, ..Build::SLOW };
    let (outcome, mechanism) =
        Wire::to(Mechanism::new(build)).print_with(&JOB, InTurn::AutomaticStatus, Stops::Unknown);
    assert_eq!((outcome, mechanism.paper()), (Ok(Delivery::Confirmed), &JOB[..]));
}

#[test]
fn a_line_is_closed_when_all_of_the_job_has_left() {
    let wire = Wire { a_byte: Duration::from_millis(1), ..Wire::to(PrinterHead::new(State::Silent)) };
    let (outcome, head) = wire.print_with(&JOB, InTurn::PaperSensors, Stops::Unheeded);
    assert_eq!((outcome, head.received()), (Ok(Delivery::Unconfirmed), &JOB[..]));
}

/// 9,600 bits a second, and a buffer that is smaller than the job.
fn serial(flow: Option<Levels>, answers: Answers) -> Wire<Mechanism> {
    let build = Build { buffer: 512, flow, answers, ..Build::SLOW };
    Wire { a_byte: Duration::from_nanos(1_041_666), ..Wire::to(Mechanism::new(build)) }
}

const LEVELS: Option<Levels> = Some(Levels { stop: 400, go: 100 });
const HEEDED: Stops = Stops::Heeded(Duration::from_nanos(1_041_666));

#[test]
fn xoff_is_heeded_and_no_byte_is_lost() {
    for (answers, delivery) in [
        (Answers::PaperSensors, Delivery::Confirmed),
        (Answers::RealTime, Delivery::Unconfirmed),
        (Answers::Nothing, Delivery::Unconfirmed),
    ] {
        let (outcome, mechanism) = serial(LEVELS, answers).print_with(&JOB, InTurn::PaperSensors, HEEDED);
        assert_eq!((outcome, mechanism.lost()), (Ok(delivery), 0), "{answers:?}");
    }
}

#[test]
fn xoff_that_the_settings_do_not_heed_is_no_printed_receipt() {
    let (outcome, mechanism) =
        serial(LEVELS, Answers::PaperSensors).print_with(&JOB, InTurn::PaperSensors, Stops::Unheeded);
    assert_eq!(outcome, Ok(Delivery::Unconfirmed));
    assert!(mechanism.lost() > 0, "the wire is no better than a real one");
}

#[test]
fn a_roll_that_ends_behind_xoff_is_named_by_the_printer_that_takes_no_more() {
    let mut wire = serial(LEVELS, Answers::PaperSensors);
    wire.inside = Mechanism::new(Build { buffer: 512, flow: LEVELS, roll: 300, ..Build::SLOW });
    let (outcome, mechanism) = wire.print_with(&JOB, InTurn::PaperSensors, HEEDED);
    let Err(DeviceError::PaperOut { progress, .. }) = outcome else { panic!("{outcome:?}") };
    assert!(progress.written < JOB.len(), "{progress:?}");
    assert_eq!((mechanism.paper().len(), mechanism.lost()), (300, 0));
}

#[test]
fn a_printer_that_stops_taking_bytes_is_asked_why() {
    let wire = Wire { room: 700, ..Wire::to(PrinterHead::new(State::PaperOutAfter(700))) };
    let progress = Progress { written: 700, total: 1800 };
    let expected = DeviceError::PaperOut { device: device(), progress };
    let (outcome, head) = wire.print(&JOB);
    assert_eq!((outcome, head.received()), (Err(expected), &JOB[..700]));
    let wire = Wire { room: 700, ..Wire::to(PrinterHead::new(State::Silent)) };
    let expected = DeviceError::Io { device: device(), kind: ErrorKind::TimedOut, progress };
    assert_eq!(wire.print(&JOB).0, Err(expected));
}

#[test]
fn flow_control_and_an_automatic_status_between_the_answers_are_passed_over() {
    // XON, and four bytes of which three look like answers.
    let noise = b"\x11\x10\x00\x00\x0f";
    for stops in [Stops::Unknown, Stops::Unheeded, HEEDED] {
        let wire = Wire { noise, ..Wire::to(PrinterHead::new(State::Ready)) };
        assert_eq!(wire.print_with(b"x", InTurn::PaperSensors, stops).0, Ok(Delivery::Confirmed));
        let wire = Wire { noise, ..Wire::to(PrinterHead::new(State::CoverOpen)) };
        assert!(matches!(wire.print_with(b"x", InTurn::PaperSensors, stops).0, Err(DeviceError::CoverOpen { .. })));
    }
}

fn any_build() -> impl Strategy<Value = Build> {
    let answers = prop_oneof![
        Just(Answers::Nothing),
        Just(Answers::RealTime),
        Just(Answers::PaperSensors),
        Just(Answers::PaperSensors),
        Just(Answers::AutomaticStatus)
    ];
    let ends = || prop_oneof![3 => Just(usize::MAX), 1 => 0_usize..4_000];
    (100_u32..6_000, ends(), ends(), answers).prop_map(|(bytes_a_second, roll, cover_opens_after, answers)| Build {
        bytes_a_second,
        roll,
        cover_opens_after,
        answers,
        ..Build::SLOW
    })
}

proptest! {
    #[test]
    fn confirmed_means_that_the_whole_job_is_on_paper(
        build in any_build(),
        ahead in prop::collection::vec((0_usize..1_500, any::<bool>()), 0..3),
        by_automatic_status in any::<bool>(),
    ) {
        let in_turn = if by_automatic_status { InTurn::AutomaticStatus } else { InTurn::PaperSensors };
        let jobs: Vec<u8> = ahead
            .iter()
            .flat_map(|(bytes, asks)| [vec![b'y'; *bytes], if *asks { in_turn.bytes().to_vec() } else { Vec::new() }].concat())
            .collect();
        let before: usize = ahead.iter().map(|(bytes, _)| bytes).sum();
        let (outcome, mechanism) = Wire::to(Mechanism::behind(build, &jobs)).print_with(&JOB, in_turn, Stops::Unknown);
        if outcome == Ok(Delivery::Confirmed) {
            prop_assert_eq!(mechanism.paper().len(), before + JOB.len());
            prop_assert!(mechanism.paper().ends_with(&JOB));
        }
    }

    #[test]
    fn a_printer_that_says_when_to_stop_loses_nothing_whatever_its_speed(
        bytes_a_second in 100_u32..3_000, stop in 150_usize..480, go in 1_usize..140, baud in 1_200_u64..60_000,
    ) {
        let build = Build { bytes_a_second, buffer: 512, flow: Some(Levels { stop, go }), ..Build::SLOW };
        let a_byte = Duration::from_nanos(10_000_000_000 / baud);
        let wire = Wire { a_byte, ..Wire::to(Mechanism::new(build)) };
        let (outcome, mechanism) = wire.print_with(&JOB, InTurn::PaperSensors, Stops::Heeded(a_byte));
        prop_assert_eq!((outcome, mechanism.lost()), (Ok(Delivery::Confirmed), 0));
        prop_assert_eq!(mechanism.paper(), &JOB[..]);
    }
}
