//! Subtitles: SubRip (.srt) and WebVTT (.vtt). Cues are joined to sentences; their times are told as places.

use std::path::Path;

use super::super::builder::Builder;
use super::super::lines::lines;
use super::super::{ReadOptions, decode};
use super::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::text::han::is_han;
use crate::text::layout::ends_sentence;
use crate::text::script::Judgement;
use crate::text::{BlockKind, Edition, PerEdition, Role, Span};

/// A sentence does not go on after a silence longer than this, in milliseconds.
const SILENCE: u64 = 4_000;

/// What stands before the words of another speaker.
const DASHES: [char; 4] = ['-', '–', '—', '－'];

/// A cue: its times in milliseconds, and where its lines stand in the source.
struct Cue {
    label: String,
    start: u64,
    end: u64,
    lines: Vec<Span>,
}

/// Reads a file of subtitles.
pub(super) fn read(bytes: &[u8], path: &Path, options: &ReadOptions) -> Result<Document> {
    let decoded = decode(bytes, false, options.encoding.as_deref()).map_err(|error| error.at(path))?;
    let mut cues = cues(&decoded.text);
    if let (Some(edition), Some(several)) = (options.edition, several(&decoded.text, &cues)) {
        for cue in &mut cues {
            let own = several.lines(&decoded.text, cue, edition);
            cue.lines = own;
        }
    }
    if cues.is_empty() {
        return Err(Error::new(ErrorKind::Input, "there are no cues in it")
            .at(path)
            .remedy("a cue is a line such as 00:01:02,000 --> 00:01:04,500 with its text below"));
    }
    let mut document =
        Document { encoding: decoded.encoding, warnings: decoded.warnings, ..Document::default() };
    blocks(&decoded.text, &cues, &mut document);
    document.text = decoded.text;
    Ok(document)
}

/// The editions whose lines stand below each other in the cues of a file; none where it is in one language.
///
/// # Errors
/// As [`read`].
pub(super) fn editions(bytes: &[u8], path: &Path) -> Result<PerEdition<bool>> {
    let decoded = decode(bytes, false, None).map_err(|error| error.at(path))?;
    let mut out = PerEdition([false; 3]);
    if let Some(several) = several(&decoded.text, &cues(&decoded.text)) {
        out[Edition::En] = true;
        several.chinese.iter().for_each(|edition| out[*edition] = true);
    }
    Ok(out)
}

/// The languages of a file whose cues have lines in English and in Chinese.
struct Several {
    /// The Chinese editions, in the order of their lines.
    chinese: Vec<Edition>,
}

impl Several {
    /// The lines of a cue that are of an edition; a line in no script is of all.
    fn lines(&self, text: &str, cue: &Cue, edition: Edition) -> Vec<Span> {
        let both = self.chinese.len() > 1 && chinese(text, cue).len() == self.chinese.len();
        let mut seen = 0;
        let own = |line: &Span| match script(text, *line) {
            None => true,
            Some(false) => !edition.is_chinese(),
            Some(true) => {
                seen += 1;
                edition.is_chinese() && (!both || self.chinese[seen - 1] == edition)
            }
        };
        cue.lines.iter().copied().filter(own).collect()
    }
}

fn chinese(text: &str, cue: &Cue) -> Vec<Span> {
    cue.lines.iter().copied().filter(|line| script(text, *line) == Some(true)).collect()
}

/// Which languages stand below each other in nearly every cue: English and a Chinese, or English and both; `None` where the
/// file is in one language.
fn several(text: &str, cues: &[Cue]) -> Option<Several> {
    let latin = |cue: &Cue| cue.lines.iter().any(|line| script(text, *line) == Some(false));
    // A name or a sound may stand in one language alone.
    let nearly_all = |count: usize| count >= 2 && count * 10 >= cues.len() * 6;
    let mixed: Vec<Vec<Span>> = cues
        .iter()
        .filter(|cue| latin(cue))
        .map(|cue| chinese(text, cue))
        .filter(|c| !c.is_empty())
        .collect();
    if !nearly_all(mixed.len()) {
        return None;
    }
    let likely = |lines: &mut dyn Iterator<Item = &Span>| {
        let mut judgement = Judgement::default();
        lines.filter_map(|line| line.slice(text)).for_each(|line| judgement.add(line));
        judgement.likely().filter(|edition| edition.is_chinese()).unwrap_or(Edition::ZhHans)
    };
    let two: Vec<&Vec<Span>> = mixed.iter().filter(|lines| lines.len() == 2).collect();
    let place = |at: usize| likely(&mut two.iter().filter_map(|lines| lines.get(at)));
    let chinese = match (place(0), place(1)) {
        (first, second) if nearly_all(two.len()) && first != second => vec![first, second],
        _ => vec![likely(&mut mixed.iter().flatten())],
    };
    Some(Several { chinese })
}

