use std::cell::OnceCell;

use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use super::{icu, links, placeholders};
use crate::bead::Bead;
use crate::config::Level;
use crate::text::{Edition, Tag};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("P304"),
    name: "code-placeholder",
    level: Level::Warning,
    on: true,
    what: "a placeholder such as {name}, %s, ${x} is lost or stands there less often, or a branch of an ICU message is (errors; warnings where another stands in its place that may be it); inline code is lost or another (warnings; a note for words alone, which may be translated)",
    why: "Commands no longer work when copied, programs fail when they fill in the placeholder.",
    example: "`git rebase -i` has become 变基.",
    remedy: "put the code back as it stands in the English",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let page = OnceCell::new();
        let messages = subject.is_messages(edition);
        if messages {
            check_messages(subject, edition, sink);
        }
        for at in 0..subject.ladder.beads.len() {
            let bead = &subject.ladder.beads[at];
            if bead.runs[edition].len == 0 || bead.confidence.is_some_and(|p| p < 0.5) {
                continue;
            }
            if let Some((said, level)) = placeholder(subject, at, edition).filter(|_| !messages) {
                sink.bead(edition, bead, said).at_level(level);
            } else if let Some((said, words)) = code(subject, at, edition, &page) {
                let level = if words { Level::Note } else { Level::Warning };
                sink.bead(edition, bead, said).at_level(level);
            }
        }
    }
}

/// Placeholders of messages: each message by itself, its sentences together, for a program fills in no other's.
fn check_messages(subject: &Subject<'_>, edition: Edition, sink: &mut Sink<'_>) {
    let key = |bead: &Bead| {
        let mut all = [Edition::En, edition].into_iter().flat_map(|e| subject.segments(bead, e));
        all.next().and_then(|segment| segment.place.as_deref())
    };
    let gettext =
        subject.pages[edition].as_ref().is_some_and(|page| page.path.to_lowercase().ends_with(".po"));
    for beads in subject.ladder.beads.chunk_by(|a, b| key(a) == key(b)) {
        let Some(first) = beads.iter().find(|bead| bead.runs[edition].len > 0) else { continue };
        let [english, text] = [Edition::En, edition].map(|e| last_form(whole(subject, beads, e)));
        // The form for one thing may say its number: 1 个任务.
        let one = key(first).is_some_and(|key| key.ends_with("_one") || key.ends_with(".one"));
        if one && text.contains(['1', '一']) {
            continue;
        }
        if let Some((said, level)) = branches(&english, &text) {
            sink.bead(edition, first, said).at_level(level);
        } else if let Some((said, level)) = filled_in(&english, &text, gettext) {
            sink.bead(edition, first, said).at_level(level);
        } else if let Some(role) = lost_role(&english, &text).filter(|_| gettext) {
            sink.bead(edition, first, format!("a text with the role `{role}` is not here"));
        } else if let Some((was, is)) = other_target(&english, &text).filter(|_| gettext) {
            sink.bead(edition, first, format!("{was} in the English, {is} here"));
        }
    }
}

/// A role of reStructuredText that a translation has less often, where it has fewer of them in all.
fn lost_role(english: &str, chinese: &str) -> Option<String> {
    let (there, mut here) = (placeholders::roles(english), placeholders::roles(chinese));
    if there.len() <= here.len() {
        return None;
    }
    there.into_iter().find(|role| match here.iter().position(|other| other == role) {
        Some(at) => {
            here.swap_remove(at);
            false
        }
        None => true,
    })
}

/// Where a role leads in the English and in its place here, where each text has one that the other has not.
fn other_target(english: &str, chinese: &str) -> Option<(String, String)> {
    let (there, here) = (placeholders::targets(english), placeholders::targets(chinese));
    let only = |these: &[String], those: &[String]| these.iter().find(|one| !those.contains(one)).cloned();
    (there.len() == here.len()).then(|| only(&there, &here).zip(only(&here, &there)))?
}

