//! Literature and links to elsewhere: what a page gives as its sources stays as it is in every language.

use crate::text::{self, BlockKind, Segment};

/// What a heading says above nothing but sources.
const TITLES: [&str; 38] = [
    "references",
    "references and further reading",
    "notes and references",
    "bibliography",
    "works cited",
    "literature",
    "publications",
    "出版物",
    "发表的论文",
    "發表的論文",
    "sources",
    "further reading",
    "external links",
    "参考",
    "参考资料",
    "参考文献",
    "参考书目",
    "参考链接",
    "文献",
    "书目",
    "资料来源",
    "来源",
    "扩展阅读",
    "延伸阅读",
    "外部链接",
    "參考",
    "參考資料",
    "參考文獻",
    "參考書目",
    "參考連結",
    "文獻",
    "書目",
    "資料來源",
    "來源",
    "擴充閱讀",
    "延伸閱讀",
    "外部連結",
    "外部鏈接",
];

/// Words in names and between them.
const JOINTS: [&str; 15] =
    ["and", "&", "et", "al.", "van", "von", "de", "der", "den", "da", "di", "del", "la", "le", "y"];

/// Words that begin a sentence and no name.
const OPENERS: [&str; 28] = [
    "in", "on", "at", "the", "a", "an", "after", "before", "by", "since", "from", "for", "during", "when",
    "if", "as", "to", "with", "under", "until", "however", "today", "then", "also", "but", "and", "so",
    "this",
];

/// For each segment, whether it is part of a list of sources: by the heading above it, or by what its block says.
pub fn of(segments: &[Segment]) -> Vec<bool> {
    let mut out = Vec::with_capacity(segments.len());
    let mut titled = false;
    for block in segments.chunk_by(|a, b| a.block == b.block) {
        if block.iter().any(|s| matches!(s.kind, BlockKind::Heading(_))) {
            titled = is_title(&block[0].text);
            out.extend(block.iter().map(|_| false));
            continue;
        }
        let text = block.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ");
        let told = titled || is_citation(&text);
        out.extend(block.iter().map(|_| told));
    }
    out
}

/// `3. References`, `作者和参考资料`.
fn is_title(heading: &str) -> bool {
    let bare = heading.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    // 文献 (LITERATURE)
    let glossed = bare.split_once(['(', '（']).map(|(first, _)| first.trim());
    if glossed.is_some_and(|first| TITLES.contains(&first)) {
        return true;
    }
    let joined = bare.rsplit_once(['和', '与', '與', '及']).map(|(_, last)| last);
    TITLES.contains(&bare.as_str()) || joined.is_some_and(|last| TITLES.contains(&last))
}

/// Whether a text names a year from 1500 to 2099.
fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| {
        number.len() == 4
            && (number.starts_with("20") || matches!(&number.as_bytes()[..2], [b'1', b'5'..=b'9']))
    })
}

/// Most words of a name that ends in a full stop.
const NAME_WORDS: usize = 4;

fn is_opener(word: &str) -> bool {
    OPENERS.contains(&word.to_lowercase().as_str())
}

fn is_name(word: &&str) -> bool {
    word.starts_with(char::is_uppercase) || JOINTS.contains(word)
}

/// Whether a text is one entry of a list of sources.
pub fn is_source(text: &str) -> bool {
    is_citation(text) || text::is_reference(text)
}

/// `Hale, T. (1990). …`, `Ann Reed and Tom Hale, The Mill, Millford 2018.`, `（来源：… 1979）`: a year, and names in front.
fn is_citation(text: &str) -> bool {
    // Behind a bullet or a number: `[3] Hale`.
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let numbered = bare.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix([']', '.', ')', '\\']);
    let bare = numbered.map_or(bare, |rest| rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let sourced = ["来源", "來源", "出处", "出處", "资料来源", "資料來源", "Source:"];
    if !has_year(text) {
        return false;
    }
    if sourced.iter().any(|word| bare.starts_with(word)) {
        return true;
    }
    let names = bare.split_once(" et al").map(|(names, _)| names.split_whitespace());
    if names.is_some_and(|mut names| names.clone().count() <= 8 && names.all(|name| is_name(&name))) {
        return true;
    }
    // Ann M. Reed. The Mill. Millford, May 2018.
    let whole = |word: &&str| word.ends_with('.') && word.trim_end_matches('.').chars().count() > 1;
    let named: Vec<&str> = bare.split_whitespace().take_while(is_name).take(NAME_WORDS).collect();
    if named.iter().position(whole).is_some_and(|at| at > 0) && !is_opener(named[0]) {
        return true;
    }
    let Some(end) = bare.find([',', '(', ':', '，', '（', '：']) else { return false };
    let names: Vec<&str> = bare[..end].split_whitespace().collect();
    (1..=8).contains(&names.len()) && names.iter().all(is_name) && !is_opener(names[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_begin_with_names() {
        for text in [
            "T.H Hale, The stars of Millford, 1990 Quay foundation.",
            "Ann Reed and Tom Hale, The millers' compendium, Quay, Millford 2018.",
            "Ann M. Reed. The Mill. Master's thesis, Millford, May 2018.",
            "Hale and Reed et al. How Mills Turn, and Why. 2019.",
            "Lamb, Ann (2004). Sky map. Hilltown, Quay.",
            "Lamb, Vesely (1981): Obloha nad mlýnem. Quay.",
            "（来源：Les étoiles by Ann Lamb. Revue 195, 1979. pp. 153-192）",
        ] {
            assert!(is_citation(text), "{text}");
        }
        for text in [
            "In Millford, the mill burnt down in 1990.",
            "The mill burnt down in 1990, and was built again.",
            "The Mill. It was built in 1990.",
            "Millers meet here every year, in May.",
            "When it rained, in 1990, the dam broke.",
        ] {
            assert!(!is_citation(text), "{text}");
        }
    }

    #[test]
    fn titles_of_lists_of_sources() {
        assert!(
            ["3. References", "作者和参考资料", "外部連結", "Further reading", "文献 (LITERATURE)"]
                .into_iter()
                .all(is_title)
        );
        assert!(!["API reference", "参考手册", "Resources"].into_iter().any(is_title));
    }
}
