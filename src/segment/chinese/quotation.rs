//! What comes after a quotation that ended with a full stop, and whether it still belongs to the sentence.

use super::{speech, words};

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
/// `open` is where the quotation was opened, `None` if in an earlier sentence; `tone` says how it ended, `within` whether
/// it stands within another one.
pub(super) fn goes_on(
    text: &str,
    from: usize,
    open: Option<usize>,
    next: usize,
    tone: Tone,
    within: bool,
) -> bool {
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
    // The quotation of several sentences: who said it, unless that names the next thing said.
    let said = || speech::attribution(rest).is_some_and(|follows| !follows.quotation && !states(&follows));
    let Some(open) = open else { return said() };
    if introduced(text, from, open) {
        // "我冲他们喊：“有鲨鱼！”老陈接着说。
        return same_speaker_acts(rest) || (within && said());
    }
    if let Some(follows) = speech::attribution(rest) {
        return !states(&follows);
    }
    // 议会将“守住底线。”上周的民调显示…: a full stop, and somebody or some time to begin with.
    (takes_quotation(text, from, open) && !(tone == Tone::Plain && begins_anew(rest)))
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

/// Whether a sentence of its own begins: another quotation, a person, a time, a turn.
fn begins_anew(rest: &str) -> bool {
    rest.starts_with(['“', '「', '『', '"'])
        || words::ANEW.iter().chain(words::TURNS).any(|word| rest.starts_with(word))
}

fn phrase_follows(rest: &str) -> bool {
    let named = rest.strip_prefix(['这', '這', '那']);
    if named.is_some_and(|rest| words::MEASURES.iter().any(|measure| rest.starts_with(measure))) {
        return !words::NOT_MEASURES.iter().any(|word| rest.starts_with(word));
    }
    let opens = |list: &[&str]| list.iter().any(|word| rest.starts_with(word));
    opens(words::PHRASE) && !opens(words::NOT_PHRASE)
}

/// Whether the words before the quotation announce it: 他說：「…」, 他說，「…」, 他說「…」, 口号是“…”.
fn introduced(text: &str, from: usize, open: usize) -> bool {
    let head = text[from..open].trim_end();
    if head.ends_with(['：', ':', '﹕']) {
        return true;
    }
    let clause = head.strip_suffix(['，', ',']).unwrap_or(head);
    let is = ["是", "为", "為"].iter().any(|word| clause.ends_with(word)) && clause.len() == head.len();
    is || (speech::ends_with_verb(clause) && !words::TAKES.iter().any(|word| clause.ends_with(word)))
}

/// Whether a colon stands before the quotation.
fn announced(text: &str, from: usize, open: usize) -> bool {
    text[from..open].trim_end().ends_with(['：', ':', '﹕'])
}

fn takes_quotation(text: &str, from: usize, open: usize) -> bool {
    let head = text[from..open].trim_end();
    words::TAKES.iter().any(|word| head.ends_with(word))
}

/// 他問：「為什麼？」然後離開了房間。
fn same_speaker_acts(rest: &str) -> bool {
    words::THEN.iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|tail| words::ACTS.iter().any(|act| tail.starts_with(act)))
    })
}
