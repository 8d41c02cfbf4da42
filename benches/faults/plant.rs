//! The faults: each kind makes all it can of an article.

use std::fs;
use std::path::Path;

use trialign::check::Finding;
use trialign::pipeline::{Job, JobFile};
use trialign::text::{Edition, PerEdition, Span, Tag};

use crate::corpus::Gold;
use Edition::{En, ZhHans, ZhHant};

/// Name and text of each file; `None`: not there.
type Files = PerEdition<Option<(String, String)>>;

/// An article with one fault in it.
pub struct Fault {
    pub article: String,
    pub files: Files,
    /// What the lock was made of; empty where none is needed.
    pub before: Files2,
    /// Rules that may find it, in this edition, about a text that holds this.
    pub rules: &'static [&'static str],
    pub edition: Edition,
    pub about: String,
}

/// Files, or none at all.
#[derive(Default)]
pub struct Files2(pub Option<Files>);

impl Files2 {
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// A kind of fault.
pub struct Plant {
    pub name: &'static str,
    pub rules: &'static [&'static str],
    pub make: fn(&Gold, &[Gold]) -> Vec<Fault>,
}

pub trait AsFiles {
    fn files(&self) -> Option<&Files>;
}

impl AsFiles for Files {
    fn files(&self) -> Option<&Files> {
        Some(self)
    }
}

impl AsFiles for Files2 {
    fn files(&self) -> Option<&Files> {
        self.0.as_ref()
    }
}

impl Fault {
    pub fn write(&self, folder: &Path, files: &impl AsFiles, id: &str) -> Job {
        fs::create_dir_all(folder).expect("a folder");
        let mut job = Job { id: id.to_owned(), ..Job::default() };
        let Some(files) = files.files() else { return job };
        for (edition, file) in files.iter() {
            if let Some((name, text)) = file {
                let path = folder.join(name);
                fs::write(&path, text).expect("a file");
                job.files[edition] = Some(JobFile { path, tag: Tag::from(edition) });
            }
        }
        job
    }

    pub fn is(&self, finding: &Finding) -> bool {
        let place = finding.text.as_deref().unwrap_or_default();
        let english = finding.related.first().map_or("", |r| r.message.as_str());
        let about = self.about.split('\n').any(|own| {
            own.is_empty()
                || [place, english, &finding.message].iter().any(|text| squeeze(text).contains(&squeeze(own)))
        });
        self.rules.contains(&finding.rule.as_str()) && finding.edition == Some(self.edition) && about
    }
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A change of one edition's text.
type Edit = (Edition, Span, String);

struct Maker<'a> {
    gold: &'a Gold,
    rules: &'static [&'static str],
    out: Vec<Fault>,
}

impl<'a> Maker<'a> {
    fn new(gold: &'a Gold, rules: &'static [&'static str]) -> Self {
        Maker { gold, rules, out: Vec::new() }
    }

    fn files(&self, mut edits: Vec<Edit>) -> Files {
        edits.sort_by_key(|(_, span, _)| std::cmp::Reverse(span.start));
        self.gold.files.map(|edition, (name, text)| {
            let mut text = text.clone();
            for (_, span, new) in edits.iter().filter(|(e, ..)| *e == edition) {
                text.replace_range(span.start..span.end, new);
            }
            Some((name.clone(), text))
        })
    }

    fn push(&mut self, edition: Edition, about: &str, files: Files) {
        self.out.push(Fault {
            article: self.gold.id.clone(),
            files,
            before: Files2::default(),
            rules: self.rules,
            edition,
            about: about.to_owned(),
        });
    }

    fn edit(&mut self, edition: Edition, about: &str, edits: Vec<Edit>) {
        let files = self.files(edits);
        self.push(edition, about, files);
    }

    /// Beads of one sentence each, of the body: English, Hans, Hant.
    fn triples(&self) -> Vec<[usize; 3]> {
        let one = |bead: &PerEdition<Vec<usize>>| match (&bead[En][..], &bead[ZhHans][..], &bead[ZhHant][..])
        {
            ([a], [b], [c]) => Some([*a, *b, *c]),
            _ => None,
        };
        self.gold.beads.iter().filter_map(one).filter(|[a, ..]| self.is_body(*a)).collect()
    }

    /// A full sentence in running text.
    fn is_body(&self, at: usize) -> bool {
        let text = &self.gold.sentences[En][at].text;
        text.ends_with(['.', '?', '!', '”', '"', ')', '’']) && text.split(' ').count() >= 4
    }

    fn text(&self, edition: Edition, at: usize) -> &'a str {
        &self.gold.sentences[edition][at].text
    }

