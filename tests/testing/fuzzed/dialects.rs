//! Bodies of both dialects: any bytes are a message or an error, and what was read is written and read again to
//! the same.

use std::fmt::Debug;

use tameio::ecr::message::{EncodeError, MessageError, Reply, Reported, Request};
use tameio::ecr::{aade, mellon};

/// A terminal's body in `aade`.
pub fn aade_reply(body: &[u8]) {
    reply(body, aade::decode_reply, aade::encode_reply);
}

/// A desk's body in `aade`.
pub fn aade_request(body: &[u8]) {
    let covered = aade::covered(body);
    assert!(body.starts_with(covered), "a signature covers what is not there");
    request(body, aade::decode_request, aade::encode_request);
}

/// A terminal's body in `mellon`.
pub fn mellon_reply(body: &[u8]) {
    reply(body, mellon::decode_reply, mellon::encode_reply);
}

/// A desk's body in `mellon`.
pub fn mellon_request(body: &[u8]) {
    request(body, mellon::decode_request, mellon::encode_request);
}

fn request(
    body: &[u8],
    decode: fn(&[u8]) -> Result<Request, MessageError>,
    encode: fn(&Request) -> Result<Vec<u8>, EncodeError>,
) {
    if let Ok(message) = decode(body) {
        same_again(&message, decode, encode);
    }
}

fn reply(
    body: &[u8],
    decode: fn(&[u8]) -> Result<Reply, MessageError>,
    encode: fn(&Reply) -> Result<Vec<u8>, EncodeError>,
) {
    let Ok(mut message) = decode(body) else { return };
    if let Reply::Result(result) = &mut message {
        match &mut result.data {
            // Content that is not kept cannot be written; the rest can.
            Reported::Unreadable => {
                assert!(encode(&message).is_err(), "data that nobody read");
                return;
            }
            // The number that hides a number in clear is a masked one by itself.
            Reported::Payment(data) => data.pan_was_hidden = false,
            Reported::Nothing => {}
        }
    }
    same_again(&message, decode, encode);
}

fn same_again<T: PartialEq + Debug>(
    message: &T,
    decode: fn(&[u8]) -> Result<T, MessageError>,
    encode: fn(&T) -> Result<Vec<u8>, EncodeError>,
) {
    let body = match encode(message) {
        Ok(body) => body,
        Err(error) => panic!("{message:?} cannot be written: {error}"),
    };
    assert_eq!(decode(&body).as_ref(), Ok(message));
}
