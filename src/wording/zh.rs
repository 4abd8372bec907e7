//! The messages in Chinese.

use super::places::{Columns, Spot};
use super::{Facts, Language, NAMED, cut, table_id};
use crate::field::TableId;
use crate::form::Edition;
use crate::rules::HEADINGS;
use crate::value::Decimal;

const ORDINALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

fn table(facts: &Facts<'_>) -> &'static str {
    match facts.table() {
        2 => "表二",
        3 => "表三",
        4 => "表四",
        _ => "表格",
    }
}

/// `“a”“b”`, and after six of them how many there are.
fn quoted<T: AsRef<str>>(names: impl IntoIterator<Item = T>, counter: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("“{}”", name.as_ref())).collect();
    match names.get(..NAMED) {
        Some(first) if names.len() > NAMED => format!("{}等 {} {counter}", first.concat(), names.len()),
        _ => names.concat(),
    }
}

fn spot(spot: &Spot) -> String {
    match spot {
        Spot::Table => "整张表".to_owned(),
        Spot::Column(column) => format!("“{column}”整列"),
        Spot::Cells { rows, columns } => {
            let only = matches!(columns, Columns::Only);
            let name = match rows.as_slice() {
                [first, second, .., _] if rows.len() > 4 => format!("“{first}”“{second}”等 {} 行", rows.len()),
                _ if only => quoted(rows, "行"),
                _ => format!("{}行", quoted(rows, "行")),
            };
            match columns {
                Columns::Only => name,
                Columns::All => format!("{name}各格"),
                Columns::AllButTotal => format!("{name}除总计外各格"),
                Columns::These(columns) => format!("{name}的{}", columns.join("、")),
            }
        }
    }
}

/// The finding's cells, with their number where not all are named.
fn places(facts: &Facts<'_>) -> String {
    let spots = facts.spots();
    let named: Vec<String> = spots.iter().take(NAMED).map(spot).collect();
    let named = named.join("；");
    if spots.len() > NAMED { format!("{named}等 {} 格", facts.cells().len()) } else { named }
}

fn cell_title(facts: &Facts<'_>, what: &str) -> String {
    format!("{} {} 格{what}：{}", table(facts), facts.cells().len(), places(facts))
}

/// `填“a”“b”`.
fn written(facts: &Facts<'_>) -> String {
    quoted(facts.raws(), "种写法")
}

fn counted(facts: &Facts<'_>) -> String {
    match facts.counted_as_zero() {
        (0, 0) => String::new(),
        (blank, 0) => format!("（其中 {blank} 格空白，按 0 计算）"),
        (0, mark) => format!("（其中 {mark} 格填符号，按 0 计算）"),
        (blank, mark) => format!("（其中 {blank} 格空白、{mark} 格填符号，按 0 计算）"),
    }
}

fn addends(list: &[(String, Decimal)]) -> String {
    let named: Vec<String> = list.iter().take(NAMED).map(|(name, figure)| format!("“{name}”{figure}")).collect();
    match list.len() {
        0 => "各项都是 0".to_owned(),
        more if more > NAMED => format!("不是 0 的有{}等 {more} 项", named.join("、")),
        _ => format!("不是 0 的有{}", named.join("、")),
    }
}

fn sum_advice(facts: &Facts<'_>, what: &str) -> String {
    if facts.is_derived() && facts.case() == 0 {
        return "“总计”列的这一处差额由其他不符的合计引起，先改正那些，再看这一条。".to_owned();
    }
    let gap = facts.gap().map_or(String::new(), |gap| format!("相差 {gap}。"));
    if facts.case() == 1 {
        return format!("{gap}这一处由指出的那几格引起，改正后再看。");
    }
    format!("{gap}{what}")
}

