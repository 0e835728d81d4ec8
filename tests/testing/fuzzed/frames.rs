//! Bytes of a line, in pieces as they come: whatever the pieces, the same frames and the same error, each frame
//! written again is the bytes it was read from, and no more waits than one frame or the limit.

use tameio::ecr::frame::{Decoder, FrameError, MAX_BUFFERED, MAX_LENGTH};

/// What a line reads at a time.
const PORTION: usize = 4096;
/// A length stands before each frame and does not count itself.
const LONGEST_FRAME: usize = MAX_LENGTH + 2;

/// Byte 0: how often the stream is repeated, and whether frames are asked for late; bytes 1 to 3: sizes of the
/// pieces, in turn. The stream follows.
pub fn check(data: &[u8]) {
    let Some(([how, sizes @ ..], stream)) = data.split_first_chunk::<4>() else { return };
    let stream = stream.repeat(1 + usize::from(how & 0x1f));
    let late = usize::from(how >> 5);
    let sizes = sizes.map(|size| if size == 0 { PORTION } else { usize::from(size) });
    let in_pieces = read(&stream, sizes, 0);
    assert_eq!(in_pieces, read(&stream, [PORTION; 3], 0), "pieces change what bytes mean");
    if late > 0 {
        let later = read(&stream, sizes, late * 8);
        assert!(later == in_pieces || later.1 == Some(FrameError::Overflow), "waiting changes what bytes mean");
    }
}

/// Bytes that were taken as frames, and the error that ended them. Asks for frames after every `late` pieces.
fn read(stream: &[u8], sizes: [usize; 3], late: usize) -> (usize, Option<FrameError>) {
    let mut decoder = Decoder::new();
    let (mut pushed, mut taken) = (0, 0);
    let mut overflows = false;
    for (turn, size) in sizes.into_iter().cycle().enumerate() {
        let Some(piece) = stream.get(pushed..stream.len().min(pushed + size)).filter(|piece| !piece.is_empty()) else {
            break;
        };
        overflows |= pushed + piece.len() - taken > MAX_BUFFERED;
        decoder.push(piece);
        pushed += piece.len();
        if late > 0 && turn % late != 0 && pushed < stream.len() {
            continue;
        }
        loop {
            match decoder.next() {
                Ok(Some(frame)) => {
                    let bytes = frame.encode().expect("what was read can be written");
                    assert!(!overflows && stream[taken..pushed].starts_with(&bytes), "a frame that did not come");
                    taken += bytes.len();
                }
                Ok(None) => {
                    assert!(!overflows && pushed - taken < LONGEST_FRAME, "a whole frame waits");
                    assert_eq!(decoder.is_partial(), pushed > taken);
                    break;
                }
                Err(error) => {
                    assert_eq!(error == FrameError::Overflow, overflows);
                    stays_until_reset(&mut decoder, error);
                    return (taken, Some(error));
                }
            }
        }
    }
    (taken, None)
}

fn stays_until_reset(decoder: &mut Decoder, error: FrameError) {
    decoder.push(&[0; PORTION]);
    assert_eq!(decoder.next(), Err(error));
    assert!(!decoder.is_partial(), "a broken line is kept");
    decoder.reset();
    assert_eq!(decoder.next(), Ok(None));
}
