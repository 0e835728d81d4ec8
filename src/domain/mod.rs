//! What the desk *means*: money, codes, debts, attempts, receipts, hours. Pure types and functions; here is
//! no I/O, no clock, no random number, no SQL and no window.

pub mod afm;
pub mod attempt;
pub mod audit;
pub mod balance;
pub mod card;
pub mod card_number;
pub mod chain_head;
pub mod clocks;
pub mod code_tables;
pub mod correction;
pub mod debt;
pub mod evidence;
pub mod fold;
pub mod foreign;
pub mod holder;
pub mod holidays;
pub mod hours;
pub mod jump;
pub mod language;
pub mod money;
pub mod operator;
pub mod query;
pub mod receipt;
pub mod reconcile;
pub mod rf;
pub mod session;
pub mod stated;
pub mod steady;
pub mod tally;
pub mod tender;
pub mod till;
pub mod time;
pub mod words;
pub mod z_report;
