//! Receipts as they were booked: read whole, listed, and their prints noted. Nothing else of a receipt changes.

use chrono::NaiveDate;
use std::sync::LazyLock;

use rusqlite::types::Value;
use rusqlite::{Connection, Params, params, params_from_iter};

use super::value::{Cells, columns, day_text, local_time_text, moment_text};
use super::{Store, StoreError, audit, corrections};
use crate::domain::attempt::{Attempt, AttemptState};
use crate::domain::card::{CardData, MaskedPan};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::{
    actor::Actor, afm::Afm, audit::AuditAct, debt::DebtId, money::Money, refusal::Refusal, rf::Rf, session::SessionNo,
    time::Moment,
};

/// Which receipts to list: those that fit everything that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptFilter {
    pub number: Option<ReceiptNo>,
    /// Of this local day or later.
    pub from: Option<NaiveDate>,
    /// Of this local day or earlier.
    pub to: Option<NaiveDate>,
    /// With a line of this RF code.
    pub rf: Option<Rf>,
    pub afm: Option<Afm>,
    /// Of this session, on any terminal.
    pub session: Option<SessionNo>,
    pub amount: Option<Money>,
    /// Booked at this moment or earlier.
    pub until: Option<Moment>,
    /// Booked before this one: the next page of a list.
    pub before: Option<ReceiptNo>,
    /// At most so many, the newest.
    pub limit: Option<usize>,
}

impl ReceiptFilter {
    /// All receipts of a local day.
    pub fn on(day: NaiveDate) -> ReceiptFilter {
        ReceiptFilter { from: Some(day), to: Some(day), ..ReceiptFilter::default() }
    }
}

impl Store {
    /// A receipt by number.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn receipt(&self, number: &ReceiptNo) -> Result<Option<Receipt>, StoreError> {
        by_number(&self.conn, number)
    }

    /// The document of an approved attempt; nothing of another.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn receipt_of_attempt(&self, attempt: &Attempt) -> Result<Option<Receipt>, StoreError> {
        if attempt.state == AttemptState::Approved { of_attempt(&self.conn, attempt).map(Some) } else { Ok(None) }
    }

    /// Receipts, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read; [`Refusal::NoSuchReceipt`] for the one before.
    pub fn receipts(&self, filter: &ReceiptFilter) -> Result<Vec<Receipt>, StoreError> {
        let before = filter.before.as_ref().map(|number| row_of(&self.conn, number)).transpose()?;
        let (conditions, values) = conditions(filter, before);
        let sql = format!("{}{conditions} ORDER BY r.id DESC LIMIT {}", *RECEIPT, limit(filter.limit));
        query(&self.conn, &sql, params_from_iter(values))
    }

    /// The last receipt of a desk.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last_receipt(&self, desk: &str) -> Result<Option<Receipt>, StoreError> {
        let found = query(&self.conn, &format!("{} WHERE r.desk = ?1 ORDER BY r.id DESC LIMIT 1", *RECEIPT), [desk])?;
        Ok(found.into_iter().next())
    }

    /// Notes that the first print was confirmed. A second note changes nothing.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`].
    pub fn mark_printed(&mut self, number: &ReceiptNo, at: Moment, who: &Actor) -> Result<(), StoreError> {
        self.write(|tx| {
            let row = row_of(tx, number)?;
            let changed = tx
                .prepare_cached("UPDATE receipt SET printed_at = ?2 WHERE id = ?1 AND printed_at IS NULL")?
                .execute(params![row, moment_text(at)])?;
            if changed == 1 {
                audit::note(tx, number, AuditAct::ReceiptPrinted, String::new(), at, who)?;
            }
            Ok(())
        })
    }

    /// Counts a further print, before it is made, and gives its number: it stands on the copy.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`].
    pub fn count_copy(&mut self, number: &ReceiptNo, at: Moment, who: &Actor) -> Result<u32, StoreError> {
        self.write(|tx| {
            let row = row_of(tx, number)?;
            let copies: u32 = tx
                .prepare_cached("UPDATE receipt SET copies = copies + 1 WHERE id = ?1 RETURNING copies")?
                .query_row([row], |row| row.get(0))?;
            audit::note(tx, number, AuditAct::ReceiptCopied, format!("copy={copies}"), at, who)?;
            Ok(copies)
        })
    }
}

/// The row of a receipt that must be there.
pub(super) fn row_of(tx: &Connection, number: &ReceiptNo) -> Result<i64, StoreError> {
    let mut statement = tx.prepare_cached("SELECT id FROM receipt WHERE series = ?1 AND year = ?2 AND number = ?3")?;
    let mut rows = statement.query(params![number.series(), number.year(), number.number()])?;
    let row = rows.next()?.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()))?;
    Cells::of("receipt", row).integer(0)
}

/// A receipt by number.
pub(super) fn by_number(conn: &Connection, number: &ReceiptNo) -> Result<Option<Receipt>, StoreError> {
    let found = query(
        conn,
        &format!("{} WHERE r.series = ?1 AND r.year = ?2 AND r.number = ?3", *RECEIPT),
        params![number.series(), number.year(), number.number()],
    )?;
    Ok(found.into_iter().next())
}

