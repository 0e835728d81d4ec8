//! What is wrong with this desk: data directory, database, disk, clock, terminal, printer, settings. Looks and
//! tells; changes nothing but a probe file that it removes.

use std::io::Write;
use std::path::Path;

use chrono::Datelike;

use super::error::DeskError;
use super::setup::Setup;
use super::{Asks, Caller, Desk, Flow, PrinterLink, Trouble};
use crate::config::TerminalLink;
use crate::domain::permission::Act;
use crate::domain::worded::worded;

worded! {
    /// What was looked at.
    pub enum Checked {
        DataDir = "data_dir",
        /// Room on its disk.
        Disk = "disk",
        Database = "database",
        Clock = "clock",
        Config = "config",
        Terminal = "terminal",
        Printer = "printer",
        /// Outcomes that are still unknown.
        Unresolved = "unresolved",
        /// Whether terminal and books were compared, where the books come from a copy.
        Restored = "restored",
    }
}

worded! {
    /// How bad it is.
    pub enum Verdict {
        Fine = "fine",
        /// The desk works, and somebody should look.
        Warning = "warning",
        /// The desk cannot do its work.
        Bad = "bad",
    }
}

/// One thing looked at.
#[derive(Debug)]
pub struct Finding {
    pub what: Checked,
    pub verdict: Verdict,
    /// The facts: a path, an address, a count.
    pub detail: String,
    /// What stood in the way, where something did; its sentence says what to do.
    pub problem: Option<DeskError>,
}

/// Shorter waits than this end a sale as unknown while the customer still types the PIN (ecr-protocols, flow 1).
const SHORTEST_RESULT_WAIT_S: u64 = 150;
/// Room that a desk should always have: some weeks of receipts and a copy of the database.
const PROBE_BYTES: usize = 16 * 1024 * 1024;
/// Some hundred payments, with the log that is written ahead of the database.
const PAYMENTS_BYTES: usize = 1024 * 1024;

/// Looks at everything, devices included (a few seconds where they do not answer).
pub fn examine(setup: &Setup) -> Vec<Finding> {
    match Desk::open(setup) {
        Ok(mut desk) => examine_open(&mut desk),
        Err(error) => {
            let database = bad(Checked::Database, setup.database().display().to_string(), Some(error));
            of_place(setup).into_iter().chain([database]).collect()
        }
    }
}

/// The same of a desk that is open: a terminal that has one line is asked on that.
pub(super) fn examine_open(desk: &mut Desk) -> Vec<Finding> {
    let mut findings = Vec::from(of_place(&desk.setup));
    findings.push(fine(Checked::Database, desk.setup.database().display().to_string()));
    findings.push(clock(desk));
    findings.push(unresolved(desk));
    findings.push(restored(desk));
    findings.push(terminal(desk));
    findings.push(printer(desk));
    findings
}

fn of_place(setup: &Setup) -> [Finding; 3] {
    [data_dir(&setup.data_dir), disk(&setup.data_dir), config(setup)]
}

fn data_dir(path: &Path) -> Finding {
    let shown = path.display().to_string();
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => private_or_warn(&found, shown),
        Ok(_) => bad(Checked::DataDir, shown, None),
        Err(source) => bad(Checked::DataDir, shown, Some(file_trouble(path, source))),
    }
}

#[cfg(unix)]
fn private_or_warn(found: &std::fs::Metadata, shown: String) -> Finding {
    let mode = std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777;
    if mode.trailing_zeros() >= 6 {
        return fine(Checked::DataDir, shown);
    }
    Finding {
        what: Checked::DataDir,
        verdict: Verdict::Warning,
        detail: format!("{shown} mode {mode:o}, others can read it: chmod 700"),
        problem: None,
    }
}

#[cfg(not(unix))]
fn private_or_warn(_found: &std::fs::Metadata, shown: String) -> Finding {
    fine(Checked::DataDir, shown)
}

impl Desk {
    /// Whether the disk of the data directory takes what the next payments need; written and removed.
    ///
    /// # Errors
    /// [`Trouble::File`] with what the system says.
    pub fn check_disk(&self, who: &dyn Asks) -> Result<(), DeskError> {
        self.allow(who, Act::CheckDevices)?;
        let dir = &self.setup.data_dir;
        has_room(dir, PAYMENTS_BYTES).map_err(|source| file_trouble(dir, source))
    }
}

fn has_room(dir: &Path, bytes: usize) -> std::io::Result<()> {
    let mut file = tempfile::tempfile_in(dir)?;
    file.write_all(&vec![0; bytes])?;
    file.sync_all()
}

fn disk(dir: &Path) -> Finding {
    match has_room(dir, PROBE_BYTES) {
        Ok(()) => fine(Checked::Disk, format!("{} MiB written and removed", PROBE_BYTES / 1024 / 1024)),
        Err(source) => bad(Checked::Disk, dir.display().to_string(), Some(file_trouble(dir, source))),
    }
}

