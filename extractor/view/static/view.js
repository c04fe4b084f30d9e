/* What a page of one record does beyond showing it. Everything works by links without it. */
"use strict";
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (field) => find(`#show-${field}`)?.checked !== false;
  const fieldOf = (key) => key.split("-")[0];
  const entityOf = (key) => key.split("-").slice(0, 2).join("-");
  const keysOf = (element) => (element.dataset.marks || "").split(" ").filter(Boolean);
  let last = null; // the mention to return to

  /* Mentions are links; one of them is in the tab order, the arrows go to the others. */
  const links = () => all("#text a.m").filter((link) => keysOf(link).some((key) => shown(fieldOf(key))));

  function rove(link) {
    for (const each of all("#text a.m")) each.tabIndex = -1;
    const chosen = link || links()[0];
    if (chosen) chosen.tabIndex = 0;
  }

  function step(link, by) {
    const list = links();
    const at = list.indexOf(link);
    const next = list[Math.max(0, Math.min(list.length - 1, at + by))];
    if (next) {
      rove(next);
      next.focus();
    }
  }

  function pieces(key) {
    return all("#text .m").filter((piece) => keysOf(piece).some((each) => each === key || entityOf(each) === key));
  }

  function light(keys, on) {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    if (!on) return;
    for (const key of keys) {
      for (const piece of pieces(key)) piece.classList.add("lit");
      const entity = find(`#e-${entityOf(key)}`);
      if (entity) entity.classList.add("lit");
    }
  }

  function showEntity(key) {
    const entity = find(`#e-${entityOf(key)}`);
    if (!entity) return;
    entity.scrollIntoView({ block: "nearest" });
    entity.focus({ preventScroll: true });
  }

  function goal(elements) {
    for (const old of all(".goal")) old.classList.remove("goal");
    for (const element of elements) element.classList.add("goal");
    setTimeout(() => elements.forEach((element) => element.classList.remove("goal")), 2500);
    const first = elements[0];
    if (!first) return;
    first.scrollIntoView({ block: "center" });
    const link = elements.find((element) => element.matches("a"));
    if (link) {
      rove(link);
      link.focus({ preventScroll: true });
    }
  }

  function between(start, end) {
    const found = all("#text [data-start]");
    return found.filter((piece, n) => {
      const from = Number(piece.dataset.start);
      const to = n + 1 < found.length ? Number(found[n + 1].dataset.start) : Infinity;
      return from < end && to > start;
    });
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.(".m, [data-mention], [data-goto]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (target.matches(".m")) {
      const selection = getSelection();
      if (event.detail && selection && !selection.isCollapsed) return;
      last = target.matches("a") ? target : pieces(keysOf(target)[0])[0];
      const keys = keysOf(target).filter((key) => shown(fieldOf(key)));
      if (!keys.length) return;
      const asked = new CustomEvent("mention", { cancelable: true, bubbles: true, detail: { keys, target } });
      if (target.dispatchEvent(asked)) showEntity(keys[0]);
    } else if (target.dataset.mention) {
      goal(pieces(target.dataset.mention));
    } else {
      goal(between(Number(target.dataset.goto), Number(target.dataset.end)));
    }
  });

  document.addEventListener("pointerover", (event) => {
    const piece = event.target.closest?.(".m");
    const entity = event.target.closest?.("[data-entity]");
    if (piece) light(keysOf(piece).map(entityOf), true);
    else if (entity) light([entity.dataset.entity], true);
    else light([], false);
  });

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("#text a.m");
    if (link && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -1e9, End: 1e9 }[event.key];
      if (by) {
        event.preventDefault();
        step(link, by);
      }
    } else if (event.key === "Escape" && event.target.closest?.("#record") && last?.isConnected) {
      rove(last);
      last.focus();
    }
  });

  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.("#text a.m");
    if (link) light(keysOf(link).map(entityOf), true);
  });

  document.addEventListener("change", (event) => {
    if (event.target.id?.startsWith("show-")) rove();
  });

  const actions = {
    print: () => window.print(),
    theme: () => {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    },
    download: () => {
      const record = JSON.parse(find("#data").textContent);
      const url = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: "application/json" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = `${location.pathname.split("/").pop().replace(/\.html?$/, "") || "record"}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[id]");
    if (button && Object.hasOwn(actions, button.id)) actions[button.id]();
  });
  for (const id of Object.keys(actions)) if (find(`#${id}`)) find(`#${id}`).hidden = false;

  rove();
  window.comunicado = { all, between, entityOf, fieldOf, find, goal, keysOf, pieces, rove, shown };
})();
