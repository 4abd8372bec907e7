//! The report as it was read: every figure of the edition, with raw text and origin.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::{Kind, Place, Remark};
use crate::field::{Field, TableId};
use crate::form::{Edition, Form};
use crate::intake::Failure;
use crate::value::Value;

/// What was read for one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What the cell holds.
    pub value: Value,
    /// The text as it stands in the document, without white space around it; empty for a missing cell.
    pub raw: Cow<'static, str>,
    /// Where it was read, `None` where nothing was found.
    pub place: Option<Place>,
}

impl Cell {
    /// A cell that was not found.
    pub const MISSING: Self = Self { value: Value::Missing, raw: Cow::Borrowed(""), place: None };
}

/// The kind of authority that a report is made by.
///
/// It decides who may issue 规章 and which deadline holds. A name alone cannot always tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorityType {
    /// 国务院部门
    StateCouncilDept,
    /// 省级人民政府
    ProvinceGov,
    /// 省级人民政府办公厅
    ProvinceGovOffice,
    /// 省级部门
    ProvinceDept,
    /// 设区的市、自治州人民政府
    CityGov,
    /// 设区的市、自治州人民政府办公室
    CityGovOffice,
    /// 市级部门
    CityDept,
    /// 县（市、区、旗）人民政府
    CountyGov,
    /// 县级人民政府办公室
    CountyGovOffice,
    /// 县级部门
    CountyDept,
    /// 乡镇人民政府
    TownGov,
    /// 街道办事处
    Subdistrict,
    /// 开发区管委会
    ZoneCommittee,
    /// 法律、法规授权的组织
    AuthorisedOrg,
}

impl AuthorityType {
    /// All of them, highest first.
    pub const ALL: [Self; 14] = [
        Self::StateCouncilDept,
        Self::ProvinceGov,
        Self::ProvinceGovOffice,
        Self::ProvinceDept,
        Self::CityGov,
        Self::CityGovOffice,
        Self::CityDept,
        Self::CountyGov,
        Self::CountyGovOffice,
        Self::CountyDept,
        Self::TownGov,
        Self::Subdistrict,
        Self::ZoneCommittee,
        Self::AuthorisedOrg,
    ];

    /// The name used on the wire, such as `town_gov`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StateCouncilDept => "state_council_dept",
            Self::ProvinceGov => "province_gov",
            Self::ProvinceGovOffice => "province_gov_office",
            Self::ProvinceDept => "province_dept",
            Self::CityGov => "city_gov",
            Self::CityGovOffice => "city_gov_office",
            Self::CityDept => "city_dept",
            Self::CountyGov => "county_gov",
            Self::CountyGovOffice => "county_gov_office",
            Self::CountyDept => "county_dept",
            Self::TownGov => "town_gov",
            Self::Subdistrict => "subdistrict",
            Self::ZoneCommittee => "zone_committee",
            Self::AuthorisedOrg => "authorised_org",
        }
    }

    /// The type with this name on the wire.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One of the report's sections, as its heading announces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The section of the form that the heading was recognised as, 1 to 6; 0 for one that the form does not have.
    pub number: u8,
    /// The ordinal that the document prints before the heading, such as `三` or `l六`; empty where there is none.
    pub ordinal: String,
    /// The heading as it stands in the document.
    pub heading: String,
    /// The text under it outside the tables, paragraphs separated by `\n`.
    pub text: String,
}

/// A number that belongs to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// 公民身份号码: 18 digits with a date of birth and a check digit.
    Identity,
    /// A bank card's number.
    Card,
    /// A mobile telephone's number.
    Mobile,
}

