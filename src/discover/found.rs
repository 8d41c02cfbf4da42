//! What discovery is asked and what it finds.

use std::path::PathBuf;

use super::Layout;
use crate::error::{Error, ErrorKind};
use crate::text::{Edition, PerEdition, Tag};

/// How articles are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiscoverOptions {
    /// A pattern such as `src/@lang/@path` that replaces recognition.
    pub pattern: Option<String>,
    /// A layout that replaces recognition.
    pub layout: Option<Layout>,
    /// Regions in the order they are preferred in: the first there is the edition, others are reported.
    pub regions: Vec<String>,
    /// With `checking`: what git ignores is looked at too.
    pub no_ignore: bool,
    /// As checking wants it: what git ignores is left out, and two files of one edition are told apart from faults.
    pub checking: bool,
}

impl Default for DiscoverOptions {
    fn default() -> Self {
        let regions = ["CN", "TW", "HK", "US", "GB"].map(str::to_owned).to_vec();
        DiscoverOptions { pattern: None, layout: None, regions, no_ignore: false, checking: false }
    }
}

/// A file and the language its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The file.
    pub path: PathBuf,
    /// The tag in its name; `bare` where it says only `zh`.
    pub tag: Tag,
}

/// An article and its files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Its id: relative, with `/`, never with `..`.
    pub id: String,
    /// The file of each edition that is there.
    pub files: PerEdition<Option<FoundFile>>,
    /// Files of further regions of the same edition, and documents beside their text, which are not aligned.
    pub also: Vec<FoundFile>,
    /// Further files of the very same edition (`a.md` and `a.mdx`), which are not aligned.
    pub twice: Vec<FoundFile>,
}

impl Found {
    /// Each further file of an edition that has one already, as an error.
    pub fn clashes(&self) -> impl Iterator<Item = Error> + '_ {
        self.twice.iter().filter_map(|file| {
            let taken = self.files[file.tag.edition].as_ref()?;
            let said = format!("{} is taken as the {} edition already", taken.path.display(), taken.tag);
            Some(Error::new(ErrorKind::Input, said).at(&file.path).remedy("remove or rename one of the two"))
        })
    }

    /// How many editions there are.
    pub fn editions(&self) -> usize {
        self.files.iter().filter(|(_, file)| file.is_some()).count()
    }
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Discovery {
    /// The folder (or manifest) and the layout that was recognised in it.
    pub layouts: Vec<(PathBuf, Layout)>,
    /// The articles, by id.
    pub articles: Vec<Found>,
    /// What could not be read, named or told apart; the rest was found nevertheless.
    pub problems: Vec<Error>,
    /// What was recognised and why, a line each, for people.
    pub explain: Vec<Explanation>,
    /// Files that could be editions and belong to no article.
    pub unused: Vec<PathBuf>,
    /// Texts of formats that are not read.
    pub unread: Vec<PathBuf>,
}

impl Discovery {
    /// How many articles lack an edition.
    pub fn missing(&self, edition: Edition) -> usize {
        self.articles.iter().filter(|found| found.files[edition].is_none()).count()
    }
}

/// A line that explains how articles were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation {
    /// How well a layout fits that may not have been chosen.
    Candidate(String),
    /// What was taken for what.
    Taken(String),
}

impl std::fmt::Display for Explanation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Explanation::Candidate(line) | Explanation::Taken(line) => f.write_str(line),
        }
    }
}
