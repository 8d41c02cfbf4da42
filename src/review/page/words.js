"use strict";
// The languages of the page. English is what stands in the code; the others are found by it in WORDS.
const WORDS = {};
const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];

// The language a browser asks for: its list of languages, the first that is known.
function preferred(languages) {
  for (const tag of languages) {
    const parts = tag.toLowerCase().split("-");
    if (parts[0] === "en") return "en";
    if (parts[0] === "zh") return parts.includes("hant") || (!parts.includes("hans") && /^(tw|hk|mo)$/.test(parts.at(-1))) ? "zh-Hant" : "zh-Hans";
  }
  return "en";
}

// What was chosen is kept in a cookie: the port of the page changes from day to day, and a cookie does not mind.
function kept(name) {
  const found = document.cookie.split("; ").find(pair => pair.startsWith(`trialign-${name}=`));
  return found ? found.split("=")[1] : null;
}

function keep(name, value) {
  document.cookie = `trialign-${name}=${value}; SameSite=Strict; Path=/; Max-Age=31536000`;
}

const language = {
  now: LANGUAGES.includes(kept("language")) ? kept("language") : preferred(navigator.languages ?? [navigator.language]),
};

// A text in the language of the page. `{name}` is filled in; "{n} row|{n} rows" is one or many, by `n`.
function t(text, values) {
  const own = WORDS[language.now]?.[text] ?? text;
  const forms = own.split("|");
  const form = forms.length > 1 && values?.n === 1 ? forms[0] : forms.at(-1);
  return form.replace(/\{(\w+)\}/g, (whole, name) => values && name in values ? String(values[name]) : whole);
}

// What the server says is English. Its texts are in WORDS too, with `{…}` for what changes.
const PATTERNS = new Map();
function server(text) {
  const words = WORDS[language.now];
  if (!words) return text;
  if (Object.hasOwn(words, text)) return words[text];
  if (!PATTERNS.has(language.now)) {
    const keys = Object.keys(words).filter(key => key.includes("{") && !key.includes("|"));
    PATTERNS.set(language.now, keys.map(key => {
      const names = [...key.matchAll(/\{(\w+)\}/g)].map(m => m[1]);
      const plain = key.split(/\{\w+\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      return { key, names, expression: new RegExp(`^${plain.join("(.+?)")}$`, "s") };
    }));
  }
  for (const { key, names, expression } of PATTERNS.get(language.now)) {
    const match = expression.exec(text);
    // What stands in a hole is a person's text, or a word that is known as it is.
    const word = text => Object.hasOwn(words, text) ? words[text] : text;
    if (match) return t(key, Object.fromEntries(names.map((name, k) => [name, word(match[k + 1])])));
  }
  return text;
}

// Texts of index.html: the content of elements with `data-t`, the attributes that `data-ta` names.
function translatePage() {
  document.documentElement.lang = language.now;
  for (const element of document.querySelectorAll("[data-t]")) {
    if (!element.dataset.t) element.dataset.t = element.textContent.trim();
    element.textContent = t(element.dataset.t);
  }
  for (const element of document.querySelectorAll("[data-ta]")) {
    for (const name of element.dataset.ta.split(" ")) {
      const key = "t" + name.replace(/[^a-z]/g, "");
      if (!element.dataset[key]) element.dataset[key] = element.getAttribute(name);
      element.setAttribute(name, t(element.dataset[key]));
    }
  }
}

// A number as the language writes it.
function figure(n) {
  return n.toLocaleString(language.now);
}
