//! Who took each payment, and with which card.

use rusqlite::Connection;

use super::super::StoreError;
use super::super::value::Cells;
use super::read::{Document, name};
use crate::domain::card;
use crate::domain::figures::{Name, Names};
use crate::domain::receipt::ReceiptKind;
use crate::domain::tender::PaidWith;
use crate::domain::till::IRIS;

#[derive(Clone, Copy)]
pub(super) struct Card {
    pub(super) cashier: Name,
    pub(super) card_type: Name,
    pub(super) acquirer: Name,
}

/// The card of each document, in the order of these. A document without one is an error: each has a payment.
pub(super) fn cards(conn: &Connection, documents: &[Document], names: &mut Names) -> Result<Vec<Card>, StoreError> {
    let mut cards: Vec<Option<Card>> = vec![None; documents.len()];
    let mut places: Vec<(i64, usize)> = documents.iter().map(|one| one.attempt).zip(0..).collect();
    places.sort_unstable();
    let (Some((first, _)), Some((last, _))) = (places.first(), places.last()) else { return Ok(Vec::new()) };
    let mut statement = conn.prepare_cached(
        "SELECT c.attempt_id, a.operator, c.card_type, c.acquirer FROM card_payment c
         CROSS JOIN attempt a ON a.id = c.attempt_id WHERE c.attempt_id BETWEEN ?1 AND ?2 ORDER BY c.attempt_id",
    )?;
    let mut rows = statement.query([first, last])?;
    let mut wanted = places.iter().peekable();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("card_payment", row);
        let attempt = cells.integer(0)?;
        while wanted.next_if(|(of, _)| *of < attempt).is_some() {}
        let Some((_, place)) = wanted.next_if(|(of, _)| *of == attempt) else { continue };
        let (Some(document), Some(card)) = (documents.get(*place), cards.get_mut(*place)) else { continue };
        let mut read = Card {
            cashier: name(names, &cells, 1)?,
            card_type: card_name(names, cells.str(2)?),
            acquirer: name(names, &cells, 3)?,
        };
        if document.kind != ReceiptKind::Sale {
            of_original(conn, attempt, &mut read, names)?;
        }
        *card = Some(read);
    }
    let missing = || StoreError::Unreadable { table: "card_payment", column: "attempt_id".into() };
    cards.into_iter().map(|card| card.ok_or_else(missing)).collect()
}

fn card_name(names: &mut Names, card_type: &str) -> Name {
    names.name(match card::paid_with(card_type) {
        PaidWith::Iris => IRIS,
        PaidWith::Card => card_type,
    })
}

/// A correction that was decided on evidence may not name the card: then it is that of the payment.
fn of_original(conn: &Connection, attempt: i64, card: &mut Card, names: &mut Names) -> Result<(), StoreError> {
    let unnamed = |names: &Names, name| names.get(name).trim().is_empty();
    if !unnamed(names, card.card_type) && !unnamed(names, card.acquirer) {
        return Ok(());
    }
    let mut statement = conn.prepare_cached(
        "SELECT c.card_type, c.acquirer FROM correction k JOIN receipt o ON o.id = k.original_id
         JOIN card_payment c ON c.attempt_id = o.attempt_id WHERE k.attempt_id = ?1",
    )?;
    let mut rows = statement.query([attempt])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let cells = Cells::of("card_payment", row);
    if unnamed(names, card.card_type) {
        card.card_type = card_name(names, cells.str(0)?);
    }
    if unnamed(names, card.acquirer) {
        card.acquirer = name(names, &cells, 1)?;
    }
    Ok(())
}
