//! Figures to draw: those of published reports, and made-up ones in which no two cells can be mistaken for each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gouji::field::TableId;
use gouji::form::{Edition, Form};

use super::Rng;

/// Figures by id, as decimal text; `None` is a blank cell in print.
pub type Values = BTreeMap<String, Option<String>>;

/// The figures of one report.
#[derive(Debug, Clone)]
pub struct Figures {
    pub name: String,
    pub edition: Edition,
    /// Whether table 3 of a 2021 report kept the single row （六）其他处理 of the edition before.
    pub kept_row: bool,
    pub year: i32,
    pub unit: String,
    pub values: Values,
}

impl Figures {
    /// The figures of every file under `cases/figures`.
    pub fn published() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/figures");
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let read = |path: &Path| {
            let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            let text = |key: &str| json[key].as_str().unwrap().to_owned();
            let figure = |value: &serde_json::Value| (!value.is_null()).then(|| value.to_string());
            Self {
                name: text("id"),
                edition: edition(&text("edition")),
                kept_row: text("edition") == "2021" && text("request_rows") == "2019",
                year: i32::try_from(json["year"].as_i64().unwrap()).unwrap(),
                unit: text("unit"),
                values: json["values"].as_object().unwrap().iter().map(|(id, value)| (id.clone(), figure(value))).collect(),
            }
        };
        paths.iter().map(|path| read(path)).collect()
    }

    /// Made-up figures for which every sum holds, most of them different from each other.
    pub fn made_up(edition: Edition, kept_row: bool, seed: u64) -> Self {
        let mut figures = Self {
            name: format!("made-up-{}{}-{seed}", edition.name(), if kept_row { "-kept-row" } else { "" }),
            edition,
            kept_row,
            year: if edition == Edition::V2019 { 2020 } else { 2023 },
            unit: "某机关".to_owned(),
            values: Values::new(),
        };
        figures.fill(&mut Rng::new(seed));
        figures
    }

    /// Every figure of a made-up report is 0.
    pub fn zero(edition: Edition, kept_row: bool) -> Self {
        let mut figures = Self::made_up(edition, kept_row, 0);
        figures.name = format!("zero-{}{}", edition.name(), if kept_row { "-kept-row" } else { "" });
        figures.values.values_mut().for_each(|value| *value = Some("0".to_owned()));
        figures
    }

    /// Which rows of the form the report prints.
    pub fn prints(&self, row: usize) -> bool {
        let printed = &Form::of(self.edition).rows[row];
        let is_other = printed.table == TableId::Requests && printed.key.split('.').next() == Some("other");
        if is_other && self.edition == Edition::V2021 { printed.alternate == self.kept_row } else { !printed.alternate }
    }

    /// The ids of the rows of table 3 between 上年结转 and （七）总计 that this report prints, without their columns.
    pub fn result_rows(&self) -> Vec<String> {
        let form = Form::of(self.edition);
        let rows = (0..form.rows.len()).filter(|&row| form.rows[row].table == TableId::Requests && self.prints(row));
        let keys = rows.map(|row| form.rows[row].key).filter(|key| !["received", "carried_in", "total", "carried_out"].contains(key));
        keys.map(|key| format!("requests.{key}")).collect()
    }

    /// The whole number at an id; blank counts as 0.
    pub fn whole(&self, id: &str) -> i64 {
        self.values.get(id).and_then(Option::as_deref).map_or(0, |digits| digits.parse().unwrap())
    }

    fn set(&mut self, id: impl Into<String>, value: impl std::fmt::Display) {
        self.values.insert(id.into(), Some(format!("{value}")));
    }

    fn fill(&mut self, rng: &mut Rng) {
        let small = |rng: &mut Rng| i64::try_from(rng.below(900)).unwrap() + 1;
        let results = self.result_rows();
        let mut sums = BTreeMap::<String, [i64; 7]>::new();
        for row in &results {
            let figures: [i64; 6] = std::array::from_fn(|_| small(rng));
            sums.insert(row.clone(), with_total(figures));
        }
        let total: [i64; 6] = std::array::from_fn(|column| sums.values().map(|row| row[column]).sum());
        let carried_out: [i64; 6] = std::array::from_fn(|_| small(rng));
        let carried_in: [i64; 6] = std::array::from_fn(|_| small(rng));
        let received: [i64; 6] = std::array::from_fn(|column| total[column] + carried_out[column] - carried_in[column]);
        for (key, row) in [("received", received), ("carried_in", carried_in), ("total", total), ("carried_out", carried_out)] {
            sums.insert(format!("requests.{key}"), with_total(row));
        }
        for (row, figures) in sums {
            for (column, figure) in super::page::APPLICANTS.iter().zip(figures) {
                self.set(format!("{row}.{column}"), figure);
            }
        }
        for group in ["review", "direct_suit", "suit_after_review"] {
            let figures: [i64; 4] = std::array::from_fn(|_| small(rng));
            for (column, figure) in super::page::OUTCOMES.iter().zip(figures.into_iter().chain([figures.iter().sum()])) {
                self.set(format!("disputes.{group}.{column}"), figure);
            }
        }
        match self.edition {
            Edition::V2019 => {
                for row in ["rules", "normative"] {
                    let (made, more) = (small(rng), small(rng));
                    for (column, figure) in [("created", made), ("published", made + 1), ("published_total", made + 1 + more)] {
                        self.set(format!("disclosure.{row}.{column}"), figure);
                    }
                }
                for row in ["licenses", "other_services", "penalties", "compulsion", "fees"] {
                    let (items, change) = (small(rng) + 100, small(rng) % 90 - 45);
                    self.set(format!("disclosure.{row}.last_year_items"), items);
                    self.set(format!("disclosure.{row}.change"), change);
                    if row != "fees" {
                        self.set(format!("disclosure.{row}.decisions"), items + change + small(rng));
                    }
                }
                self.set("disclosure.procurement.items", small(rng));
                self.set("disclosure.procurement.amount", format!("{}.{}", small(rng) + 1000, small(rng) % 9 + 1));
            }
            Edition::V2021 => {
                for row in ["rules", "normative"] {
                    let (issued, repealed) = (small(rng), small(rng));
                    for (column, figure) in [("issued", issued), ("repealed", repealed), ("in_force", issued + small(rng))] {
                        self.set(format!("disclosure.{row}.{column}"), figure);
                    }
                }
                for row in ["licenses", "penalties", "compulsion"] {
                    self.set(format!("disclosure.{row}.decisions"), small(rng) + 1000);
                }
                self.set("disclosure.fees.amount", format!("{}.{}", small(rng), small(rng) % 9 + 1));
            }
        }
    }
}

fn with_total(figures: [i64; 6]) -> [i64; 7] {
    std::array::from_fn(|column| figures.get(column).copied().unwrap_or_else(|| figures.iter().sum()))
}

fn edition(name: &str) -> Edition {
    Edition::ALL.into_iter().find(|edition| edition.name() == name).unwrap()
}
