//! A sheet of tables on A4 across: heading, tables whose titles come again on each page, signatures, and the control line.

use super::canvas::{Canvas, Face, Ink, LONG, MARGIN, SHORT};
use super::{PdfError, PdfInfo};
use crate::paper::layout::Heading;
use crate::paper::sheet::{RowLook, Sheet, SheetColumn, SheetRow, SheetTable};
use crate::paper::wording;

const TEXT: f32 = 7.5;
const LEADING: f32 = 9.6;
/// Between two columns.
const GAP: f32 = 6.0;
/// Points of a character of plain text, where a table does not need the whole width.
const CHARACTER: f32 = 5.4;
const CONTROL: f32 = 6.5;

/// A sheet as PDF.
///
/// # Errors
/// [`PdfError`]
pub fn sheet(sheet: &Sheet, info: &PdfInfo) -> Result<Vec<u8>, PdfError> {
    let mut drawn = Drawn { canvas: Canvas::new((LONG, SHORT))? };
    drawn.head(sheet)?;
    for table in &sheet.tables {
        drawn.table(table)?;
    }
    drawn.canvas.signatures(&sheet.signatures)?;
    drawn.control(&sheet.control)?;
    drawn.canvas.finish(info, &info.title)
}

struct Drawn {
    canvas: Canvas,
}

/// A column where it stands.
struct Place {
    left: f32,
    right: f32,
    at_right: bool,
}

impl Drawn {
    fn head(&mut self, sheet: &Sheet) -> Result<(), PdfError> {
        let Heading { municipality, address, afm, tax_office, department } = &sheet.heading;
        let bold = |size| Face { size, bold: true, ..Face::default() };
        let plain = |size| Face { size, ..Face::default() };
        let (left, right) = (MARGIN, MARGIN + self.canvas.width());
        let afm = afm.as_ref().map(|afm| format!("{} {afm}", wording::AFM));
        let office = tax_office.as_ref().map(|office| format!("{} {office}", wording::TAX_OFFICE));
        let top = self.canvas.y;
        self.canvas.text(left, top + 10.0, bold(11.0), municipality);
        let mut y = top + 10.0;
        for line in [department.clone(), address.clone(), afm, office].into_iter().flatten() {
            y += 10.5;
            self.canvas.text(left, y, plain(8.5), &line);
        }
        let mut facts_y = top + 10.0;
        self.canvas.text_to(right, facts_y, bold(12.0), &sheet.title)?;
        for fact in &sheet.facts {
            facts_y += 10.5;
            self.canvas.text_to(right, facts_y, plain(8.5), fact)?;
        }
        if let Some(mark) = &sheet.mark {
            self.canvas.text_around((left + right) / 2.0, top + 12.0, bold(16.0), mark)?;
        }
        self.canvas.y = y.max(facts_y) + 10.0;
        Ok(())
    }

    fn table(&mut self, table: &SheetTable) -> Result<(), PdfError> {
        let places = self.places(table);
        // A title stands with the titles of its columns and a row or two.
        if !self.canvas.has_room(LEADING * 6.0) {
            self.canvas.next_page();
        }
        if let Some(title) = &table.title {
            self.canvas.y += LEADING + 4.0;
            let face = Face { size: 9.0, bold: true, ..Face::default() };
            self.canvas.text(MARGIN, self.canvas.y, face, title);
            self.canvas.y += 3.0;
        }
        self.titles(&table.columns, &places)?;
        for row in &table.rows {
            self.row(&table.columns, row, &places)?;
        }
        self.canvas.y += 4.0;
        Ok(())
    }

    /// The columns share the width as in plain text; few of them do not take all of it.
    fn places(&self, table: &SheetTable) -> Vec<Place> {
        let characters: f32 = table.columns.iter().map(|column| f32::from(column.width)).sum();
        let count = u16::try_from(table.columns.len()).map_or(0.0, f32::from);
        let free = self.canvas.width() - GAP * (count - 1.0).max(0.0);
        let one = (free / characters.max(1.0)).min(CHARACTER);
        let mut left = MARGIN;
        let place = |column: &SheetColumn| {
            let right = left + f32::from(column.width) * one;
            let place = Place { left, right, at_right: column.right };
            left = right + GAP;
            place
        };
        table.columns.iter().map(place).collect()
    }

    fn titles(&mut self, columns: &[SheetColumn], places: &[Place]) -> Result<(), PdfError> {
        let titles = columns.iter().map(|column| column.title.clone()).collect();
        let face = Face { size: TEXT, bold: true, ..Face::default() };
        self.cells(&SheetRow { cells: titles, look: RowLook::Plain }, places, face)?;
        if let (Some(first), Some(last)) = (places.first(), places.last()) {
            self.canvas.rule(first.left, last.right, self.canvas.y + 2.5);
        }
        self.canvas.y += 3.5;
        Ok(())
    }

    fn row(&mut self, columns: &[SheetColumn], row: &SheetRow, places: &[Place]) -> Result<(), PdfError> {
        let face = match row.look {
            RowLook::Plain => Face { size: TEXT, ..Face::default() },
            RowLook::GivenBack => Face { size: TEXT, ink: Ink::Red, ..Face::default() },
            RowLook::Total | RowLook::Group => Face { size: TEXT, bold: true, ..Face::default() },
        };
        let lines = self.wrapped(row, places, face)?.iter().map(Vec::len).max().unwrap_or(1);
        // A group stands with a row of it.
        let lines = if row.look == RowLook::Group { lines + 1 } else { lines };
        let height = u16::try_from(lines).map_or(LEADING, f32::from) * LEADING;
        if !self.canvas.has_room(height) {
            self.canvas.next_page();
            self.titles(columns, places)?;
        }
        if row.look == RowLook::Total
            && let (Some(first), Some(last)) = (places.first(), places.last())
        {
            self.canvas.rule(first.left, last.right, self.canvas.y + 1.5);
            self.canvas.y += 1.5;
        }
        self.cells(row, places, face)
    }

    fn wrapped(&self, row: &SheetRow, places: &[Place], face: Face) -> Result<Vec<Vec<String>>, PdfError> {
        let cells = row.cells.iter().zip(places);
        cells
            .map(|(cell, place)| self.canvas.typeface.wrap(cell, face.size, face.bold, place.right - place.left))
            .collect()
    }

    fn cells(&mut self, row: &SheetRow, places: &[Place], face: Face) -> Result<(), PdfError> {
        let wrapped = self.wrapped(row, places, face)?;
        let mut bottom = self.canvas.y + LEADING;
        for (lines, place) in wrapped.iter().zip(places) {
            let mut y = self.canvas.y;
            for line in lines {
                y += LEADING;
                match place.at_right {
                    true => self.canvas.text_to(place.right, y, face, line)?,
                    false => self.canvas.text(place.left, y, face, line),
                }
            }
            bottom = bottom.max(y);
        }
        self.canvas.y = bottom;
        Ok(())
    }

    fn control(&mut self, control: &str) -> Result<(), PdfError> {
        let face = Face { size: CONTROL, ink: Ink::Grey, ..Face::default() };
        for line in self.canvas.typeface.wrap(control, face.size, face.bold, self.canvas.width())? {
            if !self.canvas.has_room(LEADING) {
                self.canvas.next_page();
            }
            self.canvas.y += LEADING;
            self.canvas.text(MARGIN, self.canvas.y, face, &line);
        }
        Ok(())
    }
}
