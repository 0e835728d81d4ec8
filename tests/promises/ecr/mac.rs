//! Signed requests and the exchange of keys (`aade`), against a simulated terminal that checks them, and on a
//! scripted line.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use tameio::ecr::codes::ErrorCode;
use tameio::ecr::link::LinkError;
use tameio::ecr::mac::{CheckValue, MasterKey, SessionKey, WrappedKey};
use tameio::ecr::message::{Field, OrderKind, Problem};
use tameio::ecr::simulator::{Behaviour, RunningSimulator};
use tameio::ecr::terminal::{Dialect, EcrError, LostTrack, NoAnswer, ResendAllEnd, ResendEnd, SaleEnd, SaleRequest};

use super::scripted::{Event, after, answered, data, result, says};
use super::simulated::*;

const AADE: Dialect = Dialect::Aade;
const MASTER: &str = "ABCDEF01234567899876543210ABCDEF";

fn master() -> MasterKey {
    MasterKey::from_hex(MASTER).unwrap()
}

/// A session key that is this number's alone.
fn session_key(number: u8) -> SessionKey {
    let mut random = [0x5a; 16];
    random[0] = number << 1;
    SessionKey::from_random(random).unwrap()
}

fn wants_mac() -> Behaviour {
    Behaviour { master_key: Some(master()), ..Behaviour::new(AADE) }
}

/// Wraps, exchanges, and signs from now on.
fn load(desk: &mut Desk, key: &SessionKey) {
    desk.terminal.exchange_key(&master().wrap(key), key.check_value()).unwrap();
    desk.terminal.sign_with(Some(key.clone()));
}

/// Bodies of the desk's frames.
fn said(simulator: &RunningSimulator) -> Vec<String> {
    let frames = simulator.frames().into_iter().filter(|(from_desk, _)| *from_desk);
    frames.map(|(_, bytes)| String::from_utf8(bytes[9..].to_vec()).unwrap()).collect()
}

fn at() -> chrono::NaiveDateTime {
    request(1).at
}

#[test]
fn with_the_right_key_every_order_and_question_is_signed_and_taken() {
    for wire in [Wire::Tcp, Wire::Pty] {
        let simulator = simulator(wire, wants_mac());
        let mut desk = desk(&simulator, profile(AADE));
        let key = session_key(1);
        load(&mut desk, &key);
        for (session, kind) in [(1, OrderKind::Sale), (2, OrderKind::Void), (3, OrderKind::Refund)] {
            assert!(is_approved(&desk.sale(&SaleRequest { kind, ..request(session) }).0), "{kind:?}");
        }
        assert!(matches!(desk.terminal.resend(&request(1), &mut Steps::default()), ResendEnd::Approved(_)));
        desk.terminal.acknowledge(&request(1)).unwrap();
        let ResendAllEnd::Results(held) = desk.terminal.resend_all(at(), &mut Steps::default(), &mut |_| None) else {
            panic!("no list")
        };
        assert_eq!(held.len(), 2);
        desk.terminal.close();
        desk.terminal.echo("tameio").unwrap();

        let said = said(&simulator);
        let letters: String = said.iter().map(|body| &body[..1]).collect();
        assert_eq!(letters, "UAVZORLX");
        for body in &said {
            let signed = body.rsplit_once("/Q");
            assert_eq!(signed.is_some(), "AVZOL".contains(&body[..1]), "{body}");
            if let Some((covered, mac)) = signed {
                assert_eq!(mac, key.mac(covered.as_bytes()).to_hex(), "{body}");
            }
        }
    }
}

#[test]
fn what_is_not_signed_or_signed_otherwise_is_refused_and_charges_nobody() {
    let simulator = simulator(Wire::Tcp, wants_mac());
    let mut desk = desk(&simulator, profile(AADE));
    let refused = |desk: &mut Desk, code: ErrorCode| {
        assert!(code.asks_for_new_key());
        assert_eq!(desk.sale(&request(1)), (SaleEnd::Refused(code), vec!["sending"]));
        let why = NoAnswer::Lost(LostTrack::AskRefused(code));
        assert_eq!(desk.terminal.resend(&request(1), &mut Steps::default()), ResendEnd::NoAnswer(why.clone()));
        let end = desk.terminal.resend_all(at(), &mut Steps::default(), &mut |_| None);
        assert_eq!(end, ResendAllEnd::NoAnswer { so_far: vec![], why });
    };
    refused(&mut desk, ErrorCode::MAC_MISSING);
    // A key that the terminal never got.
    desk.terminal.sign_with(Some(session_key(1)));
    refused(&mut desk, ErrorCode::MAC_WRONG);
    load(&mut desk, &session_key(1));
    desk.terminal.sign_with(Some(session_key(2)));
    refused(&mut desk, ErrorCode::MAC_WRONG);
    desk.terminal.sign_with(None);
    refused(&mut desk, ErrorCode::MAC_MISSING);
    desk.terminal.sign_with(Some(session_key(1)));
    assert!(is_approved(&desk.sale(&request(1)).0));
    assert_eq!(simulator.book().len(), 1);
}

