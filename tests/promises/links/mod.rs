//! Lines that come and go, and who has them: a USB port that returns under another name, a kept connection that
//! died without a word, and two programs that want one terminal, one port or one database.

mod kept;
#[cfg(unix)]
mod usb;

use tameio::domain::money::Money;
use tameio::domain::session::SessionNo;
use tameio::ecr::frame::Variant;
use tameio::ecr::simulator::RunningSimulator;
use tameio_testing::PATIENT;

use tameio::ecr::terminal::{Dialect, JournalRefused, SaleEnd, SaleJournal, SaleRequest, TerminalProfile};

/// A journal that nothing is kept in.
struct Unkept;

impl SaleJournal for Unkept {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        Ok(())
    }

    fn confirmed(&mut self) {}
}

fn profile(keep_open: bool) -> TerminalProfile {
    TerminalProfile {
        dialect: Dialect::Aade,
        variant: Variant::TerminalPrints,
        ecr_id: "ABC00111".to_owned(),
        echo_timeout: PATIENT,
        confirm_timeout: PATIENT,
        result_timeout: PATIENT,
        keep_open,
    }
}

fn request(session: u32) -> SaleRequest {
    SaleRequest {
        kind: tameio::ecr::message::OrderKind::Sale,
        session: SessionNo::new(session).unwrap(),
        amount: Money::from_cents(2500).unwrap(),
        at: "2026-11-23T10:15:02".parse().unwrap(),
        operator: "121".to_owned(),
        receipt: format!("{session}"),
        custom: "0".to_owned(),
    }
}

fn is_approved(end: &SaleEnd) -> bool {
    matches!(end, SaleEnd::Approved(approval) if approval.amount.cents() == 2500)
}

/// The first letters of the messages that the terminal got, in order.
fn heard(simulator: &RunningSimulator) -> String {
    let mut letters = String::new();
    for (_, bytes) in simulator.frames().into_iter().filter(|(from_desk, _)| *from_desk) {
        let mut decoder = tameio::ecr::frame::Decoder::new();
        decoder.push(&bytes);
        while let Ok(Some(frame)) = decoder.next() {
            letters.push(char::from(frame.body[0]));
        }
    }
    letters
}
