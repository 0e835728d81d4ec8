//! What leaves the desk: figures, daily books and exports agree with the receipts and with the Z reports.

mod days;
mod figures;
mod files;
mod golden;
mod out;
mod settlement;
mod totals;
