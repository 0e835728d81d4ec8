//! One line to a simulated terminal: bytes in, the terminal's acts out.

use std::time::Duration;

use super::host::Act;
use super::shared::{LineId, Shared};
use crate::ecr::frame::Decoder;
use crate::ecr::link::{Link, LinkError};

/// How often a silent line looks whether to stop.
const PATIENCE: Duration = Duration::from_millis(20);
/// Silence inside a frame after which its rest is taken for lost.
const GAP: Duration = Duration::from_secs(1);

/// What a line can do that a link does not say.
pub(super) trait Kind {
    /// Whether hanging up is something the desk can notice.
    const CAN_HANG_UP: bool;

    /// Called whenever nothing has come for a moment.
    fn idle(&mut self) {}
}

/// Serves a line until it closes or the simulator stops.
pub(super) fn serve<K: Kind>(shared: &Shared, line: LineId, link: &mut dyn Link, kind: &mut K) {
    shared.opens(line);
    converse(shared, line, link, kind);
    shared.ends(line);
}

fn converse<K: Kind>(shared: &Shared, line: LineId, link: &mut dyn Link, kind: &mut K) {
    let mut decoder = Decoder::new();
    let mut heard = link.now();
    let mut buffer = [0; 4096];
    while shared.runs() {
        shared.rests(line);
        match link.receive(&mut buffer, PATIENCE) {
            Ok(0) => {
                kind.idle();
                if link.now().saturating_sub(heard) > GAP {
                    decoder.reset();
                }
            }
            Ok(count) => {
                shared.hears(line, count);
                heard = link.now();
                decoder.push(buffer.get(..count).unwrap_or(&buffer));
                if !answer(shared, line, link, &mut decoder, K::CAN_HANG_UP) {
                    return;
                }
            }
            Err(error) => {
                tracing::debug!(%error, "a line to the simulated terminal ended");
                return;
            }
        }
    }
}

/// Answers every whole frame; says whether the line stays open.
fn answer(shared: &Shared, line: LineId, link: &mut dyn Link, decoder: &mut Decoder, can_hang_up: bool) -> bool {
    loop {
        match decoder.next() {
            Ok(Some(frame)) => {
                if let Ok(bytes) = frame.encode() {
                    shared.record(true, &bytes);
                }
                let (acts, sale_began) = {
                    let mut host = shared.host();
                    let busy = host.selling;
                    let acts = host.answer(&frame);
                    (acts, host.selling && !busy)
                };
                let open = perform(shared, line, link, decoder, acts, can_hang_up);
                if sale_began {
                    shared.host().selling = false;
                }
                if !open {
                    return false;
                }
            }
            Ok(None) => return true,
            // Noise from the desk's side: the gap resets the decoder.
            Err(_) => return true,
        }
    }
}

/// Carries the acts out; says whether the line stays open.
fn perform(
    shared: &Shared,
    line: LineId,
    link: &mut dyn Link,
    decoder: &mut Decoder,
    acts: Vec<Act>,
    can_hang_up: bool,
) -> bool {
    for act in acts {
        let done = match act {
            Act::Wait(time) if time.is_zero() => Ok(()),
            Act::Wait(time) if shared.pause(line, time) => Ok(()),
            Act::Wait(_) => return false,
            Act::Send(bytes) => {
                shared.record(false, &bytes);
                shared.says(line, bytes.len());
                link.send(&bytes)
            }
            Act::Dribble(bytes) => {
                shared.record(false, &bytes);
                shared.says(line, bytes.len());
                bytes.iter().try_for_each(|byte| link.send(&[*byte]))
            }
            Act::DropInput => drop_input(shared, line, link, decoder),
            Act::Close if can_hang_up => return false,
            Act::Close => Ok(()),
        };
        if done.is_err() {
            return false;
        }
    }
    true
}

fn drop_input(shared: &Shared, line: LineId, link: &mut dyn Link, decoder: &mut Decoder) -> Result<(), LinkError> {
    let mut buffer = [0; 4096];
    decoder.reset();
    loop {
        match link.receive(&mut buffer, Duration::ZERO)? {
            0 => return Ok(()),
            count => shared.hears(line, count),
        }
    }
}
