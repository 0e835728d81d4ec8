//! The Z report: what a till held when it was closed, for good. It is numbered without gaps, bears the head of the
//! audit chain of that moment, and is never changed; what was wrong is put right by a document of a later day.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::balance::Balance;
use super::clocks::{ClockAcceptance, ClockOffset, YearBack};
use super::correction::CorrectionKind;
use super::foreign::Direction;
use super::jump::Jump;
use super::operator::OperatorId;
use super::receipt::{Receipt, ReceiptKind, ReceiptNo};
use super::reconcile::{BatchComparison, CardMove, Mismatch};
use super::tally::Tally;
use super::tender::PaidWith;
use super::time::Moment;

/// ΚΑΕ of surcharges (Προσαυξήσεις εκπρόθεσμης καταβολής, ΚΥΑ 7028/2004): they have a revenue code of their own.
pub const SURCHARGE_CODE: &str = "1511";

/// A Z report's number: the desk's series and a running number that never starts again: `Z-A-000017`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ZNo {
    series: String,
    number: u32,
}

/// A text that is no number of a Z report.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not the number of a Z report: {0}")]
pub struct BadZNo(pub String);

impl ZNo {
    /// From its parts.
    ///
    /// # Errors
    /// [`BadZNo`] for a series that no receipt can have, or a number outside 1..=9999999.
    pub fn new(series: &str, number: u32) -> Result<ZNo, BadZNo> {
        match ReceiptNo::new(series, 2000, number) {
            Ok(_) => Ok(ZNo { series: series.to_owned(), number }),
            Err(_) => Err(BadZNo(format!("{series}-{number}").chars().take(40).collect())),
        }
    }

    /// Parses `Z-A-000017`; the zeros that lead the running number may be left out.
    ///
    /// # Errors
    /// [`BadZNo`] for anything else.
    pub fn parse(text: &str) -> Result<ZNo, BadZNo> {
        let bad = || BadZNo(text.chars().take(40).collect());
        let rest = text.trim().strip_prefix("Z-").ok_or_else(bad)?;
        let (series, number) = rest.split_once('-').ok_or_else(bad)?;
        if number.is_empty() || number.len() > 7 || !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        ZNo::new(series, number.parse().map_err(|_| bad())?).map_err(|_| bad())
    }

    /// The series of the desk's receipts.
    pub fn series(&self) -> &str {
        &self.series
    }

    /// The running number, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Display for ZNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Z-{}-{:06}", self.series, self.number)
    }
}

impl Serialize for ZNo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ZNo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ZNo, D::Error> {
        ZNo::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// A till that went from one cashier to another without being closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    pub at: Moment,
    pub from: OperatorId,
    pub to: OperatorId,
}

/// A void or refund among the day's documents. `Debug` does not print the reason: people write names into it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZCorrection {
    pub document: ReceiptNo,
    pub kind: CorrectionKind,
    /// What it takes back.
    pub original: ReceiptNo,
    pub reason: String,
    pub operator: OperatorId,
    pub approver: OperatorId,
    /// What went back, below zero.
    pub amount: Balance,
}

impl fmt::Debug for ZCorrection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ZCorrection({} {} of {})", self.document, self.kind.word(), self.original)
    }
}

/// What differed from the terminal, and what a supervisor wrote about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    #[serde(flatten)]
    pub mismatch: Mismatch,
    pub explanation: String,
    pub by: OperatorId,
}

/// What became of a result that the terminal reported and that nobody had asked for, or not like that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZUnclaimed {
    /// Its number among such results.
    pub number: u32,
    /// The session that it names.
    pub session: String,
    /// What moved, below zero where it is known to have gone back; nothing where the terminal did not say how much.
    pub amount: Option<Balance>,
    pub direction: Direction,
    /// What two people decided.
    #[serde(flatten)]
    pub decision: Decision,
}

