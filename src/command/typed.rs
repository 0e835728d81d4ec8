//! What is typed on the command line, read once: codes, amounts, days, sessions. What cannot be read names the thing and its
//! form.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::failure::Failure;
use crate::desk::{DeskError, PayItem, PayOrder, PayTarget};
use crate::domain::tender::Tender;
use crate::domain::{afm::Afm, money::Money, operator::OperatorId, receipt::ReceiptNo, rf::Rf, session::SessionNo};
use crate::text::values;

/// A word with what the help says of it, and what it stands for.
pub(super) type Word<T> = (&'static str, &'static str, T);

/// Reads one of the words of a type of the rooms, so that no second type of the same words is needed.
pub(super) fn one_of<T: Clone + Send + Sync + 'static>(words: &'static [Word<T>]) -> impl TypedValueParser<Value = T> {
    let values = words.iter().map(|(word, help, _)| PossibleValue::new(*word).help(*help));
    PossibleValuesParser::new(values).try_map(move |typed| {
        let found = words.iter().find(|(word, ..)| *word == typed);
        found.map(|(.., value)| value.clone()).ok_or("no such word")
    })
}

pub(super) fn operator_id(typed: &str) -> Result<OperatorId, Failure> {
    Ok(OperatorId::parse(typed).map_err(DeskError::from)?)
}

/// What is paid.
#[derive(Debug, Args)]
pub(super) struct ItemsArgs {
    /// RF codes of the debts
    #[arg(required = true, value_name = "RF")]
    codes: Vec<String>,
    /// How much of one RF code; all that is open where nothing is said
    #[arg(long, value_name = "RF=EUR")]
    amount: Vec<String>,
    /// The debtors of these debts have one name, and the payer said that they are one person (audited)
    #[arg(long)]
    one_payer: bool,
}

impl ItemsArgs {
    /// Each RF code with its amount, where one was given.
    pub(super) fn order(&self, tender: Tender) -> Result<PayOrder, Failure> {
        let codes = self.codes.iter().map(|code| rf(code)).collect::<Result<Vec<Rf>, Failure>>()?;
        let mut amounts = BTreeMap::new();
        for typed in &self.amount {
            let (code, amount) = rf_and_amount(typed)?;
            let shown = values![rf = code.grouped()];
            if !codes.contains(&code) {
                return Err(Failure::usage("amount_without_rf", "amount-without-rf", shown));
            }
            if amounts.insert(code.as_str().to_owned(), amount).is_some() {
                return Err(Failure::usage("amount_twice", "amount-twice", shown));
            }
        }
        let item = |code: Rf| PayItem { amount: amounts.get(code.as_str()).copied(), of: PayTarget::Rf(code) };
        Ok(PayOrder { tender, items: codes.into_iter().map(item).collect(), one_payer: self.one_payer })
    }
}

pub(super) fn rf(typed: &str) -> Result<Rf, Failure> {
    Rf::parse(typed).map(|input| input.rf).map_err(|error| Failure::Code(error.into()))
}

fn rf_and_amount(typed: &str) -> Result<(Rf, Money), Failure> {
    let Some((code, amount)) = typed.split_once('=') else {
        return Err(Failure::usage("bad_amount", "amount-order-form", values![text = typed]));
    };
    Ok((rf(code)?, self::amount(amount)?))
}

/// An amount, more than zero.
pub(super) fn amount(typed: &str) -> Result<Money, Failure> {
    Ok(Money::typed(typed).ok_or_else(|| DeskError::Amount(typed.into()))?)
}

pub(super) fn receipt_no(typed: &str) -> Result<ReceiptNo, Failure> {
    ReceiptNo::parse(typed)
        .map_err(|error| Failure::input("bad_receipt_number", "refused-no-such-receipt", values![receipt = error.0]))
}

pub(super) fn session(typed: &str) -> Result<SessionNo, Failure> {
    SessionNo::parse(typed)
        .map_err(|_| Failure::input("bad_session", "refused-no-such-session", values![session = typed]))
}

/// A day, as in 2026-11-23.
pub(super) fn date(typed: &str) -> Result<NaiveDate, Failure> {
    NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .map_err(|_| Failure::input("bad_date", "date-form", values![text = typed]))
}

pub(super) fn afm(typed: &str) -> Result<Afm, Failure> {
    Afm::parse(typed).map(|(afm, _)| afm).map_err(|error| Failure::Code(error.into()))
}
