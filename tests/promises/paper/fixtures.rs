//! Invented documents that hold what is hard about real ones.

use chrono::{DateTime, NaiveDate};
use tameio::domain::afm::Afm;
use tameio::domain::balance::Balance;
use tameio::domain::card::{CardData, MaskedPan};
use tameio::domain::clocks::{ClockAcceptance, ClockOffset, YearBack};
use tameio::domain::correction::{Correction, CorrectionKind};
use tameio::domain::debt::DebtId;
use tameio::domain::hours::{Hours, Span};
use tameio::domain::money::{DecimalMark, Money};
use tameio::domain::operator::OperatorId;
use tameio::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use tameio::domain::reconcile::{BatchComparison, BatchName, Mismatch, MismatchKind};
use tameio::domain::rf::Rf;
use tameio::domain::session::SessionNo;
use tameio::domain::tally::Tally;
use tameio::domain::tender::PaidWith;
use tameio::domain::time::Moment;
use tameio::domain::z_report::{AuditHead, Explained, Handover, ZClocks, ZCorrection, ZNo, ZReport};
use tameio::paper::layout::{Heading, SlipEntry, UnknownNotice};

pub fn money(text: &str) -> Money {
    Money::parse(text, DecimalMark::Comma).unwrap()
}

pub fn rf(text: &str) -> Rf {
    Rf::parse(text).unwrap().rf
}

/// 10:15:02 on the desk's clock, in winter time.
pub fn moment() -> Moment {
    DateTime::parse_from_rfc3339("2026-11-23T08:15:02Z").unwrap().to_utc()
}

pub fn heading() -> Heading {
    Heading {
        municipality: "ΔΗΜΟΣ ΘΕΡΜΗΣ".to_owned(),
        address: Some("Δημοκρατίας 1, 570 01 Θέρμη Θεσσαλονίκης".to_owned()),
        afm: Some("094019245".to_owned()),
        tax_office: Some("Ιωνίας Θεσσαλονίκης".to_owned()),
        department: Some("Οικονομική Διεύθυνση – Ταμειακή Υπηρεσία".to_owned()),
    }
}

/// A long name, two debts of which one is described at length and one has no RF, surcharges, a card that was
/// charged less after a loyalty redemption.
pub fn by_card() -> Receipt {
    Receipt {
        number: ReceiptNo::parse("A-2026-000001").unwrap(),
        kind: ReceiptKind::Sale,
        correction: None,
        at: moment(),
        desk: "1".to_owned(),
        session: SessionNo::new(123).unwrap(),
        cashier: OperatorId::parse("maria").unwrap(),
        cashier_name: "Μαρία Ιωάννου".to_owned(),
        payer: "ΠΑΠΑΔΟΠΟΥΛΟΥ-ΧΑΤΖΗΚΩΝΣΤΑΝΤΙΝΟΥ ΑΙΚΑΤΕΡΙΝΗ-ΜΑΪΡΑ του Γεωργίου-Αλεξάνδρου και της Προΰσης".to_owned(),
        payer_afm: Some(Afm::parse("094259216").unwrap().0),
        lines: vec![
            ReceiptLine {
                debt: DebtId(1),
                external_id: "88-0001234".to_owned(),
                rf: Some(rf("RF23902018000009320427216")),
                revenue_code: "0441".to_owned(),
                description: "Τέλος ακίνητης περιουσίας (ΤΑΠ)".to_owned(),
                year: 2026,
                list_no: Some("123/2026".to_owned()),
                capital: money("100,00"),
                surcharge: money("2,19"),
            },
            ReceiptLine {
                debt: DebtId(2),
                external_id: "88-0001235".to_owned(),
                rf: None,
                revenue_code: "0461".to_owned(),
                description: "Τέλος χρήσης κοινόχρηστων χώρων «Πλατεία Παραμάνα» – τραπεζοκαθίσματα, \
                              Α΄ εξάμηνο, ηλεκτροεγκεφαλογραφικοψυχοδιαγνωστικό"
                    .to_owned(),
                year: 2025,
                list_no: None,
                capital: money("1.125,00"),
                surcharge: money("26,26"),
            },
        ],
        amount: money("1.253,45"),
        tender: PaidWith::Card,
        card: CardData {
            card_type: "Visa Debit".to_owned(),
            pan_masked: MaskedPan::parse("************3489").unwrap(),
            amount: money("1.253,45"),
            final_amount: money("1.203,45"),
            acquirer: "03".to_owned(),
            terminal_id: "80001234".to_owned(),
            batch: "000017".to_owned(),
            rrn: "632710123456".to_owned(),
            stan: "000042".to_owned(),
            auth_code: "A1B2C3".to_owned(),
            at: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(10, 15, 1),
        },
        audit_digest: "1a2b3c4d".to_owned(),
        printed_at: None,
        copies: 0,
    }
}

