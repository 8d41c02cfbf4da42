"use strict";
// What the keys do. Off in text fields and while an input method composes.
const KEYS = [
  ["j or ↓", "next row"], ["k or ↑", "row above"], ["PgDn", "a screenful down"], ["PgUp", "a screenful up"],
  ["Home", "first row"], ["End", "last row"],
  ["Enter", "confirm, next"], ["Shift+Enter", "confirm this and all above"], ["Ctrl+Enter", "approve: confirm for the second time, next"],
  ["m", "join with the row above"], ["M", "join with the row below"],
  ["s", "split, between sentences or inside one: [ ] or ↑ ↓ move the cut by sentences, ← → by characters, a click puts it anywhere; Enter splits, Esc leaves"],
  ["e", "correct the text of the column"], ["o", "the gap is an omission"], ["a", "the gap is an addition"], ["r", "align anew from here"],
  ["[", "first sentence of the column up"], ["]", "last sentence of the column down"], ["Tab", "next column"],
  ["g", "insert or remove a gap in the column"], ["f", "mark to be checked"], ["c", "note"],
  ["n", "next doubtful"], ["p", "doubtful above"], ["u", "next unconfirmed"],
  ["w", "least certain of all articles"],
  ["t", "light up the next matched word of the row"], ["T", "light up the one before"],
  ["q", "open or close the panel"], ["d", "differences between Simplified and Traditional"], ["x", "conflicts"],
  ["Ctrl+K", "search all articles; with a word selected, how it is rendered"],
  ["Ctrl+Z", "undo"], ["Ctrl+Shift+Z", "redo"], ["/", "filter"], ["?", "this help"],
];
// Name, label, key, group.
const TOOLS = [
  ["confirm", "Confirm", "Enter", "Decide"],
  ["approve", "Approve", "Control+Enter", "Decide"],
  ["confirm-above", "All above", "Shift+Enter", "Decide"],
  ["flag", "To check", "f", "Decide"],
  ["comment", "Note", "c", "Decide"],
  ["merge-up", "Join up", "m", "Rows"],
  ["merge-down", "Join down", "M", "Rows"],
  ["split", "Split", "s", "Rows"],
  ["move-up", "First up", "[", "Sentences"],
  ["move-down", "Last down", "]", "Sentences"],
  ["correct", "Correct", "e", "Sentences"],
  ["gap", "Gap", "g", "Gaps"],
  ["omission", "Omission", "o", "Gaps"],
  ["addition", "Addition", "a", "Gaps"],
  ["realign", "Align anew", "r", "Undo"],
  ["undo", "Undo", "Control+Z", "Undo"],
  ["redo", "Redo", "Control+Shift+Z", "Undo"],
];

function inTextField(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

// The action of a key press, or null.
function actionOf(event) {
  if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return null;
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") return "search";
  if (inTextField(event.target)) return null;
  if (control && !event.altKey && event.key.toLowerCase() === "z") return event.shiftKey ? "redo" : "undo";
  const button = event.target instanceof HTMLElement && event.target.closest("button, a, summary");
  if (event.key === "Enter" && !event.altKey) return button ? null : control ? "approve" : event.shiftKey ? "confirm-above" : "confirm";
  if (control || event.altKey) return null;
  const plain = {
    j: "down", ArrowDown: "down", k: "up", ArrowUp: "up", m: "merge-up", M: "merge-down", s: "split", "[": "move-up",
    "]": "move-down", g: "gap", f: "flag", c: "comment", n: "next-doubtful", p: "previous-doubtful", u: "next-unconfirmed", w: "worst",
    o: "omission", a: "addition", r: "realign", e: "correct", t: "next-term", T: "previous-term", q: "queue", d: "differences", x: "conflicts",
    "/": "filter", "?": "help",
  };
  if (event.target.id === "rows") {
    if (event.key === "Tab") return event.shiftKey ? "column-left" : "column-right";
    const paging = { PageDown: "page-down", PageUp: "page-up", Home: "first", End: "last" };
    if (Object.hasOwn(paging, event.key)) return paging[event.key];
  }
  return Object.hasOwn(plain, event.key) ? plain[event.key] : null;
}

// A key as it stands on a button: short, as keyboards have it.
function keyCap(key) {
  return key.replace("Control+", "Ctrl ").replace("Shift+Enter", "⇧ ↵").replace("Shift+", "⇧ ").replace("Enter", "↵");
}

// The groups of buttons, in the language of the page.
function fillTools(bar, act) {
  const groups = new Map();
  for (const [name, label, key, group] of TOOLS) {
    if (!groups.has(group)) groups.set(group, piece("div", "group", "", { role: "group", "aria-label": t(group) }));
    const button = piece("button", name === "confirm" ? "primary" : "", "", { type: "button", id: "do-" + name, "aria-keyshortcuts": key });
    button.title = `${t(label)} (${key.replace("Control", "Ctrl")})`;
    button.append(piece("span", "", t(label)), " ", piece("kbd", "", keyCap(key), { "aria-hidden": "true" }));
    button.addEventListener("click", () => act(name));
    groups.get(group).append(button);
  }
  bar.replaceChildren(...groups.values());
}

function fillKeys(list, signs) {
  const line = (term, meaning) => {
    const made = document.createElement("div");
    made.append(term, piece("dd", "", meaning));
    return made;
  };
  list.replaceChildren(...KEYS.map(([key, what]) => {
    const term = document.createElement("dt");
    key.split(" or ").forEach((one, k) => term.append(k ? " " : "", piece("kbd", "", one)));
    return line(term, t(what));
  }));
  const looks = [["diff", "the two Chinese editions differ in more than script"], ["shared", "a number or name that the editions share"], ["lit", "words that render each other"]];
  signs.replaceChildren(...Object.keys(SIGNS).map(state => line(piece("dt", "sign " + state, SIGNS[state]), t(STATES[state]))),
    ...looks.map(([name, what]) => {
      const term = document.createElement("dt");
      term.append(piece("span", name, "文字"));
      return line(term, t(what));
    }));
}
