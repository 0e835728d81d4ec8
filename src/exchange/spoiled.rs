//! Cells that a spreadsheet spoiled: what stood there is lost, and what stands there now looks like a value.

use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Spoiled {
    /// `1,23457E+14`: a long number, of which the last digits are gone.
    #[error("a number in scientific notation")]
    Scientific,
    /// `#REF!`, `#Δ/Υ`, `Err:502`: a formula that failed.
    #[error("the error of a formula")]
    FormulaError,
    /// `#####`: a column that was too narrow for its value.
    #[error("hash signs instead of a value")]
    TooNarrow,
    /// `123.0`: a code that became a number with decimals, and lost its leading zeros on the way.
    #[error("a code with decimals")]
    Decimals,
}

/// Whether a code (a number of a debt, of a debtor, of revenue, of a transaction) is such a thing.
pub(super) fn spoiled_code(text: &str) -> Option<Spoiled> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let zeros = |text: &str| !text.is_empty() && text.bytes().all(|b| b == b'0');
    let decimals = text.split_once(['.', ',']).is_some_and(|(code, decimals)| digits(code) && zeros(decimals));
    spoiled(text).or(decimals.then_some(Spoiled::Decimals))
}

/// The text within what a spreadsheet writes around a code so that it stays one: `="000123"`, or an apostrophe before it.
pub(super) fn unwrapped(text: &str) -> Option<&str> {
    let mut inner = wrapped_once(text)?;
    // What was exported twice is wrapped twice.
    while let Some(more) = wrapped_once(inner) {
        inner = more;
    }
    Some(inner)
}

fn wrapped_once(text: &str) -> Option<&str> {
    let formula = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    formula.or_else(|| text.strip_prefix('\'')).map(str::trim)
}

/// Whether a whole cell is such a thing.
pub(super) fn spoiled(text: &str) -> Option<Spoiled> {
    match text.as_bytes().first()? {
        b'#' => hash(text),
        // Nearly every cell that begins like this is a plain number or a date: no sign in it.
        b'0'..=b'9' | b'+' | b'-' if !text.bytes().any(|b| matches!(b, b'+' | b'-')) => None,
        b'0'..=b'9' | b'+' | b'-' => is_scientific(text).then_some(Spoiled::Scientific),
        b'E' | b'e' => is_calc_error(text).then_some(Spoiled::FormulaError),
        _ => None,
    }
}

fn hash(text: &str) -> Option<Spoiled> {
    if text.len() > 1 && text.bytes().all(|b| b == b'#') {
        return Some(Spoiled::TooNarrow);
    }
    // #N/A and #Δ/Υ end without a mark; the others with one, in whatever language.
    let inner = text.trim_start_matches('#');
    let bare = inner.trim_end_matches(['!', '?']);
    let marked = bare.len() < inner.len() || ["N/A", "Δ/Υ", "Δ/Y"].contains(&bare);
    let letters = !bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '/' | '0' | '_' | ' '));
    (marked && letters).then_some(Spoiled::FormulaError)
}

/// A sign, digits with a decimal mark, `E`, a sign and digits. Without the second sign it may be a code.
fn is_scientific(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['+', '-']);
    let Some((number, exponent)) = unsigned.split_once(['E', 'e', 'Ε', 'ε']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = number.split([',', '.']).collect();
    exponent.strip_prefix(['+', '-']).is_some_and(digits) && parts.len() <= 2 && parts.into_iter().all(digits)
}

fn is_calc_error(text: &str) -> bool {
    let number = text.split_at_checked(4).filter(|(word, _)| word.eq_ignore_ascii_case("err:"));
    number.is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_writes_instead_of_a_value_is_told_from_values() {
        for text in ["1,23457E+14", "1.2E+05", "6E+11", "-1,5e-07", "9,99Ε+22"] {
            assert_eq!(spoiled(text), Some(Spoiled::Scientific), "{text}");
        }
        let errors =
            ["#REF!", "#VALUE!", "#N/A", "#Δ/Υ", "#ΤΙΜΗ!", "#ΔΙΑΙΡ/0!", "#DIV/0!", "#NAME?", "#ΟΝΟΜΑ?", "Err:502"];
        for text in errors {
            assert_eq!(spoiled(text), Some(Spoiled::FormulaError), "{text}");
        }
        for text in ["##", "########"] {
            assert_eq!(spoiled(text), Some(Spoiled::TooNarrow), "{text}");
        }
        for (text, code) in [
            ("=\"000123\"", Some("000123")),
            ("'000123", Some("000123")),
            ("''7", Some("7")),
            ("000123", None),
            ("=1", None),
        ] {
            assert_eq!(unwrapped(text), code, "{text}");
        }
        for (text, how) in
            [("123.0", Some(Spoiled::Decimals)), ("311,00", Some(Spoiled::Decimals)), ("2026.15", None), ("12", None)]
        {
            assert_eq!(spoiled_code(text), how, "{text}");
        }
        let values =
            ["", "#", "#5", "# 5!", "12E3", "1E", "E+5", "2026-11", "+30 2310", "1.234,56", "ΕΡΓΑ", "Err:", "1,2,3E+4"];
        for text in values {
            assert_eq!(spoiled(text), None, "{text}");
        }
    }
}
