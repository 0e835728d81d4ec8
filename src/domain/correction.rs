//! What takes a collection back: a void (ακύρωση) or a refund (επιστροφή). A receipt is never edited or deleted;
//! another document of the same series names it, with the reason and the second person.

use std::fmt;

use super::operator::OperatorId;
use super::permission::Act;
use super::receipt::ReceiptNo;
use super::worded::worded;

worded! {
    /// How a collection is taken back.
    pub enum CorrectionKind {
        /// All of it, while it is still in the terminal's open batch.
        Void = "void",
        /// All or part of it, given back to the card.
        Refund = "refund",
    }
}

impl CorrectionKind {
    /// What a person must be allowed in order to start one.
    pub fn act(self) -> Act {
        match self {
            CorrectionKind::Void => Act::VoidPayment,
            CorrectionKind::Refund => Act::RefundPayment,
        }
    }
}

/// What is taken back, why, and who agreed. `Debug` does not print the reason: people write names into it.
#[derive(Clone, PartialEq, Eq)]
pub struct Correction {
    pub kind: CorrectionKind,
    /// The receipt that it corrects.
    pub original: ReceiptNo,
    /// Why, in the words of whoever asked for it.
    pub reason: String,
    /// Who agreed: always another person than the operator.
    pub approver: OperatorId,
}

impl fmt::Debug for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Correction({} of {}, approved by {})", self.kind.word(), self.original, self.approver)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_kinds_come_back() {
        for kind in CorrectionKind::ALL {
            assert_eq!(CorrectionKind::from_word(kind.word()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.word()));
        }
        assert_eq!(CorrectionKind::from_word("sale"), None);
    }

    #[test]
    fn a_correction_does_not_print_its_reason() {
        let correction = Correction {
            kind: CorrectionKind::Void,
            original: ReceiptNo::new("A", 2026, 7).unwrap(),
            reason: "λάθος οφειλέτης: Παπαδόπουλος".to_owned(),
            approver: OperatorId::parse("eleni").unwrap(),
        };
        assert_eq!(format!("{correction:?}"), "Correction(void of A-2026-000007, approved by eleni)");
    }
}
