"use strict";
// What the checks find, row by row. They run on the server while the person works, and again when beads have changed.
class Findings {
  constructor(model, tools) {
    this.model = model;
    this.tools = tools; // { list, rules, drawn(), go(at) }
    this.byBead = new Map();
    this.all = [];
    this.wait = 300;
  }

  key(bead) {
    return this.model.state.base + ":" + bead.r;
  }

  of(bead) {
    return this.byBead.size ? this.byBead.get(this.key(bead)) ?? [] : [];
  }

  // Beads that only changed their status keep what was found; for the others it is asked for once the person pauses.
  want(stale) {
    if (!stale) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask().catch(error => this.say(error.message)), this.wait);
  }

  async ask() {
    if (this.asking) return this.want(true);
    this.asking = true;
    const { article } = this.model, start = performance.now();
    try {
      const got = await get(`/api/findings/${article}`);
      const took = performance.now() - start;
      this.wait = Math.max(1000, 5 * took);
      await hand.free(true);
      if (article !== this.model.article || got.base !== this.model.state.base) return;
      if (got.revision !== this.model.state.revision) this.want(true);
      else this.take(got.findings);
    } finally {
      this.asking = false;
    }
  }

  take(found) {
    this.all = found;
    this.byBead = new Map();
    for (const finding of found) {
      const bead = finding.at === null ? undefined : this.model.beads[finding.at];
      if (!bead) continue;
      const key = this.key(bead);
      this.byBead.set(key, [...this.byBead.get(key) ?? [], finding]);
    }
    this.draw();
    this.tools.drawn();
  }

  say(text) {
    this.tools.list.textContent = text;
  }

  draw() {
    const counts = new Map();
    for (const { rule, name } of this.all) {
      const one = counts.get(rule) ?? { name, count: 0 };
      one.count++;
      counts.set(rule, one);
    }
    this.tools.rules.replaceChildren(...[...counts].sort().map(([rule, { name, count }]) => {
      const option = document.createElement("option");
      option.value = rule;
      option.textContent = `${name} (${count})`;
      return option;
    }));
    renew(this.tools.list, this.all.slice(0, 200).map(finding => {
      const item = document.createElement("li"), button = document.createElement("button");
      const where = finding.at === null ? t("whole article") : t("row {n}", { n: finding.at + 1 });
      button.type = "button";
      button.textContent = `${finding.rule} · ${where} · ${server(finding.message)}`;
      button.className = finding.level;
      button.disabled = finding.at === null;
      button.addEventListener("click", () => this.tools.go(finding.at));
      item.append(button);
      return item;
    }));
    if (!this.all.length) this.say(t("None: numbers, names and quotations agree."));
  }

  // The lines below the texts of a row.
  lines(bead) {
    return this.of(bead).map(finding => {
      const line = document.createElement("div");
      line.className = "finding " + finding.level;
      line.setAttribute("role", "gridcell");
      const side = finding.edition ? ` · ${finding.edition}` : "";
      line.textContent = `${finding.rule} ${finding.name}${side}: ${server(finding.message)}`.replace(DIRECTION, "⇄");
      return line;
    });
  }
}
