//! A line to a terminal whose other end follows a script and whose clock is virtual: minutes of silence take no
//! time, and a wait without end shows as time or reads without end.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tameio::ecr::link::{Connector, Link, LinkError};

/// Reads on one line after which a wait is taken for one without end.
const MOST_READS: usize = 100_000;

/// What the terminal does next.
#[derive(Clone, Debug)]
pub enum Event {
    /// These bytes come.
    Bytes(Vec<u8>),
    /// The line fails.
    Fail(LinkError),
    /// These bytes come again and again, and each time takes so long.
    Babble(Vec<u8>, Duration),
}

/// What happens after the opening of a line, or after something was written on it, and how much later each.
pub type Script = Vec<(Duration, Event)>;

/// Both ends and the clock.
#[derive(Default)]
pub struct World {
    /// Time that has passed.
    pub clock: Duration,
    /// What the desk wrote, write by write.
    pub written: Vec<Vec<u8>>,
    /// What the desk read, all of it.
    pub read: Vec<u8>,
    scripts: VecDeque<Script>,
    reads: usize,
}

/// Dials the scripted terminal.
#[derive(Clone)]
pub struct ScriptedConnector(Arc<Mutex<World>>);

impl ScriptedConnector {
    /// Each script in turn: the first at the opening, the next ones after a write or another opening.
    pub fn new(scripts: Vec<Script>) -> ScriptedConnector {
        ScriptedConnector(Arc::new(Mutex::new(World { scripts: scripts.into(), ..World::default() })))
    }

    /// What happened so far.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().expect("one thread")
    }
}

impl Connector for ScriptedConnector {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let mut link = ScriptedLink { connector: self.clone(), pending: VecDeque::new() };
        link.next_script();
        Ok(Box::new(link))
    }

    fn describe(&self) -> String {
        "a scripted line".to_owned()
    }
}

struct ScriptedLink {
    connector: ScriptedConnector,
    pending: VecDeque<(Duration, Event)>,
}

impl ScriptedLink {
    fn next_script(&mut self) {
        let mut world = self.connector.world();
        let mut at = world.clock;
        for (later, event) in world.scripts.pop_front().unwrap_or_default() {
            at += later;
            self.pending.push_back((at, event));
        }
    }
}

impl Link for ScriptedLink {
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        self.connector.world().written.push(bytes.to_vec());
        self.next_script();
        Ok(())
    }

    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        let mut world = self.connector.world();
        world.reads += 1;
        assert!(world.reads < MOST_READS, "a wait without end");
        let deadline = world.clock + patience;
        let Some((at, event)) = self.pending.front_mut().filter(|(at, _)| *at <= deadline) else {
            world.clock = deadline;
            return Ok(0);
        };
        world.clock = world.clock.max(*at);
        let bytes = match event {
            Event::Bytes(bytes) => bytes.clone(),
            Event::Babble(bytes, pause) => {
                *at = world.clock + *pause;
                bytes.clone()
            }
            Event::Fail(error) => return Err(error.clone()),
        };
        let count = bytes.len().min(buffer.len());
        buffer[..count].copy_from_slice(&bytes[..count]);
        world.read.extend_from_slice(&bytes[..count]);
        match event {
            Event::Bytes(bytes) if count < bytes.len() => drop(bytes.drain(..count)),
            Event::Bytes(_) => drop(self.pending.pop_front()),
            Event::Babble(..) | Event::Fail(_) => {}
        }
        Ok(count)
    }

    fn now(&self) -> Duration {
        self.connector.world().clock
    }
}
