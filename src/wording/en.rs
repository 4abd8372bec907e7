//! The messages in English. Labels of the form stay in Chinese, as they are printed.

use super::places::{Columns, Spot};
use super::{Facts, Language, NAMED, cut, table_id};
use crate::field::TableId;
use crate::finding::Severity;
use crate::form::Edition;
use crate::rules::HEADINGS;
use crate::value::Decimal;

const ORDINALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

fn table(facts: &Facts<'_>) -> &'static str {
    match facts.table() {
        2 => "Table 2",
        3 => "Table 3",
        4 => "Table 4",
        _ => "A table",
    }
}

/// `“a”, “b”`, and after six of them how many there are.
fn quoted<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("“{}”", name.as_ref())).collect();
    match names.get(..NAMED) {
        Some(first) if names.len() > NAMED => format!("{} and more, {} in all", first.join(", "), names.len()),
        _ => names.join(", "),
    }
}

fn spot(spot: &Spot) -> String {
    match spot {
        Spot::Table => "the whole table".to_owned(),
        Spot::Column(column) => format!("the whole column “{column}”"),
        Spot::Cells { rows, columns } => {
            let name = match rows.as_slice() {
                [first, second, .., _] if rows.len() > 4 => format!("“{first}”, “{second}” and more, {} rows in all", rows.len()),
                _ => quoted(rows),
            };
            match columns {
                Columns::Only => name,
                Columns::All => format!("{name} (all cells)"),
                Columns::AllButTotal => format!("{name} (all cells but 总计)"),
                Columns::These(columns) => format!("{name} ({})", columns.join(", ")),
            }
        }
    }
}

/// The finding's cells, with their number where not all are named.
fn places(facts: &Facts<'_>) -> String {
    let spots = facts.spots();
    let named: Vec<String> = spots.iter().take(NAMED).map(spot).collect();
    let named = named.join("; ");
    if spots.len() > NAMED { format!("{named} and more, {} cells in all", facts.cells().len()) } else { named }
}

/// `1 cell` or `3 cells`.
fn of(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// A title about cells; `is` and `are` are the two forms of what is wrong with them.
fn cell_title(facts: &Facts<'_>, is: &str, are: &str) -> String {
    let count = facts.cells().len();
    format!("{}: {} {}: {}", table(facts), of(count, "cell"), if count == 1 { is } else { are }, places(facts))
}

fn written(facts: &Facts<'_>) -> String {
    quoted(facts.raws())
}

fn counted(facts: &Facts<'_>) -> String {
    match facts.counted_as_zero() {
        (0, 0) => String::new(),
        (blank, 0) => format!(" ({} blank, counted as 0)", of(blank, "cell")),
        (0, mark) => format!(" ({} with a mark, counted as 0)", of(mark, "cell")),
        (blank, mark) => format!(" ({} blank and {mark} with a mark, counted as 0)", of(blank, "cell")),
    }
}

fn addends(list: &[(String, Decimal)]) -> String {
    let named: Vec<String> = list.iter().take(NAMED).map(|(name, figure)| format!("“{name}” {figure}")).collect();
    match list.len() {
        0 => "All addends are 0".to_owned(),
        more if more > NAMED => format!("Not 0 are {} and more, {more} in all", named.join(", ")),
        1 => format!("Only {} is not 0", named.join("")),
        _ => format!("Not 0 are {}", named.join(", ")),
    }
}

fn sum_advice(facts: &Facts<'_>, what: &str) -> String {
    if facts.is_derived() && facts.case() == 0 {
        return "This difference in the column “总计” comes from other sums that do not hold; correct those first.".to_owned();
    }
    let gap = facts.gap().map_or(String::new(), |gap| format!("They differ by {gap}. "));
    if facts.case() == 1 {
        return format!("{gap}The cells that are named cause this; correct those first.");
    }
    format!("{gap}{what}")
}

const fn other(edition: Edition) -> Edition {
    match edition {
        Edition::V2019 => Edition::V2021,
        Edition::V2021 => Edition::V2019,
    }
}

fn heading(number: Decimal) -> &'static str {
    index(number).and_then(|at| HEADINGS.get(at)).copied().unwrap_or("")
}