/// The text of an edition in some beads, with the gaps that it has: `%.2f` may have been cut behind its point.
fn whole(subject: &Subject<'_>, beads: &[Bead], edition: Edition) -> String {
    let (mut out, mut end) = (String::new(), None);
    for segment in beads.iter().flat_map(|bead| subject.segments(bead, edition)) {
        if end.is_some_and(|end| segment.span.start > end) {
            out.push(' ');
        }
        out.push_str(&segment.text);
        end = Some(segment.span.end);
    }
    out
}

/// Polyglot parts the forms of a plural: `%{n} comment |||| %{n} comments`. Chinese has one, which stands for the last.
fn last_form(message: String) -> String {
    message.rsplit_once("||||").map_or_else(|| message.clone(), |(_, last)| last.trim().to_owned())
}

/// What a program fills in and a message has not, or has less often.
///
/// In a .po file braces may be part of a usage text (`{file}` is for the reader there); who writes JSON or YAML means them.
fn filled_in(english: &str, chinese: &str, gettext: bool) -> Option<(String, Level)> {
    let narrowed = narrow(chinese);
    let [one_form, chinese] = [english, &narrowed].map(icu::filled);
    let branched = one_form != english;
    let (english, chinese) = (one_form.as_ref(), chinese.as_ref());
    let mut there = placeholders::in_message(english, false);
    // A number beside its word that has branches is said once more where the word says it as well.
    if branched {
        let mut seen = std::collections::HashSet::new();
        there.retain(|one| seen.insert(one.clone()));
    }
    let here: Vec<String> = placeholders::in_message(chinese, true);
    let lost = placeholders::lost(&there, &here)?;
    let one = squeezed(&there[lost.at]);
    let name = one.trim_matches(['{', '}', '$']);
    // A grammar of names defines what it puts together; a price in dollars may be one in yuan.
    let own =
        one.starts_with('{') && [" ", "\n"].iter().any(|gap| english.contains(&format!("{gap}{name}=")));
    // `$1` as 1 元 or 1$.
    let behind = || one.strip_prefix('$').is_some_and(|number| chinese.contains(&format!("{number}$")));
    let price = || chinese.contains('元') || behind();
    if own || one.starts_with('$') && placeholders::is_numbered(&one) && price() {
        return None;
    }
    let single = one.trim_start_matches('$').starts_with('{') && !one.starts_with("{{");
    if single && has_han_in_braces(chinese) {
        let alone = gettext && english.trim() == there[lost.at] || text_names(&one, chinese);
        // Of a name in capitals a usage text speaks, a program hardly ever.
        let spoken = !name.contains(char::is_lowercase);
        let level = match gettext {
            true if spoken => Level::Note,
            true => Level::Warning,
            false => Level::Error,
        };
        return (!alone).then(|| (format!("the name of `{one}` is translated"), level));
    }
    // Where another kind is filled in, braces of a .po file are text: “%(scheme)s” must start with {scheme}:/.
    let text = gettext && single && there.iter().any(|other| other.starts_with('%'));
    if let Some(instead) = lost.instead {
        let instead = squeezed(&here[instead]);
        let other = instead.trim_matches(['{', '}', '$']);
        // A language has its own form of a date, and printf more letters than stand here.
        let alike = one.starts_with('%') || name.contains(other) || other.contains(name);
        let level = if alike { Level::Warning } else { Level::Error };
        return Some((format!("`{one}` has become `{instead}`"), level));
    }
    let choice = placeholders::is_numbered(&one)
        && !placeholders::in_message(&placeholders::outside_choices(english), false)
            .contains(&there[lost.at]);
    // A sign that stands for nothing known may be one of the program's own.
    let unknown = one.starts_with('%') && signs(chinese) > here.iter().filter(|h| h.starts_with('%')).count();
    let level = if choice || unknown || text { Level::Warning } else { Level::Error };
    let count = |all: &[String]| all.iter().filter(|other| squeezed(other) == one).count();
    let said = match count(&here) {
        few if few > 0 && few < count(&there) => {
            format!("`{one}` stands {} times in the English, {few} times here", count(&there))
        }
        _ => format!("`{one}` is not here"),
    };
    Some((said, level))
}

