//! What is printed instead of a character that a code page lacks: a named substitute or nothing else. A
//! character without one stays as it is, and the page is then refused before any byte is sent.

use super::code_page::CodePage;
use super::escpos::PrinterProfile;
use super::tidy::{counterpart, tidy};

/// One character for one.
const SINGLE: &[(&str, &str)] = &[
    // Greek: the accent goes before the letter does.
    ("ΐΰΪΫ", "ϊϋΙΥ"),
    // Quotation marks, accents and primes that stand alone (as in «Β΄ Νεκροταφείο»).
    ("«»“”„″", "\"\"\"\"\"\""),
    ("‘’‚‹›΄´ʹ′", "'''''''''"),
    ("–—―−‐‑‒", "-------"),
    ("·•∙×", ".**x"),
    // Latin letters with marks, of names from abroad.
    ("àáâãäåāăąª", "aaaaaaaaaa"),
    ("ÀÁÂÃÄÅĀĂĄ", "AAAAAAAAA"),
    ("çćčÇĆČ", "cccCCC"),
    ("ďđĎĐð", "ddDDd"),
    ("èéêëēėęěÈÉÊËĒĖĘĚ", "eeeeeeeeEEEEEEEE"),
    ("ğģĞĢ", "ggGG"),
    ("ìíîïīıįÌÍÎÏĪİĮ", "iiiiiiiIIIIIII"),
    ("ķļľłĶĻĽŁ", "klllKLLL"),
    ("ñńņňÑŃŅŇ", "nnnnNNNN"),
    ("òóôõöøőºÒÓÔÕÖØŐ", "ooooooooOOOOOOO"),
    ("řŕŘŔ", "rrRR"),
    ("śşšșŚŞŠȘ", "ssssSSSS"),
    ("ťțţŤȚŢ", "tttTTT"),
    ("ùúûüūůűųÙÚÛÜŪŮŰŲ", "uuuuuuuuUUUUUUUU"),
    ("ýÿÝŸ", "yyYY"),
    ("źżžŹŻŽ", "zzzZZZ"),
];

/// Several characters for one.
const SEVERAL: &[(char, &str)] = &[
    ('…', "..."),
    ('½', "1/2"),
    ('¼', "1/4"),
    ('¾', "3/4"),
    ('№', "No"),
    ('™', "(TM)"),
    ('®', "(R)"),
    ('©', "(C)"),
    ('§', "par."),
    ('ß', "ss"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
];

/// The text as a printer of this profile can print it. A non-breaking space stays one until the lines are
/// broken.
pub(super) fn printable(text: &str, profile: &PrinterProfile) -> String {
    let mut out = String::with_capacity(text.len());
    for c in tidy(text).chars() {
        match c {
            '\u{a0}' => out.push(c),
            '€' if profile.prints_euro() => out.push(c),
            '€' => out.push_str(&profile.euro),
            _ if profile.code_page.encode(c).is_some() => out.push(c),
            _ => substitute(c, profile.code_page, &mut out),
        }
    }
    out
}

fn substitute(c: char, code_page: CodePage, out: &mut String) {
    let single = SINGLE.iter().find_map(|(from, to)| counterpart(c, from, to));
    let several = SEVERAL.iter().find(|(known, _)| *known == c).map(|(_, text)| *text);
    match (single, several) {
        (Some(other), _) if code_page.encode(other).is_some() => out.push(other),
        (_, Some(text)) => out.push_str(text),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{SEVERAL, SINGLE};

    #[test]
    fn the_tables_pair_place_by_place_and_end_in_what_every_page_has() {
        for (from, to) in SINGLE {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
        }
        for (_, text) in SEVERAL {
            assert!(text.is_ascii(), "{text}");
        }
    }
}
