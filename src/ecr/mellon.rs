//! The `mellon` dialect (Mellon / NBG Pay terminals, v1.00B of 25 April 2025): bodies ↔ messages. It has no
//! MAC, no acknowledgement and no way to ask again.

use super::common::{
    LONGEST_ECHO, not_spoken, read_code, read_echo, read_error, read_order, read_text, with_data, write_custom,
    write_echo, write_head, write_session,
};
use super::fields::Body;
use super::message::{
    EncodeError, Field, MessageError, OrderKind, Reply, ReplySession, Reported, Request, ResultReply,
};
use super::result_data::{read_mellon, write_mellon};
use super::values::{ans, read_echoed_amount};

/// The longest identity of a desk.
pub const LONGEST_ECR: usize = 8;

/// Writes a request's body.
///
/// # Errors
/// [`EncodeError::NotSpoken`] for the messages of `aade` alone, [`EncodeError::Value`] for what a field does
/// not take.
pub fn encode_request(request: &Request) -> Result<Vec<u8>, EncodeError> {
    let body = match request {
        Request::Echo { ecr: Some(_), .. } => return Err(not_spoken(Field::EcrId).into()),
        Request::Echo { text, ecr: None } => format!("X/{}", ans(Field::Text, text, LONGEST_ECHO)?),
        Request::Order(order) if order.kind == OrderKind::Announce => return Err(EncodeError::NotSpoken('W')),
        Request::Order(order) if order.mac.is_some() => return Err(not_spoken(Field::Mac).into()),
        Request::Order(order) => {
            // `G` is written exactly as in the published frames.
            format!("{}/G:0:0:0:0{}", write_head(order, LONGEST_ECR)?, write_custom(order)?)
        }
        Request::Acknowledge { .. } => return Err(EncodeError::NotSpoken('R')),
        Request::Resend { .. } => return Err(EncodeError::NotSpoken('O')),
        Request::ResendAll { .. } => return Err(EncodeError::NotSpoken('L')),
        Request::Control { .. } => return Err(EncodeError::NotSpoken('U')),
    };
    Ok(body.into_bytes())
}

/// Reads a request's body.
///
/// # Errors
/// See [`MessageError`].
pub fn decode_request(body: &[u8]) -> Result<Request, MessageError> {
    let body = Body::cut(body)?;
    match body.letter {
        'X' => {
            let text = body.parts.first().copied().ok_or(MessageError::Missing(Field::Text))?;
            Ok(Request::Echo { text: read_text(ans(Field::Text, text, LONGEST_ECHO))?, ecr: None })
        }
        letter => match OrderKind::from_letter(letter) {
            Some(kind) if kind != OrderKind::Announce => {
                let fields = body.fields();
                // Only its form is known: four subfields, with or without a separator before the first.
                if let Some(group) = fields.find('G', Field::Data)? {
                    let group = group.strip_prefix(':').unwrap_or(group);
                    if group.split(':').count() != 4 {
                        return Err(MessageError::Bad(Field::Data));
                    }
                }
                read_order(kind, &fields, LONGEST_ECR).map(Request::Order)
            }
            _ => Err(MessageError::Letter(Some(letter))),
        },
    }
}

/// Writes a reply's body.
///
/// # Errors
/// [`EncodeError::Value`] for what a field does not take or the dialect does not have.
pub fn encode_reply(reply: &Reply) -> Result<Vec<u8>, EncodeError> {
    let body = match reply {
        Reply::Echo { text, terminal_id, app_version } => write_echo(text, terminal_id, app_version)?,
        Reply::Confirmed { ecr: Some(_), .. } => return Err(not_spoken(Field::EcrId).into()),
        Reply::Confirmed { receipt: Some(_), .. } => return Err(not_spoken(Field::Receipt).into()),
        Reply::Confirmed { kind, session, amount, .. } => {
            format!("{}/S{}/F{}", kind.letter(), write_session(session)?, amount.cents())
        }
        Reply::Result(result) => return write_result(result),
        Reply::Error(code) => format!("E/{code}"),
    };
    Ok(body.into_bytes())
}

fn write_result(result: &ResultReply) -> Result<Vec<u8>, EncodeError> {
    let extra = [(Field::EcrId, &result.ecr), (Field::Receipt, &result.receipt), (Field::Custom, &result.custom)];
    if let Some((field, _)) = extra.into_iter().find(|(_, value)| value.is_some()) {
        return Err(not_spoken(field).into());
    }
    let head = format!("R/S{}/C{}", write_session(&result.session)?, result.code);
    let data = match &result.data {
        Reported::Payment(data) if data.more.is_some() => return Err(not_spoken(Field::Data).into()),
        Reported::Payment(data) => Some(write_mellon(data)?),
        Reported::Nothing => None,
        Reported::Unreadable => return Err(not_spoken(Field::Data).into()),
    };
    Ok(with_data(head, data, result.slip.as_deref()))
}

/// Reads a reply's body.
///
/// # Errors
/// See [`MessageError`].
pub fn decode_reply(body: &[u8]) -> Result<Reply, MessageError> {
    let body = Body::cut_with_slip(body)?;
    let fields = body.fields();
    match body.letter {
        'X' => read_echo(&body),
        'E' => read_error(&body),
        'R' => Ok(Reply::Result(ResultReply {
            session: ReplySession::parse(fields.need('S', Field::Session)?)?,
            ecr: None,
            receipt: None,
            custom: None,
            code: read_code(fields.need('C', Field::Code)?)?,
            data: match fields.find('D', Field::Data)? {
                None => Reported::Nothing,
                Some(text) => read_mellon(text).map_or(Reported::Unreadable, |data| Reported::Payment(Box::new(data))),
            },
            slip: body.slip.map(<[u8]>::to_vec),
        })),
        letter => match OrderKind::from_letter(letter) {
            Some(kind) if kind != OrderKind::Announce => Ok(Reply::Confirmed {
                kind,
                session: ReplySession::parse(fields.need('S', Field::Session)?)?,
                amount: read_echoed_amount(fields.need('F', Field::Amount)?)?,
                ecr: None,
                receipt: None,
            }),
            _ => Err(MessageError::Letter(Some(letter))),
        },
    }
}
