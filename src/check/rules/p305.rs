use super::super::Page;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition, MarkKind, Role};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("P305"),
    name: "markup",
    level: Level::Warning,
    on: true,
    what: "headings, images or footnotes differ in count or level (links: P303; a note where the translation has more)",
    why: "A picture or a note is missing, or the table of contents has another shape.",
    example: "A heading of level 2 has become one of level 3.",
    remedy: "compare the markup of the two files",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some(english) = &subject.pages[Edition::En] else { return };
    for edition in subject.aligned_chinese() {
        let Some(page) = &subject.pages[edition] else { continue };
        levels(subject, edition, sink);
        let here = Counts::of(page);
        for ((name, a), (_, b)) in Counts::of(english).0.into_iter().zip(here.0) {
            // Headings that are missing are told by C104 and C105.
            if a != b {
                let finding = sink.file(edition, format!("{a} {name} in the English, {b} here"));
                // A translator's note has its own.
                if a < b {
                    finding.at_level(Level::Note);
                }
            }
        }
    }
}

/// Headings that differ by as many levels and are told one by one.
const MOST: usize = 3;

/// Headings that are translated as headings of another level.
fn levels(subject: &Subject<'_>, edition: Edition, sink: &mut Sink<'_>) {
    // Where all headings stand higher or lower by the same, the page has one difference.
    let mut shifted: std::collections::BTreeMap<i16, Vec<&crate::bead::Bead>> = Default::default();
    for bead in &subject.ladder.beads {
        let (en, zh) = (subject.segments(bead, Edition::En), subject.segments(bead, edition));
        let ([en], [zh]) = (en, zh) else { continue };
        if bead.confidence.is_some_and(|p| p < 0.97) {
            continue;
        }
        let metadata = en.role == Role::Title || zh.role == Role::Title;
        let said = match (en.kind, zh.kind) {
            (BlockKind::Heading(a), BlockKind::Heading(b)) if a != b => {
                shifted.entry(i16::from(b) - i16::from(a)).or_default().push(bead);
                continue;
            }
            (BlockKind::Heading(_), BlockKind::Paragraph) if !metadata => {
                "a heading in the English, a paragraph here".to_owned()
            }
            _ => continue,
        };
        sink.bead(edition, bead, said);
    }
    for beads in shifted.into_values() {
        let together = beads.len() > MOST;
        for bead in beads.iter().take(if together { 1 } else { MOST }) {
            let level = |e: Edition| match subject.segments(bead, e).first().map(|s| s.kind) {
                Some(BlockKind::Heading(level)) => level,
                _ => 0,
            };
            let mut said = format!("level {} in the English, {} here", level(Edition::En), level(edition));
            if together {
                said.push_str(&format!("; {} other headings differ by as much", beads.len() - 1));
            }
            sink.bead(edition, bead, said);
        }
    }
}

struct Counts([(&'static str, usize); 2]);

impl Counts {
    fn of(page: &Page) -> Counts {
        let body = page.blocks.iter().filter(|block| !block.role.is_furniture());
        let (mut images, mut notes) = (0, 0);
        for mark in body.flat_map(|block| &block.marks) {
            match mark.kind {
                MarkKind::Image(_) => images += 1,
                MarkKind::Footnote(_) => notes += 1,
                _ => {}
            }
        }
        Counts([("images", images), ("footnotes", notes)])
    }
}
