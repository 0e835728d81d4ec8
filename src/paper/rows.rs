//! The lines of paper that a page takes at a width: the one place where text is broken and aligned, for bytes
//! and for plain text alike.

use super::page::{Align, Columns, Line, Page, Run, Size, Style};
use super::wrap::{longest_word, measure, wrap, wrap_verbatim};

/// One line of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    Text(TextRow),
    /// A QR code of this text.
    Qr(String),
    /// The end of a sheet.
    Cut,
}

/// One line of text: `indent` spaces of normal size, then the runs, each in its look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextRow {
    /// Which line of the page it comes from, from 1.
    pub(super) page_line: usize,
    pub(super) indent: usize,
    pub(super) runs: Vec<Run>,
}

impl TextRow {
    /// How many characters stand in letters of double width.
    pub(super) fn wide(&self) -> usize {
        self.runs.iter().filter(|run| run.size == Size::Double).map(|run| measure(&run.text)).sum()
    }

    /// The text of all runs.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Lays a page out. `prepare` turns a text of the page into one that has a column a character, before it is
/// measured: substitutes can be longer than what they stand for.
pub(super) fn rows(page: &Page, columns: Columns, prepare: impl Fn(&str) -> String) -> Vec<Row> {
    let mut rows = Vec::with_capacity(page.lines.len());
    for (place, line) in page.lines.iter().enumerate() {
        let paper = Paper { columns: columns.count(), page_line: place + 1 };
        match line {
            Line::Text { text, style } => rows.extend(paper.text(&prepare(text), *style)),
            Line::Pair { left, right, style } => rows.extend(paper.pair(&prepare(left), &prepare(right), *style)),
            Line::Verbatim { runs, align } => rows.extend(paper.verbatim(runs, *align, &prepare)),
            Line::Rule => rows.push(paper.row(0, "-".repeat(paper.columns), Style::PLAIN)),
            Line::Blank => rows.push(paper.row(0, String::new(), Style::PLAIN)),
            Line::Qr(data) => rows.push(Row::Qr(data.clone())),
            Line::Cut => rows.push(Row::Cut),
        }
    }
    rows
}

struct Paper {
    columns: usize,
    page_line: usize,
}

impl Paper {
    fn text(&self, text: &str, style: Style) -> Vec<Row> {
        let style = self.fitting(longest_word(text), style);
        let (scale, width) = self.width(style);
        let place = |line: String| {
            let free = (width * scale).saturating_sub(measure(&line) * scale);
            let indent = match style.align {
                Align::Left => 0,
                Align::Centre => free / 2,
                Align::Right => free,
            };
            self.row(style.indent + indent, line, style)
        };
        wrap(text, width).into_iter().map(place).collect()
    }

    fn pair(&self, left: &str, right: &str, style: Style) -> Vec<Row> {
        let style = self.fitting(longest_word(left).max(measure(right)), style);
        let (_, width) = self.width(style);
        let mut lines = if left.is_empty() { Vec::new() } else { wrap(left, width) };
        if measure(right) <= width {
            let with = lines.pop().unwrap_or_default();
            let used = measure(&with);
            let space = if used == 0 { 0 } else { 1 };
            if used + space + measure(right) <= width {
                lines.push(format!("{with}{}{right}", " ".repeat(width - used - measure(right))));
            } else {
                lines.push(with);
                lines.push(format!("{}{right}", " ".repeat(width - measure(right))));
            }
        } else {
            let rest = wrap(right, width);
            lines.extend(rest.into_iter().map(|line| format!("{}{line}", " ".repeat(width - measure(&line)))));
        }
        lines.into_iter().map(|line| self.row(style.indent, line, style)).collect()
    }

