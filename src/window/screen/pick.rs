//! Picking a file by the keyboard: one of a folder's, the newest first, or a path that is typed.

use std::path::PathBuf;

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::form::{Field, Filling, Form};
use super::{
    Action, Answer, Devices, Draw, Failed, KeyCommand, Ticket, Tone, View, moved, part, rows, say, space, values,
};
use crate::desk::{FoundFile, ImportFolder, SignedIn};
use crate::domain::time::minute;
use crate::window::request::ReadFolder;

pub const ROWS: &str = "pick-rows";
const PATH: &str = "pick-path";
/// Rows that PgUp and PgDn jump.
const PAGE: usize = 8;

#[derive(Debug)]
pub struct Pick {
    pub form: Form,
    reading: Option<Ticket<ImportFolder>>,
    folder: Option<Result<ImportFolder, Failed>>,
    cursor: usize,
}

impl Pick {
    pub fn new(who: SignedIn, devices: &mut Devices) -> Box<Pick> {
        let form = Form::of(vec![Field::optional(PATH, "screen-pick-path")]);
        Box::new(Pick { form, reading: Some(devices.ask(ReadFolder { who })), folder: None, cursor: 0 })
    }

    fn files(&self) -> &[FoundFile] {
        self.folder.as_ref().and_then(|folder| folder.as_ref().ok()).map_or(&[], |folder| &folder.files)
    }

    /// The path that was typed, of a file of the folder its name alone; where nothing was, the file under the cursor.
    pub fn chosen(&self) -> Option<PathBuf> {
        let typed = self.form.value(PATH);
        if typed.is_empty() {
            return self.files().get(self.cursor).map(|file| file.path.clone());
        }
        Some(match &self.folder {
            Some(Ok(folder)) => folder.folder.join(typed),
            _ => PathBuf::from(typed),
        })
    }

    /// What a key did; nothing where it moved the cursor.
    pub fn key(&mut self, command: KeyCommand) -> Option<Filling> {
        match command {
            KeyCommand::Up | KeyCommand::Down | KeyCommand::PageUp | KeyCommand::PageDown => {
                self.cursor = moved(self.cursor, self.files().len(), PAGE, command);
                None
            }
            KeyCommand::Submit if self.chosen().is_none() => Some(Filling::Goes),
            command => Some(self.form.key(command)),
        }
    }

    /// The list where the cursor is in sight.
    pub fn scrolled(&self) -> Action {
        Action::ScrollTo(ROWS, part(self.cursor, self.files().len()))
    }

    pub fn point(&mut self, row: usize) {
        self.cursor = row.min(self.files().len().saturating_sub(1));
        self.form.input(PATH, "");
    }

    /// Takes an answer; true where it was for this.
    pub fn answer(&mut self, answer: &Answer) -> bool {
        let Some(folder) = Ticket::take(&mut self.reading, answer) else { return false };
        self.folder = Some(folder);
        true
    }

    pub fn view(&self, draw: Draw) -> View<'_> {
        let list: View<'_> = match &self.folder {
            None => draw.muted(draw.get("screen-pick-reading")).into(),
            Some(Err(error)) => draw.failed(Tone::Warn, error),
            Some(Ok(folder)) if folder.files.is_empty() => {
                draw.muted(draw.with("screen-pick-none", values![folder = folder.folder.display()])).into()
            }
            Some(Ok(folder)) => {
                let files = folder.files.iter().map(|file| found(draw, file));
                column![
                    draw.small(draw.with("screen-pick-folder", values![folder = folder.folder.display()])),
                    draw.scroll(ROWS, rows(draw, self.cursor, files)).height(Length::Fill),
                ]
                .spacing(space::S)
                .into()
            }
        };
        let trouble = self.form.trouble.as_ref().map(|error| draw.said(Tone::Bad, say::desk_error(&draw.text, error)));
        column![trouble, self.form.view(draw), container(list).height(Length::Fill)].spacing(space::M).into()
    }
}

fn found<'a>(draw: Draw, file: &FoundFile) -> View<'a> {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let size = draw.with("screen-pick-size", values![kib = file.bytes.div_ceil(1024)]);
    row![
        container(draw.body(name)).width(Length::Fill),
        draw.small(size),
        draw.figures(minute(file.changed), super::size::SMALL),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center)
    .into()
}
