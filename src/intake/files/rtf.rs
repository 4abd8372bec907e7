//! Rtf.

use super::{Decode, Failure};
use crate::document::{Document, Kind};

pub(super) fn read(_: &[u8], _: Decode) -> Result<Document, Failure> {
    Err(Failure::Damaged { kind: Kind::Rtf })
}
