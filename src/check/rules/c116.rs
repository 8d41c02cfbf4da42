use super::super::{Rule, RuleId, Sink, Subject};
use super::super::{message, words};
use crate::config::Level;
use crate::text::{Edition, Span};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C116"),
    name: "message",
    level: Level::Warning,
    on: true,
    what: "a message of a .po file is marked as fuzzy or has no translation",
    why: "Programs show the English in its place: gettext leaves fuzzy messages out.",
    example: "#, fuzzy above a message; msgstr \"\".",
    remedy: "translate it, or check it and take the mark away",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in [Edition::ZhHans, Edition::ZhHant] {
        let Some(page) = &subject.pages[edition] else { continue };
        if !page.path.to_lowercase().ends_with(".po") {
            continue;
        }
        for message in messages(&page.source).into_iter().filter(|m| m.fuzzy || message::has_words(&m.id)) {
            let said = match (message.fuzzy, message.empty) {
                (true, _) => "this message is marked as fuzzy",
                (_, true) => "this message has no translation",
                _ => continue,
            };
            let text = words::short(&message.id, 200);
            sink.add(edition, message.span, &text, format!("{said}: {}", words::short(&message.id, 80)));
        }
    }
}

struct Message {
    id: String,
    fuzzy: bool,
    empty: bool,
    span: Span,
}

/// The messages of a source but its header; obsolete ones (`#~`) are none.
fn messages(source: &str) -> Vec<Message> {
    let (mut out, mut at): (Vec<Message>, usize) = (Vec::new(), 0);
    let (mut fuzzy, mut field) = (false, "");
    for line in source.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let line = line.trim();
        let value = |line: &str| {
            let open = line.find('"')?;
            line.get(open + 1..line.len().checked_sub(1)?.max(open + 1)).map(str::to_owned)
        };
        if let Some(flags) = line.strip_prefix("#,") {
            fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
        } else if line.starts_with("msgid_plural") {
            field = "plural";
        } else if line.starts_with("msgid") {
            let id = value(line).unwrap_or_default();
            out.push(Message { id, fuzzy: std::mem::take(&mut fuzzy), empty: true, span });
            field = "id";
        } else if line.starts_with("msgstr") {
            field = "str";
            if let Some(last) = out.last_mut() {
                last.empty &= value(line).is_none_or(|text| text.is_empty());
                last.span.end = span.end;
            }
        } else if line.starts_with('"') {
            if let (Some(last), Some(text)) = (out.last_mut(), value(line)) {
                match field {
                    "id" => last.id.push_str(&text),
                    "str" => {
                        last.empty &= text.is_empty();
                        last.span.end = span.end;
                    }
                    _ => {}
                }
            }
        } else if line.is_empty() {
            field = "";
        }
    }
    out.retain(|message| !message.id.is_empty());
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn messages_are_told_by_flag_and_by_text() {
        let source = "msgid \"\"\nmsgstr \"\"\n\"Language: zh_CN\\n\"\n\n#, c-format, fuzzy\nmsgid \"One\"\nmsgstr \"一\"\n\nmsgid \"\"\n\"Two \"\n\"lines\"\nmsgstr \"\"\n\nmsgid \"Three\"\nmsgstr \"\"\n\"三\"\n\n#~ msgid \"gone\"\n#~ msgstr \"\"\n";
        let all = super::messages(source);
        let shown: Vec<_> = all.iter().map(|m| (m.id.as_str(), m.fuzzy, m.empty)).collect();
        assert_eq!(shown, [("One", true, false), ("Two lines", false, true), ("Three", false, false)]);
    }
}
