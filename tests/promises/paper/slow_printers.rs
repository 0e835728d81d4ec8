//! Printers as they really are, over TCP and a pseudo-terminal: slower than their line, with a roll that ends, flow control,
//! and something to say when nobody expects it. What needs exact times is in `src/paper/device/conversation/tests.rs`.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use tameio::paper::device::{Delivery, DeviceError, Patience, PrinterLink, Progress};
use tameio::paper::simulator::{Answers, Build, Mechanism, PrinterSimulator};

use super::devices::{ANSWERS, SILENT, bytes, open};

const FAST: Build = Build { bytes_a_second: 6_000, ..Build::SLOW };

fn served(mechanism: Mechanism) -> (PrinterSimulator<Mechanism>, PrinterLink) {
    let printer = PrinterSimulator::serve(mechanism).unwrap();
    let link = PrinterLink::Tcp { address: printer.address() };
    (printer, link)
}

#[test]
fn printed_is_said_when_the_last_byte_is_on_paper() {
    let (printer, link) = served(Mechanism::new(FAST));
    assert_eq!(open(&link, ANSWERS).print(&bytes()), Ok(Delivery::Confirmed));
    assert_eq!(printer.look(|mechanism| mechanism.paper().to_vec()), bytes());
}

#[test]
fn printed_is_said_after_our_paper_and_not_after_that_of_the_desk_before_us() {
    let ahead = [&[b'y'; 3_000][..], b"\x1dr\x01"].concat();
    let (printer, link) = served(Mechanism::behind(FAST, &ahead));
    assert_eq!(open(&link, ANSWERS).print(&bytes()), Ok(Delivery::Confirmed));
    assert_eq!(printer.look(|mechanism| mechanism.paper().len()), 3_000 + bytes().len());
}

#[test]
fn a_roll_or_a_cover_that_stops_the_mechanism_is_no_printed_receipt() {
    let progress = Progress { written: bytes().len(), total: bytes().len() };
    for (build, is) in [
        (Build { roll: 900, ..FAST }, "paper_out"),
        (Build { cover_opens_after: 900, ..FAST }, "cover_open"),
        (Build { roll: bytes().len(), ..FAST }, "paper_out"),
    ] {
        let (printer, link) = served(Mechanism::new(build));
        let error = open(&link, ANSWERS).print(&bytes()).unwrap_err();
        assert_eq!(error.word(), is);
        let (DeviceError::PaperOut { progress: got, .. } | DeviceError::CoverOpen { progress: got, .. }) = error else {
            panic!("{error}")
        };
        assert_eq!(got, progress);
        assert!(printer.look(|mechanism| mechanism.paper().len()) <= bytes().len());
    }
}

#[test]
fn a_print_server_that_answers_for_its_printer_leaves_it_to_the_cashier() {
    let build = Build { answers: Answers::RealTime, bytes_a_second: 300, roll: 1_200, ..Build::SLOW };
    let (printer, link) = served(Mechanism::new(build));
    let mut device = open(&link, Patience { unproven: Duration::from_millis(200), ..Patience::USUAL });
    assert_ne!(device.print(&bytes()), Ok(Delivery::Confirmed));
    assert!(printer.look(|mechanism| mechanism.paper().len()) <= 1_200);
}

/// Reads slowly, speaks all the while, and tells what it got and whether the line ended in order.
fn chatterbox(listener: &TcpListener) -> (Vec<u8>, bool) {
    let (mut stream, _) = listener.accept().unwrap();
    let (mut got, mut some) = (Vec::new(), [0; 48]);
    loop {
        match stream.read(&mut some) {
            Ok(0) => return (got, true),
            Ok(count) => got.extend(&some[..count]),
            Err(_) => return (got, false),
        }
        thread::sleep(Duration::from_millis(25));
        // Noise that is the answer to nothing; late bytes of it come long after everything was sent.
        if stream.write_all(&[0x90]).is_err() {
            return (got, false);
        }
    }
}

#[test]
fn what_the_printer_says_late_costs_no_byte_of_the_receipt() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let link = PrinterLink::Tcp { address: listener.local_addr().unwrap().to_string() };
    let printer = thread::spawn(move || chatterbox(&listener));
    let mut device = open(&link, SILENT);
    assert_eq!(device.print(&bytes()), Ok(Delivery::Unconfirmed));
    // The cashier is asked meanwhile; a program that ends waits for the rest.
    drop(device);
    let (got, in_order) = printer.join().unwrap();
    assert!(in_order, "{} of {} bytes and a reset", got.len(), bytes().len());
    assert!(got.ends_with(&bytes()[bytes().len() - 40..]), "{} bytes", got.len());
}

