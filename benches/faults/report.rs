//! What was found, for the documentation: `faults.tsv`.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Numbers of the untouched articles, and each planted fault with its rules, how many were planted and how many found.
#[derive(Default)]
pub struct Report {
    numbers: BTreeMap<String, usize>,
    plants: BTreeMap<String, (String, usize, usize)>,
}

impl Report {
    fn path() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/faults.tsv")
    }

    /// What an earlier run wrote: a run of a few faults leaves the others.
    pub fn read() -> Report {
        let mut out = Report::default();
        for line in std::fs::read_to_string(Report::path()).unwrap_or_default().lines() {
            match line.split('\t').collect::<Vec<_>>().as_slice() {
                [name, value] => {
                    out.number(name, value.parse().expect("a number"));
                }
                [name, rules, planted, found] => {
                    let [planted, found] = [planted, found].map(|n| n.parse().expect("a number"));
                    out.plant(name, rules, planted, found);
                }
                _ => panic!("faults.tsv: {line}"),
            }
        }
        out
    }

    /// A number of the untouched articles.
    pub fn number(&mut self, name: &str, value: usize) {
        self.numbers.insert(name.to_owned(), value);
    }

    /// A kind of fault.
    pub fn plant(&mut self, name: &str, rules: &str, planted: usize, found: usize) {
        self.plants.insert(name.to_owned(), (rules.to_owned(), planted, found));
    }

    /// Writes the file where that is asked for: the numbers, then the faults of these names in this order.
    pub fn finish(&self, names: &[&str]) {
        if std::env::var_os("TRIALIGN_UPDATE").is_none() {
            return;
        }
        let mut out = String::new();
        for (name, value) in &self.numbers {
            out.push_str(&format!("{name}\t{value}\n"));
        }
        for name in names {
            if let Some((rules, planted, found)) = self.plants.get(*name) {
                out.push_str(&format!("{name}\t{rules}\t{planted}\t{found}\n"));
            }
        }
        std::fs::write(Report::path(), out).expect("faults.tsv");
    }
}
