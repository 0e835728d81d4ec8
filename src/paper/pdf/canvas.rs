//! Pages of marks, put where they belong and drawn at the end, when it is known how many pages there are.

use chrono::{Datelike as _, Timelike as _};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};
use qrcode::{Color, EcLevel, QrCode};

use super::typeface::Typeface;
use super::{PdfError, PdfInfo};

/// ISO 216 A4 in points of 1/72 inch.
pub(super) const SHORT: f32 = 595.28;
pub(super) const LONG: f32 = 841.89;
/// Free at each edge.
pub(super) const MARGIN: f32 = 40.0;
/// Below the text, for the page's number.
const FOOT: f32 = 22.0;
const FOOT_SIZE: f32 = 7.5;
/// Modules that stay free around a QR code (ISO/IEC 18004, 5.3.8).
const QUIET: usize = 4;

/// What something is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Ink {
    #[default]
    Black,
    /// What was given back.
    Red,
    Grey,
}

impl Ink {
    fn fill(self) -> Fill {
        let colour = match self {
            Ink::Black => rgb::Color::black(),
            Ink::Red => rgb::Color::new(180, 0, 0),
            Ink::Grey => rgb::Color::new(90, 90, 90),
        };
        Fill { paint: colour.into(), ..Fill::default() }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Face {
    /// Points.
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
}

enum Mark {
    /// From the left end of its base line.
    Text {
        at: (f32, f32),
        face: Face,
        text: String,
    },
    Rule {
        from: (f32, f32),
        to: f32,
    },
    /// Dark squares of one size.
    Squares {
        side: f32,
        at: Vec<(f32, f32)>,
    },
}

pub(super) struct Canvas {
    pub(super) typeface: Typeface,
    size: (f32, f32),
    pages: Vec<Vec<Mark>>,
    /// Where the next line begins, from the top.
    pub(super) y: f32,
}

impl Canvas {
    pub(super) fn new(size: (f32, f32)) -> Result<Canvas, PdfError> {
        Ok(Canvas { typeface: Typeface::new()?, size, pages: vec![Vec::new()], y: MARGIN })
    }

    pub(super) fn width(&self) -> f32 {
        self.size.0 - 2.0 * MARGIN
    }

    /// Whether something of this height still stands on the page.
    pub(super) fn has_room(&self, height: f32) -> bool {
        self.y + height <= self.size.1 - MARGIN - FOOT
    }

    pub(super) fn next_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// A text from `x` on, its letters standing on the line `y`.
    pub(super) fn text(&mut self, x: f32, y: f32, face: Face, text: &str) {
        if !text.is_empty() {
            self.mark(Mark::Text { at: (x, y), face, text: text.to_owned() });
        }
    }

    /// The same, ending at `x`.
    pub(super) fn text_to(&mut self, x: f32, y: f32, face: Face, text: &str) -> Result<(), PdfError> {
        let width = self.typeface.width(text, face.size, face.bold)?;
        self.text(x - width, y, face, text);
        Ok(())
    }

    /// The same, its middle at `x`.
    pub(super) fn text_around(&mut self, x: f32, y: f32, face: Face, text: &str) -> Result<(), PdfError> {
        let width = self.typeface.width(text, face.size, face.bold)?;
        self.text(x - width / 2.0, y, face, text);
        Ok(())
    }

    pub(super) fn rule(&mut self, from: f32, to: f32, y: f32) {
        self.mark(Mark::Rule { from: (from, y), to });
    }

    /// A QR code with its free edge, `side` wide in all.
    pub(super) fn qr(&mut self, x: f32, side: f32, data: &str) -> Result<(), PdfError> {
        let code = QrCode::with_error_correction_level(data, EcLevel::M).map_err(|_| PdfError::Qr)?;
        let modules = code.width() + 2 * QUIET;
        let small = |count: usize| u16::try_from(count).map(f32::from).map_err(|_| PdfError::Qr);
        let one = side / small(modules)?;
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark);
        let y = self.y;
        let place = |(place, _): (usize, Color)| {
            let (row, column) = (place / code.width() + QUIET, place % code.width() + QUIET);
            Ok((x + small(column)? * one, y + small(row)? * one))
        };
        let at = dark.map(place).collect::<Result<Vec<_>, PdfError>>()?;
        self.mark(Mark::Squares { side: one, at });
        self.y += side;
        Ok(())
    }

    /// Lines to sign on, side by side, each with who signs.
    pub(super) fn signatures(&mut self, who: &[String]) -> Result<(), PdfError> {
        const HEIGHT: f32 = 64.0;
        const LINE: f32 = 150.0;
        if who.is_empty() {
            return Ok(());
        }
        if !self.has_room(HEIGHT) {
            self.next_page();
        }
        let count = u16::try_from(who.len()).map(f32::from).unwrap_or(1.0);
        let share = self.width() / count;
        let mut middle = MARGIN + share / 2.0;
        let line = LINE.min(share - 10.0);
        for name in who {
            self.rule(middle - line / 2.0, middle + line / 2.0, self.y + 42.0);
            self.text_around(middle, self.y + 54.0, Face { size: 8.0, ..Face::default() }, name)?;
            middle += share;
        }
        self.y += HEIGHT;
        Ok(())
    }

    /// Draws everything, with a foot on each page: what the file is, and which page of how many.
    pub(super) fn finish(mut self, info: &PdfInfo, foot: &str) -> Result<Vec<u8>, PdfError> {
        let pages = self.pages.len();
        let face = Face { size: FOOT_SIZE, ink: Ink::Grey, ..Face::default() };
        let y = self.size.1 - MARGIN;
        let mut document = Document::new_with(SerializeSettings::default());
        document.set_metadata(metadata(info));
        for (place, mut marks) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            let number = format!("Σελίδα {} από {pages}", place + 1);
            let width = self.typeface.width(&number, face.size, face.bold)?;
            marks.push(Mark::Text { at: (self.size.0 - MARGIN - width, y), face, text: number });
            if !foot.is_empty() {
                marks.push(Mark::Text { at: (MARGIN, y), face, text: foot.to_owned() });
            }
            let settings = PageSettings::from_wh(self.size.0, self.size.1)
                .ok_or_else(|| PdfError::Library("no page of this size".to_owned()))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for mark in &marks {
                draw(&mut surface, &self.typeface, mark)?;
            }
            surface.finish();
            page.finish();
        }
        document.finish().map_err(|error| PdfError::Library(error.to_string()))
    }
}

fn draw(surface: &mut Surface<'_>, typeface: &Typeface, mark: &Mark) -> Result<(), PdfError> {
    match mark {
        Mark::Text { at, face, text } => {
            surface.set_stroke(None);
            surface.set_fill(Some(face.ink.fill()));
            let glyphs = typeface.glyphs(text, face.bold)?;
            let start = Point::from_xy(at.0, at.1);
            surface.draw_glyphs(start, &glyphs, typeface.font(face.bold), text, face.size, false);
        }
        Mark::Rule { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(*to, from.1);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { width: 0.5, ..Stroke::default() }));
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
        Mark::Squares { side, at } => {
            let mut path = PathBuilder::new();
            for (x, y) in at {
                Rect::from_xywh(*x, *y, *side, *side).into_iter().for_each(|square| path.push_rect(square));
            }
            surface.set_stroke(None);
            surface.set_fill(Some(Ink::Black.fill()));
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
    }
    Ok(())
}

fn metadata(info: &PdfInfo) -> Metadata {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let at = info.at;
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(info.title.clone())
        .authors(vec![info.author.clone()])
        .language("el".to_owned())
        .creator("tameio".to_owned())
        .creation_date(made)
}
