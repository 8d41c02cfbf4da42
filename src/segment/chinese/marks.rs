//! Marks that may end a sentence, and those that go on.

pub(super) fn is_mark(c: char) -> bool {
    is_strong(c) || is_dot(c)
}

pub(super) fn is_strong(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '｡' | '!' | '?' | '﹗' | '﹖' | '︕' | '︖' | '︒' | '‼' | '⁇' | '⁈' | '⁉'
    )
}

pub(super) fn is_dot(c: char) -> bool {
    matches!(c, '.' | '．' | '…' | '⋯' | '﹒' | '︙')
}

/// Punctuation that only stands inside a sentence.
pub(super) fn continues(c: char) -> bool {
    matches!(
        c,
        '，' | '、'
            | '；'
            | '：'
            | ','
            | ';'
            | ':'
            | '﹐'
            | '﹔'
            | '﹕'
            | '·'
            | '/'
            | '～'
            | '~'
            | '︐'
            | '︑'
    )
}
