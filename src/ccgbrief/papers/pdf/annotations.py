"""Reads what stands upon the pages of a PDF: fields of forms, comments, and attached files."""

import ctypes
import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from itertools import islice, takewhile
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ccgbrief.papers.archives import MOST_FILES, Members
from ccgbrief.papers.completeness import letters
from ccgbrief.papers.paper import EMPTY, OFFERED, TICKED, LeftOut, PaperError, Source
from ccgbrief.papers.pdf.lines import is_level, rows_of
from ccgbrief.papers.pdf.page import Word
from ccgbrief.papers.pdf.rulings import Shown
from ccgbrief.text import clean_line

TYPE = 8.0
"""Points: the most that the type is high of what is ticked or chosen."""

ROWS_ABOVE = 3
"""Of a field that has none beside it, among which the one above it is looked for."""

LABEL_ABOVE = 2.5
"""In heights of type, from a label to the top of its field."""

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
    words: list[Word] = field(default_factory=list)
    """What is drawn there."""

    def holds(self, word: Word) -> bool:
        return self.left <= word.middle[0] <= self.right and self.spans(word)

    def has_part_of(self, word: Word) -> bool:
        """Return whether a word, of several letters here, may go on in the field beside this."""
        is_across = self.left < word.right - word.size / 4 and word.left < self.right
        return is_across and len(self.said) > 1 and self.spans(word)

    def spans(self, word: Word) -> bool:
        return self.top <= word.middle[1] <= self.bottom

    def read(self) -> list[Word]:
        """Return the words to be read, those of one line as one: a field may set them apart.

        A remark is only listed.
        """
        said, chosen = self.said, self.chosen
        if self._is_remark():
            return []
        if chosen is None:
            rows = self._rows()
            if len(rows) != 1 or letters(said) != self._shown():
                return self.words
            return [replace(rows[0][0], text=said, right=rows[0][-1].right)]
        size = min(self.bottom - self.top, TYPE)
        middle = self.top + size / 2 if len(chosen) > 1 else (self.top + self.bottom) / 2
        return [Word(chosen, self.left, self.right, middle + size / 3, size)] if chosen else []

    def is_below(self, word: Word) -> bool:
        """Return whether it stands close below a word, which may be its label."""
        is_near = self.top - word.base < LABEL_ABOVE * word.size
        return is_near and word.left < self.right and word.right > self.left

    def label(self, beside: Sequence[Word], read: Word) -> Word | None:
        """Return which of the words beside it says what is filled in, None if there are none.

        Of what is written, it is the last one before that; of a tick, the nearest on either side.
        """
        before = [word for word in beside if word.left < read.left]
        if self.chosen in {TICKED, EMPTY} or not before:
            gaps = {id(w): max(w.left - read.right, read.left - w.right) for w in beside}
            return min(beside, key=lambda word: gaps[id(word)], default=None)
        return max(before, key=lambda word: (round(word.base), word.right))

    def left_out(self) -> Iterator[LeftOut]:
        """Yield what it says and does not show, and what it shows and nobody has filled in."""
        shown, text = self._shown(), " ".join(word.text for word in self.words)
        if self.chosen is not None and shown:
            yield LeftOut(text, OFFERED)
        elif self._is_remark():
            yield LeftOut(self.said or text, self.reason)
        elif letters(self.said) not in shown:
            yield LeftOut(self.said, self.reason)

    def _is_remark(self) -> bool:
        """Return whether it is several lines that are no field."""
        return self.reason != _OTHERWISE and len(self._rows()) > 1

    def _rows(self) -> list[list[Word]]:
        return rows_of(word for word in self.words if not word.hidden)

    def _shown(self) -> str:
        return letters("".join(word.text for word in self.words))


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
    outside = _filled(annotations, words, drawn)
    placed = _placed(words, annotations)
    numbered = [replace(word, order=i) for i, word in enumerate((*placed, *outside))]
    left_out = [line for each in annotations for line in each.left_out()]
    for each in annotations:
        if each.covered:
            text = " ".join(word.text for word in words if each.holds(word))
            left_out += [LeftOut(text, each.covered)] if text else []
    return numbered, left_out


def _filled(
    annotations: Iterable[Annotation], words: Iterable[Word], drawn: Iterable[Word]
) -> list[Word]:
    """Put the words that are drawn beside those of the page into the annotations they stand in.

    Returns the others, as hidden.
    """
    there = Counter(map(_place, words))
    added: list[Word] = []
    for word in drawn:
        there[_place(word)] -= 1
        added += [word] if there[_place(word)] < 0 else []
    near: dict[int, list[Annotation]] = {}
    for row in rows_of(added):
        heights = [word.middle[1] for word in row]
        top, bottom = min(heights), max(heights)
        level = [each for each in annotations if each.top <= bottom and top <= each.bottom]
        near |= dict.fromkeys(map(id, row), level)
    outside: list[Word] = []
    for word in added:
        parts = [each for each in near[id(word)] if each.has_part_of(word)]
        around = next((each for each in near[id(word)] if each.holds(word)), None)
        if len(parts) > 1:
            for part in parts:  # fields that touch: PDFium takes what is in them for one word
                ends = max(word.left, part.left), min(word.right, part.right)
                part.words.append(Word(part.said, *ends, word.base, word.size))
        elif around:
            around.words.append(word)
        else:
            outside.append(replace(word, hidden=word.hidden or _OUTSIDE))
    return outside


def _placed(words: Sequence[Word], annotations: Iterable[Annotation]) -> list[Word]:
    """Return words with those of annotations among them, each as a whole.

    It stands beside its label, on the line of that, or else below the line above it.
    """
    rows = rows_of(word for word in words if not word.hidden)
    bases = [row[0].base for row in rows]
    places = {id(word): i for i, word in enumerate(words)}
    added = [(each, read) for each in annotations if (read := each.read())]
    order = {id(word): i for i, row in enumerate(rows_of(r[0] for _, r in added)) for word in row}
    behind: dict[int, list[Word]] = defaultdict(list)
    for each, read in sorted(added, key=lambda one: (order[id(one[1][0])], one[1][0].left)):
        first, last = bisect(bases, each.top), bisect(bases, each.bottom)
        beside = [w for row in rows[max(first - 1, 0) : last + 1] for w in row if each.spans(w)]
        if label := each.label(beside, read[0]):
            place, shift = places[id(label)], label.base - read[0].base
            behind[place - (label.left > read[0].left)] += _set_like(label, read, shift)
        elif above := rows[max(first - ROWS_ABOVE, 0) : first]:
            over = [word for row in above for word in row if each.is_below(word)]
            last_above = (over or above[-1])[-1]
            following = islice(words, places[id(last_above)] + 1, None)
            line = takewhile(partial(is_level, last_above), following)
            place = places[id(last_above)] + sum(1 for _ in line)
            behind[place] += _set_like(last_above, read)
        else:
            behind[-1] += read
    merged = [*behind[-1]]
    for i, word in enumerate(words):
        merged += [word, *behind[i]]
    return merged


def _set_like(label: Word, read: Iterable[Word], shift: float = 0.0) -> Iterator[Word]:
    """Yield words in type no larger than that of a label, so that none is taken for a heading."""
    for word in read:
        yield replace(word, base=word.base + shift, size=min(word.size, label.size), bold=False)


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.left), round(word.base)
