//! What every command stands on: where the data are, the settings, the clock, the two streams.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use directories::ProjectDirs;

use super::args::{Global, PinArgs};
use super::args_corrections::TwoPinArgs;
use super::failure::Failure;
use super::output::Output;
use super::pin::Wanted;
use crate::config::Config;
use crate::desk::clock::SystemClock;
use crate::desk::{Desk, Refusal, Setup, SignedIn};
use crate::domain::operator::OperatorId;
use crate::logging::{self, LogWarning, Logs};
use crate::text::Text;

/// The configuration's name in the data directory.
const CONFIG_FILE: &str = "tameio.toml";

/// Settings and streams of one run.
pub(super) struct Context {
    pub(super) out: Output,
    pub(super) setup: Setup,
    /// Writes the log out when it goes.
    _logs: Option<Logs>,
}

impl Context {
    /// Reads the configuration: the file that was named, else the data directory's, else the defaults.
    pub(super) fn read(out: Output, global: &Global) -> Result<Context, Failure> {
        let data_dir = data_dir(out, global)?;
        let config = config(out.text(), global, &data_dir)?;
        let logs = start_log(out, &data_dir);
        let setup = Setup { data_dir, config: Arc::new(config), clock: Arc::new(SystemClock), demo: false };
        Ok(Context { out, setup, _logs: logs })
    }

    /// The text for people.
    pub(super) fn text(&self) -> Text {
        self.out.text()
    }

    pub(super) fn desk(&self) -> Result<Desk, Failure> {
        Desk::open(&self.setup).map_err(|error| Failure::of_desk(self.text(), &error))
    }

    pub(super) fn sign_in(&self, desk: &mut Desk, operator: &str, pin: &PinArgs) -> Result<SignedIn, Failure> {
        let id = operator_id(self.text(), operator)?;
        let pin = Wanted::of(operator, pin.pin_file.as_ref()).get(self.out)?;
        desk.sign_in(&id, &pin).map_err(|error| Failure::of_desk(self.text(), &error))
    }

    /// Signs in who asks and who approves.
    pub(super) fn sign_in_two(
        &self,
        desk: &mut Desk,
        operator: &str,
        approver: &str,
        pins: &TwoPinArgs,
    ) -> Result<(SignedIn, SignedIn), Failure> {
        let text = self.text();
        // One person twice is refused before anybody types a PIN.
        if operator == approver {
            return Err(Failure::of_desk(text, &Refusal::SamePerson.into()));
        }
        let who = self.sign_in(desk, operator, &pins.pin)?;
        let id = operator_id(text, approver)?;
        let pin = Wanted::of_approver(approver, pins.approver_pin_file.as_ref()).get(self.out)?;
        let approver = desk.sign_in(&id, &pin).map_err(|error| Failure::of_desk(text, &error))?;
        Ok((who, approver))
    }

    /// Who is named in the audit trail: an operator who signs in, else the system's user.
    pub(super) fn who(&self, desk: &mut Desk, operator: Option<&str>, pin: &PinArgs) -> Result<String, Failure> {
        match operator {
            Some(operator) => Ok(self.sign_in(desk, operator, pin)?.operator().id.to_string()),
            None => Ok(crate::desk::system_user()),
        }
    }
}

/// Starts the log of a data directory. Without the directory there is nothing to log about, and without a log the
/// desk works on.
fn start_log(out: Output, data_dir: &Path) -> Option<Logs> {
    if !data_dir.is_dir() {
        return None;
    }
    match logging::start(data_dir) {
        Ok(logs) => Some(logs),
        Err(LogWarning::Started) => None,
        Err(LogWarning::Folder { folder, source }) => {
            let values = [("path", Text::path(&folder)), ("reason", source.to_string().into())];
            out.note(&out.text().with("logs-unavailable", &values));
            None
        }
    }
}

/// An operator's short name.
pub(super) fn operator_id(text: Text, typed: &str) -> Result<OperatorId, Failure> {
    OperatorId::parse(typed).map_err(|error| Failure::of_desk(text, &error.into()))
}

/// The directory that was named, else the system's place for a program's data.
pub(super) fn data_dir(out: Output, global: &Global) -> Result<PathBuf, Failure> {
    if let Some(named) = &global.data_dir {
        return Ok(named.clone());
    }
    match ProjectDirs::from("gr", "", "tameio") {
        Some(system) => Ok(system.data_dir().to_owned()),
        None => Err(Failure::unavailable("no_home", out.text().get("data-dir-unknown"))),
    }
}

/// The configuration's file: the one that was named, else the data directory's.
pub(super) fn config_file(global: &Global, data_dir: &Path) -> PathBuf {
    global.config.clone().unwrap_or_else(|| data_dir.join(CONFIG_FILE))
}

/// The settings. A file that was named must be there; the data directory's may be missing.
pub(super) fn config(text: Text, global: &Global, data_dir: &Path) -> Result<Config, Failure> {
    let file = config_file(global, data_dir);
    // `try_exists` fails where the folder may not be read: then `load` says so.
    if global.config.is_none() && matches!(file.try_exists(), Ok(false)) {
        return Ok(Config::default());
    }
    Config::load(&file).map_err(|error| Failure::of_config(text, &error))
}
