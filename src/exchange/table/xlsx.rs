//! A table as a spreadsheet: real dates and amounts, titles that stay in sight, filters, sums as formulas with their values,
//! and A4 across when it is printed. Rows are written as they come, so a long one takes no memory.

use std::io::{self, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    ColNum, Color, Format, FormatAlign, FormatBorder, Formula, RowNum, Workbook, Worksheet, XlsxError,
};

use super::control::Control;
use super::{Cell, Column, Kind, TableError, TableWriter};
use crate::domain::balance::Balance;

/// Rows of a sheet (ECMA-376 part 1, 18.3.1.73), less those of titles, sums and the last line.
const MOST_ROWS: u64 = 1_048_576 - 4;
/// ISO 216 A4 among the paper sizes of ECMA-376 part 1, 18.3.1.63.
const A4: u8 = 9;

/// Characters across a sheet of A4 that can still be read: a wider table takes more sheets side by side.
const LEGIBLE: u16 = 200;

/// Points of the row of titles: two lines.
const TITLES: u16 = 32;

/// Characters of the widest column.
const WIDEST: u16 = 60;

/// What stands above a sheet when it is printed, and its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetHead {
    pub name: String,
    /// Municipality and title.
    pub title: String,
    /// The days, and who made it when.
    pub subtitle: String,
}

/// A further sheet of a book, small enough for memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SideSheet {
    pub name: String,
    /// Titles with the width of their columns, in characters.
    pub titles: Vec<(String, u16)>,
    pub rows: Vec<Vec<Cell<'static>>>,
}

pub struct XlsxWriter<W: Write + Seek + Send> {
    out: W,
    workbook: Workbook,
    sheet: Worksheet,
    columns: Vec<Column>,
    formats: Formats,
    rows: u64,
    /// The longest text of each column, in characters.
    longest: Vec<u16>,
    folder: PathBuf,
    side: Vec<SideSheet>,
}

/// Of 1 to 9: a twentieth more bytes than the usual 6, in two thirds of its time.
const COMPRESSION: u8 = 3;

struct Formats {
    plain: Format,
    day: Format,
    time: Format,
    amount: Format,
    count: Format,
    total: Format,
    small: Format,
    title: Format,
    number_title: Format,
}

impl Formats {
    fn new() -> Formats {
        let amount = Format::new().set_num_format("#,##0.00;[Red]-#,##0.00").set_align(FormatAlign::Top);
        let title = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap();
        Formats {
            // Set in, so that it does not stick to an amount at its left.
            plain: Format::new().set_num_format("@").set_indent(1).set_text_wrap().set_align(FormatAlign::Top),
            day: Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left).set_align(FormatAlign::Top),
            time: Format::new()
                .set_num_format("dd/mm/yyyy hh:mm:ss")
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::Top),
            total: amount.clone().set_bold().set_border_top(FormatBorder::Thin),
            amount,
            count: Format::new().set_num_format("0").set_align(FormatAlign::Top),
            small: Format::new().set_font_size(8).set_font_color(Color::Gray),
            number_title: title.clone().set_align(FormatAlign::Right),
            title,
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text => &self.plain,
            Kind::Day => &self.day,
            Kind::Time => &self.time,
            Kind::Amount => &self.amount,
            Kind::Count => &self.count,
        }
    }

    /// A cell that looks as its column says; another one brings its own look. The library looks a cell's format up by all
    /// that it says, which takes as long as the rest of the cell.
    fn write_in(
        &self,
        column: Kind,
        sheet: &mut Worksheet,
        row: RowNum,
        place: ColNum,
        cell: &Cell<'_>,
    ) -> Result<(), XlsxError> {
        match (column, cell) {
            (Kind::Text, Cell::Text(text)) => sheet.write_string(row, place, text.as_ref())?,
            (Kind::Day, Cell::Day(day)) => sheet.write_datetime(row, place, day)?,
            (Kind::Time, Cell::Time(time)) => sheet.write_datetime(row, place, time)?,
            (Kind::Amount, Cell::Amount(amount)) => sheet.write(row, place, decimal(*amount))?,
            (Kind::Count, Cell::Count(count)) => sheet.write(row, place, Decimal::from(*count))?,
            _ => return self.write(sheet, row, place, cell),
        };
        Ok(())
    }

    fn write(&self, sheet: &mut Worksheet, row: RowNum, place: ColNum, cell: &Cell<'_>) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => sheet.write_string_with_format(row, place, text.as_ref(), &self.plain)?,
            Cell::Day(day) => sheet.write_datetime_with_format(row, place, day, &self.day)?,
            Cell::Time(time) => sheet.write_datetime_with_format(row, place, time, &self.time)?,
            Cell::Amount(amount) => sheet.write_with_format(row, place, decimal(*amount), &self.amount)?,
            Cell::Count(count) => sheet.write_with_format(row, place, Decimal::from(*count), &self.count)?,
        };
        Ok(())
    }
}

