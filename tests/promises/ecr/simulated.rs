//! A desk's terminal joined to the simulated one, over TCP and over a pseudo-terminal.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tameio::domain::money::Money;
use tameio::domain::session::SessionNo;
use tameio::ecr::frame::{Decoder, Variant};
use tameio::ecr::link::{Connector, Link, LinkError, SerialConnector, TcpConnector};
use tameio::ecr::message::OrderKind;
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, serve_pty, serve_tcp};
use tameio_testing::PATIENT;

use tameio::ecr::terminal::{Dialect, JournalRefused, SaleEnd, SaleJournal, SaleRequest, Terminal, TerminalProfile};

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wire {
    Tcp,
    Pty,
}

/// Counts how often the line is opened.
pub struct Counted {
    pub connector: Box<dyn Connector>,
    pub count: Arc<AtomicUsize>,
}

impl Connector for Counted {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        self.count.fetch_add(1, Ordering::SeqCst);
        self.connector.connect()
    }

    fn describe(&self) -> String {
        self.connector.describe()
    }
}

#[derive(Default)]
pub struct Steps(pub Vec<&'static str>);

impl SaleJournal for Steps {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        self.0.push("sending");
        Ok(())
    }

    fn confirmed(&mut self) {
        self.0.push("confirmed");
    }
}

pub struct Desk {
    pub terminal: Terminal,
    pub connects: Arc<AtomicUsize>,
}

impl Desk {
    pub fn sale(&mut self, request: &SaleRequest) -> (SaleEnd, Vec<&'static str>) {
        let mut steps = Steps::default();
        let end = self.terminal.sale(request, &mut steps);
        (end, steps.0)
    }

    pub fn connects(&self) -> usize {
        self.connects.load(Ordering::SeqCst)
    }
}

pub fn profile(dialect: Dialect) -> TerminalProfile {
    TerminalProfile {
        dialect,
        variant: Variant::TerminalPrints,
        ecr_id: "ABC00111".to_owned(),
        echo_timeout: PATIENT,
        confirm_timeout: PATIENT,
        result_timeout: PATIENT,
        keep_open: false,
    }
}

/// The line that the settings would give, with real waits: for a terminal that is replaced by another one. Only answers
/// are waited for on it.
pub fn plain(simulator: &RunningSimulator) -> Box<dyn Connector> {
    match (simulator.address(), simulator.port_path()) {
        (Some(address), _) => Box::new(TcpConnector::new(address.to_string(), PATIENT)),
        (None, Some(port)) => Box::new(SerialConnector::new(port, 115_200)),
        (None, None) => panic!("a simulator without a place"),
    }
}

pub fn desk(simulator: &RunningSimulator, profile: TerminalProfile) -> Desk {
    desk_over(simulator.attentive(), profile)
}

pub fn desk_over(connector: Box<dyn Connector>, profile: TerminalProfile) -> Desk {
    let connects = Arc::new(AtomicUsize::new(0));
    let counted = Counted { connector, count: Arc::clone(&connects) };
    Desk { terminal: Terminal::new(profile, Box::new(counted), 0), connects }
}

pub fn simulator(wire: Wire, behaviour: Behaviour) -> RunningSimulator {
    match wire {
        Wire::Tcp => serve_tcp("127.0.0.1:0", behaviour).unwrap(),
        Wire::Pty => serve_pty(behaviour).unwrap(),
    }
}

pub fn of_mood(dialect: Dialect, mood: Mood) -> Behaviour {
    Behaviour { mood, ..Behaviour::new(dialect) }
}

pub fn request(session: u32) -> SaleRequest {
    SaleRequest {
        kind: OrderKind::Sale,
        session: SessionNo::new(session).unwrap(),
        amount: euro(2500),
        at: "2026-11-23T10:15:02".parse().unwrap(),
        operator: "121".to_owned(),
        receipt: format!("{session}"),
        custom: "0".to_owned(),
    }
}

pub fn euro(cents: i64) -> Money {
    Money::from_cents(cents).unwrap()
}

/// Waits for what the terminal is about to do.
pub fn eventually(simulator: &RunningSimulator, what: &str, holds: impl Fn() -> bool) {
    assert!(simulator.wait_until(PATIENT, |_| holds()), "never: {what}");
}

/// The frames as `>A` (from the desk) and `<R` (from the terminal), errors with their code, noise as `<?`.
pub fn talk(simulator: &RunningSimulator) -> Vec<String> {
    let mut talk = Vec::new();
    for (from_desk, bytes) in simulator.frames() {
        let side = if from_desk { '>' } else { '<' };
        let mut decoder = Decoder::new();
        decoder.push(&bytes);
        loop {
            match decoder.next() {
                Ok(Some(frame)) if frame.body[0] == b'E' => {
                    talk.push(format!("{side}{}", String::from_utf8_lossy(&frame.body)));
                }
                Ok(Some(frame)) => talk.push(format!("{side}{}", char::from(frame.body[0]))),
                Ok(None) => break,
                Err(_) => {
                    talk.push(format!("{side}?"));
                    break;
                }
            }
        }
    }
    talk
}

pub fn is_approved(end: &SaleEnd) -> bool {
    matches!(end, SaleEnd::Approved(approval) if approval.amount == euro(2500) && approval.card.amount == euro(2500))
}