/// Signs of per cent that begin something: no `%%`, no `50%`.
fn signs(text: &str) -> usize {
    let bytes = text.as_bytes();
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        bytes[*at] == b'%'
            && bytes.get(at + 1).is_some_and(|b| b.is_ascii_graphic() && *b != b'%')
            && !before.is_some_and(u8::is_ascii_digit)
            && !placeholders::is_escaped(bytes, *at)
    };
    (0..bytes.len()).filter(begins).count()
}

/// `{words-in-braces}` of a usage text, whose words are for the reader.
fn text_names(one: &str, text: &str) -> bool {
    one.matches('-').count() > 1 && one.starts_with('{') && has_han_in_braces(text)
}

fn has_han_in_braces(text: &str) -> bool {
    text.split('{').skip(1).any(|part| part.starts_with(words::is_han))
}

/// The placeholders of a text and of its translation.
struct Placeholders<'a> {
    english: Vec<String>,
    chinese: Vec<String>,
    /// The translation.
    text: &'a str,
}

impl Placeholders<'_> {
    /// The first that stands here less often; one that is not here at all counts where `matters` says so.
    fn lost(&self, matters: impl Fn(&str) -> bool) -> Option<String> {
        let count = |all: &[String], one: &str| all.iter().filter(|other| *other == one).count();
        self.english.iter().find_map(|one| {
            let (there, here) = (count(&self.english, one), count(&self.chinese, one));
            match here {
                0 => matters(one).then(|| format!("`{one}` is not here")),
                _ if here < there => {
                    Some(format!("`{one}` stands {there} times in the English, {here} times here"))
                }
                _ => None,
            }
        })
    }
}

/// A placeholder of running text that stands here less often than in the English.
fn placeholder(subject: &Subject<'_>, at: usize, edition: Edition) -> Option<(String, Level)> {
    let bead = &subject.ladder.beads[at];
    if !subject.segments(bead, Edition::En).iter().any(|s| s.text.contains(['{', '%', '｛', '％'])) {
        return None;
    }
    let own = |e: Edition| {
        let spans = links::codes(subject, bead, e).concat();
        let text = icu::filled(&subject.text(bead, e)).into_owned();
        let mut found: Vec<String> = placeholders::in_prose(&narrow(&text), e.is_chinese())
            .iter()
            .map(|one| unordered(&squeezed(one)))
            .collect();
        // What stands in inline code is a matter of that.
        found.retain(|one| !squeezed(&spans).contains(one));
        (found, text)
    };
    let ((english, _), (chinese, text)) = (own(Edition::En), own(edition));
    if let Some(said) = branches(&subject.text(bead, Edition::En), &subject.text(bead, edition)) {
        return Some(said);
    }
    if english.is_empty() {
        return None;
    }
    let near = squeezed(&links::around(subject, at, edition));
    // An attribute that an AsciiDoc page defines itself is its own affair.
    let adoc = subject.pages[Edition::En].as_ref().filter(|page| {
        [".adoc", ".asciidoc", ".asc"].iter().any(|end| page.path.to_lowercase().ends_with(end))
    });
    let defined = |one: &str| {
        let name = one.trim_matches(['{', '}']);
        adoc.is_some_and(|page| page.source.contains(&format!("\n:{name}:")))
    };
    let all = Placeholders { english, chinese, text: &text };
    let said = all.lost(|one| !near.contains(one) && !all.is_translated(one) && !defined(one))?;
    Some((said, Level::Error))
}

