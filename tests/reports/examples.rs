//! The examples of the rules about files, tables and years, tried as they are printed: figures and words come out of the very sentence.
//!
//! A sentence is read as its figures outside quotation marks and its words within; each is taken once, in order, and put where the rule's
//! line below says. What is left over, or lacking, is a mistake of the sentence or of the line. Examples of rules about text are tried in
//! [`super::reports::texts`].

use std::sync::Arc;

use gouji::document::{Kind, Remark};
use gouji::field::TableId::{self, Disclosure, Disputes, Requests};
use gouji::form::Edition::{self, V2019, V2021};
use gouji::report::{AuthorityType, Beside, Notice, Personal, Report};

use super::cases::section;
use super::reports::{fill, put, remove, row, valid, year_before};
use super::years::{worded, work};

/// What a sentence says.
pub struct Said {
    pub fails: bool,
    pub figures: Vec<String>,
    pub words: Vec<String>,
}

impl Said {
    /// Reads a sentence. Numbers of tables, sections and rows are names, and years are figures.
    pub fn new(text: &str, fails: bool) -> Self {
        let (mut figures, mut words) = (Vec::new(), Vec::new());
        let mut parts = text.split(['“', '”']);
        while let Some(plain) = parts.next() {
            let mut before = String::new();
            let mut rest = plain;
            while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
                before.push_str(&rest[..at]);
                let end = rest[at..].find(|c: char| !(c.is_ascii_digit() || c == '.')).map_or(rest.len(), |end| at + end);
                let number = rest[at..end].trim_end_matches('.');
                let named = ["Table ", "table ", "tables ", "Section ", "section ", "sections "].iter().any(|word| before.ends_with(word));
                let sign = if before.ends_with(['-', '减']) || before.ends_with("减 ") { "-" } else { "" };
                let unit = if rest[end..].starts_with("万元") { "万元" } else { "" };
                if !named {
                    figures.push(format!("{sign}{number}{unit}"));
                }
                before.push_str(number);
                rest = &rest[end.min(at + number.len()).max(at + 1)..];
            }
            words.extend(parts.next().map(str::to_owned));
        }
        figures.reverse();
        words.reverse();
        Self { fails, figures, words }
    }

    fn figure(&mut self) -> String {
        self.figures.pop().expect("the sentence has a further figure")
    }

    fn year(&mut self) -> i32 {
        self.figure().parse().unwrap()
    }

    fn word(&mut self) -> String {
        self.words.pop().expect("the sentence has further words in quotation marks")
    }

    /// What is said to stand in a cell: words, else a figure, else nothing.
    fn content(&mut self) -> String {
        self.words.pop().or_else(|| self.figures.pop()).unwrap_or_default()
    }
}

type Enact = fn(&mut Report, &mut Said);

/// Fills a row with the figures of the sentence.
fn figures(report: &mut Report, table: TableId, key: &str, said: &mut Said, count: usize) {
    let all: Vec<String> = (0..count).map(|_| said.figure()).collect();
    row(report, table, key, &all.iter().map(String::as_str).collect::<Vec<_>>());
}

/// A row of table 3 that natural persons alone fill.
fn natural(report: &mut Report, key: &str, figure: &str) {
    row(report, Requests, key, &[figure, "0", "0", "0", "0", "0", figure]);
}

/// Table 3 without figures, and no disputes.
fn empty(report: &mut Report) {
    fill(report, Requests, "0");
    fill(report, Disputes, "0");
}

/// Puts what is said into the cell that the first words name.
fn named_cell(report: &mut Report, said: &mut Said) {
    let id = match said.word().as_str() {
        "行政强制" => "disclosure.compulsion.decisions",
        "行政许可" => "disclosure.licenses.decisions",
        "行政处罚" => "disclosure.penalties.decisions",
        "行政事业性收费" => "disclosure.fees.amount",
        "本年增/减" => "disclosure.licenses.change",
        "重复申请" => "requests.not_processed.repeated.natural_person",
        "（一）予以公开" => "requests.granted.natural_person",
        "总计" => "requests.total.total",
        other => panic!("say which cell {other} is"),
    };
    let content = said.content();
    put(report, id, content.trim_start_matches('增').get(..).filter(|rest| !rest.is_empty()).unwrap_or(&content));
}

