use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{CheckOptions, Remembered};
use crate::check::words::hex;
use crate::config::Settings;
use crate::pipeline::Job;
use crate::text::PerEdition;

/// What was found before, by a hash of everything it depends on.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Cache {
    entries: BTreeMap<String, Remembered>,
}

const NAME: &str = "check.json";
/// Entries of earlier states that are kept beside those of this run.
const KEPT: usize = 20_000;

impl Cache {
    /// The cache in a folder; empty where there is none or it cannot be read.
    pub fn open(folder: &Path) -> Cache {
        let text = std::fs::read(folder.join(NAME)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    pub(super) fn get(&self, key: &str) -> Option<&Remembered> {
        self.entries.get(key)
    }

    pub(super) fn insert(&mut self, key: String, done: Remembered) {
        self.entries.insert(key, done);
    }

    /// Writes it, with what `old` knew as far as there is room. A cache that cannot be written costs only time.
    pub(super) fn save(mut self, folder: &Path, old: Cache) {
        for (key, done) in old.entries {
            if self.entries.len() < KEPT {
                self.entries.entry(key).or_insert(done);
            }
        }
        let Ok(text) = serde_json::to_vec(&self) else { return };
        if std::fs::create_dir_all(folder).is_err() {
            return;
        }
        let _ = std::fs::write(folder.join(".gitignore"), "*\n");
        // Aside, then renamed: a reader never sees half of it.
        if let Ok(mut aside) = tempfile::NamedTempFile::new_in(folder) {
            let written = std::io::Write::write_all(&mut aside, &text);
            if written.is_ok() {
                let _ = aside.persist(folder.join(NAME));
            }
        }
    }
}

/// What the findings of every article depend on.
pub(super) fn base(options: &CheckOptions, aligner: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    // The program itself: while it is developed its version stays.
    if let Ok(time) = std::env::current_exe().and_then(|p| p.metadata()).and_then(|m| m.modified()) {
        hash.update(format!("{time:?}"));
    }
    // The number of threads changes nothing that is found.
    hash.update(Settings { threads: 0, ..options.settings.clone() }.dump());
    hash.update(format!("{:?}", options.glossary));
    // Weights and vectors.
    hash.update(aligner);
    for file in [&options.settings.weights, &options.settings.embeddings_file].into_iter().flatten() {
        hash.update(std::fs::read(file).unwrap_or_default());
    }
    hex(&hash.finalize())
}

/// What the findings of one article depend on.
pub(super) fn key(base: &str, job: &Job, options: &CheckOptions, expected: PerEdition<bool>) -> String {
    let mut hash = Sha256::new();
    hash.update(base);
    hash.update(&job.id);
    hash.update(format!("{expected:?}{}", job.segmented));
    for (edition, file) in job.files.iter() {
        let Some(file) = file else { continue };
        hash.update(format!("\0{edition} {:?} {:?}\0", file.tag, file.path));
        let small = std::fs::metadata(&file.path).is_ok_and(|m| m.len() <= options.settings.max_bytes);
        if small {
            hash.update(std::fs::read(&file.path).unwrap_or_default());
        }
    }
    for (_, file) in options.twice.iter().filter(|(id, _)| *id == job.id) {
        hash.update(format!("\0twice {:?}\0", file.path));
    }
    if let Some(locked) = options.lock.get(&job.id) {
        hash.update(format!("{locked:?}"));
    }
    if let Some(behind) = options.behind.get(&job.id) {
        hash.update(format!("{behind:?}"));
    }
    hex(&hash.finalize()[..16])
}