#[test]
fn a_key_that_the_terminal_forgot_is_exchanged_again() {
    let simulator = simulator(Wire::Tcp, wants_mac());
    let mut desk = desk(&simulator, profile(AADE));
    load(&mut desk, &session_key(1));
    assert!(is_approved(&desk.sale(&request(1)).0));
    simulator.forget_session_key();
    assert_eq!(desk.sale(&request(2)).0, SaleEnd::Refused(ErrorCode::MAC_WRONG));
    load(&mut desk, &session_key(2));
    assert!(is_approved(&desk.sale(&request(2)).0));
    assert_eq!(simulator.net_charged(), 5000);
}

#[test]
fn a_key_under_another_master_key_is_refused_and_the_old_one_stays() {
    let simulator = simulator(Wire::Tcp, wants_mac());
    let mut desk = desk(&simulator, profile(AADE));
    load(&mut desk, &session_key(1));
    let other = MasterKey::from_hex("0123456789ABCDEFFEDCBA9876543210").unwrap();
    let key = session_key(2);
    let refused = EcrError::Refused(ErrorCode::WRONG_PARAMETER);
    assert_eq!(desk.terminal.exchange_key(&other.wrap(&key), key.check_value()), Err(refused.clone()));
    let wrong_check = session_key(3).check_value();
    assert_eq!(desk.terminal.exchange_key(&master().wrap(&key), wrong_check), Err(refused));
    assert!(is_approved(&desk.sale(&request(1)).0));
}

#[test]
fn a_terminal_without_a_master_key_refuses_what_is_signed_and_the_key() {
    let simulator = simulator(Wire::Tcp, Behaviour::new(AADE));
    let mut desk = desk(&simulator, profile(AADE));
    let key = session_key(1);
    let refused = EcrError::Refused(ErrorCode::MAC_NOT_SUPPORTED);
    assert_eq!(desk.terminal.exchange_key(&master().wrap(&key), key.check_value()), Err(refused));
    desk.terminal.sign_with(Some(key));
    assert_eq!(desk.sale(&request(1)).0, SaleEnd::Refused(ErrorCode::MAC_NOT_SUPPORTED));
    desk.terminal.sign_with(None);
    assert!(is_approved(&desk.sale(&request(1)).0));
}

#[test]
fn mellon_has_no_keys_and_signs_nothing() {
    let mellon = Dialect::Mellon;
    let simulator = simulator(Wire::Tcp, Behaviour { master_key: Some(master()), ..Behaviour::new(mellon) });
    let mut desk = desk(&simulator, profile(mellon));
    let key = session_key(1);
    match desk.terminal.exchange_key(&master().wrap(&key), key.check_value()) {
        Err(EcrError::BadValue(bad)) => assert_eq!((bad.field, bad.problem), (Field::Command, Problem::NotSpoken)),
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.connects(), 0);
    desk.terminal.sign_with(Some(key));
    assert!(is_approved(&desk.sale(&request(1)).0));
    assert!(!said(&simulator)[0].contains("/Q"));
}

#[test]
fn a_terminal_that_is_switched_off_and_on_keeps_its_key_until_it_forgets_it() {
    let simulator = tameio::ecr::simulator::serve_tcp(&tameio_testing::own_address(), wants_mac()).unwrap();
    let address = simulator.address().unwrap().to_string();
    let mut desk = desk_over(plain(&simulator), profile(AADE));
    load(&mut desk, &session_key(1));
    let memory = simulator.stop_and_keep();
    let simulator = tameio::ecr::simulator::serve_tcp_with(&address, wants_mac(), memory).unwrap();
    assert!(is_approved(&desk.sale(&request(1)).0));
    let memory = simulator.stop_and_keep();
    let simulator = tameio::ecr::simulator::serve_tcp_with(&address, wants_mac(), memory).unwrap();
    simulator.forget_session_key();
    assert_eq!(desk.sale(&request(2)).0, SaleEnd::Refused(ErrorCode::MAC_WRONG));
    assert_eq!(simulator.book().len(), 1);
}

