//! `trialign check`: are the translations whole and true?

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use trialign::check::baseline::Baseline;
use trialign::check::glossary::Glossary;
use trialign::check::render::{Report, ReportFormat, counts};
use trialign::config::{self, Partial, Settings};
use trialign::discover::Explanation;
use trialign::error::{Error, ErrorKind, Result};
use trialign::input;
use trialign::pipeline::check::{
    Cache, CheckOptions, Checked, Since, history, history::History, locks, tracked,
};
use trialign::pipeline::{self, Job};

use super::output::{self, Output};
use super::settings::{Common, Recognition};
use super::summary::{Level, Progress, printable, say, tell};
use super::{FAILED, FAULTS};
use super::{articles, lock};

/// Check that the Chinese editions are whole and say what the English says.
///
/// Exit codes: 0 nothing at or above --fail-on, 1 could not run, 2 findings at or above --fail-on, 3 settings,
/// lock or baseline are wrong, 64 the call is wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign check docs
  trialign check docs --format sarif > trialign.sarif
  trialign check docs --changed-since origin/main --fail-on warning
  trialign check docs --write-baseline known.json --reason 'translated next quarter'
  trialign rule C106")]
pub struct Args {
    /// Folders with articles; the folder itself without any.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// human, json, sarif, junit, github, gitlab or markdown.
    #[arg(short, long, value_name = "FORMAT", default_value = "human", value_parser = str::parse::<ReportFormat>)]
    format: ReportFormat,
    /// Where to write the report; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Findings from this level on make the run fail: note, warning, error or never.
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// Known findings that are not reported, with their reasons.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings of this run as a baseline.
    #[arg(long, value_name = "FILE", requires = "reason", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// Why the findings of --write-baseline may stay.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Check only articles with a file that differs from a git reference.
    #[arg(long, value_name = "REF")]
    changed_since: Option<String>,
    /// Where no lock file tells, find stale translations by the commit that the front matter names and by git history.
    #[arg(long)]
    history: bool,
    /// The lock file; trialign.lock is used where it is there.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    #[command(flatten)]
    recognition: Recognition,
    /// Check frozen versions of Docusaurus (`versioned_docs`) too.
    #[arg(long)]
    all_versions: bool,
    /// Say which layouts were tried and which files make which article, and stop.
    #[arg(long)]
    explain_layout: bool,
    /// Look at what git ignores too.
    #[arg(long)]
    no_ignore: bool,
    /// Remember nothing, and use nothing that was remembered.
    #[arg(long)]
    no_cache: bool,
    /// Where to remember what was found; without it in the user's folder for caches. A folder that git tracks is not
    /// used.
    #[arg(long, value_name = "DIR")]
    cache_dir: Option<PathBuf>,
    /// Print the settings this call would use, as a settings file.
    #[arg(long)]
    dump_config: bool,
    /// Nothing on standard error but what went wrong.
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

/// Runs the subcommand.
pub fn run(args: Args) -> Result<u8> {
    args.common.no_embeddings_file("check")?;
    let settings = args.common.settings(Partial::default())?;
    if args.dump_config {
        return output::print(&settings.dump()).map(|()| 0);
    }
    pipeline::check::known_rules(&settings)?;
    let options = args.recognition.options(&settings.check, args.no_ignore)?;
    let versions = args.all_versions || settings.check.all_versions;
    let found = articles::find(&args.paths, &options, versions)?;
    if args.explain_layout {
        return output::print(&explain(&found)).map(|()| 0);
    }
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    let whole = found.jobs.len();
    let unread = found.unread_line();
    let mut settings = settings;
    if settings.editions.is_empty() {
        settings.editions = pipeline::expected_editions(&found.jobs, &settings);
    }
    let since = args.changed_since.as_deref();
    let since = since.map(|reference| Since::read(&found.jobs, reference)).transpose()?;
    let jobs = match &since {
        Some(since) => since.touched(found.jobs),
        None => found.jobs,
    };
    let mut options = args.options(settings, &jobs)?;
    options.twice.clone_from(&found.twice);
    let progress = Progress::new(jobs.len());
    let checked = pipeline::check::run(&jobs, &options, &|step| progress.step(step));
    progress.finish();
    let mut checked = checked?;
    problems.append(&mut checked.problems);
    let old =
        since.map(|since| leave_out_old(&since, &mut checked, &jobs, &options)).transpose()?.unwrap_or(0);
    if let (Some(path), Some(reason)) = (&args.write_baseline, &args.reason) {
        return write_baseline(path, reason, &checked);
    }
    args.apply_baseline(&mut checked)?;
    args.report(&checked)?;
    if !args.quiet {
        summarise(&found.explain, &checked, whole);
        if old > 0 {
            tell(&format!(
                "{old} findings were there before the branch and are left out (a run without --changed-since has them)"
            ));
        }
        unread.iter().for_each(|line| tell(line));
    }
    checked.notices.iter().for_each(|notice| say(Level::Warning, notice));
    problems.iter().for_each(|problem| say(Level::Error, problem));
    Ok(args.code(&checked, &options.settings, !problems.is_empty()))
}

/// Leaves out what the pages said before the branch touched them; how many findings those are.
fn leave_out_old(
    since: &Since,
    checked: &mut Checked,
    jobs: &[Job],
    options: &CheckOptions,
) -> Result<usize> {
    if checked.findings.is_empty() {
        return Ok(0);
    }
    let folder = tempfile::tempdir().map_err(|e| Error::io(std::env::temp_dir(), &e))?;
    let (before, names) = since.before(jobs, folder.path())?;
    let mut options = options.clone();
    (options.cache, options.twice, options.names) = (None, Vec::new(), names);
    let before = pipeline::check::run(&before, &options, &|_| {})?;
    Ok(since.keep_new(&mut checked.findings, &before.findings, jobs, &options.settings))
}

fn explain(found: &pipeline::Found) -> String {
    let mut out = String::new();
    let shown = |path: &Path| printable(&path.display().to_string());
    for line in &found.explain {
        out.push_str(&format!("{}\n", printable(&line.to_string())));
    }
    for job in &found.jobs {
        out.push_str(&format!("{}\n", printable(&job.id)));
        for (edition, file) in job.files.iter() {
            let path = file.as_ref().map_or("missing".to_owned(), |file| shown(&file.path));
            out.push_str(&format!("  {edition}: {path}\n"));
        }
    }
    if !found.unused.is_empty() {
        out.push_str("in no article\n");
    }
    for path in &found.unused {
        out.push_str(&format!("  {}\n", shown(path)));
    }
    if !found.unread.is_empty() {
        out.push_str("not read, for their format\n");
    }
    for path in &found.unread {
        out.push_str(&format!("  {}\n", shown(path)));
    }
    out
}

fn write_baseline(path: &Path, reason: &str, checked: &Checked) -> Result<u8> {
    if reason.trim().is_empty() {
        return Err(Error::new(ErrorKind::Usage, "--reason is empty").remedy("say why the findings may stay"));
    }
    let text = Baseline::of(&checked.findings, reason).write();
    let mut out = Output::open(Some(path))?;
    out.write_all(text.as_bytes()).map_err(|e| Error::io(path, &e))?;
    out.finish()?;
    tell(&format!("{} findings written to {}", checked.findings.len(), path.display()));
    Ok(0)
}

fn summarise(layouts: &[Explanation], checked: &Checked, whole: usize) {
    articles::taken(layouts).for_each(|line| tell(&line.to_string()));
    let count = |level| checked.findings.iter().filter(|f| f.level == level).count();
    let [errors, warnings, notes] =
        [config::Level::Error, config::Level::Warning, config::Level::Note].map(count);
    tell(&format!(
        "{} of {whole} articles checked ({} unchanged since the last run), {} beads: {}",
        checked.articles.len(),
        checked.cached,
        checked.beads,
        counts(errors, warnings, notes)
    ));
}

/// Where results are kept: nowhere in the checkout, whose files say nothing of what is right, unless it is named.
pub fn cache(no_cache: bool, named: Option<&Path>) -> Option<PathBuf> {
    if no_cache {
        return None;
    }
    let folder = named.map(Path::to_path_buf).or_else(|| Cache::own(&std::env::current_dir().ok()?))?;
    // The user's own caches may be told to lie in the checkout as well.
    let why = folder.symlink_metadata().ok().and_then(|_| tracked(&folder));
    if let Some(why) = &why {
        say(Level::Warning, &format!("the cache is not used: {why} (name another folder with --cache-dir)"));
    }
    why.is_none().then_some(folder)
}

impl Args {
    fn options(&self, settings: Settings, jobs: &[Job]) -> Result<CheckOptions> {
        let glossary =
            settings.check.glossary.as_deref().map(Glossary::read).transpose()?.unwrap_or_default();
        let lock = match lock::records(self.lock.as_deref(), jobs, &self.paths, &settings)? {
            Some((path, records)) => {
                self.tell_records(&path, &records);
                records.by_id
            }
            None => BTreeMap::new(),
        };
        let History { behind, notices } =
            if self.history { history::behind(jobs, &settings)? } else { Default::default() };
        notices.iter().for_each(|notice| say(Level::Warning, notice));
        let cache = cache(self.no_cache, self.cache_dir.as_deref());
        let mut options = CheckOptions::default();
        (options.settings, options.glossary, options.cache) = (settings, glossary, cache);
        (options.lock, options.behind) = (lock, behind);
        Ok(options)
    }

