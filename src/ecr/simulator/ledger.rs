//! What a simulated terminal remembers: results, who was charged, and what the desk acknowledged.

use crate::domain::{card::CardData, money::Money, session::SessionNo};
use crate::ecr::message::{Order, OrderKind, Reported, ResultReply};

/// A card that was charged, or got its money back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Money taken (a sale), or given back (a void, a refund).
    pub kind: OrderKind,
    pub session: SessionNo,
    /// What the terminal reports as asked for; in a wrong mood not what the desk asked.
    pub amount: Money,
    /// What the card was charged.
    pub final_amount: Money,
    pub ecr: String,
    /// The desk's document number.
    pub receipt: String,
    /// Whether the desk acknowledged the result (`aade`).
    pub acknowledged: bool,
    /// What its slip says: the evidence, where no terminal can be asked.
    pub card: CardData,
}

pub(super) struct Entry {
    pub order: Order,
    /// The result as the desk ought to get it.
    pub result: ResultReply,
    /// Of a card that was charged, or got its money back.
    pub charge: Option<CardData>,
    pub acknowledged: bool,
    /// What the host says of it after all, once the first result was acknowledged.
    pub late: Option<ResultReply>,
    /// Nobody heard yet what the host said after all: no acknowledgement is of it.
    pub unsaid: bool,
}

impl Entry {
    /// The desk has its result on disk.
    pub(super) fn acknowledge(&mut self) {
        if self.unsaid {
            return;
        }
        self.acknowledged = true;
        if let Some(late) = self.late.take() {
            self.charge = if let Reported::Payment(data) = &late.data { Some(data.card.clone()) } else { None };
            self.result = late;
            self.acknowledged = false;
            self.unsaid = true;
        }
    }

    /// The result, where it is held, as it is said now.
    pub(super) fn say_held(&mut self) -> Option<ResultReply> {
        if self.acknowledged {
            return None;
        }
        self.unsaid = false;
        Some(self.result.clone())
    }
}

/// All finished sales, oldest first.
#[derive(Default)]
pub(super) struct Ledger(Vec<Entry>);

impl Ledger {
    pub(super) fn add(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    pub(super) fn charges(&self) -> Vec<Charge> {
        let charges = self.0.iter().filter_map(|entry| {
            let card = entry.charge.clone()?;
            let (amount, final_amount, acknowledged) = (card.amount, card.final_amount, entry.acknowledged);
            let Order { kind, session, ecr, receipt, .. } = entry.order.clone();
            Some(Charge { kind, session, amount, final_amount, ecr, receipt, acknowledged, card })
        });
        charges.collect()
    }

    /// What all cards together were charged, less what they got back, in cents.
    pub(super) fn net_charged(&self) -> i64 {
        let charges = self.charges().into_iter();
        let signed = charges.map(|charge| match charge.kind {
            OrderKind::Sale => charge.final_amount.cents(),
            OrderKind::Void | OrderKind::Refund => -charge.final_amount.cents(),
            OrderKind::Announce => 0,
        });
        signed.sum()
    }

    /// The latest result of a sale by what RESEND and ACK-RESULT name.
    pub(super) fn find(&mut self, session: SessionNo, ecr: &str, amount: Money, receipt: &str) -> Option<&mut Entry> {
        self.0.iter_mut().rev().find(|entry| {
            let order = &entry.order;
            (order.session, order.ecr.as_str(), order.amount, order.receipt.as_str()) == (session, ecr, amount, receipt)
        })
    }

    pub(super) fn forget_acknowledgements(&mut self) {
        self.0.iter_mut().for_each(|entry| entry.acknowledged = false);
    }

    /// All that is held for a desk, as it is said now.
    pub(super) fn say_held(&mut self, ecr: &str) -> Vec<ResultReply> {
        self.0.iter_mut().filter(|entry| entry.order.ecr == ecr).filter_map(Entry::say_held).collect()
    }
}
