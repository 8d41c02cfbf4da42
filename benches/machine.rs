//! Faults of the machine at seeded random moments; see `machine/run.rs`.

#[cfg(unix)]
#[path = "machine/run.rs"]
mod run;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    run::main()
}

#[cfg(not(unix))]
fn main() {
    println!("SKIPPED: needs signals, `sh` and `ulimit`");
}
