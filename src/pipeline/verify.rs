//! Proves that a record tells the truth about its sources.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::bead::{self, Flag, Status};
use crate::clean;
use crate::export::{BeadRecord, EditionRecord, Record};
use crate::read::{self, ReadOptions, Source};
use crate::text::{Block, Edition, PerEdition, Role, Span, Tag, fold_white_space};

/// Checks the records of one file; remembers the ids seen.
#[derive(Debug)]
pub struct Verifier {
    roots: Vec<PathBuf>,
    max_bytes: u64,
    articles: HashSet<String>,
    beads: HashSet<String>,
}

impl Verifier {
    /// Looks for the sources under each of `roots` in turn; files above `max_bytes` are not read.
    pub fn new(roots: Vec<PathBuf>, max_bytes: u64) -> Self {
        Verifier { roots, max_bytes, articles: HashSet::new(), beads: HashSet::new() }
    }

    /// The faults of a record, each a line; none where all of it is true.
    pub fn check(&mut self, record: &Record) -> Vec<String> {
        let mut faults = Vec::new();
        if !self.articles.insert(record.article.clone()) {
            faults.push("the article stands here twice".to_owned());
        }
        for bead in &record.beads {
            if !self.beads.insert(bead.id.clone()) {
                faults.push(format!("bead id {} is used twice", bead.id));
            }
            if bead.confidence.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
                faults.push(format!("bead {}: the confidence is no probability", bead.id));
            }
        }
        let present = record.editions.iter().filter(|(_, text)| text.is_some()).count();
        match &record.error {
            Some(error) if !record.beads.is_empty() => {
                faults.push(format!("it says that the article failed ({error}), and has beads"));
            }
            None if present == 0 => faults.push("it has no edition and says no error".to_owned()),
            _ => {}
        }
        let lengths =
            PerEdition(record.editions.0.each_ref().map(|e| e.as_ref().map_or(0, |e| e.segments.len())));
        match record.parts() {
            Ok(_) if record.error.is_some() && record.beads.is_empty() => {}
            Ok((article, ladder)) => {
                faults.extend(ladder.check(lengths).err());
                faults.extend(beads(record, &bead::ids(&article, &ladder.beads)));
            }
            Err(fault) => faults.push(fault),
        }
        for (edition, text) in record.editions.iter() {
            if let Some(text) = text {
                self.edition(edition, text, &mut faults);
            }
        }
        faults.into_iter().map(|fault| format!("{}: {fault}", record.article)).collect()
    }

    fn edition(&self, edition: Edition, text: &EditionRecord, faults: &mut Vec<String>) {
        order(edition, text, faults);
        roles(edition, text, faults);
        let mut last = None;
        // The normal reading first; a text that came one sentence a line is read the other way.
        for segmented in [false, true] {
            let found = match self.read(text, segmented) {
                Err(fault) => vec![fault],
                Ok(source) if source.sha256 != text.sha256 => {
                    vec![format!("the file has changed since: its SHA-256 is {}", source.sha256)]
                }
                Ok(source) => offsets(text, &source),
            };
            if found.is_empty() {
                return;
            }
            last.get_or_insert(found);
        }
        faults.extend(last.into_iter().flatten().map(|fault| format!("{edition} ({}): {fault}", text.path)));
    }

    fn read(&self, text: &EditionRecord, segmented: bool) -> Result<Source, String> {
        let encoding = Some(text.encoding.clone()).filter(|label| !label.is_empty());
        let edition = text.tag.parse::<Tag>().ok().map(|tag| tag.edition);
        let options = ReadOptions { encoding, max_bytes: self.max_bytes, segmented, edition };
        let paths: Vec<PathBuf> = self.roots.iter().map(|root| root.join(Path::new(&text.path))).collect();
        let path = paths.iter().find(|path| path.exists()).or(paths.first());
        let path = path.ok_or_else(|| "no folder to look in".to_owned())?;
        read::read_file(path, &options).map_err(|error| error.to_string())
    }
}

