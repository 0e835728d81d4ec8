//! A rich receipt to the printer's bytes, on every width and code page, against the same text encoded by
//! `encoding_rs` and by the `escpos` crate alone: what the layout, the substitutes and the refusal cost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::float_arithmetic)]

mod support;

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use escpos::driver::Driver;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::printer_options::PrinterOptions;
use escpos::utils::{PageCode, Protocol};
use support::{Options, per_second};
use tameio::domain::afm::Afm;
use tameio::domain::card::{CardData, MaskedPan};
use tameio::domain::debt::DebtId;
use tameio::domain::money::{DecimalMark, Money};
use tameio::domain::operator::OperatorId;
use tameio::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use tameio::domain::rf::Rf;
use tameio::domain::session::SessionNo;
use tameio::domain::tender::PaidWith;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::{PrinterProfile, as_printed, encode};
use tameio::paper::layout::{self, Heading};
use tameio::paper::page::Columns;

/// Receipts in a round: enough that reading the clock does not count.
const ROUND: usize = 4;

fn main() {
    let span = if Options::read().tiny { Duration::from_millis(2) } else { Duration::from_millis(400) };
    let (receipt, heading) = (rich(), heading());
    println!(
        "columns  page       bytes   receipts/s   MB/s   page alone/s   peer           peer texts/s   times the peer"
    );
    for columns in Columns::ALL {
        for code_page in CodePage::ALL {
            let profile = PrinterProfile::new(columns, code_page);
            let page = layout::receipt(&receipt, &heading, &layout::Print::default());
            let bytes = encode(&page, &profile).unwrap().len();
            let whole = per_second(span, ROUND, || {
                for _ in 0..ROUND {
                    let page = layout::receipt(black_box(&receipt), &heading, &layout::Print::default());
                    black_box(encode(&page, &profile).unwrap());
                }
            });
            let alone = per_second(span, ROUND, || {
                for _ in 0..ROUND {
                    black_box(encode(black_box(&page), &profile).unwrap());
                }
            });
            let text = as_printed(&page, &profile);
            let (peer, peer_rate) = peer(span, code_page, &text);
            let (count, word) = (columns.count(), code_page.word());
            let flow = whole * bytes as f64 / 1e6;
            print!("{count:>7}  {word:9} {bytes:>6} {whole:>12.0} {flow:>6.1} {alone:>14.0}   {peer:12}");
            match peer_rate {
                Some(rate) => println!("{rate:>15.0} {:>16.1}", rate / whole),
                None => println!("{:>15} {:>16}", "-", "-"),
            }
        }
    }
}

/// The same text, by whoever knows the code page: `escpos` has a table of PC737, `encoding_rs` of the two that
/// the web knows, and nobody of the other two.
fn peer(span: Duration, code_page: CodePage, text: &str) -> (&'static str, Option<f64>) {
    let by_encoding = |encoding: &'static encoding_rs::Encoding| {
        per_second(span, ROUND, || {
            for _ in 0..ROUND {
                black_box(encoding.encode(black_box(text)));
            }
        })
    };
    match code_page {
        CodePage::Pc737 => {
            let rate = per_second(span, ROUND, || {
                for _ in 0..ROUND {
                    black_box(by_escpos(black_box(text)));
                }
            });
            ("escpos", Some(rate))
        }
        CodePage::Wpc1253 => ("encoding_rs", Some(by_encoding(encoding_rs::WINDOWS_1253))),
        CodePage::Iso8859_7 => ("encoding_rs", Some(by_encoding(encoding_rs::ISO_8859_7))),
        CodePage::Pc869 | CodePage::Pc851 => ("none", None),
    }
}

#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Driver for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn write(&self, data: &[u8]) -> Result<(), PrinterError> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _buffer: &mut [u8]) -> Result<usize, PrinterError> {
        Ok(0)
    }

    fn flush(&self) -> Result<(), PrinterError> {
        Ok(())
    }
}

fn by_escpos(text: &str) -> Vec<u8> {
    let memory = Memory::default();
    let options = PrinterOptions::new(Some(PageCode::PC737), None, 48);
    let mut printer = Printer::new(memory.clone(), Protocol::default(), Some(options));
    printer.init().unwrap();
    for line in text.lines() {
        printer.writeln(line).unwrap();
    }
    printer.print_cut().unwrap();
    drop(printer);
    memory.0.take()
}

fn money(text: &str) -> Money {
    Money::parse(text, DecimalMark::Comma).unwrap()
}

fn heading() -> Heading {
    Heading {
        municipality: "ΔΗΜΟΣ ΘΕΡΜΗΣ".to_owned(),
        address: Some("Δημοκρατίας 1, 570 01 Θέρμη Θεσσαλονίκης".to_owned()),
        afm: Some("094019245".to_owned()),
        tax_office: Some("Ιωνίας Θεσσαλονίκης".to_owned()),
        department: Some("Οικονομική Διεύθυνση – Ταμειακή Υπηρεσία".to_owned()),
    }
}

/// A long name, three debts with long descriptions, surcharges, and a card.
fn rich() -> Receipt {
    let line = |number: i64, description: &str, capital: &str, surcharge: &str| ReceiptLine {
        debt: DebtId(number),
        external_id: format!("88-{number:07}"),
        rf: Some(Rf::parse("RF23902018000009320427216").unwrap().rf),
        revenue_code: "0441".to_owned(),
        description: description.to_owned(),
        year: 2026,
        list_no: Some("123/2026".to_owned()),
        capital: money(capital),
        surcharge: money(surcharge),
    };
    Receipt {
        number: ReceiptNo::parse("A-2026-000001").unwrap(),
        kind: ReceiptKind::Sale,
        correction: None,
        at: "2026-11-23T08:15:02Z".parse().unwrap(),
        desk: "1".to_owned(),
        session: SessionNo::new(123).unwrap(),
        cashier: OperatorId::parse("maria").unwrap(),
        cashier_name: "Μαρία Ιωάννου".to_owned(),
        payer: "ΠΑΠΑΔΟΠΟΥΛΟΥ-ΧΑΤΖΗΚΩΝΣΤΑΝΤΙΝΟΥ ΑΙΚΑΤΕΡΙΝΗ-ΜΑΪΡΑ του Γεωργίου-Αλεξάνδρου".to_owned(),
        payer_afm: Some(Afm::parse("094259216").unwrap().0),
        lines: vec![
            line(1, "Τέλος ακίνητης περιουσίας (ΤΑΠ)", "100,00", "2,19"),
            line(2, "Τέλος χρήσης κοινόχρηστων χώρων «Πλατεία Παραμάνα» – τραπεζοκαθίσματα", "1.000,00", "26,26"),
            line(3, "Τέλη καθαριότητας και φωτισμού", "125,00", "0,00"),
        ],
        amount: money("1.253,45"),
        tender: PaidWith::Card,
        card: CardData {
            card_type: "Visa Debit".to_owned(),
            pan_masked: MaskedPan::parse("************3489").unwrap(),
            amount: money("1.253,45"),
            final_amount: money("1.253,45"),
            acquirer: "03".to_owned(),
            terminal_id: "80001234".to_owned(),
            batch: "000017".to_owned(),
            rrn: "632710123456".to_owned(),
            stan: "000042".to_owned(),
            auth_code: "A1B2C3".to_owned(),
            at: Some("2026-11-23T10:15:01".parse().unwrap()),
        },
        audit_digest: "1a2b3c4d".to_owned(),
        printed_at: None,
        copies: 0,
    }
}
