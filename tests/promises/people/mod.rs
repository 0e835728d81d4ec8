//! Who may do what, who is who, and that nobody is locked out for good.

mod life;
mod locks;
mod permissions;
mod pins;
mod trail;

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tameio::config::Config;
use tameio::desk::clock::{Clock, ManualClock};
use tameio::desk::{Desk, DeskError, Refusal, Setup, SignedIn};
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::steady::{OF_A_PROGRAM, Steady};
use tameio::domain::time::Moment;
use tameio_testing::books::{MONDAY_TEN, Monday, PIN};
use tameio_testing::pins::cheapen;
use tempfile::TempDir;

/// Clocks whose machine can be started anew: the steady one then begins again, under another name.
struct Clocks {
    hands: ManualClock,
    starts: std::sync::Mutex<(u32, chrono::TimeDelta)>,
    /// Whether the steady clock ends with each program, as on Windows.
    of_programs: std::sync::atomic::AtomicBool,
}

impl Clocks {
    fn new() -> Arc<Clocks> {
        let hands = ManualClock::at(MONDAY_TEN.parse().unwrap());
        Arc::new(Clocks { hands, starts: (0, chrono::TimeDelta::zero()).into(), of_programs: false.into() })
    }

    fn hands_now(&self) -> Moment {
        self.hands.now()
    }

    fn pass(&self, seconds: u64) {
        self.hands.pass(Duration::from_secs(seconds));
    }

    fn machine_starts(&self) {
        let mut starts = self.starts.lock().unwrap();
        *starts = (starts.0 + 1, self.hands.steady().unwrap().elapsed);
    }
}

impl Clock for Clocks {
    fn now(&self) -> Moment {
        self.hands.now()
    }

    fn steady(&self) -> Option<Steady> {
        let (start, began) = *self.starts.lock().unwrap();
        let of_programs = self.of_programs.load(std::sync::atomic::Ordering::Relaxed);
        let kind = if of_programs { OF_A_PROGRAM } else { "start " };
        Some(Steady { origin: format!("{kind}{start}"), elapsed: self.hands.steady()?.elapsed - began })
    }
}

/// A desk with a supervisor, another one, and a cashier, all with the same PIN.
struct People {
    _dir: TempDir,
    clocks: Arc<Clocks>,
    setup: Setup,
    desk: Desk,
    boss: SignedIn,
}

const OTHER: &str = "other";
const CASHIER: &str = "nikos";

fn people() -> People {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let setup = Monday::books().copy(&dir.path().join("desk"), Config::default());
        let mut desk = Desk::open(&setup).unwrap();
        let boss = &Monday::books().who;
        for (name, role) in [(OTHER, Role::Supervisor), (CASHIER, Role::Cashier)] {
            desk.add_operator(boss, &id(name), name, role, &pin("730482")).unwrap();
        }
        cheapen(&setup.database(), None, PIN);
        dir
    });
    let dir = tempfile::tempdir().unwrap();
    people_in(dir, made.path())
}

fn people_in(dir: TempDir, made: &Path) -> People {
    let data_dir = dir.path().join("desk");
    std::fs::create_dir(&data_dir).unwrap();
    std::fs::copy(made.join("desk").join("tameio.db"), data_dir.join("tameio.db")).unwrap();
    let clocks = Clocks::new();
    let setup = Setup { data_dir, config: Config::default().into(), clock: clocks.clone(), demo: false };
    let desk = Desk::open(&setup).unwrap();
    People { _dir: dir, clocks, setup, desk, boss: Monday::books().who.clone() }
}

impl People {
    fn sign_in(&mut self, name: &str) -> Result<SignedIn, Refusal> {
        self.try_pin(name, PIN)
    }

    fn try_pin(&mut self, name: &str, digits: &str) -> Result<SignedIn, Refusal> {
        self.desk.sign_in(&id(name), &pin(digits)).map_err(refusal)
    }

    fn restart(&mut self) {
        self.desk = Desk::open(&self.setup).unwrap();
    }
}

fn id(text: &str) -> OperatorId {
    OperatorId::parse(text).unwrap()
}

fn pin(digits: &str) -> Pin {
    Pin::parse(digits).unwrap()
}

fn refusal(error: DeskError) -> Refusal {
    match error {
        DeskError::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}
