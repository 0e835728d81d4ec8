//! One desk and what it is told to do. The desk is the real one; only clock, line and disk are the stage's.

use std::sync::Arc;
use std::time::Duration;

use super::link::StageConnector;
use super::plan::{Act, Deed, GiveBack, Manner, Pay, Plan};
use super::stage::Stage;
use crate::desk::{
    Caller, CorrectionOrder, Desk, DeskError, PayEnd, PayItem, PayOrder, PayReport, PayStep, PayTarget, RecoverReport,
    Refusal, Setup, SignedIn,
};
use crate::domain::foreign::{ForeignKind, KeptForeign};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptNo};
use crate::domain::{debt::DebtId, money::Money, tender::Tender, till::BlockerKind};
use crate::ecr::terminal::{Terminal, TerminalProfile};
use crate::paper::device::PrinterLink;
use crate::store::ReceiptFilter;

/// Between the end of a process and the first payment of the next: a program starts, and somebody signs in.
const STARTING: Duration = Duration::from_secs(5);

/// A desk with its cashier.
pub(super) struct Actor {
    pub number: usize,
    pub stage: Arc<Stage>,
    pub who: SignedIn,
    /// The second person of a void or refund.
    pub approver: SignedIn,
    pub setup: Setup,
    pub profile: TerminalProfile,
    /// Of the terminals, its own.
    pub pos: usize,
    /// The schedule's debts, by their place in the plan.
    pub debts: Vec<DebtId>,
    /// Nothing only while it is being started.
    pub desk: Option<Desk>,
}

impl Actor {
    /// Puts the desk to the plan's terminal, line and printer, without restarting it.
    pub(super) fn prepare(&mut self, plan: &Plan, setup: Setup, debts: Vec<DebtId>) {
        self.pos = if plan.own_terminals { self.number } else { 0 };
        let config = &setup.config.terminal;
        self.profile = TerminalProfile {
            dialect: plan.dialect,
            variant: plan.variant,
            ecr_id: config.ecr_id.clone(),
            echo_timeout: Duration::from_secs(2),
            confirm_timeout: config.confirm_timeout,
            result_timeout: config.result_timeout,
            keep_open: plan.keep_open,
        };
        self.debts = debts;
        self.setup = setup;
        let terminal = self.terminal();
        if let Some(desk) = &mut self.desk {
            desk.setup = self.setup.clone();
            desk.terminal = Some(terminal);
            desk.heard = None;
        }
    }

    /// Lets go of the line, where it is kept.
    pub(super) fn hang_up(&mut self) {
        let terminal = self.terminal();
        self.desk().terminal = Some(terminal);
    }

    fn terminal(&self) -> Terminal {
        let connector = StageConnector { stage: Arc::clone(&self.stage), desk: self.number, pos: self.pos };
        let since = self.stage.scene().now.as_millis();
        Terminal::new(self.profile.clone(), Box::new(connector), u64::try_from(since).expect("a short schedule"))
    }

    /// The process ends, if it still runs, and a new one opens the same books.
    pub(super) fn restart(&mut self) {
        self.desk = None;
        self.stage.scene().pass(STARTING);
        self.stage.scene().revive(self.number);
        self.start();
    }

    pub(super) fn start(&mut self) {
        let mut desk = Desk::open(&self.setup).expect("the books open again");
        let (stage, number) = (Arc::clone(&self.stage), self.number);
        desk.store.fail_commits(move || stage.scene().commit_fails(number)).expect("a hook on commits");
        desk.terminal = Some(self.terminal());
        self.desk = Some(desk);
    }

    pub(super) fn desk(&mut self) -> &mut Desk {
        self.desk.as_mut().expect("a started desk")
    }

    /// Does a deed; a desk that died of it is started again.
    pub(super) fn act(&mut self, deed: &Deed) {
        let number = self.number;
        match &deed.act {
            Act::Pay(pay) => {
                self.pay(pay);
            }
            Act::GiveBack(back) => {
                self.give_back(back);
            }
            Act::Recover => {
                self.recover();
            }
            Act::Restart => self.restart(),
            Act::ClockJumps(seconds) => {
                let mut scene = self.stage.scene();
                scene.skew[number] += seconds;
                scene.note(|| format!("the clock of desk {number} jumps by {seconds} s"));
            }
            Act::TimePasses(seconds) => self.stage.scene().pass(Duration::from_secs(*seconds)),
            Act::TerminalGone(seconds) => self.stage.scene().switch_off(self.pos, Duration::from_secs(*seconds)),
            Act::CloseTill => self.close_till(),
            Act::NextDay => unreachable!("a day is of both desks"),
        }
        if self.stage.scene().lives[number].dead {
            self.restart();
        }
    }

    /// Whether payments can be taken today.
    pub(super) fn has_till(&mut self) -> bool {
        self.desk().till_today().expect("the books can be read").is_some()
    }

