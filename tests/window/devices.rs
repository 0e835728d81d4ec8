//! Devices and settings under F10: what is found and what to do, the test page, a copy of the books, and how the window
//! looks, which goes into the file of settings with its comments left.

use std::path::PathBuf;

use tameio::config::{Config, TerminalLink, ThemeChoice};
use tameio::desk::doctor::{self, Checked, Verdict};
use tameio::text::say;
use tameio_testing::Nobody;

use super::give_back::{as_cashier, refused, reopen, words};
use super::pending::press_letter;
use super::*;

/// At the devices, with everything looked at.
fn at_the_devices(window: &mut Window) {
    window.sign_in();
    window.press(&[Named::F10]);
    window.wait("what was found", |window| {
        window.app.context() == Context::Devices
            && window.shows(&words("screen-devices-test-page-is"))
            && !window.shows(&words("screen-devices-looking"))
    });
}

/// A window whose settings stand in a file.
fn with_settings(text: &str) -> (Window, PathBuf) {
    let mut window = window();
    let file = window._dir.path().join("tameio.toml");
    std::fs::write(&file, text).unwrap();
    let demo = DemoHints { operator: window.demo.operator.clone(), pin: window.demo.pin.clone() };
    let options = WindowOptions { demo: Some(demo), settings: Some(file.clone()), language: None };
    (window.app, window.inbox) = App::new(&window.demo.setup, &options);
    (window, file)
}

#[test]
fn what_is_found_ports_keys_copies_and_the_hours_of_the_week_are_shown_and_a_page_is_printed() {
    let mut window = window();
    at_the_devices(&mut window);
    assert!(window.shows_part("TID") && window.shows(&words("screen-backup-none")), "{}", window.texts());
    assert!(window.shows(&words("screen-keys-off")) && window.shows_part("Σειριακές θύρες"));
    assert!(window.shows_part("Δευτέρα") && window.shows_part("Κυριακή"));
    assert!(window.shows_part("ΑΒΓΔΕΖΗΘ"), "the alphabet as the code page prints it");
    press_letter(&mut window, "t");
    window.wait("the test page", |window| window.shows(&words("print-done")));
}

#[test]
fn a_terminal_that_does_not_answer_is_found_with_its_remedy() {
    let mut window = window();
    let mut config = (*window.demo.setup.config).clone();
    config.terminal.link = TerminalLink::Tcp { address: Nobody::at_all() };
    window.demo.setup.config = Arc::new(config);
    reopen(&mut window);
    at_the_devices(&mut window);
    let found = doctor::examine(&window.demo.setup);
    let terminal = found.iter().find(|finding| finding.what == Checked::Terminal).unwrap();
    assert_ne!(terminal.verdict, Verdict::Fine);
    let remedy = say::remedy(&Text::new(Language::El), &window.demo.setup, terminal).unwrap();
    assert!(window.shows(&remedy), "{remedy}: {}", window.texts());
}

#[test]
fn a_copy_of_the_books_is_made_where_it_is_said_and_stands_there_afterwards() {
    let mut window = window();
    let folder = window._dir.path().join("copies");
    std::fs::create_dir(&folder).unwrap();
    at_the_devices(&mut window);
    press_letter(&mut window, "b");
    window.fill(folder.to_str().unwrap());
    window.wait("the copy", |window| window.shows_part("γράφτηκε και ελέγχθηκε"));
    let copies: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(copies.len(), 1);
    window.wait("when and where", |window| window.shows_part("Τελευταίο:") && window.shows_part("copies"));
    // Into a place that is none: said, and the last one stands.
    press_letter(&mut window, "b");
    window.press(&[Named::Backspace; 120]);
    window.fill("/no/such/folder/copy.db");
    window.wait("the refusal", |window| window.shows_part("/no/such/folder/copy.db"));
    assert!(window.shows_part("Τελευταίο:"));
}

#[test]
fn how_the_window_looks_changes_at_once_and_goes_into_the_file_with_its_comments_left() {
    let before = "# του τεχνικού\n[desk]\nid = \"1\" # η θέση\n\n[window]\nscale = 100   # μεγάλα γράμματα;\n";
    let (mut window, file) = with_settings(before);
    window.sign_in();
    window.press(&[Named::F10]);
    window.press(&[Named::Tab]);
    assert_eq!(window.app.context(), Context::Settings);
    window.press(&[Named::Enter]);
    window.wait("it is written", |window| window.shows(&words("screen-settings-kept")));
    assert!(window.shows(&words("screen-theme-dark")));
    window.press(&[Named::ArrowDown, Named::Enter]);
    assert!((window.app.scale() - 1.25).abs() < 0.001, "at once");
    window.press(&[Named::ArrowDown, Named::Enter]);
    window.wait("in English", |window| window.shows("Settings"));
    let kept = |text: &str| Config::parse(text, &file).unwrap().window;
    window.wait("all three in the file", |_| {
        let now = kept(&std::fs::read_to_string(&file).unwrap());
        (now.theme, now.scale, now.language) == (ThemeChoice::Dark, 125, Language::En)
    });
    let text = std::fs::read_to_string(&file).unwrap();
    let untouched = before.replace("scale = 100   # μεγάλα γράμματα;\n", "");
    assert!(text.starts_with(&untouched), "{text}");
    assert!(text.contains("scale = 125   # μεγάλα γράμματα;"), "{text}");
}

#[test]
fn a_file_that_is_none_of_settings_is_not_touched_and_the_window_changes_all_the_same() {
    let before = "[window]\nscale = \"μεγάλα\"\n";
    let (mut window, file) = with_settings(before);
    window.sign_in();
    window.press(&[Named::F10]);
    window.press(&[Named::Tab]);
    window.press(&[Named::Enter]);
    window.wait("what is wrong and where", |window| window.shows_part("window.scale"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
    assert!(window.shows(&words("screen-theme-dark")));
}

#[test]
fn a_cashier_sees_how_the_devices_are_and_makes_no_copy() {
    let mut window = as_cashier(|_| {});
    at_the_devices(&mut window);
    press_letter(&mut window, "b");
    window.fill("copy.db");
    window.wait("the refusal", |window| window.shows(&refused(&Refusal::NotAllowed)));
}
