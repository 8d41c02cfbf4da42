//! The words of the column `status`, as people write them.

use std::fmt;

use crate::bead::Status;

/// What a person wants of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A status.
    Status(Status),
    /// Confirmed: an edition leaves something out.
    Omission,
    /// Confirmed: an edition adds something.
    Addition,
}

/// The word itself first; then what people write for it in English, 简体 and 繁體.
const WORDS: [(Wanted, &[&str]); 6] = [
    (Wanted::Status(Status::Auto), &["auto", "open", "未审", "未審", "自动", "自動", "未处理", "未處理"]),
    (
        Wanted::Status(Status::Confirmed),
        &[
            "confirmed",
            "confirm",
            "ok",
            "okay",
            "yes",
            "y",
            "done",
            "approved",
            "final",
            "right",
            "correct",
            "✓",
            "✔",
            "√",
            "已确认",
            "确认",
            "已確認",
            "確認",
            "通过",
            "通過",
            "完成",
            "已审",
            "已審",
            "对",
            "對",
            "是",
        ],
    ),
    (Wanted::Status(Status::Edited), &["edited", "changed", "已修改", "修改", "已编辑", "已編輯"]),
    (
        Wanted::Status(Status::Flagged),
        &[
            "flagged",
            "flag",
            "check",
            "query",
            "doubtful",
            "?",
            "todo",
            "待查",
            "存疑",
            "标记",
            "標記",
            "已标记",
            "已標記",
            "有问题",
            "有問題",
            "待定",
        ],
    ),
    (Wanted::Omission, &["omission", "omitted", "漏译", "漏譯", "遗漏", "遺漏"]),
    (Wanted::Addition, &["addition", "added", "增译", "增譯", "增补", "增補"]),
];

/// The words as they stand in a sheet.
pub(super) fn words() -> Vec<&'static str> {
    WORDS.iter().filter_map(|(_, words)| words.first().copied()).collect()
}

impl Wanted {
    /// What a cell says: `Some(None)` where it is empty and so says nothing, `None` where nobody knows the word.
    pub(super) fn read(cell: &str) -> Option<Option<Wanted>> {
        let cell: String = cell.trim().to_lowercase().replace('？', "?");
        if cell.is_empty() {
            return Some(None);
        }
        WORDS.iter().find(|(_, words)| words.contains(&cell.as_str())).map(|(wanted, _)| Some(*wanted))
    }

    /// The status that comes of it.
    pub fn status(self) -> Status {
        match self {
            Wanted::Status(status) => status,
            Wanted::Omission | Wanted::Addition => Status::Confirmed,
        }
    }

    /// Whether it can only be said where an edition lacks a text.
    pub fn needs_gap(self) -> bool {
        matches!(self, Wanted::Omission | Wanted::Addition)
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = WORDS.iter().find(|(wanted, _)| wanted == self).and_then(|(_, words)| words.first());
        f.write_str(word.unwrap_or(&""))
    }
}
