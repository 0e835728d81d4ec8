//! A terminal on a scripted line whose clock is virtual, so that three minutes of silence take no time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tameio::domain::money::Money;
use tameio::domain::session::SessionNo;
use tameio::ecr::frame::{Frame, Variant};
use tameio::ecr::link::{Connector, Link, LinkError};
use tameio::ecr::message::OrderKind;
use tameio::ecr::terminal::{
    Dialect, Fate, JournalRefused, LostTrack, ReportedResult, SaleEnd, SaleJournal, SaleRequest, Terminal,
    TerminalProfile, TraceLine,
};

/// What happens on the line, and when.
#[derive(Clone)]
pub enum Event {
    Bytes(Vec<u8>),
    Fail(LinkError),
    /// These bytes, again and again, without a pause.
    Babble(Vec<u8>),
}

pub type Script = Vec<(Duration, Event)>;

/// One opened line: what waits on it, and what follows each write.
#[derive(Clone, Default)]
pub struct Opening {
    pub stale: Script,
    pub answers: Vec<Script>,
    pub write_fails: bool,
}

#[derive(Default)]
pub struct World {
    pub clock: Duration,
    /// When the last write happened.
    pub written: Duration,
    pub sent: Vec<Vec<u8>>,
    /// Bytes that the desk took off the line.
    pub read: usize,
    pub openings: VecDeque<Opening>,
    pub connects: usize,
    /// A wire, on which old answers may wait.
    pub wire: bool,
}

pub struct ScriptedLink {
    pub world: Arc<Mutex<World>>,
    pub pending: VecDeque<(Duration, Event)>,
    pub answers: VecDeque<Script>,
    pub write_fails: bool,
}

impl ScriptedLink {
    pub fn schedule(&mut self, from: Duration, script: Script) {
        self.pending.extend(script.into_iter().map(|(after, event)| (from + after, event)));
        self.pending.make_contiguous().sort_by_key(|(at, _)| *at);
    }
}

impl Link for ScriptedLink {
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        let now = {
            let mut world = self.world.lock().unwrap();
            world.sent.push(bytes.to_vec());
            world.written = world.clock;
            world.clock
        };
        let script = self.answers.pop_front().unwrap_or_default();
        self.schedule(now, script);
        if self.write_fails { Err(LinkError::Closed) } else { Ok(()) }
    }

    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        let mut world = self.world.lock().unwrap();
        let deadline = world.clock + patience;
        let Some((at, event)) = self.pending.front_mut().filter(|(at, _)| *at <= deadline) else {
            world.clock = deadline;
            return Ok(0);
        };
        world.clock = world.clock.max(*at);
        match event {
            Event::Bytes(bytes) => {
                let count = bytes.len().min(buffer.len());
                buffer[..count].copy_from_slice(&bytes[..count]);
                bytes.drain(..count);
                if bytes.is_empty() {
                    self.pending.pop_front();
                }
                world.read += count;
                Ok(count)
            }
            Event::Babble(bytes) => {
                buffer[..bytes.len()].copy_from_slice(bytes);
                world.read += bytes.len();
                Ok(bytes.len())
            }
            Event::Fail(error) => Err(error.clone()),
        }
    }

    fn now(&self) -> Duration {
        self.world.lock().unwrap().clock
    }
}

pub struct ScriptedConnector(pub Arc<Mutex<World>>);

impl Connector for ScriptedConnector {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let mut world = self.0.lock().unwrap();
        world.connects += 1;
        let opening = world.openings.pop_front().ok_or_else(|| LinkError::PortMissing { port: "COM3".to_owned() })?;
        let now = world.clock;
        drop(world);
        let mut link = ScriptedLink {
            world: Arc::clone(&self.0),
            pending: VecDeque::new(),
            answers: opening.answers.into(),
            write_fails: opening.write_fails,
        };
        link.schedule(now, opening.stale);
        Ok(Box::new(link))
    }

    fn describe(&self) -> String {
        "a scripted line".to_owned()
    }

    fn carries_old_answers(&self) -> bool {
        self.0.lock().unwrap().wire
    }
}

#[derive(Default)]
pub struct Notes {
    pub steps: Vec<&'static str>,
    pub traces: Vec<TraceLine>,
    pub refuse: bool,
    pub foreign: Vec<ReportedResult>,
}

impl SaleJournal for Notes {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        self.steps.push("sending");
        if self.refuse { Err(JournalRefused::NotWritten("disk full".to_owned())) } else { Ok(()) }
    }

    fn confirmed(&mut self) {
        self.steps.push("confirmed");
    }

    fn trace(&mut self, line: TraceLine) {
        self.traces.push(line);
    }

    fn foreign(&mut self, result: ReportedResult) {
        self.foreign.push(result);
    }
}

pub struct Bench {
    pub terminal: Terminal,
    pub world: Arc<Mutex<World>>,
    pub notes: Notes,
}

