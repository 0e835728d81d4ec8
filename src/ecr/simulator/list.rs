//! RESEND-ALL at a simulated terminal: everything at once, or one after the other; with an end, or without.

use super::behaviour::Pace;
use super::host::{Act, Host, with_slip};
use crate::ecr::{codes::ErrorCode, frame::Variant, message::ResultReply};

impl Host {
    /// Answers RESEND-ALL of a desk.
    pub(super) fn list(&mut self, ecr: &str, variant: Variant) -> Vec<Act> {
        match self.behaviour.pace {
            Pace::AllAtOnce | Pace::WithoutEnd => {
                let held = self.held_of(ecr);
                let mut acts: Vec<Act> =
                    held.into_iter().map(|result| self.say(&with_slip(result, variant), variant)).collect();
                if self.behaviour.pace == Pace::AllAtOnce {
                    acts.push(self.error(ErrorCode::SUCCESS, variant));
                }
                acts
            }
            Pace::OneByOne | Pace::OneByOneWithoutEnd => {
                self.offering = Some(ecr.to_owned());
                self.offer(variant)
            }
        }
    }

    /// After an acknowledgement the next one is offered, where they are offered one by one.
    pub(super) fn after_an_acknowledgement(&mut self, variant: Variant) -> Vec<Act> {
        if self.offering.is_some() { self.offer(variant) } else { Vec::new() }
    }

    fn offer(&mut self, variant: Variant) -> Vec<Act> {
        let next = self.offering.clone().and_then(|ecr| self.held_of(&ecr).into_iter().next());
        match next {
            Some(result) => vec![self.say(&with_slip(result, variant), variant)],
            None => {
                self.offering = None;
                let says_so = self.behaviour.pace == Pace::OneByOne;
                if says_so { vec![self.error(ErrorCode::SUCCESS, variant)] } else { Vec::new() }
            }
        }
    }

    fn held_of(&mut self, ecr: &str) -> Vec<ResultReply> {
        self.ledger.say_held(ecr).into_iter().chain(self.held_foreign.iter().cloned()).collect()
    }
}
