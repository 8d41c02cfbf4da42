//! The page, embedded.

/// A file of the page: path, MIME type, content.
pub(super) struct PageFile {
    pub path: &'static str,
    pub mime: &'static str,
    pub content: &'static str,
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Everything the page is made of.
pub(super) const FILES: [PageFile; 10] = [
    PageFile { path: "/", mime: HTML, content: include_str!("page/index.html") },
    PageFile { path: "/app.js", mime: SCRIPT, content: include_str!("page/app.js") },
    PageFile { path: "/rows.js", mime: SCRIPT, content: include_str!("page/rows.js") },
    PageFile { path: "/terms.js", mime: SCRIPT, content: include_str!("page/terms.js") },
    PageFile { path: "/cut.js", mime: SCRIPT, content: include_str!("page/cut.js") },
    PageFile { path: "/conflicts.js", mime: SCRIPT, content: include_str!("page/conflicts.js") },
    PageFile { path: "/findings.js", mime: SCRIPT, content: include_str!("page/findings.js") },
    PageFile { path: "/plots.js", mime: SCRIPT, content: include_str!("page/plots.js") },
    PageFile { path: "/keys.js", mime: SCRIPT, content: include_str!("page/keys.js") },
    PageFile { path: "/style.css", mime: "text/css; charset=utf-8", content: include_str!("page/style.css") },
];
