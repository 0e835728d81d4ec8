//! A payment under way: what is happening now, what has happened, for how many seconds. No key here can start
//! another.

use std::time::{Duration, Instant};

use iced::widget::{Column, column, container, row, space as gap};
use iced::{Alignment, Element, Length};

use super::receipts::Correction;
use super::{Draw, original};
use crate::desk::watchdog::{Limits, Overdue, PayStage, SendGate, Watchdog};
use crate::desk::{PayOrder, PayReport, PayStep, SignedIn};
use crate::domain::correction::CorrectionKind;
use crate::domain::holder::Holder;
use crate::domain::money::Money;
use crate::domain::receipt::Receipt;
use crate::domain::session::SessionNo;
use crate::text::{say, values};
use crate::window::devices::{Answer, Devices, Failed, JobNo, Ticket};
use crate::window::format;
use crate::window::request::{Correct, Pay};
use crate::window::theme::{Tone, size, space};
use crate::window::widget;

/// After this long it is said what may be going on.
const LONG: Duration = Duration::from_secs(60);

/// The stages that are shown as a list.
const SHOWN: [PayStage; 6] =
    [PayStage::Prepared, PayStage::Sent, PayStage::Confirmed, PayStage::Approved, PayStage::Booked, PayStage::Printing];

fn now(stage: PayStage, back: Option<CorrectionKind>) -> &'static str {
    match stage {
        PayStage::Confirmed if back.is_some() => "screen-pay-now-original",
        PayStage::Printing if back.is_some() => "screen-pay-now-printing-back",
        PayStage::Preparing => "screen-pay-now-preparing",
        PayStage::Prepared => "screen-pay-now-prepared",
        PayStage::Sent => "screen-pay-now-sent",
        PayStage::Confirmed => "screen-pay-now-confirmed",
        PayStage::Approved if back.is_some() => "screen-pay-now-approved-back",
        PayStage::Approved => "screen-pay-now-approved",
        PayStage::Booked => "screen-pay-now-booked",
        PayStage::Printing => "screen-pay-now-printing",
    }
}

fn done(stage: PayStage, back: Option<CorrectionKind>) -> &'static str {
    match stage {
        PayStage::Confirmed if back.is_some() => "screen-pay-confirmed-back",
        PayStage::Printing if back.is_some() => "screen-pay-printing-back",
        PayStage::Preparing | PayStage::Prepared => "screen-pay-prepared",
        PayStage::Sent => "screen-pay-sent",
        PayStage::Confirmed => "screen-pay-confirmed",
        PayStage::Approved if back.is_some() => "screen-pay-approved-back",
        PayStage::Approved => "screen-pay-approved",
        PayStage::Booked => "screen-pay-booked",
        PayStage::Printing => "screen-pay-printing",
    }
}

/// A payment under way.
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

/// A payment that is taken back.
#[derive(Debug)]
struct Back {
    kind: CorrectionKind,
    /// What the cashier types on the terminal.
    original: Receipt,
}

/// What the parent must do.
#[derive(Debug)]
pub enum Action {
    None,
    /// The payment ended; what was said of it is for the outcome.
    Ended(Result<PayReport, Failed>),
    /// The terminal's thread does not report in time.
    Overdue(Overdue),
}

impl State {
    /// Starts a payment on the terminal's thread.
    #[must_use]
    pub fn start(
        who: &SignedIn,
        order: PayOrder,
        total: Money,
        payer: String,
        limits: Limits,
        devices: &mut Devices,
    ) -> State {
        let gate = SendGate::default();
        let report = devices.ask(Pay { who: who.clone(), order, gate: gate.clone() });
        State::under_way(report, total, payer, None, gate, limits)
    }

    /// Starts a void or refund on the terminal's thread.
    #[must_use]
    pub fn start_back(who: &SignedIn, correction: Correction, limits: Limits, devices: &mut Devices) -> State {
        let Correction { approver, order, quote } = correction;
        let (gate, original) = (SendGate::default(), quote.original.clone());
        let (payer, back) = (original.payer.clone(), Some(Back { kind: order.kind, original }));
        let report = devices.ask(Correct { who: who.clone(), approver, order, gate: gate.clone() });
        State::under_way(report, quote.total, payer, back, gate, limits)
    }

