//! What one PIN costs: whoever steals the books must pay it for each try, and the cashier waits for it at each sign-in.
//! The peer: argon2id with the least that OWASP's password cheat sheet allows (19 MiB, 2 passes).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]

mod support;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use support::{Options, Samples, millis, ratio};
use tameio::config::Config;
use tameio::desk::clock::SystemClock;
use tameio::desk::{Desk, Setup};
use tameio::domain::operator::{OperatorId, Pin};

fn main() {
    let options = Options::read();
    let runs = options.number("runs", 30, 1);
    let dir = tempfile::tempdir().unwrap();
    let setup = Setup {
        data_dir: dir.path().join("desk"),
        config: Config::default().into(),
        clock: std::sync::Arc::new(SystemClock),
        demo: false,
    };
    let (id, pin) = (OperatorId::parse("maria").unwrap(), Pin::parse("739154").unwrap());
    let mut desk = Desk::init(&setup, &id, "Μαρία Ταμία", &pin).unwrap();
    let least = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap());
    let (mut sign_in, mut peer) = (Samples::default(), Samples::default());
    for _ in 0..runs {
        sign_in.time(|| desk.sign_in(&id, &pin).unwrap());
        peer.time(|| least.hash_password(pin.digits().as_bytes()).unwrap());
    }
    println!(
        "sign in: median {:.0} ms, p99 {:.0} ms of {}; argon2id at OWASP's least: median {:.0} ms; ratio {:.1}",
        millis(sign_in.median()),
        millis(sign_in.p99()),
        sign_in.len(),
        millis(peer.median()),
        ratio(sign_in.median(), peer.median())
    );
}
