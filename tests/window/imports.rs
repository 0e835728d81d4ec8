//! Imports in the window, by keys alone: the file is picked, seen as it will be understood, loaded whole or not at all.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::give_back::{as_cashier, refused, reopen, words};
use super::*;

pub const HEAD: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο\n";

fn told(key: &str, values: &[(&str, tameio::text::Value<'_>)]) -> String {
    Text::new(Language::El).with(key, values)
}

/// A window whose folder of imports has these files, the last one the newest.
pub fn with_files(files: &[(&str, &str)]) -> (Window, PathBuf) {
    let mut window = window();
    let folder = window._dir.path().join("imports");
    std::fs::create_dir(&folder).unwrap();
    for ((name, text), hour) in files.iter().zip(1..) {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let at = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + hour * 3_600);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(at).unwrap();
    }
    let mut config = (*window.demo.setup.config).clone();
    config.import.folder = Some(folder.clone());
    window.demo.setup.config = Arc::new(config);
    reopen(&mut window);
    window.sign_in();
    (window, folder)
}

fn known(window: &Window, name: &str) -> usize {
    let found = Desk::open(&window.demo.setup).unwrap().look_up(&Caller::User, name).unwrap();
    found.debtors.iter().map(|debtor| debtor.debts.len()).sum()
}

#[test]
fn the_newest_file_is_seen_as_it_will_be_understood_and_loaded_without_its_bad_rows() {
    let rows = format!("{HEAD}Ν-1;Νεοφύτου Δοκιμή;0311;Τέλη;2026;10,00\nΝ-2;Νεοφύτου Δοκιμή;0311;Τέλη;2026;δέκα\n");
    let (mut window, _) = with_files(&[("old.csv", HEAD), ("new.csv", &rows)]);
    window.press(&[Named::F7]);
    window.wait("the files", |window| window.shows("new.csv") && window.shows("old.csv"));
    window.press(&[Named::Enter]);
    window.wait("the first rows", |window| window.shows(&words("import-preview")));
    assert_eq!(window.app.context(), Context::Import);
    assert!(window.shows("Νεοφύτου Δοκιμή") && window.shows("10,00"));
    assert!(window.shows(&told("import-rejected", &[("count", 1.into())])) && window.shows_part("3"), "by line");
    assert_eq!(known(&window, "νεοφυτου"), 0, "nothing is kept yet");
    window.press(&[Named::Enter]);
    window.wait("the result", |window| window.shows(&words("screen-import-done")));
    assert_eq!(known(&window, "νεοφυτου"), 1);
    window.press(&[Named::Enter]);
    assert_eq!(window.app.context(), Context::Search);
}

#[test]
fn an_import_that_is_stopped_leaves_nothing_of_the_file_and_the_window_goes_on_meanwhile() {
    let mut rows = HEAD.to_owned();
    for number in 0..60_000 {
        let _ = writeln!(rows, "Μ-{number};Μακρόπουλος Δοκιμή;0311;Τέλη;2026;10,00");
    }
    let (mut window, _) = with_files(&[("large.csv", &rows)]);
    window.press(&[Named::F7]);
    window.wait("the file", |window| window.shows("large.csv"));
    window.press(&[Named::Enter]);
    // Keys are answered while it is read.
    assert!(window.shows(&words("screen-import-reading")));
    window.press(&[Named::F1]);
    assert_eq!(window.app.context(), Context::Help);
    window.press(&[Named::Escape]);
    window.wait("the first rows", |window| window.shows(&words("import-preview")));
    window.press(&[Named::Enter, Named::Escape]);
    assert!(window.shows(&words("screen-import-stopping")));
    window.wait("that it stopped", |window| window.shows(&words("import-stopped")));
    assert_eq!(known(&window, "μακροπουλος"), 0, "all or nothing");
    assert_eq!(window.app.context(), Context::Form, "another file can be picked");
}

#[test]
fn a_path_is_typed_and_a_file_that_cannot_be_read_says_why() {
    let (mut window, folder) = with_files(&[]);
    window.press(&[Named::F7]);
    let none = told("screen-pick-none", &[("folder", folder.display().to_string().into())]);
    window.wait("an empty folder", |window| window.shows(&none));
    window.fill("nothing.csv");
    window.wait("the refusal", |window| window.app.context() == Context::Form && window.shows_part("nothing.csv"));
    let elsewhere = window._dir.path().join("elsewhere.csv");
    std::fs::write(&elsewhere, format!("{HEAD}Π-1;Παλαιολόγου Δοκιμή;0311;Τέλη;2026;10,00\n")).unwrap();
    window.fill(elsewhere.to_str().unwrap());
    window.wait("the first rows", |window| window.shows("Παλαιολόγου Δοκιμή"));
    window.press(&[Named::Escape]);
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Search);
    assert_eq!(known(&window, "παλαιολογου"), 0);
}

#[test]
fn a_row_that_makes_a_debt_another_ones_is_loaded_only_where_it_is_said_that_the_file_is_right() {
    let first = format!("{HEAD}Κ-1;Καλλέργη Δοκιμή;0311;Τέλη;2026;10,00\n");
    let second = format!("{HEAD}Κ-1;Καλλέργη Δοκιμή;0312;Τέλη;2026;10,00\n");
    let (mut window, folder) = with_files(&[("second.csv", &second)]);
    let before = folder.join("first.dat");
    std::fs::write(&before, first).unwrap();
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    desk.import_debts(&Caller::User, &tameio::desk::ImportOrder::of(&before), &mut |_| {}).unwrap();
    window.press(&[Named::F7]);
    window.wait("the file", |window| window.shows("second.csv"));
    window.press(&[Named::Enter]);
    window.wait("the conflict", |window| window.shows(&words("import-conflicts")));
    window.press(&[Named::Enter]);
    assert!(!window.shows(&words("screen-import-done")), "a file of which nothing is right is not loaded");
    super::pending::press_letter(&mut window, "a");
    window.wait("it will move", |window| window.shows(&told("import-moved", &[("count", 1.into())])));
    window.press(&[Named::Enter]);
    window.wait("the result", |window| window.shows(&words("screen-import-done")));
    let found = desk.look_up(&Caller::User, "καλλεργη").unwrap();
    assert_eq!(found.debtors[0].debts[0].debt.revenue_code, "0312");
}

#[test]
fn a_cashier_imports_nothing() {
    let mut window = as_cashier(|_| {});
    window.sign_in();
    window.press(&[Named::F7]);
    window.wait("the refusal", |window| window.shows(&refused(&Refusal::NotAllowed)));
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Search);
}
