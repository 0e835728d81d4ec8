//! The words of typed evidence, and what divides them.

/// A word, and what came after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// `=` or `:` follows: what comes next is its value.
    pub(super) joined: bool,
    /// A comma, a semicolon or a new line follows.
    pub(super) ends: bool,
}

/// The words of a text. A comma between digits that marks decimals, and a colon between digits, are part of one.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut from = None;
    for (place, c) in text.char_indices() {
        let (before, after) = text.split_at(place);
        let divides = match c {
            ',' => !is_decimal_comma(before, after),
            ':' => !(ends_in_digit(before) && begins_with_digit(after.get(1..))),
            '=' | ';' | '|' | '(' | ')' => true,
            _ => c.is_whitespace(),
        };
        if !divides {
            from = from.or(Some(place));
            continue;
        }
        end_word(text, from.take(), place, &mut words);
        if let Some(last) = words.last_mut() {
            last.joined |= matches!(c, '=' | ':');
            last.ends |= matches!(c, ',' | ';' | '|' | '\n' | '\r');
        }
    }
    end_word(text, from, text.len(), &mut words);
    words
}

fn end_word<'t>(text: &'t str, from: Option<usize>, to: usize, words: &mut Vec<Word<'t>>) {
    let bare = from.and_then(|from| text.get(from..to)).map(|word| word.trim_matches(is_quote));
    if let Some(word) = bare.filter(|word| !word.is_empty()) {
        words.push(Word { text: word, joined: false, ends: false });
    }
}

/// What people put around a word or after a sentence.
fn is_quote(c: char) -> bool {
    matches!(c, '.' | '"' | '\'' | '«' | '»' | '“' | '”' | '!' | '?' | '·')
}

fn ends_in_digit(text: &str) -> bool {
    text.bytes().last().is_some_and(|b| b.is_ascii_digit())
}

fn begins_with_digit(text: Option<&str>) -> bool {
    text.and_then(|text| text.bytes().next()).is_some_and(|b| b.is_ascii_digit())
}

/// `128,40` and `1,234.56`, but neither `42,632712000042` nor `42,10:15`.
fn is_decimal_comma(before: &str, after: &str) -> bool {
    let rest = after.get(1..).unwrap_or_default();
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    let next = rest.get(run..).and_then(|rest| rest.chars().next());
    let decimals = (1..=2).contains(&run)
        && next.is_none_or(|c| c.is_whitespace() || matches!(c, '€' | 'E' | 'e' | ',' | ';' | ')' | '.'));
    let thousands = run == 3 && next == Some('.') && begins_with_digit(rest.get(run + 1..));
    ends_in_digit(before) && (decimals || thousands)
}
