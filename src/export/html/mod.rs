//! The report a person reads: one page with everything in it, no script, nothing loaded from elsewhere.

mod plot;
mod shade;
mod words;

use std::collections::BTreeMap;
use std::io::Write;

use super::pairs;
use super::{BeadRecord, EditionRecord, Lost, Options, Record, Writer, stream};
use shade::shade;
use words::{fill, say};

use crate::bead::{Flag, Shape, Status};
use crate::error::Result;
use crate::markup::escape;
use crate::text::{Edition, PerEdition, Tag};

/// Beads a list of the summary names; the others are counted.
const LISTED: usize = 50;
/// Characters of a text that a list shows.
const SNIPPET: usize = 60;
/// Below this confidence a bead is listed as doubtful.
const DOUBTFUL: f64 = 0.5;

/// Writes the page at the end: the summary stands first and needs all articles.
#[derive(Debug, Default)]
pub struct HtmlWriter {
    language: String,
    confirmed: usize,
    differences: BTreeMap<(String, String), (usize, String)>,
    articles: String,
    failed: Vec<String>,
    count: usize,
    beads: usize,
    shapes: BTreeMap<Shape, usize>,
    doubtful: Vec<(f64, String)>,
    missing: PerEdition<Vec<String>>,
    lost: Lost,
}

impl Writer for HtmlWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        if !pairs::has_ladder(record, &mut self.lost) {
            let why = record.error.as_deref().unwrap_or_default();
            self.failed.push(format!("{}: {}", escape(&record.article), escape(why)));
            return Ok(());
        }
        self.count += 1;
        for (index, bead) in record.beads.iter().enumerate() {
            self.summarise(record, bead, index);
        }
        let section = section(record, self.count);
        self.articles.push_str(&section);
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> Result<()> {
        let language = if self.language.is_empty() { "en" } else { &self.language };
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>Aligned articles</title>\n<style>\n{}</style>\n</head>\n<body>\n{}{}{}</body>\n</html>\n",
            include_str!("style.css"),
            words::choice(language),
            self.summary(),
            self.articles
        );
        out.write_all(page.as_bytes()).map_err(stream)
    }
}

impl HtmlWriter {
    /// An empty report, in the language of `options` at first.
    pub fn new(options: &Options) -> Self {
        HtmlWriter { language: options.language.clone(), ..HtmlWriter::default() }
    }

    fn summarise(&mut self, record: &Record, bead: &BeadRecord, index: usize) {
        self.beads += 1;
        self.confirmed += usize::from(bead.status == Status::Confirmed);
        let lens = Edition::ALL.map(|e| bead.indices(e).len());
        *self.shapes.entry(Shape(lens)).or_default() += 1;
        let link = |edition: Edition| {
            let (lang, text) = (lang(record, edition), snippet(&text(record, edition, bead)));
            format!("<a href=\"#a{}-{}\"><span lang=\"{lang}\">{text}</span></a>", self.count, index + 1)
        };
        let shown = Edition::ALL.into_iter().find(|&e| !bead.indices(e).is_empty()).unwrap_or(Edition::En);
        for pair in &bead.differences {
            let place = format!("#a{}-{}", self.count, index + 1);
            self.differences.entry(pair.clone()).or_insert((0, place)).0 += 1;
        }
        if let Some(p) = bead.confidence.filter(|p| *p < DOUBTFUL) {
            self.doubtful.push((p, format!("<li>{} {}</li>\n", percent(p), link(shown))));
        }
        for (edition, there) in record.present().iter() {
            if *there && bead.indices(edition).is_empty() {
                self.missing[edition].push(format!("<li>{}</li>\n", link(shown)));
            }
        }
    }

