// The map at the side: channels with their threads, direct messages, and the people one can be.

import { element, icon } from "/page/markdown.js";

const $ = (id) => document.getElementById(id);
const SIGNS = { direct: "letter", forum: "forum" };
const NEWS = 5;

let hub; // {view(), go(place, person), get(path)}

export function start(given) {
  hub = given;
  $("open-map").onclick = open;
  $("close-map").onclick = close;
  $("shade").onclick = close;
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
}

export function called(place) {
  return ["channel", "forum"].includes(place.kind) ? `#${place.name}` : place.name;
}

/** A line about a place that has no topic of its own. */
export function about(place, places) {
  if (place.kind === "direct") return "Your direct messages with Fireside";
  const parent = places.find((one) => one.id === place.parent);
  const what = parent?.kind === "forum" ? "A post" : place.private ? "A private thread" : "A thread";
  const state = place.locked ? "locked" : place.archived ? "archived" : "";
  return [`${what} in #${parent?.name ?? "somewhere"}`, state, ...place.tags].filter(Boolean).join(" · ");
}

export function show(told) {
  $("server").textContent = told.server;
  const channels = element("ul");
  for (const place of told.places.filter((one) => ["channel", "forum"].includes(one.kind))) {
    channels.append(line(place, told));
    const threads = told.places.filter((one) => one.parent === place.id);
    if (threads.length) channels.append(element("ul", ...threads.map((one) => line(one, told))));
  }
  const direct = told.places.filter((one) => one.kind === "direct");
  $("places").replaceChildren(
    element("h2", "Channels"), channels,
    element("h2", "Direct messages"), element("ul", ...direct.map((one) => line(one, told))),
  );
  $("anything-new").hidden = !told.places.some((place) => place.unread);
  showPeople(told);
}

function sign(place) {
  if (place.kind === "thread") return place.locked || place.private ? icon("lock") : "↳";
  const name = SIGNS[place.kind] ?? (place.type === NEWS ? "news" : "");
  return name ? icon(name) : "#";
}

function line(place, told) {
  const button = element("button", element("span.sign", sign(place)), element("span.name", place.name));
  button.querySelector(".sign").ariaHidden = "true";
  if (place.adult && place.kind === "channel") button.append(badge("18+", "age-restricted"));
  if (place.unread) button.append(badge("new", "something new"));
  button.classList.toggle("unread", place.unread);
  button.dataset.place = place.id;
  if (place.id === told.place) button.setAttribute("aria-current", "page");
  button.onclick = () => hub.go(place.id);
  return element("li", button);
}

function badge(words, title) {
  const made = element(`span.badge.${words === "new" ? "new" : "adult"}`, words);
  made.title = title;
  return made;
}

function showPeople(told) {
  if (!$("people").querySelector("input")) {
    for (const person of told.people) {
      const radio = element("input");
      Object.assign(radio, { type: "radio", name: "person", value: person.key });
      radio.onchange = () => become(person.key);
      $("people").append(element("label", radio, avatar(person.name), element("span", element("b", person.name), element("small", person.about))));
    }
  }
  $("people").querySelector(`[value=${told.person}]`).checked = true;
}

/** Direct messages are each person's own; everywhere else we stay where we are. */
export async function become(person) {
  const view = hub.view();
  const direct = view.places.find((place) => place.id === view.place)?.kind === "direct";
  const theirs = direct ? await hub.get(`/api/view?${new URLSearchParams({ person })}`) : null;
  hub.go(theirs ? theirs.places.at(-1).id : view.place, person);
}

export function avatar(name, bot = false) {
  const made = element("span.avatar", bot ? "" : name[0]);
  made.classList.add(bot ? "flame" : name.toLowerCase());
  made.ariaHidden = "true";
  return made;
}

// On a phone

export function close() {
  document.body.classList.remove("map-open");
  $("shade").hidden = true;
  $("open-map").setAttribute("aria-expanded", "false");
}

function open() {
  document.body.classList.add("map-open");
  $("shade").hidden = false;
  $("open-map").setAttribute("aria-expanded", "true");
  $("close-map").focus();
}
