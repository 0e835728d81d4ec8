//! The line to a terminal: bytes out, bytes in, and a monotonic clock of its own so that waiting can be
//! simulated. What the bytes mean is not known here.

pub mod held_by;
mod ports;
mod serial;
mod tcp;

use std::io;
use std::time::Duration;

use thiserror::Error;

use crate::domain::holder::Holder;

pub use ports::{PortList, SeenPort, SystemPorts, UsbDevice};
pub use serial::SerialConnector;
#[cfg(unix)]
pub(super) use serial::SerialLink;
pub use tcp::{RESOLVE_TIMEOUT, TcpConnector};
pub(super) use tcp::{TcpLink, unreachable};

pub trait Link: Send {
    /// Writes all bytes.
    ///
    /// # Errors
    /// [`LinkError`]; some of the bytes may have left.
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError>;

    /// Reads what has come, waiting at most `patience` for the first byte. `Ok(0)`: nothing yet.
    ///
    /// # Errors
    /// [`LinkError::Closed`] when the other side hung up, others when the device failed.
    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError>;

    /// Monotonic time of this link, from any origin; virtual in simulations.
    fn now(&self) -> Duration;

    /// Makes the line end without a goodbye when it is dropped, so that what was written and is not delivered never
    /// arrives; false where this kind of line cannot, which then stays as it is. For a line on which a request may
    /// still be under way that nobody waits for any more.
    fn cut(&mut self) -> bool {
        false
    }
}

/// Opens lines to one terminal.
pub trait Connector: Send {
    /// Opens a line.
    ///
    /// # Errors
    /// [`LinkError`]; nothing was sent.
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError>;

    /// The address or port, for people and for the journal.
    fn describe(&self) -> String;

    /// Whether a new line can bring answers to what was asked on an earlier one. A serial line can, and a
    /// connection cannot.
    fn carries_old_answers(&self) -> bool {
        false
    }
}

/// Why a line cannot be used. Each variant has its own remedy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Not `host:port`.
    #[error("{what} is not host:port")]
    BadAddress { what: String },
    /// The name is not known to the network.
    #[error("{what}: unknown host: {detail}")]
    UnknownHost {
        what: String,
        /// What the system said.
        detail: String,
    },
    /// Nobody answers at the address, or nobody listens on the port (`ConnectionRefused`).
    #[error("{what}: {detail}")]
    Unreachable {
        what: String,
        /// Refused, timed out, no route.
        kind: io::ErrorKind,
        /// What the system said.
        detail: String,
    },
    /// No such serial port: unplugged, switched off, or another name.
    #[error("serial port {port} is not there")]
    PortMissing { port: String },
    /// The terminal's USB device is not there, whatever else may have its port's name by now.
    #[error("USB device {serial}, last on {port}, is not there")]
    DeviceMissing {
        serial: String,
        /// The name its port had, or should have had.
        port: String,
    },
    /// Several ports answer to the terminal's serial number: none of them is taken by guessing.
    #[error("USB serial number {serial} is on {}", ports.join(" and "))]
    DevicesAlike {
        serial: String,
        /// The names of the ports.
        ports: Vec<String>,
    },
    /// Another program, or another desk of this PC, has the port open.
    #[error("serial port {port} is in use")]
    PortBusy {
        port: String,
        /// Who, where the system tells.
        holder: Option<Box<Holder>>,
    },
    /// The user of this program may not open the port.
    #[error("no permission for serial port {port}")]
    Permission { port: String },
    /// The port exists and cannot be set up as a serial line.
    #[error("serial port {port}: {detail}")]
    PortUnusable {
        port: String,
        /// What the system said.
        detail: String,
    },
    /// The other side hung up, or the port vanished while it was open.
    #[error("the line was closed")]
    Closed,
    /// Another failure of the system.
    #[error("{detail}")]
    Io {
        kind: io::ErrorKind,
        /// What the system said.
        detail: String,
    },
}

/// What a failed read or write on an open line means.
fn broken(error: &io::Error) -> LinkError {
    use io::ErrorKind as K;
    match error.kind() {
        K::BrokenPipe
        | K::ConnectionReset
        | K::ConnectionAborted
        | K::NotConnected
        | K::UnexpectedEof
        | K::NotFound => LinkError::Closed,
        kind => LinkError::Io { kind, detail: error.to_string() },
    }
}

/// Whether a failed read only means that nothing came in time.
fn nothing_yet(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

/// The systems take no wait of zero for «do not wait».
const SHORTEST_WAIT: Duration = Duration::from_millis(1);
/// How long a device may take to take bytes. At 9600 baud the longest request takes a third of a second, and a
/// network terminal that does not take a small frame in this time is gone.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(5);
/// Silence inside a frame after which its rest is taken for lost. A network that sends a lost packet again
/// needs up to a second or two; a serial line needs less than a hundredth.
pub const PART_OF_A_FRAME: Duration = Duration::from_secs(3);
/// The longest that a line in disorder is given to become quiet.
pub const QUIET_WITHIN: Duration = Duration::from_secs(5);
