//! What is typed on the command line, read once: codes, amounts, days, sessions. What cannot be read names the thing and its
//! form.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::failure::Failure;
use crate::desk::{DeskError, PayItem, PayTarget};
use crate::domain::{afm::Afm, money::Money, operator::OperatorId, receipt::ReceiptNo, rf::Rf, session::SessionNo};
use crate::text::{Text, say, values};

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

/// An operator's short name.
pub(super) fn operator_id(typed: &str) -> Result<OperatorId, Failure> {
    Ok(OperatorId::parse(typed).map_err(DeskError::from)?)
}

/// Each RF code with its amount, where one was given.
pub(super) fn items(text: Text, codes: &[String], amount: &[String]) -> Result<Vec<PayItem>, Failure> {
    let codes = codes.iter().map(|code| rf(text, code)).collect::<Result<Vec<Rf>, Failure>>()?;
    let mut amounts = BTreeMap::new();
    for typed in amount {
        let (code, amount) = rf_and_amount(text, typed)?;
        if !codes.contains(&code) {
            return Err(Failure::usage(
                "amount_without_rf",
                text.with("amount-without-rf", values![rf = code.grouped()]),
            ));
        }
        if amounts.insert(code.as_str().to_owned(), amount).is_some() {
            return Err(Failure::usage("amount_twice", text.with("amount-twice", values![rf = code.grouped()])));
        }
    }
    let item = |code: Rf| PayItem { amount: amounts.get(code.as_str()).copied(), of: PayTarget::Rf(code) };
    Ok(codes.into_iter().map(item).collect())
}

/// An RF code as it was typed.
pub(super) fn rf(text: Text, typed: &str) -> Result<Rf, Failure> {
    match Rf::parse(typed) {
        Ok(input) => Ok(input.rf),
        Err(error) => Err(Failure::input("invalid_rf", say::rf_error(&text, &error))),
    }
}

fn rf_and_amount(text: Text, typed: &str) -> Result<(Rf, Money), Failure> {
    let Some((code, amount)) = typed.split_once('=') else {
        return Err(Failure::usage("bad_amount", text.with("amount-order-form", values![text = typed])));
    };
    Ok((rf(text, code)?, self::amount(text, amount)?))
}

/// An amount, more than zero.
pub(super) fn amount(text: Text, typed: &str) -> Result<Money, Failure> {
    Money::typed(typed).ok_or_else(|| Failure::input("bad_amount", text.with("amount-form", values![text = typed])))
}

/// A receipt's number as it was typed.
pub(super) fn receipt_no(text: Text, typed: &str) -> Result<ReceiptNo, Failure> {
    ReceiptNo::parse(typed).map_err(|error| {
        Failure::input("bad_receipt_number", text.with("refused-no-such-receipt", values![receipt = error.0]))
    })
}

/// A session's number.
pub(super) fn session(text: Text, typed: &str) -> Result<SessionNo, Failure> {
    SessionNo::parse(typed)
        .map_err(|_| Failure::input("bad_session", text.with("refused-no-such-session", values![session = typed])))
}

/// A day, as in 2026-11-23.
pub(super) fn date(text: Text, typed: &str) -> Result<NaiveDate, Failure> {
    NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .map_err(|_| Failure::input("bad_date", text.with("date-form", values![text = typed])))
}

/// A tax number.
pub(super) fn afm(text: Text, typed: &str) -> Result<Afm, Failure> {
    match Afm::parse(typed) {
        Ok((afm, _)) => Ok(afm),
        Err(error) => Err(Failure::input("invalid_afm", say::afm_error(&text, error))),
    }
}
