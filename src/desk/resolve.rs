//! Deciding an unknown outcome that no terminal answers for: on written evidence, by one person, approved by another.
//! There is no way to close one without evidence, and none against the journal.

use super::journal::keep_trace;
use super::outcome::{Claim, RecoverEnd, ResolveEnd, SignedIn};
use super::recover::NOT_ITS_ANSWER;
use super::terminal_lock::TerminalLock;
use super::{Asks, Desk, DeskError};
use crate::domain::evidence::{Evidence, TerminalClock};
use crate::domain::refusal::{EvidenceRefused, Refusal};
use crate::domain::{actor::Actor, attempt::Attempt, permission::Act, session::SessionNo, time::local_date};
use crate::ecr::terminal::{ResendEnd, SaleRequest, Terminal};
use crate::store::{Booking, Resolution, Resolved, StoreError, Verdict};

/// What the terminal says of an outcome when it is asked once more.
enum Word {
    /// What ends the matter.
    Ends(RecoverEnd),
    /// Nothing that helps. That it holds nothing of it does not: it may still run it, and may have forgotten it.
    Nothing,
}

impl Desk {
    /// Decides an unknown outcome. Where the terminal can still be asked, it is, and its word goes before the paper:
    /// what it reports is booked or closed as in `recover`, and the evidence is not used. That it holds nothing is no
    /// word against a slip, which it may have printed and forgotten. Where it reports nothing, that the card was not
    /// charged is decided only once it can no longer be at it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::ApproverNotAllowed`], [`Refusal::SamePerson`],
    /// [`Refusal::NoSuchSession`], [`Refusal::NotUnknown`], [`Refusal::Evidence`], [`Refusal::MayStillRun`],
    /// [`Refusal::ApprovalUndecided`]; [`Trouble::TerminalInUse`], [`Trouble::Store`].
    pub fn resolve(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        session: SessionNo,
        claim: Claim,
        evidence: &Evidence,
    ) -> Result<ResolveEnd, DeskError> {
        self.check_four_eyes(who, approver, Act::ResolveOutcome)?;
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        let attempt = self.unknown_attempt(session)?;
        self.weigh(&attempt, claim, evidence)?;
        let lock = lock.ok_or_else(|| self.terminal_in_use())?;
        // Before the question: what it does not hold then it may hold by the time of its answer.
        let over = self.check_over(&attempt);
        match (self.word_of_the_terminal(&attempt, &lock, who)?, claim) {
            (Word::Ends(end), _) => {
                let correction = attempt.correction.as_ref().map(|correction| correction.kind);
                return Ok(ResolveEnd::TerminalAnswered(end, correction));
            }
            (Word::Nothing, Claim::NotCharged) => {
                over?;
                self.check_decided(&attempt)?;
            }
            (Word::Nothing, Claim::Approved | Claim::ApprovedByWrongClock) => {}
        }
        self.decide(who, approver, &attempt, claim, evidence)
    }

    /// The unknown outcome of a session, after making unknown what a dead process left in flight.
    ///
    /// # Errors
    /// [`Refusal::NoSuchSession`], [`Refusal::NotUnknown`], or the database.
    pub fn unknown_outcome(&mut self, who: &dyn Asks, session: SessionNo) -> Result<Attempt, DeskError> {
        self.allow(who, Act::SeeUnknownOutcomes)?;
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        self.unknown_attempt(session)
    }

    /// The unknown outcome of a session: this terminal's before another's.
    fn unknown_attempt(&self, session: SessionNo) -> Result<Attempt, DeskError> {
        let ours = self.setup.terminal_name();
        let mut found: Vec<Attempt> =
            self.unknown_attempts()?.into_iter().filter(|attempt| attempt.session == session).collect();
        found.sort_by_key(|attempt| attempt.terminal != ours);
        if let Some(attempt) = found.into_iter().next() {
            return Ok(attempt);
        }
        Err(match self.store.attempt_by_session(&ours, session)? {
            Some(Attempt { state, .. }) => Refusal::NotUnknown { session, state },
            None => Refusal::NoSuchSession(session),
        }
        .into())
    }

    /// Holds the evidence against the journal.
    fn weigh(&self, attempt: &Attempt, claim: Claim, evidence: &Evidence) -> Result<(), DeskError> {
        let refused = |why| DeskError::from(Refusal::Evidence(why));
        match claim {
            Claim::NotCharged => {
                evidence.of_no_charge().map_err(|bad| refused(EvidenceRefused::Bad(bad)))?;
            }
            Claim::Approved | Claim::ApprovedByWrongClock => {
                let charge = evidence
                    .of_a_charge(local_date(attempt.prepared_at))
                    .map_err(|missing| refused(EvidenceRefused::Missing(missing)))?;
                if let Some(contradiction) = charge.contradicts(attempt, self.now(), clock_of(claim)) {
                    return Err(refused(EvidenceRefused::Contradicts(contradiction)));
                }
            }
        }
        Ok(())
    }