fn year(edition: Edition) -> &'static str {
    edition.name()
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
    let count = facts.cells().len();
    let own = |text: &str| text.to_owned();
    match facts.finding.code {
        "DOC-FORMAT-YEAR" => {
            let reported = facts.numbers().next().unwrap_or(Decimal::ZERO);
            let title = format!("{reported}年的报告用了{}年版表格，应当用{}年版", year(edition), year(other(edition)));
            let advice = match edition {
                Edition::V2019 => "请按国办公开办函〔2021〕30号的表格重新填报；如果报告年度读错了，请核对标题里的年份。",
                Edition::V2021 => "请按国办公开办函〔2019〕60号的表格填报；如果报告年度读错了，请核对标题里的年份。",
            };
            (title, own(advice))
        }
        "DOC-FORMAT-MIX" => {
            let texts: Vec<&str> = facts.texts().collect();
            let blocks = texts.chunks(2).filter_map(|pair| pair.first());
            let headings: Vec<&str> = texts.chunks(2).filter_map(|pair| pair.get(1)).copied().filter(|h| !h.is_empty()).collect();
            let seen = if headings.is_empty() { String::new() } else { format!("现在的列标题是：{}。", headings.join("；")) };
            let title = format!("表二混用了两版表格：{}是{}年版的内容", quoted(blocks, "处"), year(other(edition)));
            (title, format!("{seen}请按{}年版表格重填。", year(edition)))
        }
        "DOC-SECTION-MISSING" => section_missing(facts),
        "DOC-SECTION-NUMBER" if facts.case() == 1 => {
            (format!("有重复的部分：{}", quoted(facts.texts(), "个")), own("请删去或合并重复的部分。"))
        }
        "DOC-SECTION-NUMBER" => {
            let pairs = facts.texts().zip(facts.numbers());
            let ordinal = |number: Decimal| index(number).and_then(|at| ORDINALS.get(at)).copied().unwrap_or("");
            let listed: Vec<String> = pairs.map(|(text, number)| format!("“{}”应为“{}、”", cut(text, 30), ordinal(number))).collect();
            (format!("部分的序号不对：{}", listed.join("；")), own("请按一至六的次序改正序号，并核对是否漏了或多了部分。"))
        }
        "DOC-SECTION-EXTRA" => (
            format!("规定的六个部分之外还有：{}", quoted(facts.texts().map(|text| cut(text, 30)), "个部分")),
            own("请并入相应的部分或删去。"),
        ),
        "DOC-SECTION-TITLE" => {
            let pairs = facts.texts().zip(facts.numbers());
            let listed: Vec<String> = pairs.map(|(text, number)| format!("“{}”，规定为“{}”", cut(text, 30), heading(number))).collect();
            (format!("部分的标题与规定写法不同：{}", listed.join("；")), own("请核对是否漏字、重字或沿用了旧标题。"))
        }
        "DOC-TITLE-FORM" => title_form(facts),
        "DOC-TITLE-YEAR" => (
            format!("标题写{}年，正文的报告年度是{}年", facts.found(), facts.expected()),
            own("请核对是否沿用了上年的文件，改正写错的一处。"),
        ),
        "DOC-ARTIFACT" => {
            let texts: Vec<String> = facts.texts().map(|text| cut(text, 30)).collect();
            let title = format!("正文里有 {} 处文字处理软件的残留：{}", texts.len(), quoted(&texts, "处"));
            (title, own("请在原文件里删去后再公开。"))
        }
        "DOC-PRIVACY-ID" | "DOC-PRIVACY-MOBILE" => personal(facts),
        "TAB-MISSING" => {
            let title = table_id(facts.table()).and_then(|table| HEADINGS.get(usize::from(table.section()) - 1)).copied().unwrap_or("");
            (format!("没有读到{t}（{title}）"), own("请补上这张表，没有数字的填 0；如果表格是图片，请换成文字表格。"))
        }
        "TAB-ROW-MISSING" if facts.case() == 1 => match edition {
            Edition::V2021 => (
                own("表三用2019年版的一行“（六）其他处理”代替了2021年版的三行"),
                own("合计已按这一行核对；请换用2021年版的三行，分项填写。"),
            ),
            Edition::V2019 => (
                own("表三用2021年版“（六）其他处理”的三行代替了2019年版的一行"),
                own("合计已按这三行核对；2019、2020年度的报告请用2019年版的一行。"),
            ),
        },
        "TAB-ROW-MISSING" => {
            let names = facts.row_names();
            (format!("{t}缺少 {} 行：{}", names.len(), quoted(&names, "行")), format!("请按{}年版表格补上，没有的填 0。", year(edition)))
        }
        "TAB-ROW-EXTRA" if facts.case() == 1 => (
            format!("表三的分组标题旁填了小计：{}", quoted(facts.texts().map(|text| cut(text, 20)), "处")),
            own("分组标题没有数字格，请删去小计。"),
        ),
        "TAB-ROW-EXTRA" => {
            (format!("{t}有规定之外的行：{}", quoted(facts.texts().map(|text| cut(text, 20)), "行")), own("请删去；需要说明的，写进正文。"))
        }
        "TAB-LABEL-VARIANT" => {
            let names = facts.row_names();
            let pairs = facts.texts().zip(&names).take(NAMED);
            let listed: Vec<String> = pairs.map(|(text, name)| format!("“{}”，规定为“{name}”", cut(text, 40))).collect();
            let more = if names.len() > NAMED { format!("等 {} 行", names.len()) } else { String::new() };
            (format!("{t}的行名与规定不同：{}{more}", listed.join("；")), own("请改用规定的名称。"))
        }
        "TAB-COL-ORDER" => {
            let read: Vec<&str> = facts.texts().collect();
            let advice = match table_id(facts.table()) {
                Some(TableId::Requests) => {
                    "规定的次序是：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计。请核对数字是否归错了列。"
                }
                _ => "请按规定的次序排列，并核对数字是否归错了列。",
            };
            let title = if read.iter().all(|headings| headings.is_empty()) {
                format!("{t}的列标题里没有“总计”")
            } else {
                format!("{t}的列次序与规定不同：{}", cut(&read.join("；"), 80))
            };
            (title, own(advice))
        }
        "TAB-HEADER-CUT" => {
            let read: Vec<&str> = facts.texts().collect();
            let title = format!("{t}的列标题不完整，数字按位置读取：{}", cut(&read.join("；"), 80));
            (title, own("请对照原表，看读出的数字是否在正确的列。"))
        }
        "TAB-TWICE" => {
            let count = facts.numbers().next().unwrap_or(Decimal::ZERO);
            let title = format!("{t}在这一部分里有 {count} 张，{} 格的数字不同：{}", facts.cells().len(), places(facts));
            (title, own("请只保留本年的一张，或在表名中写明年份；不同的数字没有采用，经过这些格的合计暂未核对。"))
        }
        "CELL-BLANK" => (cell_title(facts, "空白"), own("本年没有的，请填 0；有的，请补上数字。")),
        "CELL-PLACEHOLDER" => {
            let advice = match facts.finding.severity {
                crate::finding::Severity::Info => "没有规章制定权的，建议填 0。",
                _ => "本年没有的，请填 0；有的，请补上数字。",
            };
            (cell_title(facts, &format!("填{}，不是数字", written(facts))), own(advice))
        }
        "CELL-NOT-NUMBER" => (cell_title(facts, &format!("填{}，不是数字", written(facts))), own("请改填数字；经过这些格的合计暂未核对。")),
        "CELL-NEGATIVE" => (cell_title(facts, &format!("是负数（{}）", written(facts))), own("件数和金额不能小于 0，请核对。")),
        "CELL-DECIMAL" => {
            (cell_title(facts, &format!("填{}，不是整数", written(facts))), own("件数只能是整数，请核对是否串列或误填了金额。"))
        }
        "CELL-UNIT-SUFFIX" if facts.case() == 1 => {
            (cell_title(facts, &format!("带了金额单位（{}）", written(facts))), own("表格填的是件数，带“万”会改变数值，请写出完整的数字。"))
        }
        "CELL-UNIT-SUFFIX" => (cell_title(facts, &format!("带了单位（{}）", written(facts))), own("单位已由表格规定，请只填数字。")),
        "CELL-STYLE" => {
            (cell_title(facts, &format!("的数字写法不规范（{}）", written(facts))), own("请改用半角阿拉伯数字，不带逗号和前导零。"))
        }
        "CELL-COUNT" => cell_count(facts),
        "CELL-SPLIT" => (
            cell_title(facts, &format!("像是有几个数字（{}）", written(facts))),
            own("请核对是几个数字，还是一个数字被拆开；经过这些格的合计暂未核对。"),
        ),
        "CELL-GLUED" => {
            let [raw, figures] = [0, 1].map(|at| facts.texts().nth(at).unwrap_or_default());
            (
                format!("{}“{}”行的数字连成一串（{}）", table(facts), facts.row(), cut(raw, 40)),
                format!("按本行合计只有一种分法，已读作“{}”；请核对，并在数字之间留出间隔。", figures.replace(' ', "、")),
            )
        }
        "CELL-FORMULA" => {
            (cell_title(facts, &format!("是公式的残留（{}）", written(facts))), own("请改填数字；经过这些格的合计暂未核对。"))
        }
        "CELL-HUGE" => (cell_title(facts, &format!("大得不像真的（{}）", written(facts))), own("请核对是否多打了 0，或两格连在了一起。")),
        "T2-REG-POWER" => {
            let title = format!("表二“规章”填了不为 0 的数：{}", regulations(facts));
            let advice = if facts.case() == 1 {
                "只有国务院部门和省、设区的市、自治州的人民政府有规章制定权。请选择单位类型；没有制定权的填 0，行政规范性文件填在下一行。"
            } else {
                "这类机关没有规章制定权，请填 0；行政规范性文件填在下一行。"
            };
            (title, own(advice))
        }
        "T2-INFORCE-MIN" => (
            format!(
                "表二“{}”现行有效 {}，少于制发 {} 减废止 {}（{}）",
                facts.row(),
                facts.found(),
                facts.figure(0),
                facts.figure(1),
                facts.expected()
            ),
            own("请核对现行有效件数是否为年底的存量；当年制发又失效的，请在正文说明。"),
        ),
        "T2-INFORCE-EQ" => (
            format!("表二“{}”现行有效 {}，恰好等于本年制发件数", facts.row(), facts.found()),
            own("请确认没有更早制发、仍然有效的文件；现行有效件数应填年底的存量。"),
        ),
        "T2-FEE-UNIT" => {
            let raw = facts.raws().concat();
            let advice = match facts.case() {
                0 => own("表格已规定以万元为单位，请只填数字。"),
                _ => format!("表格规定以万元为单位，请核对后改填 {}。", facts.expected()),
            };
            // The unit may stand in the heading alone.
            let title = if raw.contains(['元', '万', '亿']) {
                format!("表二“行政事业性收费”填“{raw}”，带了单位")
            } else {
                format!("表二“行政事业性收费”填“{raw}”，表头印的单位不是万元")
            };
            (title, advice)
        }
        "T2-FEE-SCALE" if facts.case() == 1 => {
            let quote = facts.finding.quote.as_ref().map_or("", |quote| quote.text.as_str());
            (
                format!("表二“行政事业性收费”填 {} 万元，正文写的是“{}”", facts.found(), cut(quote, 30)),
                format!("如果金额是元，请改填 {}。", facts.expected()),
            )
        }
        "T2-FEE-SCALE" => {
            let limit = facts.numbers().next().unwrap_or(Decimal::ZERO);
            (
                format!("表二“行政事业性收费”填 {} 万元，超过同类机关的通常水平（{limit} 万元）", facts.found()),
                own("请核对是否把元当成了万元。"),
            )
        }
        "T2-FEE-PRECISION" => {
            (format!("表二“行政事业性收费”填 {}，小数超过 6 位", facts.found()), own("万元的 6 位小数已精确到分，请核对。"))
        }
        "T2-ZERO-POWER" => (
            format!("表二行政许可、行政处罚、行政强制都是 0，而机关名称里有“{}”", facts.texts().next().unwrap_or("")),
            own("请确认本年确无这些决定；权限已划转的，可在正文说明。"),
        ),
        "T2-19-PUB-GT-TOTAL" => (
            format!("表二“{}”本年新公开 {}，多于对外公开总数 {}", facts.row(), facts.expected(), facts.found()),
            own("新公开的文件应计入对外公开总数量，请核对这两格。"),
        ),
        "T2-19-MADE-GT-PUB" => {
            let quote = facts.finding.quote.as_ref().map_or("", |quote| quote.text.as_str());
            (
                format!("表二“规范性文件”新制作 {}、新公开 {}，正文却写“{}”", facts.figure(0), facts.figure(1), cut(quote, 40)),
                own("请核对新公开数量和正文。"),
            )
        }
        "T2-19-DELTA" => (
            format!("表二“{}”上一年 {} 项，加上本年增减 {}，得 {}", facts.row(), facts.figure(0), facts.figure(1), facts.found()),
            own("项目数量不会小于 0，请核对这两格。"),
        ),
        "T2-19-ITEM-AS-CASE" => (
            format!("表二“{}”上一年 {} 加增减 {}，恰好等于处理决定 {}", facts.row(), facts.figure(0), facts.figure(1), facts.found()),
            own("“项目数量”是权责清单里的事项数，不是办件数；请核对是否填成了两年的办件数。"),
        ),
        "T2-19-PROC-UNIT" if facts.case() == 1 => (
            format!("表二“政府集中采购”{} 个项目共“{}”，平均每个超过 1 亿元", facts.figure(0), amount_raw(facts)),
            own("请核对单位是元还是万元。"),
        ),
        "T2-19-PROC-UNIT" => {
            (format!("表二“政府集中采购”的采购总金额填 {}，没有单位", facts.found()), own("这一版表格没有印单位，请写明“万元”或“元”。"))
        }
        "T2-19-PROC-PAIR" => (
            format!("表二“政府集中采购”项目数量 {}，采购总金额 {}", facts.figure(0), amount_raw(facts)),
            own("有项目就应有金额，有金额就应有项目，请核对这两格。"),
        ),
        "T3-BALANCE" => {
            let [received, carried_in, total, carried_out] = [0, 1, 2, 3].map(|at| facts.figure(at));
            let title = format!(
                "表三“{}”列勾稽不符：新收{received}＋上年结转{carried_in}＝{}，办理结果总计{total}＋结转下年度{carried_out}＝{}{}",
                facts.column(),
                facts.expected(),
                facts.found(),
                counted(facts)
            );
            (title, sum_advice(facts, "请核对这四格，改正填错的一格。"))
        }
        "T3-RESULT-TOTAL" => {
            let title = format!(
                "表三“{}”列（一）至（六）各项之和为 {}，（七）总计填 {}{}",
                facts.column(),
                facts.expected(),
                facts.found(),
                counted(facts)
            );
            (title, sum_advice(facts, &format!("{}，请核对这一列。", addends(&facts.of_rows()))))
        }
        "T3-ROW-TOTAL" => {
            let title = format!("表三“{}”行六类申请人之和为 {}，总计填 {}{}", facts.row(), facts.expected(), facts.found(), counted(facts));
            (title, sum_advice(facts, &format!("{}，请核对这一行。", addends(&facts.of_columns()))))
        }
        "T4-SUM" => {
            let [upheld, corrected, other, pending] = [0, 1, 2, 3].map(|at| facts.figure(at));
            let title = format!("表四“{}”各项之和为 {}，总计填 {}{}", facts.row(), facts.expected(), facts.found(), counted(facts));
            let sum = facts.expected();
            let formula = format!("维持{upheld}＋纠正{corrected}＋其他{other}＋尚未审结{pending}＝{sum}，请核对这五格。");
            (title, sum_advice(facts, &formula))
        }
        "T3-SUSPECT-CELL" | "T3-SHIFT" => super::repair::message(facts, &places(facts), Language::Zh),
        "T3-TOTAL-ONLY" => {
            let names = facts.row_names();
            let (what, advice) = if facts.case() == 1 {
                ("填了各列，没有填总计", "请补上总计。")
            } else {
                ("只填了总计，各列没有数字", "请按申请人补上各列的数字，没有的填 0。")
            };
            (format!("表三有 {} 行{what}：{}", names.len(), quoted(&names, "行")), own(advice))
        }
        "T3-ALL-ZERO" => (own("表三、表四全是 0"), own("请确认本年度确无申请、复议、诉讼，包括邮寄、当面提交和上级转办的。")),
        "T3-OTHER-SHARE" => (
            format!("表三办理结果 {} 件中，“（六）3.其他”有 {} 件，超过一半", facts.figure(1), facts.found()),
            own("“其他”是兜底项，请核对是否有应归入前面各项的。"),
        ),
        "T3-CARRYOUT-HIGH" => (
            format!("表三结转下年度 {} 件，超过新收 {} 件与上年结转 {} 件之和的三成", facts.found(), facts.figure(0), facts.figure(1)),
            own("答复期限是 20 个工作日，请核对结转件数。"),
        ),
        "T4-GT-T3" => (
            format!("表四行政复议和直接起诉共 {} 件，多于表三的申请 {} 件", facts.found(), facts.numbers().next().unwrap_or(Decimal::ZERO)),
            own("请核对是否计入了往年的或与信息公开无关的案件。"),
        ),
        "T4-AFTER-GT-REVIEW" => (
            match facts.numbers().next() {
                None => format!("表四复议后起诉 {} 件，多于行政复议 {} 件", facts.found(), facts.figure(0)),
                Some(before) => {
                    format!("表四复议后起诉 {} 件，多于两年的行政复议（本年 {} 件，上年 {before} 件）", facts.found(), facts.figure(0))
                }
            },
            own("请核对；更早复议、本年起诉的，属于正常。"),
        ),
        // Every code has its own sentence, which a test holds true.
        code => (format!("{code}（{count}）"), String::new()),
    }
}

