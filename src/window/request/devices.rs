//! How the desk's devices and its place are, and what can be tried of them.

use std::path::PathBuf;

use super::requests;
use crate::config::WindowSetting;
use crate::desk::doctor::Finding;
use crate::desk::{BackupReport, KeysState, LastCopy, PrintEnd, SeenPort, SignedIn};

requests! {
    /// Looks at everything, devices included.
    Examine { who: SignedIn } -> Vec<Finding>, Terminal Recovery, |self, desk| desk.examine(&self.who);

    ReadFacts { who: SignedIn } -> Facts, Books Books, |self, desk| Ok(Facts {
        keys: desk.keys_state(&self.who)?,
        ports: desk.ports(&self.who)?,
        last_copy: desk.last_copy(&self.who)?,
        // A character that the printer lacks is what the test page shows.
        test_page: desk.test_page_text(&self.who).ok(),
    });

    PrintTestPage { who: SignedIn } -> PrintEnd, Printer Paper, |self, desk| desk.print_test_page(&self.who);

    Backup { who: SignedIn, target: PathBuf } -> BackupReport, Files File, |self, desk| desk.backup(&self.who, &self.target);

    /// Writes a setting of the window into the file of settings.
    KeepSetting { who: SignedIn, file: PathBuf, setting: WindowSetting } -> (), Books Books,
        |self, desk| desk.keep_setting(&self.who, &self.file, self.setting);
}

/// What is known of the desk's place without asking a device.
#[derive(Debug, Clone)]
pub struct Facts {
    pub keys: KeysState,
    /// Nothing where the system does not tell.
    pub ports: Option<Vec<SeenPort>>,
    pub last_copy: Option<LastCopy>,
    /// The test page as it will stand on the paper.
    pub test_page: Option<String>,
}
