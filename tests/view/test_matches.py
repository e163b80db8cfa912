from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from ccgbrief.pack import Pack, Page, Passage, PassageKind
from ccgbrief.search import Answer, Entry, Hit, Kind
from ccgbrief.view.address import Address, address_of_passage, passage_key
from ccgbrief.view.matches import (
    MOST_NAMED,
    MOST_READ,
    NOWHERE,
    Found,
    Occurrences,
    also_at,
    occurrences_of,
    where,
)

FIRST, SECOND = "first-paper", "second-paper"


def paper(article: str, *texts: tuple[str, str]) -> tuple[Passage, ...]:
    return tuple(
        Passage(article, number, PassageKind.PARAGRAPH, text, page=Page(page) if page else None)
        for number, (text, page) in enumerate(texts)
    )


def pack_of(small: Pack, first: Sequence[Passage], second: Sequence[Passage] = ()) -> Pack:
    """Return the pack with these passages, its second paper called Ponds."""
    one, two = small.articles
    return replace(
        small,
        articles=(
            replace(one, parse=lambda: tuple(first)),
            replace(two, parse=lambda: tuple(second)),
        ),
    )


@pytest.fixture
def pack(small: Pack) -> Pack:
    first = paper(
        FIRST,
        ("The Better Care Fund is agreed.", "3"),
        ("Better care is not funded.", "5"),
        ("A better-care fund, they say.", "14"),
        ("The better care fund: again. It is the better care fund.", "88"),
        ("Of the better care fund no more.", "88"),
    )
    return pack_of(small, first, paper(SECOND, ("Our Better Care Fund.", "90"), ("Else.", "91")))


def found_in(pack: Pack, article: int = 0, number: int = 0, *terms: str) -> Occurrences:
    """Return the places of what was found in a passage."""
    passage = pack.articles[article].passages[number]
    words = tuple((term,) for term in terms or ("better", "care", "fund"))
    entry = Entry(Kind.PASSAGE, passage.article, number, passage.text, article=passage.article)
    other = Entry(Kind.PASSAGE, SECOND, 0, "", article=SECOND)
    hit = Hit(entry, words)
    return occurrences_of(Found(hit, Answer("x", (hit, Hit(other)))), pack)


def numbers(found: Occurrences) -> list[tuple[str, int]]:
    return [(passage.article, passage.number) for passage in found.passages]


def test_a_phrase_is_found_wherever_its_words_stand_together(pack: Pack) -> None:
    assert numbers(found_in(pack)) == [(FIRST, 0), (FIRST, 2), (FIRST, 3), (FIRST, 4), (SECOND, 0)]


def test_words_apart_are_found_wherever_all_of_them_stand(pack: Pack) -> None:
    assert numbers(found_in(pack, 0, 0, "better", "agreed")) == [(FIRST, 0)]
    assert numbers(found_in(pack, 0, 0, "fund")) == numbers(found_in(pack))


def test_of_very_many_articles_only_those_are_read_that_the_search_has_results_from(
    pack: Pack,
) -> None:
    one, two = pack.articles
    others = tuple(replace(two, id=f"paper-{n}") for n in range(MOST_READ))
    pack = replace(pack, articles=(one, two, *others))
    passage = pack.articles[0].passages[0]
    entry = Entry(Kind.PASSAGE, FIRST, 0, passage.text, article=FIRST)
    hit = Hit(entry, (("care",),))
    found = occurrences_of(Found(hit, Answer("care", (hit,))), pack)
    assert {passage.article for passage in found.passages} == {FIRST}
    assert not pack.articles[1].is_parsed


def test_what_is_of_no_article_or_matches_nothing_stands_nowhere_else(pack: Pack) -> None:
    duty = Hit(Entry(Kind.DUTY, "measure", 0, "Measure the hedge"), (("hedge",),))
    assert occurrences_of(Found(duty, Answer("hedge", (duty,))), pack) == NOWHERE
    by_speaker = Hit(Entry(Kind.QUOTE, FIRST, 0, "Some words", article=FIRST), (("clerk",),))
    assert occurrences_of(Found(by_speaker, Answer("clerk", (by_speaker,))), pack) == NOWHERE


