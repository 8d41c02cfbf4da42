//! What follows “…。”他说， : an indirect statement, which is a sentence of its own, or the manner of speaking.

use super::words;

/// The fewest ideographs of a clause that can be a statement.
const SHORTEST: usize = 5;

/// Whether a statement of its own follows the `clause` that says who spoke; `rest` is what stands after its comma.
pub(super) fn follows(clause: &str, rest: &str) -> bool {
    let rest = rest.trim_start();
    let first =
        rest.chars().take(40).take_while(|c| !super::marks::is_mark(*c) && !super::marks::continues(*c));
    words::STATES.iter().any(|verb| clause.ends_with(verb))
        && !words::MANNER.iter().any(|word| rest.starts_with(word))
        && first.filter(|c| crate::segment::chars::is_han(*c)).count() >= SHORTEST
        && !rest.starts_with(['“', '「', '『', '"', '—'])
}
