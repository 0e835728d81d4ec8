//! `verify`: the audit chain, the receipt series and the database's own integrity, and the heads that were written
//! down of the chain.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::desk::Difference;
use crate::text::{say, values};

/// `verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Also check that the chain still has the heads that `audit head -o` wrote into this file
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
}

/// Checks everything and names what does not agree.
pub(super) fn run(context: &Context, args: &VerifyArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let desk = context.desk()?;
    let found = args.heads.as_ref().map_or_else(|| desk.verify(), |heads| desk.verify_against(heads));
    let found = found?;
    for difference in &found.differences {
        context.out.say(&say::difference(&text, difference));
    }
    for remark in &found.remarks {
        context.out.say(&say::remark(&text, remark));
    }
    let counts = [
        ("audit_entries", found.audit_entries),
        ("receipts", found.receipts),
        ("attempts", found.attempts),
        ("z_reports", found.z_reports),
    ];
    let crate::desk::Verification { audit_entries, receipts, attempts, z_reports, .. } = &found;
    let counted = values![entries = audit_entries, receipts, attempts, z = z_reports];
    context.out.say(&text.with("verify-counts", counted));
    context.out.say(&text.get(if found.is_clean() { "verify-ok" } else { "verify-differs" }));
    context.out.object(&Verified {
        ok: found.is_clean(),
        counts: BTreeMap::from(counts),
        differences: found.differences.iter().map(Differing::from).collect(),
        remarks: found.remarks.iter().map(Differing::from).collect(),
    });
    Ok(if found.is_clean() { Exit::Done } else { Exit::Differs })
}

/// `verify`.
#[derive(Debug, Serialize)]
struct Verified {
    ok: bool,
    counts: BTreeMap<&'static str, u64>,
    differences: Vec<Differing>,
    remarks: Vec<Differing>,
}

#[derive(Debug, Serialize)]
struct Differing {
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