fn is(report: &mut Report, name: &str, kind: AuthorityType) {
    report.title = Some(format!("{name}{}年政府信息公开工作年度报告", report.year.unwrap()));
    (report.authority, report.authority_type) = (Some(name.to_owned()), Some((kind, false)));
}

fn comes_in(report: &mut Report, kind: Kind, remark: Option<Remark>) {
    report.kind = kind;
    report.notices.extend(remark.map(Notice::File));
}

/// Lays the year before beside the report once both say what they say.
fn beside(report: &mut Report, change: impl FnOnce(&mut Report)) {
    let mut before = year_before(report);
    change(&mut before);
    report.beside = Some(Beside { source: before.source.clone(), report: Some(Arc::new(before)), hindrance: None });
}

fn row_of(report: &Report, label: &str) -> (TableId, &'static str, usize) {
    let form = report.form();
    let at = form.rows.iter().position(|row| row.label == label).unwrap_or_else(|| panic!("the form has no row {label}"));
    (form.rows[at].table, form.rows[at].key, at)
}

fn rows_in(report: &Report, table: TableId) -> usize {
    report.form().rows.iter().filter(|row| row.table == table && !row.alternate).count()
}

/// A heading of section 2 or 6, as it is printed.
fn heading(report: &mut Report, number: u8, said: &mut Said) {
    let heading = said.word();
    let own = section(report, number);
    heading.split('、').next().unwrap().clone_into(&mut own.ordinal);
    own.heading = heading;
}

