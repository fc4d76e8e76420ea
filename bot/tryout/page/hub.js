// The page: asks for what there is, draws it, and looks again only when something happened.

import { draw, file } from "/page/components.js";
import * as composer from "/page/composer.js";
import { choose } from "/page/list.js";
import { blocks, element, know } from "/page/markdown.js";
import { ask } from "/page/modal.js";

const ENDED = "The try-out has ended. Start it again with: python -m bot try";
const $ = (id) => document.getElementById(id);

let view = null;
let here = { person: "reader", place: "" };
let last = 0;
let busy = 0;
const drawn = new Map(); // id of a message → {node, told: what it was drawn from}

// Asking

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

async function post(path, body) {
  busy += 1;
  document.body.classList.add("busy");
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...here, last, ...body }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  } catch (error) {
    const gone = error instanceof TypeError;
    return { problem: gone ? ENDED : "Something went wrong. Reload the page." };
  } finally {
    busy -= 1;
    document.body.classList.toggle("busy", busy > 0);
  }
}

async function look() {
  const query = new URLSearchParams({ ...here, last });
  show(await get(`/api/view?${query}`));
}

/** Do something as the person we are, where we are; says whether it worked. */
async function act(deed) {
  $("notices").replaceChildren();
  const outcome = await post("/api/act", deed);
  if (outcome.view) show(outcome.view);
  if (outcome.problem) notice(outcome.problem, true);
  else stepDone(deed);
  if (outcome.modal) {
    const { number } = outcome.modal;
    ask(outcome.modal, { options: entities, fillIn: (values) => act({ do: "fill in", modal: number, values }) });
  }
  return !outcome.problem;
}

function go(place, person = here.person) {
  location.hash = `${person}/${place}`;
}

function follow() {
  const [person, place] = location.hash.slice(1).split("/");
  here = { person: person || "reader", place: place || "" };
  last = 0;
  closeMap();
  return look();
}

// Showing

function show(told) {
  const before = view;
  const moved = !before || before.place !== told.place || before.person !== told.person;
  view = told;
  here = { person: told.person, place: told.place };
  const place = told.places.find((one) => one.id === told.place);
  know({
    now: told.now,
    people: Object.fromEntries([...told.people, told.bot].map((one) => [one.id, one.name])),
    places: Object.fromEntries(told.places.map((one) => [one.id, called(one)])),
    open: (id) => go(id),
    begin: (name) => composer.type(`/${name} `),
  });
  showMap(told);
  showPeople(told);
  showClock(told.now);
  $("place").textContent = called(place);
  $("topic").textContent = place.topic || about(place);
  document.title = `${called(place)} · Fireside, tried out`;
  if (moved) {
    drawn.clear();
    $("messages").replaceChildren();
    $("notices").replaceChildren();
    composer.reset();
  }
  showMessages(told, moved);
  $("earlier").hidden = !told.earlier;
  $("empty").textContent = told.messages.length ? "" : `Nothing here yet. Type / to see what Fireside can do.`;
  $("hint").textContent = told.hint;
  if (place.kind === "thread" || place.kind === "direct") passed("thread");
}

function called(place) {
  return { direct: place.name, thread: place.name, channel: `#${place.name}` }[place.kind];
}

function about(place) {
  if (place.kind === "direct") return "Your direct messages with Fireside";
  const parent = view.places.find((one) => one.id === place.parent);
  return `${place.private ? "A private thread" : "A thread"} in #${parent?.name ?? "somewhere"}${place.archived ? ", archived" : ""}`;
}

function showMap(told) {
  $("server").textContent = told.server;
  const channels = element("ul");
  for (const place of told.places.filter((one) => one.kind === "channel")) {
    channels.append(line(place));
    const threads = told.places.filter((one) => one.parent === place.id);
    if (threads.length) channels.append(element("ul", ...threads.map(line)));
  }
  const direct = told.places.filter((one) => one.kind === "direct");
  $("places").replaceChildren(
    element("h2", "Channels"), channels,
    element("h2", "Direct messages"), element("ul", ...direct.map(line)),
  );
  $("anything-new").hidden = !told.places.some((place) => place.unread);
}

function line(place) {
  const sign = { direct: "✉", thread: place.private ? "🔒" : "↳", channel: "#" }[place.kind];
  const button = element("button", element("span.sign", sign), element("span.name", place.name));
  button.querySelector(".sign").ariaHidden = "true";
  if (place.adult && place.kind === "channel") button.append(badge("18+", "age-restricted"));
  if (place.unread) button.append(badge("new", "something new"));
  button.classList.toggle("unread", place.unread);
  button.dataset.place = place.id;
  if (place.id === view.place) button.setAttribute("aria-current", "page");
  button.onclick = () => go(place.id);
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
async function become(person) {
  const direct = view.places.find((place) => place.id === view.place)?.kind === "direct";
  const theirs = direct ? await get(`/api/view?${new URLSearchParams({ person })}`) : null;
  go(theirs ? theirs.places.at(-1).id : view.place, person);
}

function showClock(seconds) {
  const now = new Date(seconds * 1000);
  $("now").dateTime = now.toISOString();
  $("now").replaceChildren(
    element("span", now.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" })),
    element("b", now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })),
  );
}

