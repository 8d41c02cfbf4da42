"use strict";
// Choosing where a row is split: a cut in each column, between sentences or inside one, moved until it is right, then
// applied or left.
class Cut {
  constructor(model, tools) {
    this.model = model;
    this.tools = tools; // { repaint(at), reveal(at), say(text, bad), send(operation) }
    this.bead = null;
  }

  get on() {
    return this.bead !== null;
  }

  lengths() {
    return this.bead.r.map(run => run[1]);
  }

  // One possible cut between sentences is made at once; where there are more, or none, the person chooses.
  start(at) {
    const bead = this.model.beads[at], lengths = bead.r.map(run => run[1]);
    const ways = lengths.reduce((product, n) => product * (n + 1), 1) - 2;
    const first = lengths.map(n => Math.min(1, n));
    if (ways === 1) return this.tools.send({ kind: "split", at, first });
    // Of single sentences, that of the focused column goes into the second part.
    if (lengths.every(n => n < 2)) first[lengths[this.model.column] ? this.model.column : lengths.findLastIndex(n => n)] = 0;
    Object.assign(this, { bead, at, first, inside: [0, 0, 0] });
    this.tools.repaint(at);
    this.tools.reveal(at);
    this.tell();
  }

  leave(text) {
    if (!this.on) return;
    const at = this.at;
    this.bead = null;
    this.tools.repaint(at);
    if (text) this.tools.say(text);
  }

  // The beads changed or the place did: what is no longer there is not cut.
  check() {
    if (this.on && (this.model.beads[this.at] !== this.bead || this.model.at !== this.at)) this.leave(t("The split was left."));
  }

  fits() {
    const sum = list => list.reduce((a, b) => a + b, 0);
    return sum(this.first) + sum(this.inside) > 0 && sum(this.first) < sum(this.lengths());
  }

  // Where the sentences of a column begin and end in its running text.
  sentences(e) {
    const { text, cuts } = joined(this.model.texts[e], this.bead.r[e], e);
    const ends = text ? [...cuts, text.length] : [];
    return ends.map((end, k) => [k ? ends[k - 1] + (e === 0 ? 1 : 0) : 0, end]);
  }

  // Where the cut stands inside a sentence, in the running text; null where it stands between two.
  place(e) {
    return this.inside[e] ? this.sentences(e)[this.first[e]][0] + this.inside[e] : null;
  }

  // Puts the cut of a column at a place of its running text.
  put(e, place) {
    const all = this.sentences(e), k = all.findIndex(([, end]) => place < end);
    const [from] = all[k] ?? [0];
    this.first[e] = k < 0 ? all.length : k;
    this.inside[e] = k >= 0 && place > from ? place - from : 0;
    this.tools.repaint(this.at);
    this.tell();
  }

  set(column, value) {
    this.first[column] = Math.max(0, Math.min(this.lengths()[column], value));
    this.inside[column] = 0;
    this.tools.repaint(this.at);
    this.tell();
  }

  // By sentences: from inside of one to its end or its start.
  move(step) {
    const e = this.model.column;
    this.set(e, this.first[e] + (this.inside[e] && step < 0 ? 0 : step));
  }

  // By characters, never into the middle of one.
  shift(step) {
    const e = this.model.column, all = this.sentences(e);
    if (!all.length) return;
    const { text } = joined(this.model.texts[e], this.bead.r[e], e);
    const here = this.place(e) ?? (this.first[e] < all.length ? all[this.first[e]][0] : text.length);
    const starts = [0];
    for (const c of text) starts.push(starts.at(-1) + c.length);
    const next = step > 0 ? starts.find(at => at > here) : starts.findLast(at => at < here);
    if (next !== undefined) this.put(e, next);
  }

  // A click in the text puts the cut there.
  click(event, e) {
    const caret = document.caretPositionFromPoint ? document.caretPositionFromPoint(event.clientX, event.clientY) : null;
    const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const node = caret ? caret.offsetNode : range?.startContainer, offset = caret ? caret.offset : range?.startOffset;
    const span = node?.parentElement?.closest("[data-from]");
    if (span && span.closest(".cell")?.dataset.edition === String(e)) this.put(e, Number(span.dataset.from) + offset);
  }

  words() {
    const lengths = this.lengths();
    return this.model.columns.map(e => {
      const whole = t("{name} {n} of {all}", { name: this.model.tags[e], n: this.first[e], all: lengths[e] });
      return this.inside[e] ? whole + t(" and a part") : whole;
    }).join(t(", "));
  }

  tell() {
    const warn = this.fits() ? t("Enter splits, Escape leaves.") : t("One part would hold nothing.");
    this.tools.say(t("Split: the first part holds {words}. {warn}", { words: this.words(), warn }), !this.fits());
  }

  apply() {
    if (!this.fits()) return this.tell();
    const operation = { kind: "split", at: this.at, first: this.first };
    if (this.inside.some(n => n)) operation.inside = this.inside;
    this.leave();
    this.tools.send(operation);
  }

  // Whether a key was meant for the cut; all other keys of the page rest meanwhile.
  key(event) {
    if (!this.on || event.isComposing || event.keyCode === 229 || inTextField(event.target)) return false;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return false;
    const button = event.target instanceof HTMLElement && event.target.closest("button");
    if (button && event.key === "Enter") return false;
    const does = {
      Enter: () => this.apply(), s: () => this.apply(), Escape: () => this.leave(t("The row was left as it is.")),
      "[": () => this.move(-1), ArrowUp: () => this.move(-1), ArrowLeft: () => this.shift(-1),
      "]": () => this.move(1), ArrowDown: () => this.move(1), ArrowRight: () => this.shift(1),
    };
    if (Object.hasOwn(does, event.key)) does[event.key]();
    else if (actionOf(event) && event.key !== "Tab" && event.key !== "?") this.tell();
    else return false;
    return true;
  }

  // What stands below the texts of the row while it is cut.
  bar() {
    const bar = piece("div", "cutbar", "", { role: "gridcell" });
    const words = piece("span", "", "✂ " + t("First part: {words}. Click in a text, or move the cut with ← → by characters and ↑ ↓ by sentences; Tab changes the column.", { words: this.words() }));
    const button = (id, label, does, off, kind) => {
      const made = piece("button", kind ?? "", label, { type: "button", id });
      made.disabled = Boolean(off);
      made.addEventListener("click", event => { event.stopPropagation(); does(); document.getElementById("rows").focus(); });
      return made;
    };
    bar.append(words, button("cut-apply", t("Split here (Enter)"), () => this.apply(), !this.fits(), "primary"),
      button("cut-leave", t("Leave (Esc)"), () => this.leave(t("The row was left as it is."))));
    return bar;
  }
}
