//! The shade of a bead.

/// How sure a bead is, as one of five shades.
pub(super) fn shade(confidence: Option<f64>) -> &'static str {
    match confidence {
        Some(p) if p < 0.3 => "p0",
        Some(p) if p < 0.5 => "p1",
        Some(p) if p < 0.8 => "p2",
        Some(p) if p < 0.95 => "p3",
        _ => "p4",
    }
}
