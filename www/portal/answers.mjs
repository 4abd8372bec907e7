// What the portal's server answers to a submission: one page, without scripts.

/** As many findings as a clerk reads here; all of them stand in the checker. */
const MOST = 10;

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand in HTML, in an attribute too. Everything that came from outside goes through here. */
const safe = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);

const page = (title, body) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${safe(title)} - 某县政府信息公开平台（示例）</title>
<link rel="stylesheet" href="/portal.css">
</head>
<body>
<header class="top"><p class="page">某县政府信息公开平台<span>示例</span></p></header>
<main class="page">
${body}
</main>
</body>
</html>
`;

const fact = (name, value) => `<div><dt>${safe(name)}</dt><dd>${safe(value)}</dd></div>`;

/** Whether the browser found the same. With last year's report beside it, it looks at more. */
const AGREES = new Map([[true, "结果一致"], [false, "结果不同（例如当时放入了上年报告），以服务器复核为准"], [null, "当时没有核对，以服务器复核为准"]]);

function takenPage({ title, file, report, agrees }) {
  const { warnings } = report.summary;
  return page("已收到", `<section class="answer good"><h1>已收到</h1>
<dl>
${fact("标题", title)}
${fact("文件", file.name)}
${fact("年度", report.year === null ? "报告里没有写" : `${report.year}年`)}
${fact("服务器复核", warnings ? `没有错误，有 ${warnings} 处需要核实` : "没有错误")}
${fact("与报送前的核对", AGREES.get(agrees))}
</dl>
<p class="note">这是示例，没有保存任何内容。</p>
<p><a class="again" href="/">再报送一份</a></p></section>`);
}

function refusedPage({ message, findings }) {
  const shown = findings.slice(0, MOST).map(({ message: line }) => `<li>${safe(line)}</li>`);
  const more = findings.length > MOST ? `<p class="note">另有 ${findings.length - MOST} 处没有列出。</p>` : "";
  return page("没有收下", `<section class="answer bad"><h1>没有收下</h1>
<p>${safe(message)}</p>
${shown.length ? `<ol>\n${shown.join("\n")}\n</ol>\n${more}` : ""}
<p><a class="again" href="/">返回报送页面</a></p></section>`);
}

/** @param {{ taken?: object, refused?: { message: string, findings: { message: string }[] } }} given */
export const answerPage = ({ taken, refused }) => (taken ? takenPage(taken) : refusedPage(refused));
