//! How an outcome looks: what happened is biggest, what to do next is below it.

use iced::widget::{Column, Id, column, container, row};
use iced::{Alignment, Element, Length};

use super::State;
use super::end::{Approved, End, Paper, Unknown};
use crate::desk::NOT_BOOKED;
use crate::domain::correction::CorrectionKind;
use crate::domain::tender::PaidWith;
use crate::domain::time::{Moment, local};
use crate::text::{say, values};
use crate::window::format;
use crate::window::keys::{KeyCommand, both};
use crate::window::screen::{Control, Draw, centred, controls};
use crate::window::theme::{Tone, size, space};
use crate::window::widget;

pub const PREVIEW: &str = "outcome-paper";

/// Width of the paper: 48 characters of one width in the small size.
const PAPER: Length = Length::Fixed(492.0);

impl State {
    /// The outcome.
    pub fn view<'a>(&'a self, draw: Draw) -> Element<'a, KeyCommand> {
        match &self.end {
            End::Approved(approved) => self.approved(draw, approved),
            End::Declined(no) => {
                // Its sentence says that the card was not charged, and what to say to the citizen.
                let mut said = vec![say::terminal_no(&draw.text, no)];
                said.extend(self.back.map(|_| draw.get("screen-correct-stands")));
                self.plain(draw, Tone::Bad, "screen-declined", &said)
            }
            End::Refused(refusal) => {
                let mut said = vec![say::refusal(&draw.text, refusal)];
                // One that speaks of money that moved before must not be followed by the words that none did.
                said.extend((!refusal.is_of_moved_money()).then(|| draw.get("screen-not-sent")));
                self.plain(draw, Tone::Warn, "screen-refused", &said)
            }
            End::Failed(words) => {
                self.plain(draw, Tone::Bad, "screen-failed", &[words.clone(), draw.get(self.nothing_done())])
            }
            End::NotCharged => {
                let asked = || draw.get("screen-recovered-not-charged");
                let said = [self.decided.clone().unwrap_or_else(asked), draw.get(self.nothing_done())];
                self.plain(draw, Tone::Warn, "screen-not-charged", &said)
            }
            End::Unknown(unknown) => {
                let content = self.unknown(draw, unknown);
                centred(draw.panel(container(content).padding(space::L)))
            }
        }
    }

    /// What to say where no money moved.
    fn nothing_done(&self) -> &'static str {
        if self.back.is_some() { "screen-correct-stands" } else { "screen-not-charged-say" }
    }

    /// When it can be known, and how long that still takes.
    fn known_later(&self, from: Moment) -> String {
        let left = self.now.map_or(0, |now| from.signed_duration_since(now).num_seconds().max(0));
        let at = local(from).format("%H:%M:%S").to_string();
        let left = format!("{}:{:02}", left / 60, left % 60);
        self.text.with("screen-unknown-known-from", values![at, left])
    }

    /// The title of a payment in the words of what it was.
    fn titled(&self, key: &'static str) -> &'static str {
        match (key, self.back) {
            ("screen-approved", Some(CorrectionKind::Void)) => "screen-void-approved",
            ("screen-approved", Some(CorrectionKind::Refund)) => "screen-refund-approved",
            ("screen-failed" | "screen-not-charged", Some(_)) => "screen-correct-failed",
            _ => key,
        }
    }

    fn head<'a>(&'a self, draw: Draw, tone: Tone, key: &'static str) -> Column<'a, KeyCommand> {
        let key = self.titled(key);
        let (ink, _) = draw.look.tone(tone);
        let title = row![draw.icon(tone, size::TITLE), draw.title(draw.get(key)).size(size::AMOUNT - 8.0).color(ink),]
            .spacing(space::M)
            .align_y(Alignment::Center);
        let amount = row![
            container(draw.muted(self.payer.as_str())).width(Length::Fill),
            widget::figures(format::money(self.total), size::TITLE, draw.look.colors.text),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center);
        column![title, amount, draw.line()].spacing(space::M)
    }

    fn plain<'a>(&'a self, draw: Draw, tone: Tone, key: &'static str, sentences: &[String]) -> Element<'a, KeyCommand> {
        let mut content = self.head(draw, tone, key);
        for sentence in sentences {
            content = content.push(draw.body(sentence.clone()));
        }
        let next = Control::primary("screen-next", KeyCommand::Submit);
        content = content.push(next.view(draw, std::convert::identity));
        centred(draw.panel(container(content).padding(space::L)))
    }

    fn approved<'a>(&'a self, draw: Draw, approved: &'a Approved) -> Element<'a, KeyCommand> {
        let receipt = &approved.receipt;
        let key = if self.back.is_some() { "screen-approved-document" } else { "screen-approved-receipt" };
        let number = draw.with(key, values![number = receipt.number]);
        let with = match receipt.tender {
            PaidWith::Card => {
                draw.with("screen-approved-card", values![type = receipt.card.card_type, pan = receipt.card.pan_masked])
            }
            PaidWith::Iris => draw.get("screen-approved-iris"),
        };
        let mut content = self
            .head(draw, Tone::Good, "screen-approved")
            .push(draw.title(number))
            .push(draw.muted(with))
            .push(paper(draw, &approved.paper));
        if let Some(decided) = &self.decided {
            content = content.push(draw.body(decided.as_str()));
        } else if self.back.is_some() {
            content = content.push(draw.body(draw.get("screen-correct-reopened")));
        }
        if receipt.card.final_amount != receipt.card.amount {
            let amount = format::money(receipt.card.final_amount);
            let words = draw.with("screen-approved-final", values![amount]);
            content = content.push(draw.said(Tone::Warn, words));
        }
        if approved.iris_unwanted {
            let words = draw.get("screen-approved-iris-unwanted");
            content = content.push(draw.said(Tone::Bad, words));
        }
        content = content.push(paper_keys(draw, &approved.paper));
        let side = draw.panel(container(content).padding(space::M)).width(Length::Fill);
        let sheet: Element<'a, KeyCommand> = match &approved.preview {
            Some(preview) => draw.mono(preview.as_str()).into(),
            None => draw.muted("…").into(),
        };
        let sheet = draw.scroll(Id::new(PREVIEW), sheet);
        let sheet = draw.panel(sheet).width(PAPER).height(Length::Fill);
        row![side, sheet].spacing(space::L).padding(space::L).into()
    }

    fn unknown<'a>(&'a self, draw: Draw, unknown: &'a Unknown) -> Column<'a, KeyCommand> {
        let given_up = unknown.silent.as_ref().is_some_and(|silent| silent.given_up);
        let charged = unknown.code == NOT_BOOKED;
        let title = match unknown.silent {
            _ if charged => "screen-charged",
            Some(_) => "screen-silent",
            None => "screen-unknown",
        };
        let mut sentences: Vec<String> = match (given_up, self.back) {
            (true, None) => vec![draw.get("screen-silent-given-up")],
            (true, Some(_)) => vec![draw.get("screen-silent-given-up-back")],
            (false, None) if charged => {
                ["screen-charged-means", "screen-unknown-say", "screen-charged-who"].map(|key| draw.get(key)).into()
            }
            (false, Some(_)) if charged => {
                ["screen-charged-means-back", "screen-charged-who"].map(|key| draw.get(key)).into()
            }
            (false, None) => {
                ["screen-unknown-means", "screen-unknown-say", "screen-unknown-who"].map(|key| draw.get(key)).into()
            }
            (false, Some(_)) => {
                let [means, until] = say::unknown_correction(&draw.text);
                vec![means, until, draw.get("screen-unknown-who")]
            }
        };
        sentences.extend(unknown.silent.as_ref().map(|_| draw.get("screen-silent-late")));
        sentences.extend(self.decided.clone());
        let mut content = self.head(draw, Tone::Unknown, title);
        for sentence in sentences {
            content = content.push(draw.body(sentence));
        }
        let asking = match (&unknown.asking, &unknown.answered) {
            (Some(_), _) => {
                let words = draw.get("screen-unknown-asking");
                Some(draw.said(Tone::Warn, words))
            }
            (None, Some(words)) => Some(draw.said(Tone::Unknown, words.clone())),
            (None, None) => unknown.known_from.map(|from| {
                let words = self.known_later(from);
                draw.said(Tone::Unknown, words)
            }),
        };
        if let Some(asking) = asking {
            content = content.push(asking);
        }
        if unknown.printing.is_some() {
            content = content.push(draw.muted(draw.get("screen-slip-printing")));
        }
        if let Some((printed, words)) = &unknown.slip {
            let tone = if *printed { Tone::Good } else { Tone::Warn };
            content = content.push(draw.said(tone, words.clone()));
        }
        let session = unknown.session.map(|session| session.to_string()).unwrap_or_default();
        let small =
            draw.with("screen-unknown-technician", values![session, code = unknown.code, reason = unknown.reason]);

        let again = if unknown.silent.is_some() { "screen-silent-look" } else { "screen-unknown-ask" };
        let mut keys =
            vec![Control::quiet(again, KeyCommand::AskTerminal), Control::quiet("screen-next", KeyCommand::Submit)];
        if !given_up {
            keys.insert(0, Control::primary("screen-unknown-slip", KeyCommand::PrintSlip));
        }
        content.push(draw.small(small)).push(controls(draw, std::convert::identity, keys))
    }
}

