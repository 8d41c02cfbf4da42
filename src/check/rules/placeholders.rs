//! What a program fills in: placeholders of running text, and those of messages.

use super::super::Page;

/// `{}`, `{name}`, `${name}`, `{{name}}`, `%s`, `%1$s`, `%(name)s`. Behind a letter or a figure (`file%s`, `50%s`) it is
/// one only where `anywhere` says so: in a translation, where nothing parts it from the word before.
pub(super) fn in_prose(text: &str, anywhere: bool) -> Vec<String> {
    found(text, |bytes, at| match bytes[at] {
        b'{' => braces(bytes, at),
        b'%' => percent(bytes, at, anywhere),
        _ => None,
    })
}

/// Those of a message of a program. It has more of them: `{{ .Count }}`, C's `%-5lu` and `%@`, the numbered `%1` of Qt and
/// `$1` of MediaWiki, `$NAME$` of browser extensions. What MediaWiki chooses words by (`{{PLURAL:$1|…}}`) shows nothing.
pub(super) fn in_message(text: &str, anywhere: bool) -> Vec<String> {
    // Formats of dates are each language's own.
    let dated = ["%H", "%M", "%Y", "%I:", "%l:", "%B", "%b", "%y"].iter().any(|mark| text.contains(mark));
    let text = apart(&without_choices(text));
    let mut all = found(&text, |bytes, at| match bytes[at] {
        b'{' => braces(bytes, at),
        b'%' if dated => None,
        b'%' => numbered(bytes, at, anywhere).or_else(|| printf(bytes, at, anywhere)),
        b'$' => dollar(bytes, at),
        _ => None,
    });
    // A price is none: whoever numbers begins with one.
    let first = all.iter().any(|one| one == "$1");
    all.retain(|one| (first || !is_numbered(one) || one.starts_with('%')) && !is_magic(one));
    all
}

/// The arguments of boost::format apart: between `%1%` and `%2%` stands no escaped per cent.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + 1 + digits;
        let argument = digits > 0 && rest[end..].starts_with('%');
        let end = if argument { end + 1 } else { at + 1 };
        out.push_str(&rest[..end]);
        if argument && rest[end..].starts_with('%') {
            out.push(' ');
        }
        rest = &rest[end..];
    }
    out + rest
}

/// A placeholder that a text has and its translation has not.
pub(super) struct Lost {
    /// Which of the text's it is.
    pub at: usize,
    /// One of its kind that the translation has and the text has not.
    pub instead: Option<usize>,
}

/// The first of these that those have not, or not as often. An argument of printf counts by what it is filled with, for a
/// translation may number it; names of arguments and numbered ones may stand as often as the grammar wants.
pub(super) fn lost(these: &[String], those: &[String]) -> Option<Lost> {
    let mut free: Vec<(usize, String)> = distinct(those);
    let open: Vec<usize> = distinct(these)
        .into_iter()
        .filter(|(at, key)| {
            // `%1s` is an argument of a width, or the first one and a letter.
            let numbered = these[*at].trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let same = |other: &str| other == key || is_numbered(numbered) && other == numbered;
            let place = free.iter().position(|(_, other)| same(other));
            place.map(|place| free.swap_remove(place)).is_none()
        })
        .map(|(at, _)| at)
        .collect();
    let at = *open.first()?;
    let kind = |one: &str| one.chars().next();
    let instead = free.iter().map(|(at, _)| *at).filter(|own| kind(&those[*own]) == kind(&these[at])).min();
    Some(Lost { at, instead })
}

/// Placeholders by place and key, each number of an argument once.
fn distinct(all: &[String]) -> Vec<(usize, String)> {
    let mut seen: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for (at, one) in all.iter().enumerate() {
        let number = one.strip_prefix('%').and_then(|rest| rest.split_once('$')).map(|(number, _)| number);
        let argument = number.or(is_numbered(one).then_some(one.as_str()));
        if argument.is_some_and(|own| seen.contains(&own)) {
            continue;
        }
        seen.extend(argument);
        out.push((at, key(one)));
    }
    out
}

