"""Reads packs, their articles and passages, and says how a passage is named and cited."""

from ccgbrief.pack.agenda import (
    AgendaItem,
    beginning_of_note,
    item_at,
    items_at,
    named_item,
    pages_of,
    wrong_pages,
)
from ccgbrief.pack.anchors import AnchorMatch, anchor_words, find_passage, parse_anchor
from ccgbrief.pack.check import check_pack, lost_papers, own_id
from ccgbrief.pack.citation import attribution, cite, cite_figure, quoted, quoted_again
from ccgbrief.pack.files import CHANGE_JOURNAL, FILES, digest, is_of_pack
from ccgbrief.pack.markdown import CELL_SEPARATOR, cells_beyond_heads, is_too_rich
from ccgbrief.pack.model import (
    NO_IDS,
    PARTS,
    Anchor,
    Area,
    Article,
    Duty,
    Figure,
    Pack,
    Passage,
    PassageKind,
    Span,
    Term,
    Value,
)
from ccgbrief.pack.passages import read_passages
from ccgbrief.pack.problems import PackError, Problem
from ccgbrief.pack.quotes import Finding, Quote, Standing, doubt, find_again, quote_of
from ccgbrief.pack.reader import read_pack
from ccgbrief.pack.sections import Section, sections
from ccgbrief.page_labels import Page

__all__ = [
    "CELL_SEPARATOR",
    "CHANGE_JOURNAL",
    "FILES",
    "NO_IDS",
    "PARTS",
    "AgendaItem",
    "Anchor",
    "AnchorMatch",
    "Area",
    "Article",
    "Duty",
    "Figure",
    "Finding",
    "Pack",
    "PackError",
    "Page",
    "Passage",
    "PassageKind",
    "Problem",
    "Quote",
    "Section",
    "Span",
    "Standing",
    "Term",
    "Value",
    "anchor_words",
    "attribution",
    "beginning_of_note",
    "cells_beyond_heads",
    "check_pack",
    "cite",
    "cite_figure",
    "digest",
    "doubt",
    "find_again",
    "find_passage",
    "is_of_pack",
    "is_too_rich",
    "item_at",
    "items_at",
    "lost_papers",
    "named_item",
    "own_id",
    "pages_of",
    "parse_anchor",
    "quote_of",
    "quoted",
    "quoted_again",
    "read_pack",
    "read_passages",
    "sections",
    "wrong_pages",
]
