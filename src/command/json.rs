//! The JSON that scripts read. Its names are a contract: keys may be added, none renamed or left out; what is
//! not there is `null`. Amounts are strings with two decimals, dates ISO 8601, words English and stable.

use chrono::NaiveDate;
use serde::Serialize;

use crate::desk::{Found, FoundDebt, FoundDebtor, LastDebtFile, Met, NothingFound, QueryKind};
use crate::domain::afm::Afm;
use crate::domain::attempt::AttemptLine;
use crate::domain::card::CardData;
use crate::domain::debt::DebtStatus;
use crate::domain::money::Money;
use crate::domain::operator::Operator;
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::rf::{Healed, Rf};
use crate::domain::session::SessionNo;
use crate::domain::tender::PaidWith;
use crate::domain::time::iso_local;

pub(super) use super::json_corrections::{
    Corrected, Decided, ForeignList, ForeignResults, KeysLoaded, Recovered, Slip, Step, Tied, steps,
};
pub(super) use super::json_devices::{
    Differing, Echo, Examined, ExaminedOne, Printer, Rendered, Simulating, Tested, Verified,
};

/// A failure of a command that has no shape of its own.
#[derive(Debug, Serialize)]
pub(super) struct Failed<'a> {
    pub(super) error: Error<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct Error<'a> {
    pub(super) kind: &'a str,
    pub(super) message: &'a str,
}

/// `pay`.
#[derive(Debug, Serialize)]
pub(super) struct Pay {
    pub(super) outcome: &'static str,
    pub(super) reason: Option<String>,
    pub(super) session: Option<SessionNo>,
    pub(super) receipt: Option<ReceiptNo>,
    pub(super) printed: bool,
    pub(super) amount: Money,
    pub(super) final_amount: Option<Money>,
    pub(super) tender: Option<PaidWith>,
    pub(super) lines: Vec<PayLine>,
    pub(super) card: Option<Card>,
    pub(super) iris_unwanted: bool,
}

/// What one debt got, or was to get.
#[derive(Debug, Serialize)]
pub(super) struct PayLine {
    rf: Option<Rf>,
    debt: String,
    amount: Money,
}

impl From<&AttemptLine> for PayLine {
    fn from(line: &AttemptLine) -> PayLine {
        PayLine { rf: line.rf.clone(), debt: line.external_id.clone(), amount: line.amount() }
    }
}

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

/// `lookup`.
#[derive(Debug, Serialize)]
pub(super) struct Lookup<'a> {
    query: &'a str,
    kind: &'static str,
    rf: Option<&'a Rf>,
    healed: &'a [Healed],
    amount_hint: Option<Money>,
    foreign_profile: bool,
    more: bool,
    debtors: Vec<LookupDebtor<'a>>,
    /// Places of debtors that may be one person.
    maybe_one_person: Vec<Vec<usize>>,
    nothing: Option<LookupNothing<'a>>,
}

/// Where nobody was found.
#[derive(Debug, Serialize)]
struct LookupNothing<'a> {
    last_file: Option<LookupFile<'a>>,
    r#try: &'static str,
}

/// The file of debts that was loaded last.
#[derive(Debug, Serialize)]
struct LookupFile<'a> {
    at: String,
    name: &'a str,
    vanished_columns: &'a [String],
}

#[derive(Debug, Serialize)]
struct LookupDebtor<'a> {
    name: &'a str,
    afm: Option<&'a Afm>,
    debts: Vec<LookupDebt<'a>>,
}

#[derive(Debug, Serialize)]
struct LookupDebt<'a> {
    debt: &'a str,
    rf: Option<&'a Rf>,
    revenue_code: &'a str,
    description: &'a str,
    year: u16,
    due: Option<NaiveDate>,
    capital: Money,
    surcharge: Money,
    surcharge_as_of: Option<NaiveDate>,
    paid: Money,
    open: Money,
    status: DebtStatus,
}

impl<'a> Lookup<'a> {
    /// What a look-up found.
    pub(super) fn new(query: &'a str, found: &'a Found) -> Lookup<'a> {
        Lookup {
            query,
            kind: match found.kind {
                QueryKind::Rf => "rf",
                QueryKind::Afm => "afm",
                QueryKind::Name => "name",
            },
            rf: found.rf.as_ref(),
            healed: &found.healed,
            amount_hint: found.amount_hint,
            foreign_profile: found.foreign_profile,
            more: found.more,
            debtors: found.debtors.iter().map(LookupDebtor::from).collect(),
            maybe_one_person: found.maybe_one_person(),
            nothing: found.nothing.as_ref().map(LookupNothing::from),
        }
    }
}

