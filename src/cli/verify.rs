//! `trialign verify`: proves that a record is true.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use trialign::error::Result;
use trialign::export::Records;
use trialign::input;
use trialign::pipeline::verify::Verifier;

use super::FAULTS;
use super::output;
use super::summary::printable;

/// Larger sources are not read; above the limit of `align`, which a settings file may raise.
const MAX_SOURCE: u64 = 256 << 20;

/// Check that every character of the text stands in exactly one segment or is told as furniture, that every segment
/// stands in exactly one bead, and that offsets and hashes are true.
///
/// The sources are read again: from --root, or from here, or from the folder of the record. A line per fault
/// goes to standard output; with faults the exit code is 2.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  trialign align corpus -o corpus.jsonl && trialign verify corpus.jsonl")]
pub struct Args {
    /// The record, as `trialign align -f jsonl` writes it.
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
    /// The folder that the paths in the record start from.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let file = input::open_named(&args.file)?;
    let beside = args.file.parent().unwrap_or(Path::new("")).to_path_buf();
    let roots = args.root.clone().map_or_else(|| vec![PathBuf::new(), beside], |root| vec![root]);
    let mut verifier = Verifier::new(roots, MAX_SOURCE);
    let mut records = Records::new(BufReader::new(file), &args.file);
    let (mut text, mut articles, mut beads, mut faulty) = (String::new(), 0, 0, 0);
    while let Some(record) = records.next() {
        let record = record?;
        articles += 1;
        beads += record.beads.len();
        for fault in verifier.check(&record) {
            faulty += 1;
            let said = format!("{}:{}: {fault}", args.file.display(), records.line());
            text.push_str(&format!("{}\n", printable(&said)));
        }
    }
    if articles == 0 {
        faulty += 1;
        text.push_str(&format!("{}: there is no record in it\n", args.file.display()));
    }
    text.push_str(&format!("{articles} articles, {beads} beads, {faulty} faults\n"));
    output::print(&text)?;
    Ok(if faulty > 0 { FAULTS } else { 0 })
}
