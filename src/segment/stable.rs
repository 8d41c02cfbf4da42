//! Makes a scan stable: a sentence cut once more stays what it is.

use std::ops::Range;

/// A sentence a scan found.
pub(super) struct Piece {
    /// Its bytes, trimmed.
    pub range: Range<usize>,
    /// Whether a mark inside it was seen and not cut at; only then can a second scan differ.
    pub held: bool,
}

/// How often a piece is scanned again. Rules look only a little beyond a sentence, so one more scan settles nearly all.
const ROUNDS: usize = 6;

/// Scans each of the `pieces` found in `text` that has an open question again by itself, until the pieces stay.
///
/// A rule may have held a mark because of words that another mark then cut off; a later reader of the sentence does
/// not see those words, so neither may we.
pub(super) fn stable(
    text: &str,
    mut pieces: Vec<Piece>,
    scan: impl Fn(&str, &mut Vec<Piece>),
) -> Vec<Range<usize>> {
    let mut again = Vec::new();
    for _ in 0..ROUNDS {
        if pieces.len() < 2 || pieces.iter().all(|piece| !piece.held) {
            break;
        }
        let mut next = Vec::with_capacity(pieces.len());
        let mut changed = false;
        for piece in pieces {
            if !piece.held {
                next.push(piece);
                continue;
            }
            again.clear();
            scan(&text[piece.range.clone()], &mut again);
            if again.len() == 1 {
                next.push(Piece { held: false, ..piece });
                continue;
            }
            changed = true;
            let base = piece.range.start;
            next.extend(
                again.drain(..).map(|p| Piece { range: p.range.start + base..p.range.end + base, ..p }),
            );
        }
        pieces = next;
        if !changed {
            break;
        }
    }
    pieces.into_iter().map(|piece| piece.range).collect()
}

/// Cuts each piece once more by itself where marks that could end a sentence stand inside it, until the pieces stay: what
/// a rule saw beyond a piece, and what other rules joined, a later reader of the sentence does not see.
pub(super) fn settled(
    text: &str,
    mut pieces: Vec<Range<usize>>,
    cut: impl Fn(&str) -> Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    for _ in 0..ROUNDS {
        if pieces.len() < 2 {
            break;
        }
        let before = pieces.len();
        let again = |piece: Range<usize>| {
            let own = &text[piece.clone()];
            let parts = if has_inner_end(own) { cut(own) } else { Vec::new() };
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

/// Whether letters or digits stand behind a mark that could end a sentence.
fn has_inner_end(sentence: &str) -> bool {
    let ends = ['.', '!', '?', '。', '！', '？', '…', '．', '；', ';'];
    sentence.find(ends).is_some_and(|at| sentence[at..].chars().any(char::is_alphanumeric))
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
