//! A request that the desk lost track of never reaches a terminal that reads late.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use socket2::SockRef;
use tameio::ecr::link::{Connector, Link, LinkError, TcpConnector};
use tameio_testing::PATIENT;

use tameio::ecr::terminal::{Dialect, LostTrack, ResendEnd, Terminal, TerminalProfile};

use super::scripted::*;

/// More than the system can deliver to a terminal that reads nothing.
const STUFFING: usize = 48 * 1024;

/// Lines of which the first is full before the request is written on it: the terminal reads nothing.
struct Stuffing(TcpConnector, usize);

impl Connector for Stuffing {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let mut link = self.0.connect()?;
        link.send(&vec![0xff; std::mem::take(&mut self.1)])?;
        Ok(link)
    }

    fn describe(&self) -> String {
        self.0.describe()
    }
}

/// What a terminal reads until the connection ends, and how that ends.
fn read_late(mut from: TcpStream) -> (Vec<u8>, Result<(), ErrorKind>) {
    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return (read, Ok(())),
            Ok(count) => read.extend_from_slice(&buffer[..count]),
            Err(error) => return (read, Err(error.kind())),
        }
    }
}

/// Reads one frame, and gives an answer to it.
fn answer(mut line: TcpStream, body: &str) -> Vec<u8> {
    let mut length = [0; 2];
    line.read_exact(&mut length).unwrap();
    let mut heard = vec![0; usize::from(u16::from_be_bytes(length))];
    line.read_exact(&mut heard).unwrap();
    line.write_all(&frame(Dialect::Aade, body)).unwrap();
    heard
}

#[test]
fn an_amount_that_was_not_delivered_when_the_desk_lost_track_of_it_never_arrives() {
    for (keep_open, noise) in [(false, false), (true, false), (false, true), (true, true)] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        SockRef::from(&listener).set_recv_buffer_size(2048).unwrap();
        let connector = TcpConnector::new(listener.local_addr().unwrap().to_string(), PATIENT);
        let profile = TerminalProfile {
            dialect: Dialect::Aade,
            variant: tameio::ecr::frame::Variant::TerminalPrints,
            ecr_id: "ABC00111".to_owned(),
            echo_timeout: PATIENT,
            // Of the first request, which is never answered; noise ends it at once.
            confirm_timeout: if noise { PATIENT } else { Duration::from_millis(50) },
            result_timeout: PATIENT,
            keep_open,
        };
        let mut terminal = Terminal::new(profile, Box::new(Stuffing(connector, STUFFING)), 0);
        let mut notes = NoisyAfterSending { noise, old: None, listener: listener.try_clone().unwrap() };
        let end = terminal.sale(&request(), &mut notes);
        let lost = if noise { LostTrack::Unreadable } else { LostTrack::SilentBeforeConfirm };
        assert_eq!(end, unknown(lost));
        let old = notes.old.take().unwrap();
        if noise {
            // Asked again, it has never heard of the session; then it reads what came first.
            let asked = std::thread::spawn(move || answer(listener.accept().unwrap().0, "E/100"));
            assert_eq!(terminal.resend(&request(), &mut Notes::default()), ResendEnd::NothingHeld);
            let asked = asked.join().unwrap();
            assert!(asked.starts_with(b"ECR0110O/S000677"), "{}", String::from_utf8_lossy(&asked));
        }
        let (read, end) = read_late(old);
        assert_eq!(end, Err(ErrorKind::ConnectionReset), "{keep_open} {noise}");
        assert!(read.len() < STUFFING && read.iter().all(|byte| *byte == 0xff), "{} bytes", read.len());
    }
}

/// Takes the terminal's end of the first line when the request is about to be sent, and says something unreadable on
/// it where that is asked for.
struct NoisyAfterSending {
    noise: bool,
    old: Option<TcpStream>,
    listener: TcpListener,
}

impl tameio::ecr::terminal::SaleJournal for NoisyAfterSending {
    fn sending(&mut self) -> Result<(), tameio::ecr::terminal::JournalRefused> {
        let (mut old, _) = self.listener.accept().unwrap();
        if self.noise {
            old.write_all(&[0xff; 16]).unwrap();
        }
        self.old = Some(old);
        Ok(())
    }

    fn confirmed(&mut self) {}
}
