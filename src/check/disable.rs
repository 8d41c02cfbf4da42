//! `trialign-disable C106` … `trialign-enable C106` in comments; without an id: every rule.

use std::ops::RangeInclusive;

/// Lines on which rules are switched off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disabled {
    /// Rule (`None`: all) and the lines.
    ranges: Vec<(Option<String>, RangeInclusive<usize>)>,
    /// Lines that name something, but no rule, and what.
    unknown: Vec<(usize, String)>,
}

/// What comments begin with in the formats that are checked.
const OPENS: [&str; 13] = ["<!--", "/*", "/**", "//", "#", "#.", "#:", "..", "%", "%}", "--", ";", "("];

impl Disabled {
    /// Reads the comments of a source. A rule stays off to the end where nothing switches it on again, with
    /// `trialign-disable-next-line` for a line. Rules are named by id or by name; what names no rule switches nothing off.
    ///
    /// ```
    /// use trialign::check::disable::Disabled;
    /// let off = Disabled::read("a\n<!-- trialign-disable C106 P301 -->\nb\n<!-- trialign-enable C106 -->\nc\n");
    /// assert!(off.covers("C106", 3) && !off.covers("C106", 5));
    /// assert!(off.covers("P301", 5) && !off.covers("P301", 1));
    /// ```
    pub fn read(source: &str) -> Disabled {
        let mut open: Vec<(Option<String>, usize)> = Vec::new();
        let mut out = Disabled::default();
        for (index, text) in source.lines().enumerate() {
            let line = index + 1;
            for (at, _) in text.match_indices("trialign-") {
                let head = text[..at].trim_end();
                if !head.is_empty() && !OPENS.iter().any(|mark| head.ends_with(mark)) {
                    continue;
                }
                let rest = &text[at + "trialign-".len()..];
                let word = rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(rest.len());
                // `<!-- trialign-disable-->`
                let word = rest[..word].trim_end_matches('-');
                if !matches!(word, "disable" | "disable-next-line" | "enable") {
                    continue;
                }
                let rules = match rules(&rest[word.len()..]) {
                    Ok(rules) => rules,
                    Err(name) => {
                        out.unknown.push((line, name));
                        continue;
                    }
                };
                match word {
                    "disable" => open.extend(rules.into_iter().map(|rule| (rule, line))),
                    "disable-next-line" => {
                        out.ranges.extend(rules.into_iter().map(|rule| (rule, line + 1..=line + 1)));
                    }
                    _ => {
                        let everything = rules.contains(&None);
                        open.retain(|(rule, from)| {
                            let ends = everything || rules.contains(rule);
                            if ends {
                                out.ranges.push((rule.clone(), *from..=line));
                            }
                            !ends
                        });
                    }
                }
            }
        }
        out.ranges.extend(open.into_iter().map(|(rule, from)| (rule, from..=usize::MAX)));
        out
    }

    /// Whether a rule is off on a line.
    pub fn covers(&self, rule: &str, line: usize) -> bool {
        self.ranges
            .iter()
            .any(|(off, lines)| lines.contains(&line) && off.as_deref().is_none_or(|off| off == rule))
    }

    /// Lines of comments that name something, but no rule, and what they name first: nothing is switched off there.
    pub fn unknown(&self) -> &[(usize, String)] {
        &self.unknown
    }
}

/// The ids of the rules that follow, `None` standing for every rule where nothing is named.
///
/// # Errors
/// The first word where there are some and none is a rule.
fn rules(rest: &str) -> Result<Vec<Option<String>>, String> {
    let ends = ["--", "*/", "#}"].iter().filter_map(|end| rest.find(end)).min();
    let rest = &rest[..ends.unwrap_or(rest.len())];
    let words = || {
        rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ')'))
            .filter(|word| !word.is_empty())
    };
    let known = |word: &str| super::rule(&word.to_ascii_uppercase()).or_else(|| super::rule(word));
    let found: Vec<Option<String>> = words().map_while(known).map(|rule| Some(rule.id.to_string())).collect();
    match words().next() {
        Some(word) if found.is_empty() => Err(word.to_owned()),
        None => Ok(vec![None]),
        _ => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::Disabled;

    #[test]
    fn what_names_no_rule_switches_nothing_off() {
        let off = |comment: &str| {
            let off = Disabled::read(&format!("a\n{comment}\nb\n"));
            (off.covers("P301", 3), off.covers("C106", 3), off.unknown().len())
        };
        for (comment, told) in [
            ("<!-- trialign-disable -->", (true, true, 0)),
            ("<!--trialign-disable-->", (true, true, 0)),
            ("<!-- trialign-disable P301 -->", (true, false, 0)),
            ("<!-- trialign-disable p301: agreed with the customer -->", (true, false, 0)),
            ("<!-- trialign-disable number -->", (true, false, 0)),
            ("{/* trialign-disable C106, P301 */}", (true, true, 0)),
            ("# trialign-disable C106 -- P301 stays", (false, true, 0)),
            ("[//]: # (trialign-disable P301)", (true, false, 0)),
            ("#. trialign-disable P301", (true, false, 0)),
            ("// trialign-disable-next-line P301", (true, false, 0)),
            ("<!-- trialign-disable P3011 -->", (false, false, 1)),
            ("<!-- trialign-disable ZZ9 -->", (false, false, 1)),
            ("<!-- trialign-disabled by whoever -->", (false, false, 0)),
            ("Write `trialign-disable` in a comment.", (false, false, 0)),
        ] {
            assert_eq!(off(comment), told, "{comment}");
        }
        assert!(!Disabled::read("<!-- trialign-disable-next-line P301 -->\na\nb").covers("P301", 3));
    }
}
