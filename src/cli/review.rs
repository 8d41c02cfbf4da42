//! `trialign review`: a page to work in, decisions that last.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use trialign::config::{Format, Partial};
use trialign::error::{Error, ErrorKind, Result};
use trialign::export::one_line;
use trialign::input;
use trialign::pipeline::review::{self, Kept, Office, Opened};
use trialign::review::desk::{Fault, MAX_UPLOAD, Upload};
use trialign::review::{Desk, Server, Session};

use super::interrupt;
use super::output;
use super::settings::Common;
use super::sink::{Target, today};
use super::summary::{self, Level, printable, say};
use super::{FAILED, FAULTS};

/// Review articles in the browser: a folder, two or three files, or what is dropped on the page.
///
/// Without a path the page opens empty, and files can be dropped on it. Decisions on a folder are kept in
/// DIR/trialign-review.sqlite; files are copied into a folder of their own, which the page names, and found again there.
/// Prints the address of the page on one line and serves it until stopped (Ctrl+C). Every change is on the disk
/// before the page says so.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  trialign review
  trialign review talk.docx 讲话.docx 講話.docx
  trialign review corpus
  trialign review status corpus
  trialign review export corpus -o sheet.xlsx
  trialign review import sheet.xlsx corpus --apply"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Sub>,
    /// The folder of a corpus, or the editions of an article; without it the page opens empty.
    #[arg(value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// Where jobs made of files are kept; without it, `trialign` in your documents.
    #[arg(long, value_name = "DIR")]
    jobs: Option<PathBuf>,
    /// The port; without it a free one is taken.
    #[arg(long, default_value_t = 0, value_name = "N")]
    port: u16,
    /// Do not open the browser.
    #[arg(long)]
    no_open: bool,
    /// Listen at another address than loopback: others in the network can then reach the page. No encryption.
    #[arg(long, value_name = "IP")]
    bind: Option<IpAddr>,
    /// The name written beside each decision; without it that of the account.
    #[arg(long = "as", alias = "name", value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, clap::Subcommand)]
enum Sub {
    /// Count confirmed, edited, flagged, open beads, conflicts and dismissed ones, an article a line.
    Status {
        /// The folder of the corpus.
        #[arg(value_name = "DIR", default_value = ".")]
        folder: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// Write what was reviewed: a sheet to work in, or any other format.
    ///
    /// A sheet (xlsx, csv) has a column `base` that says what it was made from: leave it in, and what comes back is
    /// merged with what others decided meanwhile.
    Export {
        /// The folder of the corpus.
        #[arg(value_name = "DIR", default_value = ".")]
        folder: PathBuf,
        /// The sheet to write as CSV: short for -f csv -o FILE.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "format"])]
        csv: Option<PathBuf>,
        #[command(flatten)]
        target: Box<Target>,
        #[command(flatten)]
        common: Common,
    },
    /// Take changes of status and note back from a sheet; without --apply they are only shown.
    ///
    /// Reads .xlsx, and .csv in any delimiter and encoding, sorted, filtered or cut down. Only what was changed in the
    /// sheet is taken over; what others decided meanwhile stays, and where both decided the row is listed as a
    /// conflict. Rows with a fault are listed with their line, the others are applied. Exit code 2 where there are
    /// faults or conflicts.
    Import {
        /// The edited sheet.
        #[arg(value_name = "FILE")]
        sheet: PathBuf,
        /// The folder of the corpus.
        #[arg(value_name = "DIR", default_value = ".")]
        folder: PathBuf,
        /// Apply the changes as decisions.
        #[arg(long)]
        apply: bool,
        /// Whose decisions they are, such as the colleague's who sent the sheet; else the account's.
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        #[command(flatten)]
        common: Common,
    },
}

/// Runs the subcommand.
pub fn run(args: Args) -> Result<u8> {
    match (args.command, args.paths) {
        (Some(Sub::Status { folder, common }), _) => status(&folder, &common),
        (Some(Sub::Export { folder, csv, mut target, common }), _) => {
            if csv.is_some() {
                (target.output, target.format) = (csv, Some(Format::Csv));
            }
            export(&folder, &target, &common)
        }
        (Some(Sub::Import { sheet, folder, apply, name, common }), _) => {
            import(&sheet, &folder, apply, &name.unwrap_or_else(account), &common)
        }
        (None, paths) => {
            let bind = args.bind.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
            let name = args.name.unwrap_or_else(account);
            let home = args.jobs.map_or_else(Office::default_home, Ok)?;
            let settings = args.common.settings(Partial::default())?;
            let office = Office::new(home, settings, name.clone(), Some(today()));
            let session = match paths.as_slice() {
                [] => Session::empty(name),
                [folder] if folder.is_dir() => at_once(folder, &args.common, &name)?,
                files => of_files(&office, files)?,
            };
            serve(session, office, bind, args.port, !args.no_open)
        }
    }
}

/// The job of some files; what is wrong with those that cannot be used is said.
fn of_files(office: &Office, paths: &[PathBuf]) -> Result<Session> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            return Err(Error::new(ErrorKind::Usage, "is a folder, and other paths are named beside it")
                .at(path)
                .remedy("name one folder, or the files of an article"));
        }
        let bytes = input::bytes_named(path, MAX_UPLOAD)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push(Upload { name, bytes });
    }
    let told = |fault: &Fault| match fault.file.as_str() {
        "" => format!("{} ({})", fault.message, fault.remedy),
        file => format!("{file}: {} ({})", fault.message, fault.remedy),
    };
    let opened = office.receive(files).map_err(|faults| {
        let (last, others) = match faults.split_last() {
            Some((last, others)) => (last.clone(), others),
            None => (Fault::default(), &[][..]),
        };
        others.iter().for_each(|fault| say(Level::Error, &told(fault)));
        let error = Error::new(ErrorKind::Input, last.message).remedy(last.remedy);
        if last.file.is_empty() { error } else { error.at(last.file) }
    })?;
    opened.faults.iter().for_each(|fault| say(Level::Warning, &told(fault)));
    opened.warnings.iter().for_each(|warning| say(Level::Warning, warning));
    if let Some(folder) = opened.session.folder() {
        say(Level::Note, &format!("the work is kept in {}", folder.display()));
    }
    Ok(opened.session)
}

