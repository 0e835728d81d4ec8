//! The daily book of a period, line by line: the documents of each day in the order in which they were booked. Read as
//! it was at one moment, while other desks go on.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use rusqlite::{Row, params};

use super::value::{Cells, columns, day_text};
use super::{Store, StoreError};
use crate::domain::balance::Balance;
use crate::domain::daily_book::{BookLine, Corrects};
use crate::domain::period::Period;
use crate::domain::receipt::{ReceiptKind, ReceiptNo};
use crate::domain::z_report::ZNo;

/// A column of the card of a document `r` with its card `c`. A correction that was decided on evidence may not name it: then
/// it is that of the payment.
macro_rules! of_card {
    ($column:literal) => {
        concat!(
            "CASE WHEN r.kind <> 'sale' AND trim(c.",
            $column,
            ") = '' THEN (SELECT oc.",
            $column,
            " FROM correction ok JOIN receipt oo ON oo.id = ok.original_id
              JOIN card_payment oc ON oc.attempt_id = oo.attempt_id WHERE ok.attempt_id = r.attempt_id) ELSE c.",
            $column,
            " END"
        )
    };
}
pub(super) use of_card;

// What is read of a line of a day.
columns! {
    Series = "r.series",
    Year = "r.year",
    Number = "r.number",
    Kind = "r.kind",
    At = "r.at",
    Desk = "r.desk",
    Till = "t.name",
    ZSeries = "z.series",
    ZNumber = "z.number",
    Session = "a.session",
    Cashier = "a.operator",
    CashierName = "r.cashier_name",
    Payer = "r.payer",
    PayerAfm = "r.payer_afm",
    DocumentAmount = "r.amount_cents",
    Charged = "c.final_cents",
    CardType = of_card!("card_type"),
    PanMasked = "c.pan_masked",
    Acquirer = of_card!("acquirer"),
    TerminalId = "c.terminal_id",
    Batch = "c.batch",
    Stan = "c.stan",
    Rrn = "c.rrn",
    AuthCode = "c.auth_code",
    OriginalSeries = "o.series",
    OriginalYear = "o.year",
    OriginalNumber = "o.number",
    Reason = "k.reason",
    Approver = "k.approver",
    Position = "l.position",
    ExternalId = "l.external_id",
    Rf = "l.rf",
    RevenueCode = "l.revenue_code",
    Description = "l.description",
    DebtYear = "l.year",
    ListNo = "l.list_no",
    Capital = "l.capital_cents",
    Surcharge = "l.surcharge_cents",
}

/// The documents of a period's days `?1` to `?2`, of the table `receipt r`: those of the tills of these days, and those
/// without a till that were booked on them.
macro_rules! of_period {
    () => {
        " (r.till_id IN (SELECT id FROM till WHERE day BETWEEN ?1 AND ?2)
          OR (r.till_id IS NULL AND r.day BETWEEN ?1 AND ?2)) "
    };
}

/// `CROSS JOIN` keeps the order of the tables: one document after the other.
fn of_a_day() -> String {
    format!(
        "SELECT {} FROM receipt r
         CROSS JOIN attempt a ON a.id = r.attempt_id
         CROSS JOIN card_payment c ON c.attempt_id = r.attempt_id
         CROSS JOIN receipt_line l ON l.receipt_id = r.id
         LEFT JOIN till t ON t.id = r.till_id
         LEFT JOIN z_report z ON z.till_id = r.till_id
         LEFT JOIN correction k ON k.attempt_id = r.attempt_id
         LEFT JOIN receipt o ON o.id = k.original_id
         WHERE{} ORDER BY r.id, l.position",
        SELECTED.join(", "),
        of_period!()
    )
}

impl Store {
    /// Reads everything within `act` as it is at one moment, whatever is written meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read, and those of `act`.
    pub fn at_one_moment<T, E: From<StoreError>>(&self, act: impl FnOnce(&Store) -> Result<T, E>) -> Result<T, E> {
        let reading = self.conn.unchecked_transaction().map_err(StoreError::from)?;
        let out = act(self);
        // Nothing was written.
        drop(reading);
        out
    }

