"""What became of the serials: whatever is lost, doubled, out of order or in a place that was not set."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from stories.serials import AtEnd, Manner
from tests.chaos.stories import paragraphs_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stories.store.records import Instalment
    from tests.chaos.scene import Kind, Post, Scene


@dataclass(slots=True)
class Tally:
    """How much was told, and each thing that is wrong, in a sentence."""

    instalments: int = 0
    messages: int = 0
    lost: list[str] = field(default_factory=list[str])
    doubled: list[str] = field(default_factory=list[str])
    disordered: list[str] = field(default_factory=list[str])
    misplaced: list[str] = field(default_factory=list[str])
    other: list[str] = field(default_factory=list[str])

    @property
    def wrongs(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.disordered, *self.misplaced, *self.other]


def count(scene: Scene) -> Tally:
    """Count when nothing is due any more."""
    posts = scene.posts()
    tally = Tally(messages=len(posts), other=[*scene.ledger.problems(), *scene.ledger.resting()])
    if not scene.ledger.is_quiet():
        tally.other.append("Something is due still.")
    for mark, times in Counter(post.mark for post in posts if post.mark).items():
        if times > 1:
            tally.doubled.append(f"Message {mark} is there {times} times.")
    for serial_id, kind in scene.kinds.items():
        _count_one(tally, scene, serial_id, kind, posts)
    allowed = set(scene.channels.values())
    for place in {post.place for post in posts} & {int(scene.discord.general), int(scene.discord.other)} - allowed:
        tally.misplaced.append(f"There is something in {place}, where no serial is told.")
    return tally


def _count_one(tally: Tally, scene: Scene, serial_id: int, kind: Kind, all_posts: list[Post]) -> None:
    rows = scene.ledger.instalments_of(serial_id)
    told = [row for row in rows if row.state == "confirmed"]
    tally.instalments += len(told)
    channel = scene.channels[serial_id]
    allowed = {channel, *scene.threads(channel)}
    posts = [post for post in all_posts if post.place in allowed]
    name = f"“{kind.name}”"
    tally.misplaced += [f"A message of {name} is in {p.place}." for p in all_posts if _is_stray(p, serial_id, allowed)]
    tally.misplaced += [f"{name} has a foreign message." for post in posts if post.mark and post.mark[0] != serial_id]
    pages = [post for post in posts if post.mark and post.mark[2]]
    if [post.mark for post in pages] != sorted(post.mark for post in pages if post.mark):
        tally.disordered.append(f"The messages of {name} are not in order.")
    tally.lost += [f"Instalment {row.number} of {name} {said}." for row in told for said in _lacking(row, pages)]
    _compare_texts(tally, name, pages)
    _count_places(tally, scene, kind, told, channel)
    if kind.terms.get("at_end") is AtEnd.VOTE:
        _count_votes(tally, name, posts, [row for row in told if row.place and row.place.story_id != scene.novel])


def _is_stray(post: Post, serial_id: int, allowed: set[int]) -> bool:
    return post.mark is not None and post.mark[0] == serial_id and post.place not in allowed


def _lacking(row: Instalment, pages: list[Post]) -> Iterator[str]:
    mine = [post for post in pages if post.mark and post.mark[1] == row.number]
    if not mine:
        yield "is nowhere"
        return
    if [post.mark and post.mark[2] for post in mine] != [*range(1, len(mine) + 1)]:
        yield f"has only the parts {[post.mark and post.mark[2] for post in mine]}"
    if {post.place for post in mine} != {row.channel_id}:
        yield f"is said to be in {row.channel_id}, and is in { ({post.place for post in mine}) }"
    # In a forum the first message has its thread's number, which simcord gives another.
    if row.message_id not in {mine[0].message_id, mine[0].place}:
        yield f"begins with {mine[0].message_id}, and is said to begin with {row.message_id}"


def _compare_texts(tally: Tally, name: str, pages: list[Post]) -> None:
    """The paragraphs themselves, whatever the rows and the marks say."""
    told = [paragraph for post in pages for paragraph in paragraphs_in(post.text)]
    tally.doubled += [f"{p} of {name} is told {times} times." for p, times in Counter(told).items() if _twice(p, times)]
    for before, after in pairwise(told):
        if after[0] == before[0] and after[1] > before[1] + 1:
            tally.lost.append(f"From {name} is lost what is between {before} and {after}.")
        elif after[1] != 1 and after != (before[0], before[1] + 1):
            tally.disordered.append(f"In {name}, {after} follows {before}.")


def _twice(paragraph: tuple[str, int], times: int) -> bool:
    """A tale may be chosen again by vote."""
    return times > 1 and paragraph[0] == "Novel"


def _count_places(tally: Tally, scene: Scene, kind: Kind, told: list[Instalment], channel: int) -> None:
    wanted = {Manner.THREAD: 1, Manner.THREADS: len(told), Manner.CHANNEL: 0}[kind.terms["manner"]]
    there = len(scene.threads(channel))
    if there != wanted:
        (tally.doubled if there > wanted else tally.lost).append(f"“{kind.name}” has {there} threads, not {wanted}.")


def _count_votes(tally: Tally, name: str, posts: list[Post], tales: list[Instalment]) -> None:
    """Each tale is one instalment, and one vote follows it."""
    polls = sum(post.is_poll for post in posts)
    wanted = len(tales)
    if polls != wanted:
        (tally.doubled if polls > wanted else tally.lost).append(f"{name} has {polls} votes, not {wanted}.")
