//! A simulated terminal on a pseudo-terminal, which a desk opens as a serial port.

use super::SimulatorError;
use super::behaviour::Behaviour;
use super::memory::Memory;
use super::running::RunningSimulator;

/// Serves a simulated terminal on a new pseudo-terminal.
///
/// # Errors
/// As [`serve_pty_with`].
pub fn serve_pty(behaviour: Behaviour) -> Result<RunningSimulator, SimulatorError> {
    serve_pty_with(behaviour, Memory::default())
}

/// Serves a simulated terminal that remembers what an earlier one did.
///
/// # Errors
/// [`SimulatorError::NoPty`], [`SimulatorError::Thread`], and on systems without pseudo-terminals
/// [`SimulatorError::PtyUnsupported`].
#[cfg(unix)]
pub fn serve_pty_with(behaviour: Behaviour, memory: Memory) -> Result<RunningSimulator, SimulatorError> {
    use serialport::{SerialPort, TTYPort};

    use super::conversation::serve;
    use super::shared::LineId;
    use super::shared::Place;
    use crate::ecr::link::SerialLink;

    let no_pty = |detail: String| SimulatorError::NoPty { detail };
    let (master, slave) = TTYPort::pair().map_err(|error| no_pty(error.to_string()))?;
    let path = slave.name().ok_or_else(|| no_pty("the port has no name".to_owned()))?;
    RunningSimulator::start(behaviour, memory, Place::Port(path), move |shared| {
        serve(shared, LineId::WIRE, &mut SerialLink::over(Box::new(master)), &mut unix::Slave(slave));
    })
}

/// Says that there are none.
///
/// # Errors
/// [`SimulatorError::PtyUnsupported`], always.
#[cfg(not(unix))]
pub fn serve_pty_with(_behaviour: Behaviour, _memory: Memory) -> Result<RunningSimulator, SimulatorError> {
    Err(SimulatorError::PtyUnsupported)
}

#[cfg(unix)]
mod unix {
    use serialport::TTYPort;

    use crate::ecr::simulator::conversation::Kind;

    /// The desk's end. Held open, or the master would hang up whenever no desk has it open.
    pub(super) struct Slave(pub(super) TTYPort);

    impl Kind for Slave {
        const CAN_HANG_UP: bool = false;

        /// A desk that is killed leaves the port marked exclusive as long as somebody has it open, and that is
        /// this side: no later desk could open it. Closing a copy of our end takes the mark away. Two desks
        /// at once are still kept apart by the file lock that opening takes.
        fn idle(&mut self) {
            drop(self.0.try_clone_native());
        }
    }
}
