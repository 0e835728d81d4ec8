//! What a cashier typed or scanned: an RF code, a bill's code, an ΑΦΜ or part of a name. Which of them it is
//! gets decided here, and what is nearly one of them is refused as that one, so that a mistyped RF code is not
//! searched as a name.

use std::fmt;

use super::afm::{Afm, AfmError, strip_country};
use super::fold::fold;
use super::rf::{Healed, Rf, RfError, RfInput, heal};
use super::scanned::{Inside, behind_symbology, inside, is_rf_attempt, nine_digits_behind_symbology, without_start};

/// A look-up, parsed. `Debug` does not print the name: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub enum Query {
    Rf(RfInput),
    Afm {
        afm: Afm,
        healed: Vec<Healed>,
    },
    /// By part of a name, folded, at least two letters.
    Name(String),
}

/// Why an input cannot be looked up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    #[error("empty query")]
    Empty,
    /// It begins like an RF code and is not one.
    #[error(transparent)]
    Rf(#[from] RfError),
    /// The digits of an RF code whose beginning is missing.
    #[error("the beginning of an RF code is missing")]
    StartMissing,
    /// More than one RF code in one text.
    #[error("more than one RF code")]
    SeveralCodes,
    /// It has the digits of a tax number and is not one.
    #[error(transparent)]
    Afm(#[from] AfmError),
    /// One letter would list half the municipality.
    #[error("a name needs at least two letters")]
    TooShort,
}

impl Query {
    /// Tells an RF code, a tax number and a name apart. A bill's QR code may hold the RF code among other
    /// fields: it is taken where exactly one is in there. What scanners add and lose is put right.
    ///
    /// # Errors
    /// See [`QueryError`].
    pub fn parse(input: &str) -> Result<Query, QueryError> {
        let Some(bare) = behind_symbology(input) else { return Query::bare(input) };
        let mut query = Query::bare(bare)?;
        if let Query::Rf(RfInput { healed, .. }) | Query::Afm { healed, .. } = &mut query
            && !healed.contains(&Healed::ScannerAdded)
        {
            healed.push(Healed::ScannerAdded);
        }
        Ok(query)
    }

    fn bare(input: &str) -> Result<Query, QueryError> {
        let (text, healed) = heal(input);
        if text.is_empty() {
            return Err(QueryError::Empty);
        }
        let whole = match Rf::parse(input) {
            Ok(found) => return Ok(Query::Rf(found)),
            Err(error) => error,
        };
        if whole == RfError::StateIdentity {
            return Err(whole.into());
        }
        match inside(input) {
            Inside::One(found) => return Ok(Query::Rf(found)),
            // Which of them the citizen means is not for the desk to guess.
            Inside::Several => return Err(QueryError::SeveralCodes),
            // Wrong check digits say more than the separator after them.
            Inside::Broken(error) if error == RfError::CheckDigits || !is_rf_attempt(&text) => return Err(error.into()),
            Inside::Broken(_) | Inside::Nothing => {}
        }
        if let Some(completed) = without_start(&text) {
            let found = completed.ok_or(QueryError::StartMissing)?;
            return Ok(Query::Rf(RfInput { healed: [healed, found.healed].concat(), ..found }));
        }
        if is_rf_attempt(&text) || is_iban(&text) {
            return Err(whole.into());
        }
        if is_afm_attempt(&text) {
            let (afm, healed) = Afm::parse(input)?;
            return Ok(Query::Afm { afm, healed });
        }
        if let Some(digits) = nine_digits_behind_symbology(&text) {
            let (afm, more) = Afm::parse(digits)?;
            return Ok(Query::Afm { afm, healed: [healed, more, vec![Healed::ScannerAdded]].concat() });
        }
        let name = fold(input);
        if name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return Err(QueryError::TooShort);
        }
        Ok(Query::Name(name))
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::Rf(found) => f.debug_tuple("Rf").field(found).finish(),
            Query::Afm { afm, healed } => f.debug_struct("Afm").field("afm", afm).field("healed", healed).finish(),
            Query::Name(name) => write!(f, "Name({} characters)", name.chars().count()),
        }
    }
}

/// Whether healed text begins like a Greek bank account, also as a Greek keyboard layout writes it.
fn is_iban(text: &str) -> bool {
    text.strip_prefix(['G', 'Γ', 'γ'])
        .and_then(|rest| rest.strip_prefix(['R', 'Ρ', 'ρ']))
        .is_some_and(|rest| leading_digits(rest) >= 2)
}

