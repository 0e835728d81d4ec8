//! Full card numbers in what people write. The desk never keeps one, so a text that holds one is refused before it
//! is looked at further, and nothing here gives a digit of it back.

use chrono::NaiveDateTime;

use super::rf::{Rf, is_dash, is_invisible};

/// The shortest and the longest card number (ISO/IEC 7812).
const LENGTHS: std::ops::RangeInclusive<usize> = 13..=19;
/// What may stand between two groups of one number.
const MOST_BETWEEN: usize = 3;

/// Whether a full card number stands in the text: 13 to 19 digits in one piece, or in groups of four as cards print
/// them (American Express: 4, 6, 5), whose check digit is right.
pub fn holds_card_number(text: &str) -> bool {
    runs(text).iter().any(|run| (0..run.len()).any(|first| run.get(first..).is_some_and(begins_with_number)))
}

/// Whether the groups begin with a card number.
fn begins_with_number(groups: &[String]) -> bool {
    let Some(first) = groups.first() else { return false };
    if LENGTHS.contains(&first.len()) && luhn(first) && !is_time_stamp(first) {
        return true;
    }
    let grouped = |sizes: &[usize]| {
        let Some(taken) = groups.get(..sizes.len()) else { return false };
        let fits = taken.iter().zip(sizes).all(|(group, size)| group.len() == *size);
        fits && luhn(&taken.concat())
    };
    // The last group of a number of 13 to 15, 17 to 19 digits is shorter than four.
    (1..=4).any(|last| grouped(&[4, 4, 4, last]))
        || (1..=3).any(|last| grouped(&[4, 4, 4, 4, last]))
        || grouped(&[4, 6, 5])
        || grouped(&[4, 6, 4])
}

/// The groups of digits of a text; a run goes on over spaces, dashes, dots and the like. An RF code is printed in
/// groups of four too, and is none.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut between = usize::MAX;
    let (mut word, mut in_word) = (String::new(), false);
    let mut rf = false;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if let Some(digit) = digit(c) {
            match runs.last_mut() {
                Some(run) if between == 0 => push(run, digit),
                Some(run) if between <= MOST_BETWEEN => run.push(digit.to_string()),
                _ => {
                    end_run(&mut runs, rf);
                    rf = matches!(word.as_str(), "RF" | "ΡΦ");
                    runs.push(vec![digit.to_string()]);
                }
            }
            between = 0;
            (word, in_word) = (String::new(), false);
        } else if c.is_whitespace() || is_dash(c) || matches!(c, '.' | '_' | '/' | ',') {
            between = between.saturating_add(1);
            in_word = false;
        } else {
            between = usize::MAX;
            if !in_word {
                word.clear();
            }
            word.extend(c.to_uppercase());
            in_word = true;
        }
    }
    end_run(&mut runs, rf);
    runs
}

/// Drops the run that ended where it is an RF code.
fn end_run(runs: &mut Vec<Vec<String>>, after_rf: bool) {
    if after_rf && runs.last().is_some_and(|run| Rf::parse(&format!("RF{}", run.concat())).is_ok()) {
        runs.pop();
    }
}

fn push(run: &mut [String], digit: char) {
    if let Some(group) = run.last_mut() {
        group.push(digit);
    }
}

/// An ASCII or full-width digit as ASCII.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xff10 + u32::from('0')),
        _ => None,
    }
}

/// The check of ISO/IEC 7812-1, annex B.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| (digit * weight) / 10 + (digit * weight) % 10)
        .sum();
    sum.is_multiple_of(10)
}

/// An account-to-account payment has a UTC time stamp for its reference. No card number begins with 20 and goes on
/// as a date and a time: numbers that begin with 2 are 2200 to 2204 and 2221 to 2720.
fn is_time_stamp(digits: &str) -> bool {
    digits.starts_with("20")
        && digits.get(..14).is_some_and(|stamp| NaiveDateTime::parse_from_str(stamp, "%Y%m%d%H%M%S").is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_full_number_is_found_however_it_is_written() {
        for text in [
            "4111111111111111",
            "κάρτα 4111 1111 1111 1111",
            "PAN:4111-1111-1111-1111,STAN 42",
            "4111.1111.1111.1111",
            "4111 1111 1111 1111 12 27",
            "12 4111 1111 1111 1111",
            "x4111111111111111y",
            "4111\u{a0}1111\u{a0}1111\u{a0}1111",
            "4111\u{200b}111111111111",
            "４１１１１１１１１１１１１１１１",
            "4111 - 1111 - 1111 - 1111",
            "378282246310005",
            "3782 822463 10005",
            "5555\n5555\n5555\n4444",
            "4222222222222",
            "6304000000000000000",
            "RF 4111111111111111",
        ] {
            assert!(holds_card_number(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_card_number_is_left_alone() {
        for text in [
            "",
            "STAN 000042 RRN 632710123456 AUTH 123456",
            "************3489",
            "411111******1111",
            "4111111111111112",
            "4111 1111 1111 1112",
            "11111111111111111111",
            // A time stamp for a reference; its check digit happens to be right.
            "RRN 20261123081505",
            // Of three RF codes the digits after the first four pass the check of a card.
            "RF23 9020 1800 0009 3204 2721 6",
            "RF89911233000000000012345",
            "RF33 9990 0000 0000 0000 0000 1",
            "ΡΦ23 9020 1800 0009 3204 2721 6",
            "6327 1012 και 3456 0000",
        ] {
            assert!(!holds_card_number(text), "{text}");
        }
    }

    /// Digits with the check digit that makes them a card number.
    fn number(body: &str) -> String {
        (0..10).map(|last| format!("{body}{last}")).find(|whole| luhn(whole)).unwrap()
    }

    proptest! {
        #[test]
        fn no_card_number_passes(body in "[3-6][0-9]{11,17}", before in "[α-ω ,;:=]{0,8}", after in "[α-ω ,;:=]{0,8}", split in "[ -]") {
            let whole = number(&body);
            let bare = format!("{before}{whole}{after}");
            prop_assert!(holds_card_number(&bare));
            let digits: Vec<char> = whole.chars().collect();
            let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
            let grouped = format!("{before}{}{after}", groups.join(&split));
            prop_assert!(holds_card_number(&grouped));
        }

        #[test]
        fn any_text_is_looked_at_to_its_end(text in "\\PC{0,80}|[0-9 -]{0,80}") {
            let _ = holds_card_number(&text);
        }
    }
}