    fn verbatim(&self, runs: &[Run], align: Align, prepare: impl Fn(&str) -> String) -> Vec<Row> {
        let looks = runs.iter().map(|run| (prepare(&run.text), (run.bold, run.size)));
        let cells: Vec<(char, (bool, Size))> = looks
            .flat_map(|(text, look)| text.replace('\u{a0}', " ").chars().map(|c| (c, look)).collect::<Vec<_>>())
            .collect();
        // Spaces at the left mean something only to a line that begins there.
        let lead = if align == Align::Left { 0 } else { cells.iter().take_while(|(c, _)| *c == ' ').count() };
        let place = |line: &[(char, (bool, Size))]| {
            let free = self.columns.saturating_sub(line.len());
            let indent = match align {
                _ if line.is_empty() => 0,
                Align::Left => 0,
                Align::Centre => free / 2,
                Align::Right => free,
            };
            Row::Text(TextRow { page_line: self.page_line, indent, runs: of_one_look(line) })
        };
        wrap_verbatim(cells.get(lead..).unwrap_or_default(), self.columns).into_iter().map(place).collect()
    }

    /// The style, in normal size where the double would break `longest` apart.
    fn fitting(&self, longest: usize, style: Style) -> Style {
        let (_, width) = self.width(style);
        if style.size == Size::Double && longest > width { Style { size: Size::Normal, ..style } } else { style }
    }

    /// How many columns a character takes, and how many characters a line takes.
    fn width(&self, style: Style) -> (usize, usize) {
        let scale = if style.size == Size::Double { 2 } else { 1 };
        (scale, (self.columns.saturating_sub(style.indent) / scale).max(1))
    }

    fn row(&self, indent: usize, text: String, style: Style) -> Row {
        // Its work is done once the lines are broken, and half the pages lack it.
        let text = text.replace('\u{a0}', " ");
        let indent = if text.is_empty() { 0 } else { indent };
        let runs = if text.is_empty() { Vec::new() } else { vec![Run { text, bold: style.bold, size: style.size }] };
        Row::Text(TextRow { page_line: self.page_line, indent, runs })
    }
}

/// Neighbours of one look as one run.
fn of_one_look(cells: &[(char, (bool, Size))]) -> Vec<Run> {
    cells
        .chunk_by(|(_, one), (_, other)| one == other)
        .map(|run| {
            let (bold, size) = run.first().map_or((false, Size::Normal), |(_, look)| *look);
            Run { text: run.iter().map(|(c, _)| c).collect(), bold, size }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Row, rows};
    use crate::paper::page::{Columns, Page, Size, Style};

    fn texts(page: &Page, columns: Columns) -> Vec<(usize, String, Size)> {
        let text = |row| match row {
            Row::Text(row) => Some((row.indent, row.text(), row.runs.first().map_or(Size::Normal, |run| run.size))),
            Row::Qr(_) | Row::Cut => None,
        };
        rows(page, columns, str::to_owned).into_iter().filter_map(text).collect()
    }

    #[test]
    fn an_amount_that_does_not_fit_beside_its_label_stands_alone_at_the_right_edge() {
        let mut page = Page::new();
        page.pair("Τέλος καθαριότητας και φωτισμού", "1.234,56");
        let shown = texts(&page, Columns::C32);
        assert_eq!(shown[0].1, "Τέλος καθαριότητας και φωτισμού");
        assert_eq!(shown[1].1, format!("{}1.234,56", " ".repeat(24)));
    }

    #[test]
    fn a_double_amount_that_half_the_columns_cannot_hold_is_normal_instead_of_broken() {
        let mut page = Page::new();
        page.styled_pair("ΣΥΝΟΛΟ", "999.999.999,99\u{a0}EUR", Style::PLAIN.double());
        assert_eq!(texts(&page, Columns::C48)[0].2, Size::Double);
        let narrow = texts(&page, Columns::C32);
        assert_eq!(narrow[0].2, Size::Normal);
        assert_eq!(narrow[0].1, "ΣΥΝΟΛΟ        999.999.999,99 EUR");
    }

    #[test]
    fn a_double_text_is_centred_in_whole_columns() {
        let mut page = Page::new();
        page.styled("ΑΒΓΔ", Style::PLAIN.centred().double());
        assert_eq!(texts(&page, Columns::C48), [(20, "ΑΒΓΔ".to_owned(), Size::Double)]);
    }
}
