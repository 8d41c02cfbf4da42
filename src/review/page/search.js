"use strict";
// Search over all articles, how a word is rendered, and replacing with a look at every place before anything changes.
class Search {
  constructor(model, tools) {
    this.model = model;
    this.tools = tools; // { go(article, at), say(text, bad), reopen() }
    this.sentences = [];
    $("search").addEventListener("submit", event => { event.preventDefault(); this.run(); });
    $("words").addEventListener("input", () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.run(), 150); });
    $("preview").addEventListener("click", () => this.preview());
    $("replace-all").addEventListener("click", () => this.replace());
  }

  // What is selected in a row, where something is; else what was looked for last.
  selected() {
    const selection = document.getSelection();
    const text = selection && !selection.isCollapsed ? selection.toString().trim() : "";
    return text && $("rows").contains(selection.anchorNode) ? text.slice(0, 200) : "";
  }

  open() {
    const words = this.selected();
    if (words) $("words").value = words;
    showPane("search");
    $("words").focus();
    $("words").select();
    if (words) this.run();
  }

  async run() {
    const words = $("words").value.trim();
    $("replace-all").hidden = true;
    if (!words) {
      this.clear();
      return;
    }
    try {
      const got = await get(`/api/search?words=${encodeURIComponent(words)}`);
      await hand.free();
      if (words !== $("words").value.trim()) return;
      const more = got.count > got.rows.length ? " " + t("The first {n} are shown.", { n: figure(got.rows.length) }) : "";
      $("hits-count").textContent = got.count ? t("{n} row|{n} rows", { n: got.count }) + more : t("Nothing found.");
      renew($("hits"), got.rows.map(row => this.hit(row)));
    } catch (error) {
      failed(error);
    }
  }

  clear() {
    $("hits-count").textContent = "";
    $("hits").replaceChildren();
    $("replace-all").hidden = true;
  }

  hit(row) {
    const item = document.createElement("li"), button = piece("button", "hit", "", { type: "button" });
    button.append(piece("span", "where", t("{article} · row {n}", { article: nameOf(row.a), n: figure(row.at + 1) })));
    [0, 1, 2].filter(e => row.texts[e]).forEach(e => button.append(marked(piece("span", "line", "", { lang: LANGS[e], dir: "auto" }), row.texts[e], row.marks[e])));
    button.addEventListener("click", () => this.tools.go(row.a, row.at));
    item.append(button);
    return item;
  }

  // What each sentence would say.
  async preview() {
    const words = $("words").value, instead = $("instead").value;
    if (!words.trim()) return this.tools.say(t("Type what is to be replaced into the search field."), true);
    try {
      const got = await get(`/api/search?exact=1&words=${encodeURIComponent(words)}`);
      this.sentences = got.rows.map(row => ({ ...row, after: row.text.split(words).join(instead) })).filter(row => row.after !== row.text);
      $("hits-count").textContent = this.sentences.length ? t("{n} sentence would change:|{n} sentences would change:", { n: this.sentences.length }) : t("Nothing would change.");
      renew($("hits"), this.sentences.map((row, k) => this.change(row, k, words, instead)));
      this.count();
    } catch (error) {
      failed(error);
    }
  }

  change(row, k, words, instead) {
    const item = document.createElement("li"), label = piece("label", "change");
    const box = piece("input", "", "", { type: "checkbox" });
    box.checked = true;
    box.dataset.change = String(k);
    box.addEventListener("change", () => this.count());
    const places = (text, word) => {
      const found = [];
      for (let at = word ? text.indexOf(word) : -1; at >= 0; at = text.indexOf(word, at + word.length)) found.push({ start: at, end: at + word.length });
      return found;
    };
    const lines = piece("span", "lines");
    lines.append(piece("span", "where", t("{article} · row {n}", { article: nameOf(row.a), n: figure(row.at + 1) })),
      marked(piece("del", "line", "", { lang: row.edition, dir: "auto" }), row.text, places(row.text, words)),
      marked(piece("ins", "line", "", { lang: row.edition, dir: "auto" }), row.after, places(row.after, instead)));
    label.append(box, lines);
    item.append(label);
    return item;
  }

  chosen() {
    return [...$("hits").querySelectorAll("input:checked")].map(box => this.sentences[Number(box.dataset.change)]);
  }

  count() {
    const n = this.chosen().length;
    $("replace-all").hidden = this.sentences.length === 0;
    $("replace-all").disabled = n === 0;
    $("replace-all").textContent = t("Replace in {n} sentence|Replace in {n} sentences", { n });
  }

  // One decision an article (more where it would be too long for one), so that one undo takes it back there.
  async replace() {
    const byArticle = Map.groupBy(this.chosen(), row => row.a);
    let done = 0;
    $("replace-all").disabled = true;
    try {
      await busy;
      for (const [article, rows] of byArticle) {
        let { base, revision } = rows[0];
        for (const part of parts(rows)) {
          const texts = part.map(row => ({ edition: row.edition, segment: row.segment, text: row.after }));
          const answer = await post("/api/operation", { article, base, revision, operation: { kind: "correct", texts } });
          if (answer.status === 409) throw new Error(t("Someone else changed this article meanwhile: look at the preview again."));
          if (!answer.ok) throw new Error(server(await answer.text()));
          ({ base, revision } = (await answer.json()).state);
          done += part.length;
        }
      }
    } catch (error) {
      failed(error);
    }
    await this.tools.reopen();
    this.sentences = [];
    this.clear();
    if (done) this.tools.say(t("{n} sentence changed; undo takes it back, an article at a time.|{n} sentences changed; undo takes it back, an article at a time.", { n: done }));
  }
}

// Rows in parts that a request has room for.
function parts(rows) {
  const out = [[]];
  let size = 0;
  for (const row of rows) {
    const bytes = 3 * row.after.length + 80;
    if (size + bytes > 48000 && out.at(-1).length) { out.push([]); size = 0; }
    out.at(-1).push(row);
    size += bytes;
  }
  return out;
}