impl<W: Write + Seek + Send> XlsxWriter<W> {
    /// Writes the titles. What does not stay in memory lies in files of `folder` that have no name.
    ///
    /// # Errors
    /// [`TableError`]
    pub fn new(
        out: W,
        columns: Vec<Column>,
        head: &SheetHead,
        side: Vec<SideSheet>,
        folder: &Path,
    ) -> Result<XlsxWriter<W>, TableError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder).map_err(spreadsheet)?;
        workbook.set_zip_compression_level(COMPRESSION);
        let mut sheet = workbook.new_worksheet_with_constant_memory().map_err(spreadsheet)?;
        set_up(&mut sheet, head).map_err(spreadsheet)?;
        let formats = Formats::new();
        for (place, column) in (0..).zip(&columns) {
            let title =
                if matches!(column.kind, Kind::Amount | Kind::Count) { &formats.number_title } else { &formats.title };
            sheet.write_string_with_format(0, place, column.title, title).map_err(spreadsheet)?;
            sheet.set_column_format(place, formats.of(column.kind)).map_err(spreadsheet)?;
        }
        let folder = folder.to_owned();
        let longest = vec![0; columns.len()];
        Ok(XlsxWriter { out, workbook, sheet, columns, formats, rows: 0, longest, folder, side })
    }

    fn write_row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), TableError> {
        let at = self.next_row()?;
        for (longest, cell) in self.longest.iter_mut().zip(cells) {
            if let Cell::Text(text) = cell {
                *longest = (*longest).max(u16::try_from(text.chars().count()).unwrap_or(u16::MAX));
            }
        }
        for ((place, column), cell) in (0..).zip(&self.columns).zip(cells) {
            self.formats.write_in(column.kind, &mut self.sheet, at, place, cell).map_err(|error| match error {
                XlsxError::MaxStringLengthExceeded => TableError::TooLong { row, column: column.title },
                other => spreadsheet(other),
            })?;
        }
        self.rows += 1;
        Ok(())
    }

    fn write_end(mut self, control: &Control) -> Result<(), TableError> {
        let row = self.next_row()?;
        let last = self.columns.len().saturating_sub(1);
        let last = ColNum::try_from(last).map_err(|_| TableError::Spreadsheet("too many columns".to_owned()))?;
        self.widths().map_err(spreadsheet)?;
        self.sheet.autofilter(0, 0, row.saturating_sub(1), last).map_err(spreadsheet)?;
        self.sums(row, control).map_err(spreadsheet)?;
        let text = control.to_string();
        self.sheet.write_string_with_format(row + 2, 0, text, &self.formats.small).map_err(spreadsheet)?;
        let sheet = std::mem::take(&mut self.sheet);
        self.workbook.push_worksheet(sheet);
        for side in std::mem::take(&mut self.side) {
            self.write_side(&side).map_err(spreadsheet)?;
        }
        let XlsxWriter { mut out, mut workbook, .. } = self;
        workbook.save_to_writer(&mut out).map_err(spreadsheet)?;
        Ok(out.flush()?)
    }

    /// The row of the sheet that comes next, its titles counted.
    fn next_row(&self) -> Result<RowNum, TableError> {
        match RowNum::try_from(self.rows + 1) {
            Ok(row) if self.rows < MOST_ROWS => Ok(row),
            _ => Err(TableError::TooManyRows { most: MOST_ROWS }),
        }
    }

    /// Columns as wide as their texts, up to what is still read at once; a longer text takes further lines.
    fn widths(&mut self) -> Result<(), XlsxError> {
        let mut all = 0_u16;
        for ((place, column), longest) in (0..).zip(&self.columns).zip(&self.longest) {
            // One more for the indent, one for the arrow of the filter.
            let width = column.width.max(longest.saturating_add(2).min(WIDEST));
            self.sheet.set_column_width(place, width)?;
            all = all.saturating_add(width);
        }
        self.sheet.set_print_fit_to_pages(all.div_ceil(LEGIBLE), 0);
        Ok(())
    }

    fn write_side(&mut self, side: &SideSheet) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(&side.name)?.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_freeze_panes(1, 0)?.set_row_height(0, TITLES)?;
        for (place, (title, width)) in (0..).zip(&side.titles) {
            sheet.set_column_width(place, *width)?;
            sheet.write_string_with_format(0, place, title, &self.formats.title)?;
        }
        for (row, cells) in (1..).zip(&side.rows) {
            for (place, cell) in (0..).zip(cells) {
                self.formats.write(sheet, row, place, cell)?;
            }
        }
        Ok(())
    }
    fn sums(&mut self, row: RowNum, control: &Control) -> Result<(), XlsxError> {
        for (place, column) in (0..).zip(&self.columns) {
            let Some((_, total)) = control.totals.iter().find(|(key, _)| key == column.key) else { continue };
            let letter = rust_xlsxwriter::column_number_to_name(place);
            // Under a filter it sums what is shown.
            let formula = Formula::new(format!("=SUBTOTAL(9,{letter}2:{letter}{row})")).set_result(total.to_string());
            self.sheet.write_formula_with_format(row, place, formula, &self.formats.total)?;
        }
        Ok(())
    }
}

