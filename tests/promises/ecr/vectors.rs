//! The published frames and MACs, encoded and decoded in both directions, and the same for random messages;
//! arbitrary bytes never panic a parser.

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use serde_json::Value;
use tameio::domain::card::{CardData, MaskedPan};
use tameio::domain::money::Money;
use tameio::domain::session::SessionNo;
use tameio::ecr::aade;
use tameio::ecr::codes::{ErrorCode, ResultCode};
use tameio::ecr::dialect::Dialect;
use tameio::ecr::frame::{Decoder, Direction, Frame, Variant};
use tameio::ecr::mac::{CheckValue, Mac, MasterKey, WrappedKey};
use tameio::ecr::message::{
    ControlCommand, Order, OrderKind, PaymentData, Reply, ReplySession, Reported, Request, ResultReply,
};
use tameio::ecr::terminal::AadeData;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../vectors/ecr-vectors.json")).unwrap()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}")).to_owned()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn session(value: &Value) -> SessionNo {
    SessionNo::parse(&text(value, "session")).unwrap()
}

fn money(value: &Value, key: &str) -> Money {
    Money::from_cents(value[key].as_i64().unwrap()).unwrap()
}

fn time(value: &Value) -> NaiveDateTime {
    text(value, "datetime").parse().unwrap()
}

fn mac(value: &Value) -> Option<Mac> {
    value["mac"].as_str().map(|hex| Mac::from_hex(hex).unwrap())
}

/// What a frame of the desk says, built from the facts beside it and not from its bytes.
fn expected_request(vector: &Value) -> Request {
    let facts = &vector["expect"];
    match vector["name"].as_str().unwrap() {
        "echo request" => Request::Echo { text: text(vector, "body").split_off(2), ecr: None },
        "sale, later declined" | "sale with MAC" => Request::Order(Order {
            kind: OrderKind::Sale,
            session: session(facts),
            amount: money(facts, "amount_cents"),
            at: time(facts),
            ecr: text(facts, "ecr"),
            operator: text(facts, "operator"),
            receipt: text(facts, "receipt"),
            custom: text(facts, "custom"),
            mac: mac(facts),
        }),
        "acknowledgement" => Request::Acknowledge {
            session: ReplySession::Numbered(session(facts)),
            ecr: text(facts, "ecr"),
            amount: money(facts, "amount_cents"),
            receipt: text(facts, "receipt"),
            second_receipt: None,
        },
        "resend one, with MAC" => Request::Resend {
            session: session(facts),
            amount: money(facts, "amount_cents"),
            ecr: text(facts, "ecr"),
            receipt: text(facts, "receipt"),
            mac: mac(facts),
        },
        "load a session key" => Request::Control {
            ecr: "ABC00111222".to_owned(),
            command: ControlCommand::LoadKey {
                key: WrappedKey::from_hex(&text(facts, "value")).unwrap(),
                check: CheckValue::from_hex(&text(facts, "kcv")).unwrap(),
            },
        },
        other => panic!("a vector without a test: {other}"),
    }
}

/// What a frame of the terminal says.
fn expected_reply(vector: &Value) -> Reply {
    let facts = &vector["expect"];
    let result = |code: &str, data| {
        Reply::Result(ResultReply {
            session: ReplySession::Numbered(session(facts)),
            ecr: None,
            receipt: None,
            custom: None,
            code: ResultCode::parse(code).unwrap(),
            data,
            slip: None,
        })
    };
    match vector["name"].as_str().unwrap() {
        "echo reply" => Reply::Echo {
            text: text(facts, "text"),
            terminal_id: text(facts, "tid"),
            app_version: text(facts, "app_version"),
        },
        "confirmed" => Reply::Confirmed {
            kind: OrderKind::Sale,
            session: ReplySession::Numbered(session(facts)),
            amount: money(facts, "amount_cents"),
            ecr: None,
            receipt: None,
        },
        "declined" => result(&text(facts, "code"), Reported::Nothing),
        "approved after a loyalty redemption" => {
            let card = CardData {
                card_type: text(facts, "card_type"),
                pan_masked: MaskedPan::parse(&text(facts, "pan_masked")).unwrap(),
                amount: money(facts, "amount_cents"),
                final_amount: money(facts, "final_amount_cents"),
                acquirer: text(facts, "acquirer"),
                terminal_id: text(facts, "terminal_id"),
                batch: text(facts, "batch"),
                rrn: text(facts, "rrn"),
                stan: text(facts, "stan"),
                auth_code: text(facts, "auth_code"),
                at: Some(time(facts)),
            };
            let data = PaymentData { card, pan_was_hidden: false, more: None };
            result(&text(facts, "code"), Reported::Payment(Box::new(data)))
        }
        other => panic!("a vector without a test: {other}"),
    }
}

