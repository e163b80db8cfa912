"""Interprets typed words: as themselves, and as synonyms, completions, splits and corrections."""

from collections.abc import Container, Iterable, Sequence, Set
from enum import IntEnum, auto
from functools import cached_property
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief.search.query import TypedWord
from ccgbrief.search.synonyms import Synonyms, Terms
from ccgbrief.search.vocabulary import CombinedVocabulary

if TYPE_CHECKING:
    from ccgbrief.search.corrections import Corrections

MAX_CORRECTED = 12
"""Misspelt words are corrected in queries of up to this many words; longer ones were pasted."""

MAX_COMPLETIONS = 48
"""How many of the commonest completions of a beginning are used."""

# Costs are natural logarithms of how seldom one is typed for the other. They were tuned together on
# 2,000 queries made as those of tests/benchmarks/kinds.py.

COMPLETION_COST = 1.1
"""Cost of a word if only its beginning was typed."""

SYNONYM_COST = 0.4

SPLIT_COST = 1.0
"""Cost of two words that were typed as one."""

INFLECTION_COST = 1.8
"""Cost of another form of the word: `commission` for `commissioning`."""

SURE_COST = 1.7
"""Cost of a correction below which a word is said to be misspelt."""

KNOWN_WORD_COST = 1.0
"""Added to the cost of corrections of a word that exists, here or in English."""

PLAIN_COST = 1.0
"""Cost of words of the pack for which plain ones were typed."""

RELATED_COST = 3.8
"""Cost of the word of the thesaurus that is nearest in meaning."""

RELATED_STEP = 0.15
"""Additional cost of each further word of the thesaurus."""

MISSING_COST = 1.0
"""Cost of a missing word, and again for each unit of its rarity."""

COMMON_RARITY = 0.2
"""Weight of a common word in the query, which says next to nothing about what is meant."""

_COMMON_WORDS = """
    a about am an and any are as at be been being but by can could did do does doing for from had
    has have having he her him his how i if in into is it its just many may me might more most much
    must my no not of on only or our please said say shall she should so some tell than that the
    their them then there these they this those to too up us very was we were what when where which
    who whom whose why will with would you your
"""
COMMON = frozenset(_COMMON_WORDS.split())
"""Words that are not corrected, and may be missing from results."""


class Reading(IntEnum):
    """How a typed word is read: a number, since it is hashed thousands of times a letter."""

    LITERAL = auto()
    """As it was typed, or as the beginning of a longer word."""
    SAME = auto()
    """As a synonym, as another form of the word, or as two words in one."""
    CORRECTED = auto()
    """As a misspelling."""
    RELATED = auto()
    """As another word that means nearly the same."""


class Interpretation(NamedTuple):
    """A possible meaning of a typed word."""

    terms: Terms
    cost: float
    """How unlikely it is: 0 for the word as typed."""
    typed: str
    """The typed word, or several words that together have a synonym."""
    reading: Reading = Reading.CORRECTED

    @property
    def is_guessed(self) -> bool:
        """Whether it is a correction, or a completion of three letters or more."""
        begun = self.reading is Reading.LITERAL and self.cost > 0 and len(self.typed) > 2
        return begun or self.reading is Reading.CORRECTED


class QueryTerm(NamedTuple):
    """A typed word with its interpretations."""

    typed: str
    unfinished: bool
    is_common: bool
    interpretations: tuple[Interpretation, ...] = ()
    frequency: int = 0
    """Number of entries with one of the interpretations, at most."""
    rarity: float = 0.0
    """Weight in the query: 1, and 1 more for each tenfold that it is rarer."""

    @property
    def is_here(self) -> bool:
        """Whether the word occurs, as typed or as an equivalent word."""
        return any(each.reading in {Reading.LITERAL, Reading.SAME} for each in self.interpretations)

    @property
    def is_begun(self) -> bool:
        """Whether it may still become another word that occurs."""
        return any(each.cost and each.reading is Reading.LITERAL for each in self.interpretations)

    @property
    def is_known(self) -> bool:
        """The same, or whether it is a common word, or may still become a word that occurs."""
        begun = self.unfinished and bool(self.interpretations)
        return self.is_common or self.is_here or begun

    @property
    def missing_cost(self) -> float:
        return MISSING_COST * (self.rarity if self.is_common else 1 + self.rarity)

    @property
    def spelling(self) -> str:
        """What was typed or, if it occurs nowhere, what it is probably a misspelling of."""
        best = min(self.interpretations, key=lambda each: each.cost, default=None)
        sure = (
            best
            and best.reading is Reading.CORRECTED
            and best.cost < SURE_COST
            and not self.is_here
        )
        return " ".join(best.terms) if best and sure else self.typed


def content_of(terms: Sequence[QueryTerm]) -> Sequence[QueryTerm]:
    """Return the terms without common words at the ends: `who is Jeremy Hunt`."""
    places = [place for place, term in enumerate(terms) if not term.is_common]
    return terms[places[0] : places[-1] + 1] if places else terms


def asks_for_number(terms: Sequence[QueryTerm]) -> bool:
    return [term.typed for term in terms[:2]] in (["how", "many"], ["how", "much"])


