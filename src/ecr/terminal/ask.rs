//! What comes after a sale, or instead of its answer (`aade`): ACK-RESULT, RESEND, RESEND-ALL.

use std::time::Duration;

use chrono::NaiveDateTime;

use super::{NoLine, STALE_QUIET, Terminal};
use crate::domain::{money::Money, session::SessionNo};
use crate::ecr::message::{ReplySession, Request};
use crate::ecr::sale::{Acknowledged, EcrError, NoAnswer, ResendAllEnd, ResendEnd, SaleJournal, SaleRequest};
use crate::ecr::wait::{END_OF_LIST, Taker};
use crate::ecr::{dialect::Dialect, line::Line, link::LinkError, reported::ReportedResult};
use crate::ecr::{trace, wait};

impl Terminal {
    /// Tells the terminal that a result is on disk (`aade`: ACK-RESULT, on the sale's line or a new one;
    /// `mellon` has none, nothing is sent). May be repeated. Then the line closes, unless it is kept.
    ///
    /// # Errors
    /// See [`EcrError`]; the terminal then offers the result again, which does no harm.
    pub fn acknowledge(&mut self, request: &SaleRequest) -> Result<(), EcrError> {
        self.acknowledge_result(request.session, request.amount, &request.receipt)
    }

    /// As [`Terminal::acknowledge`], by what a result of [`Terminal::resend_all`] and the journal say of the
    /// sale: its session, the amount asked for, and the document number it was asked with.
    ///
    /// # Errors
    /// See [`EcrError`]; the terminal then offers the result again, which does no harm.
    pub fn acknowledge_result(&mut self, session: SessionNo, amount: Money, receipt: &str) -> Result<(), EcrError> {
        let sent = match self.profile.dialect {
            Dialect::Mellon => Ok(()),
            Dialect::Aade => self.send_acknowledgement(&Request::Acknowledge {
                session: ReplySession::Numbered(session),
                ecr: self.profile.ecr_id.clone(),
                amount,
                receipt: receipt.to_owned(),
                second_receipt: None,
            }),
        };
        self.close();
        sent
    }

    fn send_acknowledgement(&mut self, acknowledgement: &Request) -> Result<(), EcrError> {
        let bytes = self.encode(acknowledgement)?;
        let had_line = self.line.is_some();
        // No wait for quiet on the sale's own line: what else it says does not matter now.
        let mut line = self.unfollowed_line(if had_line { Duration::ZERO } else { STALE_QUIET })?;
        // Nothing answers it when all is well. An error that does, because the line damaged it, names no session.
        self.doubt_what_is_kept();
        if let Err(error) = line.send(&bytes) {
            drop(line);
            if !had_line {
                return Err(error.into());
            }
            line = self.unfollowed_line(STALE_QUIET)?;
            line.send(&bytes)?;
        }
        trace::log(&trace::of_request(acknowledgement));
        self.line = Some(line);
        Ok(())
    }

    /// Asks what became of a sale (`aade`: RESEND). After a result, acknowledge it once it is on disk. The
    /// journal hears messages and results of other sales, and of no step.
    pub fn resend(&mut self, request: &SaleRequest, journal: &mut dyn SaleJournal) -> ResendEnd {
        self.hand_over(journal);
        if self.profile.dialect == Dialect::Mellon {
            return ResendEnd::CannotAsk;
        }
        let question = Request::Resend {
            session: request.session,
            amount: request.amount,
            ecr: self.profile.ecr_id.clone(),
            receipt: request.receipt.clone(),
            mac: None,
        };
        self.drop_dead_line(journal);
        let mut line = match self.put(question, journal) {
            Ok(line) => line,
            Err(why) => return ResendEnd::NoAnswer(why),
        };
        let end = wait::resend(&mut line, &self.profile, &self.expected(request), journal);
        let answered = !matches!(end, ResendEnd::NoAnswer(_));
        self.note_answered(answered);
        if !answered {
            self.doubt_what_is_kept();
        }
        self.line = match &end {
            ResendEnd::Approved(_) | ResendEnd::Declined(_) => self.kept(line, None, true),
            ResendEnd::NoAnswer(why) => self.kept_without_answer(line, why),
            ResendEnd::NothingHeld | ResendEnd::CannotAsk => self.kept(line, None, false),
        };
        end
    }

