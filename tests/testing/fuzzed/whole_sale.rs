//! One sale against a terminal that says anything at any time: it ends, in bounded time; the request is written
//! once at most and after the journal; nothing is approved or declined that the terminal did not say of this
//! sale; and asking again and acknowledging end too.

use std::io::ErrorKind;
use std::time::Duration;

use tameio::domain::money::Money;
use tameio::domain::session::SessionNo;
use tameio::ecr::frame::{Frame, MAX_LENGTH, MIN_LENGTH, Variant};
use tameio::ecr::link::LinkError;
use tameio::ecr::message::OrderKind;
use tameio::ecr::terminal::{
    Approval, Dialect, JournalRefused, ResendEnd, SaleEnd, SaleJournal, SaleRequest, Terminal, TerminalProfile,
};

use super::scripted_line::{Event, Script, ScriptedConnector};

const CONFIRM: Duration = Duration::from_secs(2);
const RESULT: Duration = Duration::from_secs(180);
/// For quiet before a request (5 s), a frame that has begun (3 s), and order afterwards (5 s), with some room.
const BESIDE: Duration = Duration::from_secs(20);
const ECR: &str = "ABC00111";
const RECEIPT: &str = "677";
const CENTS: i64 = 2500;

/// Byte 0: dialect, variant, whether the line stays open. Events follow: what happens (byte 0), how much later
/// (byte 1), how many bytes belong to it (byte 2), and these. See [`script`].
pub fn check(data: &[u8]) {
    let Some((mode, events)) = data.split_first() else { return };
    let dialect = if mode & 1 == 0 { Dialect::Mellon } else { Dialect::Aade };
    let variant = if mode & 2 == 0 { Variant::TerminalPrints } else { Variant::DeskPrints };
    let connector = ScriptedConnector::new(scripts(events, dialect, variant));
    let profile = TerminalProfile {
        dialect,
        variant,
        ecr_id: ECR.to_owned(),
        echo_timeout: CONFIRM,
        confirm_timeout: CONFIRM,
        result_timeout: RESULT,
        keep_open: mode & 4 != 0,
    };
    let mut terminal = Terminal::new(profile, Box::new(connector.clone()), 0);
    let request = request();
    let mut journal = Journal { connector: connector.clone(), sending: 0, confirmed: 0 };
    let end = terminal.sale(&request, &mut journal);
    assert!(connector.world().clock <= CONFIRM + RESULT + BESIDE, "a sale takes {:?}", connector.world().clock);
    let orders = connector.world().written.len();
    assert!(orders <= 1 && journal.sending <= 1 && journal.confirmed <= 1, "a request is written twice");
    assert_eq!(orders == 0, matches!(end, SaleEnd::NotSent(_)));
    let said = connector.world().read.clone();
    let ended = match &end {
        SaleEnd::Approved(approval) => {
            approved(approval, &request, dialect, &said);
            terminal.acknowledge(&request).is_ok()
        }
        SaleEnd::Declined(code) => {
            assert!(!code.is_approved() && holds(&said, b"R/") && holds(&said, b"/C"));
            terminal.acknowledge(&request).is_ok()
        }
        SaleEnd::Refused(code) => {
            assert!(!code.is_success() && journal.confirmed == 0);
            assert!(holds(&said, format!("E/{code}").as_bytes()), "nobody refused");
            true
        }
        SaleEnd::NotSent(_) => true,
        SaleEnd::Unknown(_) => false,
    };
    if !ended {
        ask_again(&mut terminal, &request, dialect, &connector);
    }
    let orders = connector.world().written.iter().filter(|bytes| holds(bytes, b"A/S")).count();
    assert!(orders <= 1, "a card is charged twice");
}

fn ask_again(terminal: &mut Terminal, request: &SaleRequest, dialect: Dialect, connector: &ScriptedConnector) {
    let before = connector.world().clock;
    match terminal.resend(request, &mut Journal { connector: connector.clone(), sending: 0, confirmed: 0 }) {
        ResendEnd::Approved(approval) => approved(&approval, request, dialect, &connector.world().read),
        ResendEnd::Declined(code) => assert!(!code.is_approved()),
        ResendEnd::CannotAsk => assert_eq!(dialect, Dialect::Mellon),
        ResendEnd::NothingHeld | ResendEnd::NoAnswer(_) => {}
    }
    let took = connector.world().clock - before;
    assert!(took <= CONFIRM * 2 + BESIDE, "asking again takes {took:?}");
}

