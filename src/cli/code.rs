//! Exit codes.

/// The run could not be done, or not wholly.
pub(super) const FAILED: u8 = 1;

/// What was checked is not right.
pub(super) const FAULTS: u8 = 2;

/// A setting is wrong.
pub(super) const CONFIG: u8 = 3;

/// The call is wrong.
pub(super) const USAGE: u8 = 64;
