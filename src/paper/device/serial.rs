//! A printer on a serial line, or on USB that looks like one. It is opened for each print, so that a cable
//! pulled in between is noticed and healed.

use std::io::{self, ErrorKind};
use std::thread;
use std::time::Duration;

use serialport::{ClearBuffer, FlowControl, SerialPort};

use super::conversation::{Conversation, Known, Manner};
use super::hearing::Stops;
use super::line::{Came, Line, SLICE, Since, next_byte, some_bytes};
use super::patience::Patience;
use super::status::InTurn;
use super::{Delivery, Device, DeviceError, Flow, PrinterStatus, open_error};

/// How often, and after which pause, a busy port is tried: another desk may be at the end of a receipt.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Start bit, eight data bits, stop bit.
const BITS_A_BYTE: u64 = 10;

pub(super) struct SerialDevice {
    port: String,
    baud: u32,
    flow: Flow,
    patience: Patience,
    in_turn: InTurn,
    known: Known,
}

struct SerialLine {
    port: Box<dyn SerialPort>,
    since: Since,
}

impl SerialDevice {
    pub(super) fn new(port: String, baud: u32, flow: Flow, patience: Patience, in_turn: InTurn) -> SerialDevice {
        SerialDevice { port, baud, flow, patience, in_turn, known: Known::default() }
    }

    /// XON and XOFF are heard here and not by the system, which would hold back the requests that a full printer answers.
    fn stops(&self) -> Stops {
        match self.flow {
            Flow::None => Stops::Unheeded,
            Flow::XonXoff => {
                let bits = u64::from(self.baud.max(1));
                Stops::Heeded(Duration::from_nanos(1_000_000_000 * BITS_A_BYTE / bits))
            }
            Flow::RtsCts => Stops::Unknown,
        }
    }

    fn connect(&self) -> Result<Conversation<SerialLine>, DeviceError> {
        self.connect_after(&mut || thread::sleep(PAUSE))
    }

    /// The same with another pause between two tries.
    fn connect_after(&self, pause: &mut dyn FnMut()) -> Result<Conversation<SerialLine>, DeviceError> {
        for _ in 1..TRIES {
            match self.open() {
                Err(DeviceError::Busy { .. }) => pause(),
                opened => return opened,
            }
        }
        self.open()
    }

    fn open(&self) -> Result<Conversation<SerialLine>, DeviceError> {
        let wires = if self.flow == Flow::RtsCts { FlowControl::Hardware } else { FlowControl::None };
        let port = serialport::new(&self.port, self.baud).flow_control(wires).timeout(SLICE).open();
        let line = SerialLine { port: port.map_err(|error| self.open_error(error))?, since: Since::now() };
        let (patience, in_turn, stops, known) = (self.patience, self.in_turn, self.stops(), self.known);
        Ok(Conversation::new(line, self.describe(), Manner { patience, in_turn, stops, known }))
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

impl Line for SerialLine {
    fn hear(&mut self, wait: Duration) -> Came {
        if wait.is_zero() {
            match self.port.bytes_to_read() {
                Ok(0) => return Came::Nothing,
                Ok(_) => {}
                Err(_) => return Came::Closed,
            }
        }
        if self.port.set_timeout(wait.max(Duration::from_millis(1))).is_err() {
            return Came::Closed;
        }
        next_byte(&mut self.port)
    }

    fn say(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.port.set_timeout(SLICE)?;
        some_bytes(&mut self.port, bytes)
    }

    fn unsent(&self) -> usize {
        // A port that cannot say so has sent what it took, as far as anybody knows.
        self.port.bytes_to_write().ok().and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(0)
    }

    fn discard(&mut self) {
        if let Err(error) = self.port.clear(ClearBuffer::Output) {
            tracing::warn!(%error, "what was not sent could not be taken back");
        }
    }

    fn now(&self) -> Duration {
        self.since.passed()
    }
}

impl Device for SerialDevice {
    fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        self.connect()?.status()
    }

    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        let mut conversation = self.connect()?;
        let delivery = conversation.print(bytes);
        self.known = conversation.known();
        if delivery.is_err() {
            conversation.into_line().discard();
        }
        delivery
    }

    fn describe(&self) -> String {
        format!("serial:{}@{}", self.port, self.baud)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn device(port: String) -> SerialDevice {
        SerialDevice::new(port, 115_200, Flow::None, Patience::USUAL, InTurn::PaperSensors)
    }

    #[test]
    fn a_byte_takes_ten_bits_of_its_line() {
        let stops = |baud, flow| SerialDevice { baud, flow, ..device(String::new()) }.stops();
        assert_eq!(stops(9_600, Flow::XonXoff), Stops::Heeded(Duration::from_nanos(1_041_666)));
        assert_eq!(stops(115_200, Flow::XonXoff), Stops::Heeded(Duration::from_nanos(86_805)));
        assert_eq!((stops(9_600, Flow::None), stops(9_600, Flow::RtsCts)), (Stops::Unheeded, Stops::Unknown));
    }

    #[test]
    fn a_busy_port_is_waited_for_and_not_for_ever() {
        let (_master, slave) = serialport::TTYPort::pair().unwrap();
        let device = device(slave.name().unwrap());
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
        let device = device("/dev/no-such-port".to_owned());
        assert!(device.connect_after(&mut || panic!("nobody has it")).is_err());
    }
}