    fn span(&self, edition: Edition, at: usize) -> Span {
        self.gold.sentences[edition][at].span
    }

    /// The source text of a sentence, with its markup.
    fn source(&self, edition: Edition, at: usize) -> &'a str {
        self.span(edition, at).slice(&self.gold.files[edition].1).unwrap_or_default()
    }

    /// Sentences of the same block.
    fn block(&self, edition: Edition, at: usize) -> Vec<usize> {
        let all = &self.gold.sentences[edition];
        (0..all.len()).filter(|k| all[*k].block == all[at].block).collect()
    }
}

const CHINESE: [Edition; 2] = [ZhHans, ZhHant];

/// One edition, the other, both: in turn.
fn turns(n: usize) -> &'static [Edition] {
    match n % 3 {
        0 => &[ZhHans],
        1 => &[ZhHant],
        _ => &CHINESE,
    }
}

const OMITTED: &[&str] = &["C104", "C105", "C106"];

fn sentence_omitted(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, OMITTED);
    for (n, triple) in make.triples().into_iter().enumerate() {
        let editions = turns(n);
        // The only sentence of a block would be an omitted paragraph.
        if editions.iter().any(|e| make.block(*e, triple[*e as usize]).len() < 2) {
            continue;
        }
        let edits =
            editions.iter().map(|e| (*e, make.span(*e, triple[*e as usize]), String::new())).collect();
        make.edit(editions[0], make.text(En, triple[0]), edits);
    }
    make.out
}

fn paragraph_omitted(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, OMITTED);
    let mut seen = std::collections::BTreeSet::new();
    for (n, triple) in make.triples().into_iter().enumerate() {
        let blocks = Edition::ALL.map(|e| make.block(e, triple[e as usize]));
        // Every bead that touches the three blocks lies within them.
        let whole = gold.beads.iter().all(|bead| {
            let within = |e: Edition| bead[e].iter().all(|k| blocks[e as usize].contains(k));
            let touches = |e: Edition| bead[e].iter().any(|k| blocks[e as usize].contains(k));
            !Edition::ALL.iter().any(|e| touches(*e)) || Edition::ALL.iter().all(|e| within(*e))
        });
        if !whole || !seen.insert(blocks[0].clone()) || blocks.iter().any(|b| b.is_empty()) {
            continue;
        }
        let edit = |e: Edition| {
            let own = &blocks[e as usize];
            let span = Span::new(make.span(e, own[0]).start, make.span(e, own[own.len() - 1]).end);
            (e, span, String::new())
        };
        let editions = turns(n);
        let edits = editions.iter().map(|e| edit(*e)).collect();
        let about: Vec<&str> = blocks[0].iter().map(|k| make.text(En, *k)).collect();
        make.edit(editions[0], &about.join("\n"), edits);
    }
    make.out
}

fn replaced(
    gold: &Gold,
    rules: &'static [&'static str],
    change: impl Fn(&Maker<'_>, Edition, [usize; 3]) -> Option<String>,
) -> Vec<Fault> {
    let mut make = Maker::new(gold, rules);
    for (n, triple) in make.triples().into_iter().flat_map(|t| [t, t]).enumerate() {
        let edition = CHINESE[n % 2];
        let at = triple[edition as usize];
        if let Some(new) = change(&make, edition, triple).filter(|new| *new != make.source(edition, at)) {
            let about = if rules == ["P301"] { make.text(En, triple[0]).to_owned() } else { String::new() };
            make.edit(edition, &about, vec![(edition, make.span(edition, at), new)]);
        }
    }
    make.out
}

fn sentence_left(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    replaced(gold, &["C110"], |make, _, t| Some(make.text(En, t[0]).to_owned()))
}

fn paragraph_left(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, &["C110"]);
    let mut seen = std::collections::BTreeSet::new();
    for (n, t) in make.triples().into_iter().enumerate() {
        let edition = CHINESE[n % 2];
        let (en, zh) = (make.block(En, t[0]), make.block(edition, t[edition as usize]));
        if seen.insert(en.clone()) && en.len() > 1 {
            let span = Span::new(make.span(edition, zh[0]).start, make.span(edition, zh[zh.len() - 1]).end);
            let text: Vec<&str> = en.iter().map(|k| make.text(En, *k)).collect();
            make.edit(edition, "", vec![(edition, span, text.join(" "))]);
        }
    }
    make.out
}

