//! The test page: by it a technician sees whether columns, code page and its number are those of the printer.

use super::{Heading, heading as put_heading};
use crate::paper::device::Flow;
use crate::paper::page::{Page, Style};
use crate::paper::{escpos::PrinterProfile, wording};

/// The test page of a printer, and of no document: columns ruler, Greek in both cases with every accent, the
/// euro, the upper half of the code page, bold, double, small, QR, cut. `flow`: of a serial printer.
pub fn test_page(heading: &Heading, profile: &PrinterProfile, flow: Option<Flow>) -> Page {
    let count = profile.columns.count();
    let mut page = Page::new();
    put_heading(&mut page, heading);
    page.styled(wording::TEST_TITLE, Style::PLAIN.centred().bold().double())
        .pair(wording::TEST_CODE_PAGE, format!("{} = {}", profile.code_page, profile.code_page_number))
        .pair(wording::TEST_TWO_BYTE, if profile.kanji_off { wording::TEST_OFF } else { wording::TEST_AS_IT_IS });
    if let Some(flow) = flow {
        page.pair(wording::TEST_FLOW, flow.word());
    }
    page.pair(wording::TEST_COLUMNS, count.to_string())
        .text(ruler(count))
        .text(wording::ALPHABET_CAPITAL)
        .text(wording::ALPHABET_SMALL)
        .pair(wording::TEST_EURO, "1.234,56\u{a0}€")
        .pair(wording::TEST_QUOTES, "«Δήμος» – …")
        .rule();
    for (base, row) in (0x80..=0xf0).step_by(16).map(|base| (base, table_row(profile, base))) {
        page.text(format!("{base:02X}\u{a0}{row}"));
    }
    page.rule()
        .styled(wording::TEST_BOLD, Style::PLAIN.bold())
        .styled(wording::TEST_DOUBLE, Style::PLAIN.double())
        .styled(wording::TEST_SMALL, Style::PLAIN.small())
        .qr(wording::TEST_QR)
        .blank()
        .cut();
    page
}

/// `1234567890123…` to the last column.
fn ruler(columns: usize) -> String {
    ('1'..='9').chain(['0']).cycle().take(columns).collect()
}

/// Sixteen characters of the code page; a dot where it has none that can be seen.
fn table_row(profile: &PrinterProfile, base: u8) -> String {
    let seen = |byte| {
        let character = profile.code_page.decode(byte);
        let invisible = matches!(character, '\u{a0}' | '\u{ad}' | char::REPLACEMENT_CHARACTER | '\u{37a}');
        // The euro's place is in doubt on some printers; it has a line of its own.
        if invisible || character == '€' { '.' } else { character }
    };
    (base..=base.saturating_add(15)).map(seen).collect()
}
