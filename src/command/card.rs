//! The JSON of a card, as the terminal told it. Names of JSON are a contract: keys may be added, none renamed or left out;
//! what is not there is `null`. Amounts are strings with two decimals, dates ISO 8601, words English and stable.

use serde::Serialize;

use crate::domain::card::CardData;

/// What the terminal said of the card.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    #[serde(rename = "type")]
    kind: String,
    pan_masked: String,
    auth_code: String,
    rrn: String,
    stan: String,
    batch: String,
    terminal_id: String,
    at: Option<String>,
}

impl From<&CardData> for Card {
    fn from(card: &CardData) -> Card {
        Card {
            kind: card.card_type.clone(),
            pan_masked: card.pan_masked.to_string(),
            auth_code: card.auth_code.clone(),
            rrn: card.rrn.clone(),
            stan: card.stan.clone(),
            batch: card.batch.clone(),
            terminal_id: card.terminal_id.clone(),
            at: card.at.map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string()),
        }
    }
}
