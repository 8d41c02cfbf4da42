//! Words of one region in the text of another, after OpenCC's table `TWPhrases`; Hong Kong's by hand.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of a text to tell, by their first character, the longest first; those without another word are right.
pub(super) struct Terms {
    by_first: HashMap<char, Vec<(&'static str, Option<&'static str>)>>,
}

/// Words of the mainland that Taiwan says as well, or in another sense.
const ALSO_TAIWAN: [&str; 44] = [
    "支持",
    "文件",
    "項目",
    "設備",
    "發送",
    "運行",
    "保存",
    "程序",
    "連接",
    "聲明",
    "設置",
    "局部",
    "全局",
    "參數",
    "類型",
    "性能",
    "像素",
    "權限",
    "圖像",
    "擴展",
    "自行車",
    "宏",
    "奔馳",
    "高端",
    "指針",
    "聯繫",
    "調度",
    "隊列",
    "映射",
    "組件",
    "高清",
    "鏡像",
    "社區",
    "加納",
    "宏",
    "創建",
    "添加",
    "查找",
    "查看",
    "點擊",
    "用戶",
    "文檔",
    "智能",
    "訪問",
];

/// Words of Taiwan that the mainland says as well, or in another sense.
const ALSO_MAINLAND: [&str; 96] = [
    "支援",
    "新增",
    "简报",
    "片语",
    "预设",
    "线上",
    "元件",
    "建立",
    "字首",
    "字尾",
    "影片",
    "资料",
    "档案",
    "文件",
    "文字",
    "物件",
    "传送",
    "储存",
    "载入",
    "检视",
    "查询",
    "启用",
    "连线",
    "连接",
    "执行",
    "整合",
    "讯息",
    "影像",
    "装置",
    "设定",
    "程序",
    "专案",
    "介面",
    "复制",
    "核心",
    "内建",
    "模拟",
    "互动",
    "字型",
    "多工",
    "外接",
    "区域性",
    "全域性",
    "智慧",
    "批次",
    "登入",
    "登出",
    "向量",
    "存取",
    "呼叫",
    "影印",
    "触控",
    "宣告",
    "序列",
    "通道",
    "讯号",
    "相簿",
    "通讯",
    "连结",
    "缩排",
    "透过",
    "进阶",
    "循环",
    "指标",
    "永续性",
    "列举",
    "截图",
    "效能",
    "抬头",
    "冷盘",
    "冰棒",
    "腳踏车",
    "脚踏车",
    "桌布",
    "防毒",
    "相容",
    "扩音",
    "互动",
    "回拨",
    "气泡排序",
    "最佳化",
    "优先顺序",
    "行动",
    "描述",
    "外来",
    "子音",
    "母音",
    "重新命名",
    "感测",
    "取样",
    "空间",
    "许可权",
    "数位",
    "半形",
    "全形",
    "稽核",
];

/// Word of the mainland and word of Hong Kong.
const HONG_KONG: [(&str, &str); 34] = [
    ("視頻", "影片"),
    ("信息", "資訊"),
    ("默認", "預設"),
    ("鼠標", "滑鼠"),
    ("硬盤", "硬碟"),
    ("服務器", "伺服器"),
    ("內存", "記憶體"),
    ("出租車", "的士"),
    ("短信", "短訊"),
    ("質量", "質素"),
    ("屏幕", "螢幕"),
    ("博客", "網誌"),
    ("公交車", "巴士"),
    ("公共汽車", "巴士"),
    ("自行車", "單車"),
    ("酸奶", "乳酪"),
    ("冰激凌", "雪糕"),
    ("冰淇淋", "雪糕"),
    ("幼兒園", "幼稚園"),
    ("打印機", "印表機"),
    ("程序員", "程式員"),
    ("編程", "編寫程式"),
    ("攝像頭", "鏡頭"),
    ("U盤", "USB 手指"),
    ("光盤", "光碟"),
    ("立交橋", "行車天橋"),
    ("快遞", "速遞"),
    ("土豆", "薯仔"),
    ("西紅柿", "番茄"),
    ("空調", "冷氣"),
    ("摩托車", "電單車"),
    ("衛生間", "洗手間"),
    ("保安員", "護衛員"),
    ("數碼相機", "數碼相機"),
];

impl Terms {
    fn new(rows: impl Iterator<Item = (&'static str, Option<&'static str>)>) -> Terms {
        let mut by_first: HashMap<char, Vec<(&str, Option<&str>)>> = HashMap::new();
        for (word, better) in rows.filter(|(word, better)| *better != Some(*word)) {
            let first = word.chars().next().unwrap_or(' ');
            by_first.entry(first).or_default().push((word, better));
        }
        for words in by_first.values_mut() {
            // A word to tell before one that is right, where both are as long.
            words.sort_by_key(|(word, better)| (std::cmp::Reverse(word.len()), better.is_none(), *word));
        }
        Terms { by_first }
    }

    /// Each word of the text that is to be told, once, with the better one.
    pub(super) fn found(&self, text: &str) -> Vec<(&'static str, &'static str)> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let words = self.by_first.get(&first).map(Vec::as_slice).unwrap_or_default();
            match words.iter().find(|(word, _)| text[at..].starts_with(word)) {
                Some((word, better)) => {
                    out.extend(better.map(|better| (*word, better)).filter(|pair| !out.contains(pair)));
                    at += word.len();
                }
                None => at += first.len_utf8(),
            }
        }
        out
    }
}

/// Mainland and Taiwan in Traditional script, then both in Simplified script.
fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    trialign_data::REGION_TERMS
        .lines()
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// Words of the mainland in a text of Taiwan.
pub(super) static TAIWAN: LazyLock<Terms> = LazyLock::new(|| {
    // 數據機 is right, 數據 is not.
    let all = rows().flat_map(|[mainland, taiwan, ..]| {
        let told = (!ALSO_TAIWAN.contains(&mainland)).then_some(taiwan);
        [(mainland, told), (taiwan, None)]
    });
    Terms::new(all)
});

/// Words of Taiwan in a text of the mainland.
pub(super) static MAINLAND: LazyLock<Terms> = LazyLock::new(|| {
    let all = rows().flat_map(|[.., mainland, taiwan]| {
        let told = (!ALSO_MAINLAND.contains(&taiwan)).then_some(mainland);
        [(taiwan, told), (mainland, None)]
    });
    Terms::new(all)
});

/// Words of the mainland in a text of Hong Kong.
pub(super) static HONG_KONG_TERMS: LazyLock<Terms> =
    LazyLock::new(|| Terms::new(HONG_KONG.iter().map(|(word, better)| (*word, Some(*better)))));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_region_has_its_words() {
        assert_eq!(TAIWAN.found("這個軟件用數據機，軟件好"), [("軟件", "軟體")]);
        assert_eq!(TAIWAN.found("這個軟體支持網路"), []);
        assert_eq!(MAINLAND.found("这个软体用滑鼠"), [("软体", "软件"), ("滑鼠", "鼠标")]);
        assert_eq!(MAINLAND.found("软件档案"), []);
        assert_eq!(HONG_KONG_TERMS.found("看視頻，用軟件"), [("視頻", "影片")]);
    }
}
