"use strict";
// Correcting sentences, notes, settings: what is typed into dialogs.
const editing = { at: 0, edition: 0, fields: [] };

// The sentences of the focused column, a field each.
function openEdit() {
  const bead = model.beads[model.at], e = model.column, [start, length] = bead.r[e];
  if (!length) return say(t("There is no sentence in this column."), true);
  Object.assign(editing, { at: model.at, edition: e, fields: [] });
  $("edit-title").textContent = t("Correct: {edition}, row {n}", { edition: t(EDITIONS[e]), n: figure(model.at + 1) });
  $("edit-texts").replaceChildren(...Array.from({ length }, (_, k) => {
    const label = piece("label", "field"), field = piece("textarea", "", "", { rows: "3", lang: LANGS[e], dir: "auto" });
    label.append(piece("span", "hint", t("Sentence {n}", { n: k + 1 })), field);
    field.value = model.texts[e][start + k];
    editing.fields.push({ field, segment: start + k });
    return label;
  }));
  $("edit").showModal();
  editing.fields[0].field.focus();
}

function saveEdit() {
  const { edition, fields } = editing;
  const texts = fields.filter(({ field, segment }) => field.value.trim() !== model.texts[edition][segment])
    .map(({ field, segment }) => ({ edition: LANGS[edition], segment, text: field.value }));
  $("edit").close();
  $("rows").focus();
  if (texts.length) send({ kind: "correct", texts });
  else say(t("Nothing was changed."));
}

function openNote() {
  $("comment-text").value = model.beads[model.at].n;
  $("comment").showModal();
  $("comment-text").focus();
}

function saveNote() {
  $("comment").close();
  send({ kind: "comment", at: model.at, text: $("comment-text").value });
  $("rows").focus();
}

function openSettings() {
  $("language").value = language.now;
  $("density").value = document.body.dataset.density;
  $("who").value = desk.job.who;
  $("place").textContent = desk.job.folder ? t("Kept in {folder}", { folder: desk.job.folder }) : "";
  $("settings").showModal();
}

function setDensity(density) {
  document.body.dataset.density = density;
  keep("density", density);
  rows.relayout();
}

function setLanguage(tag) {
  language.now = tag;
  keep("language", tag);
  speak();
}

async function setName() {
  const answer = await post("/api/open", { who: $("who").value });
  if (answer.ok) desk.job.who = (await answer.json()).who;
}

// Ctrl+Enter saves what is typed in a dialog.
function saves(event, save) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    save();
  }
}

$("comment-cancel").addEventListener("click", () => $("comment").close());
$("comment-save").addEventListener("click", saveNote);
$("comment-text").addEventListener("keydown", event => saves(event, saveNote));
$("edit-cancel").addEventListener("click", () => $("edit").close());
$("edit-save").addEventListener("click", saveEdit);
$("edit-texts").addEventListener("keydown", event => saves(event, saveEdit));
$("show-settings").addEventListener("click", openSettings);
$("close-settings").addEventListener("click", () => $("settings").close());
$("language").addEventListener("change", () => setLanguage($("language").value));
$("density").addEventListener("change", () => setDensity($("density").value));
$("who").addEventListener("change", () => setName().catch(failed));
