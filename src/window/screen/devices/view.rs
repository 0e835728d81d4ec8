//! How devices and settings look.

use chrono::{Datelike, Days, NaiveTime};
use iced::widget::{Column, Row, column, container, row};
use iced::{Alignment, Length};

use super::{PAGE, Said, State, Tab};
use crate::config::{TerminalLink, WindowSetting};
use crate::desk::doctor::{Finding, Verdict};
use crate::desk::{KeysState, LastCopy, SeenPort};
use crate::domain::hours::DeskTime;
use crate::domain::time::minute;
use crate::window::format;
use crate::window::request::Facts;
use crate::window::screen::{
    self, Control, Draw, Input, KeyCommand, Message, Today, Tone, View, Weight, controls, said_of_slip, say, size,
    space, values,
};

/// Width of the paper: 48 characters of one width in the small size.
const SHEET: f32 = 492.0;

impl State {
    pub(super) fn drawn(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        if let Some(form) = &self.target {
            let keys = [
                Control::primary("screen-backup-go", KeyCommand::Submit),
                Control::quiet("screen-back", KeyCommand::Back),
            ];
            let content = column![
                draw.title(draw.get("screen-backup-title")),
                draw.body(draw.get("screen-backup-say")),
                form.view(draw),
                controls(draw, keys),
            ];
            return screen::centred(draw, draw.panel(content.spacing(space::M)).width(Length::Fill));
        }
        let body = match self.tab {
            Tab::Devices => self.devices(draw, today),
            Tab::Settings => self.settings(draw),
        };
        let around = if draw.compact { space::S } else { space::L };
        column![self.head(draw), self.said(draw), container(body).height(Length::Fill), self.keys(draw)]
            .spacing(space::S)
            .padding(around)
            .into()
    }