/// Held against the bytes themselves, which no parser has seen.
fn approved(approval: &Approval, request: &SaleRequest, dialect: Dialect, said: &[u8]) {
    assert_eq!((approval.session, approval.amount), (request.session, request.amount));
    assert_eq!(approval.card.amount, request.amount, "the terminal names another amount");
    assert!(holds(said, b"R/") && holds(said, b"/C00"), "nobody approved");
    // A session may come without its leading zeros, and so may an amount come with some.
    assert!(holds(said, b"677") && holds(said, b"2500:"), "another sale was approved");
    if dialect == Dialect::Aade {
        assert!(holds(said, format!("/R{ECR}").as_bytes()) && holds(said, format!("/T{RECEIPT}").as_bytes()));
    }
    let digits = approval.card.pan_masked.as_str().bytes().filter(u8::is_ascii_digit).count();
    assert!(digits <= 10, "a card number in clear is kept");
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn request() -> SaleRequest {
    SaleRequest {
        kind: OrderKind::Sale,
        session: SessionNo::new(677).expect("a session"),
        amount: Money::from_cents(CENTS).expect("an amount"),
        at: "2026-11-23T10:15:02".parse().expect("a time"),
        operator: "121".to_owned(),
        receipt: RECEIPT.to_owned(),
        custom: String::new(),
    }
}

struct Journal {
    connector: ScriptedConnector,
    sending: usize,
    confirmed: usize,
}

impl SaleJournal for Journal {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        assert!(self.connector.world().written.is_empty(), "written before the journal");
        self.sending += 1;
        Ok(())
    }

    fn confirmed(&mut self) {
        assert_eq!(self.connector.world().written.len(), 1);
        self.confirmed += 1;
    }
}

/// What happens on the line, script by script: `/` begins the next one, and the first belongs to the opening.
fn scripts(mut events: &[u8], dialect: Dialect, variant: Variant) -> Vec<Script> {
    let mut scripts = vec![Script::new()];
    while let Some(([what, later, count], rest)) = events.split_first_chunk::<3>() {
        let (bytes, rest) = rest.split_at(rest.len().min(usize::from(*count)));
        events = rest;
        if *what == b'/' {
            scripts.push(Script::new());
        } else if let (Some(event), Some(script)) = (event(*what, bytes, dialect, variant), scripts.last_mut()) {
            script.push((pause(*later), event));
        }
    }
    scripts
}

/// Hundredths of a second up to 1.27 s, then two seconds more each.
fn pause(later: u8) -> Duration {
    match later {
        0..=127 => Duration::from_millis(u64::from(later) * 10),
        128.. => Duration::from_secs(u64::from(later - 127) * 2),
    }
}

/// By a letter, so that an input can be read and written by hand. Nothing where no byte would come: that is silence.
fn event(what: u8, bytes: &[u8], dialect: Dialect, variant: Variant) -> Option<Event> {
    let framed = |body: Vec<u8>| {
        let frame = Frame { direction: dialect.terminal(), variant, version: dialect.version(), body };
        frame.encode().unwrap_or_default()
    };
    match what {
        b'X' => return Some(Event::Fail(LinkError::Closed)),
        b'E' => return Some(Event::Fail(LinkError::Io { kind: ErrorKind::Other, detail: "scripted".to_owned() })),
        _ => {}
    }
    let bytes = match what {
        // A frame of the terminal with this body; and again and again.
        b'F' | b'R' => framed(bytes.to_vec()),
        // A confirmation and an approval of this sale, with these bytes after them.
        b'C' => framed([confirmed(dialect).as_bytes(), bytes].concat()),
        b'A' => framed([approval(dialect).as_bytes(), bytes].concat()),
        // A frame of the greatest length.
        b'L' => framed(bytes.iter().copied().cycle().take(MAX_LENGTH - MIN_LENGTH).collect()),
        // Bytes as they are: once; without end; and without end but slowly.
        _ => bytes.to_vec(),
    };
    let pause = match what {
        _ if bytes.is_empty() => return None,
        b'B' => Duration::ZERO,
        b'S' => Duration::from_millis(20),
        b'R' => Duration::from_millis(500),
        _ => return Some(Event::Bytes(bytes)),
    };
    Some(Event::Babble(bytes, pause))
}

fn confirmed(dialect: Dialect) -> String {
    match dialect {
        Dialect::Mellon => format!("A/S000677/F{CENTS}"),
        Dialect::Aade => format!("A/S000677/F{CENTS}/R{ECR}/T{RECEIPT}"),
    }
}

fn approval(dialect: Dialect) -> String {
    let tail = "11:64999999:000091:133030119089:000065:787032:20261123101533";
    match dialect {
        Dialect::Mellon => format!("R/S000677/C00/DVisa Credit:************3489:{CENTS}:{CENTS}:{tail}"),
        Dialect::Aade => {
            let head = format!("R/S000677/R{ECR}/T{RECEIPT}/M0/C00");
            format!("{head}/DVisa Credit:00:************3489:{CENTS}:{CENTS}:0:0:0:{tail}:0")
        }
    }
}
