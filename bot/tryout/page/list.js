// A list that pops up beside a button: what selects and message menus open.

import { element } from "/page/markdown.js";

/**
 * Let the visitor choose from `options` ({value, label, description, chosen}); gives the chosen values, or null.
 * With `maximum` above one, choices are ticked and sent with “Done”.
 */
export function choose(anchor, options, { label, minimum = 1, maximum = 1 }) {
  return new Promise((resolve) => {
    const chosen = new Set(options.filter((option) => option.chosen && maximum > 1).map((option) => option.value));
    const list = element("div.list");
    list.popover = "auto";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label);
    if (maximum > 1) list.setAttribute("aria-multiselectable", "true");
    if (maximum > 1) list.append(element("p.quiet", minimum === maximum ? `Choose ${maximum}` : `Choose ${minimum} to ${maximum}`));
    const finish = (values) => {
      resolve(values);
      list.hidePopover();
    };
    const done = element("button.primary", "Done");
    const refresh = () => (done.disabled = chosen.size < minimum || chosen.size > maximum);
    for (const option of options) {
      const row = element("button.choice", element("span", option.label));
      if (option.description) row.append(element("small", option.description));
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(Boolean(option.chosen)));
      row.onclick = () => {
        if (maximum === 1) return finish(minimum === 0 && option.chosen ? [] : [option.value]);
        if (!chosen.delete(option.value)) chosen.add(option.value);
        row.setAttribute("aria-selected", String(chosen.has(option.value)));
        refresh();
      };
      list.append(row);
    }
    if (maximum > 1) {
      done.onclick = () => finish([...chosen]);
      refresh();
      list.append(done);
    }
    list.onkeydown = (event) => move(event, [...list.querySelectorAll("button:enabled")]);
    list.ontoggle = (event) => {
      if (event.newState !== "closed") return;
      list.remove();
      resolve(null);
      if (document.body.contains(anchor)) anchor.focus();
    };
    document.body.append(list);
    list.showPopover();
    place(list, anchor.getBoundingClientRect());
    (list.querySelector("[aria-selected=true]") ?? list.querySelector("button"))?.focus();
  });
}

function move(event, rows) {
  const here = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 };
  let next = rows[steps[event.key]];
  if (!next && event.key.length === 1) {
    const starts = (row) => row.textContent.toLowerCase().startsWith(event.key.toLowerCase());
    next = rows.slice(here + 1).find(starts) ?? rows.find(starts);
  }
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Beside the button, where there is room; on a phone the style sheet puts it at the bottom. */
function place(list, button) {
  const below = innerHeight - button.bottom;
  const height = Math.min(list.offsetHeight, Math.max(below, button.top) - 12);
  const top = below >= list.offsetHeight + 8 || below > button.top ? button.bottom + 4 : button.top - height - 4;
  list.style.setProperty("--top", `${Math.max(4, top)}px`);
  list.style.setProperty("--left", `${Math.max(4, Math.min(button.left, innerWidth - list.offsetWidth - 8))}px`);
  list.style.setProperty("--height", `${height}px`);
}
