//! The page, embedded.

/// A file of the page: path, MIME type, content.
pub(super) struct PageFile {
    pub path: &'static str,
    pub mime: &'static str,
    pub content: &'static str,
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

const STYLE: &str = "text/css; charset=utf-8";

macro_rules! file {
    ($path:literal, $mime:expr) => {
        PageFile { path: concat!("/", $path), mime: $mime, content: include_str!(concat!("page/", $path)) }
    };
}

/// Everything the page is made of.
pub(super) const FILES: [PageFile; 22] = [
    PageFile { path: "/", mime: HTML, content: include_str!("page/index.html") },
    file!("base.js", SCRIPT),
    file!("words.js", SCRIPT),
    file!("words-hans.js", SCRIPT),
    file!("words-hant.js", SCRIPT),
    file!("rows.js", SCRIPT),
    file!("paint.js", SCRIPT),
    file!("terms.js", SCRIPT),
    file!("cut.js", SCRIPT),
    file!("conflicts.js", SCRIPT),
    file!("findings.js", SCRIPT),
    file!("plots.js", SCRIPT),
    file!("keys.js", SCRIPT),
    file!("filter.js", SCRIPT),
    file!("search.js", SCRIPT),
    file!("edit.js", SCRIPT),
    file!("desk.js", SCRIPT),
    file!("export.js", SCRIPT),
    file!("panel.js", SCRIPT),
    file!("app.js", SCRIPT),
    file!("style.css", STYLE),
    file!("rows.css", STYLE),
];
