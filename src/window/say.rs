//! stand-in until crate::text::say is there
#![allow(missing_docs)]
use crate::desk::{DeskError, PrintEnd, Refusal, TerminalNo, Trouble};
use crate::domain::debt::DebtStatus;
use crate::domain::rf::Healed;
use crate::text::Text;
pub fn refusal(_: &Text, r: &Refusal) -> String { format!("{r:?}") }
pub fn trouble(_: &Text, r: &Trouble) -> String { format!("{r:?}") }
pub fn terminal_no(_: &Text, r: &TerminalNo) -> String { format!("{r:?}") }
pub fn unknown(_: &Text, r: &str) -> String { r.to_owned() }
pub fn desk_error(_: &Text, r: &DeskError) -> String { format!("{r}") }
pub fn print_end(_: &Text, r: &PrintEnd) -> String { format!("{r:?}") }
pub fn healed(t: &Text, r: Healed) -> String { t.healed(r) }
pub fn debt_status(t: &Text, r: DebtStatus) -> String { t.debt_status(r) }
pub fn role(t: &Text, r: crate::domain::operator::Role) -> String { t.role(r) }
pub fn ways_to_pay(t: &Text, _: &crate::domain::hours::Hours) -> [String; 3] { [t.get("way-online"), t.get("way-bank"), t.with("way-desk", &[("hours", "08:30".into())])] }
