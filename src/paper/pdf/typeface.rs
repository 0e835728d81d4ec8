//! The font of every PDF: Liberation Sans (SIL Open Font License, `assets/fonts/LICENSE-OFL.txt`), which has Greek with all
//! its accents. Letters are measured before they are drawn, so that what is laid out is what is seen.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use ttf_parser::Face;

use super::PdfError;

static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf");

/// Both weights.
pub(super) struct Typeface {
    regular: Weight,
    bold: Weight,
}

struct Weight {
    font: Font,
    face: Face<'static>,
}

impl Weight {
    fn new(bytes: &'static [u8]) -> Result<Weight, PdfError> {
        let broken = || PdfError::Library("the font cannot be read".to_owned());
        let font = Font::new(bytes.into(), 0).ok_or_else(broken)?;
        let face = Face::parse(bytes, 0).map_err(|error| PdfError::Library(error.to_string()))?;
        Ok(Weight { font, face })
    }

    /// Of a letter, its advance in units of the font's square.
    fn letter(&self, letter: char) -> Result<(u16, f32), PdfError> {
        let id = self.face.glyph_index(letter).ok_or(PdfError::NoLetter(letter))?;
        let advance = f32::from(self.face.glyph_hor_advance(id).unwrap_or_default());
        Ok((id.0, advance / f32::from(self.face.units_per_em())))
    }
}

impl Typeface {
    pub(super) fn new() -> Result<Typeface, PdfError> {
        Ok(Typeface { regular: Weight::new(REGULAR)?, bold: Weight::new(BOLD)? })
    }

    fn weight(&self, bold: bool) -> &Weight {
        if bold { &self.bold } else { &self.regular }
    }

    pub(super) fn font(&self, bold: bool) -> Font {
        self.weight(bold).font.clone()
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, text: &str, size: f32, bold: bool) -> Result<f32, PdfError> {
        let weight = self.weight(bold);
        text.chars().try_fold(0.0, |width, letter| Ok(width + weight.letter(letter)?.1 * size))
    }

    /// The letters of a text, to be drawn.
    pub(super) fn glyphs(&self, text: &str, bold: bool) -> Result<Vec<KrillaGlyph>, PdfError> {
        let weight = self.weight(bold);
        let glyph = |(at, letter): (usize, char)| {
            let (id, advance) = weight.letter(letter)?;
            let range = at..at + letter.len_utf8();
            Ok(KrillaGlyph::new(GlyphId::new(u32::from(id)), advance, 0.0, 0.0, 0.0, range, None))
        };
        text.char_indices().map(glyph).collect()
    }

    /// The lines of a text, none wider than so many points: broken at words, inside one only where it alone is wider.
    pub(super) fn wrap(&self, text: &str, size: f32, bold: bool, most: f32) -> Result<Vec<String>, PdfError> {
        let space = self.width(" ", size, bold)?;
        let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let width = self.width(word, size, bold)?;
            if !line.is_empty() && used + space + width <= most {
                line.push(' ');
                line.push_str(word);
                used += space + width;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            used = 0.0;
            for letter in word.chars() {
                let width = self.weight(bold).letter(letter)?.1 * size;
                if used + width > most && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(letter);
                used += width;
            }
        }
        lines.push(line);
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_every_letter_of_greek_latin_and_the_money() {
        let typeface = Typeface::new().unwrap();
        let greek = ('Ά'..='ώ').filter(|letter| letter.is_alphabetic());
        let latin = (' '..='~').chain('À'..='ž');
        for letter in greek.chain(latin).chain("«»€–—·°…\u{a0}ΐΰ".chars()) {
            for bold in [false, true] {
                assert!(typeface.width(&letter.to_string(), 10.0, bold).is_ok(), "{letter:?}");
            }
        }
        assert_eq!(typeface.width("漢", 10.0, false), Err(PdfError::NoLetter('漢')));
    }

    #[test]
    fn no_line_is_wider_than_it_may_be_and_no_letter_is_lost() {
        let typeface = Typeface::new().unwrap();
        let text = "Παπαδοπούλου-Κωνσταντινίδου Αικατερίνη-Μαρία του Χαραλάμπους ΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑ";
        for most in [20.0, 60.0, 143.0] {
            let lines = typeface.wrap(text, 8.0, true, most).unwrap();
            assert!(lines.iter().all(|line| typeface.width(line, 8.0, true).unwrap() <= most), "{lines:?}");
            let without = |text: &str| text.replace(' ', "");
            assert_eq!(without(&lines.concat()), without(text));
        }
        assert_eq!(typeface.wrap("", 8.0, false, 100.0).unwrap(), [""]);
    }
}
