//! Receipts: their series, their sums, their content against the entry that booked them, and one to one with
//! approved attempts.

use rusqlite::Connection;

use super::{Difference, Verification};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{jump::Numbered, money::Money};
use crate::store::receipts::{content_digest, each_booked};
use crate::store::{StoreError, booking::act_of, value::Cells};
use crate::store::{clocks, restored};

/// Numbers of a series and year from 1 without gaps but the known jumps; repeats the unique index keeps out.
pub(super) fn series(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut before: Option<ReceiptNo> = None;
    let sql = "SELECT id, series, year, number FROM receipt ORDER BY series, year, number";
    found.each(conn, "receipt", sql, |found, cells| {
        found.receipts = found.receipts.saturating_add(1);
        let number = ReceiptNo::new(cells.str(1)?, cells.number(2)?, cells.number(3)?)?;
        let follows = before
            .take()
            .filter(|before| before.series() == number.series() && before.year() == number.year())
            .map_or(1, |before| before.number().saturating_add(1));
        if !restored::is_jump(conn, Numbered::Receipt, number.series(), number.year().into(), follows, number.number())?
        {
            found.same("receipt", &number, "number", follows, number.number());
        }
        before = Some(number);
        Ok(())
    })
}

/// A document of an earlier year than the one before it in its series: the clock went back over a year's end. The Z
/// reports say it; here is all of them.
pub(super) fn years(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    for back in clocks::years_back(conn, None)? {
        found.remarks.push(Difference {
            table: "receipt".to_owned(),
            row: back.document.to_string(),
            what: "year_back",
            expected: back.after.to_string(),
            found: back.document.to_string(),
        });
    }
    Ok(())
}

/// The amount is the sum of the lines, what the attempt asked for and what the terminal was asked for, and all of it
/// is what the audit entry says was booked.
pub(super) fn content(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut details = conn.prepare(
        "SELECT u.act, u.subject, u.detail, a.amount_cents FROM receipt r JOIN audit u ON u.seq = r.audit_seq
         JOIN attempt a ON a.id = r.attempt_id WHERE r.id = ?1",
    )?;
    let mut compare = |found: &mut Verification, row: i64, receipt: &Receipt| -> Result<(), StoreError> {
        let number = receipt.number.to_string();
        let lines = Money::sum(
            receipt.lines.iter().map(|line| line.capital).chain(receipt.lines.iter().map(|line| line.surcharge)),
        );
        let lines = lines.map_or_else(|| "too much".to_owned(), |sum| sum.to_string());
        found.same("receipt", &number, "sum_of_lines", lines, receipt.amount.to_string());
        found.same("card_payment", &number, "amount", receipt.amount, receipt.card.amount);
        let mut rows = details.query([row])?;
        let entry = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let cells = Cells::of("audit", entry);
        found.same("attempt", &number, "amount", receipt.amount, cells.money(3)?);
        found.same("receipt", &number, "audit_act", act_of(receipt.kind).word(), cells.str(0)?);
        found.same("receipt", &number, "audit_subject", number.as_str(), cells.str(1)?);
        let booked = cells.str(2)?.rsplit_once("content=").map_or("", |(_, digest)| digest);
        found.same("receipt", &number, "content", booked, content_digest(receipt).as_str());
        Ok(())
    };
    each_booked(conn, &mut |row, receipt| {
        receipt
            .and_then(|receipt| compare(found, row, &receipt))
            .or_else(|error| found.unreadable("receipt", row, error))
    })
    .or_else(|error| found.unreadable("receipt", "", error))
}

/// Every approved attempt has its receipt and card payment, nothing else has one, and every entry of a booking has
/// its receipt.
pub(super) fn against_attempts(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let attempts: i64 = conn.query_row("SELECT count(*) FROM attempt", [], |row| row.get(0))?;
    found.attempts = u64::try_from(attempts).unwrap_or(0);
    found.each(
        conn,
        "attempt",
        "SELECT a.id, a.state, r.id IS NOT NULL, c.attempt_id IS NOT NULL
         FROM attempt a LEFT JOIN receipt r ON r.attempt_id = a.id LEFT JOIN card_payment c ON c.attempt_id = a.id
         WHERE (a.state = 'approved') <> (r.id IS NOT NULL) OR (a.state = 'approved') <> (c.attempt_id IS NOT NULL)
         ORDER BY a.id",
        |found, cells| {
            let (id, approved) = (cells.integer(0)?, cells.str(1)? == "approved");
            found.same("attempt", &id, "receipt", presence(approved), presence(cells.flag(2)?));
            found.same("attempt", &id, "card_payment", presence(approved), presence(cells.flag(3)?));
            Ok(())
        },
    )?;
    found.each(
        conn,
        "audit",
        "SELECT u.seq, u.subject FROM audit u LEFT JOIN receipt r ON r.audit_seq = u.seq
         WHERE u.act IN ('receipt_booked', 'correction_booked') AND r.id IS NULL ORDER BY u.seq",
        |found, cells| {
            found.differs("receipt", cells.str(1)?, "receipt", "there", "missing");
            Ok(())
        },
    )
}

fn presence(there: bool) -> &'static str {
    if there { "there" } else { "missing" }
}

/// Two receipts whose card data agree in everything, the terminal's time included: one charge booked twice, or a
/// terminal that repeats itself. The books cannot tell which, so it is a remark, and no index refuses to book it.
pub(super) fn same_charge_twice(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(
        conn,
        "card_payment",
        "SELECT min(attempt_id), max(attempt_id), count(*) FROM card_payment
         WHERE rrn <> '' AND stan <> '' AND auth_code <> '' AND charged_at IS NOT NULL
         GROUP BY terminal_id, batch, stan, rrn, auth_code, charged_at HAVING count(*) > 1",
        |found, cells| {
            found.remarks.push(Difference {
                table: "card_payment".to_owned(),
                row: format!("{}, {}", cells.integer(0)?, cells.integer(1)?),
                what: "same_charge",
                expected: "1".to_owned(),
                found: cells.integer(2)?.to_string(),
            });
            Ok(())
        },
    )
}
