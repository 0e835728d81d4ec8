//! The numbers of debts that a file held so far, so that one that comes again is told from a new one. Twenty
//! bytes a debt: the numbers themselves would take a hundred megabytes of a file with a million rows.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

/// A number of a debt as 128 bits. Two that differ meet in a file of a million with a chance below 10⁻²⁶, so a
/// good row is not refused for another's number.
#[derive(PartialEq, Eq)]
struct Digest([u8; 16]);

impl Digest {
    fn of(id: &str) -> Digest {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(salt);
            hasher.write(id.as_bytes());
            u128::from(hasher.finish())
        };
        Digest((half(1) << 64 | half(2)).to_le_bytes())
    }
}

impl Hash for Digest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(&self.0);
    }
}

/// Takes the first eight bytes of a [`Digest`] as they are: they are a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Numbers → the line each stood on.
pub(super) struct Seen {
    // Lines as 32 bits keep an entry at twenty bytes; a file of more lines only loses the exact first line.
    lines: HashMap<Digest, u32, BuildHasherDefault<AsItIs>>,
}

/// Debts for which room is made at once: growing later takes half as much memory again while it lasts.
const MOST_ROOM: usize = 1 << 20;

impl Seen {
    /// With room for so many numbers, or fewer.
    pub(super) fn with_room(debts: usize) -> Seen {
        Seen { lines: HashMap::with_capacity_and_hasher(debts.min(MOST_ROOM), BuildHasherDefault::default()) }
    }

    /// The line on which the number stood before; otherwise nothing, and from now on it stands on `line`.
    pub(super) fn note(&mut self, id: &str, line: u64) -> Option<u64> {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        match self.lines.entry(Digest::of(id)) {
            std::collections::hash_map::Entry::Occupied(first) => Some(u64::from(*first.get())),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(line);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_by_its_first_line_and_no_other_is() {
        let mut seen = Seen::with_room(10);
        assert!((0..100_000).all(|n| seen.note(&n.to_string(), n + 2).is_none()));
        assert!((0..100_000).all(|n| seen.note(&n.to_string(), 7) == Some(n + 2)));
        assert_eq!(std::mem::size_of::<(Digest, u32)>(), 20);
    }
}
