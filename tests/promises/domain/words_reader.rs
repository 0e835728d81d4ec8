//! Reads an amount in Greek words back to cents, strictly: a wrong gender, a wrong «εκατό», a wrong order or a
//! wrong space is refused. Written from the grammar and not from the writer, so that the two can disagree.

/// What the words say, in cents; nothing where they are not good Greek.
pub fn cents(text: &str) -> Option<i64> {
    let words: Vec<&str> = text.split(' ').collect();
    if words == ["μηδέν", "ευρώ"] {
        return Some(0);
    }
    match words.iter().position(|word| *word == "ευρώ") {
        None => lepta(&words),
        Some(place) => {
            let euro = number(&words[..place])? * 100;
            match &words[place + 1..] {
                [] => Some(euro),
                ["και", rest @ ..] => Some(euro + lepta(rest)?),
                _ => None,
            }
        }
    }
}

/// «ένα λεπτό», «δύο λεπτά» to «ενενήντα εννέα λεπτά».
fn lepta(words: &[&str]) -> Option<i64> {
    let (noun, count) = words.split_last()?;
    let count = below_thousand(count, Gender::Neuter)?;
    let fits = match *noun {
        "λεπτό" => count == 1,
        "λεπτά" => (2..100).contains(&count),
        _ => false,
    };
    fits.then_some(count)
}

/// Millions, thousands and the rest, each at most once and in this order.
fn number(words: &[&str]) -> Option<i64> {
    let (millions, words) = match words.iter().position(|word| word.starts_with("εκατομμύρι")) {
        None => (0, words),
        Some(place) => {
            let count = below_thousand(&words[..place], Gender::Neuter)?;
            let noun = if count == 1 { "εκατομμύριο" } else { "εκατομμύρια" };
            if words[place] != noun {
                return None;
            }
            (count, &words[place + 1..])
        }
    };
    let (thousands, words) = match words.iter().position(|word| *word == "χιλιάδες") {
        None if words.first() == Some(&"χίλια") => (1, &words[1..]),
        None => (0, words),
        Some(place) => {
            let count = below_thousand(&words[..place], Gender::Feminine)?;
            // One thousand is «χίλια».
            if count == 1 {
                return None;
            }
            (count, &words[place + 1..])
        }
    };
    let rest = if words.is_empty() { 0 } else { below_thousand(words, Gender::Neuter)? };
    let total = millions * 1_000_000 + thousands * 1_000 + rest;
    (total > 0).then_some(total)
}

#[derive(Clone, Copy, PartialEq)]
enum Gender {
    Feminine,
    Neuter,
}

/// 1 to 999: a hundred, a ten, a unit, or a word of the teens in place of the last two.
fn below_thousand(words: &[&str], gender: Gender) -> Option<i64> {
    let (first, rest) = words.split_first()?;
    match hundred(first, gender) {
        Some(100) if *first == "εκατόν" => Some(100 + below_hundred(rest, gender)?),
        Some(100) => rest.is_empty().then_some(100),
        Some(hundred) if rest.is_empty() => Some(hundred),
        Some(hundred) => Some(hundred + below_hundred(rest, gender)?),
        None => below_hundred(words, gender),
    }
}

fn below_hundred(words: &[&str], gender: Gender) -> Option<i64> {
    match words {
        [word] => unit(word, gender).or_else(|| teen(word, gender)).or_else(|| ten(word)),
        [first, second] => Some(ten(first)? + unit(second, gender)?),
        _ => None,
    }
}

fn hundred(word: &str, gender: Gender) -> Option<i64> {
    match (word, gender) {
        ("εκατό" | "εκατόν", _) => Some(100),
        ("διακόσια", Gender::Neuter) | ("διακόσιες", Gender::Feminine) => Some(200),
        ("τριακόσια", Gender::Neuter) | ("τριακόσιες", Gender::Feminine) => Some(300),
        ("τετρακόσια", Gender::Neuter) | ("τετρακόσιες", Gender::Feminine) => Some(400),
        ("πεντακόσια", Gender::Neuter) | ("πεντακόσιες", Gender::Feminine) => Some(500),
        ("εξακόσια", Gender::Neuter) | ("εξακόσιες", Gender::Feminine) => Some(600),
        ("επτακόσια", Gender::Neuter) | ("επτακόσιες", Gender::Feminine) => Some(700),
        ("οκτακόσια", Gender::Neuter) | ("οκτακόσιες", Gender::Feminine) => Some(800),
        ("εννιακόσια", Gender::Neuter) | ("εννιακόσιες", Gender::Feminine) => Some(900),
        _ => None,
    }
}

fn ten(word: &str) -> Option<i64> {
    Some(match word {
        "είκοσι" => 20,
        "τριάντα" => 30,
        "σαράντα" => 40,
        "πενήντα" => 50,
        "εξήντα" => 60,
        "εβδομήντα" => 70,
        "ογδόντα" => 80,
        "ενενήντα" => 90,
        _ => return None,
    })
}

fn teen(word: &str, gender: Gender) -> Option<i64> {
    Some(match (word, gender) {
        ("δέκα", _) => 10,
        ("έντεκα", _) => 11,
        ("δώδεκα", _) => 12,
        ("δεκατρία", Gender::Neuter) | ("δεκατρείς", Gender::Feminine) => 13,
        ("δεκατέσσερα", Gender::Neuter) | ("δεκατέσσερις", Gender::Feminine) => 14,
        ("δεκαπέντε", _) => 15,
        ("δεκαέξι", _) => 16,
        ("δεκαεπτά", _) => 17,
        ("δεκαοκτώ", _) => 18,
        ("δεκαεννέα", _) => 19,
        _ => return None,
    })
}

fn unit(word: &str, gender: Gender) -> Option<i64> {
    Some(match (word, gender) {
        ("ένα", Gender::Neuter) | ("μία", Gender::Feminine) => 1,
        ("δύο", _) => 2,
        ("τρία", Gender::Neuter) | ("τρεις", Gender::Feminine) => 3,
        ("τέσσερα", Gender::Neuter) | ("τέσσερις", Gender::Feminine) => 4,
        ("πέντε", _) => 5,
        ("έξι", _) => 6,
        ("επτά", _) => 7,
        ("οκτώ", _) => 8,
        ("εννέα", _) => 9,
        _ => return None,
    })
}
