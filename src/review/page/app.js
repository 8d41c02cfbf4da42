"use strict";
// The page's state and what changes it. A change is shown once the server says that it is on the disk.
const $ = id => document.getElementById(id);
const TOOLS = [
  ["confirm", "Confirm", "Enter"], ["confirm-above", "Confirm all above", "Shift+Enter"], ["merge-up", "Merge up", "m"],
  ["merge-down", "Merge down", "M"], ["split", "Split", "s"], ["move-up", "First up", "["], ["move-down", "Last down", "]"],
  ["gap", "Gap", "g"], ["omission", "Omission", "o"], ["addition", "Addition", "a"], ["flag", "Flag", "f"], ["comment", "Comment", "c"],
  ["realign", "Realign from here", "r"], ["undo", "Undo", "Control+Z"], ["redo", "Redo", "Control+Shift+Z"],
];
const model = {
  articles: [], article: 0, low: 0.5, state: {}, tags: [], texts: [[], [], []], beads: [], conflicts: [],
  columns: [0, 1, 2], shown: [], at: 0, column: 0, cache: new WeakMap(), asked: new Set(),
  details(bead) { return this.cache.get(bead); },
  terms(bead) { return terms.of(bead); },
  findings(bead) { return findings.lines(bead); },
  found(bead) { return findings.of(bead).length; },
  cutOf(at) { return cut.on && cut.at === at ? cut : null; },
  want(from, to) { wantDetails(from, to); },
};
const rows = new Rows($("rows"), $("canvas"), model);
const terms = new Terms(model, at => rows.repaint(at));
const cut = new Cut(model, { repaint: at => rows.repaint(at), reveal: at => rows.reveal(at), say, send });
const conflicts = new Conflicts($("conflicts"), model, { go: at => visit(model.article, at), dismiss: number => send({ kind: "dismiss", conflict: number }) });
const findings = new Findings(model, { list: $("findings"), rules: $("rules"), drawn: refresh, go: at => visit(model.article, at) });
let busy = Promise.resolve();

function say(text, bad) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", Boolean(bad));
}

