//! The dataset card: what is in a corpus, where it came from, and how it was filtered.

use std::path::Path;

use super::{BuildOptions, Pair, Table, write_whole};
use crate::config::Format;
use crate::error::Result;
use crate::export::size_category;

/// Writes `README.md` with the front matter that dataset hubs read.
pub(super) fn write(out: &Path, table: &Table, options: &BuildOptions, made_by: &str) -> Result<()> {
    let license: String =
        options.license.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect();
    let text = format!(
        "---\nlanguage:\n- en\n- zh\nlicense: {license}\nsize_categories:\n- {}\ntask_categories:\n- translation\n{}---\n\n\
         # Aligned articles: en, zh-Hans, zh-Hant\n\n{}",
        size_category(table.kept()),
        configs(table, options),
        body(table, options, made_by),
    );
    write_whole(&out.join("README.md"), text.as_bytes())
}

/// The files that loaders take: kept rows, in splits that have some. A loader fails on a split without a file.
fn configs(table: &Table, options: &BuildOptions) -> String {
    let parquet = options.formats.contains(&Format::Parquet);
    let file = |split: &str| {
        if parquet { format!("data/{split}-*") } else { format!("{split}.jsonl") }
    };
    let splits = table.splits.iter().filter(|split| split.beads > 0);
    let splits: String =
        splits.map(|split| format!("  - split: {}\n    path: {}\n", split.name, file(split.name))).collect();
    let files =
        if splits.is_empty() { "  data_files: []\n".to_owned() } else { format!("  data_files:\n{splits}") };
    format!("configs:\n- config_name: default\n{files}")
}

fn body(table: &Table, options: &BuildOptions, made_by: &str) -> String {
    let [articles, failed] = table.articles;
    let limits = &options.settings.build;
    let [exact, near] = table.leak;
    let pairs: Vec<String> = options.pairs.iter().map(Pair::to_string).collect();
    format!(
        "{articles} articles ({failed} without a ladder), {} beads, of them {} kept in at least one pair. Made by {made_by}.\n\n\
         Pairs of editions are judged one by one ({}); a bead has the editions of the pairs that were kept.\n\
         `train.tsv`, `dev.tsv` and `test.tsv` hold every bead, kept or not: the columns `en_zh_hans` and so on say\n\
         `kept` or name the filters that took the pair, `taken_by` is empty where a pair was kept. All other files hold\n\
         kept rows only. `records/` holds the complete record of each article.\n\n\
         Articles go to a split by the hash of their id. A row of dev or test with a side whose letters stand in a split\n\
         before it (train, then dev), or that resembles one, is taken out (`leak`). Measured on the kept rows: {exact}\n\
         sides that stand there exactly, {near} nearly.\n\n\
         Limits: confidence at least {}; {} to {} English characters for each Chinese one; at least {} of the numbers on\n\
         both sides; at least {} words a side; at least {} of the characters letters or figures.\n\n```\n{}```\n",
        table.beads,
        table.kept(),
        pairs.join(", "),
        limits.min_confidence,
        limits.min_len_ratio,
        limits.max_len_ratio,
        limits.min_num_overlap,
        limits.min_words,
        limits.min_letters,
        table.render(),
    )
}
