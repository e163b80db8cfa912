"""Reads what stands upon the pages of a PDF: fields of forms, comments, and attached files."""

import ctypes
import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import chain
from operator import itemgetter
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.papers.archives import MOST_FILES, Members
from ccgbrief.papers.completeness import letters
from ccgbrief.papers.paper import EMPTY, OFFERED, TICKED, LeftOut, PaperError, Source
from ccgbrief.papers.pdf.lines import rows_of
from ccgbrief.papers.pdf.page import Word
from ccgbrief.papers.pdf.rulings import Shown
from ccgbrief.text import clean_line

TYPE = 8.0
"""Points: the most that the type is high of what is ticked or chosen."""

_SAYING = (b"Contents", b"RC", b"OverlayText")
"""What a comment says: plainly, in rich text, or once what it covers has been taken out."""
_TAG = re.compile(r"<[/?!a-zA-Z][^<>]*>")
_MARKS = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
_LISTS = {raw.FPDF_FORMFIELD_LISTBOX, raw.FPDF_FORMFIELD_COMBOBOX}
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_COVERED = {
    raw.FPDF_ANNOT_STRIKEOUT: "struck out by a reader of the page, and still in the text",
    raw.FPDF_ANNOT_REDACT: "marked to be blacked out, and still in the text",
}
_OTHERWISE = "in a field of the form that shows something else, or nothing"
_OUTSIDE = "outside its field"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A field of a form, or what somebody has typed or remarked on a page."""

    left: float
    top: float
    right: float
    bottom: float
    said: str
    """What it says, whether the page shows that or not."""
    reason: str
    """Why that is left out where the page does not show it."""
    chosen: str | None = None
    """What is ticked or chosen of what the page shows; None where that is all read."""
    covered: str = ""
    """Why the words that it covers are listed too, though they stay in the text."""

    def spans(self, word: Word) -> bool:
        return self.top <= word.middle[1] <= self.bottom

    def holds(self, word: Word) -> bool:
        return self.left <= word.middle[0] <= self.right and self.spans(word)

    def read(self, upon: Sequence[Word]) -> tuple[list[Word], list[Word], list[LeftOut]]:
        """Return the words to be read, the words drawn there, and what of both is left out.

        `upon` is what is drawn beside the words of the page, where some of it may go on in the
        field beside this one.
        """
        words = [word for word in upon if self.holds(word)]
        text = " ".join(word.text for word in words)
        if self.chosen is not None:
            size = min(self.bottom - self.top, TYPE)
            middle = self.top + size / 2 if len(self.chosen) > 1 else (self.top + self.bottom) / 2
            read = Word(self.chosen, self.left, self.right, middle + size / 3, size)
            offered = [LeftOut(text, OFFERED)] if letters(text) else []
            return [read] if self.chosen else [], words, offered
        rows = rows_of(word for word in words if not word.hidden)
        if self.reason != _OTHERWISE and len(rows) > 1:  # several lines that are no field
            return [], words, [LeftOut(self.said or text, self.reason)]
        said = letters(self.said)
        if said and (parts := [w for w in upon if self._has_part(w) and said in letters(w.text)]):
            # Fields touch, and PDFium takes what is in them for one word.
            ends = max(parts[0].left, self.left), min(parts[0].right, self.right)
            own = Word(self.said, *ends, parts[0].base, parts[0].size)
            return [own, *(w for w in words if w is not parts[0])], words, []
        if len(rows) == 1 and said == letters(text):  # a field may set its letters apart
            return [replace(rows[0][0], text=self.said, right=rows[0][-1].right)], words, []
        is_shown = said in letters(text)
        return words, words, [] if is_shown else [LeftOut(self.said, self.reason)]

    def _has_part(self, word: Word) -> bool:
        """Return whether a word begins or ends here, and goes on beside."""
        ends = self.left - word.left, word.right - self.right
        is_across = self.left < word.right - word.size / 4 and word.left < self.right
        return is_across and max(ends) > word.size / 4

    def label(self, beside: Sequence[Word], read: Word) -> Word:
        """Return which of the words beside it says what is filled in.

        Of what is written, it is the last one before that; of a tick, the nearest on either side.
        """
        before = [word for word in beside if word.left < read.left]
        if self.chosen in {TICKED, EMPTY} or not before:
            return min(beside, key=lambda word: max(word.left - read.right, read.left - word.right))
        return max(before, key=lambda word: (round(word.base), word.right))


def annotations_on(page: pdfium.PdfPage, shown: Shown) -> list[Annotation]:
    """Return the annotations of a page that may say something; `shown` places a point."""
    found: list[Annotation] = []
    for i in range(raw.FPDFPage_GetAnnotCount(page)):
        if annotation := raw.FPDFPage_GetAnnot(page, i):
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            first, *lines = _boxes(annotation, shown)
            if kind == raw.FPDF_ANNOT_WIDGET and page.formenv:
                found.append(Annotation(*first, *_field(page.formenv, annotation)))
            elif kind not in {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}:
                found.append(Annotation(*first, *_comment(annotation)))
            if reason := _COVERED.get(kind):
                found += (Annotation(*box, "", "", covered=reason) for box in lines or [first])
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def _field(form: pdfium.PdfFormEnv, annotation: Any) -> tuple[str, str, str | None]:
    """Return what a field says, why that may be left out, and what is chosen."""
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
        said = "a ticked box" if is_unseen and is_ticked else ""
        chosen = None if is_unseen else TICKED if is_ticked else EMPTY
    elif kind == raw.FPDF_FORMFIELD_PUSHBUTTON:
        said, chosen = "", ""
    return said, _OTHERWISE, chosen


def _comment(annotation: Any) -> tuple[str, str]:
    """Return what a comment says, and whose it is."""
    said, rich, over = (_string(raw.FPDFAnnot_GetStringValue, annotation, k) for k in _SAYING)
    said = said or clean_line(unescape(_TAG.sub(" ", rich))) or over
    author = _string(raw.FPDFAnnot_GetStringValue, annotation, b"T")
    reason = f"comment by {author}" if author else "comment"
    if file := raw.FPDFAnnot_GetFileAttachment(annotation):
        name = _string(raw.FPDFAttachment_GetName, file)
        said = said if name in said else f"{name} {said}".strip()
        reason = "attached to the page; save it from there, and add it"
    return said, reason


def _string(read: Any, *arguments: Any) -> str:
    """Return a text from one of PDFium's functions, which say how long it is and then fill it."""
    length = read(*arguments, None, 0)
    letters = (ctypes.c_ushort * (length // 2 + 1))()
    read(*arguments, letters, length)
    return clean_line(bytes(letters).decode("utf-16-le", "replace").rstrip("\0"))


def _boxes(annotation: Any, shown: Shown) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, top, right and bottom of an annotation, and of each line that it marks."""
    rect, quad = raw.FS_RECTF(), raw.FS_QUADPOINTSF()
    raw.FPDFAnnot_GetRect(annotation, rect)
    boxes = [[(rect.left, rect.bottom), (rect.right, rect.top)]]
    for i in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        raw.FPDFAnnot_GetAttachmentPoints(annotation, i, quad)
        boxes.append([(getattr(quad, f"x{n}"), getattr(quad, f"y{n}")) for n in range(1, 5)])
    for corners in boxes:
        xs, ys = zip(*(shown(*corner) for corner in corners), strict=True)
        yield min(xs), min(ys), max(xs), max(ys)


def attached(source: Source) -> Members:
    """Yield the files that are attached to a PDF as a whole."""
    document = pdfium.PdfDocument(source.data)
    count = document.count_attachments()
    if count > MOST_FILES:
        raise PaperError(f"more than {MOST_FILES} files are attached to it; save those meant")
    for i in range(count):
        file = document.get_attachment(i)
        name = clean_line(file.get_name()) or f"attachment-{i + 1}"
        yield name, lambda file=file: bytes(file.get_data())  # type: ignore[misc]


def with_annotations(
    words: Sequence[Word], drawn: Sequence[Word], annotations: Sequence[Annotation]
) -> tuple[list[Word], list[LeftOut]]:
    """Return the words of a page with what its annotations show, and what they do not show.

    `drawn` are all words of the page with its annotations.
    """
    there = Counter(map(_place, words))
    added: list[Word] = []
    for word in drawn:
        there[_place(word)] -= 1
        added += [word] if there[_place(word)] < 0 else []
    places = {id(word): i for i, word in enumerate(added)}
    by_height = sorted(added, key=_height)
    heights = [*map(_height, by_height)]
    left_out: list[LeftOut] = []
    read: list[tuple[Annotation, list[Word]]] = []
    taken: set[int] = set()
    for each in annotations:
        level = by_height[bisect_left(heights, each.top) : bisect(heights, each.bottom)]
        level = [w for w in level if each.said or id(w) not in taken]  # what touches is of both
        level.sort(key=lambda word: places[id(word)])
        own, there_drawn, not_read = each.read(level)
        read += [(each, own)] if own else []
        taken.update(map(id, there_drawn))
        left_out += not_read
    for each in annotations:
        if each.covered and (text := " ".join(word.text for word in words if each.holds(word))):
            left_out.append(LeftOut(text, each.covered))
    outside = [replace(w, hidden=w.hidden or _OUTSIDE) for w in added if id(w) not in taken]
    placed = (*_placed(words, read), *outside)
    return [replace(word, order=i) for i, word in enumerate(placed)], left_out


def _placed(words: Sequence[Word], read: Sequence[tuple[Annotation, list[Word]]]) -> list[Word]:
    """Return words with those of annotations among them, each as a whole.

    It stands beside its label, on the line of that, or else below the line above it.
    """
    rows = rows_of(word for word in words if not word.hidden)
    bases = [row[0].base for row in rows]
    places = {id(word): i for i, word in enumerate(words)}
    firsts = {id(some[0]): (each, some) for each, some in read}
    merged: list[tuple[float, Word]] = [*enumerate(words)]
    for first in chain.from_iterable(rows_of(some[0] for _, some in read)):
        each, some = firsts[id(first)]
        start, end = bisect(bases, each.top), bisect(bases, each.bottom)
        beside = [w for row in rows[max(start - 1, 0) : end + 1] for w in row if each.spans(w)]
        place, label, shift = -1.0, first, 0.0
        if beside:
            label = each.label(beside, first)
            place, shift = places[id(label)] + 0.5, label.base - first.base
            place -= label.left > first.left
        elif start:
            label = rows[start - 1][-1]
            place = places[id(label)] + 0.5
        for word in some:  # in type no larger than that of the label: none is a heading
            like = replace(word, base=word.base + shift, size=min(word.size, label.size))
            merged.append((place, replace(like, bold=False)))
    return [word for _, word in sorted(merged, key=itemgetter(0))]


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.left), round(word.base)


def _height(word: Word) -> float:
    return word.middle[1]
