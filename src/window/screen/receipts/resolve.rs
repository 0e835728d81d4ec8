//! Deciding an unknown outcome on what two persons have in writing. The desk weighs it; here it is typed.

use crate::desk::{Claim, Refusal, ResolveEnd, SignedIn};
use crate::domain::evidence::{Evidence, TypedEvidence};
use crate::domain::{attempt::Attempt, permission::Act};
use crate::window::request::{self, Approve};
use crate::window::screen::form::{Field, Form};
use crate::window::screen::{Action, Answer, Devices, Failed, Ticket};

const STAN: &str = "resolve-stan";
const AUTH: &str = "resolve-auth";
const TIME: &str = "resolve-time";
const RRN: &str = "resolve-rrn";
const AMOUNT: &str = "resolve-amount";
const REASON: &str = "resolve-reason";

/// An unknown outcome, what it is said to be, and on what.
#[derive(Debug)]
pub(super) struct Resolve {
    pub(super) attempt: Attempt,
    pub(super) claim: Claim,
    pub(super) form: Form,
    step: Step,
}

#[derive(Debug)]
enum Step {
    Typing,
    Approving(Ticket<SignedIn>, Box<Evidence>),
    /// The terminal is asked once more, and the evidence weighed.
    Deciding(Ticket<ResolveEnd>),
}

impl Resolve {
    pub(super) fn new(attempt: Attempt, claim: Claim) -> Resolve {
        let fields = match claim {
            Claim::Approved | Claim::ApprovedByWrongClock => vec![
                Field::required(STAN, "correct-original-stan"),
                Field::required(AUTH, "correct-original-auth"),
                Field::required(TIME, "screen-resolve-time"),
                Field::optional(RRN, "correct-original-rrn"),
                Field::optional(AMOUNT, "correct-original-amount"),
            ],
            Claim::NotCharged => vec![Field::required(REASON, "screen-resolve-reason")],
        };
        Resolve { attempt, claim, form: Form::by_two(fields), step: Step::Typing }
    }

    /// Two persons have decided, or their PIN is looked at.
    pub(super) fn is_under_way(&self) -> bool {
        !matches!(self.step, Step::Typing)
    }

    pub(super) fn is_deciding(&self) -> bool {
        matches!(self.step, Step::Deciding(_))
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        let evidence = match Evidence::read(&self.typed()) {
            Ok(evidence) => Box::new(evidence),
            Err(bad) => return self.form.failed(Failed::new(Refusal::from(bad).into())),
        };
        if let Some((id, pin)) = self.form.take_second() {
            let approve = Approve { who: who.clone(), act: Act::ResolveOutcome, id, pin };
            self.step = Step::Approving(devices.ask(approve), evidence);
        }
    }

    pub(super) fn answer(&mut self, who: &SignedIn, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        let failed = match &self.step {
            Step::Typing => return None,
            Step::Approving(ticket, evidence) => match ticket.redeem(answer)? {
                Ok(approver) => {
                    let evidence = evidence.as_ref().clone();
                    self.step = Step::Deciding(devices.ask(request::Resolve {
                        who: who.clone(),
                        approver,
                        session: self.attempt.session,
                        claim: self.claim,
                        evidence,
                    }));
                    return Some(Action::None);
                }
                Err(error) => error,
            },
            Step::Deciding(ticket) => match ticket.redeem(answer)? {
                Ok(end) => {
                    let (attempt, claim) = (Box::new(self.attempt.clone()), self.claim);
                    return Some(Action::Decided { attempt, claim, end: Box::new(end) });
                }
                Err(error) => error,
            },
        };
        self.form.failed(failed);
        self.step = Step::Typing;
        Some(Action::None)
    }

    fn typed(&self) -> TypedEvidence {
        let value = |id| self.form.value(id).to_owned();
        if !self.claim.is_charged() {
            return TypedEvidence::words(self.form.value(REASON));
        }
        TypedEvidence {
            stan: value(STAN),
            auth_code: value(AUTH),
            at: value(TIME),
            rrn: value(RRN),
            amount: value(AMOUNT),
            ..TypedEvidence::default()
        }
    }
}