fn personal(facts: &Facts<'_>) -> (String, String) {
    let what = ["身份证号码", "银行卡号", "手机号码"].get(usize::from(facts.case())).copied().unwrap_or_default();
    let place = match facts.section() {
        Some(section) => {
            usize::from(section).checked_sub(1).and_then(|at| ORDINALS.get(at)).map_or("开头".to_owned(), |n| format!("第{n}部分"))
        }
        None if facts.cells().is_empty() => "表格或标题".to_owned(),
        None => format!("{}{}", table(facts), places(facts)),
    };
    let advice = match facts.case() {
        2 => "如果是个人的手机，请在公开前删去或换成办公电话。核对结果里的号码已遮住中间几位。",
        _ => "请在公开前删去。核对结果里的号码已遮住中间几位。",
    };
    (format!("{place}里有{what}：{}", facts.texts().next().unwrap_or_default()), advice.to_owned())
}

fn section_missing(facts: &Facts<'_>) -> (String, String) {
    let pairs: Vec<(&str, Decimal)> = facts.texts().zip(facts.numbers()).collect();
    let gone: Vec<&str> = pairs.iter().filter(|(text, _)| text.is_empty()).map(|&(_, number)| heading(number)).collect();
    let replaced = pairs.iter().filter(|(text, _)| !text.is_empty());
    let replaced: Vec<String> = replaced.map(|&(text, number)| format!("标题“{}”处应为“{}”", cut(text, 30), heading(number))).collect();
    let gone = if gone.is_empty() { None } else { Some(format!("缺少{}", quoted(gone, "个部分"))) };
    let advice = match &gone {
        Some(_) => "请补上；没有可写的，也要保留标题并说明。",
        None => "请核对这一部分的标题和内容。",
    };
    let title: Vec<String> = gone.into_iter().chain(replaced).collect();
    (title.join("；"), advice.to_owned())
}

