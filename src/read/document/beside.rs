//! Documents that hold editions side by side: a table with a column an edition.

use super::super::columns::{Columns, columns};
use super::Document;
use crate::text::{Block, BlockKind, Edition, PerEdition};

/// A table of a document: its cells by row and column, and what tells which columns are editions.
struct Grid {
    number: usize,
    rows: Vec<Vec<String>>,
    columns: Option<Columns>,
}

/// Which editions a document holds as columns of tables; none where it is a text with a table in it.
pub(super) fn editions(document: &Document) -> PerEdition<bool> {
    there(&grids(document))
}

fn there(grids: &[Grid]) -> PerEdition<bool> {
    let mut out = PerEdition([false; 3]);
    for grid in grids {
        for edition in Edition::ALL {
            out[edition] |= grid.columns.as_ref().is_some_and(|columns| columns.of[edition].is_some());
        }
    }
    out
}

/// Leaves only the column of an edition, where the document has one.
pub(super) fn only(document: &mut Document, edition: Edition) {
    let grids = grids(document);
    let there = there(&grids);
    if !there[edition] {
        return;
    }
    let column = |number: usize| {
        let columns = grids.iter().find(|grid| grid.number == number)?.columns.as_ref()?;
        Some((columns.of[edition]?, columns.first))
    };
    let is_own = |block: &Block| {
        cell(document, block).is_some_and(|[table, row, at]| {
            column(table).is_some_and(|(column, first)| column == at && row >= first)
        })
    };
    let (own, rest): (Vec<Block>, Vec<Block>) = document.blocks.iter().cloned().partition(is_own);
    // Said once a file, by its first edition.
    if Edition::ALL.iter().find(|e| there[**e]) == Some(&edition) {
        let outside = |block: &&Block| cell(document, block).is_none() && !block.role.is_furniture();
        let mut outside = rest.iter().filter(outside);
        if let Some(first) = outside.next() {
            let start: String = first.text.chars().take(40).collect();
            let count = outside.count() + 1;
            let warning = format!(
                "the document is a table with a column an edition; outside of it {count} paragraphs are left out, the first: {start}"
            );
            document.warnings.push(warning);
        }
    }
    document.blocks = own;
}

/// The tables of a document where at least two of their columns are editions and most of the text is in them.
fn grids(document: &Document) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    for block in &document.blocks {
        let Some([number, row, column]) = cell(document, block) else { continue };
        let at = grids.iter().position(|grid| grid.number == number).unwrap_or_else(|| {
            grids.push(Grid { number, rows: Vec::new(), columns: None });
            grids.len() - 1
        });
        let rows = &mut grids[at].rows;
        rows.resize(rows.len().max(row + 1), Vec::new());
        let cells = &mut rows[row];
        cells.resize(cells.len().max(column + 1), String::new());
        if !cells[column].is_empty() {
            cells[column].push('\n');
        }
        cells[column].push_str(&block.text);
    }
    grids.iter_mut().for_each(|grid| grid.columns = columns(&grid.rows).filter(|found| found.count() > 1));
    grids.retain(|grid| grid.columns.is_some());
    let size = |text: &str| text.chars().count();
    let inside: usize = grids.iter().flat_map(|grid| &grid.rows).flatten().map(|cell| size(cell)).sum();
    let body = document.blocks.iter().filter(|block| !block.role.is_furniture());
    let all: usize = body.map(|block| size(&block.text)).sum();
    if inside * 2 < all { Vec::new() } else { grids }
}

/// Table (from 1), row and column (from 0) of a block.
fn cell(document: &Document, block: &Block) -> Option<[usize; 3]> {
    if !matches!(block.kind, BlockKind::TableCell | BlockKind::Heading(_)) {
        return None;
    }
    let start = block.offsets.span(0..block.text.len().min(1)).start;
    let next = document.places.partition_point(|(at, _)| *at <= start);
    let (_, place) = document.places.get(next.checked_sub(1)?)?;
    let (table, rest) = place.strip_prefix("table ")?.split_once(", row ")?;
    let (row, column) = rest.split_once(", column ")?;
    let from_one = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
    Some([table.parse().ok()?, from_one(row)?, from_one(column)?])
}
