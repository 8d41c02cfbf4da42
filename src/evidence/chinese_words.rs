//! Chinese text cut into words as jieba does it: the most probable path over the words of a dictionary, and a hidden
//! Markov model for what the dictionary does not know. Here the dictionary is the lexicon, used where it lies; loading it
//! into jieba took a third of a short run.

use jieba_rs::Jieba;

use super::LexiconTable;

/// Cuts text into words; costs nothing to make.
pub struct ChineseWords {
    lexicon: LexiconTable,
    total: f64,
    /// Without a dictionary: all it does is cut the runs of unknown characters.
    unknown: Jieba,
}

impl Default for ChineseWords {
    fn default() -> Self {
        let lexicon = LexiconTable::embedded();
        let total = f64::from(lexicon.total()).ln();
        ChineseWords { lexicon, total, unknown: Jieba::empty() }
    }
}

/// The best way from a character to the end.
#[derive(Clone, Copy)]
struct Step {
    log_probability: f64,
    /// The character after the word that starts here.
    next: usize,
}

impl ChineseWords {
    /// The pieces of a text, words and all else; joined they are the text.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut out = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let joins = joins_words(first);
            let end = rest.find(|c| joins_words(c) != joins).unwrap_or(rest.len());
            let (block, tail) = rest.split_at(end);
            if joins {
                self.cut_block(block, &mut out);
            } else {
                out.extend(block.split_inclusive(|_: char| true));
            }
            rest = tail;
        }
        out
    }

    /// Cuts a block of ideographs, Latin letters and digits.
    fn cut_block<'t>(&self, block: &'t str, out: &mut Vec<&'t str>) {
        let starts: Vec<usize> = block.char_indices().map(|(at, _)| at).chain([block.len()]).collect();
        let route = self.route(block, &starts);
        let mut at = 0;
        while at + 1 < starts.len() {
            let single = |at: usize| route.get(at).is_some_and(|step| step.next == at + 1);
            let end = (at..).find(|&at| !single(at)).unwrap_or(at);
            self.cut_singles(block, &starts[at..=end], out);
            at = end;
            if let Some(word) = route.get(at).and_then(|step| block.get(starts[at]..starts[step.next])) {
                out.push(word);
                at = route[at].next;
            }
        }
    }

    /// Dynamic programming from the end, as jieba does: the longer word where two ways are equally good.
    fn route(&self, block: &str, starts: &[usize]) -> Vec<Step> {
        let count = starts.len() - 1;
        let mut route = vec![Step { log_probability: 0.0, next: count }; count + 1];
        for at in (0..count).rev() {
            let mut best: Option<Step> = None;
            let mut next = at;
            self.lexicon.heads_at(&block[starts[at]..], |length, head| {
                let end = starts[at] + length;
                while starts[next] < end {
                    next += 1;
                }
                let log_count = f64::from(self.lexicon.count(head)).ln();
                let log_probability = log_count - self.total + route[next].log_probability;
                if best.is_none_or(|best| log_probability >= best.log_probability) {
                    best = Some(Step { log_probability, next });
                }
            });
            let unknown = Step { log_probability: -self.total + route[at + 1].log_probability, next: at + 1 };
            route[at] = best.unwrap_or(unknown);
        }
        route.pop();
        route
    }

    /// Cuts a run that the best way goes through character by character; `starts` ends with the run's end.
    fn cut_singles<'t>(&self, block: &'t str, starts: &[usize], out: &mut Vec<&'t str>) {
        let (Some(&first), Some(&last)) = (starts.first(), starts.last()) else { return };
        let run = &block[first..last];
        match starts.len() {
            ..2 => {}
            2 => out.push(run),
            _ if self.lexicon.glosses(run).is_some() => out.extend(run.split_inclusive(|_: char| true)),
            _ => out.extend(self.unknown.cut(run, true).into_iter().map(|token| token.word)),
        }
    }
}

/// What jieba looks for words in: ideographs, ASCII letters and digits, and what joins these.
fn joins_words(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '0'..='9' | 'A'..='Z' | 'a'..='z' | '+' | '#' | '&' | '.' | '_' | '%' | '-'
        | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B73F}'
        | '\u{2B740}'..='\u{2B81F}' | '\u{2B820}'..='\u{2CEAF}' | '\u{2CEB0}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::io::Cursor;
    use std::sync::LazyLock;

    use jieba_rs::Jieba;
    use proptest::prelude::*;

    use super::{ChineseWords, LexiconTable};

    /// jieba itself, with the same dictionary.
    static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
        let mut dictionary = String::new();
        for (word, count) in LexiconTable::embedded().words() {
            let _ = writeln!(dictionary, "{word} {count}");
        }
        Jieba::with_dict(&mut Cursor::new(dictionary)).expect("a dictionary as jieba has it")
    });

    fn agrees(text: &str) {
        let jieba: Vec<&str> = JIEBA.cut(text, true).into_iter().map(|token| token.word).collect();
        assert_eq!(ChineseWords::default().cut(text), jieba);
    }

    #[test]
    fn cuts_as_jieba_does() {
        let mut articles = 0;
        for folder in std::fs::read_dir("corpus").expect("the corpus") {
            for file in std::fs::read_dir(folder.expect("a folder").path()).into_iter().flatten() {
                if let Ok(text) = std::fs::read_to_string(file.expect("a file").path()) {
                    text.lines().for_each(agrees);
                    articles += 1;
                }
            }
        }
        assert!(articles > 0);
        for text in [
            "",
            "龘龘龘",
            "A股市场的3.5%",
            "小明硕士毕业于中国科学院计算所，后在日本京都大学深造",
            "𠮷野家",
            "〇年",
        ] {
            agrees(text);
        }
    }

    proptest! {
        #[test]
        fn cuts_anything_as_jieba_does(text in "[一-龥㐀-㐂a-cA-C0-9+#&._%，。 \\-𠀀-𠀃]{0,60}") {
            agrees(&text);
        }
    }
}
