//! The simulated terminal's mind alone, for simulations that have a clock and a line of their own.

use std::time::Duration;

use super::behaviour::Behaviour;
use super::host::{Act, Host};
use super::ledger::Charge;
use super::memory::Memory;
use crate::ecr::frame::Frame;

/// What the terminal does about a frame, in order.
#[derive(Debug)]
pub(crate) enum Deed {
    Wait(Duration),
    /// Says this in pieces of so many bytes.
    Say(Vec<u8>, usize),
    /// Hangs up, where the line can.
    Close,
}

/// A terminal without sockets and without waiting.
pub(crate) struct Mind(Host);

impl Mind {
    pub(crate) fn new(behaviour: Behaviour) -> Mind {
        Mind(Host::new(behaviour, Memory::default()))
    }

    /// As [`super::RunningSimulator::count_from`].
    pub(crate) fn count_from(&mut self, transactions: u32) {
        self.0.count = transactions;
    }

    /// How it behaves from the next frame on.
    pub(crate) fn behaviour(&mut self) -> &mut Behaviour {
        &mut self.0.behaviour
    }

    /// What it does about a frame. After a sale began it answers nothing until [`Mind::sale_over`].
    pub(crate) fn answer(&mut self, frame: &Frame) -> Vec<Deed> {
        let deeds = self.0.answer(frame).into_iter().filter_map(|act| match act {
            Act::Wait(time) => Some(Deed::Wait(time)),
            Act::Send(bytes) => Some(Deed::Say(bytes, usize::MAX)),
            Act::Dribble(bytes) => Some(Deed::Say(bytes, 1)),
            // What comes during a sale is not answered here anyway.
            Act::DropInput => None,
            Act::Close => Some(Deed::Close),
        });
        deeds.collect()
    }

    /// Whether a sale is under way.
    pub(crate) fn is_selling(&self) -> bool {
        self.0.selling
    }

    /// The sale that was under way is over.
    pub(crate) fn sale_over(&mut self) {
        self.0.selling = false;
    }

    /// Who was charged, oldest first.
    pub(crate) fn book(&self) -> Vec<Charge> {
        self.0.ledger.charges()
    }
}
