//! hunalign's ladder: `src<TAB>tgt<TAB>score`, with the closing rung or, where the texts are there, without.

use super::build::{self, Rung};
use super::{Input, Read, fault};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Article, Edition};

const REMEDY: &str = "a line looks like 3<TAB>4<TAB>0.98";
/// Segment numbers above this are no segment numbers: a line of text stands for that many.
const MAX_INDEX: usize = 1_000_000;

/// Line, source, target, score.
type Step = (usize, usize, usize, Option<f64>);

pub(super) fn read(text: &str, input: &Input<'_>) -> Result<Read> {
    let mut steps: Vec<Step> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let (source, target, score) = parse(line).map_err(|e| fault(input.path, number + 1, e, REMEDY))?;
        if steps.last().is_some_and(|last| source < last.1 || target < last.2) {
            return Err(fault(input.path, number + 1, "the rung goes back", REMEDY));
        }
        steps.push((number + 1, source, target, score));
    }
    let article = match input.texts {
        Some(article) => article.clone(),
        None => numbered(&steps, input),
    };
    let editions: Vec<Edition> = article.present().map(|(edition, _)| edition).collect();
    let [from, to] = editions[..] else {
        return Err(Error::new(ErrorKind::Input, "a ladder is between two texts")
            .at(input.path)
            .remedy("name two of --en, --zh-hans, --zh-hant"));
    };
    let end = (article.segments(from).len(), article.segments(to).len());
    // Without the closing rung the last bead runs to the end of the texts.
    let mut warnings = Vec::new();
    if steps.last().is_none_or(|last| (last.1, last.2) != end) {
        let (a, b) = steps.last().map_or((0, 0), |last| (last.1, last.2));
        if end.0 > a + 1 || end.1 > b + 1 {
            warnings.push(format!(
                "{}: the ladder ends at {a} and {b}, the texts have {} and {} segments: the rest became one bead (is \
                 the file whole?)",
                input.path.display(),
                end.0,
                end.1
            ));
        }
        steps.push((steps.len() + 1, end.0, end.1, None));
    }
    let mut rungs = Vec::new();
    for pair in steps.windows(2) {
        let [(line, a, b, score), (_, c, d, _)] = *pair else { continue };
        let (Some(n), Some(m)) = (c.checked_sub(a), d.checked_sub(b)) else {
            return Err(fault(input.path, line, "the rung is past the end of the texts", REMEDY));
        };
        let mut rung = Rung { confidence: score, ..Rung::default() };
        (rung.lens[from as usize], rung.lens[to as usize]) = (n, m);
        rungs.push(rung);
    }
    let record = build::record(&article, rungs, "ladder", input.path)?;
    Ok(Read { records: vec![record], warnings })
}

/// A score that is no probability, such as hunalign's own, is not kept: nobody computed a confidence.
fn parse(line: &str) -> std::result::Result<(usize, usize, Option<f64>), String> {
    let mut cells = line.split('\t');
    let mut index = || {
        let cell = cells.next().unwrap_or_default();
        let value: Option<usize> = cell.trim().parse().ok().filter(|n| *n <= MAX_INDEX);
        value.ok_or_else(|| format!("'{cell}' is no segment number"))
    };
    let (source, target) = (index()?, index()?);
    let score = match cells.next() {
        None => None,
        Some(cell) => Some(cell.trim().parse::<f64>().map_err(|_| format!("'{cell}' is no score"))?),
    };
    Ok((source, target, score.filter(|p| (0.0..=1.0).contains(p))))
}

fn numbered(steps: &[Step], input: &Input<'_>) -> Article {
    let mut article = Article { id: build::id_of(input.path), ..Article::default() };
    let (source, target) = steps.last().map_or((0, 0), |last| (last.1, last.2));
    for (edition, count) in [(Edition::En, source), (Edition::ZhHans, target)] {
        article.editions[edition] =
            Some(build::edition(edition, "", (0..count).map(|block| (block, String::new()))));
    }
    article
}
