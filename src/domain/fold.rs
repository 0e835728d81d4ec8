//! Folding of text for search: «Παπαδόπουλος» is found by «παπαδοπουλοσ» and by «ΠΑΠΑΔΟΠΟΥΛΟΣ».

/// Upper case without accents and dialytika, final sigma as sigma, white space as single spaces, dashes and
/// dots as spaces. Latin letters are upper-cased and otherwise left alone.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Combining accents of decomposed text.
            '\u{300}'..='\u{36f}' => {}
            _ if c.is_whitespace() || matches!(c, '-' | '.' | ',' | '\u{2010}'..='\u{2015}') => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.push_str(&folded_letter(c)),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn folded_letter(c: char) -> String {
    let plain = match c {
        'ά' | 'Ά' | 'ἀ'..='ἇ' | 'ὰ' | '\u{1f71}' => 'Α',
        'έ' | 'Έ' | 'ὲ' | '\u{1f73}' => 'Ε',
        'ή' | 'Ή' | 'ὴ' | '\u{1f75}' => 'Η',
        'ί' | 'Ί' | 'ϊ' | 'Ϊ' | 'ΐ' | 'ὶ' | '\u{1f77}' => 'Ι',
        'ό' | 'Ό' | 'ὸ' | '\u{1f79}' => 'Ο',
        'ύ' | 'Ύ' | 'ϋ' | 'Ϋ' | 'ΰ' | 'ὺ' | '\u{1f7b}' => 'Υ',
        'ώ' | 'Ώ' | 'ὼ' | '\u{1f7d}' => 'Ω',
        'ς' => 'Σ',
        other => return other.to_uppercase().collect(),
    };
    plain.to_string()
}
