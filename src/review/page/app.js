"use strict";
// The page's state and what changes it. A change is shown once the server says that it is on the disk.
const model = {
  articles: [], article: 0, low: 0.5, state: {}, tags: [], texts: [[], [], []], beads: [], conflicts: [],
  columns: [0, 1, 2], shown: [], at: 0, column: 0, cache: new WeakMap(), asked: new Set(),
  details(bead) { return this.cache.get(bead); },
  terms(bead) { return terms.of(bead); },
  relit(row) { terms.again(row); },
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
const search = new Search(model, { go: (article, at) => visit(article, at, true), say, reopen });
const desk = new Desk({ opened, back: () => { model.beads.length ? work() : start().catch(failed); } });
// What is under way, one after the other. Keys pressed meanwhile wait for it, and are dropped when it fails or another
// article comes: they were meant for what was seen.
let busy = Promise.resolve(), waiting = 0, breaks = 0;

function inTurn(does) {
  waiting++;
  return busy = busy.then(does).catch(error => { breaks++; failed(error); }).finally(() => waiting--);
}

function say(text, bad) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", Boolean(bad));
}

async function start() {
  document.body.dataset.density = kept("density") === "dense" ? "dense" : "roomy";
  choosePane("queue");
  speak();
  await desk.look();
  await load();
}

// What is open on the server; the page for files where nothing is.
async function load() {
  const { articles, low } = await get("/api/articles");
  Object.assign(model, { articles, low });
  if (!articles.length) return desk.show();
  document.body.dataset.view = "work";
  $("articles").replaceChildren(...articles.map((article, k) => piece("option", "", "", { value: String(k) })));
  articles.forEach((_, k) => progress(k));
  const [article, at] = location.hash.slice(1).split("/").map(Number);
  await openFirst(article < articles.length ? article : 0, at || 0);
  $("rows").focus();
  follow();
}

// Opens an article; where it cannot be read, says so and takes the first that can.
async function openFirst(wanted, at) {
  let wrong = null;
  for (const number of [wanted, ...model.articles.keys()]) {
    try {
      await open(number, number === wanted ? at : 0);
      return wrong && failed(wrong);
    } catch (error) {
      wrong ??= error;
    }
  }
  throw wrong;
}

// While articles are aligned in the background, the list says how far that is.
function follow() {
  clearTimeout(follow.timer);
  const { articles } = model;
  if (!articles.some(article => article.pending && !article.fault)) return;
  follow.timer = setTimeout(() => {
    get("/api/articles").then(got => {
      if (model.articles !== articles) return;
      got.articles.forEach((article, k) => {
        if (!articles[k]?.pending) return;
        Object.assign(articles[k], article);
        progress(k);
      });
      follow();
      return queue();
    }).catch(failed);
  }, 2000);
}

// A job was opened: what was said about its files stays until the person has read it.
async function opened({ faults, warnings }) {
  history.replaceState(null, "", "#0/0");
  await desk.look();
  await load();
  const items = [...faults.map(faultItem), ...warnings.map(warning => piece("li", "", server(warning).replace(DIRECTION, "⇄")))];
  const close = piece("button", "quiet close", "✕", { type: "button", "aria-label": t("Close") });
  close.addEventListener("click", () => { $("notice").hidden = true; $("rows").focus(); });
  const list = piece("ul");
  list.append(...items, piece("li", "", t("Your work is kept in {folder}", { folder: desk.job.folder })));
  $("notice").replaceChildren(list, close);
  $("notice").hidden = false;
}

// All texts anew, after the language changed.
function speak() {
  translatePage();
  fillTools($("tools"), act);
  fillKeys($("keys"), $("signs"));
  say("");
  if (document.body.dataset.view === "welcome") desk.speak();
  if (!model.beads.length) return;
  model.articles.forEach((_, k) => progress(k));
  heads();
  conflicts.shown = null;
  findings.draw();
  refresh();
  if (pane() === "differences" && !$("side").hidden) listDifferences().catch(failed);
}

