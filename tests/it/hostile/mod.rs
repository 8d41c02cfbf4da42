//! What others may do to a run: through the checkout, through links and special files, by ending it.

#![cfg(unix)]

mod exports;
mod files;
mod shown;
mod trust;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A run that takes longer than this hangs. No run comes near it.
const HANGS: Duration = Duration::from_secs(60);

/// A folder with a checkout in it, `w`, and a home of its own.
pub struct Case(TempDir);

impl Case {
    /// `w/docs` holds an article in two editions.
    pub fn new() -> Case {
        let case = Case(tempfile::tempdir().unwrap());
        case.put("w/docs/mill/en.md", "The mill stands by the river.\n\nIt was sold in 1931.\n");
        case.put("w/docs/mill/zh-Hans.md", "磨坊立在河边。\n\n它于1931年售出。\n");
        case
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn link(&self, target: impl AsRef<Path>, name: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, path).unwrap();
    }

    pub fn fifo(&self, name: &str) {
        assert!(Command::new("mkfifo").arg(self.path(name)).status().unwrap().success());
    }

    /// The program in `w`, with nothing of the tester's own.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trialign"));
        command.args(args).current_dir(self.path("w")).env("HOME", self.path("home"));
        command
            .env("XDG_CONFIG_HOME", self.path("home/config"))
            .env("XDG_CACHE_HOME", self.path("home/cache"));
        command.env("GIT_CEILING_DIRECTORIES", self.0.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program; fails where it does not end.
    pub fn run(&self, args: &[&str]) -> Done {
        Done::of(self.command(args), args)
    }

    pub fn git(&self, args: &[&str]) {
        let own = ["-c", "user.email=a@b", "-c", "user.name=n", "-c", "init.defaultBranch=main"];
        let mut git = Command::new("git");
        git.args(own).args(args).current_dir(self.path("w")).env("HOME", self.path("home"));
        let done = git.env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

/// How a run ended.
pub struct Done {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Done {
    pub fn of(mut command: Command, args: &[&str]) -> Done {
        let mut child = command.spawn().unwrap();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let read = |mut pipe: Box<dyn std::io::Read + Send>| {
            std::thread::spawn(move || {
                let mut text = Vec::new();
                pipe.read_to_end(&mut text).map(|_| text)
            })
        };
        let (out, err) = (read(Box::new(out)), read(Box::new(err)));
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > HANGS {
                child.kill().unwrap();
                panic!("{args:?} does not end");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let done =
            Output { status, stdout: out.join().unwrap().unwrap(), stderr: err.join().unwrap().unwrap() };
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Done { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }

    #[track_caller]
    pub fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        words.iter().for_each(|word| assert!(self.err.contains(word), "{word}: {}", self.err));
    }

    #[track_caller]
    pub fn hides(&self, word: &str) {
        assert!(!self.out.contains(word) && !self.err.contains(word), "{word}: {}{}", self.out, self.err);
    }
}
