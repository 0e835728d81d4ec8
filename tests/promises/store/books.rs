//! Books of their own folder, with three debts and an operator, and the hands that work on them.

use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeZone as _, Utc};
use rusqlite::Connection;
use tameio::domain::actor::Actor;
use tameio::domain::afm::Afm;
use tameio::domain::attempt::{Attempt, AttemptLine, AttemptState, AttemptStep, NewAttempt};
use tameio::domain::audit::{AuditAct, AuditEntry};
use tameio::domain::card::{CardData, MaskedPan};
use tameio::domain::correction::{Correction, CorrectionKind};
use tameio::domain::debt::{Allocation, Debt, DebtRecord};
use tameio::domain::money::{DecimalMark, Money};
use tameio::domain::operator::{OperatorId, Role};
use tameio::domain::receipt::{Receipt, ReceiptNo};
use tameio::domain::rf::Rf;
use tameio::domain::stated::{Stated, Validity};
use tameio::domain::tender::Tender;
use tameio::domain::time::Moment;
use tameio::store::{Booked, Booking, Closing, ImportSource, KeptPin, KeptZ, Loaded, ReceiptFilter, Store, StoreError};

pub const DESK: &str = "1";
pub const TERMINAL: &str = "tcp:192.0.2.10:4000";
pub const OTHER_TERMINAL: &str = "tcp:192.0.2.11:4000";

/// A Monday morning at the desk, and so many seconds later.
pub fn at(seconds: i64) -> Moment {
    Utc.timestamp_opt(1_795_421_702 + seconds, 0).unwrap()
}

pub fn eur(text: &str) -> Money {
    Money::parse(text, DecimalMark::Point).unwrap()
}

pub fn cashier() -> OperatorId {
    OperatorId::parse("maria").unwrap()
}

pub fn supervisor() -> OperatorId {
    OperatorId::parse("eleni").unwrap()
}

pub fn afm(leading: u32) -> Afm {
    Afm::from_leading(leading).unwrap()
}

pub fn rf(body: u32) -> Rf {
    Rf::from_body(&format!("902018{body:015}")).unwrap()
}

/// The debt `D<n>` of its own debtor and RF code.
pub fn record(n: u32, capital: &str, surcharge: &str) -> DebtRecord {
    DebtRecord {
        external_id: format!("D{n}"),
        name: format!("Παπαδόπουλος Νικόλαος {n}"),
        afm: Stated::Is(afm(10_000_000 + n)),
        debtor_number: Stated::Empty,
        rf: Stated::Is(rf(n)),
        rf_valid_until: NaiveDate::from_ymd_opt(2027, 12, 31).map(Validity::Until).into(),
        revenue_code: "0441".into(),
        description: "Τέλος ακίνητης περιουσίας (ΤΑΠ)".into(),
        year: 2026,
        list_no: Stated::Is("125/2026".into()),
        due: NaiveDate::from_ymd_opt(2026, 6, 30).into(),
        capital: eur(capital),
        surcharge: Stated::Is(eur(surcharge)),
        surcharge_as_of: NaiveDate::from_ymd_opt(2026, 11, 1).into(),
        instalment: Stated::Empty,
        cancelled: Stated::Is(false),
    }
}

pub fn entry(act: AuditAct, subject: &str) -> AuditEntry {
    AuditEntry {
        at: at(0),
        who: OperatorId::parse("maria").unwrap().into(),
        act,
        subject: subject.into(),
        detail: String::new(),
    }
}

pub fn source() -> ImportSource {
    ImportSource {
        file_name: "debts.csv".into(),
        sha256: std::sync::Arc::new("0".repeat(64).into()),
        who: Actor::user(Some("it".into())),
        at: at(0),
        dry_run: false,
        accept_moved: false,
        layout: ("debts".into(), Vec::new()),
    }
}

pub fn card(amount: Money, stan: u32) -> CardData {
    CardData {
        card_type: "Visa Debit".into(),
        pan_masked: MaskedPan::parse("************3489").unwrap(),
        amount,
        final_amount: amount,
        acquirer: "01".into(),
        terminal_id: "00012345".into(),
        batch: "000017".into(),
        rrn: format!("6327{stan:08}"),
        stan: format!("{stan:06}"),
        auth_code: format!("A{stan:05}"),
        at: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(10, 15, 2),
    }
}

