//! Where the bytes go: a file, a printer on the network, on a serial line or on USB, or the screen. A device gets
//! bytes that are already whole, says honestly how much became of them, and never prints half a receipt without
//! saying so. No layout and no code pages here, but for the screen, which reads the bytes back.

mod conversation;
mod file;
mod hearing;
mod line;
mod patience;
mod screen;
mod serial;
mod status;
mod tcp;
mod usb;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::code_page::CodePage;

use crate::domain::worded::worded;

pub use patience::Patience;
pub use status::{InTurn, PrinterStatus};

/// How a printer is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrinterLink {
    /// A file to which each receipt is appended.
    File(PathBuf),
    Tcp {
        /// `host:port`, port 9100 as a rule.
        address: String,
    },
    /// A serial port, 8 data bits, no parity, one stop bit.
    Serial {
        /// `/dev/ttyUSB0`, `COM3`.
        port: String,
        /// Bits a second.
        baud: u32,
        flow: Flow,
    },
    /// A printer that the system shows as a file (`/dev/usb/lp0`, a Windows port or share).
    Usb(PathBuf),
    /// No printer: the text is kept for the caller.
    Screen,
}

impl PrinterLink {
    /// The device file of a USB printer where nothing else is said.
    pub fn usb_printer() -> PathBuf {
        PathBuf::from("/dev/usb/lp0")
    }
}

worded! {
    /// How a serial printer says that it can take no more for now.
    pub enum Flow {
        /// It does not: its buffer holds a whole receipt, or it prints faster than its line.
        None = "none",
        /// By the characters XOFF and XON (DC3, DC1).
        XonXoff = "xonxoff",
        /// By the wires RTS and CTS; printers call it DTR/BUSY too.
        RtsCts = "rtscts",
    }
}

/// What became of bytes that a device took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The printer says that the paper came out, or the file or screen has all of it.
    Confirmed,
    /// Delivered, but the link cannot say more: the cashier must look.
    Unconfirmed,
}

/// How far a print got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that were handed over. A printer may still hold some of them in its buffer.
    pub written: usize,
    /// Bytes that there were.
    pub total: usize,
}

impl Progress {
    /// Whether no byte left: nothing can be on paper.
    pub fn nothing_sent(self) -> bool {
        self.written == 0
    }
}

/// Why a device did not print. Told apart by what helps.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DeviceError {
    /// There is no such port, device or folder. Nothing was sent.
    #[error("{device}: not found")]
    NotFound {
        /// As [`Device::describe`].
        device: String,
    },
    /// Nobody answers at the address: switched off, unplugged, or a wrong address. Nothing was sent.
    #[error("{device}: unreachable ({kind})")]
    Unreachable {
        /// As [`Device::describe`].
        device: String,
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// Another program holds it. Nothing was sent.
    #[error("{device}: busy")]
    Busy {
        /// As [`Device::describe`].
        device: String,
    },
    /// The system does not let this user use it. Nothing was sent.
    #[error("{device}: permission denied")]
    Permission {
        /// As [`Device::describe`].
        device: String,
    },
    #[error("{device}: paper out after {}/{} bytes", .progress.written, .progress.total)]
    PaperOut {
        /// As [`Device::describe`].
        device: String,
        /// How far it got.
        progress: Progress,
    },
    /// The cover is open.
    #[error("{device}: cover open after {}/{} bytes", .progress.written, .progress.total)]
    CoverOpen {
        /// As [`Device::describe`].
        device: String,
        /// How far it got.
        progress: Progress,
    },
    /// It answers, and is offline without saying why.
    #[error("{device}: offline after {}/{} bytes", .progress.written, .progress.total)]
    Offline {
        /// As [`Device::describe`].
        device: String,
        /// How far it got.
        progress: Progress,
    },
    /// It reports an error of its own (cutter, temperature).
    #[error("{device}: printer error after {}/{} bytes", .progress.written, .progress.total)]
    Fault {
        /// As [`Device::describe`].
        device: String,
        /// How far it got.
        progress: Progress,
    },
    /// Writing failed. A file was put back as it was; on paper a part may stand.
    #[error("{device}: {kind} after {}/{} bytes", .progress.written, .progress.total)]
    Io {
        /// As [`Device::describe`].
        device: String,
        /// What the system said.
        kind: io::ErrorKind,
        /// How far it got.
        progress: Progress,
    },
}

impl DeviceError {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            DeviceError::PaperOut { .. } => "paper_out",
            DeviceError::CoverOpen { .. } => "cover_open",
            _ => "printer_unreachable",
        }
    }
}

/// A printer. Calls block: they belong on a thread of their own.
pub trait Device: Send {
    /// Asks how the printer is. A link that cannot answer gives a status with `answers: false`.
    ///
    /// # Errors
    /// [`DeviceError`] where the device cannot be opened.
    fn status(&mut self) -> Result<PrinterStatus, DeviceError>;

    /// Prints bytes that are whole.
    ///
    /// # Errors
    /// [`DeviceError`], with how far it got.
    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError>;

    /// The device in a word, for logs and messages: `tcp:192.0.2.20:9100`.
    fn describe(&self) -> String;

    /// What a screen was given to print since the last call; nothing from any other device.
    fn take_text(&mut self) -> Option<String> {
        None
    }
}

/// The device of a link. Nothing is opened before it is used. `code_page`: by which a screen reads the bytes.
/// `patience`: with a printer that can answer. `in_turn`: by which question it is asked whether the paper came out.
pub fn open(link: &PrinterLink, code_page: CodePage, patience: Patience, in_turn: InTurn) -> Box<dyn Device> {
    match link {
        PrinterLink::File(path) => Box::new(file::FileDevice::new(path.clone())),
        PrinterLink::Tcp { address } => Box::new(tcp::TcpDevice::new(address.clone(), patience, in_turn)),
        PrinterLink::Serial { port, baud, flow } => {
            Box::new(serial::SerialDevice::new(port.clone(), *baud, *flow, patience, in_turn))
        }
        PrinterLink::Usb(path) => Box::new(usb::UsbDevice::new(path.clone())),
        PrinterLink::Screen => Box::new(screen::ScreenDevice::new(code_page)),
    }
}

/// What an error of opening a file or port means.
fn open_error(device: String, error: &io::Error) -> DeviceError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => DeviceError::NotFound { device },
        io::ErrorKind::PermissionDenied => DeviceError::Permission { device },
        io::ErrorKind::ResourceBusy => DeviceError::Busy { device },
        kind => DeviceError::Unreachable { device, kind },
    }
}
