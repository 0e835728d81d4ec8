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

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
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
                bounds: Size::new(cell * 2.0, bounds.height),
                size: Pixels(self.points),
                line_height: text::LineHeight::Relative(LINE),
                font: Font::with_name(crate::window::FONT),
                align_x: text::Alignment::Center,
                align_y: alignment::Vertical::Center,
                shaping: text::Shaping::Basic,
                wrapping: text::Wrapping::None,
            };
            renderer.fill_text(glyph, Point::new(left + cell / 2.0, bounds.center_y()), self.color, *viewport);
            left += cell;
        }
    }
}
