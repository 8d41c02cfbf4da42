"use strict";
// Which rows are shown. Words are looked for here as they stand, and on the server with both scripts as one.
const lookedUp = { key: "", places: new Set() };

function filtered() {
  const below = $("below").value === "" ? null : Number($("below").value) / 100;
  const rule = $("rule").value.trim().toLowerCase();
  const [odd, gaps, flagged, open, found] = ["not-one", "gaps", "flagged", "unconfirmed", "found"].map(id => $(id).checked);
  if (below === null && !rule && !odd && !gaps && !flagged && !open && !found) return Array.from(model.beads.keys());
  const elsewhere = rule ? lookUp(rule) : lookedUp.places;
  const out = [];
  model.beads.forEach((bead, k) => {
    const counts = model.columns.map(e => bead.r[e][1]);
    if (below !== null && !(bead.c === null || bead.c < below)) return;
    if (odd && counts.every(n => n === 1)) return;
    if (gaps && counts.every(n => n > 0)) return;
    if (flagged && bead.s !== "flagged") return;
    if (open && bead.s === "confirmed") return;
    if (found && !findings.of(bead).length) return;
    if (rule && !named(bead, rule) && !elsewhere.has(k) && !lowered(bead).includes(rule)) return;
    out.push(k);
  });
  return out;
}

// The texts and the note of a row in small letters: made once, as a row that changes is another object.
const small = new WeakMap();
function lowered(bead) {
  let text = small.get(bead);
  if (text === undefined) {
    text = (model.columns.map(e => joined(model.texts[e], bead.r[e], e).text).join("\n") + "\n" + bead.n).toLowerCase();
    small.set(bead, text);
  }
  return text;
}

// Whether a flag or a rule of the checks has this in its name.
function named(bead, rule) {
  return bead.f.some(f => f.includes(rule)) || findings.of(bead).some(f => `${f.rule} ${f.name}`.toLowerCase().includes(rule));
}

// The rows that the server finds; asked for once the hand rests.
function lookUp(words) {
  const key = [model.article, model.state.base, model.state.revision, words].join("/");
  if (lookedUp.key !== key) {
    lookedUp.key = key;
    lookedUp.places = new Set();
    clearTimeout(lookUp.timer);
    lookUp.timer = setTimeout(async () => {
      const got = await get(`/api/search?places=1&article=${model.article}&words=${encodeURIComponent(words)}`);
      await hand.free();
      if (lookedUp.key !== key || !got.places.length) return;
      lookedUp.places = new Set(got.places);
      narrow();
    }, 120);
  }
  return lookedUp.places;
}

// After the filter changed: the place stays where it is shown, else it is the first row that is.
function narrow() {
  refresh();
  if (!model.shown.includes(model.at) && model.shown.length) go(model.shown[0]);
}
