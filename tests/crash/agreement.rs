//! What must agree after a kill: the desk is started again, settles what is unknown, prints what is unprinted, and
//! its books are held against the terminal's.

use std::sync::Arc;

use tameio::desk::Caller;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Claim, Desk, DeskError, RecoverEnd, Refusal, ResolveEnd, Setup};
use tameio::domain::evidence::{Evidence, TypedEvidence};
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::session::SessionNo;
use tameio::ecr::message::OrderKind;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::decode_text;

use crate::child::{APPROVER, MONDAY_TEN, OPERATOR, sign_in};
use crate::rig::{Rig, evidence, slip};

/// What is written down where the terminal's report does not show a transaction.
const NO_TRACE: &str = "η αναφορά πακέτου του τερματικού δεν έχει τη συναλλαγή";

impl Rig {
    /// Starts the desk again, recovers, decides what no terminal answers for on the slips, prints what was not printed,
    /// and holds the books against the terminal's.
    pub fn recover_and_check(&mut self) {
        let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
        let mut desk = Desk::open(&Setup { clock: clock.clone(), ..self.setup.clone() }).unwrap();
        let early = desk.recover(&Caller::User).unwrap().sessions;
        if early.iter().any(|session| session.end.known_from().is_some()) {
            // The terminal holds nothing of it, and it may still run there: nothing is free before it is over.
            assert!(self.count("SELECT count(*) FROM attempt WHERE state = 'unknown'") > 0, "freed too early");
            clock.pass(self.setup.config.terminal.result_timeout * 2);
        }
        for session in desk.recover(&Caller::User).unwrap().sessions {
            match session.end {
                RecoverEnd::StillUnknown { reason } => {
                    assert!(!self.can_ask() && reason == "cannot_ask", "the terminal answers: {reason}");
                    self.decide(&mut desk, &clock, session.session);
                }
                known => assert!(self.can_ask(), "nobody can know: {known:?}"),
            }
        }
        assert_eq!(self.count("SELECT count(*) FROM attempt_line WHERE open = 1"), 0, "a fence was not released");
        assert_eq!(
            self.count("SELECT count(*) FROM correction WHERE open = 1"),
            0,
            "a receipt's fence was not released"
        );
        let open = "SELECT count(*) FROM attempt WHERE state IN ('prepared', 'sent', 'confirmed', 'unknown')";
        assert_eq!(self.count(open), 0, "an attempt stayed open");
        self.print_the_rest(&mut desk);
        self.compare_books();
        let found = desk.verify(&Caller::User).unwrap();
        assert!(found.is_clean(), "{:?}", found.differences);
    }

    /// On written evidence, by two persons: what the terminal's book says.
    fn decide(&self, desk: &mut Desk, clock: &ManualClock, session: SessionNo) {
        let (who, approver) = (sign_in(desk, OPERATOR), sign_in(desk, APPROVER));
        let book = self.terminal.book();
        let no_trace = Evidence::read(&TypedEvidence::words(NO_TRACE)).unwrap();
        let end = match book.iter().find(|charge| charge.session == session) {
            Some(charge) => desk.resolve(&who, &approver, session, Claim::Approved, &evidence(&slip(charge))),
            None => {
                let early = desk.resolve(&who, &approver, session, Claim::NotCharged, &no_trace);
                let refused = matches!(early, Err(DeskError::Refused(Refusal::MayStillRun { .. })));
                assert!(refused, "freed while the terminal may still charge: {early:?}");
                clock.pass(self.setup.config.terminal.result_timeout * 2);
                desk.resolve(&who, &approver, session, Claim::NotCharged, &no_trace)
            }
        };
        assert!(matches!(end, Ok(ResolveEnd::Charged { .. } | ResolveEnd::NotCharged { .. })), "{end:?}");
    }

    fn print_the_rest(&self, desk: &mut Desk) {
        let numbers: Vec<String> = {
            let books = self.books();
            let sql = "SELECT series || '-' || year || '-' || number FROM receipt WHERE printed_at IS NULL";
            let mut unprinted = books.prepare(sql).unwrap();
            unprinted.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(
            desk.till_status(&Caller::User).unwrap().blockers.len(),
            numbers.len(),
            "each unprinted receipt is in sight"
        );
        for number in numbers {
            let (receipt, end) = desk.reprint(&Caller::User, &ReceiptNo::parse(&number).unwrap()).unwrap();
            assert!(end.is_printed() && receipt.copies == 0, "{number}: {end:?}");
        }
    }

    /// Session for session: what the terminal charged or gave back has its document, and each document its charge;
    /// the numbers run from 1; and each debt is settled by what was charged for it and not given back.
    fn compare_books(&self) {
        let kind = |kind| match kind {
            OrderKind::Sale => "sale",
            OrderKind::Void => "void",
            OrderKind::Refund => "refund",
            OrderKind::Announce => "announce",
        };
        let book = self.terminal.book();
        let mut charged: Vec<(i64, String, i64)> =
            book.iter().map(|c| (i64::from(c.session.number()), kind(c.kind).to_owned(), c.amount.cents())).collect();
        charged.sort_unstable();
        let books = self.books();
        let mut rows = books
            .prepare(
                "SELECT a.session, r.kind, r.amount_cents FROM receipt r JOIN attempt a ON a.id = r.attempt_id
                 ORDER BY a.session",
            )
            .unwrap();
        let receipted = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        let receipted: Vec<(i64, String, i64)> = receipted.map(Result::unwrap).collect();
        assert_eq!(receipted, charged, "documents and charges differ");
        let gap = "SELECT count(*) FROM (SELECT number, row_number() OVER (ORDER BY id) AS place FROM receipt)
                   WHERE number <> place";
        assert_eq!(self.count(gap), 0, "a gap or a repeat in the series");
        let wrong = "SELECT count(*) FROM debt d WHERE paid_cents <> (
                     SELECT coalesce(sum((l.capital_cents + l.surcharge_cents) * iif(r.kind = 'sale', 1, -1)), 0)
                     FROM receipt_line l JOIN receipt r ON r.id = l.receipt_id WHERE l.debt_id = d.id)";
        assert_eq!(self.count(wrong), 0, "a debt was settled for another sum than its documents say");
        let paid = self.count("SELECT sum(paid_cents) FROM debt");
        assert_eq!(paid, self.terminal.net_charged(), "the debts are settled for another sum than the cards paid");
    }

    /// Every receipt came out on paper at least once.
    pub fn check_paper(&self) {
        let printed = decode_text(&self.printer.received(), CodePage::Pc737);
        let books = self.books();
        let mut numbers = books.prepare("SELECT printf('%s-%d-%06d', series, year, number) FROM receipt").unwrap();
        for number in numbers.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap) {
            assert!(printed.contains(&number), "{number} never came out");
        }
    }
}
