//! An article to be aligned, and what is found of them.

use std::path::{Path, PathBuf};

use crate::discover::Explanation;
use crate::error::Error;
use crate::text::{Edition, PerEdition, Tag, split_name};

/// A file of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFile {
    /// Where it is.
    pub path: PathBuf,
    /// What its name says it is.
    pub tag: Tag,
}

impl JobFile {
    /// A file that somebody named as an edition; its name may say the region.
    ///
    /// ```
    /// use trialign::{pipeline::JobFile, text::Edition};
    /// let of = |path: &str| JobFile::named(path.as_ref(), Edition::ZhHant).tag.to_string();
    /// assert_eq!(of("talk_zh-HK.txt"), "zh-Hant-HK");
    /// assert_eq!((of("talk_EN.txt"), of("zh-TW/talk.txt")), ("zh-Hant".to_owned(), "zh-Hant-TW".to_owned()));
    /// ```
    pub fn named(path: &Path, edition: Edition) -> JobFile {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let said = stem.parse().ok().or_else(|| split_name(&stem).1);
        let said = said.or_else(|| folder?.parse().ok()).filter(|tag: &Tag| tag.edition == edition);
        let region = said.and_then(|tag| tag.region);
        JobFile { path: path.to_path_buf(), tag: Tag { region, ..Tag::from(edition) } }
    }
}

/// One article to be aligned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Job {
    /// The article's id.
    pub id: String,
    /// Its files.
    pub files: PerEdition<Option<JobFile>>,
    /// One sentence a line, kept as it is.
    pub segmented: bool,
}

/// What was found under the paths of a call.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The articles.
    pub jobs: Vec<Job>,
    /// What was recognised and why, a line each.
    pub explain: Vec<Explanation>,
    /// Files that could be editions and belong to no article.
    pub unused: Vec<PathBuf>,
    /// Texts of formats that are not read.
    pub unread: Vec<PathBuf>,
    /// Where discovery was for checking: further files of an edition that has one, by article; else they are problems.
    pub twice: Vec<(String, JobFile)>,
    /// What could not be used.
    pub problems: Vec<Error>,
}

impl Found {
    /// How many texts lie there that are not read, by extension; `None` where all are read.
    pub fn unread_line(&self) -> Option<String> {
        let mut kinds = std::collections::BTreeMap::<String, usize>::new();
        for path in &self.unread {
            let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            *kinds.entry(extension).or_default() += 1;
        }
        let told: Vec<String> = kinds.iter().map(|(extension, n)| format!("{n} .{extension}")).collect();
        (!told.is_empty()).then(|| {
            format!("not read, for their format: {} ({})", told.join(", "), "--explain-layout names them")
        })
    }
}
