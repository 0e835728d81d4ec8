//! A simulated terminal that listens on TCP.

use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use socket2::SockRef;

use super::SimulatorError;
use super::behaviour::Behaviour;
use super::conversation::{Kind, serve};
use super::memory::Memory;
use super::running::RunningSimulator;
use super::shared::{LineId, Place, Shared};
use crate::ecr::link::TcpLink;

/// How often the listener looks for a caller, and whether to stop.
const POLL: Duration = Duration::from_millis(5);
/// More callers than this wait.
const MOST_LINES: usize = 16;

struct Socket;

impl Kind for Socket {
    const CAN_HANG_UP: bool = true;
}

/// Serves a simulated terminal at `host:port`; port 0 lets the system choose.
///
/// # Errors
/// [`SimulatorError::Listen`] or [`SimulatorError::Thread`].
pub fn serve_tcp(listen: &str, behaviour: Behaviour) -> Result<RunningSimulator, SimulatorError> {
    serve_tcp_with(listen, behaviour, Memory::default())
}

/// As [`serve_tcp`], for a terminal that remembers what an earlier one did: switched off and on again.
///
/// # Errors
/// [`SimulatorError::Listen`] or [`SimulatorError::Thread`].
pub fn serve_tcp_with(listen: &str, behaviour: Behaviour, memory: Memory) -> Result<RunningSimulator, SimulatorError> {
    let refused = |error: std::io::Error| SimulatorError::Listen {
        listen: listen.to_owned(),
        kind: error.kind(),
        detail: error.to_string(),
    };
    let listener = TcpListener::bind(listen).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    RunningSimulator::start(behaviour, memory, Place::Address(address), move |shared| accept(&listener, shared))
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut lines: Vec<JoinHandle<()>> = Vec::new();
    while shared.wait(POLL) {
        lines.retain(|line| !line.is_finished());
        if lines.len() < MOST_LINES
            && let Ok((stream, desk)) = listener.accept()
        {
            lines.extend(converse(stream, LineId::of(desk), Arc::clone(shared)));
        }
    }
    let_go(listener);
    for line in lines {
        // A panic in one line has been reported by its thread.
        let _ = line.join();
    }
}

/// Stops listening in so many words: a program that is just being started has the sockets of its starter, and would
/// hold the address for a terminal that is switched on again.
fn let_go(listener: &TcpListener) {
    if let Err(error) = SockRef::from(listener).shutdown(Shutdown::Both) {
        tracing::debug!(%error, "the address is let go of with its socket");
    }
}

fn converse(stream: TcpStream, line: LineId, shared: Arc<Shared>) -> Option<JoinHandle<()>> {
    // Some systems hand the listener's mode on to the stream.
    stream.set_nonblocking(false).ok()?;
    let mut link = TcpLink::over(stream).ok()?;
    let thread = std::thread::Builder::new().name("simulated-line".to_owned());
    thread.spawn(move || serve(&shared, line, &mut link, &mut Socket)).ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_another_process_inherited_is_free_when_the_terminal_is_switched_off() {
        // An address of this test alone, so that nobody else is given its port meanwhile.
        let process = std::process::id();
        let listener = TcpListener::bind(format!("127.200.{}.{}:0", process / 250 % 250, process % 250)).unwrap();
        let address = listener.local_addr().unwrap();
        // What a process has between its making and its own program: the same open socket.
        let _inherited = listener.try_clone().unwrap();
        assert!(TcpListener::bind(address).is_err());
        let_go(&listener);
        drop(listener);
        assert!(TcpListener::bind(address).is_ok());
    }
}