    fn summary(&self) -> String {
        let mut out =
            format!("<h1>{}</h1>\n<p>{}", say(words::TITLE), fill(words::SIZE, &[self.count, self.beads]));
        if self.confirmed > 0 {
            out.push_str(&format!(" · {}", fill(words::PROGRESS, &[self.confirmed, self.beads])));
        }
        out.push_str("</p>\n<div class=\"cards\">\n");
        let mut doubtful = self.doubtful.clone();
        doubtful.sort_by(|a, b| a.0.total_cmp(&b.0));
        let doubtful: Vec<String> = doubtful.into_iter().map(|(_, item)| item).collect();
        out.push_str(&card(words::DOUBTFUL, "ol", &doubtful, &say(words::SURE)));
        for (edition, items) in self.missing.iter().filter(|(_, items)| !items.is_empty()) {
            out.push_str(&card(words::missing(edition), "ul", items, ""));
        }
        let differences = self.differences();
        if !differences.is_empty() {
            out.push_str(&card(words::DIFFERENCES, "ul", &differences, ""));
        }
        let mut shapes: Vec<_> = self.shapes.iter().collect();
        shapes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let rows: String = shapes
            .iter()
            .map(|(shape, n)| format!("<tr><td lang=\"en\">{shape}</td><td lang=\"en\">{n}</td></tr>\n"))
            .collect();
        out.push_str(&format!(
            "<div><h3>{}</h3>\n<table class=\"shapes\"><thead><tr><th lang=\"en\">{}</th>\
             <th lang=\"en\">{}</th></tr></thead><tbody>\n{rows}</tbody></table></div>\n",
            say(words::SHAPES),
            say(words::SENTENCES),
            say(words::ROWS)
        ));
        if !self.failed.is_empty() {
            let items: Vec<String> = self.failed.iter().map(|line| format!("<li>{line}</li>\n")).collect();
            out.push_str(&card(words::FAILED, "ul", &items, ""));
        }
        out.push_str("</div>\n");
        out
    }

    /// What the two Chinese editions say otherwise, the most frequent first, each with the way to its first place.
    fn differences(&self) -> Vec<String> {
        let mut pairs: Vec<_> = self.differences.iter().collect();
        pairs.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let item = |((hans, hant), (count, place)): (&(String, String), &(usize, String))| {
            let times = if *count > 1 { format!(" ×{count}") } else { String::new() };
            format!("<li><a href=\"{place}\">{}</a>{times}</li>\n", pair(hans, hant))
        };
        pairs.into_iter().map(item).collect()
    }
}

/// What the two Chinese editions say in one place.
fn pair(hans: &str, hant: &str) -> String {
    let said = |text: &str| if text.is_empty() { "–".to_owned() } else { escape(text) };
    format!("<span lang=\"zh-Hans\">{}</span>／<span lang=\"zh-Hant\">{}</span>", said(hans), said(hant))
}

/// The start of a text, escaped.
fn snippet(text: &str) -> String {
    let start: String = text.chars().take(SNIPPET).collect();
    if start.len() < text.len() { escape(&start) + "…" } else { escape(text) }
}

fn card(title: words::Words, list: &str, items: &[String], none: &str) -> String {
    let shown: String = items.iter().take(LISTED).map(String::as_str).collect();
    let more = items.len().saturating_sub(LISTED);
    let more = if more > 0 {
        format!("<p class=\"soft\">{}</p>\n", fill(words::MORE, &[more]))
    } else {
        String::new()
    };
    let body =
        if items.is_empty() { format!("<p>{none}</p>\n") } else { format!("<{list}>\n{shown}</{list}>\n") };
    let title = say(title);
    format!("<div><h3>{title} ({})</h3>\n<div class=\"list\">{body}{more}</div></div>\n", items.len())
}

fn percent(p: f64) -> String {
    format!("{:.1} %", p * 100.0)
}

/// The tag of an edition with its region, for the right glyphs.
fn lang(record: &Record, edition: Edition) -> String {
    let tag = record.editions[edition].as_ref().and_then(|e| e.tag.parse::<Tag>().ok());
    tag.filter(|tag| tag.edition == edition).unwrap_or_else(|| Tag::from(edition)).to_string()
}

