//! Booking: the one transaction in which a charge becomes a receipt, and money given back a void or a refund. Either
//! the attempt is approved with its card data, the document has the next number of its series, the debts are settled
//! or owed again, their fences are gone and the audit entry stands, or nothing of it happened.

use std::fmt;
use std::time::Duration;

use chrono::Datelike as _;
use rusqlite::{Connection, params};

use super::value::{day_text, local_time_text, moment_text};
use super::{
    PATIENCE_AFTER_A_CARD, Store, StoreError, audit, debts, journal, operators, receipts, restored, slips, tills,
};
use crate::domain::attempt::{Attempt, AttemptId, AttemptState, AttemptStep};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::debt::{Debtor, payer_of};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::refusal::{NotCorrectable, Refusal};
use crate::domain::time::{Moment, local_date};
use crate::domain::{actor::Actor, afm::Afm, card::CardData, jump::Numbered};

/// What turns an approved result into a receipt. `Debug` does not print the slip: it may hold the cardholder's name.
#[derive(Clone, PartialEq, Eq)]
pub struct Booking {
    pub attempt: AttemptId,
    /// What the terminal reported.
    pub card: CardData,
    /// What it gave to print (variant 02), at most [`super::MAX_SLIP`] bytes; longer data are not kept.
    pub slip: Option<Vec<u8>>,
    /// The desk's series of receipts.
    pub series: String,
    /// When; the receipt's year is the desk's local one.
    pub at: Moment,
    /// Who books, for the audit trail: the cashier, or whoever recovered the outcome.
    pub who: Actor,
}

impl fmt::Debug for Booking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Booking")
            .field("attempt", &self.attempt)
            .field("card", &self.card)
            .field("slip_bytes", &self.slip.as_ref().map(Vec::len))
            .field("series", &self.series)
            .field("at", &self.at)
            .field("who", &self.who)
            .finish()
    }
}

/// What a booking did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Booked {
    /// The receipt was made now.
    Now(Receipt),
    /// The attempt had been booked before: its receipt, and nothing changed.
    Already(Receipt),
}

impl Booked {
    /// The receipt, whenever it was made.
    pub fn receipt(self) -> Receipt {
        match self {
            Booked::Now(receipt) | Booked::Already(receipt) => receipt,
        }
    }
}

impl Store {
    /// Books an approved result. A result that comes again books nothing and gives the receipt it has.
    ///
    /// The payer on the receipt is the debtor of the lines, of several who are one payer the one with a tax number; on a
    /// void or a refund, who paid then.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAttempt`]; [`StoreError::IllegalStep`] where the attempt cannot be approved any more or
    /// yet; [`StoreError::ChargeDiffers`]; [`StoreError::BadReceiptNo`]. Nothing was written.
    pub fn book(&mut self, booking: &Booking) -> Result<Booked, StoreError> {
        self.book_within(PATIENCE_AFTER_A_CARD, booking)
    }

    /// The same, waiting so long for other writers.
    ///
    /// # Errors
    /// [`StoreError::Locked`], and those of [`Store::book`]. Nothing was written.
    pub fn book_within(&mut self, patience: Duration, booking: &Booking) -> Result<Booked, StoreError> {
        self.write_within(patience, |tx| {
            let attempt = journal::known(tx, booking.attempt)?;
            if attempt.state == AttemptState::Approved {
                return Ok(Booked::Already(receipts::of_attempt(tx, &attempt)?));
            }
            Ok(Booked::Now(approve(tx, &attempt, booking)?))
        })
    }
}

/// Approves an attempt that can be, within a transaction, and gives its document.
pub(super) fn approve(tx: &Connection, attempt: &Attempt, booking: &Booking) -> Result<Receipt, StoreError> {
    let approved = attempt.state.after(AttemptStep::Approve)?;
    if booking.card.amount != attempt.amount {
        return Err(StoreError::ChargeDiffers { asked: attempt.amount, approved: booking.card.amount });
    }
    let receipt = draw_up(tx, attempt, booking)?;
    let slip = slips::keepable(booking.slip.as_ref());
    let audit_seq = audit::append(tx, &entry(booking, &receipt, attempt, slip))?;
    insert_card(tx, booking)?;
    if let Some(slip) = slip {
        slips::insert(tx, attempt.id, slip)?;
    }
    insert_receipt(tx, attempt, &receipt, audit_seq)?;
    settle_debts(tx, &receipt)?;
    journal::settle(tx, attempt.id, approved, None, booking.at)?;
    receipts::of_attempt(tx, attempt)
}

