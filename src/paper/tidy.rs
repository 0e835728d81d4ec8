//! Makes text what one column a character presumes: letters and their accents in one piece, nothing
//! invisible, white space that is only spaces. Nothing that can be seen changes here.

/// Letter, combining mark → the letter with the mark, place by place.
const COMPOSED: &[(char, &str, &str)] = &[
    // Acute, which is also the Greek tonos.
    ('\u{301}', "αεηιουωΑΕΗΙΟΥΩϊϋ", "άέήίόύώΆΈΉΊΌΎΏΐΰ"),
    ('\u{301}', "aeiouyAEIOUYcnszCNSZ", "áéíóúýÁÉÍÓÚÝćńśźĆŃŚŹ"),
    // Dialytika; also after the tonos, where people type it second.
    ('\u{308}', "ιυΙΥίύ", "ϊϋΪΫΐΰ"),
    ('\u{308}', "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
    ('\u{344}', "ιυ", "ΐΰ"),
    ('\u{300}', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('\u{302}', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('\u{303}', "anoANO", "ãñõÃÑÕ"),
    ('\u{306}', "agAG", "ăğĂĞ"),
    ('\u{307}', "zIZ", "żİŻ"),
    ('\u{30a}', "aA", "åÅ"),
    ('\u{30c}', "cszrdCSZRDeEnN", "čšžřďČŠŽŘĎěĚňŇ"),
    ('\u{327}', "csCS", "çşÇŞ"),
    ('\u{326}', "stST", "șțȘȚ"),
    ('\u{328}', "aeAE", "ąęĄĘ"),
];

/// Characters that are another one by definition (Unicode's canonical equivalents), or look exactly like it.
const SAME: (&str, &str) = (
    "\u{1f71}\u{1f73}\u{1f75}\u{1f77}\u{1f79}\u{1f7b}\u{1f7d}\u{1fbb}\u{1fc9}\u{1fcb}\u{1fdb}\u{1ff9}\u{1feb}\u{1ffb}\
     \u{1fd3}\u{1fe3}\u{387}\u{37e}\u{2126}\u{374}\u{b5}\u{2206}\u{2211}\u{220f}\u{3d5}\u{3d0}\u{3d1}",
    "άέήίόύώΆΈΉΊΌΎΏΐΰ·;Ωʹμ\u{394}ΣΠφβθ",
);

/// The text with every accent in its letter, other white space than the non-breaking as plain spaces, and
/// without invisible characters. Control characters stay, to be refused.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{a0}' | '\u{202f}' | '\u{2007}' => out.push('\u{a0}'),
            _ if c.is_whitespace() => out.push(' '),
            // Zero width, direction marks, the soft hyphen, the byte order mark.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {}
            '\u{300}'..='\u{36f}' => match out.pop() {
                Some(letter) => match composed(letter, c) {
                    Some(whole) => out.push(whole),
                    None => out.extend([letter, c]),
                },
                None => out.push(c),
            },
            // Nearly every character; none of them is in the table, which is slow to look through.
            ' '..='~' | '\u{388}'..='\u{3ce}' => out.push(c),
            _ => out.push(same(c)),
        }
    }
    out
}

fn composed(letter: char, mark: char) -> Option<char> {
    COMPOSED.iter().filter(|(known, _, _)| *known == mark).find_map(|(_, from, to)| counterpart(letter, from, to))
}

fn same(c: char) -> char {
    counterpart(c, SAME.0, SAME.1).unwrap_or(c)
}

/// The character of `to` at the place that `c` has in `from`.
pub(super) fn counterpart(c: char, from: &str, to: &str) -> Option<char> {
    from.chars().zip(to.chars()).find(|(known, _)| *known == c).map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::{COMPOSED, SAME, tidy};

    #[test]
    fn the_tables_pair_place_by_place() {
        for (mark, from, to) in COMPOSED {
            assert_eq!(from.chars().count(), to.chars().count(), "{mark:?}");
        }
        assert_eq!(SAME.0.chars().count(), SAME.1.chars().count());
        assert!(SAME.0.chars().all(|known| tidy(&known.to_string()) != known.to_string()));
    }

    #[test]
    fn decomposed_greek_is_composed_in_either_order_of_marks() {
        assert_eq!(tidy("Μαι\u{308}\u{301}ου"), "Μαΐου");
        assert_eq!(tidy("Μαι\u{301}\u{308}ου"), "Μαΐου");
        assert_eq!(tidy("Α\u{301}γιος Ι\u{308}"), "Άγιος Ϊ");
        assert_eq!(tidy("\u{1f71}\u{1fd3}\u{2126}"), "άΐΩ");
    }

    #[test]
    fn invisible_characters_go_and_white_space_is_spaces() {
        assert_eq!(tidy("Νί\u{200b}κος\t\u{feff}Π\u{ad}α"), "Νίκος Πα");
        assert_eq!(tidy("1\u{202f}€"), "1\u{a0}€");
    }

    #[test]
    fn a_mark_without_its_letter_and_a_control_character_stay_to_be_refused() {
        assert_eq!(tidy("\u{301}x"), "\u{301}x");
        assert_eq!(tidy("β\u{30f}"), "β\u{30f}");
        assert_eq!(tidy("a\u{1b}@"), "a\u{1b}@");
    }
}
