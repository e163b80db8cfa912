"""The pane of the glossary."""

from ccgbrief.pack import Span
from ccgbrief.tui.blocks import Block
from ccgbrief.tui.panes.shown import Shown


def glossary_blocks(shown: Shown) -> list[Block]:
    """Return the entries of the glossary in the order of the alphabet."""
    blocks: list[Block] = []
    for term in sorted(shown.pack.terms, key=lambda term: term.term.casefold()):
        name = f"{term.term} ({term.expansion})" if term.expansion else term.term
        spans = (Span(0, len(name), "strong"),)
        blocks.append(
            Block(term.term, f"{name}: {term.meaning}", spans=spans, gap=int(bool(blocks)))
        )
    return blocks
