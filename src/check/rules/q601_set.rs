use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::{Finding, Sink, Subject, words};
use crate::config::RuleLevel;
use crate::text::{BlockKind, Edition, Segment};

/// A unit of an article and its translation, for comparing articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    english: String,
    finding: Finding,
    chinese: String,
}

impl Said {
    /// The headings of an article and their translations; the sentences too where the settings name the rule.
    pub fn of(subject: &Subject<'_>) -> Vec<Said> {
        let Some(rule) = super::rule("Q601") else { return Vec::new() };
        let mut out = Vec::new();
        for edition in subject.aligned_chinese() {
            let path = subject.pages[edition].as_ref().map_or("", |page| &page.path);
            let asked = subject.settings.of("Q601", path);
            if asked == Some(RuleLevel::Off) {
                continue;
            }
            for bead in &subject.ladder.beads {
                let heading = match (subject.segments(bead, Edition::En), subject.segments(bead, edition)) {
                    ([en], [zh]) => is_heading(en) && is_heading(zh),
                    _ => continue,
                };
                let english = words::plain(&subject.text(bead, Edition::En));
                let sentence = asked.is_some() && english.split(' ').count() >= WORDS;
                if english.is_empty() || !(heading || sentence) {
                    continue;
                }
                let mut sink = Sink::new(subject, rule.about());
                sink.bead(edition, bead, String::new());
                let found = sink.finish().into_iter().filter(|finding| !subject.disabled(finding));
                let chinese = subject.text(bead, edition);
                // Still English: C110 says so.
                if words::han(&chinese) == 0 {
                    continue;
                }
                out.extend(found.map(|finding| Said {
                    english: english.clone(),
                    finding,
                    chinese: chinese.clone(),
                }));
            }
        }
        out
    }
}

/// Sentences of fewer words (“Yes.”) depend on what is around them.
const WORDS: usize = 4;

fn is_heading(segment: &Segment) -> bool {
    matches!(segment.kind, BlockKind::Heading(_))
}

/// A rendering by which others are known to be the same: 文章 and 文章 Essay are one.
fn way(said: &Said) -> String {
    let plain = words::plain(&said.chinese);
    let english = said.english.as_str();
    let rest = plain.strip_suffix(english).or_else(|| plain.strip_prefix(english)).map(str::trim);
    rest.filter(|rest| !rest.is_empty()).map_or_else(|| plain.clone(), str::to_owned)
}

/// Units that are translated in several ways in one set: those that are not the most common way (of two that are as
/// common, the one that comes first is). Punctuation and spaces do not count.
pub fn inconsistent(all: &[Said]) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, Option<Edition>), Vec<&Said>> = BTreeMap::new();
    for said in all {
        groups.entry((&said.english, said.finding.edition)).or_default().push(said);
    }
    let mut out = Vec::new();
    for group in groups.into_values() {
        let ways: Vec<String> = group.iter().map(|said| way(said)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        ways.iter().for_each(|way| *counts.entry(way).or_default() += 1);
        let most = counts.values().max().copied().unwrap_or(0);
        let Some(first) = ways.iter().position(|way| counts[way.as_str()] == most) else { continue };
        let usual = group[first];
        for (said, _) in group.iter().zip(&ways).filter(|(_, way)| **way != ways[first]) {
            let english = said.finding.related.first().map_or(&said.english, |related| &related.message);
            let message = format!(
                "“{}” is “{}” in {}",
                words::short(english, 60),
                words::short(&usual.chinese, 60),
                usual.finding.place.path
            );
            out.push(Finding { message, ..said.finding.clone() });
        }
    }
    out
}