impl<W: Write + Seek + Send> TableWriter for XlsxWriter<W> {
    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), TableError> {
        let folder = self.folder.clone();
        without_panic(&folder, || self.write_row(row, cells))
    }

    fn finish(self: Box<Self>, control: &Control) -> Result<(), TableError> {
        let folder = self.folder.clone();
        without_panic(&folder, || self.write_end(control))
    }
}

/// The library panics where its file of rows cannot be written, as on a full disk: here it is the error that it is.
fn without_panic<T>(folder: &Path, act: impl FnOnce() -> Result<T, TableError>) -> Result<T, TableError> {
    silent::panics(|| catch_unwind(AssertUnwindSafe(act))).unwrap_or_else(|_| Err(TableError::Io(why_not(folder))))
}

/// Why nothing more can be written into a folder, as the system says it.
fn why_not(folder: &Path) -> io::Error {
    let probe = || -> io::Result<()> {
        let mut file = tempfile::tempfile_in(folder)?;
        file.write_all(&[0; 1 << 20])?;
        file.sync_all()
    };
    probe().err().unwrap_or_else(|| io::Error::other("the rows could not be kept"))
}

/// Panics of this thread that are caught and told as errors say nothing of themselves.
mod silent {
    use std::cell::Cell;
    use std::panic::{set_hook, take_hook};
    use std::sync::Once;

    thread_local! {
        static SILENT: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();

    pub(super) fn panics<T>(act: impl FnOnce() -> T) -> T {
        HOOK.call_once(|| {
            let others = take_hook();
            set_hook(Box::new(move |info| {
                if !SILENT.get() {
                    others(info);
                }
            }));
        });
        let before = SILENT.replace(true);
        let out = act();
        SILENT.set(before);
        out
    }
}

fn set_up(sheet: &mut Worksheet, head: &SheetHead) -> Result<(), XlsxError> {
    sheet.set_name(&head.name)?;
    sheet.set_freeze_panes(1, 0)?.set_row_height(0, TITLES)?;
    sheet.set_paper_size(A4).set_landscape();
    sheet.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    // An ampersand begins a command of a printed heading.
    let plain = |text: &str| text.replace('&', "&&");
    sheet.set_header(format!("&L{}&R{}", plain(&head.title), plain(&head.subtitle)));
    sheet.set_footer("&L&A&R&P / &N");
    Ok(())
}

/// Euro of a balance.
fn decimal(amount: Balance) -> Decimal {
    Decimal::new(amount.cents(), 2)
}

fn spreadsheet(error: XlsxError) -> TableError {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => TableError::Io(error),
        other => TableError::Spreadsheet(other.to_string()),
    }
}
