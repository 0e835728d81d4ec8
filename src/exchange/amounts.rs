//! Amounts as files write them, beside the forms that people type.

use crate::domain::money::{DecimalMark, Money};

/// A minus before or behind the amount, or brackets around it, as bookkeepers write it.
pub(super) fn is_negative(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || c == '€');
    let is_minus = |c: char| matches!(c, '-' | '−' | '–');
    let digits = bare.contains(|c: char| c.is_ascii_digit());
    digits && (bare.starts_with(is_minus) || bare.ends_with(is_minus) || (bare.starts_with('(') && bare.ends_with(')')))
}

/// The short way for what nearly every cell holds, up to seven digits, the mark and two more; all else is
/// [`Money::parse`]'s, which says the same of these.
pub(super) fn plain_amount(text: &str, mark: DecimalMark) -> Option<Money> {
    let mark = match mark {
        DecimalMark::Comma => b',',
        DecimalMark::Point => b'.',
    };
    let (euro, [found, tens, ones]) = text.as_bytes().split_last_chunk()?;
    if *found != mark || !(1..=7).contains(&euro.len()) {
        return None;
    }
    let digits = euro.iter().chain([tens, ones]);
    let cents = digits.map(|b| b.is_ascii_digit().then(|| i64::from(b - b'0')));
    let cents = cents.into_iter().try_fold(0, |sum, digit| digit.map(|digit| sum * 10 + digit))?;
    Money::from_cents(cents).ok()
}

/// An amount whose thousands are parted by spaces or apostrophes, as some settings of spreadsheets do.
pub(super) fn grouped_amount(text: &str, mark: DecimalMark) -> Option<Money> {
    let is_group = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’');
    let bare = text.trim_matches(|c: char| c.is_whitespace() || c == '€');
    let group = match mark {
        DecimalMark::Comma => ".",
        DecimalMark::Point => ",",
    };
    let first = bare.chars().find(|c| is_group(*c))?;
    // One kind of mark throughout: with two it is no amount that anybody wrote.
    let plain = bare.replace(first, group);
    let one_kind = !bare.contains(group) && !plain.contains(is_group);
    one_kind.then(|| Money::parse(&plain, mark).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_of_amounts_says_what_the_long_way_says(text in "[0-9]{0,9}[,.]?[0-9]{0,3}|[0-9,.€x -]{0,6}") {
            for mark in [DecimalMark::Comma, DecimalMark::Point] {
                if let Some(amount) = plain_amount(&text, mark) {
                    prop_assert_eq!(Money::parse(&text, mark), Ok(amount));
                }
            }
        }

        #[test]
        fn thousands_may_be_parted_by_spaces_or_apostrophes(euro in 1_000u32..10_000_000, cents in 0u32..100, mark in "[ '’\u{a0}\u{202f}]") {
            let amount = Money::from_cents(i64::from(euro) * 100 + i64::from(cents)).unwrap();
            let written = amount.greek().replace('.', &mark);
            prop_assert_eq!(grouped_amount(&written, DecimalMark::Comma), Some(amount));
            prop_assert_eq!(grouped_amount(&written.replacen(mark.as_str(), "", 1).replace(',', &mark), DecimalMark::Comma), None);
        }

        #[test]
        fn usual_amounts_take_the_short_way(euro in 0u32..10_000_000, cents in 0u32..100) {
            let amount = Money::from_cents(i64::from(euro) * 100 + i64::from(cents)).ok();
            prop_assert_eq!(plain_amount(&format!("{euro},{cents:02}"), DecimalMark::Comma), amount);
        }
    }
}
