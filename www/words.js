// Words of the page that do not come from the checker.

export const SEVERITIES = ["error", "warning", "info"];

export const SEVERITY = {
  error: { name: "错误", group: "要改正", letter: "e" },
  warning: { name: "警告", group: "要核实", letter: "w" },
  info: { name: "提示", group: "提示", letter: "i" },
};

export const AUTHORITIES = [
  ["state_council_dept", "国务院部门"],
  ["province_gov", "省级人民政府"],
  ["province_gov_office", "省级人民政府办公厅"],
  ["province_dept", "省级部门"],
  ["city_gov", "设区的市、自治州人民政府"],
  ["city_gov_office", "设区的市、自治州人民政府办公室"],
  ["city_dept", "市级部门"],
  ["county_gov", "县（市、区、旗）人民政府"],
  ["county_gov_office", "县级人民政府办公室"],
  ["county_dept", "县级部门"],
  ["town_gov", "乡镇人民政府"],
  ["subdistrict", "街道办事处"],
  ["zone_committee", "开发区管委会"],
  ["authorised_org", "法律、法规授权的组织"],
];

/** Kinds of files, as a person calls them; text and web pages have none. */
export const KIND = {
  mht: "单个文件网页（.mht）",
  rtf: "RTF 文档（.rtf）",
  docx: "Word 文档（.docx）",
  doc: "Word 97–2003 文档（.doc、.wps）",
  odt: "OpenDocument 文档（.odt）",
  xlsx: "Excel 工作簿（.xlsx）",
  xls: "Excel 97–2003 工作簿（.xls、.et）",
  ods: "OpenDocument 电子表格（.ods）",
  pdf: "PDF",
};

export const TABLE = { disclosure: "表二", requests: "表三", disputes: "表四" };

/** The word under a cell's figure, by what the document has there. */
export const STATE = {
  blank: { word: "空白", css: "blank", count: "空白" },
  placeholder: { word: "非数字", css: "ph", count: "“/”等符号" },
  unreadable: { word: "无法识别", css: "bad", count: "无法识别" },
  missing: { word: "缺失", css: "gone", count: "缺失" },
  noted: { word: "带说明", css: "noted", count: "带说明" },
};

/** How a figure is got wrong, by the pattern of a change. */
export const SLIP = {
  swapped: "两位数字颠倒",
  dropped: "少打一位数字",
  doubled: "一位数字打了两遍",
  added: "多打一位数字",
  digit: "一位数字打错",
  neighbour: "填到了相邻的格",
  exchanged: "两格互相填错",
  shifted: "整行错了一格",
  stale_total: "总计没有随各项改动",
  counted_twice: "有一项重复计算",
};

/** Sums whose stated figure gets the word 和 with what its addends really give. */
export const SUMS = ["T3-ROW-TOTAL", "T3-RESULT-TOTAL", "T4-SUM"];

/** The word in a flagged cell, by rule; other rules get the word of their severity. */
export const CELL_WORD = {
  "T3-BALANCE": "不平",
  "XY-CARRY": "与上年不同",
  "XY-INFORCE": "与上年不接",
  "XY-19-ITEMS": "与上年不接",
  "CELL-NEGATIVE": "负数",
  "CELL-DECIMAL": "小数",
  "CELL-UNIT-SUFFIX": "带单位",
  "CELL-STYLE": "写法",
  "CELL-COUNT": "格数不符",
  "CELL-SPLIT": "多个数",
  "CELL-FORMULA": "公式",
  "CELL-HUGE": "过大",
};

export const SEVERITY_WORD = { error: "要改正", warning: "核实", info: "提示" };

export const CROSSING = "不相等的两个合计都含这一格，请先核对它";

/** Why a check was not made. */
export const REASON = {
  unreadable: "有的格无法识别，不参加计算。",
  missing: "有的格在报告里没有找到。",
  blank: "有的格是空白。",
  placeholder: "填的是“/”一类的符号，不是数字。",
  unknown: "报告里没有读到要用的内容，例如年度。",
  previous: "上年报告里没有读到相应的数或部分。",
  authority: "还没有选单位类型，或者报告里没有读到要用的内容。",
};

