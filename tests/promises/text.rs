//! Text for people: both languages say the same things, with the same variables, in files that parse, and the
//! source asks for nothing that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent::FluentResource;
use tameio::ecr::codes::ErrorCode;
use tameio::ecr::terminal::LostTrack;
use tameio::text::{Language, Text, Value, files, say};

/// Key → variables, of all files of a language.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in files(language) {
        let mut current = None;
        for line in text.lines() {
            if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| is_key(name)) {
                let fresh = keys.insert(name.to_owned(), BTreeSet::new()).is_none();
                assert!(fresh, "{name} twice in {} ({file})", language.word());
                current = Some(name.to_owned());
            }
            let Some(name) = &current else { continue };
            for part in line.split('$').skip(1).filter(|_| !line.starts_with('#')) {
                let variable = part.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
                keys.get_mut(name).unwrap().insert(variable);
            }
        }
    }
    keys
}

fn is_key(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[test]
fn all_files_parse() {
    for language in Language::ALL {
        for (file, text) in files(language) {
            if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
                panic!("{}/{file}.ftl: {errors:?}", language.word());
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (greek, english) = (keys(Language::El), keys(Language::En));
    assert_eq!(greek, english);
    assert!(greek.len() > 300, "{}", greek.len());
    for ((file, el), (_, en)) in files(Language::El).iter().zip(files(Language::En)) {
        let order = |text: &str| -> Vec<String> {
            text.lines().filter_map(|l| l.split_once(" =")).map(|(n, _)| n.to_owned()).filter(|n| is_key(n)).collect()
        };
        assert_eq!(order(el), order(en), "{file}.ftl: the same order helps who translates");
    }
}

#[test]
fn every_text_is_complete_with_its_variables() {
    for language in Language::ALL {
        let text = Text::new(language);
        for (key, variables) in keys(language) {
            for count in [0_i64, 1, 2] {
                let values: Vec<(&str, Value<'_>)> = variables
                    .iter()
                    .map(|name| match name.as_str() {
                        "count" | "minutes" | "failures" => (name.as_str(), count.into()),
                        _ => (name.as_str(), "Ω".into()),
                    })
                    .collect();
                let sentence = text.with(&key, &values);
                assert!(!sentence.trim().is_empty() && !sentence.contains(['⟨', '{', '}']), "{key}: {sentence}");
                assert!(!sentence.contains(['\u{2068}', '\u{2069}']), "{key}: isolating marks");
            }
        }
    }
}

#[test]
fn what_is_missing_shows_itself() {
    let text = Text::new(Language::El);
    assert_eq!(text.get("no-such-key"), "⟨no-such-key⟩");
    assert!(text.get("config-missing").contains("{$file}"));
}

#[test]
fn counts_choose_singular_and_plural() {
    let of = |language, count: i64| Text::new(language).with("receipt-copies", &[("count", count.into())]);
    assert_eq!(
        [of(Language::El, 1), of(Language::El, 2), of(Language::El, 0)],
        ["1 αντίγραφο", "2 αντίγραφα", "χωρίς αντίγραφα"]
    );
    assert_eq!([of(Language::En, 1), of(Language::En, 2)], ["1 copy", "2 copies"]);
}

#[test]
fn every_code_of_the_terminal_has_its_sentence() {
    for language in Language::ALL {
        let text = Text::new(language);
        for code in ["00", "03", "04", "05", "06", "09", "33", "66", "other"] {
            assert!(text.has(&format!("terminal-result-{code}")), "{code}");
        }
        for code in ["001", "002", "003", "004", "100", "500", "501", "502", "503", "504", "777", "999", "other"] {
            assert!(text.has(&format!("terminal-error-{code}")), "{code}");
        }
    }
}

#[test]
fn every_reason_for_an_unknown_outcome_has_its_sentence() {
    let lost = [
        LostTrack::SilentBeforeConfirm,
        LostTrack::SilentAfterConfirm,
        LostTrack::LineClosed,
        LostTrack::ForeignSession,
        LostTrack::ForeignAmount,
        LostTrack::Unreadable,
        LostTrack::ErrorAfterConfirm(ErrorCode::BUSY),
        LostTrack::WriteFailed,
        LostTrack::AskRefused(ErrorCode::BUSY),
    ];
    // The words that the desk itself writes down.
    let own = [
        "crashed",
        "not_booked",
        "not_written",
        "cannot_ask",
        "another_terminal",
        "operator_missing",
        "terminal_changed",
    ];
    let asked = ["terminal_unreachable", "line_noisy", "bad_value"];
    for language in Language::ALL {
        let text = Text::new(language);
        for word in lost.iter().map(LostTrack::word).chain(own).chain(asked) {
            let sentence = say::unknown(&text, word);
            assert!(!sentence.contains(['⟨', '{']) && !sentence.contains(word), "{word}: {sentence}");
        }
        assert!(say::unknown(&text, "brand_new").contains("brand"), "an unlisted word is shown as it came");
    }
}

/// The sentences of the refusals with the variables that they are told with, as the rows of `Refusal::told` have them.
fn refusals() -> BTreeMap<String, BTreeSet<String>> {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain");
    let source =
        ["refusal.rs", "refusal/grounds.rs"].map(|file| std::fs::read_to_string(room.join(file)).unwrap()).concat();
    let rows = source.split("pub fn told(&self)").nth(1).unwrap().split("pub fn word(").next().unwrap();
    let words = |function: &str| -> Vec<String> {
        let body = source.split(function).nth(1).unwrap().split("\n}\n").next().unwrap();
        called(body, &["=> "]).into_iter().map(str::to_owned).collect()
    };
    let mut told = BTreeMap::new();
    for row in rows.split("            Refusal::").skip(1) {
        let names = called(row, &["Told::of(", "after_all_told("]);
        let own = called(row, &[".by("]);
        // A name and its value in brackets, and no call.
        let mut facts: BTreeSet<String> = called(row, &["[(", " ("]).into_iter().map(str::to_owned).collect();
        if row.contains("after_all_told") {
            facts.extend(["of", "session", "number"].map(str::to_owned));
        }
        let sentences: Vec<String> = match (own.as_slice(), names.as_slice()) {
            ([own], _) | ([], [own]) => vec![(*own).to_owned()],
            _ if row.contains("of_debt(") => words("fn of_debt("),
            _ if row.contains("why.word()") => words("impl NotVoidable"),
            // Of several sentences, which are tested where they are made.
            _ if row.contains("doubt.word()") || row.contains("why.told()") => continue,
            _ => panic!("no sentence: {row}"),
        };
        told.extend(sentences.into_iter().map(|sentence| (sentence, facts.clone())));
    }
    told
}

#[test]
fn every_refusal_has_its_sentence_with_what_it_tells_and_no_sentence_is_left_over() {
    let told = refusals();
    assert!(told.len() > 60, "{told:#?}");
    let keys = keys(Language::El);
    for (sentence, facts) in &told {
        let key = format!("refused-{}", sentence.replace('_', "-"));
        let variables = keys.get(&key).unwrap_or_else(|| panic!("no text {key}"));
        assert!(variables.is_subset(facts), "{key} asks for {variables:?} and is told {facts:?}");
    }
    let elsewhere = ["evidence-booked", "clock-behind", "terminal-clock"];
    for name in keys.keys().filter_map(|key| key.strip_prefix("refused-")) {
        assert!(told.contains_key(&name.replace('-', "_")) || elsewhere.contains(&name), "left over: refused-{name}");
    }
}

#[test]
fn only_an_approved_result_does_not_say_that_the_card_was_not_charged() {
    for (key, _) in keys(Language::El) {
        let sentence = Text::new(Language::El).with(&key, &[("code", "Z9".into())]);
        let english = Text::new(Language::En).with(&key, &[("code", "Z9".into())]);
        if key.starts_with("terminal-result-") && key != "terminal-result-00" {
            assert!(sentence.contains("Η κάρτα δεν χρεώθηκε.") && english.contains("was not charged."), "{key}");
        } else if key.starts_with("terminal-error-") {
            assert!(sentence.contains("Δεν διαβάστηκε κάρτα.") && english.contains("No card was read."), "{key}");
        } else if key.starts_with("unknown-") {
            assert!(!sentence.contains("δεν χρεώθηκε") && !english.contains("not charged."), "{key}");
        }
    }
}

#[test]
fn the_refusal_of_cash_names_three_ways_to_pay() {
    let hours = "Δευτέρα έως Πέμπτη 08:30–13:00";
    let text = Text::new(Language::El);
    assert!(text.get("way-online").contains("Πληρώνω Ηλεκτρονικά"));
    assert!(text.get("way-bank").contains("RF"));
    assert!(text.with("way-desk", &[("hours", hours.into())]).contains(hours));
}

#[test]
fn greek_words_carry_their_accents() {
    // Of one syllable, whatever the count of vowels says.
    let unaccented = ["για", "μια", "μιας", "πια", "γεια", "ποια", "ποιο", "ποιος", "ποιον", "πιο", "δυο"];
    for (file, text) in files(Language::El) {
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let greek_lower = word.chars().skip(1).any(|c| ('α'..='ω').contains(&c));
            let accented = word.chars().any(|c| "άέήίόύώΐΰΆΈΉΊΌΎΏ".contains(c));
            let one_syllable = syllables(word) < 2
                || word.starts_with(|c: char| c.is_ascii_digit())
                || unaccented.contains(&word.to_lowercase().as_str());
            assert!(!greek_lower || accented || one_syllable, "{file}.ftl: «{word}»");
        }
    }
}

/// Runs of vowels, the digraphs as one.
fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut previous = ' ';
    for c in word.to_lowercase().chars() {
        let vowel = "αεηιουω".contains(c);
        let digraph = matches!((previous, c), ('α' | 'ε' | 'ο' | 'υ', 'ι') | ('ο' | 'α' | 'ε' | 'η', 'υ'));
        if vowel && !digraph {
            count += 1;
        }
        previous = c;
    }
    count
}

/// Source files without their comment lines.
fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path, code.join("\n")));
        }
    }
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// Text literals of a source file, without escapes, which no key has.
fn literals(source: &str) -> BTreeSet<&str> {
    source.lines().flat_map(|line| line.split('"')).collect()
}

