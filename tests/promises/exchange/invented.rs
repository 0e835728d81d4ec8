//! The invented debts are such as the municipality's system could have sent.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use tameio::domain::afm::Afm;
use tameio::domain::debt::DebtRecord;
use tameio::domain::money::Money;
use tameio::domain::rf::{AmountDigit, Rf};
use tameio::domain::stated::Stated;
use tameio::exchange::invented::{DEMO_DEBTORS, DEMO_DEBTS, debts, write_csv};
use tameio::exchange::mapping::{Encoding, Mapping};

use super::{day, load, mapping_of};

fn surcharge(record: &DebtRecord) -> Money {
    record.surcharge.value().copied().unwrap_or_default()
}

fn last_day(record: &DebtRecord) -> Option<NaiveDate> {
    record.rf_valid_until.value().and_then(|validity| validity.last_day())
}

fn demo() -> Vec<DebtRecord> {
    debts(7, DEMO_DEBTORS, DEMO_DEBTS, day(2026, 11, 23)).collect()
}

#[test]
fn the_same_seed_gives_the_same_debts_and_another_gives_others() {
    let some = |seed| debts(seed, 100, 400, day(2026, 11, 23)).collect::<Vec<_>>();
    assert!(some(1) == some(1));
    assert!(some(1) != some(2));
}

#[test]
fn there_are_as_many_debts_and_debtors_as_asked_for() {
    for (debtors, wanted) in [(0, 0), (1, 1), (1, 50), (3, 3), (10, 3), (7, 20), (1_000, 4_321)] {
        let records: Vec<_> = debts(3, debtors, wanted, day(2026, 11, 23)).collect();
        assert_eq!(records.len(), wanted);
        let numbers: HashSet<_> = records.iter().map(|record| &record.external_id).collect();
        assert_eq!(numbers.len(), wanted);
    }
    let mut debtors = demo();
    debtors.dedup_by(|a, b| a.name == b.name && a.afm == b.afm);
    assert!((DEMO_DEBTORS * 99 / 100..=DEMO_DEBTORS).contains(&debtors.len()), "{}", debtors.len());
    const { assert!(DEMO_DEBTORS >= 5_000 && DEMO_DEBTS >= 20_000) };
}

#[test]
fn tax_numbers_are_valid_one_a_debtor_and_some_have_none() {
    let mut names: HashMap<String, String> = HashMap::new();
    let mut without = 0;
    for record in demo() {
        let Stated::Is(afm) = record.afm else {
            without += 1;
            continue;
        };
        assert_eq!(Afm::parse(afm.as_str()), Ok((afm.clone(), vec![])));
        let name = names.entry(afm.to_string()).or_insert_with(|| record.name.clone());
        assert_eq!(*name, record.name);
    }
    assert!(names.len() > DEMO_DEBTORS * 9 / 10);
    assert!(without > 0);
}

#[test]
fn rf_codes_are_valid_of_one_debtor_and_of_one_notice() {
    let mut notices: BTreeMap<String, Vec<DebtRecord>> = BTreeMap::new();
    let mut without = 0;
    for record in demo() {
        match record.rf.value() {
            Some(rf) => notices.entry(rf.to_string()).or_default().push(record),
            None => without += 1,
        }
    }
    let mut fitting = 0;
    for (code, debts) in &notices {
        let rf = Rf::parse(code).unwrap().rf;
        assert!(rf.is_greek_profile() && code[4..9] == *"99999");
        let first = &debts[0];
        assert!(debts.iter().all(|debt| (&debt.name, &debt.afm, debt.due) == (&first.name, &first.afm, first.due)));
        let total = Money::sum(debts.iter().flat_map(|debt| [debt.capital, surcharge(debt)])).unwrap();
        assert_ne!(rf.amount_digit(total), AmountDigit::Differs);
        fitting += usize::from(rf.amount_digit(total) == AmountDigit::Fits);
    }
    assert!(without > 0 && fitting > 0 && fitting < notices.len());
    assert!(notices.values().any(|debts| debts.len() > 1));
}

#[test]
fn every_kind_of_case_that_the_desk_meets_is_among_them() {
    let today = day(2026, 11, 23);
    let records = demo();
    let some = |what: &str, is: &dyn Fn(&DebtRecord) -> bool| {
        let count = records.iter().filter(|record| is(record)).count();
        assert!(count > 0 && count < records.len(), "{what}: {count}");
    };
    some("expired", &|record| last_day(record).is_some_and(|last| last < today));
    some("instalments", &|record| record.instalment.value().is_some());
    some("withdrawn", &|record| record.cancelled == Stated::Is(true));
    some("companies", &|record| record.name.ends_with("Ε."));
    some("surcharges", &|record| !surcharge(record).is_zero());
    some("not due yet", &|record| record.due.value().is_some_and(|due| *due > today));
    let codes: HashSet<_> = records.iter().map(|record| record.revenue_code.as_str()).collect();
    let of_the_chart = [
        "0111", "0122", "0311", "0411", "0412", "0414", "0441", "0451", "0452", "0461", "0462", "0464", "0511", "0527",
        "1512", "1514", "1519",
    ];
    assert_eq!(codes, HashSet::from(of_the_chart));
    let years: HashSet<u16> = records.iter().map(|record| record.year).collect();
    assert_eq!(years, (2019..=2026).collect());
    for record in &records {
        assert!(!record.capital.is_zero());
        assert!(surcharge(record).is_zero() == record.surcharge_as_of.value().is_none());
        assert!(surcharge(record).is_zero() || record.due.value() < record.surcharge_as_of.value());
    }
}

#[test]
fn the_demo_is_plausible_in_the_years_around_this_one_and_before_its_first() {
    for today in [day(2019, 1, 1), day(2018, 6, 30), day(2028, 2, 29), day(2099, 12, 31)] {
        let records: Vec<_> = debts(5, 50, 300, today).collect();
        assert_eq!(records.len(), 300);
        assert!(records.iter().all(|record| i32::from(record.year) <= today.year()));
    }
}

#[test]
fn they_can_be_written_and_loaded_in_every_encoding() {
    let records: Vec<_> = debts(7, 500, 2_000, day(2026, 11, 23)).collect();
    for encoding in Encoding::ALL {
        let mapping = mapping_of(encoding);
        // The pages of DOS lack some signs.
        let mut records = records.clone();
        for record in &mut records {
            let plain = |text: &str| text.replace(['«', '»'], "\"").replace('ΐ', "ι").replace('–', "-");
            (record.name, record.description) = (plain(&record.name), plain(&record.description));
        }
        let mut bytes = Vec::new();
        write_csv(&records, &mapping, &mut bytes).unwrap();
        let (good, bad) = load(&bytes, &mapping);
        assert_eq!(bad, []);
        assert!(good == records);
    }
}

#[test]
fn a_text_that_an_encoding_lacks_is_not_written_with_a_loss() {
    let mut record = demo().remove(0);
    record.name = "名".to_owned();
    let error = write_csv([record], &mapping_of(Encoding::Windows1253), Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "the column Ονοματεπώνυμο has a character that the encoding lacks");
    assert_eq!(write_csv(Vec::<DebtRecord>::new(), &Mapping::default(), Vec::new()).ok(), Some(()));
}