fn published() -> (WrappedKey, CheckValue) {
    let wrapped = WrappedKey::from_hex("1ED9F7AE0B2509281BBC2DE38EF2A12B").unwrap();
    (wrapped, CheckValue::from_hex("CC5FFF").unwrap())
}

#[test]
fn an_exchange_believes_only_the_answer_to_it() {
    let exchange = |answers| {
        let mut bench = answered(AADE, answers);
        let (key, check) = published();
        let end = bench.terminal.exchange_key(&key, check);
        assert_eq!(bench.sent(), ["ECR0110U/RABC00111/CMAC_K:1ED9F7AE0B2509281BBC2DE38EF2A12B:CC5FFF"]);
        (end, bench.terminal.take_unclaimed().len())
    };
    let foreign = result(AADE, "000676", "00", Some(&data(AADE, 2500)));
    let others = vec![says(0.1, AADE, &foreign), says(0.2, AADE, "X/tameio/T1:2"), says(0.5, AADE, "E/000")];
    assert_eq!(exchange(others), (Ok(()), 1));
    for code in ["501", "500", "999", "123"] {
        let refused = EcrError::Refused(ErrorCode::parse(code).unwrap());
        assert_eq!(exchange(vec![says(0.1, AADE, &format!("E/{code}"))]), (Err(refused), 0));
    }
    assert_eq!(exchange(vec![]), (Err(EcrError::Silent), 0));
    assert_eq!(exchange(vec![after(0.1, Event::Bytes(vec![0xff; 20]))]), (Err(EcrError::Unreadable), 0));
    let closed = EcrError::Link(LinkError::Closed);
    assert_eq!(exchange(vec![after(0.1, Event::Fail(LinkError::Closed))]), (Err(closed), 0));
}

#[test]
fn a_line_that_repeats_what_the_desk_wrote_does_not_stand_in_the_way() {
    let mut bench = answered(AADE, vec![]);
    let (key, check) = published();
    assert_eq!(bench.terminal.exchange_key(&key, check), Err(EcrError::Silent));
    let own = bench.world.lock().unwrap().sent[0].clone();
    let answers = vec![after(0.0, Event::Bytes(own)), says(0.2, AADE, "E/000")];
    assert_eq!(answered(AADE, answers).terminal.exchange_key(&key, check), Ok(()));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_key_and_no_mac_is_in_a_log_a_trace_or_a_debug_text() {
    let log = Log::default();
    let writer = log.clone();
    // Of all threads: the simulated terminal's too.
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
    tracing::subscriber::set_global_default(subscriber.finish()).unwrap();

    let simulator = simulator(Wire::Tcp, wants_mac());
    let mut desk = desk(&simulator, profile(AADE));
    let key = session_key(1);
    load(&mut desk, &key);
    let mut notes = super::scripted::Notes::default();
    assert!(is_approved(&desk.terminal.sale(&request(1), &mut notes)));
    let _ = desk.terminal.resend_all(at(), &mut notes, &mut |_| None);
    let other = session_key(2);
    let refused = desk.terminal.exchange_key(&master().wrap(&other), key.check_value());
    let mut seen = format!("{:?}{:?}{refused:?}{:?}{simulator:?}", notes.traces, desk.terminal, wants_mac());
    seen += &format!("{:?}{:?}{:?}", master(), key, master().wrap(&key));
    seen += &format!("{:?}", simulator.stop_and_keep());
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("control") && logged.contains("resend_all"), "the log was not read");
    seen += &logged;

    let mac = key.mac(b"A/S000001/F2500:978:2/D20261123101502/RABC00111/H121/T1/M0").to_hex();
    let secrets = [
        MASTER.to_owned(),
        master().to_secret_hex(),
        master().wrap(&key).to_hex(),
        master().wrap(&other).to_hex(),
        mac,
        // Most bytes of both session keys.
        "5B5B5B".to_owned(),
    ];
    for secret in secrets {
        let lower = secret.to_lowercase();
        assert!(!seen.contains(&secret) && !seen.contains(&lower), "{secret} in {seen}");
    }
}
