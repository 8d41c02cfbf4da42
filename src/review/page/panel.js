"use strict";
// The panel: what is worth a look, search, differences of the two Chinese editions, findings, conflicts.
const PANES = ["queue", "search", "differences", "findings", "conflicts"];

function pane() {
  return PANES.find(name => $("tab-" + name).getAttribute("aria-selected") === "true") ?? "queue";
}

// Shows one part of the panel.
function choosePane(name) {
  for (const one of PANES) {
    const here = one === name;
    $("tab-" + one).setAttribute("aria-selected", String(here));
    $("tab-" + one).tabIndex = here ? 0 : -1;
    $("pane-" + one).hidden = !here;
  }
  if (name === "differences" && !$("side").hidden) listDifferences().catch(failed);
  if (name === "queue") plots();
}

function showPane(name) {
  choosePane(name);
  openSide(true);
}

function openSide(open) {
  $("side").hidden = !open;
  $("show-queue").setAttribute("aria-expanded", String(open));
  if (open && pane() === "differences") listDifferences().catch(failed);
  plots();
}

// Opens a part of the panel and goes to something in it, once it is there.
function visitPane(name, focus) {
  showPane(name);
  queue().then(() => ($("pane-" + name).querySelector(focus) ?? $("tab-" + name)).focus()).catch(failed);
}

function closeSide() {
  openSide(false);
  $("rows").focus();
}

async function queue() {
  const got = await get("/api/queue");
  await hand.free();
  const { confirmed, edited, flagged, open } = got.counts;
  const all = confirmed + edited + flagged + open, share = all ? Math.floor(100 * confirmed / all) : 0;
  $("progress").setAttribute("aria-valuenow", String(share));
  $("progress").firstElementChild.style.width = share + "%";
  $("counts").textContent = t("{n} of {all} rows confirmed", { n: figure(confirmed), all: figure(all) });
  $("counts").title = t("{confirmed} confirmed, {edited} edited, {flagged} to check, {open} open", { confirmed: figure(confirmed), edited: figure(edited), flagged: figure(flagged), open: figure(open) });
  $("goal").textContent = got.count ? t("look at {n} more row until the rest is 99 % right|look at {n} more rows until the rest is 99 % right", { n: got.count }) : t("the rest is 99 % right");
  if ($("side").hidden || pane() !== "queue") return;
  renew($("queue"), got.items.slice(0, 200).map(([article, at, confidence]) => {
    const item = document.createElement("li"), button = piece("button", "", "", { type: "button" });
    button.append(piece("b", "", `${Math.floor(confidence * 100)} %`), ` · ${nameOf(article)} · ${at + 1}`);
    button.addEventListener("click", () => visit(article, at));
    item.append(button);
    return item;
  }));
  if (!got.items.length) $("queue").append(piece("li", "hint", t("Everything was looked at. Well done.")));
}

const KINDS = { number: "number", term: "word", wording: "wording" };

// The pairs in which the two Chinese editions differ; each leads to its places, one after the other.
async function listDifferences() {
  const where = $("all-articles").checked ? "" : `?article=${model.article}`;
  const asked = listDifferences.asked = [where, model.article, model.state.base, model.state.revision].join();
  $("differences-count").textContent = t("Comparing…");
  const got = await get("/api/differences" + where);
  await hand.free();
  if (asked !== listDifferences.asked) return;
  $("differences-count").textContent = got.count ? t("{n} difference|{n} differences", { n: got.count }) : t("The two editions differ in script only.");
  renew($("differences"), got.items.map(pair => {
    const item = document.createElement("li"), button = piece("button", "pair", "", { type: "button" });
    let next = 0;
    button.append(piece("span", "kind", t(KINDS[pair.kind])), piece("span", "hans", pair.hans || "–", { lang: "zh-Hans" }),
      piece("span", "arrow", "／", { "aria-hidden": "true" }), piece("span", "hant", pair.hant || "–", { lang: "zh-Hant" }), piece("span", "times", "×" + figure(pair.count)));
    button.addEventListener("click", () => {
      const [article, at] = pair.places[next++ % pair.places.length];
      visit(article, at, true);
    });
    item.append(button);
    return item;
  }));
}

PANES.forEach(name => $("tab-" + name).addEventListener("click", () => {
  choosePane(name);
  queue().catch(failed);
}));
document.querySelector(".tabs").addEventListener("keydown", event => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const name = PANES[(PANES.indexOf(pane()) + step + PANES.length) % PANES.length];
  choosePane(name);
  $("tab-" + name).focus();
  queue().catch(failed);
});
$("all-articles").addEventListener("change", () => listDifferences().catch(failed));
$("show-queue").addEventListener("click", () => act("queue"));
$("show-conflicts").addEventListener("click", () => act("conflicts"));
$("show-search").addEventListener("mousedown", event => event.preventDefault()); // what is selected stays selected
$("show-search").addEventListener("click", () => act("search"));
$("close-side").addEventListener("click", closeSide);
$("side").addEventListener("keydown", event => { if (event.key === "Escape") closeSide(); });
