//! Books, two desks and the debts of many schedules, so that not each one pays for making them. Schedules do not
//! touch each other: each has debts, a debtor and terminals of its own, and leaves nothing open behind.

use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock, PoisonError};

use chrono::{Days, NaiveDate};
use tempfile::TempDir;

use super::actor::Actor;
use super::guest::Guest;
use super::plan::{Act, Deed, Plan, Printer};
use super::stage::{Lie, Scene, Stage, StageClock, Tills};
use crate::config::{Config, DeskConfig, PrinterConfig, TerminalConfig, TerminalLink};
use crate::desk::{Setup, SignedIn};
use crate::domain::actor::Actor as Who;
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::debt::{DebtId, DebtRecord};
use crate::domain::hours::{Hours, Span};
use crate::domain::operator::{OperatorId, Role};
use crate::domain::{money::Money, stated::Stated, time::Moment};
use crate::ecr::dialect::Dialect;
use crate::paper::device::PrinterLink;
use crate::store::{ImportSource, KeptPin, Store};

/// Days between two schedules of which one may have closed tills: further than a clock jumps.
const DAYS_APART: u32 = 3;

/// The days on which schedules may play.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
const FURTHEST_DAY: u64 = 1_500;

/// A folder that costs no disk, where there is one: a process dies here, a PC does not, so nothing need outlast it.
fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// One database and the desks on it.
pub(super) struct World {
    pub stage: Arc<Stage>,
    actors: [Option<Actor>; 2],
    _dir: TempDir,
}

impl World {
    /// Books with the debts of these schedules, so many days after the first that there is.
    pub(super) fn new(plans: &[Plan], days: u32) -> World {
        let dir = in_memory();
        let stage = Arc::new(Stage::default());
        stage.days_before.store(days, Ordering::Relaxed);
        let setups = [0, 1].map(|desk| setup(&dir, &stage, desk));
        let now = setups[0].clock.now();
        let mut store = Store::create(&setups[0].database(), now, false).unwrap();
        // Nobody signs in with a PIN here, so no hash of one is needed.
        let id = OperatorId::parse("maria").unwrap();
        let entry = audit(now, AuditAct::Initialised, &id);
        let operator = store.add_operator(&id, "Μαρία Ταμία", Role::Supervisor, KeptPin::own("$"), entry).unwrap();
        let second = OperatorId::parse("eleni").unwrap();
        let entry = audit(now, AuditAct::OperatorAdded, &second);
        let approver =
            store.add_operator(&second, "Ελένη Προϊσταμένη", Role::Supervisor, KeptPin::own("$"), entry).unwrap();
        load(&mut store, now, plans);
        drop(store);
        let (who, approver) = (SignedIn { operator }, SignedIn { operator: approver });
        let actors = setups.map(|setup| Some(actor(setup, &stage, &who, &approver)));
        World { stage, actors, _dir: dir }
    }

    pub(super) fn begin(&mut self, plan: &Plan, lie: Lie, recording: bool) {
        for desk in 0..2 {
            // Its line belongs to the schedule before.
            self.actor(desk).desk().terminal = None;
        }
        self.open_tills_anew();
        self.put_the_clock_back();
        self.stage.begin(plan, lie, recording);
        for desk in 0..2 {
            let actor = self.actor(desk);
            let debts: Vec<DebtId> = (0..plan.debts.len())
                .map(|n| actor.desk().store.debt_by_external_id(&external_id(plan.seed, n)).unwrap().unwrap().id)
                .collect();
            let setup = actor.setup_for(plan);
            actor.prepare(plan, setup, debts);
        }
    }

    pub(super) fn actor(&mut self, desk: usize) -> &mut Actor {
        self.actors[desk].as_mut().expect("both desks are here between two deeds")
    }

    /// The days before the schedule that is played.
    pub(super) fn days(&self) -> u32 {
        self.stage.days_before.load(Ordering::Relaxed)
    }

    /// Where the schedule before closed tills, both desks open those of a day that it did not reach.
    fn open_tills_anew(&mut self) {
        let days = {
            let scene = self.stage.scene();
            let days = u32::try_from(scene.now.as_secs() / 86_400).unwrap();
            if scene.tills == Tills::default() && days == 0 {
                return;
            }
            days
        };
        self.stage.days_before.fetch_add(days + DAYS_APART, Ordering::Relaxed);
        *self.stage.scene() = Scene::default();
        for desk in 0..2 {
            self.actor(desk).open_anew();
        }
    }

    /// Schedules of one day begin at one time, which the books are past: that is nothing of the next schedule's.
    fn put_the_clock_back(&mut self) {
        *self.stage.scene() = Scene::default();
        let actor = self.actor(0);
        let who = actor.who.clone();
        if !actor.desk().doubts().unwrap().is_empty() {
            actor.desk().accept_clock(&who, "simulation").unwrap();
        }
    }

    /// The evening and the morning of both desks.
    fn next_day(&mut self) {
        for desk in 0..2 {
            self.actor(desk).act(&Deed { desk, act: Act::CloseTill, meanwhile: None });
        }
        self.stage.scene().night();
        for desk in 0..2 {
            self.actor(desk).morning();
        }
    }

