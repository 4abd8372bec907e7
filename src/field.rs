//! The identity of one figure of the form.

use std::fmt;

/// One of the three statutory tables, by the section it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableId {
    /// Section 2, 主动公开政府信息情况: figures disclosed.
    Disclosure,
    /// Section 3, 收到和处理政府信息公开申请情况: requests received and handled.
    Requests,
    /// Section 4, 政府信息公开行政复议、行政诉讼情况: reviews and lawsuits.
    Disputes,
}

impl TableId {
    /// All three, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Disclosure, Self::Requests, Self::Disputes];

    /// The number of the section that the table stands in: 2, 3 or 4.
    pub const fn section(self) -> u8 {
        match self {
            Self::Disclosure => 2,
            Self::Requests => 3,
            Self::Disputes => 4,
        }
    }

    /// The first word of the ids of its figures.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Disclosure => "disclosure",
            Self::Requests => "requests",
            Self::Disputes => "disputes",
        }
    }
}

/// One figure of a form, as its index into [`Form::fields`](crate::form::Form::fields).
///
/// A `Field` means nothing without the form it was taken from. Fields order as they are printed: by table, row and column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field(pub(crate) u16);

impl Field {
    /// The index into the form's fields, from 0.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({})", self.0)
    }
}
