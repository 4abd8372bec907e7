//! The same figures in the words of ten offices: every sentence is true, and says it in another way.

use std::fmt::Write as _;

use gouji::form::Edition;

use crate::common::{Figures, Page, Prose};

/// How many ways of writing there are.
pub const OFFICES: usize = 10;

/// How an office writes numbers.
#[derive(Debug, Clone, Copy)]
enum Digits {
    Plain,
    Spaced,
    FullWidth,
    Thousands,
    Chinese,
}

struct Office<'a> {
    figures: &'a Figures,
    digits: Digits,
}

const LEGAL: [&str; 5] = ["enterprise", "research", "social", "legal_service", "other_org"];
const FAMILIES: [&str; 6] = ["granted", "partly_granted", "refused", "unavailable", "not_processed", "other"];

impl Office<'_> {
    fn request(&self, row: &str) -> i64 {
        self.figures.whole(&format!("requests.{row}.total"))
    }

    fn natural(&self, row: &str) -> i64 {
        self.figures.whole(&format!("requests.{row}.natural_person"))
    }

    fn legal(&self, row: &str) -> i64 {
        LEGAL.iter().map(|column| self.figures.whole(&format!("requests.{row}.{column}"))).sum()
    }

    /// The six results, each the sum of its rows.
    fn results(&self) -> [i64; 6] {
        let rows = self.figures.result_rows();
        FAMILIES.map(|family| {
            let own = rows.iter().filter(|row| row["requests.".len()..].split('.').next() == Some(family));
            own.map(|row| self.figures.whole(&format!("{row}.total"))).sum()
        })
    }

    fn dispute(&self, group: &str, outcome: &str) -> i64 {
        self.figures.whole(&format!("disputes.{group}.{outcome}"))
    }

    fn suits(&self, outcome: &str) -> i64 {
        self.dispute("direct_suit", outcome) + self.dispute("suit_after_review", outcome)
    }

    fn n(&self, value: i64) -> String {
        let plain = value.to_string();
        match self.digits {
            Digits::Plain => plain,
            Digits::Spaced => format!(" {plain} "),
            Digits::FullWidth => plain.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap()).collect(),
            Digits::Thousands => {
                let grouped: Vec<char> = plain.chars().rev().collect();
                let groups: Vec<String> = grouped.chunks(3).map(|group| group.iter().rev().collect()).collect();
                groups.into_iter().rev().collect::<Vec<_>>().join(",")
            }
            Digits::Chinese => chinese(value).unwrap_or(plain),
        }
    }

    fn normative(&self) -> String {
        let figure = |column: &str| self.n(self.figures.whole(&format!("disclosure.normative.{column}")));
        match self.figures.edition {
            Edition::V2019 => {
                format!("本年新制作规范性文件{}件，对外公开规范性文件总数{}件。", figure("created"), figure("published_total"))
            }
            Edition::V2021 => {
                format!("全年制发行政规范性文件{}件，废止{}件，现行有效{}件。", figure("issued"), figure("repealed"), figure("in_force"))
            }
        }
    }
}

/// A number below a hundred in Chinese numerals.
fn chinese(value: i64) -> Option<String> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |value: i64| DIGITS[usize::try_from(value).unwrap()];
    match value {
        2 => Some("两".to_owned()),
        0..=9 => Some(digit(value).to_string()),
        10..=99 => {
            let mut text = String::new();
            if value >= 20 {
                text.push(digit(value / 10));
            }
            text.push('十');
            if value % 10 > 0 {
                text.push(digit(value % 10));
            }
            Some(text)
        }
        _ => None,
    }
}

/// A percentage with so many decimals, rounded or cut.
fn percent(part: i64, whole: i64, decimals: u32, cut: bool) -> String {
    let unit = 10_i64.pow(decimals);
    let scaled = if cut { part * 100 * unit / whole } else { (2 * part * 100 * unit + whole) / (2 * whole) };
    if decimals == 0 { format!("{scaled}%") } else { format!("{}.{:0width$}%", scaled / unit, scaled % unit, width = decimals as usize) }
}

