//! The people at the desk.

use crate::domain::operator::{Operator, PinBy};
use crate::text::{Text, values};

/// What keeps somebody from signing in as always, where something does. `locked_for`: seconds.
pub fn operator_state(text: &Text, operator: &Operator, locked_for: Option<u32>) -> Option<String> {
    match (operator.active, locked_for, operator.pin_by) {
        (false, ..) => Some(text.get("operator-disabled")),
        (true, Some(seconds), _) => Some(text.with("operator-locked", values![minutes = seconds.div_ceil(60)])),
        (true, None, PinBy::Another) => Some(text.get("operator-first-pin")),
        (true, None, PinBy::Themselves) => None,
    }
}
