//! How far the translations of a set of articles are: by page and edition, in several forms.

mod count;
mod html;

use serde::Serialize;

use crate::text::Edition;

use count::percent;
pub use count::{EditionStatus, PageStatus, State, Status, Total};

/// The form of a status report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFormat {
    /// A table for terminals.
    Table,
    /// JSON with every field.
    Json,
    /// A table in Markdown.
    Markdown,
    /// A page of its own.
    Html,
    /// A badge, as SVG.
    Badge,
}

impl std::str::FromStr for StatusFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "table" => StatusFormat::Table,
            "json" => StatusFormat::Json,
            "markdown" => StatusFormat::Markdown,
            "html" => StatusFormat::Html,
            "badge" => StatusFormat::Badge,
            _ => return Err(format!("'{name}' is not one of table, json, markdown, html, badge")),
        })
    }
}

impl Status<'_> {
    /// The report as text.
    pub fn render(&self, format: StatusFormat) -> String {
        match format {
            StatusFormat::Table => self.table(),
            StatusFormat::Json => self.json(),
            StatusFormat::Markdown => self.markdown(),
            StatusFormat::Html => html::page(self),
            StatusFormat::Badge => html::badge(self),
        }
    }

    fn table(&self) -> String {
        let mut out = String::new();
        for (edition, total) in self.totals() {
            out.push_str(&format!(
                "{edition}: {} of {} pages done, {} stale, {} partial, {} missing; {:.1} % of the English is rendered\n",
                total.done, total.pages, total.stale, total.partial, total.missing, total.coverage * 100.0
            ));
        }
        let open = self.open();
        if !open.is_empty() {
            out.push_str(&format!(
                "\n{:<8} {:<8} {:>8} {:>5} {:>6}  page\n",
                "edition", "state", "rendered", "stale", "errors"
            ));
        }
        for (page, edition, one) in open {
            out.push_str(&format!(
                "{:<8} {:<8} {:>8} {:>5} {:>6}  {}\n",
                edition.as_str(),
                self.state(one).as_str(),
                percent(one.coverage),
                one.stale,
                one.errors,
                plain(self.name(page))
            ));
        }
        out
    }

    fn markdown(&self) -> String {
        let mut out = String::from(
            "## Translations\n\n| edition | pages | done | stale | partial | missing | rendered |\n|---|--:|--:|--:|--:|--:|--:|\n",
        );
        for (edition, t) in self.totals() {
            out.push_str(&format!(
                "| {edition} | {} | {} | {} | {} | {} | {:.1} % |\n",
                t.pages,
                t.done,
                t.stale,
                t.partial,
                t.missing,
                t.coverage * 100.0
            ));
        }
        let open = self.open();
        if !open.is_empty() {
            out.push_str("\n| page | edition | state | rendered | stale sentences | errors |\n|---|---|---|--:|--:|--:|\n");
        }
        for (page, edition, one) in open {
            out.push_str(&format!(
                "| {} | {edition} | {} | {} | {} | {} |\n",
                super::render::cell(self.name(page)),
                self.state(one).as_str(),
                percent(one.coverage),
                one.stale,
                one.errors
            ));
        }
        out
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct One<'a> {
            edition: Edition,
            state: State,
            #[serde(flatten)]
            status: &'a EditionStatus,
        }
        #[derive(Serialize)]
        struct Page<'a> {
            id: &'a str,
            english: Option<&'a str>,
            editions: Vec<One<'a>>,
        }
        #[derive(Serialize)]
        struct Sum {
            edition: Edition,
            #[serde(flatten)]
            total: Total,
        }
        #[derive(Serialize)]
        struct Whole<'a> {
            schema: u32,
            totals: Vec<Sum>,
            pages: Vec<Page<'a>>,
        }
        let one = |(edition, status): &'_ (Edition, EditionStatus)| (*edition, self.state(status));
        let whole = Whole {
            schema: 1,
            totals: self.totals().into_iter().map(|(edition, total)| Sum { edition, total }).collect(),
            pages: self
                .pages
                .iter()
                .map(|page| Page {
                    id: &page.id,
                    english: page.english.as_deref(),
                    editions: page
                        .editions
                        .iter()
                        .map(|pair| One { edition: one(pair).0, state: one(pair).1, status: &pair.1 })
                        .collect(),
                })
                .collect(),
        };
        // cannot fail: strings and finite numbers have a JSON form
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }
}

/// Without control characters, which a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(path: Option<&str>, coverage: Option<f64>, stale: usize) -> EditionStatus {
        EditionStatus { path: path.map(str::to_owned), coverage, stale, errors: 0, warnings: 0 }
    }

    fn pages() -> Vec<PageStatus> {
        let page = |id: &str, status| PageStatus {
            id: id.to_owned(),
            english: Some(format!("en/{id}.md")),
            editions: vec![(Edition::ZhHans, status)],
        };
        vec![
            page("a", one(Some("zh/a.md"), Some(1.0), 0)),
            page("b", one(Some("zh/b.md"), Some(0.99), 2)),
            page("c", one(None, None, 0)),
            page("<d>&|", one(Some("zh/d.md"), Some(0.5), 0)),
        ]
    }

    #[test]
    fn pages_are_counted_once_each() {
        let pages = pages();
        let status = Status { pages: &pages, whole: 0.95 };
        let (edition, total) = status.totals().remove(0);
        assert_eq!(edition, Edition::ZhHans);
        assert_eq!((total.pages, total.done, total.stale, total.partial, total.missing), (4, 1, 1, 1, 1));
        assert!((total.coverage - 2.49 / 4.0).abs() < 1e-9);
        let order: Vec<&str> = status.open().iter().map(|(page, ..)| page.id.as_str()).collect();
        assert_eq!(order, ["c", "b", "<d>&|"]);
    }

    #[test]
    fn every_form_names_what_is_open_and_escapes_it() {
        let pages = pages();
        let status = Status { pages: &pages, whole: 0.95 };
        assert!(status.render(StatusFormat::Table).contains("missing"));
        assert!(status.render(StatusFormat::Markdown).contains("en/\\<d\\>&\\|.md"));
        let html = status.render(StatusFormat::Html);
        assert!(html.contains("en/&lt;d&gt;&amp;|.md") && !html.contains("<d>") && !html.contains("http://"));
        let badge = status.render(StatusFormat::Badge);
        assert!(badge.starts_with("<svg") && badge.contains("62 %"), "{badge}");
        let json: serde_json::Value = serde_json::from_str(&status.render(StatusFormat::Json)).unwrap();
        assert_eq!(json["pages"][2]["editions"][0]["state"], "missing");
        assert_eq!(json["totals"][0]["done"], 1);
    }

    #[test]
    fn nothing_at_all_has_its_report() {
        let status = Status { pages: &[], whole: 0.95 };
        for format in [
            StatusFormat::Table,
            StatusFormat::Json,
            StatusFormat::Markdown,
            StatusFormat::Html,
            StatusFormat::Badge,
        ] {
            let _ = status.render(format);
        }
    }
}
