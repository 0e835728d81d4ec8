//! The lines between the desk and its devices. They survive the desk, carry whole messages, and stop at the gates.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crate::gates::{Boundary, Gates, Message};

/// A line to one device: a port of this machine that passes everything on.
pub struct Wire {
    pub address: SocketAddr,
    open: Arc<Lines>,
}

/// How many connections are passed on now.
#[derive(Default)]
struct Lines {
    count: Mutex<usize>,
    changed: Condvar,
}

impl Lines {
    fn add(&self) {
        *self.count.lock().unwrap() += 1;
    }

    fn take(&self) {
        *self.count.lock().unwrap() -= 1;
        self.changed.notify_all();
    }
}

/// Carries one direction of a connection until it closes.
type Carrier = fn(&Gates, TcpStream, &mut TcpStream);

impl Wire {
    pub fn to_terminal(device: SocketAddr, gates: &Arc<Gates>) -> Wire {
        Wire::lay(device, gates, carry_requests, carry_replies)
    }

    pub fn to_printer(device: SocketAddr, gates: &Arc<Gates>) -> Wire {
        Wire::lay(device, gates, carry_paper, carry_bytes)
    }

    fn lay(device: SocketAddr, gates: &Arc<Gates>, out: Carrier, back: Carrier) -> Wire {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let open = Arc::new(Lines::default());
        let (gates, lines) = (Arc::clone(gates), Arc::clone(&open));
        // The thread waits for callers until the test program ends.
        std::thread::spawn(move || {
            for desk in listener.incoming().map_while(Result::ok) {
                let Ok(device) = TcpStream::connect(device) else { continue };
                connect(&gates, &lines, [desk, device], [out, back]);
            }
        });
        Wire { address, open }
    }

    /// Waits until nobody is connected: the device has noticed that the desk is dead.
    pub fn wait_idle(&self) {
        let count = self.open.count.lock().unwrap();
        let (count, waited) =
            self.open.changed.wait_timeout_while(count, Duration::from_secs(60), |count| *count > 0).unwrap();
        assert!(!waited.timed_out(), "{count} lines still open");
    }
}

fn connect(gates: &Arc<Gates>, lines: &Arc<Lines>, [desk, device]: [TcpStream; 2], carriers: [Carrier; 2]) {
    for stream in [&desk, &device] {
        stream.set_nodelay(true).unwrap();
    }
    let ends = [(desk.try_clone().unwrap(), device.try_clone().unwrap()), (device, desk)];
    for ((from, mut to), carry) in ends.into_iter().zip(carriers) {
        lines.add();
        let (gates, lines) = (Arc::clone(gates), Arc::clone(lines));
        std::thread::spawn(move || {
            carry(&gates, from, &mut to);
            // The other side learns of the end; it is no error that it may have gone first.
            let _ = to.shutdown(Shutdown::Write);
            lines.take();
        });
    }
}

/// The next whole message; nothing at the end of the line.
fn next_message(from: &mut TcpStream) -> Option<(Vec<u8>, u8)> {
    let mut length = [0; 2];
    from.read_exact(&mut length).ok()?;
    let mut rest = vec![0; usize::from(u16::from_be_bytes(length))];
    from.read_exact(&mut rest).ok()?;
    // Direction, variant and version take seven bytes; then the body's letter.
    let letter = rest.get(7).copied().unwrap_or(0);
    Some(([&length[..], &rest].concat(), letter))
}

fn carry_requests(gates: &Gates, mut from: TcpStream, to: &mut TcpStream) {
    while let Some((bytes, letter)) = next_message(&mut from) {
        let message = match letter {
            b'A' | b'V' | b'Z' => Some(Message::Amount),
            b'R' => Some(Message::Acknowledge),
            b'O' => Some(Message::Resend),
            _ => None,
        };
        if !deliver(gates, message, &bytes, to) {
            return;
        }
    }
}

fn carry_replies(gates: &Gates, mut from: TcpStream, to: &mut TcpStream) {
    while let Some((bytes, letter)) = next_message(&mut from) {
        let message = match letter {
            b'A' | b'V' | b'Z' => Some(Message::Confirmed),
            b'R' => Some(Message::Result),
            b'E' => Some(Message::Error),
            _ => None,
        };
        if !deliver(gates, message, &bytes, to) {
            break;
        }
    }
    // The terminal ends what it is at, whoever still listens.
    let _ = from.read_to_end(&mut Vec::new());
}

/// Passes a message on; says whether the line still carries anything.
fn deliver(gates: &Gates, message: Option<Message>, bytes: &[u8], to: &mut TcpStream) -> bool {
    let Some(message) = message else { return to.write_all(bytes).is_ok() };
    gates.pass(Boundary::Before(message)) && to.write_all(bytes).is_ok() && gates.pass(Boundary::After(message))
}

/// What asks a printer whether it is done.
const WHEN_DONE: &[u8] = b"\x1dr\x01";

fn carry_paper(gates: &Gates, mut from: TcpStream, to: &mut TcpStream) {
    let mut buffer = [0; 4096];
    let mut begun = false;
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let bytes = &buffer[..count];
        let (paper, question) = match bytes.strip_suffix(WHEN_DONE) {
            Some(paper) => (paper, WHEN_DONE),
            None if bytes.starts_with(b"\x10\x04") => (&[][..], bytes),
            None => (bytes, &[][..]),
        };
        let (first, second) = paper.split_at(paper.len() / 2);
        if to.write_all(first).is_err() || !paper.is_empty() && !begun && !gates.pass(Boundary::PaperBegun) {
            return;
        }
        begun |= !paper.is_empty();
        let done = question == WHEN_DONE;
        if to.write_all(second).is_err() || done && !gates.pass(Boundary::PaperDone) || to.write_all(question).is_err()
        {
            return;
        }
    }
}

fn carry_bytes(_: &Gates, mut from: TcpStream, to: &mut TcpStream) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if to.write_all(&buffer[..count]).is_err() {
            return;
        }
    }
}
