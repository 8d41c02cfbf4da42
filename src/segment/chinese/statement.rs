//! What follows “…。”他说， : an indirect statement, which is a sentence of its own, or the manner of speaking.

/// Verbs that a statement follows as readily as a quotation.
const STATES: &[&str] = &[
    "说", "說", "称", "稱", "表示", "指出", "强调", "強調", "认为", "認為", "透露", "宣布", "宣佈", "解释",
    "解釋", "补充", "補充", "承认", "承認", "警告", "坦言", "直言", "预测", "預測", "估计", "估計", "重申",
    "主张", "主張", "证实", "證實", "确认", "確認", "否认", "否認", "回忆", "回憶", "介绍", "介紹", "声称",
    "聲稱", "宣称", "宣稱", "相信", "建议", "建議", "提醒", "保证", "保證", "承诺", "承諾",
];

/// How a clause starts that says in which way, or with what gesture, something was said.
const MANNER: &[&str] = &[
    "声", "聲", "语", "語", "口气", "口氣", "口吻", "嗓", "脸", "臉", "眼", "目光", "视线", "視線", "手",
    "双", "雙", "嘴", "头", "頭", "眉", "神", "表情", "身", "肩", "一边", "一邊", "一面", "边", "邊", "带着",
    "帶著", "带", "帶", "仿佛", "彷彿", "好像", "像", "似乎", "同时", "同時", "接着", "接著", "随后", "隨後",
    "随即", "隨即", "然后", "然後", "说完", "說完", "说着", "說著", "又", "便", "就", "并", "並", "而", "但",
    "不过", "不過", "笑", "泪", "淚", "咧", "皱", "皺", "抬", "低", "转", "轉", "指着", "指著", "望", "看着",
    "看著", "盯", "没有", "沒有", "毫", "心里", "心裡", "显然", "顯然", "显得", "顯得", "满", "滿", "有些",
    "有点", "有點", "起身", "站", "坐", "拍", "握", "伸", "挥", "揮", "耸", "聳", "摇", "搖", "点", "點",
    "仍然", "依然", "既", "连", "連", "甚至", "当时", "當時", "这时", "這時", "此时", "此時", "这话", "這話",
    "这句", "這句", "这番", "這番",
];

/// The fewest ideographs of a clause that can be a statement.
const SHORTEST: usize = 5;

/// Whether a statement of its own follows the `clause` that says who spoke; `rest` is what stands after its comma.
pub(super) fn follows(clause: &str, rest: &str) -> bool {
    let rest = rest.trim_start();
    let first = rest.chars().take(40).take_while(|c| !super::is_mark(*c) && !super::continues(*c));
    STATES.iter().any(|verb| clause.ends_with(verb))
        && !MANNER.iter().any(|word| rest.starts_with(word))
        && first.filter(|c| super::is_han(*c)).count() >= SHORTEST
        && !rest.starts_with(['“', '「', '『', '"', '—'])
}
