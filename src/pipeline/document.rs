//! A line of JSONL: a document to be aligned, or the record of one that is.

use serde_json::{Map, Value};

use super::{PlainText, Settings};
use crate::clean::script;
use crate::error::{Error, ErrorKind, Result};
use crate::export::{self, Record, SCHEMA};
use crate::text::{Article, Edition, PerEdition, Tag};

/// What a document looks like.
const REMEDY: &str =
    "a line looks like {\"id\":\"a\",\"en\":\"…\",\"zh-Hans\":[\"…\",\"…\"],\"zh-Hant\":null}";

/// A line of the input, or that it was over the cap.
pub(super) enum Line {
    Text(Vec<u8>),
    TooLong,
}

/// What a line holds.
pub(super) enum Read {
    /// A document, cleaned and cut.
    Document(Box<Article>),
    /// What `stream` or `align` made of one.
    Record(Box<Record>),
}

/// The article or record of a line; a document without an id is called after its line.
///
/// # Errors
/// The id, and what is wrong.
pub(super) fn read_line(
    line: &Line,
    number: usize,
    max: usize,
    settings: &Settings,
) -> Result<Read, (String, Error)> {
    let unnamed = format!("line-{number}");
    let wrong = |message: String| Error::new(ErrorKind::Input, message).remedy(REMEDY);
    let Line::Text(bytes) = line else {
        let message = format!("line {number} is longer than {max} bytes");
        let error = Error::new(ErrorKind::Input, message).remedy("split it, or raise --max-document");
        return Err((unnamed, error));
    };
    let object: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|e| (unnamed.clone(), wrong(format!("line {number}: {e}"))))?;
    if object.contains_key("schema") && (object.contains_key("beads") || object.contains_key("editions")) {
        return record(object, number).map(|r| Read::Record(Box::new(r))).map_err(|e| (unnamed, e));
    }
    let id = match object.get("id") {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => unnamed,
    };
    let read = texts(object, settings)
        .map_err(|message| (id.clone(), wrong(format!("line {number}: {message}"))))?;
    let article = Article::of_texts_with(&id, read, settings).map_err(|e| (id, e))?;
    Ok(Read::Document(Box::new(article)))
}

/// A record, whose ladder is sound.
fn record(object: Map<String, Value>, number: usize) -> Result<Record> {
    let fault = |message: String| {
        Error::new(ErrorKind::Input, format!("line {number}: {message}"))
            .remedy("write it with `trialign stream` or `trialign align -f jsonl` of this version")
    };
    if object.get("schema").and_then(Value::as_u64) != Some(u64::from(SCHEMA)) {
        return Err(fault(format!("a record of schema {}", object.get("schema").unwrap_or(&Value::Null))));
    }
    let record: Record =
        serde_json::from_value(Value::Object(object)).map_err(|e| fault(format!("not a record: {e}")))?;
    export::check(&record).map_err(|e| fault(e.message().to_owned()))?;
    Ok(record)
}

type Given = (Edition, PlainText<'static>);

/// The editions of a document.
///
/// # Errors
/// What is wrong, in plain words.
fn texts(mut object: Map<String, Value>, settings: &Settings) -> Result<Vec<Given>, String> {
    for name in ["translation", "translations"] {
        // As `datasets` has it.
        if let Some(Value::Object(inner)) = object.get(name).cloned() {
            object.remove(name);
            object.extend(inner);
        }
    }
    let mut found: PerEdition<Option<(String, PlainText<'static>)>> = PerEdition::default();
    let mut unknown = Vec::new();
    // Lists of sentences that are cut already.
    let segmented = match object.remove("segmented") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(_) => return Err("`segmented` is neither true nor false".to_owned()),
    };
    for (key, value) in object {
        let Some(tag) = alias(&key) else {
            if key != "id" {
                unknown.push(key);
            }
            continue;
        };
        let Some(text) = text(&key, value, segmented)? else { continue };
        let edition = script::resolve(&tag, &plain(&text)).edition;
        match &found[edition] {
            // The edition's own name goes before another that means it.
            Some((name, _)) if name == edition.as_str() => {}
            Some((name, _)) if key != edition.as_str() => {
                return Err(format!("`{name}` and `{key}` are both {edition}"));
            }
            _ => found[edition] = Some((key, text)),
        }
    }
    let wanted = |edition: &Edition| settings.editions.is_empty() || settings.editions.contains(edition);
    let given: Vec<Given> = Edition::ALL
        .into_iter()
        .zip(found.0)
        .filter(|(edition, _)| wanted(edition))
        .filter_map(|(edition, text)| Some((edition, text?.1)))
        .collect();
    if given.len() >= 2 {
        return Ok(given);
    }
    let mut message = "fewer than two editions are there".to_owned();
    if !unknown.is_empty() {
        unknown.truncate(8);
        message.push_str(&format!(", and these keys are not known: {}", unknown.join(", ")));
    }
    Err(message)
}

/// What an edition says; `None` for null.
fn text(key: &str, value: Value, segmented: bool) -> Result<Option<PlainText<'static>>, String> {
    let wrong = || format!("`{key}` is neither a text, a list of texts nor null");
    match value {
        Value::Null => Ok(None),
        Value::String(text) if segmented => {
            Ok(Some(text.lines().map(str::to_owned).collect::<Vec<String>>().into()))
        }
        Value::String(text) => Ok(Some(text.into())),
        Value::Array(blocks) => {
            let own = |block| if let Value::String(text) = block { Some(text) } else { None };
            let blocks: Vec<String> = blocks.into_iter().map(own).collect::<Option<_>>().ok_or_else(wrong)?;
            Ok(Some(if segmented { blocks.into() } else { blocks.join("\n\n").into() }))
        }
        _ => Err(wrong()),
    }
}

