//! Files of other systems.

use super::requests;
use crate::desk::{ImportFolder, SignedIn};

requests! {
    /// The folder of the settings, and what lies in it.
    ReadFolder { who: SignedIn } -> ImportFolder, Files Books, |self, desk| desk.import_folder(&self.who);
}
