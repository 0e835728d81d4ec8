//! How an import looks: the files, how far it is, the first rows as they are understood, and what is wrong by line.

use iced::widget::{Column, column, container, progress_bar, row};
use iced::{Alignment, Length};

use super::{At, REPORT, Reading, State};
use crate::desk::{ImportOrder, ImportReport};
use crate::domain::debt::DebtRecord;
use crate::window::format;
use crate::window::screen::{self, Control, Draw, KeyCommand, Tone, View, controls, say, size, space, values};

/// Lines of one kind that are shown: who has more mends the file first.
const MOST: usize = 200;
/// Width of a column of amounts.
const MONEY: f32 = 110.0;

impl State {
    pub(super) fn drawn(&self, draw: Draw) -> View<'_> {
        match &self.at {
            At::Pick(pick) => {
                let keys = [
                    Control::primary("screen-import-look", KeyCommand::Submit),
                    Control::quiet("screen-back", KeyCommand::Back),
                ];
                let content = column![
                    draw.title(draw.get("screen-import-title")),
                    self.mapping(draw),
                    pick.view(draw),
                    controls(draw, keys),
                ];
                let panel = draw.panel(content.spacing(space::M).height(Length::Fill)).width(Length::Fill);
                container(panel).padding(if draw.compact { space::S } else { space::L }).into()
            }
            At::Reading(reading) => reading.view(draw),
            At::Preview(order, report) => self.preview(draw, order, report),
            At::Done(report) => {
                let tone = if report.holds_nothing() { Tone::Bad } else { Tone::Good };
                let said = draw.said(
                    tone,
                    draw.get(if report.holds_nothing() { "import-holds-nothing" } else { "screen-import-done" }),
                );
                let keys = [Control::primary("screen-import-finish", KeyCommand::Submit)];
                sheet(draw, draw.get("screen-import-result"), said, report, controls(draw, keys))
            }
        }
    }

    /// Which layout of the settings, and how it reads a file.
    fn mapping(&self, draw: Draw) -> View<'_> {
        let Some(layout) = self.layout() else { return draw.small("").into() };
        let several = (self.layouts.len() > 1).then(|| draw.keys(&[KeyCommand::Next], "screen-import-next-layout"));
        let head = row![
            draw.body(draw.with("screen-import-layout", values![name = layout.name, form = layout.form])),
            several
        ];
        column![
            head.spacing(space::M).align_y(Alignment::Center),
            draw.small(draw.with("screen-import-titles", values![titles = layout.titles])),
        ]
        .spacing(2.0)
        .into()
    }

    fn preview<'a>(&'a self, draw: Draw, order: &ImportOrder, report: &'a ImportReport) -> View<'a> {
        let file = order.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut keys = Vec::new();
        if !report.holds_nothing() {
            keys.push(Control::primary("screen-import-load", KeyCommand::Submit));
        }
        if report.conflicts() > 0 || order.accept_moved {
            let words = if order.accept_moved { "screen-import-refuse-moved" } else { "screen-import-accept-moved" };
            keys.push(Control::danger(words, KeyCommand::AcceptMoved));
        }
        keys.push(Control::quiet("screen-back", KeyCommand::Back));
        let said = draw.said(Tone::Plain, draw.get("screen-import-nothing-yet"));
        sheet(draw, draw.with("screen-import-preview", values![file]), said, report, controls(draw, keys))
    }
}

impl Reading {
    #[allow(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a length on the screen")]
    fn view(&self, draw: Draw) -> View<'_> {
        let (rows, bytes, total) = self.progress.map_or((0, 0, 0), |at| (at.rows, at.bytes, at.total_bytes));
        let percent = bytes.saturating_mul(100).checked_div(total).unwrap_or(0).min(100);
        let title = match (self.stopping, self.order.dry_run) {
            (true, _) => "screen-import-stopping",
            (false, true) => "screen-import-reading",
            (false, false) => "screen-import-loading",
        };
        let content = column![
            draw.title(draw.get(title)),
            draw.body(draw.with("import-progress", values![rows, percent])),
            progress_bar(0.0..=100.0, percent as f32),
            draw.small(draw.get("screen-import-stop-say")),
            controls(draw, [Control::quiet("screen-import-stop", KeyCommand::Back)]),
        ];
        screen::centred(draw, draw.panel(content.spacing(space::M)).width(Length::Fill))
    }
}

