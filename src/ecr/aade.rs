//! The `aade` dialect (decision Α.1098/2022, basis of Α.1155/2023): bodies ↔ messages, and their signature.

use super::common::{
    IDENTITY, LONGEST_ECHO, not_spoken, read_an, read_code, read_echo, read_error, read_order, read_session, read_text,
    with_data, write_custom, write_echo, write_head, write_session,
};
use super::fields::{Body, Fields};
use super::mac::{CheckValue, Mac, SessionKey, WrappedKey};
use super::message::{
    BadValue, ControlCommand, EncodeError, Field, MessageError, OrderKind, Reply, ReplySession, Reported, Request,
    ResultReply,
};
use super::result_data::{read_aade, write_aade};
use super::values::{
    an, ans, ans_or_empty, read_amount, read_cents, read_echoed_amount, read_time, write_amount, write_time,
};

/// The longest identity of a desk.
pub const LONGEST_ECR: usize = 11;
/// The longest text that a terminal may return in a result's receipt and custom fields.
const LONGEST_ECHOED: usize = 100;
const MAC_FIELD: &[u8] = b"/Q";

/// Writes a request's body.
///
/// # Errors
/// [`EncodeError::Value`] for what a field does not take.
pub fn encode_request(request: &Request) -> Result<Vec<u8>, EncodeError> {
    let (body, mac) = match request {
        Request::Echo { text, ecr } => {
            let text = ans(Field::Text, text, LONGEST_ECHO)?;
            let body = match ecr {
                Some(ecr) => format!("X/{text}:{}", an(Field::EcrId, ecr, LONGEST_ECR)?),
                None => format!("X/{text}"),
            };
            (body, None)
        }
        Request::Order(order) => (format!("{}{}", write_head(order, LONGEST_ECR)?, write_custom(order)?), order.mac),
        Request::Acknowledge { session, ecr, amount, receipt, second_receipt } => {
            let ecr = an(Field::EcrId, ecr, LONGEST_ECR)?;
            let receipt = an(Field::Receipt, receipt, IDENTITY)?;
            let session = write_session(session)?;
            let mut body = format!("R/S{session}/R{ecr}/F{}/T{receipt}", amount.cents());
            if let Some(second) = second_receipt {
                body.push(':');
                body.push_str(an(Field::Receipt, second, IDENTITY)?);
            }
            (body, None)
        }
        Request::Resend { session, amount, ecr, receipt, mac } => {
            let ecr = an(Field::EcrId, ecr, LONGEST_ECR)?;
            let receipt = an(Field::Receipt, receipt, IDENTITY)?;
            (format!("O/S{session}/F{}/R{ecr}/T{receipt}", write_amount(*amount)), *mac)
        }
        Request::ResendAll { ecr, at, mac } => {
            (format!("L/R{}/D{}", an(Field::EcrId, ecr, LONGEST_ECR)?, write_time(*at)?), *mac)
        }
        Request::Control { ecr, command } => {
            (format!("U/R{}/C{}", an(Field::EcrId, ecr, LONGEST_ECR)?, write_command(command)), None)
        }
    };
    let signature = mac.map(|mac| format!("/Q{}", mac.to_hex())).unwrap_or_default();
    Ok((body + &signature).into_bytes())
}

fn write_command(command: &ControlCommand) -> String {
    match command {
        ControlCommand::LoadKey { key, check } => format!("MAC_K:{}:{}", key.to_hex(), check.to_hex()),
        ControlCommand::UnbindPos(unbind) => format!("UNBIND_POS:{}", u8::from(*unbind)),
    }
}

