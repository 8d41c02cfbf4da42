"use strict";
// Words that render each other, asked for one bead at a time, when its row is pointed at or focused.
class Terms {
  constructor(model, repaint) {
    this.model = model;
    this.repaint = repaint;
    this.known = new Map(); // by base and runs: what a bead says does not change with its status
    this.lit = null;
    this.where = null; // the row that is lit, by its number: a row drawn anew is another element
    this.step = -1;
  }

  key(bead) {
    return this.model.state.base + ":" + bead.r;
  }

  of(bead) {
    return this.known.get(this.key(bead));
  }

  // Never in the way of scrolling: asked for once the row has been looked at for a moment, one at a time.
  want(at) {
    clearTimeout(this.timer);
    const bead = this.model.beads[at];
    if (!bead || this.of(bead)) return;
    this.timer = setTimeout(() => this.ask(at, bead).catch(() => {}), 80);
  }

  async ask(at, bead) {
    const { article, state } = this.model, key = this.key(bead);
    const got = await get(`/api/terms/${article}?at=${at}`);
    await hand.free(true);
    if (article !== this.model.article || got.base !== state.base || got.revision !== state.revision) return;
    if (this.known.size > 2000) this.known.clear();
    this.known.set(key, hued(got.terms));
    if (this.model.beads[at] === bead) this.repaint(at);
  }

  // Lights up what belongs to a piece of a row; nothing where there is none.
  light(row, key) {
    document.querySelectorAll(".lit").forEach(other => other.classList.remove("lit"));
    this.lit = key;
    this.where = row && row.dataset.at;
    return row && key ? this.mark(row) : [];
  }

  mark(row) {
    const all = [...row.querySelectorAll("[data-key]")].filter(piece => piece.dataset.key === this.lit);
    all.forEach(piece => piece.classList.add("lit"));
    return all;
  }

  // A row that was drawn anew shows what was lit in it.
  again(row) {
    if (this.lit && row.dataset.at === this.where) this.mark(row);
  }

  // The next group of the focused row, or the one before, and its words as text.
  walk(row, direction) {
    const keys = [...new Set([...row.querySelectorAll("[data-key]")].map(piece => piece.dataset.key))];
    if (!keys.length) return "";
    const here = keys.indexOf(this.lit);
    const next = here < 0 ? (direction > 0 ? 0 : keys.length - 1) : (here + direction + keys.length) % keys.length;
    const pieces = this.light(row, keys[next]);
    const cells = [...row.querySelectorAll(".cell")];
    const words = cells.map(cell => pieces.filter(piece => cell.contains(piece)).map(piece => piece.textContent).join(", ") || "–");
    return words.join(" · ");
  }
}

// A hue a group, in the order of the first text that has it: neighbours differ.
function hued(terms) {
  const hues = new Map();
  return terms.map(list => list.map(({ start, end, key }) => {
    if (!hues.has(key)) hues.set(key, hues.size % 6);
    return { start, end, key: "term " + key, kind: "term", hue: hues.get(key) };
  }));
}