fn account() -> String {
    std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default()
}

fn open(folder: &Path, common: &Common, name: &str) -> Result<Opened> {
    Ok(told(review::open(folder, &common.settings(Partial::default())?, name)?))
}

/// Says what a person should know of how a folder was opened.
fn told(opened: Opened) -> Opened {
    opened.problems.iter().for_each(|problem| say(Level::Warning, problem));
    tell(&opened.changed);
    opened
}

/// The session of a folder; what comes out when its files are read later is said then.
fn at_once(folder: &Path, common: &Common, name: &str) -> Result<Session> {
    let settings = common.settings(Partial::default())?;
    let kept = |kept: &Kept| tell(std::slice::from_ref(kept));
    let opened = review::open_at_once(folder, &settings, name, kept, |problem| say(Level::Warning, problem))?;
    opened.problems.iter().for_each(|problem| say(Level::Warning, problem));
    Ok(opened.session)
}

/// Says what became of human work in articles that changed.
pub fn tell(all: &[Kept]) {
    for Kept { article, kept, moved, conflicts } in all {
        let message =
            format!("{article}: reviewed beads: {kept} kept, {moved} moved, {} in conflict", conflicts.len());
        summary::tell(&message);
        conflicts.iter().for_each(|conflict| say(Level::Warning, &format!("{article}: {conflict}")));
    }
}

fn serve(session: Session, office: Office, ip: IpAddr, port: u16, browser: bool) -> Result<u8> {
    let server = Server::bind(ip, port, session, Some(Box::new(office)))?;
    if !ip.to_canonical().is_loopback() {
        say(Level::Warning, &format!("{ip} can be reached from the network, and nothing is encrypted"));
    }
    output::print(&format!("{}\n", server.link()?))?;
    let stop = server.stop()?;
    interrupt::on(Box::new(move || stop.stop()));
    // Kept until the end: then the file goes.
    let _file = if browser { open_browser(&server.link_from_file()?) } else { None };
    server.serve(&|| match server.link() {
        Ok(link) => summary::tell(&format!("for another browser: {link}")),
        Err(error) => say(Level::Warning, &error.to_string()),
    });
    Ok(0)
}

