// What the page asks of the try-out.

const ENDED = "The try-out has ended. Start it again with: fireside try";

let under_way = 0;

/** Whether something was asked for and is not answered yet: its answer will tell the news. */
export const busy = () => under_way > 0;

export async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Ask for something to be done; what goes wrong is the `problem` of the answer. */
export async function post(path, body) {
  under_way += 1;
  document.body.classList.add("busy");
  try {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  } catch (error) {
    return { problem: error instanceof TypeError ? ENDED : "Something went wrong. Reload the page." };
  } finally {
    under_way -= 1;
    document.body.classList.toggle("busy", busy());
  }
}

/** Call `heard({revision, now})` whenever something happens, and `ended(words)` when nothing will any more. */
export function listen(heard, ended) {
  const changes = new EventSource("/api/changes");
  changes.onmessage = (event) => heard(JSON.parse(event.data));
  changes.onerror = () => ended(ENDED);
}
