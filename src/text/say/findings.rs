//! Sentences for what the doctor found.

use super::desk_error;
use crate::desk::doctor::{Checked, Finding, Verdict};
use crate::text::Text;

/// One line: what was looked at, how it is, the facts.
#[must_use]
pub fn finding(text: &Text, finding: &Finding) -> String {
    let verdict = text.get(match finding.verdict {
        Verdict::Fine => "doctor-fine",
        Verdict::Warning => "doctor-warning",
        Verdict::Bad => "doctor-bad",
    });
    let what = text.get(&format!("doctor-what-{}", finding.what.word().replace('_', "-")));
    let detail = ("detail", finding.detail.as_str().into());
    text.with("doctor-finding", &[("what", what.into()), ("verdict", verdict.into()), detail])
}

/// What to do about it; nothing where all is in order.
#[must_use]
pub fn remedy(text: &Text, finding: &Finding) -> Option<String> {
    if finding.verdict == Verdict::Fine {
        return None;
    }
    if let Some(problem) = &finding.problem {
        return Some(desk_error(text, problem));
    }
    Some(text.get(match finding.what {
        Checked::DataDir => "doctor-do-data-dir",
        Checked::Disk => "store-disk-full",
        Checked::Database => "doctor-do-database",
        Checked::Clock => "doctor-clock-behind",
        Checked::Config => "doctor-do-config",
        Checked::Terminal => "doctor-do-terminal",
        Checked::Printer => "doctor-do-printer",
        Checked::Unresolved => "doctor-do-unresolved",
    }))
}
