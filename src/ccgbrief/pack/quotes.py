"""Keeps enough of a passage to find it again after its article was edited, for notes.

A note must never end up on a passage that only resembles its own. Its own has the same words and,
if others have them too, the same neighbours and heading. A passage with different words is accepted
only if the differences are in spelling, or if its neighbours show that it is in the same place; the
finding then says that it has changed. In every other case the passage is gone, and the nearest one
is merely offered.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.pack.citation import quoted_again
from ccgbrief.pack.differences import MOST_WORDS, compare, likest_part
from ccgbrief.pack.markdown import CELL_SEPARATOR
from ccgbrief.pack.model import Article, Passage, PassageKind
from ccgbrief.pack.occurrences import (
    AFTER,
    BEFORE,
    Occurrence,
    begins_as,
    ends_as,
    going_back,
    going_on,
    is_repeated,
    occurrences,
    standing_beside,
    with_part,
)
from ccgbrief.text import fold, plain_words, words

AROUND = 60
"""The most characters that a quote keeps of the passage before or after it."""

MOST_AROUND = 8
"""How many passages it keeps on a side if the nearest ones occur elsewhere too."""

SAME_PLACE = 0.4
"""Share of words in common that makes a passage between the same neighbours an edit of it."""

ONE_NEIGHBOUR = 0.6
"""The same if only one neighbour is unchanged."""

ANYWHERE = 0.8
"""The same if neither is; the differences must then be in spelling."""

REDRAFTED, REDRAFTED_WORDS = 0.85, 12
"""The same under the same heading, if this many words have the same names and figures."""

PART = 0.7
"""The same for part of a passage, about which nothing else is known."""

CLEAR_LEAD = 0.05
"""If a second passage comes this close to the best, it is uncertain which is meant."""

LEAST_ALIKE = 60.0
"""Out of 100 (rapidfuzz ratio); below it a passage is not even offered for a quote that is gone."""

_BOTH = 2


class Quote(NamedTuple):
    """The words of a passage and some of the text around it, to find it again after edits.

    This is the text quote selector of W3C's Web Annotation model (prefix, exact, suffix), with the
    heading above. If nothing around it is known, the words may be part of a passage.
    """

    words: str
    prefix: str = ""
    """The end of the passage before it; if that occurs elsewhere too, the ends of further passages,
    one a line, until they are unique."""
    suffix: str = ""
    """The beginning of the passage after it, or of several in the same way."""
    heading: str = ""
    near: int = 0
    """0-based number of the passage, if others had the same words."""
    speaker: str = ""
    """The speaker, if the passage is a quotation."""

    @property
    def is_whole(self) -> bool:
        """Whether the words are the whole passage."""
        return bool(self.prefix or self.suffix or self.heading)

    @property
    def sides(self) -> tuple[list[str], list[str]]:
        """What preceded and followed it, the nearest first on each side."""
        return self.prefix.split("\n")[::-1], self.suffix.split("\n")


class Standing(StrEnum):
    """How certain it is that a quote was found in its own place."""

    SAME = "same"
    CHANGED = "changed"
    """It is the passage, but its words have changed."""
    MOVED = "moved"
    """The words are the same, but nothing around them is."""
    DOUBTFUL = "doubtful"
    """The words are the same, but others have or had them too, and some of the text around them has
    changed."""


class Finding(NamedTuple):
    """Where a quote is now."""

    passage: Passage | None = None
    """None if it is gone, or cannot be told apart from others."""
    standing: Standing = Standing.SAME
    nearest: Passage | None = None
    """If it is gone, the passage most like it, if any is."""


def quote_of(passage: Passage, article: Article) -> Quote:
    """Return what is kept of a passage to find it again after its article was edited."""
    before, after = (_around(passage, article, side) for side in (BEFORE, AFTER))
    near = passage.number if is_repeated(passage, article) else 0
    sides = "\n".join(before[::-1]), "\n".join(after)
    if not any((*sides, passage.heading)):  # it is all of its article, and no part of a passage
        sides = "\n", "\n"
    return Quote(passage.text, *sides, passage.heading, near, passage.speaker)


def _around(passage: Passage, article: Article, side: int) -> list[str]:
    """Return parts of the text on one side, the nearest first, as many as it takes to be unique."""
    parts: list[str] = []
    others: list[int] | None = None
    while others != [passage.number] and len(parts) < MOST_AROUND:
        step = side * (len(parts) + 1)
        number = passage.number + step
        is_there = 0 <= number < len(article.passages)
        text = article.passages[number].text if is_there else ""
        parts.append(_ending(text) if side == BEFORE else _start(text))
        others = with_part(parts[-1], article, step, others)
    return parts


def _ending(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= AROUND else text[-AROUND:].partition(" ")[2] or text[-AROUND:]


def _start(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] or text[:AROUND]


def doubt(quote: Quote, finding: Finding) -> str:
    """Return the warning to show with a note on what was found, `""` for none."""
    passage = finding.passage
    if passage is None or finding.standing is Standing.SAME:
        return ""
    if finding.standing is Standing.DOUBTFUL:
        return "other passages have or had the same words, and it may have been on one of those"
    if finding.standing is Standing.MOVED:
        under = quote.heading if passage.heading != quote.heading else ""
        stood = f"under “{under}”" if under else "beside other passages"
        return f"the same words stood {stood} when the note was written"
    if passage.text == quote.words:
        return f"they were given as the words of {quote.speaker} when the note was written"
    before = quoted_again(quote.words, passage).strip("“”")
    return f"the words have changed since; they were “{before}”"


def find_again(quote: Quote, article: Article) -> Finding:
    """Return where a quote is in its article now; the article caches the answer."""
    if quote not in article.found_again:
        article.found_again[quote] = _Search(quote, article).run()
    finding: Finding = article.found_again[quote]
    return finding


class _Search:
    """Looks for one quote in an article."""

    def __init__(self, quote: Quote, article: Article) -> None:
        self._quote = quote
        self._article = article
        self._passages = article.passages

    def run(self) -> Finding:
        """Return where the quote is; one with another speaker has changed."""
        found = self._found()
        if found.passage is None or found.standing is not Standing.SAME or not self._quote.speaker:
            return found
        is_theirs = fold(found.passage.speaker) == fold(self._quote.speaker)
        return found if is_theirs else Finding(found.passage, Standing.CHANGED)

    def _found(self) -> Finding:
        """Find the passage with the same words, containing them, split up, or edited."""
        if there := self._unmoved():
            return Finding(there)
        quote = self._quote
        places = occurrences(quote.words, self._article) if quote.is_whole else self._parts()
        if not places:
            return self._edited()
        if not quote.is_whole:
            return self._one_part(places)
        is_alone = len(places) == 1 and not quote.near
        return self._alone(places[0]) if is_alone else self._one_of(places)

    def _unmoved(self) -> Passage | None:
        """Return the one passage that is unchanged, with unchanged surroundings, if any."""
        if not self._quote.is_whole:
            return None
        same = [p for p in self._passages if p.text == self._quote.words]
        there = [p for p in same if self._beside(p)]
        is_it = len(there) == 1 and self._beside(there[0]) == _BOTH and self._is_under(there[0])
        return there[0] if is_it else None

    def _alone(self, place: Occurrence) -> Finding:
        """Return the standing of words that no other passage has or had."""
        passage = self._passages[place.first]
        before, after = self._sides(place)
        is_there = before and after
        if self._is_under(passage) and not (place.before or place.after):
            is_there |= (before and self._is_only(BEFORE)) or (after and self._is_only(AFTER))
        return Finding(passage, Standing.SAME if is_there else Standing.MOVED)

    def _is_only(self, side: int) -> bool:
        """Return whether what was on one side is now beside one passage at most."""
        return len(self._standing(side)) <= 1

    def _standing(self, side: int) -> list[int]:
        """Return the numbers of the passages that it is beside now."""
        before, after = self._quote.sides
        return standing_beside(before if side == BEFORE else after, self._article, side)

    def _one_of(self, places: Sequence[Occurrence]) -> Finding:
        """Return which of several places is meant, judging by their surroundings."""
        near = self._quote.near

        def fitness(place: Occurrence) -> tuple[int, bool]:
            return sum(self._sides(place)), self._is_under(self._passages[place.first])

        best = max(places, key=lambda place: (*fitness(place), -abs(place.first - near)))
        passage, fits = self._passages[best.first], fitness(best)
        if fits == (_BOTH, True) and best.first == near and passage.text == self._quote.words:
            return Finding(passage)
        if not fits[0] and (edited := self._surest(self._between())):
            return edited
        return Finding(passage, Standing.DOUBTFUL) if any(fits) else Finding(nearest=passage)

    def _parts(self) -> list[Occurrence]:
        """Find words that may be part of a passage, about which nothing more is known."""
        quoted, folded = self._quote.words, self._article.folded
        plain = plain_words(quoted)
        holding = [p for p in self._passages if quoted.strip() and quoted in p.text]
        if not holding and plain.strip():
            holding = [p for p in self._passages if plain in folded[p.number]]
        whole = [p for p in holding if p.text == quoted]
        whole = whole or [p for p in holding if folded[p.number] == plain]
        found = [Occurrence(p.number, p.number) for p in whole or holding]
        return found or occurrences(quoted, self._article)

    def _one_part(self, places: Sequence[Occurrence]) -> Finding:
        near = self._quote.near
        best = min(places, key=lambda place: abs(place.first - near))
        passage = self._passages[best.first]
        if len(places) == 1 if not near else best.first == near:
            return Finding(passage)
        return Finding(nearest=passage) if len(places) == 1 else Finding(passage, Standing.DOUBTFUL)

    def _edited(self) -> Finding:
        """Find the passage that the quoted one has become."""
        if there := self._surest(self._between()):
            return there
        likest = self._likest()
        nearest = likest[0].passage if likest else None
        return self._surest(likest) or Finding(nearest=nearest)

    def _surest(self, candidates: Iterable["_Candidate"]) -> Finding | None:
        """Return the candidate that the quoted passage has become, if that is certain enough."""
        sure = [(self._beside(c.passage), c) for c in candidates if self._is_edit(c)]
        if not sure:
            return None
        (count, first), *others = sorted(sure, key=lambda each: (each[0], each[1].likeness))[::-1]
        rivals = (
            n == count and first.likeness - other.likeness < CLEAR_LEAD for n, other in others
        )
        found = first.passage
        return Finding(nearest=found) if any(rivals) else Finding(found, Standing.CHANGED)

    def _between(self) -> Iterator["_Candidate"]:
        """Return the passage between the same neighbours, however much it was edited."""
        if not self._quote.is_whole:
            return
        for number in self._standing(BEFORE):
            if self._beside(self._passages[number]) == _BOTH:
                yield _Candidate.of(self._quote, self._passages[number])

    def _is_under(self, passage: Passage) -> bool:
        return passage.heading == self._quote.heading

    def _beside(self, passage: Passage) -> int:
        """Return on how many sides of a passage everything is unchanged."""
        return sum(self._sides(Occurrence(passage.number, passage.number)))

    def _sides(self, place: Occurrence) -> tuple[bool, bool]:
        """Return the sides of a place on which everything is unchanged."""
        quote = self._quote
        if not quote.is_whole:
            return False, False
        lines_before, lines_after = quote.sides
        before = zip(going_back(place, self._passages), lines_before, strict=False)
        after = zip(going_on(place, self._passages), lines_after, strict=False)
        return all(ends_as(*pair) for pair in before), all(begins_as(*pair) for pair in after)

    def _likest(self) -> list["_Candidate"]:
        """Return the passages that have most in common with the quote, the most similar first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 (only where the words have changed)

        is_whole, folded = self._quote.is_whole, self._article.folded
        wanted = " ".join(plain_words(self._quote.words).split()[:MOST_WORDS])
        scorer = fuzz.ratio if is_whole else fuzz.partial_ratio
        # A passage much shorter than the words would resemble only part of them.
        texts = {i: t for i, t in enumerate(folded) if is_whole or len(t) >= len(wanted) * 0.6}
        found = process.extract(wanted, texts, scorer=scorer, score_cutoff=LEAST_ALIKE, limit=8)
        made = (_Candidate.of(self._quote, self._passages[i]) for _, _, i in found)
        return sorted(made, key=lambda c: -c.likeness)

    def _is_edit(self, candidate: "_Candidate") -> bool:
        passage, quote = candidate.passage, self._quote
        neighbours = self._beside(passage)
        is_under_it = bool(quote.heading) and self._is_under(passage)
        if self._was_neighbour(passage):
            return False
        name = _first_cell(passage.text) if passage.kind is PassageKind.ROW else ""
        is_same_row = bool(name) and name == _first_cell(quote.words)
        if is_same_row or (name and neighbours < _BOTH):
            return is_same_row and (neighbours > 0 or is_under_it)
        if neighbours == _BOTH:
            least = ANYWHERE if "name" in candidate.differences else SAME_PLACE
            return candidate.likeness >= least
        if neighbours:
            return candidate.likeness >= ONE_NEIGHBOUR and "name" not in candidate.differences
        is_redrafted = is_under_it and len(words(quote.words)) >= REDRAFTED_WORDS
        telling = {"name", "figure"}
        if quote.is_whole and not is_redrafted:
            telling.add("word")
        least = ANYWHERE if quote.is_whole else PART
        least = REDRAFTED if is_redrafted else least
        return candidate.likeness >= least and not candidate.differences & telling

    def _was_neighbour(self, passage: Passage) -> bool:
        """Return whether a passage was a neighbour of the quoted one, and so cannot be it."""
        ((prefix, *_), (suffix, *_)), quoted = self._quote.sides, self._quote.words
        is_last = bool(prefix) and ends_as(passage.text, prefix) and not ends_as(quoted, prefix)
        is_next = bool(suffix) and begins_as(passage.text, suffix) and not begins_as(quoted, suffix)
        return is_last or is_next


class _Candidate(NamedTuple):
    """A passage that the quoted one may have become."""

    passage: Passage
    likeness: float
    """Share of words in common, 0 to 1."""
    differences: frozenset[str]

    @classmethod
    def of(cls, quote: Quote, passage: Passage) -> "_Candidate":
        """Compare them; part of a passage is compared with the most similar part of this one."""
        text = passage.text if quote.is_whole else likest_part(quote.words, passage.text)
        return cls(passage, *compare(quote.words, text))


def _first_cell(row: str) -> str:
    cell, separator, _ = row.partition(CELL_SEPARATOR)
    return fold(cell).strip() if separator else ""
