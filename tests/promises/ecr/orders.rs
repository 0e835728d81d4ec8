//! Voids and refunds: the same conversation as a sale, under their own letters, and the money goes back.

use tameio::ecr::codes::{ErrorCode, ResultCode};
use tameio::ecr::message::{BadValue, Field, OrderKind, Problem};
use tameio::ecr::simulator::{Behaviour, Mood};
use tameio::ecr::terminal::{Dialect, LostTrack, NotSent, ResendEnd, SaleEnd, SaleRequest, TerminalProfile};

use super::scripted::{self, Notes, answered, confirmed, data, result, says, unknown};
use super::simulated::*;

const BACK: [(OrderKind, char); 2] = [(OrderKind::Void, 'V'), (OrderKind::Refund, 'Z')];

fn of_kind(kind: OrderKind, session: u32) -> SaleRequest {
    SaleRequest { kind, ..request(session) }
}

fn bodies(simulator: &tameio::ecr::simulator::RunningSimulator) -> Vec<String> {
    simulator.frames().iter().map(|(_, bytes)| String::from_utf8(bytes[2..].to_vec()).unwrap()).collect()
}

#[test]
fn a_sale_is_voided_and_partly_refunded_over_every_wire_in_both_dialects() {
    for dialect in Dialect::ALL {
        for wire in [Wire::Tcp, Wire::Pty] {
            let simulator = simulator(wire, Behaviour::new(dialect));
            let mut desk = desk(&simulator, profile(dialect));
            let part = SaleRequest { amount: euro(1000), ..of_kind(OrderKind::Refund, 4) };
            let orders = [
                (of_kind(OrderKind::Sale, 1), 2500),
                (of_kind(OrderKind::Void, 2), 0),
                (of_kind(OrderKind::Sale, 3), 2500),
                (part, 1500),
            ];
            for (order, net) in &orders {
                let (end, steps) = desk.sale(order);
                let SaleEnd::Approved(approval) = end else { panic!("{wire:?} {dialect:?} {order:?}: {end:?}") };
                assert_eq!((approval.session, approval.amount), (order.session, order.amount));
                assert_eq!(steps, ["sending", "confirmed"]);
                desk.terminal.acknowledge(order).unwrap();
                assert_eq!(simulator.net_charged(), *net, "{wire:?} {dialect:?}");
            }
            let book = simulator.book();
            let kinds: Vec<OrderKind> = book.iter().map(|charge| charge.kind).collect();
            assert_eq!(kinds, [OrderKind::Sale, OrderKind::Void, OrderKind::Sale, OrderKind::Refund]);
            if dialect == Dialect::Aade {
                eventually(&simulator, "four acknowledgements", || {
                    simulator.book().iter().all(|charge| charge.acknowledged)
                });
            }
        }
    }
}

#[test]
fn the_frames_of_a_void_and_a_refund_are_a_sales_but_for_the_letter() {
    for dialect in Dialect::ALL {
        let simulator = simulator(Wire::Tcp, Behaviour::new(dialect));
        let mut desk = desk(&simulator, profile(dialect));
        for (number, (kind, letter)) in (1u32..).zip(BACK) {
            let earlier = simulator.frames().len();
            assert!(is_approved(&desk.sale(&of_kind(kind, number)).0));
            desk.terminal.close();
            let said = bodies(&simulator).split_off(earlier);
            let head = format!("{letter}/S{number:06}/F2500:978:2/D20261123101502/RABC00111/H121/T{number}");
            match dialect {
                Dialect::Mellon => {
                    assert_eq!(said[0], format!("ECR0101{head}/G:0:0:0:0/M0"));
                    assert_eq!(said[1], format!("MEL0101{letter}/S{number:06}/F2500"));
                    assert!(said[2].starts_with(&format!("MEL0101R/S{number:06}/C00/D")), "{}", said[2]);
                }
                Dialect::Aade => {
                    assert_eq!(said[0], format!("ECR0110{head}/M0"));
                    assert_eq!(said[1], format!("POS0110{letter}/S{number:06}/F2500/RABC00111/T{number}"));
                    let result = format!("POS0110R/S{number:06}/RABC00111/T{number}/M0/C00/D");
                    assert!(said[2].starts_with(&result), "{}", said[2]);
                }
            }
        }
    }
}