async function get(path) {
  const answer = await fetch(path, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

async function start() {
  TOOLS.forEach(([name, label, key]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = "do-" + name;
    button.textContent = label;
    button.title = key.replace("Control", "Ctrl");
    button.setAttribute("aria-keyshortcuts", key);
    button.addEventListener("click", () => act(name));
    $("tools").append(button);
  });
  fillKeys($("keys"));
  const { articles, low } = await get("/api/articles");
  Object.assign(model, { articles, low });
  articles.forEach((article, k) => {
    const option = document.createElement("option");
    option.value = String(k);
    $("articles").append(option);
  });
  articles.forEach((_, k) => progress(k));
  const [article, at] = location.hash.slice(1).split("/").map(Number);
  await open(article < articles.length ? article : 0, at || 0);
  $("rows").focus();
}

// How much of an article is left, in the list of articles.
function progress(number) {
  const { id, counts } = model.articles[number];
  const left = counts.open + counts.edited + counts.flagged;
  const name = (id || "(this folder)").replace(DIRECTION, "⇄");
  $("articles").options[number].textContent = `${name} · ${left ? left + " left" : "done"}`;
}

async function open(article, at) {
  const got = await get("/api/article/" + article);
  Object.assign(model, { article, state: got.state, tags: got.tags, texts: got.texts, beads: got.beads, conflicts: got.conflicts });
  model.columns = [0, 1, 2].filter(e => got.tags[e] !== null);
  if (!model.columns.includes(model.column)) model.column = model.columns[0];
  $("articles").value = String(article);
  document.title = `${(model.articles[article].id || "this folder").replace(DIRECTION, "⇄")} – trialign review`;
  document.body.style.setProperty("--columns", String(model.columns.length));
  $("heads").replaceChildren(document.createElement("span"), ...model.columns.map(e => {
    const head = document.createElement("span");
    head.textContent = got.tags[e];
    return head;
  }));
  model.asked = new Set();
  findings.take([]);
  findings.want(true);
  $("rows").scrollTop = 0;
  refresh();
  go(at);
}

// New content for a list of the panel; who was on a button of it is on the one in that place afterwards, so that a
// key pressed next does not land elsewhere.
function renew(box, items) {
  const at = [...box.querySelectorAll("button")].indexOf(document.activeElement);
  box.replaceChildren(...items);
  if (at < 0) return;
  const buttons = box.querySelectorAll("button");
  (buttons[Math.min(at, buttons.length - 1)] ?? $("close-side")).focus();
}

// After anything changed: filter, rows, plots, counts.
function refresh() {
  model.shown = filtered();
  model.at = Math.max(0, Math.min(model.at, model.beads.length - 1));
  cut.check();
  rows.reset();
  plots();
  conflicts.draw();
  const { confirmed, edited, flagged, open, conflict, dismissed } = model.state.counts;
  $("counts").textContent = `${confirmed} confirmed, ${edited} edited, ${flagged} flagged, ${open} open`;
  model.articles[model.article].counts = model.state.counts;
  progress(model.article);
  $("show-conflicts").hidden = conflict + dismissed === 0;
  $("show-conflicts").textContent = `${conflict} in conflict`;
  $("shown").textContent = model.shown.length === model.beads.length ? "" : `${model.shown.length} of ${model.beads.length} shown`;
  $("none").hidden = model.shown.length > 0 || !model.beads.length;
  $("do-undo").disabled = !model.state.undo;
  $("do-redo").disabled = !model.state.redo;
  clearTimeout(refresh.timer);
  refresh.timer = setTimeout(() => queue().catch(failed), 150);
}

function plots() {
  drawMinimap($("minimap"), model.beads, model.at);
  if (!$("side").hidden) drawDots($("dots"), model.beads, model.texts.map(t => t.length), model.columns, model.at);
}

function filtered() {
  const below = $("below").value === "" ? null : Number($("below").value) / 100;
  const rule = $("rule").value.trim().toLowerCase();
  const [odd, gaps, flagged, open, found] = ["not-one", "gaps", "flagged", "unconfirmed", "found"].map(id => $(id).checked);
  const text = bead => model.columns.map(e => joined(model.texts[e], bead.r[e], e).text).join("\n") + "\n" + bead.n;
  const out = [];
  model.beads.forEach((bead, k) => {
    const counts = model.columns.map(e => bead.r[e][1]);
    if (below !== null && !(bead.c === null || bead.c < below)) return;
    if (odd && counts.every(n => n === 1)) return;
    if (gaps && counts.every(n => n > 0)) return;
    if (flagged && bead.s !== "flagged") return;
    if (open && bead.s === "confirmed") return;
    if (found && !findings.of(bead).length) return;
    if (rule && !named(bead, rule) && !text(bead).toLowerCase().includes(rule)) return;
    out.push(k);
  });
  return out;
}

// Whether a flag or a rule of the checks has this in its name.
function named(bead, rule) {
  return bead.f.some(f => f.includes(rule)) || findings.of(bead).some(f => `${f.rule} ${f.name}`.toLowerCase().includes(rule));
}

async function queue() {
  const got = await get("/api/queue");
  $("goal").textContent = got.count ? `review ${got.count} beads until the rest is 99 % right` : "the rest is 99 % right";
  if ($("side").hidden) return;
  renew($("queue"), got.items.slice(0, 200).map(([article, at, confidence]) => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = `${Math.floor(confidence * 100)} % · ${model.articles[article].id} · ${at + 1}`;
    button.addEventListener("click", () => visit(article, at));
    item.append(button);
    return item;
  }));
}

// Goes to a bead of any article and takes the keys there.
async function visit(article, at) {
  try {
    if (article === model.article) go(at); else await open(article, at);
    $("rows").focus();
    return !hidden();
  } catch (error) {
    failed(error);
  }
}

// The least certain bead of all articles that nobody has looked at; the next one where that is the place already.
async function worst() {
  await busy;
  const { items, count } = await get("/api/queue");
  const next = items.find(([article, at]) => article !== model.article || at !== model.at);
  if (!next) return say("Nobody has to look at any other bead.");
  const [article, at, confidence] = next;
  if (await visit(article, at)) say(`${Math.floor(confidence * 100)} %: ${model.articles[article].id}, ${at + 1}. Review ${count} until the rest is 99 % right.`);
}

function go(at) {
  model.at = Math.max(0, Math.min(at, model.beads.length - 1));
  cut.check();
  terms.light(null);
  terms.want(model.at);
  history.replaceState(null, "", `#${model.article}/${model.at}`);
  rows.reveal(model.at);
  rows.mark();
  clearTimeout(go.timer);
  go.timer = setTimeout(plots, 30);
}

// The next shown bead that fits, in a direction; the place stays where there is none.
function seek(step, fits, none) {
  const here = step > 0 ? model.shown.findIndex(k => k > model.at) : model.shown.findLastIndex(k => k < model.at);
  if (here >= 0) for (let k = here; k >= 0 && k < model.shown.length; k += step) {
    if (fits(model.beads[model.shown[k]])) return go(model.shown[k]);
  }
  if (none) say(none);
}

const doubtful = bead => bead.s === "flagged" || (bead.s === "auto" && (bead.c === null || bead.c < model.low || bead.f.length > 0));
const MOVES = {
  down: () => seek(1, () => true),
  up: () => seek(-1, () => true),
  "next-doubtful": () => seek(1, doubtful, "No doubtful bead below."),
  "previous-doubtful": () => seek(-1, doubtful, "No doubtful bead above."),
  "next-unconfirmed": () => seek(1, bead => bead.s !== "confirmed", "No unconfirmed bead below."),
  filter: () => $("rule").focus(),
  help: () => $("help").showModal(),
  split: () => cut.start(model.at),
  "next-term": () => walk(1),
  "previous-term": () => walk(-1),
  worst: () => worst().catch(failed),
  queue: () => showSide($("side").hidden, "#queue button"),
  conflicts: () => showSide(true, "#conflicts button"),
  comment: () => { $("comment-text").value = model.beads[model.at].n; $("comment").showModal(); $("comment-text").focus(); },
};

function walk(direction) {
  const words = terms.walk(document.querySelector(".row.here") ?? document.body, direction);
  say(words || "No matched words in this row.");
}

// Opens or closes the panel and goes to something in it, once it is there.
function showSide(open, focus) {
  $("side").hidden = !open;
  $("show-queue").setAttribute("aria-expanded", String(open));
  plots();
  if (!open) return $("rows").focus();
  queue().then(() => (document.querySelector(focus) ?? $("close-side")).focus()).catch(failed);
}

// Whether the filter hides the place; says so.
function hidden() {
  const away = !model.shown.includes(model.at);
  if (away) say(`Row ${model.at + 1} is hidden by the filter.`, true);
  return away;
}

function act(name) {
  if (!model.beads.length || ((name === "split" || name === "comment") && hidden())) return;
  if (Object.hasOwn(MOVES, name)) return MOVES[name]();
  // Nobody changes what is not to be seen.
  if (name !== "undo" && name !== "redo" && hidden()) return;
  const edition = LANGS[model.column];
  const bead = model.beads[model.at];
  const operation = { kind: name };
  if (name !== "undo" && name !== "redo") operation.at = model.at;
  if (name === "move-up" || name === "move-down" || name === "gap") operation.edition = edition;
  if (name === "confirm" && bead.s === "confirmed") return MOVES.down();
  if (name === "realign") say("Realigning…");
  send(operation, name === "confirm" ? () => MOVES.down() : null);
}

// One write after the other; each carries the revision it was made on.
function send(operation, then) {
  busy = busy.then(() => write(operation, then)).catch(failed);
}

async function write(operation, then) {
  const body = JSON.stringify({ article: model.article, base: model.state.base, revision: model.state.revision, operation });
  const answer = await fetch("/api/operation", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  if (answer.status !== 200 && answer.status !== 409) throw new Error(await answer.text());
  const got = await answer.json();
  if (got.state.base !== model.state.base) {
    await open(model.article, model.at);
    return say("This article was aligned anew meanwhile: the newer state is shown, your change was not made.", true);
  }
  model.state = got.state;
  const gone = model.beads.splice(got.at, got.removed, ...got.beads);
  findings.want(gone.map(bead => bead.r).join() !== got.beads.map(bead => bead.r).join());
  model.asked = new Set();
  if (answer.status === 200 && operation.kind === "merge-up") model.at -= 1;
  const moved = got.removed > 0 && (operation.kind === "undo" || operation.kind === "redo");
  if (answer.status === 200 && moved) model.at = got.at;
  refresh();
  go(model.at);
  if (answer.status === 409) return say("Someone else changed this article meanwhile: the newer state is shown, your change was not made.", true);
  const count = operation.kind === "confirm-above" ? ` ${got.beads.filter(bead => bead.s === "confirmed").length} beads` : "";
  say(`${operation.kind}:${count} saved`);
  if (then) then();
}

function failed(error) {
  // What fetch throws when nobody answers is of a kind of its own, and its words help no one.
  const away = error instanceof TypeError;
  say(away ? "The server does not answer; nothing was changed. Start trialign review again." : error.message, true);
}

// Asks for what is marked in the visible beads, once each.
function wantDetails(from, to) {
  to = Math.min(to, from + 200);
  const missing = model.beads.slice(from, to).some(bead => !model.cache.has(bead));
  const key = `${model.article}/${model.state.revision}/${from}/${to}`;
  if (!missing || model.asked.has(key)) return;
  model.asked.add(key);
  clearTimeout(wantDetails.timer);
  wantDetails.timer = setTimeout(() => askDetails(from, to).catch(failed), 60);
}

async function askDetails(from, to) {
  const { article, state } = model;
  const got = await get(`/api/details/${article}?from=${from}&to=${to}`);
  if (article !== model.article || got.base !== state.base || got.revision !== model.state.revision) return;
  got.details.forEach((detail, k) => model.cache.set(model.beads[got.from + k], detail));
  rows.reset();
}

document.addEventListener("keydown", event => {
  if (cut.key(event)) return event.preventDefault();
  const action = actionOf(event);
  if (!action) return;
  if (action === "column-left" || action === "column-right") {
    const next = model.columns[model.columns.indexOf(model.column) + (action === "column-right" ? 1 : -1)];
    if (next === undefined) return; // Tab goes on to what is next on the page
    model.column = next;
    rows.mark();
    if (cut.on) cut.tell();
  } else act(action);
  event.preventDefault();
});
$("canvas").addEventListener("click", event => {
  const row = event.target.closest(".row"), cell = event.target.closest(".cell");
  const place = event.target.closest(".handle");
  if (cell) model.column = Number(cell.dataset.edition);
  if (place && cut.on) {
    cut.set(model.column, Number(place.dataset.cut));
    $("rows").focus();
  }
  if (row) go(Number(row.dataset.at));
});
$("canvas").addEventListener("mouseover", event => {
  const row = event.target.closest(".row"), piece = event.target.closest("[data-key]");
  if (row) terms.want(Number(row.dataset.at));
  terms.light(row, piece && piece.dataset.key);
});
$("canvas").addEventListener("mouseout", () => terms.light(null));
$("minimap").addEventListener("click", event => visit(model.article,
  Math.floor(event.offsetY / $("minimap").clientHeight * model.beads.length)));
$("dots").addEventListener("click", event =>
  visit(model.article, beadAt($("dots"), event, model.beads, model.texts.map(t => t.length), model.columns)));
$("articles").addEventListener("change", () => open(Number($("articles").value), 0).then(() => $("rows").focus()).catch(failed));
$("filter").addEventListener("input", () => { refresh(); if (!model.shown.includes(model.at) && model.shown.length) go(model.shown[0]); });
$("show-all").addEventListener("click", () => {
  $("filter").reset();
  refresh();
  go(model.at);
  $("rows").focus();
});
$("filter").addEventListener("submit", event => { event.preventDefault(); $("rows").focus(); });
$("filter").addEventListener("keydown", event => { if (event.key === "Escape") $("rows").focus(); });
$("show-queue").addEventListener("click", MOVES.queue);
$("show-conflicts").addEventListener("click", MOVES.conflicts);
$("close-side").addEventListener("click", () => showSide(false));
$("side").addEventListener("keydown", event => { if (event.key === "Escape") showSide(false); });
$("show-help").addEventListener("click", MOVES.help);
$("close-help").addEventListener("click", () => $("help").close());
$("comment-cancel").addEventListener("click", () => $("comment").close());
$("comment-save").addEventListener("click", saveComment);
$("comment-text").addEventListener("keydown", event => { if (event.key === "Enter" && event.ctrlKey && !event.isComposing) saveComment(); });
function saveComment() {
  $("comment").close();
  send({ kind: "comment", at: model.at, text: $("comment-text").value });
  $("rows").focus();
}
start().catch(failed);
