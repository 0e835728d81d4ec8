//! A printer that is not there: it listens on this computer, takes ESC/POS bytes, answers status requests as a
//! real one does, and can be out of paper, silent or gone ([`PrinterHead`]), or slow, with a buffer, a roll and flow control
//! ([`Mechanism`]). For the demonstration and for tests.

mod head;
mod mechanism;
mod parted;

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub use head::{PrinterHead, SimulatedState};
pub use mechanism::{Answers, Build, Levels, Mechanism};

/// How long a read may block before the simulator looks whether it shall stop, and what its mechanism did meanwhile.
const SLICE: Duration = Duration::from_millis(5);

/// What a printer does with a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing that can be heard.
    Quiet,
    /// Sends this byte back.
    Answers(u8),
    Closes,
}

/// What a simulated line speaks to. `now` is the line's own time.
pub trait Inside: Send + 'static {
    /// Takes one byte from the line.
    fn feed(&mut self, byte: u8, now: Duration) -> Reaction;

    /// Time passes: what it says of itself.
    fn pass(&mut self, _now: Duration) -> Vec<u8> {
        Vec::new()
    }
}

/// A simulated network printer; it stops when this is dropped.
#[derive(Debug)]
pub struct PrinterSimulator<I = PrinterHead> {
    address: SocketAddr,
    inside: Arc<Mutex<I>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl PrinterSimulator {
    /// Starts one in a state.
    ///
    /// # Errors
    /// As [`PrinterSimulator::serve`].
    pub fn start(state: SimulatedState) -> std::io::Result<PrinterSimulator> {
        PrinterSimulator::serve(PrinterHead::new(state))
    }

    /// What it was given to print so far, without the status requests.
    pub fn received(&self) -> Vec<u8> {
        self.look(|head| head.received().to_vec())
    }

    /// What it was given to print since the last call.
    pub fn take_received(&self) -> Vec<u8> {
        self.look(PrinterHead::take_received)
    }

    /// Changes how it behaves, at once.
    pub fn set_state(&self, state: SimulatedState) {
        self.look(|head| head.set_state(state));
    }
}

impl<I: Inside> PrinterSimulator<I> {
    /// Starts one on this computer, on a port that the system gives.
    ///
    /// # Errors
    /// What the system says where no port or no thread can be had.
    pub fn serve(inside: I) -> std::io::Result<PrinterSimulator<I>> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let inside = Arc::new(Mutex::new(inside));
        let stop = Arc::new(AtomicBool::new(false));
        let (served, stopped) = (Arc::clone(&inside), Arc::clone(&stop));
        let thread = thread::Builder::new()
            .name("printer-simulator".to_owned())
            .spawn(move || serve(&listener, &served, &stopped))?;
        Ok(PrinterSimulator { address, inside, stop, thread: Some(thread) })
    }

    /// Looks inside, or does something to it.
    pub fn look<T>(&self, look: impl FnOnce(&mut I) -> T) -> T {
        look(&mut locked(&self.inside))
    }

    /// `host:port`, for [`PrinterLink::Tcp`](super::device::PrinterLink::Tcp).
    pub fn address(&self) -> String {
        self.address.to_string()
    }
}

impl<I> Drop for PrinterSimulator<I> {
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
fn locked<I>(inside: &Mutex<I>) -> MutexGuard<'_, I> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One caller at a time, as network printers do.
fn serve<I: Inside>(listener: &TcpListener, inside: &Mutex<I>, stop: &AtomicBool) {
    let began = Instant::now();
    for stream in listener.incoming() {
        if stop.load(Ordering::Acquire) {
            return;
        }
        if let Ok(stream) = stream {
            // A line that breaks is the caller's news, not the printer's.
            let _ = attend(stream, inside, stop, began);
        }
    }
}

fn attend<I: Inside>(
    mut stream: TcpStream,
    inside: &Mutex<I>,
    stop: &AtomicBool,
    began: Instant,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SLICE))?;
    let mut buffer = [0; 1024];
    while !stop.load(Ordering::Acquire) {
        let count = match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => 0,
            Err(error) => return Err(error),
        };
        for byte in buffer.iter().take(count) {
            let reaction = locked(inside).feed(*byte, began.elapsed());
            match reaction {
                Reaction::Quiet => {}
                Reaction::Answers(answer) => stream.write_all(&[answer])?,
                Reaction::Closes => return Ok(()),
            }
        }
        let said = locked(inside).pass(began.elapsed());
        stream.write_all(&said)?;
    }
    Ok(())
}
