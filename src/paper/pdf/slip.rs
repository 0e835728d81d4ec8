//! A strip of paper on A4: the same lines in the same order, in the middle of the sheet.

use super::canvas::{Canvas, Face, LONG, MARGIN, SHORT};
use super::{PdfError, PdfInfo};
use crate::paper::page::{Align, Line, Page, Size, Style};

/// How wide the lines are.
const WIDTH: f32 = 380.0;
/// What a column of indent is.
const INDENT: f32 = 5.0;
/// Between a left and a right part.
const GAP: f32 = 12.0;
const QR_SIDE: f32 = 92.0;
const BLANK: f32 = 6.0;
/// Height of a line, by the size of its letters.
const LEADING: f32 = 1.35;

/// A page of paper as PDF.
///
/// # Errors
/// [`PdfError`]
pub fn strip(page: &Page, signatures: &[String], info: &PdfInfo) -> Result<Vec<u8>, PdfError> {
    let mut slip = Slip { canvas: Canvas::new((SHORT, LONG))? };
    for line in &page.lines {
        slip.line(line)?;
    }
    slip.canvas.signatures(signatures)?;
    slip.canvas.finish(info, &info.title)
}

struct Slip {
    canvas: Canvas,
}

fn face(style: &Style) -> Face {
    let size = match style.size {
        Size::Normal => 9.5,
        Size::Tall => 12.0,
        Size::Double => 14.0,
        Size::Small => 8.0,
    };
    Face { size, bold: style.bold, ..Face::default() }
}

impl Slip {
    fn left(&self) -> f32 {
        MARGIN + (self.canvas.width() - WIDTH) / 2.0
    }

    /// Goes down by a line of this size, onto the next page where this one is full, and gives its base line.
    fn down(&mut self, size: f32) -> f32 {
        let height = size * LEADING;
        if !self.canvas.has_room(height) {
            self.canvas.next_page();
        }
        self.canvas.y += height;
        self.canvas.y - (height - size)
    }

    fn line(&mut self, line: &Line) -> Result<(), PdfError> {
        let (left, right) = (self.left(), self.left() + WIDTH);
        match line {
            Line::Text { text, style } => self.text(text, style),
            Line::Pair { left, right, style } => self.pair(left, right, style),
            Line::Verbatim { runs, align } => {
                let text: String = runs.iter().map(|run| run.text.as_str()).collect();
                let bold = runs.iter().all(|run| run.bold);
                self.text(&text, &Style { align: *align, bold, ..Style::PLAIN })
            }
            Line::Rule => {
                self.down(3.0);
                self.canvas.rule(left, right, self.canvas.y);
                self.canvas.y += 2.0;
                Ok(())
            }
            Line::Blank => {
                self.canvas.y += BLANK;
                Ok(())
            }
            Line::Qr(data) => {
                if !self.canvas.has_room(QR_SIDE) {
                    self.canvas.next_page();
                }
                self.canvas.qr((left + right - QR_SIDE) / 2.0, QR_SIDE, data)
            }
            // A sheet ends by itself.
            Line::Cut => Ok(()),
        }
    }

    fn text(&mut self, text: &str, style: &Style) -> Result<(), PdfError> {
        let face = face(style);
        let indent = indent(style);
        for line in self.canvas.typeface.wrap(text, face.size, face.bold, WIDTH - indent)? {
            let y = self.down(face.size);
            let (left, right) = (self.left() + indent, self.left() + WIDTH);
            match style.align {
                Align::Left => self.canvas.text(left, y, face, &line),
                Align::Centre => self.canvas.text_around((left + right) / 2.0, y, face, &line)?,
                Align::Right => self.canvas.text_to(right, y, face, &line)?,
            }
        }
        Ok(())
    }

    /// The right part stands on the last line of the left one, or on lines of its own where both have no room.
    fn pair(&mut self, left: &str, right: &str, style: &Style) -> Result<(), PdfError> {
        let face = face(style);
        let indent = indent(style);
        let taken = self.canvas.typeface.width(right, face.size, face.bold)?;
        let beside = WIDTH - indent - taken - GAP;
        if beside < WIDTH / 4.0 {
            self.text(left, style)?;
            return self.text(right, &Style { align: Align::Right, ..*style });
        }
        let mut y = self.canvas.y;
        for line in self.canvas.typeface.wrap(left, face.size, face.bold, beside)? {
            y = self.down(face.size);
            self.canvas.text(self.left() + indent, y, face, &line);
        }
        self.canvas.text_to(self.left() + WIDTH, y, face, right)
    }
}

fn indent(style: &Style) -> f32 {
    u16::try_from(style.indent).map_or(0.0, f32::from) * INDENT
}
