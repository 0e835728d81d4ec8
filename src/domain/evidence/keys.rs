//! The words by which people name the fields of a slip, however they are typed: upper or lower case, with or without
//! accents, Latin or Greek letters that look alike, a Latin word under the Greek keyboard layout.

use super::EvidenceField;
use crate::domain::fold::fold;

/// How certain it is that a word is meant as a key where only a space follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Nobody writes it otherwise.
    Always,
    /// A word of the language as well: where a value with a digit follows.
    WithDigit,
    /// Where a value of the right form follows.
    WithForm,
}

/// A key: its field and how certain it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) field: EvidenceField,
    pub(super) used: Use,
}

/// Without what divides them: `AUTH CODE` and `AUTH_CODE` are `AUTHCODE`.
const KEYS: [(&str, EvidenceField, Use); 28] = [
    ("STAN", EvidenceField::Stan, Use::Always),
    ("RRN", EvidenceField::Rrn, Use::Always),
    ("AUTH", EvidenceField::AuthCode, Use::WithDigit),
    ("AUTHCODE", EvidenceField::AuthCode, Use::Always),
    ("ΕΓΚΡΙΣΗ", EvidenceField::AuthCode, Use::WithDigit),
    ("ΕΓΚΡΙΣΗΣ", EvidenceField::AuthCode, Use::WithDigit),
    ("ΚΩΔΕΓΚΡΙΣΗΣ", EvidenceField::AuthCode, Use::Always),
    ("ΚΩΔΙΚΟΣΕΓΚΡΙΣΗΣ", EvidenceField::AuthCode, Use::Always),
    ("AMOUNT", EvidenceField::Amount, Use::WithDigit),
    ("ΠΟΣΟ", EvidenceField::Amount, Use::WithDigit),
    ("ΠΟΣΟΥ", EvidenceField::Amount, Use::WithDigit),
    ("BATCH", EvidenceField::Batch, Use::WithDigit),
    ("ΠΑΚΕΤΟ", EvidenceField::Batch, Use::WithDigit),
    ("ΠΑΚΕΤΟΥ", EvidenceField::Batch, Use::WithDigit),
    ("TID", EvidenceField::TerminalId, Use::Always),
    ("TERMINAL", EvidenceField::TerminalId, Use::WithDigit),
    ("TERMINALID", EvidenceField::TerminalId, Use::Always),
    ("ΤΕΡΜΑΤΙΚΟ", EvidenceField::TerminalId, Use::WithDigit),
    ("ΤΕΡΜΑΤΙΚΟΥ", EvidenceField::TerminalId, Use::WithDigit),
    ("CARD", EvidenceField::CardType, Use::WithForm),
    ("CARDTYPE", EvidenceField::CardType, Use::WithForm),
    ("ΚΑΡΤΑ", EvidenceField::CardType, Use::WithForm),
    ("ΚΑΡΤΑΣ", EvidenceField::CardType, Use::WithForm),
    ("PAN", EvidenceField::Pan, Use::Always),
    ("TIME", EvidenceField::Time, Use::WithDigit),
    ("AT", EvidenceField::Time, Use::WithForm),
    ("ΩΡΑ", EvidenceField::Time, Use::WithDigit),
    ("ΩΡΑΤΕΡΜΑΤΙΚΟΥ", EvidenceField::Time, Use::Always),
];

/// The key that a word, or several run together, is.
pub(super) fn key(word: &str) -> Option<Key> {
    let bare: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
    let (alike, typed) = (latin_alike(&bare), latin_keys(&bare));
    KEYS.into_iter()
        .find(|(name, ..)| latin_alike(name) == alike || *name == typed)
        .map(|(_, field, used)| Key { field, used })
}

/// Greek capitals as the Latin ones that look the same.
pub(super) fn latin_alike(text: &str) -> String {
    let alike = |c| match c {
        'Α' => 'A',
        'Β' => 'B',
        'Ε' => 'E',
        'Ζ' => 'Z',
        'Η' => 'H',
        'Ι' => 'I',
        'Κ' => 'K',
        'Μ' => 'M',
        'Ν' => 'N',
        'Ο' => 'O',
        'Ρ' => 'P',
        'Τ' => 'T',
        'Υ' => 'Y',
        'Χ' => 'X',
        other => other,
    };
    text.chars().map(alike).collect()
}

/// Greek capitals as the Latin ones on the same keys.
fn latin_keys(text: &str) -> String {
    let typed = |c| match c {
        'Α' => 'A',
        'Β' => 'B',
        'Ψ' => 'C',
        'Δ' => 'D',
        'Ε' => 'E',
        'Φ' => 'F',
        'Γ' => 'G',
        'Η' => 'H',
        'Ι' => 'I',
        'Κ' => 'K',
        'Λ' => 'L',
        'Μ' => 'M',
        'Ν' => 'N',
        'Ο' => 'O',
        'Π' => 'P',
        'Ρ' => 'R',
        'Σ' => 'S',
        'Τ' => 'T',
        'Θ' => 'U',
        'Χ' => 'X',
        'Υ' => 'Y',
        'Ζ' => 'Z',
        other => other,
    };
    text.chars().map(typed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_in_every_way_that_people_type_it() {
        let table: [(EvidenceField, &[&str]); 9] = [
            (EvidenceField::Stan, &["STAN", "stan", "Stan", "SΤΑΝ", "ΣΤΑΝ", "σταν"]),
            (EvidenceField::Rrn, &["RRN", "rrn", "ΡΡΝ"]),
            (
                EvidenceField::AuthCode,
                &[
                    "AUTH",
                    "AUTHCODE",
                    "AUTH_CODE",
                    "auth-code",
                    "ΕΓΚΡΙΣΗ",
                    "έγκριση",
                    "ΚΩΔ.ΕΓΚΡΙΣΗΣ",
                    "κωδ_έγκρισης",
                    "ΑΘΤΗ",
                ],
            ),
            (EvidenceField::Amount, &["AMOUNT", "ποσό", "ΠΟΣΟ", "ΠOΣO", "ΑΜΟΘΝΤ"]),
            (EvidenceField::Batch, &["BATCH", "πακέτο", "ΠAKETO"]),
            (EvidenceField::TerminalId, &["TID", "ΤΙD", "TERMINAL", "τερματικό", "ΤΙΔ"]),
            (EvidenceField::CardType, &["CARD", "κάρτα", "KAPTA"]),
            (EvidenceField::Pan, &["PAN", "ΠΑΝ"]),
            (EvidenceField::Time, &["TIME", "AT", "ΩΡΑ", "ώρα", "ΤΙΜΕ"]),
        ];
        for (field, words) in table {
            for word in words {
                assert_eq!(key(word).map(|key| key.field), Some(field), "{word}");
            }
        }
        for word in ["", "STANS", "ΠΟΣΟΣΤΟ", "42", "=", "κωδικός", "RR", "DATE"] {
            assert_eq!(key(word), None, "{word}");
        }
    }
}
