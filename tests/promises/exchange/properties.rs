//! Written and read back, any debts are the same; and no bytes make reading fail otherwise than row by row.

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tameio::domain::afm::Afm;
use tameio::domain::debt::DebtRecord;
use tameio::domain::money::{DecimalMark, MAX_CENTS, Money};
use tameio::domain::rf::Rf;
use tameio::domain::stated::{Stated, Validity};
use tameio::exchange::debts::DebtFile;
use tameio::exchange::invented::write_csv;
use tameio::exchange::mapping::{Encoding, Mapping};

use super::{load, shown};

/// Words of letters and signs that all encodings have, with single spaces; none that a spreadsheet writes instead of a
/// value.
fn text(words: usize) -> impl Strategy<Value = String> {
    vec("[A-Za-zΑ-ΡΣ-ΩΆΈΌα-ωάέήίόύώϊϋ0-9;,.|\"&/()=@]{1,8}", 1..=words).prop_map(|words| words.join(" "))
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0..109_000u64).prop_map(|days| NaiveDate::from_ymd_opt(1901, 1, 1).unwrap() + chrono::Days::new(days))
}

/// A record that proptest may show when a case fails.
#[derive(Clone, PartialEq)]
struct Case(DebtRecord);

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

fn record() -> impl Strategy<Value = Case> {
    let debtor = (text(4), option::of(1u32..100_000_000), option::of("[0-9]{1,9}"));
    let validity = prop_oneof![Just(Validity::WithoutEnd), date().prop_map(Validity::Until)];
    let code = (option::of("[0-9A-Z]{1,21}"), option::of(validity));
    let what = ("[0-9]{1,6}", text(8), 1950u16..=2100, option::of("[0-9]{1,6}/[0-9]{4}"));
    let amounts = (0..=MAX_CENTS, 0i64..=1_000_000);
    let when = (option::of(date()), option::of(date()), option::of(1u16..), option::of(any::<bool>()));
    (debtor, code, what, amounts, when).prop_map(|((name, afm, number), (rf, rf_valid_until), what, amounts, when)| {
        let (revenue_code, description, year, list_no) = what;
        let (due, surcharge_as_of, instalment, cancelled) = when;
        let surcharge = amounts.1.min(MAX_CENTS - amounts.0);
        let capital = if amounts.0 + surcharge == 0 { 1 } else { amounts.0 };
        Case(DebtRecord {
            external_id: String::new(),
            name,
            afm: afm.and_then(Afm::from_leading).into(),
            debtor_number: number.into(),
            rf: rf.map(|body| Rf::from_body(&body).unwrap()).into(),
            rf_valid_until: rf_valid_until.into(),
            revenue_code,
            description,
            year,
            list_no: list_no.into(),
            due: due.into(),
            capital: Money::from_cents(capital).unwrap(),
            surcharge: Stated::Is(Money::from_cents(surcharge).unwrap()),
            surcharge_as_of: surcharge_as_of.into(),
            instalment: instalment.into(),
            cancelled: cancelled.into(),
        })
    })
}

fn records() -> impl Strategy<Value = Vec<Case>> {
    vec((record(), text(2)), 0..12).prop_map(|mut records| {
        for (place, (Case(record), id)) in records.iter_mut().enumerate() {
            record.external_id = format!("{id}#{place}");
        }
        records.into_iter().map(|(record, _)| record).collect()
    })
}

fn mapping() -> impl Strategy<Value = Mapping> {
    let marks = prop_oneof![Just(DecimalMark::Comma), Just(DecimalMark::Point)];
    let dates = proptest::sample::select(vec!["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y %H:%M", "%Y%m%d"]);
    let separators = proptest::sample::select(vec![';', ',', '\t', '|', '^']);
    (proptest::sample::select(Encoding::ALL.to_vec()), separators, marks, dates).prop_map(
        |(encoding, separator, decimal, date)| {
            let date = date.to_owned();
            Mapping { encoding, separator, decimal, date, ..Mapping::default() }
        },
    )
}

/// Pieces that a broken file is made of.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let cut = (0..DEBT.len()).prop_map(|end| DEBT.as_bytes()[..end].to_vec());
    let known = proptest::sample::select(vec!["\"", ";", "\n", "\r\n", "\r", "\"\"", "\";\"", "\u{feff}", DEBT]);
    prop_oneof![known.prop_map(|text| text.as_bytes().to_vec()), cut, vec(any::<u8>(), 0..20)]
}

const HEADER: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο\n";
const DEBT: &str = "1;Άννα Ψαρά;0311;\"Τέλη;\nδύο\";2026;1,00\n";

/// Reads to the end; the lines at which rows were found must rise and lie within the file.
fn read_to_the_end(bytes: &[u8], mapping: &Mapping) -> Result<(), TestCaseError> {
    let Ok(mut file) = DebtFile::read(bytes, bytes.len() as u64, mapping) else { return Ok(()) };
    let lines = bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64 + 1;
    let mut before = 1;
    while file.next().is_some() {
        prop_assert!(file.line() > before && file.line() <= lines);
        before = file.line();
    }
    prop_assert_eq!(file.bytes_read(), bytes.len() as u64);
    prop_assert!(file.sha256().is_some());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn debts_come_back_as_they_were_written(records in records(), mapping in mapping()) {
        let mut bytes = Vec::new();
        write_csv(records.iter().map(|Case(record)| record), &mapping, &mut bytes).unwrap();
        let (good, bad) = load(&bytes, &mapping);
        prop_assert_eq!(bad, vec![]);
        prop_assert_eq!(good.into_iter().map(Case).collect::<Vec<_>>(), records);
    }

    #[test]
    fn any_bytes_are_read_to_the_end(bytes in vec(any::<u8>(), 0..400), mapping in mapping()) {
        read_to_the_end(&bytes, &mapping)?;
        let mut under_a_header = Vec::new();
        write_csv(Vec::<DebtRecord>::new(), &mapping, &mut under_a_header).unwrap();
        under_a_header.extend_from_slice(&bytes);
        read_to_the_end(&under_a_header, &mapping)?;
    }

    #[test]
    fn any_broken_rows_are_read_to_the_end(pieces in vec(piece(), 0..30)) {
        let bytes = [HEADER.as_bytes(), &pieces.concat()].concat();
        read_to_the_end(&bytes, &Mapping::default())?;
    }

    #[test]
    fn good_rows_around_a_row_with_a_stray_quote_load(before in 1usize..20, after in 0usize..20, cell in 0usize..6) {
        let row = |number: usize| format!("{number};Άννα;0311;Τέλη;2026;1,00\n");
        let mut stray = ["x", "Άννα", "0311", "Τέλη", "2026", "1,00"].map(ToOwned::to_owned);
        stray[cell].insert(0, '"');
        let rows = (0..before).map(row).chain([stray.join(";") + "\n"]).chain((before..before + after).map(row));
        let text: String = [HEADER.to_owned()].into_iter().chain(rows).collect();
        let (good, bad) = load(text.as_bytes(), &Mapping::default());
        prop_assert_eq!(good.len(), before + after);
        prop_assert_eq!(bad.len(), 1);
        prop_assert_eq!(bad[0].line, before as u64 + 2);
    }
}
