//! Cases of the rules between years. The report before is one that this year's follows without a break, until a case breaks it.

use std::sync::Arc;

use gouji::field::TableId::{Disclosure, Disputes, Requests};
use gouji::form::Edition::{self, V2019, V2021};
use gouji::intake::Failure;
use gouji::report::{Beside, Hindrance, Report};

use super::cases::{Case, case, section};
use super::reports::{fill, put, remove, row, valid, year_before};

/// Lays the year before beside the report, changed by `change`.
fn beside(report: &mut Report, change: fn(&mut Report)) {
    let mut before = year_before(report);
    change(&mut before);
    report.beside = Some(Beside { source: before.source.clone(), report: Some(Arc::new(before)), hindrance: None });
}

/// Lays the same report beside it, as when last year's file is taken again.
fn beside_itself(report: &mut Report) {
    let mut before = report.clone();
    before.year = report.year.map(|year| year - 1);
    report.beside = Some(Beside { source: "made up".to_owned(), report: Some(Arc::new(before)), hindrance: None });
}

/// A report without requests, disputes and decisions.
fn quiet(report: &mut Report) {
    fill(report, Requests, "0");
    fill(report, Disputes, "0");
    for key in ["licenses", "penalties", "compulsion"] {
        row(report, Disclosure, key, &["0"]);
    }
    row(report, Disclosure, "fees", &["0"]);
    row(report, Disclosure, "normative", &["0", "0", "0"]);
}

/// Section 1 of a town, with a year and two figures.
pub fn work(year: &str, items: &str, meetings: &str) -> String {
    format!(
        "{year}年，我镇认真贯彻落实条例要求。一是主动公开力度加大，通过县政府网站公开信息{items}条。\
         二是依申请公开流程规范，做到件件有答复。三是加强政府信息管理，落实三审三校。\n\
         四是完善平台建设，更新村务公开栏。五是强化监督保障，召开专题会议{meetings}次，纳入年度考核。"
    )
}

/// Section 1 this year and last.
pub fn worded(report: &mut Report, now: &str, before: &str) {
    beside(report, |_| {});
    let kept = report.beside.take().unwrap();
    let mut previous = Arc::unwrap_or_clone(kept.report.unwrap());
    section(report, 1).text = now.into();
    section(&mut previous, 1).text = before.into();
    report.beside = Some(Beside { source: kept.source, report: Some(Arc::new(previous)), hindrance: None });
}

/// Section 5 this year and last.
fn problems(report: &mut Report, now: &str, before: &str) {
    worded(report, "做好主动公开、依申请公开、信息管理、平台建设、监督保障和考核。", "上一年度的总体情况另有记载。");
    let kept = report.beside.take().unwrap();
    let mut previous = Arc::unwrap_or_clone(kept.report.unwrap());
    section(report, 5).text = now.into();
    section(&mut previous, 5).text = before.into();
    report.beside = Some(Beside { source: kept.source, report: Some(Arc::new(previous)), hindrance: None });
}

/// The report of the last year with the form of 2019, beside the first with that of 2021.
fn crossing(report: &mut Report, change: fn(&mut Report)) {
    (report.year, report.title_year) = (Some(2021), Some(2021));
    report.title = report.title.as_ref().map(|title| title.replace("2023", "2021"));
    report.preface = "统计期限自2021年1月1日起至2021年12月31日止。".into();
    let mut before = valid(V2019);
    row(&mut before, Requests, "carried_out", &["2", "1", "0", "1", "0", "0", "4"]);
    change(&mut before);
    report.beside = Some(Beside { source: "made up".to_owned(), report: Some(Arc::new(before)), hindrance: None });
}

const fn clean(code: &'static str, name: &'static str, edition: Edition, change: fn(&mut Report)) -> Case {
    case(code, name, edition, change, &[])
}

