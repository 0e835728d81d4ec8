//! Voids and refunds: what of a receipt may still be given back, and the checks that stand before such an attempt
//! is written. A receipt is corrected by other documents of the series and stays as it is.

use rusqlite::{Connection, params};

use super::value::Cells;
use super::{Store, StoreError, debts, operators, receipts};
use crate::domain::attempt::{AttemptId, AttemptLine, NewAttempt};
use crate::domain::correction::{Correction, CorrectionKind};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::refusal::{NotCorrectable, Refusal};
use crate::domain::{debt::DebtStatus, money::Money, session::SessionNo};

impl Store {
    /// What may still be given back of a receipt, line by line: nothing where it was voided or refunded whole. What
    /// is being given back at this moment is still in it.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`]; [`Refusal::ReceiptMoved`] for a void or a refund.
    pub fn left_of(&self, number: &ReceiptNo) -> Result<Vec<AttemptLine>, StoreError> {
        let (receipt, before) = sale(&self.conn, number)?;
        let mut left = remaining(&receipt, &before)?;
        left.retain(|line| !line.amount().is_zero());
        Ok(left)
    }

    /// The voids and refunds of a receipt, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn corrections_of(&self, number: &ReceiptNo) -> Result<Vec<Receipt>, StoreError> {
        receipts::correcting(&self.conn, number)
    }
}

/// Checks a correction as the books are now, within the transaction that writes it.
pub(super) fn check(tx: &Connection, new: &NewAttempt, correction: &Correction) -> Result<(), StoreError> {
    operators::known(tx, &correction.approver)?;
    if correction.approver == new.operator {
        return Err(Refusal::SamePerson.into());
    }
    if correction.reason.trim().is_empty() {
        return Err(StoreError::InvalidAttempt);
    }
    let (receipt, before) = sale(tx, &correction.original)?;
    let refuse = |why| Err(not_correctable(&correction.original, why));
    let left = remaining(&receipt, &before)?;
    let voids = correction.kind == CorrectionKind::Void;
    if before.iter().any(|correction| correction.kind == ReceiptKind::Void) {
        return refuse(NotCorrectable::AlreadyVoided);
    }
    if left.iter().all(|line| line.amount().is_zero()) || (voids && !before.is_empty()) {
        return refuse(NotCorrectable::AlreadyRefunded);
    }
    if let Some(session) = under_way(tx, &correction.original)? {
        return Err(Refusal::CorrectionOpen(session).into());
    }
    for line in &new.lines {
        let Some(own) = left.iter().find(|own| own.debt == line.debt && own.external_id == line.external_id) else {
            return refuse(NotCorrectable::LineNotOfReceipt);
        };
        if line.capital > own.capital || line.surcharge > own.surcharge {
            return refuse(NotCorrectable::MoreThanLeft { left: own.amount() });
        }
        check_free(tx, line)?;
    }
    // A part of it is a refund: the terminal voids a transaction whole.
    if voids && Money::sum(new.lines.iter().map(AttemptLine::amount)) != Some(receipt.amount) {
        return Err(StoreError::InvalidAttempt);
    }
    Ok(())
}

/// Whether no open attempt holds the debt. Whether it was withdrawn or changed meanwhile does not matter: money is
/// given back for what was paid.
fn check_free(tx: &Connection, line: &AttemptLine) -> Result<(), StoreError> {
    let unknown = || StoreError::UnknownDebt { external_id: line.external_id.clone() };
    let debt = debts::debt(tx, line.debt)?.ok_or_else(unknown)?;
    if debt.fenced {
        return Err(Refusal::Debt { external_id: line.external_id.clone(), status: DebtStatus::Pending }.into());
    }
    Ok(())
}

/// Writes what an attempt corrects, and fences the receipt.
pub(super) fn insert(tx: &Connection, attempt: AttemptId, correction: &Correction) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO correction (attempt_id, kind, original_id, reason, approver, open) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
    )?
    .execute(params![
        attempt.0,
        correction.kind.word(),
        receipts::row_of(tx, &correction.original)?,
        correction.reason,
        correction.approver.as_str()
    ])?;
    Ok(())
}

/// Lifts the fence from the receipt, where the attempt is a correction.
pub(super) fn release(tx: &Connection, attempt: AttemptId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE correction SET open = 0 WHERE attempt_id = ?1")?.execute([attempt.0])?;
    Ok(())
}

/// A correction from six columns: kind, the original's series, year and number, reason, approver; nothing where the
/// first is empty.
pub(super) fn correction_of(cells: &Cells<'_>, from: usize) -> Result<Option<Correction>, StoreError> {
    if cells.opt_str(from)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Correction {
        kind: cells.word(from, CorrectionKind::from_word)?,
        original: ReceiptNo::new(cells.str(from + 1)?, cells.number(from + 2)?, cells.number(from + 3)?)?,
        reason: cells.text(from + 4)?,
        approver: cells.operator(from + 5)?,
    }))
}

/// A receipt that is a sale, with what was booked against it.
fn sale(conn: &Connection, number: &ReceiptNo) -> Result<(Receipt, Vec<Receipt>), StoreError> {
    let receipt = receipts::by_number(conn, number)?;
    let receipt = receipt.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()))?;
    if receipt.kind != ReceiptKind::Sale {
        return Err(not_correctable(number, NotCorrectable::IsACorrection));
    }
    let before = receipts::correcting(conn, number)?;
    Ok((receipt, before))
}

fn not_correctable(number: &ReceiptNo, why: NotCorrectable) -> StoreError {
    Refusal::ReceiptMoved { receipt: number.clone(), why }.into()
}

/// Each line of a receipt less what was given back of it.
fn remaining(receipt: &Receipt, before: &[Receipt]) -> Result<Vec<AttemptLine>, StoreError> {
    let back = || before.iter().flat_map(|correction| &correction.lines);
    let less = |amount: Money, back: Option<Money>| {
        back.and_then(|back| amount.checked_sub(back)).ok_or_else(|| StoreError::Contradiction {
            what: "more was given back than was taken",
            subject: receipt.number.to_string(),
        })
    };
    let left = |line: &ReceiptLine| {
        let own = || back().filter(|back| back.debt == line.debt);
        Ok(AttemptLine {
            debt: line.debt,
            external_id: line.external_id.clone(),
            rf: line.rf.clone(),
            capital: less(line.capital, Money::sum(own().map(|back| back.capital)))?,
            surcharge: less(line.surcharge, Money::sum(own().map(|back| back.surcharge)))?,
        })
    };
    receipt.lines.iter().map(left).collect()
}

/// The session of the correction of a receipt that is not decided yet.
fn under_way(tx: &Connection, number: &ReceiptNo) -> Result<Option<SessionNo>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT a.session FROM correction c JOIN attempt a ON a.id = c.attempt_id WHERE c.original_id = ?1 AND c.open = 1",
    )?;
    let mut rows = statement.query([receipts::row_of(tx, number)?])?;
    rows.next()?.map(|row| Cells::of("attempt", row).session(0)).transpose()
}
