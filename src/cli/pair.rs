//! `trialign pair`: which files are editions of one article, by what they say.

use std::io::Write;
use std::path::{Path, PathBuf};

use trialign::config::Partial;
use trialign::error::{Error, Result};
use trialign::pipeline::pairing::{self, Pairing, pair};

use super::FAILED;
use super::output::{self, Output};
use super::settings::Common;
use super::summary::{Level, say, tell};

/// Find which files are editions of one article, where their names do not say: by what they say.
///
/// Writes a manifest (id, en, zh-Hans, zh-Hant, score, doubtful) that `trialign align` and `trialign build` read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign pair crawl -o crawl/pairs.csv && trialign align crawl/pairs.csv -o crawl.csv
  trialign pair crawl --sure -o pairs.jsonl
  trialign pair crawl --explain | less")]
pub struct Args {
    /// Folders with texts, in any order and under any names.
    #[arg(value_name = "FOLDER", required = true)]
    folders: Vec<PathBuf>,
    /// The manifest: CSV, or JSONL where its name ends so; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave doubtful articles out.
    #[arg(long)]
    sure: bool,
    /// In place of the manifest: every pair of files that was compared and how alike they are, then the files in no article.
    #[arg(long)]
    explain: bool,
    /// Nothing on standard error but what went wrong.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let settings = args.common.settings(Partial::default())?;
    let mut found = pair(&args.folders, &settings)?;
    if args.explain {
        return output::print(&explain(&found)).map(|()| 0);
    }
    let doubtful = found.articles.iter().filter(|article| !article.doubts.is_empty()).count();
    if args.sure {
        found.articles.retain(|article| article.doubts.is_empty());
    }
    let path = args.output.as_deref();
    let folder = path.and_then(Path::parent).unwrap_or(Path::new(""));
    let lines = path.and_then(Path::extension).is_some_and(|e| e.eq_ignore_ascii_case("jsonl"));
    let text =
        if lines { pairing::jsonl(&found.articles, folder)? } else { pairing::csv(&found.articles, folder)? };
    let mut out = Output::open(path)?;
    out.write_all(text.as_bytes()).map_err(|e| Error::io(path.unwrap_or(Path::new("the manifest")), &e))?;
    out.finish()?;
    if !args.quiet {
        let left = if args.sure { "left out" } else { "marked" };
        tell(&format!(
            "{} articles, {doubtful} doubtful ({left}); {} files in none (--explain names them)",
            found.articles.len(),
            found.alone.len()
        ));
    }
    found.problems.iter().for_each(|problem| say(Level::Error, &problem.to_string()));
    Ok(if found.problems.is_empty() { 0 } else { FAILED })
}

fn explain(found: &Pairing) -> String {
    let mut out = String::from("score\tcontent\torder\tlength\trival\tone\tother\n");
    for (a, b, own) in &found.compared {
        let order = own.order.map(|order| format!("{order:.3}")).unwrap_or_default();
        out.push_str(&format!(
            "{:.4}\t{:.4}\t{order}\t{:.3}\t{:.4}\t{}\t{}\n",
            own.score,
            own.content,
            own.length,
            own.rival,
            a.display(),
            b.display()
        ));
    }
    for (path, why) in &found.alone {
        out.push_str(&format!("in no article\t{}\t{why}\n", path.display()));
    }
    out
}
