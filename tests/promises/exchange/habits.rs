//! A file without some of its columns, in another order, with other line ends, in each encoding and after a
//! spreadsheet's habits says the same of what it says, nothing of what it does not, and loses no row without naming it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tameio::domain::debt::DebtRecord;
use tameio::domain::stated::Stated;
use tameio::exchange::debts::DebtFile;
use tameio::exchange::mapping::{Encoding, Field, Mapping};

use super::{load, mapping_of, shown};

/// What is done to a file on its way.
#[derive(Debug, Clone)]
struct Habits {
    /// The columns that it has, in their order.
    columns: Vec<Field>,
    encoding: Encoding,
    utf16: Option<bool>,
    line_end: &'static str,
    /// Lines above the titles.
    above: Vec<&'static str>,
    /// Empty cells added to each row, the titles too.
    trailing: usize,
    /// Whether empty cells at the end of a row are left out.
    trims: bool,
    midnight: bool,
    shouts: bool,
    quotes: bool,
    blank_rows: bool,
}

fn optional() -> Vec<Field> {
    Field::ALL.into_iter().filter(|field| !field.is_needed()).collect()
}

fn habits() -> impl Strategy<Value = Habits> {
    let needed = Field::ALL.into_iter().filter(|field| field.is_needed()).collect::<Vec<_>>();
    let columns = subsequence(optional(), 0..=optional().len())
        .prop_map(move |some| [needed.clone(), some].concat())
        .prop_shuffle();
    let above = vec(select(vec!["", "ΔΗΜΟΣ ΘΕΡΜΗΣ;;", "Κατάσταση \"οφειλών\" 2026", "   ", ";;;"]), 0..4);
    let text = (select(Encoding::ALL.to_vec()), proptest::option::of(any::<bool>()), select(vec!["\n", "\r\n", "\r"]));
    let cells = (0usize..3, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (columns, text, above, any::<bool>(), cells).prop_map(
        |(
            columns,
            (encoding, utf16, line_end),
            mut above,
            sep,
            (trailing, trims, midnight, shouts, quotes, blank_rows),
        )| {
            if sep {
                above.insert(0, "sep=;");
            }
            Habits { columns, encoding, utf16, line_end, above, trailing, trims, midnight, shouts, quotes, blank_rows }
        },
    )
}

/// Cells of a debt; the last tells whether its capital cannot be read.
type Cells = (u32, Option<u32>, Option<u32>, bool, bool);

fn cell(field: Field, (n, afm, day, withdrawn, broken): Cells, habits: &Habits) -> String {
    let date = |day: Option<u32>| {
        let midnight = if habits.midnight { " 00:00:00" } else { "" };
        day.map(|day| format!("{:02}/06/2026{midnight}", day % 28 + 1)).unwrap_or_default()
    };
    match field {
        Field::ExternalId => format!("Δ-{n}"),
        Field::Afm => {
            let afm = afm.and_then(tameio::domain::afm::Afm::from_leading);
            afm.map(|afm| afm.to_string()).unwrap_or_default()
        }
        Field::DebtorNumber => afm.map(|afm| afm.to_string()).unwrap_or_default(),
        Field::Name => "Άννα Ψαρά".to_owned(),
        Field::Rf | Field::ListNo => String::new(),
        Field::RfValidUntil | Field::Due | Field::SurchargeAsOf => date(day),
        Field::RevenueCode => "0311".to_owned(),
        Field::Description => "Τέλη; νερό".replace(if habits.quotes { "\u{0}" } else { ";" }, ","),
        Field::Year => "2026".to_owned(),
        Field::Capital if broken => "δέκα".to_owned(),
        Field::Capital => format!("1.{:03},50", n % 1000),
        Field::Surcharge => day.map(|day| format!("{day},25")).unwrap_or_default(),
        Field::Instalment => day.map(|day| (day + 1).to_string()).unwrap_or_default(),
        Field::Status if withdrawn => "Διαγραμμένη".to_owned(),
        Field::Status => String::new(),
    }
}

fn quoted(text: &str, habits: &Habits) -> String {
    if habits.quotes { format!("\"{text}\"") } else { text.to_owned() }
}

fn file(debts: &[Cells], habits: &Habits) -> Vec<u8> {
    let mapping = Mapping::default();
    let title = |field: &Field| {
        let title = mapping.columns.header(*field).unwrap();
        if habits.shouts { title.to_uppercase() } else { title.to_owned() }
    };
    let mut lines: Vec<String> = habits.above.iter().map(|line| (*line).to_owned()).collect();
    let more = ";".repeat(habits.trailing);
    lines.push(habits.columns.iter().map(title).collect::<Vec<_>>().join(";") + &more);
    for debt in debts {
        let cells: Vec<String> =
            habits.columns.iter().map(|field| quoted(&cell(*field, *debt, habits), habits)).collect();
        let mut line = cells.join(";") + &more;
        if habits.trims && !habits.quotes {
            line.truncate(line.trim_end_matches(';').len());
        }
        lines.push(line);
        if habits.blank_rows {
            lines.push(";".repeat(habits.columns.len()));
        }
    }
    let text = lines.join(habits.line_end) + habits.line_end;
    match habits.utf16 {
        Some(true) => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Some(false) => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        None => habits.encoding.encode(&text).unwrap().into_owned(),
    }
}

/// What a file without habits says of the same debts.
fn expected(debts: &[Cells], habits: &Habits) -> Vec<DebtRecord> {
    let plain = Habits {
        columns: Field::ALL.to_vec(),
        encoding: Encoding::Utf8,
        utf16: None,
        line_end: "\n",
        above: Vec::new(),
        trailing: 0,
        trims: false,
        midnight: false,
        shouts: false,
        blank_rows: false,
        quotes: habits.quotes,
    };
    load(&file(debts, &plain), &Mapping::default()).0
}

/// Whether a record says the same; a cell that was empty and left out at the end of its row says nothing.
fn agree(found: &DebtRecord, expected: &DebtRecord, habits: &Habits) -> bool {
    fn same<T: PartialEq>(found: &Stated<T>, expected: &Stated<T>, has: bool, trims: bool) -> bool {
        match found {
            _ if !has => *found == Stated::Nothing,
            Stated::Nothing => trims && *expected == Stated::Empty,
            found => found == expected,
        }
    }
    let has = |field| habits.columns.contains(&field);
    let trims = habits.trims && !habits.quotes;
    macro_rules! all_same {
        ($($field:ident: $cell:ident),*) => {
            true $(&& same(&found.$cell, &expected.$cell, has(Field::$field), trims))*
        };
    }
    let needed = |record: &DebtRecord| (record.external_id.clone(), record.name.clone(), record.description.clone());
    needed(found) == needed(expected)
        && (found.capital, found.year, &found.revenue_code) == (expected.capital, expected.year, &expected.revenue_code)
        && all_same!(Afm: afm, DebtorNumber: debtor_number, Rf: rf, RfValidUntil: rf_valid_until, ListNo: list_no,
                     Due: due, Surcharge: surcharge, SurchargeAsOf: surcharge_as_of, Instalment: instalment,
                     Status: cancelled)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_says_what_it_says_whatever_was_done_to_it(
        habits in habits(),
        debts in vec((proptest::option::of(1u32..9_999), proptest::option::of(0u32..20), any::<bool>(), any::<bool>()), 1..8),
    ) {
        let debts: Vec<Cells> = (1..).zip(debts).map(|(n, (afm, day, out, broken))| (n, afm, day, out, broken)).collect();
        let bytes = file(&debts, &habits);
        let mapping = mapping_of(habits.encoding);
        let mut read = DebtFile::read(&bytes[..], bytes.len() as u64, &mapping).unwrap();
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for row in &mut read {
            match row {
                Ok(record) => good.push(record),
                Err(row) => bad.push(row),
            }
        }
        let broken = debts.iter().filter(|debt| debt.4).count();
        prop_assert_eq!(bad.len(), broken, "{:?}", bad);
        prop_assert!(bad.iter().all(|row| row.line > habits.above.len() as u64 + 1));
        prop_assert_eq!(good.len() + bad.len(), debts.len());
        let expected = expected(&debts, &habits);
        prop_assert_eq!(good.len(), expected.len());
        for (found, expected) in good.iter().zip(&expected) {
            prop_assert!(agree(found, expected, &habits), "{} and {}", shown(found), shown(expected));
        }
    }
}
