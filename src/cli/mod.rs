//! Arguments, exit codes, terminal output; one file a subcommand.

mod align;
pub mod articles;
mod build;
pub mod check;
mod closed;
mod code;
mod convert;
mod eval;
mod explain;
mod export;
mod generate;
mod interrupt;
mod lock;
mod output;
mod pair;
mod review;
mod rule;
mod segment;
pub mod settings;
mod sink;
mod status;
mod stream;
mod summary;
mod train;
mod vectors;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use code::{CONFIG, FAILED, FAULTS, USAGE};
use trialign::error::{Error, ErrorKind, Result};

/// Aligns the English, Simplified and Traditional Chinese editions of articles, sentence by sentence.
///
/// Exit codes: 0 done, 1 could not run (or one of several articles could not), 2 faults found,
/// 3 configuration error, 64 usage error.
#[derive(Debug, Parser)]
#[command(name = "trialign", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

// A new subcommand: its file, a line here, a line in `run`.
#[derive(Debug, Subcommand)]
enum Command {
    Align(align::Args),
    Check(Box<check::Args>),
    Rule(rule::Args),
    Lock(lock::Args),
    Status(status::Args),
    Segment(segment::Args),
    Verify(verify::Args),
    Export(export::Args),
    Stream(stream::Args),
    Build(build::Args),
    Convert(convert::Args),
    Pair(pair::Args),
    Review(review::Args),
    Eval(eval::Args),
    Train(train::Args),
    Explain(explain::Args),
    Vectors(vectors::Args),
    Generate(generate::Args),
}

fn run(command: Command) -> Result<u8> {
    match command {
        Command::Align(args) => align::run(args),
        Command::Check(args) => check::run(*args),
        Command::Rule(args) => rule::run(&args),
        Command::Lock(args) => lock::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Segment(args) => segment::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Stream(args) => stream::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Pair(args) => pair::run(&args),
        Command::Review(args) => review::run(args),
        Command::Eval(args) => eval::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Vectors(args) => vectors::run(&args),
        Command::Generate(args) => generate::run(&args, Cli::command()),
    }
}

/// Parses the call, runs it, turns what came of it into an exit code.
pub fn main() -> ExitCode {
    if double_click() {
        // The page, empty, in the browser.
        return ExitCode::from(run_from(["trialign", "review"].map(OsString::from)));
    }
    ExitCode::from(run_from(std::env::args_os()))
}

/// Whether somebody double-clicked on the program, so that no terminal is there to read its help in.
///
/// A file manager gives no argument and names the program by its whole path. On Windows and macOS it opens a terminal,
/// which closes again when the help is printed; elsewhere there is none, and nothing reads what is printed.
fn double_click() -> bool {
    let mut call = std::env::args_os();
    let whole = call.next().is_some_and(|program| std::path::Path::new(&program).is_absolute());
    if !whole || call.next().is_some() {
        return false;
    }
    if cfg!(any(windows, target_os = "macos")) {
        return true;
    }
    let goes = |stream: u8| std::fs::read_link(format!("/proc/self/fd/{stream}")).unwrap_or_default();
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()));
    let unread =
        |to: std::path::PathBuf| !to.starts_with("/dev/pts") && !to.to_string_lossy().starts_with("pipe:");
    desktop && goes(0) == std::path::Path::new("/dev/null") && unread(goes(1)) && unread(goes(2))
}

/// As [`main`], of a call that is given: its name, then its arguments.
pub fn run_from(call: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(call) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe must not turn `--help | head` into a failure.
            let _ = error.print();
            return if error.use_stderr() { USAGE } else { 0 };
        }
    };
    interrupt::watch();
    ended(run(cli.command))
}

/// The exit code of what came of a call.
fn ended(done: Result<u8>) -> u8 {
    match done {
        Ok(code) => code,
        Err(error) if output::pipe_closed() => {
            drop(error);
            0
        }
        Err(error) => {
            summary::say(summary::Level::Error, &error.to_string());
            code_of(&error)
        }
    }
}

fn code_of(error: &Error) -> u8 {
    match error.kind() {
        ErrorKind::Usage => USAGE,
        ErrorKind::Config => CONFIG,
        _ => FAILED,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_sound() {
        use clap::CommandFactory as _;
        super::Cli::command().debug_assert();
    }
}