class Interpreter:
    """Interprets typed words with a vocabulary."""

    def __init__(
        self,
        vocabulary: CombinedVocabulary,
        synonyms: Synonyms,
        plain_words: Sequence[tuple[str, str]],
        size: int,
    ) -> None:
        """`size` is the number of entries that the vocabulary was made from."""
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._plain_words = plain_words
        self._size = size

    def interpret(self, typed: Sequence[TypedWord]) -> list[QueryTerm]:
        """Return each word with what it means if it is spelt as it was meant."""
        found = [
            [Interpretation((w.folded,), 0.0, w.folded, reading=Reading.LITERAL)] for w in typed
        ]
        self._add_synonyms([word.folded for word in typed], found)
        return [self._term(word, known) for word, known in zip(typed, found, strict=True)]

    def add_likely(self, terms: Sequence[QueryTerm], *, correct: bool) -> list[QueryTerm]:
        """Return the terms, adding other forms of the words and, if `correct`, corrections."""
        correct = correct and len(terms) <= MAX_CORRECTED
        return [t if t.is_common else self._with_likely(t, correct=correct) for t in terms]

    def _with_likely(self, term: QueryTerm, *, correct: bool) -> QueryTerm:
        typed = term.typed
        forms = sorted(self._vocabulary.inflections(typed) - COMMON)
        found = [Interpretation((w,), INFLECTION_COST, typed, Reading.SAME) for w in forms]
        if correct:
            unfinished = term.unfinished and not term.is_begun
            found += self._corrections.of(typed, unfinished=unfinished)
        return self._with(term, found)

    def add_related(self, terms: Sequence[QueryTerm], doubtful: Container[str]) -> list[QueryTerm]:
        """Return the terms, adding words of nearly the same meaning to the doubtful ones."""
        from ccgbrief.search.thesaurus import plain_words  # noqa: PLC0415 (seldom needed)

        terms = [self._with_related(t) if t.typed in doubtful else t for t in terms]
        for places, (*before, last) in plain_words([t.typed for t in terms], self._plain_words):
            if any(terms[place].typed in doubtful for place in places):
                typed = " ".join(terms[place].typed for place in places)
                found = [
                    Interpretation((*before, form), PLAIN_COST, typed, Reading.RELATED)
                    for form in sorted(self.forms(last))
                ]
                for place in places:
                    terms[place] = self._with(terms[place], found)
        return terms

    def _with_related(self, term: QueryTerm) -> QueryTerm:
        from ccgbrief.search.thesaurus import is_word, related  # noqa: PLC0415 (seldom needed)

        known = list(term.interpretations)
        if not term.is_here and is_word(term.typed):  # it is rare, and hardly misspelt
            known = [each._replace(cost=each.cost + KNOWN_WORD_COST) for each in known]
            term = term._replace(
                unfinished=False, rarity=self._rarity(0), interpretations=tuple(known)
            )
        others = {each.terms for each in known if each.reading is not Reading.CORRECTED}
        costs: dict[Terms, float] = {}
        for place, word in enumerate(related(term.typed)):
            for form in sorted({(each,) for each in self.forms(word)} - others):
                costs.setdefault(form, RELATED_COST + place * RELATED_STEP)
        return self._with(
            term, (Interpretation(w, costs[w], term.typed, Reading.RELATED) for w in costs)
        )

    def forms(self, word: str) -> Set[str]:
        """Return the word and its other forms that occur."""
        return {word} | self._vocabulary.inflections(word)

    @cached_property
    def _corrections(self) -> "Corrections":
        from ccgbrief.search.corrections import Corrections  # noqa: PLC0415 (rapidfuzz: 40 ms)

        return Corrections(self._vocabulary)

    def _add_synonyms(self, typed: list[str], found: list[list[Interpretation]]) -> None:
        """Add the synonyms of one or more of the words, and two of them written as one."""
        for start in range(len(typed)):
            for end in range(start + 1, min(len(typed), start + self._synonyms.longest) + 1):
                group = tuple(typed[start:end])
                joined = "".join(group)
                others = [(joined,)] if len(group) == 2 and joined.isalpha() else []
                for terms in [*self._synonyms.of(group), *others]:
                    synonym = Interpretation(terms, SYNONYM_COST, " ".join(group), Reading.SAME)
                    for place in range(start, end):
                        found[place].append(synonym)

    def _term(self, word: TypedWord, found: list[Interpretation]) -> QueryTerm:
        typed, vocabulary = word.folded, self._vocabulary
        longer = vocabulary.completions(typed, MAX_COMPLETIONS) if word.unfinished else []
        found += (
            Interpretation((w,), COMPLETION_COST, typed, reading=Reading.LITERAL) for w in longer
        )
        if not longer and not vocabulary.count(typed):
            splits = ((typed[:at], typed[at:]) for at in range(2, len(typed) - 1))
            found += (Interpretation(each, SPLIT_COST, typed, Reading.SAME) for each in splits)
        return self._with(QueryTerm(typed, word.unfinished, is_common=typed in COMMON), found)

    def _with(self, term: QueryTerm, found: Iterable[Interpretation]) -> QueryTerm:
        """Return the term with further interpretations, those that occur."""
        counts = {each: min(map(self._vocabulary.count, each.terms)) for each in found}
        here = [each for each in counts if counts[each]]
        rarity = term.rarity
        if not term.interpretations and not (here and here[0].reading is Reading.RELATED):
            rarity = self._rarity(counts[here[0]] if here else 0)
        return term._replace(
            interpretations=(*term.interpretations, *here),
            frequency=term.frequency + sum(counts.values()),
            rarity=COMMON_RARITY if term.is_common else rarity,
        )

    def _rarity(self, count: int) -> float:
        return 1 + log10((self._size + 1) / (count + 1))