pub const CONFIRM: Duration = Duration::from_secs(2);
pub const RESULT: Duration = Duration::from_secs(180);

pub fn bench(dialect: Dialect, keep_open: bool, openings: Vec<Opening>) -> Bench {
    let world = Arc::new(Mutex::new(World { openings: openings.into(), ..World::default() }));
    let profile = TerminalProfile {
        dialect,
        variant: Variant::TerminalPrints,
        ecr_id: "ABC00111".to_owned(),
        echo_timeout: CONFIRM,
        confirm_timeout: CONFIRM,
        result_timeout: RESULT,
        keep_open,
    };
    let connector = ScriptedConnector(Arc::clone(&world));
    Bench { terminal: Terminal::new(profile, Box::new(connector), 0), world, notes: Notes::default() }
}

/// The same on a wire that is kept.
pub fn wired(dialect: Dialect, openings: Vec<Opening>) -> Bench {
    let bench = bench(dialect, true, openings);
    bench.world.lock().unwrap().wire = true;
    bench
}

/// One line, one sale, these answers.
pub fn answered(dialect: Dialect, answers: Script) -> Bench {
    bench(dialect, false, vec![Opening { answers: vec![answers], ..Opening::default() }])
}

impl Bench {
    pub fn sale(&mut self) -> SaleEnd {
        self.terminal.sale(&request(), &mut self.notes)
    }

    pub fn since_written(&self) -> Duration {
        let world = self.world.lock().unwrap();
        world.clock - world.written
    }

    pub fn sent(&self) -> Vec<String> {
        let world = self.world.lock().unwrap();
        world.sent.iter().map(|bytes| String::from_utf8_lossy(&bytes[2..]).into_owned()).collect()
    }

    pub fn connects(&self) -> usize {
        self.world.lock().unwrap().connects
    }

    pub fn fates(&self) -> Vec<(&'static str, Fate)> {
        self.notes.traces.iter().map(|line| (line.kind, line.fate)).collect()
    }
}

pub fn request() -> SaleRequest {
    SaleRequest {
        kind: OrderKind::Sale,
        session: SessionNo::new(677).unwrap(),
        amount: Money::from_cents(2500).unwrap(),
        at: "2026-11-23T10:15:02".parse().unwrap(),
        operator: "121".to_owned(),
        receipt: "677".to_owned(),
        custom: String::new(),
    }
}

pub fn after(seconds: f64, event: Event) -> (Duration, Event) {
    (Duration::from_secs_f64(seconds), event)
}

pub fn frame(dialect: Dialect, body: &str) -> Vec<u8> {
    frame_of(dialect, body.as_bytes())
}

pub fn frame_of(dialect: Dialect, body: &[u8]) -> Vec<u8> {
    let (direction, version) = (dialect.terminal(), dialect.version());
    Frame { direction, variant: Variant::TerminalPrints, version, body: body.to_vec() }.encode().unwrap()
}

pub fn says(seconds: f64, dialect: Dialect, body: &str) -> (Duration, Event) {
    after(seconds, Event::Bytes(frame(dialect, body)))
}

/// The answer to the first of a terminal's echoes, which goes before a sale while an earlier one has no known end.
pub fn caught_up(dialect: Dialect, session: &str) -> Script {
    vec![says(0.1, dialect, &format!("X/sync {session} 0/T64999999:1.5.22.2"))]
}

pub fn confirmed(dialect: Dialect, session: &str, cents: u64) -> String {
    match dialect {
        Dialect::Mellon => format!("A/S{session}/F{cents}"),
        Dialect::Aade => format!("A/S{session}/F{cents}/RABC00111/T677"),
    }
}

pub fn data(dialect: Dialect, cents: u64) -> String {
    match dialect {
        Dialect::Mellon => format!(
            "Visa Credit:************3489:{cents}:{cents}:11:64999999:000091:133030119089:000065:787032:20261123101533"
        ),
        Dialect::Aade => format!(
            "Visa Credit:00:************3489:{cents}:{cents}:0:0:0:11:64999999:000091:133030119089:000065:787032:20261123101533:0"
        ),
    }
}

pub fn result(dialect: Dialect, session: &str, code: &str, data: Option<&str>) -> String {
    let data = data.map(|data| format!("/D{data}")).unwrap_or_default();
    match dialect {
        Dialect::Mellon => format!("R/S{session}/C{code}{data}"),
        Dialect::Aade => format!("R/S{session}/RABC00111/T677/M0/C{code}{data}"),
    }
}

pub fn approved(dialect: Dialect) -> String {
    result(dialect, "000677", "00", Some(&data(dialect, 2500)))
}

pub fn unknown(lost: LostTrack) -> SaleEnd {
    SaleEnd::Unknown(lost)
}

pub fn is_approved(end: &SaleEnd) -> bool {
    matches!(end, SaleEnd::Approved(approval) if approval.amount == request().amount)
}

pub fn each(test: impl Fn(Dialect)) {
    Dialect::ALL.into_iter().for_each(test);
}