fn index(number: Decimal) -> Option<usize> {
    usize::try_from(number.as_integer()?).ok()?.checked_sub(1)
}

pub(super) fn message(facts: &Facts<'_>) -> (String, String) {
    let t = table(facts);
    let edition = facts.report.edition;
    let name = edition.name();
    let count = facts.cells().len();
    let own = |text: &str| text.to_owned();
    match facts.finding.code {
        "DOC-FORMAT-YEAR" => {
            let reported = facts.numbers().next().unwrap_or(Decimal::ZERO);
            let title = format!("A report on {reported} uses the tables of {name}, not those of {}", other(edition).name());
            let advice = match edition {
                Edition::V2019 => {
                    "Fill in the tables of 国办公开办函〔2021〕30号; if the year was read wrongly, check the year in the title."
                }
                Edition::V2021 => {
                    "Fill in the tables of 国办公开办函〔2019〕60号; if the year was read wrongly, check the year in the title."
                }
            };
            (title, own(advice))
        }
        "DOC-FORMAT-MIX" => {
            let texts: Vec<&str> = facts.texts().collect();
            let blocks = texts.chunks(2).filter_map(|pair| pair.first());
            let headings: Vec<&str> = texts.chunks(2).filter_map(|pair| pair.get(1)).copied().filter(|h| !h.is_empty()).collect();
            let seen = if headings.is_empty() { String::new() } else { format!("The columns now read: {}. ", headings.join("; ")) };
            let title = format!("Table 2 mixes both editions: {} of {}", quoted(blocks), other(edition).name());
            (title, format!("{seen}Fill these in as in the tables of {name}."))
        }
        "DOC-SECTION-MISSING" => section_missing(facts),
        "DOC-SECTION-NUMBER" if facts.case() == 1 => {
            (format!("Sections that stand twice: {}", quoted(facts.texts())), own("Delete or merge the second."))
        }
        "DOC-SECTION-NUMBER" => {
            let pairs = facts.texts().zip(facts.numbers());
            let ordinal = |number: Decimal| index(number).and_then(|at| ORDINALS.get(at)).copied().unwrap_or("");
            let listed: Vec<String> =
                pairs.map(|(text, number)| format!("“{}” should be “{}、”", cut(text, 30), ordinal(number))).collect();
            let title = format!("Sections are numbered wrongly: {}", listed.join("; "));
            (title, own("Number them 一 to 六, and check whether one was left out or added."))
        }
        "DOC-SECTION-EXTRA" => (
            format!("Sections besides the six: {}", quoted(facts.texts().map(|text| cut(text, 30)))),
            own("Move the text into the section that it belongs to, or delete it."),
        ),
        "DOC-SECTION-TITLE" => {
            let pairs = facts.texts().zip(facts.numbers());
            let listed: Vec<String> = pairs.map(|(text, number)| format!("“{}” instead of “{}”", cut(text, 30), heading(number))).collect();
            let title = format!("Headings differ from the prescribed words: {}", listed.join("; "));
            (title, own("Check for words left out, doubled, or kept from an older form."))
        }
        "DOC-TITLE-FORM" => title_form(facts),
        "DOC-TITLE-YEAR" => (
            format!("The title says {}, the text reports on {}", facts.found(), facts.expected()),
            own("Check whether last year's file was used, and correct the wrong one."),
        ),
        "DOC-ARTIFACT" => {
            let texts: Vec<String> = facts.texts().map(|text| cut(text, 30)).collect();
            let title = format!("Residue of a word processor in the text, {}: {}", of(texts.len(), "place"), quoted(&texts));
            (title, own("Delete it in the original before you publish."))
        }
        "DOC-PRIVACY-ID" | "DOC-PRIVACY-MOBILE" => personal(facts),
        "TAB-MISSING" => {
            let title = table_id(facts.table()).and_then(|table| HEADINGS.get(usize::from(table.section()) - 1)).copied().unwrap_or("");
            (
                format!("{t} was not found ({title})"),
                own("Add the table, with 0 where there is nothing; if it is a picture, replace it by a table of text."),
            )
        }
        "TAB-ROW-MISSING" if facts.case() == 1 => match edition {
            Edition::V2021 => (
                own("Table 3 has the single row “（六）其他处理” of 2019 in place of the three rows of 2021"),
                own("The sums were checked with this row; use the three rows of 2021 and fill them in one by one."),
            ),
            Edition::V2019 => (
                own("Table 3 has the three rows of 2021 under “（六）其他处理” in place of the single row of 2019"),
                own("The sums were checked with these rows; reports on 2019 and 2020 use the single row of 2019."),
            ),
        },
        "TAB-ROW-MISSING" => {
            let names = facts.row_names();
            let title = format!("{t} lacks {}: {}", of(names.len(), "row"), quoted(&names));
            (title, format!("Add them as in the tables of {name}, with 0 where there is nothing."))
        }
        "TAB-ROW-EXTRA" if facts.case() == 1 => (
            format!("Table 3 has subtotals beside group labels: {}", quoted(facts.texts().map(|text| cut(text, 20)))),
            own("Group labels take no figures; delete the subtotals."),
        ),
        "TAB-ROW-EXTRA" => (
            format!("{t} has rows that the form does not have: {}", quoted(facts.texts().map(|text| cut(text, 20)))),
            own("Delete them; what has to be explained goes into the text."),
        ),
        "TAB-LABEL-VARIANT" => {
            let names = facts.row_names();
            let pairs = facts.texts().zip(&names).take(NAMED);
            let listed: Vec<String> = pairs.map(|(text, name)| format!("“{}” instead of “{name}”", cut(text, 40))).collect();
            let more = if names.len() > NAMED { format!(" and more, {} rows in all", names.len()) } else { String::new() };
            (format!("{t} has labels that differ from the form's: {}{more}", listed.join("; ")), own("Use the form's labels."))
        }
        "TAB-COL-ORDER" => {
            let read: Vec<&str> = facts.texts().collect();
            let advice = match table_id(facts.table()) {
                Some(TableId::Requests) => {
                    "The form's order is 自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他, 总计. Check whether figures stand in the wrong column."
                }
                _ => "Put them in the form's order, and check whether figures stand in the wrong column.",
            };
            let title = if read.iter().all(|headings| headings.is_empty()) {
                format!("{t} has no column heading 总计")
            } else {
                format!("{t} has its columns in another order: {}", cut(&read.join("; "), 80))
            };
            (title, own(advice))
        }
        "TAB-HEADER-CUT" => {
            let read: Vec<&str> = facts.texts().collect();
            let title = format!("{t} has incomplete column headings, so figures were read by position: {}", cut(&read.join("; "), 80));
            (title, own("Compare with the original whether the figures stand in the right columns."))
        }
        "TAB-TWICE" => {
            let count = facts.numbers().next().unwrap_or(Decimal::ZERO);
            let title = format!("{t} stands {count} times in its section, and {} figures differ: {}", facts.cells().len(), places(facts));
            (
                title,
                own(
                    "Keep this year's only, or put the year over each; the figures that differ are not used, and sums through them were not checked.",
                ),
            )
        }
        "CELL-BLANK" => (cell_title(facts, "is blank", "are blank"), own("Enter 0 where there was nothing, else the figure.")),
        "CELL-PLACEHOLDER" => {
            let what = format!("{}, not a figure", written(facts));
            let advice = match facts.finding.severity {
                Severity::Info => "Without the power to make 规章, better enter 0.",
                _ => "Enter 0 where there was nothing, else the figure.",
            };
            (cell_title(facts, &format!("holds {what}"), &format!("hold {what}")), own(advice))
        }
        "CELL-NOT-NUMBER" => {
            let what = format!("{}, not a figure", written(facts));
            let title = cell_title(facts, &format!("holds {what}"), &format!("hold {what}"));
            (title, own("Enter figures; sums through these cells were not checked."))
        }
        "CELL-NEGATIVE" => {
            let title = cell_title(facts, &format!("is negative ({})", written(facts)), &format!("are negative ({})", written(facts)));
            (title, own("Counts and amounts cannot be below 0; check them."))
        }
        "CELL-DECIMAL" => {
            let what = format!("{}, not a whole number", written(facts));
            let title = cell_title(facts, &format!("holds {what}"), &format!("hold {what}"));
            (title, own("Counts are whole; check whether columns shifted or an amount of money was entered."))
        }
        "CELL-UNIT-SUFFIX" if facts.case() == 1 => {
            let what = format!("a unit of money ({})", written(facts));
            let advice = "The form counts cases, and 万 changes the number; write it out.";
            (cell_title(facts, &format!("has {what}"), &format!("have {what}")), own(advice))
        }
        "CELL-UNIT-SUFFIX" => {
            let what = format!("a unit ({})", written(facts));
            (cell_title(facts, &format!("has {what}"), &format!("have {what}")), own("The form fixes the unit; enter the figure only."))
        }
        "CELL-STYLE" => {
            let what = format!("written unusually ({})", written(facts));
            let title = cell_title(facts, &format!("is {what}"), &format!("are {what}"));
            (title, own("Use plain digits without separators and leading zeros."))
        }
        "CELL-COUNT" => cell_count(facts),
        "CELL-SPLIT" => {
            let what = format!("to hold several numbers ({})", written(facts));
            let title = cell_title(facts, &format!("seems {what}"), &format!("seem {what}"));
            (title, own("Check whether these are several numbers or one torn apart; sums through these cells were not checked."))
        }
        "CELL-GLUED" => {
            let [raw, figures] = [0, 1].map(|at| facts.texts().nth(at).unwrap_or_default());
            (
                format!("{}, row “{}”: the figures ran together ({})", table(facts), facts.row(), cut(raw, 40)),
                format!(
                    "The row's total leaves one way to divide them, and they were read as “{}”; check them and put gaps between them.",
                    figures.replace(' ', ", ")
                ),
            )
        }
        "CELL-FORMULA" => {
            let what = format!("residue of a formula ({})", written(facts));
            let title = cell_title(facts, &format!("holds {what}"), &format!("hold {what}"));
            (title, own("Enter figures; sums through these cells were not checked."))
        }
        "CELL-HUGE" => {
            let what = format!("implausibly large ({})", written(facts));
            let title = cell_title(facts, &format!("is {what}"), &format!("are {what}"));
            (title, own("Check for zeros too many, or for two cells run together."))
        }
        "T2-REG-POWER" => {
            let title = format!("Table 2 reports “规章” other than 0: {}", regulations(facts));
            let advice = if facts.case() == 1 {
                "Only departments of the State Council and governments of provinces, cities with districts and autonomous prefectures make 规章. \
                 Choose the type of authority; without that power enter 0, and 行政规范性文件 in the row below."
            } else {
                "Authorities of this type have no power to make 规章: enter 0, and 行政规范性文件 in the row below."
            };
            (title, own(advice))
        }
        "T2-INFORCE-MIN" => {
            let (issued, repealed) = (facts.figure(0), facts.figure(1));
            let least = facts.expected();
            let title = format!(
                "Table 2, “{}”: in force {}, fewer than issued {issued} less repealed {repealed} ({least})",
                facts.row(),
                facts.found()
            );
            (
                title,
                own(
                    "Check that 现行有效件数 is the stock at the end of the year; explain in the text what was issued and expired within it.",
                ),
            )
        }
        "T2-INFORCE-EQ" => (
            format!("Table 2, “{}”: in force {}, exactly as many as issued this year", facts.row(), facts.found()),
            own("Make sure that no older document is in force; 现行有效件数 is the stock at the end of the year."),
        ),
        "T2-FEE-UNIT" => {
            let raw = facts.raws().concat();
            let advice = match facts.case() {
                0 => own("The form counts in 万元 already; enter the figure only."),
                _ => format!("The form counts in 万元; check, and enter {}.", facts.expected()),
            };
            // The unit may stand in the heading alone.
            let title = if raw.contains(['元', '万', '亿']) {
                format!("Table 2, “行政事业性收费”: “{raw}” carries a unit")
            } else {
                format!("Table 2, “行政事业性收费”: “{raw}” under a heading with another unit than 万元")
            };
            (title, advice)
        }
        "T2-FEE-SCALE" if facts.case() == 1 => {
            let quote = facts.finding.quote.as_ref().map_or("", |quote| quote.text.as_str());
            (
                format!("Table 2, “行政事业性收费”: {} 万元, while the text says “{}”", facts.found(), cut(quote, 30)),
                format!("If the amount is in yuan, enter {}.", facts.expected()),
            )
        }
        "T2-FEE-SCALE" => {
            let limit = facts.numbers().next().unwrap_or(Decimal::ZERO);
            let title =
                format!("Table 2, “行政事业性收费”: {} 万元, more than is usual for such an authority ({limit} 万元)", facts.found());
            (title, own("Check whether yuan were taken for 万元."))
        }
        "T2-FEE-PRECISION" => (
            format!("Table 2, “行政事业性收费”: {} has more than 6 decimals", facts.found()),
            own("Six decimals of 万元 are cents already; check the amount."),
        ),
        "T2-ZERO-POWER" => (
            format!(
                "Table 2: 行政许可, 行政处罚 and 行政强制 are all 0, while the authority's name has “{}”",
                facts.texts().next().unwrap_or("")
            ),
            own("Make sure that there were no such decisions; if the powers moved elsewhere, the text may say so."),
        ),
        "T2-19-PUB-GT-TOTAL" => (
            format!("Table 2, “{}”: {} newly published, more than {} published in all", facts.row(), facts.expected(), facts.found()),
            own("What is newly published belongs to the total; check both cells."),
        ),
        "T2-19-MADE-GT-PUB" => {
            let quote = facts.finding.quote.as_ref().map_or("", |quote| quote.text.as_str());
            let (made, published) = (facts.figure(0), facts.figure(1));
            let title = format!("Table 2, “规范性文件”: {made} made and {published} published, while the text says “{}”", cut(quote, 40));
            (title, own("Check the published figure and the text."))
        }
        "T2-19-DELTA" => {
            let (last, change) = (facts.figure(0), facts.figure(1));
            let title = format!("Table 2, “{}”: {last} items last year and a change of {change} give {}", facts.row(), facts.found());
            (title, own("There cannot be fewer than no items; check both cells."))
        }
        "T2-19-ITEM-AS-CASE" => {
            let (last, change) = (facts.figure(0), facts.figure(1));
            let title = format!(
                "Table 2, “{}”: {last} last year and a change of {change} give exactly the {} decisions",
                facts.row(),
                facts.found()
            );
            (title, own("项目数量 counts items of the power list, not cases; check whether cases of two years were entered."))
        }
        "T2-19-PROC-UNIT" if facts.case() == 1 => {
            let (items, amount) = (facts.figure(0), amount_raw(facts));
            let title = format!("Table 2, “政府集中采购”: “{amount}” for {items} project(s), more than 100 million yuan each");
            (title, own("Check whether the unit is yuan or 万元."))
        }
        "T2-19-PROC-UNIT" => (
            format!("Table 2, “政府集中采购”: the amount {} has no unit", facts.found()),
            own("This edition prints no unit; state 万元 or 元."),
        ),
        "T2-19-PROC-PAIR" => (
            format!("Table 2, “政府集中采购”: projects {}, amount {}", facts.figure(0), amount_raw(facts)),
            own("Projects and amount go together; check both cells."),
        ),
        "T3-BALANCE" => {
            let [received, carried_in, total, carried_out] = [0, 1, 2, 3].map(|at| facts.figure(at));
            let title = format!(
                "Table 3, column “{}” does not balance: received {received} + carried in {carried_in} = {}, total {total} + carried out {carried_out} = {}{}",
                facts.column(),
                facts.expected(),
                facts.found(),
                counted(facts)
            );
            (title, sum_advice(facts, "Check these four cells and correct the wrong one."))
        }
        "T3-RESULT-TOTAL" => {
            let (sum, stated) = (facts.expected(), facts.found());
            let title =
                format!("Table 3, column “{}”: the results add up to {sum}, （七）总计 says {stated}{}", facts.column(), counted(facts));
            (title, sum_advice(facts, &format!("{}; check this column.", addends(&facts.of_rows()))))
        }
        "T3-ROW-TOTAL" => {
            let (sum, stated) = (facts.expected(), facts.found());
            let title = format!(
                "Table 3, row “{}”: the six kinds of applicants add up to {sum}, 总计 says {stated}{}",
                facts.row(),
                counted(facts)
            );
            (title, sum_advice(facts, &format!("{}; check this row.", addends(&facts.of_columns()))))
        }
        "T4-SUM" => {
            let [upheld, corrected, other, pending] = [0, 1, 2, 3].map(|at| facts.figure(at));
            let (sum, stated) = (facts.expected(), facts.found());
            let title = format!("Table 4, “{}”: the outcomes add up to {sum}, 总计 says {stated}{}", facts.row(), counted(facts));
            let formula =
                format!("Upheld {upheld} + corrected {corrected} + other {other} + pending {pending} = {sum}; check these five cells.");
            (title, sum_advice(facts, &formula))
        }
        "T3-SUSPECT-CELL" | "T3-SHIFT" => super::repair::message(facts, &places(facts), Language::En),
        "T3-TOTAL-ONLY" => {
            let names = facts.row_names();
            let rows = of(names.len(), "row");
            let (what, advice) = if facts.case() == 1 {
                ("with figures but no 总计", "Add the total.")
            } else {
                ("with 总计 only", "Enter the figures by applicant, and 0 where there is none.")
            };
            (format!("Table 3: {rows} {what}: {}", quoted(&names)), own(advice))
        }
        "T3-ALL-ZERO" => (
            own("Tables 3 and 4 are all 0"),
            own("Make sure that there were no requests, reviews or lawsuits, by post, in person or passed on from above."),
        ),
        "T3-OTHER-SHARE" => (
            format!("Table 3: of {} results {} are “（六）3.其他”, more than half", facts.figure(1), facts.found()),
            own("其他 is a residual class; check whether some belong to the classes before it."),
        ),
        "T3-CARRYOUT-HIGH" => {
            let (received, carried_in) = (facts.figure(0), facts.figure(1));
            let title = format!("Table 3: {} carried out, more than 30% of {received} received and {carried_in} carried in", facts.found());
            (title, own("Answers are due within 20 working days; check the figure."))
        }
        "T4-GT-T3" => {
            let requests = facts.numbers().next().unwrap_or(Decimal::ZERO);
            let title = format!("Table 4: {} reviews and direct lawsuits, more than the {requests} requests of table 3", facts.found());
            (title, own("Check whether older cases or cases of other matters were counted."))
        }
        "T4-AFTER-GT-REVIEW" => (
            match facts.numbers().next() {
                None => format!("Table 4: {} lawsuits after a review, more than {} reviews", facts.found(), facts.figure(0)),
                Some(before) => format!(
                    "Table 4: {} lawsuits after a review, more than the reviews of both years ({} and {before})",
                    facts.found(),
                    facts.figure(0)
                ),
            },
            own("Check; a review of an earlier year with a lawsuit of this year is in order."),
        ),
        // Every code has its own sentence, which a test holds true.
        code => (format!("{code} ({count})"), String::new()),
    }
}

