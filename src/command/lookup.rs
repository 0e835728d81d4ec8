//! `lookup`: the debts of an RF code, of a tax number, or of debtors by part of their name.

use super::args::LookupArgs;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use crate::desk::{Found, FoundDebt, FoundDebtor, system_user};
use crate::domain::rf::AmountDigit;
use crate::text::{Text, say};

/// Looks up and lists. Nothing found is an answer, not a failure.
pub(super) fn run(context: &Context, args: &LookupArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let query = args.query.join(" ");
    let found = context.desk()?.look_up(&system_user(), &query).map_err(|error| Failure::of_desk(text, &error))?;
    remarks(context, &found);
    if !context.out.is_json() {
        let groups = found.maybe_one_person();
        for (place, debtor) in found.debtors.iter().enumerate() {
            if let Some(group) = groups.iter().find(|group| group.first() == Some(&place)) {
                context.out.say(&text.with("lookup-maybe-one-person", &[("count", group.len().into())]));
            }
            context.out.say(&listing(text, debtor));
        }
    }
    context.out.object(&json::Lookup::new(&query, &found));
    Ok(Exit::Done)
}

fn remarks(context: &Context, found: &Found) {
    let text = context.text();
    for healed in &found.healed {
        context.out.note(&say::healed(&text, *healed));
    }
    if found.foreign_profile {
        context.out.note(&text.get("rf-foreign-profile"));
    }
    if let Some(hint) = found.amount_hint {
        context.out.note(&text.with("rf-amount-hint", &[("amount", hint.greek().into())]));
    }
    if let Some(nothing) = &found.nothing {
        context.out.note(&text.get("lookup-nothing"));
        say::nothing_found(&text, nothing).iter().for_each(|sentence| context.out.note(sentence));
    }
    if found.more {
        context.out.note(&text.get("lookup-more"));
    }
}

fn listing(text: Text, found: &FoundDebtor) -> String {
    let afm = found.debtor.afm.as_ref().map_or_else(|| text.get("lookup-no-afm"), |afm| afm.to_string());
    let mut lines =
        vec![text.with("lookup-debtor", &[("name", found.debtor.name.as_str().into()), ("afm", afm.into())])];
    lines.extend(found.debts.iter().map(|debt| debt_line(text, debt)));
    lines.join("\n")
}

fn debt_line(text: Text, found: &FoundDebt) -> String {
    let debt = &found.debt;
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "—".to_owned(), |d| d.format("%d/%m/%Y").to_string());
    let rf = debt.rf.as_ref().map_or_else(|| "—".to_owned(), |rf| rf.grouped());
    let mut line = text.with(
        "lookup-debt",
        &[
            ("debt", debt.external_id.as_str().into()),
            ("rf", rf.into()),
            ("code", debt.revenue_code.as_str().into()),
            ("description", debt.description.as_str().into()),
            ("year", debt.year.to_string().into()),
            ("due", day(debt.due).into()),
            ("capital", debt.capital.greek().into()),
            ("surcharge", debt.surcharge.greek().into()),
            ("asof", day(debt.surcharge_as_of).into()),
            ("paid", debt.paid.greek().into()),
            ("open", debt.open_amount().greek().into()),
            ("status", say::debt_status(&text, found.status).into()),
        ],
    );
    if found.amount_digit == AmountDigit::Differs {
        line.push('\n');
        line.push_str(&text.get("rf-amount-differs"));
    }
    line
}
