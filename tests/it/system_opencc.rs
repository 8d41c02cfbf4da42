//! The fold that is built in, held to the system's OpenCC.

use std::fs;

use trialign::evidence::Fold;

/// Releases of OpenCC differ among themselves: 1.1.5 and 1.4.2 in 0.85 % of the characters of a newspaper text.
const MOST: f64 = 0.01;

#[test]
fn built_in_tables_fold_as_the_systems_do() {
    let (built_in, system) = (Fold::built_in(), Fold::system().expect("libopencc with its data"));
    let (mut lines, mut chars, mut differing_lines, mut differing_chars) = (0, 0, 0, 0);
    for folder in fs::read_dir("corpus").unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).into_iter().flatten() {
            let path = file.unwrap().path();
            if !path.to_string_lossy().contains("zh-Hant.") {
                continue;
            }
            for line in fs::read_to_string(path).unwrap().lines() {
                let (ours, theirs) = (built_in.fold(line), system.fold(line));
                lines += 1;
                chars += theirs.chars().count();
                if ours != theirs {
                    differing_lines += 1;
                    differing_chars += differing(&ours, &theirs);
                    println!("built in: {ours}\n  system: {theirs}");
                }
            }
        }
    }
    println!("{differing_lines} of {lines} lines differ, in {differing_chars} of {chars} characters");
    assert!(chars > 10_000, "too little text: {chars} characters");
    assert!((differing_chars as f64) <= MOST * chars as f64);
}

/// Characters at the same place that are not the same, and by how much one text is longer.
fn differing(a: &str, b: &str) -> usize {
    let unlike = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    unlike + a.chars().count().abs_diff(b.chars().count())
}
