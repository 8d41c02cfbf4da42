//! A rule of `check`.

use super::subject::About;
use super::{RuleId, Sink, Subject};

/// A rule: what it looks for, and its documentation.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id, such as `C106`.
    pub id: RuleId,
    /// Its name, such as `untranslated-sentence`.
    pub name: &'static str,
    /// The level of its findings, where the rule does not say otherwise of one.
    pub level: crate::config::Level,
    /// Whether it runs without being asked for.
    pub on: bool,
    /// What it finds.
    pub what: &'static str,
    /// Why that is bad.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// What to do about a finding.
    pub remedy: &'static str,
    /// Looks at an article.
    pub check: fn(&Subject<'_>, &mut Sink<'_>),
}

impl Rule {
    /// What its findings say of it.
    pub(super) fn about(&self) -> About {
        About { id: self.id.clone(), name: self.name, level: self.level, remedy: self.remedy }
    }

    /// Its documentation as text.
    pub fn document(&self) -> String {
        let on = if self.on { "" } else { ", off by default" };
        format!(
            "{} {} ({}{on})\n\nFinds\n  {}\n\nWhy\n  {}\n\nExample\n  {}\n\nRemedy\n  {}\n",
            self.id,
            self.name,
            self.level.as_str(),
            self.what,
            self.why,
            self.example,
            self.remedy
        )
    }
}
