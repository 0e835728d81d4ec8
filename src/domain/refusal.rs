//! The rules that say no, as data. Whoever holds a rule (the store within its transaction, a use case before it) returns
//! these as they are. To add one is its variant, its row in [`Refusal::told`] and its sentence in both languages.

mod grounds;
mod told;

use std::fmt;

use super::attempt::AttemptState;
use super::clocks::ClockDoubt;
use super::debt::DebtStatus;
use super::evidence::BadEvidence;
use super::foreign::AfterAll;
use super::holidays::Holiday;
use super::hours::Span;
use super::money::Money;
use super::operator::OperatorId;
use super::receipt::{ReceiptKind, ReceiptNo};
use super::session::SessionNo;
use super::till::Blocker;
use super::time::Moment;
use super::typed::Typed;

pub use grounds::{EvidenceRefused, NotCorrectable, NotVoidable};
pub use told::{Fact, Told};

use told::text;

/// A rule that said no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Cash. The citizen leaves with other ways to pay.
    Cash,
    /// Outside today's hours.
    OutsideHours(Span),
    /// A weekday on which the desk never opens.
    ClosedDay,
    /// A holiday.
    Holiday(Holiday),
    /// The till is not open today.
    TillClosed,
    /// Today's till was closed for good.
    TillEnded,
    /// The till was opened already, today, on this desk.
    TillOpen,
    /// Only a supervisor may, and with a reason.
    NeedsReason,
    /// This person may not do this.
    NotAllowed,
    /// Somebody must sign in for it.
    NeedsOperator,
    /// Whoever signed in was disabled, or given another role or PIN, meanwhile.
    SessionEnded,
    /// PIN or operator wrong. Which of the two is not said.
    WrongPin {
        /// Wrong tries so far.
        failures: u32,
        /// Seconds until the next try.
        wait: u32,
    },
    /// The next try comes too soon after a wrong PIN, in seconds.
    PinTooSoon(u32),
    /// The operator is locked after too many wrong PINs, for so many seconds.
    OperatorLocked(u32),
    OperatorDisabled(OperatorId),
    /// Somebody else chose their PIN: they change it before anything else.
    PinMustChange(OperatorId),
    /// Another person does this to one's own account.
    OwnAccount,
    /// Another user of the system owns this data directory.
    NotYours(Typed),
    /// No supervisor was made by the owner of the data directory, or it is known already.
    NothingToAcknowledge,
    /// An operator of that id exists.
    OperatorExists(OperatorId),
    NoSuchOperator(OperatorId),
    /// Without them nobody could approve, add people or close a till.
    LastSupervisor(OperatorId),
    NothingToPay,
    /// No debt of this RF code, or none with this row.
    NotFound {
        what: Typed,
        /// When the last file of debts was loaded; nothing where none ever was.
        loaded: Option<Moment>,
    },
    /// A debt that cannot be paid as it stands.
    Debt {
        external_id: String,
        status: DebtStatus,
    },
    /// The debts belong to more than one debtor: one receipt has one payer.
    SeveralDebtors,
    /// The debts belong to debtors of one name, who may be one person and may be several: the cashier has to say so.
    MaybeOnePayer,
    /// A debt was named twice.
    Twice(String),
    /// More than is open.
    AboveOpen {
        asked: Money,
        open: Money,
    },
    /// Less than is open, and parts are not allowed (or the debt is an instalment).
    PartNotAllowed {
        asked: Money,
        open: Money,
    },
    /// A part below the least that may be paid.
    BelowMinimum {
        minimum: Money,
    },
    /// The sum does not fit what the terminal takes.
    TooMuch,
    /// No receipt of that number.
    NoSuchReceipt(Typed),
    /// The demonstration was asked to use a real desk's data directory.
    DemoData,
    /// Who approves must be another person than who asks.
    SamePerson,
    /// This person may not approve.
    ApproverNotAllowed(OperatorId),
    /// No attempt has this session.
    NoSuchSession(SessionNo),
    /// The session's outcome is known.
    NotUnknown {
        session: SessionNo,
        state: AttemptState,
    },
    /// The terminal may still be at it, and has not said otherwise: a card that is not charged yet may be charged.
    MayStillRun {
        session: SessionNo,
        /// From then on it may be decided that the card was not charged; a whole second.
        from: Moment,
    },
    /// The terminal holds an approval of the session that is dated before the request. What it is decides the session.
    ApprovalUndecided {
        session: SessionNo,
        /// The approval's number among the kept results.
        number: u32,
    },
    /// Evidence that proves nothing, or something else than it should.
    Evidence(EvidenceRefused),
    /// A void or refund is not itself voided or refunded.
    NotASale {
        receipt: ReceiptNo,
        kind: ReceiptKind,
    },
    /// Nothing of the receipt is left to give back.
    Corrected {
        receipt: ReceiptNo,
        /// The document that gave the last of it back.
        by: ReceiptNo,
        kind: ReceiptKind,
    },
    /// The receipt cannot be voided; a refund may be possible.
    NotVoidable {
        receipt: ReceiptNo,
        why: NotVoidable,
    },
    /// More is to go back than is left of the receipt.
    AboveLeft {
        asked: Money,
        left: Money,
    },
    /// A part is to go back, and the settings allow the whole only.
    PartialRefund {
        asked: Money,
        left: Money,
    },
    /// Another correction of the receipt is under way, or its outcome is unknown.
    CorrectionOpen(SessionNo),
    /// The receipt, as it is by now, cannot be taken back that way.
    ReceiptMoved {
        receipt: ReceiptNo,
        why: NotCorrectable,
    },
    /// The terminal's protocol has no keys.
    NoKeysInProtocol,
    /// The till of an earlier day is still open: it is closed before today's is opened.
    EarlierTillOpen(String),
    /// No till of that name.
    NoSuchTill(Typed),
    /// The till was closed, and a closed till stays so.
    TillIsClosed(String),
    /// Something keeps the till from closing.
    TillBlocked {
        till: String,
        blockers: Vec<Blocker>,
    },
    /// Something differs from a terminal's batch, and nobody has said why.
    Unexplained {
        till: String,
        /// By what an explanation names each.
        references: Vec<String>,
    },
    /// The settings want each batch compared with the terminal, and this one was not.
    NotCompared {
        till: String,
        batch: String,
    },
    /// Nothing differs under that name.
    NoSuchDifference(Typed),
    /// No unclaimed result of that number that could be the payment of debts here.
    NoSuchForeign(u32),
    /// The unclaimed result has its receipt.
    ForeignTied {
        number: u32,
        receipt: ReceiptNo,
    },
    /// The books were brought back from a copy, and nobody has compared them with the terminal since.
    NotComparedSinceRestore {
        /// When they were brought back.
        restored: Moment,
    },
    /// The clock is not believed before a supervisor said why the desk goes on by it.
    ClockInDoubt(ClockDoubt),
    /// Nothing is wrong with the clock.
    ClockNotInDoubt,
    /// The day's till was closed. A supervisor may open another, with a reason.
    DayWasClosed(String),
    /// Nothing waits to be compared: the books were not brought back, or were compared since.
    NothingToCompare,
    /// The unclaimed result was written off.
    ForeignWrittenOff(u32),
    /// Its money went back to a card: it is the payment of no debt.
    MoneyWentBack(u32),
    /// The session of the unclaimed result is none of this desk's that was closed without a charge, or of another amount.
    NotAskedFor(u32),
    /// What the unclaimed result charged was paid another way since.
    PaidMeanwhile {
        number: u32,
        /// A debt that is not open any more, by its number in the municipality's system.
        debt: String,
    },
    /// The terminal was asked for a debt before, and charged a card for it after the books had closed that.
    ChargedAfterAll {
        /// The debt, by its number in the municipality's system.
        debt: String,
        after_all: AfterAll,
    },
    /// The terminal was asked to give a receipt's money back before, and did so after the books had closed that.
    ReturnedAfterAll {
        receipt: ReceiptNo,
        after_all: AfterAll,
    },
    /// The debts do not come to what the card was charged.
    TieDiffers {
        /// What the debts come to.
        debts: Money,
        charged: Money,
    },
    /// No Z report of that number.
    NoSuchZ(Typed),
}