    fn under_way(
        report: Ticket<PayReport>,
        total: Money,
        payer: String,
        back: Option<Back>,
        gate: SendGate,
        limits: Limits,
    ) -> State {
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

    /// Time passes.
    pub fn tick(&mut self, now: Instant) -> Action {
        let first = *self.first_tick.get_or_insert(now);
        self.elapsed = now.saturating_duration_since(first);
        self.watchdog.overdue(self.elapsed).map_or(Action::None, Action::Overdue)
    }

    /// An answer of the threads. One of another payment is dropped.
    pub fn answer(&mut self, answer: &Answer) -> Action {
        match answer.as_step() {
            Some(step) if answer.job() == self.report.job() => self.note(step),
            _ => return self.report.redeem(answer).map_or(Action::None, Action::Ended),
        }
        Action::None
    }

    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// What was to be charged.
    #[must_use]
    pub fn total(&self) -> Money {
        self.total
    }

    /// What it takes a payment back by; nothing for a payment.
    #[must_use]
    pub fn back(&self) -> Option<CorrectionKind> {
        self.back.as_ref().map(|back| back.kind)
    }

    /// The job, by which a late answer is known.
    #[must_use]
    pub fn job(&self) -> JobNo {
        self.report.job()
    }

    /// What is still to be said of it, by a thread that is not waited for any more.
    #[must_use]
    pub fn into_ticket(self) -> Ticket<PayReport> {
        self.report
    }

    /// The session, once the payment is in the journal.
    #[must_use]
    pub fn session(&self) -> Option<SessionNo> {
        self.session
    }

    /// The stage that was heard of last.
    #[must_use]
    pub fn stage(&self) -> PayStage {
        self.watchdog.stage()
    }

    /// Gives the payment up; false where it is too late, because it is being sent or was.
    #[must_use]
    pub fn give_up(&self) -> bool {
        self.gate.give_up()
    }

    fn heading(&self) -> &'static str {
        match self.back() {
            None => "screen-pay-payer",
            Some(CorrectionKind::Void) => "screen-kind-void",
            Some(CorrectionKind::Refund) => "screen-kind-refund",
        }
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

    /// The payment: the amount, what happens now, and what happened.
    pub fn view<'a, M: 'a>(&'a self, draw: Draw) -> Element<'a, M> {
        let stage = self.watchdog.stage();
        let seconds = self.elapsed.as_secs();
        let amount = row![
            column![draw.small(draw.get(self.heading())), draw.body(self.payer.as_str())].width(Length::Fill),
            widget::figures(format::money(self.total), size::AMOUNT, draw.look.colors.text),
        ]
        .align_y(Alignment::Center);
        let doing = column![
            draw.title(draw.get(now(stage, self.back()))).size(size::AMOUNT - 8.0).color(draw.look.colors.accent),
            row![
                widget::figures(seconds.to_string(), size::TITLE, draw.look.colors.muted),
                draw.muted(draw.get("screen-pay-seconds")),
            ]
            .spacing(space::S)
            .align_y(Alignment::Center),
        ]
        .spacing(space::S);
        let mut content = column![amount, draw.line(), doing, self.steps(draw)].spacing(space::L);
        if stage <= PayStage::Confirmed {
            let words = draw.get("screen-pay-cancel");
            content = content.push(draw.banner(Tone::Plain, draw.body(words)));
        }
        if self.elapsed >= LONG && stage <= PayStage::Confirmed {
            let words = draw.get("screen-pay-long");
            content = content.push(draw.said(Tone::Warn, words));
        }
        if let Some(holders) = &self.locked_by {
            let words = say::books_locked(&draw.text, holders);
            content = content.push(draw.said(Tone::Warn, words));
        }
        let doing = draw.panel(container(content).padding(space::L));
        let Some(back) = &self.back else {
            return super::centred(doing);
        };
        // The terminal asks for the original now: it stands beside what happens, all the time.
        let original = draw.panel(original::view(draw, &back.original)).width(Length::Fill);
        row![doing.width(Length::Fill).height(Length::Fill), original.height(Length::Fill)]
            .spacing(space::L)
            .padding(space::L)
            .into()
    }

    fn steps<'a, M: 'a>(&'a self, draw: Draw) -> Element<'a, M> {
        let rows = SHOWN.into_iter().zip(1..).map(|(stage, number)| {
            let reached = self.reached.iter().find(|(other, _)| *other == stage);
            let words = draw.get(done(stage, self.back()));
            let words = if reached.is_some() { draw.body(words) } else { draw.muted(words) };
            let mut step = row![draw.step(number, reached.is_some()), words, gap::horizontal()];
            if let Some((_, seconds)) = reached {
                step = step
                    .push(widget::figures(seconds.to_string(), size::SMALL, draw.look.colors.muted))
                    .push(draw.small(draw.get("screen-pay-seconds")));
            }
            step.spacing(space::S).align_y(Alignment::Center).into()
        });
        let mut steps = Column::with_children(rows).spacing(space::S);
        if let Some(session) = self.session {
            let words = draw.with("screen-session", values![session]);
            steps = steps.push(draw.small(words));
        }
        steps.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::desk::{PayEnd, Refusal};
    use crate::domain::tender::Tender;
    use crate::window::devices::Job;
    use crate::window::screen::fixtures;

    fn limits() -> Limits {
        Limits::of(&Config::default().terminal)
    }

    fn start(devices: &mut Devices) -> State {
        let order = PayOrder { tender: Tender::Card, items: Vec::new(), one_payer: false };
        let total = Money::from_cents(500).unwrap();
        State::start(&fixtures::signed_in(), order, total, "ΟΦΕΙΛΕΤΗΣ".to_owned(), limits(), devices)
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
    fn the_steps_are_shown_with_their_seconds_in_order() {
        let (mut state, job) = paying();
        let start = Instant::now();
        state.tick(start);
        let prepared = PayStep::Prepared { session: fixtures::session(), amount: Money::from_cents(700).unwrap() };
        state.answer(&job.step(prepared));
        state.tick(start + Duration::from_secs(3));
        state.answer(&job.step(PayStep::Sent));
        assert_eq!(state.reached, [(PayStage::Prepared, 0), (PayStage::Sent, 3)]);
        assert_eq!(state.total().cents(), 700, "the journal's amount is the one that is charged");
        assert_eq!(state.session, Some(fixtures::session()));
    }

    #[test]
    fn steps_and_the_end_of_another_payment_are_dropped() {
        let (mut devices, jobs) = Devices::unmanned();
        let (mut state, _other) = (start(&mut devices), start(&mut devices));
        let (job, other) = (jobs.try_recv().unwrap(), jobs.try_recv().unwrap());
        state.answer(&other.step(PayStep::Printing));
        assert_eq!(state.watchdog.stage(), PayStage::Preparing);
        assert!(matches!(state.answer(&other.answer::<Pay>(ended()).unwrap()), Action::None));
        assert!(matches!(state.answer(&job.answer::<Pay>(ended()).unwrap()), Action::Ended(_)));
    }

    #[test]
    fn a_step_that_does_not_come_is_overdue_after_its_limit_and_a_step_that_does_gives_new_time() {
        let (mut state, job) = paying();
        let start = Instant::now();
        let after = |state: &mut State, time| state.tick(start + time);
        assert!(matches!(after(&mut state, Duration::ZERO), Action::None));
        let first = limits().of_stage(PayStage::Preparing);
        assert!(matches!(after(&mut state, first), Action::None));
        state.answer(&job.step(PayStep::Sent));
        let second = first + limits().of_stage(PayStage::Sent);
        assert!(matches!(after(&mut state, second), Action::None));
        let late = after(&mut state, second + Duration::from_secs(1));
        assert!(matches!(late, Action::Overdue(Overdue { stage: PayStage::Sent, .. })), "{late:?}");
    }
}
