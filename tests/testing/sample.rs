//! The sample file of debts that the README loads, and what stands in it.

/// The file, in the documented layout.
pub const DEBTS: &str = include_str!("../../config/sample-debts.csv");
/// Two debts of one debtor, 102.19 + 26.21.
pub const RF_TWO: &str = "RF23902018000009320427216";
/// One debt of another debtor, 123.45.
pub const RF_ONE: &str = "RF89911233000000000012345";
/// A debt that the municipality withdrew.
pub const RF_CANCELLED: &str = "RF33999000000000000000001";
/// A valid code that no debt has.
pub const RF_UNKNOWN: &str = "RF712348231";