    /// A debt is not freed while the terminal may still charge a card for it.
    pub(super) fn check_over(&mut self, attempt: &Attempt) -> Result<(), DeskError> {
        match self.may_run_until(attempt)? {
            Some(from) => Err(Refusal::MayStillRun { session: attempt.session, from }.into()),
            None => Ok(()),
        }
    }

    /// Nor while an approval names it of which nobody said what it is.
    fn check_decided(&self, attempt: &Attempt) -> Result<(), DeskError> {
        match self.store.undecided_of(attempt)? {
            Some(number) => Err(Refusal::ApprovalUndecided { session: attempt.session, number }.into()),
            None => Ok(()),
        }
    }

    /// What the terminal says, where it can be asked.
    fn word_of_the_terminal(
        &mut self,
        attempt: &Attempt,
        lock: &TerminalLock,
        who: &SignedIn,
    ) -> Result<Word, DeskError> {
        let Some(request) = self.question(attempt)? else { return Ok(Word::Nothing) };
        let mut terminal = self.take_terminal(lock)?;
        let end = self.last_word(attempt, &request, &mut terminal, &who.actor());
        self.put_back(terminal, lock);
        end
    }

    fn last_word(
        &mut self,
        attempt: &Attempt,
        request: &SaleRequest,
        terminal: &mut Terminal,
        who: &Actor,
    ) -> Result<Word, DeskError> {
        if let Err(trouble) = self.ready_to_sign(terminal) {
            tracing::warn!(?trouble, "asking without a session key");
        }
        let (answer, listened) = self.ask(request, terminal);
        keep_trace(&mut self.store, attempt.id, &listened.traced);
        self.keep_foreign(listened.foreign, Some(attempt.id));
        Ok(match answer {
            ResendEnd::Approved(approval) => match self.take_charge(attempt, approval, request, terminal, who)? {
                // What it holds is of something else: it does not speak of this.
                RecoverEnd::StillUnknown { reason: NOT_ITS_ANSWER } => Word::Nothing,
                end => Word::Ends(end),
            },
            ResendEnd::Declined(code) => {
                Word::Ends(self.take_decline(attempt, &format!("C:{}", code.as_str()), request, terminal, who))
            }
            ResendEnd::NothingHeld | ResendEnd::CannotAsk | ResendEnd::NoAnswer(_) => Word::Nothing,
        })
    }

    fn decide(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        attempt: &Attempt,
        claim: Claim,
        evidence: &Evidence,
    ) -> Result<ResolveEnd, DeskError> {
        let name = &who.actor();
        let verdict = match (claim, evidence.of_a_charge(local_date(attempt.prepared_at))) {
            (Claim::Approved | Claim::ApprovedByWrongClock, Ok(charge)) => Verdict::Charged(Booking {
                attempt: attempt.id,
                card: charge.card_data(attempt.amount),
                slip: None,
                series: self.setup.config.desk.series.clone(),
                at: self.now(),
                who: name.clone(),
            }),
            (Claim::Approved | Claim::ApprovedByWrongClock, Err(missing)) => {
                return Err(Refusal::Evidence(EvidenceRefused::Missing(missing)).into());
            }
            (Claim::NotCharged, _) => Verdict::NotCharged,
        };
        let resolution = Resolution {
            attempt: attempt.id,
            verdict,
            evidence: match claim {
                Claim::ApprovedByWrongClock => format!("{}{CLOCK_WRONG}", evidence.text()),
                Claim::Approved | Claim::NotCharged => evidence.text().to_owned(),
            },
            operator: who.operator().id.clone(),
            approver: approver.operator().id.clone(),
            at: self.now(),
        };
        let resolved = self.store.resolve(&resolution).map_err(|error| match error {
            StoreError::IllegalStep(_) => {
                let state = self.store.attempt(attempt.id).ok().flatten().map_or(attempt.state, |now| now.state);
                DeskError::from(Refusal::NotUnknown { session: attempt.session, state })
            }
            other => other.into(),
        })?;
        Ok(match resolved {
            Resolved::NotCharged(_) => {
                ResolveEnd::NotCharged { correction: attempt.correction.as_ref().map(|correction| correction.kind) }
            }
            Resolved::Booked(receipt) => {
                let print = self.print_receipt(&receipt, name);
                ResolveEnd::Charged { receipt: Box::new(self.as_it_stands(*receipt)), print }
            }
        })
    }
}

/// What stands behind the evidence in the books where both persons vouch for its date.
const CLOCK_WRONG: &str = " (--clock-wrong)";

fn clock_of(claim: Claim) -> TerminalClock {
    if claim == Claim::ApprovedByWrongClock { TerminalClock::Wrong } else { TerminalClock::Right }
}
