//! The books of the demonstration with the people of these tests, made once a day and copied for each window.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, Utc};
use tameio::desk::Desk;
use tameio::desk::clock::SystemClock;
use tameio::desk::demo::{Demo, DemoSize, prepare};
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::time::local_date;
use tameio_testing::{not_over_midnight, pins};
use tempfile::TempDir;

use crate::give_back::{CASHIER, CASHIER_PIN, SECOND, SECOND_PIN};

/// The demonstration in a folder that has its books, or with new ones.
pub fn prepared(folder: &Path) -> Demo {
    let size = DemoSize { debtors: 100, debts: 400, at_once: true, ..DemoSize::default() };
    prepare(&folder.join("desk"), size, Arc::new(SystemClock)).unwrap()
}

/// A folder with the books. Their till is of today.
pub fn made() -> Arc<TempDir> {
    static MADE: Mutex<Option<(NaiveDate, Arc<TempDir>)>> = Mutex::new(None);
    not_over_midnight();
    let today = local_date(Utc::now());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    match &*made {
        Some((day, books)) if *day == today => Arc::clone(books),
        _ => {
            let books = Arc::new(make());
            *made = Some((today, Arc::clone(&books)));
            books
        }
    }
}

fn make() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let demo = prepared(dir.path());
    pins::cheapen(&demo.setup.database(), None, demo.pin.digits());
    let mut desk = Desk::open(&demo.setup).unwrap();
    let supervisor = desk.sign_in(&demo.operator, &demo.pin).unwrap();
    for (id, name, role, pin) in
        [(SECOND, "Ελένη", Role::Supervisor, SECOND_PIN), (CASHIER, "Νίκος", Role::Cashier, CASHIER_PIN)]
    {
        desk.add_operator(&supervisor, &OperatorId::parse(id).unwrap(), name, role, &Pin::parse(pin).unwrap()).unwrap();
        pins::cheapen(&demo.setup.database(), Some(id), pin);
    }
    dir
}
