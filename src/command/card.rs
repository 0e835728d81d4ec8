//! The JSON of a card, as the terminal told it. Names of JSON are a contract: keys may be added, none renamed or left out;
//! what is not there is `null`. Amounts are strings with two decimals, dates ISO 8601, words English and stable.

use serde::Serialize;

use super::object;
use crate::domain::card::CardData;

pub(super) fn card(card: &CardData) -> impl Serialize {
    object![
        r#type = &card.card_type,
        pan_masked = card.pan_masked.to_string(),
        auth_code = &card.auth_code,
        rrn = &card.rrn,
        stan = &card.stan,
        batch = &card.batch,
        terminal_id = &card.terminal_id,
        at = card.at.map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string()),
    ]
}
