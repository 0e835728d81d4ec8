//! What two persons say of a result that the terminal reported and nobody booked: the payment of debts, what this desk
//! asked for, or nothing of this desk.

use crate::desk::{DeskError, PayItem, PayOrder, PayTarget, PrintEnd, Refusal, SignedIn};
use crate::domain::foreign::{Direction, KeptForeign};
use crate::domain::permission::Act;
use crate::domain::query::Query;
use crate::domain::receipt::Receipt;
use crate::domain::{rf::RfError, tender::Tender};
use crate::window::request::{Approve, DecideForeign, ForeignDecision};
use crate::window::screen::form::{Field, Form};
use crate::window::screen::{Answer, Devices, Failed, Ticket};

const CODES: &str = "decide-codes";
const REASON: &str = "decide-reason";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claimed {
    Tie,
    Book,
    WriteOff,
}

#[derive(Debug)]
pub(super) struct Decide {
    pub(super) kept: KeptForeign,
    pub(super) claimed: Claimed,
    pub(super) form: Form,
    /// The debts are of several debtors of one name, and it was said so: the next Enter says that they are one payer.
    one_payer: bool,
    step: Step,
}

#[derive(Debug)]
enum Step {
    Typing,
    Approving(Ticket<SignedIn>, ForeignDecision),
    Deciding(Ticket<Option<(Receipt, PrintEnd)>>),
}

/// What became of a result.
#[derive(Debug)]
pub(super) enum Decided {
    Booked { number: u32, receipt: Box<Receipt>, print: PrintEnd },
    WrittenOff { number: u32 },
}

impl Decide {
    /// Nothing where it is decided already, or cannot be tied to debts.
    pub(super) fn new(kept: &KeptForeign, claimed: Claimed) -> Option<Box<Decide>> {
        let tied =
            claimed != Claimed::Tie || (kept.result.why.can_be_tied() && kept.result.direction != Direction::GivenBack);
        if !kept.is_unclaimed() || !tied {
            return None;
        }
        let codes = (claimed == Claimed::Tie).then(|| Field::codes(CODES, "screen-decide-codes"));
        let fields = codes.into_iter().chain([Field::required(REASON, "screen-decide-reason")]).collect();
        let form = Form::by_two(fields);
        Some(Box::new(Decide { kept: kept.clone(), claimed, form, one_payer: false, step: Step::Typing }))
    }

    /// Two persons have decided, or their PIN is looked at.
    pub(super) fn is_under_way(&self) -> bool {
        !matches!(self.step, Step::Typing)
    }

    pub(super) fn is_deciding(&self) -> bool {
        matches!(self.step, Step::Deciding(_))
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        let decision = match self.decision() {
            Ok(decision) => decision,
            Err(error) => return self.form.is_wrong(CODES, error),
        };
        if let Some((id, pin)) = self.form.take_second() {
            let approve = Approve { who: who.clone(), act: Act::DecideForeignResult, id, pin };
            self.step = Step::Approving(devices.ask(approve), decision);
        }
    }

    fn decision(&self) -> Result<ForeignDecision, DeskError> {
        Ok(match self.claimed {
            Claimed::Book => ForeignDecision::Book,
            Claimed::WriteOff => ForeignDecision::WriteOff,
            Claimed::Tie => {
                let codes = self.form.value(CODES).split([',', ';']).map(str::trim).filter(|code| !code.is_empty());
                let item = |code: &str| match Query::parse(code) {
                    Ok(Query::Rf(input)) => Ok(PayItem { of: PayTarget::Rf(input.rf), amount: None }),
                    Ok(Query::Afm { .. } | Query::Name(_)) => Err(DeskError::Query(RfError::NotRf.into())),
                    Err(error) => Err(DeskError::Query(error)),
                };
                let items = codes.map(item).collect::<Result<Vec<PayItem>, DeskError>>()?;
                ForeignDecision::Tie(PayOrder { tender: Tender::Card, items, one_payer: self.one_payer })
            }
        })
    }

    /// What became of it; nothing yet where it is not decided.
    pub(super) fn answer(&mut self, who: &SignedIn, answer: &Answer, devices: &mut Devices) -> Option<Option<Decided>> {
        let number = self.kept.number;
        let failed: Failed = match &self.step {
            Step::Typing => return None,
            Step::Approving(ticket, decision) => match ticket.redeem(answer)? {
                Ok(approver) => {
                    let (decision, reason) = (decision.clone(), self.form.value(REASON).to_owned());
                    let who = who.clone();
                    self.step = Step::Deciding(devices.ask(DecideForeign { who, approver, number, reason, decision }));
                    return Some(None);
                }
                Err(error) => error,
            },
            Step::Deciding(ticket) => match ticket.redeem(answer)? {
                Ok(Some((receipt, print))) => {
                    return Some(Some(Decided::Booked { number, receipt: Box::new(receipt), print }));
                }
                Ok(None) => return Some(Some(Decided::WrittenOff { number })),
                Err(error) => error,
            },
        };
        self.one_payer = matches!(failed.refusal(), Some(Refusal::MaybeOnePayer));
        self.form.failed(failed);
        self.step = Step::Typing;
        Some(None)
    }
}
