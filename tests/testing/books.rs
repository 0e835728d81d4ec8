//! Books made once a program and copied for each test, so that a test costs milliseconds and hashes no PIN.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tameio::config::Config;
use tameio::desk::Caller;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Desk, ImportOrder, Setup, SignedIn};
use tameio::domain::operator::{OperatorId, Pin};
use tempfile::TempDir;

use crate::{pins, sample};

/// A Monday in working hours: 10:00 in Athens.
pub const MONDAY_TEN: &str = "2026-11-23T08:00:00Z";
/// The supervisor of the books of a Monday.
pub const SUPERVISOR: &str = "boss";
/// Their PIN.
pub const PIN: &str = "739154";

/// The sample's debts, one supervisor, and a till that was opened on a Monday at ten.
pub struct Monday {
    dir: TempDir,
    /// The supervisor, signed in.
    pub who: SignedIn,
}

impl Monday {
    /// The only ones of this program.
    pub fn books() -> &'static Monday {
        static BOOKS: OnceLock<Monday> = OnceLock::new();
        BOOKS.get_or_init(Monday::make)
    }

    fn make() -> Monday {
        let dir = tempfile::tempdir().unwrap();
        let setup = setup(&dir.path().join("desk"), Config::default());
        let (id, pin) = (OperatorId::parse(SUPERVISOR).unwrap(), Pin::parse(PIN).unwrap());
        let mut desk = Desk::init(&setup, &id, "Προϊστάμενος", &pin).unwrap();
        pins::cheapen(&setup.database(), None, PIN);
        let csv = dir.path().join("debts.csv");
        std::fs::write(&csv, sample::DEBTS).unwrap();
        let loaded = desk.import_debts(&Caller::User, &ImportOrder::of(&csv), &mut |_| {}).unwrap();
        assert!(loaded.rejected.is_empty());
        let who = desk.sign_in(&id, &pin).unwrap();
        desk.open_till(&who, None).unwrap();
        Monday { dir, who }
    }

    /// A copy of them in the data directory of a desk with these settings, whose clock stands at that Monday.
    pub fn copy(&self, data_dir: &Path, config: Config) -> Setup {
        std::fs::create_dir(data_dir).unwrap();
        let setup = setup(data_dir, config);
        std::fs::copy(self.dir.path().join("desk").join("tameio.db"), setup.database()).unwrap();
        setup
    }
}

fn setup(data_dir: &Path, config: Config) -> Setup {
    let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
    Setup { data_dir: data_dir.to_owned(), config: Arc::new(config), clock, demo: false }
}

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, to): (PathBuf, PathBuf) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}
