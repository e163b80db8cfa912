"""Near-duplicates: a copy is known whatever it lost; another edition is not a copy."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from ccgbrief.pack_editing.near_duplicates import (
    Library,
    are_editions,
    is_copy,
    shared,
    sketch,
    sketch_of,
)

WORDS = re.findall(
    r"\S+",
    "board group practice budget review contract quality primary care local team service patient "
    "report member governance resources information responsibility arrangements committee "
    "interest decision nurse meeting quarter finance hospital community under-resourced mill’s",
)


def text(seed: int, length: int = 600) -> str:
    """Make sentences of everyday words, always the same for a seed."""
    some = random.Random(seed)
    words = [some.choice(WORDS) for _ in range(length)]
    for i in range(0, length, 12):
        words[i] = words[i].capitalize()
        words[i - 1] += "."
    return " ".join(words)


def test_a_copy_without_marks_capitals_and_line_ends_is_a_copy() -> None:
    whole = text(1)
    poor = whole.lower().replace(".", "").replace("-", "").replace("’", "")
    assert is_copy(sketch(whole), sketch(poor))
    assert sketch(whole).merit > sketch(poor).merit


def test_a_copy_with_furniture_around_it_is_a_copy() -> None:
    assert is_copy(sketch(text(1)), sketch(f"{text(2, 80)} {text(1)} {text(3, 80)}"))


def test_where_links_lead_makes_no_copy_another_edition_or_paper() -> None:
    """One word in six is a link here."""
    plain = text(1)
    address = r"[\1](<https://news.example.org/2025/03/14/the-story-of-the-\1-and-more?utm=17>)"
    linked = re.sub(r"\b(board|budget|nurse|care|team)\b", address, plain)
    one, other = (sketch_of(f'+++\ntitle = "T"\n+++\n\n{body}\n') for body in (plain, linked))
    assert shared(one, other) == 1
    assert is_copy(one, other)
    assert not are_editions(one, other)


def test_papers_on_one_subject_are_no_copies() -> None:
    assert not is_copy(sketch(text(1)), sketch(text(2)))


def test_a_part_of_a_paper_is_no_copy_of_it() -> None:
    assert not is_copy(sketch(text(1)), sketch(text(1) + text(2, 6000)))


def test_two_months_of_a_report_are_two_editions() -> None:
    april = sketch(f"{text(1)} In April 2026 there were 214 calls.")
    june = sketch(f"{text(1)} In June 2026 there were 198 calls.")
    assert is_copy(april, june)
    assert are_editions(april, june)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("published = 2026-10-04", "published = 2026-11-01"),
        ("Report for May", "Report for April"),
        ("Report, first quarter", "Report, Q2"),
        ("Board report 2025", "Board report 2026"),
    ],
)
def test_the_date_above_a_text_alone_tells_two_editions(one: str, other: str) -> None:
    assert are_editions(sketch(text(1), one), sketch(text(1), other))


def test_another_month_above_tells_two_editions_whatever_month_both_texts_name() -> None:
    met = f"{text(1)} The panel met on 3 October."
    october, november = (sketch(met, f"Report, {month} 2026") for month in ("October", "November"))
    assert are_editions(october, november)


@pytest.mark.parametrize("one", ["2026-10-04", "4 October 2026", "October 4th, 2026"])
def test_a_date_is_the_same_however_it_is_written_and_its_lack_no_difference(one: str) -> None:
    for other in ("4 October 2026", ""):
        assert not are_editions(sketch(text(1), one), sketch(text(1), other))


def test_a_figure_more_in_the_same_words_is_another_edition() -> None:
    june = sketch(f"{text(1)} It was 12 million in June.")
    assert are_editions(june, sketch(f"{text(1)} It was 12 million in June, 15 in July."))


def test_a_copy_that_lost_its_figures_with_many_a_word_is_no_edition() -> None:
    words = f"{text(1)} In April 2026 there were 214 calls.".split()
    poor = " ".join(word for i, word in enumerate(words) if i % 30 and not word[0].isdigit())
    assert is_copy(sketch(poor), sketch(" ".join(words)))
    assert not are_editions(sketch(poor), sketch(" ".join(words)))


def test_may_is_a_month_only_with_its_capital() -> None:
    assert "may" in sketch("The report for May is here.").figures
    assert "may" not in sketch("The board may agree.").figures


def test_what_two_long_papers_share_is_told_within_a_few_per_cent() -> None:
    halves = sketch(text(1, 20_000)), sketch(text(1, 20_000)[:60_000] + text(2, 11_000))
    assert 0.4 < shared(*halves) < 0.7


def index_of(papers: Iterable[str]) -> Library:
    """Put papers into a library under their numbers."""
    index = Library(Path(), (), Path("none"))
    for number, paper in enumerate(papers):
        index.put(str(number), "", sketch(paper))
    return index


def test_a_copy_is_found_among_many_editions_of_one_report() -> None:
    index = index_of(f"{text(1)} {text(100 + month, 60)}" for month in range(60))
    assert index.like(sketch(f"{text(1)} {text(140, 60)}"))[0] == "40"


def test_a_poor_copy_is_found_among_many_editions_of_a_long_report() -> None:
    index = index_of(f"{text(1, 6000)} {text(100 + month, 300)}" for month in range(30))
    poor = f"{text(1, 6000)} {text(120, 300)}".lower().replace(".", "")
    assert index.like(sketch(poor))[0] == "20"


def test_looking_up_a_paper_compares_a_few_however_many_there_are() -> None:
    """The cost must grow with the number of papers and not with its square."""
    index = index_of(f"{text(1, 100)} {text(i, 100)}" for i in range(200))
    near = index.candidates(sketch(f"{text(1, 100)} {text(7, 100)}"))
    assert near[0] == "7"
    assert len(near) <= 8


def test_a_paper_taken_out_is_not_found() -> None:
    index = index_of([text(1)])
    assert index.like(sketch(text(1))) == ["0"]
    index.take_out("0")
    assert index.like(sketch(text(1))) == []


def test_the_same_text_is_found_among_any_number_of_its_editions() -> None:
    index = index_of(text(1) for _ in range(30))
    assert len(index.like(sketch(text(1)))) == 30