/// The first run of digits ten times as large or small.
fn number_by_ten(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    replaced(gold, &["P301"], |make, edition, t| {
        let source = make.source(edition, t[edition as usize]);
        let start = source.find(|c: char| c.is_ascii_digit())?;
        let end = start + source[start..].find(|c: char| !c.is_ascii_digit())?;
        let digits = &source[start..end];
        let in_english = make.text(En, t[0]).contains(digits);
        let free = !source[end..].starts_with(['.', ',', '月', '日', '年', ':', '：', '/']);
        let open = start == 0 || !source[..start].ends_with(['.', ',', '/', '-', '"', '#', '=', ':']);
        let two = digits.len() >= 2;
        (in_english && free && open && two).then(|| {
            let new = digits.strip_suffix('0').map_or_else(|| format!("{digits}0"), str::to_owned);
            format!("{}{new}{}", &source[..start], &source[end..])
        })
    })
}

fn units_swapped(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    replaced(gold, &["P301"], |make, edition, t| {
        let source = make.source(edition, t[edition as usize]);
        let swap = [("万", "亿"), ("亿", "万"), ("萬", "億"), ("億", "萬")];
        let before = |at: usize| source[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
        let digits = make.text(En, t[0]).chars().any(|c| c.is_ascii_digit());
        let found = swap.iter().find_map(|(from, to)| Some((source.find(from)?, from, to)))?;
        let (at, from, to) = found;
        (digits && before(at)).then(|| format!("{}{to}{}", &source[..at], &source[at + from.len()..]))
    })
}

fn sentence_script(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    replaced(gold, &["S502"], |make, edition, t| {
        let other = if edition == ZhHans { ZhHant } else { ZhHans };
        let text = make.text(other, t[other as usize]);
        let (hans, hant) = trialign::check::words::scripts(text);
        let shows = if edition == ZhHans { hant } else { hans };
        (shows > 0).then(|| text.to_owned())
    })
}

fn edition_script(gold: &Gold, corpus: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, &["S501"]);
    let _ = corpus;
    for edition in CHINESE {
        let other = if edition == ZhHans { ZhHant } else { ZhHans };
        let mut files = make.files(Vec::new());
        files[edition] = Some((gold.files[edition].0.clone(), gold.files[other].1.clone()));
        make.push(edition, "", files);
        let mut files = make.files(Vec::new());
        files[edition] = Some((gold.files[edition].0.clone(), gold.files[En].1.clone()));
        make.push(edition, "", files);
    }
    make.out
}

fn stale(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, &["D201"]);
    for (n, t) in make.triples().into_iter().enumerate() {
        let edition = CHINESE[n % 2];
        let before = make.files(Vec::new());
        let span = make.span(En, t[0]);
        let words: Vec<&str> = make.source(En, t[0]).split(' ').collect();
        let mut new = words.clone();
        match n % 3 {
            0 => new.insert(words.len() / 2, "never"),
            1 => drop(new.remove(words.len() / 2)),
            _ => new[words.len() / 2] = "otherwise",
        }
        let about = make.text(edition, t[edition as usize]);
        make.edit(edition, about, vec![(En, span, new.join(" "))]);
        if let Some(fault) = make.out.last_mut() {
            fault.before = Files2(Some(before));
        }
    }
    make.out
}

fn missing(gold: &Gold, rules: &'static [&'static str], gone: &[Edition], empty: bool) -> Vec<Fault> {
    let mut make = Maker::new(gold, rules);
    for edition in gone {
        let mut files = make.files(Vec::new());
        let name = gold.files[*edition].0.clone();
        files[*edition] = empty.then(|| (name, "\n".to_owned()));
        let shown = if rules == ["C102"] { ZhHans } else { *edition };
        make.push(shown, "", files);
    }
    make.out
}