    /// How many documents a period has.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn documents_of(&self, period: Period) -> Result<u64, StoreError> {
        let sql = concat!("SELECT count(*) FROM receipt r WHERE", of_period!());
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params![day_text(period.from()), day_text(period.to())])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Cells::of("receipt", row).number(0)
    }

    /// Hands on the lines of a period, until somebody breaks it off.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for what this program never wrote; those of `act`.
    pub fn each_book_line<E: From<StoreError>>(
        &self,
        period: Period,
        act: &mut dyn FnMut(&BookLine<'_>) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let sql = of_a_day();
        for day in self.days_of(period)? {
            let mut statement = self.conn.prepare_cached(&sql).map_err(StoreError::from)?;
            let text = day_text(day);
            let mut rows = statement.query([&text, &text]).map_err(StoreError::from)?;
            while let Some(row) = rows.next().map_err(StoreError::from)? {
                if act(&line_of(day, row)?)?.is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The days of a period that have documents.
    fn days_of(&self, period: Period) -> Result<Vec<NaiveDate>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT day FROM till t WHERE day BETWEEN ?1 AND ?2 AND EXISTS (SELECT 1 FROM receipt WHERE till_id = t.id)
             UNION SELECT day FROM receipt WHERE till_id IS NULL AND day BETWEEN ?1 AND ?2 ORDER BY 1",
        )?;
        let mut rows = statement.query(params![day_text(period.from()), day_text(period.to())])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            days.push(Cells::of("till", row).day(0)?);
        }
        Ok(days)
    }
}

fn line_of<'a>(day: NaiveDate, row: &'a Row<'a>) -> Result<BookLine<'a>, StoreError> {
    use Column as C;
    let cells = Cells::of("receipt", row);
    let at = |column: Column| column as usize;
    let kind = cells.word(at(C::Kind), ReceiptKind::from_word)?;
    let signed = |column: Column| -> Result<Balance, StoreError> {
        let cents = cells.money(at(column))?.cents();
        Ok(Balance::from_cents(if kind == ReceiptKind::Sale { cents } else { -cents }))
    };
    let (capital, surcharge) = (signed(C::Capital)?, signed(C::Surcharge)?);
    let corrects = match cells.opt_str(at(C::OriginalSeries))? {
        None => None,
        Some(series) => Some(Corrects {
            original: ReceiptNo::new(series, cells.number(at(C::OriginalYear))?, cells.number(at(C::OriginalNumber))?)?,
            reason: cells.str(at(C::Reason))?,
            approver: cells.str(at(C::Approver))?,
        }),
    };
    let z = match cells.opt_str(at(C::ZSeries))? {
        None => None,
        Some(series) => {
            Some(ZNo::new(series, cells.number(at(C::ZNumber))?).map_err(|_| cells.unreadable(at(C::ZNumber)))?)
        }
    };
    let series = cells.str(at(C::Series))?;
    Ok(BookLine {
        number: ReceiptNo::new(series, cells.number(at(C::Year))?, cells.number(at(C::Number))?)?,
        kind,
        at: cells.moment(at(C::At))?,
        day,
        desk: cells.str(at(C::Desk))?,
        till: cells.opt_str(at(C::Till))?,
        z,
        session: cells.session(at(C::Session))?,
        cashier: cells.str(at(C::Cashier))?,
        cashier_name: cells.str(at(C::CashierName))?,
        payer: cells.str(at(C::Payer))?,
        payer_afm: cells.opt_str(at(C::PayerAfm))?,
        document_amount: signed(C::DocumentAmount)?,
        charged: signed(C::Charged)?,
        card_type: cells.str(at(C::CardType))?,
        pan_masked: cells.str(at(C::PanMasked))?,
        acquirer: cells.str(at(C::Acquirer))?,
        terminal_id: cells.str(at(C::TerminalId))?,
        batch: cells.str(at(C::Batch))?,
        stan: cells.str(at(C::Stan))?,
        rrn: cells.str(at(C::Rrn))?,
        auth_code: cells.str(at(C::AuthCode))?,
        corrects,
        position: cells.number(at(C::Position))?,
        external_id: cells.str(at(C::ExternalId))?,
        rf: cells.opt_str(at(C::Rf))?,
        revenue_code: cells.str(at(C::RevenueCode))?,
        description: cells.str(at(C::Description))?,
        year: cells.number(at(C::DebtYear))?,
        list_no: cells.opt_str(at(C::ListNo))?,
        capital,
        surcharge,
        amount: capital.and(surcharge).ok_or_else(|| cells.unreadable(at(C::Capital)))?,
    })
}