/// What the beads of the machine say of themselves and is not so; a person may say what he likes of his own.
///
/// `ids` are those that the beads should have.
fn beads(record: &Record, ids: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let made = |bead: &&BeadRecord| bead.status == Status::Auto;
    let sure = record.beads.iter().filter(made).any(|bead| bead.confidence.is_some());
    for (bead, id) in record.beads.iter().zip(ids) {
        if Edition::ALL.iter().all(|edition| bead.indices(*edition).is_empty()) {
            faults.push(format!("bead {} is empty", bead.id));
        }
        if !made(&bead) {
            continue;
        }
        if bead.id != *id {
            faults.push(format!("bead {}: by its texts its id is {id}", bead.id));
        }
        if sure && bead.confidence.is_none() {
            faults.push(format!("bead {}: it has no confidence where others have one", bead.id));
        }
        for edition in Edition::ALL {
            let flag = Flag::omission(edition);
            if !bead.indices(edition).is_empty() && bead.flags.contains(&flag) {
                faults.push(format!("bead {}: it says {flag}, and has text in {edition}", bead.id));
            }
        }
    }
    faults
}

/// Title, date and byline are there where segments are, and segments where they are.
fn roles(edition: Edition, text: &EditionRecord, faults: &mut Vec<String>) {
    let named = [
        (Role::Title, "title", text.title.is_some()),
        (Role::Date, "date", text.date.is_some()),
        (Role::Byline, "byline", !text.byline.is_empty()),
    ];
    for (role, what, said) in named {
        let there = text.segments.iter().any(|segment| segment.role == role);
        if there && !said {
            faults.push(format!("{edition}: a segment is the {what}, and the record names none"));
        }
        if said && !there {
            faults.push(format!("{edition}: the record names a {what}, and no segment is one"));
        }
    }
    faults.extend(
        strangers(text)
            .map(|(what, said)| format!("{edition}: '{said}' is not the {what} that the record names")),
    );
}

/// A date, or a short line that may be one in a form of its own: the number of an issue.
fn dated_line(text: &str) -> bool {
    clean::is_date(text) || text.chars().count() <= 40 && !text.ends_with(['.', '。'])
}

/// Segments that are called title, date or byline and are not what the record names so. A page may have further dates;
/// what a person corrected or cut is his.
fn strangers(text: &EditionRecord) -> impl Iterator<Item = (&'static str, &str)> {
    let mut dated = false;
    text.segments.iter().filter(|segment| segment.source.is_none()).filter_map(move |segment| {
        let said = segment.text.as_str();
        let named = |named: &str| fold_white_space(named) == fold_white_space(said);
        let (what, known) = match segment.role {
            Role::Title => ("title", text.title.as_deref().is_none_or(named)),
            Role::Byline => ("byline", text.byline.is_empty() || text.byline.iter().any(|name| named(name))),
            Role::Date => {
                let first = !std::mem::replace(&mut dated, true);
                ("date", text.date.as_deref().is_none_or(named) || !first && dated_line(said))
            }
            _ => return None,
        };
        (!known).then_some((what, said))
    })
}

/// Segments and blocks in order, spans not overlapping.
fn order(edition: Edition, text: &EditionRecord, faults: &mut Vec<String>) {
    for (index, pair) in text.segments.windows(2).enumerate() {
        if let [a, b] = pair
            && (b.start < a.end || b.block < a.block)
        {
            faults.push(format!("{edition}: segment {} starts before the one before it ends", index + 1));
        }
    }
}

