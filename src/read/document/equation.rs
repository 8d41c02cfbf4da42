//! What an `EQ` field of Word shows, as one line of text. Word writes phonetic guides and enclosed characters as such fields:
//! their base is the last thing that is laid over the others (ECMA-376 part 1, 17.16.5.22 names the field; its switches are
//! those of Word's own manual).

/// The text of a field's instruction; `None` where it is no `EQ` field.
///
/// `EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(jīng),经)` shows `经`.
pub(super) fn shown(instruction: &str) -> Option<String> {
    let rest = instruction.trim();
    let name = rest.get(..2).filter(|name| name.eq_ignore_ascii_case("EQ"))?;
    let rest = rest[name.len()..]
        .strip_prefix(|c: char| c.is_whitespace() || c == '\\')
        .map(|_| &rest[name.len()..])?;
    let mut reader = Reader { chars: rest.chars().collect(), at: 0, depth: 0 };
    Some(reader.sequence().trim().to_owned())
}

/// Nested deeper than this, nothing is laid out.
const DEEPEST: usize = 32;

struct Reader {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Text and switches up to the end of an argument.
    fn sequence(&mut self) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek() {
            match c {
                ',' | ';' | ')' if self.depth > 0 => break,
                '\\' => out.push_str(&self.switch()),
                _ => {
                    self.at += 1;
                    out.push(c);
                }
            }
        }
        out
    }

    /// `\o\ad(a,b)`, `\* hps10`, or a mark that is written behind a backslash.
    fn switch(&mut self) -> String {
        self.at += 1;
        let Some(first) = self.peek() else { return String::new() };
        if first == '*' {
            self.at += 1;
            self.skip_format();
            return String::new();
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return first.to_string();
        }
        let kind = first.to_ascii_lowercase();
        // Options: further switches, words and figures in front of the bracket.
        while self.peek().is_some_and(|c| c != '(' && (c.is_ascii_alphanumeric() || " \\-.".contains(c))) {
            self.at += 1;
        }
        if self.peek() != Some('(') || self.depth >= DEEPEST {
            return String::new();
        }
        let arguments = self.arguments();
        match kind {
            'o' => arguments.into_iter().next_back().unwrap_or_default(),
            'f' => arguments.join("/"),
            'l' => arguments.join(","),
            'a' => arguments.join(" "),
            'r' => arguments.into_iter().next_back().map(|under| format!("√{under}")).unwrap_or_default(),
            _ => arguments.concat(),
        }
    }

    fn arguments(&mut self) -> Vec<String> {
        self.at += 1;
        self.depth += 1;
        let mut out = Vec::new();
        loop {
            out.push(self.sequence().trim().to_owned());
            let end = self.peek();
            self.at += 1;
            if !matches!(end, Some(',' | ';')) {
                break;
            }
        }
        self.depth -= 1;
        out
    }

    /// `jc2`, `"Font:宋体"`.
    fn skip_format(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        let quoted = self.peek() == Some('"');
        self.at += usize::from(quoted);
        while let Some(c) = self.peek() {
            if (quoted && c == '"') || (!quoted && (c.is_whitespace() || c == '\\')) {
                self.at += usize::from(quoted);
                return;
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_fields_show() {
        for (instruction, text) in [
            (r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(jīng),经)"#, "经"),
            (r#" eq \* jc0 \* "Font:ＭＳ 明朝" \* hps10 \o(\s\up 9(niú),牛)"#, "牛"),
            (r"EQ \o\ac(○,印)", "印"),
            (r"EQ \f(3,4)", "3/4"),
            (r"EQ \x(Enter)", "Enter"),
            (r"EQ x\s\up 8(2)", "x2"),
            (r"EQ \o\ac(○,\f(1,2))", "1/2"),
            (r"EQ a\,b", "a,b"),
        ] {
            assert_eq!(shown(instruction).as_deref(), Some(text), "{instruction}");
        }
        assert_eq!((shown("PAGE"), shown("EQUATION 7"), shown("")), (None, None, None));
    }

    proptest! {
        #[test]
        fn any_instruction_ends(text in r#"EQ [\\a-z(),;*" 字]{0,80}"#) {
            let most = text.chars().count();
            prop_assert!(shown(&text).is_none_or(|shown| shown.chars().count() <= most));
        }
    }
}
