//! Compound files ([MS-CFB]): which kind they hold, and their streams within bounds.

use super::{Decode, Failure, Read};

pub(super) fn read(_: &[u8], _: Decode) -> Read {
    Err(Failure::Unreadable { what: "ole" })
}
