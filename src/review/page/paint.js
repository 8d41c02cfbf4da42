"use strict";
// How a row's texts and states are written. Text reaches the page through textContent only.
// Marks that turn the direction of text around are shown, not obeyed: a reviewer sees the order that is stored.
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LANGS = ["en", "zh-Hans", "zh-Hant"];
const EDITIONS = ["English", "Simplified", "Traditional"];
// A state has a shape and a word, so that nobody has to tell colours.
const SIGNS = { open: "○", edited: "◐", flagged: "⚑", confirmed: "✓", approved: "✓✓" };
const STATES = { open: "open", edited: "edited", flagged: "to check", confirmed: "confirmed", approved: "approved" };
const FLAGS = {
  "low-confidence": "unsure", "marked-omission": "left out on purpose", "marked-addition": "added on purpose",
  "moved": "stands elsewhere",
  "partial-omission-hans": "only a part in Simplified", "partial-omission-hant": "only a part in Traditional",
  "omission-en": "missing in English", "omission-hans": "missing in Simplified", "omission-hant": "missing in Traditional",
};

function approved(bead) {
  return bead.s === "confirmed" && bead.f.includes("approved");
}

function stateOf(bead) {
  return approved(bead) ? "approved" : bead.s === "auto" ? "open" : bead.s;
}

// A flag in words; nothing for those that only say what the row was before.
function flagged(flag) {
  if (flag === "approved" || flag.startsWith("was-")) return "";
  // the row in which the other half of a moved one stood when the article was aligned
  const row = /^moved-row-(\d+)$/.exec(flag);
  if (row) return `⇄ ${row[1]}`;
  return Object.hasOwn(FLAGS, flag) ? t(FLAGS[flag]) : flag;
}

// The running text of a cell and where its segments end, in UTF-16 units.
function joined(texts, [start, length], e) {
  const cuts = [];
  let text = "";
  for (let k = 0; k < length; k++) {
    if (k) { cuts.push(text.length); if (e === 0) text += " "; }
    text += texts[start + k];
  }
  return { text, cuts };
}

function marks(detail, terms, e) {
  const shared = detail ? detail.shared[e].map(m => ({ ...m, kind: "shared" })) : [];
  const diff = (!detail ? [] : e === 1 ? detail.hans : e === 2 ? detail.hant : []).map(m => ({ ...m, kind: "diff" }));
  return shared.concat(diff, terms ? terms[e] : []);
}

// A place where a row can be cut, before the sentence number `k`.
function handle(k, segments, chosen) {
  const made = piece("button", "handle" + (chosen ? " chosen" : ""), chosen ? "✂" : "┆",
    { type: "button", tabindex: "-1", "aria-label": t("Cut after {k} of {n}", { k, n: segments }), "aria-pressed": String(chosen) });
  made.dataset.cut = String(k);
  return made;
}

// Writes text into a cell piece by piece; a thin bar stands where one sentence ends. While the row is cut, `cut.first`
// sentences are the first part, and with `cut.inside` (a place in the text) the start of the next one too; every place
// between sentences is a button then.
function paint(cell, text, cuts, marks, cut) {
  const segments = text ? cuts.length + 1 : 0, inside = cut ? cut.inside : null;
  let part = 0;
  const places = new Set([0, text.length, ...cuts]);
  if (inside !== null) places.add(inside);
  for (const mark of marks) { places.add(mark.start); places.add(mark.end); }
  const sorted = [...places].filter(p => p <= text.length).sort((a, b) => a - b);
  for (let k = 0; k + 1 < sorted.length; k++) {
    const from = sorted[k], to = sorted[k + 1];
    if (cut && (k === 0 || cuts.includes(from))) {
      part = k === 0 ? 0 : cuts.indexOf(from) + 1;
      cell.append(handle(part, segments, inside === null && cut.first === part));
    } else if (cuts.includes(from)) {
      cell.append(piece("span", "bar", "│"));
    }
    if (cut && from === inside) cell.append(piece("span", "knife", "✂", { "aria-hidden": "true" }));
    const own = marks.filter(m => m.start <= from && m.end >= to);
    const made = piece("span", "", text.slice(from, to).replace(DIRECTION, "⇄"));
    made.dataset.from = String(from);
    if (cut) made.classList.add(inside !== null ? (from < inside ? "upper" : "lower") : part < cut.first ? "upper" : "lower");
    for (const mark of own) {
      made.classList.add(mark.kind);
      if (mark.key) made.dataset.key = mark.key;
      if (mark.hue !== undefined) made.classList.add("hue" + mark.hue);
    }
    cell.append(made);
  }
  if (cut && segments) cell.append(handle(segments, segments, inside === null && cut.first === segments));
}

// Text with marked places, as a line of a list.
function marked(line, text, marks) {
  let at = 0;
  for (const { start, end } of marks) {
    line.append(text.slice(at, start).replace(DIRECTION, "⇄"), piece("mark", "", text.slice(start, end)));
    at = end;
  }
  line.append(text.slice(at).replace(DIRECTION, "⇄"));
  return line;
}

// Red for doubtful, green for sure.
function shade(confidence, alpha) {
  return `hsl(${Math.round(120 * confidence * confidence)} 60% 45% / ${alpha})`;
}
