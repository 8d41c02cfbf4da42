//! The lock over a history of 30 commits: after each, exactly what is stale is told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// What a page is about, in both languages.
const THINGS: [(&str, &str); 5] =
    [("pump", "水泵"), ("crane", "起重机"), ("lamp", "台灯"), ("ladder", "梯子"), ("saw", "锯子")];

fn english(thing: usize, kind: usize, n: usize) -> String {
    let name = THINGS[thing].0;
    match kind {
        0 => format!("The {name} weighs {n} kilograms."),
        1 => format!("The {name} was bought in {}.", 1900 + n),
        2 => format!("Nobody may use the {name} for more than {n} hours."),
        3 => format!("Keep the {name} in room {n} of the cellar."),
        _ => format!("The {name} has {n} screws on its left side."),
    }
}

fn chinese(thing: usize, kind: usize, n: usize) -> String {
    let name = THINGS[thing].1;
    match kind {
        0 => format!("{name}重{n}公斤。"),
        1 => format!("{name}是{}年买的。", 1900 + n),
        2 => format!("任何人使用{name}都不得超过{n}小时。"),
        3 => format!("请把{name}放在地下室的{n}号房间。"),
        _ => format!("{name}左侧有{n}颗螺丝。"),
    }
}

/// A page: its sentences by kind, with the number that each language says.
#[derive(Clone)]
struct Page {
    thing: usize,
    /// Kind, number in English, number in Chinese; `None` where a language has no such sentence.
    rows: Vec<(usize, Option<usize>, Option<usize>)>,
    code: [usize; 2],
}

impl Page {
    fn new(thing: usize) -> Page {
        let row = |kind: usize| (kind, Some(10 + kind), Some(10 + kind));
        Page { thing, rows: (0..5).map(row).collect(), code: [1, 1] }
    }

    fn texts(&self, emphasis: bool) -> [String; 2] {
        let (name, own) = THINGS[self.thing];
        let mark = if emphasis { "*left*" } else { "left" };
        let en = self.rows.iter().filter_map(|(kind, n, _)| Some(english(self.thing, *kind, (*n)?)));
        let zh = self.rows.iter().filter_map(|(kind, _, n)| Some(chinese(self.thing, *kind, (*n)?)));
        let code = |n: usize| format!("```sh\n{name} --speed {n}\n```\n");
        let join = |title: &str, parts: Vec<String>, n: usize| {
            format!("# {title}\n\n{}\n\n{}", parts.join("\n\n"), code(n))
        };
        [
            join(&format!("About the {name}"), en.map(|s| s.replace("left", mark)).collect(), self.code[0]),
            join(&format!("关于{own}"), zh.collect(), self.code[1]),
        ]
    }
}

