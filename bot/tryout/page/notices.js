// Short words over the line at the foot, which go away by themselves.

import { element } from "/page/markdown.js";

const notices = document.getElementById("notices");

/** Say something; `links` are {words, press} to press on. */
export function notice(words, { problem = false, links = [], stays = false } = {}) {
  const made = element(`p.${problem ? "problem" : "news"}`, words);
  for (const { words, press } of links) {
    const button = element("button.link", words);
    button.onclick = press;
    made.append(button, " ");
  }
  const close = element("button.quiet", "✕");
  close.setAttribute("aria-label", "Close");
  close.onclick = () => made.remove();
  made.append(close);
  notices.replaceChildren(made);
  if (!stays) setTimeout(() => made.remove(), links.length ? 20000 : 7000);
}

export const clear = () => notices.replaceChildren();
