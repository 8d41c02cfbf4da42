//! Bars of share buttons.

use super::measure::plain;
use super::words::SHARE;

/// A bar of share buttons, or one of them; a lone common word needs more than itself.
pub(super) fn is_share(text: &str) -> bool {
    let plain = plain(text);
    let mut words = plain.split(' ');
    let lone = [
        "x", "line", "link", "copy", "save", "share", "article", "story", "this", "赞", "讚", "page", "post",
        "on", "to", "with", "via", "friends",
    ];
    let all = text.chars().count() <= 60 && (SHARE.has(&plain) || words.all(|word| SHARE.has(word)));
    all && !lone.contains(&plain.as_str()) || matches!(text, "X" | "LINE" | "Line" | "Share" | "分享")
}
