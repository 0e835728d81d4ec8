//! PINs that are guessed first. Whoever finds the desk unattended tries what people choose: repeats, runs, birthdays, and
//! the numbers of lists that went round. Existing PINs stay as they are until they are changed.

use chrono::{Datelike as _, Months, NaiveDate};

use super::operator::{OperatorId, Pin};
use super::worded::worded;

worded! {
    /// Why a PIN must not be chosen.
    pub enum WeakPin {
        /// One or two digits again and again.
        Repeats = "repeats",
        /// Digits that count up or down.
        Run = "run",
        /// A part that comes again, as in 428428.
        Halves = "halves",
        /// A day or month of the last hundred years.
        Date = "date",
        /// The operator's own number.
        OwnNumber = "own_number",
        /// One of those that are chosen most.
        Common = "common",
        /// The one that it should replace.
        Same = "same",
    }
}

/// Whose PIN it will be.
#[derive(Debug, Clone, Copy)]
pub struct PinOwner<'a> {
    pub id: &'a OperatorId,
    /// Their running number; nothing where they are not there yet.
    pub number: Option<u32>,
}

/// Years back from today whose days are taken for somebody's birthday.
const YEARS: u32 = 100;
/// Digits of an operator's short name that are taken for their number: payroll numbers have more than three.
const NUMBER_DIGITS: usize = 4;

/// Six digits that are chosen most and are none of the other kinds: patterns of the number pad, mirrored and doubled
/// runs, and what lists of leaked PINs have in common.
const COMMON: &[&str] = &[
    "100100", "100200", "100500", "102030", "111222", "112211", "112233", "112358", "114477", "115599", "121314",
    "123000", "123321", "123654", "123789", "123987", "124578", "131420", "134679", "135246", "142536", "142857",
    "147258", "147852", "147896", "159357", "159753", "159951", "202020", "222333", "223344", "234432", "246135",
    "258456", "258963", "314159", "321123", "321654", "332211", "333444", "334455", "345543", "357159", "369258",
    "369852", "420420", "445566", "456123", "456654", "456789", "520131", "555666", "556677", "654123", "666999",
    "741852", "753159", "753951", "777888", "778899", "789123", "789321", "789456", "789654", "852456", "852963",
    "951357", "951753", "963258", "963852", "987321", "987456", "998877", "999000",
];

impl Pin {
    /// Why somebody must not choose it, where they must not.
    pub fn weakness(&self, owner: PinOwner<'_>, today: NaiveDate) -> Option<WeakPin> {
        let digits = self.digits();
        let kinds: [(WeakPin, bool); 6] = [
            (WeakPin::OwnNumber, is_own_number(digits, owner)),
            (WeakPin::Repeats, has_few_digits(digits)),
            (WeakPin::Run, is_run(digits)),
            (WeakPin::Halves, repeats_a_part(digits)),
            (WeakPin::Common, COMMON.iter().any(|common| is_made_of(digits, common))),
            (WeakPin::Date, is_date(digits, today)),
        ];
        kinds.into_iter().find_map(|(kind, is)| is.then_some(kind))
    }
}

fn has_few_digits(digits: &str) -> bool {
    let mut seen: Vec<char> = digits.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() <= 2
}

/// Counting goes on from 9 to 0, as the keys do.
fn is_run(digits: &str) -> bool {
    let steps = || digits.bytes().zip(digits.bytes().skip(1)).map(|(one, next)| (10 + next - one) % 10);
    steps().all(|step| step == 1) || steps().all(|step| step == 9)
}

fn repeats_a_part(digits: &str) -> bool {
    let length = digits.len();
    let is_of = |part: usize| {
        let bytes = digits.as_bytes();
        length.is_multiple_of(part) && bytes.iter().zip(bytes.iter().skip(part)).all(|(one, again)| one == again)
    };
    (1..=length / 2).any(is_of)
}