/// Whether a line is Chinese (true) or Latin (false); `None` for numbers and marks.
fn script(text: &str, line: Span) -> Option<bool> {
    let mut judgement = Judgement::default();
    judgement.add(&bare(line.slice(text)?));
    match (judgement.han, judgement.latin) {
        (0, 0) => None,
        // `NASA发射了火箭` is Chinese.
        _ => Some(!judgement.is_latin()),
    }
}

/// The cues of a file; what is none (heads, notes, styles) is left out.
fn cues(text: &str) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    let mut open = false;
    // An empty line ends a cue of WebVTT; in SubRip people leave one between the lines of a cue.
    let web = text.trim_start_matches('\u{feff}').starts_with("WEBVTT");
    let all = lines(text);
    let (mut blank, mut below) = (true, all.iter().skip(1));
    for line in &all {
        let said = line.text.trim();
        let numbers = below.next().is_some_and(|next| times(next.text.trim()).is_some());
        let number = std::mem::replace(&mut blank, said.is_empty()) && numbers;
        if let Some((start, end)) = times(said) {
            let label = format!("cue {}, {}", out.len() + 1, said);
            out.push(Cue { label, start, end, lines: Vec::new() });
            open = true;
        } else if said.is_empty() {
            open &= !web;
        } else if number {
            open = false;
        } else if let Some(cue) = out.last_mut().filter(|_| open) {
            cue.lines.push(Span::new(line.start, line.start + line.text.len()));
        }
    }
    out
}

/// `00:01:02,000 --> 00:01:04.500 align:start`; hours may be left out.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    Some((time(start.trim())?, time(rest.split_whitespace().next()?)?))
}

fn time(text: &str) -> Option<u64> {
    let (clock, milliseconds) = text.split_once([',', '.'])?;
    let parts: Vec<u64> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    let seconds = match parts[..] {
        [minutes, seconds] => minutes.checked_mul(60)?.checked_add(seconds)?,
        [hours, minutes, seconds] => {
            hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?.checked_add(seconds)?
        }
        _ => return None,
    };
    seconds.checked_mul(1_000)?.checked_add(milliseconds.parse().ok()?)
}

fn blocks(text: &str, cues: &[Cue], document: &mut Document) {
    let line_of = |span: Option<&Span>| span.and_then(|span| span.slice(text)).map(bare).unwrap_or_default();
    let ends: Vec<String> = cues.iter().map(|cue| line_of(cue.lines.last())).collect();
    // Chinese subtitles mostly have question marks and no stops: then a cue is all that is known of a sentence.
    let is_stop = |line: &&String| match line.chars().any(is_han) {
        true => line.trim_end_matches(['”', '’', '」', '』', '"', '）']).ends_with(['。', '．']),
        false => is_whole(line),
    };
    let stops = ends.iter().filter(is_stop).count() * 5 >= cues.len();
    let pauses = |line: &str| line.trim_end().ends_with(['，', '、', ',']);
    let mut builder = Builder::default();
    let mut before: Option<&Cue> = None;
    let mut speaking: Option<&str> = None;
    for (number, cue) in cues.iter().enumerate() {
        let end = number.checked_sub(1).map_or("", |before| ends[before].as_str());
        // A song or a sound begins anew.
        let apart = line_of(cue.lines.first()).trim_start().starts_with(['♪', '♫', '♬', '[', '［', '【']);
        let goes_on = (stops && !is_whole(end) || pauses(end))
            && !apart
            && before.is_some_and(|before| cue.start.saturating_sub(before.end) <= SILENCE);
        for (at, span) in cue.lines.iter().enumerate() {
            let Some(line) = span.slice(text) else { continue };
            // A dash at the start of a line is another speaker; so is another voice.
            let dash = line[opening(line)..].starts_with(DASHES) && cue.lines.len() > 1;
            let voice = voice(line);
            let speaker = dash || voice.is_some() && voice != speaking;
            speaking = voice.or(speaking);
            if speaker || (at == 0 && !goes_on) {
                document.blocks.extend(builder.finish(BlockKind::Paragraph, Role::Body));
            } else {
                builder.line_break(Span::new(span.start, span.start), false);
            }
            if at == 0 {
                document.places.push((span.start, cue.label.clone()));
            }
            push(&mut builder, line, span.start);
        }
        before = Some(cue);
    }
    document.blocks.extend(builder.finish(BlockKind::Paragraph, Role::Body));
}

