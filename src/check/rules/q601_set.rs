use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::{Finding, Place, Sink, Subject, words};
use crate::text::{BlockKind, Edition};

/// A unit of an article and its translation, for comparing articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    english: String,
    finding: Finding,
    chinese: String,
}

impl Said {
    /// The headings of an article and their translations.
    pub fn of(subject: &Subject<'_>) -> Vec<Said> {
        let Some(rule) = super::rule("Q601") else { return Vec::new() };
        let mut out = Vec::new();
        for edition in subject.aligned_chinese() {
            for bead in &subject.ladder.beads {
                let heading = |e: Edition| matches!(subject.segments(bead, e), [one] if matches!(one.kind, BlockKind::Heading(_)));
                if heading(Edition::En) && heading(edition) {
                    let mut sink = Sink::new(subject, rule);
                    sink.bead(edition, bead, String::new());
                    let english = words::plain(&subject.text(bead, Edition::En));
                    let chinese = subject.text(bead, edition);
                    let found = sink.finish().into_iter();
                    out.extend(found.map(|finding| Said {
                        english: english.clone(),
                        finding,
                        chinese: chinese.clone(),
                    }));
                }
            }
        }
        out
    }
}

/// Headings that are translated in several ways in one set: those that are not the most common way.
pub fn inconsistent(all: &[Said]) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, Option<Edition>), Vec<&Said>> = BTreeMap::new();
    for said in all {
        groups.entry((&said.english, said.finding.edition)).or_default().push(said);
    }
    let mut out = Vec::new();
    for group in groups.into_values() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for said in &group {
            *counts.entry(&said.chinese).or_default() += 1;
        }
        let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count).filter(|_| counts.len() > 1)
        else {
            continue;
        };
        for said in group.iter().filter(|said| said.chinese != **usual) {
            let first: Option<&Place> = group.iter().find(|s| s.chinese == **usual).map(|s| &s.finding.place);
            let at = first.map_or(String::new(), |place| format!(" in {}", place.path));
            let message = format!("“{}” is “{usual}”{at}", words::short(&said.english, 60));
            out.push(Finding { message, ..said.finding.clone() });
        }
    }
    out
}
