// What may happen to Fireside, and what has happened and lasts.

import { choose } from "/page/list.js";
import { element } from "/page/markdown.js";
import { notice } from "/page/notices.js";
import { passed } from "/page/steps.js";

const menu = document.getElementById("what-if");
const troubles = document.getElementById("troubles");

let hub; // {view(), post(path, body), show(view)}

export function start(given) {
  hub = given;
  menu.onclick = async () => {
    const options = hub.view().happenings.map((one) => ({ value: one.key, label: one.name, description: one.about }));
    const chosen = await choose(menu, options, { label: "What may happen to Fireside" });
    if (chosen) await happen(chosen[0]);
  };
}

async function happen(key) {
  const outcome = await hub.post("/api/happen", { key });
  if (outcome.view) hub.show(outcome.view);
  if (outcome.problem) return notice(outcome.problem, { problem: true });
  passed("if");
  notice(outcome.done);
}

export function show(told) {
  const said = JSON.stringify(told.troubles);
  if (troubles.dataset.said === said) return;
  const had = troubles.contains(document.activeElement);
  troubles.dataset.said = said;
  troubles.replaceChildren(...told.troubles.map((trouble) => element("p", trouble.words, trouble.end ? ender(trouble.end) : null)));
  troubles.hidden = !told.troubles.length;
  if (had) (troubles.querySelector("button") ?? menu).focus();
}

function ender(end) {
  const button = element("button.link", end.name);
  button.type = "button";
  button.onclick = () => happen(end.key);
  return button;
}