fn paper<'a>(draw: Draw, paper: &'a Paper) -> Element<'a, KeyCommand> {
    let (tone, words) = match paper {
        Paper::Printed => (Tone::Good, draw.get("screen-paper-printed")),
        Paper::Unconfirmed => (Tone::Warn, draw.get("screen-paper-question")),
        Paper::NotPrinted(why) => (Tone::Bad, why.clone()),
        Paper::Confirming(_) => (Tone::Plain, draw.get("screen-paper-confirming")),
        Paper::Printing(_) => (Tone::Plain, draw.get("screen-paper-printing")),
    };
    draw.said(tone, words)
}

fn paper_keys<'a>(draw: Draw, paper: &Paper) -> Element<'a, KeyCommand> {
    controls(
        draw,
        std::convert::identity,
        match paper {
            Paper::Unconfirmed => vec![
                Control::primary("screen-paper-yes", KeyCommand::Yes).capped(both(KeyCommand::Yes, KeyCommand::Submit)),
                Control::quiet("screen-paper-again", KeyCommand::No),
                Control::quiet("screen-paper-leave", KeyCommand::Back),
            ],
            Paper::NotPrinted(_) => vec![
                Control::primary("screen-paper-again", KeyCommand::No),
                Control::quiet("screen-next", KeyCommand::Submit),
            ],
            Paper::Printed | Paper::Confirming(_) | Paper::Printing(_) => vec![
                Control::primary("screen-next", KeyCommand::Submit),
                Control::quiet("screen-copy", KeyCommand::LastReceipt),
            ],
        },
    )
}
