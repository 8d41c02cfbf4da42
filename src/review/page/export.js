"use strict";
// Saving the work as a file, and taking a colleague's sheet back.
const FORMATS = [
  ["xlsx", "Excel workbook", "to look through, to send to a colleague and to take back"],
  ["docx", "Word, side by side", "a table with a column an edition"],
  ["tmx", "Translation memory (TMX)", "for OmegaT, Trados, memoQ and others"],
  ["xliff", "XLIFF 2.1", "for translation tools, a file an article and pair"],
  ["html", "Report (web page)", "to read, to print, to send on"],
  ["csv", "CSV", "for any spreadsheet or program"],
];

function openExport() {
  const chosen = $("formats").querySelector("input:checked")?.value ?? "xlsx";
  $("formats").querySelectorAll("label").forEach(label => label.remove());
  $("formats").append(...FORMATS.map(([format, name, use]) => {
    const label = piece("label", "format"), radio = piece("input", "", "", { type: "radio", name: "format", value: format });
    radio.checked = format === chosen;
    const words = piece("span", "");
    words.append(piece("strong", "", t(name)), piece("span", "hint", t(use)));
    label.append(radio, words);
    return label;
  }));
  $("export-status").textContent = "";
  $("sheet-result").replaceChildren();
  chosenFormat();
  $("export").showModal();
}

function chosenFormat() {
  $("export-options").hidden = !["tmx", "xliff"].includes($("formats").querySelector("input:checked").value);
}

async function saveExport() {
  const format = $("formats").querySelector("input:checked").value;
  const query = new URLSearchParams({ language: language.now });
  if (!$("export-options").hidden) {
    if ($("no-duplicates").checked) query.set("duplicates", "0");
    if ($("no-numbers").checked) query.set("numbers", "0");
    if ($("least").value) query.set("least", $("least").value);
  }
  $("export-status").textContent = t("Writing…");
  await busy;
  const answer = await fetch(`/api/export/${format}?${query}`);
  if (!answer.ok) {
    const wrong = /json/.test(answer.headers.get("Content-Type")) ? (await answer.json()).faults : [{ message: await answer.text() }];
    throw new Error(wrong.map(({ message, remedy }) => server(message) + (remedy ? t(" ({remedy})", { remedy: server(remedy) }) : "")).join(" "));
  }
  const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(answer.headers.get("Content-Disposition"))[1]);
  const link = piece("a", "", "", { download: name });
  link.href = URL.createObjectURL(await answer.blob());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  const left = decodeURIComponent(answer.headers.get("Left-Out") ?? "");
  $("export-status").textContent = t("Saved as {name}, where your browser puts what it downloads.", { name })
    + (left && ` ${t("Left out, for they cannot be read:")} ${left.split("\n").map(server).join(" ")}`);
}

// Shows what a sheet would change; applies it when the person says so.
async function takeSheet(file, apply) {
  const answer = await postFiles("/api/sheet" + (apply ? "?apply=1" : ""), [file]);
  if (!/json/.test(answer.headers.get("Content-Type") ?? "")) throw new Error(server(await answer.text()));
  const got = await answer.json(), box = $("sheet-result");
  if (!answer.ok) return box.replaceChildren(...got.faults.map(faultItem));
  const list = (title, lines) => lines.length ? [piece("h4", "", title), listOf(lines)] : [];
  const place = ({ article, at, status, note }) => t("{article} · row {n}", { article, n: figure(at + 1) }) + (status ? ` · ${status}` : "") + (note ? ` · “${note}”` : "");
  const parts = [
    ...list(t("{n} row changes|{n} rows change", { n: got.changes.length }), got.changes.slice(0, 100).map(place)),
    ...list(t("Decided otherwise here meanwhile"), got.disputes.map(({ change, reason }) => `${place(change)} · ${reason}`)),
    ...list(t("Not taken over"), got.wrong), ...list(t("To know"), got.remarks),
  ];
  if (got.done) {
    parts.unshift(piece("p", "good", t("Done: {n} row changed.|Done: {n} rows changed.", { n: got.done.changed })));
    await reopen();
  } else if (got.changes.length || got.disputes.length) {
    const button = piece("button", "primary", t("Take the changes over"), { type: "button", id: "sheet-apply" });
    button.addEventListener("click", () => takeSheet(file, true).catch(error => box.replaceChildren(faultItem({ message: error.message }))));
    parts.push(button);
  } else {
    parts.unshift(piece("p", "", t("The sheet changes nothing.")));
  }
  box.replaceChildren(...parts);
}

function listOf(lines) {
  const list = piece("ul", "lines");
  list.append(...lines.map(line => piece("li", "", line.replace(DIRECTION, "⇄"))));
  return list;
}

$("show-export").addEventListener("click", openExport);
$("export-close").addEventListener("click", () => $("export").close());
$("formats").addEventListener("change", chosenFormat);
$("export-form").addEventListener("submit", event => {
  event.preventDefault();
  saveExport().catch(error => { $("export-status").textContent = error.message; });
});
$("sheet").addEventListener("change", () => {
  const [file] = $("sheet").files;
  $("sheet").value = "";
  if (file) takeSheet(file, false).catch(error => $("sheet-result").replaceChildren(faultItem({ message: error.message })));
});