/// Whose receipt it is, and its lines with what each debt is on that day.
struct Content {
    payer: String,
    payer_afm: Option<Afm>,
    lines: Vec<ReceiptLine>,
}

/// Of a payment: the debts as they stand.
fn of_debts(tx: &Connection, attempt: &Attempt) -> Result<Content, StoreError> {
    let mut debtors: Vec<Debtor> = Vec::new();
    let mut lines = Vec::with_capacity(attempt.lines.len());
    for line in &attempt.lines {
        let unknown = || StoreError::UnknownDebt { external_id: line.external_id.clone() };
        let debt = debts::debt(tx, line.debt)?.ok_or_else(unknown)?;
        if debtors.iter().all(|known| known.id != debt.debtor) {
            debtors.extend(debts::debtor(tx, debt.debtor)?);
        }
        lines.push(ReceiptLine {
            debt: debt.id,
            external_id: debt.external_id,
            rf: line.rf.clone(),
            revenue_code: debt.revenue_code,
            description: debt.description,
            year: debt.year,
            list_no: debt.list_no,
            capital: line.capital,
            surcharge: line.surcharge,
        });
    }
    let payer = payer_of(&debtors.iter().collect::<Vec<_>>()).ok_or(StoreError::InvalidAttempt)?;
    Ok(Content { payer: payer.name.clone(), payer_afm: payer.afm.clone(), lines })
}

/// Of a void or a refund: what its original says, whatever became of the debts since.
fn of_original(tx: &Connection, attempt: &Attempt, number: &ReceiptNo) -> Result<Content, StoreError> {
    let original = receipts::by_number(tx, number)?;
    let original = original.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()))?;
    let mut lines = Vec::with_capacity(attempt.lines.len());
    for line in &attempt.lines {
        let settled = original.lines.iter().find(|settled| settled.debt == line.debt);
        let settled = settled
            .ok_or_else(|| Refusal::ReceiptMoved { receipt: number.clone(), why: NotCorrectable::LineNotOfReceipt })?;
        lines.push(ReceiptLine { capital: line.capital, surcharge: line.surcharge, ..settled.clone() });
    }
    Ok(Content { payer: original.payer, payer_afm: original.payer_afm, lines })
}

/// The receipt as it will be written, but for the digest of the entry that books it.
fn draw_up(tx: &Connection, attempt: &Attempt, booking: &Booking) -> Result<Receipt, StoreError> {
    let Content { payer, payer_afm, lines } = match &attempt.correction {
        None => of_debts(tx, attempt)?,
        Some(correction) => of_original(tx, attempt, &correction.original)?,
    };
    Ok(Receipt {
        number: next_number(tx, &booking.series, booking.at)?,
        kind: ReceiptKind::of(attempt.correction.as_ref()),
        correction: attempt.correction.clone(),
        at: booking.at,
        desk: attempt.desk.clone(),
        session: attempt.session,
        cashier: attempt.operator.clone(),
        cashier_name: operators::known(tx, &attempt.operator)?.name,
        payer,
        payer_afm,
        lines,
        amount: attempt.amount,
        tender: booking.card.paid_with(),
        card: booking.card.clone(),
        audit_digest: String::new(),
        printed_at: None,
        copies: 0,
    })
}

/// The next number of the series in the year that it is at the desk.
fn next_number(tx: &Connection, series: &str, at: Moment) -> Result<ReceiptNo, StoreError> {
    let year = local_date(at).year();
    let last: u32 = tx
        .prepare_cached("SELECT coalesce(max(number), 0) FROM receipt WHERE series = ?1 AND year = ?2")?
        .query_row(params![series, year], |row| row.get(0))?;
    let last = last.max(restored::passed(tx, Numbered::Receipt, series, year)?);
    Ok(ReceiptNo::new(series, u16::try_from(year).unwrap_or(0), last.saturating_add(1))?)
}