/// What two people decided of such a result. `Debug` does not print the reason.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// It is a document of the day.
    Booked { document: ReceiptNo },
    /// It is nothing of this desk.
    WrittenOff { reason: String, operator: OperatorId, approver: OperatorId },
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decision::Booked { document } => write!(f, "Booked({document})"),
            Decision::WrittenOff { operator, approver, .. } => write!(f, "WrittenOff({operator}, {approver})"),
        }
    }
}

/// What clocks did in the till.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZClocks {
    /// What a supervisor said of a clock in doubt since the report before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<ClockAcceptance>,
    /// The terminals whose clock was apart from ours at their last document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<ClockOffset>,
    /// Documents of an earlier year than the one before them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years_back: Vec<YearBack>,
}

impl ZClocks {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty() && self.apart.is_empty() && self.years_back.is_empty()
    }
}

/// The head of the audit chain just before the close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    /// Number of the entry.
    pub seq: u64,
    /// Its hash, 64 hex digits.
    pub hash: String,
}

/// The report. Amounts are net: voids and refunds are taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZReport {
    pub number: ZNo,
    /// The till, as in `1-2026-11-23`.
    pub till: String,
    pub desk: String,
    /// The day, local.
    pub day: NaiveDate,
    pub opened_by: OperatorId,
    pub opened_at: Moment,
    /// Why outside the hours, where it was.
    pub outside_hours: Option<String>,
    /// Why the day has another till, where it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub another: Option<String>,
    /// From cashier to cashier.
    pub handovers: Vec<Handover>,
    /// The supervisor who closed it.
    pub closed_by: OperatorId,
    pub closed_at: Moment,
    pub first: Option<ReceiptNo>,
    pub last: Option<ReceiptNo>,
    pub all: Tally,
    pub sales: Tally,
    /// The voids, below zero.
    pub voids: Tally,
    /// The refunds, below zero.
    pub refunds: Tally,
    /// By revenue code; surcharges under [`SURCHARGE_CODE`].
    pub by_revenue_code: BTreeMap<String, Balance>,
    /// By type of card, without account-to-account payments.
    pub by_card_type: BTreeMap<String, Tally>,
    /// From account to account: not in the terminal's batch.
    pub iris: Tally,
    /// By who took the payment, or asked for the correction.
    pub by_cashier: BTreeMap<String, Tally>,
    /// Voids and refunds, each with its reason.
    pub corrections: Vec<ZCorrection>,
    pub cash_refusals: u64,
    /// The batches beside what the terminal says.
    pub batches: Vec<BatchComparison>,
    pub differences: Vec<Explained>,
    /// Results of the terminal that nobody had booked, as they were decided. Reports of earlier versions have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unclaimed: Vec<ZUnclaimed>,
    /// From which numbers the series went on because books were brought back from a copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jumps: Vec<Jump>,
    #[serde(default, skip_serializing_if = "ZClocks::is_empty")]
    pub clocks: ZClocks,
    /// Why the terminal did not tell at the close what it holds; nothing where it did, or has no way to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_asked: Option<String>,
    pub audit: AuditHead,
}

/// What a report is made of beside the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZFrame {
    pub number: ZNo,
    pub till: String,
    pub desk: String,
    /// The day, local.
    pub day: NaiveDate,
    pub opened_by: OperatorId,
    pub opened_at: Moment,
    /// Why outside the hours.
    pub outside_hours: Option<String>,
    /// Why the day has another till.
    pub another: Option<String>,
    /// From cashier to cashier.
    pub handovers: Vec<Handover>,
    pub closed_by: OperatorId,
    pub closed_at: Moment,
    pub cash_refusals: u64,
    pub batches: Vec<BatchComparison>,
    pub differences: Vec<Explained>,
    /// Results that nobody had booked, decided.
    pub unclaimed: Vec<ZUnclaimed>,
    /// From which numbers series went on.
    pub jumps: Vec<Jump>,
    pub clocks: ZClocks,
    /// Why the terminal did not tell what it holds.
    pub not_asked: Option<String>,
    pub audit: AuditHead,
}

/// A document of the till with the type of card that its money came from or went back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZDocument {
    pub receipt: Receipt,
    /// The card's type, as the terminal names it.
    pub card_type: String,
}

