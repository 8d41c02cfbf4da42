//! Pairs become articles: the best first, each file in one article, each edition once (competitive linking, Melamed 2000).

use super::Document;
use super::score::{Link, Match};
use crate::text::PerEdition;

/// Pairs below this score are none.
const LEAST: f32 = 0.13;
/// Pairs below this score are doubtful, and none where a third file is half as good.
const SURE: f32 = 0.22;
const WEAK_RIVAL: f32 = 0.5;
/// Where a third file is as good as this share of the score, the pair is doubtful.
const RIVAL: f32 = 0.75;

/// Documents that are one article.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub files: PerEdition<Option<usize>>,
    pub score: f32,
    pub doubts: Vec<String>,
}

/// The articles that pairs make.
pub(super) fn groups(documents: &[Document], links: &[Link]) -> Vec<Group> {
    let mut order: Vec<&Link> = links.iter().filter(|(_, _, found)| is_pair(found)).collect();
    let key = |link: &Link| (&documents[link.0].path, &documents[link.1].path);
    order.sort_by(|a, b| b.2.score.total_cmp(&a.2.score).then_with(|| key(a).cmp(&key(b))));
    let mut groups: Vec<Option<Group>> = Vec::new();
    let mut of: Vec<Option<usize>> = vec![None; documents.len()];
    for (a, b, found) in order {
        let (left, right) =
            (at(&mut groups, &mut of, documents, *a), at(&mut groups, &mut of, documents, *b));
        if left == right {
            continue;
        }
        let [Some(one), Some(other)] = [left, right].map(|at| groups[at].clone()) else { continue };
        if one.files.iter().any(|(edition, file)| file.is_some() && other.files[edition].is_some()) {
            continue;
        }
        let merged = join(one, other, found, documents, (*a, *b));
        merged.files.0.iter().flatten().for_each(|&file| of[file] = Some(left));
        groups[left] = Some(merged);
        groups[right] = None;
    }
    groups.into_iter().flatten().filter(|group| group.files.0.iter().flatten().count() > 1).collect()
}

fn is_pair(found: &Match) -> bool {
    found.score >= SURE || found.score >= LEAST && found.rival <= found.score * WEAK_RIVAL
}

/// The group of a document, made where it has none.
fn at(
    groups: &mut Vec<Option<Group>>,
    of: &mut [Option<usize>],
    documents: &[Document],
    own: usize,
) -> usize {
    if let Some(at) = of[own] {
        return at;
    }
    let mut group = Group { score: 1.0, ..Group::default() };
    group.files[documents[own].edition] = Some(own);
    groups.push(Some(group));
    of[own] = Some(groups.len() - 1);
    groups.len() - 1
}

fn join(one: Group, other: Group, found: &Match, documents: &[Document], (a, b): (usize, usize)) -> Group {
    let mut out = Group {
        files: one.files.map(|edition, file| file.or(other.files[edition])),
        score: one.score.min(other.score).min(found.score),
        doubts: one.doubts,
    };
    out.doubts.extend(other.doubts);
    let names = format!("{} and {}", documents[a].edition, documents[b].edition);
    if found.score < SURE {
        out.doubts.push(format!("{names} say little that is alike"));
    }
    if found.rival > found.score * RIVAL {
        out.doubts.push(format!("{names}: another file is nearly as good"));
    }
    out
}
