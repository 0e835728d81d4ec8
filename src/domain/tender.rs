//! What a citizen offers to pay with. Cash can be named, because it is asked for and the refusals are
//! counted, but it cannot become a payment: an attempt wants a [`CardTender`], and only a card gives one.

use thiserror::Error;

use super::worded::worded;

worded! {
    pub enum Tender {
        /// A debit or credit card, or IRIS, on the terminal.
        Card = "card",
        /// Notes and coins: refused since the 1 November decision.
        Cash = "cash",
    }
}

/// Proof that a card was offered. There is no other way to make one than [`Tender::accept`]:
///
/// ```compile_fail
/// let forged = tameio::domain::tender::CardTender(());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardTender(());

/// Cash was offered. The desk names the three other ways to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("cash is not accepted")]
pub struct CashRefused;

impl Tender {
    /// Accepts a card and refuses cash.
    ///
    /// # Errors
    /// [`CashRefused`] for cash, always.
    pub fn accept(self) -> Result<CardTender, CashRefused> {
        match self {
            Tender::Card => Ok(CardTender(())),
            Tender::Cash => Err(CashRefused),
        }
    }
}

worded! {
    /// How a card payment came through the terminal.
    pub enum PaidWith {
        /// A card of any scheme.
        Card = "card",
        /// Account to account (card type `IRIS`): totalled apart, because the terminal's batch does not hold it.
        Iris = "iris",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cash_never_becomes_the_tender_of_a_payment() {
        assert_eq!(Tender::Cash.accept(), Err(CashRefused));
        assert!(Tender::Card.accept().is_ok());
    }

    #[test]
    fn no_word_but_card_makes_a_payment() {
        for word in ["cash", "card", "CARD", "iris", "", "check"] {
            let accepted = serde_json::from_value::<Tender>(word.into()).is_ok_and(|tender| tender.accept().is_ok());
            assert_eq!(accepted, word == "card", "{word}");
        }
    }
}
