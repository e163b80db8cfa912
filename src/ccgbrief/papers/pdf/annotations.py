"""Reads what stands upon the pages of a PDF: fields of forms, comments, and attached files."""

import ctypes
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, takewhile
from math import inf
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.papers.archives import MOST_FILES, Members
from ccgbrief.papers.paper import LeftOut, PaperError, Source
from ccgbrief.papers.pdf.lines import is_level, rows_of
from ccgbrief.papers.pdf.page import Word
from ccgbrief.papers.pdf.rulings import Shown
from ccgbrief.text import clean_line

TYPE = 8.0
"""Points: the most that the type is high of what is ticked or chosen."""

ROWS_ABOVE = 3
"""Of a field, among which its label is looked for."""

_MARKS = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
_LISTS = {raw.FPDF_FORMFIELD_LISTBOX, raw.FPDF_FORMFIELD_COMBOBOX}
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_OTHERWISE = "in a field of the form that shows something else, or nothing"
_OFFERED = "offered by a form, and not filled in by anybody"
_OUTSIDE = "outside its field"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A field of a form, or what somebody has typed or remarked on a page."""

    box: tuple[float, float, float, float]
    """Left, bottom, right and top, in points from the bottom left of the page."""
    said: str
    """What it says, whether the page shows that or not."""
    reason: str
    """Why that is left out where the page does not show it."""
    chosen: str | None = None
    """What is ticked or chosen of what the page shows; None where that is all read."""


def annotations_on(page: pdfium.PdfPage) -> list[Annotation]:
    """Return the annotations of a page that may say something."""
    found: list[Annotation] = []
    for i in range(raw.FPDFPage_GetAnnotCount(page)):
        if annotation := raw.FPDFPage_GetAnnot(page, i):
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET and page.formenv:
                found.append(_field(page.formenv, annotation))
            elif kind not in {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}:
                found.append(_comment(annotation))
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def _field(form: pdfium.PdfFormEnv, annotation: Any) -> Annotation:
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    said, chosen = _string(raw.FPDFAnnot_GetFormFieldValue, form, annotation), None
    is_unseen = raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN
    if kind in _LISTS:
        options = range(raw.FPDFAnnot_GetOptionCount(form, annotation))
        selected = (i for i in options if raw.FPDFAnnot_IsOptionSelected(form, annotation, i))
        labels = [_string(raw.FPDFAnnot_GetOptionLabel, form, annotation, i) for i in selected]
        said = ", ".join(labels) or said
    if kind == raw.FPDF_FORMFIELD_LISTBOX and not is_unseen:
        chosen = said
    elif kind in _MARKS:
        is_ticked = raw.FPDFAnnot_IsChecked(form, annotation)
        said, chosen = "", None if is_unseen else "☒" if is_ticked else "☐"
    elif kind == raw.FPDF_FORMFIELD_PUSHBUTTON:
        said, chosen = "", ""
    return Annotation(_box(annotation), said, _OTHERWISE, chosen)


def _comment(annotation: Any) -> Annotation:
    said = _string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents")
    author = _string(raw.FPDFAnnot_GetStringValue, annotation, b"T")
    reason = f"comment by {author}" if author else "comment"
    if file := raw.FPDFAnnot_GetFileAttachment(annotation):
        name = _string(raw.FPDFAttachment_GetName, file)
        said = said if name in said else f"{name} {said}".strip()
        reason = "attached to the page; save it from there, and add it"
    return Annotation(_box(annotation), said, reason)


def _string(read: Any, *arguments: Any) -> str:
    """Return a text from one of PDFium's functions, which say how long it is and then fill it."""
    length = read(*arguments, None, 0)
    letters = (ctypes.c_ushort * (length // 2 + 1))()
    read(*arguments, letters, length)
    return clean_line(bytes(letters).decode("utf-16-le", "replace").rstrip("\0"))


def _box(annotation: Any) -> tuple[float, float, float, float]:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def attached(source: Source) -> Members:
    """Yield the files that are attached to a PDF as a whole."""
    document = pdfium.PdfDocument(source.data)
    count = document.count_attachments()
    if count > MOST_FILES:
        raise PaperError(f"more than {MOST_FILES} files are attached to it; save those meant")
    for i in range(count):
        file = document.get_attachment(i)
        name = clean_line(file.get_name()) or f"attachment-{i + 1}"
        yield name, partial(_content, file)


def _content(file: pdfium.PdfAttachment) -> bytes:
    try:
        return bytes(file.get_data())
    except pdfium.PdfiumError as error:
        raise PaperError("it is damaged and cannot be unpacked; get a whole copy") from error


@dataclass(frozen=True, slots=True)
class _Area:
    """Where an annotation is on the page as it is shown, and the words that are drawn there."""

    annotation: Annotation
    left: float
    top: float
    right: float
    bottom: float
    words: list[Word] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, word.base - word.size / 3
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def read(self) -> list[Word]:
        """Return the words to be read, those of one line as one: a field may set them apart."""
        said, chosen = self.annotation.said, self.annotation.chosen
        if chosen is None:
            rows = rows_of(self.words)
            if len(rows) != 1 or _letters(said) != self._shown():
                return self.words
            return [replace(rows[0][0], text=said, right=rows[0][-1].right)]
        size = min(self.bottom - self.top, TYPE)
        middle = self.top + size / 2 if len(chosen) > 1 else (self.top + self.bottom) / 2
        return [Word(chosen, self.left, self.right, middle + size / 3, size)] if chosen else []

    def left_out(self) -> Iterator[LeftOut]:
        """Yield what it says and does not show, and what it shows and nobody has filled in."""
        shown = self._shown()
        if self.annotation.chosen is not None and shown:
            yield LeftOut(" ".join(word.text for word in self.words), _OFFERED)
        elif _letters(self.annotation.said) not in shown:
            yield LeftOut(self.annotation.said, self.annotation.reason)

    def _shown(self) -> str:
        return _letters("".join(word.text for word in self.words))


def with_annotations(
    words: Sequence[Word], drawn: Sequence[Word], annotations: Sequence[Annotation], shown: Shown
) -> tuple[list[Word], list[LeftOut]]:
    """Return the words of a page with what its annotations show, and what they do not show.

    `drawn` are all words of the page with its annotations; `shown` places a point.
    """
    areas = []
    for annotation in annotations:
        left, bottom, right, top = annotation.box
        xs, ys = map(sorted, zip(shown(left, bottom), shown(right, top), strict=True))
        areas.append(_Area(annotation, xs[0], ys[0], xs[1], ys[1]))
    there = Counter(map(_place, words))
    outside: list[Word] = []
    for word in drawn:
        if there[_place(word)]:
            there[_place(word)] -= 1
        elif area := next((area for area in areas if area.holds(word)), None):
            area.words.append(word)
        else:
            outside.append(replace(word, hidden=word.hidden or _OUTSIDE))
    placed = _placed(words, [word for area in areas for word in area.read()])
    numbered = [replace(word, order=i) for i, word in enumerate((*placed, *outside))]
    return numbered, [line for area in areas for line in area.left_out()]


def _placed(words: Sequence[Word], added: Sequence[Word]) -> list[Word]:
    """Return words with others among them, each beside the nearest of its line or below it."""
    rows = rows_of(word for word in words if not word.hidden)
    bases = [row[0].base for row in rows]
    places = {id(word): i for i, word in enumerate(words)}
    behind: dict[int, list[Word]] = defaultdict(list)
    for word in added:
        at = bisect(bases, word.base)
        near = [w for row in rows[max(at - ROWS_ABOVE, 0) : at + 1] for w in row]
        label = min(near, key=lambda w: _distance(w, word), default=None)
        place = -1
        if label and is_level(label, word):
            place = places[id(label)] - (label.left > word.left)
        elif label and _distance(label, word) < inf:
            following = islice(words, places[id(label)] + 1, None)
            line = takewhile(partial(is_level, label), following)
            place = places[id(label)] + sum(1 for _ in line)
        behind[place].append(word)
    merged = [*behind[-1]]
    for i, word in enumerate(words):
        merged += [word, *behind[i]]
    return merged


def _distance(label: Word, word: Word) -> float:
    """Return how far a word is from its label, which may be beside it or above it."""
    apart = max(label.left - word.right, word.left - label.right, 0)
    if is_level(label, word):
        return apart
    return word.base - label.base + apart if label.base < word.base else inf


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.left), round(word.base)
