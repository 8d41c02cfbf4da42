//! Files to cut editions: read, told from furniture over the editions together, cut into segments.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::JobFile;
use crate::clean::{self, script};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::read::{self, ReadOptions, Source};
use crate::segment::{Unclosed, notes_from, segmenter};
use crate::text::{
    Block, BlockKind, Edition, EditionText, Furniture, MarkKind, Role, Segment, Tag, fold_white_space,
};

pub(super) fn not_empty(text: EditionText) -> Result<EditionText> {
    if text.segments.is_empty() {
        return Err(Error::new(
            ErrorKind::Input,
            "no text is left after page furniture and code are taken off",
        )
        .at(Path::new(&text.path))
        .remedy("give it a text, or use --keep-furniture"));
    }
    Ok(text)
}

/// A file of an edition, read and not yet cut.
pub(super) struct Page {
    file: PathBuf,
    pub(super) path: String,
    pub(super) tag: Tag,
    segmented: bool,
    source: Source,
}

impl Page {
    /// Reads a file; a bare `zh` is told by its content where `resolve` says so.
    pub(super) fn read(
        file: &JobFile,
        segmented: bool,
        settings: &Settings,
        warnings: &mut Vec<String>,
        resolve: bool,
    ) -> Result<Self> {
        let path = path_name(&file.path)?;
        let options = ReadOptions {
            encoding: settings.encoding.of(file.tag.edition).map(str::to_owned),
            max_bytes: settings.max_bytes,
            segmented,
            edition: Some(file.tag.edition),
        };
        let source = read::read_file(&file.path, &options)?;
        warnings.extend(source.warnings.iter().map(|warning| format!("{path}: {warning}")));
        let tag = if resolve { script::resolve(&file.tag, &source.text) } else { file.tag.clone() };
        Ok(Page { file: file.path.clone(), path, tag, segmented, source })
    }

    /// Tells furniture and metadata, over the editions together; what is to be said of that goes to `warnings`.
    pub(super) fn clean(pages: &mut [Page], warnings: &mut Vec<String>) {
        // Messages have no furniture.
        let whole = pages.iter_mut().filter(|page| !page.segmented && !page.source.format.is_messages());
        let mut blocks: Vec<(Edition, &mut [Block])> =
            whole.map(|page| (page.tag.edition, page.source.blocks.as_mut_slice())).collect();
        let empty = clean::clean_together(&mut blocks);
        for page in pages.iter().filter(|page| empty.contains(&page.tag.edition)) {
            warnings.push(format!(
                "{}: all of it looks like page furniture (menus, links, a foot), so nothing was taken off",
                page.path
            ));
        }
    }

    /// Cuts it into segments.
    pub(super) fn cut(self, settings: &Settings) -> Result<(Tag, EditionText, Source)> {
        let text = cut(&self.source, self.path, &self.tag, self.segmented, settings);
        check_length(&text, settings).map_err(|e| e.at(&self.file))?;
        Ok((self.tag, text, self.source))
    }
}

/// Reads, cleans and cuts a file by itself; a bare `zh` is told by its content where `resolve` says so.
pub(super) fn read_page(
    file: &JobFile,
    segmented: bool,
    settings: &Settings,
    warnings: &mut Vec<String>,
    resolve: bool,
) -> Result<(Tag, EditionText, Source)> {
    let mut page = [Page::read(file, segmented, settings, warnings, resolve)?];
    Page::clean(&mut page, warnings);
    let [page] = page;
    page.cut(settings)
}

/// Cleans a source by itself and cuts it; it has no path.
pub(super) fn clean_and_cut(source: &mut Source, tag: &Tag, settings: &Settings) -> EditionText {
    path_cut(source, String::new(), tag, settings)
}

/// As [`clean_and_cut`], for a source that has a name.
pub(super) fn path_cut(source: &mut Source, path: String, tag: &Tag, settings: &Settings) -> EditionText {
    clean::clean(&mut source.blocks, tag.edition);
    cut(source, path, tag, false, settings)
}

/// The path as it stands in records: `/` between its parts.
fn path_name(path: &Path) -> Result<String> {
    let name = path.to_str().ok_or_else(|| {
        Error::new(ErrorKind::Input, "the path is not UTF-8, so no record can name it")
            .at(path)
            .remedy("rename the file or folder")
    })?;
    Ok(if std::path::MAIN_SEPARATOR == '/' {
        name.to_owned()
    } else {
        name.replace(std::path::MAIN_SEPARATOR, "/")
    })
}