    fn head(&self, draw: Draw) -> View<'_> {
        let tab = |place: usize, tab: Tab, words: &str| {
            let weight = if self.tab == tab { Weight::Primary } else { Weight::Quiet };
            draw.control(weight, draw.get(words), KeyCommand::Next.cap(), Message::Input(Input::Tab(place))).into()
        };
        let tabs = [
            tab(0, Tab::Devices, "screen-devices-tab"),
            tab(1, Tab::Settings, "screen-settings-tab"),
            Control::quiet("screen-people-title", KeyCommand::Devices).view(draw),
        ];
        let back = Control::quiet("screen-back", KeyCommand::Back).view(draw);
        row![Row::with_children(tabs).spacing(space::M).width(Length::Fill), back].spacing(space::M).into()
    }

    fn keys(&self, draw: Draw) -> View<'_> {
        let keys = match self.tab {
            Tab::Devices => vec![
                Control::primary("screen-devices-again", KeyCommand::Refresh),
                Control::quiet("screen-devices-test-page", KeyCommand::TestPage),
                Control::quiet("screen-devices-backup", KeyCommand::BackUp),
            ],
            Tab::Settings => vec![Control::primary("screen-settings-change", KeyCommand::Submit)],
        };
        controls(draw, keys)
    }

    fn said(&self, draw: Draw) -> Option<View<'_>> {
        if self.printing.is_some() {
            return Some(draw.muted(draw.get("screen-devices-printing")).into());
        }
        if self.backing_up.is_some() {
            return Some(draw.muted(draw.get("screen-backup-running")).into());
        }
        Some(match self.said.as_ref()? {
            Said::Printed(printed) => {
                let (tone, words) = said_of_slip(draw.text, printed);
                draw.said(tone, words)
            }
            Said::Copied(Ok(report)) => {
                let values = values![path = report.file.display(), head = report.head.number];
                draw.said(Tone::Good, draw.with("screen-backup-done", values))
            }
            Said::Kept(Ok(())) => draw.said(Tone::Good, draw.get("screen-settings-kept")),
            Said::NotKept => draw.said(Tone::Plain, draw.get("screen-settings-not-kept")),
            Said::Copied(Err(error)) | Said::Kept(Err(error)) => draw.failed(Tone::Bad, error),
        })
    }

    fn devices(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        let facts = match &self.facts.last {
            Some(Ok(facts)) => Some(facts),
            _ => None,
        };
        let left = Column::new()
            .spacing(space::M)
            .push(self.findings(draw))
            .push(self.terminal(draw, facts))
            .push(copies(draw, facts.and_then(|facts| facts.last_copy.as_ref()), today))
            .push(week(draw, today));
        let page = test_page(draw, facts);
        if draw.compact {
            return draw.scroll(PAGE, left.push(draw.panel(page).width(Length::Fill))).height(Length::Fill).into();
        }
        let left = draw.scroll(PAGE, left).height(Length::Fill);
        let page = draw.panel(draw.scroll("test-page", page)).height(Length::Fill);
        row![container(left).width(Length::Fill), container(page).width(SHEET)].spacing(space::L).into()
    }

    /// What was looked at, the worst first, each with what to do.
    fn findings(&self, draw: Draw) -> View<'_> {
        let looking = self.findings.asking.is_some().then(|| draw.muted(draw.get("screen-devices-looking")));
        let found: Vec<View<'_>> = match &self.findings.last {
            None => Vec::new(),
            Some(Err(error)) => vec![draw.failed(Tone::Bad, error)],
            Some(Ok(findings)) => {
                let mut findings: Vec<&Finding> = findings.iter().collect();
                findings.sort_by_key(|finding| match finding.verdict {
                    Verdict::Bad => 0,
                    Verdict::Warning => 1,
                    Verdict::Fine => 2,
                });
                findings.into_iter().map(|finding| self.finding(draw, finding)).collect()
            }
        };
        section(draw, "screen-devices-found", Column::with_children(found).push(looking).spacing(space::S).into())
    }

    fn finding(&self, draw: Draw, finding: &Finding) -> View<'_> {
        let tone = match finding.verdict {
            Verdict::Fine => Tone::Good,
            Verdict::Warning => Tone::Warn,
            Verdict::Bad => Tone::Bad,
        };
        let remedy = say::remedy(&draw.text, &self.setup, finding).map(|remedy| draw.toned(tone, remedy));
        row![
            draw.icon(tone, size::SMALL),
            column![draw.body(say::finding(&draw.text, finding)), remedy].spacing(2.0).width(Length::Fill),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center)
        .into()
    }

    /// What the settings say of terminal and printer, the keys, and the ports that there are.
    fn terminal(&self, draw: Draw, facts: Option<&Facts>) -> View<'_> {
        let config = &self.setup.config;
        let link = match &config.terminal.link {
            _ if config.terminal.protocol.simulated => draw.get("screen-devices-simulated"),
            TerminalLink::Tcp { address } => address.clone(),
            TerminalLink::Serial { port, baud } => format!("{port} · {baud}"),
        };
        let dialect = config.terminal.protocol.dialect.word();
        let terminal = draw.with("screen-devices-terminal", values![dialect, link]);
        let profile = &config.printer.profile;
        let (columns, page, number) = (profile.columns.count(), profile.code_page.word(), profile.code_page_number);
        let printer = draw.with("screen-devices-printer", values![columns, page, number]);
        let keys = facts.map(|facts| {
            let tone = if facts.keys == KeysState::Missing { Tone::Bad } else { Tone::Plain };
            draw.toned(tone, draw.text.of("screen-keys-", facts.keys.word()))
        });
        let ports = facts.map(|facts| draw.body(ports(draw, facts.ports.as_deref())));
        let content = column![draw.body(terminal), keys, draw.body(printer), ports].spacing(space::XS);
        section(draw, "screen-devices-set", content.into())
    }

    fn settings(&self, draw: Draw) -> View<'_> {
        let now = [
            WindowSetting::Theme(self.looks.theme),
            WindowSetting::Scale(self.looks.scale),
            WindowSetting::Language(self.looks.language),
        ];
        let rows = now.into_iter().zip(self.choices()).map(|(now, next)| {
            let values = values![next = called(draw, next)];
            row![
                column![draw.body(draw.get(name(now))), draw.small(draw.with("screen-settings-next", values)),]
                    .spacing(2.0)
                    .width(Length::Fill),
                draw.title(called(draw, now)),
            ]
            .spacing(space::M)
            .align_y(Alignment::Center)
            .into()
        });
        let rows = screen::rows(draw, self.cursor, rows).spacing(space::S);
        let file = self
            .file
            .as_ref()
            .map(|file| draw.small(draw.with("screen-settings-file", values![path = file.display()])));
        draw.scroll("settings", column![rows, file].spacing(space::L)).into()
    }
}