fn key(one: &str) -> String {
    let named = one.strip_prefix("%(").and_then(|rest| rest.split_once(')'));
    match (named, one.chars().next_back()) {
        (Some((name, _)), _) => format!("%({name})"),
        (None, Some(letter)) if one.starts_with('%') && !is_numbered(one) => match letter {
            'd' | 'i' | 'o' | 'u' | 'x' | 'X' => "%d".to_owned(),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'a' | 'A' => "%f".to_owned(),
            other => format!("%{other}"),
        },
        // Browsers take `$COUNT$` and `$count$` for one.
        _ if one.ends_with('$') => one.to_lowercase(),
        _ => one.chars().filter(|c| !c.is_whitespace()).collect(),
    }
}

/// A text with spaces for the arguments `$1` to `$9` that a page of messages numbers: `$4 ms` is no price. As long as it was.
pub(super) fn without_arguments(text: String, page: Option<&Page>) -> String {
    let arguments = |text: &str| {
        text.match_indices('$')
            .filter_map(|(at, _)| Some(at..dollar(text.as_bytes(), at)?))
            .collect::<Vec<_>>()
    };
    let numbered = |page: &Page| {
        let source = page.source.as_str();
        page.is_messages() && arguments(source).into_iter().any(|at| &source[at] == "$1")
    };
    if !text.contains('$') || !page.is_some_and(numbered) {
        return text;
    }
    let mut out = text;
    for at in arguments(&out) {
        out.replace_range(at.clone(), &" ".repeat(at.len()));
    }
    out
}

/// The roles of reStructuredText in a text, each with its colons: `:ref:`, `:py:func:`.
pub(super) fn roles(text: &str) -> Vec<String> {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '_' | '+' | '-');
    let role = |(at, _): (usize, &str)| {
        let head = &text[..at + 1];
        let own = &head[head.trim_end_matches(name).len()..];
        let own = &own[own.find(':')?..];
        (own.len() > 2).then(|| own.to_owned())
    };
    text.match_indices(":`").filter_map(role).collect()
}

/// Where the roles of a text lead that lead somewhere by name, each with its role: `:ref:`start``. A text that may be a
/// heading leads where it says in its own language.
pub(super) fn targets(text: &str) -> Vec<String> {
    const LEAD: [&str; 6] = [":ref:", ":doc:", ":numref:", ":download:", ":any:", ":envvar:"];
    let target = |(at, _): (usize, &str)| {
        let role = LEAD.iter().find(|role| text[..=at].ends_with(*role))?;
        let inner = text[at + 2..].split('`').next()?;
        let own = inner.strip_suffix('>').and_then(|inner| inner.rsplit_once('<')).map(|(_, own)| own);
        let target = own.unwrap_or(inner).trim_start_matches(['~', '!']);
        let named = target.is_ascii() && !target.contains(char::is_whitespace);
        (named && (own.is_some() || target.contains(['-', '_', '/', '.'])))
            .then(|| format!("{role}`{target}`"))
    };
    text.match_indices(":`").filter_map(target).collect()
}

/// Without what MediaWiki chooses from: `{{PLURAL:$1|page|$1 pages}}`.
pub(super) fn outside_choices(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once("{{") {
        out.push_str(before);
        let choice = inner.split_once("}}").filter(|(own, _)| own.contains('|'));
        match choice {
            Some((_, after)) => rest = after,
            None => {
                out.push_str("{{");
                rest = inner;
            }
        }
    }
    out + rest
}

/// Variables of a wiki itself (MediaWiki, Help:Magic words): a text may do without them.
fn is_magic(one: &str) -> bool {
    let Some(name) = one.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) else { return false };
    let first = ["CURRENT", "LOCAL", "SITENAME", "NUMBEROF", "REVISION"];
    // `{{MediaWiki:Mainpage}}` puts a page in.
    let page = name.split_once(':').is_some_and(|(space, _)| !space.is_empty());
    page || first.iter().any(|first| name.starts_with(first)) || name.ends_with("PAGENAME")
}