/// A mark put behind a sentence of an edition; the others get their own.
fn appended(
    gold: &Gold,
    rules: &'static [&'static str],
    marks: fn(&Gold, Edition, bool) -> String,
) -> Vec<Fault> {
    let mut make = Maker::new(gold, rules);
    for (n, t) in make.triples().into_iter().enumerate() {
        let bad = CHINESE[n % 2];
        let edit = |e: Edition| {
            let text = make.source(e, t[e as usize]);
            let end = text
                .trim_end_matches(['.', '?', '!', '。', '？', '！', '”', '"', '」', '』', ')', '）', '’'])
                .len();
            let at = make.span(e, t[e as usize]).start + end;
            (e, Span::new(at, at), marks(gold, e, e == bad))
        };
        let edits = Edition::ALL.iter().map(|e| edit(*e)).collect();
        make.edit(bad, "", edits);
    }
    make.out
}

fn is(gold: &Gold, extension: &str) -> bool {
    let name = &gold.files[En].0;
    name.ends_with(extension) || extension == ".md" && name.ends_with(".mdx")
}

fn link(gold: &Gold, e: Edition, bad: bool) -> String {
    let word = if e == En { " (see this)" } else { "（见此）" };
    if is(gold, ".txt") {
        return if bad { String::new() } else { " https://example.org/reports/42 ".to_owned() };
    }
    match bad {
        true => word.to_owned(),
        false if is(gold, ".md") => format!(" [{}](https://example.org/reports/42)", word.trim()),
        false => format!(" <a href=\"https://example.org/reports/42\">{}</a>", word.trim()),
    }
}

fn code(gold: &Gold, e: Edition, bad: bool) -> String {
    let _ = e;
    match bad {
        true => String::new(),
        false if is(gold, ".md") => " `git rebase -i`".to_owned(),
        false if is(gold, ".html") => " <code>git rebase -i</code>".to_owned(),
        false => " {user_name}".to_owned(),
    }
}

fn money(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " for 7 million euros",
        (_, false) => "，值700万欧元",
        (_, true) => "，值700万英镑",
    };
    text.to_owned()
}

fn month(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " on 9 October 2031",
        (_, false) => "，2031年10月9日",
        (_, true) => "，2031年11月9日",
    };
    text.to_owned()
}

fn image(gold: &Gold, e: Edition, bad: bool) -> String {
    let _ = e;
    match bad {
        false if is(gold, ".md") => " ![](map.png)".to_owned(),
        false if is(gold, ".html") => " <img src=\"map.png\">".to_owned(),
        _ => String::new(),
    }
}

fn unit(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " with 14 kilometres of rope",
        (_, false) => "，带着14公里的绳子",
        (_, true) => "，带着14英里的绳子",
    };
    text.to_owned()
}

fn day(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " on 9 October 2031",
        (_, false) => "，2031 年 10 月 9 日",
        (_, true) => "，2031 年 10 月 19 日",
    };
    text.to_owned()
}

fn version(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " since version 4.17.2",
        (_, false) => "，自 4.17.2 版起",
        (_, true) => "，自 4.7.2 版起",
    };
    text.to_owned()
}

fn branch(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " {n, plural, one {a knot} other {# knots}}",
        (_, false) => " {n, plural, other {#个结}} ",
        (_, true) => " {n, plural, one {#个结}} ",
    };
    text.to_owned()
}

fn twice(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " from %s to %s",
        (_, false) => "，从 %s 到 %s",
        (_, true) => "，到 %s",
    };
    text.to_owned()
}

/// A piece of Markdown of its own put behind a paragraph of each edition; one edition gets the bad one.
fn piece(
    gold: &Gold,
    rules: &'static [&'static str],
    about: &str,
    english: &str,
    good: &str,
    bad: &str,
) -> Vec<Fault> {
    let mut make = Maker::new(gold, rules);
    if !is(gold, ".md") {
        return Vec::new();
    }
    for (n, t) in make.triples().into_iter().enumerate() {
        let end = |e: Edition| {
            let block = make.block(e, t[e as usize]);
            make.span(e, block[block.len() - 1]).end
        };
        let text = |e: Edition| &gold.files[e].1;
        // Only behind running text, which an empty line ends.
        let line = |e: Edition| text(e)[..end(e)].rsplit('\n').next().unwrap_or_default();
        let plain = |e: Edition| {
            text(e)[end(e)..].starts_with("\n\n")
                && line(e).starts_with(|c: char| c.is_alphanumeric() || "“「".contains(c))
        };
        if !Edition::ALL.iter().all(|e| plain(*e)) {
            continue;
        }
        let wrong = CHINESE[n % 2];
        let own = |e: Edition| match e {
            En => english,
            e if e == wrong => bad,
            _ => good,
        };
        let edits = Edition::ALL
            .iter()
            .map(|e| (*e, Span::new(end(*e), end(*e)), format!("\n\n{}", own(*e)).trim_end().to_owned()))
            .collect();
        make.edit(wrong, about, edits);
    }
    make.out
}

