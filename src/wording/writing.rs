//! What is said where figures could not be put into a document.

use super::Language;
use super::failures::{failure, kind_en, kind_zh};
use crate::writing::{Reason, Refusal};

/// Why a figure was left as it is, and what to do, in one sentence or two.
pub fn left(reason: Reason, language: Language) -> &'static str {
    let (zh, en) = match reason {
        Reason::Missing => ("原文件里没有读到这一格，请自行补上。", "This cell was not found in the document. Add it there yourself."),
        Reason::Outside => (
            "这个数不是从正文表格的一格里读到的，没有写入。请在原文件里改。",
            "This figure was not read from a cell of a table in the document's own text. Change it there yourself.",
        ),
        Reason::Shared => {
            ("同一格里还有别的数，没有写入。请在原文件里改。", "Other figures stand in the same cell. Change it in the document yourself.")
        }
        Reason::Words => (
            "这一格除数字外还有文字，没有写入，以免丢掉文字。请在原文件里改。",
            "Words stand beside the figure and would be lost. Change it in the document yourself.",
        ),
        Reason::Nested => {
            ("这一格里套着表格，没有写入。请在原文件里改。", "There is a table in this cell. Change the figure in the document yourself.")
        }
        Reason::Field => (
            "这一格的数由域（公式）算出，改了也会被更新回去。请在原文件里改公式，或改成普通文字。",
            "The figure is the result of a field, which would bring the old one back. Change the field in the document, or make it plain text.",
        ),
        Reason::Control => (
            "这一格是受限的内容控件，没有写入。请在原文件里改。",
            "The cell is in a content control whose text is not free. Change the figure in the document yourself.",
        ),
        Reason::Revision => (
            "这一格有尚未接受的修订，不能再加修订。请先在原文件里接受或拒绝，再试一次。",
            "There are changes in this cell that nobody accepted yet. Accept or reject them in the document, and try again.",
        ),
        Reason::Structure => (
            "这一格的写法比较特殊，没有把握只改数字，没有写入。请在原文件里改。",
            "The cell is built in a way that is not known here. Change the figure in the document yourself.",
        ),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// Why a document was not changed, and what to do.
pub fn refusal(refusal: &Refusal, language: Language) -> String {
    let (zh, en) = match refusal {
        Refusal::Unread(why) => return failure(why, language),
        Refusal::Kind(kind) => {
            return match language {
                Language::Zh => {
                    format!("这个文件（{}）不能在原文件里改，只有 .docx 可以。可以另存一份只有三张表的新文件。", kind_zh(*kind))
                }
                Language::En => format!(
                    "Only .docx packages can be changed in place, and this is of another kind ({}). The tables can be saved as a new file.",
                    kind_en(*kind)
                ),
            };
        }
        Refusal::Signed => (
            "这个文件有数字签名，一改就失效，所以没有改。请改没有签名的那一份。",
            "The document is signed, and any change would make the signature void. Change a copy without a signature.",
        ),
        Refusal::Package => (
            "这个文件的保存方式比较特殊，没有把握只改数字，所以没有改。请用 Word 或 WPS 打开，另存为 .docx 再试。",
            "The document is stored in a way that is not known here. Open it in Word or WPS, save it as .docx and try again.",
        ),
        Refusal::Unproven => (
            "改好的文件重新读一遍，和要改的不完全一致，所以没有给出。请在原文件里改。",
            "The changed document does not read exactly as it should, so it is not given out. Change the figures in the document yourself.",
        ),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
    .to_owned()
}
