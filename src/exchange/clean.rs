//! Texts of cells as they may stand in the books: without what nobody can see.

use std::borrow::Cow;

use super::reason::RowReason;

/// Without white space around it. Most cells begin and end with what is plainly none.
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] | [] => text,
        _ => text.trim(),
    }
}

/// White space within becomes single spaces (a line end in a quoted cell too), around it is dropped; what
/// nobody can see is refused, because it would spoil search, screen or paper.
pub(super) fn clean(text: Cow<'_, str>, limit: usize) -> Result<String, RowReason> {
    if text.len() <= limit && is_clean(&text) {
        return Ok(text.into_owned());
    }
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut length = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if is_unseen(c) {
            return Err(RowReason::Character(c));
        }
        if space {
            out.push(' ');
            length += 1;
            space = false;
        }
        out.push(c);
        length += 1;
        if length > limit {
            return Err(RowReason::TooLong { limit });
        }
    }
    Ok(out)
}

/// Whether a trimmed text surely needs no cleaning: letters and signs of ASCII and of the Greek block (whose
/// first byte in UTF-8 is CE or CF, as no other letter's is), and single spaces. Without early ends, so that the
/// compiler can look at many bytes at once.
fn is_clean(text: &str) -> bool {
    let known = |b: u8| matches!(b, b' '..=b'~' | 0x80..=0xBF | 0xCE | 0xCF);
    let bytes = text.as_bytes();
    let after = bytes.iter().skip(1);
    let double_space = bytes.iter().zip(after).fold(false, |found, (a, b)| found | ((*a == b' ') & (*b == b' ')));
    bytes.iter().fold(true, |all, b| all & known(*b)) && !double_space
}

/// Control characters, and those that have no width or turn the direction of writing.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_that_is_left_alone_needed_no_cleaning(text in "[ -~Α-ώ\u{a0}«»\u{1}\u{200b}]{0,12}") {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match clean(Cow::Borrowed(text.trim()), 300) {
                Ok(cleaned) => prop_assert_eq!(cleaned, words),
                Err(reason) => {
                    let unseen = text.chars().find(|c| is_unseen(*c)).unwrap();
                    prop_assert_eq!(reason, RowReason::Character(unseen));
                }
            }
        }
    }
}
