//! HTML character references, piece by piece, so that offsets survive.

/// A piece of raw HTML text: as it stands, or a reference and what it stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text without references, at this offset into the raw text.
    Raw(&'a str, usize),
    /// What a reference stands for; its start and length in the raw text.
    Reference(String, usize, usize),
}

/// Longest reference looked at; the longest named one has 33 bytes.
const LONGEST: usize = 40;

/// Calls `take` for each piece of `raw`, in order; together they cover it.
pub(super) fn pieces<'a>(raw: &'a str, mut take: impl FnMut(Piece<'a>)) {
    let mut done = 0;
    let mut from = 0;
    while let Some(found) = raw[from..].find('&') {
        let at = from + found;
        let candidate = reference_at(raw, at);
        let decoded = htmlize::unescape(candidate);
        if candidate.len() > 1 && decoded != candidate {
            if done < at {
                take(Piece::Raw(&raw[done..at], done));
            }
            take(Piece::Reference(decoded.into_owned(), at, candidate.len()));
            done = at + candidate.len();
        }
        from = at + candidate.len();
    }
    if done < raw.len() {
        take(Piece::Raw(&raw[done..], done));
    }
}

/// `&` and the letters, digits and `#` after it, with a closing semicolon.
fn reference_at(raw: &str, at: usize) -> &str {
    let bytes = raw.as_bytes();
    let mut end = at + 1;
    while end < bytes.len()
        && end - at < LONGEST
        && (bytes[end].is_ascii_alphanumeric() || bytes[end] == b'#')
    {
        end += 1;
    }
    if end < bytes.len() && bytes[end] == b';' {
        end += 1;
    }
    // All bytes after the `&` are ASCII, so this is a character boundary.
    &raw[at..end]
}
