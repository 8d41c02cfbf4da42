//! Evidence in words that a translator understands.

use super::bilingual::Bilingual;
use super::{Candidate, Evidence};

/// What each source says for (above 0) or against (below 0) a bead, in log odds, strongest first.
pub fn contributions(evidence: &Bilingual, weights: &[f32], bead: Candidate) -> Vec<(&'static str, f32)> {
    let names = Bilingual::names();
    let mut values = vec![0.0; names.len()];
    evidence.values(bead, &mut values);
    let mut sums: Vec<(&'static str, f32)> = Vec::new();
    let (plain, holed) = weights.split_at(names.len().min(weights.len()));
    let gaps = evidence.gaps(bead);
    let weights = plain.iter().zip(holed).map(|(w, h)| w + gaps * h);
    for ((name, value), weight) in names.iter().zip(&values).zip(weights) {
        let source = name.split(':').next().unwrap_or(name);
        match sums.iter_mut().find(|(known, _)| *known == source) {
            Some((_, sum)) => *sum += value * weight,
            None => sums.push((source, value * weight)),
        }
    }
    sums.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    sums
}

/// What a source of evidence is about, in one line.
pub fn describe(source: &str) -> &'static str {
    match source {
        "shape" => "how many sentences meet how many",
        "length" => "how well the lengths fit",
        "lexicon" => "words and numbers that render each other",
        "neighbour" => "what the sentences just before and after would add",
        "weakest" => "whether every sentence of the bead has its counterpart",
        "end" => "the marks the sentences end in",
        "quotes" => "quotation marks opened and closed",
        "paragraph" => "paragraphs, headings and list numbers",
        "pivot" => "what English says of both Chinese editions",
        "vectors" => "closeness in meaning",
        _ => "other evidence",
    }
}

impl Bilingual {
    /// The pairs of words of a bead that render each other, surest first: English stem, Chinese word, weight 0 to 1.
    pub fn rendered(&self, bead: Candidate) -> Vec<(String, String, f32)> {
        let pair = self.pair();
        let mut found: Vec<(String, String, f32)> = Vec::new();
        for chinese in pair.types_of(1, bead.columns) {
            for rendering in pair.renderings(chinese) {
                if pair.types_of(0, bead.rows).any(|ty| ty == rendering.en) && rendering.soft >= 0.15 {
                    let text =
                        |side: usize, ty: u32| pair.type_text(side, ty).trim_start_matches('#').to_owned();
                    found.push((text(0, rendering.en), text(1, chinese), rendering.soft));
                }
            }
        }
        found.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.cmp_texts(b)));
        found.dedup();
        found
    }
}

trait CompareTexts {
    fn cmp_texts(&self, other: &Self) -> std::cmp::Ordering;
}

impl CompareTexts for (String, String, f32) {
    fn cmp_texts(&self, other: &Self) -> std::cmp::Ordering {
        (&self.0, &self.1).cmp(&(&other.0, &other.1))
    }
}