/// Whether grammar says how often it stands: `$1`, `%1`.
pub(super) fn is_numbered(one: &str) -> bool {
    let digits = one.strip_prefix(['$', '%']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Every placeholder that `ends` finds the end of, with a `$` before braces.
fn found(text: &str, ends: impl Fn(&[u8], usize) -> Option<usize>) -> Vec<String> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match ends(bytes, at) {
            Some(end) => {
                let dollar = bytes[at] == b'{' && at > 0 && bytes[at - 1] == b'$';
                out.extend(text.get(at - usize::from(dollar)..end).map(str::to_owned));
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// Without the head of `{{PLURAL:$1|page|pages}}`.
fn without_choices(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        let (before, inner) = (&rest[..at + 2], &rest[at + 2..]);
        out.push_str(before);
        let word = inner.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(inner.len());
        let number = inner[word..].strip_prefix(":$").filter(|_| word > 0);
        let digits = number.map_or(0, |n| n.find(|c: char| !c.is_ascii_digit()).unwrap_or(n.len()));
        rest = if digits > 0 { &inner[word + 2 + digits..] } else { inner };
    }
    out + rest
}

fn braces(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    while bytes.get(end) == Some(&b'{') {
        end += 1;
    }
    let depth = end - at;
    // With a space in it, it holds words, which may be translated; a space at both ends is nothing.
    let skip = |mut end: usize| {
        while depth == 2 && bytes.get(end) == Some(&b' ') {
            end += 1;
        }
        end
    };
    end = skip(end);
    let name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b':');
    let longest = (end + 40).min(bytes.len());
    while end < longest && bytes.get(end).is_some_and(name) {
        end += 1;
    }
    end = skip(end);
    // `{...}` leaves something out.
    let named = bytes.get(at + depth..end).is_some_and(|name| {
        let mut name = name.iter().filter(|b| **b != b' ').peekable();
        name.peek().is_none() || name.any(u8::is_ascii_alphanumeric)
    });
    let closes = named && bytes.get(end..end + depth).is_some_and(|close| close.iter().all(|b| *b == b'}'));
    (depth <= 2 && closes).then_some(end + depth)
}

/// Whether a `%` may begin something: `%%s` is no placeholder and the last of `%%%s` is one, `5 % d` is none.
fn begins(bytes: &[u8], at: usize, anywhere: bool) -> bool {
    let before = at.checked_sub(1).and_then(|at| bytes.get(at));
    !is_escaped(bytes, at) && (anywhere || !before.is_some_and(u8::is_ascii_alphanumeric))
}

/// Whether the `%` at `at` is the second of a pair that stands for the sign itself.
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|b| **b == b'%').count() % 2 == 1
}

/// The place behind `(name)`.
fn named(bytes: &[u8], at: usize) -> Option<usize> {
    let name = bytes.get(at + 1..)?;
    let inner = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    let length = name.iter().take(40).take_while(inner).count();
    (length > 0 && name.get(length) == Some(&b')')).then_some(at + length + 2)
}

/// The place behind the `%` of a conversion, or behind the name it fills in.
fn opened(bytes: &[u8], at: usize, anywhere: bool) -> Option<usize> {
    let end = begins(bytes, at, anywhere).then_some(at + 1)?;
    if bytes.get(end) == Some(&b'(') { named(bytes, end) } else { Some(end) }
}

fn skip(bytes: &[u8], at: usize, of: &[u8]) -> usize {
    at + bytes[at..].iter().take_while(|b| of.contains(b)).count()
}

