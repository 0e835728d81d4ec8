//! `lookup`: the debts of an RF code, of a tax number, or of debtors by part of their name.

use clap::Args;
use serde::Serialize;

use super::{Context, Exit, Failure, object};
use crate::desk::{Caller, Found, FoundDebt, FoundDebtor, NothingFound};
use crate::domain::{debt::Debt, rf::AmountDigit, time::iso_local};
use crate::text::{Text, say, values};

#[derive(Debug, Args)]
pub(super) struct LookupArgs {
    /// RF code, ΑΦΜ, a bill's QR text or part of a name; several words are one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
}

/// `maybe_one_person`: places of debtors that may be one person.
fn answer(query: &str, found: &Found) -> impl Serialize {
    object![
        query,
        kind = found.kind,
        rf = &found.rf,
        healed = &found.healed,
        amount_hint = found.amount_hint,
        foreign_profile = found.foreign_profile,
        more = found.more,
        debtors = found.debtors.iter().map(debtor).collect::<Vec<_>>(),
        maybe_one_person = found.maybe_one_person(),
        nothing = found.nothing.as_ref().map(nothing)
    ]
}

fn nothing(nothing: &NothingFound) -> impl Serialize {
    let last_file = nothing.last_file.as_ref();
    let last_file = last_file.map(|f| object![at = iso_local(f.at), name = &f.name, vanished_columns = &f.vanished]);
    object![last_file, r#try = nothing.next]
}

fn debtor(found: &FoundDebtor) -> impl Serialize {
    let debts: Vec<_> = found.debts.iter().map(debt).collect();
    object![name = &found.debtor.name, afm = &found.debtor.afm, debts]
}

fn debt(found: &FoundDebt) -> impl Serialize {
    let debt = &found.debt;
    object![
        debt = &debt.external_id,
        rf = &debt.rf,
        revenue_code = &debt.revenue_code,
        description = &debt.description,
        year = debt.year,
        due = debt.due,
        capital = debt.capital,
        surcharge = debt.surcharge,
        surcharge_as_of = debt.surcharge_as_of,
        paid = debt.paid,
        open = debt.open_amount(),
        status = found.status
    ]
}

/// Looks up and lists. Nothing found is an answer, not a failure.
pub(super) fn run(context: &Context, args: &LookupArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let query = args.query.join(" ");
    let found = context.desk()?.look_up(&Caller::User, &query)?;
    remarks(context, &found);
    if !context.out.is_json() {
        let groups = found.maybe_one_person();
        for (place, debtor) in found.debtors.iter().enumerate() {
            if let Some(group) = groups.iter().find(|group| group.first() == Some(&place)) {
                context.out.tell("lookup-maybe-one-person", values![count = group.len()]);
            }
            context.out.say(&listing(text, debtor));
        }
    }
    context.out.object(&answer(&query, &found));
    Ok(Exit::Done)
}

fn remarks(context: &Context, found: &Found) {
    let text = context.text();
    for healed in &found.healed {
        context.out.note(&say::healed(&text, *healed));
    }
    if found.foreign_profile {
        context.out.remark("rf-foreign-profile", &[]);
    }
    if let Some(hint) = found.amount_hint {
        context.out.remark("rf-amount-hint", values![amount = hint.greek()]);
    }
    if let Some(nothing) = &found.nothing {
        context.out.remark("lookup-nothing", &[]);
        say::nothing_found(&text, nothing).iter().for_each(|sentence| context.out.note(sentence));
    }
    if found.more {
        context.out.remark("lookup-more", &[]);
    }
}

fn listing(text: Text, found: &FoundDebtor) -> String {
    let afm = found.debtor.afm.as_ref().map_or_else(|| text.get("lookup-no-afm"), |afm| afm.to_string());
    let mut lines = vec![text.with("lookup-debtor", values![name = found.debtor.name, afm])];
    lines.extend(found.debts.iter().map(|debt| debt_line(text, debt)));
    lines.join("\n")
}

fn debt_line(text: Text, found: &FoundDebt) -> String {
    let debt = &found.debt;
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "—".to_owned(), |d| d.format("%d/%m/%Y").to_string());
    let rf = debt.rf.as_ref().map_or_else(|| "—".to_owned(), |rf| rf.grouped());
    let Debt { external_id, revenue_code, description, year, .. } = debt;
    let (capital, surcharge, asof) = (debt.capital.greek(), debt.surcharge.greek(), day(debt.surcharge_as_of));
    let (due, paid, open) = (day(debt.due), debt.paid.greek(), debt.open_amount().greek());
    let of = values![debt = external_id, rf, code = revenue_code, description, year, due];
    let sums = values![capital, surcharge, asof, paid, open, status = say::debt_status(&text, found.status)];
    let mut line = text.with("lookup-debt", &[of.as_slice(), sums].concat());
    if found.amount_digit == AmountDigit::Differs {
        line.push('\n');
        line.push_str(&text.get("rf-amount-differs"));
    }
    line
}
