//! A payment under way: what is happening now, what has happened, for how many seconds. No key here can start
//! another.

use std::time::{Duration, Instant};

use iced::widget::{Column, column, container, row, space as gap};
use iced::{Alignment, Length};

use super::outcome::Paid;
use super::{
    Action, Answer, Context, Devices, Draw, JobNo, Screen, Step, Ticket, Today, Tone, View, format, original, say,
    size, space, values,
};
use crate::desk::watchdog::{Limits, Overdue, PayStage, SendGate, Watchdog};
use crate::desk::{CorrectionOrder, CorrectionQuote, PayOrder, PayReport, PayStep, SignedIn};
use crate::domain::{correction::CorrectionKind, holder::Holder, money::Money, receipt::Receipt, session::SessionNo};
use crate::window::request::{Correct, Pay};
use crate::window::widget;

/// After this long it is said what may be going on.
const LONG: Duration = Duration::from_secs(60);

/// The stages that are shown as a list.
const SHOWN: [PayStage; 6] =
    [PayStage::Prepared, PayStage::Sent, PayStage::Confirmed, PayStage::Approved, PayStage::Booked, PayStage::Printing];

/// The words for a stage; of a void or refund its own, where it has them.
fn words(draw: Draw, family: &str, stage: PayStage, back: Option<CorrectionKind>) -> String {
    let key = format!("{family}{}", stage.word());
    let of_back = format!("{key}-back");
    draw.get(if back.is_some() && draw.text.has(&of_back) { &of_back } else { &key })
}

#[derive(Debug)]
pub struct State {
    report: Ticket<PayReport>,
    total: Money,
    payer: String,
    /// What is taken back, where it is no payment.
    back: Option<Back>,
    session: Option<SessionNo>,
    watchdog: Watchdog,
    gate: SendGate,
    /// When each stage was reached, in seconds from the first tick.
    reached: Vec<(PayStage, u64)>,
    /// Who keeps the books locked, while what was approved waits for them.
    locked_by: Option<Vec<Holder>>,
    first_tick: Option<Instant>,
    elapsed: Duration,
}

#[derive(Debug)]
struct Back {
    kind: CorrectionKind,
    /// What the cashier types on the terminal.
    original: Receipt,
}

/// What moves between card and desk.
#[derive(Debug)]
pub enum Movement {
    Payment {
        order: PayOrder,
        /// What it comes to.
        total: Money,
        payer: String,
    },
    /// A void or refund, with the original and what goes back of it.
    Back { approver: SignedIn, order: CorrectionOrder, quote: Box<CorrectionQuote> },
}

impl State {
    pub fn start(what: Movement, who: &SignedIn, limits: Limits, devices: &mut Devices) -> State {
        let (gate, who) = (SendGate::default(), who.clone());
        let (report, total, payer, back) = match what {
            Movement::Payment { order, total, payer } => {
                (devices.ask(Pay { who, order, gate: gate.clone() }), total, payer, None)
            }
            Movement::Back { approver, order, quote } => {
                let back = Back { kind: order.kind, original: quote.original.clone() };
                let report = devices.ask(Correct { who, approver, order, gate: gate.clone() });
                (report, quote.total, quote.original.payer.clone(), Some(back))
            }
        };
        State {
            report,
            total,
            payer,
            back,
            session: None,
            watchdog: Watchdog::new(limits, Duration::ZERO),
            gate,
            reached: Vec::new(),
            locked_by: None,
            first_tick: None,
            elapsed: Duration::ZERO,
        }
    }

    /// Time passes. Says whether the terminal's thread reports in time.
    pub fn tick(&mut self, now: Instant) -> Option<Overdue> {
        let first = *self.first_tick.get_or_insert(now);
        self.elapsed = now.saturating_duration_since(first);
        self.watchdog.overdue(self.elapsed)
    }

    /// Who pays, or gets back, and what.
    pub fn paid(&self) -> Paid {
        Paid { payer: self.payer.clone(), total: self.total, back: self.back() }
    }

    /// What it takes a payment back by; nothing for a payment.
    fn back(&self) -> Option<CorrectionKind> {
        self.back.as_ref().map(|back| back.kind)
    }

    /// The job, by which a late answer is known.
    pub fn job(&self) -> JobNo {
        self.report.job()
    }

    /// What is still to be said of it, by a thread that is not waited for any more.
    pub fn into_ticket(self) -> Ticket<PayReport> {
        self.report
    }

    /// The session, once the payment is in the journal.
    pub fn session(&self) -> Option<SessionNo> {
        self.session
    }

    pub fn stage(&self) -> PayStage {
        self.watchdog.stage()
    }

