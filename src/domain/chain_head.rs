//! The head of the audit chain as one line of text, to be kept where nobody who can write the database can write:
//! whoever rewrites the whole chain cannot rewrite that line.

use std::fmt;

use thiserror::Error;

use super::time::Moment;

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The last entry of the chain at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    /// When it was the last.
    pub at: Moment,
    /// Its number, from 1; 0 for a chain without entries.
    pub number: u64,
    /// Its hash, 64 lower-case hex digits.
    pub hash: String,
}

/// A line that is no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a head of the audit chain")]
pub struct BadChainHead;

/// A line of a file of heads that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("line {line} is not a head of the audit chain")]
pub struct BadHeadLine {
    /// Its number, from 1.
    pub line: usize,
}

impl ChainHead {
    /// Reads heads that were written down one a line; empty lines do not count.
    ///
    /// # Errors
    /// [`BadHeadLine`] for the first line that is none.
    pub fn parse_lines(text: &str) -> Result<Vec<ChainHead>, BadHeadLine> {
        let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        lines.map(|(head, line)| ChainHead::parse(head.trim()).map_err(|_| BadHeadLine { line })).collect()
    }

    /// Reads the line that [`ChainHead`] prints.
    ///
    /// # Errors
    /// [`BadChainHead`] for any other.
    pub fn parse(line: &str) -> Result<ChainHead, BadChainHead> {
        let mut words = line.split(' ');
        let (Some(at), Some(number), Some(hash), None) = (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(BadChainHead);
        };
        let digits = hash.len() == GENESIS.len() && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !digits {
            return Err(BadChainHead);
        }
        Ok(ChainHead {
            at: at.parse().map_err(|_| BadChainHead)?,
            number: number.parse().map_err(|_| BadChainHead)?,
            hash: hash.to_owned(),
        })
    }
}

/// `2026-11-24T12:00:00Z 1234 4162fddd…`: when, number, hash.
impl fmt::Display for ChainHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        write!(f, "{at} {} {}", self.number, self.hash)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_head_that_is_printed_is_read_again(seconds in 0..4_102_444_800_i64, number: u64, hash in "[0-9a-f]{64}") {
            let head = ChainHead { at: chrono::DateTime::from_timestamp(seconds, 0).unwrap(), number, hash };
            prop_assert_eq!(ChainHead::parse(&head.to_string()), Ok(head));
        }
    }

    #[test]
    fn what_is_not_a_head_is_refused() {
        let good = format!("2026-11-24T12:00:00Z 7 {GENESIS}");
        assert!(ChainHead::parse(&good).is_ok());
        let cut = good.get(..good.len() - 1).unwrap().to_owned();
        for bad in
            [cut, format!("{good} "), good.replace(" 7 ", "  7 "), good.replace('7', "-7"), good.replace("24T", "")]
        {
            assert_eq!(ChainHead::parse(&bad), Err(BadChainHead), "{bad}");
        }
        assert_eq!(ChainHead::parse(&format!("2026-11-24T12:00:00Z 7 {}", "G".repeat(64))), Err(BadChainHead));
        assert_eq!(ChainHead::parse(""), Err(BadChainHead));
    }
}
