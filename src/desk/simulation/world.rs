//! Books, two desks and the debts of many schedules, so that not each one pays for making them. Schedules do not
//! touch each other: each has debts, a debtor and terminals of its own, and leaves nothing open behind.

use std::sync::{Arc, OnceLock, PoisonError};

use chrono::NaiveDate;
use tempfile::TempDir;

use super::actor::Actor;
use super::guest::Guest;
use super::plan::{Deed, Plan, Printer};
use super::stage::{Lie, Stage, StageClock};
use crate::config::{Config, DeskConfig, PrinterConfig, PrinterLinkConfig, Protocol, TerminalConfig, TerminalLink};
use crate::desk::{Setup, SignedIn};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::debt::{DebtId, DebtRecord};
use crate::domain::hours::{Hours, Span};
use crate::domain::money::Money;
use crate::domain::operator::{OperatorId, Role};
use crate::domain::time::Moment;
use crate::ecr::dialect::Dialect;
use crate::store::{ImportSource, Store};

/// One database and the desks on it.
pub(super) struct World {
    pub stage: Arc<Stage>,
    actors: [Option<Actor>; 2],
    _dir: TempDir,
}

impl World {
    /// Books with the debts of these schedules.
    pub(super) fn new(plans: &[Plan]) -> World {
        let dir = tempfile::tempdir().unwrap();
        let stage = Arc::new(Stage::default());
        let setups = [0, 1].map(|desk| setup(&dir, &stage, desk));
        let now = setups[0].clock.now();
        let mut store = Store::create(&setups[0].database(), now, false).unwrap();
        // Nobody signs in with a PIN here, so no hash of one is needed.
        let id = OperatorId::parse("maria").unwrap();
        let entry = audit(now, AuditAct::Initialised, &id);
        let operator = store.add_operator(&id, "Μαρία Ταμία", Role::Supervisor, "$", entry).unwrap();
        let second = OperatorId::parse("eleni").unwrap();
        let entry = audit(now, AuditAct::OperatorAdded, &second);
        let approver = store.add_operator(&second, "Ελένη Προϊσταμένη", Role::Supervisor, "$", entry).unwrap();
        load(&mut store, now, plans);
        drop(store);
        let (who, approver) = (SignedIn { operator }, SignedIn { operator: approver });
        let actors = setups.map(|setup| Some(actor(setup, &stage, &who, &approver)));
        World { stage, actors, _dir: dir }
    }

    /// Begins a schedule.
    pub(super) fn begin(&mut self, plan: &Plan, lie: Lie, recording: bool) {
        for desk in 0..2 {
            // Its line belongs to the schedule before.
            self.actor(desk).desk().terminal = None;
        }
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

    /// A deed of the plan, with the other desk coming in between where the plan says so.
    pub(super) fn act(&mut self, deed: &Deed) {
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
        config.terminal.protocol = match plan.dialect {
            Dialect::Aade => Protocol::Aade,
            Dialect::Mellon => Protocol::Mellon,
        };
        config.printer.link = match plan.printer {
            Printer::Screen => PrinterLinkConfig::Screen,
            Printer::Missing => PrinterLinkConfig::File("not-there/receipts.bin".into()),
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
        hours: Hours { week: [Span::parse("00:00-24:00").ok(); 7], ..Hours::default() },
        terminal: TerminalConfig { ecr_id: "ABC00111".into(), ..standard.terminal },
        printer: PrinterConfig { link: PrinterLinkConfig::Screen, ..standard.printer },
        ..standard
    };
    config.payments.allow_parts = true;
    config.payments.partial_refunds = true;
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
        who: "system:simulation".into(),
        at: now,
        dry_run: false,
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
        afm: None,
        rf: None,
        rf_valid_until: None,
        revenue_code: "0441".into(),
        description: "Τέλος καθαριότητας".into(),
        year: 2026,
        list_no: None,
        due: NaiveDate::from_ymd_opt(2026, 12, 31),
        capital: Money::from_cents(*capital).unwrap(),
        surcharge: Money::from_cents(*surcharge).unwrap(),
        surcharge_as_of: None,
        instalment: None,
        cancelled: false,
    })
}

fn audit(at: Moment, act: AuditAct, id: &OperatorId) -> AuditEntry {
    AuditEntry { at, who: "system:simulation".into(), act, subject: id.to_string(), detail: String::new() }
}
