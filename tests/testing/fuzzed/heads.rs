//! A file of heads of the audit chain: each line that is not empty is a head or the file is refused at it, and what was
//! read and is written down again is read as the same.

use tameio::domain::chain_head::{BadHeadLine, ChainHead};

/// The whole input is the file.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match ChainHead::parse_lines(text) {
        Ok(heads) => {
            assert_eq!(heads.len(), text.lines().filter(|line| !line.trim().is_empty()).count());
            for head in &heads {
                assert_eq!(head.hash.len(), 64);
                // Written to the second, so once written it stays as it is.
                let written = head.to_string();
                let again = ChainHead::parse(&written).expect("a printed head is one");
                assert_eq!((again.number, &again.hash, again.to_string()), (head.number, &head.hash, written));
            }
        }
        Err(BadHeadLine { line }) => {
            let bad = text.lines().nth(line - 1).expect("a line of the file");
            assert!(ChainHead::parse(bad.trim()).is_err());
        }
    }
}