impl ZReport {
    /// Adds a till's documents up, in the order they were booked. Nothing where a sum no longer fits an amount.
    pub fn of(frame: ZFrame, documents: &[ZDocument]) -> Option<ZReport> {
        let mut report = ZReport {
            number: frame.number,
            till: frame.till,
            desk: frame.desk,
            day: frame.day,
            opened_by: frame.opened_by,
            opened_at: frame.opened_at,
            outside_hours: frame.outside_hours,
            another: frame.another,
            handovers: frame.handovers,
            closed_by: frame.closed_by,
            closed_at: frame.closed_at,
            first: documents.first().map(|document| document.receipt.number.clone()),
            last: documents.last().map(|document| document.receipt.number.clone()),
            all: Tally::default(),
            sales: Tally::default(),
            voids: Tally::default(),
            refunds: Tally::default(),
            by_revenue_code: BTreeMap::new(),
            by_card_type: BTreeMap::new(),
            iris: Tally::default(),
            by_cashier: BTreeMap::new(),
            corrections: Vec::new(),
            cash_refusals: frame.cash_refusals,
            batches: frame.batches,
            differences: frame.differences,
            unclaimed: frame.unclaimed,
            jumps: frame.jumps,
            clocks: frame.clocks,
            not_asked: frame.not_asked,
            audit: frame.audit,
        };
        for document in documents {
            report.add(document)?;
        }
        Some(report)
    }

    fn add(&mut self, document: &ZDocument) -> Option<()> {
        let receipt = &document.receipt;
        let amount = signed(receipt.kind, receipt.amount.into());
        let kind = match receipt.kind {
            ReceiptKind::Sale => &mut self.sales,
            ReceiptKind::Void => &mut self.voids,
            ReceiptKind::Refund => &mut self.refunds,
        };
        *kind = kind.with(amount)?;
        self.all = self.all.with(amount)?;
        let money = match receipt.tender {
            PaidWith::Iris => &mut self.iris,
            PaidWith::Card => self.by_card_type.entry(document.card_type.clone()).or_default(),
        };
        *money = money.with(amount)?;
        let cashier = self.by_cashier.entry(receipt.cashier.to_string()).or_default();
        *cashier = cashier.with(amount)?;
        for line in &receipt.lines {
            self.add_revenue(&line.revenue_code, signed(receipt.kind, line.capital.into()))?;
            self.add_revenue(SURCHARGE_CODE, signed(receipt.kind, line.surcharge.into()))?;
        }
        if let Some(correction) = &receipt.correction {
            self.corrections.push(ZCorrection {
                document: receipt.number.clone(),
                kind: correction.kind,
                original: correction.original.clone(),
                reason: correction.reason.clone(),
                operator: receipt.cashier.clone(),
                approver: correction.approver.clone(),
                amount,
            });
        }
        Some(())
    }

    fn add_revenue(&mut self, code: &str, amount: Balance) -> Option<()> {
        if !amount.is_zero() {
            let sum = self.by_revenue_code.entry(code.to_owned()).or_default();
            *sum = sum.and(amount)?;
        }
        Some(())
    }
}

impl ZDocument {
    /// The document as a movement on a card, for the comparison with the terminal's batch: the amount that the
    /// terminal moved, and not what the debts were settled for.
    pub fn card_move(&self) -> CardMove {
        let (receipt, card) = (&self.receipt, &self.receipt.card);
        CardMove {
            reference: receipt.number.to_string(),
            terminal_id: card.terminal_id.clone(),
            batch: card.batch.clone(),
            stan: card.stan.clone(),
            rrn: card.rrn.clone(),
            auth_code: card.auth_code.clone(),
            amount: signed(receipt.kind, card.final_amount.into()),
            iris: receipt.tender == PaidWith::Iris,
            unknown_kind: false,
        }
    }
}

/// What a document of a kind does to the books.
fn signed(kind: ReceiptKind, amount: Balance) -> Balance {
    if kind == ReceiptKind::Sale { amount } else { Balance::from_cents(-amount.cents()) }
}
