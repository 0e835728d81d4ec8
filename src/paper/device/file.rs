//! A file to which each receipt is appended whole or not at all.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::{Delivery, Device, DeviceError, PrinterStatus, Progress, open_error};

/// How often, and after which pause, a file is asked for that another desk is appending to: it takes milliseconds.
const LOCK_TRIES: usize = 40;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// Appends to a file and makes sure that the disk has it.
pub(super) struct FileDevice {
    path: PathBuf,
}

impl FileDevice {
    pub(super) fn new(path: PathBuf) -> FileDevice {
        FileDevice { path }
    }

    fn open(&self) -> Result<(File, bool), DeviceError> {
        let fresh = !self.path.exists();
        // Not in append mode: on Windows such a handle may not shorten the file again.
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.path)
            .map_err(|error| open_error(self.describe(), &error))?;
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
                // A file system without locks has no second writer that one could keep out.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok((file, fresh)),
            }
        }
        Err(DeviceError::Busy { device: self.describe() })
    }
}

impl Device for FileDevice {
    fn status(&mut self) -> Result<PrinterStatus, DeviceError> {
        if self.path.exists() {
            self.open()?;
        } else {
            let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let kind = parent.metadata().map_err(|error| open_error(self.describe(), &error))?;
            if !kind.is_dir() {
                return Err(DeviceError::NotFound { device: self.describe() });
            }
        }
        Ok(PrinterStatus::READY)
    }

    fn print(&mut self, bytes: &[u8]) -> Result<Delivery, DeviceError> {
        let (mut file, fresh) = self.open()?;
        append_whole(&mut file, bytes).map_err(|(error, written)| DeviceError::Io {
            device: self.describe(),
            kind: error.kind(),
            progress: Progress { written, total: bytes.len() },
        })?;
        if fresh {
            sync_folder(&self.path);
        }
        Ok(Delivery::Confirmed)
    }

    fn describe(&self) -> String {
        format!("file:{}", self.path.display())
    }
}

/// A new file's name must reach the disk as well. Only Unix can say so; what failed here leaves a receipt that
/// is already on disk by its content.
fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Err(error) = File::open(parent).and_then(|folder| folder.sync_all()) {
            tracing::warn!(%error, "the folder of the receipts was not synchronised");
        }
    }
}

/// Something with an end that can be written to and moved back.
trait Tail: Write {
    /// Moves to the end and gives its place.
    fn to_end(&mut self) -> io::Result<u64>;
    /// Cuts off what stands after a place.
    fn cut_back(&mut self, length: u64) -> io::Result<()>;
    /// Makes sure that the disk has it.
    fn settle(&mut self) -> io::Result<()>;
}

impl Tail for File {
    fn to_end(&mut self) -> io::Result<u64> {
        self.seek(SeekFrom::End(0))
    }

    fn cut_back(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)?;
        self.sync_all()
    }

    fn settle(&mut self) -> io::Result<()> {
        // A device file (`/dev/null`) takes bytes and has no disk behind it.
        match self.sync_all() {
            Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
            other => other,
        }
    }
}

/// Writes all bytes to the end, or puts the end back and says why. The number is what stays in the file: 0, or
/// what was written where the end could not be put back.
fn append_whole(tail: &mut impl Tail, bytes: &[u8]) -> Result<(), (io::Error, usize)> {
    let end = tail.to_end().map_err(|error| (error, 0))?;
    let mut written = 0;
    let outcome = loop {
        let rest = bytes.get(written..).unwrap_or_default();
        if rest.is_empty() {
            break tail.settle();
        }
        match tail.write(rest) {
            Ok(0) => break Err(ErrorKind::WriteZero.into()),
            Ok(count) => written += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    outcome.map_err(|error| {
        let left = if written > 0 && tail.cut_back(end).is_err() { written } else { 0 };
        (error, left)
    })
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind, Write};

    use super::{Tail, append_whole};

    /// A disk with room for so many bytes.
    struct Disk {
        content: Vec<u8>,
        room: usize,
        settles: bool,
        can_be_cut: bool,
    }

    impl Disk {
        fn new(room: usize) -> Disk {
            Disk { content: b"old".to_vec(), room, settles: true, can_be_cut: true }
        }
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let fits = bytes.len().min(self.room);
            if fits == 0 {
                return Err(ErrorKind::StorageFull.into());
            }
            self.content.extend_from_slice(&bytes[..fits]);
            self.room -= fits;
            Ok(fits)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Tail for Disk {
        fn to_end(&mut self) -> io::Result<u64> {
            Ok(u64::try_from(self.content.len()).unwrap())
        }

        fn cut_back(&mut self, length: u64) -> io::Result<()> {
            if !self.can_be_cut {
                return Err(ErrorKind::PermissionDenied.into());
            }
            self.content.truncate(usize::try_from(length).unwrap());
            Ok(())
        }

        fn settle(&mut self) -> io::Result<()> {
            if self.settles { Ok(()) } else { Err(ErrorKind::StorageFull.into()) }
        }
    }

    #[test]
    fn a_full_disk_leaves_the_file_as_it_was() {
        let mut disk = Disk::new(4);
        let (error, left) = append_whole(&mut disk, b"receipt").unwrap_err();
        assert_eq!((error.kind(), left), (ErrorKind::StorageFull, 0));
        assert_eq!(disk.content, b"old");
    }

    #[test]
    fn bytes_that_the_disk_does_not_settle_are_taken_back() {
        let mut disk = Disk { settles: false, ..Disk::new(100) };
        assert_eq!(append_whole(&mut disk, b"receipt").unwrap_err().1, 0);
        assert_eq!(disk.content, b"old");
    }

    #[test]
    fn what_cannot_be_taken_back_is_admitted() {
        let mut disk = Disk { can_be_cut: false, ..Disk::new(4) };
        assert_eq!(append_whole(&mut disk, b"receipt").unwrap_err().1, 4);
    }

    #[test]
    fn a_whole_receipt_stands_after_what_was_there() {
        let mut disk = Disk::new(100);
        append_whole(&mut disk, b"receipt").unwrap();
        assert_eq!(disk.content, b"oldreceipt");
    }
}
