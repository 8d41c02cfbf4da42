"use strict";
// Rows are drawn only where they are visible. Their heights are guessed from the text, then measured.
// Text reaches the page through textContent only.
// Marks that turn the direction of text around are shown, not obeyed: a reviewer sees the order that is stored.
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LANGS = ["en", "zh-Hans", "zh-Hant"];

class Rows {
  constructor(box, canvas, model) {
    this.box = box;
    this.canvas = canvas;
    this.model = model; // { beads, texts, columns, shown, at, column, details(bead) }
    this.drawn = new Map();
    this.heights = new Map();
    this.offsets = new Float64Array(1);
    this.pending = 0;
    box.addEventListener("scroll", () => this.soon());
    new ResizeObserver(() => { this.heights = new Map(); this.reset(); }).observe(box);
  }

  soon() {
    if (!this.pending) this.pending = requestAnimationFrame(() => { this.pending = 0; this.draw(); });
  }

  guess(bead) {
    const narrow = this.box.clientWidth <= 700;
    const width = Math.max(8, (this.box.clientWidth - 90) / (narrow ? 1 : this.model.columns.length) / 8);
    let most = 1, sum = 0;
    for (const e of this.model.columns) {
      let length = 0;
      for (let k = 0; k < bead.r[e][1]; k++) length += this.model.texts[e][bead.r[e][0] + k].length * (e ? 2 : 1) + 2;
      const lines = Math.ceil(length / width);
      most = Math.max(most, lines);
      sum += Math.max(1, lines);
    }
    return (narrow ? sum + 1 : Math.max(most, 2)) * 23 + 11 + (bead.n ? 24 : 0) + 24 * this.model.found(bead);
  }

  // After the beads or the filter changed.
  reset() {
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.measure();
    this.draw();
  }

  measure() {
    const { shown, beads } = this.model;
    this.offsets = new Float64Array(shown.length + 1);
    for (let k = 0; k < shown.length; k++) {
      const bead = beads[shown[k]];
      let height = this.heights.get(bead);
      if (height === undefined) this.heights.set(bead, height = this.guess(bead));
      this.offsets[k + 1] = this.offsets[k] + height;
    }
    this.canvas.style.height = this.offsets[shown.length] + "px";
    this.box.setAttribute("aria-rowcount", String(beads.length));
  }

