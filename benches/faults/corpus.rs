//! The articles of `corpus/` with their gold ladders.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use trialign::check::Finding;
use trialign::pipeline::{Job, JobFile};
use trialign::text::{Edition, PerEdition, Span, Tag};

/// A sentence of the gold.
pub struct Sentence {
    pub text: String,
    pub block: u64,
    pub span: Span,
}

/// An article and its ladder.
pub struct Gold {
    pub id: String,
    /// File name and text.
    pub files: PerEdition<(String, String)>,
    pub sentences: PerEdition<Vec<Sentence>>,
    /// Sentence indices by edition.
    pub beads: Vec<PerEdition<Vec<usize>>>,
    /// The Traditional edition is of an older version on purpose: its figures and dates differ.
    pub behind: bool,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

pub fn read() -> Vec<Gold> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(folder()).expect("corpus/").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders.iter().filter(|path| path.join("gold.jsonl").is_file()).map(|path| article(path)).collect()
}

fn article(path: &Path) -> Gold {
    let text = fs::read_to_string(path.join("gold.jsonl")).expect("gold");
    let gold: Value = serde_json::from_str(text.lines().next().expect("a record")).expect("JSON");
    let number = |value: &Value| value.as_u64().expect("a number");
    let name =
        |edition: Edition| gold["editions"][edition.as_str()]["path"].as_str().expect("a path").to_owned();
    let files = Edition::ALL.map(|e| {
        let name = Path::new(&name(e)).file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(path.join(&name)).expect("an edition");
        (name, text)
    });
    let sentences = Edition::ALL.map(|e| {
        let all = gold["editions"][e.as_str()]["segments"].as_array().expect("segments");
        let sentence = |s: &Value| Sentence {
            text: s["text"].as_str().expect("a text").to_owned(),
            block: number(&s["block"]),
            span: Span::new(number(&s["start"]) as usize, number(&s["end"]) as usize),
        };
        all.iter().map(sentence).collect()
    });
    let bead = |bead: &Value| {
        let run = |e: Edition| -> Vec<usize> {
            bead[e.as_str()].as_array().expect("a run").iter().map(|n| number(n) as usize).collect()
        };
        PerEdition(Edition::ALL.map(run))
    };
    Gold {
        id: path.file_name().expect("a name").to_string_lossy().into_owned(),
        files: PerEdition(files),
        sentences: PerEdition(sentences),
        behind: fs::read_to_string(path.join("article.toml"))
            .is_ok_and(|text| text.contains("relation = \"version-behind\"")),
        beads: gold["beads"].as_array().expect("beads").iter().map(bead).collect(),
    }
}

/// The articles as they stand in a folder.
pub fn jobs(root: &Path, corpus: &[Gold], prefix: &str) -> Vec<Job> {
    let job = |gold: &Gold| Job {
        id: format!("{prefix}{}", gold.id),
        files: gold.files.map(|edition, (name, _)| {
            Some(JobFile { path: root.join(&gold.id).join(name), tag: Tag::from(edition) })
        }),
        segmented: false,
    };
    corpus.iter().map(job).collect()
}

impl Gold {
    /// The share of the English characters that an edition renders.
    fn coverage(&self, edition: Edition) -> f64 {
        let mut count = [0usize; 2];
        for bead in &self.beads {
            let own: usize =
                bead[Edition::En].iter().map(|k| self.sentences[Edition::En][*k].text.chars().count()).sum();
            count[usize::from(!bead[edition].is_empty())] += own;
        }
        count[1] as f64 / (count[0] + count[1]).max(1) as f64
    }

    /// Whether a finding is about an omission, an addition or an old version that the gold knows of as well.
    pub fn says(&self, finding: &Finding) -> bool {
        let Some(edition) = finding.edition else { return false };
        if finding.rule == "C109" {
            return self.coverage(edition) < 0.95;
        }
        if matches!(finding.rule.as_str(), "P301" | "P302" | "P304")
            && edition == Edition::ZhHant
            && self.behind
        {
            return true;
        }
        let about = match finding.rule.as_str() {
            "C104" | "C105" | "C106" => (Edition::En, edition),
            "C107" => (edition, Edition::En),
            "C108" => (edition, if edition == Edition::ZhHans { Edition::ZhHant } else { Edition::ZhHans }),
            // A bead that is far too short hides an omission.
            "C113" => (Edition::En, edition),
            _ => return false,
        };
        let text = match finding.rule.as_str() {
            "C113" => finding.related.first().map(|r| r.message.as_str()),
            _ => finding.text.as_deref(),
        };
        let text = text.unwrap_or_default();
        self.beads.iter().any(|bead| {
            let own = bead[about.0].iter().any(|k| text.contains(self.sentences[about.0][*k].text.as_str()));
            own && bead[about.1].is_empty()
        })
    }
}
