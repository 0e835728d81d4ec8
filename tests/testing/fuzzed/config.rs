//! The configuration file: any text is a configuration or an error that names a place in it.

use std::path::Path;

use tameio::config::Config;

/// The whole input is the file's text.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let name = Path::new("tameio.toml");
    match Config::parse(&text, name) {
        Ok(config) => {
            assert!((1..=8).contains(&config.desk.id.chars().count()));
            assert!((1..=8).contains(&config.desk.series.chars().count()));
            assert!((100..=175).contains(&config.window.scale));
            assert!(!config.municipality.name.is_empty() && config.import.mappings.contains_key("debts"));
            assert!(!config.terminal.result_timeout.is_zero() && !config.terminal.confirm_timeout.is_zero());
        }
        Err(error) => {
            assert_eq!(error.file, name);
            let line = error.line.checked_sub(1).and_then(|before| text.split('\n').nth(before));
            let line = line.unwrap_or_else(|| panic!("line {} is not in the file", error.line));
            assert!((1..=line.chars().count() + 1).contains(&error.column), "{error}: not in its line");
        }
    }
}
