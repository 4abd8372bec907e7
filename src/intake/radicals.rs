//! Radicals that stand for the characters they look like.
//!
//! Fonts inside PDF files, and text copied out of them, give the radical ⼈ for 人. No report means a radical, so each becomes the
//! character; one for one, so that every place in the text stays what it is.

use crate::document::{Block, Document};

/// The characters of the radicals from U+2F00 (康熙部首). Where Unicode's own equivalent is a traditional form that simplified text
/// never means by it (户), the simplified one stands.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳\
    心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
    頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals of the supplement from U+2E80 with their characters, in order; those without one that text could mean are left out.
const SUPPLEMENT: [(char, char); 58] = [
    ('⺁', '厂'),
    ('⺅', '亻'),
    ('⺆', '冂'),
    ('⺇', '几'),
    ('⺈', '刀'),
    ('⺉', '刂'),
    ('⺊', '卜'),
    ('⺌', '小'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺕', '彐'),
    ('⺖', '忄'),
    ('⺗', '心'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺜', '日'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺣', '灬'),
    ('⺦', '丬'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺮', '竹'),
    ('⺰', '纟'),
    ('⺶', '羊'),
    ('⺸', '羊'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻬', '齐'),
    ('⻰', '龙'),
];

/// Puts characters in the place of radicals, in all texts of a document.
pub(super) fn mend(document: &mut Document) {
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(text) => mend_text(text),
            Block::Grid(grid) => grid.cells.iter_mut().for_each(|cell| mend_text(&mut cell.text)),
        }
    }
}

fn mend_text(text: &mut String) {
    // Both blocks are E2 BA to E2 BF in UTF-8; hardly a text has one, and the look must cost nothing.
    if text.as_bytes().windows(2).any(|pair| pair[0] == 0xE2 && (0xBA..=0xBF).contains(&pair[1])) {
        *text = text.chars().map(character).collect();
    }
}

fn character(c: char) -> char {
    match c {
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(c as usize - 0x2F00).unwrap_or(c),
        '\u{2e80}'..='\u{2ef3}' => {
            let found = SUPPLEMENT.binary_search_by_key(&c, |&(radical, _)| radical).ok();
            found.and_then(|index| SUPPLEMENT.get(index)).map_or(c, |&(_, character)| character)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_characters() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert!(SUPPLEMENT.is_sorted());
        let cases = [
            ("⼀、总体情况", "一、总体情况"),
            ("⼈⺠政府信息公开⼯作年度报告", "人民政府信息公开工作年度报告"),
            ("⼾籍、⻅证、⻓期、部⻔、⻛险、渔⻥、⻬全", "户籍、见证、长期、部门、风险、渔鱼、齐全"),
            ("“引号”—12", "“引号”—12"),
        ];
        for (text, expected) in cases {
            let mut mended = text.to_owned();
            mend_text(&mut mended);
            assert_eq!(mended, expected);
            assert_eq!(mended.chars().count(), text.chars().count());
        }
    }
}
