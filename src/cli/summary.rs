//! What a person reads on standard error: messages, progress, and the table at the end.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use trialign::bead::{Flag, Shape};
use trialign::discover::Explanation;
use trialign::pipeline::{Outcome, Step};
use trialign::read::Format;
use trialign::text::PerEdition;

/// Shapes named in the table; the rest is summed up.
const SHAPES: usize = 8;

/// Files that belong to no article and are named; the rest is counted.
const NAMED: usize = 200;

/// A file that belongs to no article, and what can be done.
fn unused(path: &std::path::Path) -> String {
    let why = match Format::remedy(path) {
        Some(remedy) => format!("this kind of file is not read: {remedy}"),
        None => "belongs to no article: its name says no edition".to_owned(),
    };
    printable(&format!("{}: {why}", path.display()))
}

/// How bad a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Error,
    Warning,
    Note,
}

fn coloured() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn paint(code: &str, text: &str) -> String {
    if coloured() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// Writes a message to standard error.
pub fn say(level: Level, message: &str) {
    let head = match level {
        Level::Error => paint("1;31", "error"),
        Level::Warning => paint("1;33", "warning"),
        Level::Note => paint("1", "done"),
    };
    write(&format!("{head}: {}\n", printable(message)));
}

/// Writes a line that is no message.
pub fn tell(line: &str) {
    write(&format!("{}\n", printable(line)));
}

/// Control characters from file names and texts must not reach the terminal.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn write(text: &str) {
    // Nothing can be told to anyone when standard error is closed.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A bar on a terminal, nothing elsewhere.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn new(articles: usize) -> Self {
        if !std::io::stderr().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        // Each article counts twice: read, then aligned.
        let bar = ProgressBar::new(2 * articles as u64);
        if let Ok(style) = ProgressStyle::with_template("{msg:8} [{bar:40}] {percent}% {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }

    pub fn step(&self, step: Step) {
        self.0.set_message(if step == Step::Read { "reading" } else { "aligning" });
        self.0.inc(1);
    }

    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// The figures of a run.
#[derive(Debug, Default)]
pub struct Summary {
    articles: usize,
    aligned: usize,
    segments: [usize; 3],
    beads: usize,
    omissions: usize,
    doubtful: usize,
    shapes: BTreeMap<Shape, usize>,
    /// Files in another encoding than UTF-8.
    encodings: BTreeMap<String, usize>,
    /// What was recognised under the paths of the call.
    pub explain: Vec<Explanation>,
    /// Files that belong to no article.
    pub unused: Vec<std::path::PathBuf>,
    /// Messages that make the exit code 1.
    pub problems: usize,
    /// Messages that do not.
    pub warnings: usize,
}

impl Summary {
    /// Says what happened to an article and counts it.
    pub fn add(&mut self, outcome: &Outcome) {
        self.articles += 1;
        outcome.warnings.iter().for_each(|warning| self.warn(warning));
        outcome.problems.iter().for_each(|problem| self.problem(problem));
        let done = match &outcome.aligned {
            Ok(done) => done,
            Err(error) => return self.problem(&error.to_string()),
        };
        self.aligned += 1;
        let present = PerEdition(done.article.editions.0.each_ref().map(Option::is_some));
        for (edition, text) in done.article.present() {
            self.segments[edition as usize] += text.segments.len();
            if !matches!(text.encoding.as_str(), "UTF-8" | "") {
                *self.encodings.entry(text.encoding.clone()).or_default() += 1;
            }
        }
        for bead in &done.ladder.beads {
            self.beads += 1;
            self.omissions += usize::from(bead.is_null(present));
            self.doubtful += usize::from(bead.flags.contains(&Flag::LOW_CONFIDENCE));
            *self.shapes.entry(bead.shape()).or_default() += 1;
        }
    }

    /// Says and counts a problem.
    pub fn problem(&mut self, message: &str) {
        self.problems += 1;
        say(Level::Error, message);
    }

    /// Says and counts a warning.
    pub fn warn(&mut self, message: &str) {
        self.warnings += 1;
        say(Level::Warning, message);
    }

    /// The table at the end. `target` is where the output went.
    pub fn print(&self, target: &str) {
        let mut rows: Vec<_> =
            self.explain.iter().map(|line| ("found", printable(&line.to_string()))).collect();
        rows.extend(self.unused.iter().take(NAMED).map(|path| ("in none", self::unused(path))));
        if let Some(more) = self.unused.len().checked_sub(NAMED).filter(|more| *more > 0) {
            rows.push(("in none", format!("and {more} more files that belong to no article")));
        }
        rows.push(("articles", self.articles_line()));
        let [en, hans, hant] = self.segments;
        rows.push(("segments", format!("en {en}, zh-Hans {hans}, zh-Hant {hant}")));
        if !self.encodings.is_empty() {
            let counts: Vec<String> = self.encodings.iter().map(|(name, n)| format!("{name} {n}")).collect();
            rows.push(("encodings", counts.join(", ")));
        }
        rows.push(("beads", format!("{} ({})", self.beads, self.shape_line())));
        rows.push(("omissions", self.omissions.to_string()));
        rows.push(("doubtful", self.doubtful.to_string()));
        let count = |n: usize, code| if n == 0 { n.to_string() } else { paint(code, &n.to_string()) };
        rows.push(("problems", count(self.problems, "1;31")));
        rows.push(("warnings", count(self.warnings, "1;33")));
        rows.push(("output", printable(target)));
        let mut text = String::from("\n");
        for (name, value) in rows {
            text.push_str(&format!("{}  {value}\n", paint("1", &format!("{name:>10}"))));
        }
        write(&text);
    }

    fn articles_line(&self) -> String {
        match self.articles - self.aligned {
            0 => self.articles.to_string(),
            failed => format!("{}, of them {failed} not aligned", self.articles),
        }
    }

    fn shape_line(&self) -> String {
        let mut shapes: Vec<_> = self.shapes.iter().collect();
        shapes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let mut parts: Vec<String> =
            shapes.iter().take(SHAPES).map(|(shape, count)| format!("{shape}: {count}")).collect();
        let others: usize = shapes.iter().skip(SHAPES).map(|(_, count)| **count).sum();
        if others > 0 {
            parts.push(format!("others: {others}"));
        }
        parts.join(", ")
    }
}
