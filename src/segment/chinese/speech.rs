//! Verbs of speaking and thinking in both scripts, and the clause that says who spoke.

use super::statement;

/// Verbs of two characters.
const VERBS: &[&str] = &[
    "表示", "指出", "强调", "強調", "认为", "認為", "宣布", "宣佈", "承认", "承認", "警告", "解释", "解釋",
    "补充", "補充", "回应", "回應", "回答", "反驳", "反駁", "质问", "質問", "追问", "追問", "反问", "反問",
    "高呼", "呼吁", "呼籲", "感叹", "感嘆", "感歎", "叹息", "嘆息", "抱怨", "告诉", "告訴", "提醒", "建议",
    "建議", "声明", "聲明", "重申", "透露", "坦言", "直言", "感慨", "评论", "評論", "批评", "批評", "总结",
    "總結", "介绍", "介紹", "调侃", "調侃", "玩笑", "嘀咕", "嘟囔", "咕哝", "咕噥", "低语", "低語", "耳语",
    "耳語", "咆哮", "怒吼", "惊呼", "驚呼", "欢呼", "歡呼", "赞叹", "讚嘆", "讚歎", "哭喊", "央求", "恳求",
    "懇求", "命令", "吩咐", "嘱咐", "囑咐", "催促", "自语", "自語", "自言", "惊叹", "驚嘆", "驚歎", "嘲讽",
    "嘲諷", "讽刺", "諷刺", "质疑", "質疑", "主张", "主張", "坚称", "堅稱", "声称", "聲稱", "宣称", "宣稱",
    "辩称", "辯稱", "指责", "指責", "抗议", "抗議", "断言", "斷言", "预言", "預言", "预测", "預測", "断定",
    "斷定", "保证", "保證", "承诺", "承諾", "发誓", "發誓", "插嘴", "插话", "插話", "附和", "應和", "应和",
    "打趣", "戏言", "戲言", "发言", "發言", "陈述", "陳述", "描述", "形容", "叙述", "敘述", "复述", "回忆",
    "回憶", "暗示", "明言", "否认", "否認", "证实", "證實", "确认", "確認", "询问", "詢問", "发问", "發問",
    "提问", "提問", "大喊", "大叫", "尖叫", "喊叫", "吼叫", "呐喊", "吶喊", "劝说", "勸說", "安慰", "鼓励",
    "鼓勵", "辩解", "辯解", "申辩", "申辯", "推测", "推測", "猜测", "猜測", "纳闷", "納悶", "寻思", "尋思",
    "思忖", "心想", "暗想", "沉思", "报道", "報道", "报导", "報導", "分析", "评价", "評價", "称赞", "稱讚",
    "稱赞", "赞道", "写道", "寫道", "怒斥", "呵斥", "斥责", "斥責", "痛斥", "反對", "埋怨", "请求", "請求",
    "招呼", "应声", "應聲", "开口", "開口", "嚷嚷", "叫嚷", "叫喊", "嚷叫", "哀求", "哀叹", "哀嘆", "哀號",
    "哀号", "祈祷", "祈禱", "祝贺", "祝賀", "道歉", "道谢", "道謝", "致谢", "致謝", "致辞", "致辭", "自嘲",
    "自问", "自問", "唏嘘", "唏噓", "表态", "表態", "附言", "起哄", "嘟哝", "嘟噥", "唠叨", "嘮叨", "叮嘱",
    "叮囑", "叮咛", "叮嚀", "告诫", "告誡", "劝告", "勸告", "通报", "通報", "爆料", "吐槽", "留言", "发文",
    "發文", "发帖", "發帖", "强辩", "低吟", "吟诵", "吟誦", "朗诵", "朗誦",
];

/// Verbs of one character.
const SHORT: &str = "说說道问問喊叫答称稱讲講曰骂罵吼嚷念唱想劝勸回写寫嘆叹喝斥云喚唤";

