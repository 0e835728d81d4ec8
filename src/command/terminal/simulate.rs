//! `terminal simulate`: a card terminal made of software that says what goes over its wire.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use crate::command::typed::{Word, one_of};
use crate::command::{Exit, Failure, Output, object};
use crate::desk::Trouble;
use crate::desk::clock::{Clock as _, SystemClock};
use crate::desk::simulator::{
    Behaviour, Dialect, ErrorCode, MasterKey, Mood, ResultCode, RunningSimulator, SimulatedCard, serve_pty, serve_tcp,
};
use crate::text::values;

#[derive(Debug, Args)]
pub(in crate::command) struct SimulateArgs {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4000")]
    listen: String,
    /// A pseudo-terminal instead of TCP (not on Windows)
    #[arg(long, conflicts_with = "listen")]
    pty: bool,
    /// The dialect it speaks
    #[arg(long, value_parser = one_of(&DIALECTS), default_value = "aade")]
    protocol: Dialect,
    /// How it answers
    #[arg(long, value_parser = one_of(Mood::NAMED), default_value = "approve")]
    mood: Mood,
    /// Declines with this result code (03, 04, 05, 06, 09, 33, 66)
    #[arg(long, value_name = "CODE")]
    decline: Option<String>,
    /// Pays by IRIS, account to account
    #[arg(long)]
    iris: bool,
    /// Wants signed requests (aade), under this file's master key of 32 hex digits
    #[arg(long, value_name = "FILE")]
    master_key_file: Option<PathBuf>,
    /// How long it takes to confirm a request
    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..600_000))]
    confirm_delay_ms: u64,
    /// How long card, PIN and bank take after that
    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..600_000))]
    result_delay_ms: u64,
    /// Ends after this many sales
    #[arg(long, value_name = "N")]
    sales: Option<u32>,
    /// Ends after one sale
    #[arg(long, conflicts_with = "sales")]
    once: bool,
}

const DIALECTS: [Word<Dialect>; 2] = [
    (Dialect::Aade.word(), "Decision Α.1098/2022", Dialect::Aade),
    (Dialect::Mellon.word(), "Mellon / NBG Pay", Dialect::Mellon),
];

/// How often the wire is looked at, for people to read along.
const LOOK: Duration = Duration::from_millis(50);

/// From the last message of the last sale to the end: what was written leaves the machine first.
const FAREWELL: Duration = Duration::from_millis(300);

/// Bytes of a frame before its body: length, direction, variant, version.
const HEADER: usize = 9;

/// What a session key follows.
const KEY_COMMAND: &str = "/CMAC_K:";

/// Serves until it is stopped, or for as many sales as were asked for.
pub(super) fn run(out: Output, args: &SimulateArgs) -> Result<Exit, Failure> {
    let behaviour = behaviour(args)?;
    let dialect = behaviour.dialect;
    let serving = if args.pty { serve_pty(behaviour) } else { serve_tcp(&args.listen, behaviour) };
    let simulator = serving.map_err(Trouble::Simulator)?;
    // Not from the start again with each start: no two transactions of a terminal are alike.
    let seconds = SystemClock.now().timestamp().rem_euclid(100_000_000);
    simulator.count_from(u32::try_from(seconds).unwrap_or_default());
    announce(out, &simulator, args);
    let sales = if args.once { Some(1) } else { args.sales };
    let mut seen: Vec<(bool, Vec<u8>)> = Vec::new();
    let mut ended = 0;
    loop {
        let now = simulator.frames();
        for (from_desk, frame) in fresh(&seen, &now) {
            out.note(&shown(*from_desk, frame));
            ended += u32::from(ends_a_sale(dialect, *from_desk, frame));
        }
        seen = now;
        if sales.is_some_and(|sales| ended >= sales) {
            std::thread::sleep(FAREWELL);
            return Ok(Exit::Done);
        }
        std::thread::sleep(LOOK);
    }
}

fn behaviour(args: &SimulateArgs) -> Result<Behaviour, Failure> {
    let mut behaviour = Behaviour::new(args.protocol);
    let code = args.decline.as_deref().unwrap_or("05");
    let declined = ResultCode::parse(code).filter(|code| !code.is_approved());
    let declined = declined.ok_or_else(|| Failure::usage("bad_code", "simulate-code-form", values![code]))?;
    behaviour.mood = match args.mood {
        Mood::Approve if args.decline.is_some() => Mood::Decline(declined),
        Mood::Decline(_) => Mood::Decline(declined),
        Mood::DeclineWrongAmount(_) => Mood::DeclineWrongAmount(declined),
        mood => mood,
    };
    if args.iris {
        behaviour.card = SimulatedCard::iris();
    }
    if let Some(file) = &args.master_key_file {
        if behaviour.dialect == Dialect::Mellon {
            return Err(Failure::usage("no_keys", "simulate-key-dialect", &[]));
        }
        behaviour.master_key = Some(master_key(file)?);
    }
    behaviour.confirm_delay = Duration::from_millis(args.confirm_delay_ms);
    behaviour.result_delay = Duration::from_millis(args.result_delay_ms);
    Ok(behaviour)
}

