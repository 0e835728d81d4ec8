//! The data of a RESULT: the same payment in two layouts. A card number that came unmasked is dropped while it
//! is read.

use super::malformed::{BadValue, Field, MessageError};
use super::values::{ans_or_empty, read_cents, read_time, write_time};
use crate::domain::card::{CardData, MaskedPan};
use crate::domain::money::Money;

/// The longest subfield that is taken for one: none of the listed has more than twenty characters.
const LONGEST: usize = 64;

/// A payment as the terminal reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentData {
    /// What the desk keeps of it.
    pub card: CardData,
    /// The terminal sent something that is not a masked number; it was replaced by asterisks.
    pub pan_was_hidden: bool,
    /// What only `aade` reports.
    pub more: Option<AadeData>,
}

/// The subfields that `mellon` does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AadeData {
    /// The terminal's word for the kind of transaction.
    pub txn_type: String,
    pub tip: Option<Money>,
    pub loyalty: Option<Money>,
    /// Paid out in cash.
    pub cashback: Option<Money>,
    /// The terminal's word on its connection to the desk.
    pub ecr_status: String,
}

const BAD: MessageError = MessageError::Bad(Field::Data);

/// `card-type:pan-masked:amount:final-amount:acquirer:terminal-id:batch:rrn:stan:auth-code:datetime`
pub(super) fn read_mellon(text: &str) -> Result<PaymentData, MessageError> {
    let mut parts = Subfields::of(text)?;
    let card_type = parts.text()?;
    let (pan_masked, pan_was_hidden) = parts.pan()?;
    let (amount, final_amount) = (parts.cents()?, parts.cents()?);
    let card = parts.card(card_type, pan_masked, amount, final_amount)?;
    Ok(PaymentData { card, pan_was_hidden, more: None })
}

/// `card-type:txn-type:pan-masked:amount:final-amount:tip:loyalty:cashback:acquirer:terminal-id:batch:rrn:stan:auth-code:datetime:ecr-status`
pub(super) fn read_aade(text: &str) -> Result<PaymentData, MessageError> {
    let mut parts = Subfields::of(text)?;
    let (card_type, txn_type) = (parts.text()?, parts.text()?);
    let (pan_masked, pan_was_hidden) = parts.pan()?;
    let (amount, final_amount) = (parts.cents()?, parts.cents()?);
    let (tip, loyalty, cashback) = (parts.cents_or_none()?, parts.cents_or_none()?, parts.cents_or_none()?);
    let card = parts.card(card_type, pan_masked, amount, final_amount)?;
    let ecr_status = parts.0.next().unwrap_or_default().to_owned();
    let more = AadeData { txn_type, tip, loyalty, cashback, ecr_status };
    Ok(PaymentData { card, pan_was_hidden, more: Some(more) })
}

/// The subfields in order. Those after the last known one are ignored: a newer terminal may add some.
struct Subfields<'a>(std::str::Split<'a, char>);

impl<'a> Subfields<'a> {
    fn of(text: &'a str) -> Result<Subfields<'a>, MessageError> {
        let fits = text.split(':').all(|part| part.len() <= LONGEST);
        if fits { Ok(Subfields(text.split(':'))) } else { Err(BAD) }
    }

    fn text(&mut self) -> Result<String, MessageError> {
        self.0.next().map(str::to_owned).ok_or(BAD)
    }

    fn cents(&mut self) -> Result<Money, MessageError> {
        read_cents(Field::Data, self.0.next().ok_or(BAD)?)
    }

    fn cents_or_none(&mut self) -> Result<Option<Money>, MessageError> {
        match self.0.next().ok_or(BAD)? {
            "" => Ok(None),
            text => read_cents(Field::Data, text).map(Some),
        }
    }

    fn pan(&mut self) -> Result<(MaskedPan, bool), MessageError> {
        let text = self.0.next().ok_or(BAD)?;
        Ok(MaskedPan::parse(text).map_or_else(|_| (MaskedPan::hidden(), true), |pan| (pan, false)))
    }

    /// The tail that both layouts share. The time is for people to read, so a sale does not fail by it.
    fn card(
        &mut self,
        card_type: String,
        pan_masked: MaskedPan,
        amount: Money,
        final_amount: Money,
    ) -> Result<CardData, MessageError> {
        Ok(CardData {
            card_type,
            pan_masked,
            amount,
            final_amount,
            acquirer: self.text()?,
            terminal_id: self.text()?,
            batch: self.text()?,
            rrn: self.text()?,
            stan: self.text()?,
            auth_code: self.text()?,
            at: self.0.next().and_then(|text| read_time(text).ok()),
        })
    }
}

pub(super) fn write_mellon(data: &PaymentData) -> Result<String, BadValue> {
    let card = &data.card;
    let head = [card.card_type.clone(), card.pan_masked.to_string(), cents(card.amount), cents(card.final_amount)];
    joined(&[&head, &tail(card)?])
}

pub(super) fn write_aade(data: &PaymentData) -> Result<String, BadValue> {
    let card = &data.card;
    let more = data.more.clone().unwrap_or_default();
    let or_empty = |amount: Option<Money>| amount.map(cents).unwrap_or_default();
    let head = [
        card.card_type.clone(),
        more.txn_type,
        card.pan_masked.to_string(),
        cents(card.amount),
        cents(card.final_amount),
        or_empty(more.tip),
        or_empty(more.loyalty),
        or_empty(more.cashback),
    ];
    joined(&[&head, &tail(card)?, &[more.ecr_status]])
}

fn tail(card: &CardData) -> Result<[String; 7], BadValue> {
    let at = card.at.map(write_time).transpose()?.unwrap_or_default();
    let card = card.clone();
    Ok([card.acquirer, card.terminal_id, card.batch, card.rrn, card.stan, card.auth_code, at])
}

fn joined(groups: &[&[String]]) -> Result<String, BadValue> {
    let all = groups.concat();
    for part in &all {
        ans_or_empty(Field::Data, part, LONGEST)?;
    }
    Ok(all.join(":"))
}

fn cents(amount: Money) -> String {
    amount.cents().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MELLON: &str =
        "Visa Credit:************3489:2000:1500:11:64999999:000091:133030119089:000065:787032:20211126180454";

    #[test]
    fn further_subfields_are_tolerated_and_missing_ones_are_not() {
        let data = read_mellon(MELLON).unwrap();
        assert_eq!(read_mellon(&format!("{MELLON}:new:")), Ok(data.clone()));
        let (without_time, _) = MELLON.rsplit_once(':').unwrap();
        assert_eq!(read_mellon(without_time).unwrap().card.at, None);
        let (without_auth, _) = without_time.rsplit_once(':').unwrap();
        assert_eq!(read_mellon(without_auth), Err(BAD));
    }

    #[test]
    fn a_card_number_in_clear_is_dropped_while_it_is_read() {
        let data = read_mellon(&MELLON.replace("************3489", "4111111111111111")).unwrap();
        assert!(data.pan_was_hidden);
        assert_eq!(data.card.pan_masked, MaskedPan::hidden());
        assert!(!format!("{data:?}").contains("41111"));
    }

    #[test]
    fn amounts_must_be_digits_within_range() {
        for amount in ["", "-1", "+1", "1.5", "9999999999999", "999999999999"] {
            assert_eq!(read_mellon(&MELLON.replace(":2000:", &format!(":{amount}:"))), Err(BAD), "{amount}");
        }
    }
}
