//! The rows that a file stated so far, one bit each: a million debts take 125 kB.

#[derive(Default)]
pub(super) struct StatedRows(Vec<u64>);

impl StatedRows {
    /// Notes a row; false where it was noted before.
    pub(super) fn note(&mut self, row: i64) -> bool {
        let row = usize::try_from(row).unwrap_or(0);
        let (word, bit) = (row / 64, 1_u64 << (row % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let Some(kept) = self.0.get_mut(word) else { return true };
        let new = *kept & bit == 0;
        *kept |= bit;
        new
    }
}
