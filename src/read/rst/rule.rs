//! The lines that tables are drawn with.

/// `=====  ===`: the rule of a simple table.
pub(super) fn is_table_rule(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("==")
        && text.contains([' ', '\t'])
        && text.chars().all(|c| matches!(c, '=' | ' ' | '\t'))
}
