//! Looking debts up by RF code, tax number or name. Every look-up is audited with who made it; what was typed
//! is not written down, because it may be a name or a tax number.

use super::found::{Found, FoundDebt, FoundDebtor, NothingFound, QueryKind, TryNext};
use super::{Asks, Desk, DeskError};
use crate::domain::audit::AuditAct;
use crate::domain::debt::{Debt, Debtor, DebtorId};
use crate::domain::rf::{AmountDigit, Healed, Rf, RfInput};
use crate::domain::{actor::Actor, permission::Act, query::Query};
use crate::exchange::mapping::Field;
use crate::store::{LastDebtFile, StoreError};

/// How many debtors a search by name lists at most.
pub const MOST_DEBTORS: usize = 50;

impl Desk {
    /// Finds what an input stands for: the debts of an RF code, or a debtor's debts, or debtors by part of a
    /// name (at most [`MOST_DEBTORS`], their debts included).
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; [`DeskError::Query`] where the input is none of the three, [`super::Trouble::Store`].
    pub fn look_up(&mut self, who: &dyn Asks, input: &str) -> Result<Found, DeskError> {
        let who = self.allow(who, Act::LookUp)?;
        let found = match Query::parse(input)? {
            Query::Rf(input) => self.by_rf(input)?,
            Query::Afm { afm, healed } => {
                let debtor = self.store.debts_by_afm(&afm)?;
                let debtors = debtor.into_iter().map(|(debtor, debts)| self.with_status(debtor, debts)).collect();
                Found { debtors, ..Found::nothing(QueryKind::Afm, healed) }
            }
            Query::Name(folded) => {
                let debtors = self.store.debtors_by_name(&folded, MOST_DEBTORS + 1)?;
                self.by_name(debtors)?
            }
        };
        let nothing = if found.debtors.is_empty() { Some(self.nothing_found(&found)?) } else { None };
        self.audit_look_up(who, &found)?;
        Ok(Found { nothing, ..found })
    }

    /// The last file of debts that was loaded, with the titles of the columns that it lacked.
    pub(super) fn last_debt_file(&self) -> Result<Option<LastDebtFile>, StoreError> {
        let Some(file) = self.store.last_debt_file()? else { return Ok(None) };
        let mapping = file.mapping.as_ref().and_then(|mapping| self.setup.config.import.mappings.get(mapping));
        let title = |word: &String| {
            let field = Field::ALL.into_iter().find(|field| field.word() == word);
            let known = mapping.zip(field).and_then(|(mapping, field)| mapping.columns.header(field));
            known.unwrap_or(word).to_owned()
        };
        let vanished = file.vanished.iter().map(title).collect();
        Ok(Some(LastDebtFile { vanished, ..file }))
    }

    fn nothing_found(&self, found: &Found) -> Result<NothingFound, DeskError> {
        let last_file = self.last_debt_file()?;
        let organisation = found.rf.as_ref().and_then(Rf::organisation);
        let next = match found.kind {
            _ if last_file.is_none() => TryNext::LoadFile,
            QueryKind::Afm => TryNext::CodeOrName,
            QueryKind::Name => TryNext::FewerLetters,
            QueryKind::Rf => match organisation {
                Some(organisation) if !self.store.has_codes_of(organisation)? => TryNext::OtherOrganisation,
                _ => TryNext::TaxNumber,
            },
        };
        Ok(NothingFound { last_file, next })
    }

    fn by_rf(&self, input: RfInput) -> Result<Found, DeskError> {
        let debtors = self.store.debts_by_rf(&input.rf)?;
        let debtors = debtors.into_iter().map(|(debtor, debts)| self.with_status(debtor, debts)).collect();
        Ok(Found {
            foreign_profile: !input.rf.is_greek_profile(),
            rf: Some(input.rf),
            amount_hint: input.amount_hint,
            debtors,
            ..Found::nothing(QueryKind::Rf, input.healed)
        })
    }

    fn by_name(&self, mut debtors: Vec<Debtor>) -> Result<Found, DeskError> {
        let more = debtors.len() > MOST_DEBTORS;
        debtors.truncate(MOST_DEBTORS);
        let debtors = debtors
            .into_iter()
            .map(|debtor| {
                let debts = self.store.debts_of(debtor.id)?;
                Ok(self.with_status(debtor, debts))
            })
            .collect::<Result<_, DeskError>>()?;
        Ok(Found { debtors, more, ..Found::nothing(QueryKind::Name, Vec::new()) })
    }

    fn with_status(&self, debtor: Debtor, debts: Vec<Debt>) -> FoundDebtor {
        let today = self.today();
        let bound = self.setup.config.payments.amounts_bound;
        let digit = |debt: &Debt| match &debt.rf {
            Some(rf) if bound => Rf::amount_digit(rf, debt.open_amount()),
            _ => AmountDigit::Unbound,
        };
        let debts = debts
            .into_iter()
            .map(|debt| FoundDebt { status: debt.status(today), amount_digit: digit(&debt), debt })
            .collect();
        FoundDebtor { debtor, debts }
    }

    fn audit_look_up(&mut self, who: Actor, found: &Found) -> Result<(), StoreError> {
        let rows: Vec<String> = found.debtors.iter().map(|found| row(found.debtor.id)).collect();
        let detail = format!("by={} found={}", found.kind.word(), found.debtors.len());
        self.note(who, AuditAct::LookedUp, rows.join(","), detail)
    }
}

fn row(id: DebtorId) -> String {
    id.0.to_string()
}

impl Found {
    fn nothing(kind: QueryKind, healed: Vec<Healed>) -> Found {
        Found {
            kind,
            rf: None,
            healed,
            amount_hint: None,
            foreign_profile: false,
            debtors: Vec::new(),
            more: false,
            nothing: None,
        }
    }
}