/// Whether healed text was meant as a tax number: digits and no letters but its country, or so many digits at
/// its beginning that no company is called so.
fn is_afm_attempt(text: &str) -> bool {
    let bare = strip_country(text);
    let digits = leading_digits(bare);
    digits >= 7 || bare.contains(|c: char| c.is_ascii_digit()) && !bare.contains(char::is_alphabetic)
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CODE: &str = "RF23902018000009320427216";

    fn rf(input: &str) -> RfInput {
        match Query::parse(input) {
            Ok(Query::Rf(found)) => found,
            other => panic!("{input:?} gave {other:?}"),
        }
    }

    fn error(input: &str) -> QueryError {
        Query::parse(input).expect_err(input)
    }

    fn name(input: &str) -> String {
        match Query::parse(input) {
            Ok(Query::Name(name)) => name,
            other => panic!("{input:?} gave {other:?}"),
        }
    }

    #[test]
    fn an_rf_code_is_known_however_it_was_typed_or_scanned() {
        for input in [
            CODE,
            "rf23 9020 1800 0009 3204 2721 6",
            "ΡΦ23902018000009320427216",
            "  ρφ23-9020-1800-0009-3204-2721-6\r\n",
            "\u{2}RF23902018000009320427216\u{3}",
            "\u{feff}\u{200b} \u{200e}RF23902018000009320427216\t",
            "ＲＦ２３９０２０１８０００００９３２０４２７２１６",
        ] {
            assert_eq!(rf(input).rf.as_str(), CODE, "{input:?}");
        }
        assert_eq!(rf("RF18539007547034").rf.as_str(), "RF18539007547034");
    }

    #[test]
    fn a_bills_code_gives_its_rf_and_its_amount_as_a_hint() {
        let found = rf("RF23902018000009320427216000000123451");
        assert_eq!(found.rf.as_str(), CODE);
        assert_eq!(found.amount_hint.unwrap().to_string(), "123.45");
        assert_eq!(found.healed, [Healed::BillTail]);
    }

    #[test]
    fn one_rf_code_is_taken_out_of_a_longer_text() {
        for input in [
            "https://pay.example.gr/bill?rf=RF23902018000009320427216&amount=123.45",
            "https://pay.example.gr/RF23902018000009320427216",
            "RF23902018000009320427216;123,45;30/11/2026",
            "123,45|094259216|ΡΦ23902018000009320427216|ΠΑΠΑΔΟΠΟΥΛΟΣ",
            "Ταυτότητα Οφειλής: RF23 9020 1800 0009 3204 2721 6",
            "Κωδικός RF23 9020 1800 0009 3204 2721 6 Ποσό 123,45 €",
            "RF23902018000009320427216 123,45",
            "RF23902018000009320427216\u{1d}12345",
            "RF23902018000009320427216\nRF23902018000009320427216",
            "IBAN GR1601101250000000012300695; RF23902018000009320427216",
        ] {
            let found = rf(input);
            assert_eq!(found.rf.as_str(), CODE, "{input:?}");
            let said = [Healed::BillTail, Healed::Repeated].iter().any(|what| found.healed.contains(what));
            assert!(said, "{input:?}");
        }
        assert_eq!(rf("ref=RF712348231&x=1").rf.as_str(), "RF712348231");
    }

    #[test]
    fn two_different_codes_in_one_text_are_not_guessed_between() {
        let both = "RF23902018000009320427216;RF33999000000000000000001";
        assert_eq!(error(both), QueryError::SeveralCodes);
        assert_eq!(error(&both.replace(';', " ")), QueryError::SeveralCodes);
    }

    #[test]
    fn a_mistyped_code_is_refused_as_a_code_and_never_searched_as_a_name() {
        for (input, expected) in [
            ("RF24902018000009320427216", RfError::CheckDigits),
            ("ΡΦ24 9020 1800 0009 3204 2721 6", RfError::CheckDigits),
            ("RF23902018000009320427261", RfError::CheckDigits),
            ("RF23", RfError::Length(4)),
            ("RF", RfError::Length(2)),
            ("ρφ", RfError::Length(2)),
            ("RF2390201800000932042721Ω", RfError::Character('Ω')),
            ("RFO3902018000009320427216", RfError::Character('O')),
            ("RF239020180000093204272160000", RfError::Length(29)),
            ("https://pay.example.gr/?rf=RF24902018000009320427216", RfError::CheckDigits),
            ("RF24902018000009320427216;123,45", RfError::CheckDigits),
            ("Κωδικός RF24 9020 1800 0009 3204 2721 6", RfError::CheckDigits),
            ("GR1601101250000000012300695", RfError::NotRf),
            ("gr16 0110 1250 0000 0001 2300 695", RfError::NotRf),
            ("ΓΡ1601101250000000012300695", RfError::NotRf),
            ("123456789012345678901234567890", RfError::StateIdentity),
            ("12345 67890 12345 67890 12345 67890", RfError::StateIdentity),
        ] {
            assert_eq!(error(input), QueryError::Rf(expected), "{input:?}");
        }
    }

    #[test]
    fn the_beginning_of_a_mistyped_code_is_not_taken_for_a_short_one() {
        // `RF712348231` alone is a valid code of eleven characters.
        assert_eq!(error("RF712348231 0000 0000 0000 00"), QueryError::Rf(RfError::CheckDigits));
    }

    #[test]
    fn a_tax_number_is_known_with_its_prefix_and_without_its_leading_zero() {
        for (input, healed) in [
            ("094259216", vec![]),
            ("EL 094 259 216", vec![Healed::Spaces, Healed::CountryPrefix]),
            ("ελ094259216", vec![Healed::CountryPrefix]),
            ("Εl094259216\r", vec![Healed::Case, Healed::CountryPrefix]),
            ("94259216", vec![Healed::LeadingZero]),
        ] {
            let afm = Afm::parse("094259216").unwrap().0;
            assert_eq!(Query::parse(input), Ok(Query::Afm { afm, healed }), "{input:?}");
        }
    }

    #[test]
    fn digits_that_are_no_tax_number_are_refused_as_one() {
        for (input, expected) in [
            ("094259217", AfmError::CheckDigit),
            ("1234567", AfmError::Length(7)),
            ("7", AfmError::Length(1)),
            ("0942592160", AfmError::Length(10)),
            ("239020180000093", AfmError::Length(15)),
            ("000000000", AfmError::Zeros),
            ("00000000", AfmError::Zeros),
            ("12345678A", AfmError::Character('A')),
            ("094.259.216", AfmError::Character('.')),
            ("EL12", AfmError::Length(2)),
        ] {
            assert_eq!(error(input), QueryError::Afm(expected), "{input:?}");
        }
    }

    #[test]
    fn a_name_is_folded_and_needs_two_letters() {
        assert_eq!(name("  Παπαδόπουλος  Γιώργος "), "ΠΑΠΑΔΟΠΟΥΛΟΣ ΓΙΩΡΓΟΣ");
        assert_eq!(name("ΡΦΑΝΙΔΗΣ"), "ΡΦΑΝΙΔΗΣ");
        assert_eq!(name("ρφανίδης"), "ΡΦΑΝΙΔΗΣ");
        assert_eq!(name("Ρούσσος"), "ΡΟΥΣΣΟΣ");
        assert_eq!(name("RF Systems"), "RF SYSTEMS");
        assert_eq!(name("ΑΦΟΙ RF4 ΕΠΕ"), "ΑΦΟΙ RF4 ΕΠΕ");
        assert_eq!(name("3Κ ΑΕ"), "3Κ ΑΕ");
        assert_eq!(name("ΕΛ"), "ΕΛ");
        assert_eq!(name("EL GRECO"), "EL GRECO");
        assert_eq!(name("ΓΡΗΓΟΡΙΟΥ"), "ΓΡΗΓΟΡΙΟΥ");
        for input in ["Π", "1Π", "'", "%", "Π.", "…"] {
            assert_eq!(error(input), QueryError::TooShort, "{input:?}");
        }
        for input in ["", "   ", "\r\n", "\u{200b}", "---"] {
            assert_eq!(error(input), QueryError::Empty, "{input:?}");
        }
    }

    #[test]
    fn a_query_does_not_print_a_name_or_a_whole_tax_number() {
        let shown = format!("{:?} {:?}", Query::parse("Παπαδόπουλος"), Query::parse("094259216"));
        assert!(!shown.contains("ΠΑΠ") && !shown.contains("0942592"), "{shown}");
    }

    proptest! {
        #[test]
        fn any_text_is_answered(input in "\\PC{0,80}|[RFrfΡΦρφ0-9 ;:/&=-]{0,90}") {
            match Query::parse(&input) {
                Ok(Query::Name(name)) => {
                    prop_assert!(name.chars().filter(|c| c.is_alphabetic()).count() >= 2);
                    prop_assert_eq!(fold(&name), name);
                }
                Ok(Query::Rf(found)) => prop_assert_eq!(Rf::parse(found.rf.as_str()).unwrap().rf, found.rf),
                Ok(Query::Afm { .. }) | Err(_) => {}
            }
        }

        #[test]
        fn a_code_is_found_whatever_stands_around_it(
            organisation in 0u32..100_000, debt in 0u64..1_000_000_000_000_000,
            before in "([a-zα-ω0-9 ]{0,12}[:;=/|&?])?", after in "([:;/|&][a-zα-ω0-9 ]{0,12})?",
        ) {
            let code = Rf::from_body(&format!("{organisation:05}8{debt:015}")).unwrap();
            let found = Query::parse(&format!("{before}{code}{after}"));
            prop_assert!(matches!(&found, Ok(Query::Rf(input)) if input.rf == code), "{:?}", found);
            let found = Query::parse(&format!("{before}{}{after}", code.grouped()));
            prop_assert!(matches!(&found, Ok(Query::Rf(input)) if input.rf == code), "{:?}", found);
        }
    }
}
