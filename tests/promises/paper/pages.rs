//! Pages as bytes and as text: nothing is lost, nothing is longer than the paper.

use proptest::prelude::*;
use tameio::desk::slip::slip_pages;
use tameio::domain::receipt::ReceiptKind;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::{PaperError, PrinterProfile, QR_MAX_BYTES, as_printed, decode_text, encode};
use tameio::paper::layout::{
    Print, UnknownNotice, qr_text, receipt, test_page, unknown_outcome_slip, ways_to_pay_slip,
};
use tameio::paper::page::{Columns, Page, Style};
use tameio::paper::text::plain;

use super::fixtures::{by_card, by_iris, entries, heading, hours, moment, money, notice, print_data, refund, void};

const ESC: u8 = 0x1b;
const GS: u8 = 0x1d;

fn profiles() -> impl Iterator<Item = PrinterProfile> {
    let with = |columns| CodePage::ALL.into_iter().map(move |page| PrinterProfile::new(columns, page));
    Columns::ALL.into_iter().flat_map(with)
}

fn documents(profile: &PrinterProfile) -> Vec<Page> {
    vec![
        receipt(&by_card(), &heading(), &Print::default()),
        receipt(&by_iris(), &heading(), &Print { copy: Some(1), mark: Some("ΕΠΙΔΕΙΞΗ"), ..Print::default() }),
        receipt(&void(), &heading(), &Print { cancelled_by: Some(&by_iris().number), ..Print::default() }),
        receipt(&refund(), &heading(), &Print { original_at: Some(moment()), ..Print::default() }),
        slip_pages(&print_data(), profile, Some("ΕΠΙΔΕΙΞΗ")).unwrap().customer,
        ways_to_pay_slip(&entries(), &heading(), None, &hours()),
        unknown_outcome_slip(&notice(), &heading(), Some("ΕΠΙΔΕΙΞΗ")),
        unknown_outcome_slip(&UnknownNotice { gives_back: true, ..notice() }, &heading(), None),
        test_page(&heading(), profile, Some(tameio::paper::device::Flow::RtsCts)),
    ]
}

fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

fn positions(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|place| bytes[*place..].starts_with(wanted)).collect()
}

#[test]
fn bytes_read_back_are_the_text_of_the_page_on_every_code_page_and_width() {
    for profile in profiles() {
        for page in documents(&profile) {
            let bytes = encode(&page, &profile).unwrap();
            assert_eq!(decode_text(&bytes, profile.code_page), as_printed(&page, &profile));
        }
    }
}

#[test]
fn where_the_printer_has_every_character_paper_and_plain_text_are_the_same() {
    for columns in Columns::ALL {
        let profile = PrinterProfile::new(columns, CodePage::Wpc1253);
        for page in documents(&profile) {
            assert_eq!(decode_text(&encode(&page, &profile).unwrap(), CodePage::Wpc1253), plain(&page, columns));
        }
    }
}

#[test]
fn no_line_of_any_document_is_longer_than_the_paper() {
    for profile in profiles() {
        for page in documents(&profile) {
            assert!(longest_line(&plain(&page, profile.columns)) <= profile.columns.count());
            assert!(longest_line(&as_printed(&page, &profile)) <= profile.columns.count());
        }
    }
}

#[test]
fn the_code_page_is_selected_after_every_reset() {
    for profile in profiles() {
        let profile = PrinterProfile { code_page_number: 64, ..profile };
        for page in documents(&profile) {
            let bytes = encode(&page, &profile).unwrap();
            let resets = positions(&bytes, &[ESC, b'@']);
            assert_eq!(resets, [0], "a page begins with its reset and has no other");
            assert!(resets.iter().all(|place| bytes[place + 2..].starts_with(&[ESC, b't', 64])));
        }
    }
}

