//! Makes a scan stable: a sentence cut once more stays what it is.

use std::ops::Range;

/// How often the pieces are cut again. Rules look only a little beyond a sentence, so one more cut settles nearly all.
const ROUNDS: usize = 6;

/// Cuts each piece once more by itself, until the pieces stay: what a rule saw beyond a piece, and what other rules joined,
/// a later reader of the sentence does not see.
pub(super) fn settled(
    text: &str,
    mut pieces: Vec<Range<usize>>,
    cut: impl Fn(&str) -> Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    for _ in 0..ROUNDS {
        // White space around a sentence is seen by rules, too.
        if matches!(pieces.as_slice(), [whole] if whole.len() == text.len()) {
            break;
        }
        let before = pieces.len();
        let again = |piece: Range<usize>| {
            let parts = cut(&text[piece.clone()]);
            let moved = |part: &Range<usize>| part.start + piece.start..part.end + piece.start;
            if parts.len() > 1 { parts.iter().map(moved).collect() } else { vec![piece] }
        };
        pieces = pieces.into_iter().flat_map(again).collect();
        if pieces.len() == before {
            break;
        }
    }
    pieces
}

/// Gives what holds neither letter nor digit to the sentence before it (or, at the start, to the next): a doubled stop,
/// a quotation mark of the wrong kind.
pub(super) fn with_marks(text: &str, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let bare = |range: &Range<usize>| !text[range.clone()].chars().any(char::is_alphanumeric);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match out.last_mut() {
            Some(last) if bare(&piece) || bare(last) => last.end = piece.end,
            _ => out.push(piece),
        }
    }
    out
}