fn is_own_number(digits: &str, owner: PinOwner<'_>) -> bool {
    let bare = digits.trim_start_matches('0');
    let running = owner.number.is_some_and(|number| bare == number.to_string());
    let of_name: String = owner.id.as_str().chars().filter(char::is_ascii_digit).collect();
    running || (of_name.len() >= NUMBER_DIGITS && (digits.contains(&of_name) || of_name.contains(digits)))
}

/// The common one itself, or it with a few digits hung on that make it no better.
fn is_made_of(digits: &str, common: &str) -> bool {
    digits.strip_prefix(common).or_else(|| digits.strip_suffix(common)).is_some_and(has_few_digits)
}

/// A day as ΗΗΜΜΕΕ, ΜΜΗΗΕΕ, ΕΕΜΜΗΗ or with a whole year, or a month with one.
fn is_date(digits: &str, today: NaiveDate) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let oldest = today.checked_sub_months(Months::new(12 * YEARS)).unwrap_or(NaiveDate::MIN);
    let in_reach = |day: NaiveDate| (oldest..=today).contains(&day);
    let day = |year: Option<u32>, month: Option<u32>, day: Option<u32>| {
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
        i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day)).is_some_and(in_reach)
    };
    let short = |year: Option<u32>, month: Option<u32>, of: Option<u32>| {
        let century = u32::try_from(today.year()).unwrap_or_default() / 100 * 100;
        let years = [century, century.saturating_sub(100)];
        years.into_iter().any(|century| day(year.map(|year| century + year), month, of))
    };
    match digits.len() {
        6 => {
            short(part(4, 6), part(2, 4), part(0, 2))
                || short(part(4, 6), part(0, 2), part(2, 4))
                || short(part(0, 2), part(2, 4), part(4, 6))
                || day(part(2, 6), part(0, 2), Some(1))
                || day(part(0, 4), part(4, 6), Some(1))
        }
        8 => {
            day(part(4, 8), part(2, 4), part(0, 2))
                || day(part(4, 8), part(0, 2), part(2, 4))
                || day(part(0, 4), part(4, 6), part(6, 8))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weakness(digits: &str) -> Option<WeakPin> {
        let id = OperatorId::parse("m104233").unwrap();
        let owner = PinOwner { id: &id, number: Some(7) };
        Pin::parse(digits).unwrap().weakness(owner, NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
    }

    #[test]
    fn what_is_guessed_first_is_refused_with_its_reason() {
        let cases = [
            (WeakPin::Repeats, ["000000", "77777777", "404044", "112112"]),
            (WeakPin::Run, ["123456", "890123", "987654", "3210987"]),
            (WeakPin::Halves, ["428428", "73847384", "857857857", "395739573957"]),
            (WeakPin::Date, ["250386", "031225", "861231", "19850612"]),
            (WeakPin::Date, ["061985", "198506", "14021977", "12311999"]),
            (WeakPin::OwnNumber, ["104233", "1042339", "0000007", "00104233"]),
            (WeakPin::Common, ["112233", "159753", "147258", "15975300"]),
        ];
        for (kind, pins) in cases {
            for pin in pins {
                assert_eq!(weakness(pin), Some(kind), "{pin}");
            }
        }
    }

    #[test]
    fn a_date_counts_from_a_hundred_years_ago_to_today() {
        // Of eight digits the century is said.
        assert_eq!(weakness("30111926"), Some(WeakPin::Date));
        assert_eq!(weakness("29111926"), None);
        assert_eq!(weakness("30112026"), Some(WeakPin::Date));
        assert_eq!(weakness("31122026"), None);
    }

    #[test]
    fn other_pins_are_taken() {
        for pin in ["248613", "739154", "482915", "730482", "94817250", "503918274659"] {
            assert_eq!(weakness(pin), None, "{pin}");
        }
    }

    #[test]
    fn most_pins_can_be_chosen() {
        let free = (0..1_000_000).step_by(7).filter(|n| weakness(&format!("{n:06}")).is_none()).count();
        assert!(free > 1_000_000 / 7 * 85 / 100, "{free}");
    }
}
