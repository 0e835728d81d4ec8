//! The course of one simulated sale: what is charged, what is held, what is said and in which order.

use chrono::{NaiveDateTime, TimeDelta};

use super::behaviour::Behaviour;
use super::host::{Act, Host, Late, with_slip};
use super::ledger::Entry;
use super::memory::HeldForeign;
use super::mischief::{halves, noise, noisy, of_announced_length};
use super::mood::{LatePart, Mood, Spot};
use crate::domain::{card::CardData, money::Money, session::SessionNo};
use crate::ecr::codes::{ErrorCode, ResultCode};
use crate::ecr::message::{Order, PaymentData, Reply, ReplySession, Reported, ResultReply};
use crate::ecr::{dialect::Dialect, frame::Variant, terminal::AadeData};

impl Host {
    pub(super) fn sell(&mut self, order: &Order, variant: Variant) -> Vec<Act> {
        let mood = self.behaviour.mood;
        let before = Act::Wait(self.behaviour.confirm_delay);
        let refused = match mood {
            Mood::Silent => return Vec::new(),
            Mood::Late(LatePart::Error(code)) => {
                self.late = Late::before_the_answer(vec![self.error(code, variant)]);
                return Vec::new();
            }
            Mood::CloseBeforeConfirm => return vec![before, Act::Close],
            Mood::Busy => Some(ErrorCode::BUSY),
            Mood::Error(code) => Some(code),
            _ if self.last_session == Some(order.session) => Some(ErrorCode::DUPLICATE),
            _ => None,
        };
        if let Some(code) = refused {
            return vec![before, self.error(code, variant)];
        }
        self.last_session = Some(order.session);
        self.selling = true;
        let confirmed = self.say(&self.confirmed(order), variant);
        if let Mood::ChargesLate(_) = mood {
            self.running = Some(order.clone());
        }
        if matches!(mood, Mood::CloseAfterConfirm | Mood::ChargesLate(_)) {
            return vec![before, confirmed, self.between(), Act::Close];
        }
        let held = self.finish(order);
        let sent = self.sent(order, held);
        let result = self.mangled(self.say(&with_slip(sent, variant), variant));
        if mood == Mood::Late(LatePart::Everything) {
            self.late = Late::before_the_answer(vec![confirmed, result]);
            return Vec::new();
        }
        if mood == Mood::Late(LatePart::Result) {
            self.late = Late::instead_of_the_answer(vec![result]);
            return vec![before, confirmed];
        }
        let mut acts = vec![before];
        acts.extend(self.said(order, variant, confirmed, result));
        acts
    }

    /// The answers of a sale that was taken, in the mood's order.
    fn said(&self, order: &Order, variant: Variant, confirmed: Act, result: Act) -> Vec<Act> {
        let between = self.between();
        match self.behaviour.mood {
            Mood::LoseAnswer => vec![confirmed, between, Act::Close],
            Mood::LoseConfirm => vec![between, Act::DropInput, result],
            Mood::ResultFirst => vec![between, Act::DropInput, result, confirmed],
            Mood::SilentAfterConfirm => vec![confirmed, between, Act::DropInput],
            Mood::CloseInResult => {
                let (begun, _) = halves(result.into_bytes());
                vec![confirmed, between, Act::DropInput, Act::Send(begun), Act::Close]
            }
            Mood::Announce(length) => {
                let bytes = of_announced_length(length, result.into_bytes());
                vec![confirmed, between, Act::DropInput, Act::Send(bytes)]
            }
            Mood::NoiseAt(spot) => match spot {
                Spot::BeforeConfirm => vec![Act::Send(noise()), confirmed, between, Act::DropInput, result],
                Spot::InConfirm => vec![noisy(confirmed), between, Act::DropInput, result],
                Spot::BeforeResult => vec![confirmed, between, Act::DropInput, Act::Send(noise()), result],
                Spot::InResult => vec![confirmed, between, Act::DropInput, noisy(result)],
                Spot::AfterResult => vec![confirmed, between, Act::DropInput, result, Act::Send(noise())],
            },
            Mood::ErrorOfAnother(code) => {
                let other = self.say(&self.confirmed_as(order, self.next_session(order)), variant);
                vec![other, self.error(code, variant), confirmed, between, Act::DropInput, result]
            }
            Mood::Noise => vec![Act::Send(noise()), between],
            Mood::ErrorAfterConfirm(code) => vec![confirmed, between, Act::DropInput, self.error(code, variant)],
            Mood::Joined => {
                vec![between, Act::DropInput, Act::Send([confirmed.into_bytes(), result.into_bytes()].concat())]
            }
            Mood::SplitBytes => {
                let (confirmed, result) = (confirmed.into_bytes(), result.into_bytes());
                vec![Act::Dribble(confirmed), between, Act::DropInput, Act::Dribble(result)]
            }
            Mood::Twice => vec![confirmed.clone(), confirmed, between, Act::DropInput, result.clone(), result],
            Mood::LateForeign => {
                let mut acts = self.foreign(order, variant);
                acts.extend([confirmed, between, Act::DropInput, result]);
                acts
            }
            _ => vec![confirmed, between, Act::DropInput, result],
        }
    }