impl<'a> From<&'a NothingFound> for LookupNothing<'a> {
    fn from(nothing: &'a NothingFound) -> LookupNothing<'a> {
        let file = |file: &'a LastDebtFile| LookupFile {
            at: iso_local(file.at),
            name: &file.name,
            vanished_columns: &file.vanished,
        };
        LookupNothing { last_file: nothing.last_file.as_ref().map(file), r#try: nothing.next.word() }
    }
}

impl<'a> From<&'a FoundDebtor> for LookupDebtor<'a> {
    fn from(found: &'a FoundDebtor) -> LookupDebtor<'a> {
        LookupDebtor {
            name: &found.debtor.name,
            afm: found.debtor.afm.as_ref(),
            debts: found.debts.iter().map(LookupDebt::from).collect(),
        }
    }
}

impl<'a> From<&'a FoundDebt> for LookupDebt<'a> {
    fn from(found: &'a FoundDebt) -> LookupDebt<'a> {
        let debt = &found.debt;
        LookupDebt {
            debt: &debt.external_id,
            rf: debt.rf.as_ref(),
            revenue_code: &debt.revenue_code,
            description: &debt.description,
            year: debt.year,
            due: debt.due,
            capital: debt.capital,
            surcharge: debt.surcharge,
            surcharge_as_of: debt.surcharge_as_of,
            paid: debt.paid,
            open: debt.open_amount(),
            status: found.status,
        }
    }
}

/// `receipt list`.
#[derive(Debug, Serialize)]
pub(super) struct Receipts<'a> {
    receipts: Vec<ReceiptRow<'a>>,
}

impl<'a> From<&'a [Receipt]> for Receipts<'a> {
    fn from(receipts: &'a [Receipt]) -> Receipts<'a> {
        Receipts { receipts: receipts.iter().map(ReceiptRow::from).collect() }
    }
}

#[derive(Debug, Serialize)]
struct ReceiptRow<'a> {
    number: &'a ReceiptNo,
    kind: ReceiptKind,
    at: String,
    amount: Money,
    session: SessionNo,
    payer: &'a str,
    cashier: &'a str,
    printed: bool,
    copies: u32,
    original: Option<&'a ReceiptNo>,
}

impl<'a> From<&'a Receipt> for ReceiptRow<'a> {
    fn from(receipt: &'a Receipt) -> ReceiptRow<'a> {
        ReceiptRow {
            number: &receipt.number,
            kind: receipt.kind,
            at: iso_local(receipt.at),
            amount: receipt.amount,
            session: receipt.session,
            payer: &receipt.payer,
            cashier: receipt.cashier.as_str(),
            printed: receipt.printed_at.is_some(),
            copies: receipt.copies,
            original: receipt.correction.as_ref().map(|correction| &correction.original),
        }
    }
}

/// `receipt show`: the row of the list and the rest of the document.
#[derive(Debug, Serialize)]
pub(super) struct WholeReceipt<'a> {
    #[serde(flatten)]
    row: ReceiptRow<'a>,
    payer_afm: Option<&'a Afm>,
    cashier_name: &'a str,
    desk: &'a str,
    printed_at: Option<String>,
    tender: PaidWith,
    final_amount: Money,
    lines: Vec<WholeLine<'a>>,
    card: Card,
    audit_digest: &'a str,
    reason: Option<&'a str>,
    approver: Option<&'a str>,
    corrected_by: Vec<ReceiptRow<'a>>,
    evidence: Option<&'a str>,
    trace: Option<Vec<Step>>,
    paper: &'a str,
}

/// What stands around a receipt.
pub(super) struct Around<'a> {
    /// The documents that took something of it back.
    pub(super) corrections: &'a [Receipt],
    /// The evidence that it was booked on, where no terminal answered.
    pub(super) evidence: Option<&'a str>,
    /// The steps of its payment, where they were asked for.
    pub(super) trace: Option<Vec<Step>>,
    /// The paper as text.
    pub(super) paper: &'a str,
}

#[derive(Debug, Serialize)]
struct WholeLine<'a> {
    rf: Option<&'a Rf>,
    debt: &'a str,
    revenue_code: &'a str,
    description: &'a str,
    year: u16,
    list_no: Option<&'a str>,
    capital: Money,
    surcharge: Money,
}

