//! Where a PIN comes from: a file, a variable, or a prompt without echo. Never an argument, which everybody on
//! the machine can read, and never a question where nobody is there to answer.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use crate::domain::operator::Pin;
use crate::text::values;

/// Where a PIN comes from. Never an argument: those are seen by everybody on the machine.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PinArgs {
    /// File that holds the PIN; else the variable TAMEIO_PIN, else a prompt
    #[arg(long, value_name = "FILE")]
    pub(super) pin_file: Option<PathBuf>,
}

/// Who does it; they sign in for it.
#[derive(Debug, Args)]
pub(super) struct OperatorArgs {
    /// Who does it
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    #[command(flatten)]
    pub(super) pin: PinArgs,
}

/// Who does it and who approves; both sign in for it.
#[derive(Debug, Args)]
pub(super) struct TwoOperatorArgs {
    /// Who asks
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// Who approves: another person
    #[arg(long, value_name = "ID")]
    pub(super) approve: String,
    #[command(flatten)]
    pub(super) pins: TwoPinArgs,
}

/// Where the PIN of somebody new comes from.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct NewPinArgs {
    /// File that holds the new PIN; else the variable TAMEIO_NEW_PIN, else a prompt
    #[arg(long, value_name = "FILE")]
    pub(super) new_pin_file: Option<PathBuf>,
}

/// Where the PINs of two persons come from. Never from arguments.
#[derive(Debug, Args)]
pub(super) struct TwoPinArgs {
    #[command(flatten)]
    pub(super) pin: PinArgs,
    /// File with the PIN of who approves; else the variable TAMEIO_APPROVER_PIN, else a prompt
    #[arg(long, value_name = "FILE")]
    pub(super) approver_pin_file: Option<PathBuf>,
}

/// What a PIN is for, which says the option of its file and the variable that may hold it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PinKind {
    /// Somebody signs in.
    SignIn,
    /// Somebody approves.
    Approval,
    /// A new supervisor chooses it at `init`.
    First,
    /// Somebody gets a new one.
    New,
}

impl PinKind {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            PinKind::SignIn | PinKind::First => ("--pin-file", "TAMEIO_PIN"),
            PinKind::Approval => ("--approver-pin-file", "TAMEIO_APPROVER_PIN"),
            PinKind::New => ("--new-pin-file", "TAMEIO_NEW_PIN"),
        }
    }

    /// Gets it: the file that was named, else the variable, else the prompt.
    pub(super) fn get(self, whose: &str, file: Option<&PathBuf>, out: Output) -> Result<Pin, Failure> {
        let (option, variable) = self.names();
        let digits = match (file, std::env::var(variable)) {
            (Some(file), _) => read(file, out)?,
            (None, Ok(value)) if !value.is_empty() => value,
            (None, _) if std::io::stdin().is_terminal() => self.ask(whose, out)?,
            (None, _) => return Err(Failure::usage("pin_missing", "pin-missing", values![option, variable])),
        };
        Pin::parse(&digits).map_err(|_| Failure::input("bad_pin", "pin-form", &[]))
    }

    fn ask(self, whose: &str, out: Output) -> Result<String, Failure> {
        let prompt = |key: &str| {
            rpassword::prompt_password(format!("{} ", out.text().with(key, values![operator = whose])))
                .map_err(|error| Failure::usage("pin_missing", "prompt-failed", values![reason = error]))
        };
        if matches!(self, PinKind::SignIn | PinKind::Approval) {
            return prompt("command-pin-prompt");
        }
        // Chosen here and now.
        let first = prompt("command-new-pin-prompt")?;
        if first != prompt("command-new-pin-again")? {
            return Err(Failure::input("pins_differ", "command-pins-differ", &[]));
        }
        Ok(first)
    }
}

fn read(file: &Path, out: Output) -> Result<String, Failure> {
    let path = file.display();
    if readable_by_others(file) {
        out.remark("pin-file-open", values![path]);
    }
    std::fs::read_to_string(file)
        .map_err(|error| Failure::input("pin_file", "pin-file-unreadable", values![path, reason = error]))
}

#[cfg(unix)]
pub(super) fn readable_by_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o044 != 0)
}

/// On Windows a file of the user's profile is private already, and a mode says nothing.
#[cfg(not(unix))]
pub(super) fn readable_by_others(_file: &Path) -> bool {
    false
}
