"use strict";
// What all parts of the page use.
const $ = id => document.getElementById(id);

async function get(path) {
  const answer = await fetch(path, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(server(await answer.text()));
  return answer.json();
}

function post(path, value) {
  return fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
}

// Files in one body: a line that names them, then their bytes.
function postFiles(path, files) {
  const head = JSON.stringify(files.map(file => ({ name: file.name, size: file.size }))) + "\n";
  return fetch(path, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: new Blob([head, ...files]) });
}

// What is drawn anew under a pressed mouse button swallows the click, and under selected words the selection: what comes
// from the server waits for the hand.
const hand = {
  pressed: false,
  waiting: [],

  // Whether words of one row are selected.
  selecting() {
    const { isCollapsed, anchorNode, focusNode } = document.getSelection();
    const row = node => node?.parentElement?.closest(".row") ?? null;
    return !isCollapsed && row(anchorNode) !== null && row(anchorNode) === row(focusNode);
  },

  // Once no button is pressed; with `still`, once nothing is selected either.
  free(still) {
    if (!this.pressed && !(still && this.selecting())) return Promise.resolve();
    return new Promise(done => this.waiting.push({ done, still }));
  },

  press(on) {
    this.pressed = on;
    if (!on) this.look();
  },

  look() {
    const waiting = this.waiting;
    this.waiting = [];
    for (const one of waiting) this.free(one.still).then(one.done);
  },
};
addEventListener("pointerdown", event => { if (event.button === 0) hand.press(true); }, true);
// The click itself comes after these.
for (const name of ["pointerup", "pointercancel", "dragend"]) addEventListener(name, () => setTimeout(() => hand.press(false)), true);
addEventListener("blur", () => hand.press(false)); // of the window, which may never hear of what follows
addEventListener("pointermove", event => { if (hand.pressed && event.buttons === 0) hand.press(false); }, true);
document.addEventListener("selectionchange", () => { if (hand.waiting.length) hand.look(); });

// An element with a class, a text and attributes.
function piece(tag, name, text, attributes) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  return made;
}

// New content for a list; who was on a button of it is on the one in that place afterwards, so that a key pressed next
// does not land elsewhere.
function renew(box, items) {
  const at = [...box.querySelectorAll("button")].indexOf(document.activeElement);
  box.replaceChildren(...items);
  if (at < 0) return;
  const buttons = box.querySelectorAll("button");
  (buttons[Math.min(at, buttons.length - 1)] ?? $("close-side")).focus();
}
