// What a program may write with the package's types, and what it may not.

import init, { check, checkFiles, patch, recheck, write } from "gouji";
import type { Finding, Outcome, Report } from "gouji";
import { GoujiChecker } from "gouji/element";
import slim, { check as slimCheck } from "gouji/slim";

await init();
await init({ module_or_path: new Uint8Array(8) });
await init({ module_or_path: fetch("/gouji_bg.wasm") });
await init({ module_or_path: new URL("https://portal.example/gouji_bg.wasm") });
await init({ module_or_path: new WebAssembly.Module(new Uint8Array(8)) });
await slim();
// @ts-expect-error There is no such option.
await init({ module: new Uint8Array(8) });

const outcome: Outcome = check({ html: "<table>", name: "report" }, { lang: "en", authority: "town_gov", previous: { text: "" } });
const report: Report | undefined = outcome.reports[0];
const errors: Finding[] = report ? report.findings.filter((finding) => finding.severity === "error") : [];
export const messages: string[] = errors.map(({ message }) => message);
slimCheck({ text: "" }, null);
// @ts-expect-error There is no such language.
check({ text: "" }, { lang: "fr" });
// @ts-expect-error A severity is one of three.
errors.filter((finding) => finding.severity === "fatal");

const input = document.querySelector("input")!;
export const all: Promise<Outcome> = checkFiles(input.files ?? [], {}, (done, of) => console.log(done / of));
// @ts-expect-error A name is no file.
checkFiles(["report.docx"]);

recheck({ "requests.received.total": 1, "requests.received.enterprise": null }, { edition: "2021" });
// @ts-expect-error The edition has to be named.
recheck({}, {});

const bytes: Uint8Array | null = patch({ bytes: new Uint8Array(8) }, [{ "requests.received.total": 2 }], { tracked: true }).bytes;
const file: Uint8Array = write("docx", { edition: "2021", cells: {} });
export const text: string = write("text", { edition: "2021", cells: {} });
export const sizes = [bytes?.length, file.length];

const checker = document.createElement("gouji-checker");
export const same: GoujiChecker = checker;
checker.addEventListener("gouji-check", (event) => {
  const told: Outcome | null = event.detail;
  console.log(told?.reports.length, event.target);
});
checker.addEventListener("gouji-unavailable", () => checker.remove());
export const settled: Promise<void> = checker.check({ text: "" });
checker.clear();
// @ts-expect-error The outcome comes from a check.
checker.outcome = null;
