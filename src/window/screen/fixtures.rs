//! What the tests of the screens share.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::desk::clock::SystemClock;
use crate::desk::{Desk, Setup, SignedIn};
use crate::domain::card::{CardData, MaskedPan};
use crate::domain::operator::{OperatorId, Pin};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptNo};
use crate::domain::{money::Money, session::SessionNo, tender::PaidWith, till::Till, time::Moment};

/// A desk in a folder, with the settings of an empty file.
pub(in crate::window) fn setup(folder: &Path) -> Setup {
    let (config, clock) = (Arc::new(Config::default()), Arc::new(SystemClock));
    Setup { data_dir: folder.join("desk"), config, clock, demo: false }
}

/// Somebody who really signed in: there is no other way to make one.
pub(in crate::window) fn signed_in() -> SignedIn {
    static WHO: OnceLock<SignedIn> = OnceLock::new();
    WHO.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let (id, pin) = (OperatorId::parse("maria").unwrap(), Pin::parse("739154").unwrap());
        Desk::init(&setup(dir.path()), &id, "Μαρία", &pin).unwrap().sign_in(&id, &pin).unwrap()
    })
    .clone()
}

pub(super) fn till() -> Till {
    Till {
        name: "1-2026-11-23".to_owned(),
        desk: "1".to_owned(),
        day: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        opened_by: OperatorId::parse("maria").unwrap(),
        opened_at: Moment::UNIX_EPOCH,
        outside_hours: None,
        another: None,
        closed_at: None,
        closed_by: None,
    }
}

pub(super) fn session() -> SessionNo {
    SessionNo::new(123).unwrap()
}

pub(super) fn receipt() -> Receipt {
    let amount = Money::from_cents(15_219).unwrap();
    Receipt {
        number: ReceiptNo::parse("A-2026-000001").unwrap(),
        kind: ReceiptKind::Sale,
        correction: None,
        at: Moment::UNIX_EPOCH,
        desk: "1".to_owned(),
        session: session(),
        cashier: OperatorId::parse("maria").unwrap(),
        cashier_name: "Μαρία".to_owned(),
        payer: "ΟΦΕΙΛΕΤΗΣ 1".to_owned(),
        payer_afm: None,
        lines: Vec::new(),
        amount,
        tender: PaidWith::Card,
        card: CardData {
            card_type: "Visa Debit".to_owned(),
            pan_masked: MaskedPan::hidden(),
            amount,
            final_amount: amount,
            acquirer: String::new(),
            terminal_id: String::new(),
            batch: String::new(),
            rrn: String::new(),
            stan: String::new(),
            auth_code: String::new(),
            at: None,
        },
        audit_digest: "0123abcd".to_owned(),
        printed_at: None,
        copies: 0,
    }
}
