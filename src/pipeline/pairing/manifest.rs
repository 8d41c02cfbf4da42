//! The manifest that `trialign align` reads.

use std::path::{Component, Path, PathBuf};

use super::Paired;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Edition;

/// As CSV: `id,en,zh-Hans,zh-Hant,score,doubtful`. Paths are as seen from `folder`, where the manifest is to lie.
///
/// # Errors
/// `Input` where a path is not UTF-8.
pub fn csv(articles: &[Paired], folder: &Path) -> Result<String> {
    let failed = |e: String| Error::new(ErrorKind::Io, e);
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: &[String]| out.write_record(cells).map_err(|e| failed(e.to_string()));
    write(&["id", "en", "zh-Hans", "zh-Hant", "score", "doubtful"].map(str::to_owned))?;
    for article in articles {
        let mut cells = vec![article.id.clone()];
        for (_, path) in article.files.iter() {
            cells.push(path.as_deref().map(|path| seen_from(folder, path)).transpose()?.unwrap_or_default());
        }
        cells.push(format!("{:.3}", article.score));
        cells.push(article.doubts.join("; "));
        write(&cells)?;
    }
    let bytes = out.into_inner().map_err(|e| failed(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| failed(e.to_string()))
}

/// As JSONL with the same names.
///
/// # Errors
/// As [`csv`].
pub fn jsonl(articles: &[Paired], folder: &Path) -> Result<String> {
    let mut out = String::new();
    for article in articles {
        let mut line = serde_json::Map::new();
        line.insert("id".to_owned(), article.id.clone().into());
        for edition in Edition::ALL {
            if let Some(path) = &article.files[edition] {
                line.insert(edition.as_str().to_owned(), seen_from(folder, path)?.into());
            }
        }
        line.insert("score".to_owned(), ((f64::from(article.score) * 1e3).round() / 1e3).into());
        line.insert("doubtful".to_owned(), article.doubts.join("; ").into());
        out.push_str(&serde_json::Value::Object(line).to_string());
        out.push('\n');
    }
    Ok(out)
}

/// A path as it is written in a file that lies in `folder`: relative where it is below, else absolute.
fn seen_from(folder: &Path, path: &Path) -> Result<String> {
    let plain =
        |path: &Path| -> PathBuf { path.components().filter(|part| *part != Component::CurDir).collect() };
    let shown = match plain(path).strip_prefix(plain(folder)) {
        Ok(below) => below.to_path_buf(),
        Err(_) => std::path::absolute(path).map_err(|e| Error::io(path, &e))?,
    };
    let text = shown.to_str().map(|text| text.replace('\\', "/"));
    text.ok_or_else(|| {
        Error::new(ErrorKind::Input, "the path is not UTF-8").at(path).remedy("rename the file")
    })
}
