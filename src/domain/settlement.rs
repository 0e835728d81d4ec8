//! What an acquirer paid out for the desk's card payments, and what it kept. Each of its rows is at most one document, and
//! each document is settled at most once.

use std::fmt;

use chrono::NaiveDate;

use super::balance::Balance;
use super::receipt::ReceiptNo;
use super::reconcile::CardMove;
use super::worded::worded;

/// A row of a settlement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// What the cards paid; below zero for what went back to them.
    pub gross: Balance,
    /// What the acquirer kept of it.
    pub fee: Balance,
    /// What it paid out.
    pub net: Balance,
    /// When it counts on the bank account.
    pub value_date: NaiveDate,
    /// Empty where it is not told, like each of the next four.
    pub terminal_id: String,
    pub batch: String,
    pub stan: String,
    pub rrn: String,
    pub auth_code: String,
}

impl SettledRow {
    /// The amounts of a row; what is not told follows from the others, and without both the acquirer kept nothing. Nothing
    /// where they do not agree, or do not fit an amount.
    pub fn split(gross: Balance, fee: Option<Balance>, net: Option<Balance>) -> Option<SettledRow> {
        let fee = match (fee, net) {
            (Some(fee), _) => fee,
            (None, Some(net)) => gross.above(net)?,
            (None, None) => Balance::ZERO,
        };
        let kept = gross.above(fee)?;
        let agrees = net.is_none_or(|net| net == kept);
        agrees.then(|| SettledRow {
            line: 0,
            gross,
            fee,
            net: kept,
            value_date: NaiveDate::MIN,
            terminal_id: String::new(),
            batch: String::new(),
            stan: String::new(),
            rrn: String::new(),
            auth_code: String::new(),
        })
    }

    /// The row as a movement on a card.
    pub fn card_move(&self) -> CardMove {
        CardMove {
            reference: self.line.to_string(),
            terminal_id: self.terminal_id.clone(),
            batch: self.batch.clone(),
            stan: self.stan.clone(),
            rrn: self.rrn.clone(),
            auth_code: self.auth_code.clone(),
            amount: self.gross,
            iris: false,
            unknown_kind: false,
        }
    }

    /// By what a row is known again, whatever file has it and wherever: all that it says.
    pub fn identity(&self) -> String {
        let SettledRow { gross, fee, net, value_date, terminal_id, batch, stan, rrn, auth_code, .. } = self;
        format!("{value_date}|{gross}|{fee}|{net}|{terminal_id}|{batch}|{stan}|{rrn}|{auth_code}")
    }
}

worded! {
    /// How a row stands to the books.
    pub enum Settled {
        /// It is a document, with its amount.
        Settled = "settled",
        /// It is a document, and less was paid out for it than was taken, or less was taken back than was given back.
        Short = "short",
        /// It is a document, and more was.
        Over = "over",
        /// No document of these books is it.
        Unknown = "unknown",
    }
}

impl Settled {
    /// Of a row's amount and that of its document.
    pub fn of(gross: Balance, document: Option<Balance>) -> Settled {
        match document {
            None => Settled::Unknown,
            Some(ours) if ours == gross => Settled::Settled,
            Some(ours) if gross < ours => Settled::Short,
            Some(_) => Settled::Over,
        }
    }
}

/// A row that somebody has to look into, or that was settled, as the books keep it.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptSettled {
    /// The file, as it was called.
    pub file: String,
    pub row: SettledRow,
    /// The document that it is.
    pub document: Option<ReceiptNo>,
    /// What the terminal moved for it.
    pub charged: Option<Balance>,
}

impl KeptSettled {
    pub fn state(&self) -> Settled {
        Settled::of(self.row.gross, self.charged)
    }
}

impl fmt::Debug for KeptSettled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeptSettled({} {} {:?})", self.row.line, self.state().word(), self.document)
    }
}

/// A document of which no settlement says anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDocument {
    pub number: ReceiptNo,
    /// The day of its till.
    pub day: NaiveDate,
    pub charged: Balance,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: i64) -> Balance {
        Balance::from_cents(cents)
    }

    #[test]
    fn a_row_stands_to_its_document_by_what_was_paid_out_for_it() {
        assert_eq!(Settled::of(cents(100), None), Settled::Unknown);
        assert_eq!(Settled::of(cents(100), Some(cents(100))), Settled::Settled);
        assert_eq!(Settled::of(cents(99), Some(cents(100))), Settled::Short);
        assert_eq!(Settled::of(cents(101), Some(cents(100))), Settled::Over);
        // More was taken back than was given back to the card.
        assert_eq!(Settled::of(cents(-101), Some(cents(-100))), Settled::Short);
    }

    #[test]
    fn amounts_that_do_not_agree_are_no_row() {
        let split =
            |gross, fee, net| SettledRow::split(cents(gross), fee, net).map(|row| (row.fee.cents(), row.net.cents()));
        assert_eq!(split(100, Some(cents(2)), Some(cents(98))), Some((2, 98)));
        assert_eq!(split(100, None, Some(cents(98))), Some((2, 98)));
        assert_eq!(split(100, None, None), Some((0, 100)));
        assert_eq!(split(100, Some(cents(2)), Some(cents(99))), None);
        assert_eq!(split(i64::MIN, Some(cents(1)), None), None);
    }
}
