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
