//! `receipt list`, and the receipt that was meant by what was typed.

use clap::Args;
use serde::Serialize;

use crate::command::pin::PinArgs;
use crate::command::typed;
use crate::command::{Context, Exit, Failure, object};
use crate::desk::{Caller, Desk, FoundReceipts, ReceiptFilter};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::refusal::Refusal;
use crate::domain::time::{iso_local, minute};
use crate::text::{Text, values};

/// Which receipts.
#[derive(Debug, Args)]
pub(in crate::command) struct ReceiptFilterArgs {
    /// A receipt's number, a day (YYYY-MM-DD), an RF code or an ΑΦΜ
    #[arg(conflicts_with_all = ["number", "date", "from", "to", "rf", "afm"])]
    query: Option<String>,
    /// The receipt's number
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// One day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"])]
    date: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Up to this day, included
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// With a debt of this RF code
    #[arg(long, value_name = "RF")]
    rf: Option<String>,
    /// Paid by this ΑΦΜ
    #[arg(long, value_name = "ΑΦΜ")]
    afm: Option<String>,
    /// Who asks, where the settings hide the totals from cashiers
    #[arg(long, value_name = "ID")]
    operator: Option<String>,
    #[command(flatten)]
    pin: PinArgs,
}

/// `amounts_shown`: whether the settings let whoever asks see what it comes to.
pub(super) fn receipt(receipt: &Receipt, amounts_shown: bool) -> impl Serialize {
    object![
        number = &receipt.number,
        kind = receipt.kind,
        at = iso_local(receipt.at),
        amount = Some(receipt.amount).filter(|_| amounts_shown),
        session = receipt.session,
        payer = &receipt.payer,
        cashier = &receipt.cashier,
        printed = receipt.printed_at.is_some(),
        copies = receipt.copies,
        original = receipt.correction.as_ref().map(|correction| &correction.original)
    ]
}

pub(super) fn list(context: &Context, args: &ReceiptFilterArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let filter = filter(&desk, args)?;
    let who = context.who(&mut desk, args.operator.as_deref(), &args.pin)?;
    let FoundReceipts { receipts, amounts_shown } = desk.look_up_receipts(&who, &filter)?;
    if !context.out.is_json() {
        if receipts.is_empty() {
            context.out.remark("receipt-none", &[]);
        }
        for receipt in &receipts {
            context.out.say(&row(text, receipt, amounts_shown));
        }
    }
    let rows: Vec<_> = receipts.iter().map(|one| receipt(one, amounts_shown)).collect();
    context.out.object(&object![receipts = rows]);
    Ok(Exit::Done)
}

fn row(text: Text, receipt: &Receipt, amounts_shown: bool) -> String {
    let state = match (receipt.printed_at, receipt.copies) {
        (None, _) => text.get("receipt-unprinted"),
        (Some(_), 0) => String::new(),
        (Some(_), copies) => text.with("receipt-copies", values![count = copies]),
    };
    let at = minute(receipt.at);
    let line = format!(
        "{}  {at}  {:>14} €  {}  {:<12}  {}  {state}",
        receipt.number,
        if amounts_shown { receipt.amount.greek() } else { "—".to_owned() },
        receipt.session,
        receipt.cashier,
        receipt.payer,
    );
    line.trim_end().to_owned()
}

fn filter(desk: &Desk, args: &ReceiptFilterArgs) -> Result<ReceiptFilter, Failure> {
    if let Some(query) = &args.query {
        return sought(desk, query);
    }
    let day = |typed: &Option<String>| typed.as_deref().map(typed::date).transpose();
    let (from, to) = match day(&args.date)? {
        Some(day) => (Some(day), Some(day)),
        None => (day(&args.from)?, day(&args.to)?),
    };
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(Failure::input("bad_date", "dates-crossed", &[]));
    }
    Ok(ReceiptFilter {
        number: args.number.as_deref().map(typed::receipt_no).transpose()?,
        from,
        to,
        rf: args.rf.as_deref().map(typed::rf).transpose()?,
        afm: args.afm.as_deref().map(typed::afm).transpose()?,
        ..ReceiptFilter::default()
    })
}

/// The receipt that was meant: by its number, or as the only one of a day, a time, an amount, an RF code or a tax number.
pub(super) fn the_one(desk: &mut Desk, typed: &str) -> Result<ReceiptNo, Failure> {
    let filter = sought(desk, typed)?;
    if let Some(number) = filter.number {
        return Ok(number);
    }
    let found = desk.look_up_receipts(&Caller::User, &filter)?.receipts;
    match found.as_slice() {
        [] => Err(Refusal::NoSuchReceipt(typed.into()).into()),
        [one] => Ok(one.number.clone()),
        several => {
            let numbers: Vec<String> = several.iter().map(|receipt| receipt.number.to_string()).collect();
            Err(Failure::input("several_receipts", "receipt-several", values![numbers = numbers.join(", ")]))
        }
    }
}

/// What was typed to find receipts by, as the desk reads it.
fn sought(desk: &Desk, typed: &str) -> Result<ReceiptFilter, Failure> {
    let read = if typed.trim().is_empty() { None } else { desk.receipts_meant(typed).ok() };
    let number = |number| ReceiptFilter { number: Some(number), ..ReceiptFilter::default() };
    read.map_or_else(|| typed::receipt_no(typed).map(number), Ok)
}