/// Words that end in one of [`SHORT`] and are something else.
const NOT_SPEECH: &[&str] = &[
    "小说",
    "小說",
    "传说",
    "傳說",
    "学说",
    "學說",
    "听说",
    "聽說",
    "据说",
    "據說",
    "知道",
    "街道",
    "铁道",
    "鐵道",
    "轨道",
    "軌道",
    "渠道",
    "频道",
    "頻道",
    "隧道",
    "管道",
    "味道",
    "人道",
    "通道",
    "航道",
    "难道",
    "難道",
    "公道",
    "跑道",
    "河道",
    "赤道",
    "王道",
    "霸道",
    "正道",
    "地道",
    "厚道",
    "大道",
    "车道",
    "車道",
    "步道",
    "水道",
    "要道",
    "同道",
    "门道",
    "門道",
    "当道",
    "當道",
    "空手道",
    "跆拳道",
    "学问",
    "學問",
    "疑问",
    "疑問",
    "访问",
    "訪問",
    "顾问",
    "顧問",
    "慰问",
    "慰問",
    "审问",
    "審問",
    "拷问",
    "拷問",
    "过问",
    "過問",
    "请问",
    "請問",
    "名称",
    "名稱",
    "号称",
    "號稱",
    "对称",
    "對稱",
    "简称",
    "簡稱",
    "俗称",
    "俗稱",
    "统称",
    "統稱",
    "职称",
    "職稱",
    "演讲",
    "演講",
    "理想",
    "思想",
    "梦想",
    "夢想",
    "幻想",
    "设想",
    "設想",
    "猜想",
    "感想",
    "联想",
    "聯想",
    "构想",
    "構想",
    "空想",
    "妄想",
    "着想",
    "著想",
    "挽回",
    "收回",
    "撤回",
    "返回",
    "取回",
    "来回",
    "來回",
    "轮回",
    "輪迴",
    "追回",
    "驳回",
    "駁回",
    "召回",
    "找回",
    "走回",
    "退回",
    "拿回",
    "大写",
    "小写",
    "改写",
    "改寫",
    "编写",
    "編寫",
    "填写",
    "填寫",
    "书写",
    "書寫",
    "描写",
    "描寫",
    "概念",
    "信念",
    "理念",
    "纪念",
    "紀念",
    "悬念",
    "懸念",
    "怀念",
    "懷念",
    "想念",
    "观念",
    "觀念",
    "思念",
    "留念",
    "悼念",
    "演唱",
    "合唱",
    "独唱",
    "吃喝",
    "可想",
    "不想",
    "规劝",
    "云云",
    "说回",
    "想想",
    "星云",
    "呼唤",
    "召唤",
    "召喚",
    "呼喚",
];

/// What turns a verb of speaking into its absence: 没有人回答.
const ABSENT: &[&str] = &[
    "没",
    "沒",
    "没有",
    "沒有",
    "没人",
    "沒人",
    "没有人",
    "沒有人",
    "无人",
    "無人",
    "不",
    "未",
    "并未",
    "並未",
    "从未",
    "從未",
    "不再",
    "拒绝",
    "拒絕",
    "无法",
    "無法",
    "不肯",
    "不愿",
    "不願",
    "不予",
    "没有再",
    "沒有再",
    "不能",
    "不敢",
    "没能",
    "沒能",
    "无从",
    "不想",
    "没有作出",
    "没有做出",
    "未作",
    "未予",
    "没敢",
    "沒敢",
    "忘记",
    "懒得",
    "作出",
    "做出",
    "的",
    "提出",
    "发出",
    "發出",
    "给予",
    "給予",
    "发表",
    "發表",
    "得到",
    "受到",
    "遭到",
    "遭",
    "收到",
    "引来",
    "引來",
    "招来",
    "招來",
    "进行",
    "進行",
    "接受",
    "如此",
    "值得",
    "难以",
    "難以",
    "无須",
    "有待",
    "等待",
    "需要",
    "欢迎",
    "不必",
];

/// What may stand between the verb and the end of its clause.
const AFTER: &[&str] = &[
    "着", "著", "了", "道", "完", "罢", "罷", "毕", "畢", "起来", "起來", "到", "他", "她", "我", "你",
    "他们", "他們", "她们", "她們", "我们", "我們", "大家", "自己", "记者", "記者", "对方", "對方", "众人",
    "眾人", "一句", "一声", "一聲", "出声", "出聲", "出来", "出來", "过", "過", "下去",
];

/// Openings of a clause that tells what happened next, not who spoke.
const TURNS: &[&str] = &[
    "然后",
    "然後",
    "接着",
    "接著",
    "但",
    "不过",
    "不過",
    "于是",
    "於是",
    "后来",
    "後來",
    "可是",
    "然而",
    "因此",
    "所以",
    "如果",
    "虽然",
    "雖然",
    "同时",
    "同時",
    "此外",
    "另外",
    "会议",
    "會議",
    "很快",
    "几天后",
    "幾天後",
    "第二天",
    "从此",
    "從此",
];

/// The clause after a quotation that says who spoke.
pub(super) struct Attribution {
    /// Another quotation follows it, after a colon.
    pub quotation: bool,
    /// An indirect statement follows it, after a comma.
    pub statement: bool,
}

