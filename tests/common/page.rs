//! A report as an office lays it out: title, sections, prose, and three tables of merged cells.

use std::collections::BTreeMap;

use gouji::form::{Edition, Form};

use super::figures::Figures;

/// The columns of table 3, from left to right.
pub const APPLICANTS: [&str; 7] = ["natural_person", "enterprise", "research", "social", "legal_service", "other_org", "total"];
/// The columns of each third of table 4, from left to right.
pub const OUTCOMES: [&str; 5] = ["upheld", "corrected", "other", "pending", "total"];

/// A cell to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it; `\n` is a line break within the cell.
    pub text: String,
    /// The id of the figure that it holds.
    pub field: Option<String>,
    /// What a label is.
    pub role: &'static str,
    pub rows: usize,
    pub columns: usize,
}

/// A table as its rows; a cell that reaches down is not repeated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// `disclosure`, `requests` or `disputes`.
    pub key: &'static str,
    pub columns: usize,
    pub rows: Vec<Vec<Cell>>,
}

/// What has to be read from one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    Number(String),
    /// A number with words: the number, then the cell's whole text.
    Noted(String, String),
    Blank,
    Placeholder(String),
    Unreadable,
    Missing,
}

/// One of the six sections.
#[derive(Debug, Clone)]
pub struct Section {
    pub number: u8,
    pub heading: String,
    pub before: Vec<String>,
    pub table: Option<Table>,
    pub after: Vec<String>,
}

/// How much text stands around the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prose {
    /// Title and six sections, with sentences that state figures of the tables.
    Full,
    /// The same, with white space around every number in the text.
    Spaced,
    /// Title, headings and tables, and what sections without a table need.
    Headings,
    /// The three tables alone.
    None,
}

/// A report to be drawn.
#[derive(Debug, Clone)]
pub struct Page {
    pub edition: Edition,
    pub year: i32,
    pub prose: Prose,
    pub title: String,
    pub preface: Vec<String>,
    pub sections: Vec<Section>,
    /// What has to be read, by id.
    pub wants: BTreeMap<String, Want>,
}

const HEADINGS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

impl Page {
    /// Lays figures out as the form prints them.
    pub fn new(figures: &Figures, prose: Prose) -> Self {
        let form = Form::of(figures.edition);
        let mut wants: BTreeMap<String, Want> = form.printed_fields().map(|field| (form.id(field).to_owned(), Want::Missing)).collect();
        let view = form.view(|row| figures.prints(row));
        let mut tables: Vec<Table> = Vec::new();
        for table in view.tables {
            let mut rows = Vec::new();
            for row in table.rows {
                let mut cells = Vec::new();
                for cell in row {
                    let text = match (&cell.label, &cell.field) {
                        (Some(label), _) => (*label).to_owned(),
                        (None, Some(id)) => figures.values.get(id).cloned().flatten().unwrap_or_default(),
                        (None, None) => unreachable!("a cell is a label or a figure"),
                    };
                    if let Some(id) = &cell.field {
                        wants.insert(id.clone(), if text.is_empty() { Want::Blank } else { Want::Number(text.clone()) });
                    }
                    cells.push(Cell {
                        text,
                        field: cell.field,
                        role: cell.role.unwrap_or(""),
                        rows: cell.rowspan as usize,
                        columns: cell.colspan as usize,
                    });
                }
                rows.push(cells);
            }
            tables.push(Table { key: table.key, columns: table.columns as usize, rows });
        }
        let mut page = Self {
            edition: figures.edition,
            year: figures.year,
            prose,
            title: format!("{}{}年政府信息公开工作年度报告", figures.unit, figures.year),
            preface: Vec::new(),
            sections: Vec::new(),
            wants,
        };
        page.write(figures, tables);
        page
    }

    fn write(&mut self, figures: &Figures, tables: Vec<Table>) {
        let year = figures.year;
        let full = matches!(self.prose, Prose::Full | Prose::Spaced);
        let gap = if self.prose == Prose::Spaced { " " } else { "" };
        let number = |id: &str| format!("{gap}{}{gap}", figures.whole(id));
        if full {
            self.preface = vec![
                format!("根据《中华人民共和国政府信息公开条例》规定，现公布{year}年政府信息公开工作年度报告。"),
                format!("本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与本机关联系。"),
            ];
        }
        let normative = match self.edition {
            Edition::V2019 => "本年新公开规范性文件",
            Edition::V2021 => "本年制发行政规范性文件",
        };
        let normative_id = match self.edition {
            Edition::V2019 => "disclosure.normative.published",
            Edition::V2021 => "disclosure.normative.issued",
        };
        let before = [
            vec![
                "（一）主动公开。本机关按要求公开各类信息，内容准确、及时。".to_owned(),
                format!("（二）依申请公开。全年新收政府信息公开申请{}件，均按时办理。", number("requests.received.total")),
                "（三）政府信息管理、政府信息公开平台建设和监督保障。专人负责，定期自查。".to_owned(),
            ],
            vec![format!("{normative}{}件。", number(normative_id))],
            vec![format!(
                "全年新收政府信息公开申请{}件，上年结转{}件，结转下年度继续办理{}件。",
                number("requests.received.total"),
                number("requests.carried_in.total"),
                number("requests.carried_out.total")
            )],
            vec![format!(
                "全年行政复议{}件；未经复议直接起诉{}件。",
                number("disputes.review.total"),
                number("disputes.direct_suit.total")
            )],
            vec![
                "（一）存在的主要问题".to_owned(),
                "1.公开的内容还不够丰富。".to_owned(),
                "2.人员的业务水平有待提高。".to_owned(),
                "（二）改进情况".to_owned(),
                "1.加强培训，每季度至少组织1次。".to_owned(),
            ],
            vec!["本年度没有其他需要报告的事项。".to_owned()],
        ];
        let after = [
            vec![],
            vec![format!("注：上表统计截至{year}年12月31日。")],
            vec![format!("以上申请全年共答复{}件。", number("requests.total.total"))],
            vec![],
            vec![],
            vec![figures.unit.clone(), format!("{}年1月20日", year + 1)],
        ];
        let mut tables = tables.into_iter();
        for (at, ((heading, before), after)) in HEADINGS.into_iter().zip(before).zip(after).enumerate() {
            let has_table = (1..4).contains(&at);
            self.sections.push(Section {
                number: u8::try_from(at).unwrap() + 1,
                heading: heading.to_owned(),
                before: if full || !has_table { before } else { Vec::new() },
                table: has_table.then(|| tables.next().unwrap()),
                after: if full { after } else { Vec::new() },
            });
        }
    }

    /// Every cell of the three tables.
    pub fn cells(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.sections.iter_mut().filter_map(|section| section.table.as_mut()).flat_map(|table| table.rows.iter_mut().flatten())
    }

    /// The table with this key.
    pub fn table(&mut self, key: &str) -> &mut Table {
        self.sections.iter_mut().filter_map(|section| section.table.as_mut()).find(|table| table.key == key).unwrap()
    }
}