/// Compares what the reader gives for each span with what the record says, and tells what of the source is in none.
fn offsets(text: &EditionRecord, source: &Source) -> Vec<String> {
    let segments = text.segments.iter().map(|s| {
        let said = s.source.as_ref().unwrap_or(&s.text);
        ("segment", s.block, Span::new(s.start, s.end), said, s.source.is_some())
    });
    let furniture =
        text.furniture.iter().map(|f| ("furniture", f.block, Span::new(f.start, f.end), &f.text, false));
    let mut faults = Vec::new();
    let mut map: Option<(usize, Vec<Place>)> = None;
    let mut taken: Vec<Vec<Range<usize>>> = vec![Vec::new(); source.blocks.len()];
    let mut all = segments.chain(furniture).enumerate().peekable();
    while let Some((number, (what, block, mut span, said, changed))) = all.next() {
        let Some(there) = source.blocks.get(block) else {
            faults.push(format!("{what} {number}: the file has no block {block}"));
            continue;
        };
        if map.as_ref().is_none_or(|(of, _)| *of != block) {
            map = Some((block, places(there)));
        }
        let range = |span| map.as_ref().and_then(|(_, places)| range_of(places, span));
        let said_there = |span| {
            let found = range(span).and_then(|range| there.text.get(range));
            found.is_some_and(|found| found == said || fold_white_space(found) == *said)
        };
        // Parts of a sentence that a person cut or changed are its text in the source together.
        while changed && !said_there(span) {
            let next = |(_, (_, of, next, whole, changed)): &(usize, (_, usize, Span, &String, bool))| {
                *changed && *of == block && *whole == said && next.start >= span.end
            };
            let Some((_, (_, _, part, ..))) = all.next_if(next) else { break };
            span.end = part.end;
        }
        let range = range(span);
        taken[block].extend(range.clone());
        let found = range.and_then(|range| there.text.get(range));
        match found {
            Some("") if !there.text.is_empty() => faults.push(format!("{what} {number} is empty")),
            Some(_) if said_there(span) => {}
            Some(found) => {
                let place = read::line_of(&source.text, span.start);
                faults.push(format!("{what} {number}, line {place}: the file says '{found}'"));
            }
            None => faults.push(format!(
                "{what} {number}: bytes {}..{} are no text of block {block}",
                span.start, span.end
            )),
        }
    }
    faults.extend(uncovered(source, taken));
    faults.extend(metadata(text, source));
    faults
}

/// The first place of each block whose text stands in no segment or furniture, or in two of them.
fn uncovered(source: &Source, taken: Vec<Vec<Range<usize>>>) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, (block, mut ranges)) in source.blocks.iter().zip(taken).enumerate() {
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut at = 0;
        let mut fault = |range: Range<usize>, what: &str| {
            let text = block.text.get(range.clone()).unwrap_or_default().trim();
            if !text.is_empty() {
                let line = read::line_of(&source.text, block.offsets.span(range).start);
                let short: String = text.chars().take(60).collect();
                faults.push(format!("line {line}: '{short}' of block {index} stands in {what}"));
            }
        };
        for range in ranges {
            fault(at..range.start.max(at), "no segment and is no furniture");
            fault(range.start..range.end.min(at), "two segments");
            at = at.max(range.end);
        }
        fault(at..block.text.len(), "no segment and is no furniture");
    }
    faults
}

/// Title, date and byline are lines of the file.
fn metadata(text: &EditionRecord, source: &Source) -> Vec<String> {
    let lines: HashSet<String> = source.blocks.iter().map(|block| fold_white_space(&block.text)).collect();
    let named = text.title.iter().map(|said| ("title", said));
    let named = named.chain(text.date.iter().map(|said| ("date", said)));
    let named = named.chain(text.byline.iter().map(|said| ("byline", said)));
    let faults = named.filter(|(_, said)| !lines.contains(*said));
    faults.map(|(what, said)| format!("the {what} '{said}' is no line of the file")).collect()
}

/// A character of a block: where it ends in the text, and its span in the source.
struct Place {
    end: usize,
    span: Span,
}

fn places(block: &Block) -> Vec<Place> {
    let place = |(start, c): (usize, char)| {
        let end = start + c.len_utf8();
        Place { end, span: block.offsets.span(start..end) }
    };
    block.text.char_indices().map(place).collect()
}

/// Where the text of a block that came from `span` stands in it; `None` where no characters begin and end there.
fn range_of(places: &[Place], span: Span) -> Option<Range<usize>> {
    if span.start == span.end {
        return Some(0..0);
    }
    let first = places.partition_point(|place| place.span.start < span.start);
    let last = places.partition_point(|place| place.span.end <= span.end).checked_sub(1)?;
    if places.get(first)?.span.start != span.start || places.get(last)?.span.end != span.end {
        return None;
    }
    let start = first.checked_sub(1).map_or(0, |before| places[before].end);
    (start <= places[last].end).then_some(start..places[last].end)
}
