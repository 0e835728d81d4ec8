//! A terminal on a serial line, as a rule USB: 8 data bits, no parity, one stop bit, no flow control. A USB
//! device that comes back under another name is found again by its serial number.

use std::fmt;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serialport::{ErrorKind, SerialPort};

use super::ports::{PortList, SystemPorts, UsbDevice, same_port};
use super::{Connector, Link, LinkError, SHORTEST_WAIT, WRITE_TIMEOUT, broken, held_by, nothing_yet};

/// How often, and after which pause, a busy port is tried: a program that is just being started has the open ports of
/// its starter for some milliseconds, and with them their locks.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// Opens a serial port, for this program alone.
#[derive(Clone)]
pub struct SerialConnector {
    port: String,
    baud: u32,
    wanted: Wanted,
    /// The name under which it was opened last.
    last: String,
    ports: Arc<dyn PortList>,
}

/// What tells the terminal's port from others.
#[derive(Debug, Clone)]
enum Wanted {
    /// Its name, until the first opening shows which device it is.
    Name,
    /// The serial number of the settings.
    Serial(String),
    /// The device that answered to the name when it was first opened.
    Device(UsbDevice),
}

impl Wanted {
    fn is(&self, device: &UsbDevice) -> bool {
        match self {
            Wanted::Name => false,
            // Windows writes serial numbers in capitals.
            Wanted::Serial(serial) => device.serial.eq_ignore_ascii_case(serial),
            Wanted::Device(known) => device == known,
        }
    }

    fn serial(&self) -> Option<&str> {
        match self {
            Wanted::Name => None,
            Wanted::Serial(serial) => Some(serial),
            Wanted::Device(device) => Some(&device.serial),
        }
    }
}

impl fmt::Debug for SerialConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SerialConnector").field("port", &self.describe()).field("baud", &self.baud).finish()
    }
}

impl SerialConnector {
    /// For a port (`/dev/ttyACM0`, `COM3`) at a speed in bits per second. The USB device behind it is learned
    /// when it is first opened and looked for by its serial number from then on.
    pub fn new(port: impl Into<String>, baud: u32) -> SerialConnector {
        SerialConnector::listing(port, baud, Arc::new(SystemPorts))
    }

    /// The same with another list of ports.
    pub fn listing(port: impl Into<String>, baud: u32, ports: Arc<dyn PortList>) -> SerialConnector {
        let port = port.into();
        SerialConnector { last: port.clone(), port, baud, wanted: Wanted::Name, ports }
    }

    /// Looks for the USB device of this serial number from the start, whatever its port is called.
    pub fn with_usb_serial(self, serial: impl Into<String>) -> SerialConnector {
        SerialConnector { wanted: Wanted::Serial(serial.into()), ..self }
    }

    /// The name that the port has now.
    fn find(&self) -> Result<String, LinkError> {
        let (Some(serial), Some(ports)) = (self.wanted.serial(), self.ports.ports()) else {
            return Ok(self.last.clone());
        };
        let ours = ports.into_iter().filter(|port| port.usb.as_ref().is_some_and(|device| self.wanted.is(device)));
        let mut names: Vec<String> = ours.map(|port| port.name).collect();
        let serial = serial.to_owned();
        match (names.pop(), names.is_empty()) {
            (Some(name), true) => Ok(name),
            // Another device that took the name is not opened: it is not the terminal.
            (None, _) => Err(LinkError::DeviceMissing { serial, port: self.last.clone() }),
            (Some(name), false) => {
                names.push(name);
                names.sort_unstable();
                Err(LinkError::DevicesAlike { serial, ports: names })
            }
        }
    }

    /// Notes under which name the port was opened, and which device it is.
    fn note(&mut self, name: String) {
        if !same_port(&name, &self.last) {
            tracing::warn!(was = %self.last, now = %name, serial = self.wanted.serial(), "the terminal's port was found under another name");
        }
        if matches!(self.wanted, Wanted::Name) {
            self.learn(&name);
        }
        self.last = name;
    }

    /// A device that cannot be told from another one by what it says is not learned: the name then decides.
    fn learn(&mut self, name: &str) {
        let ports = self.ports.ports().unwrap_or_default();
        let Some(device) = ports.iter().find(|port| same_port(&port.name, name)).and_then(|port| port.usb.as_ref())
        else {
            return;
        };
        if ports.iter().filter(|port| port.usb.as_ref() == Some(device)).count() == 1 {
            tracing::info!(port = name, %device, "the terminal's USB device");
            self.wanted = Wanted::Device(device.clone());
        }
    }
}

