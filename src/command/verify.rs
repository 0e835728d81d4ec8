//! `verify`: the audit chain, the receipt series and the database's own integrity, and the heads that were written
//! down of the chain.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{Context, Exit, Failure, object};
use crate::desk::{Caller, Difference};
use crate::text::{say, values};

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
    let found = match &args.heads {
        Some(heads) => desk.verify_against(&Caller::User, heads)?,
        None => desk.verify(&Caller::User)?,
    };
    for difference in &found.differences {
        context.out.say(&say::difference(&text, difference));
    }
    for remark in &found.remarks {
        context.out.say(&say::remark(&text, remark));
    }
    let crate::desk::Verification { audit_entries, receipts, attempts, z_reports, .. } = &found;
    let counted = values![entries = audit_entries, receipts, attempts, z = z_reports];
    context.out.tell("verify-counts", counted);
    context.out.tell(if found.is_clean() { "verify-ok" } else { "verify-differs" }, &[]);
    context.out.object(&object![
        ok = found.is_clean(),
        counts = object![attempts, audit_entries, receipts, z_reports],
        differences = found.differences.iter().map(differing).collect::<Vec<_>>(),
        remarks = found.remarks.iter().map(differing).collect::<Vec<_>>()
    ]);
    Ok(if found.is_clean() { Exit::Done } else { Exit::Differs })
}

fn differing(of: &Difference) -> impl Serialize {
    object![table = &of.table, row = &of.row, what = of.what, expected = &of.expected, found = &of.found]
}