/// A report: its sums, what must be known of it, the first rows, and what is wrong by line.
fn sheet<'a>(draw: Draw, title: String, said: View<'a>, report: &'a ImportReport, keys: View<'a>) -> View<'a> {
    let ImportReport { rows, loaded, updated, unchanged, rejected, .. } = report;
    let sums = draw.with("import-done", values![rows, loaded, updated, unchanged, rejected = rejected.len()]);
    let content = Column::new().spacing(space::M).extend(warnings(draw, report)).push(first_rows(draw, report));
    let content = content
        .push(lines(draw, "import-rejected", report.rejected.iter().map(|row| say::rejected(&draw.text, row))))
        .push(lines(draw, "import-unprintable", report.unprintable.iter().map(|row| say::unprintable(&draw.text, row))))
        .push(lines(
            draw,
            "import-read-otherwise",
            report.read_otherwise.iter().map(|met| say::read_otherwise(&draw.text, met)),
        ));
    let space_around = if draw.compact { space::S } else { space::L };
    column![
        draw.title(title),
        said,
        draw.body(sums),
        draw.panel(draw.scroll(REPORT, content).height(Length::Fill)).width(Length::Fill).height(Length::Fill),
        keys,
    ]
    .spacing(space::S)
    .padding(space_around)
    .into()
}

/// What of the whole file must be known: columns, and what was moved or emptied.
fn warnings<'a>(draw: Draw, report: &ImportReport) -> Vec<View<'a>> {
    let mut said = Vec::new();
    if !report.vanished_columns.is_empty() {
        said.push(draw.with("import-vanished-columns", values![names = report.vanished_columns.join(", ")]));
    }
    if !report.near_titles.is_empty() {
        let near: Vec<String> = report.near_titles.iter().map(|near| say::near_title(&draw.text, near)).collect();
        said.push(draw.with("import-near-titles", values![near = near.join(", ")]));
    }
    for (key, number) in [("import-moved", report.moved), ("import-emptied-surcharges", report.emptied_surcharges)] {
        if number > 0 {
            said.push(draw.with(key, values![count = number]));
        }
    }
    if report.conflicts() > 0 {
        said.push(draw.get("import-conflicts"));
    }
    let mut said: Vec<View<'a>> = said.into_iter().map(|words| draw.said(Tone::Warn, words)).collect();
    if !report.absent_columns.is_empty() {
        let absent = draw.with("import-absent-columns", values![names = report.absent_columns.join(", ")]);
        said.push(draw.small(absent).into());
    }
    said
}

fn first_rows<'a>(draw: Draw, report: &'a ImportReport) -> Option<View<'a>> {
    if report.preview.is_empty() {
        return None;
    }
    let rows = report.preview.iter().map(|record| first_row(draw, record));
    Some(column![draw.small(draw.get("import-preview"))].extend(rows).spacing(space::S).into())
}

/// A row as it will be understood.
fn first_row<'a>(draw: Draw, record: &'a DebtRecord) -> View<'a> {
    let told = |value: Option<String>| value.unwrap_or_else(|| "—".to_owned());
    let afm = told(record.afm.value().map(|afm| afm.masked()));
    let rf = told(record.rf.value().map(|rf| rf.grouped()));
    let due = told(record.due.value().map(|due| format::date(*due)));
    let surcharge = told(record.surcharge.value().map(|surcharge| surcharge.greek()));
    let (number, code, year) = (&record.external_id, &record.revenue_code, record.year);
    let values = values![number, afm, rf, code, description = record.description, year, due];
    let amount = |words: String| container(draw.figures(words, size::BODY)).align_right(Length::Fixed(MONEY));
    row![
        column![draw.body(record.name.as_str()), draw.small(draw.with("screen-import-row", values))]
            .spacing(2.0)
            .width(Length::Fill),
        amount(record.capital.greek()),
        amount(surcharge),
    ]
    .align_y(Alignment::Center)
    .into()
}

fn lines<'a>(draw: Draw, title: &str, lines: impl ExactSizeIterator<Item = String>) -> Option<View<'a>> {
    let count = lines.len();
    if count == 0 {
        return None;
    }
    let more = count.saturating_sub(MOST);
    let more = (more > 0).then(|| draw.small(draw.with("screen-import-more", values![count = more])));
    let rows = lines.take(MOST).map(|line| draw.body(line).into());
    let title = draw.toned(Tone::Warn, draw.with(title, values![count]));
    Some(column![title].extend(rows).push(more).spacing(2.0).into())
}