function nameOf(article) {
  return (model.articles[article].id || t("(this folder)")).replace(DIRECTION, "⇄");
}

// How much of an article is left, in the list of articles.
function progress(number) {
  const { counts, pending, fault } = model.articles[number];
  const left = counts.open + counts.edited + counts.flagged;
  const state = fault ? t("cannot be read") : pending ? t("being aligned") : left ? t("{n} left", { n: left }) : t("done");
  const option = $("articles").options[number];
  option.textContent = `${nameOf(number)} · ${state}`;
  option.title = fault ? server(fault) : "";
}

async function open(article, at) {
  const got = await get("/api/article/" + article);
  breaks++;
  Object.assign(model, { article, state: got.state, tags: got.tags, texts: got.texts, beads: got.beads, conflicts: got.conflicts });
  model.columns = [0, 1, 2].filter(e => got.tags[e] !== null);
  if (!model.columns.includes(model.column)) model.column = model.columns[0];
  $("articles").value = String(article);
  document.body.style.setProperty("--columns", String(model.columns.length));
  heads();
  model.asked = new Set();
  rows.restart();
  findings.take([]);
  findings.want(true);
  work();
  go(at);
  if (pane() === "differences" && !$("side").hidden) listDifferences().catch(failed);
}

// Shows the rows.
function work() {
  document.body.dataset.view = "work";
  document.title = `${nameOf(model.article)} – trialign`;
  $("previous-article").disabled = model.article === 0;
  $("next-article").disabled = model.article === model.articles.length - 1;
  refresh();
}

function heads() {
  $("heads").replaceChildren(piece("span", "", t("Row")), ...model.columns.map(e => {
    const head = piece("span", "", t(EDITIONS[e]));
    head.append(" ", piece("small", "", model.tags[e]));
    return head;
  }));
}

// The same article as it stands now, at the same row.
async function reopen() {
  const { articles } = await get("/api/articles");
  model.articles = articles;
  articles.forEach((_, k) => progress(k));
  await open(model.article, model.at);
  follow();
}

// After anything changed: filter, rows, plots, counts.
function refresh() {
  if (!model.beads.length) return;
  model.shown = filtered();
  model.at = Math.max(0, Math.min(model.at, model.beads.length - 1));
  cut.check();
  rows.reset();
  plots();
  conflicts.draw();
  const { conflict, dismissed } = model.state.counts;
  Object.assign(model.articles[model.article], { counts: model.state.counts, pending: false, fault: null });
  progress(model.article);
  $("show-conflicts").hidden = conflict + dismissed === 0;
  $("show-conflicts").textContent = t("{n} in conflict", { n: conflict });
  $("shown").textContent = model.shown.length === model.beads.length ? "" : t("{n} of {all} shown", { n: model.shown.length, all: model.beads.length });
  $("none").hidden = model.shown.length > 0 || !model.beads.length;
  $("do-undo").disabled = !model.state.undo;
  $("do-redo").disabled = !model.state.redo;
  clearTimeout(refresh.timer);
  refresh.timer = setTimeout(() => queue().catch(failed), 150);
}

function plots() {
  drawMinimap($("minimap"), model.beads, model.at);
  if (!$("side").hidden && pane() === "queue") drawDots($("dots"), model.beads, model.texts.map(t => t.length), model.columns, model.at);
}