/// A key of the front matter put before each edition; one edition gets the bad one.
fn front(gold: &Gold, rules: &'static [&'static str], keys: [&str; 3]) -> Vec<Fault> {
    let mut make = Maker::new(gold, rules);
    if !is(gold, ".md") {
        return Vec::new();
    }
    for wrong in CHINESE {
        for n in 0..8 {
            let mut files = make.files(Vec::new());
            for e in Edition::ALL {
                let own = if e == En {
                    keys[0]
                } else if e == wrong {
                    keys[2]
                } else {
                    keys[1]
                };
                if let Some((_, text)) = &mut files[e] {
                    let own = own.replace('#', &n.to_string());
                    *text = match text.strip_prefix("---\n") {
                        Some(rest) => format!("---\n{own}{rest}"),
                        None => format!("---\n{own}---\n\n{text}"),
                    };
                }
            }
            make.push(wrong, "", files);
        }
    }
    make.out
}

/// English code that changed since the lock was made.
fn stale_code(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    let block = |n: usize| format!("```sh\nrope --length {n}\n```");
    let mut now = piece(gold, &["D201"], "", &block(7), &block(5), &block(5));
    let before = piece(gold, &["D201"], "", &block(5), &block(5), &block(5));
    for (fault, before) in now.iter_mut().zip(before) {
        fault.before = Files2(Some(before.files));
    }
    now
}