impl<'a> WholeReceipt<'a> {
    /// A receipt with what stands around it.
    pub(super) fn new(receipt: &'a Receipt, around: Around<'a>) -> WholeReceipt<'a> {
        let correction = receipt.correction.as_ref();
        WholeReceipt {
            row: ReceiptRow::from(receipt),
            payer_afm: receipt.payer_afm.as_ref(),
            cashier_name: &receipt.cashier_name,
            desk: &receipt.desk,
            printed_at: receipt.printed_at.map(iso_local),
            tender: receipt.tender,
            final_amount: receipt.card.final_amount,
            lines: receipt.lines.iter().map(WholeLine::from).collect(),
            card: Card::from(&receipt.card),
            audit_digest: &receipt.audit_digest,
            reason: correction.map(|correction| correction.reason.as_str()),
            approver: correction.map(|correction| correction.approver.as_str()),
            corrected_by: around.corrections.iter().map(ReceiptRow::from).collect(),
            evidence: around.evidence,
            trace: around.trace,
            paper: around.paper,
        }
    }
}

impl<'a> From<&'a ReceiptLine> for WholeLine<'a> {
    fn from(line: &'a ReceiptLine) -> WholeLine<'a> {
        WholeLine {
            rf: line.rf.as_ref(),
            debt: &line.external_id,
            revenue_code: &line.revenue_code,
            description: &line.description,
            year: line.year,
            list_no: line.list_no.as_deref(),
            capital: line.capital,
            surcharge: line.surcharge,
        }
    }
}

/// `receipt reprint` and `receipt confirm`.
#[derive(Debug, Serialize)]
pub(super) struct Reprinted<'a> {
    pub(super) receipt: &'a ReceiptNo,
    pub(super) printed: bool,
    pub(super) copies: u32,
    pub(super) reason: Option<String>,
}

/// `import`.
#[derive(Debug, Serialize)]
pub(super) struct Imported {
    pub(super) rows: u64,
    pub(super) loaded: u64,
    pub(super) updated: u64,
    pub(super) moved: u64,
    pub(super) emptied_surcharges: u64,
    pub(super) unchanged: u64,
    pub(super) conflicts: usize,
    pub(super) rejected: Vec<RejectedRow>,
    pub(super) warnings: Vec<ImportWarning>,
    pub(super) read_otherwise: Vec<ReadOtherwiseRow>,
    pub(super) absent_columns: Vec<String>,
    pub(super) vanished_columns: Vec<String>,
    pub(super) near_titles: Vec<NearTitleRow>,
    pub(super) dry_run: bool,
}

/// A title that is nearly that of a column which the file lacks.
#[derive(Debug, Serialize)]
pub(super) struct NearTitleRow {
    pub(super) found: String,
    pub(super) expected: String,
}

/// A row that was not loaded.
#[derive(Debug, Serialize)]
pub(super) struct RejectedRow {
    pub(super) line: u64,
    pub(super) reason: &'static str,
    pub(super) column: Option<String>,
    /// Of a conflict: whether something was paid of the debt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) settled: Option<bool>,
}

/// A row that was loaded, and what is amiss with it.
#[derive(Debug, Serialize)]
pub(super) struct ImportWarning {
    pub(super) line: u64,
    pub(super) reason: &'static str,
    pub(super) column: Option<String>,
    /// As `U+0416`.
    pub(super) character: String,
}

/// What was read otherwise than it stands.
#[derive(Debug, Serialize)]
pub(super) struct ReadOtherwiseRow {
    what: &'static str,
    count: u64,
    first_line: u64,
}

impl From<&Met> for ReadOtherwiseRow {
    fn from(met: &Met) -> ReadOtherwiseRow {
        ReadOtherwiseRow { what: met.what.word(), count: met.count, first_line: met.first_line }
    }
}

/// An operator, in `operator list` and on its own.
#[derive(Debug, Serialize)]
pub(super) struct Person<'a> {
    id: &'a str,
    name: &'a str,
    role: &'static str,
    active: bool,
}

impl<'a> From<&'a Operator> for Person<'a> {
    fn from(operator: &'a Operator) -> Person<'a> {
        Person { id: operator.id.as_str(), name: &operator.name, role: operator.role.word(), active: operator.active }
    }
}

/// `operator list`.
#[derive(Debug, Serialize)]
pub(super) struct People<'a> {
    pub(super) operators: Vec<Person<'a>>,
}

/// `operator add`.
#[derive(Debug, Serialize)]
pub(super) struct NewPerson<'a> {
    pub(super) operator: Person<'a>,
}

/// `init`.
#[derive(Debug, Serialize)]
pub(super) struct Initialised<'a> {
    pub(super) data_dir: String,
    pub(super) database: String,
    pub(super) config: String,
    pub(super) config_written: bool,
    pub(super) operator: &'a str,
}
