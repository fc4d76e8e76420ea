// The line at the foot: plain words, or “/” and a command with its options.

import { element } from "/page/markdown.js";

const SUGGEST_AFTER = 60;
const [INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, FILE] = [4, 5, 6, 7, 8, 9, 11];

const form = document.getElementById("composer");
const text = document.getElementById("text");
const fields = document.getElementById("command");
const choices = document.getElementById("choices");
const send = document.getElementById("send");

let hub; // {commands(), places(), people(), roles(), suggest(deed), act(deed), notice(words)}
let command = null;
let rows = [];
let active = -1;
let asked = 0;

/** Bring the line to life. */
export function start(given) {
  hub = given;
  form.onsubmit = (event) => {
    event.preventDefault();
    submit();
  };
  text.oninput = offerCommands;
  text.onkeydown = (event) => keys(event, text);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
}

/** Begin a command as if it had been typed. */
export function type(words) {
  leaveCommand();
  text.value = words;
  text.focus();
  offerCommands();
}

/** The place changed: what was begun there is not meant here. */
export function reset() {
  leaveCommand();
  text.value = "";
  close();
}

function offerCommands() {
  const typed = text.value.trimStart().toLowerCase();
  if (!typed.startsWith("/")) return close();
  const wanted = typed.slice(1).trimEnd();
  const exact = hub.commands().find((one) => one.name === wanted);
  if (exact && typed.endsWith(" ")) return enterCommand(exact);
  const begins = (one) => (one.name.startsWith(wanted) ? 0 : 1);
  const found = hub.commands().filter((one) => one.name.includes(wanted)).sort((a, b) => begins(a) - begins(b));
  show(text, "Commands", found.map((one) => ({ label: `/${one.name}`, description: one.description, pick: () => enterCommand(one) })), {
    none: "Fireside has no such command here.",
  });
}

function enterCommand(chosen) {
  command = chosen;
  close();
  text.hidden = true;
  text.value = "";
  const chip = element("button.chip", `/${chosen.name}`, element("span", " ✕"));
  chip.type = "button";
  chip.setAttribute("aria-label", `Leave the command ${chosen.name}`);
  chip.onclick = () => type("");
  fields.replaceChildren(chip);
  for (const option of chosen.options) if (option.required) addField(option);
  for (const option of chosen.options) if (!option.required) fields.append(more(option));
  (fields.querySelector("input, select") ?? send).focus();
}

function leaveCommand() {
  command = null;
  fields.replaceChildren();
  text.hidden = false;
}

function more(option) {
  const button = element("button.more", `+ ${option.name}`);
  button.type = "button";
  button.title = option.description;
  button.onclick = () => {
    const field = addField(option, button);
    button.remove();
    field.focus();
  };
  return button;
}

function addField(option, before = null) {
  const field = inputFor(option);
  field.name = option.name;
  field.required = Boolean(option.required);
  field.title = option.description;
  field.option = option;
  const label = element("label.field", element("span", option.name), field);
  if (before) before.before(label);
  else fields.append(label);
  return field;
}

function inputFor(option) {
  const fixed = fixedChoices(option);
  if (fixed) {
    const select = element("select", new Option("choose…", ""), ...fixed.map((one) => new Option(one.name, one.value)));
    select.onfocus = () => explain(select, option);
    return select;
  }
  const input = element("input");
  input.type = option.type === FILE ? "file" : "text";
  if (option.type === INTEGER) input.inputMode = "numeric";
  if (option.max_length) input.maxLength = option.max_length;
  input.setAttribute("aria-description", option.description);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", "choices");
  input.setAttribute("aria-expanded", "false");
  input.onkeydown = (event) => keys(event, input);
  const look = () => (option.autocomplete ? suggest(input, option) : explain(input, option));
  input.onfocus = look;
  input.oninput = look;
  return input;
}

function fixedChoices(option) {
  if (option.choices?.length) return option.choices;
  if (option.type === BOOLEAN) return [{ name: "yes", value: "true" }, { name: "no", value: "false" }];
  const people = () => hub.people().map((one) => ({ name: one.name, value: one.id }));
  const roles = () => hub.roles().map((one) => ({ name: `@${one.name}`, value: one.id }));
  if (option.type === USER) return people();
  if (option.type === ROLE) return roles();
  if (option.type === MENTIONABLE) return [...people(), ...roles()];
  if (option.type !== CHANNEL) return null;
  const fits = (place) => place.kind !== "direct" && (!option.channel_types?.length || option.channel_types.includes(place.type));
  return hub.places().filter(fits).map((place) => ({ name: `#${place.name}`, value: place.id }));
}

