//! `demo`: the window on invented data, and `demo --once`: the main job in one command, without a display.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{Exit, Failure, Output, Start};
use super::{pay, window};
use crate::desk::clock::SystemClock;
use crate::desk::demo::{Demo, DemoSize, prepare};
use crate::desk::{Desk, Found, PayItem, PayOrder, PayTarget, SignedIn, Trouble};
use crate::domain::{debt::DebtStatus, rf::Rf, tender::Tender};
use crate::text::values;

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Do the main job once without a window: look a debtor up, pay, print the receipt here, end
    #[arg(long)]
    once: bool,
    /// How many debts to invent
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    debts: u32,
}

/// Part of many Greek names: the demonstration looks debtors up by it.
const NAMES: [&str; 4] = ["παπ", "ιδης", "ου", "ας"];

/// Invented debts to a debtor, as at the desk.
const DEBTS_A_DEBTOR: usize = 4;

/// Makes the demonstration in a data directory of its own, which is gone with it, and runs it.
pub(super) fn run(start: &Start<'_>, args: &DemoArgs) -> Result<Exit, Failure> {
    let out = start.out;
    // Before thousands of debts are invented for nothing.
    if !args.once {
        window::can_open()?;
    }
    let (folder, own) = folder(start)?;
    let debts = usize::try_from(args.debts).unwrap_or(usize::MAX);
    let size = DemoSize { debts, debtors: debts.div_ceil(DEBTS_A_DEBTOR), at_once: args.once, ..DemoSize::default() };
    out.remark("demo-notice", &[]);
    let demo = prepare(&folder, size, Arc::new(SystemClock))?;
    let ended = if args.once { once(out, &demo) } else { window::run_demo(&demo, start.global.lang) };
    drop(demo);
    drop(own);
    ended
}

/// The directory that was named, else one that is removed in the end.
fn folder(start: &Start<'_>) -> Result<(PathBuf, Option<tempfile::TempDir>), Failure> {
    if let Some(named) = &start.global.data_dir {
        return Ok((named.clone(), None));
    }
    let own = tempfile::Builder::new().prefix("tameio-demo-").tempdir();
    let own = own.map_err(|source| Trouble::File { path: std::env::temp_dir(), source })?;
    Ok((own.path().to_owned(), Some(own)))
}

/// Looks a debtor up by name, then an RF code as if it were scanned, pays it and prints the receipt here.
fn once(out: Output, demo: &Demo) -> Result<Exit, Failure> {
    let mut desk = Desk::open(&demo.setup)?;
    let who = desk.sign_in(&demo.operator, &demo.pin)?;
    let rf = payable_rf(&mut desk, &who)?;
    let found = desk.look_up(&who, rf.as_str())?;
    describe(out, &rf, &found);
    let order = PayOrder {
        tender: Tender::Card,
        items: vec![PayItem { of: PayTarget::Rf(rf), amount: None }],
        one_payer: false,
    };
    Ok(pay::pay(out, &mut desk, &who, &order))
}

/// The first RF code that can be paid of the debtors with a common piece of name.
fn payable_rf(desk: &mut Desk, who: &SignedIn) -> Result<Rf, Failure> {
    for part in NAMES {
        let found = desk.look_up(who, part)?;
        let open = found.debtors.iter().flat_map(|debtor| &debtor.debts).filter(|debt| debt.status == DebtStatus::Open);
        for rf in open.filter_map(|found| found.debt.rf.clone()) {
            let item = PayItem { of: PayTarget::Rf(rf.clone()), amount: None };
            if desk.quote(who, &PayOrder { tender: Tender::Card, items: vec![item], one_payer: false }).is_ok() {
                return Ok(rf);
            }
        }
    }
    Err(Failure::unavailable("nothing_to_pay", "lookup-no-open", &[]))
}

fn describe(out: Output, rf: &Rf, found: &Found) {
    for debtor in &found.debtors {
        out.remark("demo-found", values![rf = rf.grouped(), name = debtor.debtor.name]);
        for debt in &debtor.debts {
            let amount = debt.debt.open_amount().greek();
            out.note(&format!("  {} {} — {amount} €", debt.debt.revenue_code, debt.debt.description));
        }
    }
}
