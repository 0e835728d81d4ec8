//! What a mood does besides the course of a sale: to the bytes of an answer, to what is asked again, and to
//! the order of things.

use super::host::{Act, Host, Late, with_slip};
use super::mood::{AskedAgain, HeaderPart, Mood};
use crate::ecr::message::{ReplySession, Reported, Request, ResultReply};
use crate::ecr::{codes::ErrorCode, dialect::Dialect, frame::Variant};

/// Bytes of a frame before its body: length, direction, variant, version.
const HEADER: usize = 9;
/// What a terminal says of itself that has another id than before.
const OTHER_ID: &str = "64888888";

impl Host {
    /// Answers a request as the mood has it.
    pub(super) fn in_mood(&mut self, request: &Request, variant: Variant) -> Vec<Act> {
        if let Mood::Asleep(requests) = &mut self.behaviour.mood
            && let Some(fewer) = requests.checked_sub(1)
        {
            *requests = fewer;
            return Vec::new();
        }
        let Late { mut acts, swallows } = std::mem::take(&mut self.late);
        if !swallows {
            let answer = match self.misbehaviour(request, variant) {
                Some(answer) => answer,
                None => self.fulfil(request, variant),
            };
            acts.extend(answer);
        }
        acts
    }

    /// The answer where the mood has one of its own. AMOUNT is `sale`'s.
    fn misbehaviour(&mut self, request: &Request, variant: Variant) -> Option<Vec<Act>> {
        match (self.behaviour.mood, request) {
            (Mood::DeafToAck, Request::Acknowledge { .. }) => Some(Vec::new()),
            (Mood::ChargesLate(_), Request::Resend { .. }) => {
                self.goes_on();
                None
            }
            (Mood::OtherTerminal, Request::Resend { .. }) => Some(vec![self.error(ErrorCode::NOTHING_HELD, variant)]),
            (Mood::OtherTerminal, Request::ResendAll { .. }) => Some(vec![self.error(ErrorCode::SUCCESS, variant)]),
            (Mood::WhenAsked(how), Request::Resend { .. } | Request::ResendAll { .. }) => {
                self.asked_again(how, request, variant)
            }
            (Mood::NoData, Request::Resend { .. } | Request::ResendAll { .. }) => {
                self.resent(request, variant, |result| result.data = Reported::Nothing)
            }
            (Mood::MissingSubfields, Request::Resend { .. } | Request::ResendAll { .. }) => {
                let said = self.resent(request, variant, |_| ())?;
                Some(said.into_iter().map(|act| if is_result(&act) { self.mangled(act) } else { act }).collect())
            }
            (Mood::NewTerminalId, Request::Resend { .. }) => self.resent(request, variant, |result| {
                if let Reported::Payment(data) = &mut result.data {
                    data.card.terminal_id = OTHER_ID.to_owned();
                }
            }),
            _ => None,
        }
    }

    /// One question fewer until the sale that goes on charges its card.
    fn goes_on(&mut self) {
        match &mut self.behaviour.mood {
            Mood::ChargesLate(questions) if *questions > 0 => *questions -= 1,
            _ => {
                if let Some(order) = self.running.take() {
                    self.finish(&order);
                }
            }
        }
    }

    fn asked_again(&mut self, how: AskedAgain, request: &Request, variant: Variant) -> Option<Vec<Act>> {
        match how {
            AskedAgain::Silent => Some(Vec::new()),
            AskedAgain::Late(_) if !matches!(request, Request::Resend { .. } | Request::ResendAll { .. }) => None,
            AskedAgain::Late(code) => {
                self.late = Late::before_the_answer(vec![self.error(code, variant)]);
                Some(Vec::new())
            }
            AskedAgain::Error(code) => Some(vec![self.error(code, variant)]),
            AskedAgain::Noise => Some(vec![Act::Send(noise())]),
            AskedAgain::Close => Some(vec![Act::Close]),
            AskedAgain::OtherSession => self.resent(request, variant, |result| {
                if let ReplySession::Numbered(session) = result.session {
                    result.session = ReplySession::Numbered(session.next());
                }
            }),
        }
    }

