//! What a technician wants to see of a desk beside what [`super::doctor`] finds: keys, ports, the test page as it will
//! print, and settings that are changed at the desk.

use std::path::Path;

use super::outcome::SignedIn;
use super::{Asks, Desk, DeskError, doctor};
use crate::config::WindowSetting;
use crate::domain::audit::AuditAct;
use crate::domain::permission::Act;
use crate::domain::worded::worded;
use crate::ecr::link::{PortList as _, SeenPort, SystemPorts};
use crate::paper::escpos::{decode_text, encode};

worded! {
    /// Whether the terminal's messages are signed, and with what.
    pub enum KeysState {
        /// The settings want no signature.
        Off = "off",
        Loaded = "loaded",
        /// The settings want one, and there is no key that can be read.
        Missing = "missing",
    }
}

impl Desk {
    /// Looks at everything, devices included.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::SessionEnded`].
    pub fn examine(&mut self, who: &dyn Asks) -> Result<Vec<doctor::Finding>, DeskError> {
        self.allow(who, Act::CheckDevices)?;
        Ok(doctor::examine_open(self))
    }

    /// Whether the terminal's keys are there.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::SessionEnded`].
    pub fn keys_state(&self, who: &dyn Asks) -> Result<KeysState, DeskError> {
        self.allow(who, Act::CheckDevices)?;
        Ok(match (self.signs(), self.check_keys()) {
            (false, _) => KeysState::Off,
            (true, Ok(())) => KeysState::Loaded,
            (true, Err(_)) => KeysState::Missing,
        })
    }

    /// The serial ports of this computer; nothing where the system does not tell.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::SessionEnded`].
    pub fn ports(&self, who: &dyn Asks) -> Result<Option<Vec<SeenPort>>, DeskError> {
        self.allow(who, Act::CheckDevices)?;
        Ok(SystemPorts.ports())
    }

    /// The test page as it stands on the paper: what the code page of the settings makes of it.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::SessionEnded`]; [`super::PaperError`] for a character that the printer lacks.
    pub fn test_page_text(&self, who: &dyn Asks) -> Result<String, DeskError> {
        self.allow(who, Act::CheckDevices)?;
        let profile = self.setup.printer_profile();
        Ok(decode_text(&encode(&self.test_page(), profile)?, profile.code_page))
    }

    /// Writes a setting of the window into the file of settings.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NotAllowed`], [`DeskError::Config`], or the database.
    pub fn keep_setting(&mut self, who: &SignedIn, file: &Path, setting: WindowSetting) -> Result<(), DeskError> {
        let actor = self.allow(who, Act::ChangeLook)?;
        setting.keep(file)?;
        let detail = format!("value={}", setting.shown());
        self.note(actor, AuditAct::SettingChanged, format!("window.{}", setting.key()), detail)?;
        Ok(())
    }
}
