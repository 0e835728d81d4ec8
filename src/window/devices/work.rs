//! What a thread does with a job.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use iced::futures::channel::mpsc::UnboundedSender;

use super::{Answer, Around, Day, Failed, Job, JobNo, PrinterSeen, Said};
use crate::desk::{Desk, DeskError, PayStep, ReceiptFilter, Refusal, Setup, SignedIn};
use crate::domain::foreign::ForeignResult;
use crate::domain::operator::{Act, OperatorId, Pin};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::till::BlockerKind;

/// Works until the window is gone.
pub(super) fn run(setup: &Setup, jobs: &Receiver<(JobNo, Job)>, answers: &UnboundedSender<Answer>) {
    let mut desk: Option<Desk> = None;
    while let Ok((number, job)) = jobs.recv() {
        let say = |said: Said| answers.unbounded_send(Answer { job: number, said }).is_ok();
        let opened = match desk.take() {
            Some(desk) => Ok(desk),
            None => Desk::open(setup),
        };
        let heard = match opened {
            Ok(mut open) => {
                let said = work(&mut open, job, &mut |step| {
                    say(Said::Step(step.clone()));
                });
                desk = Some(open);
                say(said)
            }
            Err(error) => say(refusal(&job)(Arc::new(error))),
        };
        if !heard {
            break;
        }
    }
}

fn work(desk: &mut Desk, job: Job, watch: &mut dyn FnMut(&PayStep)) -> Said {
    match job {
        Job::Operators => Said::Operators(desk.operators().map_err(Arc::new)),
        Job::SignIn { id, pin } => Said::SignedIn(desk.sign_in(&id, &pin).map_err(Arc::new)),
        Job::LookUp { who, input } => Said::Found(desk.look_up(who.as_str(), &input).map(Arc::new).map_err(Arc::new)),
        Job::OpenTill { who, reason } => {
            Said::TillOpened(desk.open_till(&who, reason.as_deref()).map(Arc::new).map_err(Arc::new))
        }
        Job::AcceptClock { id, pin, reason } => Said::ClockAccepted(accept_clock(desk, &id, &pin, &reason)),
        Job::RefuseCash { who, items } => Said::CashNoted(desk.refuse_cash(who.as_str(), &items).map_err(Arc::new)),
        Job::Day => Said::Day(day(desk).map(Arc::new).map_err(Arc::new)),
        Job::Paper(receipt) => Said::Paper(Ok(desk.receipt_text(&receipt))),
        Job::FindReceipts { who, typed, before } => {
            Said::Receipts(desk.find_receipts(&who, &typed, before.as_ref()).map(Arc::new).map_err(Arc::new))
        }
        Job::Around(receipt) => Said::Around(around(desk, &receipt).map(Arc::new).map_err(Arc::new)),
        Job::Offer { who, order } => Said::Offered(desk.offer_correction(&who, &order).map(Arc::new).map_err(Arc::new)),
        Job::Approve { who, act, id, pin } => Said::Approved(desk.approve(&who, act, &id, &pin).map_err(Arc::new)),
        Job::Correct { who, approver, order, gate } => {
            Said::Paid(Ok(Arc::new(desk.correct_through(&who, &approver, &order, &gate, watch))))
        }
        Job::Resolve { who, approver, session, claim, evidence } => {
            Said::Resolved(desk.resolve(&who, &approver, session, claim, &evidence).map(Arc::new).map_err(Arc::new))
        }
        Job::Foreign { who } => Said::Foreign(foreign(desk, &who).map_err(Arc::new)),
        Job::Standing { session } => Said::Standing(desk.standing(session).map_err(Arc::new)),
        Job::Pay { who, order, gate } => Said::Paid(Ok(Arc::new(desk.pay_through(&who, &order, &gate, watch)))),
        Job::Recover { who } => Said::Recovered(desk.recover(who.as_str()).map(Arc::new).map_err(Arc::new)),
        Job::Echo => Said::Echo(desk.echo().map(drop).map_err(Arc::new)),
        Job::Unresolved => Said::Unresolved(desk.unresolved().map(Arc::from).map_err(Arc::new)),
        Job::WaysToPay { items } => Said::Slip(Ok(Arc::new(desk.print_ways_to_pay(&items)))),
        Job::UnknownSlip { session } => Said::Slip(Ok(Arc::new(desk.print_unknown_slip(session)))),
        Job::Reprint { number, who } => {
            let number = match number {
                Some(number) => Ok(Some(number)),
                None => newest(desk),
            };
            Said::Reprinted(match number {
                Ok(None) => Ok(None),
                Ok(Some(number)) => {
                    desk.reprint(&number, who.as_str()).map(|done| Some(Arc::new(done))).map_err(Arc::new)
                }
                Err(error) => Err(Arc::new(error)),
            })
        }
        Job::ConfirmPrinted { number, who } => {
            Said::Confirmed(desk.confirm_printed(&number, who.as_str()).map_err(Arc::new))
        }
        Job::PrinterStatus => Said::Printer(printer(desk)),
    }
}

