//! The dataset card: what is in a corpus, where it came from, and how it was filtered.

use std::path::Path;

use super::assemble::{SPLITS, Table};
use super::{BuildOptions, write_whole};
use crate::config::Format;
use crate::error::Result;
use crate::export::size_category;

/// Writes `README.md` with the front matter that dataset hubs read.
pub(super) fn write(out: &Path, table: &Table, options: &BuildOptions, made_by: &str) -> Result<()> {
    let license: String =
        options.license.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect();
    let [articles, failed] = table.articles;
    let limits = &options.limits;
    let parquet = if options.formats.contains(&Format::Parquet) {
        let split = |name: &str| format!("  - split: {name}\n    path: data/{name}-*\n");
        let splits: String = SPLITS.map(split).concat();
        format!("configs:\n- config_name: default\n  data_files:\n{splits}")
    } else {
        String::new()
    };
    let text = format!(
        "---\nlanguage:\n- en\n- zh\nlicense: {license}\nsize_categories:\n- {}\ntask_categories:\n- translation\n{parquet}---\n\n\
         # Aligned articles: en, zh-Hans, zh-Hant\n\n\
         {articles} articles ({failed} without a ladder), {} beads, of them {} kept. Made by {made_by}.\n\n\
         Every bead is in the tables `train.tsv`, `dev.tsv`, `test.tsv`, with the filters that took it in the column\n\
         `taken_by`; all other files hold the kept beads only. Splits go by article and duplicate cluster, so no text of\n\
         one split is in another. `records/` holds the complete record of each article.\n\n\
         Limits: confidence at least {}, {} to {} English characters for each Chinese one, at least {} of the numbers on\n\
         both sides.\n\n```\n{}```\n",
        size_category(table.kept()),
        table.beads,
        table.kept(),
        limits.min_confidence,
        limits.len_ratio[0],
        limits.len_ratio[1],
        limits.min_num_overlap,
        table.render(),
    );
    write_whole(&out.join("README.md"), text.as_bytes())
}