    /// What of the lock and the articles does not fit together, once.
    fn tell_records(&self, path: &Path, records: &locks::Records) {
        // Articles that did not change are not looked at.
        let whole = self.changed_since.is_none();
        if !records.unused.is_empty() && whole {
            say(
                Level::Warning,
                &format!(
                    "{}: {} records fit no article: {} (take them out with `trialign lock --prune`)",
                    path.display(),
                    records.unused.len(),
                    super::output::short(&records.unused)
                ),
            );
        }
        if !records.unlocked.is_empty() && !self.quiet {
            tell(&format!(
                "{} articles are not in {}: {} (record them with `trialign lock`)",
                records.unlocked.len(),
                path.display(),
                super::output::short(&records.unlocked)
            ));
        }
    }

    fn apply_baseline(&self, checked: &mut Checked) -> Result<()> {
        let Some(path) = &self.baseline else { return Ok(()) };
        let text = input::text(path, input::TABLE)
            .map_err(|e| e.of_kind(ErrorKind::Config).remedy("write one with --write-baseline"))?;
        let baseline = Baseline::parse(&text, path)?;
        let gone = baseline.apply(&mut checked.findings);
        // Articles that were not checked now cannot show their findings.
        if self.changed_since.is_none() {
            for (id, entry) in gone {
                let message = format!(
                    "{}: entry {id} ({} in {}) matches nothing any more (take it out)",
                    path.display(),
                    entry.rule,
                    entry.path
                );
                say(Level::Warning, &message);
            }
        }
        Ok(())
    }

