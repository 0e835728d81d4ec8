//! A bad row is told by line, column and reason; the good rows around it load.

use tameio::domain::afm::AfmError;
use tameio::domain::rf::RfError;
use tameio::exchange::mapping::{Encoding, Mapping};
use tameio::exchange::reason::{AmountFault, BadRow, RowReason};

use super::{load, mapping_of};

const HEADER: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο;ΑΦΜ;RF;Λήξη;Προσαυξήσεις;Δόση";

/// A good row with one cell changed, between two good rows.
fn with_cell(place: usize, cell: &str) -> (Vec<String>, Vec<BadRow>) {
    let mut cells =
        ["bad", "Α Β", "0311", "Τέλη", "2026", "10,00", "123456783", "RF712348231", "30/06/2026", "1,00", "1"];
    cells[place] = cell;
    let text = format!("{HEADER}\n1;Α;1;Τ;2026;1,00;;;;;\n{}\n3;Α;1;Τ;2026;1,00;;;;;\n", cells.join(";"));
    let (good, bad) = load(text.as_bytes(), &Mapping::default());
    (good.into_iter().map(|record| record.external_id).collect(), bad)
}

#[test]
fn a_wrong_cell_is_told_by_line_column_and_reason_and_the_rest_loads() {
    let date = || RowReason::Date { pattern: "%d/%m/%Y".to_owned() };
    let amount = RowReason::Amount;
    let long = |length: usize| "α".repeat(length);
    let cases = [
        (0, String::new(), RowReason::Missing),
        (1, "  ".to_owned(), RowReason::Missing),
        (2, String::new(), RowReason::Missing),
        (3, "\u{a0}".to_owned(), RowReason::Missing),
        (4, String::new(), RowReason::Missing),
        (5, String::new(), RowReason::Missing),
        (0, long(101), RowReason::TooLong { limit: 100 }),
        (1, long(301), RowReason::TooLong { limit: 300 }),
        (2, long(21), RowReason::TooLong { limit: 20 }),
        (3, long(501), RowReason::TooLong { limit: 500 }),
        (1, "Α\u{7}Β".to_owned(), RowReason::Character('\u{7}')),
        (1, "Α\u{202e}Β".to_owned(), RowReason::Character('\u{202e}')),
        (3, "Α\u{200b}Β".to_owned(), RowReason::Character('\u{200b}')),
        (4, "1949".to_owned(), RowReason::Year),
        (4, "2101".to_owned(), RowReason::Year),
        (4, "2.026".to_owned(), RowReason::Year),
        (4, "+2026".to_owned(), RowReason::Year),
        (4, "70000".to_owned(), RowReason::Year),
        (5, "δέκα".to_owned(), amount(AmountFault::Malformed)),
        (5, "10.00".to_owned(), amount(AmountFault::Malformed)),
        (5, "€".to_owned(), amount(AmountFault::Malformed)),
        (5, "10,001".to_owned(), amount(AmountFault::TooPrecise)),
        (5, "-10,00".to_owned(), amount(AmountFault::Negative)),
        (5, "1000000000,00".to_owned(), amount(AmountFault::OutOfRange)),
        (9, "x".to_owned(), amount(AmountFault::Malformed)),
        (6, "123456784".to_owned(), RowReason::Afm(AfmError::CheckDigit)),
        (6, "12345".to_owned(), RowReason::Afm(AfmError::Length(5))),
        (7, "RF722348231".to_owned(), RowReason::Rf(RfError::CheckDigits)),
        (7, "712348231".to_owned(), RowReason::Rf(RfError::NotRf)),
        (7, "0".repeat(30), RowReason::Rf(RfError::StateIdentity)),
        (8, "2026-06-30".to_owned(), date()),
        (8, "31/06/2026".to_owned(), date()),
        (8, "30/06/26".to_owned(), date()),
        (10, "0".to_owned(), RowReason::Instalment),
        (10, "1/12".to_owned(), RowReason::Instalment),
    ];
    for (place, cell, reason) in cases {
        let (good, bad) = with_cell(place, &cell);
        let column = HEADER.split(';').nth(place).map(ToOwned::to_owned);
        assert_eq!(bad, [BadRow { line: 3, column, reason }], "{cell:?}");
        assert_eq!(good, ["1", "3"]);
    }
}

#[test]
fn what_is_unusual_and_right_loads() {
    let cells = [
        (1, " Α \t Β "),
        (1, "Περίεργος ΰΐ “Ω” – œ 名"),
        (4, " 1950 "),
        (4, "2100"),
        (5, "1.234"),
        (5, "€ 5"),
        (5, "999.999.998,99"),
        (6, "EL 123456783"),
        (6, "23456780"),
        (6, "0"),
        (6, "000000000"),
        (7, "ρφ71 2348 231"),
        (7, ""),
        (8, "1/7/2026"),
        (8, ""),
        (10, ""),
        (10, "65535"),
    ];
    for (place, cell) in cells {
        let (good, bad) = with_cell(place, cell);
        assert_eq!((good.len(), bad), (3, vec![]), "{cell:?}");
    }
    for (place, limit) in [(0, 100), (1, 300), (2, 20), (3, 500)] {
        assert_eq!(with_cell(place, &"ά".repeat(limit)).1, []);
    }
}