    /// Closes the oldest open till, if nothing keeps it open.
    fn close_till(&mut self) {
        let number = self.number;
        {
            let mut scene = self.stage.scene();
            scene.lives[number].seen = "close";
            scene.note(|| format!("desk {number} closes its till"));
        }
        let who = self.who.clone();
        let mut closed = self.desk().close_till(&who, None);
        if matches!(&closed, Err(DeskError::Refused(Refusal::ClockInDoubt(_)))) && self.states_the_clock() {
            closed = self.desk().close_till(&who, None);
        }
        let mut scene = self.stage.scene();
        match &closed {
            Ok(_) => scene.tills.closed += 1,
            Err(_) => scene.tills.kept_open += 1,
        }
        scene.note(|| format!("desk {number}: {}", closed.map_or_else(|_| "it stays open", |_| "it is closed")));
    }

    /// Opens the till of a new day, after that of the day before, which may have stayed open.
    pub(super) fn morning(&mut self) {
        let (number, who) = (self.number, self.who.clone());
        for _ in 0..2 {
            let opened = self.desk().open_till(&who, Some("simulation"));
            let is_open = opened.is_ok();
            {
                let mut scene = self.stage.scene();
                scene.tills.opened_again += u64::from(is_open);
                scene.note(|| format!("desk {number}: {}", if is_open { "a new till is open" } else { "no new till" }));
            }
            if self.stage.scene().lives[number].dead {
                self.restart();
            }
            if is_open {
                break;
            }
            // What was unknown in the evening may be known now, and a receipt that a crash kept from the paper printed.
            self.recover();
            self.print_what_waits();
            self.decide_what_is_unclaimed();
            self.act(&Deed { desk: number, act: Act::CloseTill, meanwhile: None });
        }
    }

    /// Two people say what the results are that nobody booked: what was asked for, where it can be booked as that, else
    /// nothing of this desk.
    pub(super) fn decide_what_is_unclaimed(&mut self) {
        let (who, approver) = (self.who.clone(), self.approver.clone());
        let kept = self.desk().store.kept_foreign().expect("the books can be read");
        for kept in kept.into_iter().filter(KeptForeign::is_unclaimed) {
            let number = kept.number;
            // What the terminal's list has was no refusal, but an approval that the line damaged.
            let is_listed = kept.result.why == ForeignKind::Denies && self.is_in_the_terminals_list(&kept);
            let booked = !is_listed && self.desk().book_foreign(&who, &approver, number, "simulation").is_ok();
            let off = booked || self.desk().write_off_foreign(&who, &approver, number, "simulation").is_ok();
            let mut scene = self.stage.scene();
            scene.note(|| format!("a result of the terminal: booked {booked}, decided {off}"));
        }
    }

    fn is_in_the_terminals_list(&self, kept: &KeptForeign) -> bool {
        let mut charges = self.stage.scene().terminals[self.pos].mind.book().into_iter();
        charges.any(|charge| charge.session.to_string() == kept.result.session)
    }

    /// Prints the receipts without paper, as far as the printer does.
    fn print_what_waits(&mut self) {
        let desk = self.setup.config.desk.id.clone();
        let blockers = self.desk().store.blockers(&desk).expect("the books can be read");
        for blocker in blockers.into_iter().filter(|blocker| blocker.kind == BlockerKind::UnprintedReceipt) {
            let number = ReceiptNo::parse(&blocker.reference).expect("a receipt's number");
            let printed = self.desk().reprint(&Caller::User, &number);
            let out = printed.is_ok_and(|(_, end)| end.is_printed());
            self.stage.scene().note(|| format!("a receipt is printed later: {out}"));
        }
    }

    /// The printer is there again, and everything comes out.
    pub(super) fn print_the_rest(&mut self) {
        let mut config = (*self.setup.config).clone();
        config.printer.link = PrinterLink::Screen;
        self.desk().setup.config = Arc::new(config);
        self.print_what_waits();
    }

    /// Opens the till of a day that no schedule has had. Nothing is unknown or without paper any more.
    pub(super) fn open_anew(&mut self) {
        let who = self.who.clone();
        while !self.desk().tills_open().expect("the books can be read").is_empty() {
            self.desk().close_till(&who, None).expect("nothing keeps it open");
        }
        self.desk().open_till(&who, Some("simulation")).expect("a day that nobody had");
    }

    pub(super) fn pay(&mut self, pay: &Pay) -> PayReport {
        self.asks(&pay.manner, || format!("pays {pay:?}"));
        let items = pay.items.iter().map(|(debt, cents)| PayItem {
            of: PayTarget::Debt(self.debts[*debt]),
            amount: cents.map(|cents| Money::from_cents(cents).unwrap()),
        });
        let order = PayOrder { tender: Tender::Card, items: items.collect(), one_payer: false };
        let (who, mut watch) = (self.who.clone(), self.watch());
        let mut report = self.desk().pay(&who, &order, &mut watch);
        if self.accepts_the_clock(&report) {
            report = self.desk().pay(&who, &order, &mut watch);
        }
        self.ended(&report);
        report
    }

