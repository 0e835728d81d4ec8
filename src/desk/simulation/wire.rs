//! The lines between desks and terminals, byte by byte in simulated time, and the terminals at their ends.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use super::plan::{Manner, Plan};
use super::stage::{Lie, Scene, Step};
use crate::domain::session::SessionNo;
use crate::ecr::frame::{Decoder, Frame};
use crate::ecr::link::LinkError;
use crate::ecr::simulator::mind::{Deed, Mind};
use crate::ecr::simulator::{Behaviour, Mood};

/// From one end of a line to the other.
const LATENCY: Duration = Duration::from_millis(2);
/// What a connection still delivers after it was cut: the bytes that have left the desk's machine.
const IN_FLIGHT: Duration = Duration::from_millis(20);
/// Silence inside a frame after which a terminal takes its rest for lost.
const GAP: Duration = Duration::from_secs(1);

pub(super) struct Pos {
    pub mind: Mind,
    pub gone_until: Duration,
    /// Sessions that were charged and are spoken of under another number.
    pub misnamed: Vec<SessionNo>,
    serial: bool,
    /// Of a serial line: its one wire.
    wire: Option<usize>,
}

/// A connection, or the one wire of a serial line.
pub(super) struct Conn {
    pos: usize,
    desk: usize,
    desk_open: bool,
    /// It ends without a goodbye.
    cut: bool,
    /// The desk will find it closed when it has read what came before.
    closed: bool,
    inbox: VecDeque<u8>,
    decoder: Decoder,
    heard: Duration,
    streams: [Stream; 2],
}

/// One direction of a line.
#[derive(Default, Clone, Copy)]
struct Stream {
    /// Nothing arrives any more.
    deaf: bool,
    /// When the last bytes arrive; later ones do not overtake them.
    last: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    Pos,
    Desk,
}

/// Something that will happen.
pub(super) struct Pending {
    at: Duration,
    order: u64,
    what: Event,
}

enum Event {
    Arrives(usize, To, Vec<u8>),
    Closes(usize),
    SaleOver(usize),
}

impl Pos {
    /// `place` is its place among the plan's terminals. No two terminals of a world count their transactions alike.
    pub(super) fn new(plan: &Plan, place: usize) -> Pos {
        let mut mind = Mind::new(Behaviour::new(plan.dialect));
        let terminal = plan.seed.wrapping_mul(2).wrapping_add(place as u64);
        mind.count_from(u32::try_from(terminal.wrapping_mul(100) % 4_000_000_000).unwrap());
        Pos { mind, gone_until: Duration::ZERO, misnamed: Vec::new(), serial: plan.serial, wire: None }
    }

    pub(super) fn behave(&mut self, manner: &Manner) {
        let behaviour = self.mind.behaviour();
        behaviour.mood = manner.mood;
        behaviour.confirm_delay = manner.confirm_delay;
        behaviour.result_delay = manner.result_delay;
        behaviour.card = manner.card.card();
    }

    pub(super) fn behave_well(&mut self) {
        let behaviour = self.mind.behaviour();
        behaviour.mood = Mood::Approve;
        behaviour.confirm_delay = Duration::ZERO;
        behaviour.result_delay = Duration::ZERO;
    }
}

impl Scene {
    /// Lets time pass, and happen what happens meanwhile.
    pub(super) fn pass(&mut self, time: Duration) {
        let until = self.now + time;
        while self.happen_next(until) {}
        self.now = until;
    }

    /// The next thing that happens until then, if any.
    fn happen_next(&mut self, until: Duration) -> bool {
        let next = self.queue.iter().enumerate().min_by_key(|(_, pending)| (pending.at, pending.order));
        let Some((place, pending)) = next else { return false };
        if pending.at > until {
            return false;
        }
        let pending = self.queue.swap_remove(place);
        self.now = self.now.max(pending.at);
        match pending.what {
            Event::Arrives(conn, To::Pos, bytes) => self.terminal_hears(conn, &bytes),
            Event::Arrives(conn, To::Desk, bytes) => {
                let line = &mut self.conns[conn];
                if line.desk_open && !line.closed {
                    line.inbox.extend(bytes);
                }
            }
            Event::Closes(conn) => self.conns[conn].closed = true,
            Event::SaleOver(pos) => self.terminals[pos].mind.sale_over(),
        }
        true
    }

