//! `trialign explain`: what speaks for a bead and what against it.

use std::path::PathBuf;

use trialign::align::{Explanation, Support};
use trialign::bead::{self, Bead};
use trialign::config::Partial;
use trialign::error::{Error, ErrorKind, Result};
use trialign::evidence;
use trialign::pipeline;
use trialign::text::{Article, Edition};

use super::output;
use super::settings::Common;
use super::summary::printable;

/// Explain a bead: what each source of evidence says for or against it.
///
/// Contributions are log odds: above 0 for the bead, below 0 against it; 1 is noticeable, 3 is strong.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  trialign explain corpus/rate-decision 12")]
pub struct Args {
    /// The article's folder.
    #[arg(value_name = "ARTICLE")]
    article: PathBuf,
    /// The bead: its row in the sheet, or its id.
    #[arg(value_name = "BEAD")]
    bead: String,
    #[command(flatten)]
    common: Common,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let settings = args.common.settings(Partial::default())?;
    let aligner = pipeline::aligner(&settings)?;
    let found = pipeline::find(std::slice::from_ref(&args.article), false)?;
    let [job] = found.jobs.as_slice() else {
        let message = format!("here are {} articles; one is explained at a time", found.jobs.len());
        return Err(Error::new(ErrorKind::Usage, message)
            .at(&args.article)
            .remedy("name the folder of one article"));
    };
    let article = pipeline::prepare(job, &settings, &mut Vec::new())?;
    aligner.know(&[&article])?;
    let all = aligner.explain(&article)?;
    let beads: Vec<Bead> = all.iter().map(|explanation| explanation.bead.clone()).collect();
    let at = match args.bead.parse::<usize>() {
        Ok(row) => row.checked_sub(1).filter(|at| *at < all.len()),
        Err(_) => bead::ids(&article, &beads).iter().position(|id| *id == args.bead),
    };
    let Some(at) = at else {
        let message = format!("no bead '{}': the article has rows 1 to {}", args.bead, all.len());
        return Err(Error::new(ErrorKind::Usage, message)
            .at(&args.article)
            .remedy("take the row or bead_id from the sheet"));
    };
    output::print(&render(&article, &all[at], at + 1)).map(|()| 0)
}

fn render(article: &Article, explanation: &Explanation, row: usize) -> String {
    let bead = &explanation.bead;
    let confidence = bead.confidence.map_or_else(|| "not computed".to_owned(), |p| format!("{p:.3}"));
    let mut out = format!("row {row}, shape {}, confidence {confidence}\n", bead.shape());
    if let Some(Support { link, chinese, hans, hant, .. }) = explanation.support {
        out += &format!(
            "  English with both {link:.3}, with zh-Hans {hans:.3}, with zh-Hant {hant:.3}, zh-Hans with zh-Hant {chinese:.3}\n"
        );
    }
    if explanation.link.is_none() {
        out += "  the texts look like different articles, so every sentence stands alone\n";
    }
    for edition in Edition::ALL {
        for segment in &article.segments(edition)[bead.runs[edition].range()] {
            out += &format!("  {:<8} {}\n", edition.as_str(), printable(&segment.text));
        }
    }
    out += "\n";
    for (source, sum) in explanation.contributions.iter().filter(|(_, sum)| sum.abs() >= 0.005) {
        let bar: String = std::iter::repeat_n(
            if *sum > 0.0 { '+' } else { '-' },
            (sum.abs() * 3.0).ceil().min(24.0) as usize,
        )
        .collect();
        out += &format!("  {sum:+7.2}  {source:<10} {:<56} {bar}\n", evidence::describe(source));
    }
    if !explanation.words.is_empty() {
        let words: Vec<String> =
            explanation.words.iter().take(24).map(|(en, zh, _)| format!("{zh} = {en}")).collect();
        out += &format!("\n  words found on both sides: {}\n", words.join(", "));
    }
    out
}
