//! `trialign rule`: what a rule finds, why that is bad, an example, the remedy.

use trialign::check::{ALL, rule, table};
use trialign::error::{Error, ErrorKind, Result};

use super::output;

/// Explain a rule of `trialign check`, or list them all.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id or name of a rule, such as C106; without it all rules are listed.
    id: Option<String>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let text = match &args.id {
        None => table(),
        Some(id) => {
            let found = rule(id).ok_or_else(|| {
                let ids: Vec<&str> = ALL.iter().map(|rule| rule.id.as_str()).collect();
                Error::new(ErrorKind::Usage, format!("there is no rule '{id}'")).remedy(ids.join(", "))
            })?;
            found.document()
        }
    };
    output::print(&text).map(|()| 0)
}
