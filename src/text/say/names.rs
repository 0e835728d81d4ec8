//! What values of few are called, by their words.

use chrono::Weekday;

use crate::config::ValueKind;
use crate::desk::doctor::{Checked, Verdict};
use crate::desk::{QueryKind, TryNext};
use crate::domain::foreign::{Direction, ForeignKind};
use crate::domain::permission::{Act, Standing};
use crate::domain::weak_pin::WeakPin;
use crate::domain::{
    attempt::AttemptState, correction::CorrectionKind, debt::DebtStatus, evidence::EvidenceField, holidays::Holiday,
    operator::Role, receipt::ReceiptKind, rf::Healed,
};
use crate::exchange::read_otherwise::ReadOtherwise;
use crate::text::Text;

/// What the values of a type are called, by their words: `role: Role = "role-"` says `role-cashier`.
macro_rules! named {
    ($($(#[$doc:meta])* $name:ident: $kind:ident = $family:literal;)*) => {
        $($(#[$doc])*
        pub fn $name(text: &Text, value: $kind) -> String {
            text.of($family, value.word())
        })*

        #[cfg(test)]
        const FAMILIES: &[(&str, &[&str])] = &[$(($family, $kind::WORDS)),*];
    };
}

named! {
    /// What is known of an attempt, as part of a sentence.
    attempt_state: AttemptState = "attempt-state-";
    checked: Checked = "doctor-what-";
    correction: CorrectionKind = "screen-kind-";
    debt_status: DebtStatus = "debt-status-";
    /// What a document is, as a label.
    document: ReceiptKind = "screen-kind-";
    evidence_field: EvidenceField = "evidence-name-";
    foreign_kind: ForeignKind = "foreign-kind-";
    /// Which way the money of a result went.
    direction: Direction = "foreign-direction-";
    /// What was put right in an input.
    healed: Healed = "healed-";
    /// As it stands after «σήμερα είναι».
    holiday: Holiday = "holiday-";
    /// That nothing was found.
    not_found: QueryKind = "screen-found-no-";
    standing: Standing = "standing-";
    act: Act = "act-";
    read_as: ReadOtherwise = "read-otherwise-";
    role: Role = "role-";
    try_next: TryNext = "lookup-try-";
    value_kind: ValueKind = "config-kind-";
    weak_pin: WeakPin = "weak-pin-";
    verdict: Verdict = "doctor-verdict-";
}

pub fn weekday(text: &Text, day: Weekday) -> String {
    text.of("weekday-", &day.to_string().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Form, ThemeChoice};
    use crate::desk::{DayFile, KeysState};
    use crate::domain::settlement::Settled;
    use crate::domain::{jump::Numbered, reconcile::MismatchKind, till::BlockerKind};
    use crate::text::{Language, files};
    use std::collections::BTreeSet;

    #[test]
    fn every_value_that_is_called_by_its_word_has_its_text_in_both_languages_and_no_text_is_without_its_value() {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let with_more = [
            ("weekday-", &days[..]),
            ("blocker-", BlockerKind::WORDS),
            ("screen-keys-", KeysState::WORDS),
            ("screen-theme-", ThemeChoice::WORDS),
            ("screen-language-", Language::WORDS),
            ("screen-till-blocker-", BlockerKind::WORDS),
            ("restore-jump-", Numbered::WORDS),
            ("mismatch-", MismatchKind::WORDS),
            ("foreign-booked-", ReceiptKind::WORDS),
            ("config-expected-", Form::WORDS),
            ("day-file-", DayFile::WORDS),
            ("day-file-says-", DayFile::WORDS),
            ("settle-count-", Settled::WORDS),
            ("settle-row-", Settled::WORDS),
            // Not of values: a list of words and two limits.
            ("config-expected-", &["one_of", "range"]),
        ];
        let families: Vec<_> = FAMILIES.iter().copied().chain(with_more).collect();
        let keys: BTreeSet<String> =
            families.iter().flat_map(|(family, words)| words.iter().map(|word| Text::key(family, word))).collect();
        for key in &keys {
            assert!(Language::ALL.into_iter().all(|language| Text::new(language).has(key)), "{key}");
        }
        for line in files(Language::El).into_iter().flat_map(|(_, file)| file.lines()) {
            let key = line.split(" =").next().unwrap_or_default();
            let of_family = families.iter().any(|(family, _)| key.starts_with(family));
            assert!(!of_family || keys.contains(key), "left over: {key}");
        }
    }
}
