//! What comes after a quotation that ended with a full stop, and whether it still belongs to the sentence.

use super::super::chars::char_at;
use super::speech;

/// Words after a quotation that make it part of a phrase, each with what it may not be the start of.
const PHRASE: &[(&str, &[&str])] = &[
    ("的", &["的确", "的確", "的士"]),
    ("之", &["之后", "之後", "之前", "之所以"]),
    ("为题", &[]),
    ("為題", &[]),
    ("为名", &[]),
    ("為名", &[]),
    ("为由", &[]),
    ("為由", &[]),
    ("为主题", &[]),
    ("為主題", &[]),
    ("为标题", &[]),
    ("為標題", &[]),
    ("为口号", &[]),
    ("為口號", &[]),
    ("为例", &[]),
    ("為例", &[]),
    ("一文", &["一文不"]),
    ("一词", &[]),
    ("一詞", &[]),
    ("一书", &[]),
    ("一書", &[]),
    ("一语", &[]),
    ("一語", &[]),
    ("一句", &[]),
    ("一说", &[]),
    ("一說", &[]),
    ("一问", &[]),
    ("一問", &[]),
    ("一类", &[]),
    ("一類", &[]),
    ("一章", &[]),
    ("一节", &[]),
    ("一節", &[]),
    ("一话", &[]),
    ("一話", &[]),
    ("一案", &[]),
    ("一事", &[]),
    ("一曲", &[]),
    ("一歌", &[]),
    ("二字", &[]),
    ("两字", &[]),
    ("兩字", &[]),
    ("三字", &[]),
    ("四字", &[]),
    ("几个字", &[]),
    ("幾個字", &[]),
    ("等", &["等到", "等等", "等他", "等她", "等我", "等待", "等一", "等会", "等會", "等你"]),
    ("是", &["是的", "是啊", "是吗", "是嗎", "是呀", "是日", "是时候", "是時候", "是夜"]),
    ("不是", &[]),
    ("不只是", &[]),
    ("并不是", &[]),
    ("並不是", &[]),
    ("正是", &[]),
    ("也是", &[]),
    ("就是", &[]),
    ("成为", &[]),
    ("成為", &[]),
    ("成了", &[]),
    ("引发", &[]),
    ("引發", &[]),
    ("引起", &[]),
    ("意味着", &[]),
    ("意味著", &[]),
    ("出自", &[]),
    ("源自", &[]),
    ("源于", &[]),
    ("源於", &[]),
    ("让", &["让我们", "让我", "让路"]),
    ("讓", &["讓我們", "讓我", "讓路"]),
    ("使", &["使馆", "使館", "使用", "使者", "使命", "使团"]),
    (
        "令",
        &[
            "令人欣慰的是",
            "令人惊讶的是",
            "令人意外的是",
            "令人遗憾的是",
            "令人驚訝的是",
            "令人遺憾的是",
            "令尊",
        ],
    ),
    ("被", &["被告", "被害", "被捕者", "被子", "被访", "被訪"]),
    ("也", &["也许", "也許", "也就是", "也有"]),
    ("都", &["都市", "都会", "都會"]),
    ("却", &[]),
    ("卻", &[]),
    ("便", &["便利", "便衣", "便士", "便宜"]),
    ("则", &[]),
    ("則", &[]),
    ("已", &["已故"]),
    ("时，", &[]),
    ("時，", &[]),
    ("时候", &[]),
    ("時候", &[]),
    ("时,", &[]),
    ("時,", &[]),
    ("似乎", &[]),
    ("仿佛", &[]),
    ("彷彿", &[]),
    ("吗", &[]),
    ("嗎", &[]),
    ("呢", &["呢喃"]),
    ("和“", &[]),
    ("和「", &[]),
    ("和\"", &[]),
    ("与“", &[]),
    ("與「", &[]),
    ("及“", &[]),
    ("及「", &[]),
    ("或“", &[]),
    ("或「", &[]),
    ("还是“", &[]),
    ("還是「", &[]),
    ("到“", &[]),
    ("到「", &[]),
    ("变成", &[]),
    ("變成", &[]),
    ("以及“", &[]),
    ("以及「", &[]),
    ("或者“", &[]),
    ("或者「", &[]),
    ("與“", &[]),
    ("和『", &[]),
    ("與『", &[]),
    ("还是「", &[]),
    ("還是“", &[]),
    ("转变为", &[]),
    ("轉變為", &[]),
    ("改为", &[]),
    ("改為", &[]),
];