/// How a job says that it was not done.
pub(super) fn refusal(job: &Job) -> fn(Failed) -> Said {
    match job {
        Job::Operators => |error| Said::Operators(Err(error)),
        Job::SignIn { .. } => |error| Said::SignedIn(Err(error)),
        Job::LookUp { .. } => |error| Said::Found(Err(error)),
        Job::OpenTill { .. } => |error| Said::TillOpened(Err(error)),
        Job::AcceptClock { .. } => |error| Said::ClockAccepted(Err(error)),
        Job::RefuseCash { .. } => |error| Said::CashNoted(Err(error)),
        Job::Day => |error| Said::Day(Err(error)),
        Job::Paper(_) => |error| Said::Paper(Err(error)),
        Job::FindReceipts { .. } => |error| Said::Receipts(Err(error)),
        Job::Around(_) => |error| Said::Around(Err(error)),
        Job::Offer { .. } => |error| Said::Offered(Err(error)),
        Job::Approve { .. } => |error| Said::Approved(Err(error)),
        Job::Resolve { .. } => |error| Said::Resolved(Err(error)),
        Job::Foreign { .. } => |error| Said::Foreign(Err(error)),
        Job::Standing { .. } => |error| Said::Standing(Err(error)),
        Job::Pay { .. } | Job::Correct { .. } => |error| Said::Paid(Err(error)),
        Job::Recover { .. } => |error| Said::Recovered(Err(error)),
        Job::Echo => |error| Said::Echo(Err(error)),
        Job::Unresolved => |error| Said::Unresolved(Err(error)),
        Job::WaysToPay { .. } | Job::UnknownSlip { .. } => |error| Said::Slip(Err(error)),
        Job::Reprint { .. } => |error| Said::Reprinted(Err(error)),
        Job::ConfirmPrinted { .. } => |error| Said::Confirmed(Err(error)),
        Job::PrinterStatus => |_| Said::Printer(PrinterSeen::Silent),
    }
}

fn day(desk: &Desk) -> Result<Day, DeskError> {
    let status = desk.till_status()?;
    let count = |kind| status.blockers.iter().filter(|blocker| blocker.kind == kind).count();
    let (unprinted, foreign) = (count(BlockerKind::UnprintedReceipt), count(BlockerKind::UnclaimedResult));
    let not_compared = status.not_compared_since.is_some();
    Ok(Day {
        till: status.till.filter(|till| till.closed_at.is_none()),
        open: desk.open_now()?,
        unprinted,
        foreign,
        not_compared,
        clock_doubts: status.clock_doubts,
        terminal_clock: status.terminal_clock,
        debts: desk.last_debt_file()?,
    })
}

fn accept_clock(desk: &mut Desk, id: &OperatorId, pin: &Pin, reason: &str) -> Result<(), Failed> {
    let who = desk.sign_in(id, pin).map_err(Arc::new)?;
    desk.accept_clock(&who, reason).map(drop).map_err(Arc::new)
}

fn around(desk: &Desk, receipt: &Receipt) -> Result<Around, DeskError> {
    Ok(Around {
        number: receipt.number.clone(),
        paper: desk.receipt_text(receipt),
        corrections: desk.corrections_of(&receipt.number)?,
        evidence: desk.evidence_of(&receipt.number)?,
    })
}

fn foreign(desk: &Desk, who: &SignedIn) -> Result<Arc<[ForeignResult]>, DeskError> {
    if who.operator().role.may(Act::SeeForeignResults) {
        Ok(desk.foreign_results()?.into())
    } else {
        Err(Refusal::NotAllowed.into())
    }
}

fn newest(desk: &Desk) -> Result<Option<ReceiptNo>, DeskError> {
    let filter = ReceiptFilter { limit: Some(1), ..ReceiptFilter::default() };
    Ok(desk.receipts(&filter)?.into_iter().next().map(|receipt| receipt.number))
}

fn printer(desk: &mut Desk) -> PrinterSeen {
    match desk.printer_status() {
        Ok(status) if !status.answers => PrinterSeen::Silent,
        Ok(status) if status.cover_open => PrinterSeen::Trouble("screen-printer-cover"),
        Ok(status) if status.paper_out => PrinterSeen::Trouble("screen-printer-paper-out"),
        Ok(status) if !status.may_print() => PrinterSeen::Trouble("screen-printer-offline"),
        Ok(status) if status.near_end => PrinterSeen::PaperLow,
        Ok(_) => PrinterSeen::Ready,
        Err(_) => PrinterSeen::Trouble("screen-printer-unreachable"),
    }
}
