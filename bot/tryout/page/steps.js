// What a newcomer may try first.

import { become } from "/page/map.js";
import * as composer from "/page/composer.js";
import { element } from "/page/markdown.js";

const box = document.getElementById("steps");
const STEPS = [
  { key: "read", words: "Type /read and choose a story.", offer: "Type it for me", go: () => composer.type("/read") },
  { key: "turn", words: "Turn a few pages with the buttons." },
  { key: "thread", words: "Go on in a thread: press the button for it, then open the thread." },
  { key: "daily", words: "Be Olive, who owns the server, and give a channel a daily page: /daily server.", offer: "Be Olive", go: beOlive },
  { key: "day", words: "Let a day pass with +1 day, and see it come." },
  { key: "if", words: "See how Fireside takes a restart or a lost right: What if …" },
];
const done = new Set();

let hub; // {view()}

export function start(given) {
  hub = given;
  document.getElementById("hide-steps").onclick = () => (box.hidden = true);
  show();
}

/** The visitor has taken this step. */
export function passed(key) {
  if (done.has(key)) return;
  done.add(key);
  show();
}

/** What was done may be a step. */
export function noteDeed(deed) {
  if (deed.do === "command" && deed.name === "read") passed("read");
  if (deed.do === "command" && deed.name.startsWith("daily")) passed("daily");
  if (deed.do === "press" && /next/i.test(deed.label ?? "")) passed("turn");
  if (deed.do === "command" || deed.do === "press") box.open = false;
}

async function beOlive() {
  if (hub.view().person !== "owner") await become("owner");
  // The hash is followed a moment later, and clears the line.
  setTimeout(() => composer.type("/daily server"), 300);
}

function show() {
  const next = STEPS.find((step) => !done.has(step.key));
  document.getElementById("next-step").textContent = next ? next.words : "That was everything. Enjoy the stories.";
  box.querySelector("ol").replaceChildren(...STEPS.map((step) => {
    const item = element("li", element("span", step.words));
    if (done.has(step.key)) item.className = "done";
    else if (step.go) {
      const button = element("button.secondary", step.offer);
      button.onclick = step.go;
      item.append(button);
    }
    return item;
  }));
}
