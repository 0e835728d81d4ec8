//! Codes as scanners send them: with characters before or after them, twice, two at once, among a bill's other fields, or
//! without their first characters.

use super::rf::{Healed, Rf, RfError, RfInput, heal, is_dash, is_invisible};

/// The digits of a code of the Greek profile behind `RF`, and with the tail of a bill's code.
const DIGITS: [usize; 2] = [23, 35];

/// So many digits are no tax number that somebody mistyped.
const RATHER_A_CODE: usize = 16;

/// The text behind the symbology identifier that many scanners send before each code (ISO/IEC 15424, called AIM): `]`, a
/// letter for the kind of bar code, a modifier.
pub(super) fn behind_symbology(input: &str) -> Option<&str> {
    let after = input.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c)).strip_prefix(']')?;
    let rest = after.strip_prefix(char::is_alphabetic)?;
    rest.strip_prefix(char::is_alphanumeric)
}

/// The nine digits of a tax number behind such an identifier whose bracket was lost.
pub(super) fn nine_digits_behind_symbology(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(char::is_alphabetic)?.strip_prefix(char::is_alphanumeric)?;
    (rest.len() == 9 && rest.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

/// Healed text that is a code without its first or second character, or without both. The check digits decide whether it
/// is, and which: nothing inside where more is missing. Nothing at all where it is no such text.
pub(super) fn without_start(text: &str) -> Option<Option<RfInput>> {
    let digits = text.strip_prefix(['R', 'F', 'Φ', 'φ']).unwrap_or(text);
    if digits.len() < RATHER_A_CODE || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole = DIGITS.contains(&digits.len()).then(|| Rf::parse(&format!("RF{digits}")).ok()).flatten();
    Some(whole.map(|found| RfInput { healed: [vec![Healed::LostStart], found.healed].concat(), ..found }))
}

/// Whether healed text was meant as an RF code: `RF` alone, or with a digit soon after. «ΡΦΑΝΙΔΗΣ» is a name.
pub(super) fn is_rf_attempt(text: &str) -> bool {
    text.strip_prefix("RF").is_some_and(|rest| rest.is_empty() || rest.chars().take(4).any(|c| c.is_ascii_digit()))
}

/// What a longer text holds.
pub(super) enum Inside {
    /// Exactly one RF code, maybe more than once.
    One(RfInput),
    Several,
    /// Something that was meant as one.
    Broken(RfError),
    /// No trace of one.
    Nothing,
}

/// A code in a text, or what was meant as one.
enum Candidate {
    Code { code: RfInput, added: bool },
    Broken { text: String, error: RfError },
}

pub(super) fn inside(input: &str) -> Inside {
    let mut codes: Vec<(RfInput, bool)> = Vec::new();
    let mut broken = Vec::new();
    for candidate in input.split(separates_fields).flat_map(candidates) {
        match candidate {
            Candidate::Code { code, added } => codes.push((code, added)),
            Candidate::Broken { text, error } => broken.push((text, error)),
        }
    }
    let times = codes.len();
    let mut codes = codes.into_iter();
    let Some((mut first, mut added)) = codes.next() else {
        return broken.into_iter().next().map_or(Inside::Nothing, |(_, error)| Inside::Broken(error));
    };
    // The same code whose second reading broke off is still that code; any other remnant is another citizen's.
    let another = broken.iter().any(|(text, _)| !first.rf.as_str().starts_with(text));
    for (code, more) in codes {
        if code.rf != first.rf {
            return Inside::Several;
        }
        added |= more;
    }
    if another {
        return Inside::Several;
    }
    let beside = match (times > 1 || !broken.is_empty(), added) {
        (true, _) => Healed::Repeated,
        (false, true) => Healed::ScannerAdded,
        (false, false) => Healed::BillTail,
    };
    if !first.healed.contains(&beside) {
        first.healed.push(beside);
    }
    Inside::One(first)
}

/// Everything but what a code may hold: its characters, and what [`heal`] drops. The separators of bar codes
/// (GS, RS and the other control characters) part fields.
fn separates_fields(c: char) -> bool {
    c.is_control() && !matches!(c, '\t') || !(c.is_alphanumeric() || is_invisible(c) || is_gap(c))
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || is_dash(c)
}

/// A piece of a field that may begin a code.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    /// Whether other characters stand at it without a gap.
    added: bool,
}

/// The RF codes of one field: the whole of it; or, among other words, those of the lengths that a notice
/// prints, so that the beginning of a mistyped code is not taken for a short one.
fn candidates(field: &str) -> Vec<Candidate> {
    if let Ok(code) = Rf::parse(field) {
        return vec![Candidate::Code { code, added: false }];
    }
    let words: Vec<Word<'_>> = field.split(is_gap).filter(|word| !word.is_empty()).flat_map(pieces).collect();
    let starts = (0..words.len()).filter_map(|start| words.get(start..));
    starts.filter_map(|rest| rf_of_words(rest).or_else(|| meant_as_rf(rest))).collect()
}

/// A word, parted where a code begins in it, and where letters follow a whole code.
fn pieces(word: &str) -> Vec<Word<'_>> {
    let begins = |place: &usize| word.get(*place..).is_some_and(begins_code);
    let mut cuts: Vec<usize> = word.char_indices().map(|(place, _)| place).filter(begins).collect();
    let after = |start: usize| {
        let rest = word.get(start..)?;
        let (place, next) = rest.char_indices().nth(25)?;
        (!next.is_ascii_digit()).then_some(start + place)
    };
    cuts.extend(cuts.clone().into_iter().filter_map(after));
    cuts.extend([0, word.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let is_code = begins_code;
    let texts: Vec<&str> = cuts.windows(2).filter_map(|cut| word.get(*cut.first()?..*cut.last()?)).collect();
    let added = texts.iter().any(|text| !is_code(text)) && texts.iter().any(|text| is_code(text));
    texts.into_iter().map(|text| Word { text, added }).collect()
}

/// `RF` and its check digits, also as a Greek keyboard layout writes it.
fn begins_code(text: &str) -> bool {
    let mut characters = text.chars();
    let is = |c: Option<char>, letters: [char; 4]| c.is_some_and(|c| letters.contains(&c));
    is(characters.next(), ['R', 'r', 'Ρ', 'ρ'])
        && is(characters.next(), ['F', 'f', 'Φ', 'φ'])
        && characters.take(2).filter(char::is_ascii_digit).count() == 2
}

/// The code that begins with the first word and ends with one of the next.
fn rf_of_words(words: &[Word<'_>]) -> Option<Candidate> {
    let first = words.first()?;
    if !is_rf_attempt(&heal(first.text).0) {
        return None;
    }
    // A code in groups of two has thirteen; a bill's code is given by its scanner in one.
    (1..=words.len().min(25)).find_map(|count| {
        let code = Rf::parse(&joined(words.get(..count)?)).ok()?;
        code.rf.is_greek_profile().then_some(Candidate::Code { code, added: first.added })
    })
}

/// What is wrong with the words from one that begins a code on. Ten digits and more make it a code: «RF4 ΕΠΕ»
/// is a company.
fn meant_as_rf(words: &[Word<'_>]) -> Option<Candidate> {
    if !is_rf_attempt(&heal(words.first()?.text).0) {
        return None;
    }
    // Enough for any code, and a book that was pasted by mistake is not read over and over.
    let text = joined(words.get(..40).unwrap_or(words));
    if text.bytes().filter(u8::is_ascii_digit).count() < 10 {
        return None;
    }
    let error = Rf::parse(&text).err()?;
    Some(Candidate::Broken { text: heal(&text).0, error })
}

fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::afm::AfmError;
    use crate::domain::query::{Query, QueryError};

    const ONE: &str = "RF85999998000700000000001";
    const OTHER: &str = "RF58999998000700000000002";

    fn read(input: &str) -> Result<(String, Vec<Healed>), QueryError> {
        match Query::parse(input)? {
            Query::Rf(found) => Ok((found.rf.to_string(), found.healed)),
            other => panic!("{input:?} gave {other:?}"),
        }
    }

    #[test]
    fn what_a_scanner_puts_before_or_behind_a_code_is_left_out_and_said() {
        for input in ["]C1{}", "]Q3{}", "C1{}", "001{}", "A-{}", "]C1\u{1d}{}", "{}X", "Ψ1{}", "]d2{}\t", "00{}ΩΩ"] {
            let (code, healed) = read(&input.replace("{}", ONE)).unwrap();
            assert_eq!(code, ONE, "{input}");
            let said = [Healed::ScannerAdded, Healed::BillTail].iter().any(|what| healed.contains(what));
            assert!(said, "{input}: {healed:?}");
        }
        assert_eq!(read(&format!("\u{1d}{ONE}")).unwrap(), (ONE.to_owned(), vec![Healed::Invisible]));
        let greek_layout = format!("]Ψ1ΡΦ{}", &ONE[2..]);
        assert_eq!(read(&greek_layout).unwrap().0, ONE);
        let in_groups = "]C1RF85 9999 9800 0700 0000 0000 1";
        assert_eq!(read(in_groups).unwrap().0, ONE);
    }

    #[test]
    fn a_tax_number_behind_a_symbology_identifier_is_one() {
        for input in ["]C1094259216", "C1094259216", "]A0 094259216", "]C1EL094259216"] {
            let Ok(Query::Afm { afm, healed }) = Query::parse(input) else { panic!("{input}") };
            assert_eq!(afm.as_str(), "094259216", "{input}");
            assert!(healed.contains(&Healed::ScannerAdded), "{input}");
        }
        assert_eq!(Query::parse("C1094259217"), Err(QueryError::Afm(AfmError::CheckDigit)));
    }

    #[test]
    fn a_lost_first_or_second_character_is_put_back_where_the_check_digits_leave_one_reading() {
        for start in ["F", "R", "", "Φ", "φ", "ρ", "f"] {
            let (code, healed) = read(&format!("{start}{}", &ONE[2..])).unwrap();
            assert_eq!(code, ONE, "{start}");
            assert!(healed.contains(&Healed::LostStart), "{start}: {healed:?}");
        }
        let bill = format!("{}000000123451", &ONE[2..]);
        let Ok(Query::Rf(found)) = Query::parse(&bill) else { panic!("a bill's code") };
        assert_eq!((found.rf.as_str(), found.amount_hint.map(|hint| hint.cents())), (ONE, Some(12_345)));
        assert_eq!(read(&format!("]C1F{}", &ONE[2..])).unwrap().0, ONE);
    }

    #[test]
    fn where_more_is_missing_or_the_check_digits_do_not_fit_it_is_to_be_scanned_again() {
        let rest = &ONE[2..];
        for input in [&ONE[3..], &ONE[5..], &format!("F{}", &ONE[3..]), &rest.replace("85", "86"), &rest[..20]] {
            assert_eq!(Query::parse(input), Err(QueryError::StartMissing), "{input}");
        }
    }

    #[test]
    fn the_same_code_twice_is_that_code_and_two_codes_are_called_two() {
        for twice in
            [format!("{ONE}{ONE}"), format!("{ONE} {ONE}"), format!("{ONE}\u{1d}{ONE}"), format!("{ONE}RF859999")]
        {
            let (code, healed) = read(&twice).unwrap();
            assert_eq!(code, ONE, "{twice}");
            assert!(healed.contains(&Healed::Repeated) || healed.contains(&Healed::BillTail), "{twice}: {healed:?}");
        }
        assert!(read(&format!("{ONE}{ONE}")).unwrap().1.contains(&Healed::Repeated));
        let broken = OTHER.replace("58", "59");
        for two in
            [format!("{ONE} {OTHER}"), format!("{ONE}{OTHER}"), format!("{ONE};{OTHER}"), format!("{ONE}{broken}")]
        {
            assert_eq!(Query::parse(&two), Err(QueryError::SeveralCodes), "{two}");
        }
    }

    proptest! {
        #[test]
        fn no_prefix_hides_a_code(debt in 0u64..1_000_000_000_000_000, before in "[A-QS-Za-qs-z0-9]{0,6}") {
            let code = Rf::from_body(&format!("999998{debt:015}")).unwrap();
            prop_assert_eq!(read(&format!("{before}{code}")).unwrap().0, code.to_string());
            prop_assert_eq!(read(&format!("]C1{before}{code}")).unwrap().0, code.to_string());
        }

        #[test]
        fn a_code_without_its_start_is_no_other_code(debt in 0u64..1_000_000_000_000_000, lost in 1usize..8) {
            let code = Rf::from_body(&format!("999998{debt:015}")).unwrap();
            match Query::parse(&code.as_str()[lost..]) {
                Ok(Query::Rf(found)) => prop_assert_eq!(found.rf, code),
                Err(error) => prop_assert_eq!(error, QueryError::StartMissing),
                Ok(other) => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
