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

pub(super) struct SerialDevice {
    port: String,
    baud: u32,
    patience: Patience,
}

impl SerialDevice {
    pub(super) fn new(port: String, baud: u32, patience: Patience) -> SerialDevice {
        SerialDevice { port, baud, patience }
    }

    fn connect(&self) -> Result<Conversation<Box<dyn SerialPort>>, DeviceError> {
        self.connect_after(&mut || thread::sleep(PAUSE))
    }

    /// The same with another pause between two tries.
    fn connect_after(&self, pause: &mut dyn FnMut()) -> Result<Conversation<Box<dyn SerialPort>>, DeviceError> {
        for _ in 1..TRIES {
            match self.open() {
                Err(DeviceError::Busy { .. }) => pause(),
                opened => return opened,
            }
        }
        self.open()
    }

    fn open(&self) -> Result<Conversation<Box<dyn SerialPort>>, DeviceError> {
        let port =
            serialport::new(&self.port, self.baud).timeout(SLICE).open().map_err(|error| self.open_error(error))?;
        Ok(Conversation::new(port, self.describe(), self.patience))
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_waited_for_and_not_for_ever() {
        let (_master, slave) = serialport::TTYPort::pair().unwrap();
        let device = SerialDevice::new(slave.name().unwrap(), 115_200, Patience::USUAL);
        let mut holder = Some(device.connect_after(&mut || panic!("it was free")).unwrap());
        let mut pauses = 0;
        let refused = device.connect_after(&mut || pauses += 1).err();
        assert!(matches!(refused, Some(DeviceError::Busy { .. })), "{refused:?}");
        assert_eq!(pauses, TRIES - 1);
        let mut pauses = 0;
        let opened = device.connect_after(&mut || {
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
        let device = SerialDevice::new("/dev/no-such-port".to_owned(), 115_200, Patience::USUAL);
        assert!(device.connect_after(&mut || panic!("nobody has it")).is_err());
    }
}
