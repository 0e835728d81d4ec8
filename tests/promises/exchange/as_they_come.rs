//! What spreadsheets and old systems make of a file is read where nothing is in doubt, counted and said; what is lost
//! in it is refused by line.

use tameio::domain::debt::DebtRecord;
use tameio::domain::stated::{Stated, Validity};
use tameio::exchange::debts::DebtFile;
use tameio::exchange::file_error::FileError;
use tameio::exchange::mapping::{Encoding, Mapping};
use tameio::exchange::reason::{AmountFault, BadRow, RowReason, Spoiled};

use super::{day, euro, load, mapping_of, shown};

const TITLES: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο;Λήξη;Προσαυξήσεις;Κατάσταση";
const ROW: &str = "1;Άννα Ψαρά;0311;Τέλη;2026;10,00;30/06/2026;1,00;Βεβαιωμένη";
const OTHER: &str = "2;Ζωή Ψαρά;0311;Τέλη;2026;20,00;;;Διαγραμμένη";

struct Read {
    good: Vec<DebtRecord>,
    bad: Vec<BadRow>,
    otherwise: Vec<(&'static str, u64, u64)>,
}

fn read(bytes: &[u8], mapping: &Mapping) -> Read {
    let mut file = DebtFile::read(bytes, bytes.len() as u64, mapping).unwrap();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for row in &mut file {
        match row {
            Ok(record) => good.push(record),
            Err(row) => bad.push(row),
        }
    }
    assert!(file.sha256().is_some());
    assert_eq!(file.bytes_read(), bytes.len() as u64);
    let otherwise = file.read_otherwise().iter().map(|met| (met.what.word(), met.count, met.first_line)).collect();
    Read { good, bad, otherwise }
}

fn plain() -> Vec<String> {
    load(format!("{TITLES}\n{ROW}\n{OTHER}\n").as_bytes(), &Mapping::default()).0.iter().map(shown).collect()
}

/// The same two debts come of a file, and what is said of it.
fn same(bytes: &[u8], mapping: &Mapping) -> Vec<(&'static str, u64, u64)> {
    let read = read(bytes, mapping);
    assert_eq!(read.bad, []);
    assert_eq!(read.good.iter().map(shown).collect::<Vec<_>>(), plain());
    read.otherwise
}

#[test]
fn rows_end_however_their_system_ends_them() {
    let text = |end: &str| [TITLES, ROW, OTHER, ""].join(end);
    let default = Mapping::default();
    for end in ["\n", "\r\n", "\n\n\n"] {
        assert_eq!(same(text(end).as_bytes(), &default), [], "{end:?}");
    }
    assert_eq!(same(text("\r").as_bytes(), &default), [("carriage_return", 3, 1)]);
    for end in ["\u{2028}", "\u{2029}", "\u{85}"] {
        assert_eq!(same(text(end).as_bytes(), &default), [("unicode_line_end", 1, 1)], "{end:?}");
    }
    // Each line by itself.
    assert_eq!(same(format!("{TITLES}\r{ROW}\n{OTHER}\r\n").as_bytes(), &default), [("carriage_return", 1, 1)]);
    let old = Encoding::Cp737.encode(&text("\r")).unwrap().into_owned();
    assert_eq!(same(&old, &mapping_of(Encoding::Cp737)), [("carriage_return", 3, 1)]);
}

#[test]
fn a_line_end_within_quotes_is_part_of_its_cell_and_lines_stay_counted() {
    for end in ["\n", "\r", "\r\n", "\u{2028}"] {
        let row = ROW.replace("Τέλη", &format!("\"Τέλη{end}νερό\""));
        let text = [TITLES, &row, "3;Χωρίς ποσό;0311;Τέλη;2026;x;;;", ""].join(if end == "\r" { "\r" } else { "\n" });
        let read = read(text.as_bytes(), &Mapping::default());
        assert_eq!(read.good[0].description, "Τέλη νερό", "{end:?}");
        let lines = if end == "\u{2028}" { 3 } else { 4 };
        assert_eq!((read.bad.len(), read.bad[0].line), (1, lines), "{end:?}");
        assert!(read.otherwise.contains(&("line_break", 1, 2)), "{end:?}: {:?}", read.otherwise);
    }
}

#[test]
fn titles_may_stand_below_a_heading_and_a_line_that_names_the_separator() {
    let below = |heading: &str| format!("{heading}{TITLES}\n{ROW}\n{OTHER}\n");
    let default = Mapping::default();
    assert_eq!(same(below("sep=;\r\n").as_bytes(), &default), [("separator_line", 1, 1)]);
    assert_eq!(same(below("\u{feff}\n\n").as_bytes(), &default), []);
    let heading = "Δήμος \"Θέρμης\" Α.Ε.;;;\n\n;;;;\nΚατάσταση οφειλών στις 29/11/2026\n";
    assert_eq!(same(below(heading).as_bytes(), &default), [("line_above_titles", 3, 1)]);
    let commas = below("sep=,\n").replace(';', ",").replace("10,00", "\"10,00\"").replace("20,00", "\"20,00\"");
    let commas = commas.replace("1,00,Βεβ", "\"1,00\",Βεβ");
    assert_eq!(same(commas.as_bytes(), &default), [("separator_line", 1, 1)]);
}

#[test]
fn titles_are_the_same_however_they_are_written() {
    let titles =
        "ΑΡΙΘΜΟΣ  ΟΦΕΙΛΗΣ;Oνοματεπώνυμο;Κ.Α.Ε.;Περιγραφη\u{301};έτος;Κεφάλαιο (€);ΛΗΞΗ;Προσ\u{ad}αυξήσεις;Κατάσταση:";
    let read = same(format!("{titles}\n{ROW}\n{OTHER}\n").as_bytes(), &Mapping::default());
    assert_eq!(read, [("title_by_meaning", 9, 1)]);
}

#[test]
fn a_title_that_is_nearly_an_expected_one_refuses_the_file_by_name() {
    let near = |from: &str, to: &str| {
        let text = format!("\n{TITLES}\n{ROW}\n").replace(from, to);
        match DebtFile::read(text.as_bytes(), 0, &Mapping::default()) {
            Err(FileError::NearTitles { near, line: 2 }) => {
                near.into_iter().map(|one| (one.found, one.expected)).collect()
            }
            Err(other) => panic!("{other}"),
            Ok(_) => Vec::new(),
        }
    };
    let pair = |found: &str, expected: &str| vec![(found.to_owned(), expected.to_owned())];
    assert_eq!(near("Προσαυξήσεις", "Προσαύξηση"), pair("Προσαύξηση", "Προσαυξήσεις"));
    assert_eq!(near("Κατάσταση", "Κατάστασις"), pair("Κατάστασις", "Κατάσταση"));
    assert_eq!(near("Λήξη", "Σχόλια"), []);
    assert_eq!(near(";Κατάσταση", ";Διεύθυνση"), []);
}

#[test]
fn a_title_that_is_nearly_one_by_which_nothing_is_paid_is_named_and_the_rest_loads() {
    let text = format!("{TITLES};Κωδικός\n{ROW};7\n").replace("Λήξη", "Λήξη προθεσμίας");
    let mut file = DebtFile::read(text.as_bytes(), 0, &Mapping::default()).unwrap();
    let near: Vec<(&str, &str)> =
        file.near_titles().iter().map(|near| (near.found.as_str(), near.expected.as_str())).collect();
    assert_eq!(near, [("Κωδικός", "Κωδικός Οφειλέτη"), ("Λήξη προθεσμίας", "Λήξη")]);
    assert!(file.next().unwrap().unwrap().due == Stated::Nothing);
}

#[test]
fn cells_too_many_or_too_few_at_the_end_cost_nothing_and_say_nothing() {
    let text =
        format!("{TITLES}\n{ROW};\n{OTHER};;;\n;;;;;;;;\n3;Α Β;0311;Τέλη;2026;5,00\n4;Α Β;0311;Τέλη;2026;6,00;;7,00\n");
    let read = read(text.as_bytes(), &Mapping::default());
    assert_eq!(read.bad, []);
    assert_eq!(read.good[..2].iter().map(shown).collect::<Vec<_>>(), plain());
    assert!(
        (read.good[2].due, read.good[2].surcharge, read.good[2].cancelled)
            == (Stated::Nothing, Stated::Nothing, Stated::Nothing)
    );
    assert!((read.good[3].due, read.good[3].surcharge) == (Stated::Empty, Stated::Is(euro("7.00"))));
    assert!(read.good[3].cancelled == Stated::Nothing);
    assert_eq!(read.otherwise, [("empty_row", 1, 4), ("cells_too_many", 2, 2), ("cells_too_few", 2, 5)]);
    // More in them, less than every debt needs, or a file that may have been cut off.
    for (row, found) in [(format!("{ROW};x"), 10), ("3;Α Β;0311;Τέλη;2026".to_owned(), 5)] {
        let (good, bad) = load(format!("{TITLES}\n{row}\n").as_bytes(), &Mapping::default());
        assert_eq!(good.len(), 0);
        assert_eq!(bad[0].reason, RowReason::FieldCount { expected: 9, found });
    }
    let (good, bad) = load(format!("{TITLES}\n3;Α Β;0311;Τέλη;2026;5,0").as_bytes(), &Mapping::default());
    assert_eq!((good.len(), bad[0].reason.word()), (0, "field_count"));
    // An unquoted separator in the middle, and an empty cell at the end: the cells stand below the wrong titles.
    let (_, bad) = load(format!("{TITLES}\n3;Α; Β;0311;Τέλη;2026;5,00;;;\n").as_bytes(), &Mapping::default());
    assert_eq!(bad[0].reason, RowReason::FieldCount { expected: 9, found: 10 });
}

/// What becomes of one cell of the row.
fn cell(place: usize, cell: &str) -> (Option<DebtRecord>, Option<RowReason>, Vec<&'static str>) {
    let mut cells: Vec<&str> = ROW.split(';').collect();
    cells[place] = cell;
    let mut read = read(format!("{TITLES}\n{}\n", cells.join(";")).as_bytes(), &Mapping::default());
    let words = read.otherwise.iter().map(|(word, _, _)| *word).collect();
    (read.good.pop(), read.bad.pop().map(|row| row.reason), words)
}

#[test]
fn what_a_spreadsheet_spoiled_is_refused_in_every_column() {
    for place in 0..9 {
        for (text, how) in [
            ("1,23457E+14", Spoiled::Scientific),
            ("1.23457e+14", Spoiled::Scientific),
            ("#REF!", Spoiled::FormulaError),
            ("#Δ/Υ", Spoiled::FormulaError),
            ("#ΤΙΜΗ!", Spoiled::FormulaError),
            ("########", Spoiled::TooNarrow),
        ] {
            assert_eq!(cell(place, text).1, Some(RowReason::Spoiled(how)), "{place} {text}");
        }
    }
    assert_eq!(cell(0, "123.0").1, Some(RowReason::Spoiled(Spoiled::Decimals)));
    assert_eq!(cell(2, "311,0").1, Some(RowReason::Spoiled(Spoiled::Decimals)));
    // In a column that nobody asks for it costs nothing.
    let text = format!("{TITLES};Σχόλια\n{ROW};#REF!\n");
    assert_eq!(read(text.as_bytes(), &Mapping::default()).bad, []);
}

#[test]
fn dates_are_read_as_they_are_meant_or_called_by_their_name() {
    let due = |text: &str| {
        let (record, reason, words) = cell(6, text);
        (record.map(|record| record.due), reason, words)
    };
    let june = Some(Stated::Is(day(2026, 6, 30)));
    assert_eq!(due("30/06/2026 00:00:00"), (june, None, vec!["midnight"]));
    for none in ["31/12/9999", "9999", "0", "-", "00/00/0000", "31/12/9999 00:00", "00/01/1900", "01/01/1900"] {
        assert_eq!(due(none), (Some(Stated::Empty), None, vec!["no_date"]), "{none}");
    }
    let serial = RowReason::DateSerial { day: day(2026, 6, 30), pattern: "%d/%m/%Y".to_owned() };
    assert_eq!(due("46203"), (None, Some(serial), vec![]));
    assert_eq!(due("30/06/2026 10:15").1.map(|reason| reason.word()), Some("bad_date"));
}

#[test]
fn a_code_without_end_is_told_from_one_of_which_nothing_is_said() {
    let titles = format!("{TITLES};Ισχύς RF έως");
    let validity = |cell: &str| {
        let (mut good, bad) = load(format!("{titles}\n{ROW};{cell}\n").as_bytes(), &Mapping::default());
        assert_eq!(bad, []);
        good.remove(0).rf_valid_until
    };
    assert_eq!(validity("31/12/2026"), Stated::Is(Validity::Until(day(2026, 12, 31))));
    assert_eq!(validity("31/12/9999"), Stated::Is(Validity::WithoutEnd));
    for nothing in ["", "-", "0"] {
        assert_eq!(validity(nothing), Stated::Empty, "{nothing}");
    }
}

#[test]
fn amounts_keep_their_thousands_and_are_never_negative() {
    let capital = |text: &str| {
        let (record, reason, words) = cell(5, text);
        (record.map(|record| record.capital), reason, words)
    };
    assert_eq!(capital("1.234,56"), (Some(euro("1234.56")), None, vec![]));
    for text in ["1 234,56", "1\u{a0}234,56", "1'234,56", "€ 1 234,56"] {
        assert_eq!(capital(text), (Some(euro("1234.56")), None, vec!["grouped"]), "{text}");
    }
    for text in ["(50,00)", "50,00-", "-50,00", "−50,00", "€ -50,00", "(50,00) €"] {
        assert_eq!(capital(text).1, Some(RowReason::Amount(AmountFault::Negative)), "{text}");
    }
    for text in ["1 23,45", "1.234.56", "1 234'567,00", "12 34", "()"] {
        assert_eq!(capital(text).1, Some(RowReason::Amount(AmountFault::Malformed)), "{text}");
    }
}

#[test]
fn a_status_that_is_nearly_that_of_a_withdrawn_debt_is_a_question() {
    let status = |text: &str| {
        let (record, reason, _) = cell(8, text);
        (record.map(|record| record.cancelled), reason.map(|reason| reason.word()))
    };
    for text in ["ΔΙΑΓΡΑΜΜΕΝΗ", "διαγραμμενη.", "Ακυρωμένη"] {
        assert_eq!(status(text), (Some(Stated::Is(true)), None), "{text}");
    }
    for text in ["Διαγραμένη", "Διαγραμμένο", "Ακυρωμένες", "Διαγρ.", "Διαγραφή", "Ακυρώθηκε", "ΑΚΥΡΩΣΗ"]
    {
        assert_eq!(status(text), (None, Some("unclear_status")), "{text}");
    }
    for text in ["Βεβαιωμένη", "Ανοικτή"] {
        assert_eq!(status(text), (Some(Stated::Is(false)), None), "{text}");
    }
    assert_eq!(status(""), (Some(Stated::Empty), None));
}

#[test]
fn each_encoding_is_read_and_utf_16_under_each_of_them() {
    let text = format!("{TITLES}\r\n{ROW}\r\n{OTHER}\r\n");
    for encoding in Encoding::ALL {
        let bytes = encoding.encode(&text).unwrap();
        assert_eq!(same(&bytes, &mapping_of(encoding)), [], "{encoding:?}");
        for (marked, big) in [(true, false), (true, true), (false, false), (false, true)] {
            let text = if marked { format!("\u{feff}{text}") } else { text.clone() };
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect();
            assert_eq!(same(&bytes, &mapping_of(encoding)), [("utf16", 1, 1)], "{encoding:?} {marked} {big}");
        }
    }
}

#[test]
fn a_code_that_a_spreadsheet_wrapped_is_the_code() {
    for wrapped in ["=\"000123\"", "\"=\"\"000123\"\"\"", "'000123"] {
        let (record, reason, words) = cell(0, wrapped);
        assert_eq!(
            (record.map(|record| record.external_id), reason, words),
            (Some("000123".into()), None, vec!["wrapped"])
        );
    }
    // Before a name it may be an accent.
    assert_eq!(cell(1, "'Αγιος").0.unwrap().name, "'Αγιος");
}

#[test]
fn what_was_healed_of_a_tax_number_or_a_code_is_counted() {
    let text = format!("{TITLES};ΑΦΜ;RF\n{ROW};94259216;ρφ23 9020 1800 0009 3204 2721 6\n{OTHER};094019245;\n");
    let read = read(text.as_bytes(), &Mapping::default());
    assert_eq!(read.bad, []);
    assert_eq!(read.otherwise, [("afm_healed", 1, 2), ("rf_healed", 1, 2)]);
}
