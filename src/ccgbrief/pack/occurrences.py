"""Finds the places where an article has given words, and their surroundings, for notes.

The words may be one sentence of a longer passage, or a passage that has since been split.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import NamedTuple

from ccgbrief.pack.differences import compare
from ccgbrief.pack.model import Article, Passage
from ccgbrief.text import fold, plain_words, words

SPELT_ALIKE = 0.8
"""Share of words in common for neighbours that differ in spelling only."""

MOST_PARTS = 50
"""The most passages that one may have been split into."""

MOST_FOLDED = 2_000
"""Up to this many passages of a paper are folded one by one; for more, all of it is folded."""

BEFORE, AFTER = -1, 1
"""The sides of a passage, as steps between the numbers of passages."""

_OPENING = "“‘\"'(-+±£$€"
_CLOSING = ".!?…;:”’\"')"
_SENTENCE_ENDS = ".!?…;”’\"')"
_SIGNS = r"(?<![-+±£$€])[-+±£$€]*\d+(?:[.,]\d+)*|[?<>=]|(?<=\w)'(?=\w)"
"""Signs that can change the meaning of a text and are not part of its words."""


class Occurrence(NamedTuple):
    """A place where words occur, in one passage or several."""

    first: int
    last: int
    """0-based numbers of passages."""
    before: str = ""
    """What precedes them in the first passage."""
    after: str = ""


def occurrences(quoted: str, article: Article) -> list[Occurrence]:
    """Return the places where an article has the quoted words as whole sentences."""
    passages, folded, plain = article.passages, article.folded, plain_words(quoted)
    if not plain.strip():  # signs, which mean nothing when they are not as they were
        return [Occurrence(p.number, p.number) for p in passages if p.text == quoted]
    found: list[Occurrence] = []
    for number, said in enumerate(folded):
        if plain in said:
            found += islice(_within(passages[number], said, quoted, plain), 1)
        elif plain.startswith(said) and said.strip():
            end, last = number + 1, min(len(folded), number + MOST_PARTS)
            while end < last and len(said) < len(plain) and plain.startswith(said):
                said, end = said + folded[end][1:], end + 1  # noqa: PLW2901 (it grows)
            text = " ".join(passage.text for passage in passages[number:end])
            if said == plain and _signs(text) == _signs(quoted):
                found.append(Occurrence(number, end - 1))
    return found


def _within(passage: Passage, said: str, quoted: str, plain: str) -> Iterator[Occurrence]:
    """Yield the places where a passage has the quoted words, alone or among other sentences."""
    text, number = passage.text, passage.number
    if said == plain:
        if _signs(text) == _signs(quoted):
            yield Occurrence(number, number)
        return
    found, count, at = words(text), plain.count(" ") - 1, said.find(plain)
    while at >= 0:
        first = said.count(" ", 0, at)
        start, end = found[first].start, found[first + count - 1].end
        start -= len(text[:start]) - len(text[:start].rstrip(_OPENING))
        end += len(text[end:]) - len(text[end:].lstrip(_CLOSING))
        before, own, after = text[:start].rstrip(), text[start:end], text[end:].lstrip()
        begins = not before or before[-1] in _SENTENCE_ENDS
        ends = not after or own[-1] in _SENTENCE_ENDS
        if begins and ends and _signs(own) == _signs(quoted):
            yield Occurrence(number, number, before, after)
        at = said.find(plain, at + 1)


def _signs(text: str) -> list[str]:
    return re.findall(_SIGNS, fold(text))


def going_back(place: Occurrence, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield what precedes a place, the nearest first, and `""` at the beginning of the article."""
    within = [place.before] if place.before else []
    texts = (passages[number].text for number in range(place.first - 1, -1, -1))
    return chain(within, texts, repeat(""))


def going_on(place: Occurrence, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield what follows a place, the nearest first, and `""` at the end of the article."""
    within = [place.after] if place.after else []
    texts = (passages[number].text for number in range(place.last + 1, len(passages)))
    return chain(within, texts, repeat(""))


def is_repeated(passage: Passage, article: Article) -> bool:
    """Return whether other passages have the same words, alone or among other sentences."""
    quoted, plain = passage.text, plain_words(passage.text)
    return any(
        any(_within(article.passages[number], said, quoted, plain))
        for number, said in _with_words_of(quoted, article)
        if plain in said and number != passage.number
    )


def standing_beside(parts: Iterable[str], article: Article, side: int) -> list[int]:
    """Return the numbers of the passages with all of `parts` on one side, the nearest first."""
    numbers = None
    for distance, part in enumerate(parts, start=1):
        numbers = with_part(part, article, side * distance, numbers)
    return numbers or []


def with_part(part: str, article: Article, step: int, among: list[int] | None = None) -> list[int]:
    """Return the numbers of the passages that have `part` so many passages later or earlier.

    `part` is the end of an earlier passage or the beginning of a later one; `""` stands for the
    beginning or end of the article. Only the numbers in `among` are considered, unless it is None.
    """
    every, plain = range(len(article.passages)), plain_words(part)
    has = str.endswith if step < 0 else str.startswith
    if among is None and part:
        there = ((number - step, said) for number, said in _with_words_of(part, article))
        return [number for number, said in there if number in every and has(said, plain)]
    among = list(every) if among is None else among
    if not part:
        return [number for number in among if number + step not in every]
    inner = [number for number in among if number + step in every]
    is_folded = "folded" in vars(article) or len(inner) > MOST_FOLDED
    folded = article.folded if is_folded else ()
    return [
        n
        for n in inner
        if has(folded[n + step] if folded else plain_words(article.passages[n + step].text), plain)
    ]


def _with_words_of(text: str, article: Article) -> Iterable[tuple[int, str]]:
    """Return the passages that may contain a text, as folded words by number.

    Folding all of a paper takes seconds for 100,000 passages.
    """
    lower = text.lower()
    key = max((word for word in plain_words(text).split() if word in lower), key=len, default="")
    if "folded" not in vars(article) and key:
        found = [passage for passage in article.passages if key in passage.text.lower()]
        if len(found) <= MOST_FOLDED:
            return [(passage.number, plain_words(passage.text)) for passage in found]
    return enumerate(article.folded)


def begins_as(text: str, quoted: str) -> bool:
    """Return whether a passage begins as quoted, apart from spelling; `""` stands for none."""
    if not (text and quoted):
        return text == quoted
    count = len(words(quoted))
    found = words(text)[:count]
    return _is_spelt(text[: found[-1].end] if found else text, quoted)


def ends_as(text: str, quoted: str) -> bool:
    """Return whether a passage ends as quoted, apart from spelling; `""` stands for none."""
    if not (text and quoted):
        return text == quoted
    found = words(text)[-len(words(quoted)) :]
    return _is_spelt(text[found[0].start :] if found else text, quoted)


def _is_spelt(text: str, quoted: str) -> bool:
    plain, other = plain_words(text), plain_words(quoted)
    if plain == other:
        return bool(plain.strip()) or text == quoted
    likeness, kinds = compare(text, quoted)
    return likeness >= SPELT_ALIKE and kinds <= {"spelling"}
