"""What can go wrong with stories, in words for the person who caused it.

StoryError
├── Refused            a file that cannot be taken in
├── NoSuchStory        nothing by that name or number
├── StoryRemoved       it was here once
└── NotHere            the story may not be shown in this place

StoreError             the database, in words for the operator
└── NewerDatabase
"""

from __future__ import annotations


class StoryError(Exception):
    """Something a reader, author or server owner should know; its text is for their eyes."""


class RefusedError(StoryError):
    """A file that cannot be taken in, with the reason in one sentence."""


class NoSuchStoryError(StoryError):
    """Nothing is known by that title or number."""


class StoryRemovedError(StoryError):
    """The story was here, and was taken away."""


class NotHereError(StoryError):
    """The story may not be shown in this place; the text says why, and where instead."""


class StoreError(Exception):
    """The database cannot be used; its text tells the operator what to do."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer Fireside."""
