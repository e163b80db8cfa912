"""Finds what of a PDF's text stands on layers that are switched off, which no viewer shows."""

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

from ccgbrief.papers.paper import LAYER
from ccgbrief.papers.pdf.page import Word
from ccgbrief.papers.pdf.rulings import MOST_DRAWN, MOST_OBJECTS, SHARPNESS

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
    is_large = page.get_width() * page.get_height() > MOST_DRAWN
    if not layers or len(layers) > MOST_LAYERS or is_large:
        return words
    whole = _drawing(page)
    unseen: set[int | None] = set()
    for texts in layers.values():
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text, 0)
        if _drawing(page) == whole:
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


def _drawing(page: pdfium.PdfPage) -> bytes:
    return bytes(page.render(scale=SHARPNESS, grayscale=True, may_draw_forms=False).buffer)
