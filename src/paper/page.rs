//! A page before it meets a printer: what stands on it and how, without columns, bytes or code pages.

/// Where a text stands in the width of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    Centre,
    /// At the right edge.
    Right,
}

/// How large a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// The printer's font A.
    #[default]
    Normal,
    /// Twice as high, and as wide as the normal one.
    Tall,
    /// Twice as wide and twice as high. A word that is too long for half the columns makes its line normal.
    Double,
    /// The printer's font B, narrower; broken at the columns of font A, so it always fits.
    Small,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    pub align: Align,
    pub bold: bool,
    pub size: Size,
    /// Columns left free at the left edge.
    pub indent: usize,
}

impl Style {
    pub const PLAIN: Style = Style { align: Align::Left, bold: false, size: Size::Normal, indent: 0 };

    pub const fn centred(self) -> Style {
        Style { align: Align::Centre, ..self }
    }

    pub const fn bold(self) -> Style {
        Style { bold: true, ..self }
    }

    pub const fn tall(self) -> Style {
        Style { size: Size::Tall, ..self }
    }

    /// At the right edge.
    pub const fn right(self) -> Style {
        Style { align: Align::Right, ..self }
    }

    pub const fn double(self) -> Style {
        Style { size: Size::Double, ..self }
    }

    /// In the printer's small font.
    pub const fn small(self) -> Style {
        Style { size: Size::Small, ..self }
    }

    /// Set in by some columns.
    pub const fn indented(self, columns: usize) -> Style {
        Style { indent: columns, ..self }
    }
}

/// A part of a line whose spaces count, in one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    /// How large; normal or small, because a line takes one column a character.
    pub size: Size,
}

/// One thing on a page; a text may take several lines of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A text, broken at words.
    Text {
        text: String,
        style: Style,
    },
    /// Something at the left edge and something, an amount as a rule, at the right. The right part is never
    /// broken while it fits the paper.
    Pair {
        left: String,
        right: String,
        /// How both look; alignment is given.
        style: Style,
    },
    /// A line that came with its own spaces, which are kept: columns that somebody else aligned. Broken only
    /// where it is longer than the paper.
    Verbatim {
        /// Its parts, in order.
        runs: Vec<Run>,
        align: Align,
    },
    /// A line across the paper.
    Rule,
    Blank,
    /// A QR code of this text.
    Qr(String),
    /// The end of a sheet.
    Cut,
}

/// A page, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// What stands on it.
    pub lines: Vec<Line>,
}

impl Page {
    pub fn new() -> Page {
        Page::default()
    }

    /// Adds a text at the left edge.
    pub fn text(&mut self, text: impl Into<String>) -> &mut Page {
        self.styled(text, Style::PLAIN)
    }

    /// Adds a text in the middle.
    pub fn centred(&mut self, text: impl Into<String>) -> &mut Page {
        self.styled(text, Style::PLAIN.centred())
    }

    pub fn styled(&mut self, text: impl Into<String>, style: Style) -> &mut Page {
        self.push(Line::Text { text: text.into(), style })
    }

    /// Adds a left and a right part.
    pub fn pair(&mut self, left: impl Into<String>, right: impl Into<String>) -> &mut Page {
        self.styled_pair(left, right, Style::PLAIN)
    }

    /// Adds a left and a right part.
    pub fn styled_pair(&mut self, left: impl Into<String>, right: impl Into<String>, style: Style) -> &mut Page {
        self.push(Line::Pair { left: left.into(), right: right.into(), style })
    }

    /// Adds a line that keeps its spaces.
    pub fn verbatim(&mut self, runs: Vec<Run>, align: Align) -> &mut Page {
        self.push(Line::Verbatim { runs, align })
    }

    /// Adds a line across the paper.
    pub fn rule(&mut self) -> &mut Page {
        self.push(Line::Rule)
    }

    /// Adds an empty line.
    pub fn blank(&mut self) -> &mut Page {
        self.push(Line::Blank)
    }

    /// Adds a QR code.
    pub fn qr(&mut self, data: impl Into<String>) -> &mut Page {
        self.push(Line::Qr(data.into()))
    }

    pub fn cut(&mut self) -> &mut Page {
        self.push(Line::Cut)
    }

    /// Adds all of another page, which follows on the same strip of paper.
    pub fn append(&mut self, other: Page) -> &mut Page {
        self.lines.extend(other.lines);
        self
    }

    fn push(&mut self, line: Line) -> &mut Page {
        self.lines.push(line);
        self
    }
}

/// How many characters of font A the paper takes: 80 mm has 48 or 42, 58 mm has 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Columns {
    /// 80 mm.
    C48,
    /// 80 mm with a wider font.
    C42,
    /// 58 mm.
    C32,
}

impl Columns {
    pub const ALL: [Columns; 3] = [Columns::C48, Columns::C42, Columns::C32];

    /// The width of a configured number; nothing unless it is 48, 42 or 32.
    pub fn from_count(count: u32) -> Option<Columns> {
        match count {
            48 => Some(Columns::C48),
            42 => Some(Columns::C42),
            32 => Some(Columns::C32),
            _ => None,
        }
    }

    pub fn count(self) -> usize {
        match self {
            Columns::C48 => 48,
            Columns::C42 => 42,
            Columns::C32 => 32,
        }
    }
}