// Goes to a bead of any article and takes the keys there; with `always`, a filter that hides it gives way.
async function visit(article, at, always) {
  try {
    if (article === model.article) go(at); else await inTurn(() => open(article, at));
    if (always && !model.shown.includes(model.at)) {
      $("filter").reset();
      refresh();
      go(at);
    }
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
  if (!next) return say(t("Nobody has to look at any other row."));
  const [article, at, confidence] = next;
  if (await visit(article, at)) say(t("{percent} %: {article}, row {n}. {count} to look at until the rest is 99 % right.", { percent: Math.floor(confidence * 100), article: nameOf(article), n: at + 1, count }));
}

function go(at) {
  model.at = Math.max(0, Math.min(at, model.beads.length - 1));
  cut.check();
  terms.light(null);
  terms.want(model.at);
  history.replaceState(null, "", `#${model.article}/${model.at}`);
  rows.reveal(model.at);
  rows.mark();
  rows.remember();
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
  "page-down": () => go(rows.page(model.at, 1)),
  "page-up": () => go(rows.page(model.at, -1)),
  first: () => go(model.shown[0] ?? 0),
  last: () => go(model.shown.at(-1) ?? 0),
  "next-doubtful": () => seek(1, doubtful, t("No doubtful row below.")),
  "previous-doubtful": () => seek(-1, doubtful, t("No doubtful row above.")),
  "next-unconfirmed": () => seek(1, bead => bead.s !== "confirmed", t("No unconfirmed row below.")),
  filter: () => $("rule").focus(),
  help: () => $("help").showModal(),
  "next-term": () => walk(1),
  "previous-term": () => walk(-1),
  worst: () => worst().catch(failed),
  search: () => search.open(),
  differences: () => visitPane("differences", "#differences button"),
  queue: () => $("side").hidden ? visitPane(pane(), "li button") : closeSide(),
  conflicts: () => visitPane("conflicts", "button"),
};
// What opens on the row in focus, which has to be seen.
const OPENS = { split: () => cut.start(model.at), comment: openNote, correct: openEdit };

function walk(direction) {
  const words = terms.walk(document.querySelector(".row.here") ?? document.body, direction);
  say(words || t("No matched words in this row."));
}

// Whether the filter hides the place; says so.
function hidden() {
  const away = !model.shown.includes(model.at);
  if (away) say(t("Row {n} is hidden by the filter.", { n: model.at + 1 }), true);
  return away;
}

// Whether the row in focus is out of sight; brings it back then, and says so: nobody changes what is not to be seen.
function unseen() {
  if (rows.seen(model.at)) return false;
  go(model.at);
  say(t("Row {n} was out of sight: here it is. Press the key again.", { n: figure(model.at + 1) }), true);
  return true;
}

function act(name) {
  if (!model.beads.length || document.body.dataset.view !== "work") return;
  if (waiting) {
    const before = breaks;
    busy = busy.then(() => { if (before === breaks && !document.querySelector("dialog[open]")) act(name); });
    return;
  }
  if (Object.hasOwn(MOVES, name)) return MOVES[name]();
  const history = name === "undo" || name === "redo";
  if (!history && (hidden() || unseen())) return;
  if (Object.hasOwn(OPENS, name)) return OPENS[name]();
  const bead = model.beads[model.at];
  const operation = { kind: name };
  if (!history) operation.at = model.at;
  if (name === "move-up" || name === "move-down" || name === "gap") operation.edition = LANGS[model.column];
  if ((name === "confirm" && bead.s === "confirmed") || (name === "approve" && approved(bead))) return MOVES.down();
  if (name === "realign") say(t("Aligning anew…"));
  send(operation, name === "confirm" || name === "approve" ? () => MOVES.down() : null);
}

// One write after the other; each carries the revision it was made on.
function send(operation, then) {
  inTurn(() => write(operation, then));
}

async function write(operation, then) {
  const answer = await post("/api/operation", { article: model.article, base: model.state.base, revision: model.state.revision, operation });
  if (answer.status !== 200 && answer.status !== 409) throw new Error(server(await answer.text()));
  const got = await answer.json();
  await hand.free();
  if (answer.status === 409) {
    await open(model.article, model.at);
    return say(t("Someone else changed this article meanwhile: the newer state is shown, your change was not made."), true);
  }
  model.state = got.state;
  const gone = model.beads.splice(got.at, got.removed, ...got.beads);
  rewrite(got.texts, got.at + got.beads.length);
  findings.want(got.texts.length > 0 || gone.map(bead => bead.r).join() !== got.beads.map(bead => bead.r).join());
  model.asked = new Set();
  const stayed = model.at === operation.at; // else somebody clicked elsewhere meanwhile
  if (!stayed && model.at >= got.at + got.removed) model.at += got.beads.length - got.removed;
  if (operation.kind === "merge-up" && stayed) model.at -= 1;
  const moved = got.removed > 0 && (operation.kind === "undo" || operation.kind === "redo");
  if (moved) model.at = got.at;
  refresh();
  go(model.at);
  say(done(operation.kind, got));
  if (then && stayed) then();
}

// Sentences that changed; the rows from `below` on move with them.
function rewrite(texts, below) {
  const grown = [0, 0, 0];
  for (const { edition, at, before, after } of texts) {
    const e = LANGS.indexOf(edition);
    model.texts[e].splice(at, before.length, ...after);
    grown[e] += after.length - before.length;
  }
  if (texts.length) terms.known.clear();
  if (grown.every(n => n === 0)) return;
  for (const bead of model.beads.slice(below)) bead.r.forEach((run, e) => { run[0] += grown[e]; });
}

function done(kind, got) {
  const tool = TOOLS.find(([name]) => name === kind);
  if (kind === "confirm-above") return t("{n} row confirmed and saved|{n} rows confirmed and saved", { n: got.beads.filter(bead => bead.s === "confirmed").length });
  return tool ? t("{what}: saved", { what: t(tool[1]) }) : t("Saved");
}

function failed(error) {
  // What fetch throws when nobody answers is of a kind of its own, and its words help no one.
  const away = error instanceof TypeError;
  say(away ? t("trialign does not answer; nothing was changed. Start trialign review again.") : error.message, true);
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
  await hand.free(true);
  if (article !== model.article || got.base !== state.base || got.revision !== model.state.revision) return;
  got.details.forEach((detail, k) => model.cache.set(model.beads[got.from + k], detail));
  rows.reset();
}

document.addEventListener("keydown", event => {
  if (document.body.dataset.view !== "work" || cut.key(event)) return document.body.dataset.view === "work" && event.preventDefault();
  const action = actionOf(event);
  if (!action) return;
  // A key that is held down goes no faster than its changes are saved: nothing goes on once it is let go.
  if (event.repeat && waiting) return event.preventDefault();
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
  if (cut.on && cell && row && Number(row.dataset.at) === cut.at) {
    if (place) cut.set(model.column, Number(place.dataset.cut)); else cut.click(event, model.column);
    $("rows").focus();
  }
  if (row) go(Number(row.dataset.at));
});
$("canvas").addEventListener("dblclick", event => {
  if (event.altKey && event.target.closest(".cell")) act("correct");
});
$("canvas").addEventListener("mouseover", event => {
  const row = event.target.closest(".row"), part = event.target.closest("[data-key]");
  if (row) terms.want(Number(row.dataset.at));
  terms.light(row, part && part.dataset.key);
});
$("canvas").addEventListener("mouseout", () => terms.light(null));
$("minimap").addEventListener("click", event => visit(model.article,
  Math.floor(event.offsetY / $("minimap").clientHeight * model.beads.length)));
$("dots").addEventListener("click", event =>
  visit(model.article, beadAt($("dots"), event, model.beads, model.texts.map(t => t.length), model.columns)));
const turn = number => inTurn(() => open(number, 0)).then(() => $("rows").focus());
$("articles").addEventListener("change", () => turn(Number($("articles").value)));
$("previous-article").addEventListener("click", () => turn(model.article - 1));
$("next-article").addEventListener("click", () => turn(model.article + 1));
$("filter").addEventListener("input", narrow);
$("show-all").addEventListener("click", () => {
  $("filter").reset();
  refresh();
  go(model.at);
  $("rows").focus();
});
$("filter").addEventListener("submit", event => { event.preventDefault(); $("rows").focus(); });
$("filter").addEventListener("keydown", event => { if (event.key === "Escape") $("rows").focus(); });
$("show-help").addEventListener("click", () => act("help"));
$("close-help").addEventListener("click", () => $("help").close());
start().catch(failed);
