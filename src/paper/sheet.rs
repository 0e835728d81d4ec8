//! A sheet of A4 before it is drawn: tables under a heading, with what was left to sign. It becomes a PDF in
//! [`super::pdf`] and plain text here.

use super::layout::Heading;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    pub title: String,
    /// Its share of the width, in characters of plain text.
    pub width: u16,
    /// Whether it stands at the right edge: amounts and counts.
    pub right: bool,
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowLook {
    #[default]
    Plain,
    /// What was given back: red.
    GivenBack,
    /// A sum: bold, under a rule.
    Total,
    /// What the rows below are of: its first cell alone, bold.
    Group,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetRow {
    pub cells: Vec<String>,
    pub look: RowLook,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetTable {
    /// Nothing over the first one of a sheet, whose title says what it is.
    pub title: Option<String>,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<SheetRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// A further mark (a demonstration).
    pub mark: Option<String>,
    pub heading: Heading,
    pub title: String,
    /// Of which days, by whom and when.
    pub facts: Vec<String>,
    pub tables: Vec<SheetTable>,
    /// Who signs.
    pub signatures: Vec<String>,
    /// What the content is: its last line.
    pub control: String,
}

impl SheetColumn {
    pub fn left(title: impl Into<String>, width: u16) -> SheetColumn {
        SheetColumn { title: title.into(), width, right: false }
    }

    pub fn right(title: impl Into<String>, width: u16) -> SheetColumn {
        SheetColumn { title: title.into(), width, right: true }
    }
}

/// A sheet as plain text. What is longer than its column takes further lines of it.
pub fn plain(sheet: &Sheet) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    sheet.mark.iter().for_each(|mark| line(mark));
    line(&sheet.heading.municipality);
    line(&sheet.title);
    sheet.facts.iter().for_each(|fact| line(fact));
    for table in &sheet.tables {
        line("");
        table.title.iter().for_each(|title| line(title));
        let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
        put(&table.columns, &titles, &mut line);
        let width: usize = table.columns.iter().map(|column| usize::from(column.width) + 1).sum();
        line(&"-".repeat(width.saturating_sub(1)));
        for row in &table.rows {
            put(&table.columns, &row.cells, &mut line);
        }
    }
    line("");
    line(&sheet.control);
    out
}

/// One row, as many lines as its longest cell takes.
fn put(columns: &[SheetColumn], cells: &[String], line: &mut dyn FnMut(&str)) {
    let wrapped: Vec<Vec<String>> =
        columns.iter().zip(cells).map(|(column, cell)| super::wrap::wrap(cell, usize::from(column.width))).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for place in 0..height {
        let mut text = String::new();
        for (column, lines) in columns.iter().zip(&wrapped) {
            let part = lines.get(place).map(String::as_str).unwrap_or_default();
            let space = usize::from(column.width).saturating_sub(part.chars().count());
            let (before, after) = if column.right { (space, 0) } else { (0, space) };
            text.extend(std::iter::repeat_n(' ', before));
            text.push_str(part);
            text.extend(std::iter::repeat_n(' ', after + 1));
        }
        line(&text);
    }
}
