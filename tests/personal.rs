//! Numbers that belong to persons leave the program through no door: whatever place of a report they stand in, in whatever writing, no format
//! shows the digits in their middle. All numbers are made up; their check digits hold, the persons do not exist.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use gouji::outcome::Outcome;
use gouji::{Content, Language, Options, Previous, Source, check};

const CLEAN: &str = include_str!("cases/cli/inputs/clean.txt");

/// A number, the digits in its middle, the same digits as they are grouped, and the code of the rule that is to find it.
const NUMBERS: [(&str, &[&str], &str); 7] = [
    ("110101199003070134", &["1011990030701"], "DOC-PRIVACY-ID"),
    ("11010119900307109X", &["1011990030710"], "DOC-PRIVACY-ID"),
    ("110101 19900307 0134", &["19900307"], "DOC-PRIVACY-ID"),
    ("6222021234567890128", &["20212345678901"], "DOC-PRIVACY-ID"),
    ("6222 0212 3456 7890 128", &["0212", "3456", "7890"], "DOC-PRIVACY-ID"),
    ("13861739245", &["617392"], "DOC-PRIVACY-MOBILE"),
    ("138-6173-9245", &["6173"], "DOC-PRIVACY-MOBILE"),
];

/// The places of a report, each with what is put in its stead; `#` is the number.
const PLACES: [(&str, &str, &str); 12] = [
    ("title", "某镇人民政府2023年政府信息公开工作年度报告\n", "某镇人民政府（#）2023年政府信息公开工作年度报告\n"),
    ("preface", "本报告中所列数据", "联系电话#。本报告中所列数据"),
    ("heading", "一、总体情况", "一、总体情况（#）"),
    ("section", "本镇主动公开", "申请人张某（#）来函。本镇主动公开"),
    ("figure", "规章\t0\t0\t0", "规章\t0\t#\t0"),
    ("label", "行政许可\t5", "行政许可（#）\t5"),
    ("row of its own", "行政处罚\t2", "联系电话 # \t1\n行政处罚\t2"),
    ("row of requests", "1.属于国家秘密\t0\t0", "1.属于国家秘密\t#\t0"),
    ("heads of columns", "信息内容\t本年制发件数", "信息内容（#）\t本年制发件数"),
    ("section 5", "存在的主要问题：", "存在的主要问题：见#。"),
    ("section 6", "本年度未收取信息处理费。", "本年度未收取信息处理费。联系人手机：#"),
    ("signature", "某镇人民政府\n2024年1月20日", "某镇人民政府 电话#\n2024年1月20日"),
];

fn with(place: usize, number: &str) -> String {
    let (name, from, to) = PLACES[place];
    let changed = CLEAN.replacen(from, &to.replace('#', number), 1);
    assert_ne!(changed, CLEAN, "{name}");
    changed
}

/// The same report as a page, its rows as tables.
fn page(text: &str) -> String {
    let row = |line: &str| format!("<tr><td>{}</td></tr>", line.replace('\t', "</td><td>"));
    let line = |line: &str| if line.contains('\t') { format!("<table>{}</table>", row(line)) } else { format!("<p>{line}</p>") };
    text.lines().map(line).collect::<String>().replace("</table><table>", "")
}

fn outcome(content: Content<'_>, language: Language) -> Outcome {
    let last_year = CLEAN.replace("2023年", "2022年");
    let previous = Previous::read(&Source { name: "previous", content: Content::Text(&last_year) }, Options::default().decode);
    let options = Options { language, previous: Some(&previous), ..Options::default() };
    check(&Source { name: "report", content }, &options)
}

#[track_caller]
fn assert_closed(output: &str, middle: &[&str], what: &str) {
    for digits in middle {
        assert!(!output.contains(digits), "{what}: {digits} in\n{output}");
    }
}

#[test]
fn no_outcome_holds_the_digits_and_every_place_is_found() {
    for (place, (name, ..)) in PLACES.iter().enumerate() {
        for (number, middle, code) in NUMBERS {
            let text = with(place, number);
            let page = page(&text);
            for content in [Content::Text(&text), Content::Html(&page), Content::Bytes(text.as_bytes())] {
                for language in [Language::Zh, Language::En] {
                    let outcome = outcome(content, language);
                    let what = format!("{number} in the {name}");
                    assert_closed(&serde_json::to_string(&outcome).unwrap(), middle, &what);
                    assert_closed(&format!("{outcome:?}"), middle, &what);
                    let found = outcome.reports[0].findings.iter().filter(|finding| finding.code == code).count();
                    let is_title = *name == "title" && found == 0;
                    assert!(found == 1 || is_title, "{what}: {found} findings of {code}");
                }
            }
        }
    }
}

#[test]
fn last_year_s_numbers_stay_closed_too() {
    for (number, middle, _) in NUMBERS {
        let copied = with(3, number);
        let before = copied.replace("2023年", "2022年");
        let previous = Previous::read(&Source { name: "previous", content: Content::Text(&before) }, Options::default().decode);
        let options = Options { previous: Some(&previous), ..Options::default() };
        let outcome = check(&Source { name: "report", content: Content::Text(&copied) }, &options);
        let passages: usize = outcome.reports[0].findings.iter().map(|finding| finding.passages.len()).sum();
        assert!(passages > 0);
        assert_closed(&serde_json::to_string(&outcome).unwrap(), middle, number);
    }
}

#[test]
fn no_format_of_the_command_line_holds_the_digits() {
    let folder = std::env::temp_dir().join(format!("gouji-personal-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (turn, (number, middle, _)) in NUMBERS.into_iter().enumerate() {
        // Every place at once; the number is still the same in each.
        let text = (0..PLACES.len()).fold(CLEAN.to_owned(), |text, place| {
            let (_, from, to) = PLACES[place];
            text.replacen(from, &to.replace('#', number), 1)
        });
        let files: [(PathBuf, String); 2] =
            [(folder.join(format!("{turn}.txt")), text.clone()), (folder.join(format!("{turn}.html")), page(&text))];
        for (path, content) in &files {
            fs::write(path, content).unwrap();
            let before = folder.join("before.txt");
            fs::write(&before, text.replace("2023年", "2022年")).unwrap();
            for format in ["text", "json", "ndjson"] {
                for language in ["zh", "en"] {
                    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
                    command.args(["check", "--format", format, "--lang", language, "--previous"]).arg(&before).arg(path);
                    let output = command.output().unwrap();
                    let what = format!("{number} as {format}");
                    assert!(!output.stdout.is_empty(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
                    assert_closed(&String::from_utf8_lossy(&output.stdout), middle, &what);
                    assert_closed(&String::from_utf8_lossy(&output.stderr), middle, &what);
                }
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}