/// The words of one office around the tables of a page.
pub fn write(figures: &Figures, office: usize) -> Page {
    let digits = match office {
        1 | 6 => Digits::Spaced,
        3 => Digits::Chinese,
        4 | 8 => Digits::Thousands,
        7 => Digits::FullWidth,
        _ => Digits::Plain,
    };
    let mut page = Page::new(figures, Prose::Headings);
    let o = Office { figures, digits };
    let year = figures.year;
    let [received, carried_in, total, carried_out] = ["received", "carried_in", "total", "carried_out"].map(|row| o.request(row));
    let [granted, partly, refused, unavailable, not_processed, other] = o.results();
    let review = o.dispute("review", "total");
    let suits = o.suits("total");
    let n = |value: i64| o.n(value);

    let preface = match office {
        0 | 5 => format!(
            "根据《中华人民共和国政府信息公开条例》和国办公开办函〔{}〕的要求编制本报告，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
            if figures.edition == Edition::V2019 { "2019〕60号〔试行" } else { "2021〕30号〔格式" }
        )
        .replace("〔试行〕", "").replace("〔格式〕", ""),
        1 | 6 => format!("本年度报告中所列数据的统计时限为{year} 年 1 月 1 日至 12 月 31 日。"),
        2 | 7 => format!(
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、\
             其他需要报告的事项六部分组成，统计期限为{year}年1月1日至{year}年12月31日。如有疑问，请拨打电话0000-12345678。"
        ),
        _ => format!("现将{year}年度政府信息公开工作情况公布如下，数据统计截至{year}年12月31日。"),
    };
    let active = match office {
        0 => "（一）主动公开。全年主动公开政府信息405条，其中机构职能10条，政策文件52条，工作动态343条。".to_owned(),
        1 => "一是主动公开更加规范。全年通过门户网站发布信息 1200 条，通过政务新媒体发布信息 323 条，召开新闻发布会 5 场，发布政策解读 12 篇。".to_owned(),
        2 => format!("（一）主动公开情况\n{year}年，围绕重点领域主动公开信息1500条，其中工作动态1200条，占80%。"),
        3 => "（一）主动公开。机关门户网站发布信息约三百条，回应群众关切十余次。".to_owned(),
        4 => "（一）主动公开方面。累计公开各类信息12,345条，比上年增加1,234条，增长11.1%。".to_owned(),
        5 => "围绕中心工作扎实推进主动公开，严格落实先审查、后公开。".to_owned(),
        8 => "（一）主动公开。办理人大代表建议12件、政协提案8件，受理12345热线工单1,234件，办结率100%；收到意见建议56条，回复留言78条。".to_owned(),
        _ => "（一）主动公开。规范设置栏目，及时更新内容。".to_owned(),
    };
    let requests = match office {
        0 => format!(
            "（二）依申请公开。{year}年共收到政府信息公开申请{}件，上年结转{}件，办结{}件，结转下年度继续办理{}件。",
            n(received),
            n(carried_in),
            n(total),
            n(carried_out)
        ),
        1 if received == 0 => "二是依申请公开更加高效。全年未收到公民、法人或其他组织通过任何方式提出的政府信息公开申请。".to_owned(),
        1 => format!("二是依申请公开更加高效。全年新收政府信息公开申请{}件，均在法定期限内办理，没有超期答复的申请。", n(received)),
        2 => format!(
            "（二）依申请公开情况\n全年共受理申请{}件（含上年结转{}件），答复{}件，另有{}件结转至下一年度。",
            n(received + carried_in),
            n(carried_in),
            n(total),
            n(carried_out)
        ),
        3 => format!("（二）依申请公开。收到{}件政府信息公开申请，办结{}件。", n(received), n(total)),
        4 => format!("（二）依申请公开方面。共办理政府信息公开申请{}件，其中本年新收{}件。", n(received + carried_in), n(received)),
        5 => format!(
            "规范办理依申请公开，累计处理申请{}件，其中新接收{}件，上年度结转{}件。",
            n(received + carried_in),
            n(received),
            n(carried_in)
        ),
        6 => format!(
            "（二）依申请公开。{year} 年度收到政府信息公开申请{}件，已办结{}件，结转 {} 年办理{}件。",
            n(received),
            n(total),
            year + 1,
            n(carried_out)
        ),
        7 => format!(
            "（二）依申请公开。收到申请{}件，其中自然人申请{}件，法人或其他组织申请{}件。",
            n(received),
            n(o.natural("received")),
            n(o.legal("received"))
        ),
        8 => {
            let before = received + 4;
            format!(
                "（二）依申请公开。{}年收到政府信息公开申请{}件，{year}年收到政府信息公开申请{}件，较上年减少4件，下降{}；代表上级机关受理政府信息公开申请17件。",
                year - 1,
                n(before),
                n(received),
                percent(4, before, 2, false)
            )
        }
        _ => {
            if received + carried_in == 0 {
                "（二）依申请公开。本年度无政府信息公开申请。".to_owned()
            } else {
                format!("（二）依申请公开。本机关收到依申请公开{}件，依法作出答复。", n(received))
            }
        }
    };
    let rest = match office {
        5 => "加强政府信息管理，用好网站平台，强化监督保障，工作考核、社会评议情况良好，没有责任追究。".to_owned(),
        8 => format!(
            "（三）政府信息管理。清理规范性文件20件，备案审查规范性文件6件。{}（四）平台建设。维护好门户网站。（五）监督保障。考核合格。",
            o.normative()
        ),
        _ => format!("（三）政府信息管理。{}\n（四）政府信息公开平台建设。\n（五）监督保障。开展业务培训3次、工作考核1次。", o.normative()),
    };
    let share = |part: i64, decimals: u32, cut: bool| {
        if total > 0 { format!("，占{}", percent(part, total, decimals, cut)) } else { String::new() }
    };
    let handled = match office {
        0 => format!(
            "已办结的申请中，予以公开{}件，部分公开{}件，不予公开{}件，无法提供{}件，不予处理{}件，其他处理{}件。",
            n(granted),
            n(partly),
            n(refused),
            n(unavailable),
            n(not_processed),
            n(other)
        ),
        1 => format!(
            "从办理结果看，予以公开{}件{}；部分公开{}件{}。",
            n(granted),
            share(granted, 2, false),
            n(partly),
            share(partly, 2, false)
        ),
        2 => format!(
            "予以公开和部分公开{}件{}，无法提供{}件{}。",
            n(granted + partly),
            share(granted + partly, 1, true),
            n(unavailable),
            share(unavailable, 1, true)
        ),
        3 => format!("{}件予以公开，{}件部分公开，{}件不予公开。", n(granted), n(partly), n(refused)),
        4 => format!("不予公开{}件、无法提供{}件、不予处理{}件、其他处理{}件。", n(refused), n(unavailable), n(not_processed), n(other)),
        6 => format!(
            "新收政府信息公开申请{}件，其中自然人{}件，法人或其他组织{}件；上年结转{}件。",
            n(received),
            n(o.natural("received")),
            n(o.legal("received")),
            n(carried_in)
        ),
        7 => format!(
            "本机关不掌握相关政府信息{}件，没有现成信息需要另行制作{}件，重复申请{}件。",
            n(o.request("unavailable.not_held")),
            n(o.request("unavailable.must_be_created")),
            n(o.request("not_processed.repeated"))
        ),
        8 => format!("全年申请的办理结果总计{}件。", n(total)),
        _ => "具体情况如下表所示。".to_owned(),
    };
    let disputes = match office {
        0 | 7 => {
            let mut text = format!("因政府信息公开被申请行政复议{}件", n(review));
            if review > 0 {
                let outcomes = [("维持", "upheld"), ("纠正", "corrected"), ("其他结果", "other"), ("尚未审结", "pending")];
                let parts: Vec<String> = outcomes.iter().map(|(word, key)| format!("{word}{}件", n(o.dispute("review", key)))).collect();
                write!(text, "，其中{}", parts.join("，")).unwrap();
            }
            format!("{text}；被提起行政诉讼{}件。", n(suits))
        }
        1 | 5 | 9 if review + suits == 0 => "本年度未发生因政府信息公开引发的行政复议、行政诉讼。".to_owned(),
        1 => format!("全年行政复议{}件，行政诉讼{}件。", n(review), n(suits)),
        2 => format!(
            "未经复议直接起诉{}件，复议后起诉{}件。",
            n(o.dispute("direct_suit", "total")),
            n(o.dispute("suit_after_review", "total"))
        ),
        3 => format!("行政复议{}件，行政诉讼{}件，尚未审结{}件。", n(review), n(suits), n(o.suits("pending"))),
        4 => format!("行政复议、行政诉讼共计{}件。", n(review + suits)),
        6 => format!(
            "行政复议{}件，{}审结{}件。",
            n(review),
            if review > 0 && o.dispute("review", "corrected") == 0 { "没有被纠正的情况，" } else { "" },
            n(review - o.dispute("review", "pending"))
        ),
        8 => format!(
            "行政复议{}件，其中结果维持{}件。全年作为复议机关审理其他行政复议案件56件。",
            n(review),
            n(o.dispute("review", "upheld"))
        )
        .replace("全年作为复议机关审理其他行政复议案件56件。", "详见下表。"),
        _ => format!("因政府信息公开引发的行政复议{}件。", n(review)),
    };
    let problems = match office {
        0 | 5 => "存在的主要问题：公开内容不够丰富。\n改进情况：加强培训，完善机制。",
        1 | 6 => "一是业务水平有待提高；二是更新不够及时。下一步，将组织业务培训，健全审核机制。",
        2 | 7 => "（一）存在的问题\n1.公开渠道较为单一。\n（二）改进措施\n1.拓展公开渠道。",
        _ => "当前工作还有不足，主要是主动公开意识不强。今后将进一步强化督促指导。",
    };
    let fees = match office {
        0 => "按照规定，本年度没有发出收费通知，未收取信息处理费。",
        1 => "本年度发出收费通知的件数为0件，总金额0元，实际收取0元。",
        2 => "本机关未收取任何费用。",
        3 => "没有其他需要报告的事项，全年未收取信息处理费。",
        _ => "无收费情况。",
    };
    // Notices are not denied where table 3 counts fees that were not paid.
    let fees = if figures.whole("requests.other.fee_unpaid.total") > 0 { "依法收取信息处理费。" } else { fees };
    page.preface = vec![preface];
    for section in &mut page.sections {
        (section.before, section.after) = (Vec::new(), Vec::new());
        section.before = match section.number {
            1 => [active.clone(), requests.clone(), rest.clone()].iter().flat_map(|text| text.lines()).map(str::to_owned).collect(),
            3 => vec![handled.clone()],
            4 => vec![disputes.clone()],
            5 => problems.lines().map(str::to_owned).collect(),
            6 => vec![fees.to_owned()],
            _ => Vec::new(),
        };
        if section.number == 6 && office.is_multiple_of(2) {
            section.after = vec![figures.unit.clone(), format!("{}年1月20日", year + 1)];
        }
    }
    page.prose = Prose::Full;
    page
}
