//! What people and programs do to figures and labels on the way.

use super::Rng;
use super::expect::sums_that_fail;
use super::page::{Cell, Page, Want};

/// One kind of mess. It befalls cells at random, and at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mess {
    /// `１２`
    FullWidth,
    /// Ideographic, no-break and zero-width spaces around figures.
    Padding,
    /// `/` for some zeros.
    Slash,
    /// `—`, `-`, `无` and their like for some zeros.
    Dash,
    /// Nothing for some zeros.
    Blank,
    /// `12件`
    Suffix,
    /// `1,234`
    Thousands,
    /// `22（其中修订16件）`
    Notes,
    /// `增5`, `减15`, `+5`, `0/0`
    SignedWords,
    /// `规 章`
    LabelSpaces,
    /// Headings cut where they were broken.
    CutHeadings,
    /// 总计 over table 3 moved into the row below, and the note printed with other brackets.
    DisplacedTotal,
    /// 行政事业型收费
    MoneyLabel,
    /// Explanations behind the labels of table 2.
    Explanations,
    /// Characters lost from the labels of table 3, so that none of the words by which a row is told is whole.
    DamagedLabels,
    /// A row that the form does not have.
    ExtraRow,
    /// The law's name before 第二十条.
    Prefix,
    /// 上年度结转, 结转下一年度
    CarriedYear,
    /// A word processor's bookmark in the text.
    Bookmark,
}

impl Mess {
    pub const ALL: [Self; 19] = [
        Self::FullWidth,
        Self::Padding,
        Self::Slash,
        Self::Dash,
        Self::Blank,
        Self::Suffix,
        Self::Thousands,
        Self::Notes,
        Self::SignedWords,
        Self::LabelSpaces,
        Self::CutHeadings,
        Self::DisplacedTotal,
        Self::MoneyLabel,
        Self::Explanations,
        Self::ExtraRow,
        Self::Prefix,
        Self::CarriedYear,
        Self::Bookmark,
        Self::DamagedLabels,
    ];

    /// Makes this mess of a page and changes what has to be read accordingly.
    pub fn befall(self, page: &mut Page, rng: &mut Rng) {
        match self {
            Self::LabelSpaces
            | Self::CutHeadings
            | Self::MoneyLabel
            | Self::Explanations
            | Self::Prefix
            | Self::CarriedYear
            | Self::DamagedLabels => {
                for cell in page.cells().filter(|cell| cell.field.is_none()) {
                    self.relabel(cell, rng);
                }
            }
            Self::DisplacedTotal => displace_total(page),
            Self::ExtraRow => add_row(page),
            Self::Bookmark => {
                if let Some(line) = page.sections[0].before.first_mut() {
                    line.insert_str(0, "[bookmark: _GoBack]");
                }
            }
            _ => self.figures(page, rng),
        }
    }

    fn relabel(self, cell: &mut Cell, rng: &mut Rng) {
        let is = |text: &str| cell.text == text;
        match self {
            Self::LabelSpaces if cell.text.chars().count() == 2 || rng.one_in(3) => {
                let space = rng.word(&[" ", "  ", "\u{3000}"]);
                let middle = cell.text.char_indices().nth(cell.text.chars().count() / 2).map_or(0, |(at, _)| at);
                cell.text.insert_str(middle, space);
            }
            Self::CutHeadings if cell.role == "column" && cell.text.chars().count() >= 6 && cell.text.starts_with("本年") => {
                cell.text = cell.text.chars().take(3).collect();
            }
            Self::MoneyLabel if is("行政事业性收费") => "行政事业型收费".clone_into(&mut cell.text),
            Self::Explanations if is("规章") => cell.text.push_str("（设区的市、自治州人民政府应提供相关数据）"),
            Self::Explanations if is("规范性文件") || is("行政规范性文件") => {
                cell.text.push_str("（行政机关制定发布的决定、公告、通告等）");
            }
            Self::Prefix if cell.role == "block" => {
                let number = cell.text.chars().find(|c| "一五六八九".contains(*c)).unwrap();
                cell.text = format!("中华人民共和国政府信息公开条例 第二十条 第({number})项");
            }
            Self::DamagedLabels => {
                for (whole, damaged) in [
                    ("其他法律行政法规禁止公开", "其他法律行政止公开"),
                    ("属于三类内部事务信息", "属于三类内务信息"),
                    ("信访举报投诉类申请", "信访举报投拆类申请"),
                ] {
                    cell.text = cell.text.replace(whole, damaged);
                }
            }
            Self::CarriedYear => cell.text = cell.text.replace("上年结转", "上年度结转").replace("结转下年度", "结转下一年度"),
            _ => {}
        }
    }

