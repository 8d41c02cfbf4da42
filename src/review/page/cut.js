"use strict";
// Choosing where a bead is split: a cut in each column, moved until it is right, then applied or left.
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

  // One possible cut is made at once; where there are more, the person chooses.
  start(at) {
    const bead = this.model.beads[at], lengths = bead.r.map(run => run[1]);
    const ways = lengths.reduce((product, n) => product * (n + 1), 1) - 2;
    if (ways < 1) return this.tools.say("There is nothing to split here.", true);
    const first = lengths.map(n => Math.min(1, n));
    if (ways === 1) return this.tools.send({ kind: "split", at, first });
    // Of single sentences, that of the focused column goes into the second part.
    if (lengths.every(n => n < 2)) first[lengths[this.model.column] ? this.model.column : lengths.findLastIndex(n => n)] = 0;
    Object.assign(this, { bead, at, first });
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
    if (this.on && (this.model.beads[this.at] !== this.bead || this.model.at !== this.at)) this.leave("The split was left.");
  }

  fits() {
    const lengths = this.lengths(), sum = this.first.reduce((a, b) => a + b, 0);
    return sum > 0 && sum < lengths.reduce((a, b) => a + b, 0);
  }

  set(column, value) {
    const length = this.lengths()[column];
    this.first[column] = Math.max(0, Math.min(length, value));
    this.tools.repaint(this.at);
    this.tell();
  }

  move(step) {
    this.set(this.model.column, this.first[this.model.column] + step);
  }

  words() {
    const lengths = this.lengths();
    return this.model.columns.map(e => `${LANGS[e]} ${this.first[e]} of ${lengths[e]}`).join(", ");
  }

  tell() {
    const warn = this.fits() ? "Enter splits, Escape leaves." : "One part would hold nothing.";
    this.tools.say(`Split: the first part holds ${this.words()}. ${warn}`, !this.fits());
  }

  apply() {
    if (!this.fits()) return this.tell();
    const operation = { kind: "split", at: this.at, first: this.first };
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
      Enter: () => this.apply(), s: () => this.apply(), Escape: () => this.leave("The bead was left as it is."),
      "[": () => this.move(-1), ArrowUp: () => this.move(-1), ArrowLeft: () => this.move(-1),
      "]": () => this.move(1), ArrowDown: () => this.move(1), ArrowRight: () => this.move(1),
    };
    if (Object.hasOwn(does, event.key)) does[event.key]();
    else if (actionOf(event) && event.key !== "Tab" && event.key !== "?") this.tell();
    else return false;
    return true;
  }

  // What stands below the texts of the row while it is cut.
  bar() {
    const bar = document.createElement("div");
    bar.className = "cutbar";
    bar.setAttribute("role", "gridcell");
    const words = document.createElement("span");
    words.textContent = `✂ First part: ${this.words()}. Move the cut with [ ] or arrows, or click a mark; Tab changes the column.`;
    const button = (id, label, does, off) => {
      const made = document.createElement("button");
      made.type = "button";
      made.id = id;
      made.textContent = label;
      made.disabled = Boolean(off);
      made.addEventListener("click", event => { event.stopPropagation(); does(); document.getElementById("rows").focus(); });
      return made;
    };
    bar.append(words, button("cut-apply", "Split here (Enter)", () => this.apply(), !this.fits()),
      button("cut-leave", "Leave (Esc)", () => this.leave("The bead was left as it is.")));
    return bar;
  }
}
