"""The formats of minutes, for `ccgbrief minutes`, the palette and completion."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ccgbrief.minutes.html import as_html
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.model import Minutes
from ccgbrief.minutes.office import as_docx, as_odt, as_pdf

Writer = Callable[[Minutes, Path | None], bytes]
"""Returns the content of a file of minutes, in the style of a template; raises UserError."""


class Format(NamedTuple):
    name: str
    """Its everyday name."""
    write: Writer
    endings: tuple[str, ...]
    """File endings; a new file gets the first."""
    is_text: bool = False
    """Whether it is text and can go to the terminal; the others take a template."""
    template: str = ""
    """The file ending of such a template."""


def _text(write: Callable[[Minutes], str]) -> Writer:
    return lambda minutes, _template: write(minutes).encode()


FORMATS = {
    "md": Format("Markdown", _text(as_markdown), (".md", ".markdown", ".txt"), is_text=True),
    "html": Format("HTML", _text(as_html), (".html", ".htm"), is_text=True),
    "json": Format("JSON", _text(as_json), (".json",), is_text=True),
    "docx": Format("Word", as_docx, (".docx",), template=".docx"),
    "odt": Format("OpenDocument", as_odt, (".odt",), template=".odt"),
    "pdf": Format("PDF", as_pdf, (".pdf",), template=".docx"),
}
"""By the name used with `--format`; the first is the default."""
