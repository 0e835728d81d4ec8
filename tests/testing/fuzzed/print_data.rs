//! Print data of a terminal: any bytes are lines of text without anything that steers a printer.

use tameio::ecr::slip::{Piece, lines};

const ESC: u8 = 0x1b;

/// The whole input is print data.
pub fn check(data: &[u8]) {
    let read = lines(data);
    let commands = data.iter().filter(|byte| **byte == ESC).count();
    assert_eq!(read.len(), data.iter().filter(|byte| **byte == b'\n').count() + 1);
    let pieces = || read.iter().flat_map(|line| &line.pieces);
    assert!(pieces().filter(|piece| matches!(piece, Piece::Mark(_))).count() <= commands);
    let mut letters = 0;
    for text in pieces().filter_map(|piece| match piece {
        Piece::Text { text, .. } => Some(text),
        Piece::Mark(_) => None,
    }) {
        assert!(!text.is_empty() && !text.chars().any(char::is_control), "a control character passes");
        letters += text.chars().count();
    }
    assert!(letters + commands <= data.len(), "text that did not come");
}
