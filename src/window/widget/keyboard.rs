//! The keyboard of a whole screen. It lies around everything and sees a key before any field does, so that a
//! command is never typed into a field, and the order of what is pressed is kept: a key and the text before it
//! reach the screen in one pass, not over two channels.

use std::time::Instant;

use iced::advanced::widget::{Tree, Widget};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, renderer};
use iced::keyboard::key::Named;
use iced::keyboard::{self as input, Key, Modifiers};
use iced::widget::Stack;
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme};

use crate::window::keys::{self, Context, KeyCommand};

/// What the keyboard brought to a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    Command(KeyCommand),
    /// A key that writes something and means a command here: a person's, or a character of a scan.
    Letter(KeyCommand),
    /// What a key writes, before anything is done with it.
    Heard(String),
    /// Enter or Tab, with what it means here: a person's, or the end of a scan.
    End(Option<KeyCommand>),
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
            Pressed::Command(_) | Pressed::Letter(_) | Pressed::Heard(_) | Pressed::End(_) => {}
        }
    }
}

/// What a key writes. Scanners send the separators of bar codes (GS and its like) as a letter with Ctrl.
fn written(text: &str, modifiers: Modifiers) -> Option<String> {
    let is_separator = |c: char| ('\u{1c}'..='\u{1f}').contains(&c);
    let is_plain = !modifiers.control() && !modifiers.alt() && !modifiers.logo();
    let written: String = text.chars().filter(|c| is_separator(*c) || is_plain && !c.is_control()).collect();
    (!written.is_empty()).then_some(written)
}

/// A layer that hears keys and shows nothing.
struct Keys<M> {
    above: bool,
    context: Context,
    message: fn(Pressed, Instant) -> M,
}

/// Gives a screen the keyboard: above its layers what must not reach a field, below them what no field took.
pub fn keyboard<'a, M: 'a>(
    layers: Stack<'a, M>,
    context: Context,
    message: fn(Pressed, Instant) -> M,
) -> Element<'a, M> {
    let keys = |above| Element::new(Keys { above, context, message });
    layers.push(keys(true)).push_under(keys(false)).into()
}

impl<M> Keys<M> {
    fn publish(&self, pressed: Pressed, shell: &mut Shell<'_, M>) {
        shell.publish((self.message)(pressed, Instant::now()));
    }

    /// Before the fields: commands, and what must not reach a field. True when the key is dealt with.
    fn before(&self, event: &Event, shell: &mut Shell<'_, M>) -> bool {
        let Event::Keyboard(input::Event::KeyPressed { key, physical_key, modifiers, text, repeat, .. }) = event else {
            return false;
        };
        // A key that is held is no scanner's.
        let written = text.as_deref().and_then(|text| written(text, *modifiers)).filter(|_| !repeat);
        if let Some(written) = &written {
            self.publish(Pressed::Heard(written.clone()), shell);
        }
        let command = keys::command(key, *physical_key, *modifiers, self.context);
        let ends = matches!(key, Key::Named(Named::Enter | Named::Tab)) && modifiers.is_empty();
        if *repeat && !command.is_some_and(KeyCommand::repeats) {
            return command.is_some() || ends || !self.context.takes_text();
        }
        match command {
            _ if ends => self.publish(Pressed::End(command), shell),
            Some(command) if written.is_some() => self.publish(Pressed::Letter(command), shell),
            Some(command) => self.publish(Pressed::Command(command), shell),
            None => return !self.context.takes_text(),
        }
        true
    }

    /// After the fields: text that none of them took.
    fn after(&self, event: &Event, shell: &mut Shell<'_, M>) {
        let Event::Keyboard(input::Event::KeyPressed { key, modifiers, text, .. }) = event else { return };
        if modifiers.control() || modifiers.alt() || modifiers.logo() {
            return;
        }
        if matches!(key, Key::Named(Named::Backspace)) {
            self.publish(Pressed::Erase, shell);
            shell.capture_event();
        } else if let Some(text) = text {
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            if !text.is_empty() {
                self.publish(Pressed::Text(text), shell);
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
