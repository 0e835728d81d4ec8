//! Folding of text for search: «Παπαδόπουλος» is found by «παπαδοπουλοσ» and by «ΠΑΠΑΔΟΠΟΥΛΟΣ». What is
//! stored for search and what is searched for go through the same function, which changes nothing the second
//! time.

use super::rf::{is_dash, is_invisible};

/// Upper case without accents, breathings and dialytika, final sigma as sigma, white space as single spaces,
/// dashes, dots and commas as spaces, invisible characters dropped. The accents of western European letters
/// go too; Latin letters are otherwise left alone and do not become the Greek ones that look like them.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '.' | ',') || is_dash(c) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if let Some(plain) = base_letter(c) {
            out.push(plain);
        } else if !is_invisible(c) && !is_combining(c) {
            // A letter may become several (ß → SS), of which some may be accents of their own.
            out.extend(c.to_uppercase().filter(|upper| !is_combining(*upper)));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Accents of decomposed text.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The bare capital of a letter with accents, in one code point: Greek of one accent and of several, and the
/// western European letters of Latin-1.
fn base_letter(c: char) -> Option<char> {
    Some(match c {
        'Ά' | 'ά' | '\u{1f00}'..='\u{1f0f}' | '\u{1f70}'..='\u{1f71}' | '\u{1f80}'..='\u{1f8f}' => 'Α',
        '\u{1fb0}'..='\u{1fbc}' => 'Α',
        'Έ' | 'έ' | '\u{1f10}'..='\u{1f1f}' | '\u{1f72}'..='\u{1f73}' | '\u{1fc8}'..='\u{1fc9}' => 'Ε',
        'Ή' | 'ή' | '\u{1f20}'..='\u{1f2f}' | '\u{1f74}'..='\u{1f75}' | '\u{1f90}'..='\u{1f9f}' => 'Η',
        '\u{1fc2}'..='\u{1fc7}' | '\u{1fca}'..='\u{1fcc}' => 'Η',
        'Ί' | 'ί' | 'Ϊ' | 'ϊ' | 'ΐ' | '\u{1f30}'..='\u{1f3f}' | '\u{1f76}'..='\u{1f77}' => 'Ι',
        '\u{1fd0}'..='\u{1fdb}' => 'Ι',
        'Ό' | 'ό' | '\u{1f40}'..='\u{1f4f}' | '\u{1f78}'..='\u{1f79}' | '\u{1ff8}'..='\u{1ff9}' => 'Ο',
        '\u{1fe4}' | '\u{1fe5}' | '\u{1fec}' => 'Ρ',
        'Ύ' | 'ύ' | 'Ϋ' | 'ϋ' | 'ΰ' | '\u{1f50}'..='\u{1f5f}' | '\u{1f7a}'..='\u{1f7b}' => 'Υ',
        '\u{1fe0}'..='\u{1fe3}' | '\u{1fe6}'..='\u{1feb}' => 'Υ',
        'Ώ' | 'ώ' | '\u{1f60}'..='\u{1f6f}' | '\u{1f7c}'..='\u{1f7d}' | '\u{1fa0}'..='\u{1faf}' => 'Ω',
        '\u{1ff2}'..='\u{1ff7}' | '\u{1ffa}'..='\u{1ffc}' | '\u{2126}' => 'Ω',
        'ς' => 'Σ',
        'À'..='Å' | 'à'..='å' => 'A',
        'Ç' | 'ç' => 'C',
        'È'..='Ë' | 'è'..='ë' => 'E',
        'Ì'..='Ï' | 'ì'..='ï' => 'I',
        'Ñ' | 'ñ' => 'N',
        'Ò'..='Ö' | 'ò'..='ö' => 'O',
        'Ù'..='Ü' | 'ù'..='ü' => 'U',
        'Ý' | 'ý' | 'ÿ' => 'Y',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for written in [
            "Παπαδόπουλος",
            "παπαδοπουλοσ",
            "ΠΑΠΑΔΟΠΟΥΛΟΣ",
            "ΠΑΠΑΔΌΠΟΥΛΟΣ",
            " παπαδόπουλος\t",
            "Παπαδο\u{301}πουλος",
            "Παπα\u{200b}δόπουλος",
            "Παπαδὸπουλος",
        ] {
            assert_eq!(fold(written), "ΠΑΠΑΔΟΠΟΥΛΟΣ", "{written:?}");
        }
    }

    #[test]
    fn every_accent_of_modern_and_of_old_greek_is_dropped() {
        assert_eq!(fold("άέήίόύώϊϋΐΰ ΆΈΉΊΌΎΏΪΫ"), "ΑΕΗΙΟΥΩΙΥΙΥ ΑΕΗΙΟΥΩΙΥ");
        assert_eq!(fold("ᾶῆῖῦῶ ᾳῃῳ ἀἁἂἃἄἅἆἇ ᾍ ῥῬ Ἑλένη"), "ΑΗΙΥΩ ΑΗΩ ΑΑΑΑΑΑΑΑ Α ΡΡ ΕΛΕΝΗ");
        assert_eq!(fold("\u{1f71}\u{1f73}\u{1f75}\u{1f77}\u{1f79}\u{1f7b}\u{1f7d}"), "ΑΕΗΙΟΥΩ");
    }

    #[test]
    fn what_separates_words_is_one_space() {
        assert_eq!(fold("Παπαδοπούλου-Γεωργίου  Ά."), "ΠΑΠΑΔΟΠΟΥΛΟΥ ΓΕΩΡΓΙΟΥ Α");
        assert_eq!(fold("Α.Ε.,\u{a0}ΑΦΟΙ – 3Κ"), "Α Ε ΑΦΟΙ 3Κ");
        assert_eq!(fold("--- ."), "");
    }

    #[test]
    fn latin_names_lose_their_accents_and_stay_latin() {
        assert_eq!(fold("Müller"), "MULLER");
        assert_eq!(fold("Mu\u{308}ller"), "MULLER");
        assert_eq!(fold("Strauß"), "STRAUSS");
        assert_ne!(fold("ANNA"), fold("ΑΝΝΑ"));
    }

    #[test]
    fn no_accented_greek_letter_is_forgotten() {
        let plain = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ";
        let blocks = ('\u{386}'..='\u{3ce}').chain('\u{1f00}'..='\u{1fff}');
        for c in blocks.filter(|c| c.is_alphabetic()) {
            let folded = fold(&c.to_string());
            assert!(folded.chars().count() == 1 && plain.contains(&folded), "{c} gave {folded:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,60}|[α-ωά-ώΑ-ΩΆ-Ώ\u{300}-\u{345}ß .-]{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}
