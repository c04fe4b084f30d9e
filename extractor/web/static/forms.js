/* The inputs of a value: made from the setup, filled from a value, read back as attributes. */
"use strict";
(() => {
  const make = (tag, properties = {}, children = []) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const blank = (value) => value === null || value === undefined || value === "";

  function choice(setup, options, value, id) {
    const select = make("select", { id });
    for (const option of options) select.append(make("option", { value: option, textContent: setup.words[option] || option }));
    select.value = value ?? options[0];
    return select;
  }

  function names(record, field, id) {
    const list = make("datalist", { id });
    for (const entity of record[field] || []) list.append(make("option", { value: entity.name }));
    return list;
  }

  function label(figure) {
    const parts = [figure.currency, figure.low !== null && figure.high !== null ? `${figure.low}–${figure.high}` : figure.value];
    return [...parts, figure.kind === "percent" ? "%" : figure.unit].filter((part) => !blank(part)).join(" ");
  }

  function figures(record, value, id) {
    const box = make("div", { id, className: "checks" });
    record.figures.forEach((figure, n) => {
      const input = make("input", { type: "checkbox", value: String(n), checked: (value || []).includes(n) });
      box.append(make("label", {}, [input, ` ${label(figure)}`]));
    });
    return box;
  }

  function parts(setup, spec, value, id) {
    const box = make("div", { id, className: "checks" });
    for (const part of [...(value || []), { name: "", role: spec.options[0] }]) {
      const name = make("input", { type: "text", value: part.name, ariaLabel: setup.web.part_name });
      name.setAttribute("list", "names-organizations");
      const role = choice(setup, spec.options, part.role, "");
      role.removeAttribute("id");
      role.ariaLabel = setup.web.part_role;
      box.append(make("div", { className: "part" }, [name, role]));
    }
    return box;
  }

  function control(setup, record, spec, value) {
    const id = `in-${spec.name}`;
    const text = blank(value) ? "" : String(value);
    switch (spec.kind) {
      case "choice":
        return choice(setup, spec.options, value, id);
      case "flag":
        return make("input", { type: "checkbox", id, checked: Boolean(value) });
      case "list":
        return make("textarea", { id, rows: Math.max(1, (value || []).length), value: (value || []).join("\n") });
      case "long":
        return make("textarea", { id, rows: 4, value: text, required: spec.required });
      case "number":
        return make("input", { type: "number", step: "any", id, value: text, required: spec.required });
      case "date":
        return make("input", { type: "date", id, value: text });
      case "figures":
        return figures(record, value, id);
      case "parts":
        return parts(setup, spec, value, id);
      default:
        return make("input", { type: "text", id, value: text, required: spec.required, autocomplete: "off" });
    }
  }

  /* Fill `box` with the inputs of a field; `values` are those of the value, or suggestions. */
  function fill(box, setup, record, field, values) {
    box.replaceChildren();
    const lists = new Set();
    for (const spec of setup.inputs[field]) {
      const input = control(setup, record, spec, values[spec.name]);
      const title = setup.attributes[spec.name];
      if (input.matches("div")) {
        input.setAttribute("role", "group");
        input.ariaLabel = title;
        box.append(make("span", { textContent: title }), input);
        if (!input.children.length) input.textContent = setup.web.none;
      } else {
        box.append(make("label", { htmlFor: input.id, textContent: title }), input);
      }
      if (spec.suggest) lists.add(spec.suggest);
      if (spec.suggest && input.matches("input")) input.setAttribute("list", `names-${spec.suggest}`);
    }
    for (const each of lists) box.append(names(record, each, `names-${each}`));
  }

  function read(input, spec) {
    switch (spec.kind) {
      case "flag":
        return input.checked;
      case "list":
        return input.value.split("\n").map((line) => line.trim()).filter(Boolean);
      case "number":
        return input.value === "" ? null : Number(input.value);
      case "figures":
        return [...input.querySelectorAll(":checked")].map((each) => Number(each.value));
      case "parts":
        return [...input.children]
          .map((part) => ({ name: part.querySelector("input").value.trim(), role: part.querySelector("select").value }))
          .filter((part) => part.name);
      default:
        return input.value.trim() === "" ? null : input.value.trim();
    }
  }

  /* The attributes that differ from `values`; what is empty and was absent is left out. */
  function changes(box, setup, field, values) {
    const found = {};
    for (const spec of setup.inputs[field]) {
      const input = box.querySelector(`#in-${spec.name}`);
      if (!input) continue;
      const value = read(input, spec);
      const before = values[spec.name];
      const absent = blank(before) && (value === null || value === false || (Array.isArray(value) && !value.length));
      if (!absent && JSON.stringify(value) !== JSON.stringify(before)) found[spec.name] = value;
    }
    return found;
  }

  window.forms = { changes, fill, make };
})();
