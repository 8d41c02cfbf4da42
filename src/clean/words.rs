//! The set phrases of pages, from data files: one a line under a head of `#` lines.

use std::sync::LazyLock;

use crate::text::{credit_words, word_list};

/// A list of phrases.
pub(super) struct List(LazyLock<Vec<&'static str>>);

macro_rules! lists {
    ($($name:ident $file:literal),* $(,)?) => {
        $(pub(super) static $name: List = List(LazyLock::new(|| word_list(include_str!(concat!("words/", $file, ".txt")))));)*
    };
}

lists! {
    LANGUAGES "languages",
    LANGUAGES_SHORT "languages_short",
    LANGUAGE_WORDS "language_words",
    SKIP "skip",
    MENU "menu",
    KICKERS "kickers",
    SHARE "share",
    FOOT_LISTS "foot_lists",
    FOOT_BARE "foot_bare",
    FOOT_LONG "foot_long",
    FOOT_MENU "foot_menu",
    NETWORKS "networks",
    SHARE_VERBS "share_verbs",
    TURN_BACK "turn_back",
    TURN_ON "turn_on",
    LISTED "listed",
    COMMENTS "comments",
    PAGINATION "pagination",
    SHARE_ALONE "share_alone",
    NETWORKS_AMBIGUOUS "networks_ambiguous",
    TAG_HEADINGS "tag_headings",
    ADS "ads",
    ADS_SURE "ads_sure",
    FOOT "foot",
    FOOT_WEAK "foot_weak",
    FOOT_STARTS "foot_starts",
    TAG_STARTS "tag_starts",
    RIGHTS "rights",
    RESERVES "reserves",
    SOURCES "sources",
    PRESS_END "press_end",
    PRESS_STARTS "press_starts",
    PRESS_ABOUT "press_about",
    SECTIONS "sections",
    BYLINES "bylines",
    BYLINES_BEHIND "bylines_behind",
    OTHERS "others",
    AFFILIATIONS "affiliations",
    AGENCIES "agencies",
    ORGANISATIONS "organisations",
    SURNAMES "surnames",
}

/// What credits of pictures begin with.
pub(super) static CREDITS: List = List(LazyLock::new(|| credit_words().to_vec()));

impl List {
    /// Whether the phrase is in it.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.0.contains(&phrase)
    }

    /// What is left behind the longest of its phrases that `text` starts with; a Latin word must end there.
    pub(super) fn behind<'a>(&self, text: &'a str) -> Option<&'a str> {
        let rests = self.0.iter().filter_map(|start| {
            let rest = text.strip_prefix(start)?;
            let cut = start.ends_with(|c: char| c.is_ascii_alphanumeric())
                && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
            (!cut).then_some(rest)
        });
        rests.min_by_key(|rest| rest.len())
    }

    /// Whether `text` starts with one of its phrases.
    pub(super) fn starts(&self, text: &str) -> bool {
        self.behind(text).is_some()
    }

    /// Whether `text` ends in one of its phrases.
    pub(super) fn ends(&self, text: &str) -> bool {
        self.0.iter().any(|phrase| text.ends_with(phrase))
    }

    /// Whether one of its phrases stands anywhere in `text`.
    pub(super) fn within(&self, text: &str) -> bool {
        self.0.iter().any(|phrase| text.contains(phrase))
    }
}
