//! The list of what is compiled into the command, in THIRD-PARTY.md.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const BEGIN: &str = "<!-- crates: begin, written by `cargo xtask licences` -->\n";
const END: &str = "<!-- crates: end -->";

/// THIRD-PARTY.md with its list made anew; `None` where cargo cannot say without a network.
///
/// # Errors
/// Where the file cannot be read or has no place for the list, or a crate says nothing of its licence.
pub fn third_party(root: &Path) -> Result<Option<String>, String> {
    let path = root.join("THIRD-PARTY.md");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let Some(list) = list(root)? else { return Ok(None) };
    let place = || format!("{}: the marks of the list are missing", path.display());
    let (head, rest) = text.split_once(BEGIN).ok_or_else(place)?;
    let (_, tail) = rest.split_once(END).ok_or_else(place)?;
    Ok(Some(format!("{head}{BEGIN}\n{list}\n{END}{tail}")))
}

/// A table: crate, version, licence, for every system the command is built for.
fn list(root: &Path) -> Result<Option<String>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let out = Command::new(cargo)
        .args([
            "tree",
            "--locked",
            "--offline",
            "--package",
            "trialign",
            "--edges",
            "normal",
            "--target",
            "all",
        ])
        .args(["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}|{r}"])
        .current_dir(root)
        .output()
        .map_err(|e| format!("cargo tree: {e}"))?;
    if !out.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&out.stdout);
    let rows: BTreeSet<String> = text.lines().filter_map(row).collect::<Result<_, _>>()?;
    let rows: Vec<String> = rows.into_iter().collect();
    Ok(Some(format!("| crate | licence |\n|---|---|\n{}\n", rows.join("\n"))))
}

/// A row; `None` for the crates of this repository.
fn row(line: &str) -> Option<Result<String, String>> {
    let mut fields = line.split('|');
    let (package, licence, address) = (fields.next()?, fields.next()?, fields.next().unwrap_or_default());
    // `name v1.2.3`, then `(proc-macro)` or the folder of a crate that lies here.
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?.trim_start_matches('v'));
    if name == "trialign" || name == "trialign-data" || name.is_empty() {
        return None;
    }
    if licence.is_empty() {
        return Some(Err(format!("{name} {version} says nothing of its licence")));
    }
    let name = if address.starts_with("http") { format!("[{name}]({address})") } else { name.to_owned() };
    Some(Ok(format!("| {name} {version} | {} |", licence.replace('/', " OR "))))
}
