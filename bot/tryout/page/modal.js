// A form that the bot asks the visitor to fill in.

import { upload } from "/page/composer.js";
import { blocks, element } from "/page/markdown.js";

const dialog = document.getElementById("modal");

const SELECTS = [3, 5, 6, 7, 8];

/**
 * Show it; `fillIn(values)` sends it and says whether it was taken, `closed()` is called when it is gone.
 * `options(field)` are people, roles and places to choose from.
 */
export function ask(modal, { fillIn, options, closed }) {
  const form = element("form", element("h2", modal.title));
  form.method = "dialog";
  for (const part of modal.components) form.append(drawPart(part, options));
  const cancel = element("button.secondary", "Cancel");
  cancel.type = "button";
  cancel.onclick = () => dialog.close();
  form.append(element("div.row.end", cancel, element("button.primary", "Submit")));
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (await fillIn(await values(form))) dialog.close();
  };
  dialog.onclose = closed;
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-label", modal.title);
  dialog.showModal();
}

function drawPart(part, options) {
  if (part.type === 10) return element("div.text", blocks(part.content));
  if (part.type === 1) return element("div", ...part.components.map((field) => labelled(field.label, "", field, options)));
  return labelled(part.label, part.description, part.component, options);
}

function labelled(label, description, field, options) {
  if (field.type === 21 || field.type === 22) {
    const boxes = field.options.map((one) => box(field.type === 21 ? "radio" : "checkbox", one, field.custom_id));
    const made = element("fieldset.part", element("legend", label), ...boxes);
    made.field = field;
    return made;
  }
  if (SELECTS.includes(field.type) && (field.max_values ?? 1) > 1) return several(label, description, field, offered(field, options));
  const input = inputFor(field, options);
  input.field = field;
  const small = description ? element("small", description) : null;
  return element("label.part", element("span", label, ifYouLike(field)), small, input);
}

const ifYouLike = (field) => (field.required === false ? element("i", " (if you like)") : null);
const offered = (field, options) => (field.type === 3 ? field.options : options(field));

/** A select of several is easier to use, by touch and by keyboard, as boxes to tick. */
function several(label, description, field, choices) {
  const boxes = choices.map((one) => box("checkbox", one, field.custom_id));
  const legend = element("legend", label, ifYouLike(field));
  const made = element("fieldset.part", legend, description ? element("small", description) : null, element("div.boxes", ...boxes));
  made.field = field;
  const inputs = [...made.querySelectorAll("input")];
  made.onchange = () => inputs[0]?.setCustomValidity(complaint(field, inputs.filter((input) => input.checked).length));
  made.onchange();
  return made;
}

function complaint(field, count) {
  const [least, most] = [field.min_values ?? 1, field.max_values ?? 1];
  if (!count && field.required === false) return "";
  if (count < Math.max(least, 1)) return `Choose at least ${Math.max(least, 1)}.`;
  return count > most ? `Choose ${most} at most.` : "";
}

function box(kind, one, name) {
  const input = element("input");
  Object.assign(input, { type: kind, value: one.value, name, checked: Boolean(one.default) });
  return element("label.box", input, element("span", one.label), one.description ? element("small", one.description) : null);
}

function inputFor(field, options) {
  const needed = field.required !== false;
  if (field.type === 4) {
    const input = element(field.style === 2 ? "textarea" : "input");
    input.value = field.value ?? "";
    input.placeholder = field.placeholder ?? "";
    input.required = needed;
    if (field.max_length) input.maxLength = field.max_length;
    if (field.min_length) input.minLength = field.min_length;
    return input;
  }
  const input = element(field.type === 19 || field.type === 23 ? "input" : "select");
  if (field.type === 19) Object.assign(input, { type: "file", multiple: (field.max_values ?? 1) > 1, required: needed });
  else if (field.type === 23) Object.assign(input, { type: "checkbox", checked: Boolean(field.default) });
  else {
    const choices = offered(field, options);
    if (!needed || !choices.some((one) => one.default)) input.append(new Option(field.placeholder ?? "—", ""));
    input.append(...choices.map((one) => new Option(one.label, one.value, one.default, one.default)));
    input.required = needed;
  }
  return input;
}

async function values(form) {
  const found = {};
  for (const part of form.querySelectorAll("input, textarea, select, fieldset")) {
    const field = part.field;
    if (!field) continue;
    const value = await valueOf(part, field);
    if (value !== null) found[field.custom_id] = value;
  }
  return found;
}

async function valueOf(part, field) {
  switch (field.type) {
    case 4: return part.value;
    case 19: return part.files.length ? Promise.all([...part.files].map(upload)) : null;
    case 21: return part.querySelector(":checked")?.value ?? null;
    case 22: return ticked(part);
    case 23: return part.checked;
    default: return part.tagName === "FIELDSET" ? ticked(part) : [...part.selectedOptions].map((one) => one.value).filter(Boolean);
  }
}

const ticked = (part) => [...part.querySelectorAll(":checked")].map((one) => one.value);
