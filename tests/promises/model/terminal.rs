//! What a terminal and its line do: take or refuse, charge or not, hold results until they are acknowledged,
//! answer questions, and lose what is on the way.

use tameio::ecr::terminal::Dialect;

use super::setup::{Beyond, Setup, Wire};
use super::world::{At, Entry, Reply, Request, Running, World};

/// A step of a terminal or of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Course {
    /// Reads the request at this place of the queue (the first, unless requests overtake each other) and does what
    /// it asks.
    Read(usize),
    /// Reads an order and answers that it is busy.
    Refuse,
    /// Charges the card, and says so.
    Charge,
    /// Ends the sale without a charge, and says so.
    Decline,
    /// Ends the sale without a charge and with an error; holds no result of it.
    Fail,
    /// Answers a question with an error: it is in its menu, or printing.
    RefuseToSay,
    /// Answers a question about the sale that it is in the middle of: it holds nothing of it, yet.
    DenyEarly,
    /// The first request on the way is lost.
    LoseRequest,
    /// The first answer on the way is lost.
    LoseReply,
}

impl Course {
    /// What happens by itself, sooner or later.
    pub fn is_due(self) -> bool {
        !self.is_fault()
    }

    fn is_fault(self) -> bool {
        matches!(self, Course::RefuseToSay | Course::DenyEarly | Course::LoseRequest | Course::LoseReply)
    }
}

/// What a terminal and its line can do next.
pub fn courses(world: &World, terminal: u8, setup: &Setup, out: &mut Vec<Course>) {
    let it = &world.terminals[usize::from(terminal)];
    let faults = world.faults_left > 0;
    let readable = if setup.beyond == Some(Beyond::Overtaking) { it.to.len() } else { it.to.len().min(1) };
    out.extend((0..readable).map(Course::Read));
    if let Some(running) = it.running {
        out.extend([Course::Charge, Course::Decline, Course::Fail]);
        let asked = matches!(it.to.first(), Some((Request::Resend { session }, _)) if *session == running.session);
        if asked && faults {
            out.push(Course::DenyEarly);
        }
    } else if let Some((request, _)) = it.to.first() {
        match request {
            Request::Order { .. } => out.push(Course::Refuse),
            Request::Resend { .. } | Request::ResendAll if faults => out.push(Course::RefuseToSay),
            _ => {}
        }
    }
    if faults && !it.to.is_empty() {
        out.push(Course::LoseRequest);
    }
    if faults && !it.from.is_empty() {
        out.push(Course::LoseReply);
    }
}

/// Takes a step.
pub fn take(world: &mut World, terminal: u8, course: Course, setup: &Setup) {
    if course.is_fault() {
        world.faults_left -= 1;
    }
    match course {
        Course::Read(place) => read(world, terminal, place, setup),
        Course::Refuse | Course::RefuseToSay => {
            let (_, gone) = world.terminal(terminal).to.remove(0);
            say(world, terminal, Reply::Error, gone, setup);
        }
        Course::DenyEarly => {
            let (_, gone) = world.terminal(terminal).to.remove(0);
            say(world, terminal, Reply::NothingHeld, gone, setup);
        }
        Course::Charge | Course::Decline => finish(world, terminal, course == Course::Charge, setup),
        Course::Fail => {
            if let Some(running) = world.terminal(terminal).running.take() {
                say(world, terminal, Reply::Error, running.gone, setup);
            }
        }
        Course::LoseRequest => {
            world.terminal(terminal).to.remove(0);
            give_up_hope(world, terminal, setup);
        }
        Course::LoseReply => {
            world.terminal(terminal).from.remove(0);
            give_up_hope(world, terminal, setup);
        }
    }
}

fn read(world: &mut World, terminal: u8, place: usize, setup: &Setup) {
    let (request, gone) = world.terminal(terminal).to.remove(place);
    if world.terminal(terminal).running.is_some() {
        // While a sale runs it answers nothing else.
        give_up_hope(world, terminal, setup);
        return;
    }
    let it = world.terminal(terminal);
    match request {
        Request::Order { session, debts, void } => {
            it.running = Some(Running { session, debts, void, gone });
            say(world, terminal, Reply::Confirmed { session }, gone, setup);
        }
        Request::Resend { session } => {
            let reply = match it.held(session) {
                Some(entry) => Reply::Result { session, approved: entry.approved },
                None => Reply::NothingHeld,
            };
            say(world, terminal, reply, gone, setup);
        }
        Request::ResendAll => {
            let held: Vec<Entry> = it.book.iter().filter(|entry| !entry.acknowledged).copied().collect();
            for Entry { session, approved, .. } in held {
                say(world, terminal, Reply::Result { session, approved }, gone, setup);
            }
            say(world, terminal, Reply::End, gone, setup);
        }
        Request::Acknowledge { session } => {
            it.book.iter_mut().filter(|entry| entry.session == session).for_each(|entry| entry.acknowledged = true);
            // Neither charged nor held any more: of no further bearing.
            it.book.retain(|entry| entry.approved || !entry.acknowledged);
        }
    }
}

fn finish(world: &mut World, terminal: u8, approved: bool, setup: &Setup) {
    let it = world.terminal(terminal);
    let Some(Running { session, debts, void, gone }) = it.running.take() else { return };
    if approved || setup.dialect == Dialect::Aade {
        it.book.push(Entry { session, debts, void, approved, acknowledged: false });
    }
    say(world, terminal, Reply::Result { session, approved }, gone, setup);
}

fn say(world: &mut World, terminal: u8, reply: Reply, gone: bool, setup: &Setup) {
    let names_its_sale = matches!(reply, Reply::Confirmed { .. } | Reply::Result { .. });
    let reaches = match setup.wire {
        Wire::PerSale => !gone,
        Wire::Kept => !gone || names_its_sale || setup.beyond == Some(Beyond::LateErrors),
    };
    if reaches {
        world.terminal(terminal).from.push(reply);
    }
}

/// Whoever asks this terminal now may wait in vain.
fn give_up_hope(world: &mut World, terminal: u8, setup: &Setup) {
    for desk in 0..2_u8 {
        if setup.terminal_of(desk) == terminal
            && let At::Asking { hopeless, .. } | At::Gathering { hopeless } = &mut world.desks[usize::from(desk)]
        {
            *hopeless = true;
        }
    }
}
