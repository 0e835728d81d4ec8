//! Documents as PDF say what they say on paper, whatever their length and letters, to a reader that is not ours.

use tameio::domain::receipt::Receipt;
use tameio::paper::layout::{Print, receipt};
use tameio::paper::page::Columns;
use tameio::paper::pdf::{PdfError, PdfInfo, sheet, strip};
use tameio::paper::sheet::{RowLook, Sheet, SheetColumn, SheetRow, SheetTable};
use tameio::paper::text::plain;

use super::fixtures::{by_card, heading, moment, refund, void};

/// Letters that code pages of printers lack, Latin ones with marks, and a name that no line takes.
const LONG: &str = "Παπαδοπούλου-Κωνσταντινίδου Αικατερίνη-Μαρία «Ταΰγετος» ΐ ΰ Ϊ Ϋ € – Müller & Çelik Ltd. \
                    ΑΝΩΝΥΜΗΕΤΑΙΡΕΙΑΔΙΑΧΕΙΡΙΣΗΣΑΚΙΝΗΤΩΝΚΑΙΕΚΜΕΤΑΛΛΕΥΣΗΣΚΟΙΝΟΧΡΗΣΤΩΝΧΩΡΩΝΚΑΙΠΑΡΚΩΝΘΕΡΜΗΣΚΑΙΠΕΡΙΧΩΡΩΝ";

fn info() -> PdfInfo {
    PdfInfo { title: "A-2026-000001".to_owned(), author: "ΔΗΜΟΣ ΘΕΡΜΗΣ".to_owned(), at: moment() }
}

fn as_pdf(document: &Receipt) -> Vec<u8> {
    let page = receipt(document, &heading(), &Print::default());
    strip(&page, &["Ο/Η ταμίας".to_owned()], &info()).unwrap()
}

/// The text of each page without any space: where a line breaks is no matter.
fn pages(pdf: &[u8]) -> Vec<String> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(pdf).unwrap();
    pages.iter().map(|page| bare(page)).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{a0}').collect()
}

#[test]
fn every_word_of_the_paper_is_in_the_pdf() {
    for document in [by_card(), void(), refund()] {
        let pdf = as_pdf(&document);
        assert!(pdf.len() < 100_000, "{} bytes", pdf.len());
        let text = pages(&pdf).concat();
        let paper = plain(&receipt(&document, &heading(), &Print::default()), Columns::C48);
        for word in paper.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)) {
            assert!(text.contains(word), "{word} of {}", document.number);
        }
    }
}

#[test]
fn long_names_and_two_hundred_lines_come_out_whole_on_numbered_pages() {
    let mut document = by_card();
    document.payer = LONG.to_owned();
    let line = document.lines[0].clone();
    document.lines = (1..=200)
        .map(|number| {
            let mut line = line.clone();
            line.external_id = format!("ΟΦΕΙΛΗ-{number:03}");
            line.description = format!("{LONG} {number}");
            line
        })
        .collect();
    let pages = pages(&as_pdf(&document));
    let all = pages.concat();
    assert!(all.contains(&bare(LONG)), "the payer");
    for number in 1..=200 {
        assert_eq!(all.matches(&format!("ΟΦΕΙΛΗ-{number:03}")).count(), 1, "{number}");
    }
    // Only page breaks part a name from its rest.
    let whole = all.matches(&bare(LONG)).count();
    assert!(whole > 200 - pages.len(), "{whole} of 201 in {} pages", pages.len());
    assert!(pages.len() > 10, "{}", pages.len());
    for (number, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Σελίδα{}από{}", number + 1, pages.len())), "page {}", number + 1);
    }
}

#[test]
fn a_table_goes_on_with_its_titles_on_every_page_and_no_row_is_lost() {
    let columns =
        vec![SheetColumn::left("Αριθμός", 16), SheetColumn::left("Πληρωτής", 26), SheetColumn::right("Ποσό", 11)];
    let row = |number: usize| SheetRow {
        cells: vec![format!("A-2026-{number:06}"), LONG.to_owned(), format!("{number},00")],
        look: if number.is_multiple_of(7) { RowLook::GivenBack } else { RowLook::Plain },
    };
    let table = SheetTable { title: None, columns, rows: (1..=300).map(row).collect() };
    let sheet_of = Sheet {
        heading: heading(),
        title: "ΗΜΕΡΟΛΟΓΙΟ".to_owned(),
        facts: vec!["23/11/2026".to_owned()],
        tables: vec![table],
        signatures: vec!["Ο/Η ταμίας".to_owned(), "Ο/Η προϊστάμενος/η".to_owned()],
        control: "#tameio book".to_owned(),
        ..Sheet::default()
    };
    let pages = pages(&sheet(&sheet_of, &PdfInfo { title: "ΗΜΕΡΟΛΟΓΙΟ".to_owned(), ..info() }).unwrap());
    for number in 1..=300 {
        let name = format!("A-2026-{number:06}");
        assert_eq!(pages.iter().filter(|page| page.contains(&name)).count(), 1, "{name}");
    }
    let with_rows = pages.iter().filter(|page| page.contains("A-2026-"));
    assert!(with_rows.clone().count() > 5);
    assert!(with_rows.into_iter().all(|page| page.contains("ΑριθμόςΠληρωτήςΠοσό")));
    let last = pages.last().unwrap();
    assert!(last.contains("προϊστάμενος") && last.contains("#tameiobook"), "{last}");
}

#[test]
fn a_letter_that_the_font_lacks_is_named_and_no_box_stands_for_it() {
    let mut document = by_card();
    document.payer = "王小明".to_owned();
    let page = receipt(&document, &heading(), &Print::default());
    assert_eq!(strip(&page, &[], &info()), Err(PdfError::NoLetter('王')));
}
