//! What stands on the paper, whole, in each width.

use std::path::PathBuf;

use tameio::domain::hours::Hours;
use tameio::domain::z_report::ZNo;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::{PrinterProfile, as_printed};
use tameio::paper::layout::{
    Print, UnknownNotice, ZPrint, receipt, test_page, unknown_outcome_slip, ways_to_pay_slip, z_report,
};
use tameio::paper::page::Columns;
use tameio::paper::text::plain;

use super::fixtures::{by_card, by_iris, entries, heading, hours, moment, notice, refund, void, z_of_a_day};

/// Compares with the golden file, or writes it where `UPDATE_GOLDEN` is set.
pub fn hold(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/paper").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(text, golden, "{} differs; UPDATE_GOLDEN=1 writes it anew", path.display());
}

#[test]
fn a_receipt_holds_all_that_proves_the_payment_in_each_width() {
    for columns in Columns::ALL {
        let page = receipt(&by_card(), &heading(), &Print::default());
        hold(&format!("receipt-card-{}", columns.count()), &plain(&page, columns));
    }
}

#[test]
fn a_copy_and_a_demonstration_are_marked_at_top_and_bottom() {
    let page = receipt(&by_iris(), &heading(), &Print { copy: Some(2), mark: Some("ΕΠΙΔΕΙΞΗ"), ..Print::default() });
    for columns in Columns::ALL {
        let text = plain(&page, columns);
        assert_eq!(text.matches("ΑΝΤΙΓΡΑΦΟ 2\n").count(), 2);
        assert_eq!(text.matches("ΕΠΙΔΕΙΞΗ\n").count(), 2);
    }
    hold("receipt-iris-copy-42", &plain(&page, Columns::C42));
}

#[test]
fn the_slip_for_refused_cash_names_three_ways_and_carries_each_rf_code() {
    let closed = ways_to_pay_slip(&entries(), &heading(), None, &Hours::default());
    hold("ways-to-pay-32", &plain(&closed, Columns::C32));
    let open = ways_to_pay_slip(&entries(), &heading(), None, &hours());
    hold("ways-to-pay-hours-48", &plain(&open, Columns::C48));
}

#[test]
fn the_notice_of_an_unknown_outcome_says_in_both_languages_not_to_pay_again() {
    let page = unknown_outcome_slip(&notice(), &heading(), None);
    for columns in Columns::ALL {
        hold(&format!("unknown-outcome-{}", columns.count()), &plain(&page, columns));
    }
}

#[test]
fn the_notice_of_an_unknown_refund_does_not_speak_of_paying() {
    let page = unknown_outcome_slip(&UnknownNotice { gives_back: true, ..notice() }, &heading(), None);
    let text = plain(&page, Columns::C42);
    assert!(!text.contains("ΜΗΝ ΠΛΗΡΩΣΕΤΕ") && !text.contains("DO NOT PAY"), "{text}");
    hold("unknown-outcome-back-42", &text);
}

#[test]
fn a_void_names_the_original_the_reason_and_who_approved_and_every_amount_goes_back() {
    let print = Print {
        original_at: Some(moment()), approver_name: Some("Ελένη Προϊσταμένη"), ..Print::default()
    };
    for columns in Columns::ALL {
        hold(&format!("void-card-{}", columns.count()), &plain(&receipt(&void(), &heading(), &print), columns));
    }
}

#[test]
fn a_refund_of_a_part_says_what_goes_back_and_by_which_way() {
    let print = Print { original_at: Some(moment()), ..Print::default() };
    for columns in Columns::ALL {
        hold(&format!("refund-iris-{}", columns.count()), &plain(&receipt(&refund(), &heading(), &print), columns));
    }
}

#[test]
fn a_copy_of_a_cancelled_receipt_says_by_which_document_at_top_and_bottom() {
    let print = Print { copy: Some(1), cancelled_by: Some(&void().number), ..Print::default() };
    let page = receipt(&by_card(), &heading(), &print);
    for columns in Columns::ALL {
        let text = plain(&page, columns).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(text.matches("ΑΚΥΡΩΘΗΚΕ με το A-2026-000003").count(), 2, "{text}");
        assert_eq!(text.matches("ΑΝΤΙΓΡΑΦΟ 1").count(), 2);
    }
    hold("receipt-card-cancelled-copy-42", &plain(&page, Columns::C42));
}

#[test]
fn the_test_page_shows_the_code_page_as_the_printer_should() {
    for page in CodePage::ALL {
        let profile = PrinterProfile::new(Columns::C42, page);
        hold(&format!("test-page-{page}"), &as_printed(&test_page(&heading(), &profile, None), &profile));
    }
}

#[test]
fn a_z_report_says_what_the_day_held_what_differed_and_what_stands_behind_it() {
    let print = ZPrint { audit_digest: "1a2b3c4d", ..ZPrint::default() };
    for columns in Columns::ALL {
        let text = plain(&z_report(&z_of_a_day(), &heading(), &print), columns);
        hold(&format!("z-report-{}", columns.count()), &text);
    }
    let copy = ZPrint { copy: Some(1), mark: Some("ΕΠΙΔΕΙΞΗ"), ..print };
    let text = plain(&z_report(&z_of_a_day(), &heading(), &copy), Columns::C42);
    assert_eq!((text.matches("ΑΝΤΙΓΡΑΦΟ 1\n").count(), text.matches("ΕΠΙΔΕΙΞΗ\n").count()), (2, 2));
}

#[test]
fn the_longest_z_report_is_printed_by_every_printer() {
    let mut report = z_of_a_day();
    report.number = ZNo::new("ΘΕΡΜΗ123", 9_999_999).unwrap();
    report.audit.seq = 9_999_999_999;
    let page = z_report(&report, &heading(), &ZPrint::default());
    for code_page in CodePage::ALL {
        let profile = PrinterProfile::new(Columns::C32, code_page);
        assert!(tameio::paper::escpos::encode(&page, &profile).is_ok(), "{code_page:?}");
    }
}
