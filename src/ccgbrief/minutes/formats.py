"""The formats that minutes are written in: for `ccgbrief minutes`, the palette and completion."""

from collections.abc import Callable
from typing import NamedTuple

from ccgbrief.minutes.html import as_html
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.model import Minutes


class Format(NamedTuple):
    """A format of minutes."""

    name: str
    """As people call it."""
    write: Callable[[Minutes], str]
    endings: tuple[str, ...]
    """Of files that hold it; the first one is given to a new file."""


FORMATS = {
    "md": Format("Markdown", as_markdown, (".md", ".markdown", ".txt")),
    "html": Format("HTML", as_html, (".html", ".htm")),
    "json": Format("JSON", as_json, (".json",)),
}
"""By the name that `--format` takes; the first one where nothing else is asked for."""
