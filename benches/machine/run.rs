//! Faults of the machine, at seeded random moments: `make faults`. Prints how often a run was hit, how often everything
//! was as it should be afterwards, and what was lost.
//!
//! As it should be: the old output or the new one, whole; nothing half-written after the next run, whose output is that of
//! a run nothing happened to; every decision that was acknowledged is there; a store that was damaged is refused, never
//! read as if it held less. `ROUNDS` says how often (20), `SEED` which moments; Linux, `sh`, `kill`.

#[path = "store.rs"]
mod store;
#[path = "task.rs"]
mod task;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use task::{Task, Work};

/// A small generator, so that a seed gives the same moments everywhere (Steele, Lea and Flood 2014, SplitMix64).
pub struct Moments(u64);

impl Moments {
    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end.max(1)
    }
}

/// What came of the rounds of one fault.
#[derive(Default)]
pub struct Row {
    /// How often.
    pub tried: usize,
    /// How often all was as it should be afterwards.
    pub survived: usize,
    /// What was not.
    pub lost: Vec<String>,
}

impl Row {
    /// Counts a round.
    pub fn add(&mut self, result: Result<(), String>) {
        self.tried += 1;
        match result {
            Ok(()) => self.survived += 1,
            Err(what) => self.lost.push(what),
        }
    }
}

/// Sends a signal to a process of ours.
pub fn signal(name: &str, id: u32) {
    let _ = Command::new("kill").args([format!("-{name}"), id.to_string()]).stderr(Stdio::null()).status();
}

/// Runs a task and hits it with a signal after some part of the time it takes.
fn hit(work: &Work, task: &Task, name: &str, after: Duration) -> Result<(), String> {
    let mut child = work.command(task, &[]).spawn().map_err(|e| e.to_string())?;
    std::thread::sleep(after);
    signal(name, child.id());
    let status = child.wait().map_err(|e| e.to_string())?;
    if name == "TERM" && !matches!(status.code(), Some(0 | 130) | None) {
        return Err(format!("ended with {status}"));
    }
    let gone = name == "TERM" && status.code() == Some(130);
    work.whole(task, gone)?;
    work.again(task)
}

/// Runs a task under limits of the shell; it ends with an error or as ever, and the next run is as ever.
fn limited(work: &Work, task: &Task, limits: &str) -> Result<(), String> {
    let status = work.command(task, &["sh", "-c", &format!("{limits}; exec \"$0\" \"$@\"")]).status();
    let status = status.map_err(|e| e.to_string())?;
    if status.code().is_none() && !limits.contains("-v") {
        return Err(format!("ended with {status}"));
    }
    work.whole(task, false)?;
    if status.success() { work.same(task) } else { work.again(task) }
}

/// Two runs of a task into one place at once.
fn two_writers(work: &Work, task: &Task) -> Result<(), String> {
    let spawn = || work.command(task, &[]).spawn().map_err(|e| e.to_string());
    let (mut first, mut second) = (spawn()?, spawn()?);
    let (first, second) = (first.wait(), second.wait());
    if !(first.is_ok_and(|s| s.success()) | second.is_ok_and(|s| s.success())) {
        return Err("neither of two writers came to its end".to_owned());
    }
    work.again(task)
}

/// Sources dated before 1970 and after 2100, as a clock that jumps leaves them.
fn dated(work: &Work, task: &Task, future: bool) -> Result<(), String> {
    let day = Duration::from_secs(86_400);
    let epoch = std::time::UNIX_EPOCH;
    let time = if future { epoch + day * 365 * 180 } else { epoch - day };
    work.date(time).map_err(|e| e.to_string())?;
    work.again(task)
}

/// A folder that this user may not write into.
fn read_only(work: &Work, task: &Task) -> Result<(), String> {
    work.lock_up(true)?;
    let status = work.command_as_nobody(task).status().map_err(|e| e.to_string());
    work.lock_up(false)?;
    if status?.success() {
        return Err("said it had written where nothing can be written".to_owned());
    }
    work.whole(task, true)
}

/// All of it; whether nothing was lost.
pub fn main() -> ExitCode {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
    };
    let (rounds, seed) = (number("ROUNDS", 20), number("SEED", 1));
    let mut moments = Moments(seed);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    println!(
        "seed {seed}, {rounds} rounds a row\n\n| fault | while it did | tried | survived | lost |\n|---|---|---|---|---|"
    );
    let mut lost = Vec::new();
    let mut print = |fault: &str, what: &str, row: Row| {
        println!("| {fault} | {what} | {} | {} | {} |", row.tried, row.survived, row.lost.len());
        lost.extend(row.lost.iter().map(|why| format!("{fault}, {what}: {why}")));
    };
    for task in Task::all() {
        let work = match Work::new(&corpus, &task) {
            Ok(work) => work,
            Err(why) => {
                println!("| all | {} | 0 | 0 | skipped: {why} |", task.name);
                continue;
            }
        };
        let start = Instant::now();
        if let Err(why) = work.again(&task) {
            println!("| none | {} | 1 | 0 | {why} |", task.name);
            return ExitCode::FAILURE;
        }
        let takes = start.elapsed().as_micros() as u64;
        for fault in
            ["SIGKILL", "SIGTERM", "no room", "16 descriptors", "300 MB", "read-only", "clock", "two writers"]
        {
            let mut row = Row::default();
            for round in 0..rounds {
                let after = Duration::from_micros(moments.below(takes));
                row.add(match fault {
                    "SIGKILL" => hit(&work, &task, "KILL", after),
                    "SIGTERM" => hit(&work, &task, "TERM", after),
                    "no room" => {
                        limited(&work, &task, &format!("trap '' XFSZ; ulimit -f {}", moments.below(64)))
                    }
                    "16 descriptors" => limited(&work, &task, "ulimit -n 16"),
                    "300 MB" => limited(&work, &task, "ulimit -v 300000"),
                    "read-only" => read_only(&work, &task),
                    "clock" => dated(&work, &task, round.is_multiple_of(2)),
                    _ => two_writers(&work, &task),
                });
            }
            print(fault, task.name, row);
        }
    }
    for (fault, what, row) in store::rows(&corpus, rounds, &mut moments) {
        print(fault, what, row);
    }
    lost.iter().for_each(|line| eprintln!("{line}"));
    if lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
