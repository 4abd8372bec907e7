// A portal's own script around the checker: it hands over the chosen file, and submits the document with the figures that were mended here.

// In a project with a bundler: import "gouji/element";
import "/gouji/element.js";

const [form, file, year, title, checker, say] = ["form", "file", "year", "title", "checker", "say"].map((id) => document.getElementById(id));

const WORDS = {
  ready: (name, changed) => `将报送：${name}${changed ? "（含在本页改动的数字）" : ""}`,
  pasted: "粘贴的内容不是文件，不能报送。请在上面选择报告文件。",
  notWritten: "改动的数字写不进这份文件：只有 Word 文档（.docx）可以在本页改好后直接报送。请在原文件里同样改正，再重新选择文件。",
  asked: "正在报送……",
};

/** One line beside the button; what keeps the form back stands out. */
function tell(words, refused = false) {
  say.textContent = words;
  say.classList.toggle("no", refused);
}

/** The year before this one is what is reported on, until somebody says otherwise. */
year.value = year.value || String(new Date().getFullYear() - 1);
const wantYear = () => checker.setAttribute("year", year.value);
year.addEventListener("input", wantYear);
wantYear();

/** A file that is chosen is checked. It is read here and goes nowhere. */
file.addEventListener("change", () => {
  if (file.files.length && !checker.unavailable) checker.check(file.files[0]);
});

/** The same file can be chosen again once it was corrected; without this the browser sees no change in it. */
file.addEventListener("click", () => {
  file.value = "";
});

/** The title that was put in from a report. */
let titled = "";

/** After each check, also of a figure that was changed. */
checker.addEventListener("gouji-check", async ({ detail: outcome }) => {
  tell("");
  const stated = outcome ? outcome.reports[0].title || "" : "";
  // What somebody typed stays.
  if (title.value === titled) title.value = stated;
  titled = stated;
  if (!outcome || !checker.checkValidity()) return;
  const given = await checker.file();
  // A figure may have been changed since.
  if (given && checker.checkValidity()) tell(WORDS.ready(given.name, checker.changed));
});

/** The browser found the form invalid and says why in a bubble, which goes away; this stays. */
checker.addEventListener("invalid", () => {
  tell(checker.validationMessage, true);
});

/** The browser lets a valid form through to here. */
form.addEventListener("submit", async (event) => {
  // Nothing can be checked in this browser: the file goes as it is, and the server's check decides.
  if (checker.unavailable) return;
  event.preventDefault();
  // Waits for the check of the figure that was typed last, which may have found an error since.
  const mended = await checker.file();
  if (!checker.checkValidity()) return;
  if (!mended) {
    tell(checker.changed ? WORDS.notWritten : WORDS.pasted, true);
    return;
  }
  tell(WORDS.asked);
  // In place of the file as it was chosen.
  form.addEventListener("formdata", ({ formData }) => formData.set("report", mended, mended.name), { once: true });
  form.submit();
});