  index(y) {
    let low = 0, high = this.model.shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offsets[middle + 1] <= y) low = middle + 1; else high = middle;
    }
    return low;
  }

  range() {
    const top = this.box.scrollTop, end = top + this.box.clientHeight;
    return [Math.max(0, this.index(top) - 3), Math.min(this.model.shown.length, this.index(end) + 4)];
  }

  draw() {
    const { shown, beads } = this.model;
    for (let round = 0; round < 3; round++) {
      const [from, to] = this.range();
      for (const [k, row] of this.drawn) if (k < from || k >= to) { row.remove(); this.drawn.delete(k); }
      for (let k = from; k < to; k++) if (!this.drawn.has(k)) {
        const row = this.row(shown[k]);
        this.drawn.set(k, row);
        this.canvas.append(row);
      }
      let changed = false;
      for (const [k, row] of this.drawn) {
        const height = row.offsetHeight;
        if (Math.abs(height - this.heights.get(beads[shown[k]])) > 0.5) { this.heights.set(beads[shown[k]], height); changed = true; }
      }
      if (changed) this.measure();
      for (const [k, row] of this.drawn) row.style.top = this.offsets[k] + "px";
      if (!changed) break;
    }
    this.mark();
    if (this.drawn.size) this.model.want(shown[Math.min(...this.drawn.keys())], shown[Math.max(...this.drawn.keys())] + 1);
  }

  // Draws one row anew, where it is drawn.
  repaint(at) {
    for (const [k, old] of this.drawn) if (this.model.shown[k] === at) {
      const row = this.row(at);
      row.style.top = old.style.top;
      old.replaceWith(row);
      this.drawn.set(k, row);
      return this.draw();
    }
  }

  mark() {
    const { shown, at, column } = this.model;
    for (const [k, row] of this.drawn) {
      const here = shown[k] === at;
      row.classList.toggle("here", here);
      row.setAttribute("aria-selected", String(here));
      for (const cell of row.querySelectorAll(".cell")) {
        const focused = here && Number(cell.dataset.edition) === column;
        cell.classList.toggle("here", focused);
        if (focused) this.box.setAttribute("aria-activedescendant", cell.id);
      }
    }
  }

  // Scrolls so that a bead can be seen; its own row is drawn and measured first.
  reveal(at) {
    const k = this.model.shown.indexOf(at);
    if (k < 0) return;
    for (let round = 0; round < 2; round++) {
      const top = this.offsets[k], end = this.offsets[k + 1], view = this.box.clientHeight;
      if (top < this.box.scrollTop) this.box.scrollTop = Math.max(0, top - view / 4);
      else if (end > this.box.scrollTop + view) this.box.scrollTop = Math.min(top, end - view * 0.75);
      this.draw();
    }
  }

  row(at) {
    const bead = this.model.beads[at];
    const row = document.createElement("div");
    row.className = "row " + bead.s;
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(at + 1));
    row.dataset.at = String(at);
    row.append(this.gutter(bead, at));
    const detail = this.model.details(bead), terms = this.model.terms(bead);
    const cut = this.model.cutOf(at);
    row.classList.toggle("cutting", cut !== null);
    for (const e of this.model.columns) row.append(this.cell(bead, at, e, marks(detail, terms, e), cut && cut.first[e]));
    if (cut) row.append(cut.bar());
    const found = this.model.findings(bead);
    row.classList.toggle("more", Boolean(found.length || bead.n || cut));
    row.append(...found);
    if (bead.n) {
      const note = document.createElement("div");
      note.className = "note";
      note.setAttribute("role", "gridcell");
      note.textContent = "✎ " + bead.n;
      row.append(note);
    }
    return row;
  }

  gutter(bead, at) {
    const gutter = document.createElement("div");
    gutter.className = "gutter";
    gutter.setAttribute("role", "rowheader");
    const percent = document.createElement("b");
    percent.textContent = bead.c === null ? "–" : Math.floor(bead.c * 100) + " %";
    if (bead.c !== null) percent.style.background = shade(bead.c, 0.3);
    const badge = document.createElement("span");
    const shape = this.model.columns.map(e => bead.r[e][1]).join("-");
    badge.className = "badge" + (this.model.columns.every(e => bead.r[e][1] === 1) ? "" : " odd");
    badge.textContent = shape;
    const words = document.createElement("span");
    words.textContent = ` ${at + 1} ${bead.s}` + (bead.f.length ? " · " + bead.f.join(" ") : "");
    gutter.append(percent, badge, words);
    return gutter;
  }

  cell(bead, at, e, marks, cut) {
    const cell = document.createElement("div");
    cell.className = "cell" + (bead.r[e][1] ? "" : " gap");
    cell.id = `b${at}-${e}`;
    cell.lang = LANGS[e];
    cell.dir = "auto";
    cell.dataset.edition = String(e);
    cell.setAttribute("role", "gridcell");
    const { text, cuts } = joined(this.model.texts[e], bead.r[e], e);
    paint(cell, text, cuts, marks, cut);
    if (!text) cell.setAttribute("aria-label", "gap");
    return cell;
  }
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

// A place where a bead can be cut, before the segment number `k`.
function handle(k, segments, chosen) {
  const made = document.createElement("button");
  made.type = "button";
  made.tabIndex = -1;
  made.className = "handle" + (chosen ? " chosen" : "");
  made.dataset.cut = String(k);
  made.textContent = chosen ? "✂" : "┆";
  made.setAttribute("aria-label", `Cut after ${k} of ${segments}`);
  made.setAttribute("aria-pressed", String(chosen));
  return made;
}

// Writes text into a cell piece by piece; a thin bar stands where one segment ends. While the bead is cut, `cut`
// segments are the first part, and every place where it can be cut is a button.
function paint(cell, text, cuts, marks, cut) {
  const cutting = Number.isInteger(cut), segments = text ? cuts.length + 1 : 0;
  let part = 0;
  const places = new Set([0, text.length, ...cuts]);
  for (const mark of marks) { places.add(mark.start); places.add(mark.end); }
  const sorted = [...places].filter(p => p <= text.length).sort((a, b) => a - b);
  for (let k = 0; k + 1 < sorted.length; k++) {
    const from = sorted[k], to = sorted[k + 1];
    if (cutting && (k === 0 || cuts.includes(from))) {
      part = k === 0 ? 0 : cuts.indexOf(from) + 1;
      cell.append(handle(part, segments, cut === part));
    } else if (cuts.includes(from)) {
      const bar = document.createElement("span");
      bar.className = "bar";
      bar.textContent = "│";
      cell.append(bar);
    }
    const own = marks.filter(m => m.start <= from && m.end >= to);
    const piece = document.createElement("span");
    piece.textContent = text.slice(from, to).replace(DIRECTION, "⇄");
    if (cutting) piece.classList.add(part < cut ? "upper" : "lower");
    for (const mark of own) {
      piece.classList.add(mark.kind);
      if (mark.key) piece.dataset.key = mark.key;
      if (mark.hue !== undefined) piece.classList.add("hue" + mark.hue);
    }
    cell.append(piece);
  }
  if (cutting && segments) cell.append(handle(segments, segments, cut === segments));
}

// Red for doubtful, green for sure.
function shade(confidence, alpha) {
  return `hsl(${Math.round(120 * confidence * confidence)} 70% 50% / ${alpha})`;
}
