//! Tells page furniture and metadata from the body: language line, section, title, date, byline, foot.
//!
//! Only roles are set; no block is removed or changed, and only the head and the foot of a page are looked at. What is
//! taken off is known furniture, or stands at the same place in several editions; in doubt a line stays.

mod anywhere;
mod bilingual;
mod content;
mod empty;
mod ending;
mod foot;
mod head;
mod languages;
mod line;
mod measure;
mod names;
mod picture;
pub mod script;
mod share;
mod words;

use crate::text::dates::date_line;
use crate::text::{Block, Edition, Role, fold_white_space};
use content::content;

/// Whether the text is a date line: a date with at most a weekday, a time, labels, a source and the like around it.
///
/// ```
/// use trialign::clean::is_date;
/// for date in ["Dec 18, 2020", "18 December 2020", "2020-12-18", "Monday, Oct. 21, 2024", "2020年12月18日", "民國109年12月18日"] {
///     assert!(is_date(date), "{date}");
/// }
/// assert!(!is_date("In May 2020 he left"));
/// assert!(!is_date("2020年12月18日他走了"));
/// ```
pub fn is_date(text: &str) -> bool {
    date_line(text).is_some()
}

/// Title, date line and byline of a page, as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The date line.
    pub date: Option<String>,
    /// Author, then affiliation; further authors after them.
    pub byline: Vec<String>,
}

/// Collects the metadata that [`clean`] (or reading) found.
pub fn metadata(blocks: &[Block]) -> Metadata {
    let texts = |role: Role| blocks.iter().filter(move |b| b.role == role).map(|b| fold_white_space(&b.text));
    Metadata {
        title: texts(Role::Title).next(),
        date: texts(Role::Date).next(),
        byline: texts(Role::Byline).collect(),
    }
}

/// Sets the roles of the blocks at the head and the foot of a page that stands alone.
///
/// ```
/// use trialign::clean::{clean, metadata};
/// use trialign::read::{Format, ReadOptions, read_bytes};
/// use trialign::text::{Edition, Role};
/// let page = "Language : English 简体\nOpinion\n\nA Title\n\nDec 18, 2020\n  • Ann Lee\n\nIt begins here.\n\nBack to Top\n";
/// let mut source = read_bytes(page.as_bytes(), "en.txt".as_ref(), Format::Text, &ReadOptions::default())?;
/// clean(&mut source.blocks, Edition::En);
/// assert_eq!(metadata(&source.blocks).title.as_deref(), Some("A Title"));
/// let body: Vec<&str> = source.blocks.iter().filter(|b| b.role == Role::Body).map(|b| b.text.as_str()).collect();
/// assert_eq!(body, ["It begins here."]);
/// # Ok::<(), trialign::error::Error>(())
/// ```
pub fn clean(blocks: &mut [Block], edition: Edition) {
    clean_together(&mut [(edition, blocks)]);
}

/// Sets the roles of the blocks of the editions of one article, each in the light of the others: what one edition tells
/// for sure (a byline with `By`, a known section word, the heading of a list of other articles) is told at the same
/// place of the others too.
///
/// Gives the editions of which nothing was left: theirs, and what was taken off the others, is text again.
pub fn clean_together(pages: &mut [(Edition, &mut [Block])]) -> Vec<Edition> {
    bilingual::clean(pages);
    head::clean(pages);
    for (_, blocks) in pages.iter_mut() {
        anywhere::clean(blocks);
    }
    anywhere::credits(pages);
    anywhere::advertisements(pages);
    foot::clean(pages);
    empty::give_back(pages)
}

#[cfg(test)]
mod tests;