async function letPass(seconds) {
  const known = new Set(view.places.filter((place) => place.unread).map((place) => place.id));
  const count = view.messages.length;
  const outcome = await post("/api/clock", { seconds });
  if (!outcome.view) return notice(outcome.problem, true);
  show(outcome.view);
  if (outcome.problem) return notice(outcome.problem, true);
  const fresh = view.places.filter((place) => place.unread && !known.has(place.id));
  const what = seconds === 3600 ? "An hour" : "A day";
  if (seconds > 3600) passed("day");
  if (fresh.length) notice(`${what} later: something new in `, false, fresh);
  else notice(view.messages.length > count ? `${what} later: something new here.` : `${what} later: nothing new.`);
}

// Messages

function showMessages(told, moved) {
  const list = $("messages");
  const wanted = new Set(told.messages.map((message) => message.id));
  for (const [id, { node }] of drawn) if (!wanted.has(id)) (node.remove(), drawn.delete(id));
  let changed = null;
  let previous = null;
  for (const message of told.messages) {
    const said = JSON.stringify(message);
    const old = drawn.get(message.id);
    if (old?.said !== said) {
      const node = drawMessage(message);
      if (old) replace(old.node, node);
      drawn.set(message.id, { node, said });
      changed = node;
    }
    const { node } = drawn.get(message.id);
    const follows = previous ? previous.nextSibling : list.firstChild;
    if (follows !== node) list.insertBefore(node, follows);
    previous = node;
  }
  if (moved) $("scroller").scrollTop = $("scroller").scrollHeight;
  if (changed) reveal(moved ? previous : changed);
}

/** What is new is read from its beginning. */
function reveal(node) {
  const scroller = $("scroller");
  const top = node.offsetTop - scroller.offsetTop - 8;
  const hidden = top < scroller.scrollTop || top + node.offsetHeight > scroller.scrollTop + scroller.clientHeight;
  if (hidden) scroller.scrollTop = top;
}

/** The new one takes the place of the old, and the focus, if a button there had it. */
function replace(old, node) {
  const controls = [...old.querySelectorAll("[data-control]")];
  const focused = controls.indexOf(document.activeElement);
  const words = focused >= 0 ? controls[focused].textContent : null;
  old.replaceWith(node);
  if (words === null) return;
  const now = [...node.querySelectorAll("[data-control]:enabled")];
  (now.find((control) => control.textContent === words) ?? now[0])?.focus({ preventScroll: true });
}

function drawMessage(message) {
  if (message.system) return systemMessage(message);
  const name = element("b.name", message.author.username);
  const head = element("div.head", avatar(message.author.username, message.author.bot), name);
  if (message.author.bot) head.append(element("span.app", "APP"));
  head.append(when(message.time));
  const body = element("div.body");
  if (message.used) body.append(element("p.used", `${message.used.by} used ${message.used.command.includes(" ") ? "" : "/"}${message.used.command}`));
  if (message.loading) body.append(element("p.quiet", "Fireside is thinking…"));
  if (message.content) body.append(element("div.text", blocks(message.content)));
  body.append(...message.components.map((component) => draw(component, actsOf(message))), ...message.files.map(file));
  if (message.thread) body.append(threadButton(message.thread));
  const node = element("li.message", head, body);
  node.dataset.message = message.id;
  if (message.ephemeral) {
    node.classList.add("ephemeral");
    const dismiss = element("button.link", "Dismiss message");
    dismiss.onclick = async () => show((await post("/api/hide", { message: message.id })).view);
    body.append(element("p.only", "👁 Only you can see this · ", dismiss));
  } else if (view.menus.length) {
    head.append(menuButton(message, node));
  }
  return node;
}

function systemMessage(message) {
  const words = message.kind === "thread" ? ["started a thread: ", element("b", message.content)] : ["was added to the thread."];
  const node = element("li.message.system", element("span", "→ "), element("b", message.author.username), " ", ...words, " ", when(message.time));
  if (message.thread) node.append(threadButton(message.thread));
  return node;
}

function threadButton(id) {
  const known = view.places.some((place) => place.id === id);
  const button = element("button.thread", "Open the thread ›");
  button.type = "button";
  button.disabled = !known;
  button.onclick = () => go(id);
  return button;
}

function menuButton(message, node) {
  const button = element("button.menu.quiet", "⋯");
  button.type = "button";
  button.setAttribute("aria-label", "What can be done with this message");
  button.setAttribute("aria-haspopup", "listbox");
  button.onclick = async () => {
    const options = view.menus.map((name) => ({ value: name, label: name, description: "Fireside" }));
    const chosen = await choose(button, options, { label: "Message menu" });
    if (chosen) act({ do: "menu", message: message.id, name: chosen[0] });
  };
  node.oncontextmenu = (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    button.click();
  };
  return button;
}

