//! Tables that are drawn in another way than the form's: each beside every figure that is read of it, and what is said of its rows and columns.

use gouji::{Content, Options, Source, check};

/// Reads a report and shows each figure in the form's order, rows by line, then the findings about rows, columns and units.
fn read(text: &str) -> String {
    read_as(Content::Text(text))
}

fn read_as(content: Content<'_>) -> String {
    let outcome = check(&Source { name: "case", content }, &Options::default());
    let mut shown: Vec<String> = Vec::new();
    for report in &outcome.reports {
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        for (field, value) in &report.values.0 {
            let Some(value) = value.map(|figure| figure.0) else { continue };
            let row = field.rsplit_once('.').map_or("", |(row, _)| row);
            match rows.last_mut() {
                Some((last, values)) if last == row => values.push(value.to_string()),
                _ => rows.push((row.to_owned(), vec![value.to_string()])),
            }
        }
        shown.extend(rows.into_iter().map(|(row, values)| format!("{row} {}", values.join(" "))));
        let about_tables = report.findings.iter().filter(|finding| {
            let code = finding.code;
            ["TAB-COL-ORDER", "TAB-ROW-EXTRA", "TAB-TWICE", "T2-FEE-UNIT", "CELL-COUNT"].contains(&code)
        });
        shown.extend(about_tables.map(|finding| finding.code.to_owned()));
    }
    shown.join("\n")
}

#[test]
fn columns_in_another_order_are_read_by_their_headings() {
    let text = "2023年政府信息公开工作年度报告

三、收到和处理政府信息公开申请情况

| 项目 | 总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |
|---|---|---|---|---|---|---|---|
| 一、本年新收政府信息公开申请数量 | 21 | 1 | 2 | 3 | 4 | 5 | 6 |

四、政府信息公开行政复议、行政诉讼情况

| 行政诉讼 | | | | | | | | | | 行政复议 | | | | |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| 未经复议直接起诉 | | | | | 复议后起诉 | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | | | | | |
| 6 | 7 | 8 | 9 | 30 | 11 | 12 | 13 | 14 | 50 | 1 | 2 | 3 | 4 | 10 |
";
    let expected = "requests.received 1 2 3 4 5 6 21
disputes.review 1 2 3 4 10
disputes.direct_suit 6 7 8 9 30
disputes.suit_after_review 11 12 13 14 50
TAB-COL-ORDER
TAB-COL-ORDER";
    assert_eq!(read(text), expected);
}

#[test]
fn a_word_of_the_form_over_another_row() {
    let text = "2023年政府信息公开工作年度报告

三、收到和处理政府信息公开申请情况

| （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
|---|---|---|---|---|---|---|---|
| 8.属于行政查询事项 | 1 | 1 | 1 | 1 | 1 | 1 | 6 |
| 9.其他 | 9 | 9 | 9 | 9 | 9 | 9 | 54 |
| 合计 | 8 | 8 | 8 | 8 | 8 | 8 | 48 |
| 1.本机关不掌握相关政府信息 | 2 | 2 | 2 | 2 | 2 | 2 | 12 |
| 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 3 | 3 | 3 | 3 | 3 | 3 | 18 |
| 3.其他 | 4 | 4 | 4 | 4 | 4 | 4 | 24 |
| 合计 | 7 | 7 | 7 | 7 | 7 | 7 | 42 |
| （七）总计 | 5 | 5 | 5 | 5 | 5 | 5 | 30 |
";
    let expected = "requests.refused.administrative_query 1 1 1 1 1 1 6
requests.unavailable.not_held 2 2 2 2 2 2 12
requests.other.fee_unpaid 3 3 3 3 3 3 18
requests.other.other 4 4 4 4 4 4 24
requests.total 5 5 5 5 5 5 30
TAB-ROW-EXTRA";
    assert_eq!(read(text), expected);
}

#[test]
fn a_table_in_its_own_section_goes_before_one_like_it() {
    let text = "2023年政府信息公开工作年度报告

一、总体情况

| 类型 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
|---|---|---|---|---|---|
| 行政复议 | 91 | 92 | 93 | 94 | 95 |

四、政府信息公开行政复议、行政诉讼情况

| 类型 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
|---|---|---|---|---|---|
| 行政复议 | 1 | 2 | 3 | 4 | 10 |
| 未经复议直接起诉 | 0 | 0 | 0 | 0 | 0 |
| 复议后起诉 | 0 | 0 | 0 | 0 | 0 |
";
    let expected = "disputes.review 1 2 3 4 10
disputes.direct_suit 0 0 0 0 0
disputes.suit_after_review 0 0 0 0 0";
    assert_eq!(read(text), expected);
}

