/* The dialog in which a mention gets its field and a value its attributes. */
"use strict";
window.dialog = ({ setup, record, correct, focusAt, suggest }) => {
  const { find } = window.comunicado;
  const { changes, fill, make } = window.forms;
  const NAMED = ["organizations", "officials", "regions", "projects"];
  let state = null; // {mode, field, entity, mention, start, end, to, values, edges}

  /* Where words begin and end, in code points. */
  function edges(text) {
    const found = { start: [], end: [] };
    let at = 0;
    for (const word of text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) || []) {
      const size = [...word].length;
      if (word.trim()) {
        found.start.push(at);
        found.end.push(at + size);
      }
      at += size;
    }
    return found;
  }

  const chars = () => [...record().text];
  const entities = (field) => record()[field];
  const entity = () => entities(state.field)[state.entity];
  const ranged = () => state.start !== null;
  const fresh = () => state.mode === "add" || state.to !== state.field;

  function words() {
    find("#words bdi").textContent = ranged() ? chars().slice(state.start, state.end).join("") : "";
  }

  function nudge(side, by) {
    const list = state.edges[side];
    const now = state[side];
    const next = by > 0 ? list.find((edge) => edge > now) : list.findLast((edge) => edge < now);
    if (next === undefined) return;
    if (side === "start" ? next < state.end : next > state.start) state[side] = next;
    words();
    if (state.mode === "add") refill();
  }

  /* The values that a mention of this field can belong to. */
  function owners() {
    const select = find("#of");
    const many = state.mode === "edit" && entity().mentions.length > 1;
    find("#edit-only").hidden = !(many && state.mention !== null);
    const shown = state.to && NAMED.includes(state.to) && entities(state.to).length > 0;
    find("#edit-of").hidden = !shown;
    const kept = state.mode === "edit" && state.to === state.field;
    select.replaceChildren(make("option", { value: "", textContent: kept ? setup().web.same_value : setup().web.new_value }));
    if (!shown) return;
    entities(state.to).forEach((each, n) => {
      if (kept && n === state.entity) return;
      select.append(make("option", { value: String(n), textContent: each.name }));
    });
  }

  function refill() {
    state.ready = filled();
    return state.ready;
  }

  async function filled() {
    const box = find("#inputs");
    const error = find("#edit-error");
    error.textContent = "";
    const joined = find("#of").value !== "";
    if (!state.to || joined || (state.mode === "add" && !ranged())) {
      box.replaceChildren();
      return;
    }
    if (!fresh()) {
      state.values = entity();
    } else {
      box.replaceChildren(); // the inputs of another field say nothing of this one
      const asked = `${state.to} ${state.start} ${state.end}`;
      state.asked = asked;
      const place = ranged() ? state : entity().mentions[0];
      const text = chars().slice(place.start, place.end).join("");
      let known = {};
      try {
        known = await suggest(state.to, place.start, place.end);
      } catch { /* suggestions are a help, no need */ }
      if (!state || state.asked !== asked) return;
      const plain = text.split(/\s+/u).filter(Boolean).join(" ");
      const name = NAMED.includes(state.to) ? { name: plain } : {};
      if (state.to === "quotes") name.text = text.replace(/^[\s“”«»"‘’']+|[\s“”«»"‘’']+$/gu, "");
      state.values = { ...known, ...name };
    }
    fill(box, setup(), record(), state.to, state.values);
  }

  function pick(field) {
    state.to = field;
    const radio = find(`#edit-fields [value="${field}"]`);
    if (radio) radio.checked = true;
    owners();
    return refill();
  }

  function open(title) {
    find("#edit-title").textContent = title;
    find("#edit-error").textContent = "";
    for (const radio of document.querySelectorAll("#edit-fields input")) radio.checked = radio.value === state.to;
    const adds = state.mode === "add";
    find("#edit-find").hidden = !adds || ranged();
    find("#find").value = "";
    find("#nth").value = "1";
    find("#found").textContent = "";
    find("#bounds").hidden = !ranged() && !adds;
    find("#edit-fields").hidden = state.mode === "document";
    find("#remove-mention").hidden = state.mode !== "edit" || state.mention === null || entity().mentions.length < 2;
    find("#remove-value").hidden = state.mode !== "edit";
    find("#only").checked = false;
    words();
    find("#edit").showModal();
  }

  function locate() {
    const wanted = find("#find").value.trim();
    state.start = state.end = null;
    let hint = "";
    if (wanted) {
      const text = record().text;
      const found = [];
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at);
      const nth = Math.min(Math.max(1, Number(find("#nth").value) || 1), found.length || 1);
      if (found.length) {
        state.start = [...text.slice(0, found[nth - 1])].length;
        state.end = state.start + [...wanted].length;
        hint = `${nth} / ${found.length}`;
      } else hint = setup().web.not_found;
    }
    find("#found").textContent = hint;
    words();
    refill();
  }

  function corrections() {
    const { mode, field, to, start, end } = state;
    const into = find("#of").value === "" ? null : Number(find("#of").value);
    if (mode === "document") return [{ action: "document", values: changes(find("#inputs"), setup(), "document", state.values) }];
    if (mode === "add") {
      if (!ranged() || !to) return [];
      const values = into === null ? added() : {};
      return [{ action: "add", field: to, start, end, entity: into, values }];
    }
    const target = { field, entity: state.entity };
    const before = state.mention === null ? null : entity().mentions[state.mention];
    const moved = before && (before.start !== start || before.end !== end);
    if (to !== field || into !== null) {
      const one = state.mention !== null && (find("#only").checked || entity().mentions.length === 1);
      const bounds = one ? { mention: state.mention, start, end } : {};
      return [{ action: "move", ...target, ...bounds, to, into, values: into === null ? added() : {} }];
    }
    const values = changes(find("#inputs"), setup(), field, entity());
    const list = [];
    if (Object.keys(values).length) list.push({ action: "set", ...target, values });
    if (moved) list.push({ action: "bounds", ...target, mention: state.mention, start, end });
    return list;
  }

  /* Attributes of a new value: all that is filled in, but a name that is the words themselves. */
  function added() {
    const values = changes(find("#inputs"), setup(), state.to, {});
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== false));
  }

  async function send(list, message) {
    const place = ranged() ? { start: state.start, end: state.end } : null;
    try {
      if (list.length) await correct(list, message);
      find("#edit").close(); // gives the focus back to what is there no more
      if (list.length) focusAt(place || { start: 0, end: 0 });
    } catch (error) {
      find("#edit-error").textContent = error.message;
    }
  }

  document.addEventListener("submit", async (event) => {
    if (event.target.id !== "edit-form") return;
    event.preventDefault();
    await state.ready;
    const list = corrections();
    if (state.mode === "add" && !list.length) return (ranged() ? find("#edit-fields input") : find("#find")).focus();
    send(list, setup().web.corrected);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#edit button");
    if (!button || !state) return;
    const target = { field: state.field, entity: state.entity };
    if (button.dataset.move) {
      const [side, by] = button.dataset.move.split(" ");
      if (ranged()) nudge(side, Number(by));
    } else if (button.id === "cancel") find("#edit").close();
    else if (button.id === "remove-mention") send([{ action: "remove", ...target, mention: state.mention }], setup().web.removed);
    else if (button.id === "remove-value") send([{ action: "remove", ...target }], setup().web.removed);
  });

  document.addEventListener("change", (event) => {
    if (event.target.name === "field") pick(event.target.value);
    else if (event.target.id === "of") refill();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "find" || event.target.id === "nth") locate();
  });
  document.addEventListener("keydown", (event) => {
    if (!state || !find("#edit").open || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
    const radio = document.querySelectorAll("#edit-fields input")[Number(event.key) - 1];
    if (!radio || find("#edit-fields").hidden) return;
    event.preventDefault();
    radio.focus();
    pick(radio.value);
  });

  return {
    add(range) {
      state = { mode: "add", field: null, to: null, entity: null, mention: null, start: null, end: null, values: {}, ...range, edges: edges(record().text) };
      open(setup().web.dialog_add);
      owners();
      refill();
      (range ? find("#edit-fields input") : find("#find")).focus();
    },
    edit(field, index, mention) {
      const place = mention === null ? { start: null, end: null } : entities(field)[index].mentions[mention];
      state = { mode: "edit", field, to: field, entity: index, mention, start: place.start, end: place.end, values: {}, edges: edges(record().text) };
      open(setup().web.dialog_edit);
      pick(field);
    },
    document() {
      state = { mode: "document", field: "document", to: "document", entity: null, mention: null, start: null, end: null, values: record(), edges: null };
      open(setup().web.dialog_document);
      find("#edit-only").hidden = find("#edit-of").hidden = true;
      find("#of").replaceChildren(make("option", { value: "" }));
      fill(find("#inputs"), setup(), record(), "document", state.values);
    },
  };
};
