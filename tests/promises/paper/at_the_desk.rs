//! What the desk puts on paper beside the receipt itself: the card slip that the books keep, and what became of a
//! receipt since.

use std::sync::Arc;

use tameio::config::Config;
use tameio::desk::Caller;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Desk, ImportOrder, Setup};
use tameio::domain::actor::Actor;
use tameio::domain::attempt::{AttemptLine, AttemptStep, NewAttempt};
use tameio::domain::audit::{AuditAct, AuditEntry};
use tameio::domain::card::CardData;
use tameio::domain::correction::Correction;
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::receipt::Receipt;
use tameio::domain::tender::Tender;
use tameio::paper::code_page::CodePage;
use tameio::paper::device::PrinterLink;
use tameio::paper::escpos::decode_text;
use tameio::store::{Booking, KeptPin, Store};

use super::fixtures::{by_card, moment, print_data, void};

const DEBTS: &str = "\
Αριθμός Οφειλής;ΑΦΜ;Ονοματεπώνυμο;RF;ΚΑΕ;Περιγραφή;Έτος;Χρηματικός Κατάλογος;Λήξη;Κεφάλαιο;Προσαυξήσεις;Υπολογισμός έως
Ο-3;123456783;Ιωάννου Μαρία;RF89911233000000000012345;1512;Πρόστιμα ΚΟΚ;2026;7;31/10/2026;123,45;;
";

struct Office {
    _dir: tempfile::TempDir,
    setup: Setup,
    desk: Desk,
    store: Store,
}

impl Office {
    /// A desk whose printer is a file, with one debt; `maria` takes payments, `eleni` approves.
    fn open() -> Office {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.printer.link = PrinterLink::File("paper.bin".into());
        let clock = Arc::new(ManualClock::at(moment()));
        let setup = Setup { data_dir: dir.path().join("desk"), config: Arc::new(config), clock, demo: false };
        let (eleni, pin) = (OperatorId::parse("eleni").unwrap(), Pin::parse("739154").unwrap());
        let mut desk = Desk::init(&setup, &eleni, "Ελένη Προϊσταμένη", &pin).unwrap();
        let csv = dir.path().join("debts.csv");
        std::fs::write(&csv, DEBTS).unwrap();
        desk.import_debts(&Caller::User, &ImportOrder::of(&csv), &mut |_| {}).unwrap();
        let mut store = Store::open(&setup.database(), moment()).unwrap();
        let (maria, act) = (OperatorId::parse("maria").unwrap(), AuditAct::OperatorAdded);
        let entry = AuditEntry {
            at: moment(),
            who: Actor::user(Some("test".into())),
            act,
            subject: "maria".into(),
            detail: String::new(),
        };
        store.add_operator(&maria, "Μαρία Ιωάννου", Role::Cashier, KeptPin::own("$"), entry).unwrap();
        Office { _dir: dir, setup, desk, store }
    }

    /// What the books do when the terminal has approved, with its print data.
    fn book(&mut self, correction: Option<Correction>, slip: Option<Vec<u8>>) -> Receipt {
        let debt = self.store.debt_by_external_id("Ο-3").unwrap().unwrap();
        let line = AttemptLine {
            debt: debt.id,
            external_id: debt.external_id,
            rf: debt.rf,
            capital: debt.capital,
            surcharge: debt.surcharge,
        };
        let attempt = NewAttempt {
            tender: Tender::Card.accept().unwrap(),
            desk: "1".into(),
            terminal: "tcp:192.0.2.10:4000".into(),
            operator: OperatorId::parse("maria").unwrap(),
            lines: vec![line],
            correction,
            at: moment(),
        };
        let attempt = self.store.prepare(&attempt).unwrap();
        self.store
            .step(attempt.id, AttemptStep::Send, None, moment(), &OperatorId::parse("maria").unwrap().into())
            .unwrap();
        let card = CardData { amount: attempt.amount, final_amount: attempt.amount, ..by_card().card };
        let (series, who) = ("A".to_owned(), OperatorId::parse("maria").unwrap().into());
        self.store.book(&Booking { attempt: attempt.id, card, slip, series, at: moment(), who }).unwrap().receipt()
    }

    /// What came out since the last look.
    fn print(&mut self, receipt: &Receipt) -> String {
        let path = self.setup.data_dir.join("paper.bin");
        let before = std::fs::read(&path).unwrap_or_default().len();
        let (_, end) = self.desk.reprint(&Caller::User, &receipt.number).unwrap();
        assert!(end.is_printed(), "{end:?}");
        decode_text(&std::fs::read(&path).unwrap()[before..], CodePage::Pc737)
    }
}

#[test]
fn the_card_slip_that_the_books_keep_follows_the_first_paper_and_no_copy() {
    let mut office = Office::open();
    let receipt = office.book(None, Some(print_data()));
    let first = office.print(&receipt);
    let sheets: Vec<&str> = first.split("- - - - - - - - - - - - - - - -\n").collect();
    assert_eq!(sheets.len(), 4, "receipt, two slips, and nothing after the last cut: {first}");
    assert!(sheets[0].contains("ΔΙΠΛΟΤΥΠΟ ΕΙΣΠΡΑΞΗΣ"));
    assert!(sheets[1].contains("ΑΝΤΙΓΡΑΦΟ ΠΕΛΑΤΗ") && sheets[2].contains("ΑΝΤΙΓΡΑΦΟ ΕΜΠΟΡΟΥ"));
    let copy = office.print(&receipt);
    assert!(copy.contains("ΑΝΤΙΓΡΑΦΟ 1") && !copy.contains("ΠΕΛΑΤΗ"), "{copy}");
}

#[test]
fn a_void_is_printed_with_its_original_and_the_originals_copy_says_what_voids_it() {
    let mut office = Office::open();
    let sale = office.book(None, None);
    office.print(&sale);
    assert!(!office.print(&sale).contains("ΑΚΥΡΩΘΗΚΕ"));
    let correction = Correction { original: sale.number.clone(), ..void().correction.unwrap() };
    let voided = office.book(Some(correction), None);
    let paper = office.print(&voided);
    for said in ["A-2026-000001", "23/11/2026", "-123,45", "Ελένη Προϊσταμένη", "Υπογραφή πολίτη"]
    {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    let copy = office.print(&sale);
    let words = copy.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words.matches("ΑΝΤΙΓΡΑΦΟ 2").count(), 2);
    assert_eq!(words.matches("ΑΚΥΡΩΘΗΚΕ με το A-2026-000002").count(), 2, "{copy}");
}
