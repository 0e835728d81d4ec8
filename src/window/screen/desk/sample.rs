//! Invented results for the tests of this screen.

use crate::desk::{Found, FoundDebt, FoundDebtor, QueryKind};
use crate::domain::debt::{Debt, DebtId, DebtStatus, Debtor, DebtorId};
use crate::domain::{money::Money, rf::AmountDigit};

/// Debtors with two debts that can be paid (102,19 and 50,00) and one that was paid.
pub(super) fn found(kind: QueryKind, debtors: usize) -> Found {
    let debtors = (1..).take(debtors).map(debtor).collect();
    Found {
        kind,
        rf: None,
        healed: Vec::new(),
        amount_hint: None,
        foreign_profile: false,
        debtors,
        more: false,
        nothing: None,
    }
}

/// Two debtors of one name and without tax number, and another between them.
pub(super) fn maybe_one_person(kind: QueryKind) -> Found {
    let mut found = found(kind, 3);
    for place in [0, 2] {
        found.debtors[place].debtor.name = "ΓΕΩΡΓΙΟΥ ΑΝΝΑ".to_owned();
    }
    found
}

fn debtor(number: i64) -> FoundDebtor {
    let first = (number - 1) * 3 + 1;
    FoundDebtor {
        debtor: Debtor { id: DebtorId(number), name: format!("ΟΦΕΙΛΕΤΗΣ {number}"), afm: None },
        debts: vec![
            debt(first, number, 10_000, 219, 0, DebtStatus::Open),
            debt(first + 1, number, 5_000, 0, 0, DebtStatus::Open),
            debt(first + 2, number, 3_000, 0, 3_000, DebtStatus::Paid),
        ],
    }
}

fn debt(id: i64, debtor: i64, capital: i64, surcharge: i64, paid: i64, status: DebtStatus) -> FoundDebt {
    let money = |cents| Money::from_cents(cents).unwrap();
    let debt = Debt {
        id: DebtId(id),
        external_id: format!("E{id}"),
        debtor: DebtorId(debtor),
        rf: None,
        rf_valid_until: None,
        revenue_code: "0441".to_owned(),
        description: "ΤΑΠ".to_owned(),
        year: 2026,
        list_no: None,
        due: None,
        capital: money(capital),
        surcharge: money(surcharge),
        surcharge_as_of: None,
        paid: money(paid),
        paid_surcharge: Money::ZERO,
        cancelled: false,
        instalment: None,
        fenced: false,
    };
    FoundDebt { debt, status, amount_digit: AmountDigit::Unbound }
}