/// Cuts a cleaned source into segments.
fn cut(source: &Source, path: String, tag: &Tag, segmented: bool, settings: &Settings) -> EditionText {
    let metadata = if segmented { clean::Metadata::default() } else { clean::metadata(&source.blocks) };
    let mut text = EditionText {
        tag: tag.to_string(),
        path,
        sha256: source.sha256.clone(),
        encoding: source.encoding.to_owned(),
        title: metadata.title,
        date: metadata.date,
        byline: metadata.byline,
        segmented,
        ..EditionText::default()
    };
    let mut unclosed = Unclosed::default();
    for (index, block) in source.blocks.iter().enumerate() {
        match furniture_role(block, settings) {
            Some(role) => text.furniture.push(furniture(block, index, role, 0..block.text.len())),
            None if segmented => text.segments.push(segment(block, index, 0..block.text.len(), true)),
            None => {
                for range in segments(block, tag.edition, &mut unclosed) {
                    let (range, notes) = without_notes(block, range, settings);
                    text.segments.push(segment(block, index, range, false));
                    text.furniture.extend(notes.map(|notes| furniture(block, index, Role::Note, notes)));
                }
            }
        }
    }
    for segment in &mut text.segments {
        segment.place = source.place(segment.span.start).map(str::to_owned);
    }
    text
}

/// Why a block stays out of the ladder; `None` where it belongs there.
fn furniture_role(block: &Block, settings: &Settings) -> Option<Role> {
    if block.kind == BlockKind::Code || block.role == Role::Code {
        return (!settings.keep_code).then_some(Role::Code);
    }
    (block.role.is_furniture() && !settings.keep_furniture).then_some(block.role)
}

/// The segments of a block. Metadata, headings and code stay whole, and what is said ends before a heading.
fn segments(
    block: &Block,
    edition: Edition,
    unclosed: &mut Unclosed,
) -> impl Iterator<Item = Range<usize>> + use<> {
    let text = &block.text;
    let whole = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Code) || block.role != Role::Body;
    let trimmed = text.len() - text.trim_start().len()..text.trim_end().len();
    let cuts = if whole {
        *unclosed = Unclosed::default();
        Vec::from([trimmed])
    } else {
        segmenter(edition).cut_after(unclosed, &without_code_stops(block))
    };
    // What was read as one piece of the source is not cut: two segments would claim the same bytes.
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(cuts.len());
    for range in cuts.into_iter().filter(|range| !range.is_empty()) {
        let span = block.offsets.span(range.clone());
        match apart.last_mut() {
            Some(last) if span.start < block.offsets.span(last.clone()).end || span.start == span.end => {
                last.end = range.end;
            }
            _ => apart.push(range),
        }
    }
    apart.into_iter()
}

/// The text of a block, byte for byte as long, without the marks in its inline code: a stop in code ends no sentence.
fn without_code_stops(block: &Block) -> Cow<'_, str> {
    let mut codes = block.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Code(_))).peekable();
    if codes.peek().is_none() {
        return Cow::Borrowed(&block.text);
    }
    let mut out = String::with_capacity(block.text.len());
    for (at, c) in block.text.char_indices() {
        let span = block.offsets.span(at..at + c.len_utf8());
        while codes.next_if(|code| code.span.end <= span.start).is_some() {}
        let coded = codes.peek().is_some_and(|code| code.span.start <= span.start);
        if coded && matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '．' | '｡') {
            out.extend(std::iter::repeat_n('-', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A sentence without the reference marks behind it, and the marks, where they are not wanted.
fn without_notes(
    block: &Block,
    range: Range<usize>,
    settings: &Settings,
) -> (Range<usize>, Option<Range<usize>>) {
    let sentence = block.text.get(range.clone()).filter(|_| settings.drop_notes).unwrap_or_default();
    let notes = range.start + notes_from(sentence)..range.end;
    // A mark that was read in one piece with the text before it cannot be told from it in the source.
    let apart =
        || block.offsets.span(range.start..notes.start).end <= block.offsets.span(notes.clone()).start;
    if sentence.is_empty() || notes.is_empty() || !apart() {
        return (range, None);
    }
    (range.start..notes.start, Some(notes))
}

fn furniture(block: &Block, index: usize, role: Role, range: Range<usize>) -> Furniture {
    let text = block.text.get(range.clone()).unwrap_or_default();
    Furniture { role, text: fold_white_space(text), block: index, span: block.offsets.span(range) }
}

fn segment(block: &Block, index: usize, range: Range<usize>, as_is: bool) -> Segment {
    let text = block.text.get(range.clone()).unwrap_or_default();
    Segment {
        text: if as_is { text.to_owned() } else { fold_white_space(text) },
        block: index,
        kind: block.kind,
        role: block.role,
        span: block.offsets.span(range),
        ..Segment::default()
    }
}

/// Refuses an edition that would take too much memory and time to align.
///
/// # Errors
/// `Input`; the caller knows the file.
pub(super) fn check_length(text: &EditionText, settings: &Settings) -> Result<()> {
    let (count, most) = (text.segments.len(), settings.max_segments);
    if count <= most {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Input, format!("the file has {count} sentences, the limit is {most}"))
        .remedy("split it into articles, or raise max-segments in trialign.toml"))
}
