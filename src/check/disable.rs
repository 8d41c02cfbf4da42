//! `trialign-disable C106` … `trialign-enable C106` in comments; without an id: every rule.

use std::ops::RangeInclusive;

/// Lines on which rules are switched off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disabled {
    /// Rule (`None`: all) and the lines.
    ranges: Vec<(Option<String>, RangeInclusive<usize>)>,
}

impl Disabled {
    /// Reads the comments of a source. A rule stays off to the end where nothing switches it on again.
    ///
    /// ```
    /// use trialign::check::disable::Disabled;
    /// let off = Disabled::read("a\n<!-- trialign-disable C106 P301 -->\nb\n<!-- trialign-enable C106 -->\nc\n");
    /// assert!(off.covers("C106", 3) && !off.covers("C106", 5));
    /// assert!(off.covers("P301", 5) && !off.covers("P301", 1));
    /// ```
    pub fn read(source: &str) -> Disabled {
        let mut open: Vec<(Option<String>, usize)> = Vec::new();
        let mut ranges = Vec::new();
        for (index, text) in source.lines().enumerate() {
            let line = index + 1;
            for (at, _) in text.match_indices("trialign-") {
                let rest = &text[at + "trialign-".len()..];
                if let Some(rest) = rest.strip_prefix("disable") {
                    let rules = ids(rest);
                    open.extend(rules.into_iter().map(|rule| (rule, line)));
                } else if let Some(rest) = rest.strip_prefix("enable") {
                    let rules = ids(rest);
                    let everything = rules.contains(&None);
                    open.retain(|(rule, from)| {
                        let ends = everything || rules.contains(rule);
                        if ends {
                            ranges.push((rule.clone(), *from..=line));
                        }
                        !ends
                    });
                }
            }
        }
        ranges.extend(open.into_iter().map(|(rule, from)| (rule, from..=usize::MAX)));
        Disabled { ranges }
    }

    /// Whether a rule is off on a line.
    pub fn covers(&self, rule: &str, line: usize) -> bool {
        self.ranges
            .iter()
            .any(|(off, lines)| lines.contains(&line) && off.as_deref().is_none_or(|off| off == rule))
    }
}

/// The rule ids that follow, `None` standing for every rule.
fn ids(rest: &str) -> Vec<Option<String>> {
    let rest = rest.split("--").next().unwrap_or_default();
    let is_id = |word: &&str| {
        word.len() == 4
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    let found: Vec<Option<String>> = rest
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| word.is_ascii())
        .filter(is_id)
        .map(|id| Some(id.to_owned()))
        .collect();
    if found.is_empty() { vec![None] } else { found }
}
