//! Chance from a seed: SplitMix64 (Steele, Lea and Flood 2014), so that a schedule is one number.

/// Numbers that look random and come of a seed.
#[derive(Debug, Clone, Default)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed);
        // Neighbouring seeds start far apart.
        Dice(dice.roll() ^ seed.rotate_left(32))
    }

    pub(super) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// `low` to `high`, both reached.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.roll() % (high - low + 1)
    }

    /// A place in something of this length; 0 of nothing.
    pub(super) fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(length.max(1)).unwrap()).unwrap()
    }

    pub(super) fn chance(&mut self, percent: u64) -> bool {
        percent > 0 && self.between(1, 100) <= percent
    }

    /// One of a list that is not empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.place(list.len())]
    }
}