/// Books in a folder that goes with them.
pub struct Books {
    dir: tempfile::TempDir,
    pub store: Store,
}

impl Books {
    /// Three debts (100,00 + 2,19; 50,00; 28,40 + 1,60) and one cashier.
    pub fn new() -> Books {
        let mut books = Books::empty();
        books.load(vec![record(1, "100.00", "2.19"), record(2, "50.00", "0.00"), record(3, "28.40", "1.60")]);
        books
    }

    pub fn empty() -> Books {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::create(&dir.path().join("tameio.db"), at(0), false).unwrap();
        store
            .add_operator(
                &cashier(),
                "Μαρία Ιωάννου",
                Role::Cashier,
                KeptPin::own("$hash"),
                entry(AuditAct::OperatorAdded, "maria"),
            )
            .unwrap();
        store
            .add_operator(
                &supervisor(),
                "Ελένη Δήμου",
                Role::Supervisor,
                KeptPin::own("$"),
                entry(AuditAct::OperatorAdded, "eleni"),
            )
            .unwrap();
        Books { dir, store }
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("tameio.db")
    }

    /// A second desk on the same file.
    pub fn second(&self) -> Store {
        Store::open(&self.path(), at(0)).unwrap()
    }

    /// A hand in the file.
    pub fn raw(&self) -> Connection {
        let conn = Connection::open(self.path()).unwrap();
        conn.pragma_update(None, "foreign_keys", true).unwrap();
        conn
    }

    /// The books as a crash at this moment leaves them: the file and its log, nothing closed.
    pub fn crashed(&self) -> Books {
        let dir = tempfile::tempdir().unwrap();
        for name in ["tameio.db", "tameio.db-wal"] {
            let from = self.dir.path().join(name);
            if from.exists() {
                std::fs::copy(from, dir.path().join(name)).unwrap();
            }
        }
        let store = Store::open(&dir.path().join("tameio.db"), at(0)).unwrap();
        Books { dir, store }
    }

    pub fn load(&mut self, records: Vec<DebtRecord>) -> Loaded {
        self.store.load_debts(&source(), &mut records.into_iter(), &mut |_| {}).unwrap()
    }

    pub fn debt(&self, n: u32) -> Debt {
        self.store.debt_by_external_id(&format!("D{n}")).unwrap().unwrap()
    }

    pub fn prepare(&mut self, debts: &[u32]) -> Attempt {
        self.try_prepare(TERMINAL, debts).unwrap()
    }

    pub fn try_prepare(&mut self, terminal: &str, debts: &[u32]) -> Result<Attempt, StoreError> {
        let new = whole(terminal, &debts.iter().map(|n| self.debt(*n)).collect::<Vec<_>>());
        self.store.prepare(&new)
    }

    pub fn step(&mut self, attempt: &Attempt, step: AttemptStep) -> Attempt {
        self.store.step(attempt.id, step, None, at(1), &OperatorId::parse("maria").unwrap().into()).unwrap()
    }

    /// Prepared, sent and confirmed.
    pub fn confirmed(&mut self, debts: &[u32]) -> Attempt {
        let attempt = self.prepare(debts);
        self.step(&attempt, AttemptStep::Send);
        self.step(&attempt, AttemptStep::Confirm)
    }

    pub fn book(&mut self, attempt: &Attempt) -> Receipt {
        match self.store.book(&booking(attempt)).unwrap() {
            Booked::Now(receipt) => receipt,
            Booked::Already(_) => panic!("booked before"),
        }
    }

    pub fn pay(&mut self, debts: &[u32]) -> Receipt {
        let attempt = self.confirmed(debts);
        self.book(&attempt)
    }

    /// What may still be given back of a receipt.
    pub fn left(&self, receipt: &Receipt) -> Vec<AttemptLine> {
        self.store.left_of(&receipt.number).unwrap()
    }