pub const CASES: &[Case] = &[
    // Carried over.
    case(
        "XY-CARRY",
        "one column and the total",
        V2021,
        |r| beside(r, |p| row(p, Requests, "carried_out", &["3", "1", "0", "1", "0", "0", "5"])),
        &["XY-CARRY"],
    ),
    case("XY-CARRY", "the total alone", V2021, |r| beside(r, |p| put(p, "requests.carried_out.total", "7")), &["XY-CARRY"]),
    case(
        "XY-CARRY",
        "another kind of applicant",
        V2021,
        |r| beside(r, |p| row(p, Requests, "carried_out", &["3", "0", "0", "1", "0", "0", "4"])),
        &["XY-CARRY"],
    ),
    case(
        "XY-CARRY",
        "across the editions",
        V2021,
        |r| crossing(r, |p| row(p, Requests, "carried_out", &["1", "1", "0", "1", "0", "0", "3"])),
        &["XY-CARRY"],
    ),
    case("XY-CARRY", "in 2020", V2019, |r| beside(r, |p| row(p, Requests, "carried_out", &["0"; 7])), &["XY-CARRY"]),
    clean("XY-CARRY", "last year's cell is blank, and nothing is said of it", V2021, |r| {
        beside(r, |p| row(p, Requests, "carried_out", &[""; 7]));
    }),
    clean("XY-CARRY", "last year's row was not found", V2021, |r| beside(r, |p| remove(p, Requests, "carried_out"))),
    clean("XY-CARRY", "the same figures", V2021, |r| beside(r, |_| {})),
    clean("XY-CARRY", "across the editions, the same figures", V2021, |r| crossing(r, |_| {})),
    clean("XY-CARRY", "no report of last year", V2021, |_| {}),
    clean("XY-CARRY", "a report of another year is not compared", V2021, |r| {
        beside(r, |p| row(p, Requests, "carried_out", &["3", "1", "0", "1", "0", "0", "5"]));
        r.beside.as_mut().unwrap().hindrance = Some(Hindrance::Year);
    }),
    clean("XY-CARRY", "a report that could not be read is not compared", V2021, |r| {
        r.beside = Some(Beside { source: "made up".to_owned(), report: None, hindrance: Some(Hindrance::Unread(Failure::NoReport)) });
    }),
    // In force.
    case("XY-INFORCE", "two documents too few", V2021, |r| beside(r, |p| put(p, "disclosure.normative.in_force", "15")), &["XY-INFORCE"]),
    case(
        "XY-INFORCE",
        "one too many, whatever expired",
        V2021,
        |r| {
            section(r, 6).text = "本年宣布失效1件，未收取信息处理费。".into();
            beside(r, |p| put(p, "disclosure.normative.in_force", "12"));
        },
        &["XY-INFORCE"],
    ),
    case(
        "XY-INFORCE",
        "fewer, and the text says that some expired",
        V2021,
        |r| {
            section(r, 6).text.push_str("清理行政规范性文件，2件失效。");
            beside(r, |p| put(p, "disclosure.normative.in_force", "15"));
        },
        &["XY-INFORCE"],
    ),
    clean("XY-INFORCE", "12 and 3 less 1", V2021, |r| {
        row(r, Disclosure, "normative", &["3", "1", "14"]);
        beside(r, |p| put(p, "disclosure.normative.in_force", "12"));
    }),
    clean("XY-INFORCE", "last year's form had no such figure", V2021, |r| crossing(r, |_| {})),
    clean("XY-INFORCE", "last year's cell holds a sign", V2021, |r| beside(r, |p| put(p, "disclosure.normative.in_force", "/"))),
    clean("XY-INFORCE", "no power to make 规章, said with a sign last year", V2021, |r| {
        beside(r, |p| row(p, Disclosure, "rules", &["/", "/", "/"]));
    }),
    // Items of 2019.
    case("XY-19-ITEMS", "the change was forgotten", V2019, |r| beside(r, |p| put(p, "disclosure.licenses.change", "12")), &["XY-19-ITEMS"]),
    case(
        "XY-19-ITEMS",
        "a decrease counted the wrong way",
        V2019,
        |r| beside(r, |p| put(p, "disclosure.penalties.change", "-2")),
        &["XY-19-ITEMS"],
    ),
    clean("XY-19-ITEMS", "34 and 10 are 44", V2019, |r| {
        put(r, "disclosure.licenses.last_year_items", "44");
        put(r, "disclosure.licenses.decisions", "167");
        beside(r, |p| {
            put(p, "disclosure.licenses.last_year_items", "34");
            put(p, "disclosure.licenses.change", "10");
        });
    }),
    clean("XY-19-ITEMS", "a change that cannot be read", V2019, |r| beside(r, |p| put(p, "disclosure.licenses.change", "增"))),
    // Pending.
    case(
        "XY-PENDING",
        "fewer reviews than were pending",
        V2021,
        |r| beside(r, |p| row(p, Disputes, "review", &["0", "0", "0", "6", "6"])),
        &["XY-PENDING"],
    ),
    case(
        "XY-PENDING",
        "fewer lawsuits than were pending",
        V2019,
        |r| beside(r, |p| row(p, Disputes, "direct_suit", &["0", "0", "0", "3", "3"])),
        &["XY-PENDING"],
    ),
    clean("XY-PENDING", "as many as were pending", V2021, |r| beside(r, |p| row(p, Disputes, "review", &["0", "0", "0", "5", "5"]))),
    clean("XY-PENDING", "last year's row was not found", V2021, |r| beside(r, |p| remove(p, Disputes, "review"))),
    // The same figures.
    case(
        "XY-SAME",
        "last year's file again",
        V2021,
        |r| {
            row(r, Disclosure, "normative", &["0", "0", "14"]);
            row(r, Requests, "carried_out", &["2", "1", "0", "1", "0", "0", "4"]);
            row(r, Requests, "received", &["34", "27", "36", "27", "34", "27", "185"]);
            quiet_requests(r);
            beside_itself(r);
        },
        &["XY-SAME"],
    ),
    case(
        "XY-SAME",
        "one request in both years",
        V2021,
        |r| {
            quiet(r);
            for key in ["received", "granted", "total"] {
                row(r, Requests, key, &["1", "0", "0", "0", "0", "0", "1"]);
            }
            beside_itself(r);
        },
        &["XY-SAME"],
    ),
    case(
        "XY-SAME",
        "nothing but zeros in both years",
        V2021,
        |r| {
            quiet(r);
            beside_itself(r);
        },
        &["T3-ALL-ZERO"],
    ),
    case(
        "XY-SAME",
        "nothing but the stock of documents in both years",
        V2021,
        |r| {
            quiet(r);
            put(r, "disclosure.normative.in_force", "14");
            beside_itself(r);
        },
        &["T3-ALL-ZERO"],
    ),
    clean("XY-SAME", "one figure differs", V2021, |r| beside(r, |p| put(p, "disclosure.licenses.decisions", "81"))),
    clean("XY-SAME", "across the editions", V2021, |r| crossing(r, |_| {})),
    // Leaps.
    case(
        "XY-JUMP",
        "a hundred times as many licences",
        V2021,
        |r| {
            put(r, "disclosure.licenses.decisions", "7600");
            beside(r, |p| put(p, "disclosure.licenses.decisions", "76"));
        },
        &["XY-JUMP"],
    ),
    case(
        "XY-JUMP",
        "two totals, one of them from nothing",
        V2021,
        |r| {
            put(r, "disclosure.licenses.decisions", "120");
            beside(r, |p| {
                put(p, "disclosure.licenses.decisions", "0");
                put(p, "disclosure.penalties.decisions", "210");
            });
        },
        &["XY-JUMP"],
    ),
    clean("XY-JUMP", "ten times as many, no more", V2021, |r| {
        put(r, "disclosure.licenses.decisions", "760");
        beside(r, |p| put(p, "disclosure.licenses.decisions", "76"));
    }),
    clean("XY-JUMP", "a hundred more at most", V2021, |r| {
        put(r, "disclosure.licenses.decisions", "105");
        beside(r, |p| put(p, "disclosure.licenses.decisions", "5"));
    }),
    clean("XY-JUMP", "the decisions of the other edition", V2021, |r| {
        put(r, "disclosure.licenses.decisions", "7600");
        crossing(r, |_| {});
    }),
    // Lawsuits after a review of last year.
    case(
        "T4-AFTER-GT-REVIEW",
        "more than the reviews of both years",
        V2021,
        |r| {
            row(r, Disputes, "review", &["1", "0", "0", "0", "1"]);
            row(r, Disputes, "suit_after_review", &["3", "0", "0", "0", "3"]);
            beside(r, |p| row(p, Disputes, "review", &["1", "0", "0", "0", "1"]));
        },
        &["T4-AFTER-GT-REVIEW"],
    ),
    clean("T4-AFTER-GT-REVIEW", "reviews of last year, lawsuits of this", V2021, |r| {
        row(r, Disputes, "review", &["1", "0", "0", "0", "1"]);
        row(r, Disputes, "suit_after_review", &["3", "0", "0", "0", "3"]);
        beside(r, |p| row(p, Disputes, "review", &["3", "0", "0", "0", "3"]));
    }),
    // The same words.
    case("NAR-SIMILAR", "other figures only", V2021, |r| worded(r, &work("2023", "251", "3"), &work("2022", "214", "2")), &["NAR-SIMILAR"]),
    case(
        "NAR-SIMILAR",
        "other figures, punctuation and spaces",
        V2021,
        |r| {
            worded(r, &work("２０２３", " 251 ", "3").replace('，', "；").replace("。\n", "。 \n　　"), &work("2022", "1214", "12"));
        },
        &["NAR-SIMILAR"],
    ),
    case(
        "NAR-SIMILAR",
        "the sentences in another order",
        V2021,
        |r| {
            let before = work("2022", "214", "2");
            let (first, second) = before.split_once('\n').unwrap();
            worded(r, &format!("{second}\n{first}").replace("2022", "2023"), &before);
        },
        &["NAR-SIMILAR"],
    ),
    case(
        "NAR-SIMILAR",
        "one word more",
        V2021,
        |r| {
            worded(r, &work("2023", "251", "3").replace("专题会议", "专题工作会议"), &work("2022", "214", "2"));
        },
        &["NAR-SIMILAR"],
    ),
    case(
        "NAR-SIMILAR",
        "problems copied",
        V2021,
        |r| {
            let before = "存在的主要问题：一是部分村公开栏更新不及时，二是答复文书不够规范，三是业务培训不足。改进措施：2023年将按季通报各村更新情况。";
            problems(r, &before.replace("2023", "2024"), before);
        },
        &["NAR-SIMILAR"],
    ),
    case(
        "NAR-SIMILAR",
        "both sections copied",
        V2021,
        |r| {
            let before = "存在的主要问题：一是部分村公开栏更新不及时，二是答复文书不够规范，三是业务培训不足。改进措施：2023年将按季通报各村更新情况。";
            problems(r, before, before);
            let kept = r.beside.take().unwrap();
            let mut previous = Arc::unwrap_or_clone(kept.report.unwrap());
            section(r, 1).text = work("2023", "251", "3");
            section(&mut previous, 1).text = work("2022", "214", "2");
            r.beside = Some(Beside { source: kept.source, report: Some(Arc::new(previous)), hindrance: None });
        },
        &["NAR-SIMILAR", "NAR-SIMILAR"],
    ),
    case(
        "NAR-SIMILAR",
        "set phrases in common",
        V2021,
        |r| {
            let now = "2023年，我镇认真贯彻落实条例要求。一是围绕乡村振兴公开信息251条，新增衔接资金项目公示。二是全年受理申请4件，均在期限内答复。\
                   三是清理失效文件2件。四是在便民服务中心新设公开专区。五是社会评议满意率有所提高。";
            worded(r, now, &work("2022", "214", "2"));
        },
        &["NAR-S1-ASPECTS"],
    ),
    case(
        "NAR-SIMILAR",
        "one sentence in three rewritten",
        V2021,
        |r| {
            let now = work("2023", "251", "3").replace(
                "五是强化监督保障，召开专题会议3次，纳入年度考核。",
                "五是接受社会评议，发放问卷200份，对反映的集体资金公开不细问题逐村整改到位。",
            );
            worded(r, &now, &work("2022", "214", "2"));
        },
        &["NAR-S1-ASPECTS"],
    ),
    case(
        "NAR-SIMILAR",
        "the same few words",
        V2021,
        |r| worded(r, "2023年总体情况良好。", "2022年总体情况良好。"),
        &["NAR-GOV-EVAL", "NAR-S1-ASPECTS"],
    ),
    clean("NAR-SIMILAR", "last year's section is not there", V2021, |r| {
        section(r, 1).text = work("2023", "251", "3");
        beside(r, |p| p.sections.retain(|section| section.number != 1));
    }),
    clean("NAR-SIMILAR", "other problems", V2021, |r| {
        problems(
            r,
            "存在的主要问题：一是新媒体账号维护力量不足，二是政策解读形式单一。改进措施：整合账号，配备专人，增加图解和短视频。",
            "存在的主要问题：一是部分村公开栏更新不及时，二是答复文书不够规范，三是业务培训不足。改进措施：按季通报各村更新情况。",
        );
    }),
];

/// Makes table 3 hold after its totals were put by hand.
fn quiet_requests(report: &mut Report) {
    fill(report, Requests, "0");
    for key in ["received", "granted", "total"] {
        row(report, Requests, key, &["12", "3", "0", "0", "0", "0", "15"]);
    }
}
