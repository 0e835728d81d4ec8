//! The card terminal: published frames, one sale on a simulated terminal and on a scripted line, and what goes over the
//! wire beside plain sales: voids and refunds, signed requests and their keys, the list of all unacknowledged results,
//! results of other sales, and the way back to order on a line that has lost it.

mod cut;
mod damaged;
mod foreign;
mod mac;
mod orders;
mod resend_all;
mod resync;
mod sale;
mod scripted;
mod silence;
mod simulated;
mod vectors;