async function suggest(input, option) {
  const turn = ++asked;
  choices.ariaBusy = "true";
  await new Promise((later) => setTimeout(later, input.value ? SUGGEST_AFTER : 0));
  if (turn !== asked || !command) return;
  const deed = { do: "suggest", name: command.name, option: option.name, text: input.value, options: given(option.name) };
  const found = await hub.suggest(deed);
  if (turn !== asked || document.activeElement !== input) return;
  const pick = (choice) => () => {
    input.value = choice.name;
    input.chosen = choice;
    goOn(input);
  };
  show(input, `${option.name}: ${option.description}`, found.map((choice) => ({ label: choice.name, pick: pick(choice) })), {
    none: "Nothing found.",
  });
}

function explain(field, option) {
  show(field, `${option.name}: ${option.description}`, [], { none: "" });
}

function given(except) {
  const options = {};
  for (const field of fields.querySelectorAll("input, select")) {
    if (field.name === except || !field.value) continue;
    options[field.name] = field.chosen?.name === field.value ? field.chosen.value : field.value;
  }
  return options;
}

/** After a choice: the next empty field that is needed, or the button that sends. */
function goOn(field) {
  close();
  (missing() ?? send).focus();
  if (document.activeElement === field) close();
}

function missing() {
  return [...fields.querySelectorAll("input, select")].find((field) => field.required && !field.value);
}

async function submit() {
  if (!command) return say();
  const empty = missing();
  if (empty) {
    hub.notice(`${empty.name} is needed.`);
    return empty.focus();
  }
  const deed = { do: "command", name: command.name, options: given() };
  for (const field of fields.querySelectorAll("input[type=file]")) if (field.files[0]) deed.options[field.name] = await upload(field.files[0]);
  close();
  if (await hub.act(deed)) leaveCommand();
  if (matchMedia("(pointer: fine)").matches) text.focus();
}

async function say() {
  const words = text.value.trim();
  if (!words) return;
  if (active >= 0) return rows[active].pick();
  if (words.startsWith("/")) return hub.notice("Choose a command from the list.");
  if (await hub.act({ do: "say", text: words })) text.value = "";
}

/** A file as the page sends it. */
export async function upload(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { name: file.name, base64: btoa(binary) };
}

// The list above the line

function show(owner, title, offered, { none }) {
  rows = offered;
  active = rows.length ? 0 : -1;
  const list = element("div.rows");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", title);
  rows.forEach((row, number) => {
    const made = element("div.choice", element("span", row.label), row.description ? element("small", row.description) : null);
    made.setAttribute("role", "option");
    made.id = `choice-${number}`;
    // The field keeps its focus: a press must not close the list before it counts.
    made.onpointerdown = (event) => event.preventDefault();
    made.onclick = row.pick;
    list.append(made);
  });
  choices.replaceChildren(element("p.quiet", title), rows.length ? list : element("p", none));
  choices.hidden = false;
  choices.ariaBusy = "false";
  owner.setAttribute("aria-expanded", "true");
  highlight(owner);
}

function highlight(owner) {
  [...choices.querySelectorAll("[role=option]")].forEach((row, number) => {
    row.setAttribute("aria-selected", String(number === active));
    if (number === active) row.scrollIntoView({ block: "nearest" });
  });
  if (active >= 0) owner.setAttribute("aria-activedescendant", `choice-${active}`);
  else owner.removeAttribute("aria-activedescendant");
}

function close() {
  asked += 1;
  rows = [];
  active = -1;
  choices.hidden = true;
  choices.ariaBusy = "false";
  for (const owner of form.querySelectorAll("[role=combobox]")) {
    owner.setAttribute("aria-expanded", "false");
    owner.removeAttribute("aria-activedescendant");
  }
}

function keys(event, owner) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && rows.length) {
    active = (active + step + rows.length) % rows.length;
    highlight(owner);
  } else if (event.key === "Enter" && active >= 0 && !(owner.chosen && owner.chosen.name === owner.value)) {
    rows[active].pick();
  } else if (event.key === "Tab" && !event.shiftKey && active >= 0 && owner === text) {
    rows[active].pick();
  } else if (event.key === "Escape") {
    if (choices.hidden) type("");
    else close();
  } else if (event.key === "Backspace" && command && owner !== text && !owner.value) {
    type(`/${command.name}`);
  } else {
    return;
  }
  event.preventDefault();
}
