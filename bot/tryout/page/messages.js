// The messages of the place where we are; only those that changed are drawn anew.

import { draw, file } from "/page/components.js";
import { choose } from "/page/list.js";
import { avatar, called } from "/page/map.js";
import { blocks, element, icon, moveMoments, placeOf } from "/page/markdown.js";
import { drawPoll } from "/page/poll.js";

const list = document.getElementById("messages");
const scroller = document.getElementById("scroller");
const drawn = new Map(); // id of a message → {node, said: what it was drawn from}

let hub; // {view(), act(deed), post(path, body), show(view), go(place, person, message)}

export function start(given) {
  hub = given;
}

/** Show them; `moved` when we have come to the place just now, `wanted` the message we came for. */
export function show(told, { moved, wanted }) {
  if (moved) {
    drawn.clear();
    list.replaceChildren();
  }
  const there = new Set(told.messages.map((message) => message.id));
  for (const [id, { node }] of drawn) if (!there.has(id)) (node.remove(), drawn.delete(id));
  let changed = null;
  let previous = null;
  let day = "";
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
    day = markDay(node, message.time, day);
    const follows = previous ? previous.nextSibling : list.firstChild;
    if (follows !== node) list.insertBefore(node, follows);
    previous = node;
  }
  moveMoments();
  for (const time of list.querySelectorAll("time[data-at]")) time.textContent = when(Number(time.dataset.at));
  if (moved) scroller.scrollTop = scroller.scrollHeight;
  if (changed) reveal(moved ? previous : changed);
  if (wanted) seek(wanted);
}

/** A line between days, as time here may pass by weeks. */
function markDay(node, seconds, before) {
  const day = new Date(seconds * 1000).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  if (before && day !== before) node.dataset.day = day;
  else delete node.dataset.day;
  return day;
}

/** What is new is read from its beginning. */
function reveal(node) {
  const top = node.offsetTop - scroller.offsetTop - 8;
  const hidden = top < scroller.scrollTop || top + node.offsetHeight > scroller.scrollTop + scroller.clientHeight;
  if (hidden) scroller.scrollTop = top;
}

/** Show where a link led. */
export function seek(id) {
  const node = drawn.get(id)?.node;
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.classList.remove("sought");
  void node.offsetWidth; // so that the colour begins anew
  node.classList.add("sought");
}

/** The new one takes the place of the old, and the focus, if a control there had it. */
function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (focused) focusLike(focused, node);
}

/** The control that is the same, or says the same, or the first there is. */
function focusLike(before, node) {
  const now = [...node.querySelectorAll("[data-control]:enabled")];
  const same = (control) => control.dataset.control === before.dataset.control;
  const likewise = (control) => control.textContent === before.textContent;
  (now.find(same) ?? now.find(likewise) ?? now[0])?.focus({ preventScroll: true });
}

/** After a form was filled in: back to the control that opened it, though its message may have been drawn anew. */
export function focusAgain(control) {
  if (control.isConnected) return control.focus();
  const node = drawn.get(control.dataset.message)?.node;
  if (node) focusLike(control, node);
}

function drawMessage(message) {
  if (message.system) return systemMessage(message);
  const name = element("b.name", message.author.username);
  const head = element("div.head", avatar(message.author.username, message.author.bot), name);
  if (message.author.bot) head.append(element("span.app", "APP"));
  head.append(timeOf(message));
  if (message.pinned) head.append(pin());
  const body = element("div.body");
  if (message.used) body.append(element("p.used", `${message.used.by} used ${message.used.command.includes(" ") ? "" : "/"}${message.used.command}`));
  if (message.loading) body.append(element("p.quiet", "Fireside is thinking…"));
  if (message.content) body.append(element("div.text", blocks(message.content)));
  if (message.poll) body.append(drawPoll(message.poll, (answers, node) => doing(node, { do: "vote", message: message.id, answers })));
  body.append(...message.components.map((component) => draw(component, actsOf(message))), ...message.files.map(file));
  if (message.thread) body.append(placeButton("Open the thread ›", message.thread));
  const node = element("li.message", head, body);
  node.dataset.message = message.id;
  for (const control of node.querySelectorAll("[data-control]")) control.dataset.message = message.id;
  if (message.ephemeral) {
    node.classList.add("ephemeral");
    const dismiss = element("button.link", "Dismiss message");
    dismiss.onclick = async () => hub.show((await hub.post("/api/hide", { message: message.id })).view);
    body.append(element("p.only", icon("eye"), " Only you can see this · ", dismiss));
  } else if (menuOf(message).length) {
    head.append(menuButton(message, node));
  }
  return node;
}