fn only_frame(bytes: &[u8]) -> Frame {
    let mut decoder = Decoder::new();
    decoder.push(bytes);
    let frame = decoder.next().unwrap().unwrap();
    assert!(!decoder.is_partial());
    frame
}

#[test]
fn every_published_frame_is_written_and_read_to_the_byte() {
    let vectors = vectors();
    let mut seen = 0;
    for (key, dialect) in [("mellon", Dialect::Mellon), ("aade", Dialect::Aade)] {
        for vector in vectors[key].as_array().unwrap() {
            let name = text(vector, "name");
            let wire = bytes(&text(vector, "hex"));
            let frame = only_frame(&wire);
            assert_eq!(frame.encode().unwrap(), wire, "{name}");
            if let Some(body) = vector["body"].as_str() {
                assert_eq!(frame.body, body.as_bytes(), "{name}");
            }
            if vector["from"] == "desk" {
                let request = expected_request(vector);
                assert_eq!(frame.direction, Direction::Ecr, "{name}");
                assert_eq!(dialect.decode_request(&frame).unwrap(), request, "{name}");
                assert_eq!(dialect.encode_request(&request, frame.variant).unwrap(), wire, "{name}");
            } else {
                let reply = expected_reply(vector);
                assert_eq!(dialect.decode_reply(&frame).unwrap(), reply, "{name}");
                assert_eq!(dialect.encode_reply(&reply, frame.variant).unwrap(), wire, "{name}");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 11);
}

#[test]
fn the_session_key_unwraps_to_the_published_check_value_and_macs() {
    let facts = &vectors()["mac"];
    let master = MasterKey::from_hex(&text(facts, "master_key")).unwrap();
    let wrapped = WrappedKey::from_hex(&text(facts, "encrypted_session_key")).unwrap();
    let check = CheckValue::from_hex(&text(facts, "kcv")).unwrap();
    let key = master.unwrap_key(&wrapped, check).unwrap();
    assert_eq!(master.wrap(&key), wrapped);
    assert_eq!(master.to_secret_hex(), text(facts, "master_key"));
    assert!(key == tameio::ecr::mac::SessionKey::from_hex(&text(facts, "session_key")).unwrap());
    assert_eq!(key.check_value().to_hex(), text(facts, "kcv"));
    let macs = facts["macs"].as_array().unwrap();
    assert_eq!(macs.len(), 2);
    for case in macs {
        assert_eq!(key.mac(text(case, "body").as_bytes()).to_hex(), text(case, "mac"));
    }
}

#[test]
fn signing_a_request_adds_the_published_mac() {
    let vectors = vectors();
    let key = tameio::ecr::mac::SessionKey::from_hex(&text(&vectors["mac"], "session_key")).unwrap();
    let mut signed = 0;
    for vector in vectors["aade"].as_array().unwrap().iter().filter(|vector| !vector["expect"]["mac"].is_null()) {
        let mut request = expected_request(vector);
        match &mut request {
            Request::Order(order) => order.mac = None,
            Request::Resend { mac, .. } => *mac = None,
            other => panic!("{other:?}"),
        }
        let request = aade::sign(request, &key).unwrap();
        let published = bytes(&text(vector, "hex"));
        let frame = only_frame(&published);
        assert_eq!(Dialect::Aade.encode_request(&request, frame.variant).unwrap(), published);
        assert_eq!(key.mac(aade::covered(&frame.body)).to_hex(), text(&vector["expect"], "mac"));
        signed += 1;
    }
    assert_eq!(signed, 2);
}

/// No frames of these are published: they are the published sales under another letter.
#[test]
fn voids_and_refunds_are_the_published_sales_under_their_letters() {
    let vectors = vectors();
    let sales = [(Dialect::Mellon, &vectors["mellon"][2]), (Dialect::Aade, &vectors["aade"][1])];
    for (dialect, vector) in sales {
        let published = bytes(&text(vector, "hex"));
        let frame = only_frame(&published);
        assert_eq!((frame.body[0], published[9]), (b'A', b'A'));
        for (kind, letter) in [(OrderKind::Void, b'V'), (OrderKind::Refund, b'Z')] {
            let Request::Order(mut order) = expected_request(vector) else { panic!("no sale") };
            order.kind = kind;
            let mut wire = published.clone();
            wire[9] = letter;
            assert_eq!(dialect.encode_request(&Request::Order(order.clone()), frame.variant).unwrap(), wire);
            assert_eq!(dialect.decode_request(&only_frame(&wire)).unwrap(), Request::Order(order));
        }
    }
}

#[test]
fn asking_for_all_is_written_as_the_protocol_says_and_signed_over_its_body() {
    let key = tameio::ecr::mac::SessionKey::from_hex(&text(&vectors()["mac"], "session_key")).unwrap();
    let at = "2022-05-24T10:25:17".parse().unwrap();
    let request = Request::ResendAll { ecr: "ABC00111222".to_owned(), at, mac: None };
    let body = "L/RABC00111222/D20220524102517";
    assert_eq!(aade::encode_request(&request).unwrap(), body.as_bytes());
    let signed = aade::sign(request, &key).unwrap();
    let wire = Dialect::Aade.encode_request(&signed, Variant::TerminalPrints).unwrap();
    let frame = only_frame(&wire);
    assert_eq!(frame.body, format!("{body}/Q{}", key.mac(body.as_bytes()).to_hex()).into_bytes());
    assert_eq!(Dialect::Aade.decode_request(&frame).unwrap(), signed);
}

#[test]
fn the_group_field_is_read_with_and_without_its_first_separator() {
    let vector = &vectors()["mellon"][2];
    let mut frame = only_frame(&bytes(&text(vector, "hex")));
    let body = String::from_utf8(frame.body.clone()).unwrap();
    assert!(body.contains("/G:0:0:0:0/"));
    frame.body = body.replace("/G:0", "/G0").into_bytes();
    assert_eq!(Dialect::Mellon.decode_request(&frame).unwrap(), expected_request(vector));
}

#[test]
fn the_fields_of_a_result_may_come_in_another_order() {
    let data = "Visa:00:************3489:2500:2500:0:0:0:11:64999999:91:1:65:787032:20211126180454:0";
    let read = |body: String| {
        let frame = Frame {
            direction: Direction::Pos,
            variant: Variant::TerminalPrints,
            version: Dialect::Aade.version(),
            body: body.into_bytes(),
        };
        Dialect::Aade.decode_reply(&frame).unwrap()
    };
    let usual = read(format!("R/S001008/RABC/T1020/M0/C00/D{data}/Pa/b:c"));
    assert_eq!(read(format!("R/C00/D{data}/M0/T1020/S001008/RABC/Pa/b:c")), usual);
    // A field that nobody knows does not hide those that are known.
    assert_eq!(read(format!("R/S001008/N9/RABC/T1020/M0/C00/D{data}/Pa/b:c")), usual);
}

fn sessions() -> impl Strategy<Value = SessionNo> {
    (1u32..=999_999).prop_map(|number| SessionNo::new(number).unwrap())
}

fn amounts() -> impl Strategy<Value = Money> {
    (0i64..=99_999_999_999).prop_map(|cents| Money::from_cents(cents).unwrap())
}

fn times() -> impl Strategy<Value = NaiveDateTime> {
    (0i64..20_000, 0u32..86_400).prop_map(|(days, seconds)| {
        let day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::TimeDelta::days(days);
        day.and_hms_opt(seconds / 3600, seconds / 60 % 60, seconds % 60).unwrap()
    })
}

fn macs(dialect: Dialect) -> BoxedStrategy<Option<Mac>> {
    match dialect {
        Dialect::Mellon => Just(None).boxed(),
        Dialect::Aade => prop::option::of("[0-9A-F]{8}".prop_map(|hex| Mac::from_hex(&hex).unwrap())).boxed(),
    }
}

const PLAIN: &str = "[ -.0-9;-\\[\\]-~]";

/// Printable characters but the separators.
fn plain(sizes: &str) -> BoxedStrategy<String> {
    proptest::string::string_regex(&format!("{PLAIN}{sizes}")).unwrap().boxed()
}

fn requests(dialect: Dialect) -> BoxedStrategy<Request> {
    let aade = dialect == Dialect::Aade;
    let ecr = if aade { "[A-Za-z0-9]{1,11}" } else { "[A-Za-z0-9]{1,8}" };
    let kinds = if aade { &OrderKind::ALL[..] } else { &OrderKind::ALL[..3] };
    let an = "[A-Za-z0-9]{1,8}";
    let echo_ecr = if aade { prop::option::of(ecr).boxed() } else { Just(None).boxed() };
    let echo = (plain("{1,100}"), echo_ecr).prop_map(|(text, ecr)| Request::Echo { text, ecr });
    let names = (prop::sample::select(kinds), sessions(), amounts(), times());
    let texts = (ecr, an, an, plain("{1,100}"), macs(dialect));
    let order = (names, texts).prop_map(|((kind, session, amount, at), (ecr, operator, receipt, custom, mac))| {
        Request::Order(Order { kind, session, amount, at, ecr, operator, receipt, custom, mac })
    });
    if !aade {
        return prop_oneof![echo, order].boxed();
    }
    let acknowledge = (sessions(), ecr, amounts(), an, prop::option::of(an)).prop_map(
        |(session, ecr, amount, receipt, second_receipt)| Request::Acknowledge {
            session: ReplySession::Numbered(session),
            ecr,
            amount,
            receipt,
            second_receipt,
        },
    );
    let resend = (sessions(), ecr, amounts(), an, macs(dialect))
        .prop_map(|(session, ecr, amount, receipt, mac)| Request::Resend { session, amount, ecr, receipt, mac });
    let resend_all = (ecr, times(), macs(dialect)).prop_map(|(ecr, at, mac)| Request::ResendAll { ecr, at, mac });
    let load = ("[0-9A-F]{32}", "[0-9A-F]{6}").prop_map(|(key, check)| ControlCommand::LoadKey {
        key: WrappedKey::from_hex(&key).unwrap(),
        check: CheckValue::from_hex(&check).unwrap(),
    });
    let command = prop_oneof![load, any::<bool>().prop_map(ControlCommand::UnbindPos)];
    let control = (ecr, command).prop_map(|(ecr, command)| Request::Control { ecr, command });
    prop_oneof![echo, order, acknowledge, resend, resend_all, control].boxed()
}

fn payments(dialect: Dialect) -> impl Strategy<Value = PaymentData> {
    let pan = "([0-9]{6}|\\*{6})\\*{4,9}[0-9]{4}";
    let head = (plain("{0,20}"), pan, amounts(), amounts(), plain("{0,4}"), plain("{0,12}"));
    let tail = (plain("{0,6}"), plain("{0,12}"), plain("{0,12}"), plain("{0,8}"), prop::option::of(times()));
    let more = match dialect {
        Dialect::Mellon => Just(None).boxed(),
        Dialect::Aade => {
            let money = || prop::option::of(amounts());
            let parts = (plain("{0,4}"), money(), money(), money(), plain("{0,4}"));
            let more = parts.prop_map(|(txn_type, tip, loyalty, cashback, ecr_status)| {
                Some(AadeData { txn_type, tip, loyalty, cashback, ecr_status })
            });
            more.boxed()
        }
    };
    (head, tail, more).prop_map(|(head, tail, more)| {
        let (card_type, pan, amount, final_amount, acquirer, terminal_id) = head;
        let (batch, rrn, stan, auth_code, at) = tail;
        let pan_masked = MaskedPan::parse(&pan).unwrap();
        let card = CardData {
            card_type,
            pan_masked,
            amount,
            final_amount,
            acquirer,
            terminal_id,
            batch,
            rrn,
            stan,
            auth_code,
            at,
        };
        PaymentData { card, pan_was_hidden: false, more }
    })
}

fn replies(dialect: Dialect) -> BoxedStrategy<Reply> {
    let aade = dialect == Dialect::Aade;
    let kinds = if aade { &OrderKind::ALL[..] } else { &OrderKind::ALL[..3] };
    let returned = move |pattern: &'static str| {
        if aade { prop::option::of(pattern).boxed() } else { Just(None).boxed() }
    };
    let session = || {
        prop_oneof![
            sessions().prop_map(ReplySession::Numbered),
            Just(ReplySession::KeyedOnTerminal),
            "[A-Z]{7,12}".prop_map(ReplySession::Other),
        ]
    };
    let echo = (plain("{1,100}"), plain("{0,12}"), plain("{0,12}"))
        .prop_map(|(text, terminal_id, app_version)| Reply::Echo { text, terminal_id, app_version });
    let names = (returned("[A-Z0-9]{0,11}"), returned("[A-Z0-9]{0,8}"));
    let confirmed = (prop::sample::select(kinds), session(), amounts(), names.clone())
        .prop_map(|(kind, session, amount, (ecr, receipt))| Reply::Confirmed { kind, session, amount, ecr, receipt });
    let data =
        prop_oneof![Just(Reported::Nothing), payments(dialect).prop_map(|data| Reported::Payment(Box::new(data)))];
    let slip = prop::option::of(prop::collection::vec(any::<u8>(), 0..200));
    let code = "[A-Z0-9]{2}".prop_map(|code| ResultCode::parse(&code).unwrap());
    let result = (session(), names, returned("[A-Z0-9 ]{0,20}"), code, data, slip).prop_map(
        |(session, (ecr, receipt), custom, code, data, slip)| {
            Reply::Result(ResultReply { session, ecr, receipt, custom, code, data, slip })
        },
    );
    let error = "[A-Z0-9]{3}".prop_map(|code| Reply::Error(ErrorCode::parse(&code).unwrap()));
    prop_oneof![echo, confirmed, result, error].boxed()
}

fn dialects() -> impl Strategy<Value = Dialect> {
    prop::sample::select(&Dialect::ALL[..])
}

fn variants() -> impl Strategy<Value = Variant> {
    prop::sample::select(&Variant::ALL[..])
}

/// Bodies that look like bodies, published ones with a byte changed, and noise.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let published: Vec<Vec<u8>> = ["mellon", "aade"]
        .into_iter()
        .flat_map(|key| vectors()[key].as_array().unwrap().clone())
        .map(|vector| only_frame(&bytes(&text(&vector, "hex"))).body)
        .collect();
    let damaged = (prop::sample::select(published), any::<prop::sample::Index>(), any::<u8>(), 0u8..3).prop_map(
        |(mut body, at, byte, how)| {
            let at = at.index(body.len());
            match how {
                0 => body[at] = byte,
                1 => drop(body.remove(at)),
                _ => body.truncate(at),
            }
            body
        },
    );
    prop_oneof![
        "[A-Z](/[A-Z][ -~]{0,20}){0,8}".prop_map(String::into_bytes),
        damaged,
        prop::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #[test]
    fn requests_survive_the_wire((dialect, request) in dialects().prop_flat_map(|d| (Just(d), requests(d))), variant in variants()) {
        let wire = dialect.encode_request(&request, variant).unwrap();
        prop_assert_eq!(dialect.decode_request(&only_frame(&wire)).unwrap(), request);
    }

    #[test]
    fn replies_survive_the_wire((dialect, reply) in dialects().prop_flat_map(|d| (Just(d), replies(d))), variant in variants()) {
        let wire = dialect.encode_reply(&reply, variant).unwrap();
        prop_assert_eq!(dialect.decode_reply(&only_frame(&wire)).unwrap(), reply);
    }

    #[test]
    fn what_is_read_is_written_and_read_the_same(dialect in dialects(), variant in variants(), body in bodies()) {
        let from = |direction| Frame { direction, variant, version: dialect.version(), body: body.clone() };
        if let Ok(request) = dialect.decode_request(&from(Direction::Ecr)) {
            let wire = dialect.encode_request(&request, variant).unwrap();
            prop_assert_eq!(dialect.decode_request(&only_frame(&wire)).unwrap(), request);
        }
        match dialect.decode_reply(&from(dialect.terminal())) {
            // What was not kept cannot be written.
            Ok(Reply::Result(ResultReply { data: Reported::Unreadable, .. })) | Err(_) => {}
            Ok(mut reply) => {
                let wire = dialect.encode_reply(&reply, variant).unwrap();
                if let Reply::Result(ResultReply { data: Reported::Payment(data), .. }) = &mut reply {
                    data.pan_was_hidden = false;
                }
                prop_assert_eq!(dialect.decode_reply(&only_frame(&wire)).unwrap(), reply);
            }
        }
    }

    #[test]
    fn a_value_with_a_separator_or_greek_is_never_written(
        dialect in dialects(),
        bad in "[A-Z0-9]{0,3}[/:\\\\αΩ€\n]",
        place in 0usize..4,
    ) {
        let mut texts = ["8".to_owned(), "121".to_owned(), "677".to_owned(), "0".to_owned()];
        texts[place] = bad;
        let [ecr, operator, receipt, custom] = texts;
        let order = Order {
            kind: OrderKind::Sale,
            session: SessionNo::new(1).unwrap(),
            amount: Money::from_cents(100).unwrap(),
            at: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(10, 15, 2).unwrap(),
            ecr, operator, receipt, custom,
            mac: None,
        };
        prop_assert!(dialect.encode_request(&Request::Order(order), Variant::TerminalPrints).is_err());
    }
}