/// Account to account, no tax number, no surcharge, what the terminal leaves empty.
pub fn by_iris() -> Receipt {
    let mut receipt = by_card();
    receipt.number = ReceiptNo::parse("A-2026-000002").unwrap();
    receipt.payer = "ΣΜΙΘ ΤΖΟΝ".to_owned();
    receipt.payer_afm = None;
    receipt.lines.truncate(1);
    receipt.lines[0].surcharge = Money::ZERO;
    receipt.amount = money("100,00");
    receipt.tender = PaidWith::Iris;
    receipt.card = CardData {
        card_type: "IRIS".to_owned(),
        pan_masked: MaskedPan::hidden(),
        amount: money("100,00"),
        final_amount: money("100,00"),
        rrn: "20261123081501".chars().take(12).collect(),
        auth_code: String::new(),
        ..receipt.card
    };
    receipt
}

/// The whole of a receipt undone on the card.
pub fn void() -> Receipt {
    let mut document = by_card();
    document.number = ReceiptNo::parse("A-2026-000003").unwrap();
    document.kind = ReceiptKind::Void;
    document.session = SessionNo::new(125).unwrap();
    document.correction = Some(Correction {
        kind: CorrectionKind::Void,
        original: ReceiptNo::parse("A-2026-000001").unwrap(),
        reason: "Πληρώθηκε η οφειλή άλλου προσώπου με το ίδιο ονοματεπώνυμο".to_owned(),
        approver: OperatorId::parse("eleni").unwrap(),
    });
    document
}

/// A part of an account-to-account payment given back.
pub fn refund() -> Receipt {
    let mut document = by_iris();
    document.number = ReceiptNo::parse("A-2026-000004").unwrap();
    document.kind = ReceiptKind::Refund;
    document.lines[0].capital = money("40,00");
    document.amount = money("40,00");
    document.card.amount = money("40,00");
    document.card.final_amount = money("40,00");
    document.correction = Some(Correction {
        kind: CorrectionKind::Refund,
        original: ReceiptNo::parse("A-2026-000002").unwrap(),
        reason: "Διαγραφή μέρους της βεβαίωσης".to_owned(),
        approver: OperatorId::parse("eleni").unwrap(),
    });
    document
}

/// Print data with everything that it can hold: logos, weights within a line, columns aligned by spaces, a line
/// longer than any paper, the contactless mark, and the pause before the customer's copy.
pub fn print_data() -> Vec<u8> {
    let slip = |copy: &str| {
        format!(
            "\x1b\x01\n\x1bC\x1bBΕΘΝΙΚΗ ΤΡΑΠΕΖΑ\x1bN\n\x1bCΔΗΜΟΣ ΘΕΡΜΗΣ\n\n\
             TID: 80001234     BATCH: 17\n\
             \x1bBΠΩΛΗΣΗ\x1bN  VISA DEBIT  ************3489  ΚΩΔΙΚΟΣ ΕΓΚΡΙΣΗΣ A1B2C3  RRN 632710123456\n\
             \x1b\x03\n\x1bRΠΟΣΟ  \x1bB1.203,45 €\x1bN\n\x1bC\x1bSΕυχαριστούμε για την προτίμηση\x1bN\n\x1b\x02\n\
             \x1bC*** {copy} ***\n\n"
        )
    };
    let both = format!("{}\x1b\x0c{}", slip("ΑΝΤΙΓΡΑΦΟ ΕΜΠΟΡΟΥ"), slip("ΑΝΤΙΓΡΑΦΟ ΠΕΛΑΤΗ"));
    encoding_rs::ISO_8859_7.encode(&both).0.into_owned()
}

pub fn entries() -> Vec<SlipEntry> {
    vec![
        SlipEntry {
            rf: rf("RF23902018000009320427216"),
            description: "0441 Τέλος ακίνητης περιουσίας (ΤΑΠ) 2026".to_owned(),
            amount: money("102,19"),
        },
        SlipEntry {
            rf: rf("RF89911233000000000012345"),
            description: "1512 Πρόστιμα ΚΟΚ 2026".to_owned(),
            amount: money("123,45"),
        },
    ]
}

pub fn notice() -> UnknownNotice {
    UnknownNotice {
        session: SessionNo::new(123).unwrap(),
        desk: "1".to_owned(),
        amount: money("102,19"),
        at: moment(),
        lines: vec!["0441 Τέλος ακίνητης περιουσίας (ΤΑΠ) 2026".to_owned()],
        gives_back: false,
    }
}

/// Monday to Thursday, as in the decision.
pub fn hours() -> Hours {
    let day = Span::parse("08:30-13:00").ok();
    Hours { week: [day, day, day, day, None, None, None], ..Hours::default() }
}