/// Pairs of a good and a bad form by the rule that should find the bad one.
type Pieces = (&'static str, &'static [&'static str], &'static str, [&'static str; 3]);

fn of(gold: &Gold, name: &str) -> Vec<Fault> {
    let found = PIECES.iter().find(|piece| piece.0 == name);
    found.map_or(Vec::new(), |(_, rules, about, [english, good, bad])| {
        piece(gold, rules, about, english, good, bad)
    })
}

const PIECES: &[Pieces] = &[
    ("block of code lost", &["M401"], "", ["```sh\nrope --knot\n```", "```sh\nrope --knot\n```", ""]),
    (
        "command in code changed",
        &["M401"],
        "",
        ["```sh\nrope --knot 4\n```", "```sh\nrope --knot 4 # 四\n```", "```sh\nrope --knot 5\n```"],
    ),
    (
        "fence never closed",
        &["M401"],
        "",
        ["```sh\nrope --knot\n```", "```sh\nrope --knot\n```", "```sh\nrope --knot"],
    ),
    (
        "admonition of another kind",
        &["M402"],
        "",
        [
            ":::warning\n\nMind the rope.\n\n:::",
            ":::warning\n\n小心绳子。\n\n:::",
            ":::tip\n\n小心绳子。\n\n:::",
        ],
    ),
    (
        "admonition lost",
        &["M402"],
        "",
        ["> [!NOTE]\n> Mind the rope.", "> [!NOTE]\n> 小心绳子。", "> 小心绳子。"],
    ),
    (
        "mark of an admonition translated",
        &["M402"],
        "",
        ["!!! note\n\n    Mind the rope.", "!!! note\n\n    小心绳子。", "!!! 注意\n\n    小心绳子。"],
    ),
    ("component lost", &["M403"], "", ["<Rope length=\"4\" />", "<Rope length=\"4\" />", ""]),
    (
        "argument of a shortcode changed",
        &["M403"],
        "",
        ["{{< rope kind=\"hemp\" >}}", "{{< rope kind=\"hemp\" >}}", "{{< rope kind=\"silk\" >}}"],
    ),
    (
        "id of a heading lost",
        &["M404"],
        "",
        ["###### The rope {#rope}", "###### 绳子 {#rope}", "###### 绳子"],
    ),
    (
        "anchor dead",
        &["M405"],
        "",
        [
            "###### Old rope\n\nSee [it](#old-rope).",
            "###### 旧绳子 {#old-rope}\n\n见[它](#old-rope)。",
            "###### 旧绳子\n\n见[它](#old-rope)。",
        ],
    ),
    ("include lost", &["M406"], "", ["--8<-- \"rope.md\"", "--8<-- \"rope.md\"", ""]),
    (
        "bold that is not shown",
        &["M407"],
        "",
        ["The **“rope”** holds.", "那根**绳子**撑得住。", "那根**“绳子”**撑得住。"],
    ),
    (
        "link left at English",
        &["M408"],
        "",
        ["See [the rope](/en/rope).", "见[绳子](/zh/rope)。", "见[绳子](/en/rope)。"],
    ),
    (
        "column of a table lost",
        &["M410"],
        "",
        [
            "| Rope | Use |\n|---|---|\n| hemp | sails |",
            "| 绳子 | 用途 |\n|---|---|\n| 麻绳 | 船帆 |",
            "| 绳子 |\n|---|\n| 麻绳 |",
        ],
    ),
    (
        "step of a list lost",
        &["M411"],
        "",
        [
            "1. Take the rope.\n2. Tie a knot.\n3. Pull.",
            "1. 拿起绳子。\n2. 打个结。\n3. 拉。",
            "1. 拿起绳子。\n2. 拉。",
        ],
    ),
    (
        "comment copy stale",
        &["M412"],
        "",
        [
            "The rope is cut at noon by hand.",
            "<!-- The rope is cut at noon by hand. -->\n绳子在中午用手割断。",
            "<!-- The rope is cut at dawn by hand. -->\n绳子在黎明用手割断。",
        ],
    ),
    (
        "element not closed",
        &["M413"],
        "",
        ["Pull the <kbd>Rope</kbd> now.", "现在拉<kbd>绳子</kbd>。", "现在拉<kbd>绳子<kbd>。"],
    ),
    ("machine speaking", &["C115"], "", ["The rope holds.", "绳子撑得住。", "以下是翻译结果：绳子撑得住。"]),
];

fn term(_: &Gold, e: Edition, bad: bool) -> String {
    let text = match (e, bad) {
        (En, _) => " of the quasiterm",
        (ZhHans, false) => "的准术语",
        (ZhHant, false) => "的準術語",
        (_, true) => "的词",
    };
    text.to_owned()
}

macro_rules! only_bad {
    ($name:ident, $text:expr) => {
        fn $name(_: &Gold, _: Edition, bad: bool) -> String {
            if bad { $text.to_owned() } else { String::new() }
        }
    };
}

only_bad!(english_words, "，that is to say when all is said and done");
only_bad!(placeholder, "（待翻译）");
only_bad!(bracket, "（见上文");
only_bad!(replacement, "\u{FFFD}");
only_bad!(invisible, "\u{200B}");
only_bad!(half_comma, ",就是这样");

fn marked(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    if is(gold, ".txt") { Vec::new() } else { appended(gold, &["P305"], image) }
}

fn question(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    replaced(gold, &["T401"], |make, edition, t| {
        let source = make.source(edition, t[edition as usize]);
        let all = &gold.sentences[edition];
        let at = t[edition as usize];
        let last = all.get(at + 1).is_none_or(|next| next.block != all[at].block);
        let body = make.text(En, t[0]).ends_with(['.', '?']);
        if source.ends_with('？') && body {
            return Some(source.replace('？', "。"));
        }
        (last && body).then(|| source.strip_suffix('。').map(str::to_owned))?
    })
}

fn quotes(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    replaced(gold, &["T405"], |make, edition, t| {
        let source = make.source(edition, t[edition as usize]);
        let new = match edition {
            ZhHans => source.replace('“', "「").replace('”', "」"),
            _ => source.replace('「', "“").replace('」', "”"),
        };
        (new != source).then_some(new)
    })
}

fn region(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, &["S504"]);
    for t in make.triples() {
        let at = make.span(ZhHans, t[1]);
        let text = make.source(ZhHans, t[1]);
        make.edit(ZhHans, "", vec![(ZhHans, at, format!("软体{text}"))]);
    }
    make.out
}

fn truncated(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    // What a reader would call a lost half: nine tenths of a long sentence gone.
    replaced(gold, &["C113", "C106", "C105"], |make, edition, t| {
        let source = make.source(edition, t[edition as usize]);
        let long = make.text(En, t[0]).len() >= 80
            && source.chars().count() >= 30
            && !source.contains(['<', '`', '[']);
        let kept: String = source.chars().take(source.chars().count() / 10).collect();
        long.then(|| format!("{kept}。"))
    })
}

fn added(gold: &Gold, corpus: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, &["C107", "C108"]);
    let other = corpus.iter().find(|other| other.id != gold.id).map(|other| Maker::new(other, &[]));
    let Some(other) = other else { return Vec::new() };
    let foreign = other.triples();
    for (n, t) in make.triples().into_iter().enumerate() {
        let from = foreign[n % foreign.len()];
        let edition = CHINESE[n % 2];
        let text = other.text(edition, from[edition as usize]);
        let end = make.span(edition, t[edition as usize]).end;
        make.edit(edition, text, vec![(edition, Span::new(end, end), text.to_owned())]);
    }
    make.out
}

fn exchanged(gold: &Gold, corpus: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, &["L702"]);
    let at = corpus.iter().position(|other| other.id == gold.id).unwrap_or(0);
    for step in [1, 5, 9] {
        let other = &corpus[(at + step) % corpus.len()];
        let mut files = make.files(Vec::new());
        for edition in CHINESE {
            let extension = other.files[edition].0.clone();
            files[edition] = Some((extension, other.files[edition].1.clone()));
        }
        make.push(ZhHans, "", files);
    }
    make.out
}

