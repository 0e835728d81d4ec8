//! `verify`: the audit chain, the receipt series and the database's own integrity, and the heads that were written
//! down of the chain.

use std::collections::BTreeMap;
use std::path::Path;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use crate::text::{Value, say};

/// Checks everything and names what does not agree.
pub(super) fn run(context: &Context, heads: Option<&Path>) -> Result<Exit, Failure> {
    let text = context.text();
    let desk = context.desk()?;
    let found = heads.map_or_else(|| desk.verify(), |heads| desk.verify_against(heads));
    let found = found.map_err(|error| Failure::of_desk(text, &error))?;
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
    let count = |count: u64| Value::from(count.to_string());
    let counted = [
        ("entries", count(found.audit_entries)),
        ("receipts", count(found.receipts)),
        ("attempts", count(found.attempts)),
        ("z", count(found.z_reports)),
    ];
    context.out.say(&text.with("verify-counts", &counted));
    context.out.say(&text.get(if found.is_clean() { "verify-ok" } else { "verify-differs" }));
    context.out.object(&json::Verified {
        ok: found.is_clean(),
        counts: BTreeMap::from(counts),
        differences: found.differences.iter().map(json::Differing::from).collect(),
        remarks: found.remarks.iter().map(json::Differing::from).collect(),
    });
    Ok(if found.is_clean() { Exit::Done } else { Exit::Differs })
}