#[test]
fn a_confirmation_of_another_kind_is_not_ours() {
    for dialect in Dialect::ALL {
        for (kind, letter) in BACK {
            let request = SaleRequest { kind, ..scripted::request() };
            let of = |letter: char| confirmed(dialect, "000677", 2500).replacen('A', &letter.to_string(), 1);
            let mut notes = Notes::default();
            let mut bench = answered(dialect, vec![says(0.5, dialect, &of('A'))]);
            assert_eq!(bench.terminal.sale(&request, &mut notes), unknown(LostTrack::ForeignSession));
            assert_eq!(notes.steps, ["sending"]);

            let mut notes = Notes::default();
            let approved = result(dialect, "000677", "00", Some(&data(dialect, 2500)));
            let answers =
                vec![says(0.2, dialect, &of('A')), says(0.5, dialect, &of(letter)), says(9.0, dialect, &approved)];
            let end = answered(dialect, answers).terminal.sale(&request, &mut notes);
            assert!(matches!(end, SaleEnd::Approved(_)), "{end:?}");
            assert_eq!(notes.steps, ["sending", "confirmed"]);
            let kinds: Vec<&str> = notes.traces.iter().map(|line| line.kind).collect();
            let sent = if kind == OrderKind::Void { "amount_void" } else { "amount_refund" };
            assert_eq!(kinds, [sent, "confirmed", "confirmed", "result"]);
        }
    }
}

#[test]
fn a_void_or_refund_ends_in_every_way_a_sale_can() {
    let declined = ResultCode::parse("05").unwrap();
    for dialect in Dialect::ALL {
        for (kind, _) in BACK {
            let simulator = simulator(Wire::Tcp, Behaviour::new(dialect));
            let mut desk = desk(&simulator, profile(dialect));
            let ends = [
                (Mood::Decline(declined), SaleEnd::Declined(declined)),
                (Mood::Busy, SaleEnd::Refused(ErrorCode::BUSY)),
                (Mood::LoseAnswer, SaleEnd::Unknown(LostTrack::LineClosed)),
                (Mood::WrongResultAmount, SaleEnd::Unknown(LostTrack::ForeignAmount)),
                (Mood::CloseBeforeConfirm, SaleEnd::Unknown(LostTrack::LineClosed)),
            ];
            for (number, (mood, end)) in (1u32..).zip(ends) {
                simulator.set_mood(mood);
                assert_eq!(desk.sale(&of_kind(kind, number)).0, end, "{kind:?} {mood:?}");
            }
            assert_eq!(simulator.net_charged(), -2500 - 2501);
        }
    }
}

#[test]
fn a_lost_refund_is_asked_about_like_a_sale() {
    for (kind, _) in BACK {
        let simulator = simulator(Wire::Tcp, of_mood(Dialect::Aade, Mood::LoseAnswer));
        let mut desk = desk(&simulator, profile(Dialect::Aade));
        let order = of_kind(kind, 7);
        assert_eq!(desk.sale(&order).0, SaleEnd::Unknown(LostTrack::LineClosed));
        let end = desk.terminal.resend(&order, &mut Steps::default());
        assert!(matches!(end, ResendEnd::Approved(approval) if approval.amount == order.amount));
        desk.terminal.acknowledge(&order).unwrap();
        eventually(&simulator, "the acknowledgement", || simulator.book()[0].acknowledged);
        assert_eq!(desk.terminal.resend(&order, &mut Steps::default()), ResendEnd::NothingHeld);
        assert_eq!(simulator.net_charged(), -2500);
    }
}

#[test]
fn an_announcement_asks_for_no_card_and_is_not_sent() {
    for dialect in Dialect::ALL {
        let simulator = simulator(Wire::Tcp, Behaviour::new(dialect));
        let mut desk = desk(&simulator, TerminalProfile { keep_open: true, ..profile(dialect) });
        let refused = BadValue { field: Field::Command, problem: Problem::NotSpoken };
        let end = SaleEnd::NotSent(NotSent::BadValue(refused));
        assert_eq!(desk.sale(&of_kind(OrderKind::Announce, 1)), (end, vec![]));
        assert_eq!(desk.connects(), 0);
    }
}