function pin() {
  const made = element("span.pinned", icon("pin"));
  made.role = "img";
  made.ariaLabel = made.title = "pinned";
  return made;
}

function systemMessage(message) {
  const words = {
    thread: ["started a thread: ", element("b", message.content)],
    added: ["was added to the thread."],
    pinned: ["pinned a message."],
  }[message.system];
  const sign = message.system === "pinned" ? icon("pin") : "→";
  const node = element("li.message.system", element("span", sign, " "), element("b", message.author.username), " ", ...words, " ", timeOf(message));
  if (message.thread) node.append(placeButton("Open the thread ›", message.thread));
  if (message.system === "pinned" && message.about) {
    const see = element("button.link", "See it");
    see.type = "button";
    see.onclick = () => hub.go(hub.view().place, undefined, message.about);
    node.append(" ", see);
  }
  return node;
}

function placeButton(words, id) {
  const button = element("button.thread", words);
  button.type = "button";
  button.disabled = !hub.view().places.some((place) => place.id === id);
  button.onclick = () => hub.go(id);
  return button;
}

/** What can be done with a message: what the bot offers, and for who may, to pin it. */
function menuOf(message) {
  const { menus, person } = hub.view();
  const offered = menus.map((name) => ({ label: name, description: "Fireside", value: { do: "menu", name } }));
  const pin = { label: message.pinned ? "Unpin" : "Pin", value: { do: "pin", pinned: !message.pinned } };
  return person === "owner" ? [...offered, pin] : offered;
}

function menuButton(message, node) {
  const button = element("button.menu.quiet", "⋯");
  button.type = "button";
  button.setAttribute("aria-label", "What can be done with this message");
  button.setAttribute("aria-haspopup", "listbox");
  button.onclick = async () => {
    const chosen = await choose(button, menuOf(message), { label: "Message menu" });
    if (chosen) hub.act({ ...chosen[0], message: message.id });
  };
  node.oncontextmenu = (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    button.click();
  };
  return button;
}

function doing(node, deed) {
  node.classList.add("waiting");
  return hub.act(deed).then(() => node.classList.remove("waiting"));
}

function actsOf(message) {
  return {
    press: (control, label, node) => doing(node, { do: "press", message: message.id, control, label }),
    choose: (control, kind, values, node) => doing(node, { do: "choose", message: message.id, control, kind, values }),
    options: entities,
    open: (address) => {
      const place = placeOf(address);
      if (place) hub.go(place.id, undefined, place.message);
      else open(address, "_blank", "noreferrer");
    },
  };
}

const [USERS, ROLES, MENTIONABLES, CHANNELS] = [5, 6, 7, 8];

/** What can be chosen in a select of people, roles or channels. */
export function entities(field) {
  const { people, roles, places } = hub.view();
  const fits = (place) => place.kind !== "direct" && (!field.channel_types?.length || field.channel_types.includes(place.type));
  const found = {
    [USERS]: () => people.map(person),
    [ROLES]: () => roles.map(role),
    [MENTIONABLES]: () => [...people.map(person), ...roles.map(role)],
    [CHANNELS]: () => places.filter(fits).map((place) => ({ value: place.id, label: called(place) })),
  }[field.type]();
  const chosen = new Set((field.default_values ?? []).map((one) => String(one.id)));
  return found.map((one) => ({ ...one, chosen: chosen.has(one.value), default: chosen.has(one.value) }));
}

const person = (one) => ({ value: one.id, label: one.name });
const role = (one) => ({ value: one.id, label: `@${one.name}` });

function timeOf(message) {
  const time = element("time", when(message.time));
  time.dataset.at = message.time;
  time.dateTime = new Date(message.time * 1000).toISOString();
  return time;
}

function when(seconds) {
  const date = new Date(seconds * 1000);
  const today = date.toDateString() === new Date(hub.view().now * 1000).toDateString();
  return date.toLocaleString("en-GB", today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}
