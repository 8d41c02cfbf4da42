"use strict";
// What the keys do. Off in text fields and while an input method composes.
const KEYS = [
  ["j or ↓", "next bead"], ["k or ↑", "bead above"], ["Enter", "confirm, next"], ["Shift+Enter", "confirm this and all above"],
  ["m", "merge with the bead above"], ["M", "merge with the bead below"], ["s", "split; where there is a choice, [ ] or arrows move the cut, Enter splits, Esc leaves"],
  ["o", "the gap is an omission"], ["a", "the gap is an addition"], ["r", "realign from here"],
  ["[", "first segment of the column up"], ["]", "last segment of the column down"], ["Tab", "next column"],
  ["g", "insert or remove a gap in the column"], ["f", "flag"], ["c", "comment"],
  ["n", "next doubtful"], ["p", "doubtful above"], ["u", "next unconfirmed"],
  ["w", "least certain of all articles"],
  ["t", "light up the next matched word of the row"], ["T", "light up the one before"],
  ["q", "queue, path, findings and conflicts"], ["x", "conflicts"],
  ["Ctrl+Z", "undo"], ["Ctrl+Shift+Z", "redo"], ["/", "filter"], ["?", "this help"],
];

function inTextField(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

// The action of a key press, or null.
function actionOf(event) {
  if (event.isComposing || event.keyCode === 229 || inTextField(event.target)) return null;
  if (document.querySelector("dialog[open]")) return null;
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && event.key.toLowerCase() === "z") return event.shiftKey ? "redo" : "undo";
  if (control || event.altKey) return null;
  const button = event.target instanceof HTMLElement && event.target.closest("button, a");
  if (event.key === "Enter") return button ? null : event.shiftKey ? "confirm-above" : "confirm";
  const plain = {
    j: "down", ArrowDown: "down", k: "up", ArrowUp: "up", m: "merge-up", M: "merge-down", s: "split", "[": "move-up",
    "]": "move-down", g: "gap", f: "flag", c: "comment", n: "next-doubtful", p: "previous-doubtful", u: "next-unconfirmed", w: "worst",
    o: "omission", a: "addition", r: "realign", t: "next-term", T: "previous-term", q: "queue", x: "conflicts",
    "/": "filter", "?": "help",
  };
  if (event.key === "Tab" && event.target.id === "rows") return event.shiftKey ? "column-left" : "column-right";
  return Object.hasOwn(plain, event.key) ? plain[event.key] : null;
}

function fillKeys(list) {
  for (const [key, what] of KEYS) {
    const line = document.createElement("div"), term = document.createElement("dt"), meaning = document.createElement("dd");
    term.textContent = key;
    meaning.textContent = what;
    line.append(term, meaning);
    list.append(line);
  }
}
