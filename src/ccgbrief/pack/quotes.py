"""Keeps what finds a passage again after its article was edited, and finds it: for the notes.

A note must never come to stand on a passage that only looks like its own. So a passage with the
same words is its own; one with other words is only where the differences are of spelling, or where
the neighbours say that it stands in the same place, and then the finding says that it has changed.
Everything else is gone, and the nearest passage only offered.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from ccgbrief.pack.markdown import CELL_SEPARATOR
from ccgbrief.pack.model import Article, Passage, PassageKind
from ccgbrief.text import fold, plain_words, words

AROUND = 60
"""Characters that a quote keeps of the passages before and after it, or somewhat fewer."""

SAME_PLACE = 0.4
"""Share of words in common that makes a passage between the same neighbours an edit of it."""

ONE_NEIGHBOUR = 0.6
"""The same where only one of the neighbours is as it was."""

ANYWHERE = 0.8
"""The same where neither is; then the differences must be of spelling."""

REDRAFTED, REDRAFTED_WORDS = 0.85, 12
"""The same under the same heading, for so many words with the same names and figures in them."""

PART = 0.7
"""The same for a part of a passage, of which nothing else is known."""

CLEAR_LEAD = 0.05
"""A second passage with so little less in common makes it uncertain which is meant."""

SPELT_ALIKE, SPELT_ALIKE_CAPITAL = 75.0, 90.0
"""Of 100 (rapidfuzz ratio), for words with the same first letter: `increase` is no `decrease`."""

MOST_WORDS = 400
"""How many words of a passage are compared; more only take time."""

_BOTH = 2

LEAST_ALIKE = 60.0
"""Of 100 (rapidfuzz ratio): below it a passage is not even offered for a quote that is gone."""

_SENTENCE_ENDS = ".!?…:;”’\"')"
_BEGINS_SENTENCE = r"(?:\A|[.!?:…|])\W*\Z"
"""With up to four characters before a word, what makes it the first of a sentence or cell."""
_FIGURE = r"[-+£$€]*\d+(?:[.,]\d+)*"

_NEGATION = r"no|not|never|none|nobody|nothing|neither|nor|without|cannot|.*n['’]t"
_NUMBER = (
    r"\d.*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|half|thirds?|quarters?|hundreds?|thousands?|millions?|billions?|first|second|once|twice"
)
_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun|to|yester)day|tomorrow|january|february|march|april"
    r"|may|june|july|august|september|october|november|december"
)


class Quote(NamedTuple):
    """The words of a passage and a little of what stands around it, to find it again after edits.

    It is the text quote selector of W3C's Web Annotation model (prefix, exact, suffix), with the
    heading above. Where nothing around it is known, the words may be a part of the passage.
    """

    words: str
    prefix: str = ""
    """The end of the passage before it."""
    suffix: str = ""
    """The beginning of the passage after it."""
    heading: str = ""
    near: int = 0
    """0-based number of the passage, where others had the same words."""

    @property
    def is_whole(self) -> bool:
        """Whether the words are all of the passage."""
        return bool(self.prefix or self.suffix or self.heading)


class Standing(StrEnum):
    """How sure it is that a quote stands where it was found."""

    SAME = "same"
    CHANGED = "changed"
    """It is the passage, and it no longer says just what was quoted."""
    DOUBTFUL = "doubtful"
    """The words are the same, but others had them too and what stood around it has changed."""


class Finding(NamedTuple):
    """Where a quote stands now."""

    passage: Passage | None = None
    """None where it is gone, or cannot be told from others."""
    standing: Standing = Standing.SAME
    nearest: Passage | None = None
    """Where it is gone: the passage that is most like it, if any is."""


def quote_of(passage: Passage, article: Article) -> Quote:
    """Return what to keep of a passage to find it again when its article has been edited."""
    passages, number = article.passages, passage.number
    before = passages[number - 1].text if number else ""
    after = passages[number + 1].text if number + 1 < len(passages) else ""
    is_repeated = sum(p.text == passage.text for p in passages) > 1
    near = number if is_repeated else 0
    return Quote(passage.text, _ending(before), _beginning(after), passage.heading, near)


def _ending(text: str) -> str:
    return text if len(text) <= AROUND else text[-AROUND:].partition(" ")[2] or text[-AROUND:]


def _beginning(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] or text[:AROUND]


def doubt(quote: Quote, finding: Finding) -> str:
    """Say what has to be said wherever a note is shown on what was found, `""` for nothing."""
    if finding.passage is None or finding.standing is Standing.SAME:
        return ""
    if finding.standing is Standing.DOUBTFUL:
        return "other passages had the same words, and it may have been on one of those"
    return f"the words have changed since; they were “{quote.words.strip('“”')}”"


def find_again(quote: Quote, article: Article) -> Finding:
    """Return where a quote stands in its article as it is now; the article keeps the answer."""
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
        """Return the passage with the same words, with them in it, in its parts, or edited."""
        quoted, passages = self._quote.words, self._passages
        if same := [p for p in passages if p.text == quoted]:
            return self._chosen(same)
        plain = plain_words(quoted)
        if not plain.strip():  # signs, which mean nothing when they are not as they were
            return self._chosen([p for p in passages if quoted.strip() and quoted in p.text])
        folded = self._article.folded
        holding = [p for p in passages if quoted in p.text]
        holding = holding or [p for p in passages if plain in folded[p.number]]
        if whole := [p for p in holding if folded[p.number] == plain]:
            return self._chosen(whole)
        return self._in_parts(plain) or (self._chosen(holding) if holding else self._edited(plain))

    def _chosen(self, alike: Sequence[Passage]) -> Finding:
        """Return which of the passages with the words is meant, by what stands around it."""
        if not alike:
            return Finding()
        quote = self._quote

        def fitness(passage: Passage) -> tuple[int, bool, int]:
            is_under_it = passage.heading == quote.heading
            return self._neighbours(passage.number), is_under_it, -abs(passage.number - quote.near)

        best = max(alike, key=fitness) if quote.is_whole or quote.near else alike[0]
        neighbours = self._neighbours(best.number)
        is_there = not quote.is_whole and best.number == quote.near
        if quote.near and neighbours < _BOTH and not is_there:  # others had the words
            is_lost = (
                not neighbours and best.heading != quote.heading
                if quote.is_whole
                else len(alike) == 1
            )
            return Finding(nearest=best) if is_lost else Finding(best, Standing.DOUBTFUL)
        if quote.is_whole and not _says(best.text, quote.words):
            return Finding(best, Standing.CHANGED)
        return Finding(best)

    def _in_parts(self, plain: str) -> Finding | None:
        """Find the passage that, with those after it, says what one said."""
        folded = self._article.folded
        for start, said in enumerate(folded):
            end = start + 1
            while said.strip() and end < len(folded) and plain.startswith(said) and said != plain:
                said, end = said + folded[end][1:], end + 1  # noqa: PLW2901 (it grows)
            if said == plain:
                return Finding(self._passages[start])
        return None

    def _edited(self, plain: str) -> Finding:
        """Find the passage that the quoted one has become."""
        there = [c for c in self._between() if self._is_edit(c)]
        likest = [] if there else self._likest(plain)
        sure = there or [c for c in likest if self._is_edit(c)]
        sure.sort(key=lambda c: (self._neighbours(c.passage.number), c.likeness), reverse=True)
        first, second = (*sure, None, None)[:2]
        if first is None:
            return Finding(nearest=likest[0].passage if likest else None)
        if second and first.likeness - second.likeness < CLEAR_LEAD:
            counts = {self._neighbours(c.passage.number) for c in (first, second)}
            if len(counts) == 1:
                return Finding(nearest=first.passage)
        return Finding(first.passage, Standing.CHANGED)

    def _between(self) -> Iterator["_Candidate"]:
        """Return what stands between the same neighbours, however much it was edited."""
        if not self._quote.is_whole:
            return
        folded, prefix = self._article.folded, plain_words(self._quote.prefix)
        before = [i for i, text in enumerate(folded) if text.endswith(prefix)]
        for number in [i + 1 for i in before] if self._quote.prefix else [0]:
            if number < len(folded) and self._neighbours(number) == _BOTH:
                yield _Candidate.of(self._quote, self._passages[number])

    def _likest(self, plain: str) -> list["_Candidate"]:
        """Return the passages that have most in common with the quote, the likest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 (only where the words have changed)

        is_whole, folded = self._quote.is_whole, self._article.folded
        wanted = " ".join(plain.split()[:MOST_WORDS])
        scorer = fuzz.ratio if is_whole else fuzz.partial_ratio
        # A passage much shorter than a part that is looked for would be like a part of that.
        texts = {i: t for i, t in enumerate(folded) if is_whole or len(t) >= len(wanted) * 0.6}
        found = process.extract(wanted, texts, scorer=scorer, score_cutoff=LEAST_ALIKE, limit=8)
        made = (_Candidate.of(self._quote, self._passages[i]) for _, _, i in found)
        return sorted(made, key=lambda c: -c.likeness)

    def _is_edit(self, candidate: "_Candidate") -> bool:
        passage, quote = candidate.passage, self._quote
        neighbours = self._neighbours(passage.number)
        is_under_it = bool(quote.heading) and passage.heading == quote.heading
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

    def _neighbours(self, number: int) -> int:
        """Count the neighbours of a passage that are as they were: none to both."""
        if not self._quote.is_whole:
            return 0
        before = self._passages[number - 1].text if number else ""
        after = self._passages[number + 1].text if number + 1 < len(self._passages) else ""
        return _ends(before, self._quote.prefix) + _begins(after, self._quote.suffix)

    def _was_neighbour(self, passage: Passage) -> bool:
        """Tell whether a passage stood beside the quoted one, and so cannot be it."""
        prefix, suffix, quoted = self._quote.prefix, self._quote.suffix, self._quote.words
        is_last = bool(prefix) and _ends(passage.text, prefix) and not _ends(quoted, prefix)
        is_next = bool(suffix) and _begins(passage.text, suffix) and not _begins(quoted, suffix)
        return is_last or is_next