/// The place behind the letter of a conversion, which in running text is no word's first.
fn closed(bytes: &[u8], at: usize, letters: &[u8], anywhere: bool) -> Option<usize> {
    let word = bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    (letters.contains(bytes.get(at)?) && (anywhere || !word)).then_some(at + 1)
}

fn percent(bytes: &[u8], at: usize, anywhere: bool) -> Option<usize> {
    let opened = opened(bytes, at, anywhere)?;
    let place = if opened == at + 1 { skip(bytes, opened, b"0123456789$.") } else { opened };
    closed(bytes, place, b"sdfiux", anywhere)
}

/// A conversion of C's printf: flags, width, precision, length, letter (ISO C, 7.23.6.1); `@` of Objective-C.
fn printf(bytes: &[u8], at: usize, anywhere: bool) -> Option<usize> {
    let flags = opened(bytes, at, anywhere)?;
    let length = skip(bytes, flags, b"-+#'0123456789$.*");
    closed(bytes, skip(bytes, length, b"hlLqjzt"), b"diouxXeEfFgGaAcspn@", anywhere)
}

/// `%1`, with no letter of printf behind it: Qt, KDE.
fn numbered(bytes: &[u8], at: usize, anywhere: bool) -> Option<usize> {
    let digits = bytes.get(at + 1..)?.iter().take_while(|b| b.is_ascii_digit()).count();
    let end = at + 1 + digits;
    let letter = bytes.get(end).is_some_and(|b| b"sdiufcgleoX".contains(b));
    // `%1x%2` is a size.
    let hex = bytes.get(end) == Some(&b'x') && bytes.get(end + 1) != Some(&b'%');
    let precision = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let more = letter || hex || precision || bytes.get(end) == Some(&b'$');
    let fits = (1..=2).contains(&digits) && bytes[at + 1] != b'0' && !more;
    (fits && begins(bytes, at, anywhere)).then_some(end)
}

/// `$NAME$`, or `$1` that is no price such as `$1.50` or `$10`.
fn dollar(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at + 1..)?;
    let name =
        rest.iter().take(40).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@')).count();
    if rest.first().is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_') {
        return (rest.get(name) == Some(&b'$')).then_some(at + name + 2);
    }
    let digit = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
    let amount = digit(1) || rest.get(1).is_some_and(|b| matches!(b, b'.' | b',')) && digit(2);
    (matches!(rest.first(), Some(b'1'..=b'9')) && !amount).then_some(at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_running_text() {
        let of = |text: &str| in_prose(text, false).join(" ");
        assert_eq!(
            of("Hello {name}, ${x} {{y}} {{ z }} %s %1$s %(n)d 50%s {two words} {{ if x }} %lu"),
            "{name} ${x} {{y}} {{ z }} %s %1$s %(n)d"
        );
        assert_eq!(in_prose("文件%s", true), ["%s"]);
    }

    #[test]
    fn placeholders_of_messages() {
        let of = |text: &str| in_message(text, false).join(" ");
        assert_eq!(of("{{ .Count }} of {{n}} in { x }"), "{{ .Count }} {{n}}");
        assert_eq!(of("%-5s %lu %@ %5.1f %%d 100% of"), "%-5s %lu %@ %5.1f");
        assert_eq!(of("Move %1 to %2: %L"), "%1 %2");
        assert_eq!(of("$Count$ are paired, $1 and $2"), "$Count$ $1 $2");
        assert_eq!(roles("See:ref:`a`, :py:func:`b` and `c` (:`d`)"), [":ref:", ":py:func:"]);
        assert_eq!(
            targets(":ref:`the lamp <lamp-oil>`, :doc:`guide/start`, :ref:`Lamp`"),
            [":ref:`lamp-oil`", ":doc:`guide/start`"]
        );
        assert_eq!(of("It costs $5, or $1.50, or $10"), "");
        assert_eq!(of("{{PLURAL:$1|one page|$1 pages}} of $2"), "$1 $2");
        assert_eq!(of("{{GENDER:$1|his|her}} page"), "");
    }
}
