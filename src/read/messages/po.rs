//! gettext `.po` (GNU gettext manual, chapter “The Format of PO Files”).
//!
//! Read by hand: what crates there are give no places in the source. Broken lines are told and passed over.

use super::Message;
use crate::text::Span;

#[derive(Default)]
struct Entry {
    fuzzy: bool,
    context: bool,
    id: Vec<(String, Span)>,
    plural: Vec<(String, Span)>,
    translation: Vec<(String, Span)>,
    /// The second form of the translation.
    second: Vec<(String, Span)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Field {
    None,
    Id,
    Plural,
    Translation,
    Second,
    /// `msgctxt`, and `msgstr[2]` and further, of which Chinese has none.
    Other,
}

/// The messages of one side; what is fuzzy or empty has no translation. Keys are numbers: the same on both sides.
pub(super) fn read(text: &str, english: bool, warnings: &mut Vec<String>) -> Vec<Message> {
    let mut out = Vec::new();
    let (mut number, mut entry, mut field) = (0usize, Entry::default(), Field::None);
    let mut fuzzy = false;
    let mut broken: Option<usize> = None;
    let mut count = 0usize;
    let mut at = 0;
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim();
        let start = at + (raw.len() - raw.trim_start().len());
        at += raw.len();
        if line.is_empty() || line.starts_with('#') {
            if let Some(flags) = line.strip_prefix("#,") {
                fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
            }
            continue;
        }
        let keyword = line.split(['"', ' ', '\t']).next().unwrap_or_default();
        let begins = keyword == "msgctxt" || keyword == "msgid" && !(field == Field::Other && entry.context);
        if begins {
            number += 1;
            out.extend(message(std::mem::take(&mut entry), number - 1, english));
            entry.fuzzy = std::mem::take(&mut fuzzy);
        }
        match keyword {
            "msgctxt" => (field, entry.context) = (Field::Other, true),
            "msgid" => (field, entry.context) = (Field::Id, false),
            "msgid_plural" => field = Field::Plural,
            "msgstr" | "msgstr[0]" => field = Field::Translation,
            "msgstr[1]" => field = Field::Second,
            _ if keyword.starts_with("msgstr[") => field = Field::Other,
            "" if line.starts_with('"') => {}
            _ => {
                broken = broken.or(Some(index + 1));
                count += 1;
                continue;
            }
        }
        let Some(pieces) = string(line, start) else {
            broken = broken.or(Some(index + 1));
            count += 1;
            continue;
        };
        match field {
            Field::Id => entry.id.extend(pieces),
            Field::Plural => entry.plural.extend(pieces),
            Field::Translation => entry.translation.extend(pieces),
            Field::Second => entry.second.extend(pieces),
            Field::Other | Field::None => {}
        }
    }
    out.extend(message(entry, number, english));
    if let Some(line) = broken {
        warnings.push(format!(
            "{count} lines are none of a .po file and are passed over, the first is line {line}"
        ));
    }
    out
}

fn message(entry: Entry, number: usize, english: bool) -> Option<Message> {
    // The header has no source text.
    if entry.id.iter().all(|(text, _)| text.is_empty()) {
        return None;
    }
    // Chinese has one form, that of many; where a file has two of them, that is the second.
    let source = if entry.plural.is_empty() { entry.id } else { entry.plural };
    let pieces = match (english, entry.fuzzy) {
        (true, _) => source,
        (false, true) => return None,
        (false, false) if entry.second.iter().any(|(text, _)| !text.trim().is_empty()) => entry.second,
        (false, false) => entry.translation,
    };
    let there = pieces.iter().any(|(text, _)| !text.trim().is_empty());
    there.then(|| Message { key: format!("message {number}"), pieces })
}

/// The string of a line in pieces: runs as they stand, and escapes. `None` where none is, or it never ends.
fn string(line: &str, start: usize) -> Option<Vec<(String, Span)>> {
    let open = line.find('"')?;
    let mut out = Vec::new();
    let mut run = open + 1;
    let mut chars = line[run..].char_indices();
    let base = run;
    while let Some((at, c)) = chars.next() {
        let at = base + at;
        match c {
            '"' => {
                if run < at {
                    out.push((line[run..at].to_owned(), Span::new(start + run, start + at)));
                }
                return Some(out);
            }
            '\\' => {
                if run < at {
                    out.push((line[run..at].to_owned(), Span::new(start + run, start + at)));
                }
                let (_, escaped) = chars.next()?;
                let end = at + 1 + escaped.len_utf8();
                let decoded = match escaped {
                    'n' | 'r' => "\n".to_owned(),
                    't' => "\t".to_owned(),
                    other => other.to_string(),
                };
                out.push((decoded, Span::new(start + at, start + end)));
                run = end;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# a comment\nmsgid \"\"\nmsgstr \"Content-Type\n\"Language: zh_CN\\n\"\n\n#: a.c:1\nmsgid \"Open \\\"%s\\\"\"\nmsgstr \"打开“%s”\"\n\n#, fuzzy\nmsgid \"Close\"\nmsgstr \"开\"\n\nmsgctxt \"menu\"\nmsgid \"\"\n\"Two \"\n\"parts.\"\nmsgstr \"\"\n\"两\"\n\"部分。\"\n\nmsgid \"one file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d 个文件\"\n\n#~ msgid \"old\"\n#~ msgstr \"旧\"\n";

    fn of(english: bool) -> Vec<(String, String)> {
        let mut warnings = Vec::new();
        let all = read(FILE, english, &mut warnings);
        // The header is broken; the rest is read all the same.
        assert_eq!(warnings.len(), 1);
        let whole = |m: &Message| m.pieces.iter().map(|(text, _)| text.as_str()).collect::<String>();
        all.iter().map(|m| (m.key.clone(), whole(m))).collect()
    }

    #[test]
    fn both_sides_have_one_key_for_a_message() {
        let (en, zh) = (of(true), of(false));
        let texts: Vec<&str> = en.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["Open \"%s\"", "Close", "Two parts.", "%d files"]);
        let texts: Vec<&str> = zh.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["打开“%s”", "两部分。", "%d 个文件"]);
        assert_eq!((&en[0].0, &en[2].0, &en[3].0), (&zh[0].0, &zh[1].0, &zh[2].0));
    }
}
