//! Why a document could not be read, in one sentence that names what and says what to do.

use super::Language;
use crate::document::Kind;
use crate::intake::{Failure, LIMIT, MOST};

/// The sentence in a language.
pub fn failure(failure: &Failure, language: Language) -> String {
    match language {
        Language::Zh => zh(failure),
        Language::En => en(failure),
    }
}

fn zh(failure: &Failure) -> String {
    match failure {
        Failure::Empty => "没有内容。请粘贴整份报告，或打开一个文件。".to_owned(),
        Failure::TooLarge { bytes } => {
            format!("内容有 {} MB，超过 {} MB 的上限。请只粘贴报告本身，或去掉文件里的图片。", bytes.div_ceil(1 << 20), LIMIT >> 20)
        }
        Failure::Closed => "打不开。请检查文件是否完好。".to_owned(),
        Failure::TooMany => format!("内容有超过 {} 万行或单元格，不是一份年度报告。请只粘贴报告本身。", MOST / 10_000),
        Failure::Unreadable { what } => match *what {
            "zip" => "这是压缩包，里面不是一份文档。请先解压，再打开里面的报告。",
            "ole" => "这是旧格式的 Office 文件，但不是文字文档或电子表格。请打开写有报告的那个文件。",
            "ofd" => "这是 OFD 版式文件，目前不能读取。请打开定稿前的文字文档，或把 OFD 里的文字连表格复制后粘贴。",
            "slides" => "这是演示文稿，不是年度报告。请打开写有报告的那个文件。",
            "word95" => "这是 Word 6.0 或 95 的文件，格式太旧，不能读取。请用 Word 或 WPS 打开，另存为 .docx 再试。",
            "xlsb" => "这是 Excel 二进制工作簿（.xlsb），不能读取。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。",
            "image" => "这是图片，里面的文字读不出来。请找到文字版的报告，直接打开，或复制后粘贴。",
            _ => "这个文件不是文字，或者已经损坏。请打开原来的报告，全选、复制后粘贴。",
        }
        .to_owned(),
        Failure::Encrypted { kind } => {
            format!("这个文件（{}）设有打开密码，读不出内容。请去掉密码，另存一份再打开。", kind_zh(*kind))
        }
        Failure::Damaged { kind } => {
            format!(
                "这个文件（{}）已经损坏，读不出内容。请重新取得或另存一份；能用办公软件打开的，也可以全选、复制后粘贴。",
                kind_zh(*kind)
            )
        }
        Failure::Pictures { kind } => {
            format!("这是扫描件（{}），每页都是图片，没有文字，读不出内容。请打开定稿前的文字文档。", kind_zh(*kind))
        }
        Failure::NotBuilt { kind } => format!("这里没有装入 {} 文件的读取程序。请全选、复制后粘贴。", kind_zh(*kind)),
        Failure::NoReport => "没有读到年度报告的三张表。请粘贴整份报告，包括表格；如果表格是图片，请换成文字表格。".to_owned(),
    }
}

/// What a kind of file is called, with the usual endings of its name.
pub(super) fn kind_zh(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Values => "文本",
        Kind::Html => "网页",
        Kind::Mht => "单个文件网页，.mht",
        Kind::Rtf => "RTF 文档，.rtf",
        Kind::Docx => "Word 文档，.docx",
        Kind::Doc => "Word 97–2003 文档，.doc、.wps",
        Kind::Odt => "OpenDocument 文档，.odt",
        Kind::Xlsx => "Excel 工作簿，.xlsx",
        Kind::Xls => "Excel 97–2003 工作簿，.xls、.et",
        Kind::Ods => "OpenDocument 电子表格，.ods",
        Kind::Pdf => "PDF",
    }
}

fn en(failure: &Failure) -> String {
    match failure {
        Failure::Empty => "There is nothing in it. Paste the whole report, or open a file.".to_owned(),
        Failure::TooLarge { bytes } => format!(
            "This is {} MB; the limit is {} MB. Paste the report only, or remove the pictures from the file.",
            bytes.div_ceil(1 << 20),
            LIMIT >> 20
        ),
        Failure::Closed => "It cannot be opened. Check that the file is whole.".to_owned(),
        Failure::TooMany => format!("It has more than {MOST} lines or cells, which no yearly report has. Paste the report only."),
        Failure::Unreadable { what } => match *what {
            "zip" => "This is an archive, not a document. Unpack it, and open the report in it.",
            "ole" => "This is an old office file, but neither a text nor a spreadsheet. Open the file that holds the report.",
            "ofd" => "This is an OFD file, which cannot be read yet. Open the text document that it was made from, or copy its text and tables.",
            "slides" => "This is a presentation, not a yearly report. Open the file that holds the report.",
            "word95" => "This is a file of Word 6.0 or 95, which is too old to be read. Open it in Word or WPS, save it as .docx and try again.",
            "xlsb" => "This is a binary workbook (.xlsb), which cannot be read. Open it in Excel or WPS, save it as .xlsx and try again.",
            "image" => "This is a picture, and the text in it cannot be read. Find the report as text, and open or paste that.",
            _ => "This file is no text, or it is damaged. Open the original report, select all, copy and paste it.",
        }
        .to_owned(),
        Failure::Encrypted { kind } => {
            format!("This file ({}) opens with a password only. Save a copy without a password and open that.", kind_en(*kind))
        }
        Failure::Damaged { kind } => format!(
            "This file ({}) is damaged, and nothing in it can be read. Get or save it anew; if an office program opens it, copy and paste it.",
            kind_en(*kind)
        ),
        Failure::Pictures { kind } => format!(
            "These are scanned pages ({}), pictures without any text, so nothing can be read. Open the text document they were made from.",
            kind_en(*kind)
        ),
        Failure::NotBuilt { kind } => {
            format!("The reader of this kind of file ({}) was left out here. Select all, copy and paste it.", kind_en(*kind))
        }
        Failure::NoReport => {
            "None of the three tables of a yearly report was found. Paste the whole report with its tables; replace pictures of tables by text."
                .to_owned()
        }
    }
}

/// What a kind of file is called, with the usual endings of its name.
pub(super) fn kind_en(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Values => "text",
        Kind::Html => "web page",
        Kind::Mht => "web page in one file, .mht",
        Kind::Rtf => "RTF, .rtf",
        Kind::Docx => "Word, .docx",
        Kind::Doc => "Word 97–2003, .doc or .wps",
        Kind::Odt => "OpenDocument text, .odt",
        Kind::Xlsx => "Excel, .xlsx",
        Kind::Xls => "Excel 97–2003, .xls or .et",
        Kind::Ods => "OpenDocument sheet, .ods",
        Kind::Pdf => "PDF",
    }
}
