use super::super::words;
use super::super::{Related, Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M410"),
    name: "table",
    level: Level::Warning,
    on: true,
    what: "a table is missing or has another number of columns (a note where the translation has more tables)",
    why: "The cells of a column that is lost are nowhere else, and a table with a broken head is shown as lines of text.",
    example: "| Name | Default | Meaning | has become | 名称 | 含义 |.",
    remedy: "give the table the columns of the English one",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    let source = |at: usize| {
        let (page, table) = subject.pages[Edition::En].as_ref().zip(english.tables.get(at))?;
        Some(Related { place: page.place(table.span), message: table.first.clone() })
    };
    for (edition, page) in chinese {
        let (there, here) = (&english.tables, &page.tables);
        if there.len() != here.len() {
            let said = format!("{} tables in the English, {} here", there.len(), here.len());
            let finding = sink.file(edition, said);
            if here.len() > there.len() {
                finding.at_level(Level::Note);
            }
            // The first whose columns do not fit is likely the one.
            let first =
                (0..there.len()).find(|k| here.get(*k).is_none_or(|own| own.count != there[*k].count));
            finding.related.extend(first.and_then(source));
            continue;
        }
        for (at, (table, own)) in there.iter().zip(here).enumerate().filter(|(_, (a, b))| a.count != b.count)
        {
            let said = format!("this table has {} columns in the English, {} here", table.count, own.count);
            let finding = sink.add(edition, own.span, &words::short(&own.first, 80), said);
            finding.related.extend(source(at));
        }
        for (at, (table, own)) in there.iter().zip(here).enumerate() {
            if table.count == own.count && table.short == 0 && own.short > 0 {
                let rows = if own.short == 1 { "a row".to_owned() } else { format!("{} rows", own.short) };
                let said = format!("{rows} of this table lack a cell that the head has");
                let finding = sink.add(edition, own.span, &words::short(&own.first, 80), said);
                finding.related.extend(source(at));
            }
        }
    }
}