fn personal(facts: &Facts<'_>) -> (String, String) {
    let what = ["An identity number", "A bank card's number", "A mobile telephone's number"];
    let what = what.get(usize::from(facts.case())).copied().unwrap_or_default();
    let place = match facts.section() {
        Some(0) => "before section 1".to_owned(),
        Some(section) => format!("in section {section}"),
        None if facts.cells().is_empty() => "in a table or a heading".to_owned(),
        None => format!("in table {}, {}", facts.table(), places(facts)),
    };
    let advice = match facts.case() {
        2 => "Where it is a person's own, take it out before publication or give the office's telephone. The result shows it blacked out.",
        _ => "Take it out before publication. The result shows it blacked out.",
    };
    (format!("{what} stands {place}: {}", facts.texts().next().unwrap_or_default()), advice.to_owned())
}

fn section_missing(facts: &Facts<'_>) -> (String, String) {
    let pairs: Vec<(&str, Decimal)> = facts.texts().zip(facts.numbers()).collect();
    let gone: Vec<&str> = pairs.iter().filter(|(text, _)| text.is_empty()).map(|&(_, number)| heading(number)).collect();
    let replaced = pairs.iter().filter(|(text, _)| !text.is_empty());
    let replaced: Vec<String> =
        replaced.map(|&(text, number)| format!("The heading “{}” should be “{}”", cut(text, 30), heading(number))).collect();
    let gone = if gone.is_empty() { None } else { Some(format!("Sections are missing: {}", quoted(gone))) };
    let advice = match &gone {
        Some(_) => "Add them; where there is nothing to say, keep the heading and say so.",
        None => "Check the heading and the text of this section.",
    };
    let title: Vec<String> = gone.into_iter().chain(replaced).collect();
    (title.join("; "), advice.to_owned())
}

