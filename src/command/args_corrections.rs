//! Arguments of what two persons do: `void`, `refund`, `resolve`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::args::PinArgs;

/// Where the PINs of two persons come from. Never from arguments.
#[derive(Debug, Args)]
pub(super) struct TwoPinArgs {
    /// Of who asks.
    #[command(flatten)]
    pub(super) pin: PinArgs,
    /// File with the PIN of who approves; else the variable TAMEIO_APPROVER_PIN, else a prompt
    #[arg(long, value_name = "FILE")]
    pub(super) approver_pin_file: Option<PathBuf>,
}

/// `void` and `refund`.
#[derive(Debug, Args)]
pub(super) struct DocumentArgs {
    /// The receipt's number
    pub(super) receipt: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
    /// How much of it to give back (refund only); all that is left if nothing is said
    #[arg(long, value_name = "EUR")]
    pub(super) amount: Option<String>,
    /// Who asks
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// Who approves: another person
    #[arg(long, value_name = "ID")]
    pub(super) approve: String,
    /// Where the PINs come from.
    #[command(flatten)]
    pub(super) pins: TwoPinArgs,
}

/// `resolve`.
#[derive(Debug, Args)]
pub(super) struct ResolveArgs {
    /// Session of the unknown outcome
    pub(super) session: String,
    /// What the evidence proves
    #[arg(long = "as", value_enum)]
    pub(super) outcome: ResolvedAs,
    /// The evidence: what slip or report show, such as "STAN 000123 RRN 632710000123 AUTH 787033 10:15"
    #[arg(long, value_name = "TEXT")]
    pub(super) evidence: String,
    /// The terminal's clock, which dates the slip, is more than an hour off: both persons say so
    #[arg(long)]
    pub(super) clock_wrong: bool,
    /// Who decides
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// Who approves: another person
    #[arg(long, value_name = "ID")]
    pub(super) approve: String,
    /// Where the PINs come from.
    #[command(flatten)]
    pub(super) pins: TwoPinArgs,
}

/// What evidence proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ResolvedAs {
    /// The card was charged.
    Approved,
    /// The card was not charged.
    NotCharged,
}

/// `foreign`.
#[derive(Debug, Subcommand)]
pub(super) enum ForeignCommand {
    /// List them, each with the number by which it is tied
    List,
    /// Book one as the payment of debts that come to exactly what was charged (a supervisor, with a second one)
    Tie {
        /// Its number
        number: u32,
        /// RF codes of the debts
        #[arg(required = true, value_name = "RF")]
        codes: Vec<String>,
        /// How much of one RF code; all that is open where nothing is said
        #[arg(long, value_name = "RF=EUR")]
        amount: Vec<String>,
        /// The debtors of these debts have one name, and the payer said that they are one person
        #[arg(long)]
        one_payer: bool,
        /// Why, and who says so.
        #[command(flatten)]
        decision: DecisionArgs,
    },
    /// Book one as the payment, void or refund that this desk asked for and closed without a charge
    Book {
        /// Its number
        number: u32,
        /// Why, and who says so.
        #[command(flatten)]
        decision: DecisionArgs,
    },
    /// Write one off: it is nothing of this desk, or its money went back by another way
    WriteOff {
        /// Its number
        number: u32,
        /// Why, and who says so.
        #[command(flatten)]
        decision: DecisionArgs,
    },
}

/// What two people say of a foreign result.
#[derive(Debug, Args)]
pub(super) struct DecisionArgs {
    /// Why you are sure
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
    /// Who says so: a supervisor
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// Who approves: another person
    #[arg(long, value_name = "ID")]
    pub(super) approve: String,
    /// Where the PINs come from.
    #[command(flatten)]
    pub(super) pins: TwoPinArgs,
}
