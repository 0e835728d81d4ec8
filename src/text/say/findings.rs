//! Sentences for what the doctor found.

use super::{checked, desk_error, verdict};
use crate::desk::doctor::{Checked, Finding, Verdict};
use crate::desk::{Flow, PrinterLink, Setup};
use crate::text::{Text, values};

/// One line: what was looked at, how it is, the facts.
pub fn finding(text: &Text, finding: &Finding) -> String {
    let (what, verdict) = (checked(text, finding.what), verdict(text, finding.verdict));
    text.with("doctor-finding", values![what, verdict, detail = finding.detail])
}

/// What to do about it; nothing where all is in order. How a printer's letters look nobody but a person sees: what helps
/// them is said of any printer that is one.
pub fn remedy(text: &Text, setup: &Setup, finding: &Finding) -> Option<String> {
    if finding.what == Checked::Printer && finding.verdict != Verdict::Bad {
        return paper_advice(text, setup);
    }
    if finding.verdict == Verdict::Fine {
        return None;
    }
    if let Some(problem) = &finding.problem {
        return Some(desk_error(text, problem));
    }
    Some(match finding.what {
        Checked::DataDir if finding.verdict == Verdict::Bad => {
            text.with("store-not-a-file", values![path = setup.data_dir.display()])
        }
        Checked::DataDir => text.with("doctor-readable", values![path = setup.data_dir.display()]),
        Checked::Config => {
            let seconds = setup.config.terminal.result_timeout.as_secs().to_string();
            text.with("doctor-short-wait", values![seconds])
        }
        Checked::Disk => text.get("store-disk-full"),
        Checked::Database => text.get("doctor-database"),
        Checked::Clock if finding.verdict == Verdict::Warning => text.get("doctor-clock-apart"),
        Checked::Clock => text.get("doctor-clock-behind"),
        Checked::Terminal => text.get("terminal-silent"),
        Checked::Printer => text.with("printer-trouble", values![detail = finding.detail]),
        Checked::Unresolved | Checked::Restored => text.get("unknown-recover"),
    })
}

fn paper_advice(text: &Text, setup: &Setup) -> Option<String> {
    let printer = &setup.config.printer;
    let flow = match &printer.link {
        PrinterLink::File(_) | PrinterLink::Screen => return None,
        PrinterLink::Serial { flow: Flow::None, .. } => Some("doctor-printer-flow"),
        PrinterLink::Serial { .. } | PrinterLink::Tcp { .. } | PrinterLink::Usb(_) => None,
    };
    let two_byte = (!printer.profile.kanji_off).then_some("doctor-printer-two-byte");
    let advice = flow.into_iter().chain(two_byte).chain(["doctor-printer-letters"]);
    Some(advice.map(|key| text.get(key)).collect::<Vec<_>>().join(" "))
}