#[test]
fn the_qr_code_says_number_amount_time_and_digest() {
    assert_eq!(qr_text(&by_card()), "A-2026-000001|1253.45|2026-11-23T10:15:02+02:00|1a2b3c4d");
    assert_eq!(qr_text(&void()), "A-2026-000003|-1253.45|2026-11-23T10:15:02+02:00|1a2b3c4d");
    let page = receipt(&by_card(), &heading(), &Print::default());
    let profile = PrinterProfile::new(Columns::C48, CodePage::Pc737);
    let bytes = encode(&page, &profile).unwrap();
    assert_eq!(positions(&bytes, qr_text(&by_card()).as_bytes()).len(), 1);
    assert_eq!(positions(&bytes, &[GS, b'(', b'k', 3, 0, 49, 81, 48]).len(), 1, "stored and printed");
    let without = PrinterProfile { print_qr: false, ..profile };
    assert!(positions(&encode(&page, &without).unwrap(), &[GS, b'(', b'k']).is_empty());
}

#[test]
fn a_sheet_ends_with_a_partial_cut_or_a_feed_to_tear_at() {
    let page = receipt(&by_card(), &heading(), &Print::default());
    let profile = PrinterProfile::new(Columns::C48, CodePage::Pc737);
    assert!(encode(&page, &profile).unwrap().ends_with(&[GS, b'V', 66, 0]));
    let without = PrinterProfile { cut: false, ..profile };
    let bytes = encode(&page, &without).unwrap();
    assert!(bytes.ends_with(&[ESC, b'd', 4]));
    assert!(positions(&bytes, &[GS, b'V']).is_empty());
}

#[test]
fn a_title_is_double_and_bold_and_the_style_ends_with_its_line() {
    let mut page = Page::new();
    page.styled("ΣΥΝ", Style::PLAIN.bold().double()).text("ab").styled("μ", Style::PLAIN.small());
    let bytes = encode(&page, &PrinterProfile::new(Columns::C32, CodePage::Wpc1253)).unwrap();
    let expected = [
        &b"\x1b@\x1bt\x2f"[..],
        b"\x1bE\x01\x1d!\x11\xd3\xd5\xcd\x1d!\x00\x1bE\x00\n",
        b"ab\n",
        b"\x1bM\x01\xec\x1bM\x00\n",
    ];
    assert_eq!(bytes, expected.concat());
}