    fn will(&mut self, at: Duration, what: Event) {
        self.queued += 1;
        self.queue.push(Pending { at, order: self.queued, what });
    }

    /// When the last byte that is on its way arrives.
    pub(super) fn last_arrival(&self) -> Duration {
        let streams = self.conns.iter().flat_map(|conn| conn.streams);
        streams.map(|stream| stream.last).max().unwrap_or_default()
    }

    /// Whether a terminal hangs on a serial line, whose bytes outlive the opening that they were asked in.
    pub(super) fn is_serial(&self, pos: usize) -> bool {
        self.terminals[pos].serial
    }

    /// A desk opens a line.
    pub(super) fn connect(&mut self, desk: usize, pos: usize) -> Result<usize, LinkError> {
        let refused =
            |kind: io::ErrorKind| LinkError::Unreachable { what: "simulated".into(), kind, detail: String::new() };
        if !self.step(desk, Step::Connect) {
            return Err(refused(io::ErrorKind::NetworkDown));
        }
        let percent = self.weather.refuse;
        self.pass(LATENCY);
        if self.terminals[pos].gone_until > self.now || self.dice.chance(percent) {
            self.note(|| format!("desk {desk} is refused by terminal {pos}"));
            return Err(refused(io::ErrorKind::ConnectionRefused));
        }
        let serial = self.terminals[pos].serial;
        let conn = match self.terminals[pos].wire.filter(|_| serial) {
            // The other desk keeps the port open.
            Some(wire) if self.conns[wire].desk_open => {
                return Err(LinkError::PortBusy { port: "simulated".into(), holder: None });
            }
            Some(wire) => wire,
            None => {
                self.conns.push(Conn::new(pos, desk));
                self.conns.len() - 1
            }
        };
        self.terminals[pos].wire = Some(conn);
        let line = &mut self.conns[conn];
        (line.desk, line.desk_open, line.closed) = (desk, true, false);
        line.streams.iter_mut().for_each(|stream| stream.deaf = false);
        line.inbox.clear();
        self.note(|| format!("desk {desk} opens line {conn} to terminal {pos}"));
        Ok(conn)
    }

    /// The desk wants the line to end without a goodbye; a wire cannot.
    pub(super) fn cut(&mut self, conn: usize) -> bool {
        let line = &mut self.conns[conn];
        line.cut = !self.terminals[line.pos].serial;
        line.cut
    }

    /// The desk lets go of its line, alive or dead. A goodbye lets everything arrive that was said before; a line
    /// that was cut, or whose desk died, is reset.
    pub(super) fn let_go(&mut self, conn: usize) {
        let until = self.now + IN_FLIGHT;
        let line = &mut self.conns[conn];
        line.desk_open = false;
        line.inbox.clear();
        let reset = line.cut && self.lie != Lie::DeliversAfterCut || self.lives[line.desk].dead;
        if !self.terminals[line.pos].serial && reset {
            self.queue.retain(
                |pending| !matches!(pending.what, Event::Arrives(to, To::Pos, _) if to == conn && pending.at > until),
            );
        }
        self.note(|| format!("line {conn} is let go"));
    }

    pub(super) fn send(&mut self, conn: usize, bytes: &[u8]) -> Result<(), LinkError> {
        let desk = self.conns[conn].desk;
        if !self.step(desk, Step::Send) || self.conns[conn].closed {
            return Err(LinkError::Closed);
        }
        self.note(|| format!("desk {desk} says {}", shown(bytes)));
        let percent = self.weather.half_write;
        if self.dice.chance(percent) {
            let left = self.dice.place(bytes.len() + 1);
            self.note(|| format!("  of which {left} bytes leave, and the write fails"));
            self.transmit(conn, To::Pos, bytes[..left].to_vec(), self.now);
            self.conns[conn].closed = true;
            return Err(LinkError::Io { kind: io::ErrorKind::TimedOut, detail: "simulated".into() });
        }
        self.transmit(conn, To::Pos, bytes.to_vec(), self.now);
        Ok(())
    }