/// The receipt of an approved attempt.
pub(super) fn of_attempt(conn: &Connection, attempt: &Attempt) -> Result<Receipt, StoreError> {
    let found = query(conn, &format!("{} WHERE r.attempt_id = ?1", *RECEIPT), [attempt.id.0])?;
    found.into_iter().next().ok_or(StoreError::ReceiptMissing { session: attempt.session })
}

/// The documents of a till, by its row.
pub(super) fn of_till(conn: &Connection, till: i64) -> Result<Vec<Receipt>, StoreError> {
    query(conn, &format!("{} WHERE r.till_id = ?1 ORDER BY r.id", *RECEIPT), [till])
}

/// The voids and refunds of a receipt, oldest first.
pub(super) fn correcting(conn: &Connection, number: &ReceiptNo) -> Result<Vec<Receipt>, StoreError> {
    let sql = format!("{} WHERE o.series = ?1 AND o.year = ?2 AND o.number = ?3 ORDER BY r.id", *RECEIPT);
    query(conn, &sql, params![number.series(), number.year(), number.number()])
}

/// SQLite takes a negative limit for none.
fn limit(wanted: Option<usize>) -> i64 {
    wanted.map_or(-1, |most| i64::try_from(most).unwrap_or(i64::MAX))
}

fn conditions(filter: &ReceiptFilter, before: Option<i64>) -> (String, Vec<Value>) {
    let mut sql = String::from(" WHERE 1");
    let mut values = Vec::new();
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(&format!(" AND {condition} ?{}", values.len()));
        if condition.contains('(') {
            sql.push(')');
        }
    };
    if let Some(number) = &filter.number {
        add("r.series =", number.series().to_owned().into());
        add("r.year =", i64::from(number.year()).into());
        add("r.number =", i64::from(number.number()).into());
    }
    if let Some(from) = filter.from {
        add("r.day >=", day_text(from).into());
    }
    if let Some(to) = filter.to {
        add("r.day <=", day_text(to).into());
    }
    if let Some(rf) = &filter.rf {
        add("r.id IN (SELECT l.receipt_id FROM receipt_line l WHERE l.rf =", rf.as_str().to_owned().into());
    }
    if let Some(afm) = &filter.afm {
        add("r.payer_afm =", afm.as_str().to_owned().into());
    }
    if let Some(session) = filter.session {
        add("a.session =", i64::from(session.number()).into());
    }
    if let Some(amount) = filter.amount {
        add("r.amount_cents =", amount.cents().into());
    }
    if let Some(until) = filter.until {
        add("r.at <=", moment_text(until).into());
    }
    if let Some(row) = before {
        add("r.id <", row.into());
    }
    (sql, values)
}

columns! {
    #[expect(dead_code, reason = "those of the card and of the correction are read behind their first")]
    Row = "r.id",
    Series = "r.series",
    Year = "r.year",
    Number = "r.number",
    Kind = "r.kind",
    At = "r.at",
    Desk = "r.desk",
    Session = "a.session",
    Cashier = "a.operator",
    CashierName = "r.cashier_name",
    Payer = "r.payer",
    PayerAfm = "r.payer_afm",
    Amount = "r.amount_cents",
    Digest = "substr(u.hash, 1, 8) AS digest",
    PrintedAt = "r.printed_at",
    Copies = "r.copies",
    // Those of the card together, as `card_of` reads them.
    CardType = "c.card_type",
    PanMasked = "c.pan_masked",
    CardAmount = "c.amount_cents",
    FinalAmount = "c.final_cents",
    Acquirer = "c.acquirer",
    TerminalId = "c.terminal_id",
    Batch = "c.batch",
    Rrn = "c.rrn",
    Stan = "c.stan",
    AuthCode = "c.auth_code",
    ChargedAt = "c.charged_at",
    // Those of the correction together, as `correction_of` reads them.
    CorrectionKind = "k.kind",
    OriginalSeries = "o.series",
    OriginalYear = "o.year",
    OriginalNumber = "o.number",
    Reason = "k.reason",
    Approver = "k.approver",
}

static RECEIPT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {} FROM receipt r
    JOIN attempt a ON a.id = r.attempt_id
    JOIN card_payment c ON c.attempt_id = r.attempt_id
    JOIN audit u ON u.seq = r.audit_seq
    LEFT JOIN correction k ON k.attempt_id = r.attempt_id
    LEFT JOIN receipt o ON o.id = k.original_id",
        SELECTED.join(", ")
    )
});

/// Reads the receipts of a query that begins with [`RECEIPT`].
fn query(conn: &Connection, sql: &str, parameters: impl Params) -> Result<Vec<Receipt>, StoreError> {
    let mut found = Vec::new();
    each(conn, sql, parameters, &mut |_, receipt| {
        found.push(receipt?);
        Ok(())
    })?;
    Ok(found)
}

