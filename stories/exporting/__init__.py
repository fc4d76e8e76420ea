"""Writing manuscripts out: as plain text or e-book to read, as Markdown to edit, as JSON for programs."""

from __future__ import annotations

from stories.exporting.epub import as_epub
from stories.exporting.markdown import as_markdown
from stories.exporting.plain import as_text
from stories.exporting.record import as_json

__all__ = ["as_epub", "as_json", "as_markdown", "as_text"]
