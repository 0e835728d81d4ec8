//! Messages of the card terminal per second, in both dialects: from a message to the bytes on the wire, and from
//! the bytes, in one piece or one by one, to the message.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_arithmetic)]

mod support;

use std::hint::black_box;
use std::time::Duration;

use support::{Options, per_second};
use tameio::domain::card::{CardData, MaskedPan};
use tameio::domain::money::{DecimalMark, Money};
use tameio::domain::session::SessionNo;
use tameio::ecr::codes::ResultCode;
use tameio::ecr::dialect::Dialect;
use tameio::ecr::frame::{Decoder, Frame, Variant};
use tameio::ecr::message::{Order, OrderKind, Reply, ReplySession, Reported, Request, ResultReply};
use tameio::ecr::terminal::AadeData;

/// Messages in a round: enough that reading the clock does not count.
const ROUND: usize = 200;

fn main() {
    let span = if Options::read().tiny { Duration::from_millis(2) } else { Duration::from_millis(400) };
    println!("dialect  message                     bytes    encode/s   decode/s   byte by byte/s   MB/s decoded");
    for dialect in Dialect::ALL {
        let request = Request::Order(amount());
        measure(span, dialect, "request AMOUNT", &Message::Request(request));
        measure(span, dialect, "RESULT with data", &Message::Reply(Reply::Result(result(dialect, None))));
        let slip = slip(4_096);
        let printing = Reply::Result(result(dialect, Some(slip)));
        measure(span, dialect, "RESULT with 4 KiB of print", &Message::Reply(printing));
    }
}

enum Message {
    Request(Request),
    Reply(Reply),
}

impl Message {
    fn encode(&self, dialect: Dialect) -> Vec<u8> {
        match self {
            Message::Request(request) => dialect.encode_request(request, Variant::DeskPrints).unwrap(),
            Message::Reply(reply) => dialect.encode_reply(reply, Variant::DeskPrints).unwrap(),
        }
    }

    /// Reads a message of this kind.
    fn decode(&self, dialect: Dialect, frame: &Frame) -> Message {
        match self {
            Message::Request(_) => Message::Request(dialect.decode_request(frame).unwrap()),
            Message::Reply(_) => Message::Reply(dialect.decode_reply(frame).unwrap()),
        }
    }

    fn is(&self, other: &Message) -> bool {
        match (self, other) {
            (Message::Request(one), Message::Request(other)) => one == other,
            (Message::Reply(one), Message::Reply(other)) => one == other,
            _ => false,
        }
    }
}

fn measure(span: Duration, dialect: Dialect, name: &str, message: &Message) {
    let bytes = message.encode(dialect);
    let read = |portion: usize, decoder: &mut Decoder| {
        let mut found = None;
        for piece in bytes.chunks(portion) {
            decoder.push(piece);
            if let Some(frame) = decoder.next().unwrap() {
                found = Some(message.decode(dialect, &frame));
            }
        }
        found.unwrap()
    };
    assert!(read(1, &mut Decoder::new()).is(message) && read(bytes.len(), &mut Decoder::new()).is(message));
    let encoded = per_second(span, ROUND, || {
        for _ in 0..ROUND {
            black_box(message.encode(dialect));
        }
    });
    let mut decoder = Decoder::new();
    let [whole, split] = [bytes.len(), 1].map(|portion| {
        per_second(span, ROUND, || {
            for _ in 0..ROUND {
                black_box(read(portion, &mut decoder));
            }
        })
    });
    let dialect = if dialect == Dialect::Aade { "aade" } else { "mellon" };
    let flow = whole * bytes.len() as f64 / 1e6;
    println!("{dialect:8} {name:26} {:>6} {encoded:>11.0} {whole:>10.0} {split:>16.0} {flow:>14.0}", bytes.len());
}

fn amount() -> Order {
    Order {
        kind: OrderKind::Sale,
        session: SessionNo::new(1008).unwrap(),
        amount: Money::parse("128.40", DecimalMark::Point).unwrap(),
        at: "2026-11-23T10:15:02".parse().unwrap(),
        ecr: "ABC00111".to_owned(),
        operator: "maria".to_owned(),
        receipt: "001008".to_owned(),
        custom: "0".to_owned(),
        mac: None,
    }
}

fn result(dialect: Dialect, slip: Option<Vec<u8>>) -> ResultReply {
    let amount = Money::parse("128.40", DecimalMark::Point).unwrap();
    let card = CardData {
        card_type: "Visa Debit".to_owned(),
        pan_masked: MaskedPan::parse("************3489").unwrap(),
        amount,
        final_amount: amount,
        acquirer: "11".to_owned(),
        terminal_id: "64999999".to_owned(),
        batch: "91".to_owned(),
        rrn: "632710123456".to_owned(),
        stan: "000042".to_owned(),
        auth_code: "A1B2C3".to_owned(),
        at: Some("2026-11-23T10:15:01".parse().unwrap()),
    };
    let aade = dialect == Dialect::Aade;
    let echoed = |text: &str| aade.then(|| text.to_owned());
    let more = aade.then(|| AadeData { txn_type: "00".to_owned(), ecr_status: "0".to_owned(), ..AadeData::default() });
    ResultReply {
        session: ReplySession::Numbered(SessionNo::new(1008).unwrap()),
        ecr: echoed("ABC00111"),
        receipt: echoed("001008"),
        custom: echoed("0"),
        code: ResultCode::parse("00").unwrap(),
        data: Reported::Payment(Box::new(tameio::ecr::message::PaymentData { card, pan_was_hidden: false, more })),
        slip,
    }
}

/// Lines as a terminal prints them, in ISO-8859-7.
fn slip(length: usize) -> Vec<u8> {
    let (line, _, _) = encoding_rs::ISO_8859_7.encode("ΑΓΟΡΑ ΜΕ ΚΑΡΤΑ      128,40 ΕΥΡΩ\n");
    line.iter().copied().cycle().take(length).collect()
}
