//! What is written to the audit trail: who did what to which thing. Never a name, a tax number, a PIN or a key.

use super::actor::Actor;
use super::time::Moment;

/// An act that changes or discloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditAct {
    /// The data directory and its first supervisor were made.
    Initialised,
    /// An operator was added.
    OperatorAdded,
    /// Somebody was kept from signing in.
    OperatorDisabled,
    /// Somebody proved who they are.
    SignedIn,
    /// A PIN was wrong.
    SignInFailed,
    /// Debts were looked up.
    LookedUp,
    /// A file of debts was loaded.
    DebtsImported,
    /// A file that was told to be right made a debt another debtor's, or gave it another RF or revenue code.
    DebtMoved,
    /// A cashier said that debts of several debtors of one name are one payer's.
    OnePayerStated,
    /// The till was opened within hours.
    TillOpened,
    /// The desk was opened outside its hours, with a reason.
    OpenedOutsideHours,
    /// Cash was asked for and refused.
    CashRefused,
    /// An attempt changed its state.
    AttemptStep,
    /// A payment was booked and its receipt numbered.
    ReceiptBooked,
    /// A receipt's first print was confirmed.
    ReceiptPrinted,
    /// A copy was printed.
    ReceiptCopied,
    /// A result came that belongs to no attempt of this desk.
    ForeignResult,
    /// Two people wrote such a result off.
    ForeignWrittenOff,
    /// An unknown outcome was decided on written evidence by two people.
    OutcomeResolved,
    /// A void or a refund was booked and its document numbered.
    CorrectionBooked,
    /// The terminal's master key was loaded. The entry names its check value at most, never the key.
    KeysLoaded,
    /// A session key was exchanged with the terminal.
    SessionKeyExchanged,
    /// The till went from one cashier to another.
    TillHandedOver,
    /// What a terminal says of a batch was written down.
    BatchReported,
    /// A difference from a terminal's batch was explained.
    DifferenceExplained,
    /// The till was closed and its Z report numbered.
    TillClosed,
    /// A Z report's first print was confirmed.
    ZPrinted,
    /// A Z report was printed again.
    ZCopied,
    /// Receipts were looked up or shown.
    ReceiptsLookedUp,
    /// The books were copied into a file.
    BackedUp,
    /// The books were brought back from a file.
    Restored,
    /// A supervisor stated that terminal and books were compared after that.
    ComparedAfterRestore,
    /// A supervisor goes on by a clock in doubt.
    ClockAccepted,
}

impl AuditAct {
    pub const ALL: [AuditAct; 33] = [
        AuditAct::Initialised,
        AuditAct::OperatorAdded,
        AuditAct::OperatorDisabled,
        AuditAct::SignedIn,
        AuditAct::SignInFailed,
        AuditAct::LookedUp,
        AuditAct::DebtsImported,
        AuditAct::DebtMoved,
        AuditAct::OnePayerStated,
        AuditAct::TillOpened,
        AuditAct::OpenedOutsideHours,
        AuditAct::CashRefused,
        AuditAct::AttemptStep,
        AuditAct::ReceiptBooked,
        AuditAct::ReceiptPrinted,
        AuditAct::ReceiptCopied,
        AuditAct::ForeignResult,
        AuditAct::ForeignWrittenOff,
        AuditAct::OutcomeResolved,
        AuditAct::CorrectionBooked,
        AuditAct::KeysLoaded,
        AuditAct::SessionKeyExchanged,
        AuditAct::TillHandedOver,
        AuditAct::BatchReported,
        AuditAct::DifferenceExplained,
        AuditAct::TillClosed,
        AuditAct::ZPrinted,
        AuditAct::ZCopied,
        AuditAct::ReceiptsLookedUp,
        AuditAct::BackedUp,
        AuditAct::Restored,
        AuditAct::ComparedAfterRestore,
        AuditAct::ClockAccepted,
    ];

    /// The stable word of the database.
    pub fn word(self) -> &'static str {
        match self {
            AuditAct::Initialised => "initialised",
            AuditAct::OperatorAdded => "operator_added",
            AuditAct::OperatorDisabled => "operator_disabled",
            AuditAct::SignedIn => "signed_in",
            AuditAct::SignInFailed => "sign_in_failed",
            AuditAct::LookedUp => "looked_up",
            AuditAct::DebtsImported => "debts_imported",
            AuditAct::DebtMoved => "debt_moved",
            AuditAct::OnePayerStated => "one_payer_stated",
            AuditAct::TillOpened => "till_opened",
            AuditAct::OpenedOutsideHours => "opened_outside_hours",
            AuditAct::CashRefused => "cash_refused",
            AuditAct::AttemptStep => "attempt_step",
            AuditAct::ReceiptBooked => "receipt_booked",
            AuditAct::ReceiptPrinted => "receipt_printed",
            AuditAct::ReceiptCopied => "receipt_copied",
            AuditAct::ForeignResult => "foreign_result",
            AuditAct::ForeignWrittenOff => "foreign_written_off",
            AuditAct::OutcomeResolved => "outcome_resolved",
            AuditAct::CorrectionBooked => "correction_booked",
            AuditAct::KeysLoaded => "keys_loaded",
            AuditAct::SessionKeyExchanged => "session_key_exchanged",
            AuditAct::TillHandedOver => "till_handed_over",
            AuditAct::BatchReported => "batch_reported",
            AuditAct::DifferenceExplained => "difference_explained",
            AuditAct::TillClosed => "till_closed",
            AuditAct::ZPrinted => "z_printed",
            AuditAct::ZCopied => "z_copied",
            AuditAct::ReceiptsLookedUp => "receipts_looked_up",
            AuditAct::BackedUp => "backed_up",
            AuditAct::Restored => "restored",
            AuditAct::ComparedAfterRestore => "compared_after_restore",
            AuditAct::ClockAccepted => "clock_accepted",
        }
    }
}

/// One entry, before it is chained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: Moment,
    pub who: Actor,
    pub act: AuditAct,
    /// The thing it was done to: a session, a receipt number, a debtor's row.
    pub subject: String,
    /// Further facts as one line, without personal data.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_act_has_its_own_word_of_lower_case_letters() {
        let words: BTreeSet<&str> = AuditAct::ALL.into_iter().map(AuditAct::word).collect();
        assert_eq!(words.len(), AuditAct::ALL.len());
        assert!(words.iter().all(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
    }
}
