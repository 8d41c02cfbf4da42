//! From a job to an article that is read and cut.

use super::Job;
use super::pages::{Page, not_empty};
use crate::clean::script;
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Article;

/// Reads, cleans, checks and cuts the editions of a job.
///
/// # Errors
/// The first edition that cannot be read; `Input` where fewer than two are left.
pub fn prepare(job: &Job, settings: &Settings, warnings: &mut Vec<String>) -> Result<Article> {
    let mut article = Article { id: job.id.clone(), ..Article::default() };
    let mut pages: Vec<Page> = Vec::new();
    for (edition, file) in job.files.iter() {
        let Some(file) = file else { continue };
        if !settings.editions.is_empty() && !settings.editions.contains(&edition) {
            continue;
        }
        let page = Page::read(file, job.segmented, settings, warnings, true)?;
        let edition = page.tag.edition;
        if let Some(other) = pages.iter().find(|other| other.tag.edition == edition) {
            return Err(Error::new(
                ErrorKind::Input,
                format!("this is {edition} text, and so is {}", other.path),
            )
            .at(&file.path)
            .remedy("name the files en, zh-Hans and zh-Hant by what they hold"));
        }
        pages.push(page);
    }
    Page::clean(&mut pages, warnings);
    for page in pages {
        let (tag, text, _) = page.cut(settings)?;
        let edition = tag.edition;
        let text = not_empty(text)?;
        warnings.extend(script::mismatch(edition, &text).map(|found| format!("{}: {found}", text.path)));
        article.editions[edition] = Some(text);
    }
    match article.present().count() {
        0 | 1 => {
            let only = article.present().next().map_or("", |(edition, _)| edition.as_str());
            Err(Error::new(ErrorKind::Input, format!("{}: only one edition ({only}) is there", job.id))
                .remedy("add a second edition beside it: en, zh-Hans or zh-Hant"))
        }
        _ => Ok(article),
    }
}
