//! The keyboard of a whole screen. It lies around everything and sees a key before any field does, so that a
//! command is never typed into a field, and the order of what is pressed is kept: a key and the text before it
//! reach the screen in one pass, not over two channels.

use iced::advanced::widget::{Tree, Widget};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, renderer};
use iced::keyboard::key::Named;
use iced::keyboard::{self as input, Key};
use iced::widget::Stack;
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme};

use crate::window::keys::{self, Context, KeyCommand};

/// What the keyboard brought to a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    Command(KeyCommand),
    /// Text that no field took, because none has the cursor.
    Text(String),
    /// Backspace that no field took.
    Erase,
}

impl Pressed {
    /// What it does to a text; a command does nothing.
    pub fn change(&self, text: &mut String) {
        match self {
            Pressed::Text(more) => text.push_str(more),
            Pressed::Erase => drop(text.pop()),
            Pressed::Command(_) => {}
        }
    }
}

/// A layer that hears keys and shows nothing.
struct Keys<M> {
    above: bool,
    context: Context,
    message: fn(Pressed) -> M,
}

/// Gives a screen the keyboard: above its layers what must not reach a field, below them what no field took.
pub fn keyboard<'a, M: 'a>(layers: Stack<'a, M>, context: Context, message: fn(Pressed) -> M) -> Element<'a, M> {
    let keys = |above| Element::new(Keys { above, context, message });
    layers.push(keys(true)).push_under(keys(false)).into()
}

impl<M> Keys<M> {
    /// Before the fields: commands, and what must not reach a field. True when the key is dealt with.
    fn before(&self, event: &Event, shell: &mut Shell<'_, M>) -> bool {
        let Event::Keyboard(input::Event::KeyPressed { key, physical_key, modifiers, repeat, .. }) = event else {
            return false;
        };
        if let Some(command) = keys::command(key, *physical_key, *modifiers, self.context) {
            if !repeat || command.repeats() {
                shell.publish((self.message)(Pressed::Command(command)));
            }
            return true;
        }
        !self.context.takes_text()
    }

    /// After the fields: text that none of them took.
    fn after(&self, event: &Event, shell: &mut Shell<'_, M>) {
        let Event::Keyboard(input::Event::KeyPressed { key, modifiers, text, .. }) = event else { return };
        if modifiers.control() || modifiers.alt() || modifiers.logo() {
            return;
        }
        if matches!(key, Key::Named(Named::Backspace)) {
            shell.publish((self.message)(Pressed::Erase));
            shell.capture_event();
        } else if let Some(text) = text {
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            if !text.is_empty() {
                shell.publish((self.message)(Pressed::Text(text)));
                shell.capture_event();
            }
        }
    }
}

impl<M> Widget<M, Theme, Renderer> for Keys<M> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::Node::new(limits.max())
    }

    fn update(
        &mut self,
        _: &mut Tree,
        event: &Event,
        _: Layout<'_>,
        _: mouse::Cursor,
        _: &Renderer,
        _: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        _: &Rectangle,
    ) {
        if !self.above {
            self.after(event, shell);
        } else if self.before(event, shell) {
            shell.capture_event();
        }
    }

    fn draw(
        &self,
        _: &Tree,
        _: &mut Renderer,
        _: &Theme,
        _: &renderer::Style,
        _: Layout<'_>,
        _: mouse::Cursor,
        _: &Rectangle,
    ) {
    }
}