/// After 这, 這, 那: a measure word makes the quotation a name for something; `这时` and `这是` do not.
const MEASURES: &str = "个個一句样樣种種些几幾两兩番首篇部条條项項类類段则則本位声聲话話问問三四道组組";

/// Words before a quotation that take it as their object within a phrase.
const TAKES: &[&str] = &[
    "以",
    "在",
    "把",
    "将",
    "將",
    "对",
    "對",
    "用",
    "从",
    "從",
    "向",
    "就",
    "按",
    "按照",
    "关于",
    "關於",
    "围绕",
    "圍繞",
    "针对",
    "針對",
    "面对",
    "面對",
    "根据",
    "根據",
    "所谓",
    "所謂",
    "至于",
    "至於",
    "对于",
    "對於",
    "一句",
    "一声",
    "一聲",
    "这句",
    "這句",
    "那句",
    "这声",
    "這聲",
    "每句",
    "几句",
    "幾句",
    "一个",
    "一個",
    "这个",
    "這個",
    "那个",
    "那個",
    "问及",
    "問及",
    "被问到",
    "被問到",
    "谈到",
    "談到",
    "提到",
    "说到",
    "說到",
    "随着",
    "隨著",
    "伴随着",
    "在于",
    "有关",
    "有關",
    "本着",
    "凭",
    "憑",
    "由",
    "和",
    "与",
    "與",
    "及",
    "或",
    "、",
    "听到",
    "聽到",
    "听见",
    "聽見",
    "看到",
    "看见",
    "看見",
    "写着",
    "寫著",
    "写有",
    "寫有",
    "题为",
    "題為",
    "名为",
    "名為",
    "印有",
    "印着",
    "印著",
    "高举",
    "高舉",
    "打出",
    "喊着",
    "喊著",
    "唱着",
    "唱著",
    "的",
];

/// Joins an act of the same speaker to the quotation before it.
const THEN: &[&str] = &[
    "然后", "然後", "随后", "隨後", "接着", "接著", "随即", "隨即", "就", "又", "再", "并", "並", "而后",
    "而後", "之后", "之後", "后", "後", "一边", "一邊", "说完", "說完", "说罢", "說罷", "便", "转身", "轉身",
];

/// How an act of a person starts, after [`THEN`]: verbs of moving, looking, speaking.
const ACTS: &str = "离離走转轉起站坐跑挂掛关關拿笑哭低摇搖点點回消退冲衝扬揚跳躺倒放收抬伸看望盯瞪沉补補开開躲哈哀叹嘆大轻輕向朝从從把将將闭閉吐咬喝吃推拉扑撲跪蹲爬飞飛写寫";

/// How a quotation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// With a full stop.
    Plain,
    /// It trails off in an ellipsis.
    Trailing,
    /// It was asked or exclaimed.
    Raised,
}

