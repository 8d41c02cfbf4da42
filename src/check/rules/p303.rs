use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use super::links;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("P303"),
    name: "url",
    level: Level::Warning,
    on: true,
    what: "a link is lost or changed (locale prefixes mapped)",
    why: "Readers of that edition cannot follow it, or are sent elsewhere.",
    example: "[the guide](../guide.md) stands in the English and not in the Chinese text.",
    remedy: "put the link back, or map its target",
    check,
};

/// Whether a link of the English stands here in another form: to the page in another language, as an address or as a
/// path, or under another name in the folder of the edition.
fn is_elsewhere(link: &links::Target, there: &[links::Target]) -> bool {
    let is_address = |one: &links::Target| one.written.contains("://");
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|head| head.ends_with('/'));
    let same_file = |other: &links::Target| {
        let (address, path) = if is_address(link) { (link, other) } else { (other, link) };
        is_address(address) && !is_address(path) && ends(&address.key, &path.key)
    };
    let folder = links::before_language(&link.written);
    let own_name = |other: &links::Target| {
        let own = links::before_language(&other.written);
        own == folder && other.written.chars().any(words::is_han)
    };
    links::is_switch(&link.written)
        || there.iter().any(same_file)
        || folder.is_some() && there.iter().any(own_name)
}

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let there = links::targets(subject, edition);
        let mut left: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for link in &there {
            *left.entry(link.key.clone()).or_default() += 1;
        }
        let mut lost = Vec::new();
        for link in links::targets(subject, Edition::En) {
            match left.get_mut(&link.key) {
                // A link that stands there once serves all its repetitions.
                Some(count) => *count = 0,
                None if lost.iter().any(|other: &links::Target| other.key == link.key) => {}
                None if is_elsewhere(&link, &there) => {}
                None => lost.push(link),
            }
        }
        for link in lost {
            // What is not translated at all is told by C104 to C106.
            let Some(at) = link.bead else { continue };
            let bead = &subject.ladder.beads[at];
            // `https://example.org/包名`: the part that the reader fills in is translated.
            let text = subject.text(bead, edition);
            let head = link.written.rfind('/').map_or("", |at| &link.written[..=at]);
            let filled = head.len() > 8
                && text.split(head).skip(1).any(|rest| rest.chars().next().is_some_and(words::is_han));
            if bead.runs[edition].len > 0 && !filled {
                sink.bead(
                    edition,
                    bead,
                    format!("the link to {} is not here", words::short(&link.written, 120)),
                );
            }
        }
    }
}