    /// A deed of the plan, with the other desk coming in between where the plan says so.
    pub(super) fn act(&mut self, deed: &Deed) {
        if matches!(deed.act, Act::NextDay) {
            return self.next_day();
        }
        if let Some((after, other)) = &deed.meanwhile {
            let actor = self.actors[other.desk].take().expect("the other desk");
            let guest = Guest { host: deed.desk, after: *after, deed: (**other).clone(), actor, was_in: false };
            *self.stage.guest.lock().unwrap_or_else(PoisonError::into_inner) = Some(guest);
        }
        self.actor(deed.desk).act(deed);
        let guest = self.stage.guest.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(guest) = guest {
            let number = guest.actor.number;
            self.actors[number] = Some(guest.actor);
        }
    }
}

impl Actor {
    /// The desk's settings with the plan's terminal and printer.
    fn setup_for(&self, plan: &Plan) -> Setup {
        let mut config = (*self.setup.config).clone();
        let pos = if plan.own_terminals { self.number } else { 0 };
        config.terminal.link = TerminalLink::Tcp { address: terminal_address(plan.seed, pos) };
        config.terminal.protocol.dialect = plan.dialect;
        config.printer.link = match plan.printer {
            Printer::Screen => PrinterLink::Screen,
            Printer::Missing => PrinterLink::File("not-there/receipts.bin".into()),
        };
        Setup { config: Arc::new(config), ..self.setup.clone() }
    }
}

/// The terminals of a schedule are its own, so that their sessions begin anew in each.
pub(super) fn terminal_address(seed: u64, pos: usize) -> String {
    format!("s{seed}-{pos}:4000")
}

/// A debt of a schedule.
fn external_id(seed: u64, debt: usize) -> String {
    format!("S{seed}-{debt}")
}

fn setup(dir: &TempDir, stage: &Arc<Stage>, desk: usize) -> Setup {
    let standard = Config::default();
    let mut config = Config {
        desk: [("1", "A"), ("2", "B")].map(|(id, series)| DeskConfig { id: id.into(), series: series.into() })[desk]
            .clone(),
        // On every day: a schedule ends alike on whatever day it is played.
        hours: Hours {
            week: [Span::parse("00:00-24:00").ok(); 7],
            holidays_cancelled: (0..FURTHEST_DAY)
                .filter_map(|days| FIRST_DAY.checked_add_days(Days::new(days)))
                .collect(),
            ..Hours::default()
        },
        terminal: TerminalConfig { ecr_id: "ABC00111".into(), ..standard.terminal },
        printer: PrinterConfig { link: PrinterLink::Screen, ..standard.printer },
        ..standard
    };
    config.payments.allow_parts = true;
    config.payments.partial_refunds = true;
    config.till.comparison_required = false;
    let clock = StageClock { stage: Arc::clone(stage), desk };
    Setup { data_dir: dir.path().to_owned(), config: Arc::new(config), clock: Arc::new(clock), demo: false }
}

fn actor(setup: Setup, stage: &Arc<Stage>, who: &SignedIn, approver: &SignedIn) -> Actor {
    let number = usize::from(setup.config.desk.id != "1");
    let config = &setup.config.terminal;
    let profile = crate::ecr::terminal::TerminalProfile {
        dialect: Dialect::Aade,
        variant: crate::ecr::frame::Variant::TerminalPrints,
        ecr_id: config.ecr_id.clone(),
        echo_timeout: config.confirm_timeout,
        confirm_timeout: config.confirm_timeout,
        result_timeout: config.result_timeout,
        keep_open: false,
    };
    let (stage, who, approver) = (Arc::clone(stage), who.clone(), approver.clone());
    let mut actor = Actor { number, stage, who, approver, setup, profile, pos: 0, debts: Vec::new(), desk: None };
    actor.start();
    let who = actor.who.clone();
    actor.desk().open_till(&who, Some("simulation")).expect("the till opens");
    actor
}

fn load(store: &mut Store, now: Moment, plans: &[Plan]) {
    let source = ImportSource {
        file_name: "simulation".into(),
        sha256: Arc::new(OnceLock::from("0".repeat(64))),
        who: Who::user(Some("simulation".into())),
        at: now,
        dry_run: false,
        accept_moved: false,
        layout: ("simulation".into(), Vec::new()),
    };
    let mut records = plans.iter().flat_map(records);
    let loaded = store.load_debts(&source, &mut records, &mut |_| {}).unwrap();
    assert!(loaded.refused.is_empty(), "{loaded:?}");
}

/// The debts of a schedule.
fn records(plan: &Plan) -> impl Iterator<Item = DebtRecord> + '_ {
    plan.debts.iter().enumerate().map(|(n, (capital, surcharge))| DebtRecord {
        external_id: external_id(plan.seed, n),
        name: format!("ΟΦΕΙΛΕΤΗΣ {}", plan.seed),
        afm: Stated::Nothing,
        debtor_number: Stated::Is(plan.seed.to_string()),
        rf: Stated::Nothing,
        rf_valid_until: Stated::Nothing,
        revenue_code: "0441".into(),
        description: "Τέλος καθαριότητας".into(),
        year: 2026,
        list_no: Stated::Nothing,
        due: NaiveDate::from_ymd_opt(2026, 12, 31).into(),
        capital: Money::from_cents(*capital).unwrap(),
        surcharge: Stated::Is(Money::from_cents(*surcharge).unwrap()),
        surcharge_as_of: Stated::Nothing,
        instalment: Stated::Nothing,
        cancelled: Stated::Nothing,
    })
}

fn audit(at: Moment, act: AuditAct, id: &OperatorId) -> AuditEntry {
    AuditEntry { at, who: Who::user(Some("simulation".into())), act, subject: id.to_string(), detail: String::new() }
}
