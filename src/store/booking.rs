//! Booking: the one transaction in which a charge becomes a receipt. Either the attempt is approved with its card
//! data, the receipt has the next number of its series, the debts are settled, their fences are gone and the audit
//! entry stands, or nothing of it happened.

use chrono::Datelike as _;
use rusqlite::{Connection, params};

use super::value::{day_text, local_time_text, moment_text};
use super::{Store, StoreError, audit, debts, journal, operators, receipts, tills};
use crate::domain::attempt::{Attempt, AttemptId, AttemptState, AttemptStep};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::card::CardData;
use crate::domain::debt::Debtor;
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::time::{Moment, local_date};

/// What turns an approved result into a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// The attempt.
    pub attempt: AttemptId,
    /// What the terminal reported.
    pub card: CardData,
    /// The desk's series of receipts.
    pub series: String,
    /// When; the receipt's year is the desk's local one.
    pub at: Moment,
    /// Who books, for the audit trail: the cashier, or whoever recovered the outcome.
    pub who: String,
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
    #[must_use]
    pub fn receipt(self) -> Receipt {
        match self {
            Booked::Now(receipt) | Booked::Already(receipt) => receipt,
        }
    }
}

impl Store {
    /// Books an approved result. A result that comes again books nothing and gives the receipt it has.
    ///
    /// The payer on the receipt is the debtor of the first line.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAttempt`]; [`StoreError::IllegalStep`] where the attempt cannot be approved any more or
    /// yet; [`StoreError::ChargeDiffers`]; [`StoreError::BadReceiptNo`]. Nothing was written.
    pub fn book(&mut self, booking: &Booking) -> Result<Booked, StoreError> {
        self.write_after_a_card(|tx| {
            let attempt = journal::known(tx, booking.attempt)?;
            if attempt.state == AttemptState::Approved {
                return Ok(Booked::Already(receipts::of_attempt(tx, &attempt)?));
            }
            let approved = attempt.state.after(AttemptStep::Approve)?;
            if booking.card.amount != attempt.amount {
                return Err(StoreError::ChargeDiffers { asked: attempt.amount, approved: booking.card.amount });
            }
            let receipt = draw_up(tx, &attempt, booking)?;
            let audit_seq = audit::append(tx, &entry(booking, &receipt, &attempt))?;
            insert_card(tx, booking)?;
            insert_receipt(tx, &attempt, &receipt, audit_seq)?;
            settle_debts(tx, &receipt)?;
            journal::settle(tx, attempt.id, approved, None, booking.at)?;
            Ok(Booked::Now(receipts::of_attempt(tx, &attempt)?))
        })
    }
}

/// The receipt as it will be written, but for the digest of the entry that books it.
fn draw_up(tx: &Connection, attempt: &Attempt, booking: &Booking) -> Result<Receipt, StoreError> {
    let mut payer: Option<Debtor> = None;
    let mut lines = Vec::with_capacity(attempt.lines.len());
    for line in &attempt.lines {
        let unknown = || StoreError::UnknownDebt { external_id: line.external_id.clone() };
        let debt = debts::debt(tx, line.debt)?.ok_or_else(unknown)?;
        if payer.is_none() {
            payer = debts::debtor(tx, debt.debtor)?;
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
    let payer = payer.ok_or(StoreError::InvalidAttempt)?;
    Ok(Receipt {
        number: next_number(tx, &booking.series, booking.at)?,
        kind: ReceiptKind::Sale,
        at: booking.at,
        desk: attempt.desk.clone(),
        session: attempt.session,
        cashier: attempt.operator.clone(),
        cashier_name: operators::known(tx, &attempt.operator)?.name,
        payer: payer.name,
        payer_afm: payer.afm,
        lines,
        amount: attempt.amount,
        tender: booking.card.paid_with(),
        card: booking.card.clone(),
        audit_digest: String::new(),
        correction: None,
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
    Ok(ReceiptNo::new(series, u16::try_from(year).unwrap_or(0), last.saturating_add(1))?)
}

fn entry(booking: &Booking, receipt: &Receipt, attempt: &Attempt) -> AuditEntry {
    AuditEntry {
        at: booking.at,
        who: booking.who.clone(),
        act: AuditAct::ReceiptBooked,
        subject: receipt.number.to_string(),
        detail: format!(
            "attempt={} session={} from={} amount={} content={}",
            attempt.id.0,
            attempt.session,
            attempt.state.word(),
            receipt.amount,
            receipts::content_digest(receipt)
        ),
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
            tills::open_row(tx, &receipt.desk)?,
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

fn settle_debts(tx: &Connection, receipt: &Receipt) -> Result<(), StoreError> {
    let mut statement = tx.prepare_cached(
        "UPDATE debt SET paid_cents = paid_cents + ?2, paid_surcharge_cents = paid_surcharge_cents + ?3 WHERE id = ?1",
    )?;
    for line in &receipt.lines {
        let (capital, surcharge) = (line.capital.cents(), line.surcharge.cents());
        statement.execute(params![line.debt.0, capital.saturating_add(surcharge), surcharge])?;
    }
    Ok(())
}
