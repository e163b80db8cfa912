"""Other spellings a text answers to: `co-commissioning` as one word, `Monitor` of `Monitor’s`."""

from collections.abc import Iterator, Sequence

from ccgbrief.text import Word

_HYPHENS = frozenset("-‐‑\u00ad")
_APOSTROPHES = frozenset("'’ʼ")


def variants(text: str, found: Sequence[Word]) -> Iterator[Word]:
    """Give the words that `text`, split into the words `found`, holds in another spelling."""
    yield from _joined(text, found)
    for word in found:
        if text[word.end - 1] in "sS" and text[word.end - 2] in _APOSTROPHES:
            yield Word(word.folded[:-1], word.start, word.end - 2)


def _joined(text: str, found: Sequence[Word]) -> Iterator[Word]:
    start = 0
    for end in range(1, len(found) + 1):
        if end < len(found) and text[found[end - 1].end : found[end].start] in _HYPHENS:
            continue
        if end - start > 1:
            parts = found[start:end]
            yield Word("".join(part.folded for part in parts), parts[0].start, parts[-1].end)
        start = end
