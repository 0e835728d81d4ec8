//! The terminal's card slip on the desk's paper: whatever the terminal writes comes out, and never stands in the
//! receipt's way.

use proptest::prelude::*;
use tameio::desk::slip::{SlipCopies, slip_pages};
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::{PrinterProfile, as_printed, decode_text, encode};
use tameio::paper::layout::{Print, receipt};
use tameio::paper::page::{Columns, Line};
use tameio::paper::text::plain;

use super::fixtures::{by_card, heading, print_data};
use super::golden::hold;

fn profile(columns: Columns, code_page: CodePage) -> PrinterProfile {
    PrinterProfile::new(columns, code_page)
}

fn pages(data: &[u8], profile: &PrinterProfile) -> SlipCopies {
    slip_pages(data, profile, None).unwrap()
}

/// Print data of a text, in the encoding of the terminal.
fn data(text: &str) -> Vec<u8> {
    encoding_rs::ISO_8859_7.encode(text).0.into_owned()
}

#[test]
fn both_copies_follow_the_receipt_each_on_its_sheet_in_each_width() {
    for columns in Columns::ALL {
        let slips = pages(&print_data(), &profile(columns, CodePage::Wpc1253));
        assert_eq!(slips.replaced, 0);
        let receipt = receipt(&by_card(), &heading(), &Print::default());
        let whole = plain(&slips.after(receipt.clone()), columns);
        let slips = whole.strip_prefix(&plain(&receipt, columns)).unwrap();
        assert_eq!(slips.lines().filter(|line| line.starts_with("- - -")).count(), 2, "each copy ends its sheet");
        assert!(slips.find("ΑΝΤΙΓΡΑΦΟ ΠΕΛΑΤΗ").unwrap() < slips.find("ΑΝΤΙΓΡΑΦΟ ΕΜΠΟΡΟΥ").unwrap());
        hold(&format!("card-slip-{}", columns.count()), slips);
    }
}

#[test]
fn weights_within_a_line_reach_the_printer_and_the_text_of_the_bytes_is_that_of_the_page() {
    let wide = profile(Columns::C48, CodePage::Wpc1253);
    let slips = pages(b"A\x1bBB\x1bSC\x1bND\n", &wide);
    let bytes = encode(&slips.customer, &wide).unwrap();
    let expected = [&b"\x1b@\x1bt\x2f"[..], b"A\x1bE\x01B\x1bE\x00\x1bM\x01C\x1bM\x00D\n", b"\x1dV\x42\x00"];
    assert_eq!(bytes, expected.concat());
}

#[test]
fn a_character_that_the_printer_lacks_is_a_question_mark_and_is_counted_on_the_paper() {
    let narrow = profile(Columns::C32, CodePage::Pc737);
    // £ and ¦ have no byte and no substitute in PC737; 0xD2 is no character of ISO-8859-7.
    let slips = pages(&[&data("ΠΟΣΟ £12¦ €")[..], b"\xd2\n"].concat(), &narrow);
    assert_eq!(slips.replaced, 6, "three in each of the copies, which are the same");
    assert_eq!(slips.customer, slips.merchant);
    let printed = as_printed(&slips.customer, &narrow);
    assert!(printed.starts_with("ΠΟΣΟ ?12? EUR?\n"), "{printed}");
    assert!(printed.contains("(?): 3"), "{printed}");
    assert!(encode(&slips.customer, &narrow).is_ok());
}

#[test]
fn print_data_without_text_gives_no_paper() {
    for nothing in [&b""[..], b"\n\n", b"\x1b\x01\n\x1b\x0c\x1bC  \n", b"\x1b"] {
        assert_eq!(slip_pages(nothing, &profile(Columns::C42, CodePage::Pc737), None), None, "{nothing:?}");
    }
}

#[test]
fn a_line_that_holds_only_a_logo_takes_no_paper() {
    let slips = pages(b"a\n\x1b\x01\x1b\x02\nb", &profile(Columns::C42, CodePage::Pc737));
    let lines: Vec<&Line> = slips.customer.lines.iter().collect();
    assert!(matches!(lines.as_slice(), [Line::Verbatim { .. }, Line::Verbatim { .. }, Line::Cut]), "{lines:?}");
}

#[test]
fn the_slip_of_a_demonstration_is_marked_on_both_copies() {
    let slips = slip_pages(b"slip\n", &profile(Columns::C42, CodePage::Pc737), Some("ΕΠΙΔΕΙΞΗ")).unwrap();
    for page in [&slips.customer, &slips.merchant] {
        assert_eq!(plain(page, Columns::C42).matches("ΕΠΙΔΕΙΞΗ\n").count(), 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_the_terminal_writes_prints_within_the_paper_and_carries_no_command(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..400),
            prop::collection::vec(prop_oneof![Just(0x1b), Just(b'C'), Just(b'S'), Just(0x0c), Just(b' '), Just(b'\n'), 0xb8..=0xfeu8], 0..400),
        ],
        code_page in prop::sample::select(CodePage::ALL.to_vec()),
        columns in prop::sample::select(Columns::ALL.to_vec()),
    ) {
        let profile = profile(columns, code_page);
        let slips = slip_pages(&bytes, &profile, None);
        for page in slips.iter().flat_map(|slips| [&slips.customer, &slips.merchant]) {
            let sent = encode(page, &profile).unwrap();
            let read = decode_text(&sent, code_page);
            prop_assert!(read.lines().all(|line| line.chars().count() <= columns.count()));
            prop_assert!(!read.contains(char::REPLACEMENT_CHARACTER));
            prop_assert_eq!(read, as_printed(page, &profile));
        }
    }
}
