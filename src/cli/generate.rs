//! `trialign generate`: what a package has beside the command: manual pages and shell completions.

use std::fs;
use std::path::PathBuf;

use clap::{Command, ValueEnum};
use clap_complete::Shell;
use trialign::error::{Error, Result};

/// Write manual pages and shell completions into a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  trialign generate --out share")]
pub struct Args {
    /// The folder; it is made where it is not there.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

/// Runs the subcommand, for the whole command.
pub fn run(args: &Args, mut command: Command) -> Result<u8> {
    let fault = |e: std::io::Error| Error::io(&args.out, &e);
    fs::create_dir_all(&args.out).map_err(fault)?;
    clap_mangen::generate_to(command.clone(), &args.out).map_err(fault)?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut command, "trialign", &args.out).map_err(fault)?;
    }
    Ok(0)
}