#[test]
fn an_unencodable_name_refuses_the_whole_receipt_and_names_its_line() {
    let mut foreign = by_card();
    foreign.payer = "王小明".to_owned();
    let page = receipt(&foreign, &heading(), &Print::default());
    for profile in profiles() {
        match encode(&page, &profile).unwrap_err() {
            PaperError::Unencodable { line, character, code_page } => {
                assert_eq!((character, code_page), ('王', profile.code_page));
                assert!(plain(&Page { lines: vec![page.lines[line - 1].clone()] }, Columns::C48).contains("王小明"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_name_cannot_carry_a_command_to_the_printer_or_the_screen() {
    let mut page = Page::new();
    page.text("Νίκος\u{1b}@\u{1d}V\u{1}");
    let refused = encode(&page, &PrinterProfile::new(Columns::C48, CodePage::Pc737));
    assert!(matches!(refused, Err(PaperError::Unencodable { character: '\u{1b}', .. })));
    assert!(!plain(&page, Columns::C48).contains('\u{1b}'));
}

#[test]
fn a_qr_code_that_narrow_paper_cannot_hold_is_refused() {
    let mut page = Page::new();
    page.qr("1".repeat(QR_MAX_BYTES));
    let profile = PrinterProfile::new(Columns::C32, CodePage::Pc737);
    assert!(encode(&page, &profile).is_ok());
    page.qr("1".repeat(QR_MAX_BYTES + 1));
    assert_eq!(encode(&page, &profile), Err(PaperError::QrTooLong { bytes: QR_MAX_BYTES + 1 }));
}

#[test]
fn the_longest_qr_text_of_a_receipt_fits() {
    let mut longest = by_card();
    longest.number = tameio::domain::receipt::ReceiptNo::new("ΘΕΡΜΗΘΕΡ", 2026, 9_999_999).unwrap();
    longest.amount = money("999.999.999,99");
    longest.kind = ReceiptKind::Void;
    assert!(qr_text(&longest).len() <= QR_MAX_BYTES);
}

#[test]
fn each_kind_of_document_has_its_own_title() {
    for (kind, title) in [
        (ReceiptKind::Sale, "ΔΙΠΛΟΤΥΠΟ ΕΙΣΠΡΑΞΗΣ"),
        (ReceiptKind::Void, "ΑΚΥΡΩΣΗ ΔΙΠΛΟΤΥΠΟΥ ΕΙΣΠΡΑΞΗΣ"),
        (ReceiptKind::Refund, "ΕΠΙΣΤΡΟΦΗ ΕΙΣΠΡΑΞΗΣ"),
    ] {
        let mut document = by_card();
        document.kind = kind;
        let text = plain(&receipt(&document, &heading(), &Print::default()), Columns::C48);
        let titled =
            text.lines().skip_while(|line| !line.starts_with('-')).skip(1).take_while(|line| line.starts_with(' '));
        assert_eq!(titled.map(str::trim).collect::<Vec<_>>().join(" "), title);
    }
}

#[test]
fn what_the_card_was_charged_is_shown_only_where_it_differs() {
    let shown = |charged: &str| {
        let mut paid = by_card();
        paid.card.final_amount = money(charged);
        plain(&receipt(&paid, &heading(), &Print::default()), Columns::C48)
    };
    assert!(!shown("1.253,45").contains("ΧΡΕΩΘΗΚΕ"));
    assert!(shown("1.203,45").contains("Εξαργύρωση επιβράβευσης                  50,00 €"));
    assert!(shown("1.255,45").contains("Επιπλέον χρέωση (φιλοδώρημα)              2,00 €"));
}

#[test]
fn the_time_on_paper_is_the_desks_in_winter_and_in_summer() {
    let at = |text: &str| {
        let mut paid = by_card();
        paid.at = chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        paid.card.at = None;
        plain(&receipt(&paid, &heading(), &Print::default()), Columns::C48)
    };
    assert!(at("2026-01-12T08:15:02Z").contains("10:15:02"));
    assert!(at("2026-07-13T08:15:02Z").contains("11:15:02"));
}

/// What is left when spaces and line breaks go.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_word_of_a_random_name_is_lost_and_no_line_is_too_long(
        name in "[Α-ΡΣ-Ωα-ωάέήίόύώ «»€–'.()-]{0,200}", indent in 0usize..8,
    ) {
        let mut page = Page::new();
        let style = Style::PLAIN.indented(indent);
        page.styled(&name, style).styled(&name, style.double()).styled(&name, style.centred().bold());
        for columns in Columns::ALL {
            let text = plain(&page, columns);
            prop_assert!(longest_line(&text) <= columns.count());
            prop_assert_eq!(solid(&text), solid(&name).repeat(3));
            for code_page in CodePage::ALL {
                let profile = PrinterProfile::new(columns, code_page);
                let paper = as_printed(&page, &profile);
                prop_assert!(longest_line(&paper) <= columns.count());
                prop_assert_eq!(decode_text(&encode(&page, &profile).unwrap(), code_page), paper);
            }
        }
    }

    #[test]
    fn an_amount_stands_whole_at_the_right_edge_whatever_stands_left(
        label in "[Α-Ωα-ω ]{0,120}", cents in 0i64..=99_999_999_999, double: bool,
    ) {
        let amount = tameio::domain::money::Money::from_cents(cents).unwrap();
        let mut page = Page::new();
        let style = if double { Style::PLAIN.double() } else { Style::PLAIN };
        page.styled_pair(&label, format!("{}\u{a0}€", amount.greek()), style);
        for columns in Columns::ALL {
            let profile = PrinterProfile::new(columns, CodePage::Pc737);
            let last = as_printed(&page, &profile).lines().last().unwrap().to_owned();
            let amount = format!("{} EUR", amount.greek());
            prop_assert!(last.ends_with(&amount));
            let width = last.chars().count();
            prop_assert!(width == columns.count() || (double && width == columns.count() / 2));
        }
    }
}