#[derive(Clone, Copy)]
enum Step {
    /// The English, or the Chinese, of a sentence gets another number.
    En(usize, usize, usize),
    Zh(usize, usize, usize),
    /// A sentence is taken out of the English, or of both.
    Drop(usize, usize),
    DropBoth(usize, usize),
    /// Code of the English, of the Chinese.
    CodeEn(usize, usize),
    CodeZh(usize, usize),
    /// Emphasis in the English comes or goes.
    Emphasis,
    /// The English of two sentences changes places.
    Swap(usize, usize, usize),
    /// Both files of a page get another name.
    Rename(usize, &'static str),
    /// A page comes, or goes with its record.
    Add(usize, &'static str),
    Remove(usize),
    /// `trialign lock` for everything, for a page, with `--accept` of a page.
    Lock,
    LockPage(usize),
    Accept(usize),
}

use Step::*;

/// Thirty commits; locking is a commit as any other.
const HISTORY: [Step; 30] = [
    Lock,
    En(0, 0, 20),
    Emphasis,
    Lock,
    Zh(0, 0, 20),
    Lock,
    En(0, 1, 40),
    En(1, 2, 9),
    LockPage(0),
    Zh(1, 2, 9),
    Accept(0),
    Rename(1, "big-crane"),
    En(1, 3, 33),
    Lock,
    CodeEn(2, 7),
    Lock,
    CodeZh(2, 7),
    LockPage(2),
    Add(3, "ladder"),
    Drop(2, 4),
    DropBoth(0, 4),
    Lock,
    En(3, 0, 77),
    Zh(3, 1, 11),
    Swap(0, 0, 1),
    Rename(3, "old-ladder"),
    Zh(3, 0, 77),
    Remove(1),
    Lock,
    En(2, 0, 3),
];

/// Pairs of sentences, and the number in the code of both pages.
type Recorded = (Vec<(String, String)>, [usize; 2]);

struct Replay {
    root: tempfile::TempDir,
    /// Pages by thing, with their names.
    pages: BTreeMap<usize, (String, Page)>,
    emphasis: bool,
    /// What the lock should know: pairs of sentences, and the code of both.
    locked: BTreeMap<usize, Recorded>,
}

impl Replay {
    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(args)
            .current_dir(self.root.path())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn write(&self) {
        for folder in ["docs/en", "docs/zh"] {
            let folder = self.root.path().join(folder);
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
        }
        for (name, page) in self.pages.values() {
            for (folder, text) in ["docs/en", "docs/zh"].iter().zip(page.texts(self.emphasis)) {
                fs::write(self.root.path().join(folder).join(format!("{name}.md")), text).unwrap();
            }
        }
    }

    /// Sentences and code that are stale: recorded, still there in Chinese, the English gone.
    fn stale(&self, thing: usize) -> (Vec<(String, String)>, bool) {
        let (Some((pairs, code)), Some((_, page))) = (self.locked.get(&thing), self.pages.get(&thing)) else {
            return (Vec::new(), false);
        };
        let now = |zh: bool| -> Vec<String> {
            let row = |(kind, en, own): &(usize, Option<usize>, Option<usize>)| {
                if zh { own.map(|n| chinese(thing, *kind, n)) } else { en.map(|n| english(thing, *kind, n)) }
            };
            page.rows.iter().filter_map(row).collect()
        };
        let (en, zh) = (now(false), now(true));
        let stale = pairs.iter().filter(|(a, b)| !b.is_empty() && !en.contains(a) && zh.contains(b));
        (stale.cloned().collect(), page.code[0] != code[0] && page.code[1] == code[1])
    }

    /// What locking a page should do to the record.
    fn lock(&mut self, thing: usize, accept: bool) {
        let (stale, code) = self.stale(thing);
        let page = &self.pages[&thing].1;
        let mut pairs = Vec::new();
        for (kind, en, zh) in &page.rows {
            let (en, zh) = (en.map(|n| english(thing, *kind, n)), zh.map(|n| chinese(thing, *kind, n)));
            let kept = stale.iter().find(|(_, own)| Some(own) == zh.as_ref() && !accept);
            pairs.push(kept.cloned().unwrap_or((en.unwrap_or_default(), zh.unwrap_or_default())));
        }
        let old = self.locked.get(&thing).map(|(_, code)| *code);
        let own = if code && !accept { old.unwrap_or(page.code) } else { page.code };
        // A Chinese sentence without English is recorded as such: it has nothing to be stale by.
        pairs.retain(|(en, _)| !en.is_empty());
        self.locked.insert(thing, (pairs, own));
    }

    fn step(&mut self, step: Step) {
        let row = |page: &mut Page, kind: usize| page.rows.iter().position(|row| row.0 == kind).unwrap();
        let mut change =
            |thing: usize, work: &dyn Fn(&mut Page)| work(&mut self.pages.get_mut(&thing).unwrap().1);
        match step {
            En(t, k, n) => change(t, &|p| {
                let at = row(p, k);
                p.rows[at].1 = Some(n)
            }),
            Zh(t, k, n) => change(t, &|p| {
                let at = row(p, k);
                p.rows[at].2 = Some(n)
            }),
            Drop(t, k) => change(t, &|p| {
                let at = row(p, k);
                p.rows[at].1 = None
            }),
            DropBoth(t, k) => change(t, &|p| p.rows.retain(|row| row.0 != k)),
            CodeEn(t, n) => change(t, &|p| p.code[0] = n),
            CodeZh(t, n) => change(t, &|p| p.code[1] = n),
            Swap(t, a, b) => change(t, &|p| {
                let (x, y) = (row(p, a), row(p, b));
                let (left, right) = (p.rows[x], p.rows[y]);
                (p.rows[x], p.rows[y]) = ((right.0, right.1, right.2), (left.0, left.1, left.2));
            }),
            Emphasis => self.emphasis = !self.emphasis,
            Rename(t, name) => self.pages.get_mut(&t).unwrap().0 = name.to_owned(),
            Add(t, name) => drop(self.pages.insert(t, (name.to_owned(), Page::new(t)))),
            Remove(t) => {
                self.pages.remove(&t);
                self.locked.remove(&t);
            }
            Lock | LockPage(_) | Accept(_) => {}
        }
        self.write();
        let page = |t: usize| format!("docs/zh/{}.md", self.pages[&t].0);
        let done = match step {
            Lock => Some(self.run(&["lock", "docs"])),
            LockPage(t) => Some(self.run(&["lock", &page(t)])),
            Accept(t) => Some(self.run(&["lock", "docs", "--accept", &page(t)])),
            Remove(_) => Some(self.run(&["lock", "docs", "--prune"])),
            _ => None,
        };
        if let Some(done) = done {
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        let all: Vec<usize> = self.pages.keys().copied().collect();
        match step {
            Lock | Remove(_) => all.into_iter().for_each(|t| self.lock(t, false)),
            LockPage(t) => self.lock(t, false),
            Accept(t) => all.into_iter().for_each(|one| self.lock(one, one == t)),
            _ => {}
        }
    }

    /// What `check` tells as stale: warnings about sentences, and pages whose code is.
    fn told(&self) -> (Vec<String>, Vec<String>) {
        let done =
            self.run(&["check", "docs", "--format", "json", "--quiet", "--no-cache", "--fail-on", "never"]);
        let report: Value = serde_json::from_slice(&done.stdout).unwrap();
        let (mut sentences, mut code) = (Vec::new(), Vec::new());
        for finding in report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "D201") {
            let message = finding["message"].as_str().unwrap();
            let path = Path::new(finding["path"].as_str().unwrap());
            match (finding["level"].as_str().unwrap(), message.starts_with("a block of code")) {
                (_, true) => code.push(path.file_stem().unwrap().to_string_lossy().into_owned()),
                ("note", _) => {}
                _ => sentences.push(finding["text"].as_str().unwrap().to_owned()),
            }
        }
        sentences.sort();
        code.sort();
        (sentences, code)
    }
}

#[test]
fn a_history_of_thirty_commits_tells_what_is_stale_after_each() {
    let mut replay = Replay {
        root: tempfile::tempdir().unwrap(),
        pages: (0..3).map(|t| (t, (THINGS[t].0.to_owned(), Page::new(t)))).collect(),
        emphasis: false,
        locked: BTreeMap::new(),
    };
    let git = |replay: &Replay, args: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let done = Command::new("git").args(who).args(args).current_dir(replay.root.path()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    replay.write();
    git(&replay, &["init", "-q"]);
    for (number, step) in HISTORY.into_iter().enumerate() {
        replay.step(step);
        git(&replay, &["add", "-A"]);
        git(&replay, &["commit", "-q", "--allow-empty", "-m", "step"]);
        let (mut sentences, mut code) = (Vec::new(), Vec::new());
        for (thing, (name, _)) in &replay.pages {
            let (stale, old_code) = replay.stale(*thing);
            sentences.extend(stale.into_iter().map(|(_, zh)| zh));
            code.extend(old_code.then(|| name.clone()));
        }
        sentences.sort();
        code.sort();
        assert_eq!(replay.told(), (sentences, code), "after commit {number}");
    }
}
