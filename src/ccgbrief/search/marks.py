"""Says which characters of an entry are why it was found: for showing results."""

from collections.abc import Iterable

from ccgbrief.search.compounds import compounds
from ccgbrief.text import words


def mark(
    text: str, terms: Iterable[tuple[str, ...]], prefix: str = ""
) -> tuple[tuple[int, int], ...]:
    """Return where in `text` the terms stand, and words that begin with `prefix`.

    The spans are in their order and do not overlap.
    """
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        by_first.setdefault(term[0], []).append(term)
    found = words(text)
    folded = tuple(word.folded for word in found)
    spans = []
    for place, word in enumerate(folded):
        for term in by_first.get(word, ()):
            end = place + len(term)
            if folded[place:end] == term:
                spans.append((found[place].start, found[end - 1].end))
        if prefix and word.startswith(prefix):
            spans.append((found[place].start, found[place].end))
    spans += [
        (joined.start, joined.end)
        for joined in compounds(text, found)
        if (joined.folded,) in by_first.get(joined.folded, ())
    ]
    return _united(spans)


def _united(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
