//! What came with a checkout, or lies in a folder above: settings, a cache, a lock, git's own settings.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use super::{Case, Done};

/// A port that nobody may ask for anything.
struct Watched(TcpListener);

impl Watched {
    fn new() -> (Watched, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        (Watched(listener), url)
    }

    /// What was sent by those who came; they get no answer.
    fn heard(&self) -> Vec<String> {
        let mut heard = Vec::new();
        while let Ok((mut stream, _)) = self.0.accept() {
            let mut text = vec![0; 1 << 16];
            stream.set_nonblocking(true).unwrap();
            let read = stream.read(&mut text).unwrap_or(0);
            heard.push(String::from_utf8_lossy(&text[..read]).into_owned());
        }
        heard
    }
}

const CALLS: [&[&str]; 6] = [
    &["check", "docs", "--no-cache"],
    &["align", "docs", "-q"],
    &["lock", "docs"],
    &["review", "status", "docs"],
    &["explain", "docs/mill", "1"],
    &["build", "docs", "-o", "out"],
];

#[test]
fn settings_that_were_found_send_nothing_anywhere() {
    let (watched, url) = Watched::new();
    for place in ["w/trialign.toml", "w/.trialign.toml", "trialign.toml"] {
        let case = Case::new();
        case.put(place, &format!("embeddings = \"{url}\"\n"));
        for call in CALLS {
            let mut command = case.command(call);
            command.env("TRIALIGN_EMBEDDINGS_KEY", "sk-wharf");
            let done = super::Done::of(command, call);
            done.says(3, &["trialign.toml", "embeddings", "--config"]);
            done.hides("sk-wharf");
        }
        assert_eq!(watched.heard(), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn the_search_ends_where_the_repository_does() {
    let (watched, url) = Watched::new();
    let case = Case::new();
    case.put("trialign.toml", &format!("embeddings = \"{url}\"\n"));
    case.git(&["init", "-q"]);
    let done = case.run(&["check", "docs", "--no-cache"]);
    done.says(0, &[]);
    assert_eq!(watched.heard().len(), 0);
}

/// Who names the server, by flag, by `--config` or in settings of one's own, is told where the texts go.
#[test]
fn where_texts_go_is_said() {
    let (_watched, url) = Watched::new();
    let case = Case::new();
    case.put("w/mine.toml", &format!("embeddings = \"{url}\"\n"));
    case.put("home/config/trialign/trialign.toml", &format!("embeddings = \"{url}\"\n"));
    // The key is for another host: the run ends before anything is sent.
    for args in [&["--embeddings", &url][..], &["--config", "mine.toml"], &[]] {
        let args = [&["align", "docs"], args].concat();
        let mut command = case.command(&args);
        command.env("TRIALIGN_EMBEDDINGS_KEY", "sk-wharf").env("TRIALIGN_EMBEDDINGS_KEY_HOST", "api.example");
        let done = super::Done::of(command, &args);
        done.says(3, &["the texts go to the embeddings server http://127.0.0.1", "is for api.example"]);
        done.hides("sk-wharf");
    }
    case.run(&["align", "--isolated", "docs"]).says(0, &[]);
}

/// A server that sends its clients elsewhere: neither texts nor key follow.
#[test]
fn a_redirect_is_not_followed() {
    let (elsewhere, url) = Watched::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let first = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut vec![0; 1 << 16]);
            let _ = write!(
                stream,
                "HTTP/1.1 307 X\r\nLocation: {url}/v1/embeddings\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    });
    let case = Case::new();
    let args = ["align", "--isolated", "docs", "--embeddings", &first];
    let mut command = case.command(&args);
    command.env("TRIALIGN_EMBEDDINGS_KEY", "sk-wharf");
    assert_ne!(super::Done::of(command, &args).code, Some(0));
    assert_eq!(elsewhere.heard(), Vec::<String>::new());
}

#[test]
fn found_settings_read_nothing_outside_of_their_folder() {
    for (settings, key) in [
        ("weights = \"../secret.txt\"", "weights"),
        ("embeddings-file = \"../secret.txt\"", "embeddings-file"),
        ("vectors = \"../secret.txt\"", "vectors"),
        ("[check]\nglossary = \"../secret.txt\"", "glossary"),
        ("[check]\nglossary = \"inner.csv\"", "glossary"),
    ] {
        let case = Case::new();
        case.put("secret.txt", "tarn-41\n");
        case.link("../secret.txt", "w/inner.csv");
        case.put("w/trialign.toml", settings);
        let done = case.run(&["check", "docs", "--no-cache"]);
        done.says(3, &[key, "--config"]);
        done.hides("tarn-41");
    }
}

/// Results that came with the checkout do not stand for a check.
#[test]
fn a_cache_in_the_checkout_switches_nothing_off() {
    let case = Case::new();
    case.put("w/docs/mill/en.md", "The mill stands by the river.\n\nIt cost 5000 dollars.\n");
    case.put("w/docs/mill/zh-Hans.md", "磨坊立在河边。\n\n它花了50000美元。\n");
    case.git(&["init", "-q"]);
    let kept = ["check", "docs", "--cache-dir", ".kept"];
    assert_eq!(case.run(&kept).code, Some(2));
    let file = case.path("w/.kept/check.json");
    let mut cache: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    empty(&mut cache);
    fs::write(&file, cache.to_string()).unwrap();
    assert_eq!(case.run(&kept).code, Some(0), "this machine's own folder, named, is believed");
    fs::remove_file(case.path("w/.kept/.gitignore")).unwrap();
    fs::create_dir_all(case.path("w/.trialign_cache")).unwrap();
    fs::copy(&file, case.path("w/.trialign_cache/check.json")).unwrap();
    case.git(&["add", "-Af"]);
    case.git(&["commit", "-qm", "x"]);
    case.run(&kept).says(2, &["git tracks .kept"]);
    assert_eq!(case.run(&["check", "docs"]).code, Some(2));
    assert_eq!(case.run(&["check", "docs"]).code, Some(2), "and what it keeps itself says the same");
}

/// Every list named `findings` becomes empty.
fn empty(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => map.iter_mut().for_each(|(key, value)| match key.as_str() {
            "findings" => *value = serde_json::json!([]),
            _ => empty(value),
        }),
        serde_json::Value::Array(list) => list.iter_mut().for_each(empty),
        _ => {}
    }
}

#[test]
fn a_linked_cache_writes_nothing_elsewhere() {
    let case = Case::new();
    case.put("own/kept", "mine");
    case.git(&["init", "-q"]);
    case.link("../own", "w/.kept");
    case.git(&["add", "-A"]);
    case.run(&["check", "docs", "--cache-dir", ".kept"]).says(0, &["git tracks .kept"]);
    assert_eq!(fs::read_dir(case.path("own")).unwrap().count(), 1);
    // What lies behind a link is tracked by its own name.
    case.put("w/other/kept/check.json", "{}");
    case.link("other", "w/.ci");
    case.git(&["add", "-A"]);
    case.run(&["check", "docs", "--cache-dir", ".ci/kept"]).says(0, &["git tracks .ci/kept"]);
}

#[test]
fn the_user_s_own_cache_may_lie_in_the_checkout_too() {
    let case = Case::new();
    case.git(&["init", "-q"]);
    let run = || {
        let args = ["check", "docs"];
        let mut command = case.command(&args);
        command.env("XDG_CACHE_HOME", case.path("w/.cache"));
        Done::of(command, &args)
    };
    run().says(0, &["0 unchanged"]);
    run().says(0, &["1 unchanged"]);
    case.git(&["add", "-Af"]);
    run().says(0, &["git tracks", "0 unchanged"]);
}

#[test]
fn a_lock_that_is_a_link_overwrites_nothing() {
    let case = Case::new();
    case.put("own", "mine");
    case.link("../own", "w/trialign.lock");
    case.run(&["lock", "docs"]).says(3, &["trialign.lock", "symbolic link"]);
    assert_eq!(fs::read_to_string(case.path("own")).unwrap(), "mine");
}

/// Every setting of git that names a program which comparing and listing could run.
#[test]
fn git_runs_no_program_that_the_repository_names() {
    let case = Case::new();
    case.put("w/.gitattributes", "*.md filter=x diff=y\n");
    case.git(&["init", "-q"]);
    case.git(&["add", "-A"]);
    case.git(&["commit", "-qm", "x"]);
    case.put("run.sh", &format!("#!/bin/sh\ntouch '{}'\ncat\n", case.path("ran").display()));
    fs::set_permissions(case.path("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    let program = case.path("run.sh").display().to_string();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "filter.x.clean",
        "filter.x.process",
        "filter.x=z.clean",
        "diff.y.textconv",
        "diff.y.command",
        "gpg.program",
        "core.askPass",
        "core.editor",
    ] {
        case.git(&["config", key, &program]);
    }
    case.git(&["config", "log.showSignature", "true"]);
    let hook = case.path("w/.git/hooks/post-index-change");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::copy(case.path("run.sh"), hook).unwrap();
    // A file whose time differs is compared by content, which is where filters come in.
    case.put("w/docs/mill/zh-Hans.md", "磨坊立在河边。\n\n它于1931年售出。\n");
    for args in [&["--changed-since", "HEAD"][..], &["--history"]] {
        let args = [&["check", "--isolated", "docs", "--no-cache"], args].concat();
        case.run(&args).says(0, &[]);
        assert!(!case.path("ran").exists(), "{args:?}");
    }
    // The same settings do run it where nobody minds, so this test can fail.
    case.git(&["diff", "--name-only", "HEAD"]);
    assert!(case.path("ran").exists());
}

/// All of it at once, with the network watched: nothing is sent, nothing outside is read, and all is said.
#[test]
fn a_hostile_checkout() {
    let (watched, url) = Watched::new();
    let case = Case::new();
    case.put("secret.txt", "The key of the barn is tarn-41, below the stone.\n");
    case.put("w/docs/mill/zh-Hans.md", "磨坊立在河边。\n\n它于1939年售出。\n");
    case.put("w/docs/barn/zh-Hans.md", "谷仓的钥匙在石头下面。\n");
    case.link("../../../secret.txt", "w/docs/barn/en.md");
    case.put("w/.trialign_cache/check.json", "{\"entries\":{}}");
    case.link("../secret.txt", "w/trialign.lock");
    case.put("run.sh", &format!("#!/bin/sh\ntouch '{}'\n", case.path("ran").display()));
    fs::set_permissions(case.path("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    case.git(&["init", "-q"]);
    case.git(&["add", "-Af"]);
    case.git(&["commit", "-qm", "x"]);
    case.git(&["config", "core.fsmonitor", case.path("run.sh").to_str().unwrap()]);
    for settings in ["", &format!("embeddings = \"{url}\"\n"), "weights = \"../secret.txt\"\n"] {
        case.put("w/trialign.toml", settings);
        for extra in [&[][..], &["--changed-since", "HEAD"], &["--history"]] {
            let args = [&["check", "docs"], extra].concat();
            let done = case.run(&args);
            done.hides("tarn-41");
            assert!(matches!(done.code, Some(1 | 3)), "{args:?} {settings}: {}{}", done.out, done.err);
            assert!(!done.err.is_empty());
        }
    }
    assert_eq!(watched.heard(), Vec::<String>::new());
    assert!(!case.path("ran").exists());
}