/// Signs the messages that carry a MAC (orders, RESEND, RESEND-ALL); the others are returned as they are.
///
/// # Errors
/// As [`encode_request`].
pub fn sign(mut request: Request, key: &SessionKey) -> Result<Request, EncodeError> {
    let body = encode_request(&request)?;
    let signature = key.mac(covered(&body));
    match &mut request {
        Request::Order(order) => order.mac = Some(signature),
        Request::Resend { mac, .. } | Request::ResendAll { mac, .. } => *mac = Some(signature),
        Request::Echo { .. } | Request::Acknowledge { .. } | Request::Control { .. } => {}
    }
    Ok(request)
}

/// The part of a body that its MAC covers: everything up to, not including, `/Q`.
pub fn covered(body: &[u8]) -> &[u8] {
    let end = body.windows(MAC_FIELD.len()).rposition(|window| window == MAC_FIELD);
    end.and_then(|end| body.get(..end)).unwrap_or(body)
}

/// Reads a request's body.
///
/// # Errors
/// See [`MessageError`].
pub fn decode_request(body: &[u8]) -> Result<Request, MessageError> {
    let body = Body::cut(body)?;
    let fields = body.fields();
    match body.letter {
        'X' => read_echo_request(&body),
        'R' => {
            let receipts = fields.need('T', Field::Receipt)?;
            let (receipt, second) = match receipts.split_once(':') {
                Some((receipt, second)) => (receipt, Some(second)),
                None => (receipts, None),
            };
            let read = |text| read_text(an(Field::Receipt, text, IDENTITY));
            Ok(Request::Acknowledge {
                session: ReplySession::parse(fields.need('S', Field::Session)?)?,
                ecr: read_ecr(&fields)?,
                amount: read_cents(Field::Amount, fields.need('F', Field::Amount)?)?,
                receipt: read(receipt)?,
                second_receipt: second.map(read).transpose()?,
            })
        }
        'O' => Ok(Request::Resend {
            session: read_session(&fields)?,
            amount: read_amount(fields.need('F', Field::Amount)?)?,
            ecr: read_ecr(&fields)?,
            receipt: read_an(&fields, 'T', Field::Receipt, IDENTITY)?,
            mac: read_mac(&fields)?,
        }),
        'L' => Ok(Request::ResendAll {
            ecr: read_ecr(&fields)?,
            at: read_time(fields.need('D', Field::DateTime)?)?,
            mac: read_mac(&fields)?,
        }),
        'U' => {
            Ok(Request::Control { ecr: read_ecr(&fields)?, command: read_command(fields.need('C', Field::Command)?)? })
        }
        letter => {
            let kind = OrderKind::from_letter(letter).ok_or(MessageError::Letter(Some(letter)))?;
            let mut order = read_order(kind, &fields, LONGEST_ECR)?;
            order.mac = read_mac(&fields)?;
            Ok(Request::Order(order))
        }
    }
}

fn read_echo_request(body: &Body<'_>) -> Result<Request, MessageError> {
    let text = body.parts.first().copied().ok_or(MessageError::Missing(Field::Text))?;
    let (text, ecr) = match text.split_once(':') {
        Some((text, ecr)) => (text, Some(read_text(an(Field::EcrId, ecr, LONGEST_ECR))?)),
        None => (text, None),
    };
    Ok(Request::Echo { text: read_text(ans(Field::Text, text, LONGEST_ECHO))?, ecr })
}

fn read_ecr(fields: &Fields<'_>) -> Result<String, MessageError> {
    read_an(fields, 'R', Field::EcrId, LONGEST_ECR)
}

fn read_mac(fields: &Fields<'_>) -> Result<Option<Mac>, MessageError> {
    let text = fields.find('Q', Field::Mac)?;
    text.map(|text| Mac::from_hex(text).map_err(|_| MessageError::Bad(Field::Mac))).transpose()
}

fn read_command(text: &str) -> Result<ControlCommand, MessageError> {
    let bad = MessageError::Bad(Field::Command);
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        ["MAC_K", key, check] => Ok(ControlCommand::LoadKey {
            key: WrappedKey::from_hex(key).map_err(|_| bad)?,
            check: CheckValue::from_hex(check).map_err(|_| bad)?,
        }),
        ["UNBIND_POS", "0"] => Ok(ControlCommand::UnbindPos(false)),
        ["UNBIND_POS", "1"] => Ok(ControlCommand::UnbindPos(true)),
        _ => Err(bad),
    }
}