function actsOf(message) {
  const mark = (control) => control.classList.add("waiting");
  return {
    press: (control, label, node) => (mark(node), act({ do: "press", message: message.id, control, label }).then(() => node.classList.remove("waiting"))),
    choose: (control, kind, values, node) => (mark(node), act({ do: "choose", message: message.id, control, kind, values }).then(() => node.classList.remove("waiting"))),
    options: entities,
    open: (address) => {
      const place = address.match(/^https:\/\/(?:\w+\.)?discord\.com\/channels\/[^/]+\/(\d+)/);
      if (place) go(place[1]);
      else open(address, "_blank", "noreferrer");
    },
  };
}

/** What can be chosen in a select of people or of channels. */
function entities(field) {
  if (field.type === 8) {
    const fits = (place) => place.kind !== "direct" && (!field.channel_types?.length || field.channel_types.includes(place.type));
    return view.places.filter(fits).map((place) => ({ value: place.id, label: called(place) }));
  }
  return view.people.map((person) => ({ value: person.id, label: person.name }));
}

function avatar(name, bot = false) {
  const made = element("span.avatar", bot ? "" : name[0]);
  made.classList.add(bot ? "flame" : name.toLowerCase());
  made.ariaHidden = "true";
  return made;
}

function when(seconds) {
  const date = new Date(seconds * 1000);
  const today = date.toDateString() === new Date(view.now * 1000).toDateString();
  const time = element("time", date.toLocaleString("en-GB", today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" }));
  time.dateTime = date.toISOString();
  return time;
}

// Notices

function notice(words, problem = false, places = []) {
  const made = element(`p.${problem ? "problem" : "news"}`, words);
  for (const place of places) {
    const button = element("button.link", called(place));
    button.onclick = () => go(place.id);
    made.append(button, " ");
  }
  const close = element("button.quiet", "✕");
  close.setAttribute("aria-label", "Close");
  close.onclick = () => made.remove();
  made.append(close);
  $("notices").replaceChildren(made);
  setTimeout(() => made.remove(), places.length ? 20000 : 7000);
}

// Try first

const STEPS = [
  { key: "read", words: "Type /read and choose a story.", offer: "Type it for me", go: () => composer.type("/read") },
  { key: "turn", words: "Turn a few pages with the buttons." },
  { key: "thread", words: "Go on in a thread: press the button for it, then open the thread." },
  { key: "daily", words: "Be Olive, who owns the server, and give a channel a daily page: /daily start.", offer: "Be Olive", go: beOlive },
  { key: "day", words: "Let a day pass with +1 day, and see it come." },
];
const done = new Set();

function passed(key) {
  if (done.has(key)) return;
  done.add(key);
  showSteps();
}

function stepDone(deed) {
  if (deed.do === "command" && deed.name === "read") passed("read");
  if (deed.do === "command" && deed.name.startsWith("daily")) passed("daily");
  if (deed.do === "press" && /next/i.test(deed.label ?? "")) passed("turn");
  if (deed.do === "command" || deed.do === "press") $("steps").open = false;
}

async function beOlive() {
  if (view.person !== "owner") await become("owner");
  // The hash is followed a moment later, and clears the line.
  setTimeout(() => composer.type("/daily start"), 300);
}

function showSteps() {
  const next = STEPS.find((step) => !done.has(step.key));
  $("next-step").textContent = next ? next.words : "That was everything. Enjoy the stories.";
  $("steps").querySelector("ol").replaceChildren(...STEPS.map((step) => {
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

// The map on a phone

function closeMap() {
  document.body.classList.remove("map-open");
  $("shade").hidden = true;
  $("open-map").setAttribute("aria-expanded", "false");
}

function openMap() {
  document.body.classList.add("map-open");
  $("shade").hidden = false;
  $("open-map").setAttribute("aria-expanded", "true");
  $("close-map").focus();
}

// Beginning

composer.start({
  commands: () => view.commands,
  places: () => view.places,
  people: () => view.people,
  suggest: async (deed) => (await post("/api/act", deed)).choices ?? [],
  act,
  notice: (words) => notice(words, true),
});
$("open-map").onclick = openMap;
$("close-map").onclick = closeMap;
$("shade").onclick = closeMap;
$("earlier").onclick = () => ((last = view.messages.length + 40), look());
$("hide-steps").onclick = () => ($("steps").hidden = true);
for (const button of document.querySelectorAll("[data-seconds]")) button.onclick = () => letPass(Number(button.dataset.seconds));
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMap());
addEventListener("hashchange", follow);
showSteps();
await follow();

const changes = new EventSource("/api/changes");
changes.onmessage = (event) => {
  // While something is under way its answer tells the news.
  if (!busy && Number(event.data) > view.revision) look();
};
changes.onerror = () => notice(ENDED, true);
