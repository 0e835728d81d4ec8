//! How an outcome looks: what happened is biggest, what to do next is below it.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Length};

use super::State;
use super::end::{Answered, Approved, End, Paper, Unknown};
use crate::desk::NOT_BOOKED;
use crate::domain::time::{Moment, local};
use crate::domain::{correction::CorrectionKind, tender::PaidWith};
use crate::window::screen::{
    Control, Draw, KeyCommand, Message, Tone, View, centred, controls, format, said_of_slip, say, size, space, values,
};

pub const PREVIEW: &str = "outcome-paper";

/// Width of the paper: 48 characters of one width in the small size.
const PAPER: Length = Length::Fixed(492.0);

impl State {
    pub(super) fn drawn(&self, draw: Draw) -> View<'_> {
        match &self.end {
            End::Approved(approved) => self.approved(draw, approved),
            End::Declined(no) => {
                // Its sentence says that the card was not charged, and what to say to the citizen.
                let stands = self.of.back.map(|_| draw.get("screen-correct-stands"));
                self.plain(draw, Tone::Bad, "screen-declined", say::terminal_no(&draw.text, no), stands)
            }
            End::Refused(refusal) => {
                // One that speaks of money that moved before must not be followed by the words that none did.
                let not_sent = (!refusal.is_of_moved_money()).then(|| draw.get("screen-not-sent"));
                self.plain(draw, Tone::Warn, "screen-refused", say::refusal(&draw.text, refusal), not_sent)
            }
            End::Failed(error) => {
                let said = say::desk_error(&draw.text, error);
                self.plain(draw, Tone::Bad, "screen-failed", said, Some(draw.get(self.nothing_done())))
            }
            End::NotCharged => {
                let said = self.decided.clone().unwrap_or_else(|| draw.get("screen-recovered-not-charged"));
                self.plain(draw, Tone::Warn, "screen-not-charged", said, Some(draw.get(self.nothing_done())))
            }
            End::Unknown(unknown) => {
                centred(draw, draw.panel(container(self.unknown(draw, unknown)).padding(space::L)))
            }
        }
    }

    fn nothing_done(&self) -> &'static str {
        if self.of.back.is_some() { "screen-correct-stands" } else { "screen-not-charged-say" }
    }

    /// When it can be known, and how long that still takes.
    fn known_later(&self, draw: Draw, from: Moment) -> String {
        let left = self.now.map_or(0, |now| from.signed_duration_since(now).num_seconds().max(0));
        let left = format!("{}:{:02}", left / 60, left % 60);
        draw.with("screen-unknown-known-from", values![at = local(from).format("%H:%M:%S"), left])
    }

    /// The title of a payment in the words of what it was.
    fn titled(&self, key: &'static str) -> &'static str {
        match (key, self.of.back) {
            ("screen-approved", Some(CorrectionKind::Void)) => "screen-void-approved",
            ("screen-approved", Some(CorrectionKind::Refund)) => "screen-refund-approved",
            ("screen-failed" | "screen-not-charged", Some(_)) => "screen-correct-failed",
            _ => key,
        }
    }

    fn head(&self, draw: Draw, tone: Tone, key: &'static str) -> Column<'_, Message> {
        let title = draw.title(draw.get(self.titled(key))).size(size::AMOUNT - 8.0).color(draw.look.tone(tone).0);
        let title = row![draw.icon(tone, size::TITLE), title].spacing(space::M).align_y(Alignment::Center);
        let amount = row![
            container(draw.muted(self.of.payer.as_str())).width(Length::Fill),
            draw.figures(format::money(self.of.total), size::TITLE),
        ];
        column![title, amount.spacing(space::M).align_y(Alignment::Center), draw.line()].spacing(space::M)
    }

    fn plain(&self, draw: Draw, tone: Tone, key: &'static str, said: String, more: Option<String>) -> View<'_> {
        let content = self
            .head(draw, tone, key)
            .push(draw.body(said))
            .push(more.map(|more| draw.body(more)))
            .push(Control::primary("screen-next", KeyCommand::Submit).view(draw));
        centred(draw, draw.panel(container(content).padding(space::L)))
    }

    fn approved<'a>(&'a self, draw: Draw, approved: &'a Approved) -> View<'a> {
        let receipt = &approved.receipt;
        let (card, back) = (&receipt.card, self.of.back.is_some());
        let key = if back { "screen-approved-document" } else { "screen-approved-receipt" };
        let with = match receipt.tender {
            PaidWith::Card => draw.with("screen-approved-card", values![type = card.card_type, pan = card.pan_masked]),
            PaidWith::Iris => draw.get("screen-approved-iris"),
        };
        let reopened = || back.then(|| draw.get("screen-correct-reopened"));
        let other = (card.final_amount != card.amount)
            .then(|| draw.with("screen-approved-final", values![amount = format::money(card.final_amount)]));
        let unwanted = approved.iris_unwanted.then(|| draw.said(Tone::Bad, draw.get("screen-approved-iris-unwanted")));
        let content = self
            .head(draw, Tone::Good, "screen-approved")
            .push(draw.title(draw.with(key, values![number = receipt.number])))
            .push(draw.muted(with))
            .push(paper(draw, &approved.paper))
            .push(self.decided.clone().or_else(reopened).map(|words| draw.body(words)))
            .push(other.map(|words| draw.said(Tone::Warn, words)))
            .push(unwanted)
            .push(paper_keys(draw, &approved.paper));
        if draw.compact {
            return centred(draw, draw.panel(content));
        }
        let side = draw.panel(container(content).padding(space::M)).width(Length::Fill);
        let sheet = match &approved.preview {
            Some(preview) => draw.mono(preview.as_str()),
            None => draw.muted("…"),
        };
        let sheet = draw.panel(draw.scroll(PREVIEW, sheet)).width(PAPER).height(Length::Fill);
        row![side, sheet].spacing(space::L).padding(space::L).into()
    }

    fn unknown<'a>(&'a self, draw: Draw, unknown: &'a Unknown) -> Column<'a, Message> {
        let given_up = unknown.silent.as_ref().is_some_and(|silent| silent.given_up);
        let charged = unknown.code == NOT_BOOKED;
        let title = match unknown.silent {
            _ if charged => "screen-charged",
            Some(_) => "screen-silent",
            None => "screen-unknown",
        };
        let said: &[&str] = match (given_up, self.of.back.is_some()) {
            (true, false) => &["screen-silent-given-up"],
            (true, true) => &["screen-silent-given-up-back"],
            (false, false) if charged => &["screen-charged-means", "screen-unknown-say", "screen-charged-who"],
            (false, true) if charged => &["screen-charged-means-back", "screen-charged-who"],
            (false, false) => &["screen-unknown-means", "screen-unknown-say", "screen-unknown-who"],
            (false, true) => &["unknown-correction-meaning", "unknown-correction", "screen-unknown-who"],
        };
        let late = unknown.silent.as_ref().map(|_| "screen-silent-late");
        let said = said.iter().copied().chain(late).map(|key| draw.get(key)).chain(self.decided.clone());
        let asking = match (&unknown.asking, &unknown.answered) {
            (Some(_), _) => Some(draw.said(Tone::Warn, draw.get("screen-unknown-asking"))),
            (None, Some(answered)) => Some(draw.said(Tone::Unknown, answered.words(draw))),
            (None, None) => unknown.known_from.map(|from| draw.said(Tone::Unknown, self.known_later(draw, from))),
        };
        let slip = unknown.slip.as_ref().map(|slip| said_of_slip(draw.text, slip));
        let slip = slip.map(|(tone, words)| draw.said(tone, words));
        let session = unknown.session.map(|session| session.to_string()).unwrap_or_default();
        let reason = match &unknown.silent {
            Some(silent) => draw.get(silent.says),
            None => say::unknown(&draw.text, unknown.code),
        };
        let technician = values![session, code = unknown.code, reason];
        let again = if unknown.silent.is_some() { "screen-silent-look" } else { "screen-unknown-ask" };
        let print = (!given_up).then(|| Control::primary("screen-unknown-slip", KeyCommand::PrintSlip));
        let [again, next] =
            [Control::quiet(again, KeyCommand::AskTerminal), Control::quiet("screen-next", KeyCommand::Submit)];
        self.head(draw, Tone::Unknown, title)
            .extend(said.map(|words| draw.body(words).into()))
            .push(asking)
            .push(unknown.printing.as_ref().map(|_| draw.muted(draw.get("screen-slip-printing"))))
            .push(slip)
            .push(draw.small(draw.with("screen-unknown-technician", technician)))
            .push(controls(draw, print.into_iter().chain([again, next])))
    }
}

impl Answered {
    fn words(&self, draw: Draw) -> String {
        match self {
            Answered::Failed(error) => say::desk_error(&draw.text, error),
            Answered::StillUnknown(reason) => say::unknown(&draw.text, reason),
            Answered::Settled => draw.get("screen-unknown-settled"),
        }
    }
}

fn paper<'a>(draw: Draw, paper: &Paper) -> View<'a> {
    let (tone, words) = match paper {
        Paper::Printed => (Tone::Good, draw.get("screen-paper-printed")),
        Paper::Unconfirmed => (Tone::Warn, draw.get("screen-paper-question")),
        Paper::NotPrinted(why) => (Tone::Bad, say::desk_error(&draw.text, why)),
        Paper::Confirming(_) => (Tone::Plain, draw.get("screen-paper-confirming")),
        Paper::Printing(_) => (Tone::Plain, draw.get("screen-paper-printing")),
    };
    draw.said(tone, words)
}

fn paper_keys<'a>(draw: Draw, paper: &Paper) -> View<'a> {
    let keys = match paper {
        Paper::Unconfirmed => vec![
            Control::quiet("screen-paper-yes", KeyCommand::Yes),
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
    };
    controls(draw, keys)
}
