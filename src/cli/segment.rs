//! `trialign segment`: text in, sentences out.

use std::io::{BufRead, Read, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use trialign::config::Partial;
use trialign::error::{Error, ErrorKind, Result};
use trialign::pipeline;
use trialign::segment::{cut_text, sentences_of_text};
use trialign::text::{Edition, Tag, fold_white_space};

use super::FAILED;
use super::output::Output;
use super::settings::{Common, encodings};
use super::summary::{Level, say};

/// Standard input is read up to here.
const MAX_INPUT: u64 = 256 << 20;

/// Cut text into sentences, one a line.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  trialign segment --lang zh-Hant article.txt
  echo '{\"id\":1,\"lang\":\"en\",\"text\":\"Dr. Wu left. I stayed.\"}' | trialign segment --jsonl")]
pub struct Args {
    /// The file; standard input without it.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The edition the text is in: en, zh-Hans or zh-Hant.
    #[arg(long, value_name = "EDITION", value_parser = str::parse::<Tag>, required_unless_present = "jsonl")]
    lang: Option<Tag>,
    /// Lines `{"id","lang","text"}` on standard input, lines `{"id","sentences"}` on standard output.
    #[arg(long, conflicts_with_all = ["file", "encoding"])]
    jsonl: bool,
    /// Encoding in place of detection.
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
}

#[derive(Deserialize)]
struct Request {
    id: serde_json::Value,
    #[serde(default)]
    lang: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    sentences: Vec<&'a str>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let edition = args.lang.as_ref().map(|tag| tag.edition);
    if args.jsonl {
        return jsonl(edition);
    }
    let edition = edition.unwrap_or(Edition::En);
    let mut out = Output::open(None)?;
    for sentence in sentences(args, edition)? {
        writeln!(out, "{sentence}").map_err(written)?;
    }
    out.finish().map(|()| 0)
}

fn written(error: std::io::Error) -> Error {
    Error::io("standard output", &error)
}

fn sentences(args: &Args, edition: Edition) -> Result<Vec<String>> {
    let labels: Vec<String> = args.encoding.iter().cloned().collect();
    if let Some(path) = args.file.as_ref().filter(|path| path.as_os_str() != "-") {
        let flags =
            Partial { keep_furniture: Some(true), encoding: encodings(&labels)?, ..Partial::default() };
        let common = Common { isolated: true, ..Common::default() };
        return pipeline::sentences(path, edition, &common.settings(flags)?);
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_INPUT + 1).read_to_end(&mut bytes);
    read.map_err(|e| Error::io("standard input", &e))?;
    if bytes.len() as u64 > MAX_INPUT {
        return Err(Error::new(ErrorKind::Input, "more than 256 MiB")
            .at("standard input")
            .remedy("split it"));
    }
    let decoded = trialign::read::decode(&bytes, false, args.encoding.as_deref())
        .map_err(|e| e.at("standard input"))?;
    let text = decoded.text;
    Ok(sentences_of_text(edition, &text).iter().map(|sentence| fold_white_space(sentence)).collect())
}

/// One answer a request; a line that is none is reported and the rest goes on.
fn jsonl(default: Option<Edition>) -> Result<u8> {
    let mut out = Output::open(None)?;
    let mut code = 0;
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = input.by_ref().take(MAX_INPUT).read_until(b'\n', &mut line);
        if read.map_err(|e| Error::io("standard input", &e))? == 0 {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match answer(&line, default) {
            Ok(answer) => out.write_all(answer.as_bytes()).map_err(written)?,
            Err(message) => {
                code = FAILED;
                let remedy = "a line looks like {\"id\":1,\"lang\":\"en\",\"text\":\"…\"}";
                let error = Error::new(ErrorKind::Input, message).at("standard input").line(number);
                say(Level::Error, &error.remedy(remedy).to_string());
            }
        }
    }
    out.finish().map(|()| code)
}

fn answer(line: &[u8], default: Option<Edition>) -> Result<String, String> {
    let request: Request = serde_json::from_slice(line).map_err(|e| e.to_string())?;
    let edition = match (&request.lang, default) {
        (Some(lang), _) => lang.parse::<Tag>()?.edition,
        (None, Some(edition)) => edition,
        (None, None) => return Err("no lang, here or with --lang".to_owned()),
    };
    let text = &request.text;
    let sentences = cut_text(edition, text).into_iter().map(|range| &text[range]).collect();
    let answer = serde_json::to_string(&Answer { id: &request.id, sentences });
    answer.map(|text| text + "\n").map_err(|e| e.to_string())
}
