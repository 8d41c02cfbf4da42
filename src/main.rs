//! The `trialign` command.

mod cli;

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(cli::run_from(std::env::args_os()))
}