    fn between(&self) -> Act {
        Act::Wait(self.behaviour.result_delay)
    }

    fn next_session(&self, order: &Order) -> ReplySession {
        ReplySession::Numbered(order.session.next())
    }

    fn session_of(&self, order: &Order) -> ReplySession {
        let foreign = self.behaviour.mood == Mood::WrongSession;
        if foreign { self.next_session(order) } else { ReplySession::Numbered(order.session) }
    }

    fn confirmed(&self, order: &Order) -> Reply {
        let foreign = self.behaviour.mood == Mood::WrongConfirmSession;
        self.confirmed_as(order, if foreign { self.next_session(order) } else { self.session_of(order) })
    }

    fn confirmed_as(&self, order: &Order, session: ReplySession) -> Reply {
        let aade = self.behaviour.dialect == Dialect::Aade;
        let wrong = matches!(self.behaviour.mood, Mood::WrongAmount | Mood::WrongConfirmAmount);
        Reply::Confirmed {
            kind: order.kind,
            session,
            amount: if wrong { one_cent_more(order.amount) } else { order.amount },
            ecr: aade.then(|| order.ecr.clone()),
            receipt: aade.then(|| order.receipt.clone()),
        }
    }

    /// The result as it is said, where that differs from what is held.
    fn sent(&self, order: &Order, held: ResultReply) -> ResultReply {
        match self.behaviour.mood {
            Mood::NoData => ResultReply { data: Reported::Nothing, ..held },
            Mood::WrongResultSession => ResultReply { session: self.next_session(order), ..held },
            Mood::DeclineWrongAmount(_) => {
                let data = self.payment(order, one_cent_more(order.amount));
                ResultReply { data: Reported::Payment(Box::new(data)), ..held }
            }
            _ => held,
        }
    }

    /// Ends a sale: the card is charged, or not, and the result is held.
    pub(super) fn finish(&mut self, order: &Order) -> ResultReply {
        self.count += 1;
        let mood = self.behaviour.mood;
        let code = match mood {
            Mood::Decline(code) | Mood::DeclineWrongAmount(code) => code,
            Mood::ApprovesLate => ResultCode::DECLINED_BY_HOST,
            _ => ResultCode::APPROVED,
        };
        let wrong = matches!(mood, Mood::WrongAmount | Mood::WrongResultAmount);
        let amount = if wrong { one_cent_more(order.amount) } else { order.amount };
        let data = self.payment(order, amount);
        let after_all = match mood {
            Mood::ApprovesLate => Some((ResultCode::APPROVED, Reported::Payment(Box::new(data.clone())))),
            Mood::DeniesLate => Some((ResultCode::DECLINED_BY_HOST, Reported::Nothing)),
            _ => None,
        };
        let after_all = after_all.filter(|_| self.behaviour.dialect == Dialect::Aade);
        let late = after_all.map(|(code, data)| self.result(order, self.session_of(order), code, data));
        let charge = code.is_approved().then(|| data.card.clone());
        let data = if code.is_approved() { Reported::Payment(Box::new(data)) } else { Reported::Nothing };
        let result = self.result(order, self.session_of(order), code, data);
        let (order, held) = (order.clone(), result.clone());
        self.ledger.add(Entry { order, result: held, charge, acknowledged: false, late, unsaid: false });
        result
    }

