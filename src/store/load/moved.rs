//! A debt that became another's by a file that was told to be right: what changed, for the audit trail.

use super::known::{Known, Terms};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::{actor::Actor, debt::DebtRecord, time::Moment};

pub(super) struct Moved {
    external_id: String,
    debtor: (i64, i64),
    rf: (String, String),
    revenue_code: (String, String),
}

impl Moved {
    pub(super) fn new(record: &DebtRecord, known: &Known, debtor: i64, terms: &Terms) -> Moved {
        let rf = |rf: &Option<String>| rf.clone().unwrap_or_else(|| "-".to_owned());
        Moved {
            external_id: record.external_id.clone(),
            debtor: (known.debtor, debtor),
            rf: (rf(&known.terms.rf), rf(&terms.rf)),
            revenue_code: (known.terms.revenue_code.clone(), terms.revenue_code.clone()),
        }
    }

    /// Rows of debtors and no names: the trail is kept longer than personal data may be.
    pub(super) fn entry(&self, who: &Actor, at: Moment) -> AuditEntry {
        let Moved { external_id, debtor, rf, revenue_code } = self;
        AuditEntry {
            at,
            who: who.clone(),
            act: AuditAct::DebtMoved,
            subject: external_id.clone(),
            detail: format!(
                "debtor={}>{} rf={}>{} code={}>{}",
                debtor.0, debtor.1, rf.0, rf.1, revenue_code.0, revenue_code.1
            ),
        }
    }
}