fn title_form(facts: &Facts<'_>) -> (String, String) {
    const FORM: &str = "标题写作“〈机关名称〉〈年份〉年政府信息公开工作年度报告”。";
    let case = facts.case();
    if case == 0 {
        return ("没有读到报告的标题".to_owned(), format!("{FORM}标题在别处的，可以不理会。"));
    }
    let parts = [(1, "机关名称"), (2, "年份"), (4, "“政府信息公开工作年度报告”字样")];
    let lacks: Vec<&str> = parts.into_iter().filter(|(bit, _)| case & bit != 0).map(|(_, part)| part).collect();
    let title = facts.texts().next().unwrap_or("");
    (format!("标题“{}”缺少{}", cut(title, 40), lacks.join("、")), FORM.to_owned())
}

fn cell_count(facts: &Facts<'_>) -> (String, String) {
    let texts: Vec<&str> = facts.texts().collect();
    let numbers: Vec<Decimal> = facts.numbers().collect();
    let lines: Vec<String> = (texts.chunks(2).zip(numbers.chunks(2)))
        .filter_map(|(text, number)| {
            let (&[label, _], &[expected, found]) = (text, number) else { return None };
            let row = if label.is_empty() { "数字行".to_owned() } else { format!("“{}”行", cut(label, 20)) };
            // The number is right where figures stood before the first label, so that none can be told to belong to this row.
            Some(if expected == found {
                format!("{row}有 {found} 个数字，分不清属于上一行还是下一行")
            } else {
                format!("{row}应有 {expected} 格，读到 {found} 格")
            })
        })
        .collect();
    let more = if lines.len() > NAMED { format!("；共 {} 行", lines.len()) } else { String::new() };
    let title = format!("{}{}{more}", table(facts), lines.into_iter().take(NAMED).collect::<Vec<_>>().join("；"));
    let raw = match texts.as_slice() {
        &[_, raw] if !raw.is_empty() => format!("读到的是：{}。", cut(raw, 60)),
        _ => String::new(),
    };
    (title, format!("{raw}请补齐或删去多余的格；这些格没有读作数字，经过它们的合计暂未核对。"))
}

/// `本年制发件数 2、现行有效件数 2`.
fn regulations(facts: &Facts<'_>) -> String {
    let form = facts.report.form();
    let named =
        facts.cells().iter().enumerate().map(|(at, &field)| format!("{} {}", super::places::column_name(form, field), facts.figure(at)));
    named.collect::<Vec<_>>().join("、")
}

/// The amount of procurement as written, with its unit.
fn amount_raw(facts: &Facts<'_>) -> String {
    let Some(&field) = facts.cells().get(1) else { return String::new() };
    let raw = cut(&facts.report.cell(field).raw, 20);
    if raw.is_empty() { facts.figure(1).to_string() } else { raw }
}