    /// The held result that a RESEND asks for, or all that a RESEND-ALL does, changed; nothing where none is held.
    fn resent(&mut self, request: &Request, variant: Variant, change: impl Fn(&mut ResultReply)) -> Option<Vec<Act>> {
        if let Request::ResendAll { ecr, .. } = request {
            let mut held = self.ledger.say_held(ecr);
            held.iter_mut().for_each(change);
            let mut acts: Vec<Act> =
                held.into_iter().map(|result| self.say(&with_slip(result, variant), variant)).collect();
            acts.push(self.error(ErrorCode::SUCCESS, variant));
            return Some(acts);
        }
        let Request::Resend { session, ecr, amount, receipt, .. } = request else { return None };
        let entry = self.ledger.find(*session, ecr, *amount, receipt);
        let mut result = entry?.say_held()?;
        change(&mut result);
        Some(vec![self.say(&with_slip(result, variant), variant)])
    }

    /// The id that it says it has.
    pub(super) fn told_id(&self) -> String {
        match self.behaviour.mood {
            Mood::NewTerminalId | Mood::OtherTerminal => OTHER_ID.to_owned(),
            _ => self.behaviour.terminal_id.clone(),
        }
    }

    /// RESULT with the mood's changes to its bytes.
    pub(super) fn mangled(&self, result: Act) -> Act {
        let bytes = result.into_bytes();
        Act::Send(match self.behaviour.mood {
            Mood::WrongHeader(part) => wrong_header(bytes, part),
            Mood::MissingSubfields => {
                // From the authorisation code on.
                let last = if self.behaviour.dialect == Dialect::Aade { 3 } else { 2 };
                with_body(&bytes, |body| body.rsplitn(last + 1, |byte| *byte == b':').last().unwrap_or(body).to_vec())
            }
            Mood::ExtraSubfields => with_body(&bytes, |body| [body, b":new:7"].concat()),
            Mood::TrickySlip => with_body(&bytes, |body| {
                let inner = wrong_header(bytes.clone(), HeaderPart::Variant);
                [body, b"/P\x1bC\xc1/S000009/C05/D1:2\n", &inner, b"\n\x00\x07ECR"].concat()
            }),
            _ => bytes,
        })
    }
}

/// Whether something is said that begins as a RESULT does.
fn is_result(act: &Act) -> bool {
    matches!(act, Act::Send(bytes) if bytes.get(HEADER) == Some(&b'R'))
}

/// A frame with another body, print data apart, which it loses.
fn with_body(frame: &[u8], change: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let (header, body) = frame.split_at_checked(HEADER).unwrap_or((frame, &[]));
    let end = body.windows(2).position(|two| two == b"/P").unwrap_or(body.len());
    let body = change(body.get(..end).unwrap_or(body));
    let length = u16::try_from(header.len().saturating_sub(2) + body.len()).unwrap_or(u16::MAX);
    of_announced_length(length, [header, &body].concat())
}

/// A frame that announces another length.
pub(super) fn of_announced_length(length: u16, frame: Vec<u8>) -> Vec<u8> {
    let rest = frame.get(2..).unwrap_or_default();
    [&length.to_be_bytes(), rest].concat()
}

fn wrong_header(mut frame: Vec<u8>, part: HeaderPart) -> Vec<u8> {
    let (at, other): (usize, &[u8]) = match part {
        HeaderPart::Direction => (2, b"ECR"),
        HeaderPart::Variant if frame.get(5..7) == Some(b"01") => (5, b"02"),
        HeaderPart::Variant => (5, b"01"),
        HeaderPart::Version if frame.get(7..9) == Some(b"01") => (7, b"10"),
        HeaderPart::Version => (7, b"01"),
    };
    if let Some(place) = frame.get_mut(at..at + other.len()) {
        place.copy_from_slice(other);
    }
    frame
}

/// The two halves of some bytes.
pub(super) fn halves(bytes: Vec<u8>) -> (Vec<u8>, Vec<u8>) {
    let (first, second) = bytes.split_at_checked(bytes.len() / 2).unwrap_or((&bytes, &[]));
    (first.to_vec(), second.to_vec())
}

/// An answer with noise in its middle.
pub(super) fn noisy(answer: Act) -> Act {
    let (begun, rest) = halves(answer.into_bytes());
    Act::Send([begun, noise(), rest].concat())
}

/// Bytes that no frame begins with.
pub(super) fn noise() -> Vec<u8> {
    b"\xfe\xfd\x00\x91ECR??/A/S".repeat(7)
}
