//! The stable English words by which scripts tell one refusal or failure from another. They are part of the
//! contract of `--json`: added to, never renamed.

use crate::desk::{
    Conflict, DeskError, DeviceError, EcrError, KeepingError, KeyTrouble, PrintEnd, PrintTrouble, RefusedReason,
    RejectReason, StoreError, TerminalNo, Trouble,
};

fn keys(trouble: &KeyTrouble) -> &'static str {
    match trouble {
        KeyTrouble::Missing => "keys_missing",
        KeyTrouble::Malformed => "bad_key",
        KeyTrouble::CheckDiffers { .. } => "key_check_differs",
        KeyTrouble::Damaged { .. } => "keys_damaged",
        KeyTrouble::ReadableByOthers { .. } => "keys_readable",
        KeyTrouble::Exchange(_) => "key_exchange",
        KeyTrouble::NoRandomness => "no_randomness",
    }
}

/// A device, the disk or the database that was not available.
pub(super) fn trouble(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Terminal(_) => "terminal_unreachable",
        Trouble::TerminalInUse { .. } => "terminal_in_use",
        Trouble::Unanswered { .. } => "unanswered",
        Trouble::ThreadGone => "thread_gone",
        Trouble::GivenUp => "given_up",
        Trouble::DatabaseLocked { .. } => "database_locked",
        Trouble::Keys(trouble) => keys(trouble),
        Trouble::Store(error) => store(error),
        Trouble::File { .. } => "file",
        Trouble::Paper(_) => "unprintable",
        Trouble::Printer(trouble) => print_trouble(trouble),
        Trouble::Simulator(_) => "simulator",
    }
}

fn store(error: &StoreError) -> &'static str {
    match error {
        StoreError::Missing { .. } => "database_missing",
        StoreError::Exists { .. } => "database_exists",
        StoreError::NotADatabase { .. } | StoreError::NotAFile { .. } | StoreError::Empty { .. } => "not_a_database",
        StoreError::Foreign { .. } => "foreign_database",
        StoreError::Newer { .. } => "newer_database",
        StoreError::ReadOnlyFile { .. } | StoreError::ReadOnly => "database_read_only",
        StoreError::Locked { .. } => "database_locked",
        StoreError::DiskFull => "disk_full",
        StoreError::Damaged { .. } | StoreError::Unreadable { .. } => "database_damaged",
        _ => "database",
    }
}

/// The terminal's own code, with its class.
pub(super) fn terminal_no(no: &TerminalNo) -> String {
    match no {
        TerminalNo::Result(code) => format!("C:{code}"),
        TerminalNo::Error(code) => format!("E:{code}"),
    }
}

/// Why paper did not come out, or nobody knows; nothing where it did.
pub(super) fn print_end(end: &PrintEnd) -> Option<&'static str> {
    match end {
        PrintEnd::Printed { .. } => None,
        PrintEnd::Unconfirmed => Some("unconfirmed"),
        PrintEnd::NotPrinted(trouble) => Some(print_trouble(trouble)),
    }
}

fn print_trouble(trouble: &PrintTrouble) -> &'static str {
    match trouble {
        PrintTrouble::Device(error) => device(error),
        PrintTrouble::Paper(_) => "unprintable",
        PrintTrouble::Store(_) => "not_noted",
        PrintTrouble::Settings => "printer_settings",
    }
}

fn device(error: &DeviceError) -> &'static str {
    match error {
        DeviceError::PaperOut { .. } => "paper_out",
        DeviceError::CoverOpen { .. } => "cover_open",
        _ => "printer_unreachable",
    }
}

/// A use case that did not do what was asked.
pub(super) fn desk_error(error: &DeskError) -> String {
    match error {
        DeskError::Refused(why) => why.word().to_owned(),
        DeskError::Trouble(why) => trouble(why).to_owned(),
        DeskError::Query(_) => "bad_query".to_owned(),
        DeskError::File(error) => error.word().to_owned(),
        DeskError::Pin(_) => "bad_pin".to_owned(),
        DeskError::OperatorId(_) => "bad_operator_id".to_owned(),
        DeskError::Terminal(EcrError::Refused(code)) => format!("E:{code}"),
        DeskError::Terminal(_) => "terminal_unreachable".to_owned(),
        DeskError::NoSuchMapping { .. } => "no_such_mapping".to_owned(),
        DeskError::Keeping(error) => keeping(error).to_owned(),
        DeskError::NoRandomness => "no_randomness".to_owned(),
    }
}

/// Why the books were not copied, brought back or compared.
fn keeping(error: &KeepingError) -> &'static str {
    match error {
        KeepingError::Exists { .. } => "file_exists",
        KeepingError::BooksThere { .. } => "database_exists",
        KeepingError::CopyDiffers(_) => "books_differ",
        KeepingError::NotACopy(error) => store(error),
        KeepingError::Damaged(_) => "backup_damaged",
        KeepingError::Differs(_) => "backup_differs",
        KeepingError::HeadsUnreadable { .. } => "file",
        KeepingError::NoHeads { .. } => "no_heads",
        KeepingError::BadHead { .. } => "bad_head",
    }
}

/// Why a row of a file was not loaded.
pub(super) fn reject(reason: &RejectReason) -> &'static str {
    match reason {
        RejectReason::Unreadable(row) => row.reason.word(),
        RejectReason::Books(RefusedReason::NoExternalId) => "missing_value",
        RejectReason::Books(RefusedReason::Repeated) => "duplicate_id",
        RejectReason::Books(RefusedReason::BelowPaid) => "below_paid",
        RejectReason::Books(RefusedReason::Fenced) => "held",
        RejectReason::Books(RefusedReason::TooLarge) => "bad_amount",
        RejectReason::Books(RefusedReason::NothingOwed) => "nothing_owed",
        RejectReason::Books(RefusedReason::ZerosLost) => "zeros_lost",
        RejectReason::Books(RefusedReason::Conflict { what, .. }) => match what {
            Conflict::Debtor => "other_debtor",
            Conflict::Rf => "other_rf",
            Conflict::RevenueCode => "other_revenue_code",
        },
    }
}