fn config(setup: &Setup) -> Finding {
    let terminal = &setup.config.terminal;
    let seconds = terminal.result_timeout.as_secs();
    if let Err(trouble) = super::keys::check(setup) {
        return bad(Checked::Config, "terminal.mac = true".to_owned(), Some(trouble.into()));
    }
    if seconds < SHORTEST_RESULT_WAIT_S {
        let detail = format!("terminal.result_timeout_s = {seconds}, at least {SHORTEST_RESULT_WAIT_S} is advised");
        return Finding { what: Checked::Config, verdict: Verdict::Warning, detail, problem: None };
    }
    fine(Checked::Config, format!("desk {} series {}", setup.config.desk.id, setup.config.desk.series))
}

fn clock(desk: &Desk) -> Finding {
    let now = desk.now();
    let shown = format!("{} Europe/Athens", crate::domain::time::iso_local(now));
    if now.year() < 2026 {
        return bad(Checked::Clock, shown, None);
    }
    let found = desk
        .clock_doubts(&Caller::User)
        .and_then(|doubts| Ok((doubts.into_iter().next(), desk.terminal_clock_apart()?)));
    match found {
        Err(error) => bad(Checked::Clock, shown, Some(error)),
        Ok((Some(doubt), _)) => bad(Checked::Clock, shown, Some(super::Refusal::ClockInDoubt(doubt).into())),
        Ok((None, Some(apart))) => {
            let detail = format!("{shown}, terminal {} {:+} s", apart.terminal, apart.ahead_s);
            Finding { what: Checked::Clock, verdict: Verdict::Warning, detail, problem: None }
        }
        Ok((None, None)) => fine(Checked::Clock, shown),
    }
}

fn unresolved(desk: &mut Desk) -> Finding {
    match desk.unresolved(&Caller::User) {
        Ok(unknown) if unknown.is_empty() => fine(Checked::Unresolved, "0".to_owned()),
        Ok(unknown) => Finding {
            what: Checked::Unresolved,
            verdict: Verdict::Warning,
            detail: unknown.iter().map(|attempt| attempt.session.to_string()).collect::<Vec<_>>().join(" "),
            problem: None,
        },
        Err(error) => bad(Checked::Unresolved, String::new(), Some(error)),
    }
}

fn restored(desk: &Desk) -> Finding {
    match desk.store.not_compared_since() {
        Ok(None) => fine(Checked::Restored, "-".to_owned()),
        Ok(Some(at)) => {
            let refusal = super::Refusal::NotComparedSinceRestore { restored: at };
            bad(Checked::Restored, crate::domain::time::iso_local(at), Some(refusal.into()))
        }
        Err(error) => bad(Checked::Restored, String::new(), Some(error.into())),
    }
}

fn terminal(desk: &mut Desk) -> Finding {
    let shown = match (desk.setup.config.terminal.protocol.simulated, &desk.setup.config.terminal.link) {
        (true, _) => "simulated".to_owned(),
        (_, TerminalLink::Tcp { address }) => address.clone(),
        (_, TerminalLink::Serial { port, baud }) => format!("{port} {baud}"),
    };
    let answered = desk.echo(&Caller::User);
    // A port that was opened tells more of itself: its present name and its USB serial number.
    let shown = match (&desk.setup.config.terminal.link, &desk.terminal) {
        (TerminalLink::Serial { baud, .. }, Some(terminal)) if desk.simulator.is_none() => {
            format!("{} {baud}", terminal.describe())
        }
        _ => shown,
    };
    match answered {
        Ok(reply) => fine(Checked::Terminal, format!("{shown} TID {} {}", reply.terminal_id, reply.app_version)),
        Err(error) => bad(Checked::Terminal, shown, Some(error)),
    }
}

fn printer(desk: &mut Desk) -> Finding {
    let answered = match desk.printer_status(&Caller::User) {
        Ok(status) if status.may_print() => {
            if status.answers {
                "ready"
            } else {
                "does not report its state"
            }
        }
        Ok(status) => return bad(Checked::Printer, format!("{status:?}"), None),
        Err(error) => return bad(Checked::Printer, String::new(), Some(error)),
    };
    // Nothing says whether such a printer is slower than its line but the paper that lacks a piece.
    match desk.setup.printer_link() {
        PrinterLink::Serial { flow: Flow::None, .. } => Finding {
            what: Checked::Printer,
            verdict: Verdict::Warning,
            detail: format!("{answered}, flow = none"),
            problem: None,
        },
        _ => fine(Checked::Printer, answered.to_owned()),
    }
}

fn file_trouble(path: &Path, source: std::io::Error) -> DeskError {
    Trouble::File { path: path.to_owned(), source }.into()
}

fn fine(what: Checked, detail: String) -> Finding {
    Finding { what, verdict: Verdict::Fine, detail, problem: None }
}

fn bad(what: Checked, detail: String, problem: Option<DeskError>) -> Finding {
    Finding { what, verdict: Verdict::Bad, detail, problem }
}
