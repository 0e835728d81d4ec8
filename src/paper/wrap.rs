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

/// The lines of cells (a character and what belongs to it) that keep their spaces: broken at the last space
/// that fits, else inside a word. Only spaces at a break and at the end are dropped. At least one line.
pub(super) fn wrap_verbatim<T>(cells: &[(char, T)], width: usize) -> Vec<&[(char, T)]> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut rest = without_end_spaces(cells);
    while rest.len() > width {
        // A space in the first column after the line is as good a break as one inside.
        let fitting = rest.iter().take(width + 1);
        let space = fitting.clone().zip(0..).filter(|((c, _), _)| *c == ' ').map(|(_, place)| place).last();
        let indent = rest.iter().take_while(|(c, _)| *c == ' ').count();
        let at = space.filter(|place| *place > indent).unwrap_or(width);
        let (line, after) = rest.split_at(at);
        lines.push(without_end_spaces(line));
        let gap = after.iter().take_while(|(c, _)| *c == ' ').count();
        rest = after.get(gap..).unwrap_or_default();
    }
    lines.push(rest);
    lines
}

fn without_end_spaces<T>(cells: &[(char, T)]) -> &[(char, T)] {
    let used = cells.iter().rposition(|(c, _)| *c != ' ').map_or(0, |last| last + 1);
    cells.get(..used).unwrap_or(cells)
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
    use proptest::prelude::*;

    use super::{wrap, wrap_verbatim};

    fn kept(text: &str, width: usize) -> Vec<String> {
        let cells: Vec<(char, ())> = text.chars().map(|c| (c, ())).collect();
        wrap_verbatim(&cells, width).into_iter().map(|line| line.iter().map(|(c, ())| c).collect()).collect()
    }

    #[test]
    fn columns_that_fit_are_kept_and_longer_lines_break_at_a_space() {
        assert_eq!(kept("TID: 1   BATCH: 2  ", 17), ["TID: 1   BATCH: 2"]);
        assert_eq!(kept("  ΠΟΣΟ      12,00", 10), ["  ΠΟΣΟ", "12,00"]);
        assert_eq!(kept("αβγδ εζ", 4), ["αβγδ", "εζ"]);
        assert_eq!(kept("", 4), [""]);
        assert_eq!(kept("     ", 4), [""]);
        assert_eq!(kept("      αβ", 4), ["", "αβ"]);
    }

    proptest! {
        #[test]
        fn a_line_that_keeps_its_spaces_loses_nothing_else_and_fits(text in "[αβ ]{0,80}", width in 1usize..20) {
            let lines = kept(&text, width);
            prop_assert!(lines.iter().all(|line| line.chars().count() <= width));
            prop_assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }

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