/// Reads the clause at the head of `rest`; `None` unless it only says who spoke.
pub(super) fn attribution(rest: &str) -> Option<Attribution> {
    let (length, end) = meanwhile(rest, clause_end(rest)?)?;
    let clause = rest[..length].trim_end();
    if TURNS.iter().any(|word| clause.starts_with(word)) {
        return None;
    }
    let quotation = matches!(end, Some('：' | ':' | '“' | '「' | '『' | '"'));
    let comma = end.filter(|c| matches!(c, '，' | ','));
    let statement = comma.is_some_and(|c| statement::follows(clause, &rest[length + c.len_utf8()..]));
    (ends_with_verb(clause) || tells(clause) || asks(clause) || says_then(clause))
        .then_some(Attribution { quotation, statement })
}

/// 她一边擦汗，一边问我: what goes on meanwhile does not end the clause.
fn meanwhile(rest: &str, found: (usize, Option<char>)) -> Option<(usize, Option<char>)> {
    let (length, Some(comma @ ('，' | ','))) = found else { return Some(found) };
    let next = length + comma.len_utf8();
    let both = ["一边", "一邊", "一面"]
        .iter()
        .any(|word| rest[..length].contains(word) && rest[next..].starts_with(word));
    if !both {
        return Some(found);
    }
    clause_end(&rest[next..]).map(|(more, end)| (next + more, end))
}

/// The bytes of the first clause and the mark that ends it; `None` if it is too long to say only who spoke.
fn clause_end(rest: &str) -> Option<(usize, Option<char>)> {
    const LONGEST: usize = 34;
    for (count, (at, c)) in rest.char_indices().enumerate() {
        if super::is_mark(c) || super::continues(c) || matches!(c, '“' | '「' | '『' | '"' | '\n' | '—')
        {
            // 乔治·W·布什说 and U.S.参议员 keep their dots.
            if matches!(c, '·' | '.' | '．' | '、') {
                continue;
            }
            return Some((at, Some(c)));
        }
        if count >= LONGEST {
            return None;
        }
    }
    Some((rest.len(), None))
}

/// Whether a clause ends with a verb of speaking: 总理在声明中表示, 他笑着说, 她问他.
pub(super) fn ends_with_verb(clause: &str) -> bool {
    if has_verb(clause) {
        return true;
    }
    AFTER.iter().any(|word| {
        clause.strip_suffix(word).is_some_and(|head| {
            has_verb(head) || AFTER.iter().any(|inner| head.strip_suffix(inner).is_some_and(has_verb))
        })
    })
}

fn has_verb(clause: &str) -> bool {
    if let Some(verb) = VERBS.iter().find(|verb| clause.ends_with(**verb)) {
        let head = &clause[..clause.len() - verb.len()];
        return !ABSENT.iter().any(|word| head.ends_with(word));
    }
    let Some(last) = clause.chars().next_back().filter(|c| SHORT.contains(*c)) else { return false };
    let head = &clause[..clause.len() - last.len_utf8()];
    !NOT_SPEECH.iter().any(|word| clause.ends_with(word)) && !ABSENT.iter().any(|word| head.ends_with(word))
}

/// 他告诉路透社, 她提醒在场的人.
fn tells(clause: &str) -> bool {
    [
        "告诉", "告訴", "提醒", "告诫", "告誡", "安慰", "反问", "反問", "追问", "追問", "质问", "質問",
        "叮嘱", "叮囑",
    ]
    .iter()
    .any(|verb| {
        clause.split_once(verb).is_some_and(|(who, whom)| {
            let count = whom.chars().count();
            let absent = ABSENT.iter().any(|word| who.ends_with(word));
            !who.is_empty()
                && !absent
                && (1..=10).contains(&count)
                && !whom.starts_with(['的', '了'])
                && !whom.ends_with(['了', '的'])
        })
    })
}

/// 老师微笑着问学生; not 他的问题很多.
fn asks(clause: &str) -> bool {
    clause.find(['问', '問']).is_some_and(|at| {
        let (asked, whom) = clause.split_at(at + '问'.len_utf8());
        let noun = whom.starts_with([
            '题', '題', '及', '世', '候', '责', '責', '卷', '号', '號', '答', '的', '了', '过', '過',
        ]);
        at > 0
            && has_verb(asked)
            && !noun
            && (1..=4).contains(&whom.chars().count())
            && !whom.ends_with(['了', '的'])
    })
}

/// 他说完便走了, 他喊着冲了出去.
fn says_then(clause: &str) -> bool {
    const DONE: [&str; 11] =
        ["说完", "說完", "说罢", "說罷", "说着", "說著", "喊着", "喊著", "叫着", "叫著", "嚷着"];
    DONE.iter().any(|verb| clause.split_once(verb).is_some_and(|(who, _)| who.chars().count() <= 8))
}
