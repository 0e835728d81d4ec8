//! What every command stands on: where the data are, the settings, the clock, the two streams.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use directories::{ProjectDirs, UserDirs};

use super::failure::Failure;
use super::output::Output;
use super::pin::{OperatorArgs, PinArgs, PinKind, TwoOperatorArgs, TwoPinArgs};
use super::typed::{Word, one_of, operator_id};
use crate::config::Config;
use crate::desk::clock::SystemClock;
use crate::desk::{Caller, Desk, Refusal, Setup, SignedIn};
use crate::logging::{self, LogWarning, Logs};
use crate::text::{Language, Text, values};

/// The configuration's name in the data directory.
const CONFIG_FILE: &str = "tameio.toml";

/// What holds for every command, before or after its name.
#[derive(Debug, Clone, Args)]
pub(super) struct Global {
    /// Configuration file; by default tameio.toml in the data directory
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Where database, logs and configuration are kept
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Language of the text for people; Greek if nothing is said
    #[arg(long, global = true, value_parser = one_of(&LANGUAGES))]
    pub(super) lang: Option<Language>,
    /// One JSON object on standard output; text for people goes to standard error
    #[arg(long, global = true)]
    pub(super) json: bool,
}

const LANGUAGES: [Word<Language>; 2] =
    [(Language::El.word(), "Greek", Language::El), (Language::En.word(), "English", Language::En)];

/// What a command begins with; most go on with a [`Context`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Start<'a> {
    pub(super) out: Output,
    pub(super) global: &'a Global,
}

impl Start<'_> {
    pub(super) fn context(&self) -> Result<Context, Failure> {
        Context::read(self.out, self.global)
    }
}

/// Settings and streams of one run.
pub(super) struct Context {
    pub(super) out: Output,
    pub(super) setup: Setup,
    /// Writes the log out when it goes.
    _logs: Option<Logs>,
}

impl Context {
    /// Reads the configuration: the file that was named, else the data directory's, else the defaults.
    fn read(out: Output, global: &Global) -> Result<Context, Failure> {
        let data_dir = data_dir(global)?;
        let config = config(global, &data_dir)?;
        let logs = start_log(out, &data_dir);
        let setup = Setup { data_dir, config: Arc::new(config), clock: Arc::new(SystemClock), demo: false };
        Ok(Context { out, setup, _logs: logs })
    }

    pub(super) fn text(&self) -> Text {
        self.out.text()
    }

    pub(super) fn desk(&self) -> Result<Desk, Failure> {
        Ok(Desk::open(&self.setup)?)
    }

    pub(super) fn sign_in(&self, desk: &mut Desk, operator: &str, pin: &PinArgs) -> Result<SignedIn, Failure> {
        let id = operator_id(operator)?;
        let pin = PinKind::SignIn.get(operator, pin.pin_file.as_ref(), self.out)?;
        Ok(desk.sign_in(&id, &pin)?)
    }

    /// The desk, and who signed in for it.
    pub(super) fn signed_in(&self, who: &OperatorArgs) -> Result<(Desk, SignedIn), Failure> {
        let mut desk = self.desk()?;
        let who = self.sign_in(&mut desk, &who.operator, &who.pin)?;
        Ok((desk, who))
    }

    /// The desk, who asks and who approves.
    pub(super) fn both_signed_in(&self, two: &TwoOperatorArgs) -> Result<(Desk, SignedIn, SignedIn), Failure> {
        let mut desk = self.desk()?;
        let (who, approver) = self.sign_in_two(&mut desk, &two.operator, &two.approve, &two.pins)?;
        Ok((desk, who, approver))
    }

    pub(super) fn sign_in_two(
        &self,
        desk: &mut Desk,
        operator: &str,
        approver: &str,
        pins: &TwoPinArgs,
    ) -> Result<(SignedIn, SignedIn), Failure> {
        // One person twice is refused before anybody types a PIN.
        if operator == approver {
            return Err(Failure::from(Refusal::SamePerson));
        }
        let who = self.sign_in(desk, operator, &pins.pin)?;
        let id = operator_id(approver)?;
        let pin = PinKind::Approval.get(approver, pins.approver_pin_file.as_ref(), self.out)?;
        let approver = desk.sign_in_beside(&who, &id, &pin)?;
        Ok((who, approver))
    }

    /// Who asks: an operator who signs in, else the system's user.
    pub(super) fn who(&self, desk: &mut Desk, operator: Option<&str>, pin: &PinArgs) -> Result<Caller, Failure> {
        match operator {
            Some(operator) => Ok(self.sign_in(desk, operator, pin)?.into()),
            None => Ok(Caller::User),
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
            out.remark("logs-unavailable", values![path = folder.display(), reason = source]);
            None
        }
    }
}

/// The directory that was named, else the system's place for a program's data.
pub(super) fn data_dir(global: &Global) -> Result<PathBuf, Failure> {
    if let Some(named) = &global.data_dir {
        return Ok(named.clone());
    }
    match ProjectDirs::from("gr", "", "tameio") {
        Some(system) => Ok(system.data_dir().to_owned()),
        None => Err(Failure::unavailable("no_home", "data-dir-unknown", &[])),
    }
}

/// The configuration's file: the one that was named, else the data directory's.
pub(super) fn config_file(global: &Global, data_dir: &Path) -> PathBuf {
    global.config.clone().unwrap_or_else(|| data_dir.join(CONFIG_FILE))
}

/// Where a browser leaves files; nothing where the system has no such folder.
fn downloads() -> Option<PathBuf> {
    UserDirs::new()?.download_dir().filter(|folder| folder.is_dir()).map(Path::to_owned)
}

/// The settings. A file that was named must be there; the data directory's may be missing.
pub(super) fn config(global: &Global, data_dir: &Path) -> Result<Config, Failure> {
    let file = config_file(global, data_dir);
    // `try_exists` fails where the folder may not be read: then `load` says so.
    let missing = global.config.is_none() && matches!(file.try_exists(), Ok(false));
    let mut config = if missing { Config::default() } else { Config::load(&file)? };
    config.import.folder = config.import.folder.or_else(downloads);
    config.export.folder = config.export.folder.or_else(downloads);
    Ok(config)
}