/// Opens the page where the system knows how; a link was printed in any case.
///
/// The browser is given a file that only this user can read and that sends it on: the command line, which everybody on
/// the machine can see, holds no token.
fn open_browser(link: &str) -> Option<tempfile::NamedTempFile> {
    let failed = || say(Level::Warning, "no browser could be opened; open the address above");
    let file = redirect(link).inspect_err(|_| failed()).ok()?;
    let opener = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let started = Command::new(opener)
        .arg(file.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.is_err() {
        failed();
    }
    Some(file)
}

/// A page that leads to `link`, in a file for this user alone.
fn redirect(link: &str) -> std::io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("trialign-review-").suffix(".html").tempfile()?;
    write!(
        file,
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">\
         <meta http-equiv=\"refresh\" content=\"0; url={link}\"><title>trialign</title><a href=\"{link}\">trialign review</a>"
    )?;
    file.flush()?;
    Ok(file)
}

fn status(folder: &Path, common: &Common) -> Result<u8> {
    let opened = told(review::open_to_count(folder, &common.settings(Partial::default())?)?);
    let mut text = String::from("confirmed\tedited\tflagged\topen\tconflict\tdismissed\tarticle\n");
    let sum = opened.session.counts();
    let each = opened.session.states.iter().map(|state| (state.counts(), state.base.article.id.as_str()));
    for (counts, name) in each.chain([(sum, "all")]) {
        text.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
            counts.confirmed,
            counts.edited,
            counts.flagged,
            counts.open,
            counts.conflict,
            counts.dismissed,
            printable(name)
        ));
    }
    let (_, count) = opened.session.queue();
    text.push_str(&format!("to review until the rest is 99 % right: {count}\n"));
    output::print(&text)?;
    Ok(if opened.problems.is_empty() { 0 } else { FAILED })
}

fn export(folder: &Path, target: &Target, common: &Common) -> Result<u8> {
    let settings = common.settings(target.partial())?;
    target.format(&settings)?;
    let opened = open(folder, common, "")?;
    let mut sink = target.open_with(&settings, true)?;
    let mut code = 0;
    for record in review::records(&opened.session, &opened.signature) {
        match sink.article(&record) {
            Err(error) if error.kind() == ErrorKind::Io => return Err(error),
            Err(error) => {
                say(Level::Error, &error.to_string());
                code = FAILED;
            }
            Ok(()) => {}
        }
    }
    sink.finish()?.iter().for_each(|warning| say(Level::Warning, warning));
    Ok(code)
}

fn import(sheet: &Path, folder: &Path, apply: bool, name: &str, common: &Common) -> Result<u8> {
    let bytes = input::bytes_named(sheet, input::CORPUS).map_err(|e| match sheet.is_file() {
        true => e.remedy("is it open in a spreadsheet? Save and close it there"),
        false => e,
    })?;
    let mut opened = open(folder, common, name)?;
    let compared = review::compare(&opened.session, &opened.signature, &bytes, sheet)?;
    let mut text = String::new();
    for change in &compared.changes {
        let status = change.status.as_ref().map(|s| format!(" status {s}")).unwrap_or_default();
        let note = change.note.as_ref().map(|n| format!(" note '{}'", one_line(n))).unwrap_or_default();
        let said = format!("{}, row {}:{status}{note}", change.article, change.at + 1);
        text.push_str(&format!("{}\n", printable(&said)));
    }
    let mut tell = |kind: &str, what: &str| {
        text.push_str(&format!("{}\n", printable(&format!("{}: {kind}{what}", sheet.display()))));
    };
    compared.faults.iter().for_each(|fault| tell("", fault));
    for dispute in &compared.disputes {
        tell(
            "",
            &format!(
                "{}; {}, row {} (conflict)",
                dispute.reason,
                dispute.change.article,
                dispute.change.at + 1
            ),
        );
    }
    compared.remarks.iter().for_each(|remark| tell("note: ", remark));
    let (faults, conflicts) = (compared.faults.len(), compared.disputes.len());
    let left = if faults + conflicts == 0 {
        String::new()
    } else {
        format!("; {faults} faults and {conflicts} conflicts: nothing was changed in these rows")
    };
    let end = if apply {
        format!("{} beads changed{left}", review::apply(&mut opened.session, &compared)?.changed)
    } else {
        format!("{} beads would change; --apply changes them{left}", compared.changes.len())
    };
    output::print(&format!("{text}{end}\n"))?;
    Ok(if faults + conflicts == 0 { 0 } else { FAULTS })
}
