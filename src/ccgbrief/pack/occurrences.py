"""Finds where an article says given words, and what stands before and after: for the notes.

They may be one sentence of a longer passage, or stand in several passages that one was split into.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import NamedTuple

from ccgbrief.pack.differences import compare
from ccgbrief.pack.model import Article, Passage
from ccgbrief.text import fold, plain_words, words

SPELT_ALIKE = 0.8
"""Share of words in common for what stands beside a place and differs in spelling only."""

MOST_PARTS = 50
"""Passages that one may have been split into."""

MOST_FOLDED = 2_000
"""Passages of a paper that are folded one by one; for more of them it is folded as a whole."""

BEFORE, AFTER = -1, 1
"""The sides of a passage, as steps between the numbers of passages."""

_OPENING = "“‘\"'(-+±£$€"
_CLOSING = ".!?…;:”’\"')"
_SENTENCE_ENDS = ".!?…;”’\"')"
_SIGNS = r"[-+±£$€]*\d+(?:[.,]\d+)*|[?<>=]|(?<=\w)'(?=\w)"
"""What can change the sense of a text and is not in its words."""


class Occurrence(NamedTuple):
    """Where words stand: in one passage, or in several."""

    first: int
    last: int
    """0-based numbers of passages."""
    before: str = ""
    """What stands before them in the first passage."""
    after: str = ""


def occurrences(quoted: str, article: Article) -> list[Occurrence]:
    """Return where an article says what was quoted, in sentences of their own."""
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
    """Give where a passage says what was quoted among other sentences, or as all of it."""
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
    """Give what stands before a place, the nearest first, and `""` where the article begins."""
    within = [place.before] if place.before else []
    texts = (passages[number].text for number in range(place.first - 1, -1, -1))
    return chain(within, texts, repeat(""))


def going_on(place: Occurrence, passages: Sequence[Passage]) -> Iterator[str]:
    """Give what stands after a place, the nearest first, and `""` where the article ends."""
    within = [place.after] if place.after else []
    texts = (passages[number].text for number in range(place.last + 1, len(passages)))
    return chain(within, texts, repeat(""))


def is_repeated(passage: Passage, article: Article) -> bool:
    """Tell whether other passages say the same, alone or among other sentences."""
    quoted, plain = passage.text, plain_words(passage.text)
    return any(
        any(_within(article.passages[number], said, quoted, plain))
        for number, said in _with_words_of(quoted, article)
        if plain in said and number != passage.number
    )


def standing_beside(parts: Iterable[str], article: Article, side: int) -> list[int]:
    """Return the numbers of the passages that have all of `parts` on a side, the nearest first."""
    numbers = None
    for distance, part in enumerate(parts, start=1):
        numbers = with_part(part, article, side * distance, numbers)
    return numbers or []


def with_part(part: str, article: Article, step: int, among: list[int] | None = None) -> list[int]:
    """Return the numbers of the passages that have `part` so many passages on, or back.

    It is the end of a passage before them, or the beginning of one after them; `""` is where the
    article has begun or ended. They are among some, or None for all.
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
    """Return the passages that may hold a text, as folded words by their numbers.

    To fold all of a paper takes seconds for 100,000 passages.
    """
    lower = text.lower()
    key = max((word for word in plain_words(text).split() if word in lower), key=len, default="")
    if "folded" not in vars(article) and key:
        found = [passage for passage in article.passages if key in passage.text.lower()]
        if len(found) <= MOST_FOLDED:
            return [(passage.number, plain_words(passage.text)) for passage in found]
    return enumerate(article.folded)


def begins_as(text: str, quoted: str) -> bool:
    """Tell whether a passage begins as one did, but for spelling; `""` is where there is none."""
    if not (text and quoted):
        return text == quoted
    count = len(words(quoted))
    found = words(text)[:count]
    return _is_spelt(text[: found[-1].end] if found else text, quoted)


def ends_as(text: str, quoted: str) -> bool:
    """Tell whether a passage ends as one did, but for spelling; `""` is where there is none."""
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
