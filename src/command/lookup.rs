//! `lookup`: the debts of an RF code, of a tax number, or of debtors by part of their name.

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::desk::{Found, FoundDebt, FoundDebtor, LastDebtFile, NothingFound, QueryKind, system_user};
use crate::domain::afm::Afm;
use crate::domain::debt::DebtStatus;
use crate::domain::money::Money;
use crate::domain::rf::{AmountDigit, Healed, Rf};
use crate::domain::time::iso_local;
use crate::text::{Text, say, values};

/// `lookup`.
#[derive(Debug, Args)]
pub(super) struct LookupArgs {
    /// RF code, ΑΦΜ, a bill's QR text or part of a name; several words are one query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
}

/// `lookup`.
#[derive(Debug, Serialize)]
struct Lookup<'a> {
    query: &'a str,
    kind: &'static str,
    rf: Option<&'a Rf>,
    healed: &'a [Healed],
    amount_hint: Option<Money>,
    foreign_profile: bool,
    more: bool,
    debtors: Vec<LookupDebtor<'a>>,
    /// Places of debtors that may be one person.
    maybe_one_person: Vec<Vec<usize>>,
    nothing: Option<LookupNothing<'a>>,
}

/// Where nobody was found.
#[derive(Debug, Serialize)]
struct LookupNothing<'a> {
    last_file: Option<LookupFile<'a>>,
    r#try: &'static str,
}

/// The file of debts that was loaded last.
#[derive(Debug, Serialize)]
struct LookupFile<'a> {
    at: String,
    name: &'a str,
    vanished_columns: &'a [String],
}

#[derive(Debug, Serialize)]
struct LookupDebtor<'a> {
    name: &'a str,
    afm: Option<&'a Afm>,
    debts: Vec<LookupDebt<'a>>,
}

#[derive(Debug, Serialize)]
struct LookupDebt<'a> {
    debt: &'a str,
    rf: Option<&'a Rf>,
    revenue_code: &'a str,
    description: &'a str,
    year: u16,
    due: Option<NaiveDate>,
    capital: Money,
    surcharge: Money,
    surcharge_as_of: Option<NaiveDate>,
    paid: Money,
    open: Money,
    status: DebtStatus,
}

impl<'a> Lookup<'a> {
    /// What a look-up found.
    fn new(query: &'a str, found: &'a Found) -> Lookup<'a> {
        Lookup {
            query,
            kind: match found.kind {
                QueryKind::Rf => "rf",
                QueryKind::Afm => "afm",
                QueryKind::Name => "name",
            },
            rf: found.rf.as_ref(),
            healed: &found.healed,
            amount_hint: found.amount_hint,
            foreign_profile: found.foreign_profile,
            more: found.more,
            debtors: found.debtors.iter().map(LookupDebtor::from).collect(),
            maybe_one_person: found.maybe_one_person(),
            nothing: found.nothing.as_ref().map(LookupNothing::from),
        }
    }
}

impl<'a> From<&'a NothingFound> for LookupNothing<'a> {
    fn from(nothing: &'a NothingFound) -> LookupNothing<'a> {
        let file = |file: &'a LastDebtFile| LookupFile {
            at: iso_local(file.at),
            name: &file.name,
            vanished_columns: &file.vanished,
        };
        LookupNothing { last_file: nothing.last_file.as_ref().map(file), r#try: nothing.next.word() }
    }
}

impl<'a> From<&'a FoundDebtor> for LookupDebtor<'a> {
    fn from(found: &'a FoundDebtor) -> LookupDebtor<'a> {
        LookupDebtor {
            name: &found.debtor.name,
            afm: found.debtor.afm.as_ref(),
            debts: found.debts.iter().map(LookupDebt::from).collect(),
        }
    }
}

impl<'a> From<&'a FoundDebt> for LookupDebt<'a> {
    fn from(found: &'a FoundDebt) -> LookupDebt<'a> {
        let debt = &found.debt;
        LookupDebt {
            debt: &debt.external_id,
            rf: debt.rf.as_ref(),
            revenue_code: &debt.revenue_code,
            description: &debt.description,
            year: debt.year,
            due: debt.due,
            capital: debt.capital,
            surcharge: debt.surcharge,
            surcharge_as_of: debt.surcharge_as_of,
            paid: debt.paid,
            open: debt.open_amount(),
            status: found.status,
        }
    }
}

/// Looks up and lists. Nothing found is an answer, not a failure.
pub(super) fn run(context: &Context, args: &LookupArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let query = args.query.join(" ");
    let found = context.desk()?.look_up(&system_user(), &query)?;
    remarks(context, &found);
    if !context.out.is_json() {
        let groups = found.maybe_one_person();
        for (place, debtor) in found.debtors.iter().enumerate() {
            if let Some(group) = groups.iter().find(|group| group.first() == Some(&place)) {
                context.out.say(&text.with("lookup-maybe-one-person", values![count = group.len()]));
            }
            context.out.say(&listing(text, debtor));
        }
    }
    context.out.object(&Lookup::new(&query, &found));
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
        context.out.note(&text.with("rf-amount-hint", values![amount = hint.greek()]));
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
    let mut lines = vec![text.with("lookup-debtor", values![name = found.debtor.name, afm])];
    lines.extend(found.debts.iter().map(|debt| debt_line(text, debt)));
    lines.join("\n")
}

fn debt_line(text: Text, found: &FoundDebt) -> String {
    let debt = &found.debt;
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "—".to_owned(), |d| d.format("%d/%m/%Y").to_string());
    let rf = debt.rf.as_ref().map_or_else(|| "—".to_owned(), |rf| rf.grouped());
    let mut line = text.with(
        "lookup-debt",
        values![
            debt = debt.external_id,
            rf,
            code = debt.revenue_code,
            description = debt.description,
            year = debt.year,
            due = day(debt.due),
            capital = debt.capital.greek(),
            surcharge = debt.surcharge.greek(),
            asof = day(debt.surcharge_as_of),
            paid = debt.paid.greek(),
            open = debt.open_amount().greek(),
            status = say::debt_status(&text, found.status)
        ],
    );
    if found.amount_digit == AmountDigit::Differs {
        line.push('\n');
        line.push_str(&text.get("rf-amount-differs"));
    }
    line
}
