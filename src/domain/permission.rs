//! Who may do what: one row an act. The desk asks this table and nothing else, each use case for its act, before it does
//! or tells anything.

use super::operator::Role;
use super::worded::worded;

worded! {
    /// Who somebody is to the permission table: an operator by role, or the user of the operating system, who runs the
    /// command line without signing in.
    pub enum Standing {
        Cashier = "cashier",
        Supervisor = "supervisor",
        Technician = "technician",
        Auditor = "auditor",
        /// Reads, imports, copies and checks. Money, people and the close need an operator with a PIN.
        User = "user",
    }
}

impl From<Role> for Standing {
    fn from(role: Role) -> Standing {
        match role {
            Role::Cashier => Standing::Cashier,
            Role::Supervisor => Standing::Supervisor,
            Role::Technician => Standing::Technician,
            Role::Auditor => Standing::Auditor,
        }
    }
}

/// Rows of `Act = "word" [cashier supervisor technician auditor user]`, each `yes` or `no`.
macro_rules! acts {
    ($($(#[$of:meta])* $act:ident = $word:literal
        [$cashier:ident $supervisor:ident $technician:ident $auditor:ident $user:ident];)*) => {
        worded! {
            /// What a person may or may not do.
            pub enum Act { $($(#[$of])* $act = $word),* }
        }

        impl Standing {
            /// The permission table, whole.
            pub const fn may(self, act: Act) -> bool {
                match act {
                    $(Act::$act => match self {
                        Standing::Cashier => $cashier,
                        Standing::Supervisor => $supervisor,
                        Standing::Technician => $technician,
                        Standing::Auditor => $auditor,
                        Standing::User => $user,
                    }),*
                }
            }
        }
    };
}

#[allow(non_upper_case_globals, reason = "the table is read by people")]
const yes: bool = true;
#[allow(non_upper_case_globals, reason = "the table is read by people")]
const no: bool = false;

acts! {
    //                                       cash  super tech  audit user
    /// See whether the desk takes payments now, and what waits for somebody: the status bar, without sums.
    SeeDesk = "see_desk"                     [yes  yes   yes   yes   yes];
    /// Ask terminal, printer and disk how they are.
    CheckDevices = "check_devices"           [yes  yes   yes   yes   yes];
    LookUp = "look_up"                       [yes  yes   no    yes   yes];
    TakePayment = "take_payment"             [yes  yes   no    no    no];
    /// Say no to cash, and print the slip with the other ways to pay.
    RefuseCash = "refuse_cash"               [yes  yes   no    no    yes];
    ReadReceipts = "read_receipts"           [yes  yes   no    yes   yes];
    /// Print a receipt, or the slip of an unknown outcome, or say that it came out.
    Reprint = "reprint"                      [yes  yes   no    no    yes];
    /// See payments of which nobody knows yet how they ended.
    SeeUnknownOutcomes = "see_unknown"       [yes  yes   no    yes   yes];
    /// Ask the terminal about them, and book what it says.
    Recover = "recover"                      [yes  yes   no    no    yes];
    /// Start the void of a payment; somebody who may [`Act::Approve`] agrees.
    VoidPayment = "void_payment"             [yes  yes   no    no    no];
    /// Start a refund; somebody who may [`Act::Approve`] agrees.
    RefundPayment = "refund_payment"         [yes  yes   no    no    no];
    /// Say on written evidence how an unknown outcome ended; somebody who may [`Act::Approve`] agrees.
    ResolveOutcome = "resolve_outcome"       [yes  yes   no    no    no];
    /// Agree, as the second person.
    Approve = "approve"                      [no   yes   no    no    no];
    /// See results that the terminal gave and this desk did not ask for.
    SeeForeignResults = "see_foreign"        [no   yes   no    yes   yes];
    /// Say what such a result is; somebody who may [`Act::Approve`] agrees.
    DecideForeignResult = "decide_foreign"   [no   yes   no    no    no];
    /// See who opened the till, and what keeps it from closing.
    SeeTill = "see_till"                     [yes  yes   no    yes   yes];
    /// See what tills hold or held, also where the settings hide it (`till.hide_totals`).
    SeeHiddenTotals = "see_hidden_totals"    [no   yes   no    yes   no];
    /// Open the till within hours.
    OpenTill = "open_till"                   [yes  yes   no    no    no];
    /// Open the desk outside its hours, with a reason.
    OpenOutsideHours = "open_outside_hours"  [no   yes   no    no    no];
    /// Open another till of a day whose till was closed, with a reason.
    OpenAnotherTill = "open_another_till"    [no   yes   no    no    no];
    /// Give the till to another cashier, or take it.
    HandOverTill = "hand_over_till"          [yes  yes   no    no    no];
    /// See the till beside the terminal's batches.
    SeeComparison = "see_comparison"         [no   yes   no    yes   no];
    /// Compare the till with the terminal and explain what differs; state that both were compared after a restore.
    Reconcile = "reconcile"                  [no   yes   no    no    no];
    /// Say why the desk goes on by a clock that is in doubt.
    AcceptClock = "accept_clock"             [no   yes   no    no    no];
    CloseTill = "close_till"                 [no   yes   no    no    no];
    ReadZReports = "read_z_reports"          [yes  yes   no    yes   yes];
    /// Print a Z report, or say that it came out.
    PrintZReport = "print_z_report"          [no   yes   no    no    yes];
    /// See figures and daily books, and write them into files.
    ReadReports = "read_reports"             [no   yes   no    yes   yes];
    /// Load a settlement of an acquirer.
    Settle = "settle"                        [no   yes   no    no    yes];
    /// Write receipts, ledger or the tables of the books into files for accounting and audit.
    ExportBooks = "export_books"             [no   yes   no    yes   yes];
    ImportDebts = "import_debts"             [no   yes   no    no    yes];
    /// Change how the window looks: colours, size, language.
    ChangeLook = "change_look"               [yes  yes   yes   yes   no];
    /// Copy the books into a file.
    BackUp = "back_up"                       [no   yes   yes   no    yes];
    /// Make the data directory, the books and the first supervisor.
    MakeBooks = "make_books"                 [no   no    no    no    yes];
    /// Bring the books back from a copy.
    Restore = "restore"                      [no   no    no    no    yes];
    /// Check the books, and read the head of the audit trail.
    VerifyBooks = "verify_books"             [no   yes   yes   yes   yes];
    /// Print a test page.
    TestDevices = "test_devices"             [no   yes   yes   no    yes];
    /// Load the terminal's master key, exchange its session keys.
    ManageKeys = "manage_keys"               [no   yes   yes   no    yes];
    /// Make a supervisor where none can sign in: who owns the data directory.
    RecoverSupervisor = "recover_supervisor" [no   no    no    no    yes];
    /// State that such a supervisor is known.
    AcknowledgeRecovery = "acknowledge"      [no   yes   no    no    no];
    /// See all operators, their roles and when they last signed in.
    ListOperators = "list_operators"         [no   yes   no    yes   yes];
    /// Add operators, give them a PIN or a role, lift a lock, keep them from signing in.
    ManageOperators = "manage_operators"     [no   yes   no    no    no];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_supervisor_may_what_a_cashier_may() {
        assert!(Act::ALL.into_iter().all(|act| !Standing::Cashier.may(act) || Standing::Supervisor.may(act)));
    }

    #[test]
    fn an_auditor_changes_nothing_and_nobody_signs_in_for_the_user() {
        let changes = [
            Act::TakePayment,
            Act::VoidPayment,
            Act::RefundPayment,
            Act::ResolveOutcome,
            Act::Approve,
            Act::DecideForeignResult,
            Act::OpenTill,
            Act::OpenOutsideHours,
            Act::OpenAnotherTill,
            Act::HandOverTill,
            Act::Reconcile,
            Act::AcceptClock,
            Act::CloseTill,
            Act::ManageOperators,
        ];
        for act in changes {
            assert!(!Standing::Auditor.may(act) && !Standing::User.may(act), "{act:?}");
        }
    }

    #[test]
    fn a_standing_has_the_word_of_its_role() {
        for role in Role::ALL {
            assert_eq!(Standing::from(role).word(), role.word());
        }
    }
}