#[test]
fn a_table_of_another_year_in_the_same_section() {
    let text = "2023年政府信息公开工作年度报告

四、政府信息公开行政复议、行政诉讼情况

2022年情况

| 类型 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
|---|---|---|---|---|---|
| 行政复议 | 91 | 92 | 93 | 94 | 95 |
| 未经复议直接起诉 | 96 | 97 | 98 | 99 | 90 |
| 复议后起诉 | 81 | 82 | 83 | 84 | 85 |

2023年情况

| 类型 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
|---|---|---|---|---|---|
| 行政复议 | 1 | 2 | 3 | 4 | 10 |
| 未经复议直接起诉 | 0 | 0 | 0 | 0 | 0 |
| 复议后起诉 | 0 | 0 | 0 | 0 | 0 |
";
    let expected = "disputes.review 1 2 3 4 10
disputes.direct_suit 0 0 0 0 0
disputes.suit_after_review 0 0 0 0 0";
    assert_eq!(read(text), expected);
    // Nothing tells them apart: where they differ, neither is taken.
    let unnamed = text.replace("2022年情况\n", "").replace("2023年情况\n", "");
    assert_eq!(read(&unnamed), "TAB-TWICE");
    let nearly = unnamed.replace("91 | 92 | 93 | 94 | 95", "1 | 2 | 3 | 5 | 11").replace("96 | 97 | 98 | 99 | 90", "0 | 0 | 0 | / | 0");
    let nearly = nearly.replace("81 | 82 | 83 | 84 | 85", "0 | 0 | 0 | 0 | 0");
    let expected = "disputes.review 1 2 3
disputes.direct_suit 0 0 0 0
disputes.suit_after_review 0 0 0 0 0
TAB-TWICE";
    assert_eq!(read(&nearly), expected);
    // What is the same twice is read once.
    let same = nearly.replace("3 | 5 | 11", "3 | 4 | 10");
    assert_eq!(read(&same), "disputes.review 1 2 3 4 10\ndisputes.direct_suit 0 0 0 0\ndisputes.suit_after_review 0 0 0 0 0");
}

#[test]
fn a_table_of_another_year_in_html() {
    let table = |figures: &str| {
        let head = "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr><td rowspan=2>结果维持</td><td rowspan=2>结果纠正</td>\
                    <td rowspan=2>其他结果</td><td rowspan=2>尚未审结</td><td rowspan=2>总计</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>";
        let kinds = "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>".repeat(2);
        let cells = figures.replace(' ', "</td><td>");
        format!("<table>{head}<tr>{kinds}</tr><tr><td>{cells}</td></tr></table>")
    };
    let (own, other) = (table("1 2 3 4 10 6 7 8 9 30 11 12 13 14 50"), table("9 9 9 9 36 9 9 9 9 36 9 9 9 9 36"));
    let page = |body: &str| format!("<h1>2023年政府信息公开工作年度报告</h1><p>四、政府信息公开行政复议、行政诉讼情况</p>{body}");
    let expected = "disputes.review 1 2 3 4 10\ndisputes.direct_suit 6 7 8 9 30\ndisputes.suit_after_review 11 12 13 14 50";
    for body in [
        format!("<p>（2022年度）</p>{other}{own}"),
        format!("<p>附：上年数</p>{other}<p>本年数</p>{own}"),
        format!("{other}<p>二〇二三年数据</p>{own}"),
        format!("<p>2022年</p>{other}<p>本机关本年度的情况见下表，与2022年相比有所增加。</p>{own}"),
    ] {
        assert_eq!(read_as(Content::Html(&page(&body))), expected, "{body}");
    }
    assert_eq!(read_as(Content::Html(&page(&format!("{other}{own}")))), "disputes.direct_suit 9\nTAB-TWICE");
}

#[test]
fn a_heading_in_yuan() {
    let text = "2023年政府信息公开工作年度报告

二、主动公开政府信息情况

| 第二十条第（八）项 | |
|---|---|
| 信息内容 | 本年收费金额（单位：元） |
| 行政事业性收费 | 251000 |
";
    assert_eq!(read(text), "disclosure.fees 251000\nT2-FEE-UNIT");
}