impl Placeholders<'_> {
    /// `{{包名}}`, `ATTR{属性}`: a placeholder of running text whose words are for the reader. Who keeps one of two means
    /// both to be kept.
    fn is_translated(&self, one: &str) -> bool {
        let kept = one.starts_with('{')
            && self.english.iter().any(|o| o != one && o.starts_with('{') && self.chinese.contains(o));
        let words = one.starts_with("{{") && self.text.contains("{{")
            || one.contains('{') && has_han_in_braces(self.text);
        text_names(one, self.text) || !kept && words
    }
}

/// Inline code that is not here, and whether it is words alone.
fn code(
    subject: &Subject<'_>,
    at: usize,
    edition: Edition,
    page: &OnceCell<String>,
) -> Option<(String, bool)> {
    let bead = &subject.ladder.beads[at];
    let [mut english, chinese] = [Edition::En, edition].map(|e| links::codes(subject, bead, e));
    let as_much = chinese.len() >= english.len();
    english.retain(|code| !code.chars().any(words::is_han));
    if english.is_empty() {
        return None;
    }
    let near = squeezed(&links::around(subject, at, edition));
    // Said without its signs in running text: `<KeepAlive />` as KeepAlive.
    let running = chinese
        .iter()
        .fold(links::near(subject, at, edition, 0), |text, code| text.replace(code.as_str(), " "));
    let running = letters(&running);
    let lost = |code: &&String| {
        let code = squeezed(code);
        let bare = letters(&code);
        if bare.len() > 2 && !bare.chars().all(|c| c.is_ascii_digit()) && running.contains(&bare) {
            return false;
        }
        // A word of code that the translation has elsewhere may be said in Chinese here; signs may not.
        let word = code.chars().all(char::is_alphanumeric);
        let page = page.get_or_init(|| {
            subject.article.segments(edition).iter().map(|s| squeezed(&s.text)).collect::<String>()
        });
        !(near.contains(&code) || word && (page.contains(&code) || code.len() < 2))
    };
    let lost: Vec<&String> = english.iter().filter(lost).filter(|code| !is_name(code)).collect();
    let there = squeezed(&links::around(subject, at, Edition::En));
    // Code that is here and not in the English stands for what is lost: translated, where it is Chinese.
    let other: Vec<&String> = chinese.iter().filter(|code| !there.contains(&squeezed(code))).collect();
    // `guide-es` and `guide-zh-cn`: what is named for its language.
    let lost: Vec<&String> =
        lost.into_iter().filter(|code| !other.iter().any(|own| for_language(code, own))).collect();
    let in_its_place = other.iter().find(|code| !code.chars().any(words::is_han));
    let first = lost.iter().find(|code| !is_words(code)).or(lost.first())?;
    let said = |code: &str| format!("`{}`", words::short(code, 80));
    let others = other.iter().filter(|code| !code.chars().any(words::is_han)).count();
    match in_its_place {
        // One for one, in order.
        Some(own) if lost.len() == others && english.len() == chinese.len() && !is_words(lost[0]) => {
            Some((format!("{} has become {}", said(lost[0]), said(own)), false))
        }
        Some(own) if lost.len() == 1 => Some((format!("{} has become {}", said(first), said(own)), false)),
        _ if as_much || other.len() >= lost.len() => None,
        _ => Some((format!("{} is not here", said(first)), is_words(first))),
    }
}

/// Whether two names or paths are one but for the tag of a language: `guide-es` and `guide-zh-cn`, `README.md` and
/// `README.zh_CN.md`, `/docs/start` and `/zh/docs/start`.
fn for_language(english: &str, chinese: &str) -> bool {
    const PARTS: [char; 4] = ['-', '_', '.', '/'];
    // No name is longer, and every part is tried.
    if english.len().max(chinese.len()) > 200 {
        return false;
    }
    let [english, chinese] = [english, chinese].map(|code| format!("/{}", code.trim_start_matches('/')));
    let starts: Vec<usize> = chinese.match_indices(PARTS).map(|(at, _)| at).collect();
    let ends = || starts.iter().copied().chain([chinese.len()]);
    starts.iter().any(|from| {
        ends().filter(|to| to > from).any(|to| {
            let tagged = chinese[from + 1..to].parse::<Tag>().is_ok_and(|tag| tag.edition.is_chinese());
            let own =
                english.strip_prefix(&chinese[..*from]).and_then(|rest| rest.strip_suffix(&chinese[to..]));
            let own = own.filter(|_| tagged).map(|own| own.trim_start_matches(PARTS));
            let tag = |own: &str| own.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'));
            own.is_some_and(|own| own.is_empty() || (2..=5).contains(&own.len()) && tag(own))
        })
    })
}