/// Reads every receipt, with its row, in the order they were booked; one that cannot be read as its error.
pub(super) fn each_booked(
    conn: &Connection,
    act: &mut dyn FnMut(i64, Result<Receipt, StoreError>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    each(conn, &format!("{} ORDER BY r.id", *RECEIPT), [], act)
}

fn each(
    conn: &Connection,
    sql: &str,
    parameters: impl Params,
    act: &mut dyn FnMut(i64, Result<Receipt, StoreError>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        act(cells.integer(0)?, receipt_of(conn, &cells))?;
    }
    Ok(())
}

fn receipt_of(conn: &Connection, cells: &Cells<'_>) -> Result<Receipt, StoreError> {
    use Column as C;
    let at = |column: Column| column as usize;
    let card = card_of(cells, at(C::CardType))?;
    let kind = cells.word(at(C::Kind), ReceiptKind::from_word)?;
    let correction = corrections::correction_of(cells, at(C::CorrectionKind))?;
    if kind != ReceiptKind::of(correction.as_ref()) {
        return Err(cells.unreadable(at(C::Kind)));
    }
    let (series, year) = (cells.str(at(C::Series))?, cells.number(at(C::Year))?);
    Ok(Receipt {
        number: ReceiptNo::new(series, year, cells.number(at(C::Number))?)?,
        kind,
        correction,
        at: cells.moment(at(C::At))?,
        desk: cells.text(at(C::Desk))?,
        session: cells.session(at(C::Session))?,
        cashier: cells.operator(at(C::Cashier))?,
        cashier_name: cells.text(at(C::CashierName))?,
        payer: cells.text(at(C::Payer))?,
        payer_afm: cells.opt_afm(at(C::PayerAfm))?,
        lines: lines(conn, cells.integer(at(C::Row))?)?,
        amount: cells.money(at(C::Amount))?,
        tender: card.paid_with(),
        card,
        audit_digest: cells.text(at(C::Digest))?,
        printed_at: cells.opt_moment(at(C::PrintedAt))?,
        copies: cells.number(at(C::Copies))?,
    })
}

/// The eleven columns of a card from its type on, in their order in the tables.
pub(super) fn card_of(cells: &Cells<'_>, from: usize) -> Result<CardData, StoreError> {
    Ok(CardData {
        card_type: cells.text(from)?,
        pan_masked: cells.word(from + 1, |text| MaskedPan::parse(text).ok())?,
        amount: cells.money(from + 2)?,
        final_amount: cells.money(from + 3)?,
        acquirer: cells.text(from + 4)?,
        terminal_id: cells.text(from + 5)?,
        batch: cells.text(from + 6)?,
        rrn: cells.text(from + 7)?,
        stan: cells.text(from + 8)?,
        auth_code: cells.text(from + 9)?,
        at: cells.opt_local_time(from + 10)?,
    })
}

fn lines(conn: &Connection, receipt: i64) -> Result<Vec<ReceiptLine>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT debt_id, external_id, rf, revenue_code, description, year, list_no, capital_cents, surcharge_cents
         FROM receipt_line WHERE receipt_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([receipt])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt_line", row);
        found.push(ReceiptLine {
            debt: DebtId(cells.integer(0)?),
            external_id: cells.text(1)?,
            rf: cells.opt_rf(2)?,
            revenue_code: cells.text(3)?,
            description: cells.text(4)?,
            year: cells.number(5)?,
            list_no: cells.opt_text(6)?,
            capital: cells.money(7)?,
            surcharge: cells.money(8)?,
        });
    }
    Ok(found)
}

/// SHA-256 of what was booked: all of a receipt but its prints and the digest of its entry. It stands in the audit
/// entry, so a receipt that was changed shows even where its sums still agree.
pub(super) fn content_digest(receipt: &Receipt) -> String {
    let card = &receipt.card;
    let mut fields = vec![
        receipt.number.to_string(),
        receipt.kind.word().to_owned(),
        moment_text(receipt.at),
        receipt.desk.clone(),
        receipt.session.to_string(),
        receipt.cashier.to_string(),
        receipt.cashier_name.clone(),
        receipt.payer.clone(),
        receipt.payer_afm.as_ref().map(Afm::to_string).unwrap_or_default(),
        receipt.amount.to_string(),
        card.card_type.clone(),
        card.pan_masked.to_string(),
        card.amount.to_string(),
        card.final_amount.to_string(),
        card.acquirer.clone(),
        card.terminal_id.clone(),
        card.batch.clone(),
        card.rrn.clone(),
        card.stan.clone(),
        card.auth_code.clone(),
        card.at.map(local_time_text).unwrap_or_default(),
    ];
    for line in &receipt.lines {
        fields.extend([
            line.debt.0.to_string(),
            line.external_id.clone(),
            line.rf.as_ref().map(Rf::to_string).unwrap_or_default(),
            line.revenue_code.clone(),
            line.description.clone(),
            line.year.to_string(),
            line.list_no.clone().unwrap_or_default(),
            line.capital.to_string(),
            line.surcharge.to_string(),
        ]);
    }
    // At the end, so that a sale has the digest that it always had.
    if let Some(correction) = &receipt.correction {
        fields.extend([correction.original.to_string(), correction.reason.clone(), correction.approver.to_string()]);
    }
    audit::digest(fields.iter().map(String::as_str))
}
