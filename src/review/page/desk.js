"use strict";
// The empty page: files are given, aligned, and found again. What is wrong with a file is said beside it; the good ones
// stay in the list.
class Desk {
  constructor(tools) {
    this.tools = tools; // { opened() }
    this.job = { name: "", folder: null, home: "", jobs: [], kinds: [], who: "", most: 0 };
    this.files = [];
    this.faults = [];
    $("choose").addEventListener("change", () => { this.add([...$("choose").files]); $("choose").value = ""; });
    $("align").addEventListener("click", () => this.align());
    $("clear").addEventListener("click", () => { this.files = []; this.faults = []; this.say(""); this.draw(); });
    $("back").addEventListener("click", () => this.hide());
    $("new-job").addEventListener("click", () => this.show());
    document.addEventListener("dragover", event => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      $("drop").classList.add("over");
      if (document.body.dataset.view === "work" && !document.querySelector("dialog[open]")) this.show();
    });
    document.addEventListener("dragleave", event => { if (!event.relatedTarget) $("drop").classList.remove("over"); });
    document.addEventListener("drop", event => this.dropped(event));
  }

  async look() {
    this.job = await get("/api/job");
    $("new-job").hidden = !this.job.home;
  }

  // Shows the page for files, or the work.
  async show() {
    document.body.dataset.view = "welcome";
    $("status").textContent = "";
    document.title = t("trialign – align a text and its translations");
    await this.look();
    this.draw();
    $("welcome-title").tabIndex = -1;
    $("welcome-title").focus();
  }

  hide() {
    document.body.dataset.view = "work";
    this.tools.back();
  }

  say(text, bad) {
    $("desk-status").textContent = text;
    $("desk-status").classList.toggle("bad", Boolean(bad));
  }

  // All texts anew, after the language changed.
  speak() {
    document.title = t("trialign – align a text and its translations");
    this.say("");
    if (this.faults.length) this.unfinished();
    this.draw();
  }

  unfinished() {
    this.say(t("Not yet: something has to be put right first. Nothing is lost."), true);
  }

  dropped(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    $("drop").classList.remove("over");
    if (document.body.dataset.view !== "welcome") this.show();
    // A folder comes as a file that cannot be read.
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.());
    const folders = new Set(entries.filter(entry => entry?.isDirectory).map(entry => entry.name));
    this.add([...event.dataTransfer.files].filter(file => !folders.has(file.name)), [...folders].map(file => ({
      file, message: t("this is a folder"), remedy: t("open it and drop the files in it"),
    })));
  }

  // Several files at once are aligned at once; else the person says when all are there.
  add(files, faults = []) {
    const first = this.files.length === 0;
    this.faults = faults;
    this.say("");
    for (const file of files) {
      this.files = this.files.filter(other => other.name !== file.name || other.size !== file.size);
      this.files.push(file);
    }
    this.draw();
    const whole = files.length > 1 || (files.length === 1 && /\.(xlsx|csv|tsv)$/i.test(files[0].name));
    if (first && whole && !faults.length) this.align();
  }

  async align() {
    const bytes = this.files.reduce((sum, file) => sum + file.size, 0);
    if (!this.files.length) return this.say(t("Choose the files first."), true);
    if (bytes > this.job.most) return this.say(t("The files hold {size} MB together; at most {most} MB fit into one job.", { size: figure(Math.ceil(bytes / 1e6)), most: figure(Math.floor(this.job.most / 1e6)) }), true);
    this.busy(true);
    this.say(t("Aligning… a long text takes a little while."));
    try {
      const answer = await postFiles("/api/files", this.files);
      await this.took(answer);
    } catch (error) {
      // A file that is being written, or lies in a place that went away, cannot be read.
      this.say(error instanceof TypeError ? t("The files could not be read, or trialign does not answer. Are they still there, and not open elsewhere? Nothing is lost: try again.") : error.message, true);
    } finally {
      this.busy(false);
    }
  }

  busy(on) {
    document.body.classList.toggle("busy", on);
    for (const id of ["align", "clear", "choose"]) $(id).disabled = on;
  }

  // What came of files or of a job that was opened.
  async took(answer) {
    if (!/json/.test(answer.headers.get("Content-Type") ?? "")) throw new Error(server(await answer.text()));
    const got = await answer.json();
    this.faults = got.faults;
    if (!answer.ok) {
      this.unfinished();
      this.draw();
      $("faults").scrollIntoView({ block: "nearest" });
      return;
    }
    this.files = [];
    this.say("");
    await this.tools.opened(got);
  }

  async open(folder) {
    this.busy(true);
    this.say(t("Opening…"));
    try {
      await this.took(await post("/api/open", { folder }));
    } catch (error) {
      this.say(error.message, true);
    } finally {
      this.busy(false);
    }
  }

  draw() {
    const { kinds, home, jobs, name, folder } = this.job;
    $("kinds").textContent = t("Word, OpenDocument, PDF with text, EPUB, subtitles, Excel, web pages, plain text ({kinds})", { kinds: kinds.map(kind => "." + kind).join(" ") });
    $("given").hidden = this.files.length === 0;
    $("align").disabled = this.files.length === 0;
    $("files").replaceChildren(...this.files.map(file => {
      const item = document.createElement("li"), remove = piece("button", "quiet", "✕", { type: "button", "aria-label": t("Take {file} off the list", { file: file.name }) });
      remove.addEventListener("click", () => { this.files = this.files.filter(other => other !== file); this.draw(); });
      item.append(piece("span", "name", file.name.replace(DIRECTION, "⇄")), piece("span", "hint", size(file.size)), remove);
      return item;
    }));
    if (this.files.length === 1 && !this.faults.length) this.say(t("One more is needed: the same text in another language. If this file holds both, side by side, press Align."));
    $("faults").replaceChildren(...this.faults.map(faultItem));
    $("home").textContent = home ? t("Nothing leaves this computer. Your work is kept in {folder}", { folder: home }) : "";
    $("back").hidden = !folder;
    $("back").textContent = t("Back to {job}", { job: name });
    $("jobs").replaceChildren(...jobs.map(job => {
      const item = document.createElement("li"), button = piece("button", "job", "", { type: "button", title: job.folder });
      button.append(piece("strong", "", job.name.replace(DIRECTION, "⇄")), piece("span", "hint", job.files.join(" · ").replace(DIRECTION, "⇄")),
        piece("time", "hint", new Date(job.changed).toLocaleString(language.now, { dateStyle: "medium", timeStyle: "short" })));
      button.addEventListener("click", () => this.open(job.folder));
      item.append(button);
      return item;
    }));
    $("recent").hidden = !home;
    $("no-jobs").hidden = jobs.length > 0;
  }
}

// A file that is wrong: which, what, and what to do.
function faultItem({ file, message, remedy }) {
  const item = piece("li", "fault");
  if (file) item.append(piece("strong", "", file.split(/[/\\]/).pop().replace(DIRECTION, "⇄")), " ");
  item.append(piece("span", "", server(message) + t(".")));
  if (remedy) item.append(piece("span", "remedy", "→ " + server(remedy) + t(".")));
  return item;
}

function size(bytes) {
  return bytes < 1e6 ? t("{n} kB", { n: figure(Math.max(1, Math.round(bytes / 1e3))) }) : t("{n} MB", { n: figure(Math.round(bytes / 1e5) / 10) });
}