/// What a line says, without the tags of either format and with the characters that WebVTT writes as references.
fn push(builder: &mut Builder, line: &str, start: usize) {
    let mut at = opening(line);
    let dash = line[at..].strip_prefix(DASHES).map(str::trim_start);
    at = dash.map_or(at, |rest| line.len() - rest.len());
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(len) = reading(rest).or_else(|| tag(rest)) {
            at += len;
            continue;
        }
        if let Some((said, len)) = reference(rest) {
            builder.push(&said, Span::new(start + at, start + at + len));
            at += len;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest[first..].find(['<', '{', '&']).map_or(rest.len(), |end| end + first);
        let piece = if at + end == line.len() { rest.trim_end() } else { &rest[..end] };
        builder.push_source(piece, start + at);
        at += end;
    }
}

/// Whether nothing goes on behind a line: a sentence ends, or it is a line of a song, or a sound in brackets.
fn is_whole(line: &str) -> bool {
    let brackets = [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】'), ('［', '］')];
    let line = line.trim();
    ends_sentence(line)
        || line.ends_with(['♪', '♫', '♬'])
        || brackets.iter().any(|(open, close)| line.starts_with(*open) && line.ends_with(*close))
}

/// Where a line begins behind its spaces and tags.
fn opening(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line[at..].trim_start();
        at = line.len() - rest.len();
        match tag(rest) {
            Some(length) => at += length,
            None => return at,
        }
    }
}

/// The length of a tag: `<i>`, `</font>`, `<v Ann>`, `<00:01.000>`, `{\an8}`.
fn tag(rest: &str) -> Option<usize> {
    if rest.starts_with("{\\") {
        return rest.find('}').map(|end| end + 1);
    }
    let inside = rest.strip_prefix('<')?;
    let named = inside.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphanumeric());
    rest.find('>').filter(|end| named && *end < 200).map(|end| end + 1)
}

/// The length of a reading above ruby text, which is no text of the sentence: `<rt>jīng</rt>`.
fn reading(rest: &str) -> Option<usize> {
    rest.strip_prefix("<rt").filter(|inside| inside.starts_with(['>', '.', ' ']))?;
    let end = rest.find("</rt>").map(|end| end + "</rt>".len());
    // Its end may be left out before that of the ruby text.
    Some(end.or_else(|| rest.find("</ruby>")).unwrap_or(rest.len()))
}

/// Who speaks a line of WebVTT: `<v Ann>`, `<v.loud Ann>`.
fn voice(line: &str) -> Option<&str> {
    let inside = line.trim_start().strip_prefix("<v")?;
    let (tag, _) = inside.split_once('>')?;
    tag.starts_with(['.', ' ', '\t']).then(|| tag.split_once([' ', '\t']).map_or("", |(_, name)| name.trim()))
}

/// A character reference of HTML at the start of `rest`, and its length.
fn reference(rest: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 12;
    if !rest.starts_with('&') {
        return None;
    }
    let length = rest.bytes().take(LONGEST).position(|byte| byte == b';')? + 1;
    let written = rest.get(..length)?;
    let said = htmlize::unescape(written);
    // Marks of direction are no text.
    let said: String = said.chars().filter(|c| !matches!(c, '\u{200E}' | '\u{200F}')).collect();
    (said != written).then_some((said, length))
}

