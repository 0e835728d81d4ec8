//! The keyboard of a whole screen. It lies around everything and sees a key before any field does, so that a
//! command is never typed into a field, and the order of what is pressed is kept: a key and the text before it
//! reach the screen in one pass, not over two channels.

use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, overlay, renderer};
use iced::keyboard::key::Named;
use iced::keyboard::{self as input, Key};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

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

struct Keyboard<'a, M> {
    content: Element<'a, M>,
    context: Context,
    message: fn(Pressed) -> M,
}

/// Gives a screen the keyboard.
pub fn keyboard<'a, M: 'a>(
    content: impl Into<Element<'a, M>>,
    context: Context,
    message: fn(Pressed) -> M,
) -> Element<'a, M> {
    Element::new(Keyboard { content: content.into(), context, message })
}

impl<M> Keyboard<'_, M> {
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

impl<M> Widget<M, Theme, Renderer> for Keyboard<'_, M> {
    fn tag(&self) -> tree::Tag {
        self.content.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.content.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.content.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.content.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(tree, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(tree, layout, renderer, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        viewport: &Rectangle,
    ) {
        if self.before(event, shell) {
            shell.capture_event();
            return;
        }
        self.content.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        if !shell.is_event_captured() {
            self.after(event, shell);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}