#[test]
fn a_debt_of_nothing_is_refused_and_one_of_surcharge_alone_is_not() {
    let row = |capital: &str, surcharge: &str| {
        let text = format!("{HEADER}\n1;Α;1;Τ;2026;{capital};;;;{surcharge};\n");
        let (good, bad) = load(text.as_bytes(), &Mapping::default());
        (good.len(), bad.into_iter().map(|row| row.reason).next())
    };
    assert_eq!(row("0,00", "5,00"), (1, None));
    assert_eq!(row("0", "0,00"), (0, Some(RowReason::NothingOwed)));
    assert_eq!(row("0,00", ""), (0, Some(RowReason::NothingOwed)));
    // Each is an amount, and together they are more than the desk can write.
    assert_eq!(row("999999999,99", "0,01"), (0, Some(RowReason::Amount(AmountFault::OutOfRange))));
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let text = "\r\n\
                Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο\r\n\
                1;Α;1;\"πρώτη\r\nδεύτερη\n\nτέταρτη \"\"Χ;Ψ\"\"\";2026;1,00\r\n\
                \r\n\
                2;Α;1;Τ;2026\r\n\
                3;Α;1;Τ;2026;1,00;\n\
                4;Α;1;Τ;26;1,00\n\
                1;Α;1;Τ;2026;1,00\n\
                4;Α;1;Τ;2026;1,00\n\
                \n\
                5;Α;1;\"ανοιχτό;2026;1,00\n\
                6;Α;1;\"Τ\"έλη;2026;1,00\n\
                7;Α;1;Τέλη \"Χ\";2026;1,00\n\
                8;Α;1;\"Τ\";2026;1,00";
    let (good, bad) = load(text.as_bytes(), &Mapping::default());
    let numbers: Vec<&str> = good.iter().map(|record| record.external_id.as_str()).collect();
    assert_eq!(numbers, ["1", "3", "4", "7", "8"]);
    assert_eq!(good[0].description, "πρώτη δεύτερη τέταρτη \"Χ;Ψ\"");
    let found: Vec<(u64, Option<&str>, RowReason)> =
        bad.iter().map(|row| (row.line, row.column.as_deref(), row.reason.clone())).collect();
    let expected = [
        (8, None, RowReason::FieldCount { expected: 6, found: 5 }),
        (10, Some("Έτος"), RowReason::Year),
        (11, Some("Αριθμός Οφειλής"), RowReason::Duplicate { first_line: 3 }),
        (14, None, RowReason::StrayQuote),
        (15, None, RowReason::StrayQuote),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_number_on_a_bad_row_is_free_for_a_good_one() {
    let text = format!("{HEADER}\n1;Α;1;Τ;2026;x;;;;;\n1;Α;1;Τ;2026;1,00;;;;;\n1;Α;1;Τ;2026;1,00;;;;;\n");
    let (good, bad) = load(text.as_bytes(), &Mapping::default());
    assert_eq!(good.len(), 1);
    let words: Vec<(u64, &str)> = bad.iter().map(|row| (row.line, row.reason.word())).collect();
    assert_eq!(words, [(2, "bad_amount"), (4, "duplicate_id")]);
    assert_eq!(bad[1].reason, RowReason::Duplicate { first_line: 3 });
}

#[test]
fn bytes_of_another_encoding_are_told_by_their_row() {
    let mut text = format!("{HEADER}\n1;Α;1;Τ;2026;1,00;;;;;\n2;").into_bytes();
    text.extend_from_slice(
        b"\xd0\xe1\xf0\xe1\xe4\xfc\xf0\xef\xf5\xeb\xef\xf2;1;\xd4;2026;1,00;;;;;\n3;\xff;1;T;2026;1,00;;;;;\n",
    );
    text.extend_from_slice("4;Α;1;Τ;2026;1,00;;;;;\n".as_bytes());
    let (good, bad) = load(&text, &Mapping::default());
    assert_eq!(good.len(), 2);
    let reason = |likely| RowReason::Undecodable { configured: Encoding::Utf8, likely };
    let column = Some("Ονοματεπώνυμο".to_owned());
    let expected = [
        BadRow { line: 3, column: column.clone(), reason: reason(Some(Encoding::Windows1253)) },
        BadRow { line: 4, column, reason: reason(None) },
    ];
    assert_eq!(bad, expected);
}

#[test]
fn a_byte_that_the_code_page_lacks_is_told_by_its_row() {
    for encoding in [Encoding::Windows1253, Encoding::Iso8859_7] {
        let (header, _, _) = match encoding {
            Encoding::Windows1253 => encoding_rs::WINDOWS_1253.encode(HEADER),
            _ => encoding_rs::ISO_8859_7.encode(HEADER),
        };
        let mut text = header.into_owned();
        text.extend_from_slice(b"\n1;\xc1\xff;1;T;2026;1,00;;;;;\n2;\xc1;1;T;2026;1,00;;;;;\n");
        let (good, bad) = load(&text, &mapping_of(encoding));
        assert_eq!(good.len(), 1);
        assert_eq!((bad[0].line, bad[0].reason.word()), (2, "undecodable"));
    }
}

#[test]
fn what_is_said_of_a_bad_row_holds_nothing_of_its_text() {
    let text = format!(
        "{HEADER}\nΜυστικό;Μυστικό\nΜυστικό;Α;1;Τ;2026;Μυστικό;;;;;\nΜυστικό;Α;1;Τ;Μυστικό;1;;;;;\n\
                        2;Α;1;Τ;2026;1;;;Μυστικό;;\n3;Α;1;Τ;2026;1;Μυστικό;;;;\n4;Α;1;Τ;2026;1;;Μυστικό;;;\n"
    );
    let (_, bad) = load(text.as_bytes(), &Mapping::default());
    assert_eq!(bad.len(), 6);
    for row in bad {
        assert!(!format!("{row} {row:?}").contains("υστικό"), "{row:?}");
    }
}
