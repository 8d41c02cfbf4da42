//! The dot plot of two editions: a box for each bead, from the first segment to the last.

use super::super::Record;
use super::super::pairs::Pair;
use super::shade::shade;
use super::words::{name, say};

/// The plot with its caption.
pub(super) fn figure(record: &Record, (a, b): Pair) -> String {
    let count = |edition| {
        record.editions[edition].as_ref().map_or(0, |e: &super::super::EditionRecord| e.segments.len())
    };
    let (width, height) = (count(a).max(1), count(b).max(1));
    let mut out = format!(
        "<figure><svg viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" role=\"img\">\
         <title>Rows of {} (left to right) and {} (top to bottom)</title>\n",
        name(a)[0],
        name(b)[0]
    );
    let (mut x, mut y) = (0, 0);
    for bead in &record.beads {
        let (w, h) = (bead.indices(a).len(), bead.indices(b).len());
        if w + h > 0 {
            // A null bead is a line as thick as a third of a segment.
            let (class, wide, high) = match (w, h) {
                (0, _) => ("gap", 0.3, h as f64),
                (_, 0) => ("gap", w as f64, 0.3),
                _ => (shade(bead.confidence), w as f64, h as f64),
            };
            out.push_str(&format!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"/>"
            ));
        }
        x += w;
        y += h;
    }
    out.push_str(&format!("</svg><figcaption>{} → {}</figcaption></figure>\n", say(name(a)), say(name(b))));
    out
}
