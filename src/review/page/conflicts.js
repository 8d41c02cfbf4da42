"use strict";
// Decisions whose text changed: each can be looked at, put aside, and taken up again. Nothing is deleted.
class Conflicts {
  constructor(box, model, tools) {
    this.box = box;
    this.model = model;
    this.tools = tools; // { dismiss(number), go(at) }
  }

  dismissed(number) {
    return Boolean(this.model.state.dismissed[number]);
  }

  draw() {
    const { base, dismissed } = this.model.state, shown = [base, dismissed, this.model.conflicts.length].join();
    if (shown === this.shown) return;
    this.shown = shown;
    const numbers = this.model.conflicts.map((_, number) => number);
    const [open, aside] = [false, true].map(want => numbers.filter(number => this.dismissed(number) === want));
    const list = document.createElement("ul");
    list.append(...open.map(number => this.item(number)));
    const none = document.createElement("p");
    none.textContent = open.length ? "" : t("None. Where two people decide differently, or a text changes, it is listed here.");
    none.hidden = open.length > 0;
    const parts = [none, list];
    if (aside.length) {
      const details = document.createElement("details"), summary = document.createElement("summary");
      const below = document.createElement("ul");
      details.open = this.box.querySelector("details")?.open ?? false;
      summary.textContent = t("{n} dismissed", { n: aside.length });
      below.append(...aside.map(number => this.item(number)));
      details.append(summary, below);
      parts.push(details);
    }
    renew(this.box, parts);
  }

  item(number) {
    const conflict = this.model.conflicts[number], item = document.createElement("li");
    item.className = "conflict";
    const line = (text, lang) => {
      const made = document.createElement("p");
      made.textContent = text.replace(DIRECTION, "⇄");
      made.dir = "auto";
      if (lang) made.lang = lang;
      item.append(made);
    };
    line(t("Was {status}: {reason}.", { status: t(STATES[conflict.status] ?? "open"), reason: server(conflict.reason) }));
    this.model.columns.forEach(e => {
      if (conflict.texts[e].length) line(conflict.texts[e].join(e ? "" : " "), LANGS[e]);
    });
    if (conflict.note) line("✎ " + conflict.note);
    const place = this.place(conflict);
    if (place >= 0) item.append(this.button(t("Show the place"), () => this.tools.go(place)));
    const label = this.dismissed(number) ? t("Take up again") : t("Dismiss");
    item.append(this.button(label, () => this.tools.dismiss(number)));
    return item;
  }

  button(label, does) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", does);
    return made;
  }

  // The bead that holds a sentence of the conflict that is still there, or -1.
  place(conflict) {
    for (const e of this.model.columns) for (const text of conflict.texts[e]) {
      const index = this.model.texts[e].indexOf(text);
      if (index < 0) continue;
      return this.model.beads.findIndex(bead => bead.r[e][0] <= index && index < bead.r[e][0] + bead.r[e][1]);
    }
    return -1;
  }
}
