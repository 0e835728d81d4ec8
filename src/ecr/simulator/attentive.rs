//! A line to a simulated terminal on which nothing but silence lets time pass. The terminal tells when it has read all
//! that was sent and said all that it will say; only then is a wait over, and it is over at once. What a desk does about
//! an answer therefore never depends on how busy the machine is, and three minutes of silence take no time.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::shared::{LineId, Place, Shared};
use crate::ecr::link::{Connector, Link, LinkError, SerialConnector, TcpLink, unreachable};

/// How long a look at a line takes on which something is still to come.
const LOOK: Duration = Duration::from_millis(2);
/// A terminal that is still at work after this has hung, and the line fails.
const LIMIT: Duration = Duration::from_secs(60);
/// Of a pseudo-terminal, where it means nothing.
const BAUD: u32 = 115_200;

/// Opens lines to one simulated terminal.
pub(super) struct Attentive {
    shared: Arc<Shared>,
    to: To,
}

enum To {
    Address(SocketAddr),
    Port(SerialConnector),
}

impl Attentive {
    pub(super) fn to(place: &Place, shared: &Arc<Shared>) -> Attentive {
        let to = match place {
            Place::Address(address) => To::Address(*address),
            Place::Port(port) => To::Port(SerialConnector::new(port.clone(), BAUD)),
        };
        Attentive { shared: Arc::clone(shared), to }
    }
}

impl Connector for Attentive {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let (line, link): (LineId, Box<dyn Link>) = match &mut self.to {
            To::Address(address) => {
                let failed = |error| unreachable(&address.to_string(), &error);
                let stream = TcpStream::connect(*address).map_err(failed)?;
                let line = LineId::of(stream.local_addr().map_err(failed)?);
                (line, Box::new(TcpLink::over(stream)?))
            }
            To::Port(port) => (LineId::WIRE, port.connect()?),
        };
        let said_before = self.shared.opens(line);
        let shared = Arc::clone(&self.shared);
        Ok(Box::new(AttentiveLink { shared, line, link, said_before, received: 0, passed: Duration::ZERO }))
    }

    fn describe(&self) -> String {
        match &self.to {
            To::Address(address) => address.to_string(),
            To::Port(port) => port.describe(),
        }
    }

    fn carries_old_answers(&self) -> bool {
        matches!(self.to, To::Port(_))
    }
}

struct AttentiveLink {
    shared: Arc<Shared>,
    line: LineId,
    link: Box<dyn Link>,
    /// Bytes that the terminal had said on this line before it was opened.
    said_before: u64,
    received: u64,
    passed: Duration,
}

impl Link for AttentiveLink {
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        self.shared.will_hear(self.line, bytes.len());
        self.link.send(bytes)
    }

    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        let began = Instant::now();
        loop {
            // Asked before the look: what is said after it cannot have been overlooked.
            let nothing_comes = self.shared.has_ended_saying(self.line, self.said_before.saturating_add(self.received));
            let count = self.link.receive(buffer, if nothing_comes { Duration::ZERO } else { LOOK })?;
            self.received = self.received.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            if count > 0 {
                return Ok(count);
            }
            if nothing_comes {
                self.passed = self.passed.saturating_add(patience);
                return Ok(0);
            }
            if began.elapsed() > LIMIT {
                let detail = "the simulated terminal does not come to rest".to_owned();
                return Err(LinkError::Io { kind: ErrorKind::TimedOut, detail });
            }
        }
    }

    fn now(&self) -> Duration {
        self.passed
    }

    fn cut(&mut self) -> bool {
        self.link.cut()
    }
}