    pub(super) fn receive(&mut self, conn: usize, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        let desk = self.conns[conn].desk;
        if !self.step(desk, Step::Receive) {
            return Err(LinkError::Closed);
        }
        let until = self.now + patience;
        loop {
            while self.happen_next(self.now) {}
            let line = &mut self.conns[conn];
            if !line.inbox.is_empty() {
                let count = line.inbox.len().min(buffer.len());
                for (place, byte) in buffer.iter_mut().zip(line.inbox.drain(..count)) {
                    *place = byte;
                }
                self.note(|| format!("desk {desk} hears {}", shown(&buffer[..count])));
                return Ok(count);
            }
            if line.closed {
                self.note(|| format!("desk {desk} finds line {conn} closed"));
                return Err(LinkError::Closed);
            }
            if !self.happen_next(until) {
                self.now = until;
                return Ok(0);
            }
        }
    }

    /// Bytes on their way, and what becomes of them.
    fn transmit(&mut self, conn: usize, to: To, mut bytes: Vec<u8>, at: Duration) {
        let serial = self.terminals[self.conns[conn].pos].serial;
        let stream = &mut self.conns[conn].streams[to as usize];
        if stream.deaf || bytes.is_empty() {
            return;
        }
        let weather = self.weather;
        let mut at = (at + LATENCY).max(stream.last);
        let mut rest = Vec::new();
        let mut pause = Duration::ZERO;
        if self.dice.chance(weather.delay) && !(serial && to == To::Pos) {
            // A wire keeps nothing back: there it is the terminal that is slow.
            let late: &[u64] =
                if serial { &[20, 500, 1_990, 2_100, 3_500] } else { &[20, 500, 1_990, 2_100, 3_500, 60_000, 200_000] };
            let late = Duration::from_millis(self.dice.pick(late));
            self.note(|| format!("  {late:?} late"));
            at += late;
        }
        if self.dice.chance(weather.noise) {
            self.damage(&mut bytes, to);
        }
        if self.dice.chance(weather.split) {
            rest = bytes.split_off(self.dice.place(bytes.len()));
            pause = Duration::from_millis(self.dice.pick(&[0, 1, 40, 900, 2_900, 3_100]));
            self.note(|| format!("  in two pieces, the last {} bytes {pause:?} later", rest.len()));
        }
        let cut = self.dice.chance(weather.hang_up);
        let deaf = !cut && self.dice.chance(weather.lose);
        if cut || deaf {
            rest.clear();
            bytes.truncate(self.dice.place(bytes.len() + 1));
            self.note(|| {
                format!("  {} bytes arrive, then {}", bytes.len(), if cut { "the line closes" } else { "silence" })
            });
        }
        let last = at + if rest.is_empty() { Duration::ZERO } else { pause };
        self.conns[conn].streams[to as usize] = Stream { deaf: deaf || cut, last };
        self.will(at, Event::Arrives(conn, to, bytes));
        if !rest.is_empty() {
            self.will(last, Event::Arrives(conn, to, rest));
        }
        if cut {
            self.conns[conn].streams.iter_mut().for_each(|stream| stream.deaf = true);
            self.will(at, Event::Closes(conn));
        }
    }

    /// One byte has its highest bit turned over, so that no letter or digit becomes another; on the way to the desk
    /// it may also be dropped or doubled. On the way to the terminal that makes another legal message: a RESEND of
    /// another desk's sale, whose answer closes ours.
    fn damage(&mut self, bytes: &mut Vec<u8>, to: To) {
        let place = self.dice.place(bytes.len());
        match self.dice.place(if to == To::Desk { 3 } else { 1 }) {
            1 => drop(bytes.remove(place)),
            2 => bytes.insert(place, bytes[place]),
            _ => bytes[place] ^= 0x80,
        }
        self.note(|| format!("  damaged at {place}: {}", shown(bytes)));
    }

