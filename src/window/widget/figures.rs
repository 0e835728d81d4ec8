//! Figures in columns. The digits of the font that the program carries have different widths, so a column of
//! amounts would not stand straight: here every digit gets the width of the widest.

use iced::advanced::text::{self, Renderer as _};
use iced::advanced::widget::{Operation, Tree, Widget};
use iced::advanced::{Layout, layout, mouse, renderer};
use iced::{Color, Element, Font, Length, Pixels, Point, Rectangle, Renderer, Size, Theme, alignment};

/// Width of a digit, as a part of the type size: the widest of the font, with a little air.
const DIGIT: f32 = 0.575;
/// Width of a separator or a space.
const MARK: f32 = 0.26;
/// Width of anything else.
const OTHER: f32 = 0.62;
const LINE: f32 = 1.3;

struct Figures {
    content: String,
    points: f32,
    color: Color,
}

/// An amount, a date or a code with digits of one width.
pub fn figures<'a, M: 'a>(content: String, points: f32, color: Color) -> Element<'a, M> {
    Element::new(Figures { content, points, color })
}

/// Widths of the font's digits from 0 to 9, as parts of the type size (its `hmtx` table).
const DIGITS: [f32; 10] = [0.558, 0.433, 0.495, 0.499, 0.532, 0.501, 0.533, 0.444, 0.551, 0.525];

/// What is left at the left of a digit that stands in the middle of its place.
fn indent(c: char) -> f32 {
    let own = c.to_digit(10).and_then(|digit| DIGITS.get(usize::try_from(digit).ok()?));
    own.map_or(0.0, |own| (DIGIT - own) / 2.0)
}

fn advance(c: char) -> f32 {
    match c {
        '0'..='9' => DIGIT,
        '.' | ',' | ' ' | '\u{a0}' | ':' => MARK,
        '/' | '-' => 0.42,
        _ => OTHER,
    }
}

impl<M> Widget<M, Theme, Renderer> for Figures {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let width: f32 = self.content.chars().map(|c| advance(c) * self.points).sum();
        layout::Node::new(limits.resolve(
            Length::Shrink,
            Length::Shrink,
            Size::new(width.ceil(), (self.points * LINE).ceil()),
        ))
    }

    fn operate(&mut self, _tree: &mut Tree, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), &self.content);
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let mut left = bounds.x;
        for c in self.content.chars() {
            let cell = advance(c) * self.points;
            let glyph = text::Text {
                content: c.to_string(),
                bounds: Size::new(cell * 1.5, bounds.height),
                size: Pixels(self.points),
                line_height: text::LineHeight::Relative(LINE),
                font: Font::with_name(crate::window::FONT),
                // The renderer finds what to draw again as if text began at its position: so it must.
                align_x: text::Alignment::Left,
                align_y: alignment::Vertical::Top,
                shaping: text::Shaping::Basic,
                wrapping: text::Wrapping::None,
            };
            let at = Point::new(left + indent(c) * self.points, bounds.y);
            // The renderer takes the clip for the place of the glyph: only what sticks out of a layer by it is cut off there.
            let place = Rectangle::new(at, glyph.bounds);
            if viewport.intersects(&place) {
                renderer.fill_text(glyph, at, self.color, place);
            }
            left += cell;
        }
    }
}
