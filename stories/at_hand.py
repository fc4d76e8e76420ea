"""What was read of the library and is kept at hand for as long as the library stays the same."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

T = TypeVar("T")


class AtHand(Generic[T]):
    """So many things at most; of more, the oldest is let go."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._version = -1
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    async def get(self, key: Hashable, version: int, read: Callable[[], Awaitable[T]]) -> T:
        """What has that key in that version of the library; it is read where it is not at hand."""
        if version != self._version:
            self._kept.clear()
            self._version = version
        if key in self._kept:
            return self._kept[key]
        value = await read()
        if version == self._version:  # else the library has changed meanwhile
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value
