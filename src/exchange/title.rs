//! Titles of columns, compared by what they mean to a reader: case, accents, composed or decomposed letters, letters
//! of another alphabet that look the same, points, spaces and what nobody can see do not count.

use crate::domain::fold::fold;

/// A title as it is compared: two with one key are the same title.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct TitleKey(String);

impl TitleKey {
    pub(super) fn of(title: &str) -> TitleKey {
        TitleKey(fold(title).chars().filter(|c| c.is_alphanumeric()).map(look_alike).collect())
    }

    /// Whether nothing is left of the title.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the other is nearly the same: a few letters differ, or one is the other cut short.
    pub(super) fn is_near(&self, other: &TitleKey) -> bool {
        let (mine, theirs) = (self.0.as_str(), other.0.as_str());
        if mine == theirs {
            return false;
        }
        let (short, long) = if mine.len() <= theirs.len() { (mine, theirs) } else { (theirs, mine) };
        let letters = short.chars().count();
        if letters >= SHORTEST_CUT && long.starts_with(short) {
            return true;
        }
        let has_one_stem = self.has_stem_of(other) && self.shared(other) * 5 >= long.chars().count() * 3;
        // A third of the shorter one: «Προσαύξηση» is nearly «Προσαυξήσεις», «Έτος» is not «Είδος».
        has_one_stem || (letters >= SHORTEST_NEAR && strsim::osa_distance(mine, theirs) <= letters / 3)
    }
}

impl TitleKey {
    /// Whether both begin alike: «Διαγραφή» and «Διαγραμμένη».
    pub(super) fn has_stem_of(&self, other: &TitleKey) -> bool {
        self.shared(other) >= SHORTEST_STEM
    }

    /// Letters that both begin with.
    fn shared(&self, other: &TitleKey) -> usize {
        self.0.chars().zip(other.0.chars()).take_while(|(a, b)| a == b).count()
    }
}

/// Letters that a title must share with its beginning, as in «Προσαυξ.».
const SHORTEST_CUT: usize = 3;
/// Letters of a stem that singular and plural share: «Έγκριση» and «Εγκρίσεις».
const SHORTEST_STEM: usize = 5;
/// Letters below which a few that differ make another word.
const SHORTEST_NEAR: usize = 4;

/// The Greek capital that looks like a letter of another alphabet; signs of full width as they are.
fn look_alike(c: char) -> char {
    match c {
        'A' | 'А' => 'Α',
        'B' | 'В' => 'Β',
        'E' | 'Е' => 'Ε',
        'Z' => 'Ζ',
        'H' | 'Н' => 'Η',
        'I' | 'І' => 'Ι',
        'K' | 'К' => 'Κ',
        'M' | 'М' => 'Μ',
        'N' => 'Ν',
        'O' | 'О' => 'Ο',
        'P' | 'Р' => 'Ρ',
        'T' | 'Т' => 'Τ',
        'Y' | 'У' => 'Υ',
        'X' | 'Х' => 'Χ',
        'Ф' => 'Φ',
        '\u{ff21}'..='\u{ff3a}' => wide(c, 'A'),
        '\u{ff10}'..='\u{ff19}' => wide(c, '0'),
        _ => c,
    }
}

/// A sign of full width as the plain one, and that as the Greek letter that looks like it.
fn wide(c: char, first: char) -> char {
    let start = if first == 'A' { 0xff21 } else { 0xff10 };
    let plain = char::from_u32(u32::from(c) - start + u32::from(first)).unwrap_or(c);
    if plain == c { c } else { look_alike(plain) }
}

/// A title of a file that is nearly one that was expected and not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearTitle {
    /// As the file has it.
    pub found: String,
    /// As the mapping has it.
    pub expected: String,
}

