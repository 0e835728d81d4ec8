//! From the settings to the terminal: which dialect, over which line.

use std::time::Duration;

use chrono::TimeDelta;

use super::demo::address_of;
use super::terminal_lock::TerminalLock;
use super::trouble::Trouble;
use super::{Asks, Desk};
use crate::config::TerminalLink;
use crate::domain::permission::Act;
use crate::ecr::link::{Connector, SerialConnector, TcpConnector};
use crate::ecr::terminal::{EchoReply, EcrError, Terminal, TerminalProfile};
use crate::store::StoreError;

/// How long an echo may take (ecr-protocols, flow 3).
pub(super) const ECHO_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a terminal that answered is taken to be awake.
const AWAKE_FOR: TimeDelta = TimeDelta::minutes(10);
/// How long a terminal may take to accept a connection.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

impl Desk {
    /// Asks the terminal to answer. Not while a payment runs: call it on the terminal's thread.
    ///
    /// # Errors
    /// [`EcrError`], as [`super::DeskError::Terminal`]; [`Trouble::TerminalInUse`] while a payment runs in
    /// another program.
    pub fn echo(&mut self, who: &dyn Asks) -> Result<EchoReply, super::DeskError> {
        self.allow(who, Act::CheckDevices)?;
        let lock = self.lock_terminal()?.ok_or_else(|| self.terminal_in_use())?;
        let mut terminal = self.take_terminal(&lock)?;
        let reply: Result<EchoReply, EcrError> = terminal.echo("tameio");
        self.put_back(terminal, &lock);
        Ok(reply?)
    }

    /// The lock of this desk's terminal; nothing when another program has it.
    pub(super) fn lock_terminal(&self) -> Result<Option<TerminalLock>, Trouble> {
        TerminalLock::take(&self.setup.data_dir, &self.setup.terminal_name(), self.now())
    }

    /// That another program has the terminal, and which.
    pub(super) fn terminal_in_use(&self) -> Trouble {
        Trouble::TerminalInUse { holder: TerminalLock::holder(&self.setup.data_dir, &self.setup.terminal_name()) }
    }

    /// The terminal of the settings, with its line where that is kept. Whoever takes it puts it back; where that does
    /// not come to pass, the next program knows it.
    ///
    /// # Errors
    /// [`Trouble::Simulator`].
    pub(super) fn take_terminal(&mut self, lock: &TerminalLock) -> Result<Terminal, Trouble> {
        let mut terminal = match self.terminal.take() {
            Some(terminal) => terminal,
            None => self.make_terminal()?,
        };
        if lock.has_unanswered() {
            terminal.distrust();
        }
        lock.note_unanswered(true);
        Ok(terminal)
    }

    /// Puts the terminal back, its line closed unless the settings keep it open.
    pub(super) fn put_back(&mut self, mut terminal: Terminal, lock: &TerminalLock) {
        terminal.close();
        lock.note_unanswered(terminal.is_in_doubt());
        if terminal.take_heard() {
            self.heard = Some(self.now());
        }
        self.terminal = Some(terminal);
    }

    /// Whether the terminal may sleep: nothing was heard of it for long, by this program or in the journal.
    pub(super) fn may_sleep(&self) -> Result<bool, StoreError> {
        let heard = match self.heard {
            Some(heard) => Some(heard),
            None => self.store.last_answer(&self.setup.terminal_name())?,
        };
        Ok(heard.is_none_or(|heard| self.now().signed_duration_since(heard).abs() > AWAKE_FOR))
    }

    /// The terminal without a key to sign with, for the exchange of one.
    pub(super) fn unsigned_terminal(&mut self, lock: &TerminalLock) -> Result<Terminal, Trouble> {
        let mut terminal = self.take_terminal(lock)?;
        terminal.sign_with(None);
        Ok(terminal)
    }

    /// Reaches the terminal of the settings over other lines than theirs, until the desk is opened again: for
    /// rehearsals with a terminal that is not there.
    pub fn reach_terminal_over(&mut self, lines: Box<dyn Connector>) {
        self.terminal = Some(Terminal::new(self.terminal_profile(), lines, self.first_echo()));
    }

    fn make_terminal(&mut self) -> Result<Terminal, Trouble> {
        let config = &self.setup.config.terminal;
        if config.protocol.simulated {
            let simulator = super::demo::simulator()?;
            super::demo::go_on_counting(&simulator, &self.store).map_err(Trouble::Store)?;
            self.simulator = Some(simulator);
        }
        let connector: Box<dyn Connector> = match (&self.simulator, &config.link) {
            (Some(simulator), _) => Box::new(TcpConnector::new(address_of(simulator), CONNECT_TIMEOUT)),
            (None, TerminalLink::Tcp { address }) => Box::new(TcpConnector::new(address.clone(), CONNECT_TIMEOUT)),
            (None, TerminalLink::Serial { port, baud }) => {
                let connector = SerialConnector::new(port.clone(), *baud);
                Box::new(match &config.usb_serial {
                    Some(serial) => connector.with_usb_serial(serial.clone()),
                    None => connector,
                })
            }
        };
        Ok(Terminal::new(self.terminal_profile(), connector, self.first_echo()))
    }

    /// Numbers of echoes that differ from those of earlier programs on the same wire: from the time of day, in
    /// milliseconds.
    fn first_echo(&self) -> u64 {
        self.now().timestamp_millis().unsigned_abs()
    }

    fn terminal_profile(&self) -> TerminalProfile {
        let config = &self.setup.config.terminal;
        TerminalProfile {
            dialect: config.protocol.dialect,
            variant: config.variant,
            ecr_id: config.ecr_id.clone(),
            echo_timeout: ECHO_TIMEOUT,
            confirm_timeout: config.confirm_timeout,
            result_timeout: config.result_timeout,
            keep_open: config.keep_open,
        }
    }
}
