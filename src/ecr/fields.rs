//! A body cut into its letter, its fields and its print data. The print data is cut off first, because it may
//! hold the separators.

use super::message::{Field, MessageError};

pub(super) struct Body<'a> {
    /// The letter of the message.
    pub letter: char,
    /// What follows, between the `/`.
    pub parts: Vec<&'a str>,
    /// Print data, from after its `P` to the end of the body.
    pub slip: Option<&'a [u8]>,
}

impl<'a> Body<'a> {
    /// Cuts a body that holds no print data.
    ///
    /// # Errors
    /// [`MessageError::Letter`] without a letter, [`MessageError::Character`] for what is not printable ASCII.
    pub(super) fn cut(body: &'a [u8]) -> Result<Body<'a>, MessageError> {
        let (letter, rest) = first_letter(body)?;
        let parts = rest.iter().flat_map(|rest| rest.split(|b| *b == b'/'));
        Ok(Body { letter, parts: parts.map(text).collect::<Result<_, _>>()?, slip: None })
    }

    /// Cuts a terminal's body: the field `P` of a RESULT, if any, is print data.
    ///
    /// # Errors
    /// As [`Body::cut`], the print data apart: it may hold any byte.
    pub(super) fn cut_with_slip(body: &'a [u8]) -> Result<Body<'a>, MessageError> {
        let (letter, rest) = first_letter(body)?;
        if letter != 'R' {
            return Body::cut(body);
        }
        let mut cut = Body { letter, parts: Vec::new(), slip: None };
        let mut rest = rest;
        while let Some(bytes) = rest {
            if let Some(slip) = bytes.strip_prefix(b"P") {
                cut.slip = Some(slip);
                break;
            }
            let (part, after) = match bytes.iter().position(|b| *b == b'/') {
                Some(at) => (bytes.get(..at).unwrap_or_default(), bytes.get(at + 1..)),
                None => (bytes, None),
            };
            cut.parts.push(text(part)?);
            rest = after;
        }
        Ok(cut)
    }

    /// The parts as fields that begin with their letter.
    pub(super) fn fields(&self) -> Fields<'a> {
        Fields(self.parts.clone())
    }
}

fn first_letter(body: &[u8]) -> Result<(char, Option<&[u8]>), MessageError> {
    match body {
        [letter @ b'A'..=b'Z'] => Ok((char::from(*letter), None)),
        [letter @ b'A'..=b'Z', b'/', rest @ ..] => Ok((char::from(*letter), Some(rest))),
        _ => Err(MessageError::Letter(None)),
    }
}

/// `\` is reserved for escaping, and how is not written anywhere: a body that has one is not guessed at.
fn text(part: &[u8]) -> Result<&str, MessageError> {
    match std::str::from_utf8(part) {
        Ok(text) if text.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'\\') => Ok(text),
        _ => Err(MessageError::Character),
    }
}

/// Fields found by their letter, in any order; fields nobody asks for are ignored.
pub(super) struct Fields<'a>(Vec<&'a str>);

impl<'a> Fields<'a> {
    /// The field's value, if it is there.
    ///
    /// # Errors
    /// [`MessageError::Repeated`] when it is there twice: which one counts is not guessed.
    pub(super) fn find(&self, letter: char, field: Field) -> Result<Option<&'a str>, MessageError> {
        let mut values = self.0.iter().filter_map(|part| part.strip_prefix(letter));
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(_)) => Err(MessageError::Repeated(field)),
        }
    }

    /// The field's value.
    ///
    /// # Errors
    /// [`MessageError::Missing`] or [`MessageError::Repeated`].
    pub(super) fn need(&self, letter: char, field: Field) -> Result<&'a str, MessageError> {
        self.find(letter, field)?.ok_or(MessageError::Missing(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn print_data_is_cut_off_before_the_fields_and_may_hold_separators() {
        let body = Body::cut_with_slip(b"R/S000001/C00/PA/C33:\xe1\n/S000009").unwrap();
        assert_eq!((body.letter, body.parts), ('R', vec!["S000001", "C00"]));
        assert_eq!(body.slip, Some(&b"A/C33:\xe1\n/S000009"[..]));
    }

    #[test]
    fn what_does_not_begin_with_a_letter_alone_is_no_body() {
        for body in [&b""[..], b"/", b"a/S1", b"AA/S1", b"1"] {
            assert_eq!(Body::cut(body).err(), Some(MessageError::Letter(None)));
        }
    }

    #[test]
    fn a_field_that_comes_twice_is_not_guessed_at() {
        let body = Body::cut(b"A/S000001/S000002").unwrap();
        assert_eq!(body.fields().need('S', Field::Session), Err(MessageError::Repeated(Field::Session)));
    }
}
