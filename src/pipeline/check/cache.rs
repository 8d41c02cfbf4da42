use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{CheckOptions, Remembered};
use crate::config::Settings;
use crate::error::Result;
#[cfg(feature = "encoder")]
use crate::evidence::vectors;
use crate::input;
use crate::pipeline::{self, Job};
use crate::text::PerEdition;
use crate::text::hex;

/// What was found before, by a hash of everything it depends on.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Cache {
    entries: BTreeMap<String, Remembered>,
}

const NAME: &str = "check.json";
/// Entries of earlier states that are kept beside those of this run.
const KEPT: usize = 20_000;
/// Folders of caches that are kept in the user's own folder, one for each folder that was worked in.
const FOLDERS: usize = 64;

impl Cache {
    /// The cache in a folder; empty where there is none or it cannot be read.
    pub fn open(folder: &Path) -> Cache {
        let text = input::bytes(&folder.join(NAME), input::CORPUS).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// The folder in the user's own folder for caches for work done in `folder`; `None` where the user has none.
    pub fn own(folder: &Path) -> Option<PathBuf> {
        let base = etcetera::choose_base_strategy().ok()?.cache_dir();
        let name = hex(&Sha256::digest(folder.to_string_lossy().as_bytes())[..8]);
        let all = base.join("trialign").join("check");
        if !all.join(&name).exists() {
            prune(&all);
        }
        Some(all.join(name))
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

/// Makes room for one more folder: those used last stay.
fn prune(all: &Path) {
    let mut there: Vec<_> = std::fs::read_dir(all)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            Some((entry.as_ref().ok()?.metadata().ok()?.modified().ok()?, entry.ok()?.path()))
        })
        .collect();
    there.sort();
    let many = there.len().saturating_sub(FOLDERS - 1);
    // What cannot be removed takes room and does no harm.
    there.iter().take(many).for_each(|(_, path)| drop(std::fs::remove_dir_all(path)));
}

/// What the findings of every article depend on. Vectors are not opened for it: their file tells by its size and time.
pub(super) fn base(options: &CheckOptions) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    // The program itself: while it is developed its version stays.
    if let Ok(time) = std::env::current_exe().and_then(|p| p.metadata()).and_then(|m| m.modified()) {
        hash.update(format!("{time:?}"));
    }
    // The number of threads changes nothing that is found.
    hash.update(Settings { threads: 0, ..options.settings.clone() }.dump());
    hash.update(format!("{:?}", options.glossary));
    // Weights, what characters are folded by, and vectors.
    let settings = &options.settings;
    let plain = Settings {
        vectors: "off".to_owned(),
        embeddings: None,
        embeddings_file: None,
        judge: false,
        ..settings.clone()
    };
    hash.update(pipeline::aligner(&plain)?.signature());
    hash.update(vectors_state(settings));
    for file in [&settings.weights, &settings.embeddings_file].into_iter().flatten() {
        // In pieces: whoever reads it says what is wrong with it.
        if let Ok(file) = input::open(file) {
            let _ = std::io::copy(&mut file.take(input::CORPUS), &mut hash);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// What tells the file of vectors of a run from another, without opening it: its place, size and time.
fn vectors_state(settings: &Settings) -> String {
    #[cfg(feature = "encoder")]
    {
        let file = match settings.vectors.as_str() {
            "off" => None,
            "auto" => {
                vectors::folder().ok().and_then(|folder| Some(vectors::list(&folder).first()?.path.clone()))
            }
            path => Some(path.into()),
        };
        let about = file.as_ref().map(|file| std::fs::metadata(file).map(|m| (m.len(), m.modified().ok())));
        format!("{} {} {file:?} {:?}", vectors::PACKAGE, vectors::VERSION, about.map(|about| about.ok()))
    }
    #[cfg(not(feature = "encoder"))]
    {
        settings.vectors.clone()
    }
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
            hash.update(input::bytes(&file.path, options.settings.max_bytes).unwrap_or_default());
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
