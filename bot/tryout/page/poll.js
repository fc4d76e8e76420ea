// A poll: its answers are pressed to vote.

import { element, moment } from "/page/markdown.js";

/** Draw it; `vote(ids, node)` sends the answers that the person is for from now on. */
export function drawPoll(poll, vote) {
  const total = poll.answers.reduce((sum, answer) => sum + answer.votes, 0);
  const most = Math.max(...poll.answers.map((answer) => answer.votes));
  const shown = poll.ended || poll.answers.some((answer) => answer.mine);
  const answers = poll.answers.map((answer) => drawAnswer(answer, poll, { total, shown, leads: shown && total > 0 && answer.votes === most }, vote));
  const left = poll.ended ? "The poll is over." : element("span", "Ends ", moment(poll.ends, "R"));
  const made = element("div.poll", element("b", poll.question), element("small.quiet", poll.several ? "Choose one or more" : "Choose one"), ...answers);
  made.append(element("small.quiet", `${total} ${total === 1 ? "vote" : "votes"} · `, left));
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", `Poll: ${poll.question}`);
  return made;
}

function drawAnswer(answer, poll, { total, shown, leads }, vote) {
  const percent = total ? Math.round((100 * answer.votes) / total) : 0;
  const button = element("button.answer", element("span.words", `${answer.emoji ? `${answer.emoji} ` : ""}${answer.text}`));
  if (shown) button.append(element("span.count", `${answer.votes} · ${percent} %${answer.mine ? " ✓" : ""}`));
  button.style.setProperty("--share", shown ? `${percent}%` : "0%");
  button.classList.toggle("leads", leads && poll.ended);
  button.type = "button";
  button.disabled = poll.ended;
  button.dataset.control = `answer ${answer.id}`;
  button.setAttribute("aria-pressed", String(answer.mine));
  button.onclick = () => {
    const others = poll.several ? poll.answers.filter((one) => one.mine && one.id !== answer.id).map((one) => one.id) : [];
    vote(answer.mine ? others : [...others, answer.id], button);
  };
  return button;
}