    fn figures(self, page: &mut Page, rng: &mut Rng) {
        // A sum that does not hold must stay visible.
        let kept: Vec<String> = sums_that_fail(page).into_iter().flat_map(|sum| sum.cells).collect();
        let mut changed = Vec::new();
        let mut wants = std::mem::take(&mut page.wants);
        let mut befallen = 0;
        for (id, cell) in page.cells().filter_map(|cell| Some((cell.field.clone()?, cell))) {
            let Want::Number(digits) = &wants[&id] else { continue };
            let empties = matches!(self, Self::Slash | Self::Dash | Self::Blank);
            if (empties && (digits != "0" || kept.contains(&id))) || (befallen > 0 && !rng.one_in(3)) {
                continue;
            }
            if let Some((text, want)) = self.figure(&id, digits, &cell.text, rng) {
                befallen += 1;
                cell.text = text;
                changed.push((id, want));
            }
        }
        wants.extend(changed);
        page.wants = wants;
    }

    /// A cell's new text and what has to be read from it, where this mess can befall the cell.
    fn figure(self, id: &str, digits: &str, text: &str, rng: &mut Rng) -> Option<(String, Want)> {
        let same = || Want::Number(digits.to_owned());
        let is_count = digits.bytes().all(|b| b.is_ascii_digit()) && !id.ends_with(".amount") && !id.ends_with(".change");
        let is_plain = text == digits;
        match self {
            Self::FullWidth => Some((text.chars().map(wide).collect(), same())),
            Self::Padding => {
                let spaces = ["", "\u{3000}", "\u{3000}\u{3000}", "\u{a0}", "\u{200b}", " ", "\u{feff}"];
                Some(([rng.word(&spaces), text, rng.word(&spaces)].concat(), same()))
            }
            Self::Slash => is_plain.then(|| placeholder(rng.word(&["/", "／"]))),
            Self::Dash => is_plain.then(|| placeholder(rng.word(&["—", "-", "－", "——", "无", "×", "不适用"]))),
            Self::Blank => is_plain.then(|| (String::new(), Want::Blank)),
            Self::Suffix => is_count.then(|| (format!("{text}{}", rng.pick(&["件", "项", " 件"])), same())),
            Self::Thousands => (is_count && is_plain && digits.len() > 3).then(|| (grouped(digits, rng.word(&[",", "，"])), same())),
            Self::Notes => (is_plain && is_count && digits != "0").then(|| {
                let text = format!("{digits}（其中修订{}件）", rng.below(9));
                (text.clone(), Want::Noted(digits.to_owned(), text))
            }),
            Self::SignedWords => (is_plain && id.ends_with(".change")).then(|| {
                let text = match (digits.strip_prefix('-'), digits) {
                    (Some(amount), _) => format!("{}{amount}", rng.pick(&["减", "减少", "－", "下降"])),
                    (None, "0") => rng.word(&["0", "0/0", "增0"]).to_owned(),
                    (None, amount) => format!("{}{amount}", rng.pick(&["增", "增加", "+", "＋", "新增"])),
                };
                (text, same())
            }),
            _ => None,
        }
    }
}

fn placeholder(text: &str) -> (String, Want) {
    (text.to_owned(), Want::Placeholder(text.to_owned()))
}

fn wide(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap(),
        '-' => '－',
        _ => c,
    }
}

fn grouped(digits: &str, separator: &str) -> String {
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(c);
    }
    out
}

fn displace_total(page: &mut Page) {
    let table = page.table("requests");
    "（本列）数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和".clone_into(&mut table.rows[0][0].text);
    let total = table.rows[1].last_mut().unwrap();
    let below = Cell { rows: 1, ..total.clone() };
    (total.rows, total.text) = (1, String::new());
    table.rows[2].push(below);
}

fn add_row(page: &mut Page) {
    let table = page.table("disclosure");
    let at = table
        .rows
        .iter()
        .position(|row| row.last().unwrap().field.as_deref().is_some_and(|id| id.starts_with("disclosure.normative.")))
        .unwrap();
    let mut row = table.rows[at].clone();
    "其他主动公开文件（以本机关名义印发的通知等）".clone_into(&mut row[0].text);
    for (cell, figure) in row.iter_mut().skip(1).zip(["7", "1", "29"]) {
        (cell.text, cell.field, cell.role) = (figure.to_owned(), None, "extra");
    }
    table.rows.insert(at + 1, row);
}