    /// Takes one of the schedule's sales back; nothing where there is none.
    pub(super) fn give_back(&mut self, back: &GiveBack) -> Option<PayReport> {
        let Some(sale) = self.sales().into_iter().nth(back.skip) else {
            self.stage.scene().note(|| "nothing was paid that could be given back".to_owned());
            return None;
        };
        self.asks(&back.manner, || format!("gives back {back:?}"));
        let order = CorrectionOrder {
            kind: back.kind,
            receipt: sale.number,
            reason: "simulation".into(),
            amount: back.cents.map(|cents| Money::from_cents(cents).unwrap()),
        };
        let (who, approver, mut watch) = (self.who.clone(), self.approver.clone(), self.watch());
        let mut report = self.desk().correct(&who, &approver, &order, &mut watch);
        if self.accepts_the_clock(&report) {
            report = self.desk().correct(&who, &approver, &order, &mut watch);
        }
        self.ended(&report);
        Some(report)
    }

    /// A supervisor says that the desk goes on by a clock that was not believed; false where nobody was asked, or it was
    /// not kept.
    fn accepts_the_clock(&mut self, report: &PayReport) -> bool {
        matches!(report.end, PayEnd::Refused(Refusal::ClockInDoubt(_))) && self.states_the_clock()
    }

    fn states_the_clock(&mut self) -> bool {
        let who = self.who.clone();
        let kept = self.desk().accept_clock(&who, "simulation").is_ok();
        let mut scene = self.stage.scene();
        scene.tills.clocks_accepted += u64::from(kept);
        scene.note(|| format!("a supervisor on the clock: {kept}"));
        kept
    }

    /// The receipts of payments of this schedule, newest first. No schedule has so many that the limit cuts one off.
    fn sales(&mut self) -> Vec<Receipt> {
        let debts = self.debts.clone();
        let latest = ReceiptFilter { limit: Some(24), ..ReceiptFilter::default() };
        let latest = self.desk().store.receipts(&latest).expect("the books can be read");
        let ours = |receipt: &Receipt| receipt.lines.iter().any(|line| debts.contains(&line.debt));
        latest.into_iter().filter(|receipt| receipt.kind == ReceiptKind::Sale && ours(receipt)).collect()
    }

    /// The terminal will take the next order in this manner.
    fn asks(&self, manner: &Manner, what: impl FnOnce() -> String) {
        let number = self.number;
        let mut scene = self.stage.scene();
        scene.terminals[self.pos].behave(manner);
        scene.lives[number].seen = "nothing";
        scene.note(|| format!("desk {number} {}", what()));
    }

    /// Writes down what the cashier sees.
    fn watch(&self) -> impl FnMut(&PayStep) + use<> {
        let (stage, number) = (Arc::clone(&self.stage), self.number);
        move |step| {
            let mut scene = stage.scene();
            scene.lives[number].seen = word(step);
            scene.note(|| format!("desk {number} shows {}", word(step)));
        }
    }

    fn ended(&self, report: &PayReport) {
        let number = self.number;
        let mut scene = self.stage.scene();
        scene.note(|| format!("desk {number} ends: {}", ended(report)));
        scene.booked_on[number] |= matches!(report.end, PayEnd::Approved { .. });
        scene.not_asked_again +=
            u64::from(matches!(&report.end, PayEnd::Refused(refusal) if refusal.is_of_moved_money()));
        if !scene.lives[number].dead {
            scene.ends.push(report.end.word());
        }
        scene.lives[number].seen = "the end";
    }

    pub(super) fn recover(&mut self) -> Option<RecoverReport> {
        let number = self.number;
        {
            let mut scene = self.stage.scene();
            scene.lives[number].seen = "recovery";
            scene.note(|| format!("desk {number} recovers"));
        }
        let report = self.desk().recover(&Caller::User);
        let mut scene = self.stage.scene();
        scene.note(|| match &report {
            Ok(report) => {
                report.sessions.iter().map(|one| format!("session {} {}; ", one.session, recovered(&one.end))).collect()
            }
            Err(error) => format!("recovery stopped: {error:?}"),
        });
        report.ok()
    }
}

fn recovered(end: &crate::desk::RecoverEnd) -> String {
    match end {
        crate::desk::RecoverEnd::Approved { receipt, .. } => format!("approved {}", receipt.amount),
        other => format!("{other:?}"),
    }
}

/// Without what differs from world to world: rows and receipt numbers.
fn ended(report: &PayReport) -> String {
    let session = report.session.map(|session| session.to_string()).unwrap_or_default();
    let end = match &report.end {
        PayEnd::Approved { receipt, print, .. } => {
            format!("approved {} printed {}", receipt.amount, print.is_printed())
        }
        PayEnd::Refused(_) => "refused".to_owned(),
        PayEnd::Failed(crate::desk::Trouble::Terminal(why)) => format!("failed: {why:?}"),
        PayEnd::Failed(_) => "failed".to_owned(),
        other => format!("{other:?}"),
    };
    format!("session {session} amount {} {end}", report.amount)
}

fn word(step: &PayStep) -> &'static str {
    match step {
        PayStep::Prepared { .. } => "prepared",
        PayStep::Sent => "sent",
        PayStep::Confirmed => "confirmed",
        PayStep::Approved | PayStep::BooksLocked { .. } => "approved",
        PayStep::Booked { .. } => "booked",
        PayStep::Printing => "printing",
    }
}
