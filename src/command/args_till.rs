//! Arguments of the till: from its opening to its Z report.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::args::PinArgs;
use super::args_corrections::TwoPinArgs;

/// `till`.
#[derive(Debug, Subcommand)]
pub(super) enum TillCommand {
    /// Open today's till
    Open {
        /// Who opens it
        #[arg(long, value_name = "ID")]
        operator: String,
        /// Why outside the hours, again on a day that was closed, or by a clock in doubt (a supervisor)
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Where the PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
    /// What it holds, and what keeps it from closing
    Status {
        /// Who asks, where the settings hide the totals from cashiers
        #[arg(long, value_name = "ID")]
        operator: Option<String>,
        /// Where the PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
    /// Close it for good and print its Z report (a supervisor)
    Close {
        /// Who closes it
        #[arg(long, value_name = "ID")]
        operator: String,
        /// Which till, as in 1-2026-11-23; the oldest open one if nothing is said
        #[arg(long, value_name = "NAME")]
        till: Option<String>,
        /// Why by a clock in doubt
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Where the PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
    /// Compare it with what the terminal says of its batches (a supervisor)
    Reconcile(ReconcileArgs),
    /// Say why something differs from the terminal (a supervisor)
    Explain {
        /// What differs, as `till reconcile` names it
        reference: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// Who says so
        #[arg(long, value_name = "ID")]
        operator: String,
        /// Which till; the oldest open one if nothing is said
        #[arg(long, value_name = "NAME")]
        till: Option<String>,
        /// Where the PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
    /// Give it to another cashier without closing it
    Handover {
        /// Who gives it
        #[arg(long, value_name = "ID")]
        operator: String,
        /// Who takes it; their PIN like an approver's
        #[arg(long, value_name = "ID")]
        to: String,
        /// Where the PINs come from.
        #[command(flatten)]
        pins: TwoPinArgs,
    },
    /// State that terminal and books were compared, after the books were brought back from a copy (a supervisor)
    Compared(StatementArgs),
    /// State why the desk goes on by a clock that is in doubt (a supervisor)
    Clock(StatementArgs),
    /// The Z reports; the paper of one
    Z {
        /// Its number, as in Z-A-000017, or a till's name; a list if nothing is said
        number: Option<String>,
        /// Print it: the first print if there was none, else a copy marked ΑΝΤΙΓΡΑΦΟ
        #[arg(long, requires = "number")]
        print: bool,
        /// Say that the paper came out, where the printer cannot say it itself
        #[arg(long, requires = "number", conflicts_with = "print")]
        confirm: bool,
    },
}

/// What a supervisor states, for the audit trail.
#[derive(Debug, Args)]
pub(super) struct StatementArgs {
    /// Who states it
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// How it was found: what was compared, or which clock is right
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
    /// Where the PIN comes from.
    #[command(flatten)]
    pub(super) pin: PinArgs,
}

/// `till reconcile`.
#[derive(Debug, Args)]
pub(super) struct ReconcileArgs {
    /// Who compares
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// Which till; the oldest open one if nothing is said
    #[arg(long, value_name = "NAME")]
    pub(super) till: Option<String>,
    /// A batch of the terminal, from its printed report
    #[arg(long, value_name = "NUMBER", requires = "total")]
    pub(super) batch: Option<String>,
    /// What the terminal says the batch comes to, voids and refunds taken off
    #[arg(long, value_name = "EUR", requires = "batch", allow_hyphen_values = true)]
    pub(super) total: Option<String>,
    /// How many transactions the terminal says are in the batch
    #[arg(long, value_name = "NUMBER", requires = "batch")]
    pub(super) count: Option<u64>,
    /// The terminal's id, where several terminals have a batch of that number
    #[arg(long, value_name = "TID", requires = "batch")]
    pub(super) terminal_id: Option<String>,
    /// The terminal's or acquirer's file, one row a transaction, in the layout of [batch_file] of the configuration
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    pub(super) file: Option<PathBuf>,
    /// Where the PIN comes from.
    #[command(flatten)]
    pub(super) pin: PinArgs,
}
