/* The application: documents in memory, their records from the server, corrections with undo.
   Records live in this page alone. Offsets are code points, as the server counts them. */
"use strict";
(() => {
  const { between, find, goal, pieces, rove } = window.comunicado;
  const { make } = window.forms;
  let setup = JSON.parse(find("#setup").textContent);
  const documents = []; // {name, record, view, past, future, corrections, saved, error}
  let current = null;

  /* Talking to the server. */
  async function ask(path, options) {
    let response;
    try {
      response = await fetch(path, options);
    } catch {
      throw new Error(setup.web.failed);
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    const faults = (problem.errors || []).map((each) => `${each.pointer.replace("#/", "")}: ${each.detail}`);
    throw new Error([problem.title || setup.web.error, problem.detail, ...faults].filter(Boolean).join(" · "));
  }
  const post = (path, body) =>
    ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const say = (text) => { find("#status").textContent = text; };
  const complain = (text) => { find("#alert").textContent = text; };
  async function guarded(action) {
    complain("");
    try {
      return await action();
    } catch (error) {
      say("");
      complain(error.message);
      return null;
    }
  }

  /* Documents. */
  function list() {
    const box = find("#documents");
    box.hidden = documents.length < 2;
    find("#all-label").hidden = documents.filter((each) => each.record).length < 2;
    find("ul", box).replaceChildren(
      ...documents.map((each, n) => {
        const open = make("button", { type: "button", textContent: each.name, className: each.error ? "bad" : "" });
        open.dataset.open = n;
        if (each === current) open.setAttribute("aria-current", "true");
        const close = make("button", { type: "button", textContent: "×", ariaLabel: `${setup.web.close_document}: ${each.name}` });
        close.dataset.close = n;
        return make("li", {}, [open, close]);
      }),
    );
  }

  async function show(each) {
    current = each;
    list();
    find("#result").hidden = !each?.record;
    complain(each?.error || "");
    if (!each?.record) return;
    const response = await post(`/api/view?language=${setup.language}`, each.record);
    const view = await response.json();
    if (current !== each) return;
    find("#text").innerHTML = view.text;
    find("#panel").innerHTML = view.panel;
    if (each.pasted) each.name = view.title;
    list();
    buttons();
    rove();
    return view;
  }

  function keep(name, record, error = null) {
    const each = { name, record, error, pasted: false, past: [], future: [], corrections: [], undone: [], saved: true };
    documents.push(each);
    return each;
  }

  async function addText(text, published) {
    const response = await post("/api/extract", { text, published });
    const each = keep(setup.web.pasted, await response.json());
    each.pasted = true;
    return each;
  }

  /* A file gives a document, a message one more for each of its attachments. */
  async function addFile(file, published) {
    const form = new FormData();
    form.append("file", file);
    if (published) form.append("published", published);
    try {
      const lines = (await (await ask("/api/batch", { method: "POST", body: form })).text()).split("\n");
      return lines.filter(Boolean).map((line) => {
        const found = JSON.parse(line);
        if (found.meta) return keep(found.source || file.name, found);
        return keep(file.name, null, `${file.name}: ${[found.title, found.detail].filter(Boolean).join(" · ")}`);
      });
    } catch (error) {
      return [keep(file.name, null, `${file.name}: ${error.message}`)];
    }
  }

  async function extract() {
    const text = find("#paste").value;
    const files = [...find("#files").files];
    if (!text.trim() && !files.length) return find("#paste").focus();
    say(setup.web.working);
    const day = find("#published").value || null;
    await guarded(async () => {
      let first = null;
      if (text.trim()) first = await addText(text, day);
      for (const file of files) {
        for (const each of await addFile(file, day)) first = first?.record ? first : each;
      }
      find("#form").reset();
      find("#published").value = day || "";
      const view = await show(first);
      if (!view) return say("");
      find("#input").open = false;
      say(setup.web.done.replace("{count}", view.count));
      find("#text").focus({ preventScroll: true });
      find("#result").scrollIntoView({ block: "start" });
    });
  }

  /* Corrections. */
  function buttons() {
    find("#undo").disabled = !current?.past.length;
    find("#redo").disabled = !current?.future.length;
    find("#corrections").disabled = !documents.some((each) => each.corrections.length);
  }

  async function correct(corrections, message) {
    const each = current;
    const record = await (await post("/api/correct", { record: each.record, corrections })).json();
    each.past.push({ record: each.record, count: corrections.length });
    each.future = [];
    each.undone = [];
    each.corrections.push(...corrections);
    each.record = record;
    each.saved = false;
    await show(each);
    say(message);
  }

  async function travel(from, to, message) {
    const each = current;
    const step = each?.[from].pop();
    if (!step) return;
    const back = from === "past";
    if (back) each.undone.unshift(...each.corrections.splice(each.corrections.length - step.count, step.count));
    else each.corrections.push(...each.undone.splice(0, step.count));
    each[to].push({ record: each.record, count: step.count });
    each.record = step.record;
    each.saved = false;
    await guarded(() => show(each));
    say(message);
  }
  const undo = () => travel("past", "future", setup.web.undone);
  const redo = () => travel("future", "past", setup.web.redone);

  function focusAt({ start, end }) {
    const found = between(start, end);
    const link = found.find((piece) => piece.matches("a"));
    if (link) {
      rove(link);
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: "nearest" });
    } else find("#text").focus({ preventScroll: true });
  }

  /* Offsets of what is selected in the text, without the blanks around it; null where nothing is. */
  function selected() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const text = find("#text");
    if (!range.intersectsNode(text)) return null;
    let from = Infinity;
    let to = -1;
    for (const piece of text.querySelectorAll("[data-start]")) {
      if (!range.intersectsNode(piece)) continue;
      const start = Number(piece.dataset.start);
      const part = document.createRange();
      part.selectNodeContents(piece);
      const head = part.cloneRange();
      if (part.comparePoint(range.startContainer, range.startOffset) === 0) head.setEnd(range.startContainer, range.startOffset);
      else head.collapse(true);
      if (part.comparePoint(range.endContainer, range.endOffset) === 0) part.setEnd(range.endContainer, range.endOffset);
      from = Math.min(from, start + [...head.toString()].length);
      to = Math.max(to, start + [...part.toString()].length);
    }
    const chars = [...current.record.text];
    while (from < to && !chars[from].trim()) from += 1;
    while (to > from && !chars[to - 1].trim()) to -= 1;
    return from < to ? { start: from, end: to } : null;
  }

  const dialog = window.dialog({
    setup: () => setup,
    record: () => current.record,
    correct,
    focusAt,
    suggest: async (field, start, end) =>
      (await post("/api/suggest", { record: current.record, field, start, end })).json(),
  });

  /* Downloads. */
  function download(blob, name) {
    const url = URL.createObjectURL(blob);
    const link = make("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }
  const chosen = () => (find("#all").checked ? documents.filter((each) => each.record) : [current]);

  async function save() {
    const which = chosen();
    const kind = find("#format").value;
    const response = await post(`/api/export/${kind}?language=${setup.language}`, { records: which.map((each) => each.record) });
    const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") || "")?.[1] || `record.${kind}`;
    download(await response.blob(), name);
    for (const each of which) each.saved = true;
  }

  async function copy() {
    const response = await post(`/api/table?language=${setup.language}`, { records: chosen().map((each) => each.record) });
    const { html, text } = await response.json();
    // The clipboard's newer interface strips styles, and is missing where the page is no secure one.
    const put = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/html", html);
      event.clipboardData.setData("text/plain", text);
    };
    document.addEventListener("copy", put, { once: true });
    if (!document.execCommand("copy")) {
      document.removeEventListener("copy", put);
      throw new Error(setup.web.error);
    }
    say(setup.web.copied);
  }

  function saveCorrections() {
    const lines = documents
      .filter((each) => each.corrections.length)
      .map((each) => JSON.stringify({ record: each.record, corrections: each.corrections }));
    download(new Blob([`${lines.join("\n")}\n`], { type: "application/jsonl" }), "corrections.jsonl");
  }

  /* The other language, in place: what is extracted stays. */
  async function switchLanguage(href) {
    const page = new DOMParser().parseFromString(await (await ask(href)).text(), "text/html");
    const kept = [find("#paste").value, find("#published").value, find("#input").open];
    const shown = Object.fromEntries([...document.querySelectorAll(".legend input[id]")].map((box) => [box.id, box.checked]));
    document.documentElement.lang = page.documentElement.lang;
    document.title = page.title;
    for (const part of ["header", "main"]) find(part).replaceWith(page.querySelector(part));
    for (const [n, skip] of document.querySelectorAll(".skip").entries()) skip.textContent = page.querySelectorAll(".skip")[n].textContent;
    setup = JSON.parse(page.querySelector("#setup").textContent);
    [find("#paste").value, find("#published").value, find("#input").open] = kept;
    for (const [id, on] of Object.entries(shown)) find(`#${id}`).checked = on;
    for (const id of ["theme", "print"]) find(`#${id}`).hidden = false;
    history.replaceState(null, "", href);
    if (current) await show(current);
    list();
    find("#switch").focus();
  }

  /* What the keys and the mouse do. */
  const clicks = {
    undo, redo,
    add: () => dialog.add(null),
    save: () => guarded(save),
    copy: () => guarded(copy),
    corrections: saveCorrections,
    clear: () => { find("#form").reset(); find("#paste").focus(); },
    "help-open": () => find("#help").showModal(),
    "help-close": () => find("#help").close(),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button, a#switch");
    if (!button) return;
    if (button.id === "switch") {
      event.preventDefault();
      guarded(() => switchLanguage(button.href));
    } else if (Object.hasOwn(clicks, button.id)) clicks[button.id]();
    else if (button.dataset.edit) {
      const [field, entity] = button.dataset.edit.split("-");
      dialog.edit(field, Number(entity), null);
    } else if (button.dataset.document) dialog.document();
    else if (button.dataset.open) guarded(() => show(documents[Number(button.dataset.open)]));
    else if (button.dataset.close) {
      const [gone] = documents.splice(Number(button.dataset.close), 1);
      guarded(() => show(gone === current ? documents[0] || null : current));
    }
  });

  document.addEventListener("mention", (event) => {
    event.preventDefault();
    const [field, entity, mention] = event.detail.keys[0].split("-");
    dialog.edit(field, Number(entity), Number(mention));
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "form") return;
    event.preventDefault();
    extract();
  });

  let selecting = false;
  document.addEventListener("pointerdown", (event) => {
    selecting = Boolean(event.button === 0 && event.target.closest?.("#text"));
  });
  document.addEventListener("pointerup", () => {
    if (!current?.record || !selecting) return;
    selecting = false;
    setTimeout(() => {
      const range = selected();
      if (range && !find("#edit").open) dialog.add(range);
    });
  });

  function extend(link, forward) {
    const selection = getSelection();
    if (selection.isCollapsed || !find("#text").contains(selection.anchorNode)) {
      const words = pieces(link.dataset.marks.split(" ")[0]);
      const range = document.createRange();
      range.setStart(forward ? words[0] : words.at(-1), 0);
      if (!forward) range.selectNodeContents(words.at(-1));
      range.collapse(forward);
      selection.removeAllRanges();
      selection.addRange(range);
    }
    selection.modify("extend", forward ? "forward" : "backward", "word");
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select");
    const command = event.ctrlKey || event.metaKey;
    if (find("#edit").open || find("#help").open || typing) return;
    const key = event.key.toLowerCase();
    const link = event.target.closest?.("#text a.m");
    const range = current?.record && event.key === "Enter" && event.target.closest?.("#text") ? selected() : null;
    if (command && key === "z" && !event.shiftKey) undo();
    else if (command && (key === "y" || (key === "z" && event.shiftKey))) redo();
    else if (command || event.altKey) return;
    else if (key === "a" && current?.record) dialog.add(null);
    else if (link && event.shiftKey && ["ArrowRight", "ArrowLeft"].includes(event.key)) extend(link, event.key === "ArrowRight");
    else if (range) dialog.add(range);
    else return;
    event.preventDefault();
  });

  let depth = 0;
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (holdsFiles(event)) { depth += 1; document.body.classList.add("dragging"); }
  });
  document.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) document.body.classList.remove("dragging");
  });
  document.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    document.body.classList.remove("dragging");
    find("#files").files = event.dataTransfer.files;
    extract();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "files" && event.target.files.length) extract();
  });
  window.addEventListener("beforeunload", (event) => {
    if (documents.some((each) => !each.saved)) event.preventDefault();
  });
})();
