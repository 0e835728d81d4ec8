//! A printer on a serial line, or on USB that looks like one. It is opened for each print, so that a cable
//! pulled in between is noticed and healed.

use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;

use serialport::SerialPort;

use super::conversation::{Conversation, Patience, SLICE};
use super::{Delivery, Device, DeviceError, PrinterStatus, open_error};

/// How often, and after which pause, a busy port is tried: another desk may be at the end of a receipt.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// A serial printer.
pub(super) struct SerialDevice {
    port: String,
    baud: u32,
}

impl SerialDevice {
    pub(super) fn new(port: String, baud: u32) -> SerialDevice {
        SerialDevice { port, baud }
    }

    fn connect(&self) -> Result<Conversation<Box<dyn SerialPort>>, DeviceError> {
        for _ in 1..TRIES {
            match self.open() {
                Err(DeviceError::Busy { .. }) => thread::sleep(PAUSE),
                opened => return opened,
            }
        }
        self.open()
    }

    fn open(&self) -> Result<Conversation<Box<dyn SerialPort>>, DeviceError> {
        let port =
            serialport::new(&self.port, self.baud).timeout(SLICE).open().map_err(|error| self.open_error(error))?;
        Ok(Conversation::new(port, self.describe(), Patience::USUAL))
    }

    fn open_error(&self, error: serialport::Error) -> DeviceError {
        let device = self.describe();
        match error.kind {
            serialport::ErrorKind::NoDevice if self.is_there() => DeviceError::Busy { device },
            serialport::ErrorKind::NoDevice => DeviceError::NotFound { device },
            serialport::ErrorKind::Io(kind) => open_error(device, &io::Error::from(kind)),
            // A path that is no serial port, or a speed that it does not have.
            serialport::ErrorKind::InvalidInput | serialport::ErrorKind::Unknown => {
                DeviceError::Unreachable { device, kind: ErrorKind::InvalidInput }
            }
        }
    }

    /// The library says «no device» for a port that somebody holds as well as for one that is not there.
    fn is_there(&self) -> bool {
        if cfg!(unix) {
            std::path::Path::new(&self.port).exists()
        } else {
            serialport::available_ports().is_ok_and(|ports| ports.iter().any(|port| port.port_name == self.port))
        }
    }
}

impl Device for SerialDevice {
    fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        self.connect()?.status()
    }

    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        self.connect()?.print(bytes)
    }

    fn describe(&self) -> String {
        format!("serial:{}@{}", self.port, self.baud)
    }
}
