//! Rows of text as printer commands.

use std::cell::RefCell;
use std::rc::Rc;

use ::escpos::driver::Driver;
use ::escpos::errors::PrinterError;
use ::escpos::printer::Printer;
use ::escpos::utils::{Font, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};

use super::{PaperError, PrinterProfile, RunBytes};
use crate::paper::page::Size;

const ESC: u8 = 0x1b;
const FS: u8 = 0x1c;
const GS: u8 = 0x1d;
const LF: u8 = 0x0a;

/// `GS V 66 0`: feed to the cutter and cut all but one point. By hand: what the crate calls a partial cut is
/// `GS V 65 1`, which is the full cut with one step more feed.
const PARTIAL_CUT: [u8; 4] = [GS, b'V', 66, 0];

/// Lines from the print head to where paper can be torn by hand.
const TEAR_FEED: u8 = 4;

/// The longest text of a QR code: version 6 with correction M holds 106 bytes in 41 modules, which at
/// 6 dots each are 246 of the 384 dots that 58 mm paper has.
pub const QR_MAX_BYTES: usize = 106;

/// Dots of one module: 0.75 mm, which any phone reads.
const QR_DOTS: u8 = 6;

/// Where the crate's printer writes: memory. It outlives the printer through the shared handle.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Driver for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn write(&self, data: &[u8]) -> Result<(), PrinterError> {
        self.0.try_borrow_mut()?.extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _buf: &mut [u8]) -> Result<usize, PrinterError> {
        Ok(0)
    }

    fn flush(&self) -> Result<(), PrinterError> {
        Ok(())
    }
}

fn refused(error: PrinterError) -> PaperError {
    PaperError::Command(error.to_string())
}

/// A page on its way to bytes.
pub(super) struct Sheet {
    printer: Printer<Memory>,
    memory: Memory,
    cut: bool,
}

impl Sheet {
    /// Resets the printer and selects its code page, in this order: a reset drops some printers back to Latin, and into the
    /// two-byte mode.
    pub(super) fn begin(profile: &PrinterProfile) -> Result<Sheet, PaperError> {
        let memory = Memory::default();
        let mut printer = Printer::new(memory.clone(), Protocol::default(), None);
        printer.init().map_err(refused)?;
        let mut sheet = Sheet { printer, memory, cut: profile.cut };
        if profile.kanji_off {
            sheet.printer.custom(&[FS, b'.']).map_err(refused)?;
        }
        sheet.code_page(profile.code_page_number)?;
        Ok(sheet)
    }

    /// What follows is printed by the code page of this number. It is a setting; the crate only knows Epson's.
    pub(super) fn code_page(&mut self, number: u8) -> Result<(), PaperError> {
        self.printer.custom(&[ESC, b't', number]).map(|_| ()).map_err(refused)
    }

    /// One line of text after `indent` spaces.
    pub(super) fn text(&mut self, indent: usize, runs: &[RunBytes]) -> Result<(), PaperError> {
        self.try_text(indent, runs).map_err(refused)
    }

    fn try_text(&mut self, indent: usize, runs: &[RunBytes]) -> Result<(), PrinterError> {
        if indent > 0 {
            self.printer.custom(&vec![b' '; indent])?;
        }
        for run in runs {
            self.run(run)?;
        }
        self.printer.custom(&[LF])?;
        Ok(())
    }

    fn run(&mut self, run: &RunBytes) -> Result<(), PrinterError> {
        let (printer, bytes) = (&mut self.printer, &run.bytes);
        if run.bold {
            printer.bold(true)?;
        }
        match run.size {
            Size::Normal => printer.custom(bytes)?,
            Size::Tall => printer.size(1, 2)?.custom(bytes)?.reset_size()?,
            Size::Double => printer.size(2, 2)?.custom(bytes)?.reset_size()?,
            Size::Small => printer.font(Font::B)?.custom(bytes)?.font(Font::A)?,
        };
        if run.bold {
            printer.bold(false)?;
        }
        Ok(())
    }

    /// A QR code in the middle of the paper.
    pub(super) fn qr(&mut self, data: &str) -> Result<(), PaperError> {
        if data.len() > QR_MAX_BYTES {
            return Err(PaperError::QrTooLong { bytes: data.len() });
        }
        let option = QRCodeOption::new(QRCodeModel::Model2, QR_DOTS, QRCodeCorrectionLevel::M);
        self.printer
            .justify(::escpos::utils::JustifyMode::CENTER)
            .and_then(|printer| printer.qrcode_option(data, option))
            .and_then(|printer| printer.justify(::escpos::utils::JustifyMode::LEFT))
            .map(|_| ())
            .map_err(refused)
    }

    /// The end of a sheet.
    pub(super) fn end(&mut self) -> Result<(), PaperError> {
        let end = if self.cut { self.printer.custom(&PARTIAL_CUT) } else { self.printer.feeds(TEAR_FEED) };
        end.map(|_| ()).map_err(refused)
    }

    /// The bytes.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, PaperError> {
        self.printer.print().map_err(refused)?;
        Ok(self.memory.0.take())
    }
}