#[test]
fn the_next_receipt_does_not_cut_the_tail_of_the_one_before_it() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let link = PrinterLink::Tcp { address: listener.local_addr().unwrap().to_string() };
    let printer = thread::spawn(move || [chatterbox(&listener), chatterbox(&listener)]);
    let mut device = open(&link, SILENT);
    for _ in 0..2 {
        assert_eq!(device.print(&bytes()), Ok(Delivery::Unconfirmed));
    }
    drop(device);
    for (got, in_order) in printer.join().unwrap() {
        assert!(in_order && got.ends_with(&bytes()[bytes().len() - 40..]), "{} bytes, in order: {in_order}", got.len());
    }
}

#[cfg(unix)]
mod serial {
    use std::time::Instant;

    use serialport::{FlowControl, SerialPort, TTYPort};
    use tameio::paper::device::{Device, Flow};
    use tameio::paper::simulator::Levels;
    use tameio_testing::PATIENT;

    use super::*;

    fn line() -> (TTYPort, TTYPort, String) {
        let (mut master, slave) = TTYPort::pair().unwrap();
        master.set_timeout(Duration::from_millis(5)).unwrap();
        let port = slave.name().unwrap();
        (master, slave, port)
    }

    fn device(port: &str, baud: u32, flow: Flow, patience: Patience) -> Box<dyn Device> {
        open(&PrinterLink::Serial { port: port.to_owned(), baud, flow }, patience)
    }

    #[test]
    fn nothing_follows_xoff_until_xon() {
        let (mut master, _slave, port) = line();
        // At this speed it would be on its way for twenty seconds.
        let job = vec![b'x'; 20_000];
        let printer = thread::spawn(move || {
            let mut byte = [0];
            let mut heard = 0;
            while heard < 100 {
                heard += master.read(&mut byte).unwrap_or(0);
            }
            master.write_all(&[0x13]).unwrap();
            let mut quiet_since = Instant::now();
            while quiet_since.elapsed() < Duration::from_millis(400) {
                if master.read(&mut byte).is_ok() {
                    heard += 1;
                    quiet_since = Instant::now();
                }
            }
            master.write_all(&[0x11]).unwrap();
            let since = Instant::now();
            let goes_on = loop {
                match master.read(&mut byte) {
                    Ok(_) => break true,
                    Err(_) if since.elapsed() > PATIENT => break false,
                    Err(_) => {}
                }
            };
            (heard, goes_on)
        });
        let gone = device(&port, 9_600, Flow::XonXoff, SILENT).print(&job);
        let (heard, goes_on) = printer.join().unwrap();
        assert!(heard < job.len() / 2, "{heard} bytes came after XOFF");
        assert!(goes_on, "XON lets it go on");
        // The printer left in the middle.
        assert!(matches!(gone, Err(DeviceError::Io { .. })), "{gone:?}");
    }

    #[test]
    fn a_printer_that_is_slower_than_its_line_gets_every_byte_and_says_when_it_is_done() {
        let (mut master, _slave, port) = line();
        let build =
            Build { buffer: 4_096, flow: Some(Levels { stop: 300, go: 100 }), bytes_a_second: 2_000, ..Build::SLOW };
        let total = bytes().len();
        let printer = thread::spawn(move || {
            let (mut mechanism, began, mut byte) = (Mechanism::new(build), Instant::now(), [0]);
            let mut xoffs = 0;
            while began.elapsed() < PATIENT {
                if master.read(&mut byte).is_ok() {
                    mechanism.hear(byte[0], began.elapsed());
                }
                mechanism.work(began.elapsed());
                while let Some(said) = mechanism.say() {
                    xoffs += usize::from(said == 0x13);
                    master.write_all(&[said]).unwrap();
                    if said == 0 && mechanism.paper().len() == total {
                        return (mechanism, xoffs, master);
                    }
                }
            }
            panic!("it never had all of it: {} of {total}", mechanism.paper().len())
        });
        let delivery = device(&port, 38_400, Flow::XonXoff, ANSWERS).print(&bytes());
        let (mechanism, xoffs, _master) = printer.join().unwrap();
        assert_eq!((delivery, mechanism.lost()), (Ok(Delivery::Confirmed), 0));
        assert_eq!(mechanism.paper(), bytes());
        assert!(xoffs > 0, "the line was not faster than the mechanism");
    }

    #[test]
    fn the_wires_of_the_port_are_used_where_the_settings_say_so_and_xon_is_no_matter_of_the_system() {
        for (flow, expected) in
            [(Flow::RtsCts, FlowControl::Hardware), (Flow::XonXoff, FlowControl::None), (Flow::None, FlowControl::None)]
        {
            let (mut master, _slave, port) = line();
            let printer = thread::spawn(move || {
                let (mut byte, since) = ([0], Instant::now());
                while master.read(&mut byte).is_err() && since.elapsed() < PATIENT {}
                (master.flow_control().unwrap(), master)
            });
            let _ = device(&port, 115_200, flow, SILENT).print(b"x");
            assert_eq!(printer.join().unwrap().0, expected, "{flow:?}");
        }
    }
}
