"""Joins what a hyphen parts, so that `cocommissioning` finds `co-commissioning`: for the index."""

from collections.abc import Iterator, Sequence

from ccgbrief.text import Word

_HYPHENS = frozenset("-‐‑\u00ad")


def compounds(text: str, found: Sequence[Word]) -> Iterator[Word]:
    """Give the words of `text` that are written with hyphens as one word each."""
    start = 0
    for end in range(1, len(found) + 1):
        joined = end < len(found) and text[found[end - 1].end : found[end].start] in _HYPHENS
        if not joined:
            if end - start > 1:
                parts = found[start:end]
                yield Word("".join(w.folded for w in parts), parts[0].start, parts[-1].end)
            start = end
