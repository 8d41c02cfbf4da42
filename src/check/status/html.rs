//! A page and a badge that need nothing but themselves: no script, no font and no picture from elsewhere.

use std::collections::BTreeMap;

use super::{EditionStatus, PageStatus, State, Status, percent};
use crate::markup::escape as text;
use crate::text::Edition;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}\
h1{font-size:1.4rem}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}\
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d0d7de}td.n,th.n{text-align:right}\
.bar{display:flex;height:.8rem;width:100%;min-width:8rem;background:#eaeef2}.bar span{display:block;height:100%}\
.done{background:#2da44e}.stale{background:#d4a72c}.partial{background:#0969da}.missing{background:#cf222e}\
.s{padding:0 .4rem;color:#fff;white-space:nowrap}.s.stale{color:#1b1f24}summary{cursor:pointer;font-weight:600}\
@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}th,td{border-color:#30363d}.bar{background:#21262d}}";

/// The report as one page: sums, then the pages by folder.
pub(super) fn page(status: &Status<'_>) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Translations</title><style>{STYLE}</style></head><body>\n<h1>Translations</h1>\n"
    );
    out.push_str("<table><thead><tr><th>edition<th class=\"n\">pages<th class=\"n\">done<th class=\"n\">stale<th class=\"n\">partial<th class=\"n\">missing<th class=\"n\">rendered<th></tr></thead><tbody>\n");
    for (edition, total) in status.totals() {
        let part = |name: &str, count: usize| {
            let share = count as f64 * 100.0 / total.pages.max(1) as f64;
            format!("<span class=\"{name}\" style=\"width:{share:.2}%\" title=\"{count} {name}\"></span>")
        };
        let bar = [
            ("done", total.done),
            ("stale", total.stale),
            ("partial", total.partial),
            ("missing", total.missing),
        ];
        let bar: String = bar.into_iter().map(|(name, count)| part(name, count)).collect();
        out.push_str(&format!(
            "<tr><td>{edition}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{:.1} %<td><div class=\"bar\">{bar}</div></tr>\n",
            total.pages, total.done, total.stale, total.partial, total.missing, total.coverage * 100.0
        ));
    }
    out.push_str("</tbody></table>\n");
    let mut folders: BTreeMap<&str, Vec<&PageStatus>> = BTreeMap::new();
    for page in status.pages {
        let name = status.name(page);
        folders.entry(name.rsplit_once('/').map_or(".", |(folder, _)| folder)).or_default().push(page);
    }
    for (folder, pages) in folders {
        let open =
            |page: &&&PageStatus| page.editions.iter().any(|(_, one)| status.state(one) != State::Done);
        let count = pages.iter().filter(open).count();
        // Folders with something to do are open.
        let shown = if count > 0 { " open" } else { "" };
        out.push_str(&format!(
            "<details{shown}><summary>{} – {count} of {} open</summary><table><thead><tr><th>page<th>edition<th>state<th class=\"n\">rendered<th class=\"n\">stale<th class=\"n\">errors<th class=\"n\">warnings</tr></thead><tbody>\n",
            text(folder),
            pages.len()
        ));
        pages.iter().for_each(|page| {
            page.editions.iter().for_each(|(e, one)| out.push_str(&row(status, page, *e, one)))
        });
        out.push_str("</tbody></table></details>\n");
    }
    out.push_str("</body></html>\n");
    out
}

fn row(status: &Status<'_>, page: &PageStatus, edition: Edition, one: &EditionStatus) -> String {
    let state = status.state(one).as_str();
    format!(
        "<tr><td>{}<td>{edition}<td><span class=\"s {state}\">{state}</span><td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}<td class=\"n\">{}</tr>\n",
        text(status.name(page)),
        percent(one.coverage),
        one.stale,
        one.errors,
        one.warnings
    )
}

/// The mean share of each edition as a badge: what is known as the flat style, 20 pixels high.
pub(super) fn badge(status: &Status<'_>) -> String {
    let totals = status.totals();
    let parts: Vec<(String, f64)> = totals
        .iter()
        // Rounded down: 100 % is whole.
        .map(|(edition, total)| {
            (format!("{edition} {:.0} %", (total.coverage * 100.0).floor()), total.coverage)
        })
        .collect();
    let parts = if parts.is_empty() { vec![("none".to_owned(), 0.0)] } else { parts };
    let width = |text: &str| text.chars().count() * 7 + 12;
    let label = "translated";
    let mut at = width(label);
    let whole: usize = at + parts.iter().map(|(text, _)| width(text)).sum::<usize>();
    let title: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"20\" role=\"img\" aria-label=\"{label}: {0}\"><title>{label}: {0}</title><rect width=\"{at}\" height=\"20\" fill=\"#555\"/>",
        title.join(", ")
    );
    let word = |x: usize, text: &str| format!("<text x=\"{x}\" y=\"14\">{text}</text>");
    let mut words = word(6, label);
    for (text, share) in &parts {
        let colour = match share {
            share if *share >= 0.95 => "#2da44e",
            share if *share >= 0.7 => "#9a6700",
            _ => "#cf222e",
        };
        out.push_str(&format!(
            "<rect x=\"{at}\" width=\"{}\" height=\"20\" fill=\"{colour}\"/>",
            width(text)
        ));
        words.push_str(&word(at + 6, text));
        at += width(text);
    }
    out.push_str(&format!(
        "<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">{words}</g></svg>\n"
    ));
    out
}
