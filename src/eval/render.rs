//! The report as plain tables.

use std::fmt::Write;

use super::{Interval, Report, SetReport};

/// Shapes listed a set; the rest is summed up.
const SHAPES: usize = 12;

/// The report as text: scores of all sets, then shapes and reliability of each.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    let all: Vec<&SetReport> = report.sets.iter().chain(&report.total).collect();
    let named = all.iter().copied().chain(report.groups.iter().flat_map(|group| &group.sets));
    let wide = named.map(|set| set.name.chars().count()).max().unwrap_or(0).max(3);
    table(&mut out, "set", all.iter().copied(), wide);
    for group in &report.groups {
        line(&mut out, format_args!(""));
        table(&mut out, group.by, &group.sets, wide);
    }
    for set in report.total.as_ref().map_or(&all[..], |_| &all[all.len() - 1..]) {
        details(&mut out, set);
    }
    line(&mut out, format_args!("\n{}", report.signature));
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // cannot fail: writing to a String
    let _ = writeln!(out, "{text}");
}

fn table<'a>(out: &mut String, of: &str, sets: impl IntoIterator<Item = &'a SetReport>, wide: usize) {
    line(
        out,
        format_args!(
            "{of:wide$}  articles   gold  system  strict P      R     F1  [95 %]          lax P      R     F1    ECE  cover99"
        ),
    );
    for set in sets {
        scores(out, set, wide);
    }
}

fn scores(out: &mut String, set: &SetReport, wide: usize) {
    let (s, l) = (set.strict, set.lax);
    let Interval { low, high } = set.intervals.strict_f1;
    let (ece, cover) = match &set.calibration {
        Some(c) => (format!("{:.3}", c.ece), format!("{:.3}", c.coverage_99)),
        None => ("-".into(), "-".into()),
    };
    line(
        out,
        format_args!(
            "{:wide$}  {:8}  {:5}  {:6}     {:.3}  {:.3}  {:.3}  [{low:.3}, {high:.3}]  {:.3}  {:.3}  {:.3}  {ece:>5}  {cover:>7}",
            set.name,
            set.articles,
            set.gold,
            set.system,
            s.precision,
            s.recall,
            s.f1,
            l.precision,
            l.recall,
            l.f1
        ),
    );
}

fn details(out: &mut String, set: &SetReport) {
    line(out, format_args!("\n{}: beads by shape\nshape    gold   found  system   right", set.name));
    for shape in set.shapes.iter().take(SHAPES) {
        let (name, gold, found) = (&shape.shape, shape.gold, shape.found);
        line(out, format_args!("{name:7} {gold:5}   {found:5}   {:5}   {:5}", shape.system, shape.right));
    }
    if let Some(more) = set.shapes.get(SHAPES..).filter(|more| !more.is_empty()) {
        let sum = |f: fn(&super::ShapeScore) -> usize| more.iter().map(f).sum::<usize>();
        let (gold, found) = (sum(|s| s.gold), sum(|s| s.found));
        let (system, right) = (sum(|s| s.system), sum(|s| s.right));
        line(out, format_args!("others  {gold:5}   {found:5}   {system:5}   {right:5}"));
    }
    if set.debatable.gold > 0 {
        let (gold, found) = (set.debatable.gold, set.debatable.found);
        line(out, format_args!("debatable rows, in no figure above: {gold}, found as in gold: {found}"));
    }
    let Some(calibration) = &set.calibration else { return };
    line(out, format_args!("\n{}: reliability\nconfidence   beads  predicted  observed", set.name));
    for bin in calibration.bins.iter().filter(|bin| bin.count > 0) {
        let (predicted, observed) = (bin.predicted.unwrap_or_default(), bin.observed.unwrap_or_default());
        line(
            out,
            format_args!(
                "{:.1} to {:.1}   {:5}      {predicted:.3}     {observed:.3}",
                bin.low, bin.high, bin.count
            ),
        );
    }
    let spread = |interval: Option<Interval>| {
        interval.map_or(String::new(), |i| format!(" [{:.3}, {:.3}]", i.low, i.high))
    };
    line(out, format_args!("expected calibration error {:.3}{}", calibration.ece, spread(set.intervals.ece)));
    line(out, format_args!("the same without what is luck {:.3}", calibration.ece_debiased));
    line(
        out,
        format_args!(
            "coverage at 99 % precision {:.3}{}",
            calibration.coverage_99,
            spread(set.intervals.coverage_99)
        ),
    );
}