    fn terminal_hears(&mut self, conn: usize, bytes: &[u8]) {
        let pos = self.conns[conn].pos;
        if self.terminals[pos].gone_until > self.now {
            return;
        }
        let line = &mut self.conns[conn];
        if self.now - line.heard > GAP {
            line.decoder.reset();
        }
        line.heard = self.now;
        line.decoder.push(bytes);
        while let Ok(Some(frame)) = self.conns[conn].decoder.next() {
            self.terminal_answers(conn, pos, &frame);
        }
    }

    fn terminal_answers(&mut self, conn: usize, pos: usize, frame: &Frame) {
        let was_selling = self.terminals[pos].mind.is_selling();
        let forgets = self.lie == Lie::ForgetsResults;
        let deeds = match frame.body.first() {
            Some(b'O') if forgets => vec![Deed::Say(refusal(frame, b"E/100"), usize::MAX)],
            Some(b'L') if forgets => vec![Deed::Say(refusal(frame, b"E/000"), usize::MAX)],
            _ => self.terminals[pos].mind.answer(frame),
        };
        let sale_began = !was_selling && self.terminals[pos].mind.is_selling();
        let mut at = self.now;
        for deed in deeds {
            match deed {
                Deed::Wait(time) => at += time,
                Deed::Say(bytes, piece) => {
                    let bytes = self.lied(bytes, frame);
                    self.note(|| format!("terminal {pos} says {}", shown(&bytes)));
                    for piece in bytes.chunks(piece) {
                        self.transmit(conn, To::Desk, piece.to_vec(), at);
                    }
                }
                Deed::Close if self.terminals[pos].serial => {}
                Deed::Close => {
                    let last = self.conns[conn].streams[To::Desk as usize].last;
                    self.will(at.max(last), Event::Closes(conn));
                }
            }
        }
        if sale_began {
            let pos = &mut self.terminals[pos];
            if pos.mind.behaviour().mood == Mood::WrongSession {
                let charged = pos.mind.book().pop().map(|charge| charge.session);
                pos.misnamed.extend(charged);
            }
        }
        if sale_began {
            self.note(|| format!("terminal {pos} sells until {at:?}"));
            self.will(at, Event::SaleOver(pos));
        }
    }

    /// What a line that lies makes of a terminal's words.
    fn lied(&self, bytes: Vec<u8>, asked: &Frame) -> Vec<u8> {
        let approved = bytes.windows(4).any(|window| window == b"/C00");
        match self.lie {
            Lie::DeniesCharges if approved => refusal(asked, b"E/999"),
            _ => bytes,
        }
    }

    /// Lines that had fallen silent: a wire carries again, a connection is found closed.
    pub(super) fn mend_lines(&mut self) {
        for conn in &mut self.conns {
            if conn.streams.iter().any(|stream| stream.deaf) {
                conn.closed |= !self.terminals[conn.pos].serial;
                conn.streams.iter_mut().for_each(|stream| stream.deaf = false);
            }
        }
    }

    /// A terminal is switched off: its lines close, and nobody reaches it.
    pub(super) fn switch_off(&mut self, pos: usize, time: Duration) {
        self.terminals[pos].gone_until = self.now + time;
        let serial = self.terminals[pos].serial;
        for conn in self.conns.iter_mut().filter(|conn| conn.pos == pos) {
            conn.closed = !serial;
            conn.streams.iter_mut().for_each(|stream| stream.deaf = true);
        }
        self.note(|| format!("terminal {pos} is off for {time:?}"));
    }
}

impl Conn {
    fn new(pos: usize, desk: usize) -> Conn {
        Conn {
            pos,
            desk,
            desk_open: true,
            cut: false,
            closed: false,
            inbox: VecDeque::new(),
            decoder: Decoder::new(),
            heard: Duration::ZERO,
            streams: [Stream::default(); 2],
        }
    }
}

/// A frame of the terminal in answer to one of the desk.
fn refusal(asked: &Frame, body: &[u8]) -> Vec<u8> {
    let direction = match asked.version {
        crate::ecr::frame::Version::V01 => crate::ecr::frame::Direction::Mel,
        crate::ecr::frame::Version::V10 => crate::ecr::frame::Direction::Pos,
    };
    Frame { direction, body: body.to_vec(), ..asked.clone() }.encode().unwrap()
}

/// Bytes for people.
fn shown(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}
