// Discord's Markdown, as far as a bot's messages use it, to DOM nodes. Nothing is ever set as HTML.

let names = { now: 0, people: {}, roles: {}, places: {}, open: () => {}, begin: () => {} };

/** What mentions may name: `people`, `roles` and `places` by id; `open(place, message)` and `begin(command)` are what a press on one does. */
export function know(known) {
  names = known;
}

/** A whole text with its blocks: headings, small print, quotes, lists and code. */
export function blocks(text) {
  const out = document.createDocumentFragment();
  const lines = text.split("\n");
  let plain = [];
  const flush = () => {
    while (plain.length && !plain[0].trim()) plain.shift();
    while (plain.length && !plain.at(-1).trim()) plain.pop();
    if (plain.length) out.append(element("p", inline(plain.join("\n"))));
    plain = [];
  };
  while (lines.length) {
    const line = lines.shift();
    let found;
    if ((found = line.match(/^(#{1,3}) +(.+)$/))) {
      flush();
      out.append(element(`h${found[1].length + 1}`, inline(found[2])));
    } else if ((found = line.match(/^-# +(.+)$/))) {
      flush();
      out.append(element("small", inline(found[1])));
    } else if ((found = line.match(/^>>> ?(.*)$/))) {
      flush();
      out.append(element("blockquote", blocks([found[1], ...lines.splice(0)].join("\n"))));
    } else if (/^> /.test(line)) {
      flush();
      const quoted = [line, ...take(lines, /^> /)].map((one) => one.slice(2));
      out.append(element("blockquote", blocks(quoted.join("\n"))));
    } else if (/^ *([-*]|\d+\.) +\S/.test(line)) {
      flush();
      const items = [line, ...take(lines, /^ *([-*]|\d+\.) +\S/)];
      const list = element(/^ *\d/.test(line) ? "ol" : "ul");
      if (list.tagName === "OL") list.start = parseInt(line.trim(), 10);
      for (const item of items) list.append(element("li", inline(item.replace(/^ *([-*]|\d+\.) +/, ""))));
      out.append(list);
    } else if (/^```/.test(line)) {
      flush();
      const code = lines.splice(0, Math.max(0, lines.findIndex((one) => one.startsWith("```"))));
      lines.shift();
      out.append(element("pre", code.join("\n")));
    } else {
      plain.push(line);
    }
  }
  flush();
  return out;
}

function take(lines, pattern) {
  const end = lines.findIndex((line) => !pattern.test(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

// The first that matches at a position wins; `again` says that what is inside is Markdown too.
const SPANS = [
  { pattern: /^\\([^A-Za-z0-9\s])/, make: (found) => found[1] },
  { pattern: /^``(.+?)``|^`([^`]+)`/s, make: (found) => element("code", found[1] ?? found[2]) },
  { pattern: /^\*\*\*((?:\\.|[^\\])+?)\*\*\*/s, make: (found) => element("em", element("strong", inline(found[1]))) },
  { pattern: /^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/s, make: (found) => element("strong", inline(found[1])) },
  { pattern: /^__((?:\\.|[^\\])+?)__(?!_)/s, make: (found) => element("u", inline(found[1])) },
  { pattern: /^\*(?=\S)((?:\\.|\*\*(?:\\.|[^\\*])+\*\*|[^\\*])+?)\*(?!\*)/s, make: (found) => element("em", inline(found[1])) },
  { pattern: /^_((?:\\.|__(?:\\.|[^\\_])+__|[^\\_])+?)_(?!\w)/s, make: (found) => element("em", inline(found[1])) },
  { pattern: /^~~((?:\\.|[^\\])+?)~~/s, make: (found) => element("s", inline(found[1])) },
  { pattern: /^\|\|((?:\\.|[^\\])+?)\|\|/s, make: (found) => spoiler(found[1]) },
  { pattern: /^\[((?:\\.|[^\\\]])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, make: (found) => link(found[2], inline(found[1])) },
  { pattern: /^<(https?:\/\/[^\s>]+)>|^(https?:\/\/[^\s<]+[^\s<.,:;"')\]])/, make: (found) => link(found[1] ?? found[2]) },
  { pattern: /^<@!?(\d+)>/, make: (found) => element("span.mention", `@${names.people[found[1]] ?? "somebody"}`) },
  { pattern: /^<@&(\d+)>/, make: (found) => element("span.mention", `@${names.roles[found[1]] ?? "a role"}`) },
  { pattern: /^<#(\d+)>/, make: (found) => placeLink(found[1]) },
  { pattern: /^<\/([^:>]+):\d+>/, make: (found) => commandLink(found[1]) },
  { pattern: /^<t:(-?\d+)(?::([tTdDfFsSR]))?>/, make: (found) => moment(Number(found[1]), found[2]) },
];

/** One run of text. */
export function inline(text) {
  const out = document.createDocumentFragment();
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const found = "\\`*_~|[<h".includes(text[at]) && spanAt(text, at);
    if (!found) {
      at += 1;
      continue;
    }
    out.append(text.slice(start, at), found.node);
    at += found.length;
    start = at;
  }
  out.append(text.slice(start));
  return out;
}

function spanAt(text, at) {
  // Inside a word an underscore is a letter, and an address does not begin.
  if ("_h".includes(text[at]) && at && /\w/.test(text[at - 1])) return null;
  const rest = text.slice(at);
  for (const { pattern, make } of SPANS) {
    const found = rest.match(pattern);
    if (found) return { node: make(found), length: found[0].length };
  }
  return null;
}

function spoiler(text) {
  const button = element("button.spoiler", inline(text));
  button.type = "button";
  button.title = "A spoiler: press to show it";
  button.onclick = () => button.classList.toggle("shown");
  return button;
}

function link(address, words = address) {
  const place = placeOf(address);
  if (place) return placeLink(place.id, words === address ? null : words, place.message);
  const anchor = element("a", words);
  Object.assign(anchor, { href: address, target: "_blank", rel: "noreferrer noopener" });
  return anchor;
}

/** The place, and perhaps the message, that an address of Discord's leads to. */
export function placeOf(address) {
  const found = address.match(/^https:\/\/(?:\w+\.)?discord\.com\/channels\/[^/]+\/(\d+)(?:\/(\d+))?/);
  return found && { id: found[1], message: found[2] };
}

function placeLink(id, words, message) {
  const known = names.places[id];
  const button = element("button.mention", words ?? known ?? "#somewhere");
  if (message && !words) button.append(" › ", icon("message"));
  button.type = "button";
  button.disabled = !known;
  button.onclick = () => names.open(id, message);
  return button;
}

function commandLink(name) {
  const button = element("button.mention", `/${name}`);
  button.type = "button";
  button.onclick = () => names.begin(name);
  return button;
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** A time in the visitor's zone, in one of Discord's styles. */
export function moment(seconds, style = "f") {
  const date = new Date(seconds * 1000);
  const full = date.toLocaleString("en-GB", STYLES.F);
  const time = element("time.mention", style === "R" ? fromNow(seconds) : date.toLocaleString("en-GB", STYLES[style]));
  Object.assign(time, { dateTime: date.toISOString(), title: full });
  if (style === "R") time.dataset.from = seconds;
  return time;
}

/** The clock went on: what is told as “in two days” is told anew. */
export function moveMoments() {
  for (const time of document.querySelectorAll("time[data-from]")) time.textContent = fromNow(Number(time.dataset.from));
}

function fromNow(seconds) {
  const away = seconds - names.now;
  const units = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(away) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(away / size), unit);
}

/** A small picture of the style sheet's, as not every machine has the signs in its fonts. */
export function icon(name) {
  const made = element(`span.icon.${name}`);
  made.ariaHidden = "true";
  return made;
}

/** `element("p.quiet", …children)`: a new element with classes and children. */
export function element(what, ...children) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag);
  made.classList.add(...classes);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
