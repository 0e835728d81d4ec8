//! The card slip that the terminal leaves to the desk's printer: its lines as they are, on a sheet of their own.
//! What the terminal wrote is another machine's text: it is wrapped and not cut, and a character that the
//! printer lacks never stands in the receipt's way.

use super::mark as put_mark;
use crate::paper::escpos::{PrinterProfile, legible};
use crate::paper::page::{Align, Page, Run, Size, Style};
use crate::paper::wording;

/// A line of a card slip.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SlipLine {
    pub align: Align,
    /// Its parts, in order; none for an empty line.
    pub runs: Vec<Run>,
}

impl SlipLine {
    fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

/// A card slip on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSlipPage {
    /// The page, which ends its sheet.
    pub page: Page,
    /// How many characters the printer lacks. They stand there as `?`, and the page says how many.
    pub replaced: usize,
}

/// One copy of a card slip; nothing where no line holds any text. `mark`: printed large at top and bottom.
pub fn card_slip(lines: &[SlipLine], profile: &PrinterProfile, mark: Option<&str>) -> Option<CardSlipPage> {
    let first = lines.iter().position(|line| !line.is_blank())?;
    let last = lines.iter().rposition(|line| !line.is_blank())?;
    let mut page = Page::new();
    let mut replaced = 0;
    put_mark(&mut page, mark);
    for line in lines.iter().take(last + 1).skip(first) {
        if line.is_blank() {
            page.blank();
            continue;
        }
        let mut runs = Vec::with_capacity(line.runs.len());
        for run in &line.runs {
            let (text, lacking) = legible(&run.text, profile);
            replaced += lacking;
            runs.push(Run { text, bold: run.bold, size: one_column(run.size) });
        }
        page.verbatim(runs, line.align);
    }
    if replaced > 0 {
        page.rule().styled(format!("{}: {replaced}", wording::REPLACED), Style::PLAIN.small());
    }
    put_mark(&mut page, mark);
    page.cut();
    Some(CardSlipPage { page, replaced })
}

/// A line that keeps its spaces counts one column a character.
fn one_column(size: Size) -> Size {
    if size == Size::Small { Size::Small } else { Size::Normal }
}
