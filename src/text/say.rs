//! Sentences for what the domain says: what was healed in an input, why it cannot be looked up, what a day and a
//! debt are. Nothing of an ΑΦΜ or a name is repeated in them.

use chrono::Weekday;

use super::Text;
use crate::domain::afm::AfmError;
use crate::domain::attempt::AttemptState;
use crate::domain::debt::DebtStatus;
use crate::domain::holidays::Holiday;
use crate::domain::hours::Span;
use crate::domain::operator::Role;
use crate::domain::query::QueryError;
use crate::domain::rf::{Healed, RfError};
use crate::domain::till::BlockerKind;

impl Text {
    /// What was put right in an input.
    #[must_use]
    pub fn healed(self, healed: Healed) -> String {
        self.get(match healed {
            Healed::Case => "healed-case",
            Healed::Spaces => "healed-spaces",
            Healed::Dashes => "healed-dashes",
            Healed::Invisible => "healed-invisible",
            Healed::GreekLetters => "healed-greek-letters",
            Healed::FullWidth => "healed-full-width",
            Healed::BillTail => "healed-bill-tail",
            Healed::CountryPrefix => "healed-country-prefix",
            Healed::LeadingZero => "healed-leading-zero",
        })
    }

    /// Why an input cannot be looked up.
    #[must_use]
    pub fn query_error(self, error: &QueryError) -> String {
        match error {
            QueryError::Empty => self.get("query-empty"),
            QueryError::TooShort => self.get("query-too-short"),
            QueryError::Rf(error) => self.rf_error(error),
            QueryError::Afm(error) => self.afm_error(*error),
        }
    }

    /// Why an input is not an RF code.
    #[must_use]
    pub fn rf_error(self, error: &RfError) -> String {
        match error {
            RfError::Empty => self.get("rf-empty"),
            RfError::NotRf => self.get("rf-not-rf"),
            RfError::Length(length) => self.with("rf-length", &[("length", (*length).into())]),
            RfError::Character(c) => self.with("rf-character", &[("character", c.to_string().into())]),
            RfError::CheckDigits => self.get("rf-check-digits"),
            RfError::StateIdentity => self.get("rf-state-identity"),
        }
    }

    /// Why an input is not an ΑΦΜ.
    #[must_use]
    pub fn afm_error(self, error: AfmError) -> String {
        match error {
            AfmError::Empty => self.get("afm-empty"),
            AfmError::Length(length) => self.with("afm-length", &[("length", length.into())]),
            AfmError::Character(c) => self.with("afm-character", &[("character", c.to_string().into())]),
            AfmError::CheckDigit => self.get("afm-check-digit"),
            AfmError::Zeros => self.get("afm-zeros"),
        }
    }

    /// The name of a holiday, as it stands after «σήμερα είναι».
    #[must_use]
    pub fn holiday(self, holiday: Holiday) -> String {
        self.get(match holiday {
            Holiday::NewYear => "holiday-new-year",
            Holiday::Epiphany => "holiday-epiphany",
            Holiday::CleanMonday => "holiday-clean-monday",
            Holiday::Annunciation => "holiday-annunciation",
            Holiday::GoodFriday => "holiday-good-friday",
            Holiday::EasterMonday => "holiday-easter-monday",
            Holiday::LabourDay => "holiday-labour-day",
            Holiday::WhitMonday => "holiday-whit-monday",
            Holiday::Dormition => "holiday-dormition",
            Holiday::OhiDay => "holiday-ohi-day",
            Holiday::Christmas => "holiday-christmas",
            Holiday::SecondChristmas => "holiday-second-christmas",
            Holiday::Extra => "holiday-extra",
        })
    }

    /// The name of a day of the week.
    #[must_use]
    pub fn weekday(self, day: Weekday) -> String {
        self.get(match day {
            Weekday::Mon => "weekday-mon",
            Weekday::Tue => "weekday-tue",
            Weekday::Wed => "weekday-wed",
            Weekday::Thu => "weekday-thu",
            Weekday::Fri => "weekday-fri",
            Weekday::Sat => "weekday-sat",
            Weekday::Sun => "weekday-sun",
        })
    }

    /// Hours of a day: `08:30–13:00`.
    #[must_use]
    pub fn span(self, span: Span) -> String {
        let from = span.from.format("%H:%M").to_string();
        // An end of 00:00 is the midnight that closes the day.
        let to = span.to.format("%H:%M").to_string();
        let to = if to == "00:00" { "24:00".to_owned() } else { to };
        self.with("hours-span", &[("from", from.into()), ("to", to.into())])
    }

    /// Where a debt stands, in a word.
    #[must_use]
    pub fn debt_status(self, status: DebtStatus) -> String {
        self.get(match status {
            DebtStatus::Open => "debt-open",
            DebtStatus::Paid => "debt-paid",
            DebtStatus::Pending => "debt-pending",
            DebtStatus::Expired => "debt-expired",
            DebtStatus::Cancelled => "debt-cancelled",
        })
    }

    /// Where an attempt stands, in a word.
    #[must_use]
    pub fn attempt_state(self, state: AttemptState) -> String {
        self.get(match state {
            AttemptState::Prepared => "attempt-prepared",
            AttemptState::Sent => "attempt-sent",
            AttemptState::Confirmed => "attempt-confirmed",
            AttemptState::Approved => "attempt-approved",
            AttemptState::Declined => "attempt-declined",
            AttemptState::NotCharged => "attempt-not-charged",
            AttemptState::Unknown => "attempt-unknown",
        })
    }

    /// What an operator is.
    #[must_use]
    pub fn role(self, role: Role) -> String {
        self.get(match role {
            Role::Cashier => "role-cashier",
            Role::Supervisor => "role-supervisor",
            Role::Technician => "role-technician",
            Role::Auditor => "role-auditor",
        })
    }

    /// What keeps a till from closing, and what clears it.
    #[must_use]
    pub fn blocker(self, kind: BlockerKind, reference: &str) -> String {
        let key = match kind {
            BlockerKind::UnknownOutcome => "blocker-unknown-outcome",
            BlockerKind::UnprintedReceipt => "blocker-unprinted-receipt",
            BlockerKind::PendingVoid => "blocker-pending-void",
        };
        self.with(key, &[("ref", reference.into())])
    }
}
