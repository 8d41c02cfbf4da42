use super::super::{Rule, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: "S504",
    name: "region-term",
    level: Level::Note,
    on: false,
    what: "a mainland term in a zh-TW or zh-HK edition and the reverse",
    why: "It is understood and sounds foreign.",
    example: "軟件 in a zh-TW text, where readers say 軟體.",
    remedy: "use the word of the region",
    check,
};

/// Mainland word in Simplified and Traditional script, word of Taiwan in both.
const TERMS: [[&str; 4]; 20] = [
    ["软件", "軟件", "软体", "軟體"],
    ["硬件", "硬件", "硬体", "硬體"],
    ["网络", "網絡", "网路", "網路"],
    ["信息", "信息", "资讯", "資訊"],
    ["内存", "內存", "记忆体", "記憶體"],
    ["程序", "程序", "程式", "程式"],
    ["视频", "視頻", "影片", "影片"],
    ["默认", "默認", "预设", "預設"],
    ["打印", "打印", "列印", "列印"],
    ["鼠标", "鼠標", "滑鼠", "滑鼠"],
    ["硬盘", "硬盤", "硬碟", "硬碟"],
    ["服务器", "服務器", "伺服器", "伺服器"],
    ["数据库", "數據庫", "资料库", "資料庫"],
    ["互联网", "互聯網", "网际网路", "網際網路"],
    ["出租车", "出租車", "计程车", "計程車"],
    ["激光", "激光", "雷射", "雷射"],
    ["博客", "博客", "部落格", "部落格"],
    ["项目", "項目", "专案", "專案"],
    ["屏幕", "屏幕", "萤幕", "螢幕"],
    ["质量", "質量", "品质", "品質"],
];
/// Words that have a sense of their own on the other side.
const COMMON: [&str; 6] = ["影片", "程序", "项目", "項目", "質量", "品质"];

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        let tag = subject.article.editions[edition].as_ref().map_or("", |text| text.tag.as_str());
        let column = match (edition, tag) {
            (Edition::ZhHans, _) => 2,
            (_, tag) if tag.ends_with("TW") => 1,
            _ => continue,
        };
        for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
            let found =
                TERMS.iter().find(|row| segment.text.contains(row[column]) && !COMMON.contains(&row[column]));
            if let Some(row) = found {
                let better = if column == 2 { row[0] } else { row[3] };
                sink.add(
                    edition,
                    segment.span,
                    &segment.text,
                    format!("{}: here one says {better}", row[column]),
                );
            }
        }
    }
}
