//! A printer on the network (port 9100 as a rule). One connection a print: such printers serve one caller at a
//! time, and another desk may share it.

use std::io::{ErrorKind, Read};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::time::Duration;

use super::conversation::{Conversation, Patience, SLICE};
use super::{Delivery, Device, DeviceError, PrinterStatus};

/// How long a printer on the same network may take to accept.
const CONNECT: Duration = Duration::from_secs(3);

/// How many slices a silent printer is given to take the last bytes before the line is dropped.
const GOODBYE_SLICES: usize = 10;

pub(super) struct TcpDevice {
    address: String,
    patience: Patience,
}

impl TcpDevice {
    pub(super) fn new(address: String, patience: Patience) -> TcpDevice {
        TcpDevice { address, patience }
    }

    fn connect(&self) -> Result<Conversation<TcpStream>, DeviceError> {
        let unreachable = |kind| DeviceError::Unreachable { device: self.describe(), kind };
        let addresses = self.address.to_socket_addrs().map_err(|error| unreachable(error.kind()))?;
        let mut last = ErrorKind::AddrNotAvailable;
        for address in addresses {
            match TcpStream::connect_timeout(&address, CONNECT).and_then(prepared) {
                Ok(stream) => return Ok(Conversation::new(stream, self.describe(), self.patience)),
                Err(error) => last = error.kind(),
            }
        }
        Err(unreachable(last))
    }
}

fn prepared(stream: TcpStream) -> std::io::Result<TcpStream> {
    stream.set_read_timeout(Some(SLICE))?;
    stream.set_write_timeout(Some(SLICE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Closes our side and lets the printer close its own: dropped with unread answers in it, the line would be
/// reset, and a reset can take bytes from the printer that it has not read yet.
fn goodbye(mut stream: TcpStream) {
    let mut ignored = [0; 64];
    if stream.shutdown(Shutdown::Write).is_err() {
        return;
    }
    for _ in 0..GOODBYE_SLICES {
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
        goodbye(conversation.into_stream());
        status
    }

    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        let mut conversation = self.connect()?;
        let delivery = conversation.print(bytes);
        goodbye(conversation.into_stream());
        delivery
    }

    fn describe(&self) -> String {
        format!("tcp:{}", self.address)
    }
}
