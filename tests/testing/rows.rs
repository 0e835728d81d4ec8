//! Tables of which every row runs, several at once, and all that failed are told.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

/// Rows mostly wait for silence.
const AT_ONCE: usize = 24;

/// Runs every row, several at once, and fails with all that failed.
pub fn each<T: Sync + std::fmt::Debug>(rows: &[T], run: impl Fn(&T) + Sync) {
    let next = Mutex::new(rows.iter());
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(row) = next.lock().unwrap().next() else { return };
                    if catch_unwind(AssertUnwindSafe(|| run(row))).is_err() {
                        failed.lock().unwrap().push(format!("{row:?}"));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{} of {} rows failed:\n{}", failed.len(), rows.len(), failed.join("\n"));
}