/// A clock that was put back over a year's end, beside a terminal that missed the change to summer time.
fn clocks() -> ZClocks {
    let number = |number: &str| ReceiptNo::parse(number).unwrap();
    let clock = ClockOffset { terminal: "tcp:192.0.2.10:4000".to_owned(), ahead_s: -3_600 };
    ZClocks {
        accepted: vec![ClockAcceptance {
            at: moment(),
            books_until: Some(moment() + chrono::TimeDelta::days(40)),
            terminal: Some(clock.clone()),
            reason: "το ρολόι έδειχνε τον επόμενο χρόνο και το διόρθωσε ο τεχνικός".to_owned(),
            by: OperatorId::parse("eleni").unwrap(),
        }],
        apart: vec![clock],
        years_back: vec![YearBack { document: number("A-2026-000101"), after: number("A-2027-000002") }],
    }
}

/// A day with everything: outside the hours, handed over, a void, IRIS, one batch that agrees, one that does not and
/// one that nobody compared.
pub fn z_of_a_day() -> ZReport {
    let operator = |id: &str| OperatorId::parse(id).unwrap();
    let number = |number: &str| ReceiptNo::parse(number).unwrap();
    let net = |text: &str| Balance::parse(text, DecimalMark::Comma).unwrap();
    let tally = |count, total: &str| Tally { count, total: net(total) };
    let batch = |batch: &str, ours: (u64, &str), theirs: Option<&str>, difference: Option<&str>| BatchComparison {
        name: BatchName::new("64999999", batch),
        ours: tally(ours.0, ours.1),
        theirs: theirs.map(net),
        their_count: None,
        difference: difference.map(net),
    };
    ZReport {
        number: ZNo::new("A", 17).unwrap(),
        till: "1-2026-11-23".to_owned(),
        desk: "1".to_owned(),
        day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        opened_by: operator("maria"),
        opened_at: moment(),
        outside_hours: Some("λαϊκή αγορά, έκτακτο άνοιγμα από τις επτά το πρωί".to_owned()),
        another: Some("το πρώτο ταμείο της ημέρας το έκλεισε λάθος ρολόι".to_owned()),
        clocks: clocks(),
        handovers: vec![Handover { at: moment(), from: operator("maria"), to: operator("giorgos") }],
        closed_by: operator("eleni"),
        closed_at: moment() + chrono::TimeDelta::hours(3),
        first: Some(number("A-2026-000101")),
        last: Some(number("A-2026-000145")),
        all: tally(45, "4.812,38"),
        sales: tally(43, "5.112,40"),
        voids: tally(1, "-102,19"),
        refunds: tally(1, "-197,83"),
        by_revenue_code: [("0311", "-12,00"), ("0441", "4.700,38"), ("1511", "124,00")]
            .map(|(code, sum)| (code.to_owned(), net(sum)))
            .into(),
        by_card_type: [("MasterCard Credit", tally(14, "1.712,30")), ("Visa Debit", tally(28, "2.999,98"))]
            .map(|(card, sum)| (card.to_owned(), sum))
            .into(),
        iris: tally(3, "100,10"),
        by_cashier: [("giorgos", tally(20, "2.000,00")), ("maria", tally(25, "2.812,38"))]
            .map(|(cashier, sum)| (cashier.to_owned(), sum))
            .into(),
        corrections: vec![ZCorrection {
            document: number("A-2026-000120"),
            kind: CorrectionKind::Void,
            original: number("A-2026-000119"),
            reason: "λάθος οφειλέτης".to_owned(),
            operator: operator("maria"),
            approver: operator("eleni"),
            amount: net("-102,19"),
        }],
        cash_refusals: 6,
        batches: vec![
            batch("000091", (30, "3.000,00"), Some("3.000,00"), Some("0,00")),
            batch("000092", (11, "1.612,28"), Some("1.602,28"), Some("10,00")),
            batch("000093", (1, "100,00"), None, None),
        ],
        differences: vec![Explained {
            mismatch: Mismatch {
                kind: MismatchKind::OnlyOurs,
                reference: "ours:A-2026-000130".to_owned(),
                batch: BatchName::new("64999999", "000092"),
                ours: Some(net("10,00")),
                theirs: None,
            },
            explanation: "έγινε σε επόμενο πακέτο, βλέπε ταινία τερματικού".to_owned(),
            by: operator("eleni"),
        }],
        unclaimed: Vec::new(),
        jumps: Vec::new(),
        not_asked: None,
        audit: AuditHead {
            seq: 1234,
            hash: "5c54c391aee1d6dee16cb9cbb1ea56a26f5b36d0cc042f419fb683dd544c66a0".to_owned(),
        },
    }
}
