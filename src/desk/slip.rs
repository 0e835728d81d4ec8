//! The terminal's card slip on the desk's paper (variant `02`): from print data to the pages that follow a
//! receipt. Reads no database and opens no device.

use crate::ecr::slip::{self as terminal, Mark, Piece, Weight};
use crate::paper::layout::{SlipLine, card_slip};
use crate::paper::page::{Align, Page, Run, Size};
use crate::paper::{escpos::PrinterProfile, wording};

/// The two copies of a card slip; each page ends its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipCopies {
    /// For the citizen, after the receipt.
    pub customer: Page,
    /// For the municipality, after that.
    pub merchant: Page,
    /// How many characters of both the printer lacks; they are `?`, and each page says so.
    pub replaced: usize,
}

impl SlipCopies {
    /// A receipt's page with the citizen's copy and then the municipality's on sheets of their own: one job for
    /// the printer, so that no copy is left behind by a printer that stops between them.
    pub fn after(self, mut receipt: Page) -> Page {
        receipt.append(self.customer).append(self.merchant);
        receipt
    }
}

/// The pages of print data; nothing where it holds no text. They never fail to print for their characters.
/// `mark`: printed large on both (a demonstration).
pub fn slip_pages(print_data: &[u8], profile: &PrinterProfile, mark: Option<&str>) -> Option<SlipCopies> {
    let copies = terminal::copies(print_data);
    let page = |lines: &[terminal::SlipLine]| {
        let lines: Vec<SlipLine> = lines.iter().filter_map(on_paper).collect();
        card_slip(&lines, profile, mark)
    };
    let (customer, merchant) = (page(&copies.customer)?, page(&copies.merchant)?);
    let replaced = customer.replaced + merchant.replaced;
    if replaced > 0 {
        tracing::warn!(replaced, code_page = %profile.code_page, "card slip holds characters that the printer lacks");
    }
    Some(SlipCopies { customer: customer.page, merchant: merchant.page, replaced })
}

/// A line; nothing for one that holds only a logo, which is the terminal's own picture.
fn on_paper(line: &terminal::SlipLine) -> Option<SlipLine> {
    let align = match line.align {
        terminal::Align::Left => Align::Left,
        terminal::Align::Centre => Align::Centre,
        terminal::Align::Right => Align::Right,
    };
    let runs: Vec<Run> = line.pieces.iter().filter_map(run).collect();
    (!runs.is_empty() || line.pieces.is_empty()).then_some(SlipLine { align, runs })
}

/// A piece of text in its weight, or the word for a mark.
fn run(piece: &Piece) -> Option<Run> {
    match piece {
        Piece::Text { weight, text } => Some(Run {
            text: text.clone(),
            bold: *weight == Weight::Bold,
            size: if *weight == Weight::Small { Size::Small } else { Size::Normal },
        }),
        Piece::Mark(Mark::Contactless) => {
            Some(Run { text: wording::CONTACTLESS.to_owned(), bold: false, size: Size::Normal })
        }
        Piece::Mark(Mark::Logo | Mark::SecondLogo | Mark::Pause) => None,
    }
}
