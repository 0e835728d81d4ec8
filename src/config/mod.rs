//! The configuration file: what it may say, its defaults, and its check. Values are typed here, at the edge, so
//! that no room reads text. Nothing but [`Config::load`] touches the disk, and keys of the terminal are never
//! in this file.

mod accounts;
mod devices;
mod error;
mod keep;
mod layouts;
mod reader;
mod rows;
mod sections;
mod sheet;
mod values;

use std::path::Path;

use reader::Source;

pub use accounts::ExportConfig;
pub use devices::{PrintConfirm, PrinterConfig, Protocol, TerminalConfig, TerminalLink};
pub use error::{ConfigError, Expected, Form, Problem, ValueKind};
pub use keep::WindowSetting;
pub use layouts::{ImportConfig, SettlementConfig};
pub use sections::{BackupConfig, Config, DeskConfig, Municipality, Payments, ThemeChoice, TillConfig, WindowConfig};

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`ConfigError`] with file, line, column, key and what was expected there.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let bytes = std::fs::read(path).map_err(|error| ConfigError::unread(path, error.kind()))?;
        let text = String::from_utf8(bytes).map_err(|error| ConfigError::not_utf8(path, error.as_bytes()))?;
        Config::parse(&text, path)
    }

    /// Checks the text of a file; `name` is what errors call it.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, name: &Path) -> Result<Config, ConfigError> {
        // An editor on Windows may have left a byte order mark.
        let (config, mistake, _) = read(text.strip_prefix('\u{feff}').unwrap_or(text), name);
        mistake.map_or(Ok(config), Err)
    }

    /// The file that `init` writes: every key with its default and a comment in Greek and English. It parses to
    /// [`Config::default`].
    pub fn template() -> String {
        read("", Path::new("")).2
    }
}

impl Default for Config {
    /// What an empty file says.
    fn default() -> Config {
        read("", Path::new("")).0
    }
}

fn read(text: &str, name: &Path) -> (Config, Option<ConfigError>, String) {
    let source = Source::new(name, text);
    let config = source.root().read(Config::read);
    let (mistake, sheet) = source.into_mistake_and_sheet();
    (config, mistake, sheet)
}
