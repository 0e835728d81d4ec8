//! Bytes ↔ frames: `length(2, big-endian, does not count itself) direction(3) variant(2) version(2) body`.
//! Pure and bounded: the decoder takes bytes in any portions and holds at most [`MAX_BUFFERED`] of them. What
//! a body means is not known here.

use std::fmt;

use thiserror::Error;

use crate::domain::worded::worded;

/// The largest announced length; nothing legal is longer, so a longer one is a broken line.
pub const MAX_LENGTH: usize = 8192;
/// The smallest announced length: direction, variant and version with an empty body.
pub const MIN_LENGTH: usize = 7;
/// The most bytes that wait in a [`Decoder`]: several of the longest frames.
pub const MAX_BUFFERED: usize = 8 * (MAX_LENGTH + LENGTH_BYTES);

const LENGTH_BYTES: usize = 2;
const HEADER_BYTES: usize = LENGTH_BYTES + MIN_LENGTH;

worded! {
    /// By the three letters on the wire.
    pub enum Direction {
        Ecr = "ECR",
        /// A terminal of the `mellon` dialect.
        Mel = "MEL",
        /// A terminal of the `aade` dialect.
        Pos = "POS",
    }
}

worded! {
    /// Who prints the card slip, by the two digits on the wire.
    pub enum Variant {
        TerminalPrints = "01",
        /// A result may then carry print data.
        DeskPrints = "02",
    }
}

worded! {
    /// The protocol, by the two digits in the header.
    pub enum Version {
        /// `mellon`.
        V01 = "01",
        /// `aade`.
        V10 = "10",
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    pub direction: Direction,
    pub variant: Variant,
    pub version: Version,
    /// The body, at most [`MAX_LENGTH`] − [`MIN_LENGTH`] bytes.
    pub body: Vec<u8>,
}

impl fmt::Debug for Frame {
    /// Without the body: it may hold what no log may.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (direction, variant, version) = (self.direction.word(), self.variant.word(), self.version.word());
        write!(f, "Frame({direction}{variant}{version}, body of {} bytes)", self.body.len())
    }
}

/// Why bytes are no frame. Carries lengths and never content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The announced length, or that of the body to send, is outside [`MIN_LENGTH`]..=[`MAX_LENGTH`].
    #[error("frame length {0} outside {MIN_LENGTH}..={MAX_LENGTH}")]
    Length(usize),
    /// The direction is none of the three.
    #[error("unknown direction in a frame header")]
    Direction,
    /// The variant is neither `01` nor `02`.
    #[error("unknown variant in a frame header")]
    Variant,
    /// The version is neither `01` nor `10`.
    #[error("unknown version in a frame header")]
    Version,
    /// More bytes came than can wait.
    #[error("more than {MAX_BUFFERED} bytes waiting")]
    Overflow,
}

impl Frame {
    /// The bytes on the wire.
    ///
    /// # Errors
    /// [`FrameError::Length`] when the body is too long.
    pub fn encode(&self) -> Result<Vec<u8>, FrameError> {
        let length = self.body.len().saturating_add(MIN_LENGTH);
        let announced = match u16::try_from(length) {
            Ok(announced) if length <= MAX_LENGTH => announced,
            _ => return Err(FrameError::Length(length)),
        };
        let mut bytes = Vec::with_capacity(length + LENGTH_BYTES);
        bytes.extend_from_slice(&announced.to_be_bytes());
        bytes.extend_from_slice(self.direction.word().as_bytes());
        bytes.extend_from_slice(self.variant.word().as_bytes());
        bytes.extend_from_slice(self.version.word().as_bytes());
        bytes.extend_from_slice(&self.body);
        Ok(bytes)
    }
}

/// Takes bytes as they come and gives frames. After an error there is no way to tell where the next frame
/// begins, so it repeats the error until [`Decoder::reset`].
#[derive(Debug, Default)]
pub struct Decoder {
    waiting: Vec<u8>,
    broken: Option<FrameError>,
}

impl Decoder {
    pub fn new() -> Decoder {
        Decoder::default()
    }

    /// Takes bytes. Those that come after an error are dropped.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.broken.is_some() {
            return;
        }
        if self.waiting.len().saturating_add(bytes.len()) > MAX_BUFFERED {
            self.fail(FrameError::Overflow);
        } else {
            self.waiting.extend_from_slice(bytes);
        }
    }

    /// The next whole frame, or nothing until more bytes come.
    ///
    /// # Errors
    /// [`FrameError`] as soon as the header shows that this is no frame.
    #[expect(clippy::should_implement_trait, reason = "an error does not end the stream as an iterator's end does")]
    pub fn next(&mut self) -> Result<Option<Frame>, FrameError> {
        if let Some(error) = self.broken {
            return Err(error);
        }
        let header = match Header::read(&self.waiting) {
            Ok(Some(header)) => header,
            Ok(None) => return Ok(None),
            Err(error) => {
                self.fail(error);
                return Err(error);
            }
        };
        let total = header.length + LENGTH_BYTES;
        let Some(body) = self.waiting.get(HEADER_BYTES..total) else { return Ok(None) };
        let body = body.to_vec();
        self.waiting.drain(..total);
        let Header { direction, variant, version, .. } = header;
        Ok(Some(Frame { direction, variant, version, body }))
    }

    /// Whether the beginning of a frame waits for its rest.
    pub fn is_partial(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Forgets everything, errors included.
    pub fn reset(&mut self) {
        self.waiting.clear();
        self.broken = None;
    }

    fn fail(&mut self, error: FrameError) {
        self.broken = Some(error);
        self.waiting = Vec::new();
    }
}

