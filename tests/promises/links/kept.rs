//! A kept connection that lives, and one that died without a word.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tameio::ecr::link::{Connector, Link, LinkError, TcpConnector};
use tameio::ecr::simulator::{Behaviour, serve_tcp};
use tameio::ecr::terminal::{Dialect, Terminal};

use super::{PATIENT, Unkept, heard, is_approved, profile, request};

/// What happens to the lines: time that passes, and a line that swallows everything.
#[derive(Default)]
struct World {
    passed: Duration,
    opened: usize,
    /// The line of this number is dead; nothing says so.
    dead: Option<usize>,
    swallowed: Vec<u8>,
}

struct Aged {
    number: usize,
    link: Box<dyn Link>,
    world: Arc<Mutex<World>>,
}

impl Link for Aged {
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        let mut world = self.world.lock().unwrap();
        if world.dead == Some(self.number) {
            world.swallowed.extend_from_slice(bytes);
            return Ok(());
        }
        self.link.send(bytes)
    }

    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        let mut world = self.world.lock().unwrap();
        if world.dead == Some(self.number) {
            world.passed += patience;
            return Ok(0);
        }
        drop(world);
        self.link.receive(buffer, patience)
    }

    fn now(&self) -> Duration {
        self.link.now() + self.world.lock().unwrap().passed
    }
}

struct Aging(TcpConnector, Arc<Mutex<World>>);

impl Connector for Aging {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let link = self.0.connect()?;
        let mut world = self.1.lock().unwrap();
        world.opened += 1;
        Ok(Box::new(Aged { number: world.opened, link, world: Arc::clone(&self.1) }))
    }

    fn describe(&self) -> String {
        self.0.describe()
    }
}

#[test]
fn a_kept_line_that_was_idle_is_tried_before_a_sale_and_a_dead_one_is_dialled_again_before_it() {
    for dialect in Dialect::ALL {
        let simulator = serve_tcp("127.0.0.1:0", Behaviour::new(dialect)).unwrap();
        let world = Arc::new(Mutex::new(World::default()));
        let connector = TcpConnector::new(simulator.address().unwrap().to_string(), PATIENT);
        let kept = tameio::ecr::terminal::TerminalProfile { dialect, ..profile(true) };
        let mut desk = Terminal::new(kept, Box::new(Aging(connector, Arc::clone(&world))), 0);
        let mut sell = |session| {
            assert!(is_approved(&desk.sale(&request(session), &mut Unkept)));
            desk.acknowledge(&request(session)).unwrap();
        };
        let letters = || heard(&simulator).chars().filter(|c| matches!(c, 'X' | 'A')).collect::<String>();
        // An acknowledgement that was damaged is answered by an error, which may come late and names no session.
        let (follow, after_a_pause) = match dialect {
            Dialect::Mellon => ("AA", "AAXA"),
            Dialect::Aade => ("AXA", "AXAXXA"),
        };

        sell(1);
        sell(2);
        assert_eq!(letters(), follow, "no echo between sales, but one where an acknowledgement may be answered");

        world.lock().unwrap().passed += Duration::from_secs(61);
        sell(3);
        assert_eq!(letters(), after_a_pause, "one echo more after a long pause");
        assert_eq!(world.lock().unwrap().opened, 1);

        world.lock().unwrap().dead = Some(1);
        world.lock().unwrap().passed += Duration::from_secs(61);
        sell(4);
        let world = world.lock().unwrap();
        assert_eq!(world.opened, 2);
        let lost = String::from_utf8_lossy(&world.swallowed).into_owned();
        assert!(lost.contains("X/tameio") && !lost.contains("A/S"), "only the echo went into the dead line: {lost}");
        assert_eq!(simulator.book().len(), 4);
    }
}

#[test]
fn a_kept_line_whose_terminal_restarted_is_dialled_again_before_the_amount_is_written() {
    let simulator = serve_tcp(&tameio_testing::own_address(), Behaviour::new(Dialect::Aade)).unwrap();
    let address = simulator.address().unwrap().to_string();
    let mut desk = Terminal::new(profile(true), Box::new(TcpConnector::new(address.clone(), PATIENT)), 0);
    assert!(is_approved(&desk.sale(&request(1), &mut Unkept)));
    desk.acknowledge(&request(1)).unwrap();
    simulator.stop();
    let restarted = serve_tcp(&address, Behaviour::new(Dialect::Aade)).unwrap();
    assert!(is_approved(&desk.sale(&request(2), &mut Unkept)));
    assert_eq!(heard(&restarted), "A", "the amount went out once, on the new line");
}
