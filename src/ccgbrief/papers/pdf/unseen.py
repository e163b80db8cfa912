"""Finds what of a PDF's text nobody sees: on layers that are off, in the colour behind it, undrawn.

The page is drawn to be sure of either.
"""

import ctypes
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.papers.paper import BLOTTED, HIDDEN, LAYER
from ccgbrief.papers.pdf.page import Word
from ccgbrief.papers.pdf.rulings import MOST_OBJECTS, Drawn

ALIKE = 16
"""Of 255: shades of grey that differ by less cannot be told apart."""

NEARLY_ALIKE = 48
"""Of 255: one colour in each part, however it is written; black ink alone is no full black."""

SHARPNESS = 2
"""Points of a drawing to a point of the page."""

MOST_DRAWN = 10_000_000
"""Square points of a page that is drawn: ten times as large as A3."""

MOST_LAYERS = 40
"""Of a page, which is drawn without each; one with more has all read."""

_LONGEST = 512
"""Bytes of the name of a layer."""

_UNDRAWN = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
"""Text that recognition put beneath a picture, and is read."""

_FORM = re.compile(rb"/OC\b")
"""In a file whose forms within pages may be on layers."""

Layer = tuple[object, ...]


def may_have_layered_forms(data: bytes) -> bool:
    """Return whether forms of a PDF file may be on layers, which PDFium does not say of them."""
    return _FORM.search(data) is not None


def with_layers(words: list[Word], page: pdfium.PdfPage, *, may_be_forms: bool) -> list[Word]:
    """Hide the words on layers without which the page looks the same.

    PDFium says which layer a piece of text is on, and not which are on; what it draws obeys that.
    With `may_be_forms` each form within the page is taken for a layer.
    """
    layers: defaultdict[Layer, list[Any]] = defaultdict(list)
    things = (raw.FPDFPage_GetObject(page, i) for i in range(raw.FPDFPage_CountObjects(page)))
    for layer, text in islice(_layered(things, (), may_be_forms=may_be_forms), MOST_OBJECTS):
        layers[layer].append(text)
    if not layers or len(layers) > MOST_LAYERS or _is_large(page):
        return words
    whole = bytes(_drawing(page, forms=False).buffer)
    unseen: set[int | None] = set()
    for texts in layers.values():
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text, 0)
        if bytes(_drawing(page, forms=False).buffer) == whole:
            unseen.update(map(_address, texts))
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text, 1)
    with closing(page.get_textpage()) as letters:
        return [
            replace(word, hidden=word.hidden or LAYER)
            if _address(raw.FPDFText_GetTextObject(letters, word.order)) in unseen
            else word
            for word in words
        ]


def _address(thing: Any) -> int | None:
    return ctypes.cast(thing, ctypes.c_void_p).value


def _layered(
    things: Iterable[Any], within: Layer, *, may_be_forms: bool
) -> Iterator[tuple[Layer, Any]]:
    """Yield the pieces of text that are on layers, each with these."""
    for thing in things:
        layer, kind = (*within, *_layers_of(thing)), raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            count = raw.FPDFFormObj_CountObjects(thing)
            inner = (raw.FPDFFormObj_GetObject(thing, i) for i in range(count))
            layer = (*layer, _address(thing)) if may_be_forms else layer
            yield from _layered(inner, layer, may_be_forms=may_be_forms)
        elif (
            layer
            and kind == raw.FPDF_PAGEOBJ_TEXT
            and raw.FPDFTextObj_GetTextRenderMode(thing) not in _UNDRAWN
        ):
            yield layer, thing


def _layers_of(thing: Any) -> Iterator[object]:
    """Yield the names of the layers of a piece; what is on several of them has no name."""
    for i in range(raw.FPDFPageObj_CountMarks(thing)):
        mark = raw.FPDFPageObj_GetMark(thing, i)
        if _string(raw.FPDFPageObjMark_GetName, mark) == "OC":
            name = _string(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Name")
            yield name or _address(mark)


def _string(read: Callable[..., object], *arguments: Any) -> str:
    letters, length = (ctypes.c_ushort * (_LONGEST // 2))(), ctypes.c_ulong()
    read(*arguments, letters, _LONGEST, length)
    return bytes(letters)[: length.value].decode("utf-16-le", "replace").rstrip("\0")


def with_blotted(
    words: list[Word], drawn: Drawn, page: pdfium.PdfPage, *, is_scan: bool
) -> list[Word]:
    """Hide the words that nobody sees on the page: of the colour of what is there, or of none.

    Some text is drawn twice, in two colours, and then seen.
    """
    alike = {word.order: BLOTTED for word in words if _has_colour_of_box(word, drawn)}
    if not is_scan:  # beneath which stands what was recognised in it
        with closing(page.get_textpage()) as letters:
            pale = (word.order for word in words if _may_be_unseen(word, letters))
            alike = dict.fromkeys(pale, HIDDEN) | alike
    if not alike or _is_large(page):
        return words
    drawing = _drawing(page)
    return [
        replace(word, hidden=word.hidden or alike[word.order])
        if word.order in alike and _is_plain(drawing, word)
        else word
        for word in words
    ]


def _may_be_unseen(word: Word, letters: pdfium.PdfTextPage) -> bool:
    """Return whether a word is white, has no colour at all, or is not drawn."""
    thing = raw.FPDFText_GetTextObject(letters, word.order)
    is_pale = min(word.colour[:3], default=0) >= 255 - ALIKE or 0 in word.colour[3:]
    return is_pale or raw.FPDFTextObj_GetTextRenderMode(thing) in _UNDRAWN


def count_undrawn(words: Iterable[Word], page: pdfium.PdfPage) -> int:
    """Return how many words are not drawn, as those that recognition puts on a page."""
    with closing(page.get_textpage()) as letters:
        things = (raw.FPDFText_GetTextObject(letters, word.order) for word in words)
        return sum(raw.FPDFTextObj_GetTextRenderMode(thing) in _UNDRAWN for thing in things)


def _has_colour_of_box(word: Word, drawn: Drawn) -> bool:
    room = word.size / 4
    for (left, right, top, bottom), colour in reversed(drawn.filled):
        is_within = left < word.left + room and word.right - room < right
        if is_within and top < word.base - 2 * room and word.base - room < bottom:
            apart = [abs(a - b) for a, b in zip(word.colour, colour, strict=False)]
            return bool(apart) and max(apart) <= NEARLY_ALIKE
    return False


def _is_plain(drawing: pdfium.PdfBitmap, word: Word) -> bool:
    """Return whether a page is of one shade of grey where a word stands."""
    left, right = (max(round(x * SHARPNESS), 0) for x in (word.left, word.right))
    top, bottom = (max(round(y * SHARPNESS), 0) for y in (word.base - word.size / 2, word.base))
    rows = (y * drawing.stride for y in range(top, min(bottom, drawing.height)))
    right = min(right, drawing.width)
    shades = set().union(*(bytes(drawing.buffer[row + left : row + right]) for row in rows))
    return bool(shades) and max(shades) - min(shades) <= ALIKE


def _is_large(page: pdfium.PdfPage) -> bool:
    return bool(page.get_width() * page.get_height() > MOST_DRAWN)


def _drawing(page: pdfium.PdfPage, *, forms: bool = True) -> pdfium.PdfBitmap:
    return page.render(scale=SHARPNESS, grayscale=True, may_draw_forms=forms)