/// The text as it reads, to tell its script by.
fn plain(text: &PlainText<'_>) -> String {
    match text {
        PlainText::Page(page) => page.clone().into_owned(),
        PlainText::Sentences(sentences) => sentences.concat(),
    }
}

/// The edition that a key means: `zh_hans`, `zh-CN`, `en_US`. A key such as `en_title` means none.
fn alias(key: &str) -> Option<Tag> {
    let rest = |part: &str| {
        let part = part.to_ascii_lowercase();
        [
            "hans", "hant", "chs", "cht", "latn", "cn", "sg", "my", "tw", "hk", "mo", "us", "gb", "uk", "au",
            "ca",
        ]
        .contains(&part.as_str())
    };
    let mut parts = key.split(['-', '_']);
    let first = parts.next()?.to_ascii_lowercase();
    let known =
        ["en", "eng", "english", "zh", "zho", "cmn", "chs", "cht", "hans", "hant"].contains(&first.as_str());
    (known && parts.all(rest)).then(|| key.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, settings: &Settings) -> Result<Article, String> {
        match read_line(&Line::Text(line.as_bytes().to_vec()), 7, 1000, settings) {
            Ok(Read::Document(article)) => Ok(*article),
            Ok(Read::Record(_)) => Err("a record".to_owned()),
            Err((_, error)) => Err(error.to_string()),
        }
    }

    fn editions(line: &str) -> Vec<Edition> {
        read(line, &Settings::default()).unwrap().present().map(|(edition, _)| edition).collect()
    }

    #[test]
    fn other_names_of_editions_are_taken() {
        use Edition::{En, ZhHans, ZhHant};
        assert_eq!(editions(r#"{"en":"It snows.","zh_hans":"下雪了。"}"#), [En, ZhHans]);
        assert_eq!(editions(r#"{"en_US":"It snows.","zh-TW":["下雪了。"]}"#), [En, ZhHant]);
        assert_eq!(editions(r#"{"translation":{"en":"It snows.","zh-CN":"下雪了。"}}"#), [En, ZhHans]);
        let bare = r#"{"en":"We said so.","zh":"我們說過這個國家的經濟發展會變慢。","en_title":5}"#;
        assert_eq!(editions(bare), [En, ZhHant]);
    }

    #[test]
    fn sentences_may_be_cut_already() {
        let line = r#"{"segmented":true,"en":["It rained. We stayed.","We read."],"zh":["下雨了，我们没走。","我们看书。"]}"#;
        let article = read(line, &Settings::default()).unwrap();
        assert_eq!(article.segments(Edition::En).len(), 2);
        assert_eq!(article.segments(Edition::En)[0].text, "It rained. We stayed.");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let settings = Settings::default();
        let says = |line: &str, what: &str| {
            let error = read(line, &settings).unwrap_err();
            assert!(error.contains(what), "{error}");
        };
        says(r#"{"english_text":"A.","chinese":"一。"}"#, "not known: chinese, english_text");
        says(r#"{"en":"A.","zh-CN":"一。","zh_hans":"二。"}"#, "are both zh-Hans");
        says(r#"{"en":5,"zh":"一。"}"#, "`en` is neither");
        says("[]", "line 7");
        says(r#"{"schema":9,"beads":[]}"#, "schema 9");
    }

    #[test]
    fn the_editions_of_the_settings_hold() {
        let settings = Settings { editions: vec![Edition::En, Edition::ZhHans], ..Settings::default() };
        let article =
            read(r#"{"en":"A cat.","zh-Hans":"一只猫。","zh-Hant":"一隻貓。"}"#, &settings).unwrap();
        assert!(article.editions[Edition::ZhHant].is_none());
    }
}
