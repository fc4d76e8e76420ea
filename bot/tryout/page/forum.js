// A forum: its posts, newest first.

import { element } from "/page/markdown.js";

const list = document.getElementById("posts");

export function show(told, place, go) {
  const posts = place.kind === "forum" ? told.places.filter((one) => one.parent === place.id) : [];
  list.hidden = place.kind !== "forum";
  list.replaceChildren(...posts.sort((a, b) => b.begun - a.begun).map((post) => element("li", card(post, go))));
  if (place.kind === "forum" && place.tags.length) list.prepend(element("li.quiet", "Tags: ", ...place.tags.map(tag)));
}

function card(post, go) {
  const begun = new Date(post.begun * 1000).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  const button = element("button.post", element("span", ...post.tags.map(tag)), element("b", post.name));
  const state = post.locked ? " · locked" : post.archived ? " · archived" : "";
  button.append(element("small", `${post.messages} ${post.messages === 1 ? "message" : "messages"} · begun ${begun}${state}`));
  button.type = "button";
  button.onclick = () => go(post.id);
  return button;
}

const tag = (words) => element("span.tag", words);
