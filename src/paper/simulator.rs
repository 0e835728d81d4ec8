//! A printer that is not there: it listens on this computer, takes ESC/POS bytes, answers status requests as a
//! real one does, and can be out of paper, silent or gone. For the demonstration and for tests.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a read may block before the simulator looks whether it shall stop.
const SLICE: Duration = Duration::from_millis(20);

/// How a simulated printer behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SimulatedState {
    #[default]
    Ready,
    /// Prints and answers that the roll is nearly used up.
    NearEnd,
    PaperOut,
    /// Runs out of paper once it has taken so many bytes.
    PaperOutAfter(usize),
    /// Its cover is open.
    CoverOpen,
    /// Is offline without a reason.
    Offline,
    /// Reports an error of its own.
    Fault,
    /// Prints and answers real-time requests only.
    RealTimeOnly,
    /// Prints and never answers.
    Silent,
    /// Closes the line as soon as it is spoken to.
    Closes,
    /// Answers, and closes the line once it has taken so many bytes.
    ClosesAfter(usize),
}

/// What a printer does with a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing that can be heard.
    Quiet,
    /// Sends this byte back.
    Answers(u8),
    Closes,
}

/// The inside of a simulated printer, byte by byte: what it was given to print, and what it answers.
#[derive(Debug, Default)]
pub struct PrinterHead {
    state: SimulatedState,
    received: Vec<u8>,
    /// A request that has begun: `DLE`, `DLE EOT`, `GS`, `GS r`.
    begun: Vec<u8>,
}

impl PrinterHead {
    /// A printer in a state, with nothing printed.
    pub fn new(state: SimulatedState) -> PrinterHead {
        PrinterHead { state, ..PrinterHead::default() }
    }

    /// Takes one byte from the line.
    pub fn feed(&mut self, byte: u8) -> Reaction {
        if self.state == SimulatedState::Closes {
            return Reaction::Closes;
        }
        self.begun.push(byte);
        match self.begun.as_slice() {
            [0x10] | [0x10, 0x04] | [0x1d] | [0x1d, b'r'] => return Reaction::Quiet,
            [0x10, 0x04, request] => {
                let answer = self.real_time(*request);
                self.begun.clear();
                return answer.map_or(Reaction::Quiet, Reaction::Answers);
            }
            [0x1d, b'r', _] => {
                self.begun.clear();
                return self.when_done();
            }
            _ => {}
        }
        self.received.append(&mut self.begun);
        match self.state {
            SimulatedState::PaperOutAfter(bytes) if self.received.len() >= bytes => {
                self.state = SimulatedState::PaperOut;
                Reaction::Quiet
            }
            SimulatedState::ClosesAfter(bytes) if self.received.len() >= bytes => {
                self.state = SimulatedState::Closes;
                Reaction::Closes
            }
            _ => Reaction::Quiet,
        }
    }

    /// What it was given to print, without the status requests.
    pub fn received(&self) -> &[u8] {
        &self.received
    }

    /// The answer to `DLE EOT n`; bit 4 and bit 1 are always set.
    fn real_time(&self, request: u8) -> Option<u8> {
        let bits = match (self.state, request) {
            (SimulatedState::Silent, _) => return None,
            (
                SimulatedState::PaperOut | SimulatedState::CoverOpen | SimulatedState::Offline | SimulatedState::Fault,
                1,
            ) => 0x08,
            (SimulatedState::CoverOpen, 2) => 0x04,
            (SimulatedState::PaperOut, 2) => 0x20,
            (SimulatedState::Fault, 2) => 0x40,
            (SimulatedState::PaperOut, 4) => 0x6c,
            (SimulatedState::NearEnd, 4) => 0x0c,
            _ => 0,
        };
        Some(0x12 | bits)
    }

    /// The answer to `GS r 1`, which comes in its turn: never while the printer stands still.
    fn when_done(&self) -> Reaction {
        match self.state {
            SimulatedState::Ready | SimulatedState::PaperOutAfter(_) | SimulatedState::ClosesAfter(_) => {
                Reaction::Answers(0)
            }
            SimulatedState::NearEnd => Reaction::Answers(0x03),
            _ => Reaction::Quiet,
        }
    }
}

/// A simulated network printer; it stops when this is dropped.
#[derive(Debug)]
pub struct PrinterSimulator {
    address: SocketAddr,
    head: Arc<Mutex<PrinterHead>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl PrinterSimulator {
    /// Starts one on this computer, on a port that the system gives.
    ///
    /// # Errors
    /// What the system says where no port or no thread can be had.
    pub fn start(state: SimulatedState) -> std::io::Result<PrinterSimulator> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let head = Arc::new(Mutex::new(PrinterHead::new(state)));
        let stop = Arc::new(AtomicBool::new(false));
        let (inside, stopped) = (Arc::clone(&head), Arc::clone(&stop));
        let thread = thread::Builder::new()
            .name("printer-simulator".to_owned())
            .spawn(move || serve(&listener, &inside, &stopped))?;
        Ok(PrinterSimulator { address, head, stop, thread: Some(thread) })
    }

    /// `host:port`, for [`PrinterLink::Tcp`](super::device::PrinterLink::Tcp).
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// What it was given to print so far, without the status requests.
    pub fn received(&self) -> Vec<u8> {
        locked(&self.head).received.clone()
    }

    /// What it was given to print since the last call.
    pub fn take_received(&self) -> Vec<u8> {
        std::mem::take(&mut locked(&self.head).received)
    }

    /// Changes how it behaves, at once.
    pub fn set_state(&self, state: SimulatedState) {
        locked(&self.head).state = state;
    }
}

impl Drop for PrinterSimulator {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        // Wakes it from waiting for a caller. If that fails, it waits for the next one or for the program's end.
        let woken = TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| woken) {
            let _ = thread.join();
        }
    }
}

/// A panic of another thread leaves the bytes as they were.
fn locked(head: &Mutex<PrinterHead>) -> MutexGuard<'_, PrinterHead> {
    head.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One caller at a time, as network printers do.
fn serve(listener: &TcpListener, head: &Mutex<PrinterHead>, stop: &AtomicBool) {
    for stream in listener.incoming() {
        if stop.load(Ordering::Acquire) {
            return;
        }
        if let Ok(stream) = stream {
            // A line that breaks is the caller's news, not the printer's.
            let _ = attend(stream, head, stop);
        }
    }
}

fn attend(mut stream: TcpStream, head: &Mutex<PrinterHead>, stop: &AtomicBool) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SLICE))?;
    let mut buffer = [0; 1024];
    while !stop.load(Ordering::Acquire) {
        let count = match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(error) => return Err(error),
        };
        for byte in buffer.iter().take(count) {
            let reaction = locked(head).feed(*byte);
            match reaction {
                Reaction::Quiet => {}
                Reaction::Answers(answer) => stream.write_all(&[answer])?,
                Reaction::Closes => return Ok(()),
            }
        }
    }
    Ok(())
}
