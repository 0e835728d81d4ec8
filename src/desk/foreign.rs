//! Results that the terminal reported and that nobody here booked. Two people say what each is: the payment of debts, what
//! this desk asked for and the books closed too early, or nothing of this desk.

use super::outcome::{PayOrder, PrintEnd, SignedIn};
use super::trouble::Trouble;
use super::{Asks, Desk, DeskError};
use crate::domain::attempt::{Attempt, AttemptLine, AttemptState, AttemptStep, NewAttempt};
use crate::domain::audit::AuditAct;
use crate::domain::correction::{Correction, CorrectionKind};
use crate::domain::foreign::{Direction, ForeignKind, KeptForeign, WriteOff};
use crate::domain::operator::OperatorId;
use crate::domain::permission::Act;
use crate::domain::receipt::{Receipt, ReceiptKind};
use crate::domain::refusal::{NotCorrectable, Refusal};
use crate::domain::{actor::Actor, card::CardData, money::Money, session::SessionNo, tender::Tender};
use crate::store::Claim;

impl Desk {
    /// All foreign results with their numbers, oldest first.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn kept_foreign(&mut self, who: &dyn Asks) -> Result<Vec<KeptForeign>, DeskError> {
        let who = self.allow(who, Act::SeeForeignResults)?;
        let kept = self.store.kept_foreign()?;
        self.note(who, AuditAct::ForeignResultsSeen, "", format!("found={}", kept.len()))?;
        Ok(kept)
    }

    /// Books a foreign result as the payment of debts that come to exactly what was charged, and prints the receipt.
    /// A till is open, because the receipt belongs to it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::SamePerson`], [`Refusal::ApproverNotAllowed`], [`Refusal::NeedsReason`],
    /// [`Refusal::TillClosed`], [`Refusal::NoSuchForeign`], [`Refusal::ForeignTied`], [`Refusal::ForeignWrittenOff`],
    /// [`Refusal::MoneyWentBack`], [`Refusal::TieDiffers`], those of a payment for the debts, or the database.
    pub fn tie_foreign(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        number: u32,
        order: &PayOrder,
        reason: &str,
    ) -> Result<(Receipt, PrintEnd), DeskError> {
        let (kept, reason) = self.to_decide(who, approver, number, reason)?;
        if !kept.result.why.can_be_tied() {
            return Err(Refusal::NoSuchForeign(number).into());
        }
        if kept.result.direction == Direction::GivenBack {
            return Err(Refusal::MoneyWentBack(number).into());
        }
        let quote = self.plan(&order.items, order.one_payer)?;
        let charged = kept.result.card.as_ref().map(|card| card.amount).ok_or(Refusal::NoSuchForeign(number))?;
        if quote.total != charged {
            return Err(Refusal::TieDiffers { debts: quote.total, charged }.into());
        }
        self.note_one_payer(who, &quote)?;
        let asked = NewAttempt {
            tender: Tender::Card.accept().map_err(|_| Refusal::Cash)?,
            desk: self.setup.config.desk.id.clone(),
            terminal: kept.result.terminal,
            operator: who.operator().id.clone(),
            lines: quote.lines,
            correction: None,
            at: self.now(),
        };
        self.book_as(number, asked, None, approver, &reason)
    }

    /// Books a foreign result as what this desk asked for under its session: the books closed that as declined or not
    /// charged, and the terminal says that it was done after all.
    ///
    /// # Errors
    /// As [`Desk::tie_foreign`]; [`Refusal::NotAskedFor`] where the session is none of this desk's or asked for something
    /// else; [`Refusal::MayStillRun`]; [`Refusal::PaidMeanwhile`] where its debts were paid another way.
    pub fn book_foreign(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        number: u32,
        reason: &str,
    ) -> Result<(Receipt, PrintEnd), DeskError> {
        let (kept, reason) = self.to_decide(who, approver, number, reason)?;
        if kept.result.why == ForeignKind::Denies {
            return self.take_back_denied(&kept, who, approver, &reason);
        }
        let asked = self.asked_for(&kept)?;
        self.end_by_result(&asked, &who.operator().id)?;
        let correction = asked.correction.map(|correction| Correction {
            // Who agrees now is the second person of the document.
            approver: approver.operator().id.clone(),
            ..correction
        });
        let payment = NewAttempt {
            tender: Tender::Card.accept().map_err(|_| Refusal::Cash)?,
            desk: asked.desk,
            terminal: asked.terminal,
            operator: who.operator().id.clone(),
            lines: asked.lines,
            correction,
            at: self.now(),
        };
        self.book_as(number, payment, None, approver, &reason)
    }

    /// The document of a payment that the terminal did not take is voided in the books: no money goes back, because none
    /// came. A void or refund that did not happen is done again on the terminal, and its result written off.
    fn take_back_denied(
        &mut self,
        kept: &KeptForeign,
        who: &SignedIn,
        approver: &SignedIn,
        reason: &str,
    ) -> Result<(Receipt, PrintEnd), DeskError> {
        let not_asked = || DeskError::from(Refusal::NotAskedFor(kept.number));
        let session = SessionNo::parse(&kept.result.session).map_err(|_| not_asked())?;
        let attempt = self.store.attempt_by_session(&kept.result.terminal, session)?.ok_or_else(not_asked)?;
        let receipt = self.store.receipt_of_attempt(&attempt)?.filter(|receipt| receipt.kind == ReceiptKind::Sale);
        let receipt = receipt.ok_or_else(not_asked)?;
        let lines = self.store.left_of(&receipt.number)?;
        if Money::sum(lines.iter().map(AttemptLine::amount)) != Some(receipt.amount) {
            return Err(Refusal::ReceiptMoved { receipt: receipt.number, why: NotCorrectable::AlreadyRefunded }.into());
        }
        let correction = Correction {
            kind: CorrectionKind::Void,
            original: receipt.number,
            reason: reason.to_owned(),
            approver: approver.operator().id.clone(),
        };
        let taken_back = NewAttempt {
            tender: Tender::Card.accept().map_err(|_| Refusal::Cash)?,
            desk: attempt.desk,
            terminal: attempt.terminal,
            operator: who.operator().id.clone(),
            lines,
            correction: Some(correction),
            at: self.now(),
        };
        self.book_as(kept.number, taken_back, Some(receipt.card.of_no_transaction()), approver, reason)
    }

    /// Writes a foreign result off: it is nothing of this desk, or its money went back by another way.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::SamePerson`], [`Refusal::ApproverNotAllowed`], [`Refusal::NeedsReason`],
    /// [`Refusal::TillClosed`], [`Refusal::NoSuchForeign`], [`Refusal::ForeignTied`], [`Refusal::ForeignWrittenOff`]; a
    /// reason with a character that the printer lacks, or the database.
    pub fn write_off_foreign(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        number: u32,
        reason: &str,
    ) -> Result<KeptForeign, DeskError> {
        let (kept, reason) = self.to_decide(who, approver, number, reason)?;
        self.can_be_printed(&reason)?;
        // An earlier day that nobody closed is what waits for the decision.
        let till = self.meant(None)?;
        let off = WriteOff {
            reason,
            operator: who.operator().id.clone(),
            approver: approver.operator().id.clone(),
            at: self.now(),
        };
        self.store.write_off_foreign(number, &till.name, &off).map_err(|error| self.of_the_books(error))?;
        Ok(KeptForeign { written_off: Some(off), ..kept })
    }

    /// Who decides, why, and about what: checked before anything is looked at.
    fn to_decide(
        &self,
        who: &SignedIn,
        approver: &SignedIn,
        number: u32,
        reason: &str,
    ) -> Result<(KeptForeign, String), DeskError> {
        self.check_four_eyes(who, approver, Act::DecideForeignResult)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        if self.tills_open()?.is_empty() {
            return Err(self.no_till()?.into());
        }
        Ok((self.open_foreign(number)?, reason.to_owned()))
    }

    /// The attempt that a result names, closed without a charge, of the same amount.
    fn asked_for(&self, kept: &KeptForeign) -> Result<Attempt, DeskError> {
        let number = kept.number;
        let not_asked = || DeskError::from(Refusal::NotAskedFor(number));
        let result = &kept.result;
        let session = SessionNo::parse(&result.session).map_err(|_| not_asked())?;
        let ours = matches!(result.why, ForeignKind::Contradicts | ForeignKind::TooEarly | ForeignKind::Late);
        let attempt =
            self.store.attempt_by_session(&result.terminal, session)?.filter(|_| ours).ok_or_else(not_asked)?;
        let closed = match attempt.state {
            AttemptState::Declined | AttemptState::NotCharged => true,
            // Open only because nobody had said yet that this is its answer.
            AttemptState::Unknown => result.why == ForeignKind::TooEarly,
            _ => false,
        };
        let charged = result.card.as_ref().map(|card| card.amount);
        if !closed || charged != Some(attempt.amount) {
            return Err(not_asked());
        }
        Ok(attempt)
    }

    /// A session that waited for the decision ends with it: its document is that of the result.
    fn end_by_result(&mut self, asked: &Attempt, who: &OperatorId) -> Result<(), DeskError> {
        if asked.state != AttemptState::Unknown {
            return Ok(());
        }
        self.check_over(asked)?;
        let (step, now) = (AttemptStep::CloseUncharged, self.now());
        let ended = self.store.step(asked.id, step, Some("booked_as_result"), now, &who.clone().into());
        ended.map(drop).map_err(|error| self.named(Trouble::Store(error)).into())
    }

    fn book_as(
        &mut self,
        number: u32,
        payment: NewAttempt,
        card: Option<CardData>,
        approver: &SignedIn,
        reason: &str,
    ) -> Result<(Receipt, PrintEnd), DeskError> {
        let who = Actor::from(payment.operator.clone());
        let claim = Claim {
            number,
            payment,
            card,
            series: self.setup.config.desk.series.clone(),
            reason: reason.to_owned(),
            approver: approver.operator().id.clone(),
        };
        let receipt = self.store.book_claim(&claim).map_err(|error| self.of_the_books(error))?;
        let print = self.print_receipt(&receipt, &who);
        Ok((self.as_it_stands(receipt), print))
    }

    /// A result of which nobody has said yet what it is.
    fn open_foreign(&self, number: u32) -> Result<KeptForeign, DeskError> {
        let found = self.store.kept_foreign()?.into_iter().find(|kept| kept.number == number);
        match found {
            Some(KeptForeign { receipt: Some(receipt), .. }) => Err(Refusal::ForeignTied { number, receipt }.into()),
            Some(KeptForeign { written_off: Some(_), .. }) => Err(Refusal::ForeignWrittenOff(number).into()),
            Some(kept) if kept.is_unclaimed() => Ok(kept),
            _ => Err(Refusal::NoSuchForeign(number).into()),
        }
    }
}
