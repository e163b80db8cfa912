"""The text of a passage as it is pasted elsewhere: the words, and whose they are."""

import re

from ccgbrief.pack import Pack, PassageKind, cite
from ccgbrief.settings import COPIES
from ccgbrief.text import clean_line
from ccgbrief.tui.blocks import Block
from ccgbrief.tui.tabs import shortened

PLAIN, MARKDOWN, LINE = COPIES

_INLINE = re.compile(r"[\\`*_\[\]<>~|]")
_EDGE = re.compile(r"^(\s*\d*)([-+#.)])", re.MULTILINE)
"""With `_INLINE`, what Markdown would take for more than text."""


def copied(pack: Pack, block: Block | None, form: str = PLAIN) -> str:
    """Return the text of a block with its citation.

    Only a quotation is put in quotation marks: a brief's own text is nobody's words, and must
    not be handed on as its author's.
    """
    if block is None:
        return ""
    article = pack.article(block.passage.article) if block.passage else None
    if block.passage is None or article is None:
        text = block.copies or block.text
        return clean_line(text) if form == LINE else text
    words, source = block.passage.text, cite(article, block.passage)
    if block.passage.kind is PassageKind.QUOTATION:
        words, source = _in_marks(words), f"— {source}"
    else:
        own = block.passage.is_background
        source = f"({source})" if own else f"(from the pack’s text of {source})"
    if form == MARKDOWN:
        lines = [*_escaped(words).split("\n"), "", _escaped(source)]
        return "\n".join(f"> {line}".rstrip() for line in lines)
    return clean_line(f"{words} {source}") if form == LINE else f"{words} {source}"


def words_of(block: Block | None) -> str:
    """Return the text of a block without its citation."""
    if block is None:
        return ""
    return block.passage.text if block.passage else block.copies or block.text


def copy_message(text: str) -> str:
    """Say what was copied, and how to have it where the terminal keeps its clipboard shut."""
    what = shortened(clean_line(text), 24)
    return f"Sent to the clipboard: {what} (or: ccgbrief search prints it)"


def _in_marks(words: str) -> str:
    return words if words.startswith(("“", "‘")) else f"“{words}”"


def _escaped(text: str) -> str:
    return _EDGE.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", text))
