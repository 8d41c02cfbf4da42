//! Articles that are not found in a folder: named files, and texts that come without a file.

use std::borrow::Cow;
use std::path::Path;

use super::pages::{check_length, clean_and_cut};
use super::{Job, Settings, prepare};
use crate::error::{Error, ErrorKind, Result};
use crate::read::{self, ReadOptions};
use crate::text::{Article, BlockKind, Edition, EditionText, Role, Segment, Span, Tag, sha256};

/// The article of a job, read and cut, and what a person should know.
///
/// # Errors
/// The first edition that cannot be read; `Input` where fewer than two are left.
pub fn article(job: &Job, settings: &Settings) -> Result<(Article, Vec<String>)> {
    let mut warnings = Vec::new();
    prepare(job, settings, &mut warnings).map(|article| (article, warnings))
}

/// The text of an edition that comes without a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlainText<'a> {
    /// A page of plain text, to be cleaned and cut: blank lines part its paragraphs.
    Page(Cow<'a, str>),
    /// Sentences that are cut already; each becomes a segment as it stands, an empty one too.
    Sentences(Vec<Cow<'a, str>>),
}

impl<'a> From<&'a str> for PlainText<'a> {
    fn from(page: &'a str) -> Self {
        PlainText::Page(page.into())
    }
}

impl From<String> for PlainText<'_> {
    fn from(page: String) -> Self {
        PlainText::Page(page.into())
    }
}

impl<'a, S: Into<Cow<'a, str>>> From<Vec<S>> for PlainText<'a> {
    fn from(sentences: Vec<S>) -> Self {
        PlainText::Sentences(sentences.into_iter().map(Into::into).collect())
    }
}

impl<'a, S: AsRef<str>> From<&'a [S]> for PlainText<'a> {
    fn from(sentences: &'a [S]) -> Self {
        PlainText::Sentences(sentences.iter().map(|s| s.as_ref().into()).collect())
    }
}

impl Article {
    /// An article from texts, without a file: pages of plain text, or sentences already cut.
    ///
    /// ```
    /// use trialign::pipeline::PlainText;
    /// use trialign::text::{Article, Edition};
    ///
    /// let article = Article::of_texts("rain", [
    ///     (Edition::En, PlainText::from("It rained. We stayed.")),
    ///     (Edition::ZhHant, vec!["下雨了。", "我們留了下來。"].into()),
    /// ])?;
    /// assert_eq!(article.segments(Edition::En).len(), 2);
    /// assert_eq!(article.segments(Edition::ZhHant)[1].text, "我們留了下來。");
    /// # Ok::<(), trialign::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Input` where fewer than two editions are given, one is given twice, or one is empty or too long.
    pub fn of_texts<'a, T: Into<PlainText<'a>>>(
        id: &str,
        texts: impl IntoIterator<Item = (Edition, T)>,
    ) -> Result<Article> {
        Article::of_texts_with(id, texts, &Settings::default())
    }

    /// As [`Article::of_texts`], with the limits and the cleaning that `settings` ask for.
    ///
    /// # Errors
    /// As [`Article::of_texts`].
    pub fn of_texts_with<'a, T: Into<PlainText<'a>>>(
        id: &str,
        texts: impl IntoIterator<Item = (Edition, T)>,
        settings: &Settings,
    ) -> Result<Article> {
        let mut article = Article { id: id.to_owned(), ..Article::default() };
        for (edition, text) in texts {
            let read = edition_of(edition, &text.into(), settings)?;
            if article.editions[edition].replace(read).is_some() {
                return Err(Error::new(ErrorKind::Input, format!("{id}: the {edition} text is given twice"))
                    .remedy("give each edition once"));
            }
        }
        if article.present().count() < 2 {
            return Err(Error::new(ErrorKind::Input, format!("{id}: fewer than two editions are there"))
                .remedy("give at least two of en, zh-Hans and zh-Hant"));
        }
        Ok(article)
    }
}

/// An edition given as text. Its path is unknown, so empty.
fn edition_of(edition: Edition, text: &PlainText<'_>, settings: &Settings) -> Result<EditionText> {
    let name = Path::new(edition.as_str());
    let text = match text {
        PlainText::Page(page) => page_of(edition, page, settings)?,
        PlainText::Sentences(sentences) => sentences_of(edition, sentences),
    };
    check_length(&text, settings).map_err(|e| e.at(name))?;
    if text.segments.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no text is left after page furniture is taken off")
            .at(name)
            .remedy("give it a text, or leave the edition out"));
    }
    Ok(text)
}

/// Read as plain text, cleaned and cut.
fn page_of(edition: Edition, page: &str, settings: &Settings) -> Result<EditionText> {
    let options = ReadOptions {
        encoding: Some("utf-8".into()),
        max_bytes: settings.max_bytes,
        ..ReadOptions::default()
    };
    let mut source =
        read::read_bytes(page.as_bytes(), Path::new(edition.as_str()), read::Format::Text, &options)?;
    Ok(clean_and_cut(&mut source, &Tag::from(edition), settings))
}

/// Each sentence a block and a segment of its own; spans point into the sentences put one a line.
fn sentences_of(edition: Edition, sentences: &[Cow<'_, str>]) -> EditionText {
    let mut start = 0;
    let segment = |(block, sentence): (usize, &Cow<'_, str>)| {
        let span = Span::new(start, start + sentence.len());
        start = span.end + 1;
        let (kind, role) = (BlockKind::Paragraph, Role::Body);
        Segment { text: sentence.clone().into_owned(), block, kind, role, span, place: None, source: None }
    };
    EditionText {
        tag: Tag::from(edition).to_string(),
        sha256: sha256(sentences.join("\n").as_bytes()),
        encoding: "UTF-8".to_owned(),
        segmented: true,
        segments: sentences.iter().enumerate().map(segment).collect(),
        ..EditionText::default()
    }
}
