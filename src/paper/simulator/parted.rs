//! The bytes of a line, parted into what is printed and what is asked.

/// A part of what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Print(Vec<u8>),
    /// `DLE EOT n`.
    RealTime(u8),
    /// `GS r n`.
    PaperSensors,
    /// `GS a n`: switched on where `n` is not zero.
    AutomaticStatus(u8),
}

#[derive(Debug, Default)]
pub(super) struct Parted {
    /// A request that has begun: `DLE`, `DLE EOT`, `GS`, `GS r`, `GS a`.
    begun: Vec<u8>,
}

impl Parted {
    /// The next piece; nothing while a request may have begun.
    pub(super) fn next(&mut self, byte: u8) -> Option<Piece> {
        self.begun.push(byte);
        match *self.begun.as_slice() {
            [0x10] | [0x10, 0x04] | [0x1d] | [0x1d, b'r' | b'a'] => return None,
            _ => {}
        }
        let bytes = std::mem::take(&mut self.begun);
        Some(match *bytes.as_slice() {
            [0x10, 0x04, request] => Piece::RealTime(request),
            [0x1d, b'r', _] => Piece::PaperSensors,
            [0x1d, b'a', kinds] => Piece::AutomaticStatus(kinds),
            _ => Piece::Print(bytes),
        })
    }
}
