//! What the programs of tests share: books that are made once and copied for each test, the program on a desk of its
//! own, and the faults of a terminal with how a payment must end with each. Nothing here is in the desk's program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::new_without_default, reason = "what is made here makes files, processes and sockets")]

pub mod books;
pub mod faults;
pub mod fuzzed;
pub mod pins;
pub mod program;
pub mod rows;
pub mod sample;

use std::net::SocketAddr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use socket2::{Domain, Socket, Type};
use tameio::domain::time::local_date;

/// Where an answer is expected, far longer than it takes on a machine that does a hundred other things: only a failure
/// waits so long.
pub const PATIENT: Duration = Duration::from_secs(60);

/// A till is of one day: a test of programs that read the real clock begins after midnight where it would run over it.
pub fn not_over_midnight() {
    /// Far longer than one test takes on a busy machine.
    const A_TEST: TimeDelta = TimeDelta::minutes(1);
    while local_date(Utc::now()) != local_date(Utc::now() + A_TEST) {
        thread::sleep(Duration::from_secs(1));
    }
}

/// Where a terminal listens that is switched off and on again: an address of this test alone, so that nobody else is
/// given its port meanwhile. Only Linux has as many addresses of its own; elsewhere it is the usual one.
pub fn own_address() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let process = std::process::id();
    // Not the usual 127.0.0.1, whose ports everybody is given.
    if cfg!(target_os = "linux") {
        format!("127.{}.{}.{}:0", 1 + process % 250, 1 + process / 250 % 250, 1 + number % 250)
    } else {
        "127.0.0.1:0".to_owned()
    }
}

/// An address where nobody listens, and nobody else will while this is kept.
pub struct Nobody(Socket);

impl Nobody {
    pub fn new() -> Nobody {
        let held = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        held.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        Nobody(held)
    }

    /// That of all tests of this program, which nobody ever leaves.
    pub fn at_all() -> String {
        static NOBODY: LazyLock<Nobody> = LazyLock::new(Nobody::new);
        NOBODY.address()
    }

    pub fn address(&self) -> String {
        self.0.local_addr().unwrap().as_socket().unwrap().to_string()
    }
}