impl Refusal {
    /// Whether it says no because the card was charged, or the money went back, before.
    pub fn is_of_moved_money(&self) -> bool {
        matches!(self, Refusal::ChargedAfterAll { .. } | Refusal::ReturnedAfterAll { .. })
    }

    /// How it is told.
    pub fn told(&self) -> Told {
        use Fact::{Count, Holiday as Feast, Minute, Money as Sum, Second, State, Text, Time};
        match self {
            Refusal::Cash => Told::of("cash", []),
            Refusal::OutsideHours(today) => {
                Told::of("outside_hours", [("from", Time(today.from)), ("to", Time(today.to))])
            }
            Refusal::ClosedDay => Told::of("closed_day", []),
            Refusal::Holiday(day) => Told::of("holiday", [("holiday", Feast(*day))]),
            Refusal::TillClosed => Told::of("till_closed", []),
            Refusal::TillEnded => Told::of("till_closed", []).by("till_ended"),
            Refusal::TillOpen => Told::of("till_open", []),
            Refusal::NeedsReason => Told::of("needs_reason", []),
            Refusal::NotAllowed => Told::of("not_allowed", []),
            Refusal::NeedsOperator => Told::of("needs_operator", []),
            Refusal::SessionEnded => Told::of("session_ended", []),
            Refusal::WrongPin { wait, .. } if *wait >= 60 => {
                Told::of("wrong_pin", [("minutes", Count(wait.div_ceil(60)))]).by("wrong_pin_locks")
            }
            Refusal::WrongPin { failures, wait } => {
                Told::of("wrong_pin", [("failures", Count(*failures)), ("wait", Count(*wait))])
            }
            Refusal::PinTooSoon(wait) => Told::of("pin_too_soon", [("wait", Count(*wait))]),
            Refusal::OperatorLocked(wait) => Told::of("operator_locked", [("minutes", Count(wait.div_ceil(60)))]),
            Refusal::OperatorDisabled(id) => {
                Told::of("operator_locked", [("operator", text(id))]).by("operator_disabled")
            }
            Refusal::PinMustChange(id) => Told::of("pin_must_change", [("operator", text(id))]),
            Refusal::OwnAccount => Told::of("own_account", []),
            Refusal::NotYours(folder) => Told::of("not_yours", [("path", Text(folder.clone()))]),
            Refusal::NothingToAcknowledge => Told::of("nothing_to_acknowledge", []),
            Refusal::OperatorExists(id) => Told::of("operator_exists", [("operator", text(id))]),
            Refusal::NoSuchOperator(id) => Told::of("no_such_operator", [("operator", text(id))]),
            Refusal::LastSupervisor(id) => Told::of("last_supervisor", [("operator", text(id))]),
            Refusal::NothingToPay => Told::of("nothing_to_pay", []),
            Refusal::NotFound { what, loaded: Some(loaded) } => {
                Told::of("not_found", [("what", Text(what.clone())), ("loaded", Minute(*loaded))])
            }
            Refusal::NotFound { what, loaded: None } => {
                Told::of("not_found", [("what", Text(what.clone()))]).by("not_found_no_file")
            }
            Refusal::Debt { external_id, status } => Told::of(of_debt(*status), [("debt", text(external_id))]),
            Refusal::SeveralDebtors => Told::of("several_debtors", []),
            Refusal::MaybeOnePayer => Told::of("maybe_one_payer", []),
            Refusal::Twice(debt) => Told::of("twice", [("debt", text(debt))]),
            Refusal::AboveOpen { asked, open } => {
                Told::of("above_open", [("asked", Sum(*asked)), ("open", Sum(*open))])
            }
            Refusal::PartNotAllowed { asked, open } => {
                Told::of("part_not_allowed", [("asked", Sum(*asked)), ("open", Sum(*open))])
            }
            Refusal::BelowMinimum { minimum } => Told::of("below_minimum", [("minimum", Sum(*minimum))]),
            Refusal::TooMuch => Told::of("too_much", []),
            Refusal::NoSuchReceipt(number) => Told::of("no_such_receipt", [("receipt", Text(number.clone()))]),
            Refusal::DemoData => Told::of("demo_data", []),
            Refusal::SamePerson => Told::of("same_person", []),
            Refusal::ApproverNotAllowed(id) => Told::of("approver_not_allowed", [("operator", text(id))]),
            Refusal::NoSuchSession(session) => Told::of("no_such_session", [("session", text(session))]),
            Refusal::NotUnknown { session, state } => {
                Told::of("not_unknown", [("session", text(session)), ("state", State(*state))])
            }
            Refusal::MayStillRun { session, from } => {
                Told::of("may_still_run", [("session", text(session)), ("from", Second(*from))])
            }
            Refusal::ApprovalUndecided { session, number } => {
                Told::of("approval_undecided", [("session", text(session)), ("number", text(number))])
            }
            Refusal::Evidence(why) => why.told(),
            Refusal::NotASale { receipt, kind } => {
                Told::of("not_a_sale", [("receipt", text(receipt)), ("kind", text(kind.word()))])
            }
            Refusal::Corrected { receipt, by, kind } => {
                let word = if *kind == ReceiptKind::Void { "already_voided" } else { "already_refunded" };
                let facts = [("receipt", text(receipt)), ("by", text(by)), ("kind", text(kind.word()))];
                Told::of(word, facts).by("corrected")
            }
            Refusal::NotVoidable { receipt, why } => Told::of(why.word(), [("receipt", text(receipt))]),
            Refusal::AboveLeft { asked, left } => {
                Told::of("above_left", [("asked", Sum(*asked)), ("left", Sum(*left))])
            }
            Refusal::PartialRefund { asked, left } => {
                Told::of("partial_refund", [("asked", Sum(*asked)), ("left", Sum(*left))])
            }
            Refusal::CorrectionOpen(session) => Told::of("correction_open", [("session", text(session))]),
            Refusal::ReceiptMoved { receipt, .. } => Told::of("receipt_moved", [("receipt", text(receipt))]),
            Refusal::NoKeysInProtocol => Told::of("no_keys_in_protocol", []),
            Refusal::EarlierTillOpen(till) => Told::of("earlier_till_open", [("till", text(till))]),
            Refusal::NoSuchTill(till) => Told::of("no_such_till", [("till", Text(till.clone()))]),
            Refusal::TillIsClosed(till) => Told::of("till_is_closed", [("till", text(till))]),
            Refusal::DayWasClosed(till) => Told::of("till_is_closed", [("till", text(till))]).by("day_was_closed"),
            Refusal::TillBlocked { till, .. } => Told::of("till_blocked", [("till", text(till))]),
            Refusal::Unexplained { till, references } => {
                let references = text(references.join(", "));
                Told::of("unexplained_difference", [("till", text(till)), ("references", references)])
            }
            Refusal::NotCompared { till, batch } => {
                Told::of("not_compared", [("till", text(till)), ("batch", text(batch))])
            }
            Refusal::NoSuchDifference(reference) => {
                Told::of("no_such_difference", [("reference", Text(reference.clone()))])
            }
            Refusal::NoSuchForeign(number) => Told::of("no_such_foreign", [("number", text(number))]),
            Refusal::ForeignTied { number, receipt } => {
                Told::of("foreign_tied", [("number", text(number)), ("receipt", text(receipt))])
            }
            Refusal::NotComparedSinceRestore { restored } => {
                Told::of("not_compared_since_restore", [("at", Minute(*restored))])
            }
            Refusal::ClockInDoubt(doubt) => Told::of(doubt.word(), []),
            Refusal::ClockNotInDoubt => Told::of("clock_not_in_doubt", []),
            Refusal::NothingToCompare => Told::of("nothing_to_compare", []),
            Refusal::ForeignWrittenOff(number) => Told::of("foreign_written_off", [("number", text(number))]),
            Refusal::MoneyWentBack(number) => Told::of("money_went_back", [("number", text(number))]),
            Refusal::NotAskedFor(number) => Told::of("not_asked_for", [("number", text(number))]),
            Refusal::PaidMeanwhile { number, debt } => {
                Told::of("paid_meanwhile", [("number", text(number)), ("debt", text(debt))])
            }
            Refusal::ChargedAfterAll { debt, after_all } => after_all_told("charged_after_all", text(debt), after_all),
            Refusal::ReturnedAfterAll { receipt, after_all } => {
                after_all_told("returned_after_all", text(receipt), after_all)
            }
            Refusal::TieDiffers { debts, charged } => {
                Told::of("tie_differs", [("debts", Sum(*debts)), ("charged", Sum(*charged))])
            }
            Refusal::NoSuchZ(number) => Told::of("no_such_z", [("number", Text(number.clone()))]),
        }
    }

    /// The stable word of it.
    pub fn word(&self) -> &'static str {
        self.told().word
    }
}

fn of_debt(status: DebtStatus) -> &'static str {
    match status {
        DebtStatus::Open => "open",
        DebtStatus::Paid => "already_paid",
        DebtStatus::Pending => "pending",
        DebtStatus::Expired => "expired",
        DebtStatus::Cancelled => "cancelled",
    }
}

/// `of` is the debt's number or the receipt's.
fn after_all_told(word: &'static str, of: Fact, after_all: &AfterAll) -> Told {
    Told::of(word, [("of", of), ("session", text(after_all.session)), ("number", text(after_all.number))])
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl std::error::Error for Refusal {}

impl From<BadEvidence> for Refusal {
    fn from(bad: BadEvidence) -> Refusal {
        Refusal::Evidence(EvidenceRefused::Bad(bad))
    }
}