    /// Gives the payment up; false where it is too late, because it is being sent or was.
    pub fn give_up(&self) -> bool {
        self.gate.give_up()
    }

    fn note(&mut self, step: &PayStep) {
        if let PayStep::Prepared { session, amount } = step {
            self.session = Some(*session);
            self.total = *amount;
        }
        self.watchdog.heard(step, self.elapsed);
        self.locked_by = if let PayStep::BooksLocked { open_in } = step { Some(open_in.clone()) } else { None };
        let stage = self.watchdog.stage();
        if self.reached.last().is_none_or(|(last, _)| *last != stage) {
            self.reached.push((stage, self.elapsed.as_secs()));
        }
    }

    fn steps(&self, draw: Draw) -> View<'_> {
        let steps = SHOWN.into_iter().zip(1..).map(|(stage, number)| {
            let reached = self.reached.iter().find(|(other, _)| *other == stage);
            let words = words(draw, "screen-pay-done-", stage, self.back());
            let words = if reached.is_some() { draw.body(words) } else { draw.muted(words) };
            let seconds = reached.map(|(_, seconds)| seconds_in(draw, *seconds, size::SMALL));
            row![draw.step(number, reached.is_some()), words, gap::horizontal(), seconds]
                .spacing(space::S)
                .align_y(Alignment::Center)
                .into()
        });
        let session = self.session.map(|session| draw.small(draw.with("screen-session", values![session])));
        Column::with_children(steps).push(session).spacing(space::S).into()
    }
}

fn seconds_in<'a>(draw: Draw, seconds: u64, points: f32) -> View<'a> {
    let unit = draw.muted(draw.get("screen-pay-seconds")).size(points.min(size::BODY));
    row![widget::figures(seconds.to_string(), points, draw.look.colors.muted), unit]
        .spacing(space::S)
        .align_y(Alignment::Center)
        .into()
}

impl Screen for State {
    fn context(&self) -> Context {
        Context::Paying
    }

    fn answer(&mut self, answer: &Answer, _: &mut Devices) -> Option<Action> {
        match &answer.step {
            Some(Step::Payment(step)) if answer.job == self.report.job() => {
                self.note(step);
                Some(Action::None)
            }
            _ => self.report.redeem(answer).map(Action::Ended),
        }
    }