fn text(record: &Record, edition: Edition, bead: &BeadRecord) -> String {
    super::flat::text(record, edition, bead)
}

fn section(record: &Record, number: usize) -> String {
    let editions: Vec<(Edition, &EditionRecord)> =
        record.editions.iter().filter_map(|(e, text)| Some((e, text.as_ref()?))).collect();
    let title = editions.iter().find_map(|(e, text)| Some((*e, text.title.as_ref()?)));
    let title = title.map_or(escape(&record.article), |(edition, title)| {
        format!("<span lang=\"{}\">{}</span>", lang(record, edition), escape(title))
    });
    let mut out = format!(
        "<section id=\"a{number}\">\n<h2>{title}</h2>\n<p class=\"soft\">{}</p>\n<div class=\"plots\">\n",
        escape(&record.article)
    );
    for pair in pairs::pairs(record) {
        out.push_str(&plot::figure(record, pair));
    }
    out.push_str("</div>\n<table class=\"beads\"><thead><tr>");
    out.push_str(&format!("<th lang=\"en\">{}</th>", say(words::ROW)));
    for (edition, _) in &editions {
        out.push_str(&format!("<th lang=\"en\">{}</th>", say(words::name(*edition))));
    }
    out.push_str("</tr></thead><tbody>\n");
    for (index, bead) in record.beads.iter().enumerate() {
        row(&mut out, record, bead, &editions, (number, index + 1));
    }
    out.push_str("</tbody></table>\n</section>\n");
    out
}

fn row(
    out: &mut String,
    record: &Record,
    bead: &BeadRecord,
    editions: &[(Edition, &EditionRecord)],
    (article, number): (usize, usize),
) {
    let mut about = format!("<span>{number}</span>");
    if let Some(p) = bead.confidence {
        about.push_str(&format!("<span>{}</span>", percent(p)));
    }
    let approved = bead.flags.contains(&Flag::APPROVED);
    let status = if approved { "approved" } else { bead.status.as_str() };
    about.push_str(&format!(
        "<span class=\"{status}\">{}</span>",
        words::flag(status).map(say).unwrap_or_default()
    ));
    for flag in
        bead.flags.iter().filter(|flag| **flag != Flag::APPROVED && !flag.as_str().starts_with("was-"))
    {
        if let Some(row) = flag.row() {
            about.push_str(&format!("<a href=\"#a{article}-{row}\">⇄ {row}</a>"));
            continue;
        }
        // That an edition lacks the row stands in its cell.
        if !flag.as_str().starts_with("omission-") {
            about.push_str(&format!(
                "<span>{}</span>",
                words::flag(flag.as_str()).map_or_else(|| escape(flag.as_str()), say)
            ));
        }
    }
    for (hans, hant) in &bead.differences {
        about.push_str(&format!("<span class=\"differs\">{}</span>", pair(hans, hant)));
    }
    if !bead.note.is_empty() {
        about.push_str(&format!("<span class=\"note\">✎ {}</span>", escape(&bead.note)));
    }
    let shade = shade(bead.confidence);
    out.push_str(&format!("<tr id=\"a{article}-{number}\" class=\"{shade}\"><td lang=\"en\">{about}</td>"));
    for (edition, text) in editions {
        let segments: String = bead
            .indices(*edition)
            .iter()
            .filter_map(|&i| text.segments.get(i))
            .map(|segment| format!("<span>{}</span>", escape(&segment.text)))
            .collect();
        let (lang, cell) = match segments.is_empty() {
            true => {
                ("en".to_owned(), format!("<span class=\"none\">{}</span>", say(words::missing(*edition))))
            }
            false => (lang(record, *edition), segments),
        };
        out.push_str(&format!("<td lang=\"{lang}\">{cell}</td>"));
    }
    out.push_str("</tr>\n");
}
