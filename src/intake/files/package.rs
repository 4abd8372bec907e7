//! Zip packages: which kind they hold, and their parts within bounds.

use super::{Decode, Failure, Read};

pub(super) fn read(_: &[u8], _: Decode) -> Read {
    Err(Failure::Unreadable { what: "zip" })
}
