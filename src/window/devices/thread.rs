//! A thread of the window: it opens a desk and does one job after another.

use std::sync::mpsc::Receiver;

use iced::futures::channel::mpsc::UnboundedSender;

use super::request::Job;
use super::ticket::Failed;
use super::{Answer, Step};
use crate::desk::{Desk, Setup};

/// Works until the window is gone.
pub(super) fn run(setup: &Setup, jobs: &Receiver<Job>, answers: &UnboundedSender<Answer>) {
    let mut desk: Option<Desk> = None;
    while let Ok(job) = jobs.recv() {
        let number = job.number();
        let opened = match desk.take() {
            Some(desk) => Ok(desk),
            None => Desk::open(setup),
        };
        let answer = match opened {
            Ok(mut open) => {
                let mut steps = |step: Step| {
                    let _ = answers.unbounded_send(Answer { job: number, step: Some(step), news: None });
                };
                let answer = job.run(&mut open, &mut steps);
                desk = Some(open);
                answer
            }
            Err(error) => {
                job.refuser().refuse(Failed::new(error));
                Answer::done(number, None)
            }
        };
        if answers.unbounded_send(answer).is_err() {
            break;
        }
    }
}
