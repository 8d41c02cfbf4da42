//! An article as it is stored with a base.

use serde::{Deserialize, Serialize};

use super::rewrite::{Pieces, Texts};
use crate::text::{Article, Edition, EditionText, PerEdition, Segment};

/// An edition as it is stored with a base: enough to find its segments again.
#[derive(Serialize, Deserialize)]
struct Text {
    tag: String,
    path: String,
    sha256: String,
    segments: Vec<String>,
    /// What people had corrected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    edited: Vec<Pieces>,
}

pub(super) fn encode_article(article: &Article, texts: &Texts) -> String {
    let mut pieces = texts.pieces(article);
    let mut text = |edition: Edition, text: &EditionText| Text {
        tag: text.tag.clone(),
        path: text.path.clone(),
        sha256: text.sha256.clone(),
        segments: text.segments.iter().map(|s| s.text.clone()).collect(),
        edited: std::mem::take(&mut pieces[edition]),
    };
    let all = Edition::ALL.map(|e| article.editions[e].as_ref().map(|edition| text(e, edition)));
    // cannot fail: strings and numbers only
    serde_json::to_string(&all).unwrap_or_default()
}

pub(super) fn decode_article(id: &str, json: &str) -> Result<(Article, Texts), String> {
    let mut texts: [Option<Text>; 3] = serde_json::from_str(json).map_err(|e| e.to_string())?;
    let pieces =
        texts.each_mut().map(|t| t.as_mut().map(|t| std::mem::take(&mut t.edited)).unwrap_or_default());
    let segment = |text: String| Segment { text, ..Segment::default() };
    let edition = |text: Text| EditionText {
        tag: text.tag,
        path: text.path,
        sha256: text.sha256,
        segments: text.segments.into_iter().map(segment).collect(),
        ..EditionText::default()
    };
    let article = Article { id: id.to_owned(), editions: PerEdition(texts.map(|text| text.map(edition))) };
    let edited = Texts::with(&article, PerEdition(pieces))?;
    Ok((article, edited))
}