def test_the_pages_it_stands_on_too_are_said(pack: Pack) -> None:
    found = found_in(pack)
    assert also_at(found, found.passages[0], pack) == "also on p. 14, 88; in Ponds on p. 90"
    assert also_at(found, found.passages[2], pack) == "also on p. 3, 14; in Ponds on p. 90"
    assert also_at(found, found.passages[4], pack) == "also in Hedge on p. 3, 14, 88"


def test_where_there_are_no_pages_it_is_said_how_often(small: Pack) -> None:
    texts = [("One fund.", ""), ("Two funds, one fund.", ""), ("The fund.", "")]
    pack = pack_of(small, paper(FIRST, *texts), paper(SECOND, ("Fund.", "")))
    found = found_in(pack, 0, 0, "fund")
    assert also_at(found, found.passages[0], pack) == "also 2 more times here; in Ponds"
    pack = pack_of(small, paper(FIRST, *texts[:2]))
    found = found_in(pack, 0, 0, "fund")
    assert also_at(found, found.passages[0], pack) == "also once more here"


def test_of_very_many_pages_the_first_are_named(small: Pack) -> None:
    pack = pack_of(small, paper(FIRST, *(("A fund.", str(n)) for n in range(1, 31))))
    found = found_in(pack, 0, 0, "fund")
    said = also_at(found, found.passages[0], pack)
    assert said == f"also on p. 2, 3, 4, 5, 6, 7, 8, 9 and {29 - MOST_NAMED} more"


def test_many_other_articles_are_counted(small: Pack) -> None:
    second = small.articles[1]
    pack = pack_of(small, paper(FIRST, ("A fund.", "1"), ("The fund.", "2")))
    more = tuple(
        replace(second, id=f"more-{n}", parse=partial(paper, f"more-{n}", ("Fund.", "7")))
        for n in range(3)
    )
    pack = replace(pack, articles=(pack.articles[0], *more))
    found = found_in(pack, 0, 0, "fund")
    assert also_at(found, found.passages[0], pack) == "also on p. 2; 3 times in 3 other articles"


def test_what_stands_once_says_nothing(pack: Pack) -> None:
    found = found_in(pack, 0, 0, "agreed")
    assert also_at(found, found.passages[0], pack) == ""


def test_steps_go_round_all_places_from_wherever_the_reader_is(pack: Pack) -> None:
    found = found_in(pack)
    seen, at = [], (FIRST, 0)
    for _ in range(5):
        step = found.step(*at, 1, pack)
        assert step
        at = step[0].article, step[0].number
        seen.append((*at, step[1]))
    assert seen == [
        (FIRST, 2, ""),
        (FIRST, 3, ""),
        (FIRST, 4, ""),
        (SECOND, 0, ""),
        (FIRST, 0, "back to the first"),
    ]
    before = found.step(FIRST, 0, -1, pack)
    assert before == (found.passages[-1], "back to the last")
    assert found.step(SECOND, 0, -1, pack) == (found.passages[-2], "")
    assert found.step(FIRST, 1, 1, pack) == (found.passages[1], "")
    assert found.step("overview:", -1, 1, pack) == (found.passages[0], "")
    assert NOWHERE.step(FIRST, 0, 1, pack) is None


def test_a_step_says_which_place_it_is_and_marks_the_words(pack: Pack) -> None:
    found = found_in(pack)
    third = found.passages[2]
    assert where(third, found, pack) == "3 of 5 · p. 88 · Hedge"
    turned = where(found.passages[0], found, pack, "back to the first")
    assert turned.startswith("back to the first · 1 of 5 · ")
    alone = found._replace(passages=(third,))
    assert where(third, alone, pack, "back to the first").startswith("1 of 1")
    assert address_of_passage(third) == Address(FIRST, passage_key(3))
    marked = [third.text[start:end] for start, end in found.matched_in(third)]
    assert marked == ["better", "care", "fund", "better", "care", "fund"]
    assert NOWHERE.matched_in(third) == ()
