//! `cargo xtask tables`: see `data/README.md`. `cargo xtask licences`: the list of crates in THIRD-PARTY.md.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use xtask::{Sources, licences, tables};

const USAGE: &str = "usage: cargo xtask tables [--cedict FILE] [--jieba FILE] [--opencc FOLDER] [-o FOLDER]\n       cargo xtask licences";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let [command, options @ ..] = arguments else { return Err(USAGE.to_owned()) };
    match command.as_str() {
        "tables" => make_tables(options),
        "licences" if options.is_empty() => make_licences(),
        _ => Err(USAGE.to_owned()),
    }
}

fn make_licences() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text =
        licences::third_party(&root)?.ok_or("cargo has not fetched the crates yet: run `cargo fetch`")?;
    std::fs::write(root.join("THIRD-PARTY.md"), text).map_err(|e| e.to_string())
}

fn make_tables(options: &[String]) -> Result<(), String> {
    let mut sources = Sources::installed();
    let mut out = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/tables");
    for pair in options.chunks(2) {
        let [option, value] = pair else { return Err(USAGE.to_owned()) };
        let path = PathBuf::from(value);
        match option.as_str() {
            "--cedict" => sources.cedict = Some(path),
            "--jieba" => sources.jieba = Some(path),
            "--opencc" => sources.opencc = Some(path),
            "-o" => out = path,
            _ => return Err(USAGE.to_owned()),
        }
    }
    for (name, bytes) in tables::all(&sources)? {
        let path = out.join(name);
        std::fs::write(&path, &bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{}: {} bytes", path.display(), bytes.len());
    }
    Ok(())
}
