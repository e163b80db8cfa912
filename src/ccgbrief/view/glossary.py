"""The pane of the glossary."""

from ccgbrief.notebook import Place
from ccgbrief.pack import Span
from ccgbrief.view.blocks import Block
from ccgbrief.view.view_state import Shown, notes_on


def glossary_blocks(shown: Shown) -> list[Block]:
    """Return the entries of the glossary in the order of the alphabet."""
    blocks: list[Block] = []
    for term in sorted(shown.pack.terms, key=lambda term: term.term.casefold()):
        name = f"{term.term} ({term.expansion})" if term.expansion else term.term
        spans = (Span(0, len(name), "strong"),)
        gap, place = int(bool(blocks)), Place(term=term.term)
        text = f"{name}: {term.meaning}"
        blocks.append(Block(term.term, text, spans=spans, gap=gap, place=place))
        blocks += notes_on(shown, place)
    return blocks