/// Literals that directly follow one of the calls.
fn called<'a>(source: &'a str, calls: &[&str]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for call in calls {
        for (place, _) in source.match_indices(call) {
            let rest = source[place + call.len()..].trim_start();
            found.extend(rest.strip_prefix('"').and_then(|rest| rest.split('"').next()));
        }
    }
    found
}

/// The second literal of a call, where its first argument is one too.
fn second<'a>(source: &'a str, calls: &[&str]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for call in calls {
        for (place, _) in source.match_indices(call) {
            let mut parts = source[place + call.len()..].splitn(5, '"');
            if let (Some(""), Some(_), Some(between), Some(key)) =
                (parts.next().map(str::trim), parts.next(), parts.next(), parts.next())
                && between.trim() == ","
            {
                found.push(key);
            }
        }
    }
    found
}

#[test]
fn every_text_that_the_source_asks_for_exists() {
    let keys = keys(Language::El);
    let known = |name: &str| keys.contains_key(name) || keys.contains_key(&format!("{name}-other"));
    for (path, source) in all_sources() {
        let shown = path.display();
        let in_text = path.components().any(|part| part.as_os_str() == "text");
        let asking =
            ["text.get(", "text.with(", "text().get(", "text().with(", "draw.get(", "draw.with(", ".tell(", ".remark("];
        let mut asked = called(&source, &asking);
        asked.extend(second(&source, &["Failure::usage(", "Failure::input(", "Failure::unavailable("]));
        if in_text {
            asked.extend(called(&source, &["self.get(", "self.with("]));
        }
        // These files hold keys, families of keys, and no other literals with a dash.
        if in_text && !path.ends_with("text/mod.rs") {
            asked.extend(literals(&source).into_iter().filter(|l| is_key(l) && l.contains('-') && !l.ends_with('-')));
        }
        // A control, a field and a state have their words as a key.
        let of_screen = |literal: &&str| is_key(literal) && literal.starts_with("screen-") && !literal.ends_with('-');
        asked.extend(literals(&source).into_iter().filter(of_screen));
        for key in asked {
            assert!(known(key), "{shown}: no text {key}");
        }
    }
}

/// A key is used where the source has it as a literal, asks for its family, or makes it of a literal that ends
/// in a dash or goes on with a variable (`"exit-"`, `"exit-{code}"`).
#[test]
fn no_text_is_left_over() {
    let sources = all_sources();
    let literals: BTreeSet<&str> = sources.iter().flat_map(|(_, source)| literals(source)).collect();
    // The codes and words of the terminal come over the wire or out of the journal.
    let families: BTreeSet<&str> = literals
        .iter()
        .filter_map(|literal| literal.split_once('{').map(|(start, _)| start).or(Some(literal)))
        .filter(|start| start.ends_with('-') && start.len() > 2 && is_key(start))
        .collect();
    let left_over: Vec<String> = keys(Language::El)
        .into_keys()
        .filter(|key| !literals.contains(key.as_str()) && !families.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(left_over.is_empty(), "{left_over:#?}");
}