fn title_form(facts: &Facts<'_>) -> (String, String) {
    const FORM: &str = "The title reads 〈authority〉〈year〉年政府信息公开工作年度报告.";
    let case = facts.case();
    if case == 0 {
        return ("The report's title was not found".to_owned(), format!("{FORM} If it stands elsewhere, never mind."));
    }
    let parts = [(1, "the authority"), (2, "the year"), (4, "the words 政府信息公开工作年度报告")];
    let lacks: Vec<&str> = parts.into_iter().filter(|(bit, _)| case & bit != 0).map(|(_, part)| part).collect();
    let title = facts.texts().next().unwrap_or("");
    (format!("The title “{}” lacks {}", cut(title, 40), lacks.join(", ")), FORM.to_owned())
}

fn cell_count(facts: &Facts<'_>) -> (String, String) {
    let texts: Vec<&str> = facts.texts().collect();
    let numbers: Vec<Decimal> = facts.numbers().collect();
    let lines: Vec<String> = (texts.chunks(2).zip(numbers.chunks(2)))
        .filter_map(|(text, number)| {
            let (&[label, _], &[expected, found]) = (text, number) else { return None };
            let row = if label.is_empty() { "the row of figures".to_owned() } else { format!("row “{}”", cut(label, 20)) };
            // The number is right where figures stood before the first label, so that none can be told to belong to this row.
            Some(if expected == found {
                format!("{row} has {found} figures that may belong to the row before or after it")
            } else {
                format!("{row} has {found} cells instead of {expected}")
            })
        })
        .collect();
    let more = if lines.len() > NAMED { format!("; {} rows in all", lines.len()) } else { String::new() };
    let title = format!("{}: {}{more}", table(facts), lines.into_iter().take(NAMED).collect::<Vec<_>>().join("; "));
    let raw = match texts.as_slice() {
        &[_, raw] if !raw.is_empty() => format!("Read was: {}. ", cut(raw, 60)),
        _ => String::new(),
    };
    let advice = format!("{raw}Add or delete cells; these were not taken for figures, and sums through them were not checked.");
    (title, advice)
}

/// `本年制发件数 2, 现行有效件数 2`.
fn regulations(facts: &Facts<'_>) -> String {
    let form = facts.report.form();
    let named =
        facts.cells().iter().enumerate().map(|(at, &field)| format!("{} {}", super::places::column_name(form, field), facts.figure(at)));
    named.collect::<Vec<_>>().join(", ")
}

/// The amount of procurement as written, with its unit.
fn amount_raw(facts: &Facts<'_>) -> String {
    let Some(&field) = facts.cells().get(1) else { return String::new() };
    let raw = cut(&facts.report.cell(field).raw, 20);
    if raw.is_empty() { facts.figure(1).to_string() } else { raw }
}