/// The test page as the code page of the settings prints it.
fn test_page<'a>(draw: Draw, facts: Option<&Facts>) -> Column<'a, Message> {
    let paper = match facts.map(|facts| &facts.test_page) {
        Some(Some(page)) => draw.mono(page.clone()),
        Some(None) => draw.muted(draw.get("screen-devices-no-test-page")),
        None => draw.muted("…"),
    };
    column![draw.small(draw.get("screen-devices-test-page-is")), paper].spacing(space::S)
}

fn name(setting: WindowSetting) -> &'static str {
    match setting {
        WindowSetting::Theme(_) => "screen-settings-theme",
        WindowSetting::Scale(_) => "screen-settings-scale",
        WindowSetting::Language(_) => "screen-settings-language",
    }
}

fn called(draw: Draw, setting: WindowSetting) -> String {
    match setting {
        WindowSetting::Theme(theme) => draw.text.of("screen-theme-", theme.word()),
        WindowSetting::Scale(percent) => format!("{percent} %"),
        WindowSetting::Language(language) => draw.text.of("screen-language-", language.word()),
    }
}

fn section<'a>(draw: Draw, title: &str, content: View<'a>) -> View<'a> {
    let content = column![draw.small(draw.get(title)), content].spacing(space::S);
    draw.panel(content).width(Length::Fill).into()
}

fn ports(draw: Draw, ports: Option<&[SeenPort]>) -> String {
    let Some(ports) = ports.filter(|ports| !ports.is_empty()) else { return draw.get("screen-devices-no-ports") };
    let told = ports.iter().map(|port| match &port.usb {
        Some(usb) => format!("{} ({usb})", port.name),
        None => port.name.clone(),
    });
    draw.with("screen-devices-ports", values![ports = told.collect::<Vec<_>>().join(" · ")])
}

fn copies<'a>(draw: Draw, last: Option<&LastCopy>, today: Today<'_>) -> View<'a> {
    let last = match last {
        None => draw.get("screen-backup-none"),
        Some(copy) => draw.with("screen-backup-last", values![at = minute(copy.at), path = copy.file.display()]),
    };
    let old = today.day.is_some_and(|day| day.copy_is_old);
    let old = old.then(|| draw.status(Tone::Warn, draw.get("screen-status-copy-old")));
    section(draw, "screen-backup-state", column![draw.body(last), old].spacing(space::XS).into())
}

/// Hours and holidays of the week of today.
fn week<'a>(draw: Draw, today: Today<'_>) -> View<'a> {
    let date = today.now.date();
    let monday = date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())));
    let days = (0..7).filter_map(|after| monday?.checked_add_days(Days::new(after)));
    let rows = days.map(|day| {
        let words = match today.hours.at(day.and_time(NaiveTime::MIN)) {
            DeskTime::Holiday(holiday) => say::holiday(&draw.text, holiday),
            DeskTime::OutsideHours { today } => say::span(&draw.text, today),
            // Open from midnight on.
            DeskTime::Open { until } => {
                draw.with("hours-span", values![from = "00:00", to = format::end_of_hours(until)])
            }
            DeskTime::ClosedDay => draw.get("screen-hours-closed"),
        };
        let name = format!("{} {}", say::weekday(&draw.text, day.weekday()), format::date(day));
        let name = if day == date { draw.body(name) } else { draw.muted(name) };
        row![container(name).width(Length::Fill), draw.body(words)].spacing(space::M).into()
    });
    section(draw, "screen-hours-week", Column::with_children(rows).spacing(2.0).into())
}
