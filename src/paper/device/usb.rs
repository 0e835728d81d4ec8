//! A printer that the system shows as a file: `/dev/usb/lp0`, a Windows port or share. It takes bytes and says
//! nothing; a write blocks while the printer is out of paper, so it happens on a thread that can be left behind.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::{Delivery, Device, DeviceError, PrinterStatus, Progress, open_error};

/// How long a printer may go without taking a byte.
const STUCK: Duration = Duration::from_secs(10);

/// Bytes that are written at once.
const CHUNK: usize = 512;

/// A printer behind a device file.
pub(super) struct UsbDevice {
    path: PathBuf,
}

impl UsbDevice {
    pub(super) fn new(path: PathBuf) -> UsbDevice {
        UsbDevice { path }
    }

    fn open(&self) -> Result<File, DeviceError> {
        // Never created: an ordinary file in the place of an unplugged printer would swallow receipts.
        OpenOptions::new().write(true).open(&self.path).map_err(|error| open_error(self.describe(), &error))
    }
}

impl Device for UsbDevice {
    fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        self.open().map(|_| PrinterStatus::SILENT)
    }

    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        let mut file = self.open()?;
        let total = bytes.len();
        let written = Arc::new(AtomicUsize::new(0));
        let (tell, told) = channel();
        let job = bytes.to_vec();
        let counter = Arc::clone(&written);
        let failed = |kind, written| {
            Err(DeviceError::Io { device: self.describe(), kind, progress: Progress { written, total } })
        };
        let writer = thread::Builder::new().name("usb-printer".to_owned()).spawn(move || {
            // The receiver may have given the printer up; then nobody wants to know.
            let _ = tell.send(write_all(&mut file, &job, &counter));
        });
        if let Err(error) = writer {
            return failed(error.kind(), 0);
        }
        let mut seen = 0;
        loop {
            match told.recv_timeout(STUCK) {
                Ok(Ok(())) => return Ok(Delivery::Unconfirmed),
                Ok(Err(kind)) => return failed(kind, written.load(Ordering::Acquire)),
                Err(RecvTimeoutError::Disconnected) => {
                    return failed(ErrorKind::Other, written.load(Ordering::Acquire));
                }
                Err(RecvTimeoutError::Timeout) => {
                    let now = written.load(Ordering::Acquire);
                    if now == seen {
                        return failed(ErrorKind::TimedOut, now);
                    }
                    seen = now;
                }
            }
        }
    }

    fn describe(&self) -> String {
        format!("usb:{}", self.path.display())
    }
}

fn write_all(file: &mut File, bytes: &[u8], written: &AtomicUsize) -> Result<(), io::ErrorKind> {
    for chunk in bytes.chunks(CHUNK) {
        file.write_all(chunk).map_err(|error| error.kind())?;
        written.fetch_add(chunk.len(), Ordering::AcqRel);
    }
    file.flush().map_err(|error| error.kind())
}
