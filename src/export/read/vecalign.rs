//! vecalign's ladder: `[0]:[0, 1]:0.013` a line, two or three editions, the cost optional.

use super::build::{self, Rung};
use super::{Input, Read, fault};
use crate::error::{Error, Result};
use crate::text::{Article, Edition};

const REMEDY: &str = "a line looks like [0]:[0, 1]:0.013";
/// Segment numbers above this are no segment numbers.
const MAX_INDEX: usize = 10_000_000;

pub(super) fn read(text: &str, input: &Input<'_>) -> Result<Read> {
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let parsed = parse(line).map_err(|e| fault(input.path, number + 1, e, REMEDY))?;
        lines.push((number + 1, parsed));
    }
    let sides = lines.first().map_or(2, |(_, (sides, _))| sides.len());
    let article = match input.texts {
        Some(article) => article.clone(),
        None => numbered(&lines, sides, input),
    };
    let editions: Vec<Edition> = article.present().map(|(edition, _)| edition).collect();
    let mut next = [0; 3];
    let mut rungs = Vec::new();
    for (number, (sides, cost)) in lines {
        let wrong = |message: String| -> Error { fault(input.path, number, message, REMEDY) };
        if sides.len() != editions.len() {
            return Err(wrong(format!("{} sides, and {} editions", sides.len(), editions.len())));
        }
        let mut rung = Rung { confidence: cost.map(|c| (-c).exp()), ..Rung::default() };
        for (side, &edition) in sides.iter().zip(&editions) {
            let at = &mut next[edition as usize];
            if side.iter().enumerate().any(|(n, &index)| index != *at + n) {
                return Err(wrong(format!("{edition}: {side:?} does not follow, {at} is next")));
            }
            *at += side.len();
            rung.lens[edition as usize] = side.len();
        }
        rungs.push(rung);
    }
    let record = build::record(&article, rungs, "vecalign", input.path)?;
    Ok(Read { records: vec![record], warnings: Vec::new() })
}

type Line = (Vec<Vec<usize>>, Option<f64>);

fn parse(line: &str) -> std::result::Result<Line, String> {
    let mut sides = Vec::new();
    let mut cost = None;
    for part in line.trim().split(':') {
        if cost.is_some() {
            return Err("something stands after the cost".to_owned());
        }
        match part.trim().strip_prefix('[').and_then(|p| p.strip_suffix(']')) {
            Some(list) => sides.push(indices(list)?),
            None => {
                let value: Option<f64> = part.trim().parse().ok().filter(|c: &f64| *c >= 0.0);
                cost = Some(value.ok_or_else(|| format!("'{part}' is neither a list nor a cost"))?);
            }
        }
    }
    if !(2..=3).contains(&sides.len()) {
        return Err(format!("{} sides where two or three are needed", sides.len()));
    }
    Ok((sides, cost))
}

fn indices(list: &str) -> std::result::Result<Vec<usize>, String> {
    let number = |n: &str| {
        let value: Option<usize> = n.trim().parse().ok().filter(|n| *n < MAX_INDEX);
        value.ok_or_else(|| format!("'{n}' is no segment number"))
    };
    if list.trim().is_empty() { Ok(Vec::new()) } else { list.split(',').map(number).collect() }
}

/// An article with as many empty segments as the ladder speaks of.
fn numbered(lines: &[(usize, Line)], sides: usize, input: &Input<'_>) -> Article {
    let mut article = Article { id: build::id_of(input.path), ..Article::default() };
    for (side, edition) in Edition::ALL.into_iter().enumerate().take(sides) {
        let count = lines.iter().filter_map(|(_, (sides, _))| sides.get(side)).map(Vec::len).sum::<usize>();
        article.editions[edition] =
            Some(build::edition(edition, "", (0..count).map(|block| (block, String::new()))));
    }
    article
}
