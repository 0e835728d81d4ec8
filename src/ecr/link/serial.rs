//! A terminal on a serial line, as a rule USB: 8 data bits, no parity, one stop bit, no flow control.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use serialport::{ErrorKind, SerialPort};

use super::{Connector, Link, LinkError, SHORTEST_WAIT, broken, nothing_yet};

/// At 9600 baud the longest request takes a third of a second.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens a serial port, for this program alone.
#[derive(Debug, Clone)]
pub struct SerialConnector {
    /// `/dev/ttyACM0`, `COM3`.
    pub port: String,
    /// Bits per second.
    pub baud: u32,
}

impl SerialConnector {
    /// For a port at a speed.
    #[must_use]
    pub fn new(port: impl Into<String>, baud: u32) -> SerialConnector {
        SerialConnector { port: port.into(), baud }
    }
}

impl Connector for SerialConnector {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let port = serialport::new(&self.port, self.baud).timeout(WRITE_TIMEOUT).open();
        let port = port.map_err(|error| not_opened(&self.port, &error))?;
        Ok(Box::new(SerialLink::over(port)))
    }

    fn describe(&self) -> String {
        self.port.clone()
    }

    fn carries_old_answers(&self) -> bool {
        true
    }
}

/// The library says `NoDevice` for a busy port on Unix, and on Windows for a missing one and a busy one alike.
fn not_opened(port: &str, error: &serialport::Error) -> LinkError {
    let port = port.to_owned();
    match error.kind() {
        ErrorKind::Io(std::io::ErrorKind::NotFound) => LinkError::PortMissing { port },
        ErrorKind::Io(std::io::ErrorKind::PermissionDenied) => LinkError::Permission { port },
        ErrorKind::NoDevice if cfg!(windows) && !listed(&port) => LinkError::PortMissing { port },
        ErrorKind::NoDevice => LinkError::PortBusy { port },
        _ => LinkError::PortUnusable { port, detail: error.to_string() },
    }
}

fn listed(port: &str) -> bool {
    serialport::available_ports()
        .is_ok_and(|ports| ports.iter().any(|known| known.port_name.eq_ignore_ascii_case(port)))
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
}
