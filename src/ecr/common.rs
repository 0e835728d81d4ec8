//! What both dialects write alike: orders up to their last fields, echoes, errors, the tail of a result.

use super::codes::{ErrorCode, ResultCode};
use super::fields::{Body, Fields};
use super::message::{BadValue, Field, MessageError, Order, OrderKind, Problem, Reply, ReplySession};
use super::values::{an, ans, ans_or_empty, read_amount, read_time, write_amount, write_time};
use crate::domain::session::SessionNo;

/// The longest operator and document number.
pub(super) const IDENTITY: usize = 8;
const CUSTOM: usize = 100;
/// The longest text to echo.
pub(super) const LONGEST_ECHO: usize = 100;
const TERMINAL_TEXT: usize = 64;

/// `<letter>/S…/F…/D…/R…/H…/T…`: everything before the dialect's own fields.
pub(super) fn write_head(order: &Order, longest_ecr: usize) -> Result<String, BadValue> {
    let letter = order.kind.letter();
    let (session, amount, at) = (order.session, write_amount(order.amount), write_time(order.at)?);
    let ecr = an(Field::EcrId, &order.ecr, longest_ecr)?;
    let operator = an(Field::Operator, &order.operator, IDENTITY)?;
    let receipt = an(Field::Receipt, &order.receipt, IDENTITY)?;
    Ok(format!("{letter}/S{session}/F{amount}/D{at}/R{ecr}/H{operator}/T{receipt}"))
}

/// `/M…`
pub(super) fn write_custom(order: &Order) -> Result<String, BadValue> {
    Ok(format!("/M{}", ans(Field::Custom, &order.custom, CUSTOM)?))
}

/// Reads all but the MAC.
pub(super) fn read_order(kind: OrderKind, fields: &Fields<'_>, longest_ecr: usize) -> Result<Order, MessageError> {
    Ok(Order {
        kind,
        session: read_session(fields)?,
        amount: read_amount(fields.need('F', Field::Amount)?)?,
        at: read_time(fields.need('D', Field::DateTime)?)?,
        ecr: read_an(fields, 'R', Field::EcrId, longest_ecr)?,
        operator: read_an(fields, 'H', Field::Operator, IDENTITY)?,
        receipt: read_an(fields, 'T', Field::Receipt, IDENTITY)?,
        custom: read_text(ans(Field::Custom, fields.need('M', Field::Custom)?, CUSTOM))?,
        mac: None,
    })
}

pub(super) fn read_session(fields: &Fields<'_>) -> Result<SessionNo, MessageError> {
    SessionNo::parse(fields.need('S', Field::Session)?).map_err(|_| MessageError::Bad(Field::Session))
}

pub(super) fn read_an(fields: &Fields<'_>, letter: char, field: Field, longest: usize) -> Result<String, MessageError> {
    read_text(an(field, fields.need(letter, field)?, longest))
}

pub(super) fn read_text(checked: Result<&str, BadValue>) -> Result<String, MessageError> {
    checked.map(str::to_owned).map_err(|bad| MessageError::Bad(bad.field))
}

/// The dialect has no such field.
pub(super) fn not_spoken(field: Field) -> BadValue {
    BadValue { field, problem: Problem::NotSpoken }
}

pub(super) fn write_session(session: &ReplySession) -> Result<String, BadValue> {
    let text = session.to_string();
    // A colon parts nothing here: a terminal's own session may have one, and what was read can be written.
    ans(Field::Session, &text.replace(':', "."), 12)?;
    Ok(text)
}

/// `X/<text>/T<tid>:<app-version>`, alike in both dialects.
pub(super) fn write_echo(text: &str, terminal_id: &str, app_version: &str) -> Result<String, BadValue> {
    let text = ans(Field::Text, text, LONGEST_ECHO)?;
    let terminal_id = ans_or_empty(Field::TerminalId, terminal_id, TERMINAL_TEXT)?;
    let app_version = ans_or_empty(Field::TerminalId, app_version, TERMINAL_TEXT)?;
    Ok(format!("X/{text}/T{terminal_id}:{app_version}"))
}

pub(super) fn read_echo(body: &Body<'_>) -> Result<Reply, MessageError> {
    let text = body.parts.first().copied().ok_or(MessageError::Missing(Field::Text))?;
    let text = read_text(ans(Field::Text, text, LONGEST_ECHO))?;
    let terminal = body.parts.iter().skip(1).find_map(|part| part.strip_prefix('T'));
    let terminal = terminal.ok_or(MessageError::Missing(Field::TerminalId))?;
    let (terminal_id, app_version) = terminal.split_once(':').unwrap_or((terminal, ""));
    let read = |text| read_text(ans_or_empty(Field::TerminalId, text, TERMINAL_TEXT));
    Ok(Reply::Echo { text, terminal_id: read(terminal_id)?, app_version: read(app_version)? })
}

/// `E/<nnn>`, alike in both dialects.
pub(super) fn read_error(body: &Body<'_>) -> Result<Reply, MessageError> {
    let code = body.parts.first().ok_or(MessageError::Missing(Field::Code))?;
    ErrorCode::parse(code).map(Reply::Error).ok_or(MessageError::Bad(Field::Code))
}

pub(super) fn read_code(text: &str) -> Result<ResultCode, MessageError> {
    ResultCode::parse(text).ok_or(MessageError::Bad(Field::Code))
}

/// Adds `/D…` and `/P…`.
pub(super) fn with_data(head: String, data: Option<String>, slip: Option<&[u8]>) -> Vec<u8> {
    let mut body = head.into_bytes();
    if let Some(data) = data {
        body.extend_from_slice(b"/D");
        body.extend_from_slice(data.as_bytes());
    }
    if let Some(slip) = slip {
        body.extend_from_slice(b"/P");
        body.extend_from_slice(slip);
    }
    body
}
