"""The text of a passage as it is pasted elsewhere: the words, and whose they are."""

import re

from ccgbrief.pack import Pack, PassageKind, cite, quoted
from ccgbrief.settings import COPIES
from ccgbrief.text import clean_line, shortened
from ccgbrief.view.address import item_of
from ccgbrief.view.blocks import Block

PLAIN, MARKDOWN, LINE = COPIES

_INLINE = r"[\\`*_\[\]<>~|]"
_BAR = r"\s*[█▏▎▍▌▋▊▉░]+\s*"
"""A bar of a figure and the space about it, a break before it too: its number follows its label."""

_EDGE = r"(?m)^(\s*\d*)([-+#.)])"
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
        text = f"{block.copies or block.text}{_from_pack(pack, block)}"
        return _on_one_line(text) if form == LINE else text
    words, source = quoted(block.passage), cite(article, block.passage)
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
    return quoted(block.passage) if block.passage else block.copies or block.text


def copy_message(text: str, tab: str) -> str:
    """Say what was copied, and how to have it where the terminal keeps its clipboard shut."""
    what = shortened(clean_line(text), 24)
    return f"Sent to the clipboard: {what} (or: ccgbrief show {tab.removesuffix(':')} prints it)"


def _from_pack(pack: Pack, block: Block) -> str:
    """Return the source of what the pack says of its own: of areas, duties and the glossary."""
    owner = item_of(block.key)
    is_term = any(term.term == block.key for term in pack.terms)
    if block.note or not (is_term or pack.area(owner) or pack.duty(owner)):
        return ""
    edition = f", {pack.edition}" if pack.edition else ""
    return f" (from the pack “{pack.title}”{edition})"


def _on_one_line(text: str) -> str:
    """Return a text of several lines on one; bars are drawn below each other or not at all."""
    return clean_line("; ".join(re.sub(_BAR, " ", text).splitlines()))


def _in_marks(words: str) -> str:
    return words if words.startswith(("“", "‘")) else f"“{words}”"


def _escaped(text: str) -> str:
    return re.sub(_EDGE, r"\1\\\2", re.sub(_INLINE, r"\\\g<0>", text))