/// The entry that books a document. What `verify` compares stands at its end: the slip, then the content.
fn entry(booking: &Booking, receipt: &Receipt, attempt: &Attempt, slip: Option<&[u8]>) -> AuditEntry {
    let slip = slip.map(|slip| format!(" slip={}", audit::sha256(slip)));
    AuditEntry {
        at: booking.at,
        who: booking.who.clone(),
        act: act_of(receipt.kind),
        subject: receipt.number.to_string(),
        detail: format!(
            "attempt={} session={} from={} amount={}{}{} content={}",
            attempt.id.0,
            attempt.session,
            attempt.state.word(),
            receipt.amount,
            attempt.correction.as_ref().map(journal::in_the_trail).unwrap_or_default(),
            slip.unwrap_or_default(),
            receipts::content_digest(receipt)
        ),
    }
}

/// The act that books a document of a kind.
pub(super) fn act_of(kind: ReceiptKind) -> AuditAct {
    match kind {
        ReceiptKind::Sale => AuditAct::ReceiptBooked,
        ReceiptKind::Void | ReceiptKind::Refund => AuditAct::CorrectionBooked,
    }
}

fn insert_card(tx: &Connection, booking: &Booking) -> Result<(), StoreError> {
    let card = &booking.card;
    tx.prepare_cached(
        "INSERT INTO card_payment (attempt_id, card_type, pan_masked, amount_cents, final_cents, acquirer,
                                   terminal_id, batch, rrn, stan, auth_code, charged_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        booking.attempt.0,
        card.card_type,
        card.pan_masked.as_str(),
        card.amount.cents(),
        card.final_amount.cents(),
        card.acquirer,
        card.terminal_id,
        card.batch,
        card.rrn,
        card.stan,
        card.auth_code,
        card.at.map(local_time_text)
    ])?;
    Ok(())
}

fn insert_receipt(tx: &Connection, attempt: &Attempt, receipt: &Receipt, audit_seq: i64) -> Result<(), StoreError> {
    let id = tx
        .prepare_cached(
            "INSERT INTO receipt (series, year, number, kind, at, day, desk, attempt_id, till_id, cashier_name,
                                  payer, payer_afm, amount_cents, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .insert(params![
            receipt.number.series(),
            receipt.number.year(),
            receipt.number.number(),
            receipt.kind.word(),
            moment_text(receipt.at),
            day_text(local_date(receipt.at)),
            receipt.desk,
            attempt.id.0,
            tills::open_row(tx, &receipt.desk, local_date(receipt.at))?,
            receipt.cashier_name,
            receipt.payer,
            receipt.payer_afm.as_ref().map(|afm| afm.as_str()),
            receipt.amount.cents(),
            audit_seq
        ])?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO receipt_line (receipt_id, position, debt_id, external_id, rf, revenue_code, description, year,
                                   list_no, capital_cents, surcharge_cents)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (line, position) in receipt.lines.iter().zip(1_i64..) {
        statement.execute(params![
            id,
            position,
            line.debt.0,
            line.external_id,
            line.rf.as_ref().map(|rf| rf.as_str()),
            line.revenue_code,
            line.description,
            line.year,
            line.list_no,
            line.capital.cents(),
            line.surcharge.cents()
        ])?;
    }
    Ok(())
}

/// What was paid of the debts goes up, and goes down by what is given back.
fn settle_debts(tx: &Connection, receipt: &Receipt) -> Result<(), StoreError> {
    let mut statement = tx.prepare_cached(
        "UPDATE debt SET paid_cents = paid_cents + ?2, paid_surcharge_cents = paid_surcharge_cents + ?3 WHERE id = ?1",
    )?;
    let sign = if receipt.kind == ReceiptKind::Sale { 1 } else { -1 };
    for line in &receipt.lines {
        let (capital, surcharge) = (sign * line.capital.cents(), sign * line.surcharge.cents());
        statement.execute(params![line.debt.0, capital.saturating_add(surcharge), surcharge])?;
    }
    Ok(())
}
