//! Human work that is kept when an article is aligned again.

use std::collections::HashMap;

use super::between::between;
use crate::align::Aligner;
use crate::bead::Run;
use crate::config::Settings;
use crate::error::Result;
use crate::review::outlive::{Carried, carry};
use crate::review::{Base, Conflict, State};
use crate::text::Article;

/// What became of the human work on an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The article.
    pub article: String,
    /// Beads that stand where they stood.
    pub kept: usize,
    /// Beads that moved with their text.
    pub moved: usize,
    /// What could not be kept, a line each.
    pub conflicts: Vec<String>,
}

/// A new base for an article that changed, with the human work that could be kept.
pub(super) fn rebase(
    state: &State,
    article: Article,
    settings: &Settings,
    aligner: &Aligner,
    signature: &str,
) -> Result<(Base, Kept)> {
    let Carried { beads, hands, texts, kept, moved, conflicts } = carry(state, &article);
    let owners: HashMap<[Run; 3], _> = beads.iter().map(|bead| bead.runs.0).zip(hands).collect();
    let beads = between(&texts.article(&article), &beads, aligner, settings.low_confidence)?;
    let hands = beads.iter().map(|bead| owners.get(&bead.runs.0).cloned().flatten()).collect();
    let lines = open_conflicts(&conflicts);
    let report = Kept { article: article.id.clone(), kept, moved, conflicts: lines };
    let base = Base::new(article, beads, conflicts, signature.to_owned());
    Ok((Base { texts, hands, ..base }, report))
}

/// Conflicts that nobody dismissed, a line each.
pub(super) fn open_conflicts(conflicts: &[Conflict]) -> Vec<String> {
    conflicts.iter().filter(|conflict| !conflict.dismissed).map(describe).collect()
}

fn describe(conflict: &Conflict) -> String {
    let text = conflict.texts.iter().flatten().next().map_or("", String::as_str);
    let start: String = text.chars().take(40).collect();
    let note = if conflict.note.is_empty() { String::new() } else { format!(", note '{}'", conflict.note) };
    format!("{} bead '{start}…'{note}: {}", conflict.status.as_str(), conflict.reason)
}
