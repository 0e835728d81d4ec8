//! A printer on the network (port 9100 as a rule). One connection a print: such printers serve one caller at a
//! time, and another desk may share it.

use std::io::{self, ErrorKind, Read};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::conversation::{Conversation, Known, Manner};
use super::hearing::Stops;
use super::line::{Came, Line, SLICE, Since, next_byte, some_bytes};
use super::patience::Patience;
use super::status::InTurn;
use super::{Delivery, Device, DeviceError, PrinterStatus};

/// How long a printer on the same network may take to accept.
const CONNECT: Duration = Duration::from_secs(3);

/// How long a printer whose answers are all there is given to close the line.
const GOODBYE: Duration = Duration::from_millis(500);

/// How long the next print waits for one that still takes the last. Longer, and a printer that never closes its lines and
/// serves one caller at a time would let the next citizen wait.
const STILL_TAKING: Duration = Duration::from_secs(5);

pub(super) struct TcpDevice {
    address: String,
    patience: Patience,
    in_turn: InTurn,
    known: Known,
    farewell: Option<Farewell>,
}

struct TcpLine {
    stream: TcpStream,
    since: Since,
}

/// A line on which everything was sent and nothing confirmed: it is read until the printer closes it. One that is closed on
/// our side answers whatever the printer still says with a reset, and a reset takes from it what it has not read yet.
struct Farewell {
    enough: Arc<AtomicBool>,
    reader: JoinHandle<()>,
}

impl TcpDevice {
    pub(super) fn new(address: String, patience: Patience, in_turn: InTurn) -> TcpDevice {
        TcpDevice { address, patience, in_turn, known: Known::default(), farewell: None }
    }

    fn connect(&mut self) -> Result<Conversation<TcpLine>, DeviceError> {
        self.end_farewell(Some(STILL_TAKING));
        let unreachable = |kind| DeviceError::Unreachable { device: self.describe(), kind };
        let addresses = self.address.to_socket_addrs().map_err(|error| unreachable(error.kind()))?;
        let (patience, in_turn, known) = (self.patience, self.in_turn, self.known);
        let manner = Manner { patience, in_turn, stops: Stops::Unknown, known };
        let mut last = ErrorKind::AddrNotAvailable;
        for address in addresses {
            match TcpStream::connect_timeout(&address, CONNECT).and_then(prepared) {
                Ok(line) => return Ok(Conversation::new(line, self.describe(), manner)),
                Err(error) => last = error.kind(),
            }
        }
        Err(unreachable(last))
    }

    /// Waits until the printer closed the last line; so long at most, then it is closed on our side.
    fn end_farewell(&mut self, longest: Option<Duration>) {
        let Some(farewell) = self.farewell.take() else { return };
        let since = Since::now();
        while longest.is_some_and(|longest| since.passed() < longest) && !farewell.reader.is_finished() {
            thread::sleep(Duration::from_millis(10));
        }
        farewell.enough.fetch_or(longest.is_some(), Ordering::AcqRel);
        // It only reads: where it panicked, nothing was left to be read.
        let _ = farewell.reader.join();
    }

    /// Goes on reading beside the cashier, who is asked for the paper meanwhile.
    fn say_farewell(&mut self, stream: TcpStream, longest: Duration) {
        let enough = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&enough);
        let reader =
            thread::Builder::new().name("printer-farewell".to_owned()).spawn(move || goodbye(stream, longest, &heard));
        match reader {
            Ok(reader) => self.farewell = Some(Farewell { enough, reader }),
            // The stream went with the thread that the system did not give: the line is closed.
            Err(error) => tracing::warn!(%error, "no thread for the printer's line"),
        }
    }
}

impl Drop for TcpDevice {
    fn drop(&mut self) {
        self.end_farewell(None);
    }
}

impl Line for TcpLine {
    fn hear(&mut self, wait: Duration) -> Came {
        let at_once = wait.is_zero();
        let prepared = if at_once {
            self.stream.set_nonblocking(true)
        } else {
            self.stream.set_read_timeout(Some(wait.max(Duration::from_millis(1))))
        };
        let came = prepared.map_or(Came::Closed, |()| next_byte(&mut self.stream));
        match at_once.then(|| self.stream.set_nonblocking(false)) {
            Some(Err(_)) => Came::Closed,
            _ => came,
        }
    }

    fn say(&mut self, bytes: &[u8]) -> io::Result<usize> {
        some_bytes(&mut self.stream, bytes)
    }

    /// What the system has taken it delivers, also behind a line that is closed in order.
    fn unsent(&self) -> usize {
        0
    }

    fn discard(&mut self) {}

    fn now(&self) -> Duration {
        self.since.passed()
    }
}

fn prepared(stream: TcpStream) -> io::Result<TcpLine> {
    stream.set_write_timeout(Some(SLICE))?;
    stream.set_nodelay(true)?;
    Ok(TcpLine { stream, since: Since::now() })
}

/// Closes our side and reads until the printer closes its own, so long at most.
fn goodbye(mut stream: TcpStream, longest: Duration, enough: &AtomicBool) {
    let mut ignored = [0; 64];
    let since = Since::now();
    if stream.shutdown(Shutdown::Write).and_then(|()| stream.set_read_timeout(Some(SLICE))).is_err() {
        return;
    }
    while since.passed() < longest && !enough.load(Ordering::Acquire) {
        match stream.read(&mut ignored) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => return,
        }
    }
}

impl Device for TcpDevice {
    fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        let mut conversation = self.connect()?;
        let status = conversation.status();
        goodbye(conversation.into_line().stream, GOODBYE, &AtomicBool::new(false));
        status
    }

    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        let mut conversation = self.connect()?;
        let delivery = conversation.print(bytes);
        self.known = conversation.known();
        let stream = conversation.into_line().stream;
        match delivery {
            Ok(Delivery::Unconfirmed) => self.say_farewell(stream, self.patience.for_paper(bytes.len())),
            _ => goodbye(stream, GOODBYE, &AtomicBool::new(false)),
        }
        delivery
    }

    fn describe(&self) -> String {
        format!("tcp:{}", self.address)
    }
}