pub const EXAMPLES: &[(&str, Edition, Enact)] = &[
    ("DOC-FILE-INCOMPLETE", V2021, |r, said| comes_in(r, Kind::Pdf, said.fails.then_some(Remark::Incomplete))),
    ("DOC-FILE-PICTURES", V2021, |r, said| {
        let pages: Vec<u32> = said.figures.drain(..).map(|page| page.parse().unwrap()).collect();
        comes_in(r, Kind::Pdf, (!pages.is_empty()).then_some(Remark::Pictures(pages)));
    }),
    ("DOC-FILE-CHARACTERS", V2021, |r, said| comes_in(r, Kind::Pdf, said.fails.then_some(Remark::UnknownCharacters(57)))),
    ("DOC-FILE-HIDDEN", V2021, |r, said| comes_in(r, Kind::Xlsx, said.words.pop().map(Remark::HiddenSheet))),
    ("DOC-FILE-CHANGES", V2021, |r, said| comes_in(r, Kind::Docx, said.fails.then_some(Remark::TrackedChanges))),
    ("DOC-FORMAT-YEAR", V2021, |r, said| {
        let (year, part) = (said.year(), said.word());
        let has = |edition| {
            let form = gouji::form::Form::of(edition);
            form.rows.iter().any(|row| row.label.contains(&part))
                || form.rows.iter().flat_map(|row| row.columns).any(|column| column.label.contains(&part))
        };
        assert!(has(V2019) != has(V2021), "{part} tells the editions apart");
        *r = valid(if has(V2019) { V2019 } else { V2021 });
        (r.year, r.title_year) = (Some(year), Some(year));
    }),
    ("DOC-FORMAT-MIX", V2021, |r, said| {
        assert_eq!(said.year(), 2021);
        if let Some(heading) = said.words.pop() {
            remove(r, Disclosure, "rules");
            remove(r, Disclosure, "normative");
            r.notices.push(Notice::ForeignBlock { block: "第二十条第（一）项".to_owned(), headings: vec![heading] });
        }
    }),
    ("DOC-SECTION-MISSING", V2021, |r, said| {
        let missing = said.words.pop();
        let count = r.sections.len();
        r.sections.retain(|section| missing.as_ref() != Some(&section.heading));
        assert_eq!(r.sections.len(), count - usize::from(said.fails));
    }),
    ("DOC-SECTION-NUMBER", V2021, |r, said| heading(r, 6, said)),
    ("DOC-SECTION-EXTRA", V2021, |r, said| {
        if let Some(extra) = said.words.pop() {
            let mut own = section(r, 6).clone();
            (own.number, own.ordinal) = (0, extra.split('、').next().unwrap().to_owned());
            own.heading = extra;
            r.sections.push(own);
        }
    }),
    ("DOC-SECTION-TITLE", V2021, |r, said| heading(r, 2, said)),
    ("DOC-TITLE-FORM", V2021, |r, said| {
        let title = said.word();
        r.authority = title.split(|c: char| c.is_ascii_digit()).next().map(str::to_owned);
        r.title = Some(title);
    }),
    ("DOC-TITLE-YEAR", V2021, |r, said| {
        let title = said.year();
        let year = said.figures.pop().map_or(title, |year| year.parse().unwrap());
        (r.title_year, r.year) = (Some(title), Some(year));
        r.preface = format!("统计期限自{year}年1月1日起至{year}年12月31日止。");
    }),
    ("DOC-ARTIFACT", V2021, |r, said| {
        if let Some(text) = said.words.pop() {
            let span = [0, u32::try_from(text.chars().count()).unwrap()];
            section(r, 5).text.insert_str(0, &text);
            r.notices.push(Notice::Artifact { text, section: 5, span });
        }
    }),
    // Which numbers these are is tested where they are read; the rules see what was blacked out.
    ("DOC-PRIVACY-ID", V2021, |r, said| {
        assert_eq!(said.figure(), "18");
        if said.fails {
            r.notices.push(Notice::Personal {
                kind: Personal::Identity, text: "110█████████████34".to_owned(), place: None
            });
        }
    }),
    ("DOC-PRIVACY-MOBILE", V2021, |r, said| {
        let words = said.word();
        let mobile = words.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 11 && digits.starts_with('1'));
        if let Some(mobile) = mobile {
            let text = format!("{}█████████{}", &mobile[..1], &mobile[10..]);
            r.notices.push(Notice::Personal { kind: Personal::Mobile, text, place: None });
        }
    }),
    ("TAB-MISSING", V2021, |r, said| match said.words.pop() {
        Some(words) => {
            section(r, 4).text = format!("{words}。");
            r.tables.retain(|&table| table != Disputes);
            fill(r, Disputes, "missing");
        }
        None => fill(r, Disputes, &said.figure()),
    }),
    ("TAB-ROW-MISSING", V2021, |r, said| {
        let Some(label) = said.words.pop() else {
            assert_eq!(said.year(), 2021);
            assert_eq!(said.figure(), rows_in(r, Requests).to_string());
            return;
        };
        let (table, key, _) = row_of(r, &label);
        remove(r, table, key);
    }),
    ("TAB-ROW-EXTRA", V2021, |r, said| match said.words.pop() {
        Some(label) => r.notices.push(Notice::ExtraRow { table: Disclosure, label, subtotal: false }),
        None => assert_eq!(said.figure(), rows_in(r, Disclosure).to_string()),
    }),
    ("TAB-LABEL-VARIANT", V2021, |r, said| {
        let (label, row) = (said.word(), r.form().row_by_key(Disclosure, "fees").unwrap());
        if r.form().rows[row].label != label {
            r.notices.push(Notice::LabelVariant { row, label });
        }
    }),
    ("TAB-COL-ORDER", V2021, |r, said| {
        let headings: Vec<String> = said.words.drain(..).rev().collect();
        if !headings.is_empty() {
            r.notices.push(Notice::ColumnOrder { table: Requests, headings });
        }
    }),
    ("TAB-HEADER-CUT", V2019, |r, said| {
        let headings: Vec<String> = said.words.drain(..).rev().collect();
        if let [cut] = headings.as_slice() {
            r.notices.push(Notice::HeaderCut { table: Disclosure, headings: vec![cut.clone(), cut.clone()] });
        }
    }),
    ("TAB-TWICE", V2021, |r, said| match said.words.pop() {
        // The table of another year gives way where it is read.
        Some(caption) => {
            let year = said.year();
            r.year = Some(year);
            assert!(!caption.contains(&year.to_string()));
        }
        None => r.notices.push(Notice::Twice { table: Requests, count: 2 }),
    }),
    ("CELL-BLANK", V2021, named_cell),
    ("CELL-PLACEHOLDER", V2021, named_cell),
    ("CELL-NOT-NUMBER", V2019, named_cell),
    ("CELL-NEGATIVE", V2021, named_cell),
    ("CELL-DECIMAL", V2021, named_cell),
    ("CELL-UNIT-SUFFIX", V2021, named_cell),
    ("CELL-STYLE", V2021, named_cell),
    ("CELL-COUNT", V2021, |r, said| {
        let (table, key, at) = row_of(r, &said.word());
        let found: usize = said.figure().parse().unwrap();
        if found != 7 {
            row(r, table, key, &["row"; 7]);
            r.notices.push(Notice::CellCount { row: at, expected: 7, found, raw: vec!["0"; found].join(" ") });
        }
    }),
    ("CELL-SPLIT", V2021, named_cell),
    ("CELL-GLUED", V2021, |r, said| {
        let (table, key, at) = row_of(r, &said.word());
        let raw = said.word();
        let figures: Vec<&str> = raw.split(' ').collect();
        if let [glued] = figures.as_slice() {
            let figures = glued.chars().map(String::from).collect::<Vec<_>>().join(" ");
            r.notices.push(Notice::Glued { row: at, raw: raw.clone(), figures });
        } else {
            row(r, table, key, &figures);
        }
    }),
    ("CELL-FORMULA", V2021, named_cell),
    ("CELL-HUGE", V2021, |r, said| put(r, "requests.received.total", &said.figure())),
    ("T2-REG-POWER", V2021, |r, said| {
        let (table, key, _) = row_of(r, &said.word());
        figures(r, table, key, said, 3);
    }),
    ("T2-INFORCE-MIN", V2021, |r, said| figures(r, Disclosure, "normative", said, 3)),
    ("T2-INFORCE-EQ", V2021, |r, said| figures(r, Disclosure, "normative", said, 3)),
    ("T2-FEE-UNIT", V2021, |r, said| put(r, "disclosure.fees.amount", &said.content())),
    ("T2-FEE-SCALE", V2021, |r, said| put(r, "disclosure.fees.amount", &said.content())),
    ("T2-FEE-PRECISION", V2021, |r, said| put(r, "disclosure.fees.amount", &said.content())),
    ("T2-ZERO-POWER", V2021, |r, said| {
        is(r, "某县市场监督管理局", AuthorityType::CountyDept);
        let mut last = String::new();
        for key in ["licenses", "penalties", "compulsion"] {
            last = said.figures.pop().unwrap_or(last);
            row(r, Disclosure, key, &[&last]);
        }
    }),
    ("T2-19-PUB-GT-TOTAL", V2019, |r, said| figures(r, Disclosure, "normative", said, 3)),
    ("T2-19-MADE-GT-PUB", V2019, |r, said| {
        put(r, "disclosure.normative.created", &said.figure());
        put(r, "disclosure.normative.published", &said.figure());
        if let Some(words) = said.words.pop() {
            section(r, 2).text = format!("{words}。");
        }
    }),
    ("T2-19-DELTA", V2019, |r, said| {
        put(r, "disclosure.licenses.last_year_items", &said.figure());
        put(r, "disclosure.licenses.change", &said.figure());
    }),
    ("T2-19-ITEM-AS-CASE", V2019, |r, said| figures(r, Disclosure, "licenses", said, 3)),
    ("T2-19-PROC-UNIT", V2019, |r, said| put(r, "disclosure.procurement.amount", &said.content())),
    ("T2-19-PROC-PAIR", V2019, |r, said| figures(r, Disclosure, "procurement", said, 2)),
    ("T3-BALANCE", V2021, |r, said| {
        empty(r);
        for key in ["received", "carried_in", "total", "carried_out"] {
            let figure = said.figure();
            natural(r, key, &figure);
            if key == "total" {
                natural(r, "granted", &figure);
            }
        }
    }),
    ("T3-RESULT-TOTAL", V2021, |r, said| {
        empty(r);
        let (sum, total) = (said.figure(), said.figure());
        natural(r, "granted", &sum);
        natural(r, "total", &total);
        natural(r, "received", &total);
    }),
    ("T3-ROW-TOTAL", V2021, |r, said| {
        empty(r);
        figures(r, Requests, "granted", said, 7);
    }),
    ("T3-TOTAL-ONLY", V2021, |r, said| {
        let (table, key, _) = row_of(r, &said.word());
        if said.figures.len() == 1 {
            row(r, table, key, &["", "", "", "", "", "", &said.figure()]);
        } else {
            figures(r, table, key, said, 7);
        }
    }),
    ("T3-ALL-ZERO", V2021, |r, said| {
        let first = said.figure();
        fill(r, Requests, "0");
        fill(r, Disputes, "0");
        natural(r, "received", &first);
        natural(r, "granted", &said.figures.pop().unwrap_or(first));
    }),
    ("T3-OTHER-SHARE", V2021, |r, said| {
        empty(r);
        natural(r, "other.other", &said.figure());
        natural(r, "total", &said.figure());
    }),
    ("T3-CARRYOUT-HIGH", V2021, |r, said| {
        empty(r);
        natural(r, "received", &said.figure());
        natural(r, "carried_out", &said.figure());
    }),
    ("T4-SUM", V2021, |r, said| figures(r, Disputes, "review", said, 5)),
    ("T4-GT-T3", V2021, |r, said| {
        empty(r);
        natural(r, "total", &said.figure());
        let reviews = said.figure();
        row(r, Disputes, "review", &["0", "0", "0", &reviews, &reviews]);
    }),
    ("T4-AFTER-GT-REVIEW", V2021, |r, said| {
        for key in ["review", "suit_after_review"] {
            let figure = said.figure();
            row(r, Disputes, key, &["0", "0", "0", &figure, &figure]);
        }
    }),
    ("XY-CARRY", V2021, |r, said| {
        let before = said.figure();
        natural(r, "carried_in", &said.figure());
        beside(r, |p| natural(p, "carried_out", &before));
    }),
    ("XY-INFORCE", V2021, |r, said| {
        let before = said.figure();
        figures(r, Disclosure, "normative", said, 3);
        beside(r, |p| put(p, "disclosure.normative.in_force", &before));
    }),
    ("XY-19-ITEMS", V2019, |r, said| {
        let [items, change] = [said.figure(), said.figure()];
        put(r, "disclosure.licenses.last_year_items", &said.figure());
        beside(r, |p| {
            put(p, "disclosure.licenses.last_year_items", &items);
            put(p, "disclosure.licenses.change", &change);
        });
    }),
    ("XY-PENDING", V2021, |r, said| {
        let pending = said.figure();
        let all = said.figure();
        row(r, Disputes, "review", &[&all, "0", "0", "0", &all]);
        beside(r, |p| row(p, Disputes, "review", &["0", "0", "0", &pending, &pending]));
    }),
    ("XY-SAME", V2021, |r, said| {
        let mut before = said.figures.pop().unwrap();
        if said.fails {
            for key in ["penalties", "compulsion"] {
                row(r, Disclosure, key, &[&said.figure()]);
            }
            row(r, Disclosure, "licenses", &[&before]);
        } else {
            row(r, Disclosure, "licenses", &[&said.figure()]);
        }
        let mut last = r.clone();
        last.year = r.year.map(|year| year - 1);
        row(&mut last, Disclosure, "licenses", &[&std::mem::take(&mut before)]);
        r.beside = Some(Beside { source: "made up".to_owned(), report: Some(Arc::new(last)), hindrance: None });
    }),
    ("XY-JUMP", V2021, |r, said| {
        let before = said.figure();
        row(r, Disclosure, "licenses", &[&said.figure()]);
        beside(r, |p| row(p, Disclosure, "licenses", &[&before]));
    }),
    ("NAR-SIMILAR", V2021, |r, said| {
        if said.fails {
            let [year, items, now, more] = [said.figure(), said.figure(), said.figure(), said.figure()];
            worded(r, &work(&now, &more, "2"), &work(&year, &items, "2"));
        } else {
            worded(r, "2023年，我镇新设村务公开大屏，把惠民补贴逐户公开。依申请公开做到件件有答复。", &work("2022", "214", "2"));
        }
    }),
    ("T3-SUSPECT-CELL", V2021, |r, said| {
        if let Some(label) = said.words.pop() {
            let (wrong, right) = (said.figure(), said.figure());
            empty(r);
            for key in ["received", "total", row_of(r, &label).1] {
                natural(r, key, &right);
            }
            put(r, "requests.granted.natural_person", &wrong);
        }
    }),
    ("T3-SHIFT", V2021, |r, said| {
        let (_, key, _) = row_of(r, &said.word());
        empty(r);
        let [a, b] = [said.figure(), said.figure()];
        let right = if said.fails { [said.figure(), said.figure()] } else { [a.clone(), b.clone()] };
        let sum = right.iter().map(|figure| figure.parse::<i64>().unwrap()).sum::<i64>().to_string();
        for filled in ["received", "total"] {
            row(r, Requests, filled, &[&right[0], &right[1], "0", "0", "0", "0", &sum]);
        }
        row(r, Requests, key, &[&a, &b, "0", "0", "0", "0", &sum]);
    }),
];
