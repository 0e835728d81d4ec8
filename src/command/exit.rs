//! The exit codes: the one place that says which end of a use case is which number. Scripts rely on them.

use std::process::ExitCode;

use crate::desk::doctor::{Finding, Verdict};
use crate::desk::{
    Claim, DeskError, EcrError, FileOutError, KeepingError, KeyTrouble, PayEnd, PrintEnd, RecoverEnd, RecoverReport,
    ResolveEnd, StoreError, TableError, Trouble,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Exit {
    Done,
    Usage,
    /// Refused by a rule. Nothing was sent to the terminal.
    Refused,
    /// The terminal said no. Not charged.
    TerminalNo,
    /// The card may have been charged.
    Unknown,
    /// A device, the disk or the database is not available. Not charged.
    NotAvailable,
    /// The input (file, configuration, code) is invalid.
    BadInput,
    /// Paid and booked, the receipt is not printed yet.
    NotPrinted,
    Differs,
}

impl Exit {
    /// The number that the system gets.
    pub(super) fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Usage => 2,
            Exit::Refused => 3,
            Exit::TerminalNo => 4,
            Exit::Unknown => 5,
            Exit::NotAvailable => 6,
            Exit::BadInput => 7,
            Exit::NotPrinted => 8,
            Exit::Differs => 9,
        }
    }

    pub(super) fn of_payment(end: &PayEnd) -> Exit {
        match end {
            PayEnd::Approved { print, .. } => Exit::of_first_print(print),
            PayEnd::Declined(_) => Exit::TerminalNo,
            PayEnd::Refused(_) => Exit::Refused,
            PayEnd::Unknown { .. } => Exit::Unknown,
            PayEnd::Failed(trouble) => Exit::of_trouble(trouble),
        }
    }

    pub(super) fn of_first_print(print: &PrintEnd) -> Exit {
        if print.is_printed() { Exit::Done } else { Exit::NotPrinted }
    }

    /// What became of a paper that nothing waits for: a copy, a slip, the test page. A printer that cannot
    /// answer got it, and somebody stands before it.
    pub(super) fn of_paper(print: &PrintEnd) -> Exit {
        match print {
            PrintEnd::Printed { .. } | PrintEnd::Unconfirmed => Exit::Done,
            PrintEnd::NotPrinted(_) => Exit::NotAvailable,
        }
    }

    /// What asking about unknown outcomes gave: the worst of them.
    pub(super) fn of_recovery(report: &RecoverReport) -> Exit {
        let mut exit = Exit::Done;
        for session in &report.sessions {
            match &session.end {
                RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. } => return Exit::Unknown,
                RecoverEnd::Approved { print, .. } if !print.is_printed() => exit = Exit::NotPrinted,
                RecoverEnd::Approved { .. } | RecoverEnd::NotCharged => {}
            }
        }
        exit
    }

    /// An unknown outcome that was decided: another decision than was claimed is a refusal of the claim.
    pub(super) fn of_resolution(claim: Claim, end: &ResolveEnd) -> Exit {
        match end {
            ResolveEnd::TerminalAnswered(RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. }, _) => {
                Exit::Unknown
            }
            end if !end.agrees_with(claim) => Exit::Refused,
            ResolveEnd::Charged { print, .. } | ResolveEnd::TerminalAnswered(RecoverEnd::Approved { print, .. }, _) => {
                Exit::of_first_print(print)
            }
            ResolveEnd::NotCharged { .. } | ResolveEnd::TerminalAnswered(RecoverEnd::NotCharged, _) => Exit::Done,
        }
    }

    pub(super) fn of_error(error: &DeskError) -> Exit {
        match error {
            DeskError::Refused(_) => Exit::Refused,
            DeskError::Trouble(trouble) => Exit::of_trouble(trouble),
            DeskError::Query(_)
            | DeskError::File(_)
            | DeskError::Pin(_)
            | DeskError::WeakPin(_)
            | DeskError::Amount(_)
            | DeskError::BatchNumber(_)
            | DeskError::Count(_)
            | DeskError::Stopped
            | DeskError::Config(_)
            | DeskError::OperatorId(_)
            | DeskError::NoSuchMapping { .. } => Exit::BadInput,
            DeskError::Terminal(error) => Exit::of_terminal(error),
            DeskError::Keeping(error) => Exit::of_keeping(error),
            DeskError::FileOut(error) => Exit::of_file_out(error),
            DeskError::NoRandomness => Exit::NotAvailable,
        }
    }

    /// Characters that the printer lacks are a matter of the data or the settings; the rest was not available.
    fn of_trouble(trouble: &Trouble) -> Exit {
        match trouble {
            Trouble::Paper(_) | Trouble::Keys(KeyTrouble::Malformed | KeyTrouble::CheckDiffers { .. }) => {
                Exit::BadInput
            }
            // The terminal answered, and said no.
            Trouble::Keys(KeyTrouble::Exchange(EcrError::Refused(_))) => Exit::TerminalNo,
            // A desk that is there is not made again.
            Trouble::Store(StoreError::Exists { .. }) => Exit::Refused,
            _ => Exit::NotAvailable,
        }
    }

    fn of_keeping(error: &KeepingError) -> Exit {
        match error {
            KeepingError::Exists { .. } | KeepingError::BooksThere { .. } => Exit::Refused,
            KeepingError::CopyDiffers(_) | KeepingError::Differs(_) | KeepingError::Damaged(_) => Exit::Differs,
            KeepingError::NotACopy(_)
            | KeepingError::HeadsUnreadable { .. }
            | KeepingError::NoHeads { .. }
            | KeepingError::BadHead { .. } => Exit::BadInput,
        }
    }

    fn of_file_out(error: &FileOutError) -> Exit {
        match error {
            FileOutError::Exists { .. } | FileOutError::Stopped => Exit::Refused,
            FileOutError::Table { error: TableError::Io(_), .. } => Exit::NotAvailable,
            FileOutError::Table { .. }
            | FileOutError::Pdf(_)
            | FileOutError::MissingAccounts(_)
            | FileOutError::NotRead { .. } => Exit::BadInput,
            FileOutError::Unbalanced(_) => Exit::Differs,
            FileOutError::OnlyJsonLines => Exit::Usage,
        }
    }

    fn of_terminal(error: &EcrError) -> Exit {
        match error {
            EcrError::Refused(_) => Exit::TerminalNo,
            _ => Exit::NotAvailable,
        }
    }

    pub(super) fn of_findings(findings: &[Finding]) -> Exit {
        let bad = findings.iter().any(|finding| finding.verdict == Verdict::Bad);
        if bad { Exit::NotAvailable } else { Exit::Done }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::simulator::ResultCode;
    use crate::desk::{PrintTrouble, RecoveredSession, Refusal, TerminalNo};
    use crate::domain::money::Money;
    use crate::domain::operator::BadPin;
    use crate::domain::query::QueryError;
    use crate::domain::session::SessionNo;

    fn unprinted() -> PrintEnd {
        PrintEnd::NotPrinted(PrintTrouble::Store(StoreError::DiskFull))
    }

    #[test]
    fn each_way_to_end_has_its_documented_number() {
        let declined = TerminalNo::Result(ResultCode::parse("05").unwrap());
        let in_use = || DeskError::Trouble(Trouble::TerminalInUse { holder: None });
        let table = [
            (Exit::of_payment(&PayEnd::Refused(Refusal::Cash)), 3),
            (Exit::of_payment(&PayEnd::Refused(Refusal::WrongPin { failures: 1, wait: 1 })), 3),
            (Exit::of_payment(&PayEnd::Declined(declined)), 4),
            (Exit::of_payment(&PayEnd::Unknown { reason: "line_closed" }), 5),
            (Exit::of_payment(&PayEnd::Failed(Trouble::Keys(KeyTrouble::Missing))), 6),
            (Exit::of_first_print(&PrintEnd::Printed { screen: None }), 0),
            (Exit::of_first_print(&PrintEnd::Unconfirmed), 8),
            (Exit::of_first_print(&unprinted()), 8),
            (Exit::of_paper(&PrintEnd::Unconfirmed), 0),
            (Exit::of_paper(&unprinted()), 6),
            (Exit::of_error(&in_use()), 6),
            (Exit::of_error(&DeskError::Trouble(Trouble::Store(StoreError::DiskFull))), 6),
            (Exit::of_error(&DeskError::Trouble(Trouble::Store(StoreError::Exists { path: "x".into() }))), 3),
            (Exit::of_error(&DeskError::Refused(Refusal::TillClosed)), 3),
            (Exit::of_error(&DeskError::Query(QueryError::Empty)), 7),
            (Exit::of_error(&DeskError::Pin(BadPin::TooShort)), 7),
            (Exit::of_error(&DeskError::Terminal(EcrError::Silent)), 6),
            (Exit::Usage, 2),
            (Exit::Differs, 9),
        ];
        for (place, (exit, code)) in table.into_iter().enumerate() {
            assert_eq!(exit.code(), code, "row {place}");
        }
    }

    #[test]
    fn a_recovery_ends_as_its_worst_session() {
        let session = |end| RecoveredSession {
            session: SessionNo::new(1).unwrap(),
            amount: Money::ZERO,
            correction: None,
            end,
            trace: Vec::new(),
        };
        let unknown = || session(RecoverEnd::StillUnknown { reason: "no_answer" });
        let free = || session(RecoverEnd::NotCharged);
        let of = |sessions| Exit::of_recovery(&RecoverReport { sessions, ..RecoverReport::default() }).code();
        assert_eq!(of(Vec::new()), 0);
        assert_eq!(of(vec![free()]), 0);
        assert_eq!(of(vec![free(), unknown(), free()]), 5);
    }
}