/// Writes a reply's body.
///
/// # Errors
/// [`EncodeError::Value`] for what a field does not take.
pub fn encode_reply(reply: &Reply) -> Result<Vec<u8>, EncodeError> {
    let body = match reply {
        Reply::Echo { text, terminal_id, app_version } => write_echo(text, terminal_id, app_version)?,
        Reply::Confirmed { kind, session, amount, ecr, receipt } => {
            let head = format!("{}/S{}/F{}", kind.letter(), write_session(session)?, amount.cents());
            let ecr = echoed('R', Field::EcrId, ecr.as_deref())?;
            head + &ecr + &echoed('T', Field::Receipt, receipt.as_deref())?
        }
        Reply::Result(result) => return write_result(result),
        Reply::Error(code) => format!("E/{code}"),
    };
    Ok(body.into_bytes())
}

fn write_result(result: &ResultReply) -> Result<Vec<u8>, EncodeError> {
    let mut head = format!("R/S{}", write_session(&result.session)?);
    head += &echoed('R', Field::EcrId, result.ecr.as_deref())?;
    head += &echoed('T', Field::Receipt, result.receipt.as_deref())?;
    head += &echoed('M', Field::Custom, result.custom.as_deref())?;
    head += &format!("/C{}", result.code);
    let data = match &result.data {
        Reported::Payment(data) if data.more.is_none() => return Err(not_spoken(Field::Data).into()),
        Reported::Payment(data) => Some(write_aade(data)?),
        Reported::Nothing => None,
        Reported::Unreadable => return Err(not_spoken(Field::Data).into()),
    };
    Ok(with_data(head, data, result.slip.as_deref()))
}

/// A field that a terminal returns as it was sent, or leaves out.
fn echoed(letter: char, field: Field, value: Option<&str>) -> Result<String, BadValue> {
    match value {
        Some(text) => Ok(format!("/{letter}{}", ans_or_empty(field, text, LONGEST_ECHOED)?)),
        None => Ok(String::new()),
    }
}

/// Reads a reply's body.
///
/// # Errors
/// See [`MessageError`].
pub fn decode_reply(body: &[u8]) -> Result<Reply, MessageError> {
    let body = Body::cut_with_slip(body)?;
    let fields = body.fields();
    let returned = |letter, field| -> Result<Option<String>, MessageError> {
        let text = fields.find(letter, field)?;
        text.map(|text| read_text(ans_or_empty(field, text, LONGEST_ECHOED))).transpose()
    };
    match body.letter {
        'X' => read_echo(&body),
        'E' => read_error(&body),
        'R' => Ok(Reply::Result(ResultReply {
            session: ReplySession::parse(fields.need('S', Field::Session)?)?,
            ecr: returned('R', Field::EcrId)?,
            receipt: returned('T', Field::Receipt)?,
            custom: returned('M', Field::Custom)?,
            code: read_code(fields.need('C', Field::Code)?)?,
            data: match fields.find('D', Field::Data)? {
                None => Reported::Nothing,
                Some(text) => read_aade(text).map_or(Reported::Unreadable, |data| Reported::Payment(Box::new(data))),
            },
            slip: body.slip.map(<[u8]>::to_vec),
        })),
        letter => Ok(Reply::Confirmed {
            kind: OrderKind::from_letter(letter).ok_or(MessageError::Letter(Some(letter)))?,
            session: ReplySession::parse(fields.need('S', Field::Session)?)?,
            amount: read_echoed_amount(fields.need('F', Field::Amount)?)?,
            ecr: returned('R', Field::EcrId)?,
            receipt: returned('T', Field::Receipt)?,
        }),
    }
}
