// The pretended clock: it goes forward by buttons, or to a time that is typed, and says what came meanwhile.

import { called } from "/page/map.js";
import { element } from "/page/markdown.js";
import { notice } from "/page/notices.js";
import { passed } from "/page/steps.js";

const $ = (id) => document.getElementById(id);
const [HOUR, DAY] = [3600, 86400];
const LONG = 1000; // milliseconds after which a wait is spoken of
const STEPS = {
  3600: { later: "An hour later", meanwhile: "Letting an hour pass …" },
  86400: { later: "A day later", meanwhile: "Letting a day pass …" },
  604800: { later: "A week later", meanwhile: "Letting a week pass …" },
};

let hub; // {view(), post(path, body), show(view), go(place)}
let now = 0;

export function start(given) {
  hub = given;
  for (const button of document.querySelectorAll("[data-seconds]")) {
    const seconds = Number(button.dataset.seconds);
    button.onclick = () => letPass(seconds, STEPS[seconds]);
  }
  $("to-time").onclick = askWhen;
}

export function show(seconds) {
  now = seconds;
  const date = new Date(seconds * 1000);
  $("now").dateTime = date.toISOString();
  $("now").title = zone();
  $("now").replaceChildren(
    element("span", date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" })),
    " ",
    element("b", date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })),
  );
}

const zone = () => `Your time zone: ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;

async function letPass(seconds, { later, meanwhile }) {
  const known = new Map(hub.view().places.map((place) => [place.id, place.newest]));
  const patience = setTimeout(() => notice(meanwhile, { stays: true }), LONG);
  const outcome = await hub.post("/api/clock", { seconds });
  clearTimeout(patience);
  if (outcome.view) hub.show(outcome.view);
  if (outcome.problem) return notice(outcome.problem, { problem: true });
  if (seconds >= DAY) passed("day");
  const fresh = hub.view().places.filter((place) => (known.get(place.id) ?? "0") !== place.newest);
  const here = fresh.some((place) => place.id === hub.view().place);
  const links = fresh.filter((place) => place.id !== hub.view().place).map((place) => ({ words: called(place), press: () => hub.go(place.id) }));
  if (links.length) notice(`${later}: something new ${here ? "here, and " : ""}in `, { links });
  else notice(`${later}: ${here ? "something new here" : "nothing new"}.`);
}

// To a time

function askWhen() {
  const dialog = $("to");
  const form = element("form", element("h2", "Go to a time"));
  form.method = "dialog";
  const input = element("input");
  Object.assign(input, { type: "datetime-local", required: true, min: local(now), value: local(now + DAY) });
  form.append(element("label.part", element("span", "Date and time"), element("small", zone()), input));
  const change = nextChange();
  if (change) form.append(shortcut(input, change));
  const cancel = element("button.secondary", "Cancel");
  cancel.type = "button";
  cancel.onclick = () => dialog.close();
  form.append(element("div.row.end", cancel, element("button.primary", "Go there")));
  form.onsubmit = () => goTo(new Date(input.value).getTime() / 1000);
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-label", "Go to a time");
  dialog.showModal();
  input.focus();
}

function goTo(seconds) {
  const words = spoken(seconds);
  letPass(seconds - now, { later: `It is ${words}`, meanwhile: `Going to ${words} …` });
}

function shortcut(input, seconds) {
  const button = element("button.secondary", `The evening before the clocks change: ${spoken(seconds)}`);
  button.type = "button";
  button.onclick = () => {
    input.value = local(seconds);
    input.focus();
  };
  return button;
}

/** Eight in the evening of the day before the visitor's clocks change next, if they do within a year. */
function nextChange() {
  const offset = (seconds) => new Date(seconds * 1000).getTimezoneOffset();
  for (let at = now + DAY; at < now + 366 * DAY; at += HOUR) {
    if (offset(at) === offset(at + HOUR)) continue;
    const eve = new Date(at * 1000);
    eve.setDate(eve.getDate() - 1);
    eve.setHours(20, 0, 0, 0);
    return eve.getTime() / 1000;
  }
  return null;
}

const spoken = (seconds) => new Date(seconds * 1000).toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** As an input of date and time wants it. */
function local(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
