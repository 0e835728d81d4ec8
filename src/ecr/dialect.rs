//! Which of the two dialects is spoken: messages ↔ whole frames, header included.

use super::frame::{Direction, Frame, Variant, Version};
use super::message::{EncodeError, MessageError, Reply, Request};
use super::{aade, mellon};
use crate::domain::worded::worded;

worded! {
    /// The two Greek ECR protocols.
    pub enum Dialect {
        /// Mellon / NBG Pay, version `01`.
        Mellon = "mellon",
        /// Decision Α.1098/2022, version `10`.
        Aade = "aade",
    }
}

impl Dialect {
    /// The version in the header.
    pub fn version(self) -> Version {
        match self {
            Dialect::Mellon => Version::V01,
            Dialect::Aade => Version::V10,
        }
    }

    /// The direction of the terminal's frames.
    pub fn terminal(self) -> Direction {
        match self {
            Dialect::Mellon => Direction::Mel,
            Dialect::Aade => Direction::Pos,
        }
    }

    /// Writes a request of the desk.
    ///
    /// # Errors
    /// [`EncodeError`] for what a field does not take or the dialect does not have.
    pub fn encode_request(self, request: &Request, variant: Variant) -> Result<Vec<u8>, EncodeError> {
        let body = match self {
            Dialect::Mellon => mellon::encode_request(request)?,
            Dialect::Aade => aade::encode_request(request)?,
        };
        Ok(Frame { direction: Direction::Ecr, variant, version: self.version(), body }.encode()?)
    }

    /// Reads a request of the desk.
    ///
    /// # Errors
    /// [`MessageError::Header`] for a frame of another direction or version.
    pub fn decode_request(self, frame: &Frame) -> Result<Request, MessageError> {
        if frame.direction != Direction::Ecr || frame.version != self.version() {
            return Err(MessageError::Header);
        }
        match self {
            Dialect::Mellon => mellon::decode_request(&frame.body),
            Dialect::Aade => aade::decode_request(&frame.body),
        }
    }

    /// Writes a reply of the terminal.
    ///
    /// # Errors
    /// [`EncodeError`] for what a field does not take or the dialect does not have.
    pub fn encode_reply(self, reply: &Reply, variant: Variant) -> Result<Vec<u8>, EncodeError> {
        let body = match self {
            Dialect::Mellon => mellon::encode_reply(reply)?,
            Dialect::Aade => aade::encode_reply(reply)?,
        };
        Ok(Frame { direction: self.terminal(), variant, version: self.version(), body }.encode()?)
    }

    /// Reads a reply of the terminal. An ERROR is read whatever terminal it comes from, because that is how a
    /// terminal says that it does not speak this dialect; both write it alike.
    ///
    /// # Errors
    /// [`MessageError::Header`] for a frame of the desk's direction, or of the other dialect.
    pub fn decode_reply(self, frame: &Frame) -> Result<Reply, MessageError> {
        let ours = frame.direction == self.terminal() && frame.version == self.version();
        let error = frame.direction != Direction::Ecr && frame.body.starts_with(b"E/");
        if !ours && !error {
            return Err(MessageError::Header);
        }
        match self {
            Dialect::Mellon => mellon::decode_reply(&frame.body),
            Dialect::Aade => aade::decode_reply(&frame.body),
        }
    }
}
