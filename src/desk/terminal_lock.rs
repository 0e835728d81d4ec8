//! One program at a time on one terminal: a lock of the operating system on a file of the data directory. It
//! goes with the process, so a lock that can be had means that whoever left an attempt in flight is dead. In the file
//! stands whether the line may still bring an answer that its last holder did not wait for.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::presence::{self, Note};
use super::trouble::Trouble;
use crate::domain::{holder::Holder, time::Moment};

/// What the file says while an answer may still come.
const UNANSWERED: &[u8] = b"unanswered";

/// How often, and after which pause, a lock is asked for that is busy and whose holder left no note: it is just being
/// taken or let go of. A program that is started inherits the open files of its starter until it runs itself, and so
/// holds the locks of desks that it knows nothing of; on a busy machine that takes some milliseconds.
const TRIES: u32 = 60;
const PAUSE: Duration = Duration::from_millis(25);

/// Held while a request to the terminal may be under way.
#[derive(Debug)]
pub(super) struct TerminalLock {
    note: Option<Note>,
    file: File,
}

impl TerminalLock {
    /// Takes the lock of a terminal and leaves a note of who has it; nothing when another program has it.
    ///
    /// # Errors
    /// [`Trouble::File`] where the lock's file cannot be made.
    pub(super) fn take(data_dir: &Path, terminal: &str, now: Moment) -> Result<Option<TerminalLock>, Trouble> {
        TerminalLock::take_after(data_dir, terminal, now, &mut || thread::sleep(PAUSE))
    }

    /// The same with another pause between two tries.
    fn take_after(
        data_dir: &Path,
        terminal: &str,
        now: Moment,
        pause: &mut dyn FnMut(),
    ) -> Result<Option<TerminalLock>, Trouble> {
        let path = lock_path(data_dir, terminal);
        let trouble = |source| Trouble::File { path: path.clone(), source };
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path).map_err(trouble)?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Some(TerminalLock { note: Note::leave(&path, now), file })),
                Err(TryLockError::WouldBlock) if presence::beside(&path).is_some() => return Ok(None),
                Err(TryLockError::WouldBlock) => pause(),
                Err(TryLockError::Error(source)) => return Err(trouble(source)),
            }
        }
        Ok(None)
    }

    /// Whether whoever had the lock before may have left a question without its answer.
    pub(super) fn has_unanswered(&self) -> bool {
        let mut text = Vec::new();
        let read = self.rewound().and_then(|mut file| file.read_to_end(&mut text));
        // What cannot be read is asked about once too often at worst.
        read.is_err() || text == UNANSWERED
    }

    /// Says it to whoever has the lock next.
    pub(super) fn note_unanswered(&self, unanswered: bool) {
        if unanswered == self.has_unanswered() {
            return;
        }
        let written = self
            .file
            .set_len(0)
            .and_then(|()| self.rewound())
            .and_then(|mut file| if unanswered { file.write_all(UNANSWERED) } else { Ok(()) });
        if let Err(error) = written {
            tracing::warn!(%error, "the next program on this terminal does not learn that answers may be late");
        }
    }

    fn rewound(&self) -> io::Result<&File> {
        let mut file = &self.file;
        file.rewind()?;
        Ok(file)
    }

    /// Who has the lock that could not be taken, where they left a note.
    pub(super) fn holder(data_dir: &Path, terminal: &str) -> Option<Holder> {
        presence::beside(&lock_path(data_dir, terminal))
    }
}

impl Drop for TerminalLock {
    /// Lets go in so many words: a lock that only ends with its file stays as long as any program that inherited the
    /// file has it open.
    fn drop(&mut self) {
        // Before the lock, so that a note never outlives it.
        self.note = None;
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the terminal's lock is let go of with its file");
        }
    }
}

fn lock_path(data_dir: &Path, terminal: &str) -> PathBuf {
    data_dir.join(format!("terminal-{}.lock", file_name(terminal)))
}

/// A terminal's name as part of a file's name on every system. Distinct terminals stay distinct.
pub(super) fn file_name(terminal: &str) -> String {
    let mut name = String::with_capacity(terminal.len());
    for byte in terminal.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'.' {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("_{byte:02x}"));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_held_by_one_at_a_time_named_and_freed_with_its_holder() {
        let dir = tempfile::tempdir().unwrap();
        let take = |terminal| TerminalLock::take(dir.path(), terminal, Moment::UNIX_EPOCH).unwrap();
        let holder = |terminal| TerminalLock::holder(dir.path(), terminal);
        let first = take("tcp:127.0.0.1:4000");
        assert!(first.is_some());
        assert!(take("tcp:127.0.0.1:4000").is_none());
        assert_eq!(holder("tcp:127.0.0.1:4000").map(|holder| holder.pid), Some(std::process::id()));
        assert_eq!(holder("tcp:127.0.0.1:4001"), None);
        assert!(take("tcp:127.0.0.1:4001").is_some());
        drop(first);
        assert_eq!(holder("tcp:127.0.0.1:4000"), None);
        assert!(take("tcp:127.0.0.1:4000").is_some());
    }

    #[test]
    fn a_lock_that_another_process_inherited_is_free_when_its_holder_lets_go() {
        let dir = tempfile::tempdir().unwrap();
        let take = || TerminalLock::take(dir.path(), "tcp:127.0.0.1:4000", Moment::UNIX_EPOCH).unwrap();
        let held = take().unwrap();
        // What a process has between its making and its own program: the same open file.
        let _inherited = held.file.try_clone().unwrap();
        drop(held);
        assert!(take().is_some());
    }

    #[test]
    fn a_busy_lock_without_a_holder_is_waited_for_and_one_with_a_holder_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let take = |pause: &mut dyn FnMut()| {
            TerminalLock::take_after(dir.path(), "tcp:127.0.0.1:4000", Moment::UNIX_EPOCH, pause).unwrap()
        };
        let mut held = take(&mut || panic!("it was free")).unwrap();
        assert!(take(&mut || panic!("its holder is known")).is_none());
        held.note = None;
        let mut pauses = 0;
        assert!(take(&mut || pauses += 1).is_none());
        assert_eq!(pauses, TRIES);
        let mut going = Some(held);
        let mut pauses = 0;
        let taken = take(&mut || {
            pauses += 1;
            if pauses == 3 {
                going = None;
            }
        });
        assert!(taken.is_some());
        assert_eq!(pauses, 3);
    }

    #[test]
    fn that_an_answer_may_still_come_outlives_the_holder() {
        let dir = tempfile::tempdir().unwrap();
        let take = || TerminalLock::take(dir.path(), "serial:/dev/ttyACM0", Moment::UNIX_EPOCH).unwrap().unwrap();
        for unanswered in [false, true, true, false, false] {
            take().note_unanswered(unanswered);
            assert_eq!(take().has_unanswered(), unanswered);
        }
    }

    #[test]
    fn names_that_differ_only_in_signs_have_locks_of_their_own() {
        assert_ne!(file_name("serial:/dev/ttyACM0"), file_name("serial:_dev_ttyACM0"));
    }
}
