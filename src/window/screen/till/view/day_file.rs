//! How the files of a day look: a row each, what is written now, and where the last one lies.

use iced::Length;
use iced::widget::column;

use crate::desk::{DayFile, Exported};
use crate::window::format;
use crate::window::screen::till::day_file::DayFiles;
use crate::window::screen::{Control, Draw, KeyCommand, Tone, View, centred, controls, rows, space, values};

impl DayFiles {
    pub(in crate::window::screen::till) fn view(&self, draw: Draw) -> View<'_> {
        let files = DayFile::ALL.map(|file| {
            let name = draw.body(draw.text.of("day-file-", file.word()));
            column![name, draw.small(draw.text.of("day-file-says-", file.word()))].into()
        });
        let keys = match self.progress() {
            Some(_) => vec![Control::quiet("screen-day-file-stop", KeyCommand::Back)],
            None => vec![
                Control::primary("screen-day-file-write", KeyCommand::Submit),
                Control::quiet("screen-back", KeyCommand::Back),
            ],
        };
        let title = draw.with("screen-day-file-title", values![day = format::date(self.day.from())]);
        let content =
            column![draw.title(title), rows(draw, self.cursor, files), self.state(draw), controls(draw, keys)];
        centred(draw, draw.panel(content.spacing(space::M)).width(Length::Fill))
    }

    fn state(&self, draw: Draw) -> Option<View<'_>> {
        if let Some(progress) = self.progress() {
            let said = match progress {
                Some(at) => draw.with("export-progress", values![documents = at.documents, of = at.of]),
                None => draw.get("screen-day-file-begins"),
            };
            return Some(draw.said(Tone::Plain, said));
        }
        match self.written.as_ref()? {
            Ok(Exported { file, control, .. }) => {
                let (path, rows, documents) = (file.display(), control.rows, control.documents);
                let said = draw.with("screen-day-file-written", values![path, rows, documents]);
                Some(draw.said(Tone::Good, said))
            }
            Err(error) => Some(draw.failed(Tone::Bad, error)),
        }
    }
}
