//! Files of debts: what loads, what is refused row by row and as a whole, and the invented ones.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use tameio::domain::debt::DebtRecord;
use tameio::domain::money::{DecimalMark, Money};
use tameio::domain::stated::{Stated, Validity};
use tameio::exchange::debts::{DebtFile, open};
use tameio::exchange::mapping::{Columns, Encoding, Mapping};
use tameio::exchange::reason::BadRow;

mod as_they_come;
mod bad_rows;
mod habits;
mod invented;
mod memory;
mod properties;
mod refused_files;

pub fn mapping_of(encoding: Encoding) -> Mapping {
    Mapping { encoding, ..Mapping::default() }
}

/// Reads bytes under a mapping: the good rows and the bad.
pub fn load(bytes: &[u8], mapping: &Mapping) -> (Vec<DebtRecord>, Vec<BadRow>) {
    let mut file = DebtFile::read(bytes, bytes.len() as u64, mapping).unwrap();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for row in &mut file {
        match row {
            Ok(record) => good.push(record),
            Err(row) => bad.push(row),
        }
    }
    (good, bad)
}

pub fn euro(text: &str) -> Money {
    Money::parse(text, DecimalMark::Point).unwrap()
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Records do not print themselves, because they hold personal data; tests may.
pub fn shown(record: &DebtRecord) -> String {
    let DebtRecord { external_id, name, revenue_code, description, year, capital, .. } = record;
    let cells = [
        told(&record.afm, ToString::to_string),
        told(&record.debtor_number, Clone::clone),
        told(&record.rf, ToString::to_string),
        told(&record.rf_valid_until, |validity| validity.last_day().map_or("∞".to_owned(), |day| day.to_string())),
        told(&record.list_no, Clone::clone),
        told(&record.due, ToString::to_string),
        told(&record.surcharge, ToString::to_string),
        told(&record.surcharge_as_of, ToString::to_string),
        told(&record.instalment, ToString::to_string),
        told(&record.cancelled, ToString::to_string),
    ];
    format!("{external_id}|{name}|{revenue_code}|{description}|{year}|{capital}|{}", cells.join("|"))
}

/// `?` where the file does not say.
fn told<T>(stated: &Stated<T>, show: impl Fn(&T) -> String) -> String {
    match stated {
        Stated::Nothing => "?".to_owned(),
        Stated::Empty => String::new(),
        Stated::Is(value) => show(value),
    }
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn load_sample(name: &str, encoding: Encoding) -> Vec<DebtRecord> {
    open(&sample(name), &mapping_of(encoding)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_file_in_the_documented_layout_loads_whole() {
    let records = load_sample("debts-utf-8.csv", Encoding::Utf8);
    let expected = [
        "2026/0001|Παπαδοπούλου Άννα|0441|Τέλος ακίνητης περιουσίας (ΤΑΠ)|2026|100.00|\
         123456783|?|RF33999000000000000000001|?|137/2026|2026-06-30|2.19|2026-11-01|?|?",
        "2026/0002|Νικολαΐδης Ηλίας του Σπυρίδωνος|0311|Τέλη καθαριότητας και φωτισμού|2026|123.45|\
         023456780|?|RF89911233000000000012345|?||2026-12-31|||?|?",
        "2025/0417|«Υπόδειγμα; Εμπορική» Ο.Ε.|0462|Τέλος διαφήμισης, πινακίδα \"Άλφα\"|2025|1234.56|\
         |?||?|12||0.00|2026-11-01|?|?",
        "2024/0009|Ξένη πινακίδα ΖΖ-1234|1512|Πρόστιμα ΚΟΚ|2024|80.00|\
         |?|RF18539007547034|?||2024-03-15|11.68|2026-11-01|?|?",
    ];
    assert_eq!(records.iter().map(shown).collect::<Vec<_>>(), expected);
}

#[test]
fn the_same_debts_come_of_every_encoding_and_with_a_byte_order_mark() {
    let plain = load_sample("debts-utf-8.csv", Encoding::Utf8);
    assert!(plain == load_sample("debts-utf-8-mark.csv", Encoding::Utf8));
    assert!(plain == load_sample("debts-windows-1253.csv", Encoding::Windows1253));
    assert!(plain == load_sample("debts-iso-8859-7.csv", Encoding::Iso8859_7));
}

#[test]
fn progress_lines_and_digest_are_those_of_the_file() {
    for name in ["debts-utf-8.csv", "debts-utf-8-mark.csv"] {
        let bytes = std::fs::read(sample(name)).unwrap();
        let mut file = open(&sample(name), &Mapping::default()).unwrap();
        assert_eq!((file.line(), file.total_bytes()), (0, bytes.len() as u64));
        let mut lines = Vec::new();
        while file.next().is_some() {
            lines.push(file.line());
            assert!(file.bytes_read() <= file.total_bytes());
        }
        // The row on line 4 has a line end in its description.
        assert_eq!(lines, [2, 3, 4, 6]);
        assert_eq!(file.bytes_read(), bytes.len() as u64);
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        assert_eq!(file.sha256(), Some(digest));
        assert_eq!(file.absent_columns(), ["Κωδικός Οφειλέτη", "Ισχύς RF έως", "Δόση", "Κατάσταση"]);
    }
}

#[test]
fn the_digest_is_not_given_before_the_whole_file_was_read() {
    let mut file = open(&sample("debts-utf-8.csv"), &Mapping::default()).unwrap();
    assert_eq!(file.sha256(), None);
    file.next().unwrap().unwrap();
    assert_eq!(file.sha256(), None);
}

#[test]
fn columns_come_in_any_order_and_further_ones_are_ignored() {
    let text = "σχόλια; Κεφάλαιο ;;Έτος;ΚΑΕ;Ονοματεπώνυμο;Περιγραφή;Αριθμός  Οφειλής;\n\
                \u{1};10,00;;2026;0311;Α Β;Τέλη;1;\n";
    let (good, bad) = load(text.as_bytes(), &Mapping::default());
    assert_eq!((good.len(), bad), (1, vec![]));
    assert_eq!((good[0].external_id.as_str(), good[0].capital), ("1", euro("10.00")));
    let nothing = (Stated::Nothing, Stated::Nothing, Stated::Nothing);
    assert!((good[0].surcharge, good[0].afm.clone(), good[0].cancelled) == nothing);
}

#[test]
fn instalments_expiry_and_withdrawn_debts_are_read() {
    let text = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο;Δόση;Ισχύς RF έως;Κατάσταση\n\
                1;Α Β;0311;Τέλη;2026;10,00;3;31/12/2026;Βεβαιωμένη\n\
                2;Α Β;0311;Τέλη;2026;10,00;;;ΑΚΥΡΩΜΕΝΗ\n\
                3;Α Β;0311;Τέλη;2026;10,00;;;διαγραμμένη\n";
    let (good, bad) = load(text.as_bytes(), &Mapping::default());
    assert_eq!(bad, []);
    assert_eq!(good[0].instalment, Stated::Is(3));
    assert_eq!(good[0].rf_valid_until, Stated::Is(Validity::Until(day(2026, 12, 31))));
    let cancelled: Vec<Stated<bool>> = good.iter().map(|record| record.cancelled).collect();
    assert_eq!(cancelled, [false, true, true].map(Stated::Is));
}

#[test]
fn another_systems_layout_is_a_mapping() {
    let mapping = Mapping {
        separator: '\t',
        decimal: DecimalMark::Point,
        date: "%Y%m%d".to_owned(),
        columns: Columns {
            external_id: "RF".to_owned(),
            name: "NAME".to_owned(),
            revenue_code: "CODE".to_owned(),
            description: "TEXT".to_owned(),
            year: "YEAR".to_owned(),
            capital: "AMOUNT".to_owned(),
            due: Some("DUE".to_owned()),
            ..Columns::default()
        },
        ..Mapping::default()
    };
    let text = "RF\tNAME\tCODE\tTEXT\tYEAR\tAMOUNT\tDUE\nRF712348231\tΑ; Β\t0311\tΤέλη\t2026\t1,234.50\t20260630\n";
    let (good, bad) = load(text.as_bytes(), &mapping);
    assert_eq!(bad, []);
    assert_eq!(good[0].external_id, "RF712348231");
    assert_eq!(good[0].rf.value().unwrap().as_str(), "RF712348231");
    assert_eq!((good[0].capital, good[0].due), (euro("1234.50"), Stated::Is(day(2026, 6, 30))));
}