    fn result(&self, order: &Order, session: ReplySession, code: ResultCode, data: Reported) -> ResultReply {
        let aade = self.behaviour.dialect == Dialect::Aade;
        let ecr = aade.then(|| order.ecr.clone());
        let receipt = aade.then(|| order.receipt.clone());
        let custom = aade.then(|| order.custom.clone());
        ResultReply { session, ecr, receipt, custom, code, data, slip: None }
    }

    fn payment(&self, order: &Order, amount: Money) -> PaymentData {
        self.payment_at(order.at, amount)
    }

    pub(super) fn payment_at(&self, at: NaiveDateTime, amount: Money) -> PaymentData {
        let Behaviour { card, batch, clock_ahead_s, .. } = &self.behaviour;
        let at = TimeDelta::try_seconds(*clock_ahead_s).and_then(|ahead| at.checked_add_signed(ahead)).unwrap_or(at);
        let charged = amount.checked_sub(card.loyalty).unwrap_or(Money::ZERO);
        let batch = format!("{batch:06}");
        let stan = format!("{:06}", self.count % 1_000_000);
        let time = at.format("%y%m%d%H%M%S").to_string();
        let card = CardData {
            card_type: card.card_type.clone(),
            pan_masked: card.pan_masked.clone(),
            amount,
            final_amount: charged.checked_add(card.tip).unwrap_or(charged),
            acquirer: self.behaviour.acquirer.clone(),
            terminal_id: self.told_id(),
            // Of IRIS: the reference is a time stamp, and the trace number is batch and number.
            rrn: if card.is_iris() { time } else { format!("{:012}", 133_030_000_000 + u64::from(self.count)) },
            stan: if card.is_iris() { format!("{batch}{stan}") } else { stan },
            batch,
            auth_code: format!("{:06}", 787_032 + self.count % 100_000),
            at: Some(at),
        };
        let more = (self.behaviour.dialect == Dialect::Aade).then(|| AadeData {
            txn_type: "00".to_owned(),
            tip: Some(self.behaviour.card.tip),
            loyalty: Some(self.behaviour.card.loyalty),
            cashback: Some(Money::ZERO),
            ecr_status: "0".to_owned(),
        });
        PaymentData { card, pan_was_hidden: false, more }
    }

    /// Takes a foreign result into what is held. It is not in the book, which is of the desks' orders.
    pub(super) fn hold(&mut self, foreign: HeldForeign) {
        self.count += 1;
        let data = Reported::Payment(Box::new(self.payment_at(foreign.at, foreign.amount)));
        let HeldForeign { session, ecr, receipt, .. } = foreign;
        let code = ResultCode::APPROVED;
        self.held_foreign.push(ResultReply { session, ecr, receipt, custom: None, code, data, slip: None });
    }

    /// A result of the session before, and where the dialect has it a sale keyed on the terminal.
    fn foreign(&self, order: &Order, variant: Variant) -> Vec<Act> {
        let earlier = SessionNo::new(order.session.number() - 1).or_else(|_| SessionNo::new(999_999));
        let keyed = (self.behaviour.dialect == Dialect::Aade).then_some(ReplySession::KeyedOnTerminal);
        let sessions = keyed.into_iter().chain(earlier.map(ReplySession::Numbered));
        let results = sessions.map(|session| {
            let data = Reported::Payment(Box::new(self.payment(order, order.amount)));
            self.say(&Reply::Result(self.result(order, session, ResultCode::APPROVED, data)), variant)
        });
        results.collect()
    }
}

fn one_cent_more(amount: Money) -> Money {
    Money::from_cents(amount.cents() + 1).unwrap_or(amount)
}
