//! Arguments of ICU messages with branches: `{n, plural, one {…} other {…}}`.

/// An argument with branches.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub name: String,
    /// plural, select or selectordinal.
    pub kind: String,
    /// What stands before each `{`.
    pub branches: Vec<String>,
}

/// Messages nested deeper are not looked at.
const DEEPEST: usize = 8;

/// The arguments of a text, nested ones too, in order. What is never closed is no argument.
pub(super) fn arguments(text: &str) -> Vec<Argument> {
    let mut out = Vec::new();
    collect(text, 0, &mut out);
    out
}

fn collect(text: &str, depth: usize, out: &mut Vec<Argument>) {
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let Some(end) = close(text, open).filter(|_| depth < DEEPEST) else { return };
        let inner = &text[open + 1..end];
        at = end + 1;
        let mut parts = inner.splitn(3, ',');
        let (Some(name), Some(kind), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let kind = kind.trim();
        if !matches!(kind, "plural" | "select" | "selectordinal") {
            continue;
        }
        let mut branches = Vec::new();
        let mut from = 0;
        while let Some(open) = rest[from..].find('{').map(|found| from + found) {
            let Some(end) = close(rest, open) else { break };
            let key = rest[from..open].split_whitespace().rfind(|word| !word.starts_with("offset:"));
            branches.extend(key.map(str::to_owned));
            collect(&rest[open + 1..end], depth + 1, out);
            from = end + 1;
        }
        out.push(Argument { name: name.trim().to_owned(), kind: kind.to_owned(), branches });
    }
}

/// The `}` that closes the `{` at `open`.
fn close(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_are_read_also_where_they_nest() {
        let all =
            arguments("You have {n, plural, =0 {none} one {# {g, select, a {x} other {y}}} other {#}} here.");
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].branches, ["=0", "one", "other"]);
        assert_eq!((all[0].name.as_str(), all[0].branches.len()), ("g", 2));
        assert_eq!(arguments("{name} and {n, plural, one {never closed"), []);
        assert_eq!(arguments(&"{".repeat(5000)), []);
    }
}