    /// Prepares a void or refund of these lines, or of all that is left.
    pub fn try_correct(
        &mut self,
        terminal: &str,
        kind: CorrectionKind,
        receipt: &Receipt,
        lines: Option<Vec<AttemptLine>>,
    ) -> Result<Attempt, StoreError> {
        let lines = lines.unwrap_or_else(|| self.left(receipt));
        self.store.prepare(&correction(terminal, kind, &receipt.number, lines))
    }

    pub fn prepare_correction(
        &mut self,
        kind: CorrectionKind,
        receipt: &Receipt,
        lines: Option<Vec<AttemptLine>>,
    ) -> Attempt {
        self.try_correct(TERMINAL, kind, receipt, lines).unwrap()
    }

    /// Sends what was only prepared, and books it.
    pub fn book_correction(&mut self, attempt: &Attempt) -> Receipt {
        if self.store.attempt(attempt.id).unwrap().unwrap().state == AttemptState::Prepared {
            self.step(attempt, AttemptStep::Send);
        }
        self.book(attempt)
    }

    pub fn correct(&mut self, kind: CorrectionKind, receipt: &Receipt, lines: Option<Vec<AttemptLine>>) -> Receipt {
        let attempt = self.prepare_correction(kind, receipt, lines);
        self.book_correction(&attempt)
    }

    /// Marks every receipt as printed, and closes a till.
    pub fn close(&mut self, till: &str) -> Result<KeptZ, StoreError> {
        for receipt in self.store.receipts(&ReceiptFilter::default()).unwrap() {
            self.store.mark_printed(&receipt.number, at(8), &OperatorId::parse("maria").unwrap().into()).unwrap();
        }
        self.store.close_till(&closing(till))
    }

    pub fn assert_clean(&self) {
        assert_eq!(self.store.verify(&mut |_| {}).unwrap().differences, []);
    }

    /// Number of rows of a table.
    pub fn count(&self, table: &str) -> i64 {
        self.raw().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    /// The tables of the file.
    pub fn tables(&self) -> Vec<String> {
        let raw = self.raw();
        let mut statement =
            raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    pub fn folder(&self) -> &Path {
        self.dir.path()
    }
}

/// An attempt to pay all that is open of some debts.
pub fn whole(terminal: &str, debts: &[Debt]) -> NewAttempt {
    let line = |debt: &Debt| {
        let (capital, surcharge) = debt.allocate(debt.open_amount(), Allocation::SurchargeFirst).unwrap();
        AttemptLine { debt: debt.id, external_id: debt.external_id.clone(), rf: debt.rf.clone(), capital, surcharge }
    };
    NewAttempt {
        tender: Tender::Card.accept().unwrap(),
        desk: DESK.into(),
        terminal: terminal.into(),
        operator: cashier(),
        lines: debts.iter().map(line).collect(),
        correction: None,
        at: at(0),
    }
}

/// An attempt to give back some lines of a receipt.
pub fn correction(terminal: &str, kind: CorrectionKind, original: &ReceiptNo, lines: Vec<AttemptLine>) -> NewAttempt {
    let (reason, approver) = ("λάθος οφειλέτης".into(), supervisor());
    NewAttempt {
        lines,
        correction: Some(Correction { kind, original: original.clone(), reason, approver }),
        ..whole(terminal, &[])
    }
}

pub fn closing(till: &str) -> Closing {
    Closing { till: till.into(), series: "A".into(), by: supervisor(), at: at(9), compared: false, not_asked: None }
}

pub fn booking(attempt: &Attempt) -> Booking {
    Booking {
        attempt: attempt.id,
        card: card(attempt.amount, u32::try_from(attempt.id.0).unwrap()),
        slip: None,
        series: "A".into(),
        at: at(2),
        who: OperatorId::parse("maria").unwrap().into(),
    }
}

/// Lets a hand act while no trigger is there, and puts them back.
pub fn without_triggers(raw: &Connection, hand: impl FnOnce(&Connection)) {
    let mut statement = raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let triggers: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    drop(statement);
    for (name, _) in &triggers {
        raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    hand(raw);
    for (_, sql) in &triggers {
        raw.execute_batch(sql).unwrap();
    }
}