/// Something that reading noticed besides the figures themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A row's label was found with another number of cells than the form has.
    CellCount {
        /// Index into the form's rows.
        row: usize,
        /// How many cells the form has.
        expected: usize,
        /// How many were found.
        found: usize,
        /// What stands in the row after the label.
        raw: String,
    },
    /// The figures of a row ran together, and its sum left one way to divide them.
    Glued {
        /// Index into the form's rows.
        row: usize,
        /// The digits as they stand in the document.
        raw: String,
        /// The figures as they were divided, with spaces between them.
        figures: String,
    },
    /// A row that the form does not have, or figures beside a group label that takes none.
    ExtraRow {
        /// The table.
        table: TableId,
        /// The label as printed.
        label: String,
        /// Whether it is a group label of the form, so that its figures are subtotals.
        subtotal: bool,
    },
    /// A label that was recognised though it differs from the form's.
    LabelVariant {
        /// Index into the form's rows.
        row: usize,
        /// The label as printed.
        label: String,
    },
    /// Column headings in another order than the form's, or without 总计.
    ColumnOrder {
        /// The table.
        table: TableId,
        /// The headings as read, in their order.
        headings: Vec<String>,
    },
    /// Column headings that are cut or repeated; position was used.
    HeaderCut {
        /// The table.
        table: TableId,
        /// The headings as read.
        headings: Vec<String>,
    },
    /// A table that stands more than once in its section, with figures that differ; those are unreadable.
    Twice {
        /// The table.
        table: TableId,
        /// How often it stands there.
        count: usize,
    },
    /// A block of table 2 that belongs to the other edition.
    ForeignBlock {
        /// The block's heading.
        block: String,
        /// The column headings that show it.
        headings: Vec<String>,
    },
    /// Something about the file that the report came in.
    File(Remark),
    /// A number that belongs to a person; it was blacked out before anything else was read.
    Personal {
        /// Whose number it is.
        kind: Personal,
        /// The number as it now stands in the report, such as `138██████78`.
        text: String,
        /// The section that it stands in, 0 for before the first, and its place in that section's text in characters; `None` where it stands
        /// in a table.
        place: Option<(u8, [u32; 2])>,
    },
    /// Residue of a word processor in the text.
    Artifact {
        /// The residue.
        text: String,
        /// The section that it stands in, 0 for before the first.
        section: u8,
        /// Its place in that section's text, in characters.
        span: [u32; 2],
    },
}

/// A report as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The caller's name for the document.
    pub source: String,
    /// What the document was recognised as.
    pub kind: Kind,
    /// The edition whose tables the report has.
    pub edition: Edition,
    /// The year reported on.
    pub year: Option<i32>,
    /// The year in the title.
    pub title_year: Option<i32>,
    /// The title as printed.
    pub title: Option<String>,
    /// The authority, from the title.
    pub authority: Option<String>,
    /// The authority that signs at the end.
    pub signed_by: Option<String>,
    /// The kind of authority, and whether it was guessed from the name.
    pub authority_type: Option<(AuthorityType, bool)>,
    /// The cells by [`Field::index`].
    pub cells: Vec<Cell>,
    /// Which rows of the form are in use: printed rows, and alternates that the document really has instead.
    pub rows_in_use: Vec<bool>,
    /// The tables that were found.
    pub tables: Vec<TableId>,
    /// The text before section 1, paragraphs separated by `\n`, without the title.
    pub preface: String,
    /// The sections in the order of the document.
    pub sections: Vec<Section>,
    /// What reading noticed.
    pub notices: Vec<Notice>,
    /// Last year's report, where the caller gave one.
    pub beside: Option<Beside>,
}

/// Last year's report as it stands to this year's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The caller's name for the document.
    pub source: String,
    /// What was read of it.
    pub report: Option<Arc<Report>>,
    /// Why it is not compared.
    pub hindrance: Option<Hindrance>,
}

/// Why a report that was given as last year's is not compared with this year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// It could not be read.
    Unread(Failure),
    /// The document holds so many reports, and which one is meant is not known.
    Several(usize),
    /// It is not of the year before, or one of the two years is not known.
    Year,
    /// It is of another authority.
    Authority,
}

impl Report {
    /// The form of the report's edition.
    pub fn form(&self) -> &'static Form {
        Form::of(self.edition)
    }

    /// What was read for a figure.
    pub fn cell(&self, field: Field) -> &Cell {
        static MISSING: Cell = Cell::MISSING;
        self.cells.get(field.index()).unwrap_or(&MISSING)
    }

    /// The value of a figure.
    pub fn value(&self, field: Field) -> Value {
        self.cell(field).value
    }

    /// Whether the report uses this row of the form.
    pub fn in_use(&self, row: usize) -> bool {
        self.rows_in_use.get(row).copied().unwrap_or(false)
    }

    /// The figures of the rows in use, in printed order.
    pub fn fields_in_use(&self) -> impl Iterator<Item = Field> {
        let form = self.form();
        form.fields().filter(move |&field| self.in_use(form.row_index(field)))
    }

    /// Whether parts of the file could not be read, so that what was not found may be there all the same.
    pub fn is_partial(&self) -> bool {
        let partial = |notice: &Notice| matches!(notice, Notice::File(Remark::Incomplete | Remark::Pictures(_)));
        self.notices.iter().any(partial)
    }

    /// Whether the table was found.
    pub fn has_table(&self, table: TableId) -> bool {
        self.tables.contains(&table)
    }

    /// Last year's report, where there is one that may be compared with this one.
    pub fn last_year(&self) -> Option<&Self> {
        self.beside.as_ref().filter(|beside| beside.hindrance.is_none())?.report.as_deref()
    }

    /// The figure with this id.
    pub fn field(&self, id: &str) -> Option<Field> {
        self.form().field(id)
    }
}
