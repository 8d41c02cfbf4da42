"use strict";
// Rows are drawn only where they are visible. Their heights are guessed from the text, then measured.
// The row in focus stays where the person sees it when the place for the rows changes.
class Rows {
  constructor(box, canvas, model) {
    this.box = box;
    this.canvas = canvas;
    this.model = model; // { beads, texts, columns, shown, at, column, details(bead) }
    this.drawn = new Map();
    this.heights = new Map();
    this.tall = new Float64Array(0); // of the rows shown, as in `heights`
    this.offsets = new Float64Array(1);
    this.pending = 0;
    this.anchor = null;
    this.listed = []; // the beads that the rows were laid out for
    this.laid = ""; // the size of the place that the rows were laid out for
    box.addEventListener("scroll", () => this.soon());
    new ResizeObserver(() => hand.pressed ? hand.free().then(() => this.relayout()) : this.relayout()).observe(box);
  }

  soon() {
    if (!this.pending) this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      // A resize scrolls before the observer hears of it: what is seen then was not chosen by the person.
      if (this.size() === this.laid) this.draw();
    });
  }

  size() {
    return this.box.clientWidth + "x" + this.box.clientHeight;
  }

  line() {
    return parseFloat(getComputedStyle(this.box).getPropertyValue("--line-height")) || 25;
  }

  guess(bead) {
    const narrow = this.box.clientWidth <= 700, line = this.perLine;
    const width = Math.max(8, (this.box.clientWidth - 120) / (narrow ? 1 : this.model.columns.length) / 8.4);
    let most = 1, sum = 0;
    for (const e of this.model.columns) {
      let length = 0;
      for (let k = 0; k < bead.r[e][1]; k++) length += this.model.texts[e][bead.r[e][0] + k].length * (e ? 2 : 1) + 2;
      const lines = Math.ceil(length / width);
      most = Math.max(most, lines);
      sum += Math.max(1, lines);
    }
    return (narrow ? sum + 1 : Math.max(most, 2)) * line + 19 + (bead.n ? line : 0) + line * this.model.found(bead);
  }

  // After the beads, the filter, what is told of a row, or the place for the rows changed: what was seen is seen, and
  // where it was.
  reset() {
    this.remember(); // a scroll of which nothing was heard yet
    const { anchor } = this, back = this.focused();
    if (this.laid !== this.size()) this.heights = new Map();
    this.laid = this.size();
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.measure();
    this.draw();
    this.keep(anchor);
    back();
  }

  // Nothing of what was seen stays: another article follows.
  restart() {
    this.listed = [];
    this.box.scrollTop = 0;
  }

  // Gives what takes the keys back to the button they were on, which is another one once its row is drawn anew.
  focused() {
    const at = document.activeElement;
    if (!this.canvas.contains(at)) return () => {};
    return () => { if (!this.canvas.contains(document.activeElement)) ($(at.id) ?? this.box).focus({ preventScroll: true }); };
  }

  // After rows became taller or smaller all over.
  relayout() {
    this.heights = new Map();
    this.reset();
  }

  keep(anchor) {
    const k = anchor ? this.model.shown.indexOf(anchor.at) : -1;
    if (k < 0) return;
    // At the very top the first rows stay, as browsers hold it with pages that grow, where the row is wholly seen there.
    if (this.box.scrollTop === 0 && this.offsets[k + 1] <= this.box.clientHeight) return;
    for (let round = 0; round < 3; round++) {
      const room = Math.max(0, this.box.clientHeight - (this.offsets[k + 1] - this.offsets[k]));
      this.box.scrollTop = this.offsets[k] - Math.max(0, Math.min(anchor.top, room));
      this.draw();
    }
  }

  // What is to stay where it is: the row in focus where it is seen, else the first row that is. Where the place for the
  // rows has changed since they were laid out, what was remembered before is what the person saw.
  remember() {
    if (this.laid !== this.size() || !this.box.clientHeight) return;
    const { listed } = this, here = listed.indexOf(this.model.at);
    const k = this.isSeen(here) ? here : this.index(this.box.scrollTop);
    this.anchor = k < listed.length ? { at: listed[k], top: this.offsets[k] - this.box.scrollTop } : null;
  }

  measure() {
    const { shown, beads } = this.model;
    this.perLine = this.line();
    this.listed = shown;
    this.tall = new Float64Array(shown.length);
    this.offsets = new Float64Array(shown.length + 1);
    for (let k = 0; k < shown.length; k++) {
      const bead = beads[shown[k]];
      let height = this.heights.get(bead);
      if (height === undefined) this.heights.set(bead, height = this.guess(bead));
      this.tall[k] = height;
    }
    this.stack(0);
    this.box.setAttribute("aria-rowcount", String(beads.length));
  }

  // Where the rows from number `from` on begin.
  stack(from) {
    const count = this.tall.length;
    for (let k = from; k < count; k++) this.offsets[k + 1] = this.offsets[k] + this.tall[k];
    this.canvas.style.height = this.offsets[count] + "px";
  }

  index(y) {
    let low = 0, high = this.listed.length;
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
      let changed = Infinity;
      for (const [k, row] of this.drawn) {
        const height = row.getBoundingClientRect().height;
        if (!(Math.abs(height - this.tall[k]) > 0.05)) continue;
        this.heights.set(beads[shown[k]], height);
        this.tall[k] = height;
        changed = Math.min(changed, k);
      }
      if (changed < Infinity) this.stack(changed);
      for (const [k, row] of this.drawn) row.style.top = this.offsets[k] + "px";
      if (changed === Infinity) break;
    }
    this.mark();
    this.remember();
    if (this.drawn.size) this.model.want(shown[Math.min(...this.drawn.keys())], shown[Math.max(...this.drawn.keys())] + 1);
  }

  // Draws one row anew, where it is drawn.
  repaint(at) {
    for (const [k, old] of this.drawn) if (this.model.shown[k] === at) {
      const back = this.focused(), row = this.row(at);
      row.style.top = old.style.top;
      old.replaceWith(row);
      this.drawn.set(k, row);
      this.draw();
      return back();
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

  // Whether a person sees a row: its first lines, or, where it is taller than the view, a good part of it.
  seen(at) {
    return this.isSeen(this.model.shown.indexOf(at));
  }

  isSeen(k) {
    if (k < 0) return false;
    const top = this.offsets[k], end = this.offsets[k + 1], from = this.box.scrollTop, to = from + this.box.clientHeight;
    const part = Math.min(end, to) - Math.max(top, from);
    return top >= from - 2 ? part >= Math.min(end - top, 30) : part >= Math.min(end - top, (to - from) / 2) - 2;
  }

  // The row a screenful below (1) or above (-1) another.
  page(at, step) {
    const k = this.model.shown.indexOf(at);
    if (k < 0) return at;
    const next = this.index(Math.max(0, this.offsets[k] + step * this.box.clientHeight * 0.9));
    const last = this.model.shown.length - 1;
    return this.model.shown[Math.max(0, Math.min(last, next === k ? k + step : next))];
  }

  // Scrolls so that a bead can be seen; its own row is drawn and measured first.
  reveal(at) {
    if (this.laid !== this.size()) this.relayout();
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
    if (approved(bead)) row.classList.add("approved");
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", String(at + 1));
    row.dataset.at = String(at);
    row.append(this.gutter(bead, at));
    const detail = this.model.details(bead), terms = this.model.terms(bead);
    const cut = this.model.cutOf(at);
    row.classList.toggle("cutting", cut !== null);
    for (const e of this.model.columns) row.append(this.cell(bead, at, e, marks(detail, terms, e), cut));
    if (cut) row.append(cut.bar());
    const found = this.model.findings(bead);
    row.classList.toggle("more", Boolean(found.length || bead.n || cut));
    row.append(...found);
    if (bead.n) row.append(piece("div", "note", "✎ " + bead.n, { role: "gridcell" }));
    this.model.relit(row);
    return row;
  }

  // The number, the state by shape and word, how sure it is, how many sentences each edition has, what to look at.
  gutter(bead, at) {
    const gutter = piece("div", "gutter", "", { role: "rowheader" });
    const state = stateOf(bead), head = piece("div", "head");
    const odd = !this.model.columns.every(e => bead.r[e][1] === 1);
    head.append(piece("span", "sign", SIGNS[state], { "aria-hidden": "true" }), piece("span", "nr", figure(at + 1)), piece("span", "state", t(STATES[state])));
    const line = piece("div", "head");
    if (bead.c !== null && bead.s === "auto") {
      const sure = piece("span", "sure", Math.floor(bead.c * 100) + " %");
      sure.style.setProperty("--sure", bead.c.toFixed(3));
      line.append(sure);
    }
    line.append(piece("span", "badge" + (odd ? " odd" : ""), this.model.columns.map(e => bead.r[e][1]).join(":"), { title: t("sentences in each column") }));
    gutter.append(head, line);
    const flags = bead.f.map(flagged).filter(Boolean);
    if (flags.length) gutter.append(piece("span", "flags", flags.join(" · ")));
    if (bead.h && bead.h.who) {
      const when = new Date(bead.h.made).toLocaleString(language.now, { dateStyle: "medium", timeStyle: "short" });
      gutter.append(piece("span", "who", bead.h.who, { title: `${bead.h.who}, ${when}` }));
    }
    return gutter;
  }

  cell(bead, at, e, marks, cut) {
    const cell = piece("div", "cell" + (bead.r[e][1] ? "" : " gap"), "", { role: "gridcell" });
    cell.id = `b${at}-${e}`;
    cell.lang = LANGS[e];
    cell.dir = "auto";
    cell.dataset.edition = String(e);
    const { text, cuts } = joined(this.model.texts[e], bead.r[e], e);
    paint(cell, text, cuts, marks, cut && { first: cut.first[e], inside: cut.place(e) });
    if (!text) cell.setAttribute("aria-label", t("gap"));
    return cell;
  }
}
