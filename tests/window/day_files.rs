//! Ctrl+X: the day in a file, from the till and from a Z report, by keys alone.

use std::path::PathBuf;

use tameio::domain::money::Money;

use super::give_back::{as_cashier, paid, reopen, words};
use super::*;

/// A window whose files go into a folder of their own.
fn with_folder() -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window();
    let mut config = (*window.demo.setup.config).clone();
    config.export.folder = Some(folder.path().to_owned());
    window.demo.setup.config = std::sync::Arc::new(config);
    reopen(&mut window);
    (window, folder)
}

fn files(folder: &tempfile::TempDir) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn the_day_is_written_into_files_by_keys_and_none_is_written_over() {
    let (mut window, folder) = with_folder();
    let receipt = paid(&window, None);
    window.sign_in();
    window.press(&[Named::F4]);
    window.wait("what the till holds", |window| window.shows(&words("till-by-cashier")));
    window.ctrl('x');
    assert_eq!(window.app.context(), Context::DayFile);
    assert!(window.shows(&words("day-file-book-pdf")) && window.shows(&words("day-file-ledger-csv")));
    window.press(&[Named::Enter]);
    window.wait("the daily book", |window| window.shows_part("imerologio-"));
    // A second one has a name of its own.
    window.press(&[Named::Enter]);
    window.wait("a second one", |window| window.shows_part("-2.pdf"));
    window.press(&[Named::ArrowDown, Named::ArrowDown, Named::Enter]);
    window.wait("the receipts", |window| window.shows_part("apodeixeis-"));
    let written = files(&folder);
    assert_eq!(written.len(), 3, "{written:?}");
    let xlsx = written.iter().find(|path| path.extension().is_some_and(|ending| ending == "xlsx")).unwrap();
    let checked = window.desk().check_export(&Caller::User, xlsx).unwrap();
    assert!(checked.is_good(), "{checked:?}");
    let total: Money = receipt.amount;
    assert_eq!(checked.read.found.totals.last().unwrap().1, total);
    // Without accounts there is no ledger, and the screen names what is missing.
    window.press(&[Named::End, Named::Enter]);
    window.wait("what is missing", |window| window.shows_part("chart.surcharge") || window.shows_part("chart.revenue"));
    assert_eq!(files(&folder).len(), 3);
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Till);
}

#[test]
fn a_folder_that_is_not_there_is_said_and_the_screen_goes_on() {
    let (mut window, folder) = with_folder();
    drop(folder);
    window.sign_in();
    window.press(&[Named::F4]);
    window.wait("the till", |window| window.app.context() == Context::Till && window.shows_part("0,00"));
    window.ctrl('x');
    window.press(&[Named::Enter]);
    window.wait("why not", |window| window.shows_part("imerologio") && !window.shows_part("Γράφτηκε"));
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Till);
}

#[test]
fn a_cashier_has_no_files_of_the_day() {
    let mut window = as_cashier(|_| {});
    window.sign_in();
    window.press(&[Named::F4]);
    window.wait("the till", |window| window.app.context() == Context::Till && window.shows_part("0,00"));
    assert!(!window.shows_part(&words("screen-till-export")));
    window.ctrl('x');
    assert_eq!(window.app.context(), Context::Till);
}
