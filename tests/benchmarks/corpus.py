"""Passages and queries from the shipped pack, for the benchmark of search that is given none."""

import random
from collections import Counter
from typing import Any

from ccgbrief.pack import read_pack
from ccgbrief.paths import shipped_pack
from ccgbrief.text import words

LEAST_LETTERS = 5
"""Of a word that somebody remembers."""

LEAST_WORDS = 8
"""Of a passage that is searched for."""


def shipped_corpus() -> list[str]:
    """Return the passages of the shipped pack, a line each."""
    pack = read_pack(shipped_pack())
    texts = (" ".join(p.text.split()) for article in pack.articles for p in article.passages)
    return list(dict.fromkeys(text for text in texts if len(text.split()) >= LEAST_WORDS))


def queries_for(corpus: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return queries as the benchmark of search takes them: two words, one of them misspelt.

    The words stand together in one passage only.
    """
    chance = random.Random(0)
    remembered = [
        sorted({w.folded for w in words(text) if len(w.folded) >= LEAST_LETTERS}) for text in corpus
    ]
    pairs = [
        [(a, b) for a in known for b in known if a < b] if len(known) > 1 else []
        for known in remembered
    ]
    uses = Counter(pair for each in pairs for pair in each)
    queries = []
    for target, each in enumerate(pairs):
        alone = [pair for pair in each if uses[pair] == 1]
        for pair in chance.sample(alone, min(2, len(alone))):
            kind, typed = _misspelt(pair[1], chance)
            query = {"q": f"{pair[0]} {typed}", "target": target, "words": list(pair), "src": kind}
            queries.append(query)
    return {"misspelt": queries, "latency": queries[::8]}


def _misspelt(word: str, chance: random.Random) -> tuple[str, str]:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(["dropped", "doubled", "swapped", "replaced"])
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return kind, {
        "dropped": before + after,
        "doubled": before + letter * 2 + after,
        "swapped": before + after[0] + letter + after[1:],
        "replaced": before + chance.choice("aeinorst") + after,
    }[kind]
