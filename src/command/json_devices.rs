//! The JSON of `terminal`, `printer`, `verify` and `doctor`. The rules of `json` hold here too.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::desk::Difference;

/// `terminal echo`.
#[derive(Debug, Serialize)]
pub(super) struct Echo<'a> {
    pub(super) terminal_id: &'a str,
    pub(super) app_version: &'a str,
}

/// `terminal simulate`: the one line that says where it listens.
#[derive(Debug, Serialize)]
pub(super) struct Simulating<'a> {
    pub(super) link: &'static str,
    pub(super) address: &'a str,
    pub(super) protocol: &'static str,
}

/// `printer test`.
#[derive(Debug, Serialize)]
pub(super) struct Tested {
    pub(super) printed: bool,
    pub(super) confirmed: bool,
    pub(super) reason: Option<String>,
}

/// `printer status`.
#[derive(Debug, Serialize)]
pub(super) struct Printer {
    pub(super) answers: bool,
    pub(super) online: bool,
    pub(super) paper_out: bool,
    pub(super) near_end: bool,
    pub(super) cover_open: bool,
    pub(super) error: bool,
}

/// `printer render`.
#[derive(Debug, Serialize)]
pub(super) struct Rendered {
    pub(super) file: String,
    pub(super) bytes: usize,
}

/// `verify`.
#[derive(Debug, Serialize)]
pub(super) struct Verified {
    pub(super) ok: bool,
    pub(super) counts: BTreeMap<&'static str, u64>,
    pub(super) differences: Vec<Differing>,
    pub(super) remarks: Vec<Differing>,
}

#[derive(Debug, Serialize)]
pub(super) struct Differing {
    table: String,
    row: String,
    what: &'static str,
    expected: String,
    found: String,
}

impl From<&Difference> for Differing {
    fn from(difference: &Difference) -> Differing {
        Differing {
            table: difference.table.clone(),
            row: difference.row.clone(),
            what: difference.what,
            expected: difference.expected.clone(),
            found: difference.found.clone(),
        }
    }
}

/// `doctor`.
#[derive(Debug, Serialize)]
pub(super) struct Examined {
    pub(super) ok: bool,
    pub(super) findings: Vec<ExaminedOne>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub(super) struct ExaminedOne {
    pub(super) what: &'static str,
    pub(super) verdict: &'static str,
    pub(super) detail: String,
    pub(super) remedy: Option<String>,
}