    fn view(&self, draw: Draw, _: Today<'_>) -> View<'_> {
        let stage = self.watchdog.stage();
        let heading = match &self.back {
            None => draw.get("screen-pay-payer"),
            Some(back) => say::correction(&draw.text, back.kind),
        };
        let amount = row![
            column![draw.small(heading), draw.body(self.payer.as_str())].width(Length::Fill),
            draw.figures(format::money(self.total), size::AMOUNT),
        ]
        .align_y(Alignment::Center);
        let accent = draw.look.colors.accent;
        let doing = column![
            draw.title(words(draw, "screen-pay-now-", stage, self.back())).size(size::AMOUNT - 8.0).color(accent),
            seconds_in(draw, self.elapsed.as_secs(), size::TITLE),
        ];
        let waits = stage <= PayStage::Confirmed;
        let cancel = waits.then(|| draw.banner(Tone::Plain, draw.body(draw.get("screen-pay-cancel"))));
        let long = (waits && self.elapsed >= LONG).then(|| draw.said(Tone::Warn, draw.get("screen-pay-long")));
        let locked = self.locked_by.as_ref().map(|by| draw.said(Tone::Warn, say::books_locked(&draw.text, by)));
        let content = column![amount, draw.line(), doing.spacing(space::S), self.steps(draw), cancel, long, locked];
        let doing = draw.panel(container(content.spacing(space::L)).padding(space::L));
        let Some(back) = &self.back else { return super::centred(draw, doing) };
        // The terminal asks for the original now: it stands beside what happens, all the time.
        let original = draw.panel(original::view(draw, &back.original)).width(Length::Fill);
        if draw.compact {
            return super::centred(draw, column![original, doing].spacing(space::S));
        }
        row![doing.width(Length::Fill).height(Length::Fill), original.height(Length::Fill)]
            .spacing(space::L)
            .padding(space::L)
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, ThemeChoice};
    use crate::desk::{PayEnd, Refusal};
    use crate::domain::tender::Tender;
    use crate::text::{Language, Text};
    use crate::window::devices::{Failed, Job};
    use crate::window::screen::fixtures;
    use crate::window::theme::Look;

    fn limits() -> Limits {
        Limits::of(&Config::default().terminal)
    }

    fn start(devices: &mut Devices) -> State {
        let order = PayOrder { tender: Tender::Card, items: Vec::new(), one_payer: false };
        let total = Money::from_cents(500).unwrap();
        let what = Movement::Payment { order, total, payer: "ΟΦΕΙΛΕΤΗΣ".to_owned() };
        State::start(what, &fixtures::signed_in(), limits(), devices)
    }

    fn paying() -> (State, Job) {
        let (mut devices, jobs) = Devices::unmanned();
        let state = start(&mut devices);
        let job = jobs.try_recv().unwrap();
        assert!(job.request::<Pay>().is_some());
        (state, job)
    }

    fn ended() -> Result<PayReport, Failed> {
        let end = PayEnd::Refused(Refusal::TillClosed);
        Ok(PayReport { session: None, amount: Money::ZERO, lines: Vec::new(), end })
    }

    #[test]
    fn every_stage_has_its_words_of_a_payment_and_of_what_goes_back() {
        for language in Language::ALL {
            let draw = Draw { look: Look::of(ThemeChoice::Light), text: Text::new(language), compact: false };
            for back in [None, Some(CorrectionKind::Void)] {
                let now = PayStage::ALL.map(|stage| words(draw, "screen-pay-now-", stage, back));
                let done = SHOWN.map(|stage| words(draw, "screen-pay-done-", stage, back));
                assert!(now.iter().chain(&done).all(|words| !words.contains('⟨')), "{now:?} {done:?}");
            }
        }
        let draw = Draw { look: Look::of(ThemeChoice::Light), text: Text::new(Language::En), compact: false };
        let differ = |family: &str| {
            let of = |stage, back| words(draw, family, stage, back);
            SHOWN.map(|stage| of(stage, None) != of(stage, Some(CorrectionKind::Refund)))
        };
        // Confirmed, approved and printing are called otherwise where money goes back.
        let otherwise = [false, false, true, true, false, true];
        assert_eq!([differ("screen-pay-now-"), differ("screen-pay-done-")], [otherwise, otherwise]);
        let (_, screens) = crate::text::files(Language::El).into_iter().find(|(name, _)| *name == "screens").unwrap();
        let of = |family: &str| screens.lines().filter(|line| line.starts_with(family)).count();
        let back = otherwise.iter().filter(|differs| **differs).count();
        assert_eq!(of("screen-pay-now-"), PayStage::ALL.len() + back, "none is left over");
        assert_eq!(of("screen-pay-done-"), SHOWN.len() + back, "none is left over");
    }

    #[test]
    fn the_steps_are_shown_with_their_seconds_in_order() {
        let (mut state, job) = paying();
        let start = Instant::now();
        state.tick(start);
        let prepared = PayStep::Prepared { session: fixtures::session(), amount: Money::from_cents(700).unwrap() };
        state.answer(&job.step(Step::Payment(prepared)), &mut Devices::unmanned().0);
        state.tick(start + Duration::from_secs(3));
        state.answer(&job.step(Step::Payment(PayStep::Sent)), &mut Devices::unmanned().0);
        assert_eq!(state.reached, [(PayStage::Prepared, 0), (PayStage::Sent, 3)]);
        assert_eq!(state.total.cents(), 700, "the journal's amount is the one that is charged");
        assert_eq!(state.session, Some(fixtures::session()));
    }

    #[test]
    fn steps_and_the_end_of_another_payment_are_dropped() {
        let (mut devices, jobs) = Devices::unmanned();
        let (mut state, _other) = (start(&mut devices), start(&mut devices));
        let (job, other) = (jobs.try_recv().unwrap(), jobs.try_recv().unwrap());
        state.answer(&other.step(Step::Payment(PayStep::Printing)), &mut Devices::unmanned().0);
        assert_eq!(state.watchdog.stage(), PayStage::Preparing);
        assert!(state.answer(&other.answer::<Pay>(ended()).unwrap(), &mut devices).is_none());
        assert!(matches!(state.answer(&job.answer::<Pay>(ended()).unwrap(), &mut devices), Some(Action::Ended(_))));
    }

    #[test]
    fn a_step_that_does_not_come_is_overdue_after_its_limit_and_a_step_that_does_gives_new_time() {
        let (mut state, job) = paying();
        let start = Instant::now();
        let after = |state: &mut State, time| state.tick(start + time);
        assert!(after(&mut state, Duration::ZERO).is_none());
        let first = limits().of_stage(PayStage::Preparing);
        assert!(after(&mut state, first).is_none());
        state.answer(&job.step(Step::Payment(PayStep::Sent)), &mut Devices::unmanned().0);
        let second = first + limits().of_stage(PayStage::Sent);
        assert!(after(&mut state, second).is_none());
        let late = after(&mut state, second + Duration::from_secs(1));
        assert!(matches!(late, Some(Overdue { stage: PayStage::Sent, .. })), "{late:?}");
    }
}
