//! Arguments of `terminal` and `printer`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// `terminal`.
#[derive(Debug, Subcommand)]
pub(super) enum TerminalCommand {
    /// Ask the terminal whether it is there
    Echo,
    /// Load the master key of the terminal's message codes
    Keys {
        /// File with the key, readable by its owner alone
        #[arg(long, value_name = "FILE")]
        master_key_file: Option<PathBuf>,
    },
    /// Ask the terminal for every result that was not acknowledged
    ResendAll,
    /// A card terminal made of software, for tests and training
    Simulate(SimulateArgs),
}

/// `terminal simulate`.
#[derive(Debug, Args)]
pub(super) struct SimulateArgs {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4000")]
    pub(super) listen: String,
    /// A pseudo-terminal instead of TCP (not on Windows)
    #[arg(long, conflicts_with = "listen")]
    pub(super) pty: bool,
    /// The dialect it speaks
    #[arg(long, value_enum, default_value = "aade")]
    pub(super) protocol: DialectArg,
    /// How it answers
    #[arg(long, value_enum, default_value = "approve")]
    pub(super) mood: MoodArg,
    /// Declines with this result code (03, 04, 05, 06, 09, 33, 66)
    #[arg(long, value_name = "CODE")]
    pub(super) decline: Option<String>,
    /// Pays by IRIS, account to account
    #[arg(long)]
    pub(super) iris: bool,
    /// Wants signed requests (aade), under this file's master key of 32 hex digits
    #[arg(long, value_name = "FILE")]
    pub(super) master_key_file: Option<PathBuf>,
    /// How long it takes to confirm a request
    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..600_000))]
    pub(super) confirm_delay_ms: u64,
    /// How long card, PIN and bank take after that
    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..600_000))]
    pub(super) result_delay_ms: u64,
    /// Ends after this many sales
    #[arg(long, value_name = "N")]
    pub(super) sales: Option<u32>,
    /// Ends after one sale
    #[arg(long, conflicts_with = "sales")]
    pub(super) once: bool,
}

/// A dialect of the terminal protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DialectArg {
    /// Decision Α.1098/2022.
    Aade,
    /// Mellon / NBG Pay.
    Mellon,
}

/// How a simulated terminal answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MoodArg {
    /// Charges the card.
    Approve,
    /// Declines.
    Decline,
    /// Refuses the request: somebody is in its menu.
    Busy,
    /// Charges the card and hangs up before the answer.
    LoseAnswer,
    /// Answers without having confirmed.
    LoseConfirm,
    /// Says nothing, charges nothing.
    Silent,
    /// Charges the card and answers with noise.
    Noise,
    /// Names another amount.
    WrongAmount,
    /// Names another session.
    WrongSession,
    /// Approves, one byte at a time.
    Split,
    /// Approves, both answers in one piece.
    Joined,
    /// Approves, and says everything twice.
    Twice,
}

/// `printer`.
#[derive(Debug, Subcommand)]
pub(super) enum PrinterCommand {
    /// Print a test page with the Greek alphabet
    Test,
    /// Paper, cover, errors, as the printer reports them
    Status,
    /// The bytes of a receipt, or of the test page, as the printer gets them
    Render {
        /// The receipt's number; the test page if nothing is said
        receipt: Option<String>,
        /// Where to; standard output if nothing is said
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}
