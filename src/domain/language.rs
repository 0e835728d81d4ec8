//! The languages that the desk speaks.

use super::worded::worded;

worded! {
    /// A language of people's text.
    #[derive(Default)]
    pub enum Language {
        /// Greek, the default.
        #[default]
        El = "el",
        En = "en",
    }
}
