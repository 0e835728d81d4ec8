//! What is written to the audit trail: who did what to which thing. Never a name, a tax number, a PIN or a key.

use super::actor::Actor;
use super::time::Moment;
use super::worded::worded;

worded! {
    /// An act that changes or discloses.
    pub enum AuditAct {
        /// The data directory and its first supervisor were made.
        Initialised = "initialised",
        /// An operator was added.
        OperatorAdded = "operator_added",
        /// Somebody was kept from signing in.
        OperatorDisabled = "operator_disabled",
        /// Somebody may sign in again, or at once where wrong PINs kept them from it.
        OperatorEnabled = "operator_enabled",
        /// Somebody was given another role.
        RoleChanged = "role_changed",
        /// Somebody was given another PIN by a supervisor.
        PinReset = "pin_reset",
        /// Somebody changed their own PIN.
        PinChanged = "pin_changed",
        /// The owner of the data directory made a supervisor.
        SupervisorRecovered = "supervisor_recovered",
        /// A supervisor said that this is known.
        RecoveryAcknowledged = "recovery_acknowledged",
        /// Somebody proved who they are.
        SignedIn = "signed_in",
        /// A PIN was wrong.
        SignInFailed = "sign_in_failed",
        /// Debts were looked up.
        LookedUp = "looked_up",
        /// A file of debts was loaded.
        DebtsImported = "debts_imported",
        /// A file that was told to be right made a debt another debtor's, or gave it another RF or revenue code.
        DebtMoved = "debt_moved",
        /// A cashier said that debts of several debtors of one name are one payer's.
        OnePayerStated = "one_payer_stated",
        /// The till was opened within hours.
        TillOpened = "till_opened",
        /// The desk was opened outside its hours, with a reason.
        OpenedOutsideHours = "opened_outside_hours",
        /// Cash was asked for and refused.
        CashRefused = "cash_refused",
        /// An attempt changed its state.
        AttemptStep = "attempt_step",
        /// A payment was booked and its receipt numbered.
        ReceiptBooked = "receipt_booked",
        /// A receipt's first print was confirmed.
        ReceiptPrinted = "receipt_printed",
        /// A copy was printed.
        ReceiptCopied = "receipt_copied",
        /// A result came that belongs to no attempt of this desk.
        ForeignResult = "foreign_result",
        /// Two people wrote such a result off.
        ForeignWrittenOff = "foreign_written_off",
        /// An unknown outcome was decided on written evidence by two people.
        OutcomeResolved = "outcome_resolved",
        /// A void or a refund was booked and its document numbered.
        CorrectionBooked = "correction_booked",
        /// The terminal's master key was loaded. The entry names its check value at most, never the key.
        KeysLoaded = "keys_loaded",
        /// A session key was exchanged with the terminal.
        SessionKeyExchanged = "session_key_exchanged",
        /// The till went from one cashier to another.
        TillHandedOver = "till_handed_over",
        /// What a terminal says of a batch was written down.
        BatchReported = "batch_reported",
        /// A difference from a terminal's batch was explained.
        DifferenceExplained = "difference_explained",
        /// The till was closed and its Z report numbered.
        TillClosed = "till_closed",
        /// A Z report's first print was confirmed.
        ZPrinted = "z_printed",
        /// A Z report was printed again.
        ZCopied = "z_copied",
        /// Receipts were looked up or shown.
        ReceiptsLookedUp = "receipts_looked_up",
        /// Results that belong to nobody here were listed.
        ForeignResultsSeen = "foreign_results_seen",
        /// What the till holds was shown.
        TillSeen = "till_seen",
        /// The till was shown beside the terminal's batches.
        ComparisonSeen = "comparison_seen",
        /// Z reports were listed or shown.
        ZReportsSeen = "z_reports_seen",
        /// The figures of a period were shown.
        ReportSeen = "report_seen",
        /// A report or the books of a period were written into a file; the entry bears the digest of its content.
        BooksExported = "books_exported",
        /// A settlement of an acquirer was loaded.
        SettlementLoaded = "settlement_loaded",
        /// What settlements have and lack was shown.
        SettlementSeen = "settlement_seen",
        /// The operators were listed.
        OperatorsListed = "operators_listed",
        /// The head of this trail was told.
        ChainHeadRead = "chain_head_read",
        /// The books were copied into a file.
        BackedUp = "backed_up",
        /// The books were brought back from a file.
        Restored = "restored",
        /// A supervisor stated that terminal and books were compared after that.
        ComparedAfterRestore = "compared_after_restore",
        /// A setting was changed in the window.
        SettingChanged = "setting_changed",
        /// A supervisor goes on by a clock in doubt.
        ClockAccepted = "clock_accepted",
    }
}

impl AuditAct {
    /// Whether somebody only looked, or proved who they are: what the desk shows is the same afterwards.
    pub fn is_a_look(self) -> bool {
        matches!(
            self,
            AuditAct::SignedIn
                | AuditAct::SignInFailed
                | AuditAct::LookedUp
                | AuditAct::ReceiptsLookedUp
                | AuditAct::ForeignResultsSeen
                | AuditAct::TillSeen
                | AuditAct::ComparisonSeen
                | AuditAct::ZReportsSeen
                | AuditAct::ReportSeen
                | AuditAct::SettlementSeen
                | AuditAct::OperatorsListed
                | AuditAct::ChainHeadRead
        )
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