/// The key of a file; no error tells its digits.
fn master_key(file: &Path) -> Result<MasterKey, Failure> {
    let unusable =
        |reason: String| Failure::input("key_file", "simulate-key-file", values![path = file.display(), reason]);
    let digits = std::fs::read_to_string(file).map_err(|error| unusable(error.to_string()))?;
    MasterKey::from_hex(digits.trim()).map_err(|error| unusable(error.to_string()))
}

/// The one line of standard output, for a script to read where the terminal is.
fn announce(out: Output, simulator: &RunningSimulator, args: &SimulateArgs) {
    let (link, address) = match (simulator.address(), simulator.port_path()) {
        (Some(address), _) => ("tcp", address.to_string()),
        (None, port) => ("serial", port.unwrap_or_default().to_owned()),
    };
    let protocol = args.protocol.word();
    if !out.is_json() {
        out.say(&address);
    }
    out.remark("simulate-listening", values![address]);
    out.object(&object![link, address, protocol]);
}

/// What came since the last look. Only the latest frames are remembered, so the two overlap at an end.
fn fresh<'a>(seen: &[(bool, Vec<u8>)], now: &'a [(bool, Vec<u8>)]) -> &'a [(bool, Vec<u8>)] {
    (0..=seen.len()).filter_map(|dropped| now.strip_prefix(seen.get(dropped..)?)).next().unwrap_or(now)
}

/// One message as people read it. What a terminal sends is masked already; of a session key not even the
/// enciphered digits are shown.
fn shown(from_desk: bool, frame: &[u8]) -> String {
    let text = String::from_utf8_lossy(frame.get(2..).unwrap_or_default()).into_owned();
    let text: String = text.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
    let text = text.split_once(KEY_COMMAND).map_or(text.clone(), |(before, _)| format!("{before}{KEY_COMMAND}…"));
    format!("{} {text}", if from_desk { "←" } else { "→" })
}

/// Whether a message is the last one of a sale: the acknowledgement (`aade`), the result (`mellon`), or a
/// refusal. After a refusal that asks for a session key, and the `E/000` to that key, the sale comes again.
fn ends_a_sale(dialect: Dialect, from_desk: bool, frame: &[u8]) -> bool {
    match (frame.get(HEADER), from_desk) {
        (Some(b'R'), true) => dialect == Dialect::Aade,
        (Some(b'R'), false) => dialect == Dialect::Mellon,
        (Some(b'E'), false) => !goes_on(frame),
        _ => false,
    }
}

fn goes_on(frame: &[u8]) -> bool {
    let code = frame.get(HEADER + 2..).and_then(|code| std::str::from_utf8(code).ok()).and_then(ErrorCode::parse);
    code.is_some_and(|code| [ErrorCode::SUCCESS, ErrorCode::MAC_MISSING, ErrorCode::MAC_WRONG].contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(numbers: std::ops::Range<u8>) -> Vec<(bool, Vec<u8>)> {
        numbers.map(|number| (true, vec![number])).collect()
    }

    #[test]
    fn each_message_is_shown_once_also_when_the_oldest_are_forgotten() {
        assert_eq!(fresh(&[], &frames(0..2)), frames(0..2));
        assert_eq!(fresh(&frames(0..3), &frames(0..3)), []);
        assert_eq!(fresh(&frames(0..3), &frames(0..5)), frames(3..5));
        assert_eq!(fresh(&frames(0..3), &frames(2..5)), frames(3..5));
        assert_eq!(fresh(&frames(0..3), &frames(7..9)), frames(7..9));
    }

    #[test]
    fn a_sale_ends_with_its_acknowledgement_its_result_or_a_refusal() {
        let frame = |text: &str| [b"\0\0".as_slice(), text.as_bytes()].concat();
        let ends = |dialect, from_desk, text: &str| ends_a_sale(dialect, from_desk, &frame(text));
        assert!(ends(Dialect::Aade, true, "ECR0110R/S000001/RABC/F100/T1"));
        assert!(!ends(Dialect::Aade, false, "POS0110R/S000001/RABC/T1/M0/C00"));
        assert!(ends(Dialect::Mellon, false, "MEL0101R/S000001/C00"));
        assert!(ends(Dialect::Aade, false, "POS0110E/999"));
        assert!(!ends(Dialect::Aade, false, "POS0110X/tameio/T1:2"));
        for code in ["000", "502", "503"] {
            assert!(!ends(Dialect::Aade, false, &format!("POS0110E/{code}")), "{code}");
        }
        assert!(ends(Dialect::Aade, false, "POS0110E/504"));
    }

    #[test]
    fn a_session_key_is_not_shown_even_enciphered() {
        let frame = b"\0\0ECR0110U/RABC/CMAC_K:1ED9F7AE0B2509281BBC2DE38EF2A12B:CC5FFF";
        assert_eq!(shown(true, frame), "← ECR0110U/RABC/CMAC_K:…");
        assert_eq!(shown(true, b"\0\0ECR0110X/tameio"), "← ECR0110X/tameio");
    }
}
