//! Breaks text into lines of so many characters: at words, inside a word only where the word alone is longer
//! than the line. Nothing is dropped but the space at a break.

/// The lines of a text, at least one, none longer than `width` (taken as 1 where it is 0).
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in words(text) {
        let length = measure(word);
        if used > 0 && used + 1 + length <= width {
            line.push(' ');
            line.push_str(word);
            used += 1 + length;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
        }
        used = 0;
        for c in word.chars() {
            if used == width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += 1;
        }
    }
    lines.push(line);
    lines
}

/// Columns that a tidied text takes: one a character.
pub(super) fn measure(text: &str) -> usize {
    text.chars().count()
}

/// Columns of the longest word.
pub(super) fn longest_word(text: &str) -> usize {
    words(text).map(measure).max().unwrap_or(0)
}

/// The words of a tidied text. A non-breaking space belongs to its word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn words_are_kept_whole_while_they_fit() {
        assert_eq!(wrap("Τέλος ακίνητης περιουσίας", 14), ["Τέλος ακίνητης", "περιουσίας"]);
        assert_eq!(wrap("", 14), [""]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_inside_and_nothing_is_lost() {
        assert_eq!(wrap("α ββββββββββ γ", 4), ["α", "ββββ", "ββββ", "ββ γ"]);
    }

    #[test]
    fn a_non_breaking_space_keeps_amount_and_currency_together() {
        assert_eq!(wrap("σύνολο 1,00\u{a0}EUR", 14), ["σύνολο", "1,00\u{a0}EUR"]);
    }
}