    /// Asks for every result that the terminal holds unacknowledged (`aade`: RESEND-ALL), whosever they are. `take` puts
    /// each on disk as it comes, and says by what it is acknowledged: at once, on its line, because some terminals offer
    /// the next one only then. One that is not this desk's, or is not on disk, is not acknowledged and comes again. The
    /// journal hears messages, and results that came before the question. `at` is the desk's local time.
    pub fn resend_all(
        &mut self,
        at: NaiveDateTime,
        journal: &mut dyn SaleJournal,
        take: &mut dyn FnMut(&ReportedResult) -> Option<Acknowledged>,
    ) -> ResendAllEnd {
        self.hand_over(journal);
        if self.profile.dialect == Dialect::Mellon {
            return ResendAllEnd::CannotAsk;
        }
        let question = Request::ResendAll { ecr: self.profile.ecr_id.clone(), at, mac: None };
        let mut line = match self.put(question, journal) {
            Ok(line) => line,
            Err(why) => return ResendAllEnd::NoAnswer { so_far: Vec::new(), why },
        };
        let mut taking = Taking { terminal: self, take, said_more: false };
        let end = wait::resend_all(&mut line, &self.profile, journal, &mut taking);
        let said_more = taking.said_more;
        let answered = !matches!(end, ResendAllEnd::NoAnswer { .. });
        self.note_answered(answered);
        if !answered || said_more {
            self.doubt_what_is_kept();
        }
        self.line = match &end {
            ResendAllEnd::Results(_) => self.kept(line, None, false),
            ResendAllEnd::NoAnswer { why, .. } => self.kept_without_answer(line, why),
            ResendAllEnd::CannotAsk => None,
        };
        end
    }

    /// Signs a question and writes it to a line in order.
    fn put(&mut self, question: Request, journal: &mut dyn SaleJournal) -> Result<Line, NoAnswer> {
        let question = self.signed(question)?;
        let bytes = self.encode(&question)?;
        let mut line = self.ready_line(STALE_QUIET, journal)?;
        if self.must_catch_up(&line) {
            let about =
                if let Request::Resend { session, .. } = &question { session.to_string() } else { String::new() };
            self.catch_up(&mut line, &about, journal)?;
        }
        line.send(&bytes)?;
        wait::tell(journal, trace::of_request(&question));
        Ok(line)
    }

    fn kept_without_answer(&self, line: Line, why: &NoAnswer) -> Option<Line> {
        match why {
            NoAnswer::Lost(lost) => self.kept(line, Some(*lost), false),
            NoAnswer::Link(_) | NoAnswer::LineNoisy | NoAnswer::BadValue(_) => None,
        }
    }
}

/// Takes the results of a list, and acknowledges them on their line.
struct Taking<'a> {
    terminal: &'a Terminal,
    take: &'a mut dyn FnMut(&ReportedResult) -> Option<Acknowledged>,
    /// Something beside the question, that may still be answered: the list may end before the echo that asks for its end.
    said_more: bool,
}

impl Taker for Taking<'_> {
    fn take(&mut self, line: &mut Line, result: &ReportedResult) {
        let Some(Acknowledged { amount, receipt }) = (self.take)(result) else { return };
        let ecr = self.terminal.profile.ecr_id.clone();
        let session = result.session.clone();
        let request = Request::Acknowledge { session, ecr, amount, receipt, second_receipt: None };
        let sent = self.terminal.encode(&request).is_ok_and(|bytes| line.send(&bytes).is_ok());
        self.said_more |= sent;
        // One that does not go out loses nothing: the terminal offers the result again.
        if sent {
            trace::log(&trace::of_request(&request));
        } else {
            tracing::warn!(session = %result.session, "a held result was not acknowledged");
        }
    }

    fn ask_for_the_end(&mut self, line: &mut Line) -> Result<(), LinkError> {
        let request = Request::Echo { text: END_OF_LIST.to_owned(), ecr: None };
        match self.terminal.encode(&request) {
            Ok(bytes) => {
                self.said_more = true;
                line.send(&bytes).inspect(|()| trace::log(&trace::of_request(&request)))
            }
            Err(_) => Ok(()),
        }
    }
}

impl From<NoLine> for NoAnswer {
    fn from(no_line: NoLine) -> NoAnswer {
        match no_line {
            NoLine::Link(error) => NoAnswer::Link(error),
            NoLine::Noisy => NoAnswer::LineNoisy,
        }
    }
}