/// Every fifth paragraph gone.
fn thinned(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    let mut make = Maker::new(gold, &["C109"]);
    for edition in CHINESE {
        for offset in 0..2 {
            let mut edits = Vec::new();
            let mut lost = 0;
            for (n, t) in make.triples().into_iter().enumerate() {
                if n % 5 == offset {
                    edits.push((edition, make.span(edition, t[edition as usize]), String::new()));
                    lost += make.text(En, t[0]).chars().count();
                }
            }
            // What is left out must be more than the rule allows for.
            let all: usize = gold.sentences[En].iter().map(|s| s.text.chars().count()).sum();
            if lost * 100 >= all * 6 {
                make.edit(edition, "", edits);
            }
        }
    }
    make.out
}

fn section_omitted(gold: &Gold, _: &[Gold]) -> Vec<Fault> {
    // Two paragraphs under a heading of their own, put in after a paragraph of the English only.
    let mut make = Maker::new(gold, &["C104"]);
    if is(gold, ".txt") {
        return Vec::new();
    }
    let mut seen = std::collections::BTreeSet::new();
    for (n, t) in make.triples().into_iter().enumerate() {
        let own = make.block(En, t[0]);
        if !seen.insert(own.clone()) || own.len() < 2 {
            continue;
        }
        let end = make.span(En, own[own.len() - 1]).end;
        let body = "Zebras were counted in 1811 by a retired admiral. He wrote eleven letters about stripes.";
        let text = match is(gold, ".md") {
            true => format!("\n\n###### The Admiral's Zebras\n\n{body}\n\n###### What Came After\n\n"),
            false => format!("</p><h6>The Admiral's Zebras</h6><p>{body}</p><h6>What Came After</h6><p>"),
        };
        let edition = CHINESE[n % 2];
        make.edit(edition, "The Admiral's Zebras", vec![(En, Span::new(end, end), text)]);
    }
    make.out
}

/// A plant for a piece by its name.
macro_rules! pieces {
    ($($name:literal $rules:expr),* $(,)?) => {
        &[$(Plant { name: $name, rules: $rules, make: |gold, _| of(gold, $name) }),*]
    };
}

/// Faults of structure, in Markdown.
pub const STRUCTURE: &[Plant] = pieces![
    "block of code lost" & ["M401"],
    "command in code changed" & ["M401"],
    "fence never closed" & ["M401"],
    "admonition of another kind" & ["M402"],
    "admonition lost" & ["M402"],
    "mark of an admonition translated" & ["M402"],
    "component lost" & ["M403"],
    "argument of a shortcode changed" & ["M403"],
    "id of a heading lost" & ["M404"],
    "anchor dead" & ["M405"],
    "include lost" & ["M406"],
    "bold that is not shown" & ["M407"],
    "link left at English" & ["M408"],
    "column of a table lost" & ["M410"],
    "step of a list lost" & ["M411"],
    "comment copy stale" & ["M412"],
    "element not closed" & ["M413"],
    "machine speaking" & ["C115"],
];

