//! When the books were last copied is known at the desk, and it warns of a copy that is too old.

use std::sync::Arc;
use std::time::Duration;

use tameio::config::Config;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Caller, Desk, Setup};
use tameio_testing::books::{MONDAY_TEN, Monday};
use tempfile::TempDir;

/// A desk whose clock can be let pass.
fn desk(change: impl FnOnce(&mut Config)) -> (TempDir, Arc<ManualClock>, Setup) {
    let dir = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    change(&mut config);
    let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
    let setup = Setup { clock: clock.clone(), ..Monday::books().copy(&dir.path().join("desk"), config) };
    (dir, clock, setup)
}

const DAY: Duration = Duration::from_secs(24 * 3_600);

#[test]
fn a_day_without_a_copy_is_warned_of_until_one_is_made_and_again_a_day_later() {
    let (dir, clock, setup) = desk(|_| {});
    let is_old = || Desk::open(&setup).unwrap().day(&Caller::User).unwrap().copy_is_old;
    assert!(!is_old(), "new books need none yet");
    clock.pass(DAY + Duration::from_secs(1));
    assert!(is_old());
    let mut open = Desk::open(&setup).unwrap();
    assert_eq!(open.last_copy(&Caller::User).unwrap(), None);
    let report = open.backup(&Caller::User, dir.path()).unwrap();
    let last = open.last_copy(&Caller::User).unwrap().unwrap();
    assert_eq!(last.file, report.file);
    assert!(!is_old());
    // One that could not be made changes nothing.
    open.backup(&Caller::User, &dir.path().join("no/such/folder/copy.db")).unwrap_err();
    assert_eq!(open.last_copy(&Caller::User).unwrap().unwrap(), last);
    clock.pass(DAY);
    assert!(!is_old());
    clock.pass(Duration::from_secs(1));
    assert!(is_old());
    std::fs::write(setup.data_dir.join("last-copy.json"), "{").unwrap();
    assert!(is_old(), "what cannot be read is no copy");
}

#[test]
fn the_settings_say_how_old_is_too_old_or_that_nothing_is() {
    for (hours, old) in [(1, true), (48, false)] {
        let (_dir, clock, setup) = desk(|config| config.backup.warn_after = Some(Duration::from_secs(hours * 3_600)));
        clock.pass(DAY);
        assert_eq!(Desk::open(&setup).unwrap().day(&Caller::User).unwrap().copy_is_old, old, "{hours} h");
    }
    let (_dir, clock, setup) = desk(|config| config.backup.warn_after = None);
    clock.pass(DAY * 300);
    assert!(!Desk::open(&setup).unwrap().day(&Caller::User).unwrap().copy_is_old);
}