/// Words alone, which may have been translated on purpose: `unstable`, `rebase`.
fn is_words(code: &str) -> bool {
    let word = |part: &str| part.chars().all(|c| c.is_alphanumeric() || c == '-') && !part.starts_with('-');
    code.split_whitespace().all(word)
}

/// What a menu or a mode is called: `Package View`, `INSERT`.
fn is_name(code: &str) -> bool {
    is_words(code) && code.split_whitespace().all(|part| part.starts_with(char::is_uppercase))
}

/// `%2$s` and `%.250s` as `%s`: a translation may want its arguments in another order, and cut them elsewhere.
fn unordered(one: &str) -> String {
    match one.strip_prefix('%') {
        Some(rest) if !rest.starts_with('(') => {
            let letter = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '$' | '.'));
            format!("%{letter}")
        }
        _ => one.to_owned(),
    }
}

/// A branch of an ICU message that is not here. Chinese has the one plural form `other`; all else may go, what is
/// selected by a word or an exact number may not.
///
/// A warning where the number is said without a branch that an exact number has in English: 过去{count}秒 for “just now”.
fn branches(english: &str, chinese: &str) -> Option<(String, Level)> {
    let there = icu::arguments(english);
    if there.is_empty() {
        return None;
    }
    let here = icu::arguments(&narrow(chinese));
    there.iter().find_map(|one| {
        let plural = one.kind != "select";
        // Chinese may say the number alone, which is missed where that is lost.
        let exact = one.branches.iter().any(|branch| branch.starts_with('='));
        let Some(own) = here.iter().find(|own| own.name == one.name && own.kind == one.kind) else {
            if plural && !exact {
                return None;
            }
            let said = plural && icu::filled(chinese).contains(&format!("{{{}}}", one.name));
            let level = if said { Level::Warning } else { Level::Error };
            return Some((format!("`{{{}, {}, …}}` is not here", one.name, one.kind), level));
        };
        let needed = |branch: &&String| !plural || branch.as_str() == "other" || branch.starts_with('=');
        let lost = one.branches.iter().filter(needed).find(|branch| !own.branches.contains(branch))?;
        Some((
            format!("the branch `{lost}` of `{{{}, {}, …}}` is not here", one.name, one.kind),
            Level::Error,
        ))
    })
}

/// Letters and digits alone, small.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Without white space, full-width forms as ASCII.
fn squeezed(text: &str) -> String {
    narrow(text).replace('…', "...").chars().filter(|c| !c.is_whitespace()).collect()
}

/// Full-width forms as ASCII.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        c => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::for_language;

    #[test]
    fn names_of_a_language_are_the_same_name() {
        for (english, chinese) in [
            ("guide-es", "guide-zh-cn"),
            ("README.md", "README.zh_CN.md"),
            ("./README.md", "./README-zh.md"),
            ("docs/en/start.md", "docs/zh-Hant/start.md"),
            ("/docs/start", "/zh/docs/start"),
            ("locales/en.json", "locales/zh-TW.json"),
        ] {
            assert!(for_language(english, chinese), "{english} {chinese}");
        }
        for (english, chinese) in [
            ("README.md", "LICENSE.zh_CN.md"),
            ("docs/start", "docs/ende"),
            ("npm run build", "npm run zh-build"),
            ("start.md", "start.txt"),
        ] {
            assert!(!for_language(english, chinese), "{english} {chinese}");
        }
    }
}
