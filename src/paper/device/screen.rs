//! No printer at all: the bytes are read back to text, and the text is kept for the caller. It prints nothing
//! itself, because standard output may belong to JSON.

use super::{Delivery, Device, DeviceError, PrinterStatus};
use crate::paper::{code_page::CodePage, escpos::decode_text};

/// Keeps what was printed as text.
pub(super) struct ScreenDevice {
    code_page: CodePage,
    text: Option<String>,
}

impl ScreenDevice {
    pub(super) fn new(code_page: CodePage) -> ScreenDevice {
        ScreenDevice { code_page, text: None }
    }
}

impl Device for ScreenDevice {
    fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        Ok(PrinterStatus::READY)
    }

    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        self.text.get_or_insert_default().push_str(&decode_text(bytes, self.code_page));
        Ok(Delivery::Confirmed)
    }

    fn describe(&self) -> String {
        "screen".to_owned()
    }

    fn take_text(&mut self) -> Option<String> {
        self.text.take()
    }
}