fn bare(line: &str) -> String {
    let mut builder = Builder::default();
    push(&mut builder, line, 0);
    builder.finish(BlockKind::Paragraph, Role::Body).map(|block| block.text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks_of(text: &str, edition: Option<Edition>) -> Vec<String> {
        let options = ReadOptions { edition, ..ReadOptions::default() };
        let found = read(text.as_bytes(), Path::new("t.vtt"), &options).unwrap();
        found.blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn readings_and_voices() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 王>牛<ruby>睡<rt>shuì</rt>着<rt>zháo</ruby>\n\n00:02.000 --> 00:03.000\n<v 李>你好\n";
        assert_eq!(blocks_of(vtt, None), ["牛睡着", "你好"]);
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>The cow\n\n00:02.000 --> 00:03.000\n<v Ann>sleeps.\n\n00:03.000 --> 00:04.000\n<v.loud Bob>It is\n<v Ann>Seven.\n";
        assert_eq!(blocks_of(vtt, None), ["The cow\nsleeps.", "It is", "Seven."]);
    }

    #[test]
    fn songs_sounds_and_dashes_behind_tags() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n♪ moo moo ♪\n\n00:02.000 --> 00:03.000\n[a bell]\n\n00:03.000 --> 00:04.000\n{\\an8}- Is it seven?\n<i>- It is.</i>\n\n00:04.000 --> 00:05.000\nThe cow\n\n00:05.000 --> 00:06.000\nsleeps.\n";
        let want = ["♪ moo moo ♪", "[a bell]", "Is it seven?", "It is.", "The cow\nsleeps."];
        assert_eq!(blocks_of(vtt, None), want);
    }

    #[test]
    fn chinese_cues_end_by_themselves_where_no_stops_are_written() {
        let file = |lines: &[&str]| {
            let cue = |(at, line): (usize, &&str)| {
                format!("{0}\n00:00:{0:02},000 --> 00:00:{0:02},900\n{line}\n\n", at + 1)
            };
            lines.iter().enumerate().map(cue).collect::<String>()
        };
        let bare = ["牛都去哪儿了？", "没有人回答他", "他坐在码头上", "看水", "真的吗？", "走吧！"];
        assert_eq!(blocks_of(&file(&bare), Some(Edition::ZhHans)), bare);
        let joined = ["天亮以后，", "他去码头", "♪ 划啊划 ♪"];
        assert_eq!(blocks_of(&file(&joined), Some(Edition::ZhHans)), ["天亮以后，他去码头", "♪ 划啊划 ♪"]);
        let stops = ["天亮以后", "他去码头。", "牛睡着了。"];
        assert_eq!(blocks_of(&file(&stops), Some(Edition::ZhHans)), ["天亮以后他去码头。", "牛睡着了。"]);
    }

    #[test]
    fn cues_in_two_languages() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\n奶牛睡着了。\nThe cow sleeps.\n\n2\n00:00:03,000 --> 00:00:04,000\n我看了 NASA 的新闻。\nI saw the news from NASA.\n\n3\n00:00:05,000 --> 00:00:06,000\n(Music)\n";
        assert_eq!(editions(srt.as_bytes(), Path::new("t.srt")).unwrap().0, [true, true, false]);
        assert_eq!(
            blocks_of(srt, Some(Edition::En)),
            ["The cow sleeps.", "I saw the news from NASA.", "(Music)"]
        );
        assert_eq!(blocks_of(srt, Some(Edition::ZhHans)), ["奶牛睡着了。", "我看了 NASA 的新闻。"]);
        let english = "1\n00:00:01,000 --> 00:00:02,000\nThe cow\nsleeps.\n\n2\n00:00:03,000 --> 00:00:04,000\nIn 北京\nit is 7.\n";
        assert_eq!(editions(english.as_bytes(), Path::new("t.srt")).unwrap().0, [false; 3]);
    }

    #[test]
    fn cues_in_three_languages_and_references() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\n这头牛睡着了。\n這頭牛睡著了。\nThe cow &quot;sleeps&quot;.\n\n2\n00:00:03,000 --> 00:00:04,000\n车来了。\n車來了。\nIt&#39;s R&D &amp; co.\n";
        assert_eq!(editions(srt.as_bytes(), Path::new("t.srt")).unwrap().0, [true; 3]);
        assert_eq!(blocks_of(srt, Some(Edition::En)), ["The cow \"sleeps\".", "It's R&D & co."]);
        assert_eq!(blocks_of(srt, Some(Edition::ZhHans)), ["这头牛睡着了。", "车来了。"]);
        assert_eq!(blocks_of(srt, Some(Edition::ZhHant)), ["這頭牛睡著了。", "車來了。"]);
    }

    #[test]
    fn an_empty_line_in_a_cue_loses_no_text() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nThe cow\n\nsleeps.\n\n2\n00:00:03,000 --> 00:00:04,000\nIt is 7.\n";
        let said = |text: &str| -> Vec<Vec<String>> {
            let of =
                |cue: &Cue| cue.lines.iter().filter_map(|line| line.slice(text)).map(str::to_owned).collect();
            cues(text).iter().map(of).collect()
        };
        assert_eq!(said(srt), [vec!["The cow", "sleeps."], vec!["It is 7."]]);
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe cow\n\nNOTE not said\n\n00:03.000 --> 00:04.000\nsleeps.\n";
        assert_eq!(said(vtt), [vec!["The cow"], vec!["sleeps."]]);
    }
}
