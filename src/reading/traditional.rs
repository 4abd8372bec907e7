//! Traditional characters of labels and headings, folded to the simplified ones that the form is printed in.
//!
//! Only characters that the form's labels, the headings and the titles are made of are listed: this is for comparing, not for converting text.

/// In the order of code points, each beside its simplified form in [`SIMPLIFIED`].
const TRADITIONAL: [char; 190] = chars(
    "並亂佈併侷係個傢內兩別刪則劃動務匯區員問單噹囌國園埰執報寀實審寫對屬幾廢廳強彆彔彙後復徹應捲採據敎數於旂書會査條業構標樣\
    機檔權歸殘氾汎決沒況減滙濟為無爲獲現環甦當發眞確碼祕種稱穩穫箇範簽籤糾納級組結統經維網編緻縣總織繫繳繼續罰聯與舉舊舘華萬\
    蘇處號衕衛裏補裡製複見規計訟訪設許訴評詢試誌認誤說説請議護讀財貫費資購踰軟轉辦農迴這進過遺鄉錄錯録錶鎭鎮開閤關陳隊隻頁項\
    題額類餘館驗體髮齊齣",
);
const SIMPLIFIED: [char; 190] = chars(
    "并乱布并局系个家内两别删则划动务汇区员问单当苏国园采执报采实审写对属几废厅强别录汇后复彻应卷采据教数于旗书会查条业构标样\
    机档权归残泛泛决没况减汇济为无为获现环苏当发真确码秘种称稳获个范签签纠纳级组结统经维网编致县总织系缴继续罚联与举旧馆华万\
    苏处号同卫里补里制复见规计讼访设许诉评询试志认误说说请议护读财贯费资购逾软转办农回这进过遗乡录错录表镇镇开合关陈队只页项\
    题额类余馆验体发齐出",
);

/// The first and last character of the block of common Han characters.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;
/// One bit for each of them, so that the many that are not listed cost one look.
const LISTED: [u64; (LAST - FIRST + 1).div_ceil(64) as usize] = bits();

/// The simplified form of a Han character of the common block.
pub(super) fn simplified(c: char) -> char {
    let Some(at) = u32::from(c).checked_sub(FIRST) else { return c };
    let word = LISTED.get(at as usize / 64).copied().unwrap_or(0);
    if word >> (at % 64) & 1 == 0 {
        return c;
    }
    TRADITIONAL.binary_search(&c).ok().and_then(|index| SIMPLIFIED.get(index)).copied().unwrap_or(c)
}

const fn bits() -> [u64; (LAST - FIRST + 1).div_ceil(64) as usize] {
    let mut bits = [0; (LAST - FIRST + 1).div_ceil(64) as usize];
    let mut index = 0;
    while index < TRADITIONAL.len() {
        let at = TRADITIONAL[index] as u32 - FIRST;
        bits[at as usize / 64] |= 1 << (at % 64);
        index += 1;
    }
    bits
}

/// The characters of a string that has nothing but characters of three bytes.
const fn chars<const COUNT: usize>(text: &str) -> [char; COUNT] {
    let bytes = text.as_bytes();
    let mut chars = ['\0'; COUNT];
    let mut index = 0;
    while index < COUNT {
        let code = (bytes[3 * index] as u32 & 0x0F) << 12 | (bytes[3 * index + 1] as u32 & 0x3F) << 6 | bytes[3 * index + 2] as u32 & 0x3F;
        chars[index] = match char::from_u32(code) {
            Some(character) => character,
            None => '\0',
        };
        index += 1;
    }
    chars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_listed_once_and_in_order() {
        assert!(TRADITIONAL.is_sorted_by(|a, b| a < b));
        assert!(SIMPLIFIED.iter().all(|&c| simplified(c) == c), "a simplified form is no traditional one");
    }

    #[test]
    fn labels_in_traditional_characters() {
        let cases = [
            ("總計", "总计"),
            ("本年新收政府信息公開申請數量", "本年新收政府信息公开申请数量"),
            ("行政複議", "行政复议"),
            ("結果維持", "结果维持"),
            ("社會公益組織", "社会公益组织"),
            ("予以公开", "予以公开"),
        ];
        for (traditional, expected) in cases {
            assert_eq!(traditional.chars().map(simplified).collect::<String>(), expected);
        }
    }
}