/// Which of the found titles are nearly an expected one that is not among them. What is an expected title itself is
/// near to no other.
pub(super) fn near<'a>(
    found: &'a [String],
    all: impl Iterator<Item = &'a str>,
    absent: impl Iterator<Item = &'a str>,
) -> Vec<NearTitle> {
    let known: Vec<TitleKey> = all.map(TitleKey::of).collect();
    let unknown: Vec<&String> = found.iter().filter(|name| !known.contains(&TitleKey::of(name))).collect();
    let mut pairs = Vec::new();
    for expected in absent {
        let near = unknown.iter().filter(|name| is_nearly(name, expected));
        pairs.extend(near.map(|name| NearTitle { found: (*name).clone(), expected: expected.to_owned() }));
    }
    pairs
}

/// Whether a title is nearly another one, or has it among its words: «Ποσό προσαυξήσεων», «Κωδικός RF».
fn is_nearly(found: &str, expected: &str) -> bool {
    let key = TitleKey::of(expected);
    let is_one_word = fold(expected).split_whitespace().count() == 1;
    let has_word = || {
        fold(found).split_whitespace().any(|word| {
            let word = TitleKey::of(word);
            word == key || word.is_near(&key)
        })
    };
    TitleKey::of(found).is_near(&key) || (is_one_word && has_word())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        TitleKey::of(one) == TitleKey::of(other)
    }

    #[test]
    fn a_title_is_the_same_however_it_is_written() {
        for written in [
            "προσαυξησεις",
            "ΠΡΟΣΑΥΞΗΣΕΙΣ",
            " Προσαυξήσεις ",
            "Προσαυξη\u{301}σεις",
            "Προσαυξήσεις (€)",
            "Πρoσαυξήσεις:",
        ] {
            assert!(same(written, "Προσαυξήσεις"), "{written}");
        }
        for written in ["Α.Φ.Μ.", "αφμ", "ΑΦM", "A.Φ.M.", "Α Φ Μ", "\u{feff}ΑΦΜ", "Α\u{200b}ΦΜ", "«ΑΦΜ»"]
        {
            assert!(same(written, "ΑΦΜ"), "{written}");
        }
        assert!(same("Αριθμός_Οφειλής", "Αρ\u{ad}ιθμός  Οφειλής"));
        assert!(same("KAE", "ΚΑΕ") && same("ΚАЕ", "ΚΑΕ") && same("ＲＦ", "RF") && same("Ισχύς Rf έως", "ΙΣΧΥΣ RF ΕΩΣ"));
        assert!(!same("Λήξη", "Δόση"));
    }

    #[test]
    fn a_title_that_is_nearly_an_expected_one_is_told_from_another() {
        let near = is_nearly;
        for (found, expected) in [
            ("Προσαύξηση", "Προσαυξήσεις"),
            ("Προσαυξ.", "Προσαυξήσεις"),
            ("Κατασταση οφ.", "Κατάσταση"),
            ("Αριθμός Οφειλών", "Αριθμός Οφειλής"),
            ("Λήξης", "Λήξη"),
            ("Εγκρίσεις", "Έγκριση"),
            ("Ποσό προσαυξήσεων", "Προσαυξήσεις"),
            ("Τρέχουσα κατάσταση", "Κατάσταση"),
            ("Κωδικός RF", "RF"),
            ("ΑΦΜ οφειλέτη", "ΑΦΜ"),
            ("Ημερομηνία λήξης", "Λήξη"),
            ("Κεφάλαια", "Κεφάλαιο"),
        ] {
            assert!(near(found, expected), "{found}");
        }
        for (found, other) in [
            ("Έτος", "Είδος"),
            ("ΑΦΜ", "ΚΑΕ"),
            ("Σχόλια", "Κεφάλαιο"),
            ("RF", "ΑΦΜ"),
            ("Περιγραφή", "Προσαυξήσεις"),
            ("Αριθμός φακέλου", "Αριθμός Οφειλής"),
            ("Έτος βεβαίωσης", "Ισχύς RF έως"),
        ] {
            assert!(!near(found, other), "{found}");
        }
    }
}
