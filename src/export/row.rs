//! One row of the translators' sheet, the same for CSV and TSV.

use crate::bead::{self, Status};
use crate::text::{Edition, PerEdition};

use super::{BeadRecord, EditionRecord, Record};

/// The sheet's columns, in order.
pub const COLUMNS: [&str; 13] = [
    "bead_id",
    "article",
    "row",
    "n_en",
    "n_hans",
    "n_hant",
    "en",
    "zh_hans",
    "zh_hant",
    "confidence",
    "status",
    "flags",
    "note",
];

/// The further column that says what a row was made from, where a person's changes will come back: [`Row::base`].
pub const BASE: &str = "base";

/// The further column of what the two Chinese editions say otherwise: [`Row::differences`].
pub const DIFFERENCES: &str = "differences";

/// One bead as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// The bead's id.
    pub bead_id: &'a str,
    /// The article's id.
    pub article: &'a str,
    /// Position in the article, from 1.
    pub row: usize,
    /// Segments and joined text of each edition that is there; an omission has 0 and an empty text.
    pub texts: PerEdition<Option<(usize, String)>>,
    /// Three decimals, empty where nobody computed it.
    pub confidence: String,
    /// The status.
    pub status: Status,
    /// Flags, joined by spaces.
    pub flags: String,
    /// The reviewer's note.
    pub note: &'a str,
    /// What the two Chinese editions say otherwise: `软件／軟體；5／6`.
    pub differences: String,
}

impl<'a> Row<'a> {
    /// The rows of an article.
    pub fn of(record: &'a Record) -> impl Iterator<Item = Row<'a>> {
        record.beads.iter().enumerate().map(move |(index, bead)| Row {
            bead_id: &bead.id,
            article: &record.article,
            row: index + 1,
            texts: record.editions.map(|edition, text| Some(cell(edition, text.as_ref()?, bead))),
            confidence: bead.confidence.map(|p| format!("{p:.3}")).unwrap_or_default(),
            status: bead.status,
            flags: bead.flags.join(" "),
            note: &bead.note,
            differences: {
                let said = |text: &'a str| if text.is_empty() { "–" } else { text };
                let pair = |(hans, hant): &'a (String, String)| format!("{}／{}", said(hans), said(hant));
                bead.differences.iter().map(pair).collect::<Vec<_>>().join("；")
            },
        })
    }

    /// What a person had decided when the row was written; see [`bead::decided`].
    pub fn base(&self) -> String {
        bead::decided(self.status, self.note)
    }

    /// The cells in the order of [`COLUMNS`]; each text goes through `text` on its way.
    pub fn cells(&self, text: impl Fn(&str) -> String) -> [String; 13] {
        let count = |e| self.texts[e].as_ref().map(|(n, _)| n.to_string()).unwrap_or_default();
        let words = |e| self.texts[e].as_ref().map(|(_, t)| text(t)).unwrap_or_default();
        let [en, hans, hant] = Edition::ALL;
        [
            text(self.bead_id),
            text(self.article),
            self.row.to_string(),
            count(en),
            count(hans),
            count(hant),
            words(en),
            words(hans),
            words(hant),
            self.confidence.clone(),
            self.status.as_str().to_owned(),
            text(&self.flags),
            text(self.note),
        ]
    }
}

fn cell(edition: Edition, text: &EditionRecord, bead: &BeadRecord) -> (usize, String) {
    let indices = bead.indices(edition);
    let segments = indices.iter().filter_map(|&i| text.segments.get(i)).map(|s| s.text.as_str());
    (indices.len(), join_segments(edition, segments))
}

/// Joins segments into running text: a space in English; none in Chinese, unless Latin meets Latin.
///
/// ```
/// use trialign::{export::join_segments, text::Edition};
/// assert_eq!(join_segments(Edition::En, ["One.", "Two."]), "One. Two.");
/// assert_eq!(join_segments(Edition::ZhHans, ["一。", "二。"]), "一。二。");
/// assert_eq!(join_segments(Edition::ZhHans, ["见 a.b", "C 语言"]), "见 a.b C 语言");
/// ```
pub fn join_segments<'a>(edition: Edition, segments: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for segment in segments.into_iter().filter(|s| !s.is_empty()) {
        let latin = out.ends_with(|c: char| c.is_ascii()) && segment.starts_with(|c: char| c.is_ascii());
        if !out.is_empty() && (!edition.is_chinese() || latin) {
            out.push(' ');
        }
        out.push_str(segment);
    }
    out
}