class _Candidate(NamedTuple):
    """A passage that may be what became of the quote."""

    passage: Passage
    likeness: float
    """Share of words in common, 0 to 1."""
    differences: frozenset[str]

    @classmethod
    def of(cls, quote: Quote, passage: Passage) -> "_Candidate":
        """Compare them; a part of a passage is compared with the likest part of this one."""
        text = passage.text if quote.is_whole else likest_part(quote.words, passage.text)
        return cls(passage, *compare(quote.words, text))


def likest_part(quoted: str, text: str) -> str:
    """Return the words of `text` that are most like the quoted ones, as they stand there."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    found = words(text)
    wanted = plain_words(quoted).strip()
    aligned = fuzz.partial_ratio_alignment(wanted, " ".join(word.folded for word in found))
    if aligned is None or not found:
        return text
    within, end = [], 0
    for word in found:
        start, end = end, end + len(word.folded) + 1
        shared = min(end - 1, aligned.dest_end) - max(start, aligned.dest_start)
        if 2 * shared >= len(word.folded):
            within.append(word)
    return text[within[0].start : within[-1].end] if within else text


def compare(one: str, other: str) -> tuple[float, frozenset[str]]:
    """Return the share of words that two texts have in common, and in what they differ.

    That is `spelling`, for words that are alike; `name`; `figure`, for numbers, days and
    negations; or `word`.
    """
    from rapidfuzz.distance import Indel, Levenshtein  # noqa: PLC0415

    left, right = _tokens(one), _tokens(other)
    a, b = [token.folded for token in left], [token.folded for token in right]
    edits = (op for op in Levenshtein.opcodes(a, b) if op.tag != "equal")
    kinds = {
        _kind(left[op.src_start : op.src_end], right[op.dest_start : op.dest_end]) for op in edits
    }
    return Indel.normalized_similarity(a, b), frozenset(kinds)


def _kind(gone: Sequence["_Token"], come: Sequence["_Token"]) -> str:
    from rapidfuzz import fuzz  # noqa: PLC0415

    changed = (*gone, *come)
    if any(token.is_name for token in changed):
        return "name"
    if any(token.is_telling for token in changed):
        return "figure"
    pairs = list(zip(gone, come, strict=False))
    alike = all(
        a.folded[0] == b.folded[0]
        and fuzz.ratio(a.folded, b.folded)
        >= (SPELT_ALIKE_CAPITAL if a.is_capital and b.is_capital else SPELT_ALIKE)
        for a, b in pairs
    )
    return "spelling" if pairs and len(gone) == len(come) and alike else "word"


class _Token(NamedTuple):
    """A word with what it can tell."""

    folded: str
    is_capital: bool
    is_name: bool
    is_telling: bool
    """Whether it is a number, a day or a negation."""


def _tokens(text: str) -> list[_Token]:
    """Return the words; a capital makes a name, where no sentence begins or beside a number."""
    tokens: list[_Token] = []
    is_capital = False
    for word in words(text)[:MOST_WORDS]:
        written = text[word.start : word.end]
        is_number = re.fullmatch(_NUMBER, word.folded) is not None
        is_day = re.fullmatch(_DAY, word.folded) is not None
        is_negation = re.fullmatch(_NEGATION, written.lower()) is not None
        is_numbered = is_number and is_capital  # Ward 4
        is_capital = written[0].isupper() and not is_day
        begins = re.search(_BEGINS_SENTENCE, text[max(word.start - 4, 0) : word.start])
        is_name = is_numbered or (is_capital and not begins)
        tokens.append(_Token(word.folded, is_capital, is_name, is_number or is_day or is_negation))
    return tokens


def _begins(text: str, quoted: str) -> bool:
    """Tell whether a passage begins as one did, but for spelling; `""` is where there is none."""
    if not (text and quoted):
        return text == quoted
    count = len(words(quoted))
    found = words(text)[:count]
    return _is_spelt(text[: found[-1].end] if found else text, quoted)


def _ends(text: str, quoted: str) -> bool:
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
    return likeness >= ANYWHERE and kinds <= {"spelling"}


def _first_cell(row: str) -> str:
    cell, separator, _ = row.partition(CELL_SEPARATOR)
    return fold(cell).strip() if separator else ""


def _says(text: str, quoted: str) -> bool:
    """Tell whether a passage says what was quoted: all of it, or among other sentences."""
    if plain_words(text) == plain_words(quoted):
        return re.findall(_FIGURE, fold(text)) == re.findall(_FIGURE, fold(quoted))
    before, found, after = text.partition(quoted)
    return (
        bool(found)
        and (not before.strip() or before.rstrip()[-1] in _SENTENCE_ENDS)
        and (not after.strip() or quoted[-1] in _SENTENCE_ENDS)
    )
