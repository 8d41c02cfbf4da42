//! Speech: where a text is inside a quotation, line by line, whatever marks its house style has.
//!
//! A mark sets the state and does not count, so speech that opens anew in each paragraph is one level. Marks of the
//! second level (『』 inside 「」, single inside double or double inside single) change nothing.

/// What a line says of the speech it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Speech {
    /// The line begins inside a quotation.
    pub starts_inside: bool,
    /// The line ends inside a quotation.
    pub ends_inside: bool,
    /// Quotations that open in it.
    pub openings: u8,
    /// Its last character closes one.
    pub closes_last: bool,
}

impl Speech {
    /// A quotation is over in the line.
    pub fn is_over(self) -> bool {
        !self.ends_inside && (self.starts_inside || self.openings > 0)
    }
}

/// Kinds of marks, told apart to know which is the second level of which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
    Corner,
    WhiteCorner,
    Angle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens(Kind),
    Closes(Kind),
}

/// The speech of each line of a text; `english` says whether an apostrophe may be a quotation mark.
pub fn speech<'a>(lines: impl Iterator<Item = &'a str> + Clone, english: bool) -> Vec<Speech> {
    let single = english && quotes_singly(lines.clone());
    let mut inside = None;
    lines
        .map(|line| {
            let mut speech = Speech { starts_inside: inside.is_some(), ..Speech::default() };
            for (at, mark) in marks(line, english, single) {
                match (mark, inside) {
                    (Mark::Opens(kind) | Mark::Closes(kind), Some(outer)) if is_second(outer, kind) => {}
                    (Mark::Opens(kind), _) => {
                        inside = Some(kind);
                        speech.openings = speech.openings.saturating_add(1);
                    }
                    (Mark::Closes(_), _) => {
                        inside = None;
                        speech.closes_last |= line[at..].trim_end().chars().count() == 1;
                    }
                }
            }
            speech.ends_inside = inside.is_some();
            speech
        })
        .collect()
}

/// Whether marks of `kind` are the second level inside `outer`.
fn is_second(outer: Kind, kind: Kind) -> bool {
    matches!(
        (outer, kind),
        (Kind::Double, Kind::Single)
            | (Kind::Single, Kind::Double)
            | (Kind::Corner, Kind::WhiteCorner)
            | (Kind::WhiteCorner, Kind::Corner)
    )
}

/// British style: more single marks open than double ones.
fn quotes_singly<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut single, mut double) = (0usize, 0usize);
    for line in lines {
        for (_, mark) in marks(line, true, true) {
            match mark {
                Mark::Opens(Kind::Single) => single += 1,
                Mark::Opens(Kind::Double) => double += 1,
                _ => {}
            }
        }
    }
    single > double
}

/// The marks of a line with their places; single ones in English only where `single` says they quote.
fn marks(line: &str, english: bool, single: bool) -> impl Iterator<Item = (usize, Mark)> + '_ {
    let mut before = None;
    let mut rest = line.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, c) = rest.next()?;
            let after = rest.peek().map(|(_, c)| *c);
            let found = mark(c, before, after, english, single);
            before = Some(c);
            if let Some(mark) = found {
                return Some((at, mark));
            }
        }
    })
}

fn mark(c: char, before: Option<char>, after: Option<char>, english: bool, single: bool) -> Option<Mark> {
    Some(match c {
        '“' => Mark::Opens(Kind::Double),
        '”' => Mark::Closes(Kind::Double),
        '"' if opens(before, after) => Mark::Opens(Kind::Double),
        '"' => Mark::Closes(Kind::Double),
        '「' => Mark::Opens(Kind::Corner),
        '」' => Mark::Closes(Kind::Corner),
        '『' => Mark::Opens(Kind::WhiteCorner),
        '』' => Mark::Closes(Kind::WhiteCorner),
        '«' => Mark::Opens(Kind::Angle),
        '»' => Mark::Closes(Kind::Angle),
        '‘' if single => Mark::Opens(Kind::Single),
        '\'' if single && opens(before, after) => Mark::Opens(Kind::Single),
        '’' | '\'' if single && english && closes(before, after) => Mark::Closes(Kind::Single),
        _ => return None,
    })
}

/// Whether a mark that looks the same at both ends opens here.
fn opens(before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '（' | '［' | '—' | '–' | '-' | '：' | '，' | '“' | '"')
    });
    free && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether an English `’` ends a quotation: it comes after a sentence's mark, and no letter follows.
fn closes(before: Option<char>, after: Option<char>) -> bool {
    let ended = before.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–' | '…'));
    ended && after.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(text: &[&str], english: bool) -> Vec<(bool, bool)> {
        speech(text.iter().copied(), english).iter().map(|s| (s.starts_inside, s.ends_inside)).collect()
    }

    const TWO: [(bool, bool); 3] = [(false, true), (true, false), (false, false)];

    #[test]
    fn every_house_style_tells_the_same_speech() {
        assert_eq!(states(&["He said: “Wait.", "I come too.”", "They went."], true), TWO);
        assert_eq!(states(&["He said: \"Wait.", "I come too.\"", "They went."], true), TWO);
        assert_eq!(states(&["He said: ‘Don’t wait.", "I’m late.’", "It’s the boys’ way."], true), TWO);
        assert_eq!(states(&["He said: 'Don't wait.", "I'm late.'", "It's the boys' way."], true), TWO);
        assert_eq!(states(&["他说：“等等。", "我也来。”", "他们走了。"], false), TWO);
        assert_eq!(states(&["他說：「等等。", "我也來。」", "他們走了。"], false), TWO);
        assert_eq!(states(&["他說：『等等。", "我也來。』", "他們走了。"], false), TWO);
    }

    #[test]
    fn speech_that_opens_anew_in_each_paragraph_is_one_level() {
        let text = ["“First.", "“Second.", "“Third.”", "Silence."];
        assert_eq!(states(&text, true), [(false, true), (true, true), (true, false), (false, false)]);
    }

    #[test]
    fn the_second_level_changes_nothing() {
        assert_eq!(states(&["「他說『走吧』，", "就走了。」"], false), [(false, true), (true, false)]);
        assert_eq!(states(&["“他说‘走吧’，", "就走了。”"], false), [(false, true), (true, false)]);
        assert_eq!(
            states(&["‘He said “go,” and", "went.’", "‘Ah.’"], true)[..2],
            [(false, true), (true, false)]
        );
    }

    #[test]
    fn apostrophes_quote_only_where_single_marks_are_the_style() {
        assert_eq!(states(&["“It is the workers’ way,” he said. ’Tis so."], true), [(false, false)]);
        let one = &speech(["“Yes,” he said, “yes.”"].into_iter(), true)[0];
        assert_eq!((one.openings, one.closes_last), (2, true));
    }

    #[test]
    fn a_turn_is_over_where_its_mark_closes_it() {
        let over = |text: &[&str], english| -> Vec<(bool, bool)> {
            speech(text.iter().copied(), english).iter().map(|s| (s.is_over(), s.closes_last)).collect()
        };
        let turns = ["‘Wait. ", "I come too.’ ", "‘Go,’ said he.", "They went."];
        assert_eq!(over(&turns, true), [(false, false), (true, true), (true, false), (false, false)]);
        assert_eq!(
            over(&["他说：“等等。", "我也来。”", "他们走了。"], false)[1..],
            [(true, true), (false, false)]
        );
    }
}
