// The page: asks for what there is, shows it, and looks again only when something happened.

import { busy, get, listen, post as ask_for } from "/page/asking.js";
import * as clock from "/page/clock.js";
import * as composer from "/page/composer.js";
import * as fate from "/page/fate.js";
import * as forum from "/page/forum.js";
import * as map from "/page/map.js";
import { know } from "/page/markdown.js";
import * as messages from "/page/messages.js";
import { ask } from "/page/modal.js";
import { clear, notice } from "/page/notices.js";
import * as steps from "/page/steps.js";

const $ = (id) => document.getElementById(id);
const MORE = 40;

let view = null;
let here = { person: "reader", place: "" };
let wanted = ""; // the message that a link led to
let last = 0;

const hub = { view: () => view, get, post, show, act, go };

function post(path, body) {
  return ask_for(path, { ...here, last, ...body });
}

async function look() {
  show(await get(`/api/view?${new URLSearchParams({ ...here, last })}`));
}

/** Do something as the person we are, where we are; says whether it worked. */
async function act(deed) {
  clear();
  const opener = document.activeElement;
  const outcome = await post("/api/act", deed);
  if (outcome.view) show(outcome.view);
  if (outcome.problem) notice(outcome.problem, { problem: true });
  else steps.noteDeed(deed);
  if (outcome.modal) {
    const { number } = outcome.modal;
    const fillIn = (values) => act({ do: "fill in", modal: number, values });
    ask(outcome.modal, { options: messages.entities, fillIn, closed: () => messages.focusAgain(opener) });
  }
  return !outcome.problem;
}

function go(place, person = here.person, message = "") {
  const hash = `${person}/${place}${message ? `/${message}` : ""}`;
  if (location.hash.slice(1) === hash) follow();
  else location.hash = hash;
}

function follow() {
  const [person, place, message] = location.hash.slice(1).split("/");
  here = { person: person || "reader", place: place || "" };
  wanted = message ?? "";
  last = wanted ? 1000 : 0;
  map.close();
  return look();
}

function show(told) {
  const moved = !view || view.place !== told.place || view.person !== told.person;
  view = told;
  here = { person: told.person, place: told.place };
  const place = told.places.find((one) => one.id === told.place);
  know({
    now: told.now,
    people: Object.fromEntries([...told.people, told.bot].map((one) => [one.id, one.name])),
    roles: Object.fromEntries(told.roles.map((one) => [one.id, one.name])),
    places: Object.fromEntries(told.places.map((one) => [one.id, map.called(one)])),
    open: (id, message) => go(id, undefined, message),
    begin: (name) => composer.type(`/${name} `),
  });
  map.show(told);
  clock.show(told.now);
  fate.show(told);
  $("place").textContent = map.called(place);
  $("topic").textContent = place.topic || map.about(place, told.places);
  document.title = `${map.called(place)} · Fireside, tried out`;
  if (moved) {
    clear();
    composer.reset();
  }
  forum.show(told, place, go);
  messages.show(told, { moved, wanted });
  wanted = "";
  $("composer").hidden = place.kind === "forum";
  $("earlier").hidden = !told.earlier;
  $("empty").textContent = told.messages.length ? "" : emptyWords(place);
  $("hint").textContent = told.hint;
  if (place.kind === "thread" || place.kind === "direct") steps.passed("thread");
}

function emptyWords(place) {
  if (place.kind === "forum") return "People write in the posts of a forum; commands are typed there, or in another channel.";
  return "Nothing here yet. Type / to see what Fireside can do.";
}

composer.start({
  commands: () => view.commands,
  places: () => view.places,
  people: () => view.people,
  roles: () => view.roles,
  suggest: async (deed) => (await post("/api/act", deed)).choices ?? [],
  act,
  notice: (words) => notice(words, { problem: true }),
});
for (const part of [map, messages, clock, fate, steps]) part.start(hub);
$("earlier").onclick = () => ((last = view.messages.length + MORE), look());
addEventListener("hashchange", follow);
await follow();

listen(({ revision, now }) => {
  clock.show(now);
  // While something is under way its answer tells the news.
  if (!busy() && revision > view.revision) look();
}, (words) => notice(words, { problem: true }));
