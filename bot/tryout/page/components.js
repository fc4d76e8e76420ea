// Discord's components to DOM nodes: https://discord.com/developers/docs/components/reference

import { choose } from "/page/list.js";
import { blocks, element, icon } from "/page/markdown.js";

let sections = 0;
const BUTTONS = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary" };

/** One component; `acts` says what a press and a choice do: press(id), choose(id, kind, values), open(address), options(kind). */
export function draw(component, acts) {
  const inside = () => (component.components ?? []).map((child) => draw(child, acts));
  switch (component.type) {
    case 1:
      return element("div.row", ...inside());
    case 2:
      return button(component, acts);
    case 3: case 5: case 6: case 7: case 8:
      return select(component, acts);
    case 9:
      return section(inside(), draw(component.accessory, acts));
    case 10:
      return element("div.text", blocks(component.content));
    case 11:
      return picture(component);
    case 12:
      return element("div.gallery", ...component.items.map(picture));
    case 13:
      return file({ name: component.name ?? component.file.url.split("/").at(-1), url: localAddress(component.file.url), size: component.size });
    case 14:
      return separator(component);
    case 17:
      return container(component, inside());
    default:
      return element("p.quiet", `(a part of kind ${component.type} that this page cannot draw)`);
  }
}

/** Its button may say no more than “Change”: the words beside it say what. */
function section(words, accessory) {
  const text = element("div", ...words);
  text.id = `section-${(sections += 1)}`;
  if (accessory.tagName === "BUTTON") accessory.setAttribute("aria-describedby", text.id);
  return element("div.section", text, accessory);
}

function container(component, inside) {
  const made = element("div.container", ...inside);
  if (component.accent_color !== null && component.accent_color !== undefined) {
    made.style.setProperty("--accent", `#${component.accent_color.toString(16).padStart(6, "0")}`);
    made.classList.add("accented");
  }
  return made;
}

function separator(component) {
  const made = element("hr");
  if (component.divider === false) made.classList.add("invisible");
  if (component.spacing === 2) made.classList.add("large");
  return made;
}

function button(component, acts) {
  const made = element(`button.${BUTTONS[component.style] ?? "secondary"}`);
  made.type = "button";
  made.disabled = Boolean(component.disabled);
  if (component.emoji?.name && !component.emoji.id) made.append(element("span.emoji", component.emoji.name));
  if (component.label) made.append(element("span", component.label));
  if (!component.label) made.setAttribute("aria-label", component.emoji?.name ?? "button");
  if (component.style === 5) {
    made.append(element("span.emoji", "↗"));
    made.onclick = () => acts.open(component.url);
  } else {
    made.dataset.control = component.custom_id;
    made.onclick = () => acts.press(component.custom_id, component.label ?? "", made);
  }
  return made;
}

function select(component, acts) {
  const options = component.type === 3
    ? component.options.map((one) => ({ ...one, chosen: Boolean(one.default) }))
    : acts.options(component);
  const chosen = options.filter((option) => option.chosen).map((option) => option.label);
  const label = component.placeholder ?? "Choose";
  const arrow = element("span.arrow", "⌄");
  arrow.ariaHidden = "true";
  const made = element("button.select", element("span", chosen.join(", ") || label), arrow);
  if (chosen.length) made.setAttribute("aria-label", `${label}: ${chosen.join(", ")}`);
  made.type = "button";
  made.disabled = Boolean(component.disabled);
  made.dataset.control = component.custom_id;
  made.setAttribute("aria-haspopup", "listbox");
  made.onclick = async () => {
    const values = await choose(made, options, { label, minimum: component.min_values ?? 1, maximum: component.max_values ?? 1 });
    if (values) acts.choose(component.custom_id, component.type, values, made);
  };
  return made;
}

function picture(component) {
  const made = element("img");
  made.src = localAddress(component.media.url);
  made.alt = component.description ?? "";
  return made;
}

/** A file to download. */
export function file({ name, url, size }) {
  const link = element("a", icon("page"), ` ${name}`);
  Object.assign(link, { href: url, download: name });
  return element("p.file", link, size ? element("small", ` ${Math.ceil(size / 1024)} kB`) : null);
}

function localAddress(address) {
  return address.replace("https://cdn.simcord.invalid", "");
}