/** How checks are grouped for reading; the first pattern that fits a code decides. */
export const CHECK_GROUPS = [
  [/^T3-ROW-TOTAL$/, "表三 横向合计", "每一行：六列之和＝总计"],
  [/^T3-RESULT-TOTAL$/, "表三 纵向合计", "每一列：（一）至（六）各项之和＝（七）总计"],
  [/^T3-BALANCE$/, "表三 勾稽关系", "每一列：第一项＋第二项＝第三项＋第四项"],
  [/^T3-/, "表三 其他", "只填总计、全部为零等情形"],
  [/^T4-SUM$/, "表四 合计", "复议、直接起诉、复议后起诉三组"],
  [/^T4-/, "表四 其他", "与表三的数量关系"],
  [/^T2-/, "表二 数量关系", "规章、规范性文件、收费金额等"],
  [/^CELL-/, "每一格", "空白、符号、无法识别、负数、小数等"],
  [/^TAB-/, "表格的行和列", "缺表、缺行、多行、列的次序"],
  [/^XY-/, "今年与去年", "上年结转、现行有效、增减悬殊、整表相同"],
  [/^NAR-SIMILAR$/, "文字与上年", "第一、第五部分是否照搬上年"],
  [/^DOC-PRIVACY-/, "个人信息", "身份证号码、银行卡号、手机号码"],
  [/^DOC-FILE-/, "文件本身", "是否完整，有没有扫描页、隐藏的内容和未接受的修订"],
  [/^DOC-/, "标题、年度、版本、六个部分", "标题写法、表格版本、各部分是否齐全"],
  [/./, "其他", ""],
];

/** What only people can judge. */
export const HUMAN = [
  "数字与办件台账、系统记录是否一致",
  "正文的叙述是否属实；没有放入上年报告的，今年与去年是否衔接",
  "应当公开的信息是否都已公开",
  "申请归入哪一类办理结果是否妥当",
  "文字表述是否合适，有没有涉密的内容和姓名、住址一类的个人信息",
];

export const LIMIT = 32 * 1024 * 1024;

export const size = (count) => (count >= 1048576 ? `${Math.ceil(count / 1048576)} MB` : `${Math.ceil(count / 1024)} KB`);

export const TOO_LARGE = (count) => `内容太大（约 ${size(count)}），一次最多核对 32 MB。年度报告通常不到 1 MB：请只复制报告本身，不要带上别的页面或图片。`;
export const NO_TEXT = "剪贴板里没有文字。请在 Word、WPS 或网页里按 Ctrl+A 全选、Ctrl+C 复制，再回到这里按 Ctrl+V。";
export const EMPTY = "还没有内容。请先粘贴整份报告，或者打开一个文件。";
export const UNREADABLE_FILE = (name) => `“${name}”打不开，可能已被移动、删除，或者正被别的程序占用。请再试一次。`;
export const FAULT = "核对程序出错了，是我们的问题。已重新启动。您粘贴的内容还在，可以再核对一次。";
export const FAULT_FILE = "读这个文件时核对程序出错了，是我们的问题。其他文件照常核对；请打开这个文件，全选、复制后粘贴。";
export const LAST_EMPTY = "放入后，核对上年结转、现行有效件数，并查找照抄的段落。";
export const LAST_READING = "正在读上年报告…";
export const LAST_HELD = (report) => `已放入：${report.title || "没有标题的报告"}${report.source ? `（${report.source}）` : ""}`;
export const LAST_SEVERAL = (count) => `这里有 ${count} 份报告，分不清用哪一份。请只放上年的那一份。`;
export const FAULT_LAST = "读上年报告时核对程序出错了，是我们的问题。请再放一次，或者打开文件后全选、复制，再粘贴到这里。";
export const HELD = (count) => `${count ? `全文共 ${count} 字` : "全文很长"}，这里只显示开头一段。核对时用的是全文。要改动内容，请先清空，再重新粘贴。`;
