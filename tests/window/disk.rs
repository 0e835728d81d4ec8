//! A disk that takes nothing more is said before a citizen stands there with a card.

use std::fs;

use super::give_back::words;
use super::*;

#[test]
fn a_disk_that_cannot_be_written_is_said_on_the_status_bar_until_it_can() {
    let mut window = window();
    window.sign_in();
    window.wait_to_read("screen-status-terminal-ready");
    assert!(!window.shows(&words("screen-status-disk")));
    // The open books stay readable; nothing new can be made in the folder.
    let (folder, elsewhere) = (&window.demo.setup.data_dir.clone(), &window.demo.setup.data_dir.with_extension("gone"));
    fs::rename(folder, elsewhere).unwrap();
    window.press(&[Named::F5]);
    window.wait_to_read("screen-status-disk");
    fs::rename(elsewhere, folder).unwrap();
    window.press(&[Named::F5]);
    window.wait("the disk is written again", |window| !window.shows(&words("screen-status-disk")));
}
