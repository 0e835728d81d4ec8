//! Which encoding of one byte a letter a Greek text is in, told by how its letters follow each other: read in the wrong
//! one, small letters stand before capitals and signs stand within words.

use super::encoding::Encoding;

/// Bytes that are looked at.
const ENOUGH: usize = 32 * 1024;
/// How much better than the next one the best must be.
const MARGIN: i64 = 2;

/// The encoding that the bytes are surely in, where they are Greek at all.
pub(super) fn guess(sample: &[u8]) -> Option<Encoding> {
    let sample = sample.get(..ENOUGH).unwrap_or(sample);
    let candidates = [Encoding::Windows1253, Encoding::Cp737, Encoding::Cp869];
    let mut scores: Vec<(i64, Encoding)> = candidates.map(|encoding| (score(sample, encoding), encoding)).to_vec();
    scores.sort_by_key(|(score, _)| -score);
    match scores.as_slice() {
        [(best, encoding), (next, _), ..] if *best >= MARGIN && best - next.max(&0) >= MARGIN => {
            Some(if *encoding == Encoding::Windows1253 { of_windows_or_iso(sample) } else { *encoding })
        }
        _ => None,
    }
}

/// What a letter is to the letter before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// ASCII, or a sign that stands at the edge of a word.
    Edge,
    Capital,
    Small,
    /// ς, which ends a word.
    Final,
    /// A sign that no word has, or a byte that spells nothing.
    Foreign,
}

fn score(sample: &[u8], encoding: Encoding) -> i64 {
    let mut before = Kind::Edge;
    let mut score = 0;
    for byte in sample {
        let now = kind(*byte, encoding);
        score += match (before, now) {
            (Kind::Foreign, Kind::Foreign) => -1,
            (Kind::Capital, Kind::Capital | Kind::Small | Kind::Final) | (Kind::Small, Kind::Small | Kind::Final) => 2,
            (Kind::Small, Kind::Capital) | (Kind::Final, Kind::Capital | Kind::Small | Kind::Final) => -3,
            (Kind::Foreign, Kind::Capital | Kind::Small | Kind::Final) => -3,
            (Kind::Capital | Kind::Small | Kind::Final, Kind::Foreign) => -3,
            (Kind::Edge, Kind::Foreign) | (Kind::Foreign, Kind::Edge) => -1,
            _ => 0,
        };
        before = now;
    }
    score
}

fn kind(byte: u8, encoding: Encoding) -> Kind {
    if byte.is_ascii() {
        return Kind::Edge;
    }
    let one = [byte];
    let letter = encoding.decode(&one).and_then(|text| text.chars().next());
    match letter {
        Some('ς') => Kind::Final,
        Some('Ά' | 'Έ'..='Ώ' | 'Α'..='Ϋ') => Kind::Capital,
        Some('ΐ' | 'ά'..='ώ') => Kind::Small,
        Some('«' | '»' | '\u{a0}' | '’' | '‘' | '“' | '”' | '–' | '—' | '·' | '€' | '°' | '΄' | '…' | '§') => {
            Kind::Edge
        }
        _ => Kind::Foreign,
    }
}

/// Which of the two: they are the same but for a few signs and the letter Ά.
pub(super) fn of_windows_or_iso(sample: &[u8]) -> Encoding {
    if has_initial_alpha(sample, ISO_ALPHA) && !has_windows_bytes(sample) {
        Encoding::Iso8859_7
    } else {
        Encoding::Windows1253
    }
}

const WINDOWS_ALPHA: u8 = 0xA2;
const ISO_ALPHA: u8 = 0xB6;

/// Signs that only Windows has, or its Ά where ISO has an apostrophe.
pub(super) fn has_windows_bytes(sample: &[u8]) -> bool {
    sample.iter().any(|b| (0x80..=0x9F).contains(b)) || has_initial_alpha(sample, WINDOWS_ALPHA)
}

/// Whether ISO's Ά begins a word.
pub(super) fn has_iso_alpha(sample: &[u8]) -> bool {
    has_initial_alpha(sample, ISO_ALPHA)
}

/// Whether the byte stands before a small Greek letter at the start of a word, as Ά does in «Άννα». In the other
/// encoding it is `¶` or an apostrophe, which do not.
fn has_initial_alpha(sample: &[u8], alpha: u8) -> bool {
    let starts_word = |before: Option<&u8>| before.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric());
    sample.windows(2).enumerate().any(|(place, pair)| {
        matches!(pair, [first, 0xDC..=0xFE] if *first == alpha)
            && starts_word(place.checked_sub(1).and_then(|before| sample.get(before)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_greek_texts_are_known_by_their_bytes() {
        let texts = ["Άννα Ψαρά", "ΑΡΙΘΜΟΣ ΟΦΕΙΛΗΣ;ΑΦΜ", "Τέλη καθαριότητας", "παπαδόπουλος", "Ζωή", "ΤΑΠ"];
        for text in texts {
            for encoding in [Encoding::Windows1253, Encoding::Cp737, Encoding::Cp869] {
                assert_eq!(guess(&encoding.encode(text).unwrap()), Some(encoding), "{text} in {encoding:?}");
            }
        }
        assert_eq!(guess(&Encoding::Iso8859_7.encode("Άννα Ψαρά").unwrap()), Some(Encoding::Iso8859_7));
    }

    #[test]
    fn what_is_no_greek_text_is_not_guessed() {
        for bytes in [&b"plain text"[..], b"A\xc1;1", b"caf\xe9", b"", b"\xff\xfe\xfd\x81\x8d"] {
            assert_eq!(guess(bytes), None, "{bytes:?}");
        }
    }
}
