//! Numbers that look random and come of a seed (SplitMix64, Steele, Lea and Flood 2014). For invented data
//! only: whoever sees a few can compute the rest.

pub(super) struct Dice(u64);

impl Dice {
    /// The dice of one debtor, so that debtors do not depend on each other.
    pub(super) fn of(seed: u64, debtor: usize) -> Dice {
        let place = u64::try_from(debtor).unwrap_or(u64::MAX);
        let mut dice = Dice(seed ^ place.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        dice.roll();
        dice
    }

    pub(super) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0 up to `bound`, which is not reached; 0 of 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll() % bound).unwrap_or(0)
    }

    /// `low` to `high`, both reached.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high.saturating_sub(low)) + 1;
        low + u32::try_from(self.roll() % span).unwrap_or(0)
    }

    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // The first outputs of SplitMix64 from state 1234567.
        let mut dice = Dice(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
        ];
        assert_eq!(expected, [(); 4].map(|()| dice.roll()));
    }

    #[test]
    fn bounds_hold() {
        let mut dice = Dice::of(1, 1);
        assert!((0..1000).all(|_| dice.below(7) < 7 && (3..=5).contains(&dice.between(3, 5))));
        assert_eq!((dice.below(0), dice.between(4, 4), dice.pick::<u8>(&[])), (0, 4, None));
    }
}