    fn report(&self, checked: &Checked) -> Result<()> {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = self.output.is_none() && !plain && std::io::stdout().is_terminal();
        let report = Report { findings: &checked.findings, articles: &checked.articles, colour };
        let mut out = Output::open(self.output.as_deref())?;
        let text = report.render(self.format);
        out.write_all(text.as_bytes()).map_err(|e| Error::io("the report", &e))?;
        out.finish()?;
        // A table for the page of a job of GitHub Actions.
        if self.format == ReportFormat::Github
            && let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY")
        {
            let table = report.summary();
            let file = std::fs::OpenOptions::new().create(true).append(true).open(&path);
            let written = file.and_then(|mut file| file.write_all(table.as_bytes()));
            written.map_err(|e| Error::io(Path::new(&path), &e))?;
        }
        Ok(())
    }

    fn code(&self, checked: &Checked, settings: &Settings, problems: bool) -> u8 {
        let least = match self.fail_on {
            Some(FailOn::Never) => None,
            Some(FailOn::Note) => Some(config::Level::Note),
            Some(FailOn::Warning) => Some(config::Level::Warning),
            Some(FailOn::Error) => Some(config::Level::Error),
            None => Some(settings.check.fail_on),
        };
        // What a person should look at never fails a build.
        let fails =
            |f: &&trialign::check::Finding| least.is_some_and(|least| f.level >= least) && f.rule != "L701";
        match checked.findings.iter().find(fails) {
            _ if problems => FAILED,
            Some(_) => FAULTS,
            None => 0,
        }
    }
}