pub const PLANTS: &[Plant] = &[
    Plant {
        name: "description lost",
        rules: &["M409"],
        make: |g, _| {
            front(
                g,
                &["M409"],
                ["title: Rope\ndescription: All #\n", "title: 绳子\ndescription: 全部#\n", "title: 绳子\n"],
            )
        },
    },
    Plant {
        name: "slug changed",
        rules: &["M409"],
        make: |g, _| front(g, &["M409"], ["slug: rope-#\n", "slug: rope-#\n", "slug: knot-#\n"]),
    },
    Plant { name: "code of the English changed after the lock", rules: &["D201"], make: stale_code },
    Plant { name: "unit changed", rules: &["P302"], make: |g, _| appended(g, &["P302"], unit) },
    Plant { name: "day changed", rules: &["P302"], make: |g, _| appended(g, &["P302"], day) },
    Plant { name: "version changed", rules: &["P301"], make: |g, _| appended(g, &["P301"], version) },
    Plant { name: "branch of a message lost", rules: &["P304"], make: |g, _| appended(g, &["P304"], branch) },
    Plant {
        name: "one of two placeholders lost",
        rules: &["P304"],
        make: |g, _| appended(g, &["P304"], twice),
    },
    Plant { name: "sentence omitted", rules: OMITTED, make: sentence_omitted },
    Plant { name: "paragraph omitted", rules: OMITTED, make: paragraph_omitted },
    Plant { name: "section omitted", rules: &["C104"], make: section_omitted },
    Plant { name: "sentence left in English", rules: &["C110"], make: sentence_left },
    Plant { name: "paragraph left in English", rules: &["C110"], make: paragraph_left },
    Plant { name: "number ten times off", rules: &["P301"], make: number_by_ten },
    Plant { name: "万 and 亿 swapped", rules: &["P301"], make: units_swapped },
    Plant { name: "sentence in the other script", rules: &["S502"], make: sentence_script },
    Plant { name: "edition in the other script or in English", rules: &["S501"], make: edition_script },
    Plant { name: "English changed after the lock", rules: &["D201"], make: stale },
    Plant {
        name: "edition missing",
        rules: &["C101"],
        make: |g, _| missing(g, &["C101"], &[ZhHans, ZhHant, ZhHans], false),
    },
    Plant {
        name: "source missing",
        rules: &["C102"],
        make: |g, _| missing(g, &["C102"], &[En, En, En], false),
    },
    Plant {
        name: "edition empty",
        rules: &["C103"],
        make: |g, _| missing(g, &["C103"], &Edition::ALL, true),
    },
    Plant { name: "sentence added in one edition", rules: &["C107", "C108"], make: added },
    Plant { name: "every fifth sentence omitted", rules: &["C109"], make: thinned },
    Plant {
        name: "English words left in a sentence",
        rules: &["C111"],
        make: |g, _| appended(g, &["C111"], english_words),
    },
    Plant { name: "placeholder", rules: &["C112"], make: |g, _| appended(g, &["C112"], placeholder) },
    Plant { name: "nine tenths of a sentence lost", rules: &["C113", "C106", "C105"], make: truncated },
    Plant { name: "currency changed", rules: &["P302"], make: |g, _| appended(g, &["P302"], money) },
    Plant { name: "month changed", rules: &["P302"], make: |g, _| appended(g, &["P302"], month) },
    Plant { name: "link lost", rules: &["P303"], make: |g, _| appended(g, &["P303"], link) },
    Plant { name: "code or placeholder lost", rules: &["P304"], make: |g, _| appended(g, &["P304"], code) },
    Plant { name: "image lost", rules: &["P305"], make: marked },
    Plant { name: "term not used", rules: &["P310"], make: |g, _| appended(g, &["P310"], term) },
    Plant { name: "end mark changed", rules: &["T401"], make: question },
    Plant { name: "half-width comma", rules: &["T402"], make: |g, _| appended(g, &["T402"], half_comma) },
    Plant { name: "bracket left open", rules: &["T404"], make: |g, _| appended(g, &["T404"], bracket) },
    Plant { name: "quotation marks of the other script", rules: &["T405"], make: quotes },
    Plant { name: "lost character", rules: &["T406"], make: |g, _| appended(g, &["T406"], replacement) },
    Plant { name: "zero-width character", rules: &["T406"], make: |g, _| appended(g, &["T406"], invisible) },
    Plant { name: "term of the other region", rules: &["S504"], make: region },
    Plant { name: "text of another article", rules: &["L702"], make: exchanged },
];
