//! The words that the rules about text know, and finding all of them in one pass.

use std::sync::OnceLock;

use crate::order;

/// What a word of a report stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    /// A request for disclosure, named as such.
    Request,
    /// 申请 alone, which may be a request for anything.
    Ask,
    /// 政府信息公开 without 申请.
    Disclosure,
    /// 收到 and its like.
    Receive,
    /// 新收: received in the year and nothing else.
    ReceiveNew,
    /// 办理, 处理: what was received and what was carried in.
    Handle,
    /// 答复, 办结.
    Answer,
    /// 结转 and its like.
    Carry,
    /// The year after.
    Next,
    /// The year before, or any earlier time.
    Prior,
    /// （一）予以公开
    Granted,
    /// （二）部分公开
    Partly,
    /// Both in one: 公开或部分公开.
    GrantedOrPartly,
    /// （三）不予公开
    Refused,
    /// （四）无法提供
    Unavailable,
    /// （五）不予处理
    NotProcessed,
    /// （六）其他处理
    OtherResult,
    /// A kind within a result, by its row of the form.
    Kind(&'static str),
    /// A request withdrawn, or sent on.
    Withdrawn,
    /// 行政复议
    Review,
    /// 行政诉讼
    Suit,
    /// 未经复议直接起诉
    DirectSuit,
    /// 复议后起诉
    SuitAfterReview,
    /// 维持
    Upheld,
    /// 纠正 and its like.
    Corrected,
    /// 其他结果
    OtherOutcome,
    /// 尚未审结
    Pending,
    /// 均获维持, 零败诉 and their like.
    NeverLost,
    /// 未收到, 未发生 and their like.
    NoneOf,
    /// 无 or 没有 before what there is none of.
    NoneBare,
    /// Natural persons.
    Natural,
    /// Citizens, which may stand for all applicants.
    Citizen,
    /// Legal persons and other organisations.
    Legal,
    /// A column of table 3.
    Applicant(&'static str),
    /// 规范性文件
    Normative,
    /// 规章
    Rules,
    /// 制发 and its like.
    Issue,
    /// 废止
    Repeal,
    /// 现行有效
    InForce,
    /// 公开, of a document.
    Publish,
    /// 行政许可
    License,
    /// 行政处罚
    Penalty,
    /// 行政强制
    Compulsion,
    /// The way on which a request came.
    Channel,
    /// All ways, or all kinds.
    Every,
    /// Something that is counted and is no request, review, lawsuit or document.
    Thing,
    /// A time that began before the year.
    Since,
    /// More or less than before.
    Change,
    /// More than before.
    More,
    /// Less than before.
    Less,
    /// 其中
    Among,
    /// Parts that are named one by one.
    Each,
    /// What is yet to come.
    Plan,
    /// Another body than the report's, or only a part of it.
    Scope,
    /// A whole area.
    Area,
    /// A qualification by which a negation does not speak of all.
    Quality,
    /// 我局, 我镇 and their like; the second character tells which.
    Own,
    /// 我 before a word that cannot follow it.
    OwnBlank,
    /// Words that speak of many bodies.
    Generic,
    /// A mark of secrecy.
    Secret,
    /// Words of a covering letter.
    Letter,
    /// 主动公开
    Active,
}

/// The words by meaning, divided by blanks. Of words that begin alike the longest counts.
const WORDS: &[(Word, &str)] = &[
    (
        Word::Request,
        "政府信息公开申请 政府信息公开的申请 信息公开申请 信息公开的申请 依申请公开 公开申请 政府信息申请 申请公开政府信息 申请政府信息公开 \
         信息公开依申请 申请信息公开 申请公开信息 依申请信息公开 政府信息的申请",
    ),
    (Word::Ask, "申请"),
    (Word::Disclosure, "政府信息公开 信息公开 政务公开"),
    (Word::Receive, "收到 接到 接收 收件 接件 接收到 受理 收悉"),
    (Word::ReceiveNew, "新收 新收到 新接收 新接到 新受理 新增"),
    (Word::Handle, "办理 处理 承办"),
    (Word::Answer, "答复 办结 办理完毕 处理完毕 办理完成 办毕 办理答复 审结 办理结果总计 结果总计"),
    (Word::Carry, "结转 转结 顺延 延至 转入 留转 继续办理 转下年"),
    (Word::Next, "下年 下一年 次年 明年 来年 翌年 下个年度"),
    (
        Word::Prior,
        "上年 上一年 去年 往年 上个年度 前年 历年 同期 上半年 下半年 一季度 二季度 三季度 四季度 上季度 每月 每年 每季度 平均 月均 此前",
    ),
    (Word::Granted, "予以公开 同意公开 准予公开 全部公开"),
    (Word::Partly, "部分公开 部分予以公开 予以部分公开"),
    (Word::GrantedOrPartly, "公开或部分公开 公开和部分公开 公开及部分公开 公开、部分公开 公开与部分公开 公开或者部分公开"),
    (Word::Refused, "不予公开 不予以公开 不同意公开"),
    (Word::Unavailable, "无法提供 不能提供"),
    (Word::NotProcessed, "不予处理"),
    (Word::OtherResult, "其他处理 其它处理 其他方式处理"),
    (Word::Kind("refused.state_secret"), "属于国家秘密 属国家秘密"),
    (Word::Kind("refused.prohibited_by_law"), "法律行政法规禁止公开 法律、行政法规禁止公开"),
    (Word::Kind("refused.security_stability"), "三安全一稳定"),
    (Word::Kind("refused.third_party"), "第三方合法权益"),
    (Word::Kind("refused.internal_affairs"), "三类内部事务 内部事务信息"),
    (Word::Kind("refused.deliberative"), "四类过程性 过程性信息"),
    (Word::Kind("refused.enforcement_file"), "行政执法案卷"),
    (Word::Kind("refused.administrative_query"), "行政查询事项"),
    (Word::Kind("unavailable.not_held"), "本机关不掌握 本行政机关不掌握 不掌握相关"),
    (Word::Kind("unavailable.must_be_created"), "没有现成信息 需要另行制作 需另行制作"),
    (Word::Kind("unavailable.still_unclear"), "申请内容仍不明确 补正后仍不明确"),
    (Word::Kind("not_processed.complaint"), "信访举报投诉类 信访、举报、投诉类 信访投诉举报类"),
    (Word::Kind("not_processed.repeated"), "重复申请"),
    (Word::Kind("not_processed.publication"), "要求提供公开出版物"),
    (Word::Kind("not_processed.excessive"), "大量反复申请"),
    (Word::Kind("not_processed.confirmation"), "确认或重新出具 确认或者重新出具"),
    (Word::Kind("other.not_corrected"), "逾期不补正"),
    (Word::Kind("other.fee_unpaid"), "逾期未按收费通知"),
    (Word::Withdrawn, "撤回 申请人撤销 撤销申请 主动撤销 放弃 转办 转送 移交 终止"),
    (Word::Review, "行政复议 复议"),
    (Word::Suit, "行政诉讼 诉讼 提起诉讼 行政应诉 应诉"),
    (Word::DirectSuit, "直接起诉 直接提起行政诉讼 未经复议"),
    (
        Word::SuitAfterReview,
        "复议后起诉 复议后提起 经复议后 不服复议决定 不服行政复议决定 不服复议维持决定 不服行政复议维持决定 不服复议结果 不服行政复议结果 复议决定不服 复议结果不服 经复议的 经行政复议的 经复议程序 经过复议 经复议起诉 经复议诉讼 经复议提起 经复议再",
    ),
    (Word::Upheld, "维持"),
    (Word::Corrected, "纠正 被撤销 责令履行 责令重新 确认违法 纠错 败诉"),
    (Word::OtherOutcome, "其他结果 其它结果"),
    (Word::Pending, "尚未审结 未审结 尚未办结 正在审理 尚在审理 审理中 未结案 尚未结案 正在办理"),
    (
        Word::NeverLost,
        "均获维持 均维持 均被维持 全部维持 均予维持 均予以维持 全部获维持 均为维持 零败诉 无败诉 未败诉 没有败诉 无一败诉 零纠错 无纠错 均胜诉 全部胜诉 \
         未被纠错 没有被纠错 未发生败诉 无被纠错 无被撤销 均未被纠正",
    ),
    (
        Word::NoneOf,
        "未收到 没有收到 未曾收到 未有收到 未接到 没有接到 未接收 没有接收 未受理 没有受理 未发生 没有发生 未出现 没有出现 未产生 没有产生 未引发 \
         未被申请 未被提起 未涉及 没有涉及 未有 从未收到 均未收到",
    ),
    (
        Word::NoneBare,
        "无政府 无信息 无依申 无行政 无因政 无因信 无申请 无复议 无诉讼 无人申请 无公民 无相关 无上年 无结转 没有政府 没有依申 没有信息 没有行政 没有因 \
         没有申请 没有公民 没有相关 没有上年 没有结转 未因政 未因信 没有人申请 零申请 零复议 零诉讼",
    ),
    (Word::Natural, "自然人"),
    (Word::Citizen, "公民 个人 群众 申请人"),
    (Word::Legal, "法人 其他组织 其它组织"),
    (Word::Applicant("enterprise"), "商业企业"),
    (Word::Applicant("research"), "科研机构"),
    (Word::Applicant("social"), "社会公益组织"),
    (Word::Applicant("legal_service"), "法律服务机构"),
    (Word::Normative, "规范性文件"),
    (Word::Rules, "规章"),
    (Word::Issue, "制发 制定 新制定 出台 印发 新制作 制作 新印发 新出台 新制发"),
    (Word::Repeal, "废止"),
    (Word::InForce, "现行有效 继续有效"),
    (Word::Publish, "对外公开 新公开 公布"),
    (Word::License, "行政许可"),
    (Word::Penalty, "行政处罚"),
    (Word::Compulsion, "行政强制"),
    (
        Word::Channel,
        "通过 互联网 网上 网络 在线 信函 邮寄 邮件 当面 现场 窗口 传真 网站 线上 线下 来信 来函 邮箱 电话 书面 口头 快递 平台申请 平台收到 平台提交 平台收件 平台受理 平台（ 公众号 微信 微博",
    ),
    (Word::Every, "任何 各种 各类 其他形式 一切 等形式 等方式 等渠道 等途径"),
    (
        Word::Thing,
        "意见 建议 提案 议案 投诉 举报 信箱 留言 热线 工单 信访 咨询 来电 来访 问政 申诉 解读 新闻 稿件 会议 培训 登记 公开信息 政府信息 政务信息 \
         回应 求助 办件 不动产 专栏 栏目 通知 公告 事项 案卷 评议 诉求 条信息 规章制度 制度 提问 问卷 调查 备案 审查 审核 清理 修订 修改 征求 评估 \
         仲裁 调解 裁决 复核 起草 提请 国家赔偿 赔偿 诉讼请求 复议请求 诉讼费 诉讼代理 救助 补贴 项目 住房 就业 证明 人大代表 公示 失效 合同 案例 动态 简报 图解 直播 访谈 目录 指南 数据 文章 视频 \
         模板 文书 手册 材料 资料 告知书 决定书 意见书 通知书 补正 延期 要点 台账 双公示 党内 备案审查 报备 事件 检察建议 司法建议 选登 抽查 优秀答复 工作秘密 纠纷",
    ),
    (
        Word::Since,
        "本学年 学年 施行以来 实施以来 成立以来 历年累计 近年来 近三年 三年来 近两年 近四年 近五年 近十年 两年来 五年来 近几年 近3年 近5年 连续两年 连续三年 连续五年",
    ),
    (Word::Change, "同比 环比 相比 相较 较上 比上 与上 变化 持平"),
    (Word::More, "增加 增长 上升 提高 提升 上涨 增幅 多了 增多"),
    (Word::Less, "减少 下降 降低 下滑 降幅 少了"),
    (Word::Among, "其中 包括 包含"),
    (Word::Each, "分别"),
    (Word::Plan, "下一步 计划 力争 预计 拟于"),
    (
        Word::Scope,
        "代表 代区政府 代市政府 代县政府 政府办 各部门 各镇 各乡 各街道 各县 各区 各市 各单位 各级 各科室 下属 直属 所属 基层 分局 系统 本级 派出所 派出机构 \
         区直 县直 市直 部门共 部门单位 镇街 乡镇街道 转来 交办 上级 国务院 省政府 厅机关 局机关 二级单位 事业单位 县市区 成员单位 向市 向区 向县 向省 协助 配合 街镇 市级 县级 区级 局属 委属 厅属 市属 县属 区属 校属 协办 代办 \
         以区政府 以县政府 以市政府 以省政府 层面 以区人民政府 以县人民政府 以市人民政府 以省人民政府",
    ),
    (Word::Area, "全市 全县 全区 全省 全旗 全州 全镇 全乡 全街道"),
    (
        Word::Quality,
        "逾期 超期 超时 不服 不满 重大 疑难 恶意 超过 未答复 不予 无效 除了 除此 需要 相关情况 引起的投诉 符合 违规 泄密 争议 当事人 责任 \
         应公开 过错 不当 不能 缴费",
    ),
    (Word::Own, "我局 我镇 我乡 我县 我区 我市 我委 我厅 我办 我街道 我中心 我省 我旗 我州"),
    (
        Word::OwnBlank,
        "我年度 我严格 我主动公开 我高度 我认真 我积极 我按照 我坚持 我根据 我始终 我切实 我共 我全年 我依法 我深入 我围绕 我政府信息 我依申请",
    ),
    (
        Word::Generic,
        "各级政府部门 各级政府 部分地区 一些地区 多数部门 部分地方 一些地方 各级行政机关 部分地区和部门 有的地区 有的地方 各地区各部门",
    ),
    (Word::Secret, "秘密★ 机密★ 绝密★ 机密▲ 此件不公开 此件依申请公开 内部资料 内部文件 注意保密 不得外传"),
    (Word::Letter, "特此报告 妥否，请 当否，请 现将情况报送 请审阅 请审示 请批示 请予审核 现报送 现呈报 此致 敬礼 请查收 随文报送 现报上"),
    (Word::Active, "主动公开 主动发布 主动向社会公开"),
];

/// All words, ready to be found.
pub(super) struct Lexicon {
    filter: [u64; 64],
    by_first: Vec<(char, &'static str, Word)>,
}

/// A place in the filter for the first two characters of a word.
const fn place(first: char, second: char) -> (usize, u64) {
    let mixed = (first as u32).wrapping_mul(37).wrapping_add(second as u32) & 0xfff;
    ((mixed >> 6) as usize, 1 << (mixed & 63))
}

impl Lexicon {
    /// The only one.
    pub(super) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut by_first: Vec<(char, &str, Word)> = Vec::with_capacity(600);
            let mut filter = [0; 64];
            for &(meaning, words) in WORDS {
                for word in words.split_ascii_whitespace() {
                    let mut chars = word.chars();
                    let Some(first) = chars.next() else { continue };
                    let Some(second) = chars.next() else { continue };
                    by_first.push((first, word, meaning));
                    let (at, bit) = place(first, second);
                    if let Some(slot) = filter.get_mut(at) {
                        *slot |= bit;
                    }
                }
            }
            // Words that begin alike stand together, the longest first, and in the order of the table where they are the same.
            order::by_key(&mut by_first, |&(first, word, _)| (first, usize::MAX - word.len()));
            Self { filter, by_first }
        })
    }

    /// The longest word that a text begins with, and its length in bytes.
    pub(super) fn at(&self, text: &str, first: char, second: char) -> Option<(Word, usize)> {
        let (at, bit) = place(first, second);
        if self.filter.get(at)? & bit == 0 {
            return None;
        }
        let from = self.by_first.partition_point(|&(other, ..)| other < first);
        let mut alike = self.by_first.get(from..)?.iter().take_while(|&&(other, ..)| other == first);
        alike.find(|(_, word, _)| text.starts_with(word)).map(|&(_, word, meaning)| (meaning, word.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_once_and_has_two_characters() {
        let words: Vec<&str> = WORDS.iter().flat_map(|(_, words)| words.split_ascii_whitespace()).collect();
        for (at, word) in words.iter().enumerate() {
            assert!(word.chars().count() >= 2, "{word}");
            assert!(!words[..at].contains(word), "{word} stands twice");
        }
    }

    #[test]
    fn the_longest_word_counts() {
        let find = |text: &str| {
            let mut chars = text.chars();
            Lexicon::get().at(text, chars.next().unwrap(), chars.next().unwrap())
        };
        assert_eq!(find("政府信息公开申请12件"), Some((Word::Request, 24)));
        assert_eq!(find("政府信息公开工作"), Some((Word::Disclosure, 18)));
        assert_eq!(find("不予以公开"), Some((Word::Refused, 15)));
        assert_eq!(find("规章制度"), Some((Word::Thing, 12)));
        assert_eq!(find("政治"), None);
    }
}
