//! Blocks that stand apart from the text around them: captions, and summaries that say so.

use crate::text::{BlockKind, credit_from};

/// What a block is beside the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Insert {
    /// Running text.
    #[default]
    None,
    /// What is on a picture.
    Caption,
    /// A summary with its label: 【摘要】, `Abstract:`.
    Summary,
}

/// Labels of summaries, in lower case and in Simplified script.
const LABELS: [&str; 22] = [
    "摘要",
    "内容摘要",
    "内容提要",
    "中文摘要",
    "提要",
    "导读",
    "导语",
    "核心提示",
    "编者按",
    "编按",
    "要点",
    "本文要点",
    "abstract",
    "summary",
    "executive summary",
    "synopsis",
    "key points",
    "highlights",
    "in brief",
    "at a glance",
    "editor's note",
    "editor’s note",
];

/// What a block is that begins with the line `text`; `alone` says that it has no other line.
pub(super) fn insert(kind: BlockKind, text: &str, alone: bool) -> Insert {
    let pictured = || text.starts_with(['▲', '△', '▼', '▽']) || credit_from(text).is_some();
    if is_labelled(text) {
        Insert::Summary
    } else if kind == BlockKind::Caption || alone && pictured() {
        Insert::Caption
    } else {
        Insert::None
    }
}

/// 【摘要】…, 摘要：…, `Abstract: …`, `Summary — …`.
fn is_labelled(text: &str) -> bool {
    let open = text.trim_start_matches(['【', '[', '［', '〔', '〖', '*', '_', ' ']);
    let head: String =
        open.chars().take(24).filter(|c| *c != '\u{3000}').flat_map(char::to_lowercase).collect();
    // 摘 要：
    let head = if head.is_ascii() { head } else { head.replace(' ', "") };
    LABELS.iter().any(|label| {
        head.strip_prefix(label).is_some_and(|rest| {
            let closed = open.len() < text.len() && rest.starts_with(['】', ']', '］', '〕', '〗', '*', '_']);
            closed || rest.starts_with([':', '：', '—', '︰']) || rest.starts_with(" —")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_says_that_it_is_one() {
        for text in [
            "【摘要】一座山谷。",
            "摘要：一座山谷。",
            "摘　要：一座山谷。",
            "Abstract: A valley.",
            "**Summary:** it rained",
        ] {
            assert!(is_labelled(text), "{text}");
        }
        for text in ["摘要写得很好。", "Abstract art is old.", "Summary judgments are rare.", "导读员来了。"]
        {
            assert!(!is_labelled(text), "{text}");
        }
    }
}
