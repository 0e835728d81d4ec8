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

/// One PIN that is needed: which file was named, which variable may hold it, how it is asked for.
pub(super) struct Wanted<'a> {
    /// The file that was named.
    pub(super) file: Option<&'a PathBuf>,
    /// The option that names it, for the sentence.
    pub(super) option: &'static str,
    pub(super) variable: &'static str,
    pub(super) whose: &'a str,
    /// Whether it is chosen here and now, and so asked for twice.
    pub(super) chosen: bool,
}

impl<'a> Wanted<'a> {
    /// The PIN of somebody who signs in.
    pub(super) fn of(whose: &'a str, file: Option<&'a PathBuf>) -> Wanted<'a> {
        Wanted { file, option: "--pin-file", variable: "TAMEIO_PIN", whose, chosen: false }
    }

    /// The PIN of somebody who approves.
    pub(super) fn of_approver(whose: &'a str, file: Option<&'a PathBuf>) -> Wanted<'a> {
        Wanted { file, option: "--approver-pin-file", variable: "TAMEIO_APPROVER_PIN", whose, chosen: false }
    }

    /// The PIN that a new supervisor chooses at `init`.
    pub(super) fn first(whose: &'a str, file: Option<&'a PathBuf>) -> Wanted<'a> {
        Wanted { chosen: true, ..Wanted::of(whose, file) }
    }

    /// The PIN that somebody new gets.
    pub(super) fn new(whose: &'a str, file: Option<&'a PathBuf>) -> Wanted<'a> {
        Wanted { file, option: "--new-pin-file", variable: "TAMEIO_NEW_PIN", whose, chosen: true }
    }

    /// Gets it: the file, else the variable, else the prompt.
    pub(super) fn get(&self, out: Output) -> Result<Pin, Failure> {
        let digits = match (self.file, std::env::var(self.variable)) {
            (Some(file), _) => self.read(file, out)?,
            (None, Ok(value)) if !value.is_empty() => value,
            (None, _) if std::io::stdin().is_terminal() => self.ask(out)?,
            (None, _) => {
                return Err(Failure::usage(
                    "pin_missing",
                    "pin-missing",
                    values![option = self.option, variable = self.variable],
                ));
            }
        };
        Pin::parse(&digits).map_err(|_| Failure::input("bad_pin", "pin-form", &[]))
    }

    fn read(&self, file: &Path, out: Output) -> Result<String, Failure> {
        if readable_by_others(file) {
            out.remark("pin-file-open", values![path = file.display()]);
        }
        std::fs::read_to_string(file).map_err(|error| {
            Failure::input("pin_file", "pin-file-unreadable", values![path = file.display(), reason = error])
        })
    }

    fn ask(&self, out: Output) -> Result<String, Failure> {
        let text = out.text();
        let prompt = |key: &str| {
            rpassword::prompt_password(format!("{} ", text.with(key, values![operator = self.whose])))
                .map_err(|error| Failure::usage("pin_missing", "prompt-failed", values![reason = error]))
        };
        if !self.chosen {
            return prompt("command-pin-prompt");
        }
        let first = prompt("command-new-pin-prompt")?;
        if first == prompt("command-new-pin-again")? {
            Ok(first)
        } else {
            Err(Failure::input("pins_differ", "command-pins-differ", &[]))
        }
    }
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