struct Header {
    length: usize,
    direction: Direction,
    variant: Variant,
    version: Version,
}

impl Header {
    /// Nothing while the header is incomplete; the length is judged as soon as it is there.
    fn read(bytes: &[u8]) -> Result<Option<Header>, FrameError> {
        let Some((length, rest)) = bytes.split_first_chunk::<LENGTH_BYTES>() else { return Ok(None) };
        let length = usize::from(u16::from_be_bytes(*length));
        if !(MIN_LENGTH..=MAX_LENGTH).contains(&length) {
            return Err(FrameError::Length(length));
        }
        let Some((direction, rest)) = rest.split_first_chunk::<3>() else { return Ok(None) };
        let direction = Direction::ALL.into_iter().find(|known| known.word().as_bytes() == direction);
        let direction = direction.ok_or(FrameError::Direction)?;
        let Some((variant, rest)) = rest.split_first_chunk::<2>() else { return Ok(None) };
        let variant = Variant::ALL.into_iter().find(|known| known.word().as_bytes() == variant);
        let variant = variant.ok_or(FrameError::Variant)?;
        let Some((version, _)) = rest.split_first_chunk::<2>() else { return Ok(None) };
        let version = Version::ALL.into_iter().find(|known| known.word().as_bytes() == version);
        let version = version.ok_or(FrameError::Version)?;
        Ok(Some(Header { length, direction, variant, version }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frames() -> impl Strategy<Value = Frame> {
        let parts = (
            prop::sample::select(&Direction::ALL[..]),
            prop::sample::select(&Variant::ALL[..]),
            prop::sample::select(&Version::ALL[..]),
            prop::collection::vec(any::<u8>(), 0..300),
        );
        parts.prop_map(|(direction, variant, version, body)| Frame { direction, variant, version, body })
    }

    /// Every frame, and the error if one ends the stream, of bytes pushed in portions of `size`.
    fn decode(bytes: &[u8], size: usize) -> (Vec<Frame>, Option<FrameError>) {
        let mut decoder = Decoder::new();
        let mut out = Vec::new();
        for portion in bytes.chunks(size) {
            decoder.push(portion);
            loop {
                match decoder.next() {
                    Ok(Some(frame)) => out.push(frame),
                    Ok(None) => break,
                    Err(error) => return (out, Some(error)),
                }
            }
        }
        (out, None)
    }

    proptest! {
        #[test]
        fn frames_survive_the_wire_in_any_portions(sent in prop::collection::vec(frames(), 0..5), size in 1usize..700) {
            let bytes: Vec<u8> = sent.iter().flat_map(|frame| frame.encode().unwrap()).collect();
            prop_assert_eq!(decode(&bytes, size), (sent, None));
        }

        #[test]
        fn portions_do_not_change_what_arbitrary_bytes_mean(
            valid in prop::collection::vec(frames(), 0..3),
            noise in prop::collection::vec(any::<u8>(), 0..400),
            size in 1usize..64,
        ) {
            let mut bytes: Vec<u8> = valid.iter().flat_map(|frame| frame.encode().unwrap()).collect();
            bytes.extend(noise);
            prop_assert_eq!(decode(&bytes, size), decode(&bytes, usize::MAX));
        }
    }

    #[test]
    fn a_length_that_no_frame_has_is_refused_at_its_second_byte() {
        for (bytes, length) in [([0x00, 0x06], 6), ([0x20, 0x01], 8193), ([0xff, 0xff], 65535)] {
            assert_eq!(decode(&bytes, 1), (vec![], Some(FrameError::Length(length))));
        }
    }

    #[test]
    fn the_longest_frame_passes_and_one_byte_more_does_not() {
        let mut frame = Frame {
            direction: Direction::Pos,
            variant: Variant::DeskPrints,
            version: Version::V10,
            body: vec![b'P'; MAX_LENGTH - MIN_LENGTH],
        };
        let bytes = frame.encode().unwrap();
        assert_eq!(decode(&bytes, 1000), (vec![frame.clone()], None));
        frame.body.push(b'P');
        assert_eq!(frame.encode(), Err(FrameError::Length(MAX_LENGTH + 1)));
    }

    #[test]
    fn a_bad_header_is_refused_before_the_body_comes() {
        for (text, error) in [
            ("XCR", FrameError::Direction),
            ("ecr", FrameError::Direction),
            ("ECR03", FrameError::Variant),
            ("MEL0102", FrameError::Version),
        ] {
            let bytes = [&[0x00, 0x20], text.as_bytes()].concat();
            assert_eq!(decode(&bytes, 1), (vec![], Some(error)), "{text}");
        }
    }

    #[test]
    fn an_error_stays_until_reset_and_memory_stays_bounded() {
        let mut decoder = Decoder::new();
        decoder.push(&[0xff, 0xff]);
        assert!(decoder.next().is_err());
        for _ in 0..100 {
            decoder.push(&[0; 4096]);
        }
        assert!(decoder.waiting.is_empty());
        assert!(decoder.next().is_err());
        decoder.reset();
        for _ in 0..100 {
            decoder.push(&[0x20; 4096]);
        }
        assert!(decoder.waiting.len() <= MAX_BUFFERED);
        assert_eq!(decoder.next(), Err(FrameError::Overflow));
    }
}