impl Connector for SerialConnector {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let name = self.find()?;
        let port = open(&name, self.baud).map_err(|error| not_opened(&name, &error))?;
        self.note(name);
        Ok(Box::new(SerialLink::over(port)))
    }

    /// The port's present name, its USB serial number where that is known, and the name of the settings where it
    /// is another.
    fn describe(&self) -> String {
        let mut told = self.last.clone();
        if let Some(serial) = self.wanted.serial() {
            told.push_str(&format!(" USB {serial}"));
        }
        if !same_port(&self.last, &self.port) {
            told.push_str(&format!(" (terminal.port = {})", self.port));
        }
        told
    }

    fn carries_old_answers(&self) -> bool {
        true
    }
}

fn open(name: &str, baud: u32) -> serialport::Result<Box<dyn SerialPort>> {
    open_after(name, baud, &mut || thread::sleep(PAUSE))
}

/// The same with another pause between two tries.
fn open_after(name: &str, baud: u32, pause: &mut dyn FnMut()) -> serialport::Result<Box<dyn SerialPort>> {
    let open = || serialport::new(name, baud).timeout(WRITE_TIMEOUT).open();
    for _ in 1..TRIES {
        match open() {
            Err(error) if error.kind() == ErrorKind::NoDevice && listed(name) => pause(),
            opened => return opened,
        }
    }
    open()
}

/// The library says `NoDevice` for a busy port on Unix, and on Windows for a missing one and a busy one alike.
fn not_opened(name: &str, error: &serialport::Error) -> LinkError {
    let port = name.to_owned();
    match error.kind() {
        ErrorKind::Io(std::io::ErrorKind::NotFound) => LinkError::PortMissing { port },
        ErrorKind::Io(std::io::ErrorKind::PermissionDenied) => LinkError::Permission { port },
        ErrorKind::NoDevice if !listed(&port) => LinkError::PortMissing { port },
        ErrorKind::NoDevice => {
            let holder = held_by::who_has_open(Path::new(name)).map(Box::new);
            LinkError::PortBusy { port, holder }
        }
        _ => LinkError::PortUnusable { port, detail: error.to_string() },
    }
}

/// Whether there is such a port. On Unix a port that is not there has an error of its own.
fn listed(port: &str) -> bool {
    cfg!(unix) || SystemPorts.ports().is_some_and(|ports| ports.iter().any(|known| same_port(&known.name, port)))
}

pub(in crate::ecr) struct SerialLink {
    port: Box<dyn SerialPort>,
    opened: Instant,
}

impl SerialLink {
    pub(in crate::ecr) fn over(port: Box<dyn SerialPort>) -> SerialLink {
        SerialLink { port, opened: Instant::now() }
    }
}

impl Link for SerialLink {
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        // One time-out serves both directions of a port. No flush: it waits without a limit for a device that
        // does not take its bytes.
        self.port.set_timeout(WRITE_TIMEOUT).map_err(|error| broken(&error.into()))?;
        self.port.write_all(bytes).map_err(|error| broken(&error))
    }

    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        let patience = patience.max(SHORTEST_WAIT);
        self.port.set_timeout(patience).map_err(|error| broken(&error.into()))?;
        match self.port.read(buffer) {
            // Readable and yet empty: the port is gone.
            Ok(0) if !buffer.is_empty() && cfg!(unix) => Err(LinkError::Closed),
            Ok(count) => Ok(count),
            Err(error) if nothing_yet(&error) => Ok(0),
            Err(error) => Err(broken(&error)),
        }
    }

    fn now(&self) -> Duration {
        self.opened.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_port_and_a_file_that_is_none_are_told_apart() {
        let missing = SerialConnector::new("/dev/no-such-port", 115_200).connect().err();
        if cfg!(unix) {
            assert_eq!(missing, Some(LinkError::PortMissing { port: "/dev/no-such-port".to_owned() }));
            let file = SerialConnector::new("/dev/null", 115_200).connect().err();
            assert!(matches!(file, Some(LinkError::PortUnusable { .. })), "{file:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_busy_port_is_waited_for_and_not_for_ever() {
        let (_master, slave) = serialport::TTYPort::pair().unwrap();
        let name = slave.name().unwrap();
        let mut holder = Some(open_after(&name, 115_200, &mut || panic!("it was free")).unwrap());
        let mut pauses = 0;
        let refused = open_after(&name, 115_200, &mut || pauses += 1).unwrap_err();
        assert_eq!((refused.kind(), pauses), (ErrorKind::NoDevice, TRIES - 1));
        let mut pauses = 0;
        let opened = open_after(&name, 115_200, &mut || {
            pauses += 1;
            if pauses == 3 {
                holder = None;
            }
        });
        assert!(opened.is_ok());
        // More where a program is just being started and has the lock a moment longer.
        assert!(pauses >= 3, "{pauses}");
    }

    #[test]
    fn a_port_that_is_not_there_is_not_waited_for() {
        assert!(open_after("/dev/no-such-port", 115_200, &mut || panic!("nobody has it")).is_err());
    }
}