/// Whether the text at `next`, right after a closed quotation, still belongs to the sentence that began at `from`.
///
/// `open` is where the quotation was opened, `None` if in an earlier sentence; `tone` says how it ended.
pub(super) fn goes_on(text: &str, from: usize, open: Option<usize>, next: usize, tone: Tone) -> bool {
    let rest = &text[next..];
    let names_it = rest.starts_with(['这', '這', '那']);
    if rest.starts_with(['—', '–', '-', '－', '─'])
        || (!names_it && phrase_follows(rest) && !tells_next(text, from, open, rest))
    {
        return true;
    }
    if names_it && phrase_follows(rest) {
        // 孔子曰：「…」這句話流傳至今: what was announced is complete.
        return !open.is_some_and(|open| announced(text, from, open));
    }
    // “桥很牢。”他表示，大桥…: a full stop, and what he said next is told, not quoted.
    let states = |follows: &speech::Attribution| follows.statement && tone == Tone::Plain;
    let Some(open) = open else {
        // The quotation of several sentences: who said it, unless that names the next thing said.
        return speech::attribution(rest).is_some_and(|follows| !follows.quotation && !states(&follows));
    };
    if introduced(text, from, open) {
        return same_speaker_acts(rest);
    }
    if let Some(follows) = speech::attribution(rest) {
        return !states(&follows);
    }
    takes_quotation(text, from, open)
        || (tone == Tone::Trailing && open > from && !text[..open].ends_with(['，', ',', ' ']))
}

/// Whether the quotation from `open` to `close` is part of a phrase, so that no sentence ends inside it.
pub(super) fn is_phrase(text: &str, from: usize, open: usize, close: usize) -> bool {
    let rest = text[close..].trim_start();
    if rest.starts_with(['，', '、', '。', '；', '：', ',']) || rest.is_empty() {
        return false;
    }
    if rest.starts_with(['这', '這', '那']) && announced(text, from, open) {
        return false;
    }
    phrase_follows(rest) || (takes_quotation(text, from, open) && !introduced(text, from, open))
}

/// “…？”他说，“…？”让他改变主意的: what was said is complete, so 让 opens the next sentence.
fn tells_next(text: &str, from: usize, open: Option<usize>, rest: &str) -> bool {
    rest.starts_with(['让', '讓', '使', '令'])
        && open.is_some_and(|open| {
            text[from..open].trim_end().ends_with(['，', ',', '：', ':']) && introduced(text, from, open)
        })
}

fn phrase_follows(rest: &str) -> bool {
    let mut chars = rest.chars();
    if matches!(chars.next(), Some('这' | '這' | '那')) && chars.next().is_some_and(|c| MEASURES.contains(c))
    {
        return ![
            "这一切",
            "這一切",
            "那一切",
            "这个时候",
            "這個時候",
            "那些人",
            "这些人",
            "這些人",
            "那一刻",
            "这一刻",
            "這一刻",
            "这几",
            "這幾",
            "那一",
        ]
        .iter()
        .any(|word| rest.starts_with(word));
    }
    PHRASE
        .iter()
        .any(|(word, not)| rest.starts_with(word) && !not.iter().any(|longer| rest.starts_with(longer)))
}

/// Whether the words before the quotation announce it: 他說：「…」, 他說，「…」, 他說「…」, 口号是“…”.
fn introduced(text: &str, from: usize, open: usize) -> bool {
    let head = text[from..open].trim_end();
    if head.ends_with(['：', ':', '﹕']) {
        return true;
    }
    let clause = head.strip_suffix(['，', ',']).unwrap_or(head);
    let is = ["是", "为", "為"].iter().any(|word| clause.ends_with(word)) && clause.len() == head.len();
    is || (speech::ends_with_verb(clause) && !TAKES.iter().any(|word| clause.ends_with(word)))
}

/// Whether a colon stands before the quotation.
fn announced(text: &str, from: usize, open: usize) -> bool {
    text[from..open].trim_end().ends_with(['：', ':', '﹕'])
}

fn takes_quotation(text: &str, from: usize, open: usize) -> bool {
    let head = text[from..open].trim_end();
    TAKES.iter().any(|word| head.ends_with(word))
}

/// 他問：「為什麼？」然後離開了房間。
fn same_speaker_acts(rest: &str) -> bool {
    THEN.iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|tail| char_at(tail, 0).is_some_and(|c| ACTS.contains(c)))
    })
}
